//! Which language is a text in? Counts function words; letters of other scripts decide first.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::lexicon::{self, Lowered, entries};
use crate::segment::{Token, TokenKind};

/// Languages with a word list, most widely used in news first.
const LANGUAGES: [&str; 12] = [
    "en", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "no", "pl", "tr",
];

/// What one block says about its language; blocks add up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct LanguageEvidence {
    hits: [u32; LANGUAGES.len()],
    words: u32,
    /// Words that start with a letter outside the Latin script.
    other_script: u32,
}

impl LanguageEvidence {
    /// Reads one block. Linear in its tokens.
    pub(crate) fn of(text: &str, tokens: &[Token]) -> LanguageEvidence {
        let mut evidence = LanguageEvidence::default();
        for token in tokens.iter().filter(|token| token.kind == TokenKind::Word) {
            let word = token.text(text);
            evidence.words += 1;
            let latin = word
                .chars()
                .next()
                .is_some_and(|c| (c as u32) < 0x250 || ('\u{1e00}'..='\u{1eff}').contains(&c));
            evidence.other_script += u32::from(!latin);
            if let Some(languages) = function_words().get(Lowered::new(word).as_str()) {
                for (index, hit) in evidence.hits.iter_mut().enumerate() {
                    *hit += languages >> index & 1;
                }
            }
        }
        evidence
    }

    pub(crate) fn add(&mut self, other: &LanguageEvidence) {
        self.words += other.words;
        self.other_script += other.other_script;
        for (hit, more) in self.hits.iter_mut().zip(other.hits) {
            *hit += more;
        }
    }

    /// The language, as a BCP 47 tag; `None` where the text is too short or of a script or a
    /// language without a list.
    pub(crate) fn language(&self) -> Option<&'static str> {
        if self.other_script * 2 > self.words {
            return None;
        }
        // ties go to the language listed first
        let (best, &hits) = self
            .hits
            .iter()
            .enumerate()
            .rev()
            .max_by_key(|(_, hits)| **hits)?;
        (hits >= 2 && hits * 12 >= self.words).then_some(LANGUAGES[best])
    }

    /// True unless the text is plainly in another language or script.
    pub(crate) fn may_be_english(&self) -> bool {
        self.other_script * 2 <= self.words
            && (self.words < 8 || self.language().is_none_or(|language| language == "en"))
    }
}

fn function_words() -> &'static FxHashMap<&'static str, u32> {
    static WORDS: OnceLock<FxHashMap<&'static str, u32>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words: FxHashMap<&'static str, u32> = FxHashMap::default();
        for (section, line) in entries(lexicon::text!("languages.txt")) {
            let Some(index) = LANGUAGES.iter().position(|language| *language == section) else {
                continue;
            };
            for word in line.split_whitespace() {
                *words.entry(word).or_default() |= 1 << index;
            }
        }
        words
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::tokens;

    fn language(text: &str) -> Option<&'static str> {
        LanguageEvidence::of(text, &tokens(text)).language()
    }

    #[test]
    fn plain_sentences() {
        assert_eq!(
            language("The ferry is back and the harbour is full of people."),
            Some("en")
        );
        assert_eq!(
            language("Die Fähre ist wieder da, und der Hafen ist voll."),
            Some("de")
        );
        assert_eq!(
            language("Le bateau est de retour et le port est plein."),
            Some("fr")
        );
        assert_eq!(
            language("El barco ha vuelto y el puerto está lleno de gente."),
            Some("es")
        );
        assert_eq!(language("Паром вернулся, и гавань полна людей."), None);
        assert_eq!(language("x"), None);
    }

    #[test]
    fn another_script_is_not_english_and_a_short_text_may_be() {
        assert!(
            !LanguageEvidence::of("Паром вернулся", &tokens("Паром вернулся")).may_be_english()
        );
        assert!(LanguageEvidence::of("Ferry returns", &tokens("Ferry returns")).may_be_english());
    }
}
