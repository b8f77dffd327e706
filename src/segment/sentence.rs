//! Sentences: runs of tokens.
//!
//! A sentence ends after a terminator with the marks and brackets that close behind it, where
//! what follows can start one. An abbreviation ends one only before a word that rarely stands
//! inside a sentence with a capital.

use std::sync::OnceLock;

use super::{Token, TokenKind};
use crate::article::Span;
use crate::lexicon::{self, WordSet};

/// A run of a block's tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Index of its first token.
    pub first: u32,
    /// One past the index of its last token; above `first`.
    pub last: u32,
}

impl Sentence {
    /// Its tokens.
    pub fn tokens<'a>(&self, tokens: &'a [Token]) -> &'a [Token] {
        &tokens[self.first as usize..self.last as usize]
    }

    /// Where it stands, in bytes from the block's start.
    pub fn span(&self, tokens: &[Token]) -> Span {
        match self.tokens(tokens) {
            [first, .., last] => Span::new(first.start, last.end),
            [only] => only.span(),
            [] => Span::default(),
        }
    }
}

fn starters() -> &'static WordSet {
    static SET: OnceLock<WordSet> = OnceLock::new();
    SET.get_or_init(|| WordSet::parse(lexicon::text!("sentence_starters.txt")))
}

/// Groups a block's tokens into sentences. Linear in the tokens.
pub fn sentences(text: &str, tokens: &[Token]) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut first = 0;
    let mut index = 0;
    while index < tokens.len() {
        let end = match tokens[index].kind {
            TokenKind::Terminator => after_closers(text, tokens, index + 1),
            TokenKind::Abbreviation => after_closers(text, tokens, index + 1),
            _ => {
                index += 1;
                continue;
            }
        };
        if end < tokens.len() && is_boundary(text, tokens, first, index, end) {
            found.push(Sentence {
                first: first as u32,
                last: end as u32,
            });
            first = end;
        }
        index = end;
    }
    if first < tokens.len() {
        found.push(Sentence {
            first: first as u32,
            last: tokens.len() as u32,
        });
    }
    found
}

/// The index after the marks and brackets that close behind a terminator.
fn after_closers(text: &str, tokens: &[Token], mut index: usize) -> usize {
    while let Some(token) = tokens.get(index) {
        let touches = index > 0 && tokens[index - 1].end == token.start;
        let closes = match token.kind {
            TokenKind::CloseBracket => true,
            TokenKind::DoubleMark | TokenKind::SingleMark => {
                let mark = token.text(text);
                // a straight mark opens where a word touches it from behind only
                let next_touches = tokens
                    .get(index + 1)
                    .is_some_and(|next| next.start == token.end && next.is_word());
                !matches!(mark, "“" | "‘" | "«" | "„" | "‚" | "``") && !next_touches
            }
            _ => false,
        };
        // «it .” » happens in French setting: a closing curly mark closes even behind a space
        let far = matches!(token.text(text), "”" | "»");
        if !(closes && (touches || far)) {
            break;
        }
        index += 1;
    }
    index
}

/// Does a sentence end between the terminator at `stop` (with closers up to `end`) and `end`?
fn is_boundary(text: &str, tokens: &[Token], first: usize, stop: usize, end: usize) -> bool {
    let next = &tokens[end];
    let spaced = tokens[end - 1].end < next.start;
    let stop_text = tokens[stop].text(text);
    if tokens[stop].kind == TokenKind::Abbreviation {
        return spaced && abbreviation_ends(text, tokens, stop, end);
    }
    let ideographic = matches!(stop_text, "。" | "！" | "？");
    if !spaced && !ideographic && !next.text(text).starts_with(char::is_uppercase) {
        return false;
    }
    // a list marker ("1." or "a.") belongs to what follows
    if stop == first + 1 && stop_text == "." && is_list_marker(tokens[first].text(text)) {
        return false;
    }
    let Some(start) = first_word(text, tokens, end) else {
        return ideographic
            || next.kind == TokenKind::DoubleMark
            || next.kind == TokenKind::OpenBracket;
    };
    let lower = start.starts_with(char::is_lowercase);
    let closed_quote = end > stop + 1
        && tokens[stop + 1..end]
            .iter()
            .any(|t| matches!(t.kind, TokenKind::DoubleMark | TokenKind::SingleMark));
    let exclaims = stop_text.contains(['?', '!']);
    if lower {
        // “Really?” she asked. – and: the ellipsis … goes on
        return false;
    }
    if closed_quote && exclaims {
        // “Who?” Ana asked – the reporting clause goes on after the quotation
        return !reporting_follows(text, tokens, end);
    }
    if stop_text.starts_with("..") || stop_text == "…" {
        return !start.starts_with(char::is_numeric);
    }
    true
}

