//! Direct, mixed or scare?

use super::Piece;
use crate::annotation::QuoteKind;
use crate::segment::{Segments, TokenKind};

/// What is known of the speech a quotation stands in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Speech {
    /// An attribution's content holds the quotation.
    pub attributed: bool,
    /// Its content also holds words outside quotation marks.
    pub beside_own_words: bool,
    /// It continues a quotation that stood before the reporting clause (“A,” she said, “b.”).
    pub continues_direct: bool,
}

/// Decides the kind of a quotation from its first piece's shape and from who speaks. Returns the
/// confidence with it.
pub fn kind(text: &str, segments: &Segments, piece: &Piece, speech: Speech) -> (QuoteKind, f32) {
    let tokens = &segments.tokens[piece.tokens.0 as usize..piece.tokens.1 as usize];
    let words = tokens.iter().filter(|token| token.is_word());
    let count = words.clone().count();
    let capital = words
        .clone()
        .next()
        .is_some_and(|word| !word.text(text).starts_with(char::is_lowercase));
    let all_capital = count > 1
        && words
            .filter(|word| word.span().len() > 3)
            .all(|word| word.text(text).starts_with(char::is_uppercase));
    let inner_end = tokens
        .iter()
        .rev()
        .find(|token| !matches!(token.kind, TokenKind::DoubleMark | TokenKind::SingleMark));
    let stops = inner_end
        .is_some_and(|token| matches!(token.kind, TokenKind::Terminator | TokenKind::Separator));
    let next = segments
        .sentences
        .partition_point(|sentence| sentence.first < piece.tokens.0);
    let fills_sentence = segments
        .sentences
        .get(next)
        .is_some_and(|sentence| sentence.last <= piece.tokens.1);
    let whole = capital && (stops || fills_sentence || !piece.closes || count >= 8);
    match speech {
        Speech {
            attributed: true,
            beside_own_words: false,
            ..
        } if whole || speech.continues_direct || count >= 6 => (QuoteKind::Direct, 0.95),
        Speech {
            attributed: true,
            beside_own_words: true,
            ..
        } if whole && count >= 4 && stops => (QuoteKind::Direct, 0.7),
        Speech {
            attributed: true, ..
        } => (QuoteKind::Mixed, 0.85),
        _ if all_capital && count <= 8 && !stops => (QuoteKind::Scare, 0.85),
        _ if count <= 4 && !(stops && capital) => (QuoteKind::Scare, 0.8),
        _ if whole => (QuoteKind::Direct, 0.7),
        _ if count <= 6 => (QuoteKind::Scare, 0.6),
        _ => (QuoteKind::Mixed, 0.6),
    }
}
