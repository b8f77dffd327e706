//! Hashes of words and features: fixed for all time, since the weights are laid out by them.

pub use crate::learned::hash::{bytes_hash, mix};

/// Hashes of a word and of parts of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordHashes {
    /// The lower-cased word, digits made equal.
    pub word: u32,
    /// The word without its commonest endings.
    pub stem: u32,
    /// Its last three letters.
    pub ending: u32,
    /// Its first two letters.
    pub beginning: u32,
}

/// Longest lower-cased word, in bytes, that is told apart to its end.
const LIMIT: usize = 48;

/// Hashes a word. No allocation.
pub fn word_hash(word: &str) -> WordHashes {
    let mut buffer = [0u8; LIMIT];
    let length = lower(word, &mut buffer);
    let lowered = &buffer[..length];
    WordHashes {
        word: bytes_hash(lowered),
        stem: bytes_hash(stem(lowered)),
        ending: bytes_hash(&lowered[length.saturating_sub(3)..]) ^ 0x55,
        beginning: bytes_hash(&lowered[..length.min(2)]) ^ 0xaa,
    }
}

/// Writes the word in lower case, with `’` made `'` and every digit `0`; returns the length.
pub fn lower(word: &str, buffer: &mut [u8; LIMIT]) -> usize {
    let mut length = 0;
    if word.is_ascii() {
        for byte in word.bytes().take(LIMIT) {
            buffer[length] = if byte.is_ascii_digit() {
                b'0'
            } else {
                byte.to_ascii_lowercase()
            };
            length += 1;
        }
        return length;
    }
    for character in word.chars().flat_map(char::to_lowercase) {
        let character = if character == '’' { '\'' } else { character };
        let width = character.len_utf8();
        if length + width > LIMIT {
            break;
        }
        character.encode_utf8(&mut buffer[length..]);
        length += width;
    }
    length
}

/// The word without `s`, `ed`, `ing` and the like: crude, but the same for most forms.
pub fn stem(word: &[u8]) -> &[u8] {
    let cut = |ending: &[u8]| word.strip_suffix(ending).filter(|rest| rest.len() >= 3);
    let rest = cut(b"ing")
        .or_else(|| cut(b"ied"))
        .or_else(|| cut(b"ies"))
        .or_else(|| cut(b"ed"))
        .or_else(|| cut(b"es"))
        .or_else(|| cut(b"s").filter(|rest| !rest.ends_with(b"s")))
        .or_else(|| cut(b"e"))
        .or_else(|| cut(b"y"))
        .unwrap_or(word);
    match rest {
        [head @ .., a, b] if a == b && head.len() >= 2 && !matches!(b, b's' | b'l') => {
            &rest[..rest.len() - 1]
        }
        _ => rest,
    }
}
