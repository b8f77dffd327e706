//! Quotations: pairing of quotation marks, over paragraphs where need be.
//!
//! Quotation marks are exact evidence, so this stage is rules: [`marks`] says of each mark in a
//! block whether it can open or close, [`pair`] joins them into [`Piece`]s, given whether the
//! block continues a quotation of the block before. Which of them are somebody's words is
//! known only once attributions are: [`kind`] decides between direct, mixed and scare then.

mod kind;
mod marks;
mod pair;

pub use kind::{Speech, kind};
pub use marks::{Mark, Shape, Style, marks};
pub use pair::{BlockQuotes, Piece, pair};
