//! An analysis as one record, in the shape of the command line's JSON and of what
//! `ascribe.analyze()` gives.

use crate::analysis::Analysis;
use crate::article::{Article, Metadata, OffsetMap, OffsetUnit, Span};
use crate::review::{Confidence, Value, record};

/// The record of an analysis of `article`, with offsets in `unit`: `language`, `blocks`,
/// `sentences`, `boilerplate`, `quotes`, `attributions`, `speakers`. Linear.
pub fn to_object(analysis: &Analysis, article: &Article, unit: OffsetUnit) -> Value {
    let map = OffsetMap::new(article.text());
    let span = |span: Span| -> Value {
        let (start, end) = map.span_from_utf8(article.text(), span, unit);
        [start, end].into_iter().collect()
    };
    let spans = |spans: &[Span]| -> Value { spans.iter().map(|&one| span(one)).collect() };
    let blocks = article.blocks().iter().zip(&analysis.blocks);
    let blocks: Value = blocks
        .map(|(block, label)| {
            record([
                ("span", span(block.span)),
                ("kind", block.kind.token().into()),
                ("role", label.role.token().into()),
                ("category", label.category.map(|c| c.token()).into()),
                ("confidence", confidence(label.confidence)),
            ])
        })
        .collect();
    let boilerplate = analysis.boilerplate.iter();
    let boilerplate: Value = boilerplate
        .map(|found| {
            record([
                ("span", span(found.span)),
                ("category", found.category.token().into()),
                ("confidence", confidence(found.confidence)),
            ])
        })
        .collect();
    let quotes = analysis.quotes.iter();
    let quotes: Value = quotes
        .map(|quote| {
            record([
                ("spans", spans(&quote.spans)),
                ("kind", quote.kind.token().into()),
                ("attribution", quote.attribution.into()),
                ("in_boilerplate", quote.in_boilerplate.into()),
                ("confidence", confidence(quote.confidence)),
            ])
        })
        .collect();
    let attributions = analysis.attributions.iter();
    let attributions: Value = attributions
        .map(|found| {
            let sure = found.confidence;
            record([
                ("type", found.kind.token().into()),
                ("content", spans(&found.content)),
                ("cue", spans(&found.cue)),
                ("source", spans(&found.source)),
                ("speaker", found.speaker.into()),
                ("stance", found.stance.token().into()),
                ("parent", found.parent.into()),
                (
                    "confidence",
                    record([
                        ("attribution", confidence(sure.attribution)),
                        ("source", confidence(sure.source)),
                        ("content", confidence(sure.content)),
                    ]),
                ),
            ])
        })
        .collect();
    let speakers = analysis.speakers.iter();
    let speakers: Value = speakers
        .map(|speaker| {
            record([
                ("name", speaker.name.as_str().into()),
                ("mentions", spans(&speaker.mentions)),
                ("speaks_for", speaker.speaks_for.into()),
            ])
        })
        .collect();
    record([
        ("language", analysis.language.as_deref().into()),
        ("blocks", blocks),
        ("sentences", spans(&analysis.sentences)),
        ("boilerplate", boilerplate),
        ("quotes", quotes),
        ("attributions", attributions),
        ("speakers", speakers),
    ])
}

/// The record of what a page says of itself; null where it says nothing.
pub fn metadata_object(metadata: &Metadata) -> Value {
    let text = |text: &Option<String>| text.as_deref().into();
    record([
        ("title", text(&metadata.title)),
        ("byline", text(&metadata.byline)),
        ("published", text(&metadata.published)),
        ("site", text(&metadata.site)),
        ("url", text(&metadata.url)),
    ])
}

/// In thousandths: a 32-bit float's further digits say nothing.
fn confidence(probability: f32) -> Value {
    Confidence::of(probability.into()).probability().into()
}