/// True if a name and a verb of speech that ends the clause follow: `Ana asked.`
fn reporting_follows(text: &str, tokens: &[Token], end: usize) -> bool {
    let window = &tokens[end..tokens.len().min(end + 4)];
    window.iter().skip(1).any(|token| {
        matches!(
            token.text(text),
            "asked"
                | "said"
                | "says"
                | "asks"
                | "shouted"
                | "cried"
                | "replied"
                | "wrote"
                | "added"
                | "wondered"
        )
    })
}

/// The first word or number at or after `index`, behind opening marks and brackets.
fn first_word<'a>(text: &'a str, tokens: &[Token], index: usize) -> Option<&'a str> {
    tokens[index..]
        .iter()
        .take(4)
        .find(|token| token.is_word())
        .map(|token| token.text(text))
}

fn is_list_marker(word: &str) -> bool {
    word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit())
        || word.len() == 1 && word.bytes().all(|b| b.is_ascii_alphabetic())
        || word.len() <= 4 && word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'))
}

/// Does the abbreviation at `stop` also end the sentence?
fn abbreviation_ends(text: &str, tokens: &[Token], stop: usize, end: usize) -> bool {
    let word = tokens[stop].text(text);
    let Some(next) = first_word(text, tokens, end) else {
        return false;
    };
    if !next.starts_with(char::is_uppercase) {
        return false;
    }
    let initial = word.chars().count() == 2;
    let titled = matches!(
        word.trim_end_matches('.').to_ascii_lowercase().as_str(),
        "mr" | "mrs"
            | "ms"
            | "mx"
            | "dr"
            | "prof"
            | "rev"
            | "hon"
            | "st"
            | "gov"
            | "lt"
            | "col"
            | "gen"
            | "maj"
            | "sgt"
            | "capt"
            | "sen"
            | "rep"
            | "pres"
            | "det"
            | "insp"
            | "messrs"
            | "no"
            | "nos"
            | "fig"
            | "vs"
            | "v"
            | "approx"
    );
    if titled
        || (initial
            && !tokens[stop..end]
                .iter()
                .any(|t| t.kind == TokenKind::DoubleMark))
    {
        return false;
    }
    if end > stop + 1 || tokens[end].kind == TokenKind::DoubleMark {
        return true; // marks between: “… at 5 p.m.” The; at 5 p.m. “The behind it: “… at 5 p.m.” The
    }
    starters().contains(next)
}

#[cfg(test)]
mod tests {
    use super::super::Segments;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<&str> {
        let segments = Segments::new(text);
        segments
            .sentences
            .iter()
            .map(|s| s.span(&segments.tokens).slice(text))
            .collect()
    }

    #[test]
    fn abbreviations_initials_and_times() {
        assert_eq!(
            cut("Mr. J. T. Hale met Gov. Ruiz at 5 p.m. The U.S. Senate sat."),
            [
                "Mr. J. T. Hale met Gov. Ruiz at 5 p.m.",
                "The U.S. Senate sat."
            ]
        );
        assert_eq!(
            cut("It costs $3.50. That is all."),
            ["It costs $3.50.", "That is all."]
        );
    }

    #[test]
    fn quotations() {
        assert_eq!(
            cut("“Go.” He went. “Why?” she asked. “No!” Ana said."),
            ["“Go.”", "He went.", "“Why?” she asked.", "“No!” Ana said."]
        );
        assert_eq!(cut("\"Go.\" \"No.\""), ["\"Go.\"", "\"No.\""]);
    }

    #[test]
    fn lists_and_ellipses() {
        assert_eq!(
            cut("1. Open the box. 2. Close it."),
            ["1. Open the box.", "2. Close it."]
        );
        assert_eq!(
            cut("Well … maybe... We left."),
            ["Well … maybe...", "We left."]
        );
    }

    proptest! {
        #[test]
        fn every_token_is_in_exactly_one_sentence(text in "([A-Za-z]{1,5}|[.?!…]|[ “”\"'()]|\\PC){0,80}") {
            let segments = Segments::new(&text);
            let mut next = 0;
            for sentence in &segments.sentences {
                prop_assert_eq!(sentence.first, next);
                prop_assert!(sentence.last > sentence.first);
                next = sentence.last;
            }
            prop_assert_eq!(next as usize, segments.tokens.len());
        }
    }
}
