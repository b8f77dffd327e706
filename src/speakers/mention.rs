//! Names and descriptions in one block.

use super::nouns::{WordClass, gender_of, is_number_word, names_body, names_person, word_class};
use crate::article::Span;
use crate::lexicon::Lowered;
use crate::segment::{Segments, Token, TokenKind};

/// What a mention is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MentionKind {
    /// A run of capitalised words.
    Name,
    /// A noun phrase whose head names a body: `the foreign ministry`, `a study`.
    Body,
}

/// One mention; bytes from the block's start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// Its words, titles left out of names.
    pub span: Span,
    /// Name or body.
    pub kind: MentionKind,
    /// `Some(true)` for a woman, `Some(false)` for a man, where a title says so.
    pub woman: Option<bool>,
    /// True at the start of a sentence.
    pub starts_sentence: bool,
}

fn is_capital(text: &str, token: &Token) -> bool {
    matches!(token.kind, TokenKind::Word | TokenKind::Abbreviation)
        && token.text(text).starts_with(char::is_uppercase)
}

/// Finds the mentions of a block. Linear in its tokens.
pub fn mentions(text: &str, segments: &Segments) -> Vec<Mention> {
    let mut found = Vec::new();
    for sentence in &segments.sentences {
        let tokens = sentence.tokens(&segments.tokens);
        let mut at = 0;
        while at < tokens.len() {
            let end = if is_capital(text, &tokens[at]) {
                name_end(text, tokens, at)
            } else {
                at
            };
            if end > at {
                name(text, tokens, at, end, &mut found);
                at = end;
                continue;
            }
            if word_class(tokens[at].text(text)) == Some(WordClass::Body) {
                found.push(body(text, tokens, at));
            }
            at += 1;
        }
    }
    found
}

/// Tokens in the longest name: a text all in capitals is none, and costs no more than another.
const LONGEST_NAME: usize = 24;

/// One past the last token of the name that starts at `at`; names run over `of`, `de`, `’s` and
/// the like between capitals.
fn name_end(text: &str, tokens: &[Token], at: usize) -> usize {
    let mut end = at + 1;
    while end < tokens.len().min(at + LONGEST_NAME) {
        if is_capital(text, &tokens[end]) {
            end += 1;
            continue;
        }
        if let Some(next) = behind_nickname(text, tokens, end) {
            end = next;
            continue;
        }
        // "the Drivers' Guild"
        let genitive = tokens[end].kind == TokenKind::SingleMark
            && tokens[end].start == tokens[end - 1].end
            && tokens[end - 1].text(text).ends_with('s');
        if genitive
            && tokens
                .get(end + 1)
                .is_some_and(|next| is_capital(text, next))
        {
            end += 2;
            continue;
        }
        let word = tokens[end].text(text);
        let links = matches!(
            word,
            "of" | "for"
                | "and"
                | "de"
                | "da"
                | "del"
                | "van"
                | "von"
                | "der"
                | "bin"
                | "al"
                | "le"
                | "la"
                | "&"
                | "the"
        );
        let bridge =
            (end + 1..tokens.len().min(end + 3)).find(|&next| is_capital(text, &tokens[next]));
        // "and" joins two names more often than it stands in one
        let organisation = || {
            tokens[at..end]
                .iter()
                .any(|token| names_body(token.text(text)))
        };
        match bridge {
            Some(next)
                if links
                    && word_class(tokens[next].text(text)) != Some(WordClass::Function)
                    && (next == end + 1 || tokens[end + 1].text(text) == "the")
                    && (!matches!(word, "and" | "for" | "of" | "the") || organisation()) =>
            {
                end = next + 1;
            }
            _ => break,
        }
    }
    end
}

