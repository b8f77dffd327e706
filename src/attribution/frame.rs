//! A block as the attribution rules see it: tokens with classes, quotation pieces, and the units
//! in which rules look for cues.

use std::ops::Range;

use super::words::{Class, classes};
use crate::article::Span;
use crate::quotes::Piece;
use crate::segment::{Segments, Token, TokenKind};

/// One block with what the rules need to know of each token.
pub(super) struct Frame<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    classes: Vec<Class>,
    /// Pieces that are not nested, in order.
    pub(super) pieces: Vec<&'a Piece>,
    /// For each token, one more than the index of its piece; 0 outside quotations.
    piece_of: Vec<u32>,
}

impl<'a> Frame<'a> {
    pub(super) fn new(text: &'a str, segments: &'a Segments, pieces: &'a [Piece]) -> Frame<'a> {
        let pieces: Vec<&Piece> = pieces.iter().filter(|piece| !piece.nested).collect();
        let mut piece_of = vec![0; segments.tokens.len()];
        for (index, piece) in pieces.iter().enumerate() {
            piece_of[piece.tokens.0 as usize..piece.tokens.1 as usize].fill(index as u32 + 1);
        }
        Frame {
            text,
            tokens: &segments.tokens,
            classes: classes(text, &segments.tokens),
            pieces,
            piece_of,
        }
    }

    /// The piece that holds a token.
    pub(super) fn piece(&self, index: usize) -> Option<&'a Piece> {
        let number = *self.piece_of.get(index)?;
        self.pieces.get((number as usize).checked_sub(1)?).copied()
    }

    /// True inside a quotation, its marks included; false beyond the block.
    pub(super) fn quoted(&self, index: usize) -> bool {
        self.piece_of.get(index).is_some_and(|&number| number > 0)
    }

    /// True if the token stands outside quotations and is of one of the classes.
    pub(super) fn is(&self, index: usize, class: Class) -> bool {
        self.classes.get(index).is_some_and(|own| own.any(class)) && !self.quoted(index)
    }

    pub(super) fn kind(&self, index: usize) -> Option<TokenKind> {
        self.tokens.get(index).map(|token| token.kind)
    }

    pub(super) fn word(&self, index: usize) -> &'a str {
        self.tokens
            .get(index)
            .map_or("", |token| token.text(self.text))
    }

    /// Compares a token with a lower-case word, whatever its case.
    pub(super) fn reads(&self, index: usize, word: &str) -> bool {
        self.word(index).eq_ignore_ascii_case(word)
    }

    pub(super) fn is_comma(&self, index: usize) -> bool {
        self.word(index) == "," && !self.quoted(index)
    }

    /// The span of a run of tokens, without separators at its ends.
    pub(super) fn span(&self, range: Range<usize>) -> Option<Span> {
        let Range { mut start, mut end } = range;
        let loose = |index: usize| {
            !self.quoted(index)
                && matches!(
                    self.kind(index),
                    Some(TokenKind::Separator | TokenKind::Dash | TokenKind::Terminator)
                )
        };
        while start < end && loose(start) {
            start += 1;
        }
        while start < end && loose(end - 1) {
            end -= 1;
        }
        let (first, last) = (
            self.tokens.get(start)?,
            self.tokens.get(end.checked_sub(1)?)?,
        );
        (start < end).then(|| Span::new(first.start, last.end))
    }

    /// True if the range holds a word.
    pub(super) fn has_word(&self, range: Range<usize>) -> bool {
        self.tokens
            .get(range)
            .is_some_and(|tokens| tokens.iter().any(Token::is_word))
    }
}

/// Runs of sentences that no quotation crosses: the units in which rules look for cues.
pub(super) fn units(segments: &Segments, frame: &Frame) -> Vec<Range<usize>> {
    let mut units: Vec<Range<usize>> = Vec::with_capacity(segments.sentences.len());
    for sentence in &segments.sentences {
        let (first, last) = (sentence.first as usize, sentence.last as usize);
        let crosses = first > 0
            && frame
                .piece(first)
                .zip(frame.piece(first - 1))
                .is_some_and(|(a, b)| std::ptr::eq(a, b));
        match units.last_mut() {
            Some(unit) if crosses => unit.end = last,
            _ => units.push(first..last),
        }
    }
    units
}
