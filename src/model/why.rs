//! Why a candidate stands: who decided, and how much each kind of evidence counted.
//!
//! The models are linear: a score is the sum of what its features' rows of weights hold. So the
//! part that a group of features has in it is a number, not an estimate. Features are grouped by
//! what they look at, a [`Reason`]; tables beside the templates say which belongs to which
//! ([`cue::REASONS`], [`accept::REASONS`]); what the trees of
//! [`super::rerank`] make of them all is one number more.
//!
//! Nothing here runs in an analysis: a block's cascade is run again when somebody asks.

use std::cmp::Reverse;

use super::accept::{self, CONTENT, SOURCE, TRIPLE, Triple};
use super::cue::{self, Candidate, CueFeatures};
use super::facts::Facts;
use super::table::Table;
use super::{Examined, Model, nested};
use crate::annotation::tokens;

tokens! {
    /// Which part of the engine decided that an attribution is there.
    Decider {
        /// The learned weights chose it among the candidates of its block.
        Weights = "weights",
        /// The learned weights, for one that stands inside another one's content.
        Nested = "nested",
        /// A rule: too unlikely for the weights, but it holds a quotation that nobody else does.
        Quotation = "quotation",
        /// A rule: cue and source stand beside a quotation in a shape that tells.
        Beside = "beside",
        /// A rule: a quotation without a cue, whose speaker is the one before.
        Continued = "continued",
        /// A rule: its block ends in a colon and so announces the next.
        Colon = "colon",
        /// A rule: "according to", by the shape of its sentence.
        According = "according",
        /// A rule: a reporting clause behind what it reports.
        Reporting = "reporting",
        /// A rule: a headline of which one part is a speaker that the article knows.
        Headline = "headline",
        /// A rule: a turn of an interview, by its label.
        Turn = "turn",
        /// A rule: an adverb that says a thing is hearsay.
        Hearsay = "hearsay",
    }
}

tokens! {
    /// What a group of features looks at.
    Reason {
        /// What holds for every candidate.
        Usual = "usual",
        /// The cue's own words.
        Cue = "cue",
        /// How clearly the cue was found.
        CueFound = "cue_found",
        /// The words around the cue.
        Around = "around",
        /// The noun or pronoun before the cue.
        Subject = "subject",
        /// A "that", comma, colon or quotation mark close behind the cue.
        Behind = "behind",
        /// The words of the source.
        Source = "source",
        /// The words of the content, and how long it is.
        Content = "content",
        /// How clearly source and content were found.
        Boundaries = "boundaries",
        /// In which order source, cue and content stand, and how near.
        Order = "order",
        /// Quotation marks around the content or the cue.
        Quotation = "quotation",
        /// The words and marks where source and content begin and end.
        Edges = "edges",
        /// Its place in the sentence, and the kind of block.
        Place = "place",
        /// The other candidates around, other readings of its cue, and how its parts go together:
        /// what the trees add to the sum of the rest.
        Rivals = "rivals",
    }
}

/// The template of a feature, and what it looks at.
pub type Template = (u8, Reason);

/// How much one kind of evidence counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// What was looked at.
    pub reason: Reason,
    /// Its part in the score, a logit: positive speaks for, negative against.
    pub weight: f32,
}

/// A model's answer to one question, and what it is made of.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Weighing {
    /// The answer, a logit.
    pub score: f32,
    /// Its parts, the weightiest first; they add up to the score.
    pub evidence: Vec<Evidence>,
}

impl Weighing {
    fn add(&mut self, reason: Reason, weight: f32) {
        if weight != 0.0 {
            let evidence = &mut self.evidence;
            let lighter = |other: &Evidence| other.weight.abs() < weight.abs();
            let place = evidence.iter().position(lighter).unwrap_or(evidence.len());
            evidence.insert(place, Evidence { reason, weight });
        }
        self.score += weight;
    }

    /// Adds what the trees made of a sum.
    fn reach(&mut self, score: f32) {
        self.add(Reason::Rivals, score - self.score);
        self.score = score;
    }
}

/// What the learned weights made of an attribution.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighed {
    /// Probability that a cue begins where its cue does, before anything is known of its source
    /// and content.
    pub cue_probability: f32,
    /// What spoke for a cue there. What the labels of the words around add is not in it.
    pub cue: Weighing,
    /// True if it was given a quotation whole of which the weights had read a part or nothing.
    pub made_whole: bool,
    /// Is it right as a whole? Decides whether it stands.
    pub whole: Weighing,
    /// Is its source right?
    pub source: Weighing,
    /// Is its content right?
    pub content: Weighing,
}

