//! What an annotation keeps to find its words again.

use crate::article::{OffsetMap, OffsetUnit, Span};

/// Code points of the text kept before and after the words of a [`Selector`].
pub const CONTEXT: usize = 32;

/// The W3C's TextPositionSelector and TextQuoteSelector in one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Selector {
    /// Where the words stood: start and end in Unicode code points.
    pub position: (u32, u32),
    /// The words.
    pub exact: String,
    /// Up to [`CONTEXT`] code points before them.
    pub prefix: String,
    /// Up to [`CONTEXT`] code points after them.
    pub suffix: String,
}

impl Selector {
    /// Describes `span` of `text`; `map` is the text's. Costs no more than the span's length
    /// and a constant.
    ///
    /// ```
    /// use ascribe::{Span, anchor::Selector, article::OffsetMap};
    /// let text = "Ça va, she said.";
    /// let selector = Selector::of(text, &OffsetMap::new(text), Span::new(8, 11));
    /// assert_eq!(selector.exact, "she");
    /// assert_eq!(selector.position, (7, 10));
    /// assert_eq!(selector.prefix, "Ça va, ");
    /// ```
    pub fn of(text: &str, map: &OffsetMap, span: Span) -> Selector {
        let (prefix, suffix) = context(text, span);
        Selector {
            position: map.span_from_utf8(text, span, OffsetUnit::CodePoint),
            exact: span.slice(text).to_owned(),
            prefix: prefix.to_owned(),
            suffix: suffix.to_owned(),
        }
    }
}

/// Up to [`CONTEXT`] code points before and after a span.
pub(crate) fn context(text: &str, span: Span) -> (&str, &str) {
    let before = text.get(..span.start as usize).unwrap_or("");
    let after = text.get(span.end as usize..).unwrap_or("");
    let start = before
        .char_indices()
        .rev()
        .take(CONTEXT)
        .last()
        .map_or(before.len(), |(index, _)| index);
    let end = after
        .char_indices()
        .nth(CONTEXT)
        .map_or(after.len(), |(index, _)| index);
    (&before[start..], &after[..end])
}
