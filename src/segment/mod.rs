//! Tokens and sentences of one block.
//!
//! Both work on a block's own text and give offsets from its start (UTF-8 bytes), so that what
//! they find stays valid when the block moves. Neither ever crosses a block.

mod abbreviation;
mod list;
mod sentence;
mod stop;
mod token;

pub use sentence::{Sentence, sentences};
pub use token::{Token, TokenKind, tokens};

/// A block's tokens and sentences.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Segments {
    /// All tokens, in order.
    pub tokens: Vec<Token>,
    /// Runs of tokens; together they hold every token once.
    pub sentences: Vec<Sentence>,
}

impl Segments {
    /// Segments a block's text. Linear in the text.
    ///
    /// ```
    /// let segments = ascribe::segment::Segments::new("Dr. Ivers left at 5 p.m. “Good.”");
    /// assert_eq!(segments.sentences.len(), 2);
    /// ```
    pub fn new(text: &str) -> Segments {
        let tokens = tokens(text);
        let sentences = sentences(text, &tokens);
        Segments { tokens, sentences }
    }
}
