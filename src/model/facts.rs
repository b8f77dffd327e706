//! What features look at: one row of small numbers for each token of a block.
//!
//! Everything that a feature could ask of a token is worked out here, once: a hash of its
//! lower-cased word and of its stem, its shape, its part of speech, its lexical class, where it
//! stands in the quotations and sentences. Features then only mix these numbers.

use super::classes::Classes;
use super::hash::{mix, word_hash};
use crate::article::BlockKind;
use crate::quotes::{BlockQuotes, Style};
use crate::segment::{Segments, Token, TokenKind};

/// Where a token stands towards quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum QuoteState {
    /// Outside.
    Outside = 0,
    /// Between the marks.
    Inside = 1,
    /// The mark that opens.
    Opens = 2,
    /// The mark that closes.
    Closes = 3,
}

/// A token as the features see it.
#[derive(Debug, Clone, Copy)]
pub struct Fact {
    /// Hash of the lower-cased word; numbers of one shape share one.
    pub word: u32,
    /// Hash of the word without its commonest endings.
    pub stem: u32,
    /// Hash of the last three letters.
    pub ending: u32,
    /// Hash of the first two letters.
    pub beginning: u32,
    /// 0 lower, 1 capital, 2 all capitals, 3 mixed, 4 number, from 5 on: marks by [`mark`].
    pub shape: u8,
    /// Kind of mark, [`mark::WORD`] for words.
    pub mark: u8,
    /// Where it stands towards quotation marks.
    pub quote: QuoteState,
    /// Part of speech, set by the tagger.
    pub tag: u8,
    /// Lexical class, 0 for none.
    pub class: u8,
    /// Index of the sentence.
    pub sentence: u32,
    /// Tokens since the sentence's start.
    pub from_start: u16,
    /// Tokens to the sentence's end.
    pub to_end: u16,
}

/// Kinds of marks as features see them.
pub mod mark {
    /// No mark.
    pub const WORD: u8 = 0;
    /// A comma.
    pub const COMMA: u8 = 1;
    /// A colon.
    pub const COLON: u8 = 2;
    /// A semicolon.
    pub const SEMICOLON: u8 = 3;
    /// A stop, question or exclamation mark.
    pub const TERMINATOR: u8 = 4;
    /// A dash.
    pub const DASH: u8 = 5;
    /// An opening bracket.
    pub const OPEN: u8 = 6;
    /// A closing bracket.
    pub const CLOSE: u8 = 7;
    /// A single quotation mark.
    pub const SINGLE: u8 = 8;
    /// Anything else.
    pub const SYMBOL: u8 = 9;
    /// An opening quotation mark.
    pub const QUOTE_OPENS: u8 = 10;
    /// A closing quotation mark.
    pub const QUOTE_CLOSES: u8 = 11;
    /// Beyond the block.
    pub const EDGE: u8 = 12;
}

/// A quotation, or the part of it that stands in the block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// First token: the opening mark, if there is one.
    pub first: u32,
    /// One past the last token, the closing mark included.
    pub last: u32,
    /// Does it go on with what the block before left open?
    pub continues: bool,
}

/// All facts of a block.
#[derive(Debug, Clone)]
pub struct Facts {
    /// One for each token.
    pub tokens: Vec<Fact>,
    /// The quotations that stand in no other one, in order.
    pub quotations: Vec<Quotation>,
    /// What the block is: 0 running text, 1 heading, 2 list item, 3 anything else.
    pub kind: u8,
    /// How many sentences it has.
    pub sentences: u32,
}

/// What stands beyond both ends of a block.
pub const EDGE: Fact = Fact {
    word: 1,
    stem: 1,
    ending: 1,
    beginning: 1,
    shape: 31,
    mark: mark::EDGE,
    quote: QuoteState::Outside,
    tag: 63,
    class: 0,
    sentence: u32::MAX,
    from_start: 0,
    to_end: 0,
};

