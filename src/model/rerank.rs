//! Judges readings again, each among its rivals.
//!
//! The linear model of [`super::accept`] sees words; what it cannot see is how its answers go
//! together with how sure the chains were, how long and how far apart the parts are, and what
//! else the same words were read as. A row of small numbers tells all that to boosted trees
//! ([`crate::learned::forest`]), which have the last word.

use super::accept::{COLUMNS, Certainty, Run, TRIPLE, Triple};
use super::chain::Lattice;
use super::cue_view::CueView;
use super::facts::{Fact, Facts, QuoteState, mark};
use super::tagger::{group, group_of};
use crate::learned::forest::VALUES;

/// Numbers that tell of a reading alone.
pub const ALONE: usize = 60;
/// Numbers that tell of it among its rivals.
pub const AMONG: usize = 18;
/// Length of a row.
pub const INPUTS: usize = ALONE + AMONG;

/// Rivals on either side that are looked at.
const REACH: usize = 12;
/// The largest number of a row.
const LARGEST: u32 = VALUES as u32 - 1;

/// A logit in quarters, 32 for zero.
fn logit(score: f32) -> u8 {
    (score.clamp(-7.9, 7.75) * 4.0 + 32.5) as u8
}

/// A probability as its logit.
fn chance(probability: f32) -> u8 {
    let probability = probability.clamp(1e-4, 1.0 - 1e-4);
    logit((probability / (1.0 - probability)).ln())
}

/// A count: as it is up to 32, in steps of eight beyond.
fn count(number: u32) -> u8 {
    let number = if number <= 32 {
        number
    } else {
        (32 + (number - 32) / 8).min(LARGEST)
    };
    number as u8
}

/// How far a part stands from the cue: below 32 before it, above 32 behind it.
fn gap(run: Run, cue: Run) -> u8 {
    let side = |distance: u32| distance.min(30) as u8;
    if run.1 <= cue.0 {
        31 - side(cue.0 - run.1)
    } else if run.0 >= cue.1 {
        33 + side(run.0 - cue.1)
    } else {
        32
    }
}

/// What a token is: its mark, or its part of speech.
fn kind(token: &Fact) -> u8 {
    if token.mark == mark::WORD {
        token.tag.min(47)
    } else {
        48 + token.mark.min(15)
    }
}

/// The row of a reading alone, [`ALONE`] numbers. `reading` is its place among the readings of
/// its cue.
pub fn alone(
    facts: &Facts,
    view: &CueView,
    triple: &Triple,
    certainty: &Certainty,
    lattice: &Lattice,
    reading: usize,
) -> Vec<u8> {
    let at = |index: u32| facts.at(index as isize);
    let before = |index: u32| facts.at(index as isize - 1);
    let finite = |run: Run| of(facts, run, |token| group_of(token.tag) == group::FINITE);
    let commas = |run: Run| of(facts, run, |token| token.mark == mark::COMMA);
    let cue = triple.cue;
    let (first, last) = (
        triple.content[0].0,
        triple.content[triple.content.len() - 1].1,
    );
    let content = || triple.content.iter().copied();
    let length: u32 = content().map(|run| run.1 - run.0).sum();
    let quoted: u32 = content()
        .map(|run| of(facts, run, |token| token.quote != QuoteState::Outside))
        .sum();
    let source = triple.source.unwrap_or((cue.0, cue.0));
    // 63 where there is none
    let of_source = |tells: &dyn Fn(Run) -> u8| triple.source.map_or(LARGEST as u8, tells);
    let sentence = |index: u32| at(index).sentence;
    // how many sentences lie between, 8 for none
    let apart = |a: u32, b: u32| (8 + i64::from(a) - i64::from(b)).clamp(0, 16) as u8;
    let mut row = Vec::with_capacity(INPUTS);
    row.extend([
        chance(view.candidate.probability),
        chance(certainty.source),
        chance(certainty.source_least),
        chance(certainty.content),
        chance(certainty.content_least),
        (certainty.source_missed * 8.0).min(63.0) as u8,
        (certainty.content_missed * 4.0).min(63.0) as u8,
        count(cue.1 - cue.0),
        count(source.1 - source.0),
        count(length),
        count(triple.content.len() as u32),
        of_source(&|run| gap(run, cue)),
        gap((first, last), cue),
        (quoted * 16 / length.max(1)) as u8,
        at(cue.0).quote as u8,
        view.class.min(LARGEST) as u8,
        view.tag.min(LARGEST) as u8,
        u8::from(view.passive),
        facts.kind,
        count(facts.tokens.len() as u32 / 4),
        count(facts.sentences),
        count(at(cue.0).sentence),
        count(at(cue.0).from_start.into()),
        count(at(cue.1 - 1).to_end.into()),
        count(at(first).from_start.into()),
        count(at(last - 1).to_end.into()),
    ]);
    row.extend([
        of_source(&|run| kind(at(run.1 - 1))),
        of_source(&|run| kind(at(run.0))),
        of_source(&|run| u32::from(at(run.1 - 1).class).min(LARGEST) as u8),
        of_source(&|run| at(run.0).shape.min(LARGEST as u8)),
        count(finite(source)),
        count(content().map(finite).sum()),
        count(finite(between(source, cue))),
        count(finite(between((first, last), cue))),
        count(commas(between(source, cue))),
        count(commas(between((first, last), cue))),
        count(commas(cue)),
        count(content().map(commas).sum()),
        kind(at(first)),
        kind(at(last)),
        kind(before(first)),
        kind(before(last)),
        kind(at(cue.1)),
        kind(before(cue.0)),
        kind(before(source.0)),
        kind(at(source.1)),
        apart(sentence(last - 1), sentence(first)),
        apart(sentence(first), sentence(cue.0)),
        apart(sentence(source.0), sentence(cue.0)),
    ]);
    path(view, triple, lattice, &mut row);
    row.push(count(reading as u32));
    row
}

