//! Quotations decide edges: what the marks enclose is attributed whole or not at all.
//!
//! Pairing of marks is exact where the chains are only likely, so after the choice each
//! quotation goes whole to the attribution that holds most of it. One that nobody holds goes to
//! the best candidate that was not chosen, to the attribution that it continues, or, if it is
//! long enough to be speech, stands as an attribution without a cue: its speaker is found from
//! the blocks around.

use super::accept::{CONTENT, CUE, Run, SOURCE, TRIPLE, Triple, probability};
use super::facts::{Facts, Quotation, QuoteState, mark};

/// Words from which on a quotation is taken for speech even without a cue.
const SPEECH_WORDS: usize = 5;
/// Share of a quotation's words that an attribution must hold to get all of it.
const HOLDS: f32 = 0.4;
/// Least probability of a candidate that holds a quotation nobody else does.
const RESCUE: f32 = 0.03;
/// Scores of an attribution without a cue: certain by rule, not by the model.
const BARE_SCORES: [f32; 4] = [0.0, 1.5, 0.0, 2.5];

/// Applies the rule to the chosen triples of a block; `others` are all candidates.
///
/// `cue_near` is asked for the triple of the likeliest cue around a quotation that no candidate
/// holds.
pub fn settle(
    facts: &Facts,
    mut chosen: Vec<Triple>,
    others: &[Triple],
    mut cue_near: impl FnMut(Quotation, &dyn Fn(u32) -> bool) -> Option<Triple>,
) -> Vec<Triple> {
    if facts.quotations.is_empty() {
        return chosen;
    }
    let mut free: Vec<Quotation> = Vec::new();
    for &quotation in &facts.quotations {
        let words = words(facts, quotation);
        if words == 0 {
            continue;
        }
        let holder = best_holder(facts, quotation, words, &chosen);
        if let Some(holder) = holder {
            take(&mut chosen, holder, quotation);
        } else if words >= SPEECH_WORDS {
            free.push(quotation);
        }
    }
    for quotation in free {
        let words = words(facts, quotation);
        if best_holder(facts, quotation, words, &chosen).is_some() {
            continue; // rescued with another one
        }
        let rescued = rescue(facts, quotation, words, &chosen, others, RESCUE).or_else(|| {
            if continued(facts, quotation, &chosen).is_some() {
                return None;
            }
            let owned = |token: u32| owns(&chosen, (token, token + 1));
            let near = cue_near(quotation, &owned)?;
            rescue(facts, quotation, words, &chosen, &[near], 0.0)
        });
        if let Some(rescued) = rescued {
            chosen.push(rescued);
            let last = chosen.len() - 1;
            for &other in &facts.quotations {
                let words = self::words(facts, other);
                if holds(facts, other, &chosen[last]) as f32 >= HOLDS * words.max(1) as f32 {
                    take(&mut chosen, last, other);
                }
            }
            continue;
        }
        if let Some(index) = continued(facts, quotation, &chosen) {
            take(&mut chosen, index, quotation);
            continue;
        }
        chosen.push(Triple {
            cue: (quotation.first, quotation.first),
            source: None,
            content: vec![(quotation.first, quotation.last)],
            scores: BARE_SCORES,
        });
    }
    chosen.retain(|triple| !triple.content.is_empty());
    chosen.sort_by_key(|triple| (triple.cue, triple.content[0]));
    chosen
}

fn words(facts: &Facts, quotation: Quotation) -> usize {
    facts.tokens[quotation.first as usize..quotation.last as usize]
        .iter()
        .filter(|token| token.mark == mark::WORD)
        .count()
}

/// How many words of a quotation a triple's content holds.
fn holds(facts: &Facts, quotation: Quotation, triple: &Triple) -> usize {
    triple
        .content
        .iter()
        .flat_map(|run| run.0.max(quotation.first)..run.1.min(quotation.last).max(quotation.first))
        .filter(|&token| facts.tokens[token as usize].mark == mark::WORD)
        .count()
}

fn inside(quotation: Quotation, run: Run) -> bool {
    quotation.first <= run.0 && run.1 <= quotation.last && run.0 < run.1
}

fn overlaps(quotation: Quotation, run: Run) -> bool {
    run.0 < quotation.last && quotation.first < run.1
}

