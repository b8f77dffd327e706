//! Analyses, marks and verdicts in the formats of others, and the article alone for readers.
//!
//! [`flat`] is how an analysis crosses threads and the boundary to JavaScript, [`object`] is the
//! shape that people and programs read, [`marks`] is what the page draws and lists, [`ndjson`]
//! holds verdict events; [`text`], [`html`] and [`markdown`] are the article without its
//! furniture.

mod content;
pub mod flat;
pub mod html;
pub mod markdown;
pub mod marks;
#[cfg(feature = "serde")]
pub mod ndjson;
pub mod object;
#[cfg(test)]
mod tests;
pub mod text;
mod utf16;

pub use object::metadata_object;
pub use utf16::{RangeError, Utf16};
