//! What nouns and words of names say: gender, persons, sorts of bodies.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::lexicon::{self, Lowered, entries};

/// What a word is at the edge of a name or noun phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WordClass {
    /// Articles, pronouns, prepositions, auxiliaries and the like.
    Function,
    /// `Mr`, `Dr`.
    Title,
    /// A body or a text that states things.
    Body,
    /// People by what they do.
    Person,
    /// Days, months, times.
    Time,
}

/// The class of a word in any case, `None` for most words.
#[inline(never)]
pub(super) fn word_class(word: &str) -> Option<WordClass> {
    static WORDS: OnceLock<FxHashMap<&'static str, WordClass>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let mut words = FxHashMap::default();
        for (section, line) in entries(crate::lexicon::text!("function_words.txt")) {
            let class = if section == "time" {
                WordClass::Time
            } else {
                WordClass::Function
            };
            words.extend(line.split_whitespace().map(|word| (word, class)));
        }
        for (section, line) in entries(crate::lexicon::text!("attribution/nouns.txt")) {
            let class = match section {
                "body" => WordClass::Body,
                "person" => WordClass::Person,
                _ => continue,
            };
            words.extend(line.split_whitespace().map(|word| (word, class)));
        }
        for (_, line) in entries(lexicon::text!("honorifics.txt")) {
            words.extend(line.split_whitespace().map(|word| (word, WordClass::Title)));
        }
        words
    });
    words.get(Lowered::new(word).as_str()).copied()
}

/// A sort of body that a generic noun stands for: `the company`, `the union`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Company,
    Union,
    Club,
    Newspaper,
}

#[derive(Debug, Clone, Copy, Default)]
struct Meaning {
    woman: Option<bool>,
    person: bool,
    noun_of: Option<Sort>,
    name_of: Option<Sort>,
}

#[inline(never)]
fn meaning(word: &str) -> Meaning {
    static MEANINGS: OnceLock<FxHashMap<&'static str, Meaning>> = OnceLock::new();
    let meanings = MEANINGS.get_or_init(|| {
        let mut meanings: FxHashMap<&'static str, Meaning> = FxHashMap::default();
        for (section, line) in entries(lexicon::text!("speakers.txt")) {
            let (kind, names) = match section.strip_suffix(" name") {
                Some(kind) => (kind, true),
                None => (section, false),
            };
            let sort = match kind {
                "company" => Some(Sort::Company),
                "union" => Some(Sort::Union),
                "club" => Some(Sort::Club),
                "newspaper" => Some(Sort::Newspaper),
                _ => None,
            };
            for word in line.split_whitespace() {
                let meaning = meanings.entry(word).or_default();
                match section {
                    "woman" => meaning.woman = Some(true),
                    "man" => meaning.woman = Some(false),
                    _ if names => meaning.name_of = sort,
                    _ if sort.is_some() => meaning.noun_of = sort,
                    _ => {}
                }
                meaning.person |= matches!(section, "woman" | "man" | "role");
            }
        }
        meanings
    });
    meanings
        .get(Lowered::new(word).as_str())
        .copied()
        .unwrap_or_default()
}

/// `Some(true)` for a noun that only a woman is called by, `Some(false)` for a man's.
pub(super) fn gender_of(noun: &str) -> Option<bool> {
    meaning(noun).woman
}

/// True for a noun in the singular or plural that names people.
pub(crate) fn names_person(noun: &str) -> bool {
    word_class(noun) == Some(WordClass::Person)
        || meaning(noun).person
        || noun
            .strip_suffix('s')
            .is_some_and(|singular| meaning(singular).person)
}

/// True for a noun that names a body or a text.
pub(super) fn names_body(noun: &str) -> bool {
    word_class(noun) == Some(WordClass::Body) || meaning(noun).noun_of.is_some()
}

/// The sort of body that a generic noun stands for.
pub(super) fn sort_of_noun(noun: &str) -> Option<Sort> {
    meaning(noun).noun_of
}

/// The sort of body whose names hold this word.
pub(super) fn sort_of_name(word: &str) -> Option<Sort> {
    meaning(word).name_of
}

/// True for a number in words.
pub(super) fn is_number_word(word: &str) -> bool {
    matches!(
        Lowered::new(word).as_str(),
        "one"
            | "two"
            | "three"
            | "four"
            | "five"
            | "six"
            | "seven"
            | "eight"
            | "nine"
            | "ten"
            | "eleven"
            | "twelve"
            | "dozens"
            | "hundreds"
            | "thousands"
    )
}

/// True for texts and findings, which speak but are no organisation.
pub(super) fn names_text(noun: &str) -> bool {
    matches!(
        noun,
        "study"
            | "survey"
            | "poll"
            | "report"
            | "statement"
            | "letter"
            | "document"
            | "documents"
            | "memo"
            | "filing"
            | "indictment"
            | "lawsuit"
            | "article"
            | "analysis"
            | "review"
            | "research"
            | "note"
            | "transcript"
            | "announcement"
            | "paper"
            | "email"
            | "message"
    )
}
