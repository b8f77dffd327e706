//! Attributions inside another one's content: "according to the agency, the minister said …".
//!
//! The choice of triples that stand together gives each token to one of them, and the corpora
//! mark outer attributions alone: what is said inside what is said never stands there. So each
//! content is read once more as if it were a text of its own, without the quotation marks around
//! it and without the sentence before it. What stands there is an inner attribution, if it is
//! likelier than one has to be outside.

use super::Model;
use super::accept::{Run, TRIPLE, Triple, probability};
use super::facts::{Facts, QuoteState};
use super::why::Decider;

/// Least probability of an inner attribution: more than of an outer one, since without the words
/// around it a content is easily misread.
const LEAST: f32 = 0.6;
/// Tokens of a content that can hold another attribution: source, cue and some words.
const LEAST_TOKENS: u32 = 5;

/// The inner attributions of those that stand, in the order of the contents that hold them.
pub(super) fn inner(model: &Model, facts: &Facts, chosen: &[Triple]) -> Vec<Triple> {
    let mut found = Vec::new();
    // a quotation given whole to one attribution may hold the cue of another that stands already
    let mut taken = vec![false; facts.tokens.len()];
    for triple in chosen {
        taken[triple.cue.0 as usize..triple.cue.1 as usize].fill(true);
    }
    for &run in chosen.iter().flat_map(|triple| &triple.content) {
        let Some(run) = unwrapped(facts, run) else {
            continue;
        };
        let whole = (0, run.1 - run.0);
        let stands = model.stands(&alone(facts, run)).into_iter();
        found.extend(
            stands
                .filter(|inner| {
                    inner.source.is_some()
                        && inner.content != [whole]
                        && probability(inner.scores[TRIPLE]) >= LEAST
                })
                .map(|inner| moved(inner, run.0))
                .filter(|inner| !taken[inner.cue.0 as usize..inner.cue.1 as usize].contains(&true)),
        );
    }
    found
}

/// A content without the quotation marks around it; `None` if it is too short to hold anything.
fn unwrapped(facts: &Facts, (mut first, mut last): Run) -> Option<Run> {
    let quote = |token: u32| facts.at(token as isize).quote;
    first += u32::from(quote(first) == QuoteState::Opens);
    last -= u32::from(first < last && quote(last - 1) == QuoteState::Closes);
    (first + LEAST_TOKENS <= last).then_some((first, last))
}

/// A run of tokens as a block of its own, without quotations.
fn alone(facts: &Facts, run: Run) -> Facts {
    let first = facts.at(run.0 as isize);
    let last = facts.at(run.1 as isize - 1);
    let mut tokens = facts.tokens[run.0 as usize..run.1 as usize].to_vec();
    for token in &mut tokens {
        token.quote = QuoteState::Outside;
        if token.sentence == first.sentence {
            token.from_start -= first.from_start;
        }
        if token.sentence == last.sentence {
            token.to_end -= last.to_end;
        }
        token.sentence -= first.sentence;
    }
    Facts {
        sentences: last.sentence - first.sentence + 1,
        tokens,
        quotations: Vec::new(),
        kind: facts.kind,
    }
}

/// The content of an outer attribution that holds an inner one, as a block of its own, with the
/// inner one in its tokens; `None` if there is none such among those that stand.
pub(super) fn home(facts: &Facts, chosen: &[Triple], inner: &Triple) -> Option<(Facts, Triple)> {
    let outer = chosen.iter().filter(|t| t.decider != Decider::Nested);
    let runs = outer.flat_map(|triple| &triple.content);
    let run = runs
        .filter_map(|&run| unwrapped(facts, run))
        .find(|run| run.0 <= inner.cue.0 && inner.cue.1 <= run.1)?;
    let back = |own: Run| Some((own.0.checked_sub(run.0)?, own.1.checked_sub(run.0)?));
    let triple = Triple {
        cue: back(inner.cue)?,
        decider: Decider::Weights,
        ..inner.clone()
    };
    Some((alone(facts, run), triple))
}

/// A triple of such a block, in the tokens of the block that it was taken from.
fn moved(mut triple: Triple, by: u32) -> Triple {
    let moved = |run: Run| (run.0 + by, run.1 + by);
    triple.decider = Decider::Nested;
    triple.cue = moved(triple.cue);
    triple.source = triple.source.map(moved);
    for run in &mut triple.content {
        *run = moved(*run);
    }
    triple
}
