//! What a person changes about a mark, checked before it becomes an event.

use super::mark::{Attributes, MarkKind, Part, Parts};
use crate::annotation::{AttributionKind, Category, QuoteKind, Stance};
use crate::article::Span;
use std::fmt;

/// What a person changes about a mark; `None` leaves it as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Furniture marks only.
    pub category: Option<Category>,
    /// Quotes only.
    pub quote_kind: Option<QuoteKind>,
    /// Attributions only.
    pub attribution_kind: Option<AttributionKind>,
    /// Attributions only.
    pub stance: Option<Stance>,
    /// New spans of [`Part::Whole`], replacing all it had.
    pub whole: Option<Vec<Span>>,
    /// New spans of [`Part::Source`]; an empty list clears it.
    pub source: Option<Vec<Span>>,
    /// New spans of [`Part::Cue`]; an empty list clears it.
    pub cue: Option<Vec<Span>>,
    /// New spans of [`Part::Content`].
    pub content: Option<Vec<Span>>,
}

/// Why a decision makes no sense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeError {
    /// No mark of the review has this id.
    UnknownMark(String),
    /// A mark with this id exists already, or the id is empty or too long.
    UnusableId(String),
    /// Marks of this kind have no such part or property.
    NotOfKind {
        /// The part or property.
        what: &'static str,
        /// The kind of the mark.
        kind: MarkKind,
    },
    /// A span ends beyond the text.
    OutsideText(Part),
    /// A span starts or ends inside a character.
    InsideCharacter(Part),
    /// A span holds no text.
    EmptySpan(Part),
    /// Spans of one part overlap or are not in text order.
    OutOfOrder(Part),
    /// The part that every mark of the kind has would be gone.
    NoWords(Part),
    /// Nothing would change.
    Nothing,
    /// The mark cannot be stored.
    TooLarge(String),
}

impl fmt::Display for ChangeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        use ChangeError::*;
        match self {
            UnknownMark(id) => write!(formatter, "there is no mark \"{id}\""),
            UnusableId(id) => write!(
                formatter,
                "\"{id}\" cannot be a new mark's id: it is taken, empty or too long"
            ),
            NotOfKind { what, kind } => {
                let kind = kind.token();
                write!(formatter, "a mark of the kind \"{kind}\" has no {what}")
            }
            OutsideText(part) => write!(formatter, "the {} ends beyond the text", part.token()),
            InsideCharacter(part) => write!(
                formatter,
                "the {} starts or ends inside a character",
                part.token()
            ),
            EmptySpan(part) => write!(formatter, "a stretch of the {} is empty", part.token()),
            OutOfOrder(part) => write!(
                formatter,
                "the stretches of the {} overlap or are not in text order",
                part.token()
            ),
            NoWords(part) => write!(formatter, "the mark has no {}", part.token()),
            Nothing => formatter.write_str("nothing is changed"),
            TooLarge(why) => write!(formatter, "the mark cannot be kept: {why}"),
        }
    }
}

impl std::error::Error for ChangeError {}

impl Change {
    fn spans(&self, part: Part) -> Option<&Vec<Span>> {
        match part {
            Part::Whole => self.whole.as_ref(),
            Part::Source => self.source.as_ref(),
            Part::Cue => self.cue.as_ref(),
            Part::Content => self.content.as_ref(),
        }
    }

    /// The mark with the change made. Everything is checked against `text`.
    pub(super) fn apply(
        &self,
        attributes: &Attributes,
        parts: &Parts,
        text: &str,
    ) -> Result<(Attributes, Parts), ChangeError> {
        let kind = attributes.kind;
        self.check_kind(kind)?;
        let mut attributes = attributes.clone();
        let mut parts = parts.clone();
        attributes.category = self.category.or(attributes.category);
        attributes.quote_kind = self.quote_kind.or(attributes.quote_kind);
        attributes.attribution_kind = self.attribution_kind.or(attributes.attribution_kind);
        attributes.stance = self.stance.or(attributes.stance);
        for &part in Part::ALL {
            if let Some(spans) = self.spans(part) {
                check_spans(part, spans, text)?;
                if part == Part::Source && *spans != parts.source {
                    // Who that is, is not known before the next analysis.
                    attributes.speaker = None;
                }
                parts.get_mut(part).clone_from(spans);
            }
        }
        if parts.get(kind.main_part()).is_empty() {
            return Err(ChangeError::NoWords(kind.main_part()));
        }
        Ok((attributes, parts))
    }

    fn check_kind(&self, kind: MarkKind) -> Result<(), ChangeError> {
        let foreign = [
            (self.category.is_some(), "category", MarkKind::Boilerplate),
            (self.quote_kind.is_some(), "quote kind", MarkKind::Quote),
            (
                self.attribution_kind.is_some(),
                "type",
                MarkKind::Attribution,
            ),
            (self.stance.is_some(), "stance", MarkKind::Attribution),
        ];
        if let Some((_, what, _)) = foreign.iter().find(|(set, _, of)| *set && *of != kind) {
            return Err(ChangeError::NotOfKind { what, kind });
        }
        for &part in Part::ALL {
            if self.spans(part).is_some() && !kind.parts().contains(&part) {
                let what = part.token();
                return Err(ChangeError::NotOfKind { what, kind });
            }
        }
        Ok(())
    }
}

/// Checks that spans lie in the text on character boundaries, hold text, and are in order.
fn check_spans(part: Part, spans: &[Span], text: &str) -> Result<(), ChangeError> {
    let mut end = 0;
    for span in spans {
        if span.end as usize > text.len() {
            return Err(ChangeError::OutsideText(part));
        }
        if text.get(span.start as usize..span.end as usize).is_none() {
            return Err(ChangeError::InsideCharacter(part));
        }
        if span.slice(text).trim().is_empty() {
            return Err(ChangeError::EmptySpan(part));
        }
        if span.start < end {
            return Err(ChangeError::OutOfOrder(part));
        }
        end = span.end;
    }
    Ok(())
}
