//! Writes what a model finds, in the format that the evaluation scripts read.

use std::error::Error;
use std::io::Write;

use ascribe::Span;
use ascribe::article::{OffsetMap, OffsetUnit};
use ascribe::attribution::{self, LocalAttribution};
use ascribe::model::Model;
use serde_json::{Value, json};

use crate::corpus::Document;

/// Writes one line a document, each by the model for its index.
pub fn write<'a>(
    model: impl Fn(usize) -> &'a Model,
    documents: &[Document],
    mut out: impl Write,
) -> Result<(), Box<dyn Error>> {
    for (index, document) in documents.iter().enumerate() {
        let model = model(index);
        let map = OffsetMap::new(&document.text);
        let mut attributions = Vec::new();
        for block in &document.blocks {
            let found = attribution::find(
                model,
                &block.text,
                &block.segments,
                &block.quotes,
                block.kind,
                &[],
            );
            let spans = |spans: &[Span]| -> Value {
                spans
                    .iter()
                    .map(|span| {
                        let span = span.shifted(block.start);
                        let (start, end) =
                            map.span_from_utf8(&document.text, span, OffsetUnit::CodePoint);
                        json!([start, end])
                    })
                    .collect()
            };
            for attribution in found.iter().filter(|inner| !is_nested(inner, &found)) {
                attributions.push(json!({
                    "content": spans(&attribution.content),
                    "cue": spans(&attribution.cue),
                    "source": spans(&attribution.source),
                    "stance": attribution.stance.token(),
                    "confidence": attribution.confidence.attribution,
                }));
            }
        }
        let line = json!({"id": document.id, "attributions": attributions});
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// True if all of an attribution stands in the content of another one: the corpora that this is
/// scored on mark only outer ones.
fn is_nested(inner: &LocalAttribution, all: &[LocalAttribution]) -> bool {
    let held =
        |outer: &LocalAttribution, span: &Span| outer.content.iter().any(|o| o.covers(*span));
    all.iter().any(|outer| {
        let mut spans = inner.cue.iter().chain(&inner.source).chain(&inner.content);
        !std::ptr::eq(outer, inner) && spans.all(|span| held(outer, span))
    })
}
