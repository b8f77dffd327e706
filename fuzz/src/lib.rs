//! What the fuzz targets share: what must hold of every result, and the pieces hostile texts
//! are made of. How to run them stands in `docs/building.md`.

pub mod invariants;
pub mod pieces;

use std::borrow::Cow;

/// Parts the pieces of an input that holds several texts: `U+001E`, ASCII's record separator.
pub const SEPARATOR: char = '\u{1e}';

/// The fuzzer's bytes as text; what is no UTF-8 becomes `U+FFFD`.
pub fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}
