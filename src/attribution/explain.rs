//! What decided about an attribution: asked for one at a time, after the analysis.

use super::decide;
use crate::article::BlockKind;
use crate::model::Model;
use crate::model::accept::Triple;
use crate::model::why::{Decider, Weighed};
use crate::quotes::BlockQuotes;
use crate::segment::Segments;

/// What decided about the attribution of a block whose cue begins at `cue`, in bytes from the
/// block's start, and what the weights made of it; `None` if [`find`](super::find) gives none
/// such for the same arguments. Runs the block's cascade twice more.
pub fn explain(
    model: &Model,
    text: &str,
    segments: &Segments,
    quotes: &BlockQuotes,
    kind: BlockKind,
    cue: u32,
) -> Option<(Decider, Option<Weighed>)> {
    let facts = model.facts(text, segments, quotes, kind);
    let (triples, headline) = decide(model, text, segments, &facts);
    // a cue may have lost words at its start since it was read, but no other has them
    let token = segments.tokens.partition_point(|token| token.end <= cue) as u32;
    let holds = |triple: &Triple| triple.cue.0 <= token && token < triple.cue.1;
    let triple = triples
        .iter()
        .chain(&headline)
        .find(|triple| holds(triple))?;
    Some((triple.decider, model.weigh(&facts, triple)))
}

#[cfg(test)]
mod tests;
