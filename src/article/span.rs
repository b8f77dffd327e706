//! A half-open range of an article's text, in UTF-8 bytes.

/// A half-open range `start..end` of an article's text.
///
/// Both ends count UTF-8 bytes and lie on character boundaries of the text the span belongs
/// to. Four bytes an end: articles are read up to 4 GiB.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(from = "(u32, u32)", into = "(u32, u32)")
)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte; at least `start`.
    pub end: u32,
}

impl Span {
    /// A span; `end` below `start` gives an empty span at `start`.
    pub const fn new(start: u32, end: u32) -> Span {
        Span {
            start,
            end: if end < start { start } else { end },
        }
    }

    /// A span of `usize` offsets, which must fit 32 bits (texts are cut at 4 GiB when read).
    pub(crate) fn of(start: usize, end: usize) -> Span {
        Span::new(start as u32, end as u32)
    }

    /// Bytes in the span.
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// True for a span without a byte.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The words of the span. Empty, not a panic, where the span is no part of `text`.
    // Called from hundreds of places, each of which would get its own copy of the two checks of character boundaries.
    #[inline(never)]
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or("")
    }

    /// True if the offset lies in the span.
    pub const fn contains(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// True if all of `other` lies in this span.
    pub const fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True if the two share at least one byte.
    pub const fn intersects(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The span moved by `offset` bytes towards the end of the text.
    pub const fn shifted(self, offset: u32) -> Span {
        Span {
            start: self.start + offset,
            end: self.end + offset,
        }
    }

    /// The smallest span that holds both.
    pub fn union(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The span without white space at its ends.
    pub fn trimmed(self, text: &str) -> Span {
        let words = self.slice(text);
        let start = self.start + (words.len() - words.trim_start().len()) as u32;
        Span::new(start, start + words.trim().len() as u32)
    }
}

impl From<(u32, u32)> for Span {
    fn from((start, end): (u32, u32)) -> Span {
        Span::new(start, end)
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> (u32, u32) {
        (span.start, span.end)
    }
}
