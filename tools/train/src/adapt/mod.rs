//! Adapts weights to what a newsroom decided about their marks, without any corpus.
//!
//! Accepted, corrected and added attributions are right, rejected ones are wrong, and of what
//! nobody decided about nothing is known. What is learned is which candidates stand: a
//! table of its own, whose scores are added to those of the trees. The parts that find candidates stay as they are, so a missing
//! attribution is learned only where its cue is a candidate; [`Outcome`] tells how far it went.

mod learn;
mod simulate;
#[cfg(test)]
mod tests;
mod verdicts;

use ascribe::model::accept::{self, COLUMNS, CUE, TRIPLE, Triple};
use ascribe::model::facts::Facts;
use ascribe::model::table::Table;
use ascribe::model::{Examined, Model};

pub use simulate::simulate;
pub use verdicts::{Paragraph, Verdicts};

use crate::cascade::{Scheme, answers, answers_by};
use crate::corpus::{Block, Document, Gold};
use learn::Example;

/// How weights are adapted.
#[derive(Debug, Clone, Copy)]
pub struct Recipe {
    /// Passes over the examples.
    pub epochs: u32,
    /// Step size.
    pub rate: f32,
    /// Pull of each weight towards where it started.
    pub pull: f32,
    /// How much a verdict counts beside a candidate that is to stay as it is.
    pub verdict_weight: f32,
    /// How much all that is to stay as it is counts at least, beside all that is decided.
    pub keep: f32,
}

impl Default for Recipe {
    fn default() -> Recipe {
        Recipe {
            epochs: 12,
            rate: 0.05,
            pull: 0.2,
            verdict_weight: 1.0,
            keep: 5.0,
        }
    }
}

/// Weights with which candidates stand as the verdicts say. `kept` is text on which they are to
/// change little. The same input gives the same weights.
pub fn adapt(base: &Model, paragraphs: &[Paragraph], kept: &[Document], recipe: &Recipe) -> Model {
    let decided = paragraphs.iter().map(|p| (&p.block, Some(p)));
    let others = kept.iter().flat_map(|document| &document.blocks);
    let blocks = decided.chain(others.map(|block| (block, None)));
    let all: Vec<Learned> = blocks
        .map(|(block, paragraph)| Learned::new(base, block, paragraph))
        .collect();
    let mut model = base.clone();
    if model.adjust.columns != COLUMNS {
        model.adjust = Table::zeros(base.accept.bits, COLUMNS, base.accept.scale);
    }
    model.adjust = learn::learn(&model.adjust, &examples(&all, &base.adjust, recipe), recipe);
    model
}

/// A block to learn from.
struct Learned<'a> {
    paragraph: Option<&'a Paragraph>,
    facts: Facts,
    found: Examined,
    /// What the old weights say of each candidate.
    before: Vec<[f32; COLUMNS]>,
}

impl Learned<'_> {
    fn new<'a>(base: &Model, block: &Block, paragraph: Option<&'a Paragraph>) -> Learned<'a> {
        let facts = block.facts(base);
        let mut found = base.examine(&facts);
        base.compare(&mut found);
        Learned {
            paragraph,
            before: scores(&found),
            facts,
            found,
        }
    }
}

fn scores(found: &Examined) -> Vec<[f32; COLUMNS]> {
    found.triples.iter().map(|triple| triple.scores).collect()
}

fn examples(all: &[Learned], adjust: &Table, recipe: &Recipe) -> Vec<Example> {
    let count = |decided: bool| -> f32 {
        let of = all.iter().filter(|l| l.paragraph.is_some() == decided);
        of.map(|l| l.found.triples.len()).sum::<usize>() as f32
    };
    let keep = (recipe.keep * count(true) / count(false).max(1.0)).max(1.0);
    let mut examples = Vec::new();
    for learned in all {
        let found = &learned.found;
        for (index, (triple, features)) in found.triples.iter().zip(&found.features).enumerate() {
            let decided = learned
                .paragraph
                .and_then(|p| verdict(&learned.facts, triple, p));
            let (targets, weight) = match decided {
                Some(answers) => {
                    let probability = |right: bool| f32::from(u8::from(right));
                    (
                        answers.map(|answer| answer.map(probability)),
                        recipe.verdict_weight,
                    )
                }
                None => (
                    learned.before[index].map(|score| Some(accept::probability(score))),
                    keep,
                ),
            };
            examples.push(Example {
                features: features.clone(),
                offset: std::array::from_fn(|column| {
                    learned.before[index][column] - accept::score(adjust, features)[column]
                }),
                targets,
                weight,
            });
        }
    }
    examples
}

/// What the verdicts on a paragraph say of a candidate; `None` if nothing.
fn verdict(
    facts: &Facts,
    triple: &Triple,
    paragraph: &Paragraph,
) -> Option<[Option<bool>; COLUMNS]> {
    let right = &paragraph.block.gold;
    let all = answers(facts, triple, right);
    if all[CUE] == Some(true) || all[TRIPLE] == Some(true) {
        return Some(answers_by(Scheme::Flat, facts, triple, right));
    }
    let rejected = paragraph
        .wrong
        .iter()
        .any(|wrong| shares_cue(triple, wrong));
    rejected.then_some([Some(false), Some(false), None, None])
}

fn shares_cue(triple: &Triple, gold: &Gold) -> bool {
    triple.cue.0 < gold.cue.1 && gold.cue.0 < triple.cue.1
}

/// How many of the verdicts weights agree with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Right attributions that are found, with their source and their content by and large.
    pub found: usize,
    /// Wrong attributions that are found all the same.
    pub wrong: usize,
}

/// Of the attributions that the old weights find in text that nobody decided about, how many the
/// new ones find too, word for word, and how many there are.
pub fn unchanged(base: &Model, adapted: &Model, kept: &[Document]) -> (usize, usize) {
    let (mut same, mut all) = (0, 0);
    for block in kept.iter().flat_map(|document| &document.blocks) {
        let facts = block.facts(base);
        let now = adapted.decide(&facts);
        let is_same =
            |a: &Triple, b: &Triple| (a.cue, a.source, &a.content) == (b.cue, b.source, &b.content);
        for before in base.decide(&facts) {
            all += 1;
            same += usize::from(now.iter().any(|now| is_same(now, &before)));
        }
    }
    (same, all)
}

impl Outcome {
    /// Looks for the decided attributions.
    pub fn of(model: &Model, paragraphs: &[Paragraph]) -> Outcome {
        let mut outcome = Outcome::default();
        for paragraph in paragraphs {
            let facts = paragraph.block.facts(model);
            let found = model.decide(&facts);
            for gold in &paragraph.block.gold {
                let own = std::slice::from_ref(gold);
                let is_found = |triple: &Triple| answers(&facts, triple, own)[TRIPLE] == Some(true);
                outcome.found += usize::from(found.iter().any(is_found));
            }
            for wrong in &paragraph.wrong {
                outcome.wrong += usize::from(found.iter().any(|triple| shares_cue(triple, wrong)));
            }
        }
        outcome
    }
}
