//! Quotations as content: with a reporting clause before, behind or around them, with a label, or
//! bare.

use std::ops::Range;

use super::super::content::Clauses;
use super::super::frame::Frame;
use super::super::words::Class;
use super::super::{Continuation, LocalAttribution};
use crate::annotation::{AttributionConfidence, Stance};
use crate::article::{BlockKind, Span};
use crate::quotes::Piece;
use crate::segment::TokenKind;

/// A unit whose words all stand in quotation marks: somebody goes on speaking.
pub(super) fn bare_quotation(frame: &Frame, unit: &Range<usize>) -> Option<LocalAttribution> {
    let mut outside = unit
        .clone()
        .filter(|&i| !frame.quoted(i) && frame.tokens[i].is_word());
    if outside.next().is_some() {
        return None;
    }
    let mut pieces: Vec<&Piece> = Vec::new();
    for piece in unit.clone().filter_map(|i| frame.piece(i)) {
        if pieces.last().is_none_or(|last| !std::ptr::eq(*last, piece)) {
            pieces.push(piece);
        }
    }
    let words = frame.tokens[unit.clone()]
        .iter()
        .filter(|token| token.is_word())
        .count();
    let spans: Vec<Span> = pieces.iter().map(|piece| piece.span).collect();
    (words >= 2 && !spans.is_empty()).then_some(LocalAttribution {
        content: spans,
        cue: Vec::new(),
        source: Vec::new(),
        stance: Stance::Asserted,
        continuation: Continuation::Continues,
        confidence: AttributionConfidence {
            attribution: 0.75,
            source: 0.85,
            content: 0.97,
        },
    })
}

/// `Mayor: budget is safe` in a headline, and `Ana Ruiz: “…”` in an interview.
pub(super) fn label(
    frame: &Frame,
    unit: &Range<usize>,
    kind: BlockKind,
) -> Option<LocalAttribution> {
    let colon = (unit.start + 1..unit.end.min(unit.start + 8))
        .find(|&i| frame.reads(i, ":") && !frame.quoted(i))?;
    let name = unit.start..colon;
    let named = frame.is(name.start, Class::CAPITAL)
        && !name.clone().any(|i| {
            frame.quoted(i)
                || frame.is(
                    i,
                    Class::CUE_VERB
                        .or(Class::AUXILIARY)
                        .or(Class::SUBORDINATOR)
                        .or(Class::TIME),
                )
                || frame.is_comma(i)
        });
    let quoted = frame.quoted(colon + 1);
    let headline = kind == BlockKind::Heading
        && unit.end - colon > 3
        && name
            .clone()
            .any(|i| frame.is(i, Class::PERSON.or(Class::BODY)) && frame.is(i, Class::CAPITAL));
    if !(named && (quoted || headline)) {
        return None;
    }
    let content = if quoted {
        piece_range(frame.piece(colon + 1)?)
    } else {
        colon + 1..unit.end
    };
    Some(LocalAttribution {
        content: vec![frame.span(content)?],
        cue: vec![frame.tokens[colon].span()],
        source: vec![frame.span(name)?],
        stance: Stance::Asserted,
        continuation: Continuation::None,
        confidence: AttributionConfidence {
            attribution: if quoted { 0.8 } else { 0.6 },
            source: 0.9,
            content: 0.9,
        },
    })
}

pub(super) fn piece_range(piece: &Piece) -> Range<usize> {
    piece.tokens.0 as usize..piece.tokens.1 as usize
}

/// The piece that ends right before token `at`, perhaps with a comma or dash between.
pub(super) fn quotation_before<'a>(
    frame: &Frame<'a>,
    floor: usize,
    at: usize,
) -> Option<&'a Piece> {
    let last = at.checked_sub(1).filter(|&last| last >= floor)?;
    if let Some(piece) = frame.piece(last) {
        return Some(piece);
    }
    let mark = matches!(
        frame.kind(last),
        Some(TokenKind::Separator | TokenKind::Dash)
    );
    let before = last
        .checked_sub(1)
        .filter(|&before| mark && before >= floor)?;
    frame.piece(before)
}

/// What a quotation before a reporting clause gives as content: itself, or the whole sentence
/// around it if the sentence has words of its own before it.
pub(super) fn content_up_to(clauses: &Clauses, number: usize, piece: &Piece) -> Range<usize> {
    let frame = clauses.frame;
    let range = piece_range(piece);
    let start = clauses.sentence_start(number).min(range.start);
    let floor = number.checked_sub(1).map_or(start, |previous| {
        clauses.cues[previous].tokens.end.max(start)
    });
    let introduced = range.start > start
        && matches!(
            frame.kind(range.start - 1),
            Some(TokenKind::Separator | TokenKind::Terminator)
        )
        && frame.word(range.start + 1).starts_with(char::is_uppercase);
    let own_words = (floor..range.start).any(|i| !frame.quoted(i) && frame.tokens[i].is_word());
    if own_words && !introduced {
        floor..range.end
    } else {
        range
    }
}

/// `“A,” she said, “b.”`: the quotation that goes on behind the reporting clause.
pub(super) fn quotation_after(
    clauses: &Clauses,
    number: usize,
    from: usize,
) -> Option<Range<usize>> {
    let frame = clauses.frame;
    let limit = clauses
        .cues
        .get(number + 1)
        .map_or(clauses.unit.end, |next| next.tokens.start)
        .min(from + 40);
    let at = (from..limit).find(|&i| frame.quoted(i))?;
    let mark = at.checked_sub(1).filter(|&mark| mark >= from)?;
    let joined = matches!(
        frame.kind(mark),
        Some(TokenKind::Separator | TokenKind::Dash)
    ) && !frame.reads(mark, ";");
    if !joined {
        return None;
    }
    let piece = piece_range(frame.piece(at)?);
    // a fragment in a clause of the author's own is no continuation
    let ends = clauses.closes(piece.end) || piece.end >= clauses.unit.end;
    ends.then_some(piece)
}
