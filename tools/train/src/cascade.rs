//! Trains the parts of the cascade one after the other, each on what the parts before it give
//! for text they were not trained on.

use ascribe::learned::forest::Forest;
use ascribe::model::accept::{self, CONTENT, CUE, SOURCE, TRIPLE, Triple};
use ascribe::model::argument::ArgumentFeatures;
use ascribe::model::chain::{Chain, Lattice};
use ascribe::model::cue::{Candidate, CueFeatures, candidates};
use ascribe::model::facts::{Facts, mark};
use ascribe::model::quotation::is_bare;
use ascribe::model::table::Table;
use ascribe::model::why::Decider;
use ascribe::model::{Examined, Model, Settings, rerank, select};

use crate::boost::{self, Rows};
use crate::calibrate;
use crate::chains::{self, Recipe, Sequences};
use crate::corpus::{Block, Document, Gold};
use crate::logistic::{self, Example};
use crate::parallel::parallel;

/// Parts that the corpus is cut into for jackknifing.
pub const FOLDS: usize = 5;
/// Points of F1 on unseen text that may be given for a higher threshold.
const SLACK: f64 = 0.5;

/// How all parts are trained.
#[derive(Debug, Clone, Copy)]
pub struct Recipes {
    /// Candidate cues.
    pub cue: Recipe,
    /// Arguments.
    pub argument: Recipe,
    /// log2 of the accept table's rows.
    pub accept_bits: u32,
    /// Worth of one unit of its weights.
    pub accept_step: f32,
    /// The trees that have the last word.
    pub rerank: boost::Recipe<{ accept::COLUMNS }>,
    /// Threads.
    pub threads: usize,
    /// Bias on the beginning of cues.
    pub begin_bias: f32,
}

/// A block with its facts.
pub struct Prepared<'a> {
    /// The block.
    pub block: &'a Block,
    /// Its facts, tagged.
    pub facts: Facts,
    /// The part of the corpus it belongs to.
    pub fold: usize,
}

/// Reads the facts of all blocks.
pub fn prepare<'a>(model: &Model, documents: &'a [Document]) -> Vec<Prepared<'a>> {
    documents
        .iter()
        .enumerate()
        .flat_map(|(index, document)| document.blocks.iter().map(move |block| (index, block)))
        .map(|(index, block)| Prepared {
            block,
            facts: block.facts(model),
            fold: index % FOLDS,
        })
        .collect()
}

/// The chains trained without each fold, then the one trained on everything.
fn train_folds(data: &Sequences, recipe: Recipe, threads: usize) -> Vec<Chain> {
    let jobs = (0..=FOLDS)
        .rev()
        .map(|fold| {
            let without = (fold < FOLDS).then_some(fold);
            Box::new(move || chains::train(data, recipe, without))
                as Box<dyn FnOnce() -> Chain + Send + '_>
        })
        .collect();
    let mut chains = parallel(threads, jobs);
    chains.reverse();
    chains
}

fn cue_sequences(blocks: &[Prepared]) -> Sequences {
    let mut data = Sequences::default();
    for prepared in blocks {
        let features = CueFeatures::new(&prepared.facts);
        let mut labels = vec![0u8; prepared.facts.tokens.len()];
        for gold in &prepared.block.gold {
            labels[gold.cue.0 as usize..gold.cue.1 as usize].fill(2);
            labels[gold.cue.0 as usize] = 1;
        }
        for (index, &label) in labels.iter().enumerate() {
            features.token(index, |hash| data.feature(hash));
            data.end_token(label, features.place(index), false);
        }
        data.end_sequence(prepared.fold);
    }
    data
}

/// The gold attribution whose cue overlaps most with a run of tokens.
fn matching(gold: &[Gold], cue: (u32, u32)) -> Option<&Gold> {
    let overlap = |g: &&Gold| cue.1.min(g.cue.1).saturating_sub(cue.0.max(g.cue.0));
    gold.iter()
        .filter(|g| overlap(g) > 0)
        .max_by_key(|g| (overlap(g), u32::MAX - g.cue.0))
}

