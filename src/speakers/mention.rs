//! Names and descriptions in one block.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::article::Span;
use crate::lexicon::{Lowered, entries};
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

/// What a word is to a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WordClass {
    Function,
    Title,
    Body,
    Person,
    Time,
}

pub(super) fn word_class(word: &str) -> Option<WordClass> {
    static WORDS: OnceLock<FxHashMap<&'static str, WordClass>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let mut words = FxHashMap::default();
        for (section, line) in entries(include_str!("../../lexicons/function_words.txt")) {
            let class = if section == "time" {
                WordClass::Time
            } else {
                WordClass::Function
            };
            words.extend(line.split_whitespace().map(|word| (word, class)));
        }
        for (section, line) in entries(include_str!("../../lexicons/attribution/nouns.txt")) {
            let class = match section {
                "body" => WordClass::Body,
                "person" => WordClass::Person,
                _ => continue,
            };
            words.extend(line.split_whitespace().map(|word| (word, class)));
        }
        for (_, line) in entries(include_str!("../../lexicons/honorifics.txt")) {
            words.extend(line.split_whitespace().map(|word| (word, WordClass::Title)));
        }
        words
    });
    words.get(Lowered::new(word).as_str()).copied()
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

/// One past the last token of the name that starts at `at`; names run over `of`, `de`, `’s` and
/// the like between capitals.
fn name_end(text: &str, tokens: &[Token], at: usize) -> usize {
    let mut end = at + 1;
    while end < tokens.len() {
        if is_capital(text, &tokens[end]) {
            end += 1;
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
                .any(|token| word_class(token.text(text)) == Some(WordClass::Body))
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
            Some(WordClass::Time) => first += 1,
            Some(WordClass::Person) if first == start && first + 1 < end => first += 1,
            _ => break,
        }
    }
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
