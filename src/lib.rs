//! Ascribe reads an article and says what it is made of: which parts are furniture
//! ([`Boilerplate`]), which words are quoted ([`Quote`]) and who said what ([`Attribution`]).
//!
//! Data flows one way, from the top of this list to its end:
//!
//! 1. [`article`]: text, blocks and offsets, and the readers that make them
//! 2. [`segment`]: tokens and sentences of a block
//! 3. [`boilerplate`], [`quotes`], [`attribution`], [`speakers`]: the stages, the first and third
//!    with weights that are learned ([`learned`], [`model`])
//! 4. [`analysis`]: runs the stages over an article and, after an edit, over what changed
//! 5. [`review`]: what people decided about the marks
//! 6. [`anchor`] and [`interchange`]: finding marks again, and their formats for other tools
//!
//! # Offsets
//!
//! Every offset in this crate counts UTF-8 bytes and lies on a character boundary.
//! [`article::OffsetMap`] is the one place that converts to UTF-16 code units (JavaScript) and
//! to Unicode code points (W3C selectors, the command line).

pub mod analysis;
pub mod anchor;
pub mod annotation;
pub mod article;
pub mod attribution;
pub mod boilerplate;
pub mod interchange;
mod language;
pub mod learned;
mod lexicon;
pub mod model;
mod order;
pub mod quotes;
pub mod review;
pub mod segment;
pub mod speakers;

pub use analysis::{Analysis, Document, Edit, EditError};

pub use annotation::{
    Attribution, AttributionConfidence, AttributionKind, Boilerplate, Category, Quote, QuoteKind,
    Role, Speaker, Stance,
};
pub use article::{Article, Block, BlockKind, Span};

/// The engine's version, as it stands in results and verdicts.
pub const ENGINE_VERSION: &str = env!("CARGO_PKG_VERSION");
