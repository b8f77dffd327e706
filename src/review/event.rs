//! A verdict event: what one person decided about one mark, at one time, never changed after.

use super::clock::Clock;
use super::mark::{MarkBody, Parts};
use crate::annotation::tokens;
use crate::article::{Article, BlockKind, OffsetMap, OffsetUnit};

/// The version of the event format.
pub const EVENT_VERSION: u32 = 1;

/// Bytes of a block that an event carries.
pub const MAX_WINDOW: usize = 8 << 10;

tokens! {
    /// What a person did. Actions of a newer version are kept in the log and not understood.
    Action {
        /// The mark is right.
        Accept = "accept",
        /// The mark is wrong.
        Reject = "reject",
        /// The mark is right once changed.
        Correct = "correct",
        /// A mark that the engine missed.
        Add = "add",
        /// Takes back an event of the same person.
        Undo = "undo",
        /// Takes back an undo.
        Redo = "redo",
    }
}

impl Action {
    /// True for what decides about a mark, false for undo and redo, which decide about events.
    pub const fn is_decision(self) -> bool {
        !matches!(self, Action::Undo | Action::Redo)
    }
}

/// The block of the article that a decision is about, as it was then: weights are adapted with
/// it (`tools/train`), when the article is no longer at hand.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Window {
    /// Where it stood: start and end in Unicode code points, as selectors count.
    pub position: (u32, u32),
    /// What the page showed it as.
    pub kind: BlockKind,
    /// Its words.
    pub text: String,
}

impl Window {
    /// The block that the cue of an attribution stands in, or its content; `map` is the article's.
    pub(super) fn of(article: &Article, map: &OffsetMap, parts: &Parts) -> Option<Window> {
        let at = parts.cue.first().or(parts.content.first())?.start;
        let blocks = article.blocks();
        let index = blocks.partition_point(|block| block.span.end <= at);
        let block = blocks.get(index).filter(|block| block.span.contains(at))?;
        let words = article.block_text(block);
        let position = map.span_from_utf8(article.text(), block.span, OffsetUnit::CodePoint);
        (words.len() <= MAX_WINDOW).then(|| Window {
            position,
            kind: block.kind,
            text: words.to_owned(),
        })
    }
}

/// What one person decided about one mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictEvent {
    /// 32 hexadecimal digits derived from all the rest ([`VerdictEvent::derive_id`]).
    pub id: String,
    /// The host's key of the article.
    pub article: String,
    /// Its place in the order of events: `(clock, actor, id)`.
    pub clock: Clock,
    /// Who decided, as the host names them.
    pub actor: String,
    /// When, in ISO 8601, for people to read.
    pub at: String,
    /// Version of the engine that proposed the mark.
    pub engine: String,
    /// Ties the events of one bulk action, which are undone together.
    pub group: Option<String>,
    /// What was done.
    pub action: Action,
    /// Id of the mark.
    pub annotation: String,
    /// Id of the decision that an undo or redo is about.
    pub target: Option<String>,
    /// For a decision about an attribution: the block its cue stands in, or its content if it has
    /// no cue. Missing for a block of more than [`MAX_WINDOW`] bytes, and for an orphan.
    pub window: Option<Window>,
    /// The mark before, if there was one.
    pub before: Option<MarkBody>,
    /// The mark after, if it still stands.
    pub after: Option<MarkBody>,
}

impl VerdictEvent {
    /// The id that the other fields give. Two events have one id only if they are equal.
    pub fn derive_id(&self) -> String {
        self.to_value().fingerprint("id")
    }

    /// The mark as this decision leaves it; for a rejected mark, as it was.
    pub fn body(&self) -> Option<&MarkBody> {
        self.after.as_ref().or(self.before.as_ref())
    }
}
