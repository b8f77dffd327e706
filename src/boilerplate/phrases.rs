//! Lexicons of phrases, and the words of a block they are looked up in.
//!
//! Words are compared by 64-bit hashes of their lower-case letters, so that reading a block
//! allocates once, for its list of words. All lexicons share one table of phrase beginnings: a
//! phrase is found by walking on from each word for as long as some phrase goes on the same way.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::annotation::Category;
use crate::lexicon::{self, entries};

/// Where a phrase counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// The block is the phrase and nothing else.
    Whole,
    /// The block begins with it.
    Start,
    /// Anywhere.
    Anywhere,
    /// Anywhere, and one word among others.
    Weak,
}

macro_rules! lists {
    ($($name:ident = $file:literal,)+) => {
        /// A lexicon. Those of categories come first.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum List { $($name,)+ }

        impl List {
            /// All lexicons with their names and texts.
            pub const ALL: &'static [(List, &'static str, &'static str)] = &[$((
                List::$name,
                $file,
                lexicon::text!("boilerplate/", $file, ".txt"),
            ),)+];
        }
    };
}

lists! {
    Appeal = "appeal",
    Signup = "signup",
    Advertisement = "advertisement",
    Caption = "caption",
    Credit = "credit",
    Byline = "byline",
    Timestamp = "timestamp",
    Masthead = "masthead",
    Section = "section",
    ReadMore = "read_more",
    Related = "related",
    Share = "share",
    Comments = "comments",
    Navigation = "navigation",
    Legal = "legal",
    Correction = "correction",
    Label = "label",
    Agency = "agency",
    Attribution = "attribution",
    SecondPerson = "second_person",
    Verbs = "verbs",
    FunctionWords = "function_words",
}

impl List {
    /// How many lexicons stand for a category.
    pub const CATEGORIES: usize = List::Label as usize + 1;
    /// How many there are.
    pub const COUNT: usize = List::ALL.len();

    /// The category a lexicon stands for.
    pub fn category(self) -> Option<Category> {
        Category::from_token(List::ALL[self as usize].1)
    }
}

/// One word of a block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// Hash of its lower-case letters; all numbers have the same.
    pub hash: u64,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Begins with a capital.
    pub capital: bool,
    /// Has two letters or more, all of them capitals.
    pub all_capitals: bool,
    /// Digits only.
    pub number: bool,
}

impl Word {
    /// The word as written in its text.
    pub fn slice<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start as usize..self.end as usize]
    }

    /// Bytes of the word.
    pub fn len(&self) -> usize {
        (self.end - self.start) as usize
    }
}

const SEED: u64 = 0x9E37_79B9_7F4A_7C15;

fn mix(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(5) ^ value).wrapping_mul(0x517C_C1B7_2722_0A95)
}

/// The words of a text: runs of letters and digits, with apostrophes between letters; `©` is one.
/// Linear in the text.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 6 + 1);
    let mut open: Option<Word> = None;
    let mut small = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        if c.is_alphanumeric() {
            let word = open.get_or_insert_with(|| {
                small = 0;
                Word {
                    hash: SEED,
                    start: at as u32,
                    end: at as u32,
                    capital: c.is_uppercase(),
                    all_capitals: false,
                    number: true,
                }
            });
            word.end = end as u32;
            word.number &= c.is_numeric();
            small += usize::from(!c.is_uppercase());
            if c.is_ascii() {
                word.hash = mix(word.hash, u64::from(c.to_ascii_lowercase()));
            } else {
                for lower in c.to_lowercase() {
                    word.hash = mix(word.hash, u64::from(lower));
                }
            }
            continue;
        }
        if matches!(c, '\'' | '’') {
            let letter_follows = chars.peek().is_some_and(|(_, next)| next.is_alphabetic());
            if let Some(word) = open.as_mut().filter(|word| letter_follows && !word.number) {
                word.hash = mix(word.hash, u64::from(b'\''));
                continue;
            }
        }
        close(&mut words, open.take(), small);
        if c == '©' {
            let (start, end) = (at as u32, end as u32);
            let hash = mix(SEED, u64::from('©'));
            let (capital, all_capitals, number) = (false, false, false);
            words.push(Word {
                hash,
                start,
                end,
                capital,
                all_capitals,
                number,
            });
        }
    }
    close(&mut words, open, small);
    words
}

fn close(words: &mut Vec<Word>, word: Option<Word>, small: usize) {
    if let Some(mut word) = word {
        word.all_capitals = small == 0 && word.len() >= 2;
        if word.number {
            word.hash = mix(SEED, 0);
        }
        words.push(word);
    }
}

