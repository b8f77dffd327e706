//! Lists set in one line: `1) Open the box 2) Close it`, `a. First b. Second`.
//!
//! A block that begins with the first marker of a list holds one if the following markers, in
//! their order and written the same way, stand in it before words with a capital.

use std::ops::Range;

use super::{Token, TokenKind};

/// Most tokens of a marker: a bullet, a number, a stop, a bracket.
const LONGEST: usize = 4;

/// True for what numbers an item: up to three digits, a letter, a small Roman numeral.
pub(super) fn is_marker(word: &str) -> bool {
    word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit())
        || word.len() == 1 && word.bytes().all(|b| b.is_ascii_alphabetic())
        || word.len() <= 4 && word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'))
}

/// A marker's number and how it is written.
struct Marker<'a> {
    value: u32,
    letter: bool,
    /// The text before and after the number.
    around: (&'a str, &'a str),
    /// How many tokens it has.
    length: usize,
}

/// The marker at the start of some tokens.
fn marker<'a>(text: &'a str, tokens: &[Token]) -> Option<Marker<'a>> {
    let start = tokens.first()?.start as usize;
    let bullet = matches!(tokens[0].kind, TokenKind::Symbol | TokenKind::Dash);
    let at = usize::from(bullet);
    let number = tokens.get(at)?;
    let written = number.text(text);
    let digits = written.trim_end_matches('.');
    let value = match digits.as_bytes() {
        [letter @ b'a'..=b'z'] => u32::from(letter - b'a') + 1,
        _ if digits.len() <= 2 => digits.parse().ok()?,
        _ => return None,
    };
    let mut length = at + 1;
    while length < LONGEST {
        let Some(token) = tokens.get(length) else {
            break;
        };
        let touches = token.start == tokens[length - 1].end;
        if !(touches && matches!(token.text(text), "." | ")" | ".)")) {
            break;
        }
        length += 1;
    }
    let end = tokens[length - 1].end as usize;
    let (from, to) = (number.start as usize, number.start as usize + digits.len());
    if end == to {
        return None;
    }
    Some(Marker {
        value,
        letter: digits.starts_with(|c: char| c.is_alphabetic()),
        around: (&text[start..from], &text[to..end]),
        length,
    })
}

/// Where the markers of a list stand, as ranges of tokens; empty where there is no list.
/// Linear in the tokens.
pub(super) fn items(text: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let Some(first) = marker(text, tokens).filter(|m| m.value <= 10) else {
        return found;
    };
    let mut index = first.length;
    let mut value = first.value + 1;
    while index < tokens.len() {
        let next = marker(text, &tokens[index..]).filter(|next| {
            let spaced = tokens[index - 1].end < tokens[index].start;
            let item = tokens.get(index + next.length);
            let capital = item.is_some_and(|t| t.text(text).starts_with(char::is_uppercase));
            let alike = next.letter == first.letter && next.around == first.around;
            spaced && alike && next.value == value && capital
        });
        let Some(next) = next else {
            index += 1;
            continue;
        };
        found.push(index..index + next.length);
        index += next.length;
        value += 1;
    }
    if !found.is_empty() {
        found.insert(0, 0..first.length);
    }
    found
}
