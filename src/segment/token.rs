//! Tokens: words, numbers, marks.
//!
//! Cut for quotation and attribution work: quotation marks, dashes, currency signs and clitics
//! (`n't`, `'s`, `'ll`) stand apart, hyphenated words, decimals, times, addresses and
//! abbreviations with their stops stay whole. Follows the conventions of the Penn Treebank
//! where it has one, but for hyphens and for the marks, which keep their shape.

use super::abbreviation;
use crate::article::Span;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, perhaps with digits, hyphens and stops inside; also addresses and handles.
    Word,
    /// A word that ends in a stop of its own: `Mr.`, `U.S.`, `a.m.`
    Abbreviation,
    /// A clitic cut off its word: `'s`, `n't`, `’ll`.
    Clitic,
    /// Starts with a digit.
    Number,
    /// `. ? ! …` and runs of them: may end a sentence.
    Terminator,
    /// `, ; :`
    Separator,
    /// A dash that stands between words: `–`, `—`, `--`, or a hyphen with spaces about it.
    Dash,
    /// A double quotation mark of any shape, guillemets included.
    DoubleMark,
    /// A single quotation mark or apostrophe that is no part of a word.
    SingleMark,
    /// `( [ {`
    OpenBracket,
    /// `) ] }`
    CloseBracket,
    /// Anything else, one character each.
    Symbol,
}

/// One token of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte, from the block's start.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What it is.
    pub kind: TokenKind,
}

impl Token {
    /// The token's words, given its block's text.
    pub fn text<'a>(&self, block: &'a str) -> &'a str {
        self.span().slice(block)
    }

    /// Where it stands, from the block's start.
    pub const fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }

    /// True for words, abbreviations and numbers.
    pub const fn is_word(&self) -> bool {
        matches!(
            self.kind,
            TokenKind::Word | TokenKind::Abbreviation | TokenKind::Number
        )
    }
}

