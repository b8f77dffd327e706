//! Sentences: runs of tokens.
//!
//! A sentence ends after a terminator with the marks, brackets and reference numbers that close
//! behind it, where what follows can start one ([`Stop`]). An abbreviation ends one only before a
//! word that rarely stands inside a sentence with a capital (`abbreviation`). In a block
//! that is a list set in one line, each item is a sentence ([`list`]).

use super::abbreviation::opens_sentence;
use super::list;
use super::stop::Stop;
use super::{Token, TokenKind};
use crate::article::Span;

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

/// Groups a block's tokens into sentences. Linear in the tokens.
pub fn sentences(text: &str, tokens: &[Token]) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut first = 0;
    let mut index = 0;
    let mut items = list::items(text, tokens).into_iter().peekable();
    let mut end_at = |first: &mut usize, end: usize| {
        if *first < end {
            found.push(Sentence {
                first: *first as u32,
                last: end as u32,
            });
            *first = end;
        }
    };
    while index < tokens.len() {
        if let Some(item) = items.next_if(|item| item.start <= index) {
            end_at(&mut first, item.start);
            index = index.max(item.end);
            continue;
        }
        index = match tokens[index].kind {
            TokenKind::Terminator | TokenKind::Abbreviation => {
                let stop = Stop::read(text, tokens, first, index);
                if stop.ends_sentence() {
                    end_at(&mut first, stop.end);
                }
                stop.end
            }
            TokenKind::Number if is_label(text, tokens, first, index) => {
                end_at(&mut first, index + 1);
                index + 1
            }
            TokenKind::Dash if breaks_off(text, tokens, index) => {
                end_at(&mut first, index + 1);
                index + 1
            }
            _ => index + 1,
        };
    }
    end_at(&mut first, tokens.len());
    found
}

/// The number of a figure before its caption: `Figure 1.4 The map shows …`
fn is_label(text: &str, tokens: &[Token], first: usize, index: usize) -> bool {
    index == first + 1
        && matches!(
            tokens[first].text(text),
            "Figure" | "Table" | "Box" | "Chart"
        )
        && tokens
            .get(index + 1)
            .is_some_and(|next| opens_sentence(next.text(text)))
}

/// A speaker breaks off and starts anew: `we need a — Do you have one?`
fn breaks_off(text: &str, tokens: &[Token], dash: usize) -> bool {
    let (Some(before), Some(after)) = (dash.checked_sub(1), tokens.get(dash + 1)) else {
        return false;
    };
    let word = after.text(text);
    let last = tokens[before].text(text);
    let spaced = tokens[before].end < tokens[dash].start && tokens[dash].end < after.start;
    // a word in small letters, or half of one: "I kn- — Oh, I know."
    let broken = tokens[before].kind == TokenKind::Word && last.starts_with(char::is_lowercase)
        || last == "-";
    spaced && broken && word != "I" && opens_sentence(word)
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

    /// Asserts that these, with spaces between, are cut into themselves.
    fn same(sentences: &[&str]) {
        assert_eq!(cut(&sentences.join(" ")), sentences);
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

    #[test]
    fn what_belongs_to_the_sentence_before() {
        same(&["The dam held. [4] [5]", "It was old."]);
        same(&["The dam held (see page 3). 12", "Even so, it leaked."]);
        same(&["It held ? ! ?", "So they say."]);
        same(&["They met \" in the dark . \"", "Nobody knew."]);
        same(&["“A long night.” – Ines Okafor, on the radio"]);
        same(&["He paid $4 [...] and left.", "We stayed."]);
        same(&["She turned . . . and left . . . .", "We stayed."]);
        same(&["I thought ... I knew him."]);
    }

    #[test]
    fn abbreviations_by_what_follows_them() {
        same(&["See p. 12 and no. 4 of c. 1840.", "No.", "Not now."]);
        same(&[
            "By 6 a.m. Dr. Hale had left.",
            "He was back at 5 p.m.",
            "Dr. Ruiz stayed.",
        ]);
        same(&[
            "It is 6 in. wide, 3 ft. 2 in. long and weighs 5 lb.",
            "Tove came in.",
            "He sat.",
        ]);
        same(&[
            "It fell in 79 A.D.",
            "Lorn was spared.",
            "She earned her Ph.D.",
            "Tove did not.",
        ]);
        same(&[
            "It is by T. Lind and Albert I. Jones.",
            "So am I.",
            "He wants plan B.",
            "We wait.",
        ]);
        same(&["Write to Tove.Lind@lorn.example today.", "Do it now."]);
    }

    #[test]
    fn careless_writing_and_broken_speech() {
        same(&[
            "the pool is closed.",
            "it opens in may!",
            "we hope.",
            "who knows?",
            "not me.",
        ]);
        same(&["“Is it open?” asked nobody.", "(nobody ever does)"]);
        same(&["We need a —", "Do you have one?"]);
        same(&["The harbour (old. but deep) is full."]);
    }

    #[test]
    fn lists_in_one_line() {
        same(&["1) Open the box", "2) Close it"]);
        same(&["a. The lock", "b. The key", "c. The door"]);
        same(&["• 9. The lock", "• 10. The key"]);
        same(&["1. It rained, and 2. of the roofs leaked."]);
        same(&["Figure 1.4", "The dam as it was."]);
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
