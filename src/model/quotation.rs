//! Quotations decide edges: what the marks enclose is attributed whole or not at all.
//!
//! Pairing of marks is exact where the chains are only likely, so after the choice each
//! quotation goes whole to the attribution that holds most of it. One that nobody holds goes to
//! the best candidate that was not chosen, to the attribution that it continues, or, if it is
//! long enough to be speech, stands as an attribution without a cue: its speaker is found from
//! the blocks around.

use std::ops::Range;

use super::accept::{CONTENT, CUE, Run, SOURCE, TRIPLE, Triple, probability};
use super::beside::beside;
use super::facts::{Facts, Quotation, QuoteState, mark};
use super::why::Decider;

/// Words from which on a quotation is taken for speech even without a cue.
const SPEECH_WORDS: usize = 5;
/// The same for a block that is nothing but quotation.
const WHOLE_BLOCK_WORDS: usize = 2;
/// Share of a quotation's words that an attribution must hold to get all of it.
const HOLDS: f32 = 0.4;
/// Least probability of a candidate that holds a quotation nobody else does.
const RESCUE: f32 = 0.03;
/// The same where its cue stands in another sentence.
const RESCUE_FAR: f32 = 0.2;
/// Scores of an attribution without a cue: certain by rule, not by the model.
const BARE_SCORES: [f32; 4] = [0.0, 1.5, 0.0, 2.5];

/// Tokens between a quotation and the cue of an attribution that holds some of it, at most:
/// what the argument chain's window allows.
const REACH: u32 = 330;

/// Scores of an attribution whose cue was read beside the quotation by rule.
const BESIDE_SCORES: [f32; 4] = [1.0, 1.5, 1.5, 2.5];

/// Applies the rule to the chosen triples of a block; `others` are all candidates. Both are in
/// the order of their cues.
///
/// `cue_near` is asked for the triple of the likeliest cue around a quotation that no candidate
/// holds.
pub fn settle(
    facts: &Facts,
    mut chosen: Vec<Triple>,
    others: &[Triple],
    mut cue_near: impl FnMut(Quotation, &dyn Fn(u32) -> bool) -> Option<Triple>,
) -> Vec<Triple> {
    chosen.retain(|triple| {
        !facts
            .quotations
            .first()
            .is_some_and(|q| is_over(facts, *q, triple))
    });
    let mut free: Vec<Quotation> = Vec::new();
    let all_quoted = facts
        .tokens
        .iter()
        .all(|token| token.mark != mark::WORD || token.quote != QuoteState::Outside);
    let least = if all_quoted {
        WHOLE_BLOCK_WORDS
    } else {
        SPEECH_WORDS
    };
    for &quotation in &facts.quotations {
        let words = words(facts, quotation);
        if words == 0 {
            continue;
        }
        match best_holder(facts, quotation, words, &chosen) {
            Some(holder) => take(&mut chosen, holder, quotation),
            None if words >= least || quotation.continues => free.push(quotation),
            None => {
                if let Some(speaker) = resumes(facts, quotation, &chosen) {
                    take(&mut chosen, speaker, quotation);
                }
            }
        }
    }
    for quotation in free {
        let words = words(facts, quotation);
        if best_holder(facts, quotation, words, &chosen).is_some() {
            continue; // rescued with another one
        }
        let rescued = rescue(facts, quotation, words, &chosen, others, RESCUE).or_else(|| {
            if continued(facts, quotation, &chosen).is_some()
                || cue_follows(facts, quotation, &chosen).is_some()
            {
                return None;
            }
            let owned = |token: u32| owns(&chosen, (token, token + 1));
            let near = cue_near(quotation, &owned)?;
            rescue(facts, quotation, words, &chosen, &[near], 0.0)
        });
        if let Some(rescued) = rescued {
            adopt(facts, &mut chosen, rescued);
        } else if let Some(index) =
            continued(facts, quotation, &chosen).or_else(|| cue_follows(facts, quotation, &chosen))
        {
            take(&mut chosen, index, quotation);
        } else if let Some((cue, source)) =
            beside(facts, quotation).filter(|(cue, _)| !owns(&chosen, *cue))
        {
            let triple = Triple {
                cue,
                source: Some(source),
                content: vec![(quotation.first, quotation.last)],
                scores: BESIDE_SCORES,
                decider: Decider::Beside,
            };
            insert(&mut chosen, triple);
        } else {
            let bare = Triple {
                cue: (quotation.first, quotation.first),
                source: None,
                content: vec![(quotation.first, quotation.last)],
                scores: BARE_SCORES,
                decider: Decider::Continued,
            };
            insert(&mut chosen, bare);
        }
    }
    chosen.retain(|triple| !triple.content.is_empty());
    chosen
}

/// Adds a rescued triple, which gets every quotation that it holds enough of.
fn adopt(facts: &Facts, chosen: &mut Vec<Triple>, rescued: Triple) {
    let index = insert(chosen, rescued);
    let (from, to) = chosen[index]
        .content
        .iter()
        .fold((u32::MAX, 0), |(from, to), run| {
            (from.min(run.0), to.max(run.1))
        });
    let first = facts.quotations.partition_point(|q| q.last <= from);
    for &quotation in facts.quotations[first..]
        .iter()
        .take_while(|q| q.first < to)
    {
        let held = holds(facts, quotation, &chosen[index]) as f32;
        if held >= HOLDS * words(facts, quotation).max(1) as f32 {
            take(chosen, index, quotation);
        }
    }
}

