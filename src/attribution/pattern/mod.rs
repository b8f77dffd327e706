//! The patterns of reporting: which source and which content go with a cue.
//!
//! Each pattern is a function that returns what it found or `None`; [`find`] tries them in the
//! order of how sure they are. The probabilities are set by hand, in the order of how often each
//! pattern was right on development data.
//!
//! - `quotation`: quotations before, behind and around a reporting clause
//! - `clause`: verbs with a subject
//! - `nominal`: passives, phrases, nouns and adverbs

mod clause;
mod nominal;
mod quotation;

use std::ops::Range;

use super::content::Clauses;
use super::cue::{Cue, CueKind, cues};
use super::frame::{Frame, units};
use super::{Continuation, LocalAttribution};
use crate::annotation::{AttributionConfidence, Stance};
use crate::article::{BlockKind, Span};
use crate::quotes::BlockQuotes;
use crate::segment::Segments;
use clause::{finite, participle};
use nominal::{evidential, noun, passive, phrase};
use quotation::{bare_quotation, label};

/// A pattern's result: token ranges.
struct Match {
    source: Option<Range<usize>>,
    content: Vec<Range<usize>>,
    continuation: Continuation,
    probability: f32,
}

impl Match {
    /// Content in one piece.
    fn one(source: Option<Range<usize>>, content: Range<usize>, probability: f32) -> Match {
        Match::new(source, vec![content], probability)
    }

    fn new(source: Option<Range<usize>>, content: Vec<Range<usize>>, probability: f32) -> Match {
        Match {
            source,
            content,
            continuation: Continuation::None,
            probability,
        }
    }
}

pub(super) fn find(
    text: &str,
    segments: &Segments,
    quotes: &BlockQuotes,
    kind: BlockKind,
    furniture: &[Span],
) -> Vec<LocalAttribution> {
    let frame = Frame::new(text, segments, &quotes.pieces);
    let mut found = Vec::new();
    for unit in units(segments, &frame) {
        let Some(unit) = without_furniture(&frame, unit, furniture) else {
            continue;
        };
        if let Some(bare) = bare_quotation(&frame, &unit) {
            // a quotation set as a subheading repeats what somebody says elsewhere
            if kind != BlockKind::Heading {
                found.push(bare);
            }
            continue;
        }
        if let Some(labelled) = label(&frame, &unit, kind) {
            found.push(labelled);
            continue;
        }
        let list = cues(&frame, &unit);
        reporting(&Clauses::new(&frame, unit, list), &mut found);
    }
    found
}

/// Cuts stretches of furniture off a unit's ends.
fn without_furniture(
    frame: &Frame,
    mut unit: Range<usize>,
    furniture: &[Span],
) -> Option<Range<usize>> {
    let inside = |index: usize| {
        furniture
            .iter()
            .any(|span| frame.tokens[index].span().intersects(*span))
    };
    if !furniture.is_empty() {
        while unit.start < unit.end && inside(unit.start) {
            unit.start += 1;
        }
        while unit.start < unit.end && inside(unit.end - 1) {
            unit.end -= 1;
        }
    }
    (!unit.is_empty()).then_some(unit)
}

fn reporting(clauses: &Clauses, found: &mut Vec<LocalAttribution>) {
    let frame = clauses.frame;
    let mut last_source: Option<Range<usize>> = None;
    for number in 0..clauses.cues.len() {
        let cue = &clauses.cues[number];
        let matched = match cue.kind {
            CueKind::Finite => finite(clauses, number, &last_source),
            CueKind::Participle => participle(clauses, number, &last_source),
            CueKind::Passive => passive(clauses, number),
            CueKind::Phrase => phrase(clauses, number),
            CueKind::Noun => noun(clauses, number),
            CueKind::Evidential => evidential(clauses, number),
        };
        let Some(matched) = matched else { continue };
        let content: Vec<Span> = matched
            .content
            .iter()
            .filter(|range| frame.has_word((*range).clone()))
            .filter_map(|range| frame.span(range.clone()))
            .collect();
        if content.is_empty() && matched.continuation != Continuation::Introduces {
            continue;
        }
        let Some(cue_span) = frame.span(cue.tokens.clone()) else {
            continue;
        };
        let source = matched.source.clone().and_then(|range| frame.span(range));
        if matched.source.is_some() {
            last_source = matched.source;
        }
        found.push(LocalAttribution {
            content,
            cue: vec![cue_span],
            source: source.into_iter().collect(),
            stance: stance(clauses, cue),
            continuation: matched.continuation,
            confidence: AttributionConfidence {
                attribution: matched.probability,
                source: 0.93,
                content: 0.9,
            },
        });
    }
}

fn stance(clauses: &Clauses, cue: &Cue) -> Stance {
    let last = clauses.unit.end - 1;
    let asks = [
        "ask", "asks", "asked", "asking", "wonder", "wonders", "wondered",
    ]
    .iter()
    .any(|word| clauses.frame.reads(cue.head, word));
    if asks || clauses.frame.word(last) == "?" && !clauses.frame.quoted(last) {
        return Stance::Question;
    }
    cue.stance
}