fn argument_sequences(blocks: &[Prepared], found: &[Vec<Candidate>]) -> Sequences {
    let mut data = Sequences::default();
    for (prepared, found) in blocks.iter().zip(found) {
        let gold = &prepared.block.gold;
        let mut all: Vec<(Candidate, &Gold)> = found
            .iter()
            .filter_map(|&c| Some((c, matching(gold, (c.first, c.last))?)))
            .collect();
        for missed in gold {
            let seen = found
                .iter()
                .any(|c| c.first < missed.cue.1 && missed.cue.0 < c.last);
            if !seen {
                let candidate = Candidate {
                    first: missed.cue.0,
                    last: missed.cue.1,
                    probability: 0.0,
                };
                all.push((candidate, missed));
            }
        }
        let mut features = ArgumentFeatures::new(&prepared.facts, found);
        for (candidate, gold) in all {
            let view = features.aim(candidate);
            for index in view.start..view.end {
                let inside = (candidate.first..candidate.last).contains(&index);
                let label = if inside {
                    0
                } else if gold.source.binary_search(&index).is_ok() {
                    1
                } else if gold.content.binary_search(&index).is_ok() {
                    2
                } else {
                    0
                };
                if !inside {
                    features.base(index as usize, |hash| data.feature(hash));
                    features.token(&view, index as usize, |hash| data.feature(hash));
                }
                data.end_token(label, features.place(&view, index as usize), inside);
            }
            data.end_sequence(prepared.fold);
        }
    }
    data
}

/// The words among tokens: what scores are counted in.
fn words(facts: &Facts, tokens: impl IntoIterator<Item = u32>) -> Vec<u32> {
    tokens
        .into_iter()
        .filter(|&token| {
            let fact = &facts.tokens[token as usize];
            fact.mark == mark::WORD
        })
        .collect()
}

/// Is a triple right against the gold? Answers to the accept model's questions.
pub fn answers(facts: &Facts, triple: &Triple, gold: &[Gold]) -> [Option<bool>; accept::COLUMNS] {
    let content = words(facts, triple.content.iter().flat_map(|run| run.0..run.1));
    let source = words(
        facts,
        triple.source.into_iter().flat_map(|run| run.0..run.1),
    );
    let mut answers = [Some(false); accept::COLUMNS];
    answers[SOURCE] = None;
    answers[CONTENT] = None;
    let mut best = 0.0;
    for gold in gold {
        let gold_content = words(facts, gold.content.iter().copied());
        let gold_source = words(facts, gold.source.iter().copied());
        let both = content
            .iter()
            .filter(|t| gold_content.binary_search(t).is_ok())
            .count();
        let either = content.len() + gold_content.len() - both;
        let jaccard = both as f64 / either.max(1) as f64;
        let same_source = source.iter().any(|t| gold_source.contains(t))
            || source.is_empty() && gold_source.is_empty();
        let overlaps = triple.cue.0 < gold.cue.1 && gold.cue.0 < triple.cue.1;
        if jaccard >= 0.5 && same_source {
            answers[TRIPLE] = Some(true);
        }
        if overlaps {
            answers[CUE] = Some(true);
        }
        if (overlaps || jaccard >= 0.5) && jaccard + 0.1 > best {
            best = jaccard + 0.1;
            answers[CUE] = Some(true);
            answers[SOURCE] = Some(same_source);
            answers[CONTENT] = Some(jaccard >= 0.5);
        }
    }
    answers
}

/// A trained model, and those that have not seen one part of the corpus each.
pub struct Trained {
    /// Trained on everything.
    pub model: Model,
    /// Trained without the documents whose index leaves this remainder.
    pub folds: Vec<Model>,
}

