//! Attributions: who said, wrote, thought or showed what.
//!
//! Two steps. [`find`] looks at one block: rules over readable lexicons find the cue of each
//! reporting clause, then its source and its content, with quotation marks as exact evidence.
//! [`link`] looks at the article: bare quotations get the speaker before them, attributions
//! inside another's content get it as parent, and every quote its attribution. The first step
//! depends on nothing but its arguments, so that its result is kept until the block changes.

mod content;
mod cue;
mod frame;
mod link;
mod noun_phrase;
mod pattern;
mod words;

use crate::annotation::{AttributionConfidence, Stance};
use crate::article::{BlockKind, Span};
use crate::quotes::BlockQuotes;
use crate::segment::Segments;

pub use link::{Linked, LinkedBlock, link};

/// What a block needs from its neighbours, or gives them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Continuation {
    /// Complete in itself.
    None,
    /// A quotation without a reporting clause: it continues the speaker before it.
    Continues,
    /// A reporting clause that ends in a colon: the next block is its content.
    Introduces,
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
    text: &str,
    segments: &Segments,
    quotes: &BlockQuotes,
    kind: BlockKind,
    furniture: &[Span],
) -> Vec<LocalAttribution> {
    pattern::find(text, segments, quotes, kind, furniture)
}
