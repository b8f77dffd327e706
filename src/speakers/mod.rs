//! Speakers: the entities behind the sources.
//!
//! [`mentions`] finds, block by block, the names and the bodies ("the foreign ministry") that a
//! source can refer to; [`resolve`] then walks the article's attributions in order and gives each
//! source its speaker: by name, by title and name, by acronym, by description, or for a pronoun
//! the nearest speaker it fits.

mod mention;
mod resolve;

pub use mention::{Mention, MentionKind, mentions};
pub use resolve::{SpeakerBlock, resolve};