/// Trains cues, arguments and the accept model on top of a tagger.
pub fn train(base: Model, documents: &[Document], recipes: Recipes, log: &dyn Fn(&str)) -> Trained {
    let blocks = prepare(&base, documents);
    let mut data = cue_sequences(&blocks);
    data.seal(recipes.cue.bits, recipes.cue.least_count);
    log(&format!("cue data: {} tokens", data.tokens()));
    let cues = train_folds(&data, recipes.cue, recipes.threads);
    drop(data);
    log("cues trained");
    let mut lattice = Lattice::default();
    let found: Vec<Vec<Candidate>> = blocks
        .iter()
        .map(|p| candidates(&cues[p.fold], &p.facts, recipes.begin_bias, &mut lattice))
        .collect();
    let reached: usize = blocks
        .iter()
        .zip(&found)
        .map(|(p, found)| {
            let hit = |g: &&Gold| found.iter().any(|c| c.first < g.cue.1 && g.cue.0 < c.last);
            p.block.gold.iter().filter(hit).count()
        })
        .sum();
    let gold: usize = blocks.iter().map(|p| p.block.gold.len()).sum();
    log(&format!("{reached} of {gold} cues are candidates"));
    let mut data = argument_sequences(&blocks, &found);
    data.seal(recipes.argument.bits, recipes.argument.least_count);
    log(&format!(
        "argument data: {} candidates, {} tokens",
        found.iter().map(Vec::len).sum::<usize>(),
        data.tokens()
    ));
    let arguments = train_folds(&data, recipes.argument, recipes.threads);
    drop(data);
    log("arguments trained");
    let settings = Settings {
        begin_bias: recipes.begin_bias,
        ..Settings::default()
    };
    let mut folds: Vec<Model> = (0..=FOLDS)
        .map(|fold| Model {
            cue: cues[fold].clone(),
            argument: arguments[fold].clone(),
            settings,
            ..base.clone()
        })
        .collect();
    let mut found: Vec<Examined> = blocks
        .iter()
        .map(|p| folds[p.fold].examine(&p.facts))
        .collect();
    let accept = accept_tables(&blocks, &found, recipes);
    for (model, table) in folds.iter_mut().zip(accept) {
        model.accept = table;
    }
    log("accept models trained");
    for (prepared, found) in blocks.iter().zip(&mut found) {
        for (triple, features) in found.triples.iter_mut().zip(&found.features) {
            triple.scores = accept::score(&folds[prepared.fold].accept, features);
        }
    }
    let forests = forests(&blocks, &found, recipes);
    let (trees, leaves) = forests[FOLDS].size();
    log(&format!("{trees} trees with {leaves} leaves"));
    for (model, forest) in folds.iter_mut().zip(forests) {
        model.rerank = forest;
    }
    for (prepared, found) in blocks.iter().zip(&mut found) {
        folds[prepared.fold].compare(found);
    }
    // The threshold, on the training data as unseen text. F1 hardly changes around its best, so
    // the highest one that costs no more than SLACK: a wrong mark costs a reviewer more than a
    // missing one, and in text of other kinds there are more of them.
    let mut curve = Vec::new();
    for step in 6..=24 {
        let threshold = step as f32 * 0.025;
        let (mut right, mut all) = (0, 0);
        for (prepared, found) in blocks.iter().zip(&found) {
            let count = prepared.facts.tokens.len();
            for triple in select::select(found.triples.clone(), count, threshold) {
                let answer =
                    answers_by(Scheme::Flat, &prepared.facts, &triple, &prepared.block.gold);
                all += 1;
                right += usize::from(answer[TRIPLE] == Some(true));
            }
        }
        let f1 = 200.0 * right as f64 / (all + gold) as f64;
        log(&format!(
            "threshold {threshold:.3}: {f1:.2} triples on the training data as unseen text"
        ));
        curve.push((threshold, f1));
    }
    let best = curve.iter().fold(0.0, |best: f64, point| best.max(point.1));
    let best_threshold = curve
        .iter()
        .rev()
        .find(|point| point.1 >= best - SLACK)
        .map_or(Settings::default().threshold, |point| point.0);
    log(&format!("threshold {best_threshold:.3} it is"));
    for fold in &mut folds {
        fold.settings.threshold = best_threshold;
    }
    // confidences are for what stands: calibrate on that alone
    let mut outcomes: [Vec<(f32, bool)>; 3] = Default::default();
    for prepared in &blocks {
        for triple in folds[prepared.fold].decide(&prepared.facts) {
            // corpora mark outer attributions alone: they do not tell whether an inner one is right
            if is_bare(&triple) || triple.decider == Decider::Nested {
                continue;
            }
            let right = answers(&prepared.facts, &triple, &prepared.block.gold);
            for (outcomes, question) in outcomes.iter_mut().zip([CUE, SOURCE, CONTENT]) {
                if let Some(right) = right[question] {
                    outcomes.push((triple.scores[question], right));
                }
            }
        }
    }
    let calibration = outcomes.map(|outcomes| calibrate::fit(&outcomes));
    for fold in &mut folds {
        fold.calibration = calibration.clone();
    }
    let model = folds.swap_remove(FOLDS);
    Trained { model, folds }
}

