//! Which tokens are quotation marks, and can each open or close a quotation?
//!
//! Apostrophes, elisions (`’70s`), inch and minute marks are told apart here, from the
//! characters next to the mark alone; what needs the other marks is left to pairing.

use crate::segment::{Token, TokenKind};

/// Families of marks: a quotation closes with a mark of the family that opened it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// `“ ”`, `„ “`, and `"`
    Double,
    /// `‘ ’`, `‚ ‘`, and `'`
    Single,
    /// `« »` and `» «`
    Guillemet,
}

/// What a mark's form and neighbours allow it to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// Opens a quotation.
    Open,
    /// Closes one.
    Close,
    /// Either: closes where one is open.
    Either,
}

/// A token that may be a quotation mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Index of the token.
    pub token: u32,
    /// Its family.
    pub style: Style,
    /// What it can do.
    pub shape: Shape,
    /// True for a closing single mark that may as well be a plural's apostrophe (`the players’ bus`).
    pub possessive: bool,
}

/// Finds the marks of a block. Linear in the tokens.
pub fn marks(text: &str, tokens: &[Token]) -> Vec<Mark> {
    let mut found = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let shape = match token.kind {
            TokenKind::DoubleMark => double(text, tokens, index),
            TokenKind::SingleMark => single(text, tokens, index),
            _ => None,
        };
        if let Some((style, shape)) = shape {
            let possessive = style == Style::Single
                && shape == Shape::Close
                && text[..token.start as usize].ends_with(['s', 'S', 'z'])
                && tokens.get(index + 1).is_some_and(|next| {
                    next.is_word() && next.text(text).starts_with(char::is_lowercase)
                });
            found.push(Mark {
                token: index as u32,
                style,
                shape,
                possessive,
            });
        }
    }
    found
}

/// The characters before and after a token, a space at the block's ends.
fn neighbours(text: &str, token: &Token) -> (char, char) {
    (
        text[..token.start as usize]
            .chars()
            .next_back()
            .unwrap_or(' '),
        text[token.end as usize..].chars().next().unwrap_or(' '),
    )
}

/// What a mark can do, judged by the space about it.
fn by_space(before: char, after: char) -> Shape {
    let free_before = before.is_whitespace()
        || matches!(
            before,
            '(' | '[' | '{' | '—' | '–' | '-' | '/' | '‘' | '“' | '\'' | '"'
        );
    let free_after = after.is_whitespace()
        || matches!(
            after,
            ')' | ']' | '}' | '.' | ',' | ';' | ':' | '!' | '?' | '—' | '–' | '…' | '’' | '”'
        );
    match (free_before, free_after) {
        (true, false) => Shape::Open,
        (false, true) => Shape::Close,
        _ => Shape::Either,
    }
}

fn double(text: &str, tokens: &[Token], index: usize) -> Option<(Style, Shape)> {
    let token = &tokens[index];
    let (before, after) = neighbours(text, token);
    Some(match token.text(text) {
        "„" | "〝" => (Style::Double, Shape::Open),
        // German closes with the mark that opens in English
        "“" => (
            Style::Double,
            match by_space(before, after) {
                Shape::Close => Shape::Close,
                _ => Shape::Open,
            },
        ),
        "”" => (
            Style::Double,
            match by_space(before, after) {
                Shape::Open => Shape::Either, // Swedish, or a slip of the hand
                _ => Shape::Close,
            },
        ),
        "«" | "»" => (
            Style::Guillemet,
            match by_space(before, after) {
                Shape::Either if token.text(text) == "«" => Shape::Open,
                Shape::Either => Shape::Close,
                shape => shape,
            },
        ),
        "``" => (Style::Double, Shape::Open),
        "''" => (Style::Double, by_space(before, after)),
        _ => {
            let shape = by_space(before, after);
            if before.is_numeric() && shape != Shape::Open {
                // 6" is a measure unless a quotation is open: pairing treats it as weak
                return Some((Style::Double, Shape::Close));
            }
            (Style::Double, shape)
        }
    })
}

fn single(text: &str, tokens: &[Token], index: usize) -> Option<(Style, Shape)> {
    let token = &tokens[index];
    let (before, after) = neighbours(text, token);
    let shape = match token.text(text) {
        "‚" => Shape::Open,
        "‘" => Shape::Open,
        "‹" | "›" => return None,
        "’" => match by_space(before, after) {
            Shape::Open => return None, // ’Twas, ’70s
            shape => shape,
        },
        _ => by_space(before, after),
    };
    if shape == Shape::Open && is_elision(text, tokens, index) {
        return None;
    }
    if shape == Shape::Either {
        // inside a word, or standing free: no quotation mark
        return (token.text(text) == "‘"
            || after == '“'
            || after == '"'
            || before == '"'
            || before == '”')
            .then_some((Style::Single, Shape::Either));
    }
    // 6' is a measure
    (!(shape == Shape::Close && before.is_numeric())).then_some((Style::Single, shape))
}

/// True for the apostrophe of a word that lost its head: `'em`, `'tis`, `'90s`.
fn is_elision(text: &str, tokens: &[Token], index: usize) -> bool {
    let Some(next) = tokens
        .get(index + 1)
        .filter(|next| next.start == tokens[index].end)
    else {
        return true;
    };
    let word = next.text(text);
    let closes_later =
        word.len() < 2 && word != "n" && text[next.end as usize..].starts_with(['\'', '’']);
    word.starts_with(char::is_numeric) && word.ends_with('s')
        || (!closes_later
            && [
                "em", "til", "tis", "twas", "cause", "round", "bout", "n", "im", "er",
            ]
            .iter()
            .any(|elided| word.eq_ignore_ascii_case(elided)))
}