/// Behind a nickname between a given name and a family name: `Tomas “Gull” Ruiz`.
fn behind_nickname(text: &str, tokens: &[Token], mark: usize) -> Option<usize> {
    let is_mark = |at: usize| {
        tokens.get(at).is_some_and(|token| {
            matches!(token.kind, TokenKind::DoubleMark | TokenKind::SingleMark)
        })
    };
    let is_name = |at: usize| tokens.get(at).is_some_and(|token| is_capital(text, token));
    let closing = (mark + 2..mark + 4).find(|&at| is_mark(at))?;
    let all_names = (mark + 1..closing).all(is_name);
    (is_mark(mark) && all_names && is_name(closing + 1)).then_some(closing + 2)
}

/// Where the person's name starts in a run of capitals that begins with a body's name and an
/// office: `Norvale Chief Executive Ana Ruiz`.
fn behind_office(text: &str, tokens: &[Token], first: usize, end: usize) -> usize {
    let office = |token: &Token| {
        let word = token.text(text);
        word_class(word) == Some(WordClass::Person)
            && gender_of(word).is_none()
            && !word.ends_with('s')
            && !matches!(word, "Union" | "Police" | "People" | "Source" | "Worker")
    };
    let run = &tokens[first..end];
    let Some(last) = run.iter().rposition(office) else {
        return first;
    };
    let name = &run[last + 1..];
    let person = matches!(name.len(), 1..=4)
        && name.iter().all(|token| {
            is_capital(text, token) && word_class(token.text(text)) != Some(WordClass::Body)
        });
    if person { first + last + 1 } else { first }
}

fn name(text: &str, tokens: &[Token], mut first: usize, end: usize, found: &mut Vec<Mention>) {
    let start = first;
    let mut woman = None;
    while first < end {
        let word = tokens[first].text(text);
        match word_class(word) {
            Some(WordClass::Title) => {
                woman = match Lowered::new(word.trim_end_matches('.')).as_str() {
                    "mr" | "sir" | "lord" | "king" | "prince" => Some(false),
                    "mrs" | "ms" | "miss" | "dame" | "lady" | "queen" | "princess" => Some(true),
                    _ => woman,
                };
                first += 1;
            }
            // a capital that only starts the sentence
            Some(WordClass::Function) if first == 0 || word.len() > 1 && first == start => {
                first += 1
            }
            _ if first == 0 && is_number_word(word) => first += 1,
            Some(WordClass::Time) => first += 1,
            // "Student Marie Falk"
            None if first == start && end - first > 2 && names_person(word) => first += 1,
            Some(WordClass::Person) if first == start && first + 1 < end => first += 1,
            _ => break,
        }
    }
    first = behind_office(text, tokens, first, end);
    let mut last = end;
    while last > first && word_class(tokens[last - 1].text(text)) == Some(WordClass::Time) {
        last -= 1;
    }
    let (Some(head), Some(tail)) = (tokens.get(first), tokens.get(last.wrapping_sub(1))) else {
        return;
    };
    if first >= last {
        return;
    }
    found.push(Mention {
        span: Span::new(head.start, tail.end),
        kind: MentionKind::Name,
        woman,
        starts_sentence: start == 0,
    });
}

/// The noun phrase before a body's noun: adjectives and names back to a determiner.
fn body(text: &str, tokens: &[Token], head: usize) -> Mention {
    let mut first = head;
    while first > 0 && head - first < 6 {
        let before = &tokens[first - 1];
        let word = before.text(text);
        let genitive = before.kind == TokenKind::Clitic && word.ends_with('s');
        match word_class(word) {
            Some(WordClass::Function) => {
                if matches!(
                    Lowered::new(word).as_str(),
                    "the" | "a" | "an" | "its" | "his" | "her" | "their"
                ) {
                    first -= 1;
                }
                break;
            }
            Some(WordClass::Time) => break,
            _ if genitive || before.is_word() => first -= 1,
            _ => break,
        }
    }
    Mention {
        span: Span::new(tokens[first].start, tokens[head].end),
        kind: MentionKind::Body,
        woman: None,
        starts_sentence: first == 0,
    }
}
