//! Trains the attribution model from annotated text, measures it and writes it.
//!
//! ```text
//! ascribe-train --train FILE… --tags FILE… [--wordnet FOLDER] [--out FILE] [--card FILE]
//!               [--test FILE…] [--tags-test FILE] [--speech FILE] [--predictions FILE]
//!               [--fraction SHARE] [--threads N] [--load FILE] and the recipe's numbers
//! ```
//!
//! `--train` and `--test` are texts with attributions: files with one JSON object a line,
//! `{"id", "text", "attributions": [{"cue", "source", "content"}]}`, each of the three a list of
//! spans in code points; or folders of marked articles (`training/README.md`). `--tags` text with parts of speech, `--wordnet` the folder of
//! WordNet's database files; `.gz` files are unpacked. `--load` measures a model instead of
//! training one. The same input gives the same bytes, whatever the number of threads.
//!
//! ```text
//! ascribe-train --load FILE --adapt VERDICTS… [--out FILE] [--keep FILE…] [--test FILE…]
//! ascribe-train --load FILE --simulate FILE… --verdicts FILE
//! ```
//!
//! `--adapt` changes the weights of `--load` by verdicts, NDJSON as the page writes it
//! (`docs/adapting.md`); on the texts of `--keep`, by default the articles in `training`, they are
//! to change little. `--simulate` writes the verdicts that somebody would give who agrees with the
//! attributions of a corpus, for measuring.
//!
//! `ascribe-train furniture` trains what tells furniture from the article: [`furniture`].

mod adapt;
mod boost;
mod calibrate;
mod card;
mod cascade;
mod chains;
mod corpus;
mod evaluate;
mod furniture;
mod logistic;
mod marked;
mod options;
mod parallel;
mod pos;
mod predict;
mod proximal;
mod random;
mod wordnet;

use std::collections::BTreeSet;
use std::error::Error;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::time::Instant;

use adapt::{Outcome, Verdicts};
use ascribe::attribution;
use ascribe::model::Model;
use cascade::Recipes;
use chains::Recipe;
use corpus::Document;
use evaluate::{Counts, Report};
use options::Options;

