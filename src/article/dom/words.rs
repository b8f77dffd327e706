//! Words of `class` and `id` attributes.

/// More words than this say nothing new (utility classes come by the dozen).
const MAX_WORDS: usize = 24;

/// Longer words are hashes and encoded state, not names.
const MAX_BYTES: usize = 32;

/// Splits names at everything that is no letter or digit and at the humps of camel case, in
/// lower case, each word once: `"siteNav--main_2"` gives `site nav main 2`.
pub(super) fn words(names: &str) -> Vec<Box<str>> {
    let mut found: Vec<Box<str>> = Vec::new();
    for part in names.split(|character: char| !character.is_alphanumeric()) {
        for hump in humps(part) {
            if hump.is_empty() || hump.len() > MAX_BYTES {
                continue;
            }
            let word = hump.to_lowercase();
            if !found.iter().any(|known| **known == *word) {
                found.push(word.into());
                if found.len() == MAX_WORDS {
                    return found;
                }
            }
        }
    }
    found
}

/// `"siteNav"` gives `site Nav`, `"HTMLPage"` gives `HTML Page`.
fn humps(part: &str) -> impl Iterator<Item = &str> {
    let mut rest = part;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut before = None;
        let mut characters = rest.char_indices().peekable();
        let mut cut = rest.len();
        while let Some((index, character)) = characters.next() {
            if let Some(before) = before
                && character.is_uppercase()
                && (char::is_lowercase(before)
                    || (char::is_uppercase(before)
                        && characters
                            .peek()
                            .is_some_and(|(_, after)| after.is_lowercase())))
            {
                cut = index;
                break;
            }
            before = Some(character);
        }
        let (hump, after) = rest.split_at(cut);
        rest = after;
        Some(hump)
    })
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn names_split_at_marks_and_humps() {
        let split = |names| words(names).join(" ");
        assert_eq!(split("siteNav--main_2 nav"), "site nav main 2");
        assert_eq!(split("HTMLPage relatedTopics"), "html page related topics");
        assert_eq!(split("col-12  ÉdouardBox"), "col 12 édouard box");
        assert_eq!(split(" -- "), "");
    }

    #[test]
    fn many_and_long_words_are_bounded() {
        let many: String = (0..1000).map(|number| format!("w{number} ")).collect();
        assert_eq!(words(&many).len(), super::MAX_WORDS);
        assert_eq!(words(&"a".repeat(100)).len(), 0);
    }
}
