//! Trains the attribution model from annotated text, measures it and writes it.
//!
//! `ascribe-train --train FILE… --tags FILE… [--tags-test FILE] [--test FILE] [--predictions FILE]
//! [--fraction SHARE] [--threads N] [--out FILE]`
//!
//! The same input gives the same bytes.

mod calibrate;
mod cascade;
mod chains;
mod corpus;
mod evaluate;
mod logistic;
mod pos;
mod predict;
mod random;
mod wordnet;

use std::collections::{BTreeSet, HashMap};
use std::error::Error;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::time::Instant;

use ascribe::model::Model;
use cascade::Recipes;
use chains::Recipe;

/// Options of the command line: a name, then its values.
struct Options(HashMap<String, Vec<String>>);

impl Options {
    fn read() -> Options {
        let mut options: HashMap<String, Vec<String>> = HashMap::new();
        let mut name = String::new();
        for argument in std::env::args().skip(1) {
            if let Some(new) = argument.strip_prefix("--") {
                name = new.to_string();
                options.entry(name.clone()).or_default();
            } else {
                options.entry(name.clone()).or_default().push(argument);
            }
        }
        Options(options)
    }

    fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    fn one(&self, name: &str) -> Option<&str> {
        self.all(name).first().map(String::as_str)
    }

    fn number<T: std::str::FromStr>(&self, name: &str, default: T) -> Result<T, String> {
        match self.one(name) {
            Some(value) => value
                .parse()
                .map_err(|_| format!("--{name}: {value:?} is no number")),
            None => Ok(default),
        }
    }
}

fn main() {
    if let Err(error) = run() {
        eprintln!("error: {error}");
        std::process::exit(1);
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let options = Options::read();
    let clock = Instant::now();
    let log = |line: &str| eprintln!("{:7.1} s  {line}", clock.elapsed().as_secs_f32());
    let mut documents = Vec::new();
    for path in options.all("train") {
        documents.extend(corpus::read(Path::new(path))?);
    }
    let fraction: f64 = options.number("fraction", 1.0)?;
    documents.truncate((documents.len() as f64 * fraction).ceil() as usize);
    if documents.is_empty() {
        return Err("no training data: give --train FILE".into());
    }
    log(&format!("{} documents", documents.len()));
    let mut base = Model::default();
    if let Some(folder) = options.one("wordnet") {
        base.classes = wordnet::read(Path::new(folder))?;
        log(&format!("{} lexical classes", base.classes.entries().len()));
    }
    let mut tagged = Vec::new();
    for path in options.all("tags") {
        tagged.extend(pos::read(Path::new(path), &base.classes)?);
    }
    base.tagger = pos::train(
        &mut tagged,
        options.number("tag-bits", 15)?,
        options.number("tag-epochs", 6)?,
        options.number("tag-step", 0.5)?,
        options.number("tag-dead-zone", 3.0)?,
    );
    for path in options.all("tags-test") {
        let mut tagged = pos::read(Path::new(path), &base.classes)?;
        let share = pos::accuracy(&base.tagger, &mut tagged);
        log(&format!("tagger: {:.2} % right", 100.0 * share));
    }
    let recipe = Recipe {
        bits: options.number("bits", 17)?,
        epochs: options.number("epochs", 8)?,
        rounded_epochs: options.number("rounded-epochs", 0)?,
        rate: options.number("rate", 0.05)?,
        dropout: options.number("dropout", 0.25)?,
        decay: options.number("decay", 1e-5)?,
        step: options.number("step", 0.1)?,
        dead_zone: options.number("dead-zone", 0.5)?,
        initial: options.number("initial", 1.0)?,
        averaged_epochs: options.number("averaged-epochs", 4)?,
    };
    let recipes = Recipes {
        cue: Recipe {
            bits: options.number("cue-bits", recipe.bits)?,
            epochs: options.number("cue-epochs", recipe.epochs)?,
            ..recipe
        },
        argument: Recipe {
            bits: options.number("argument-bits", recipe.bits)?,
            epochs: options.number("argument-epochs", recipe.epochs)?,
            ..recipe
        },
        accept_bits: options.number("accept-bits", 13)?,
        accept_step: options.number("accept-step", 0.03)?,
        threads: options.number("threads", 2)?,
        begin_bias: options.number("begin-bias", 2.5)?,
    };
    let trained = match options.one("load") {
        Some(path) => Model::from_bytes(&std::fs::read(path)?)?,
        None => cascade::train(base, &documents, recipes, &log),
    };
    if let Some(path) = options.one("out") {
        let bytes = trained.to_bytes();
        log(&format!("{path}: {} bytes", bytes.len()));
        std::fs::write(path, bytes)?;
    }
    let mut speech = BTreeSet::new();
    for path in options.all("speech") {
        let text = std::fs::read_to_string(path)?;
        speech.extend(text.split_whitespace().map(str::to_lowercase));
    }
    for path in options.all("test") {
        let documents = corpus::read(Path::new(path))?;
        let report = evaluate::evaluate(&trained, &documents, &speech);
        let line = |counts: &evaluate::Counts| {
            let (precision, recall, f1) = counts.figures();
            format!("P {precision:.2} R {recall:.2} F1 {f1:.2}")
        };
        log(&format!("triples {}", line(&report.triples)));
        log(&format!("content words {}", line(&report.content_words)));
        log(&format!("quotes {}", line(&report.quotes)));
        log(&format!("cues {}", line(&report.cues)));
        log(&format!("{:?} {:?} {:?}", report.sources, report.kinds, report.calibration));
        if let Some(out) = options.one("predictions") {
            let start = Instant::now();
            predict::write(&trained, &documents, BufWriter::new(File::create(out)?))?;
            let words: usize = documents.iter().map(|d| d.text.split_whitespace().count()).sum();
            log(&format!(
                "{:.0} words a second",
                words as f32 / start.elapsed().as_secs_f32()
            ));
        }
    }
    log(&format!("file: {} bytes", trained.to_bytes().len()));
    let entropy = |codes: &[i8]| {
        let mut counts = [0u32; 256];
        for &code in codes {
            counts[code as u8 as usize] += 1;
        }
        let all = codes.len() as f64;
        let bits: f64 = counts
            .iter()
            .filter(|&&c| c > 0)
            .map(|&c| -f64::from(c) * (f64::from(c) / all).log2())
            .sum();
        bits / 8192.0
    };
    log(&format!(
        "entropy KB: tagger {:.1}, cue {:.1}, argument {:.1}, accept {:.1}, rivals {:.1}",
        entropy(&trained.tagger.codes),
        entropy(&trained.cue.table.codes),
        entropy(&trained.argument.table.codes),
        entropy(&trained.accept.codes),
        entropy(&trained.rivals.codes),
    ));
    Ok(())
}
