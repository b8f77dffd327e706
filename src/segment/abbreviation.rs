//! Abbreviations: words whose stop is their own, and whether they also end a sentence.
//!
//! `lexicons/abbreviations.txt` sorts them by what follows them: a title is never the end of a
//! sentence, a unit of measure often is. Those with inner stops and initials are told by their
//! shape.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::{Token, TokenKind};
use crate::lexicon::{self, Lowered, WordSet, entries};

/// What an abbreviation stands for, as far as it matters for what can follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Goes on to a name, or to what it introduces: `Mr.`, `e.g.`, `vs.`
    Leads,
    /// Goes on to a number, and is none elsewhere: `No. 4`, `p. 55`.
    Numbered,
    /// A name's or date's part, always with a capital: `Inc.`, `Sept.`, `Calif.`
    Name,
    /// A unit of measure, and none elsewhere than behind a number: `6 in.`
    Unit,
    /// Any other.
    Other,
    /// An era or a degree: a name behind it starts a sentence.
    Era,
}

fn classes() -> &'static FxHashMap<&'static str, Class> {
    static CLASSES: OnceLock<FxHashMap<&'static str, Class>> = OnceLock::new();
    CLASSES.get_or_init(|| {
        entries(lexicon::text!("abbreviations.txt"))
            .flat_map(|(section, line)| {
                let class = match section {
                    "titles" | "leads" => Class::Leads,
                    "numbered" => Class::Numbered,
                    "units" => Class::Unit,
                    "others" => Class::Other,
                    "eras" => Class::Era,
                    _ => Class::Name,
                };
                line.split_whitespace().map(move |word| (word, class))
            })
            .collect()
    })
}

fn class(word: &str) -> Option<Class> {
    classes().get(Lowered::new(word).as_str()).copied()
}

fn starters() -> &'static WordSet {
    static SET: OnceLock<WordSet> = OnceLock::new();
    SET.get_or_init(|| WordSet::parse(lexicon::text!("sentence_starters.txt")))
}

/// True for a word, in any case, that with a capital starts a sentence far more often than it stands in one.
pub(super) fn is_starter(word: &str) -> bool {
    starters().contains(word.trim_end_matches('.'))
}

/// True for such a word with its capital.
pub(super) fn opens_sentence(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && is_starter(word)
}

/// True if the stop after the word at `word` belongs to it. `tokens` are those before it.
pub(super) fn takes_stop(
    text: &str,
    tokens: &[Token],
    word: Range<usize>,
    inner_stop: bool,
) -> bool {
    let after = &text[word.end + 1..];
    if after.starts_with('.') {
        return false; // an ellipsis
    }
    let start = word.start;
    let word = &text[word];
    let mut characters = word.chars();
    let first = characters.next().unwrap_or(' ');
    let single = characters.next().is_none();
    if single && first.is_uppercase() {
        return is_initial(text, tokens, start, first, after);
    }
    let short = |part: &str| part.chars().count() <= 2 && part.chars().all(char::is_alphabetic);
    if inner_stop && word.split('.').all(short) {
        return true;
    }
    match class(word) {
        Some(Class::Numbered) => after
            .trim_start()
            .starts_with(|c: char| c.is_numeric() || c == '#'),
        Some(Class::Name) => first.is_uppercase(),
        Some(Class::Unit) => tokens
            .last()
            .is_some_and(|t| matches!(t.kind, TokenKind::Number | TokenKind::Abbreviation)),
        Some(_) => true,
        None => false,
    }
}

/// `J. Smith` and `U. S.` have initials, `plan B.` and `so do I.` end a sentence.
fn is_initial(text: &str, tokens: &[Token], start: usize, letter: char, after: &str) -> bool {
    let mut next = after.trim_start().chars();
    let (one, two) = (next.next(), next.next());
    if letter != 'I' && one.is_some_and(char::is_uppercase) && two == Some('.') {
        return true;
    }
    let Some(last) = tokens.last().filter(|last| {
        matches!(last.kind, TokenKind::Word | TokenKind::Number) && last.end as usize + 1 == start
    }) else {
        return true;
    };
    let last = last.text(text);
    if !last.starts_with(char::is_lowercase) {
        return !(last.ends_with(|c: char| c.is_numeric()) && letter == 'I');
    }
    // "by J. Hale", but not "Ana and I."
    letter != 'I' && matches!(last, "by" | "with" | "and" | "of" | "from" | "to" | "as")
}

/// Words of an adverbial that a sentence can begin with.
const ADVERBIAL: usize = 8;

/// Does the abbreviation at `stop`, with closing marks up to `end`, also end the sentence that
/// began at `first`, with `next` the word that follows?
pub(super) fn ends(
    text: &str,
    tokens: &[Token],
    first: usize,
    (stop, end): (usize, usize),
    next: &str,
) -> bool {
    if !next.starts_with(char::is_uppercase) {
        return false;
    }
    // "At 5 p.m. Mr. Hale left": so far there is no more than a time or place
    let opening = tokens[first].text(text);
    if stop - first <= ADVERBIAL && matches!(opening, "At" | "On" | "In" | "By" | "From" | "Until")
    {
        return false;
    }
    let word = tokens[stop].text(text);
    let closed = tokens[stop..end]
        .iter()
        .any(|token| token.kind == TokenKind::DoubleMark);
    let marked = end > stop + 1 || tokens[end].kind == TokenKind::DoubleMark;
    let bare = word.trim_end_matches('.');
    let before = stop.checked_sub(1).map(|at| &tokens[at]);
    match class(bare) {
        Some(Class::Leads | Class::Numbered) => false,
        Some(Class::Era | Class::Unit) => true,
        None if word.chars().count() == 2 && !closed => {
            // "Ana and J. The …" is no name; "J. The" in a list of initials neither
            let spaced = before.is_some_and(|b| b.kind == TokenKind::Abbreviation);
            let numeral = word == "I." && before.is_some_and(Token::is_word);
            (spaced || numeral) && is_starter(next)
        }
        // marks between: `… at 5 p.m.” The` and `at 5 p.m. “The`
        _ => marked || is_starter(next),
    }
}
