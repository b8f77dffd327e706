//! Word lists: text files under `lexicons/` that a person can read and edit, compiled in.
//!
//! A file holds entries a line, `#` starts a comment, and `[name]` starts a section. Files are
//! parsed once, at first use, into hash maps whose keys point into the compiled-in text.
//! Matching is on lower-cased words: [`Lowered`] does that without allocating for almost all.

use rustc_hash::FxHashMap;

/// The text of a file of `lexicons/`, without its comments (see `build.rs`).
macro_rules! text {
    ($($part:expr),+) => {
        include_str!(concat!(env!("OUT_DIR"), "/lexicons/", $($part),+))
    };
}
pub(crate) use text;

/// The entries of a lexicon file with the section each stands in (empty before the first).
pub(crate) fn entries(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut section = "";
    text.lines().filter_map(move |line| {
        let line = line.split('#').next().unwrap_or("").trim();
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            section = name;
            return None;
        }
        (!line.is_empty()).then_some((section, line))
    })
}

/// A set of words, looked up in lower case.
#[derive(Debug)]
pub(crate) struct WordSet(FxHashMap<&'static str, ()>);

impl WordSet {
    /// Reads all sections of a file whose lines hold words parted by spaces.
    pub(crate) fn parse(text: &'static str) -> WordSet {
        WordSet(
            entries(text)
                .flat_map(|(_, line)| line.split_whitespace())
                .map(|word| (word, ()))
                .collect(),
        )
    }

    /// True if the word, in lower case, is in the set.
    #[inline(never)]
    pub(crate) fn contains(&self, word: &str) -> bool {
        self.0.contains_key(Lowered::new(word).as_str())
    }
}

/// A word in lower case with `’` made `'`; on the stack for the words that lexicons hold.
pub(crate) struct Lowered {
    bytes: [u8; Lowered::LIMIT],
    len: u8,
}

impl Lowered {
    const LIMIT: usize = 40;

    /// Words longer than 40 bytes become the empty word: no lexicon holds such.
    #[inline(never)]
    pub(crate) fn new(word: &str) -> Lowered {
        let mut lowered = Lowered {
            bytes: [0; Lowered::LIMIT],
            len: 0,
        };
        if word.len() > Lowered::LIMIT {
            return lowered;
        }
        if word.is_ascii() {
            lowered.bytes[..word.len()].copy_from_slice(word.as_bytes());
            lowered.bytes[..word.len()].make_ascii_lowercase();
            lowered.len = word.len() as u8;
            return lowered;
        }
        let mut len = 0;
        for character in word.chars().flat_map(char::to_lowercase) {
            let character = if character == '’' { '\'' } else { character };
            let width = character.len_utf8();
            if len + width > Lowered::LIMIT {
                return lowered;
            }
            character.encode_utf8(&mut lowered.bytes[len..]);
            len += width;
        }
        lowered.len = len as u8;
        lowered
    }

    /// The word.
    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len as usize]).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_and_comments_are_read() {
        let found: Vec<_> = entries("a # note\n[one]\n\nb c\n# all\n[two]\nd").collect();
        assert_eq!(found, [("", "a"), ("one", "b c"), ("two", "d")]);
    }

    #[test]
    fn lower_case_is_full_unicode_and_bounded() {
        assert_eq!(Lowered::new("ÉTÉ’S").as_str(), "été's");
        assert_eq!(Lowered::new(&"x".repeat(41)).as_str(), "");
        assert_eq!(Lowered::new(&"İ".repeat(20)).as_str(), "");
    }
}
