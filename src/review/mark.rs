//! A mark as verdicts speak of it: what it is, where it stands, and the selectors that find it
//! again.

use crate::anchor::{self, Orphan, Selector};
use crate::annotation::{AttributionKind, Category, QuoteKind, Stance, tokens};
use crate::article::{OffsetMap, Span};

tokens! {
    /// What a mark is about.
    MarkKind {
        /// Furniture.
        Boilerplate = "boilerplate",
        /// A stretch in quotation marks.
        Quote = "quote",
        /// Who said what.
        Attribution = "attribution",
    }
}

tokens! {
    /// A part of a mark.
    Part {
        /// All of a furniture mark or a quote.
        Whole = "whole",
        /// Who said it.
        Source = "source",
        /// The words that attribute it.
        Cue = "cue",
        /// What is attributed.
        Content = "content",
    }
}

tokens! {
    /// Where a mark stands in the review.
    MarkState {
        /// The engine proposes it, nobody has decided.
        Suggested = "suggested",
        /// A person says it is right.
        Accepted = "accepted",
        /// A person says it is wrong.
        Rejected = "rejected",
        /// A person changed it.
        Corrected = "corrected",
        /// A person made it.
        Added = "added",
        /// Decided, but its words are not in this text.
        Orphaned = "orphaned",
    }
}

impl MarkKind {
    /// The parts that a mark of this kind can have.
    pub const fn parts(self) -> &'static [Part] {
        match self {
            MarkKind::Boilerplate | MarkKind::Quote => &[Part::Whole],
            MarkKind::Attribution => &[Part::Source, Part::Cue, Part::Content],
        }
    }

    /// The part that every mark of this kind has, and by which it is known.
    pub const fn main_part(self) -> Part {
        match self {
            MarkKind::Boilerplate | MarkKind::Quote => Part::Whole,
            MarkKind::Attribution => Part::Content,
        }
    }
}

/// A probability in thousandths, so that events are the same on every machine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Confidence(u16);

impl Confidence {
    /// What a person is: sure.
    pub const CERTAIN: Confidence = Confidence(1000);

    /// Rounds a probability; what is below 0 or no number is 0, what is above 1 is 1.
    pub fn of(probability: f64) -> Confidence {
        Confidence((probability * 1000.0).round().clamp(0.0, 1000.0) as u16)
    }

    /// From 0 to 1000.
    pub const fn thousandths(self) -> u16 {
        self.0
    }

    /// From 0 to 1.
    pub fn probability(self) -> f64 {
        f64::from(self.0) / 1000.0
    }
}

/// What a mark says, apart from where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attributes {
    /// What it is about.
    pub kind: MarkKind,
    /// Which furniture; furniture marks only.
    pub category: Option<Category>,
    /// Which quote; quotes only.
    pub quote_kind: Option<QuoteKind>,
    /// Which attribution; attributions only.
    pub attribution_kind: Option<AttributionKind>,
    /// Whether the source stands behind it; attributions only.
    pub stance: Option<Stance>,
    /// Name of the speaker.
    pub speaker: Option<String>,
    /// How sure the engine was; a person is certain.
    pub confidence: Confidence,
}

impl Attributes {
    /// Attributes of a kind with nothing else said yet.
    pub const fn of(kind: MarkKind) -> Attributes {
        Attributes {
            kind,
            category: None,
            quote_kind: None,
            attribution_kind: None,
            stance: None,
            speaker: None,
            confidence: Confidence::CERTAIN,
        }
    }
}

/// Where the parts of a mark stand in the present text, in UTF-8 bytes; each part's spans are
/// sorted and do not overlap.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Parts {
    /// See [`Part::Whole`].
    pub whole: Vec<Span>,
    /// See [`Part::Source`].
    pub source: Vec<Span>,
    /// See [`Part::Cue`].
    pub cue: Vec<Span>,
    /// See [`Part::Content`].
    pub content: Vec<Span>,
}

impl Parts {
    /// The spans of one part.
    pub fn get(&self, part: Part) -> &[Span] {
        match part {
            Part::Whole => &self.whole,
            Part::Source => &self.source,
            Part::Cue => &self.cue,
            Part::Content => &self.content,
        }
    }

    /// The spans of one part, to change.
    pub fn get_mut(&mut self, part: Part) -> &mut Vec<Span> {
        match part {
            Part::Whole => &mut self.whole,
            Part::Source => &mut self.source,
            Part::Cue => &mut self.cue,
            Part::Content => &mut self.content,
        }
    }

    /// Every span with its part, part by part.
    pub fn iter(&self) -> impl Iterator<Item = (Part, Span)> {
        Part::ALL
            .iter()
            .flat_map(|&part| self.get(part).iter().map(move |&span| (part, span)))
    }
}

/// One stretch of a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Of which part.
    pub part: Part,
    /// How to find it again.
    pub selector: Selector,
}

/// A whole mark, as events carry it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkBody {
    /// What it says.
    pub attributes: Attributes,
    /// Every stretch of it, part by part, in text order within a part.
    pub targets: Vec<Target>,
}

impl MarkBody {
    /// Describes a mark that stands at `parts` of `text`.
    pub fn describe(
        attributes: Attributes,
        parts: &Parts,
        text: &str,
        map: &OffsetMap,
    ) -> MarkBody {
        let targets = parts
            .iter()
            .map(|(part, span)| Target {
                part,
                selector: Selector::of(text, map, span),
            })
            .collect();
        MarkBody {
            attributes,
            targets,
        }
    }

    /// Finds all its stretches in a text; with `search` false only where they stood.
    pub(super) fn anchor(
        &self,
        text: &str,
        map: &OffsetMap,
        search: bool,
    ) -> Result<Parts, Orphan> {
        let selectors: Vec<&Selector> =
            self.targets.iter().map(|target| &target.selector).collect();
        let spans = match anchor::in_place(text, map, &selectors) {
            Some(spans) => spans,
            None if search => anchor::anchor_all(text, map, &selectors)?,
            None => return Err(Orphan::NotSearched),
        };
        let mut parts = Parts::default();
        for (target, span) in self.targets.iter().zip(spans) {
            let of_part = parts.get_mut(target.part);
            if of_part
                .last()
                .is_some_and(|last: &Span| last.end > span.start)
            {
                return Err(Orphan::Scattered);
            }
            of_part.push(span);
        }
        if parts.get(self.attributes.kind.main_part()).is_empty() {
            return Err(Orphan::Empty);
        }
        Ok(parts)
    }
}
