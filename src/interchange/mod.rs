//! Analyses, marks and verdicts in the formats of others.
//!
//! [`flat`] is how an analysis crosses threads and the boundary to JavaScript, [`object`] is the
//! shape that people and programs read, [`marks`] is what the page draws, [`ndjson`] holds
//! verdict events, [`text`] is the article without its furniture.

pub mod flat;
pub mod marks;
#[cfg(feature = "serde")]
pub mod ndjson;
pub mod object;
pub mod text;
mod utf16;

pub use utf16::{RangeError, Utf16};