/// The attribution from outside a quotation that holds enough of it.
fn best_holder(
    facts: &Facts,
    quotation: Quotation,
    words: usize,
    chosen: &[Triple],
) -> Option<usize> {
    (0..chosen.len())
        .filter(|&index| {
            let triple = &chosen[index];
            !inside(quotation, triple.cue) && triple.source.is_none_or(|s| !overlaps(quotation, s))
        })
        .map(|index| (holds(facts, quotation, &chosen[index]), index))
        .filter(|&(held, _)| held as f32 >= HOLDS * words as f32)
        .max_by_key(|&(held, index)| (held, usize::MAX - index))
        .map(|(_, index)| index)
}

/// Gives all of a quotation to one triple. What the others held of it they lose; attributions
/// inside it stay, as inner ones.
fn take(chosen: &mut Vec<Triple>, holder: usize, quotation: Quotation) {
    for (index, triple) in chosen.iter_mut().enumerate() {
        if index == holder {
            triple.content.push((quotation.first, quotation.last));
            triple.content.sort_unstable();
            triple.content = joined(&triple.content);
        } else if !inside(quotation, triple.cue) {
            triple.content = triple
                .content
                .iter()
                .flat_map(|&run| {
                    [
                        (run.0, run.1.min(quotation.first)),
                        (run.0.max(quotation.last), run.1),
                    ]
                })
                .filter(|run| run.0 < run.1)
                .collect();
        }
    }
}

fn joined(runs: &[Run]) -> Vec<Run> {
    let mut joined: Vec<Run> = Vec::new();
    for &run in runs {
        match joined.last_mut() {
            Some(last) if run.0 <= last.1 => last.1 = last.1.max(run.1),
            _ => joined.push(run),
        }
    }
    joined
}

/// Does any triple own a token of the run?
fn owns(chosen: &[Triple], run: Run) -> bool {
    chosen.iter().any(|triple| {
        let mut runs = triple
            .content
            .iter()
            .copied()
            .chain(triple.source)
            .chain([triple.cue]);
        runs.any(|other| other.0 < run.1 && run.0 < other.1)
    })
}

/// The best candidate, not chosen, that holds a quotation and whose cue nobody owns.
fn rescue(
    facts: &Facts,
    quotation: Quotation,
    words: usize,
    chosen: &[Triple],
    others: &[Triple],
    least: f32,
) -> Option<Triple> {
    let owned = |run: Run| owns(chosen, run);
    let best = others
        .iter()
        .filter(|triple| {
            probability(triple.scores[TRIPLE]) >= least
                && !inside(quotation, triple.cue)
                && triple.source.is_none_or(|s| !overlaps(quotation, s))
                && holds(facts, quotation, triple) as f32 >= HOLDS * words as f32
                && !owned(triple.cue)
        })
        .max_by(|a, b| a.scores[TRIPLE].total_cmp(&b.scores[TRIPLE]))?;
    let mut rescued = best.clone();
    rescued.content.retain(|&run| !owned(run));
    (!rescued.content.is_empty()).then_some(rescued)
}

/// The attribution before a quotation that the quotation goes on with: the last one whose own
/// content is quoted, or whose cue ends where the quotation begins.
fn continued(facts: &Facts, quotation: Quotation, chosen: &[Triple]) -> Option<usize> {
    let quoted = |triple: &Triple| {
        triple.content.iter().any(|run| {
            facts.tokens[run.0 as usize..run.1 as usize]
                .iter()
                .any(|token| token.quote == QuoteState::Inside)
        })
    };
    (0..chosen.len())
        .filter(|&index| {
            let triple = &chosen[index];
            triple.cue.1 <= quotation.first
                && triple.cue.0 < triple.cue.1
                && facts.tokens[triple.cue.0 as usize].quote == QuoteState::Outside
                && (quoted(triple) || quotation.first - triple.cue.1 <= 2)
        })
        .max_by_key(|&index| chosen[index].cue.1)
        .filter(|&index| {
            // no other attribution's sentence in between
            let from = facts.tokens[chosen[index].cue.0 as usize].sentence;
            let to = facts.tokens[quotation.first as usize].sentence;
            to - from <= 2
        })
}

/// The scores that stand for a quotation without a cue.
pub const fn is_bare(triple: &Triple) -> bool {
    triple.cue.0 == triple.cue.1
}

/// Keeps the columns' names in one place for the constant above.
const _: () = assert!(TRIPLE == 0 && CUE == 1 && SOURCE == 2 && CONTENT == 3);
