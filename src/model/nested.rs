//! Attributions inside another one's content: "according to the agency, the minister said …".
//!
//! The choice of triples that stand together gives each token to one of them, so what is said
//! inside what is said never stands there. Here it is looked for: among the candidates whose cue,
//! source and content all lie within one chosen content, each scored as if it stood alone.

use super::accept::{Run, TRIPLE, Triple, probability};
use super::facts::{Facts, QuoteState};
use super::select::select;
use super::why::Decider;

/// Least probability of an inner attribution outside quotation marks.
const LEAST: f32 = 0.4;
/// Least probability of one inside a quotation, whose speaker reports what others say: rarely
/// wanted, and then the cue is plain.
const LEAST_QUOTED: f32 = 0.6;

/// The inner attributions. `alone` are all candidates in the order of their cues, scored alone.
pub(super) fn inner(facts: &Facts, chosen: &[Triple], alone: Vec<Triple>) -> Vec<Triple> {
    let count = facts.tokens.len();
    let mut holders: Vec<Run> = chosen
        .iter()
        .flat_map(|t| t.content.iter().copied())
        .collect();
    crate::order::sort_by_key(&mut holders, |run| *run);
    let mut taken = vec![false; count];
    for triple in chosen {
        taken[triple.cue.0 as usize..triple.cue.1 as usize].fill(true);
    }
    let inside = |triple: &Triple| {
        let index = holders.partition_point(|run| run.0 <= triple.cue.0);
        let Some(holder) = index.checked_sub(1).map(|index| holders[index]) else {
            return false;
        };
        let held = |run: &Run| holder.0 <= run.0 && run.1 <= holder.1;
        let whole = triple.content.len() == 1 && triple.content[0] == holder;
        held(&triple.cue)
            && triple.source.iter().all(held)
            && triple.source.is_some()
            && triple.content.iter().all(held)
            && !whole
            && !taken[triple.cue.0 as usize..triple.cue.1 as usize].contains(&true)
    };
    let likely = |triple: &Triple| {
        let quoted = facts.at(triple.cue.0 as isize).quote != QuoteState::Outside;
        probability(triple.scores[TRIPLE]) >= if quoted { LEAST_QUOTED } else { LEAST }
    };
    let candidates = alone
        .into_iter()
        .filter(|triple| likely(triple) && inside(triple))
        .map(|triple| Triple {
            decider: Decider::Nested,
            ..triple
        })
        .collect();
    select(candidates, count, LEAST)
}
