//! Readings of a candidate cue: the likeliest source and content, and what else they could be.
//!
//! The chain's best path is right about where an argument is more often than about where it
//! ends. So each candidate is read several ways: the best path, the path with a little more or
//! less of either argument, and the best path with its content cut or stretched to the places
//! where the chain's own probability of content falls or rises most. Which reading is right is
//! judged later, when all of it can be seen ([`super::accept`]).

use super::accept::{self, Triple};
use super::argument::ArgumentFeatures;
use super::chain::Lattice;
use super::cue;
use super::cue_view::CueView;
use super::facts::Facts;
use super::why::Decider;
use super::{Examined, Model, rerank};

/// What is added to the scores of source and content, reading by reading.
const FAVOURS: [[f32; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [0.0, -1.0], [1.5, 0.0]];
/// Label of a content in the argument chain.
const CONTENT_LABEL: u8 = 2;
/// Other ends and other starts of a content that are tried.
const ENDS: usize = 2;
const STARTS: usize = 1;
/// Least step in the probability of content at a place where it may end or start.
const LEAST_STEP: f32 = 0.08;

/// Scores of an attribution that announces the next block: certain by its shape.
const INTRODUCER_SCORES: [f32; accept::COLUMNS] = [1.5, 2.5, 2.0, 1.5];

/// Works out the triples of one block, with room kept from one to the next.
pub(super) struct Examiner<'a> {
    model: &'a Model,
    facts: &'a Facts,
    features: ArgumentFeatures<'a>,
    base: Vec<[i32; 2]>,
    pub(super) lattice: Lattice,
}

impl<'a> Examiner<'a> {
    pub(super) fn new(
        model: &'a Model,
        facts: &'a Facts,
        candidates: &[cue::Candidate],
        lattice: Lattice,
    ) -> Examiner<'a> {
        let features = ArgumentFeatures::new(facts, candidates);
        let base = (0..facts.tokens.len())
            .map(|index| {
                let mut sums = [0; 2];
                features.base(index, |hash| model.argument.table.add(hash, &mut sums));
                sums
            })
            .collect();
        Examiner {
            model,
            facts,
            features,
            base,
            lattice,
        }
    }

    /// Adds the readings of a candidate, each once.
    pub(super) fn readings(&mut self, candidate: cue::Candidate, found: &mut Examined) {
        let chain = &self.model.argument;
        let view = self
            .features
            .solve(chain, &self.base, candidate, &mut self.lattice);
        let first = found.triples.len();
        let best = self.lattice.labels.clone();
        self.add(&view, first, found);
        let mut applied = FAVOURS[0];
        for favour in &FAVOURS[1..] {
            self.lattice
                .favour([favour[0] - applied[0], favour[1] - applied[1]]);
            applied = *favour;
            self.lattice.best_path(&chain.transitions, 0.0);
            self.add(&view, first, found);
        }
        for labels in self.moved_edges(&view, &best) {
            self.lattice.labels = labels;
            self.add(&view, first, found);
        }
    }

    /// The best path with its content's last end or first start moved to the likeliest other
    /// places.
    fn moved_edges(&self, view: &CueView, best: &[u8]) -> Vec<Vec<u8>> {
        let count = best.len();
        let is_content = |at: &usize| best[*at] == CONTENT_LABEL;
        let (Some(first), Some(last)) = ((0..count).find(is_content), (0..count).rfind(is_content))
        else {
            return Vec::new();
        };
        let cue = (view.candidate.first - view.start) as usize
            ..(view.candidate.last - view.start) as usize;
        let stops = |at: &usize| best[*at] == 1 || cue.contains(at);
        let probability = |at: usize| self.lattice.marginals.get(at).map_or(0.0, |m| m[2]);
        // the last run of content, and how far it could go on
        let run = (0..last)
            .rfind(|&at| best[at] != CONTENT_LABEL)
            .map_or(0, |at| at + 1);
        let limit = (last + 1..count).find(stops).unwrap_or(count);
        let ends = steps(run + 1..limit + 1, last + 1, ENDS, |at| {
            probability(at - 1) - probability(at)
        });
        let end = (first..count)
            .find(|&at| best[at] != CONTENT_LABEL)
            .unwrap_or(count);
        let start_limit = (0..first).rfind(stops).map_or(0, |at| at + 1);
        let starts = steps(start_limit..end, first, STARTS, |at| {
            probability(at) - at.checked_sub(1).map_or(0.0, probability)
        });
        let ends = ends.into_iter().map(|to| {
            let mut labels = best.to_vec();
            labels[run..to].fill(CONTENT_LABEL);
            if to <= last {
                labels[to..=last].fill(0);
            }
            labels
        });
        let starts = starts.into_iter().map(|from| {
            let mut labels = best.to_vec();
            labels[first.min(from)..from].fill(0);
            labels[from..end].fill(CONTENT_LABEL);
            labels
        });
        ends.chain(starts).collect()
    }

    /// The candidate as one that announces the next block: a cue with a source, no content, and
    /// nothing but the colon behind it.
    pub(super) fn introducer(&mut self, candidate: cue::Candidate) -> Option<Triple> {
        let view = self.features.solve(
            &self.model.argument,
            &self.base,
            candidate,
            &mut self.lattice,
        );
        let at = |label: u8| {
            let first = self.lattice.labels.iter().position(|&own| own == label)?;
            let length = self.lattice.labels[first..]
                .iter()
                .take_while(|&&own| own == label)
                .count();
            Some((
                view.start + first as u32,
                view.start + (first + length) as u32,
            ))
        };
        Some(Triple {
            cue: (candidate.first, candidate.last),
            source: Some(at(1)?),
            content: Vec::new(),
            scores: INTRODUCER_SCORES,
            decider: Decider::Colon,
        })
    }

    /// Adds the reading that the lattice's labels hold, unless the candidate has it already.
    fn add(&mut self, view: &CueView, first: usize, found: &mut Examined) {
        let Some((mut triple, certainty)) = accept::read(self.facts, view, &self.lattice) else {
            return;
        };
        let known = found.triples[first..]
            .iter()
            .any(|other| other.source == triple.source && other.content == triple.content);
        if known {
            return;
        }
        let mut features = Vec::with_capacity(96);
        accept::features(self.facts, view, &triple, &certainty, |hash| {
            features.push(hash)
        });
        triple.scores = accept::score(&self.model.accept, &features);
        let (lattice, reading) = (&self.lattice, found.triples.len() - first);
        let row = rerank::alone(self.facts, view, &triple, &certainty, lattice, reading);
        found.rows.push(row);
        found.triples.push(triple);
        found.features.push(features);
    }
}

/// The places of a range, but one, where `step` is largest, at most so many.
fn steps(
    range: std::ops::Range<usize>,
    but: usize,
    most: usize,
    step: impl Fn(usize) -> f32,
) -> Vec<usize> {
    let mut best: Vec<(f32, usize)> = Vec::with_capacity(most + 1);
    for at in range.filter(|&at| at != but) {
        let own = step(at);
        if own < LEAST_STEP {
            continue;
        }
        let place = best.partition_point(|other| other.0 >= own);
        if place < most {
            best.insert(place, (own, at));
            best.truncate(most);
        }
    }
    best.into_iter().map(|(_, at)| at).collect()
}
