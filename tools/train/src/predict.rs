//! Writes what a model finds, in the format that the evaluation scripts read.

use std::error::Error;
use std::io::Write;

use ascribe::Span;
use ascribe::article::{OffsetMap, OffsetUnit};
use ascribe::model::Model;
use serde_json::{Value, json};

use crate::corpus::Document;

/// Writes one line a document.
pub fn write(
    model: &Model,
    documents: &[Document],
    mut out: impl Write,
) -> Result<(), Box<dyn Error>> {
    for document in documents {
        let map = OffsetMap::new(&document.text);
        let mut attributions = Vec::new();
        for block in &document.blocks {
            let found = model.find(
                &block.text,
                &block.segments,
                &block.quoted,
                block.opens_inside,
                block.kind,
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
            for attribution in &found {
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
