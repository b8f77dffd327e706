//! What decided about an attribution: asked for one at a time, after the analysis.

use super::{according, evidential, headline, reporting};
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
    let mut triples = model.decide(&facts);
    according::add(text, segments, &facts, &mut triples);
    reporting::add(text, segments, &facts, &mut triples);
    // a cue may have lost words at its start since it was read, but no other has them
    let token = segments.tokens.partition_point(|token| token.end <= cue) as u32;
    let holds = |triple: &Triple| triple.cue.0 <= token && token < triple.cue.1;
    if let Some(triple) = triples.iter().find(|triple| holds(triple)) {
        return Some((triple.decider, model.weigh(&facts, triple)));
    }
    let claims = evidential::claims(text, segments, &facts, &triples);
    let headline = headline::read(text, segments, &facts, &triples);
    let ruled = claims.iter().chain(&headline);
    let triple = ruled.into_iter().find(|triple| holds(triple))?;
    Some((triple.decider, None))
}

#[cfg(test)]
mod tests;