/// What a table is to learn of attributions inside another one's content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// They count where they are marked; where nothing is marked, nothing is learned, since
    /// corpora mark outer ones alone.
    Alone,
    /// They are not asked for.
    Flat,
}

/// Answers under a scheme.
pub fn answers_by(
    scheme: Scheme,
    facts: &Facts,
    triple: &Triple,
    gold: &[Gold],
) -> [Option<bool>; accept::COLUMNS] {
    match scheme {
        Scheme::Alone => {
            let answers = answers(facts, triple, gold);
            let inside = gold
                .iter()
                .any(|g| g.content.binary_search(&triple.cue.0).is_ok());
            if inside && answers[CUE] == Some(false) {
                return [None; accept::COLUMNS];
            }
            answers
        }
        Scheme::Flat => {
            let outer: Vec<Gold> = gold.iter().filter(|g| !g.nested).cloned().collect();
            answers(facts, triple, &outer)
        }
    }
}

/// The forests grown without each fold, then the one grown on everything.
fn forests(blocks: &[Prepared], found: &[Examined], recipes: Recipes) -> Vec<Forest> {
    let (mut values, mut rights, mut parts) = (Vec::new(), Vec::new(), Vec::new());
    for (prepared, found) in blocks.iter().zip(found) {
        for (index, triple) in found.triples.iter().enumerate() {
            values.extend(found.row(index));
            let gold = &prepared.block.gold;
            rights.push(answers_by(Scheme::Flat, &prepared.facts, triple, gold));
            parts.push(prepared.fold);
        }
    }
    let rows = &Rows {
        inputs: rerank::INPUTS,
        values: &values,
        answers: &rights,
        weights: &[],
    };
    boost::grow_folds(rows, &parts, FOLDS, recipes.rerank, 29, recipes.threads)
}

/// The accept tables trained without each fold, then the one trained on everything.
fn accept_tables(blocks: &[Prepared], found: &[Examined], recipes: Recipes) -> Vec<Table> {
    let mut examples: Vec<Example> = Vec::new();
    for (prepared, found) in blocks.iter().zip(found) {
        for (triple, features) in found.triples.iter().zip(&found.features) {
            examples.push(Example {
                features: features.clone(),
                answers: answers_by(Scheme::Alone, &prepared.facts, triple, &prepared.block.gold),
                fold: prepared.fold,
            });
        }
    }
    let examples = &examples;
    let jobs = (0..=FOLDS)
        .map(|fold| {
            let without = (fold < FOLDS).then_some(fold);
            let (bits, step) = (recipes.accept_bits, recipes.accept_step);
            Box::new(move || logistic::train(examples, bits, 8, step, without))
                as Box<dyn FnOnce() -> Table + Send + '_>
        })
        .collect();
    parallel(recipes.threads, jobs)
}
