//! Finding an annotation's words again in a text that may have changed.
//!
//! A [`Selector`] says where words stood (code points) and what they and their surroundings
//! were. [`anchor`] finds the words of one selector, [`anchor_all`] those of a mark in several
//! pieces, as a whole. What cannot be found with enough certainty is an [`Orphan`], never a
//! guess.
//!
//! Today only the exact words are looked for: first where they stood, then anywhere. Changed
//! words give an orphan; the approximate search takes its place behind the same functions.

mod search;
mod selector;
mod whole;

pub use search::{Anchored, Orphan, anchor, anchor_in_place};
pub(crate) use selector::context;
pub use selector::{CONTEXT, Selector};
pub use whole::anchor_all;
pub(crate) use whole::in_place;