/// What a phrase's words so far lead to.
#[derive(Debug)]
struct Node<T> {
    continues: bool,
    ends: Vec<T>,
}

/// Phrases with what is known of each, found by walking on from a word.
pub(super) struct Table<T>(FxHashMap<u64, Node<T>>);

impl<T> Default for Table<T> {
    fn default() -> Table<T> {
        Table(FxHashMap::default())
    }
}

impl<T: Copy> Table<T> {
    /// Adds a phrase; one can be there several times.
    pub fn insert(&mut self, phrase: &str, known: T) {
        let words = words(phrase);
        let mut path = SEED;
        for (i, word) in words.iter().enumerate() {
            path = mix(path, word.hash);
            let node = self.0.entry(path).or_insert_with(|| Node {
                continues: false,
                ends: Vec::new(),
            });
            if i + 1 == words.len() {
                node.ends.push(known);
            } else {
                node.continues = true;
            }
        }
    }

    /// Calls `found` for every phrase that begins at the first of the words, with its length in
    /// words, the shortest first.
    pub fn walk(&self, words: &[Word], mut found: impl FnMut(T, usize)) {
        let mut path = SEED;
        for (i, word) in words.iter().enumerate() {
            path = mix(path, word.hash);
            let Some(node) = self.0.get(&path) else { break };
            node.ends.iter().for_each(|known| found(*known, i + 1));
            if !node.continues {
                break;
            }
        }
    }
}

/// The table of all lexicons.
fn phrases() -> &'static Table<(List, Mode)> {
    static PHRASES: OnceLock<Table<(List, Mode)>> = OnceLock::new();
    PHRASES.get_or_init(|| {
        let mut table = Table::default();
        for (list, _, text) in List::ALL {
            for (_, entry) in entries(text) {
                let (mode, phrase) = match entry.as_bytes()[0] {
                    b'=' => (Mode::Whole, &entry[1..]),
                    b'^' => (Mode::Start, &entry[1..]),
                    b'~' => (Mode::Weak, &entry[1..]),
                    _ => (Mode::Anywhere, entry),
                };
                table.insert(phrase, (*list, mode));
            }
        }
        table
    })
}

/// A phrase found in a block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match {
    pub list: List,
    pub mode: Mode,
    /// Index of its first word.
    pub first: usize,
    /// How many words it has.
    pub count: usize,
}

/// Calls `found` for every phrase among the words whose mode fits where it stands.
pub(super) fn scan(words: &[Word], mut found: impl FnMut(Match)) {
    let table = phrases();
    for first in 0..words.len() {
        table.walk(&words[first..], |(list, mode), count| {
            let fits = match mode {
                Mode::Whole => first == 0 && count == words.len(),
                Mode::Start => first == 0,
                Mode::Anywhere | Mode::Weak => true,
            };
            if fits {
                found(Match {
                    list,
                    mode,
                    first,
                    count,
                });
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_shapes_and_numbers_are_alike() {
        let text = "Don’t PAY 12 or 7, ©Ana";
        let found = words(text);
        let of = |w: &Word| &text[w.start as usize..w.end as usize];
        let written: Vec<_> = found.iter().map(of).collect();
        assert_eq!(written, ["Don’t", "PAY", "12", "or", "7", "©", "Ana"]);
        assert_eq!(found[2].hash, found[4].hash);
        assert!(found[1].all_capitals && found[0].capital && !found[3].capital);
        assert_eq!(words("don't")[0].hash, found[0].hash);
    }

    #[test]
    fn phrases_count_where_their_sign_says() {
        let found = |text: &str, list, mode| {
            let mut any = false;
            scan(&words(text), |m| any |= m.list == list && m.mode == mode);
            any
        };
        assert!(found("Sport", List::Section, Mode::Whole));
        assert!(!found("Sport for all", List::Section, Mode::Whole));
        assert!(found("3 hours ago", List::Timestamp, Mode::Anywhere));
        assert!(found("By Ana Ruiz", List::Byline, Mode::Start));
        assert!(!found("Paid by Ana Ruiz", List::Byline, Mode::Start));
    }

    #[test]
    fn every_lexicon_has_phrases_in_lower_case() {
        for (_, name, text) in List::ALL {
            assert!(entries(text).count() > 3, "{name}");
            for (_, entry) in entries(text) {
                assert_eq!(entry, entry.to_lowercase(), "{name}");
                assert!(!words(entry).is_empty(), "{name}: {entry}");
            }
        }
    }
}