impl Facts {
    /// Reads a block with its quotations. Tags are left at 0. Linear in the tokens.
    pub fn new(
        text: &str,
        segments: &Segments,
        quotes: &BlockQuotes,
        kind: BlockKind,
        classes: &Classes,
    ) -> Facts {
        let mut tokens: Vec<Fact> = segments
            .tokens
            .iter()
            .map(|token| fact(token.text(text), token, classes))
            .collect();
        for (index, sentence) in segments.sentences.iter().enumerate() {
            for at in sentence.first..sentence.last {
                let token = &mut tokens[at as usize];
                token.sentence = index as u32;
                token.from_start = (at - sentence.first).min(999) as u16;
                token.to_end = (sentence.last - 1 - at).min(999) as u16;
            }
        }
        // a single mark may be an apostrophe: taken for a quotation's only where it is the block's style
        let has_others = quotes.pieces.iter().any(|p| p.style != Style::Single);
        let quotations: Vec<Quotation> = quotes
            .pieces
            .iter()
            .filter(|piece| !piece.nested && piece.tokens.0 < piece.tokens.1)
            .filter(|piece| piece.style != Style::Single || piece.closes && !has_others)
            .map(|piece| Quotation {
                first: piece.tokens.0,
                last: piece.tokens.1,
                continues: !piece.opens,
            })
            .collect();
        let is_mark = |index: usize| {
            matches!(
                segments.tokens[index].kind,
                TokenKind::DoubleMark | TokenKind::SingleMark
            )
        };
        for quotation in &quotations {
            let (first, last) = (quotation.first as usize, quotation.last as usize);
            for token in &mut tokens[first..last] {
                token.quote = QuoteState::Inside;
            }
            if is_mark(first) {
                tokens[first].quote = QuoteState::Opens;
                tokens[first].mark = mark::QUOTE_OPENS;
            }
            if last > first + 1 && is_mark(last - 1) {
                tokens[last - 1].quote = QuoteState::Closes;
                tokens[last - 1].mark = mark::QUOTE_CLOSES;
            }
        }
        Facts {
            tokens,
            quotations,
            kind: match kind {
                BlockKind::Paragraph | BlockKind::Quotation | BlockKind::Preformatted => 0,
                BlockKind::Heading => 1,
                BlockKind::ListItem => 2,
                _ => 3,
            },
            sentences: segments.sentences.len() as u32,
        }
    }

    /// The token at `index`, or [`EDGE`].
    #[inline]
    pub fn at(&self, index: isize) -> &Fact {
        // a negative index becomes one beyond the end
        self.tokens.get(index as usize).unwrap_or(&EDGE)
    }

    /// The quotation that holds the token, if any. Logarithmic in their number.
    pub fn quotation_of(&self, token: u32) -> Option<Quotation> {
        let index = self.quotations.partition_point(|q| q.last <= token);
        self.quotations
            .get(index)
            .copied()
            .filter(|q| q.first <= token)
    }
}

fn fact(word: &str, token: &Token, classes: &Classes) -> Fact {
    let mark = match token.kind {
        TokenKind::Terminator => mark::TERMINATOR,
        TokenKind::Separator => match word {
            "," => mark::COMMA,
            ":" => mark::COLON,
            _ => mark::SEMICOLON,
        },
        TokenKind::Dash => mark::DASH,
        TokenKind::OpenBracket => mark::OPEN,
        TokenKind::CloseBracket => mark::CLOSE,
        TokenKind::SingleMark => mark::SINGLE,
        TokenKind::DoubleMark | TokenKind::Symbol => mark::SYMBOL,
        _ => mark::WORD,
    };
    let hashes = word_hash(word);
    let shape = match token.kind {
        TokenKind::Number => 4,
        _ if mark != mark::WORD => 5 + mark,
        _ => letter_shape(word),
    };
    Fact {
        word: if mark == mark::WORD || mark == mark::SYMBOL {
            hashes.word
        } else {
            mix(77, u32::from(mark))
        },
        stem: hashes.stem,
        ending: hashes.ending,
        beginning: hashes.beginning,
        shape,
        mark,
        quote: QuoteState::Outside,
        tag: 0,
        class: if mark == mark::WORD {
            classes.of(word)
        } else {
            0
        },
        sentence: 0,
        from_start: 0,
        to_end: 0,
    }
}

fn letter_shape(word: &str) -> u8 {
    let mut characters = word.chars();
    let first_upper = characters.next().is_some_and(char::is_uppercase);
    let (mut upper, mut lower) = (0, 0);
    for character in characters.take(24) {
        upper += usize::from(character.is_uppercase());
        lower += usize::from(character.is_lowercase());
    }
    match (first_upper, upper, lower) {
        (false, 0, _) => 0,
        (true, 0, 0) => 1,
        (true, 0, _) => 1,
        (true, _, 0) => 2,
        _ => 3,
    }
}
