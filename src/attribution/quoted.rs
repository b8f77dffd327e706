//! The quotes of an article: pieces put together over blocks, each with its kind and the attribution
//! that says who speaks.
//!
//! Costs time per quotation piece.

use super::link::{LinkedBlock, NEIGHBOURS, is_turn, type_of};
use super::pieces::piece_at;
use crate::annotation::{Attribution, AttributionKind, Quote, QuoteKind};
use crate::article::{BlockKind, Span};
use crate::quotes::{Piece, Speech, kind};

/// Quotes from pieces, each with the innermost attribution whose content holds it.
pub(super) fn quotes(blocks: &[LinkedBlock], attributions: &[Attribution]) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    let mut open: Option<usize> = None;
    let mut place = Place::default();
    for block in blocks {
        place.advance(attributions, block.span.start);
        if block.kind == BlockKind::Quotation
            && block.quotes.pieces.iter().all(|piece| piece.nested)
        {
            let quote = quotation_block(attributions, block, place);
            quotes.push(quote);
            continue;
        }
        for (number, piece) in block.quotes.pieces.iter().enumerate() {
            let span = piece.span.shifted(block.span.start);
            place.advance(attributions, span.start);
            let is_last = block.quotes.pieces[number + 1..]
                .iter()
                .all(|later| later.nested);
            if let Some(quote) = open.filter(|_| !piece.opens) {
                quotes[quote].spans.push(span);
            } else {
                let quote = quote(attributions, block, piece, span, place);
                quotes.push(quote);
                if is_last && !piece.nested {
                    open = Some(quotes.len() - 1);
                }
            }
        }
        if !block.boilerplate && block.quotes.open.is_none() {
            open = None;
        }
    }
    quotes
}

fn quote(
    attributions: &[Attribution],
    block: &LinkedBlock,
    piece: &Piece,
    span: Span,
    place: Place,
) -> Quote {
    // in a turn, marks are not about the turn's own words unless it has no others
    let speaks = |&index: &usize| {
        let attribution = &attributions[index];
        let holder = piece_at(&attribution.content, span).unwrap_or_default();
        !(block.boilerplate || is_turn(attribution) && has_own_words(block, holder, span))
    };
    let attribution = holder(attributions, span, place).filter(speaks);
    let speech = attribution.map_or_else(Speech::default, |index| {
        let attribution = &attributions[index];
        let holder = piece_at(&attribution.content, span).unwrap_or_default();
        Speech {
            attributed: true,
            beside_own_words: piece.nested || has_own_words(block, holder, span),
            continues_direct: attribution
                .content
                .iter()
                .any(|content| content.end <= span.start),
        }
    });
    let (kind, confidence) = kind(block.text, block.segments, piece, speech);
    Quote {
        spans: vec![span],
        kind,
        attribution: attribution.map(|index| index as u32),
        in_boilerplate: block.boilerplate,
        confidence,
    }
}

/// A block quotation without marks of its own.
fn quotation_block(attributions: &[Attribution], block: &LinkedBlock, place: Place) -> Quote {
    let attribution = holder(attributions, block.span, place);
    Quote {
        spans: vec![block.span],
        kind: QuoteKind::Direct,
        attribution: attribution.map(|index| index as u32),
        in_boilerplate: block.boilerplate,
        confidence: 0.85,
    }
}

/// The attribution with the smallest content that holds a span.
fn holder(attributions: &[Attribution], span: Span, place: Place) -> Option<usize> {
    let from = place.first.saturating_sub(NEIGHBOURS);
    let to = attributions.len().min(from + 2 * NEIGHBOURS);
    (from..to)
        .chain(place.turn)
        .filter_map(|index| {
            let piece = piece_at(&attributions[index].content, span)?;
            piece.intersects(span).then_some((piece.len(), index))
        })
        .min()
        .map(|(_, index)| index)
}

/// Where a walk through the text stands among the attributions.
#[derive(Clone, Copy, Default)]
struct Place {
    /// The first one that does not end before; turns, which hold many others, are passed when they
    /// begin.
    first: usize,
    /// The last turn passed.
    turn: Option<usize>,
}

impl Place {
    fn advance(&mut self, attributions: &[Attribution], to: u32) {
        while let Some(attribution) = attributions.get(self.first) {
            if is_turn(attribution) && attribution.source[0].start <= to {
                self.turn = Some(self.first);
            } else if last_end(attribution) > to {
                return;
            }
            self.first += 1;
        }
    }
}

fn last_end(attribution: &Attribution) -> u32 {
    let end = |spans: &[Span]| spans.last().map_or(0, |span| span.end);
    end(&attribution.content).max(end(&attribution.cue))
}

/// True if the content has words outside this quotation and outside other quotations.
fn has_own_words(block: &LinkedBlock, content: Span, quote: Span) -> bool {
    if quote.covers(content) {
        return false;
    }
    let local = Span::new(
        content.start.saturating_sub(block.span.start),
        content.end.saturating_sub(block.span.start),
    );
    type_of(block, &[local]) == AttributionKind::Mixed
}
