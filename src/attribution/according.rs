//! "According to": the one cue whose shape alone tells source and content.
//!
//! "According to the agency, X" and "X, according to the agency" have their source behind the cue
//! and the rest of the sentence as content, whatever X is; if X is itself somebody's claim, it is
//! the inner one of the two. Learned weights mostly see this, and now and then give the agency to
//! the inner claim's content, or take a clause for the source; so where no attribution has this
//! cue, or a verb stands in its source, the rule makes one.

use super::phrase::has_verb;
use crate::model::accept::{Run, Triple};
use crate::model::facts::{Facts, QuoteState, mark};
use crate::model::quotation::near;
use crate::model::shrunk;
use crate::model::why::Decider;
use crate::order;
use crate::segment::Segments;

/// Scores before calibration: the shape leaves little doubt.
const SCORES: [f32; 4] = [2.0, 3.0, 3.0, 1.5];
/// Longest source, in tokens.
const LONGEST_SOURCE: u32 = 14;
/// Longest content, in tokens: no sentence is longer, and a block without stops costs no more.
const LONGEST_CONTENT: u32 = 300;

/// Adds what the rule finds to the attributions of a block, and cuts it off their contents.
/// `found` is in the order of its cues, and stays so. Looks at what is near each cue alone.
pub(super) fn add(text: &str, segments: &Segments, facts: &Facts, found: &mut Vec<Triple>) {
    let reads = |index: u32, word: &str| {
        segments
            .tokens
            .get(index as usize)
            .is_some_and(|token| token.text(text).eq_ignore_ascii_case(word))
    };
    let mut made: Vec<Triple> = Vec::new();
    for first in 0..facts.tokens.len() as u32 {
        let outside = facts.tokens[first as usize].quote == QuoteState::Outside;
        if !outside || !reads(first, "according") || !reads(first + 1, "to") {
            continue;
        }
        let cue = (first, first + 2);
        let clause = first > 1 && reads(first - 2, "that");
        let known = near(found, cue);
        // what announces the next block has no content to compare
        let other = known
            .clone()
            .find(|&index| meets(found[index].cue, cue) && !found[index].content.is_empty());
        if let Some(other) = other {
            let swallows = |source: Run| has_verb(facts, source);
            if found[other].source.is_some_and(swallows)
                && let Some(triple) = read(segments, facts, cue, clause)
            {
                found[other] = triple;
            }
            continue;
        }
        let Some(triple) = read(segments, facts, cue, clause) else {
            continue;
        };
        let stretch = (cue.0, triple.source.map_or(cue.1, |source| source.1));
        let before = near(&made, cue);
        for other in found[known].iter_mut().chain(&mut made[before]) {
            cut(other, stretch);
        }
        made.push(triple);
    }
    join(found, made);
}

/// Adds what a rule made, after the others were [`cut`]: those with nothing left go, but for what
/// announces the next block, which never had a content.
pub(super) fn join(found: &mut Vec<Triple>, made: Vec<Triple>) {
    found.retain(|other| !other.content.is_empty() || other.decider == Decider::Colon);
    found.extend(made);
    order::sort_by_key(found, |triple| (triple.cue, triple.content.is_empty()));
}

/// Do two runs share a token?
pub(super) fn meets(one: Run, other: Run) -> bool {
    one.0 < other.1 && other.0 < one.1
}

/// Source and content of the cue: content behind the source's comma if the cue opens its sentence
/// or a `clause` ("that, according to …, it is safe"), and all before the cue if that is set off
/// by a comma; both if the verb is still to come ("the pier, according to …, is safe").
fn read(segments: &Segments, facts: &Facts, cue: Run, clause: bool) -> Option<Triple> {
    let sentence = segments.sentences.partition_point(|s| s.last <= cue.0);
    let sentence = segments.sentences.get(sentence)?;
    let stops = |index: &u32| {
        matches!(
            facts.tokens[*index as usize].mark,
            mark::COMMA | mark::TERMINATOR | mark::COLON | mark::SEMICOLON | mark::DASH
        )
    };
    let reach = sentence.last.min(cue.1 + LONGEST_SOURCE + 1);
    let end = (cue.1..reach).find(stops).unwrap_or(reach);
    let source = (cue.1, end);
    if source.0 >= source.1 || source.1 - source.0 > LONGEST_SOURCE {
        return None;
    }
    let short = |run: Run| (run.0, run.1.min(run.0 + LONGEST_CONTENT));
    let before = (sentence.first, cue.0);
    let after = (end + 1, sentence.last);
    let content = if cue.0 == sentence.first {
        vec![after]
    } else if facts.tokens[cue.0 as usize - 1].mark != mark::COMMA {
        return None;
    } else if clause {
        vec![after]
    } else if end < reach && !has_verb(facts, short(before)) && has_verb(facts, short(after)) {
        vec![before, after]
    } else {
        vec![before]
    };
    let content: Vec<Run> = content
        .into_iter()
        .filter(|run| run.0 < run.1 && run.1 - run.0 <= LONGEST_CONTENT)
        .filter_map(|run| shrunk(facts, run))
        .collect();
    if content.is_empty() {
        return None;
    }
    Some(Triple {
        cue,
        source: Some(source),
        content,
        scores: SCORES,
        decider: Decider::According,
    })
}

/// Takes a stretch, and all behind it, off a content that runs into it. One that goes on behind
/// the stretch stays as it is: the stretch is part of what is said.
pub(super) fn cut(triple: &mut Triple, stretch: Run) {
    for run in &mut triple.content {
        if run.0 < stretch.0 && run.1 > stretch.0 && run.1 <= stretch.1 + 1 {
            run.1 = stretch.0;
        }
    }
    triple
        .content
        .retain(|run| !meets(*run, stretch) || run.0 < stretch.0 && run.1 > stretch.1);
}