/// Cuts a block's text into tokens. Linear in the text.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut scanner = Scanner {
        text,
        at: 0,
        tokens: Vec::with_capacity(text.len() / 5 + 1),
    };
    while let Some(character) = scanner.peek() {
        scanner.token(character);
    }
    scanner.tokens
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    tokens: Vec<Token>,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<char> {
        self.char_at(self.at)
    }

    fn char_at(&self, at: usize) -> Option<char> {
        let byte = *self.text.as_bytes().get(at)?;
        if byte < 128 {
            return Some(byte as char);
        }
        self.text[at..].chars().next()
    }

    fn push(&mut self, end: usize, kind: TokenKind) {
        self.tokens.push(Token {
            start: self.at as u32,
            end: end as u32,
            kind,
        });
        self.at = end;
    }

    fn token(&mut self, character: char) {
        let after = self.at + character.len_utf8();
        match character {
            _ if is_space(character) => self.at = after,
            _ if character.is_alphanumeric() => self.word(),
            '@' | '#' if self.char_at(after).is_some_and(char::is_alphanumeric) => self.word(),
            '.' | '?' | '!' | '…' => self.run(
                |c| matches!(c, '.' | '?' | '!' | '…'),
                TokenKind::Terminator,
            ),
            '。' | '！' | '？' => self.push(after, TokenKind::Terminator),
            ',' | ';' | ':' => self.push(after, TokenKind::Separator),
            '-' => self.hyphen(),
            '–' | '—' | '―' | '‒' => self.push(after, TokenKind::Dash),
            '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂' | '〝' | '〞' => {
                self.push(after, TokenKind::DoubleMark);
            }
            '`' | '\'' if self.char_at(after) == Some(character) => {
                self.push(after + 1, TokenKind::DoubleMark);
            }
            '\'' | '‘' | '’' | '‚' | '‛' | '‹' | '›' | '`' | '´' => {
                self.push(after, TokenKind::SingleMark)
            }
            '(' | '[' | '{' => self.push(after, TokenKind::OpenBracket),
            ')' | ']' | '}' => self.push(after, TokenKind::CloseBracket),
            _ => self.push(after, TokenKind::Symbol),
        }
    }

    /// Pushes the longest run of characters that satisfy `part`.
    fn run(&mut self, part: impl Fn(char) -> bool, kind: TokenKind) {
        let length = self.text[self.at..]
            .find(|c| !part(c))
            .unwrap_or(self.text.len() - self.at);
        self.push(self.at + length, kind);
    }

    fn hyphen(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        let length = rest.iter().take_while(|&&byte| byte == b'-').count();
        let spaced = rest.get(length).is_none_or(u8::is_ascii_whitespace);
        let kind = if length > 1 || spaced {
            TokenKind::Dash
        } else {
            TokenKind::Symbol
        };
        self.push(self.at + length, kind);
    }

    fn word(&mut self) {
        let start = self.at;
        if let Some(end) = self.address_end(start) {
            self.push(end, TokenKind::Word);
            return;
        }
        let first = self.peek().unwrap_or(' ');
        let mut end = start + first.len_utf8();
        let mut inner_stop = false;
        while let Some(character) = self.char_at(end) {
            let after = end + character.len_utf8();
            if character.is_alphanumeric() || character == '_' || is_joiner(character) {
                end = after;
                continue;
            }
            let Some(next) = self.char_at(after).filter(|c| c.is_alphanumeric()) else {
                break;
            };
            let before = self.text[..end].chars().next_back().unwrap_or(' ');
            let joins = match character {
                '-' | '‐' | '‑' | '&' | '@' => true,
                '.' => {
                    inner_stop = true;
                    // "end.Start" is a missing space, "U.S", "v1.2" and "site.org" are words
                    next.is_numeric()
                        || next.is_lowercase()
                        || before.is_uppercase()
                        || self.char_at(after + next.len_utf8()) == Some('.')
                        || self.is_mailbox(after)
                }
                ',' | ':' => before.is_numeric() && next.is_numeric(),
                '\'' | '’' => !self.is_clitic(after, before),
                _ => false,
            };
            if !joins {
                break;
            }
            end = after;
        }
        let kind = if first.is_numeric() {
            TokenKind::Number
        } else {
            TokenKind::Word
        };
        if self.char_at(end) == Some('.')
            && abbreviation::takes_stop(self.text, &self.tokens, start..end, inner_stop)
        {
            self.push(end + 1, TokenKind::Abbreviation);
        } else if let Some(cut) = self.negation_start(start, end) {
            self.push(cut, kind);
            self.push(end + self.clitic_length(end), TokenKind::Clitic);
            return;
        } else {
            self.push(end, kind);
        }
        let clitic = self.clitic_length(self.at);
        if clitic > 0 {
            self.push(self.at + clitic, TokenKind::Clitic);
        }
    }

    /// The end of a web address that starts here, if one does.
    fn address_end(&self, start: usize) -> Option<usize> {
        let rest = &self.text[start..];
        let head = ["http://", "https://", "www."].iter().find(|head| {
            rest.as_bytes()
                .get(..head.len())
                .is_some_and(|b| b.eq_ignore_ascii_case(head.as_bytes()))
        })?;
        let length = rest
            .find(|c: char| {
                is_space(c) || matches!(c, '"' | '“' | '”' | '<' | '>' | ')' | ']' | '}')
            })
            .unwrap_or(rest.len());
        let trimmed = rest[..length].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’']);
        (trimmed.len() > head.len()).then_some(start + trimmed.len())
    }

    /// True if letters, digits and stops from `at` on lead to an `@`.
    fn is_mailbox(&self, at: usize) -> bool {
        let rest = &self.text.as_bytes()[at..];
        let part = |b: &&u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
        let length = rest.iter().take(64).take_while(part).count();
        rest.get(length) == Some(&b'@')
    }

    /// True if a clitic's letters stand at `at` (after its apostrophe) with nothing after them.
    fn is_clitic(&self, at: usize, before: char) -> bool {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        let letters = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let next = self.char_at(at + letters);
        let ends = !next.is_some_and(char::is_alphanumeric);
        let known = match &rest[..letters.min(3)] {
            [a] => matches!(a.to_ascii_lowercase(), b's' | b'd' | b'm' | b't'),
            [a, b] => matches!(
                &[a.to_ascii_lowercase(), b.to_ascii_lowercase()],
                b"re" | b"ve" | b"ll"
            ),
            _ => false,
        };
        known && ends && before.is_alphanumeric()
    }

    /// Length of a clitic with its apostrophe at `at`, or 0.
    fn clitic_length(&self, at: usize) -> usize {
        match self.char_at(at) {
            Some(mark @ ('\'' | '’')) if at > 0 => {
                let before = self.text[..at].chars().next_back().unwrap_or(' ');
                let letters = at + mark.len_utf8();
                if !self.is_clitic(letters, if before == '.' { 'x' } else { before }) {
                    return 0;
                }
                let length = self.text.as_bytes()[letters..]
                    .iter()
                    .take_while(|b| b.is_ascii_alphabetic())
                    .count();
                mark.len_utf8() + length
            }
            _ => 0,
        }
    }

    /// Where `n't` starts in a word that ends at `end` before its apostrophe.
    fn negation_start(&self, start: usize, end: usize) -> Option<usize> {
        let length = self.clitic_length(end);
        let is_t = length > 0 && self.text[..end + length].ends_with(['t', 'T']);
        let cut = end.checked_sub(1)?;
        (is_t && cut > start && matches!(self.text.as_bytes()[cut], b'n' | b'N')).then_some(cut)
    }
}

fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200b}' | '\u{feff}' | '\u{2060}')
}

/// Characters that never end a word: combining marks, soft hyphen, joiners.
fn is_joiner(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{300}'..='\u{36f}' | '\u{fe0f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|t| t.text(text)).collect()
    }

    #[test]
    fn clitics_hyphens_numbers_and_abbreviations() {
        assert_eq!(
            words("She didn't say it's Ms. Orr’s 12:25 well-known £1,200.50."),
            [
                "She",
                "did",
                "n't",
                "say",
                "it",
                "'s",
                "Ms.",
                "Orr",
                "’s",
                "12:25",
                "well-known",
                "£",
                "1,200.50",
                "."
            ]
        );
        assert_eq!(
            words("the U.S.'s plan B. Then U.N. aides"),
            [
                "the", "U.S.", "'s", "plan", "B", ".", "Then", "U.N.", "aides"
            ]
        );
        assert_eq!(
            words("O’Hara can’t; rock'n'roll"),
            ["O’Hara", "ca", "n’t", ";", "rock'n'roll"]
        );
        assert_eq!(
            words("“Wait … no,” — ‘ok’"),
            ["“", "Wait", "…", "no", ",", "”", "—", "‘", "ok", "’"]
        );
        assert_eq!(
            words("see https://a.example/x?y=1, or mail a.b@c.example."),
            [
                "see",
                "https://a.example/x?y=1",
                ",",
                "or",
                "mail",
                "a.b@c.example",
                "."
            ]
        );
    }

    #[test]
    fn a_double_mark_can_be_two_singles() {
        assert_eq!(words("``so'' he"), ["``", "so", "''", "he"]);
    }

    proptest! {
        #[test]
        fn tokens_cover_everything_but_white_space(text in "([a-zA-Z]{1,4}['’.-]?|\\PC|[ \n\"“”'.]){0,60}") {
            let mut last = 0;
            for token in tokens(&text) {
                prop_assert!(text.get(last..token.start as usize).is_some_and(|gap| gap.chars().all(is_space)));
                prop_assert!(token.start < token.end && text.is_char_boundary(token.end as usize));
                last = token.end as usize;
            }
            prop_assert!(text[last..].chars().all(is_space));
        }
    }
}
