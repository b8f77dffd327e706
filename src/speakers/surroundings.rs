//! What stands right beside a name: titles of office, appositions, ages, relative pronouns.
//!
//! "The harbour master, Ana Ruiz", "Ana Ruiz, the harbour master", "Ana Ruiz, 52, who …": each
//! tells what the name stands for. At most [`REACH`] bytes on either side are read.

use super::nouns::{WordClass, gender_of, names_body, names_person, word_class};
use super::phrase::split_words;
use crate::article::Span;
use crate::lexicon::Lowered;

/// Bytes read on either side of a name.
const REACH: usize = 120;

/// What the words beside one mention of a name tell.
#[derive(Debug, Default)]
pub(super) struct Surroundings {
    /// Lower-cased nouns that the name is described by.
    pub nouns: Vec<String>,
    /// Gender by such a noun, or by a reflexive or possessive behind the name.
    pub woman: Option<bool>,
    /// Above zero for a person, below for a body.
    pub person: i32,
    /// An office or description that starts the sentence stands before it.
    pub subject: bool,
    /// Behind a preposition: seldom what a pronoun refers to.
    pub oblique: bool,
    /// Followed by the genitive's `'s`.
    pub genitive: bool,
    /// Behind a preposition of place.
    pub place: bool,
}

impl Surroundings {
    /// Reads the words beside `name`, none outside `block` (both in bytes of `text`).
    pub fn read(text: &str, block: Span, name: Span) -> Surroundings {
        let mut found = Surroundings::default();
        let before = before(text, block, name.start);
        let behind = behind(text, block, name.end);
        found.before(before, behind);
        found.behind(behind);
        found.reflexive(behind);
        for noun in &found.nouns {
            found.woman = gender_of(noun).or(found.woman);
            if names_person(noun) {
                found.person += 3;
            } else if names_body(noun) {
                found.person -= 3;
            }
        }
        found
    }

    fn before(&mut self, before: &str, behind: &str) {
        let trimmed = before.trim_end();
        if let Some(phrase) = trimmed.strip_suffix(',') {
            if closes(behind)
                && let Some((start, nouns)) = last_noun_phrase(phrase)
            {
                self.subject = starts_sentence(&phrase[..start]);
                self.nouns.extend(nouns);
            }
            return;
        }
        let mut words = trimmed.rsplit(char::is_whitespace);
        let mut word = words.next().unwrap_or("");
        if word_class(word.trim_end_matches('.')) == Some(WordClass::Title)
            || word_class(word) == Some(WordClass::Title)
        {
            self.person += 3;
            word = words.next().unwrap_or("");
        }
        // "union president Ezra Coyle", "the budget airline Fernair"
        let mut any = false;
        while names_person(word) && !is_plural(word) || !any && names_body(word) {
            self.nouns.push(word.to_lowercase());
            any = true;
            word = words.next().unwrap_or("");
        }
        let lower = Lowered::new(word);
        let lower = lower.as_str();
        match lower {
            "the" if !any => self.person -= 2,
            "in" | "at" | "near" if !any => {
                self.place = true;
                self.person -= 1;
            }
            _ => {}
        }
        self.oblique = !any && is_preposition(lower);
        self.subject = any && {
            let rest = trimmed
                .rsplit_once(char::is_whitespace)
                .map_or("", |(rest, _)| rest);
            starts_sentence(rest) || lower.is_empty()
        };
    }

    fn behind(&mut self, behind: &str) {
        if behind.starts_with("'s") || behind.starts_with("’s") {
            self.genitive = true;
            return;
        }
        // "Cllr Ana Ruiz (Ind, Netherquay), who …"
        let bracketed = behind
            .trim_start()
            .strip_prefix('(')
            .and_then(|inside| inside.split_once(')'));
        let Some(rest) = bracketed
            .map_or(behind, |(_, after)| after)
            .strip_prefix(',')
        else {
            return;
        };
        let mut words = split_words(rest).peekable();
        let Some(&(_, first)) = words.peek() else {
            return;
        };
        let lower = Lowered::new(first);
        match lower.as_str() {
            "who" | "whose" => self.person += 3,
            "which" => self.person -= 3,
            age if age.len() <= 3 && age.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.person += 2;
            }
            // "In Lima, the minister said" is no apposition
            "the" | "his" | "her" | "its" | "their" if self.oblique => {}
            _ => {
                let determined = is_determiner(lower.as_str());
                let nouns = noun_phrase(rest, determined);
                if determined || nouns.iter().any(|noun| names_person(noun)) {
                    self.nouns.extend(nouns);
                }
            }
        }
    }

    /// "Ana Ruiz blamed herself", "Tomas Ruiz and his brother".
    fn reflexive(&mut self, behind: &str) {
        let mut previous = "";
        for (offset, word) in split_words(behind) {
            let gap = behind[..offset].trim_end();
            if gap.ends_with(['.', '!', '?', '"', '“', '”']) || word.starts_with(char::is_uppercase)
            {
                return;
            }
            match word {
                "herself" => self.woman = Some(true),
                "himself" => self.woman = Some(false),
                "her" if matches!(previous, "and" | "with") => self.woman = Some(true),
                "his" if matches!(previous, "and" | "with") => self.woman = Some(false),
                _ => {
                    previous = word;
                    continue;
                }
            }
            return;
        }
    }
}

/// At most [`REACH`] bytes of the block before an offset.
pub(super) fn before(text: &str, block: Span, at: u32) -> &str {
    let mut from = (at as usize)
        .saturating_sub(REACH)
        .max(block.start as usize);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    text.get(from..at as usize).unwrap_or("")
}

