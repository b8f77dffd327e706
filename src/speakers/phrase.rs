//! A source read as a noun phrase: its head, its determiner, what it describes.

use super::nouns::{WordClass, is_number_word, names_body, names_person, word_class};
use crate::article::Span;
use crate::lexicon::Lowered;

/// A source read as a noun phrase. Offsets are bytes of the article.
#[derive(Debug, Default)]
pub(super) struct Phrase {
    /// True if the head is a capitalised word.
    pub head_is_name: bool,
    /// Where the part before the first comma or preposition ends.
    pub head_end: u32,
    /// Starts with `the`, a demonstrative or a possessive.
    pub definite: bool,
    /// The possessive pronoun it starts with (`his`, `their`), lower case, and where the words
    /// behind it start.
    pub possessor: Option<(String, u32)>,
    /// More than one speaker by form.
    pub plural: bool,
    /// Described by a noun for a person.
    pub person: bool,
    /// Two names or descriptions joined by `and`.
    pub coordinated: bool,
    /// Tells an age: `the 52-year-old mayor`.
    pub aged: bool,
    /// Starts with a number above one: `two of the drivers`.
    counted: bool,
    /// Lower-cased common noun that heads it.
    pub head: Option<String>,
    /// The head, and the nouns of an apposition.
    pub nouns: Vec<String>,
    /// `spokesman`, `spokeswoman` … in lower case, or empty; and where the word ends.
    pub spokes_word: String,
    /// Where that word ends.
    pub spokes_end: u32,
    /// Where the first preposition or relative pronoun stands.
    preposition: Option<u32>,
}

impl Phrase {
    /// Reads a source. Linear in its length.
    pub fn read(source: Span, text: &str) -> Phrase {
        let words = source.slice(text);
        let mut phrase = Phrase {
            head_end: source.end,
            ..Phrase::default()
        };
        let mut in_head = true;
        let mut name_before_and = false;
        let mut previous_end = 0;
        for (offset, word) in split_words(words) {
            let at = source.start + offset as u32;
            let lower = Lowered::new(word);
            let lower = lower.as_str();
            if in_head && words[previous_end..offset].contains(',') {
                in_head = false;
                phrase.head_end = at;
            }
            previous_end = offset + word.len();
            if offset == 0 {
                phrase.determiner(lower, at + word.len() as u32);
            }
            phrase.aged |= lower.contains("-year-old");
            if offset == 0 && is_number_word(lower) {
                phrase.counted = lower != "one";
                continue;
            }
            let capital = word.starts_with(char::is_uppercase)
                && !(offset == 0 && word_class(word) == Some(WordClass::Function));
            if lower.starts_with("spokes") {
                phrase.spokes_word = lower.to_owned();
                phrase.spokes_end = at + word.len() as u32;
            }
            match word_class(word) {
                Some(WordClass::Function) if ends_head(lower) && !capital => {
                    if in_head && offset > 0 {
                        in_head = false;
                        phrase.head_end = at;
                    }
                    phrase.preposition.get_or_insert(at);
                }
                Some(WordClass::Function) if lower == "and" && in_head => {
                    phrase.coordinated = !name_before_and || phrase.head_is_name;
                }
                Some(WordClass::Function) => {}
                class => {
                    phrase.person |= names_person(word);
                    if in_head {
                        phrase.head_is_name = capital;
                        name_before_and |= capital;
                        phrase.take_head(word, lower, capital);
                    } else if !capital && (class.is_some() || names_person(word)) {
                        phrase.nouns.push(lower.to_owned());
                    }
                }
            }
        }
        phrase.plural = phrase.counted;
        if let Some(head) = &phrase.head {
            phrase.plural |= !phrase.head_is_name
                && (head.ends_with('s') && !head.ends_with("ss")
                    || matches!(head.as_str(), "police" | "people" | "men" | "women"));
            phrase.nouns.push(head.clone());
        }
        phrase
    }

    fn determiner(&mut self, first: &str, end: u32) {
        match first {
            "the" | "this" | "that" => self.definite = true,
            "his" | "her" | "their" | "its" => {
                self.definite = true;
                self.possessor = Some((first.to_owned(), end));
            }
            _ => {}
        }
    }

    /// The head is the last common noun before a comma or preposition, but for a participle
    /// behind it ("a statement read").
    fn take_head(&mut self, word: &str, lower: &str, capital: bool) {
        if capital {
            return;
        }
        let known = self
            .head
            .as_ref()
            .is_some_and(|head| names_person(head) || names_body(head));
        let participle = lower.ends_with("ed")
            || lower.ends_with("ing")
            || matches!(lower, "read" | "seen" | "sent" | "written" | "shown");
        if !(known && participle) || names_person(word) {
            self.head = Some(lower.to_owned());
        }
    }

    /// True for a spokesperson.
    pub fn speaks_for_others(&self) -> bool {
        !self.spokes_word.is_empty()
    }

    /// True for a name behind the phrase's `for` or `of`.
    pub fn governs(&self, at: u32) -> bool {
        self.preposition.is_some_and(|preposition| at > preposition)
    }
}

fn ends_head(word: &str) -> bool {
    matches!(
        word,
        "of" | "for" | "from" | "at" | "in" | "on" | "with" | "to" | "by" | "who" | "which"
    )
}

/// A description without its article: what a speaker is called that has no name.
pub(super) fn without_article(words: &str) -> &str {
    ["both ", "Both ", "the ", "The ", "a ", "A ", "an ", "An "]
        .iter()
        .find_map(|article| words.strip_prefix(article))
        .unwrap_or(words)
}

/// Words with their offsets; apostrophes and hyphens join.
pub(super) fn split_words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '.' | '&');
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(inside)?;
        let length = text[start..]
            .find(|c| !inside(c))
            .unwrap_or(text.len() - start);
        at = start + length;
        let word = &text[start..at];
        Some((
            start,
            word.strip_suffix("'s")
                .or(word.strip_suffix("’s"))
                .unwrap_or(word),
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &str) -> Phrase {
        Phrase::read(Span::new(0, words.len() as u32), words)
    }

    #[test]
    fn heads_are_found_before_prepositions_and_participles() {
        let head = |words: &str| read(words).head.unwrap_or_default();
        assert_eq!(head("the new harbour master of Saltby"), "master");
        assert_eq!(head("a statement read on Monday"), "statement");
        assert_eq!(head("the council’s planning officers"), "officers");
        assert!(read("the council’s planning officers").plural);
        assert_eq!(head("Ilse Brandow"), "");
    }

    #[test]
    fn possessors_ages_and_spokespersons_are_seen() {
        assert_eq!(read("Her lawyer").possessor, Some(("her".to_owned(), 3)));
        assert!(read("the 52-year-old mayor").aged);
        let spokes = read("a spokeswoman for the Tide Board");
        assert!(spokes.speaks_for_others() && spokes.governs(22));
    }
}
