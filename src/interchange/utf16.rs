//! Spans to and from the UTF-16 ranges of JavaScript, many at a time and checked.

use crate::article::{OffsetMap, OffsetUnit, Span};
use std::fmt;

/// Bytes that are walked from the last offset before the table is asked.
const NEAR: u32 = 256;

/// Why a range is no span of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RangeError {
    /// The end lies before the start.
    Backwards,
    /// It ends beyond the text.
    OutsideText,
    /// It starts or ends between the two halves of a character.
    InsideCharacter,
}

impl fmt::Display for RangeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            RangeError::Backwards => "a range ends before it starts",
            RangeError::OutsideText => "a range ends beyond the text",
            RangeError::InsideCharacter => "a range starts or ends inside a character",
        })
    }
}

impl std::error::Error for RangeError {}

/// Converts offsets of one text between UTF-8 bytes and UTF-16 code units; quickest where each
/// lies a little after the one before.
pub struct Utf16<'a> {
    text: &'a str,
    map: &'a OffsetMap,
    ascii: bool,
    length: u32,
    byte: u32,
    unit: u32,
}

impl<'a> Utf16<'a> {
    /// `map` is the text's.
    pub fn new(text: &'a str, map: &'a OffsetMap) -> Utf16<'a> {
        let length = map.from_utf8(text, text.len() as u32, OffsetUnit::Utf16);
        Utf16 {
            text,
            map,
            ascii: length as usize == text.len(),
            length,
            byte: 0,
            unit: 0,
        }
    }

    /// Length of the text in UTF-16 code units.
    pub fn length(&self) -> u32 {
        self.length
    }

    /// A UTF-8 offset in UTF-16 code units; offsets beyond the text count as its end.
    pub fn from_utf8(&mut self, offset: u32) -> u32 {
        if self.ascii {
            return offset.min(self.length);
        }
        let near = offset.checked_sub(self.byte).filter(|&far| far < NEAR);
        let between = near.and_then(|_| self.text.get(self.byte as usize..offset as usize));
        self.unit = match between {
            Some(between) => self.unit + between.chars().map(|c| c.len_utf16() as u32).sum::<u32>(),
            None => self.map.from_utf8(self.text, offset, OffsetUnit::Utf16),
        };
        // An offset inside a character counts as its start: the walk goes on from there.
        self.byte = if between.is_some() {
            offset
        } else {
            self.map.to_utf8(self.text, self.unit, OffsetUnit::Utf16)
        };
        self.unit
    }

    /// Both ends of a span.
    pub fn range(&mut self, span: Span) -> (u32, u32) {
        (self.from_utf8(span.start), self.from_utf8(span.end))
    }

    /// A range as a span, if it is one of the text.
    pub fn span(&self, start: u32, end: u32) -> Result<Span, RangeError> {
        if end < start {
            return Err(RangeError::Backwards);
        }
        Ok(Span::new(self.to_utf8(start)?, self.to_utf8(end)?))
    }

    fn to_utf8(&self, offset: u32) -> Result<u32, RangeError> {
        if offset > self.length {
            return Err(RangeError::OutsideText);
        }
        if self.ascii {
            return Ok(offset);
        }
        let byte = self.map.to_utf8(self.text, offset, OffsetUnit::Utf16);
        if self.map.from_utf8(self.text, byte, OffsetUnit::Utf16) != offset {
            return Err(RangeError::InsideCharacter);
        }
        Ok(byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_the_map_in_any_order(text in "([a-z]{0,300}|[é🎈]{0,9}){0,6}", offsets in prop::collection::vec(0u32..2000, 0..40)) {
            let map = OffsetMap::new(&text);
            let mut utf16 = Utf16::new(&text, &map);
            for offset in offsets {
                prop_assert_eq!(utf16.from_utf8(offset), map.from_utf8(&text, offset, OffsetUnit::Utf16));
            }
        }
    }

    #[test]
    fn ranges_that_are_no_spans_are_refused() {
        let text = "a🎈b";
        let map = OffsetMap::new(text);
        let utf16 = Utf16::new(text, &map);
        assert_eq!(utf16.span(1, 3), Ok(Span::new(1, 5)));
        assert_eq!(utf16.span(1, 2), Err(RangeError::InsideCharacter));
        assert_eq!(utf16.span(3, 1), Err(RangeError::Backwards));
        assert_eq!(utf16.span(0, 5), Err(RangeError::OutsideText));
        assert_eq!(utf16.span(0, u32::MAX), Err(RangeError::OutsideText));
    }
}