fn main() {
    if let Err(error) = run() {
        eprintln!("error: {error}");
        std::process::exit(1);
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let options = Options::read();
    if options.all("") == ["furniture"] {
        return furniture::run(&options);
    }
    let clock = Instant::now();
    let log = |line: &str| eprintln!("{:7.1} s  {line}", clock.elapsed().as_secs_f32());
    let mut data = Vec::new();
    let mut tagger = None;
    let model = match options.one("load") {
        Some(path) => {
            let bytes = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
            let model = Model::from_bytes(&bytes).map_err(|error| format!("{path}: {error}"))?;
            if let Some(out) = options.one("verdicts") {
                let documents = documents(&options, "simulate")?;
                let out = BufWriter::new(File::create(out)?);
                return Ok(adapt::simulate(&model, &documents, out)?);
            }
            if options.has("adapt") {
                adapted(&model, &options, &log)?
            } else {
                model
            }
        }
        None if options.has("adapt") || options.has("verdicts") => {
            return Err("give the weights to start from: --load models/attribution.bin".into());
        }
        None => {
            let base = base_model(&options, &mut data, &mut tagger, &log)?;
            let documents = training_documents(&options, &mut data)?;
            let trained = cascade::train(base, &documents, recipes(&options)?, &log);
            if let Some(out) = options.one("unseen-predictions") {
                let models = |index: usize| &trained.folds[index % cascade::FOLDS];
                predict::write(models, &documents, BufWriter::new(File::create(out)?))?;
            }
            trained.model
        }
    };
    let bytes = model.to_bytes();
    log(&format!("{} bytes", bytes.len()));
    if let Some(path) = options.one("out") {
        std::fs::write(path, &bytes)?;
    }
    let mut speech = BTreeSet::new();
    for path in options.all("speech") {
        let text = std::fs::read_to_string(path)?;
        speech.extend(text.split_whitespace().map(str::to_lowercase));
    }
    let mut reports = Vec::new();
    for path in options.all("test") {
        let documents = corpus::read(Path::new(path))?;
        let report = evaluate::evaluate(&model, &documents, &speech);
        summary(&report, &log);
        log(&format!("{:.0} words a second", speed(&model, &documents)));
        if let Some(out) = options.one("predictions") {
            predict::write(|_| &model, &documents, BufWriter::new(File::create(out)?))?;
        }
        data.push(row(path, "measuring", documents.len(), "documents"));
        reports.push((file_name(path), report));
    }
    if let Some(path) = options.one("card") {
        let command = std::env::args()
            .map(|argument| file_name_if_path(&argument))
            .collect::<Vec<_>>()
            .join(" ");
        let text = card::write(&model, bytes.len(), &data, tagger, &reports, &command);
        std::fs::write(path, text)?;
    }
    Ok(())
}

/// The parts that need no attributions: lexical classes and the tagger.
fn base_model(
    options: &Options,
    data: &mut Vec<card::Data>,
    accuracy: &mut Option<f64>,
    log: &dyn Fn(&str),
) -> Result<Model, Box<dyn Error>> {
    let mut base = Model::default();
    if let Some(folder) = options.one("wordnet") {
        base.classes = wordnet::read(Path::new(folder))?;
        let count = base.classes.entries().len();
        data.push(row("wordnet", "lexical classes", count, "forms"));
    }
    let mut tagged = Vec::new();
    for path in options.all("tags") {
        let sentences = pos::read(Path::new(path), &base.classes)?;
        data.push(row(
            path,
            "training the tagger",
            sentences.len(),
            "sentences",
        ));
        tagged.extend(sentences);
    }
    base.tagger = pos::train(
        &mut tagged,
        pos::Recipe {
            bits: options.number("tag-bits", 16)?,
            epochs: options.number("tag-epochs", 6)?,
            step: options.number("tag-step", 0.36)?,
            evidence: options.number("tag-evidence", 24.0)?,
        },
    );
    for path in options.all("tags-test") {
        let mut tagged = pos::read(Path::new(path), &base.classes)?;
        let share = pos::accuracy(&base.tagger, &mut tagged);
        data.push(row(path, "measuring the tagger", tagged.len(), "sentences"));
        *accuracy = Some(share);
        log(&format!("tagger: {:.2} % right", 100.0 * share));
    }
    Ok(base)
}

fn training_documents(
    options: &Options,
    data: &mut Vec<card::Data>,
) -> Result<Vec<Document>, Box<dyn Error>> {
    let fraction: f64 = options.number("fraction", 1.0)?;
    let mut documents = Vec::new();
    for path in options.all("train") {
        let mut read = corpus::read(Path::new(path))?;
        read.truncate((read.len() as f64 * fraction).ceil() as usize);
        data.push(row(path, "training", read.len(), "documents"));
        documents.extend(read);
    }
    if documents.is_empty() {
        return Err("no training data: give --train FILE".into());
    }
    Ok(documents)
}

/// All documents of an option's files and folders.
fn documents(options: &Options, name: &str) -> Result<Vec<Document>, Box<dyn Error>> {
    let mut documents = Vec::new();
    for path in options.all(name) {
        documents.extend(corpus::read(Path::new(path))?);
    }
    Ok(documents)
}

/// Weights adapted to the verdicts of `--adapt`.
fn adapted(base: &Model, options: &Options, log: &dyn Fn(&str)) -> Result<Model, Box<dyn Error>> {
    let verdicts = Verdicts::read(options.all("adapt"), &mut |line| eprintln!("{line}"))?;
    log(&verdicts.counts.to_string());
    if verdicts.paragraphs.is_empty() {
        return Err("there is no verdict on an attribution to learn from".into());
    }
    let mut kept = documents(options, "keep")?;
    if kept.is_empty() {
        // The articles that this program comes with.
        let own = concat!(env!("CARGO_MANIFEST_DIR"), "/../../training/articles");
        kept = corpus::read(Path::new(own))?;
    }
    let standard = adapt::Recipe::default();
    let recipe = adapt::Recipe {
        epochs: options.number("epochs", standard.epochs)?,
        rate: options.number("rate", standard.rate)?,
        pull: options.number("pull", standard.pull)?,
        verdict_weight: options.number("verdict-weight", standard.verdict_weight)?,
        keep: options.number("keep-weight", standard.keep)?,
    };
    let model = adapt::adapt(base, &verdicts.paragraphs, &kept, &recipe);
    for (when, model) in [("before", base), ("after", &model)] {
        let outcome = Outcome::of(model, &verdicts.paragraphs);
        log(&format!(
            "{when}: finds {} of {} right attributions, and {} of {} rejected ones",
            outcome.found, verdicts.counts.right, outcome.wrong, verdicts.counts.wrong
        ));
    }
    let (same, all) = adapt::unchanged(base, &model, &kept);
    log(&format!(
        "of {all} attributions in the articles that are to stay as they are, {same} are the same"
    ));
    Ok(model)
}

fn recipes(options: &Options) -> Result<Recipes, String> {
    let recipe = Recipe {
        bits: options.number("bits", 17)?,
        least_count: options.number("least-count", 4)?,
        runs: options.number("runs", 3)?,
        epochs: options.number("epochs", 7)?,
        rounded_epochs: options.number("rounded-epochs", 0)?,
        averaged_epochs: options.number("averaged-epochs", 4)?,
        rate: options.number("rate", 0.05)?,
        dropout: options.number("dropout", 0.25)?,
        decay: options.number("decay", 1e-5)?,
        step: options.number("step", 0.14)?,
        dead_zone: options.number("dead-zone", 0.5)?,
        initial: options.number("initial", 1.0)?,
    };
    Ok(Recipes {
        cue: Recipe {
            bits: options.number("cue-bits", recipe.bits)?,
            epochs: options.number("cue-epochs", recipe.epochs)?,
            step: options.number("cue-step", recipe.step)?,
            rate: options.number("cue-rate", recipe.rate)?,
            dropout: options.number("cue-dropout", recipe.dropout)?,
            ..recipe
        },
        argument: Recipe {
            bits: options.number("argument-bits", recipe.bits)?,
            epochs: options.number("argument-epochs", recipe.epochs)?,
            step: options.number("argument-step", recipe.step)?,
            ..recipe
        },
        accept_bits: options.number("accept-bits", 13)?,
        accept_step: options.number("accept-step", 0.14)?,
        rerank: boost::Recipe {
            trees: options.number("trees", 260)?,
            leaves: options.number("leaves", 24)?,
            rate: options.number("tree-rate", 0.07)?,
            least: options.number("least-rows", 60)?,
            pull: options.number("tree-pull", 5.0)?,
            inputs: options.number("tree-inputs", 0.5)?,
            rows: options.number("tree-rows", 0.7)?,
            step: options.number("tree-step", 0.02)?,
            weights: [
                1.0,
                options.number("tree-cue", 0.3)?,
                options.number("tree-source", 0.3)?,
                options.number("tree-content", 0.3)?,
            ],
        },
        threads: options.number("threads", 2)?,
        begin_bias: options.number("begin-bias", 2.5)?,
    })
}

fn summary(report: &Report, log: &dyn Fn(&str)) {
    let line = |name: &str, counts: &Counts| {
        let (precision, recall, f1) = counts.figures();
        log(&format!(
            "{name}: P {precision:.2} R {recall:.2} F1 {f1:.2}"
        ));
    };
    line("triples", &report.triples);
    line("content words", &report.content_words);
    line("quotes", &report.quotes);
    line("cues", &report.cues);
    for quality in &report.calibration {
        log(&format!(
            "calibration error {:.2} points",
            100.0 * quality.expected_error
        ));
    }
}

/// Words a second from text to attributions, tokens and quotation marks included.
fn speed(model: &Model, documents: &[Document]) -> f64 {
    let clock = Instant::now();
    let mut words = 0;
    for document in documents {
        words += document.text.split_whitespace().count();
        for block in corpus::blocks(&document.text) {
            std::hint::black_box(attribution::find(
                model,
                &block.text,
                &block.segments,
                &block.quotes,
                block.kind,
                &[],
            ));
        }
    }
    words as f64 / clock.elapsed().as_secs_f64()
}

fn row(path: &str, used_for: &'static str, count: usize, unit: &str) -> card::Data {
    card::Data {
        name: file_name(path),
        used_for,
        size: format!("{count} {unit}"),
    }
}

fn file_name(path: &str) -> String {
    let name = Path::new(path).file_name();
    name.map_or(path.to_string(), |name| name.to_string_lossy().into_owned())
}

/// Paths of whoever ran the program are nobody else's business.
fn file_name_if_path(argument: &str) -> String {
    if argument.contains('/') {
        file_name(argument)
    } else {
        argument.to_string()
    }
}
