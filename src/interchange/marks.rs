//! The marks of a review as the page draws and lists them. Offsets count UTF-16 code units.

use super::text::export_text;
use super::utf16::Utf16;
use crate::analysis::{Analysis, Document};
use crate::annotation::{Attribution, AttributionKind, Boilerplate, Category, QuoteKind, Stance};
use crate::article::{OffsetUnit, Span};
use crate::review::{LoadReport, Mark, MarkKind, MarkState, Part, Progress, Review, Value, record};

/// What to draw, in reading order: for each mark with words in the text its index in
/// [`Review::marks`], kind, state, confidence in thousandths, number of ranges, then part, start
/// and end of each range. Linear.
pub fn encode_marks(review: &mut Review) -> Vec<u32> {
    review.marks();
    let map = review.offset_map().clone();
    let article = review.article().clone();
    let mut utf16 = Utf16::new(article.text(), &map);
    let mut numbers = Vec::new();
    for (index, mark) in review.marks().iter().enumerate() {
        let count = mark.parts.iter().count();
        if mark.state == MarkState::Orphaned || count == 0 {
            continue;
        }
        numbers.extend([
            index as u32,
            mark.attributes.kind.number(),
            mark.state.number(),
            mark.attributes.confidence.thousandths().into(),
            count as u32,
        ]);
        for (part, span) in mark.parts.iter() {
            let (start, end) = utf16.range(span);
            numbers.extend([part.number(), start, end]);
        }
    }
    numbers
}

/// Everything about one mark, as `MarkDetail` in `www/src/core.ts` has it; `None` for an
/// unknown id.
pub fn mark_detail(review: &mut Review, id: &str) -> Option<Value> {
    let attribution = review.attribution_of(id).map(|mark| mark.id.clone());
    let mark: Mark = review.mark(id)?.clone();
    let article = review.article().clone();
    let part = |part: Part| -> Value {
        let range = |&span: &Span| -> Value {
            let map = review.offset_map();
            let (start, end) = map.span_from_utf8(article.text(), span, OffsetUnit::Utf16);
            [start, end].into_iter().collect()
        };
        mark.parts.get(part).iter().map(range).collect()
    };
    let says = &mark.attributes;
    Some(record([
        ("id", mark.id.as_str().into()),
        ("kind", says.kind.token().into()),
        ("state", mark.state.token().into()),
        ("category", says.category.map(Category::token).into()),
        ("quote_kind", says.quote_kind.map(QuoteKind::token).into()),
        (
            "type",
            says.attribution_kind.map(AttributionKind::token).into(),
        ),
        ("stance", says.stance.map(Stance::token).into()),
        ("speaker", says.speaker.as_deref().into()),
        ("attribution", attribution.as_deref().into()),
        ("confidence", says.confidence.probability().into()),
        ("whole", part(Part::Whole)),
        ("source", part(Part::Source)),
        ("cue", part(Part::Cue)),
        ("content", part(Part::Content)),
        ("excerpt", review.excerpt(&mark).as_str().into()),
        ("actor", mark.actor.as_deref().into()),
    ]))
}

/// Why the engine proposes an attribution; `None` for every other mark. `document` must hold the
/// review's article; it is analysed if it has not been.
///
/// Decider, whether a quotation was made whole, whether it has content from other blocks, stance,
/// and in thousandths how sure source, content and cue are (the last one is [`u32::MAX`] where
/// a rule read the cue); then the number of reasons for the cue and, for each of them and each one
/// for the whole, the reason and its weight in thousandths, as a signed number.
pub fn encode_explanation(
    review: &mut Review,
    document: &mut Document,
    id: &str,
) -> Option<Vec<u32>> {
    // attributions alone have content
    let proposed = review
        .proposed(id)
        .filter(|parts| !parts.content.is_empty())?;
    let attributions = &document.analysis().attributions;
    let same = |found: &Attribution| found.content == proposed.content && found.cue == proposed.cue;
    let index = attributions.iter().position(same)?;
    let (stance, confidence) = (attributions[index].stance, attributions[index].confidence);
    let why = document.explain(index)?;
    let thousandths = |share: f32| (share * 1000.0).round() as u32;
    let weighed = why.weighed.as_ref();
    let mut numbers = vec![
        why.decider.number(),
        weighed.is_some_and(|all| all.made_whole).into(),
        why.over_blocks.into(),
        stance.number(),
        thousandths(confidence.source),
        thousandths(confidence.content),
    ];
    let Some(all) = weighed else {
        numbers.extend([u32::MAX, 0]);
        return Some(numbers);
    };
    numbers.extend([
        thousandths(all.cue_probability),
        all.cue.evidence.len() as u32,
    ]);
    for part in all.cue.evidence.iter().chain(&all.whole.evidence) {
        let weight = (part.weight * 1000.0).round() as i32;
        numbers.extend([part.reason.number(), weight as u32]);
    }
    Some(numbers)
}

/// Ids of the marks at a UTF-16 offset, the shortest stretch first; none beyond the text.
pub fn hit(review: &mut Review, offset: u32) -> Vec<String> {
    let article = review.article().clone();
    let byte = review
        .offset_map()
        .to_utf8(article.text(), offset, OffsetUnit::Utf16);
    let hits = review.hit(byte).into_iter();
    hits.map(|mark| mark.id.clone()).collect()
}

/// The outcome of reading events in, as `LoadReport` in `www/src/core.ts` has it.
pub fn load_report(report: &LoadReport) -> Value {
    let invalid = report.invalid.iter().map(|(index, why)| {
        record([
            ("index", (*index).into()),
            ("reason", why.to_string().as_str().into()),
        ])
    });
    record([
        ("added", report.added.into()),
        ("known", report.known.into()),
        ("invalid", invalid.collect()),
    ])
}

/// The counts of a review as a record.
pub fn progress(progress: Progress) -> Value {
    record([
        ("total", progress.total.into()),
        ("open", progress.open.into()),
        ("accepted", progress.accepted.into()),
        ("rejected", progress.rejected.into()),
        ("corrected", progress.corrected.into()),
        ("added", progress.added.into()),
        ("orphaned", progress.orphaned.into()),
    ])
}

/// The article without its furniture, as the review has it: furniture that a person rejected
/// stays, all other goes.
pub fn reviewed_text(review: &mut Review) -> String {
    let marks = review.marks().iter();
    let furniture = marks.filter(|mark| {
        mark.attributes.kind == MarkKind::Boilerplate && mark.state != MarkState::Rejected
    });
    let boilerplate = furniture
        .flat_map(|mark| &mark.parts.whole)
        .map(|&span| Boilerplate {
            span,
            category: Category::Other,
            confidence: 1.0,
        })
        .collect();
    // Without labels of blocks, the marks alone say what is furniture.
    let analysis = Analysis {
        boilerplate,
        ..Analysis::default()
    };
    export_text(review.article(), &analysis)
}
