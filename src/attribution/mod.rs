//! Attributions: who said, wrote, thought or showed what.
//!
//! Two steps. [`find`] looks at one block: learned weights ([`crate::model`]) propose the cues, find
//! each one's source and content and decide which stand; here their tokens become spans, and
//! [`stance`] says whether the source stands behind it. [`turns`] finds the turns of an interview,
//! and [`link`] looks at the article: bare quotations get the speaker before them, attributions
//! inside another's content get it as parent, and every quote its attribution. The first step
//! depends on nothing but its arguments, so that its result is kept until the block changes.
//! [`explain`] says afterwards what decided about an attribution of a block.

mod according;
mod antecedent;
mod edges;
mod evidential;
mod explain;
mod headline;
mod link;
mod parents;
mod phrase;
mod pieces;
mod quoted;
mod reporting;
mod stance;
mod turns;

use crate::annotation::{AttributionConfidence, Stance};
use crate::article::{BlockKind, Span};
use crate::model::accept::{CONTENT, CUE, Run, SOURCE, Triple};
use crate::model::facts::{Facts, QuoteState};
use crate::model::quotation::is_bare;
use crate::model::{Model, trimmed};
use crate::order;
use crate::quotes::BlockQuotes;
use crate::segment::Segments;

pub use explain::explain;
pub use link::{Linked, LinkedBlock, link};
pub use turns::{TurnPart, turns};

/// What a block needs from its neighbours, or gives them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Continuation {
    /// Complete in itself.
    None,
    /// A quotation without a reporting clause: it continues the speaker before it.
    Continues,
    /// A reporting clause that ends in a colon: the next block is its content.
    Introduces,
    /// A headline whose source stands only if the article knows it for a speaker.
    Headline,
}

/// One attribution inside a block; spans in bytes from the block's start.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalAttribution {
    /// What is attributed, in pieces if interrupted; empty if the next block holds it.
    pub content: Vec<Span>,
    /// The words that attribute it.
    pub cue: Vec<Span>,
    /// Who it is attributed to.
    pub source: Vec<Span>,
    /// Whether the source stands behind it.
    pub stance: Stance,
    /// What it needs from other blocks.
    pub continuation: Continuation,
    /// How sure it is.
    pub confidence: AttributionConfidence,
}

/// Finds the attributions of one block. `furniture` lists stretches of furniture inside it
/// (bytes from the block's start). Linear in the text.
pub fn find(
    model: &Model,
    text: &str,
    segments: &Segments,
    quotes: &BlockQuotes,
    kind: BlockKind,
    furniture: &[Span],
) -> Vec<LocalAttribution> {
    let facts = model.facts(text, segments, quotes, kind);
    let (mut triples, headline) = decide(model, text, segments, &facts);
    let headline = headline.and_then(|triple| {
        let mut found = local(model, text, segments, &facts, triple)?;
        found.continuation = Continuation::Headline;
        found.stance = Stance::Asserted;
        outside_furniture(text, found, furniture)
    });
    order::sort_by_key(&mut triples, |triple| {
        (triple.cue, triple.content.first().copied())
    });
    let others = triples.into_iter().filter_map(|mut triple| {
        edges::tidy(text, segments, &facts, &mut triple);
        let found = local(model, text, segments, &facts, triple)?;
        outside_furniture(text, found, furniture)
    });
    headline.into_iter().chain(others).collect()
}

/// What weights and rules find in a block, and what it is if it is a headline.
fn decide(
    model: &Model,
    text: &str,
    segments: &Segments,
    facts: &Facts,
) -> (Vec<Triple>, Option<Triple>) {
    let mut triples = model.decide(facts);
    according::add(text, segments, facts, &mut triples);
    reporting::add(text, segments, facts, &mut triples);
    let claims = evidential::claims(text, segments, facts, &triples);
    let headline = headline::read(text, segments, facts, &triples);
    triples.extend(claims);
    (triples, headline)
}

/// A triple of tokens as spans, with its stance and its confidences.
fn local(
    model: &Model,
    text: &str,
    segments: &Segments,
    facts: &Facts,
    mut triple: Triple,
) -> Option<LocalAttribution> {
    let span = |run: Run| {
        Span::new(
            segments.tokens[run.0 as usize].start,
            segments.tokens[run.1 as usize - 1].end,
        )
    };
    let bare = is_bare(&triple);
    let introduces = triple.content.is_empty();
    let quoted = facts.at(triple.cue.0 as isize).quote != QuoteState::Outside;
    let stance = if bare {
        Stance::Asserted
    } else {
        stance::stance(text, segments, triple.cue, triple.source, quoted)
    };
    if stance == Stance::Conditional {
        edges::end_condition(facts, &mut triple);
    }
    let content: Vec<Span> = triple
        .content
        .iter()
        .filter_map(|&run| trimmed(facts, run))
        .map(span)
        .collect();
    if content.is_empty() && !introduces {
        return None;
    }
    Some(LocalAttribution {
        content,
        cue: (!bare).then(|| span(triple.cue)).into_iter().collect(),
        source: triple
            .source
            .and_then(|source| antecedent::antecedent(text, segments, facts, source))
            .into_iter()
            .chain(triple.source)
            .map(span)
            .collect(),
        stance,
        continuation: match (bare, introduces) {
            (true, _) => Continuation::Continues,
            (_, true) => Continuation::Introduces,
            _ => Continuation::None,
        },
        confidence: AttributionConfidence {
            attribution: model.calibration[0].apply(triple.scores[CUE]),
            source: model.calibration[1].apply(triple.scores[SOURCE]),
            content: model.calibration[2].apply(triple.scores[CONTENT]),
        },
    })
}

/// An attribution without the furniture inside its block; none if its cue stands there.
fn outside_furniture(
    text: &str,
    mut found: LocalAttribution,
    furniture: &[Span],
) -> Option<LocalAttribution> {
    let touches = |span: &Span| furniture.iter().any(|stretch| stretch.intersects(*span));
    if found.cue.iter().chain(&found.source).any(touches) {
        return None;
    }
    if found.content.iter().any(touches) {
        for stretch in furniture {
            found.content = found
                .content
                .iter()
                .flat_map(|piece| {
                    [
                        Span::new(piece.start, piece.end.min(stretch.start).max(piece.start)),
                        Span::new(piece.start.max(stretch.end).min(piece.end), piece.end),
                    ]
                })
                .filter_map(|piece| without_space(text, piece))
                .collect();
        }
        if found.content.is_empty() {
            return None;
        }
    }
    Some(found)
}

/// A stretch without white space at its ends; `None` if nothing is left.
fn without_space(text: &str, span: Span) -> Option<Span> {
    let words = span.slice(text);
    let start = span.start + (words.len() - words.trim_start().len()) as u32;
    let end = start + words.trim().len() as u32;
    (start < end).then(|| Span::new(start, end))
}

#[cfg(test)]
mod tests;
