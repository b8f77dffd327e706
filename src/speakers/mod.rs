//! Speakers: the entities behind the sources.
//!
//! [`mentions`] finds, block by block, the names and the bodies ("the foreign ministry") that a
//! source can refer to; [`resolve`] then walks the article's attributions in order and gives each
//! source its speaker: by name, by title and name, by acronym, by description, or for a pronoun
//! the speaker it fits best.
//!
//! The rooms: `mention` (in a block), `cluster` (mentions of one entity, with what
//! `surroundings` reads beside them), `identity` (person or body, and what it is called),
//! `phrase` (a source as a noun phrase), `resolver` (what is known so far), `pronoun` and
//! `description` (what a source means), `resolve` (the walk), `nouns` (what words tell).

mod cluster;
mod description;
mod identity;
mod mention;
mod nouns;
mod phrase;
mod pronoun;
mod resolve;
mod resolver;
mod surroundings;

pub(crate) use nouns::names_person;

pub use mention::{Mention, MentionKind, mentions};
pub use resolve::resolve;
pub use resolver::SpeakerBlock;