/// How many tokens of a run are such.
fn of(facts: &Facts, run: Run, such: impl Fn(&Fact) -> bool) -> u32 {
    let run = &facts.tokens[run.0 as usize..run.1 as usize];
    run.iter().filter(|token| such(token)).count() as u32
}

/// The tokens between a part and the cue; empty if they overlap.
fn between(run: Run, cue: Run) -> Run {
    if run.1 <= cue.0 {
        (run.1, cue.0)
    } else if run.0 >= cue.1 {
        (cue.1, run.0)
    } else {
        (cue.0, cue.0)
    }
}

/// How sure the chain was of the whole reading and of its ends, and of other sources.
fn path(view: &CueView, triple: &Triple, lattice: &Lattice, row: &mut Vec<u8>) {
    let (mut sum, mut least) = (0.0_f32, 0.0_f32);
    for (marginal, &label) in lattice.marginals.iter().zip(&lattice.labels) {
        let chance = marginal[usize::from(label)].max(1e-6).ln();
        sum += chance;
        least = least.min(chance);
    }
    let of = |index: Option<u32>, label: usize| {
        let index = index.and_then(|index| index.checked_sub(view.start));
        let marginal = index.and_then(|index| lattice.marginals.get(index as usize));
        chance(marginal.map_or(0.0, |marginal| marginal[label]))
    };
    let first = triple.content[0].0;
    let last = triple.content[triple.content.len() - 1].1;
    let (mut other, mut all) = (0.0_f32, 0.0_f32);
    for (index, marginal) in (view.start..).zip(&lattice.marginals) {
        all += marginal[1];
        let own = triple
            .source
            .is_some_and(|source| (source.0..source.1).contains(&index));
        if !own {
            other = other.max(marginal[1]);
        }
    }
    row.extend([
        (-sum * 2.0).min(63.0) as u8,
        (-least * 5.0).min(63.0) as u8,
        of(first.checked_sub(1), 2),
        of(Some(first), 2),
        of(Some(last - 1), 2),
        of(Some(last), 2),
        of(triple.source.and_then(|source| source.0.checked_sub(1)), 1),
        of(triple.source.map(|source| source.1), 1),
        chance(other),
        (all * 8.0).min(63.0) as u8,
    ]);
}

/// Adds to a row what tells of a reading among its rivals, [`AMONG`] numbers: the scores of the
/// linear model, and those of the strongest rival of each kind.
pub fn among(triples: &[Triple], index: usize, row: &mut Vec<u8>) {
    const KINDS: usize = 12;
    let own = &triples[index];
    let overlap = |a: &[Run], b: &[Run]| -> u32 {
        let pairs = a.iter().flat_map(|x| b.iter().map(move |y| (x, y)));
        pairs
            .map(|(x, y)| x.1.min(y.1).saturating_sub(x.0.max(y.0)))
            .sum()
    };
    let length: u32 = own.content.iter().map(|run| run.1 - run.0).sum();
    let source = own.source.as_slice();
    let mut best = [f32::NEG_INFINITY; KINDS];
    let (mut readings, mut others) = (0, 0);
    let first = index.saturating_sub(REACH);
    let last = (index + REACH + 1).min(triples.len());
    for (at, other) in triples.iter().enumerate().take(last).skip(first) {
        if at == index {
            continue;
        }
        let kinds = if other.cue == own.cue {
            readings += 1;
            let mut kinds = [false; KINDS];
            kinds[0] = true;
            kinds[1] = other.source == own.source;
            kinds[2] = other.content == own.content;
            kinds
        } else {
            others += 1;
            let shared = overlap(&own.content, &other.content);
            let other_source = other.source.as_slice();
            [
                false,
                false,
                false,
                overlap(&[own.cue], &other.content) > 0,
                overlap(&[other.cue], &own.content) > 0,
                overlap(source, other_source) > 0,
                shared * 2 > length,
                shared > 0 && shared * 2 <= length,
                overlap(source, &other.content) > 0,
                overlap(&[own.cue], other_source) > 0 || overlap(&[other.cue], source) > 0,
                other.cue.0 > own.cue.0,
                other.cue.0 < own.cue.0,
            ]
        };
        for (best, applies) in best.iter_mut().zip(kinds) {
            if applies {
                *best = best.max(other.scores[TRIPLE]);
            }
        }
    }
    row.extend(own.scores.iter().take(COLUMNS).map(|&score| logit(score)));
    row.extend(best.map(|score| {
        if score.is_finite() {
            1.max(logit(score))
        } else {
            0
        }
    }));
    row.extend([count(readings), count(others)]);
}
