//! Conversion between UTF-8 bytes, UTF-16 code units and Unicode code points.
//!
//! A table with one entry for every [`STEP`] bytes of text, and a walk of at most that many
//! bytes from the nearest entry: building is one pass over the text, a look-up costs at most a
//! walk over [`STEP`] bytes, and a text that is all ASCII needs neither.

use super::Span;

/// Bytes between two entries of the table.
const STEP: usize = 256;

/// A unit to count text in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum OffsetUnit {
    /// UTF-8 bytes: this crate.
    Utf8,
    /// UTF-16 code units: JavaScript strings and DOM ranges.
    Utf16,
    /// Unicode code points: W3C selectors and the command line.
    #[default]
    CodePoint,
}

#[derive(Debug, Clone, Copy, Default)]
struct Entry {
    byte: u32,
    utf16: u32,
    code_point: u32,
}

impl Entry {
    fn get(self, unit: OffsetUnit) -> u32 {
        match unit {
            OffsetUnit::Utf8 => self.byte,
            OffsetUnit::Utf16 => self.utf16,
            OffsetUnit::CodePoint => self.code_point,
        }
    }
}

/// Converts offsets of one text between units.
///
/// ```
/// use ascribe::article::{OffsetMap, OffsetUnit};
/// let text = "a🎈é!";
/// let map = OffsetMap::new(text);
/// assert_eq!(map.from_utf8(text, 5, OffsetUnit::Utf16), 3);
/// assert_eq!(map.to_utf8(text, 3, OffsetUnit::CodePoint), 7);
/// ```
#[derive(Debug, Clone, Default)]
pub struct OffsetMap {
    /// Empty for ASCII, where all units agree.
    entries: Vec<Entry>,
}

impl OffsetMap {
    /// Reads the text once.
    pub fn new(text: &str) -> OffsetMap {
        if text.is_ascii() {
            return OffsetMap::default();
        }
        let mut entries = Vec::with_capacity(text.len() / STEP + 1);
        let mut here = Entry::default();
        let mut next = 0;
        for character in text.chars() {
            if here.byte as usize >= next {
                entries.push(here);
                next = here.byte as usize + STEP;
            }
            here.byte += character.len_utf8() as u32;
            here.utf16 += character.len_utf16() as u32;
            here.code_point += 1;
        }
        OffsetMap { entries }
    }

    /// Converts a UTF-8 offset to `unit`. An offset inside a character counts as its start, one
    /// beyond the text as its end. `text` is the text the map was made of.
    pub fn from_utf8(&self, text: &str, offset: u32, unit: OffsetUnit) -> u32 {
        self.convert(text, offset, OffsetUnit::Utf8, unit)
    }

    /// Converts an offset in `unit` to UTF-8, with the same rules as [`OffsetMap::from_utf8`].
    pub fn to_utf8(&self, text: &str, offset: u32, unit: OffsetUnit) -> u32 {
        self.convert(text, offset, unit, OffsetUnit::Utf8)
    }

    /// Converts both ends of a UTF-8 span to `unit`.
    pub fn span_from_utf8(&self, text: &str, span: Span, unit: OffsetUnit) -> (u32, u32) {
        (
            self.from_utf8(text, span.start, unit),
            self.from_utf8(text, span.end, unit),
        )
    }

    /// Converts both ends of a range in `unit` to a UTF-8 span.
    pub fn span_to_utf8(&self, text: &str, range: (u32, u32), unit: OffsetUnit) -> Span {
        Span::new(
            self.to_utf8(text, range.0, unit),
            self.to_utf8(text, range.1, unit),
        )
    }

    // One copy for the many places that convert, of which none is hot.
    #[inline(never)]
    fn convert(&self, text: &str, offset: u32, from: OffsetUnit, to: OffsetUnit) -> u32 {
        if self.entries.is_empty() {
            return offset.min(text.len() as u32);
        }
        let index = self
            .entries
            .partition_point(|entry| entry.get(from) <= offset);
        let mut here = self.entries[index.saturating_sub(1)];
        for character in text[here.byte as usize..].chars() {
            let after = Entry {
                byte: here.byte + character.len_utf8() as u32,
                utf16: here.utf16 + character.len_utf16() as u32,
                code_point: here.code_point + 1,
            };
            if after.get(from) > offset {
                break;
            }
            here = after;
        }
        here.get(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Counts from the start every time: slow and obviously right.
    fn oracle(text: &str, byte: usize, unit: OffsetUnit) -> u32 {
        let before = &text[..byte];
        match unit {
            OffsetUnit::Utf8 => byte as u32,
            OffsetUnit::Utf16 => before.encode_utf16().count() as u32,
            OffsetUnit::CodePoint => before.chars().count() as u32,
        }
    }

    proptest! {
        #[test]
        fn every_boundary_converts_there_and_back(text in "([a-z ]{0,40}|[é🎈\u{301}\u{200d}\r\n]{0,9}|\\PC{0,30}){0,40}") {
            let map = OffsetMap::new(&text);
            for unit in [OffsetUnit::Utf8, OffsetUnit::Utf16, OffsetUnit::CodePoint] {
                for byte in text.char_indices().map(|(byte, _)| byte).chain([text.len()]) {
                    let there = map.from_utf8(&text, byte as u32, unit);
                    prop_assert_eq!(there, oracle(&text, byte, unit));
                    prop_assert_eq!(map.to_utf8(&text, there, unit), byte as u32);
                }
            }
        }
    }

    #[test]
    fn offsets_inside_a_character_and_beyond_the_text_are_clamped() {
        let text = "a🎈b";
        let map = OffsetMap::new(text);
        assert_eq!(map.to_utf8(text, 2, OffsetUnit::Utf16), 1);
        assert_eq!(map.from_utf8(text, 3, OffsetUnit::CodePoint), 1);
        assert_eq!(map.to_utf8(text, 99, OffsetUnit::Utf16), 6);
    }
}