impl Model {
    /// What the weights made of a triple that [`Model::decide`] gave for the same facts; `None`
    /// for one whose cue was read by rule. Runs the cascade over the block once more.
    pub fn weigh(&self, facts: &Facts, triple: &Triple) -> Option<Weighed> {
        match triple.decider {
            Decider::Weights | Decider::Quotation | Decider::Colon => {}
            Decider::Nested => {
                let (inside, triple) = nested::home(facts, &self.decide(facts), triple)?;
                return self.weigh(&inside, &triple);
            }
            _ => return None,
        }
        let (mut examiner, mut found) = self.examiner(facts)?;
        let begins = std::mem::take(&mut examiner.lattice.begins);
        let cue_probability = begins.get(triple.cue.0 as usize).copied()?;
        let mut hashes = Vec::new();
        let at = triple.cue.0 as usize;
        CueFeatures::new(facts).templates(at, |template, a, b| add(&mut hashes, template, a, b));
        let cue = weighing(&self.cue.table, &hashes, &cue::REASONS, 0);
        let mut weighed = Weighed {
            cue_probability,
            cue,
            made_whole: false,
            whole: Weighing::default(),
            source: Weighing::default(),
            content: Weighing::default(),
        };
        if triple.decider == Decider::Colon {
            return Some(weighed);
        }
        // scored alone, or among its rivals, or alone as a cue that was no candidate
        let mut index = position(&found, triple);
        if index.is_none() {
            self.compare(&mut found);
            index = position(&found, triple);
        }
        if index.is_none() {
            let candidate = Candidate {
                first: triple.cue.0,
                last: triple.cue.1,
                probability: cue_probability,
            };
            found = Examined::default();
            examiner.readings(candidate, &mut found);
            index = position(&found, triple);
        }
        let index = index?;
        let answer = |column: usize| {
            let features = &found.features[index];
            let mut alone = weighing(&self.accept, features, &accept::REASONS, column);
            alone.reach(found.triples[index].scores[column]);
            alone
        };
        weighed.whole = answer(TRIPLE);
        weighed.source = answer(SOURCE);
        weighed.content = answer(CONTENT);
        weighed.made_whole = gained(facts, &found.triples[index], triple);
        Some(weighed)
    }
}

/// Does a triple hold all of a quotation that it did not when it was read?
fn gained(facts: &Facts, reading: &Triple, triple: &Triple) -> bool {
    facts.quotations.iter().any(|quotation| {
        let whole = |triple: &Triple| {
            let mut runs = triple.content.iter();
            runs.any(|run| run.0 <= quotation.first && quotation.last <= run.1)
        };
        whole(triple) && !whole(reading)
    })
}

/// Adds a feature's hash. Not inlined, as it is called for every template and need not be fast.
#[inline(never)]
fn add(hashes: &mut Vec<u32>, template: u32, a: u32, b: u32) {
    hashes.push(cue::hash(template, a, b));
}

/// The candidate that a chosen triple was: the same cue with the same scores. Trees often score
/// two readings alike; rules may have moved ends since, so that it is the most alike.
fn position(found: &Examined, chosen: &Triple) -> Option<usize> {
    let alike = |&index: &usize| {
        let triple = &found.triples[index];
        let content = triple.content == chosen.content;
        (triple.source == chosen.source, content, Reverse(index))
    };
    let same = |&index: &usize| {
        let triple = &found.triples[index];
        triple.cue == chosen.cue && triple.scores == chosen.scores
    };
    (0..found.triples.len()).filter(same).max_by_key(alike)
}

/// Sums the weights of features in one column of a table, by reason. `templates` are those of the
/// features, in their order.
fn weighing(table: &Table, features: &[u32], templates: &[Template], column: usize) -> Weighing {
    let mut sums = [0; Reason::ALL.len()];
    if column < table.columns {
        for (&hash, (_, reason)) in features.iter().zip(templates) {
            let code = table.codes.get(table.row(hash) * table.columns + column);
            sums[*reason as usize] += code.copied().map_or(0, i32::from);
        }
    }
    let mut weighing = Weighing::default();
    for (&reason, &sum) in Reason::ALL.iter().zip(&sums) {
        weighing.add(reason, sum as f32 * table.scale);
    }
    weighing
}

#[cfg(test)]
mod tests;