/// Puts a triple in its place in the order of cues.
fn insert(chosen: &mut Vec<Triple>, triple: Triple) -> usize {
    let index = chosen.partition_point(|other| other.cue <= triple.cue);
    chosen.insert(index, triple);
    index
}

/// The triples whose cue is near enough to a run of tokens to have to do with it. `triples` are in
/// the order of their cues.
pub fn near(triples: &[Triple], run: Run) -> Range<usize> {
    let first = triples.partition_point(|t| t.cue.0.saturating_add(REACH) < run.0);
    let last = triples.partition_point(|t| t.cue.0 < run.1.saturating_add(REACH));
    first..last.max(first)
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
    near(chosen, (quotation.first, quotation.last))
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
fn take(chosen: &mut [Triple], holder: usize, quotation: Quotation) {
    for index in near(chosen, (quotation.first, quotation.last)) {
        let triple = &mut chosen[index];
        if index == holder {
            triple.content.push((quotation.first, quotation.last));
            crate::order::sort_by_key(&mut triple.content, |run| *run);
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

/// Does any triple own a token of the run? `chosen` is in the order of its cues; looks at those
/// near the run alone.
pub fn owns(chosen: &[Triple], run: Run) -> bool {
    chosen[near(chosen, run)].iter().any(|triple| {
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
    let best = others[near(others, (quotation.first, quotation.last))]
        .iter()
        .filter(|triple| {
            let near = triple.cue.0 < triple.cue.1
                && sentences(facts, (quotation.first, quotation.last))
                    .contains(&facts.tokens[triple.cue.0 as usize].sentence);
            probability(triple.scores[TRIPLE]) >= if near { least } else { least.max(RESCUE_FAR) }
                && !inside(quotation, triple.cue)
                && !is_over(facts, quotation, triple)
                && triple.source.is_none_or(|s| !overlaps(quotation, s))
                && holds(facts, quotation, triple) as f32 >= HOLDS * words as f32
                && !owned(triple.cue)
        })
        .max_by(|a, b| a.scores[TRIPLE].total_cmp(&b.scores[TRIPLE]))?;
    let mut rescued = best.clone();
    rescued.decider = Decider::Quotation;
    rescued.content.retain(|&run| !owned(run));
    (!rescued.content.is_empty()).then_some(rescued)
}

/// The sentences that a run of tokens touches.
fn sentences(facts: &Facts, run: Run) -> std::ops::RangeInclusive<u32> {
    facts.tokens[run.0 as usize].sentence..=facts.tokens[run.1 as usize - 1].sentence
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
    near(chosen, (quotation.first, quotation.first + 1))
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

/// Is a triple made of the end of a speech begun before, and the next sentence behind it?
fn is_over(facts: &Facts, quotation: Quotation, triple: &Triple) -> bool {
    quotation.continues
        && triple.cue.0 >= quotation.last
        && !sentences(facts, (quotation.first, quotation.last))
            .contains(&facts.tokens[triple.cue.0 as usize].sentence)
        && triple.content.iter().all(|run| run.1 <= quotation.last)
}

/// The attribution that a short quotation resumes: `“It holds,” she said, “but only just.”`
fn resumes(facts: &Facts, quotation: Quotation, chosen: &[Triple]) -> Option<usize> {
    let comma = quotation.first.checked_sub(1)?;
    if facts.tokens[comma as usize].mark != mark::COMMA {
        return None;
    }
    near(chosen, (comma, quotation.first)).find(|&index| {
        let triple = &chosen[index];
        let end = triple
            .source
            .map_or(triple.cue.1, |s| s.1.max(triple.cue.1));
        let start = triple
            .source
            .map_or(triple.cue.0, |s| s.0.min(triple.cue.0));
        let quoted_before = triple.content.iter().any(|run| {
            run.1 == start && facts.tokens[run.1 as usize - 1].quote == QuoteState::Closes
        });
        end.abs_diff(comma) <= 1 && quoted_before
    })
}

/// The attribution whose cue stands right behind a quotation, with at most a short source
/// between.
fn cue_follows(facts: &Facts, quotation: Quotation, chosen: &[Triple]) -> Option<usize> {
    near(chosen, (quotation.last, quotation.last + 1)).find(|&index| {
        let cue = chosen[index].cue;
        cue.0 >= quotation.last
            && cue.0 <= quotation.last + 6
            && cue.0 < cue.1
            && facts.tokens[quotation.last as usize..cue.0 as usize]
                .iter()
                .all(|token| token.mark == mark::WORD)
    })
}

/// True for a quotation that stands without a cue.
pub const fn is_bare(triple: &Triple) -> bool {
    triple.cue.0 == triple.cue.1
}

/// Keeps the columns' names in one place for the constant above.
const _: () = assert!(TRIPLE == 0 && CUE == 1 && SOURCE == 2 && CONTENT == 3);