/// At most [`REACH`] bytes of the block behind an offset.
pub(super) fn behind(text: &str, block: Span, at: u32) -> &str {
    let mut to = (at as usize + REACH)
        .min(block.end as usize)
        .min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    text.get(at as usize..to).unwrap_or("")
}

/// True if what stands behind a name closes an apposition.
pub(super) fn closes(behind: &str) -> bool {
    let behind = behind.trim_start();
    behind.is_empty() || behind.starts_with([',', '.', ';', ')', '!', '?', ':', '—', '–'])
}

fn is_determiner(word: &str) -> bool {
    matches!(
        word,
        "a" | "an" | "the" | "his" | "her" | "its" | "their" | "one" | "another"
    )
}

fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "of" | "in"
            | "on"
            | "at"
            | "by"
            | "for"
            | "from"
            | "with"
            | "to"
            | "into"
            | "about"
            | "against"
            | "near"
            | "over"
            | "under"
            | "between"
            | "behind"
            | "after"
            | "before"
    )
}

fn is_plural(word: &str) -> bool {
    word.ends_with('s') && !word.ends_with("ss")
}

/// The nouns of the noun phrase that a text starts with.
fn noun_phrase(text: &str, determined: bool) -> Vec<String> {
    let mut nouns = Vec::new();
    let mut last = None;
    let mut end = 0;
    for (offset, word) in split_words(text).skip(usize::from(determined)).take(8) {
        let gap = text.get(end..offset).unwrap_or("");
        end = offset + word.len();
        let started = last.is_some();
        if started && gap.contains([',', '.', ';', ':', '(', ')', '"', '“'])
            || word_class(word) == Some(WordClass::Function)
        {
            break;
        }
        if names_person(word) || names_body(word) {
            nouns.push(word.to_lowercase());
        }
        last = Some(word);
    }
    if let Some(last) = last.filter(|word| {
        determined
            && nouns.is_empty()
            && word.starts_with(char::is_lowercase)
            && !word.ends_with("ing")
    }) {
        nouns.push(last.to_lowercase());
    }
    nouns
}

/// The nouns of the noun phrase that a text ends with, back to its determiner or genitive, and
/// where that stands.
fn last_noun_phrase(text: &str) -> Option<(usize, Vec<String>)> {
    let mut start = text.len();
    let mut behind = text.len();
    for (count, word) in text.rsplit(char::is_whitespace).take(8).enumerate() {
        start -= word.len();
        if word.ends_with([',', '.', ';', ':', ')', '”', '"']) {
            return None;
        }
        let genitive = word.ends_with("'s") || word.ends_with("’s") || word.ends_with("s’");
        if count > 0 && (genitive || is_determiner(Lowered::new(word).as_str())) {
            let phrase = &text[behind..];
            let mut nouns = noun_phrase(phrase, false);
            let last = phrase.rsplit(char::is_whitespace).next().unwrap_or("");
            if last.starts_with(char::is_lowercase) && !nouns.iter().any(|noun| noun == last) {
                nouns.push(last.to_lowercase());
            }
            return Some((start, nouns));
        }
        behind = start;
        start = text[..start].trim_end().len();
        if start == 0 {
            return None;
        }
    }
    None
}

/// True if what stands before a phrase ends a sentence, or is nothing.
fn starts_sentence(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty() || before.ends_with(['.', '!', '?', '”', '"', '’', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, name: &str) -> Surroundings {
        let start = text.find(name).expect("the name") as u32;
        let block = Span::new(0, text.len() as u32);
        Surroundings::read(text, block, Span::new(start, start + name.len() as u32))
    }

    #[test]
    fn appositions_in_both_orders_describe_a_name() {
        let before = read("The harbour master, Ilse Brandow, spoke.", "Ilse Brandow");
        assert!(before.nouns.contains(&"master".to_owned()) && before.subject);
        let behind = read("Ilse Brandow, the harbour master, spoke.", "Ilse Brandow");
        assert!(behind.nouns.contains(&"master".to_owned()));
        assert!(before.person > 0 && behind.person > 0);
        let body = read(
            "hit a ferry company, Skarholm Lines, hard.",
            "Skarholm Lines",
        );
        assert!(body.person < 0, "{body:?}");
    }

    #[test]
    fn what_only_looks_like_an_apposition_describes_nobody() {
        let place = read("In Saltby, the mayor spoke.", "Saltby");
        assert!(place.nouns.is_empty() && place.place);
        let list = read("After the vote, Ilse Brandow went home.", "Ilse Brandow");
        assert!(list.nouns.is_empty());
    }

    #[test]
    fn gender_comes_from_nouns_and_reflexives() {
        assert_eq!(
            read("the widow Una Breck wrote", "Una Breck").woman,
            Some(true)
        );
        assert_eq!(
            read("Noor Feldgate blamed himself", "Noor Feldgate").woman,
            Some(false)
        );
        assert_eq!(
            read("Noor Feldgate told her that", "Noor Feldgate").woman,
            None
        );
    }

    #[test]
    fn reading_stays_in_the_block_and_on_characters() {
        let text = "the mayor, Ö, 52, who “".repeat(30);
        for start in (0..text.len()).filter(|&at| text.is_char_boundary(at)) {
            let block = Span::new(start as u32, text.len() as u32);
            Surroundings::read(&text, block, Span::new(start as u32, start as u32));
        }
        assert_eq!(before("Mayor. Ruiz", Span::new(7, 11), 7), "");
    }
}
