//! Lexical classes: a small number for a word's lemma, the same for words of like meaning.
//!
//! The classes are learned from a lexical database when the weights are made and stored with
//! them, as sorted hashes of lemmas. A form finds its class by taking off its ending.

use super::hash::{bytes_hash, lower};
use rustc_hash::FxHashMap;

/// Hashes of lemmas with their classes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Classes {
    classes: FxHashMap<u32, u8>,
}

/// How many bits of a lemma's hash are kept.
pub const HASH_BITS: u32 = 22;

/// The hash that a lemma is stored under.
pub fn lemma_hash(lemma: &[u8]) -> u32 {
    bytes_hash(lemma) >> (32 - HASH_BITS)
}

impl Classes {
    /// Classes of lemma hashes.
    pub fn new(entries: impl IntoIterator<Item = (u32, u8)>) -> Classes {
        Classes {
            classes: entries.into_iter().collect(),
        }
    }

    /// The entries, sorted.
    pub fn entries(&self) -> Vec<(u32, u8)> {
        let mut entries: Vec<_> = self.classes.iter().map(|(&h, &c)| (h, c)).collect();
        entries.sort_unstable();
        entries
    }

    /// The class of a word in any of its regular forms, 0 if it has none.
    pub fn of(&self, word: &str) -> u8 {
        if self.classes.is_empty() {
            return 0;
        }
        let mut buffer = [0; 48];
        let length = lower(word, &mut buffer);
        lemmas(&mut buffer, length, |lemma| {
            self.classes.get(&lemma_hash(lemma)).copied()
        })
        .unwrap_or(0)
    }
}

/// Tries the word, then what it could be a form of; the first answer counts.
fn lemmas<T>(
    word: &mut [u8; 48],
    length: usize,
    mut look_up: impl FnMut(&[u8]) -> Option<T>,
) -> Option<T> {
    if let Some(found) = look_up(&word[..length]) {
        return Some(found);
    }
    let ends = |ending: &[u8]| length >= ending.len() + 3 && word[..length].ends_with(ending);
    let (cut, restores_e, restores_y) = if ends(b"ies") || ends(b"ied") {
        (3, false, true)
    } else if ends(b"ing") {
        (3, true, false)
    } else if ends(b"ed") || ends(b"es") {
        (2, true, false)
    } else if ends(b"s") {
        (1, false, false)
    } else {
        return None;
    };
    let base = length - cut;
    if restores_y {
        word[base] = b'y';
        return look_up(&word[..=base]);
    }
    if let Some(found) = look_up(&word[..base]) {
        return Some(found);
    }
    if base >= 2
        && word[base - 1] == word[base - 2]
        && let Some(found) = look_up(&word[..base - 1])
    {
        return Some(found);
    }
    if restores_e {
        word[base] = b'e';
        return look_up(&word[..=base]);
    }
    None
}
