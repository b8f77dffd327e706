//! What kind of word is each token? One lexicon look-up a token.
//!
//! Stands in for a part-of-speech tagger: closed classes and the verbs and nouns of
//! attribution, from the files in `lexicons/`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::lexicon::{Lowered, WordSet, entries};
use crate::segment::{Token, TokenKind};

/// A set of word classes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Class(u32);

macro_rules! classes {
    ($($name:ident = $bit:literal),+ $(,)?) => {
        impl Class { $(pub(super) const $name: Class = Class(1 << $bit);)+ }
    };
}

classes! {
    DETERMINER = 0, POSSESSIVE = 1, PRONOUN = 2, OBJECT = 3, PREPOSITION = 4, COORDINATOR = 5,
    SUBORDINATOR = 6, RELATIVE = 7, AUXILIARY = 8, NEGATION = 9, ADVERB = 10, TIME = 11,
    SPEECH = 12, REPORT = 13, THOUGHT = 14, NOUN_CONTENT = 15, REFUSAL = 16,
    BASE = 17, PRESENT = 18, PAST = 19, PARTICIPLE = 20,
    CUE_NOUN = 21, PERSON = 22, BODY = 23, EVIDENTIAL = 24, CAPITAL = 25, VERB_LIKE = 26, QUOTATION = 27,
}

impl Class {
    /// Any verb that attributes.
    pub(super) const CUE_VERB: Class = Class(
        Self::SPEECH.0 | Self::REPORT.0 | Self::THOUGHT.0 | Self::NOUN_CONTENT.0 | Self::REFUSAL.0,
    );

    /// True if the two sets share a class.
    pub(super) const fn any(self, other: Class) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) const fn or(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}

struct Lexicon {
    words: FxHashMap<&'static str, Class>,
    verbs: FxHashMap<String, Class>,
    evidentials: WordSet,
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let mut words: FxHashMap<&'static str, Class> = FxHashMap::default();
        let mut add = |section: &str, line: &'static str| {
            let class = match section {
                "determiner" => Class::DETERMINER,
                "possessive" => Class::POSSESSIVE,
                "pronoun" => Class::PRONOUN,
                "object" => Class::OBJECT,
                "preposition" => Class::PREPOSITION,
                "coordinator" => Class::COORDINATOR,
                "subordinator" => Class::SUBORDINATOR,
                "relative" => Class::RELATIVE,
                "auxiliary" => Class::AUXILIARY,
                "negation" => Class::NEGATION,
                "adverb" => Class::ADVERB,
                "time" => Class::TIME,
                "irregular" => Class::VERB_LIKE,
                "cue" => Class::CUE_NOUN,
                "person" => Class::PERSON,
                "body" => Class::BODY,
                _ => Class::default(),
            };
            for word in line.split_whitespace() {
                let entry = words.entry(word).or_default();
                *entry = entry.or(class);
            }
        };
        for file in [
            include_str!("../../lexicons/function_words.txt"),
            include_str!("../../lexicons/attribution/nouns.txt"),
        ] {
            entries(file).for_each(|(section, line)| add(section, line));
        }
        Lexicon {
            words,
            verbs: verbs(include_str!("../../lexicons/attribution/verbs.txt")),
            evidentials: WordSet::parse(include_str!("../../lexicons/attribution/evidentials.txt")),
        }
    })
}

/// All forms of the verbs of a file, with their frame and form.
fn verbs(file: &'static str) -> FxHashMap<String, Class> {
    let mut forms: FxHashMap<String, Class> = FxHashMap::default();
    for (section, line) in entries(file) {
        let frame = match section {
            "speech" => Class::SPEECH,
            "quotation" => Class::SPEECH.or(Class::QUOTATION),
            "speech_noun" => Class::SPEECH.or(Class::NOUN_CONTENT),
            "report" => Class::REPORT,
            "thought" => Class::THOUGHT,
            "noun_content" => Class::NOUN_CONTENT,
            _ => Class::REFUSAL,
        };
        let (lemma, listed) = line.split_once(':').unwrap_or((line, ""));
        let regular = regular_forms(lemma);
        let all = std::iter::once(lemma)
            .chain(listed.split_whitespace())
            .chain(
                regular
                    .iter()
                    .map(String::as_str)
                    .filter(|_| listed.is_empty()),
            );
        for form in all {
            let shape = if form == lemma {
                Class::BASE
            } else if form.ends_with("ing") {
                Class::PARTICIPLE
            } else if form.ends_with('s') {
                Class::PRESENT
            } else {
                Class::PAST
            };
            let entry = forms.entry(form.to_owned()).or_default();
            *entry = entry.or(frame).or(shape);
        }
    }
    forms
}

fn regular_forms(lemma: &str) -> [String; 3] {
    let stem = lemma.strip_suffix('e').unwrap_or(lemma);
    [
        format!("{lemma}s"),
        format!("{stem}ed"),
        format!("{stem}ing"),
    ]
}

/// The classes of every token.
pub(super) fn classes(text: &str, tokens: &[Token]) -> Vec<Class> {
    let lexicon = lexicon();
    tokens
        .iter()
        .map(|token| {
            if !token.is_word() && token.kind != TokenKind::Clitic {
                return Class::default();
            }
            let word = token.text(text);
            let lowered = Lowered::new(word);
            let key = lowered.as_str();
            let mut class = lexicon.words.get(key).copied().unwrap_or_default();
            if let Some(verb) = lexicon.verbs.get(key) {
                class = class.or(*verb);
            }
            if lexicon.evidentials.contains(key) {
                class = class.or(Class::EVIDENTIAL);
            }
            if word.starts_with(char::is_uppercase) {
                class = class.or(Class::CAPITAL);
            } else if key.len() > 4 && key.ends_with("ed") {
                class = class.or(Class::VERB_LIKE);
            } else if key.len() > 4 && key.ends_with("ly") {
                class = class.or(Class::ADVERB);
            }
            class
        })
        .collect()
}
