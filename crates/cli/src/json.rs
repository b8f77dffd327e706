//! An analysis as JSON.

use crate::arguments::{AnalyzeOptions, Stage};
use crate::input::Failure;
use ascribe::analysis::Analysis;
use ascribe::article::{OffsetMap, OffsetUnit};
use ascribe::{Article, Attribution, Quote, Role, Span, Speaker};
use serde_json::{Map, Value, json};

/// Version of the output's shape.
pub(crate) const SCHEMA: u32 = 1;

/// What made a result; `model` names the weights.
pub(crate) fn engine(model: &str) -> Value {
    json!({"name": "ascribe", "version": ascribe::ENGINE_VERSION, "model": model})
}

/// Writes spans of one text in one unit.
pub(crate) struct Offsets<'a> {
    text: &'a str,
    map: OffsetMap,
    unit: OffsetUnit,
}

impl<'a> Offsets<'a> {
    pub(crate) fn new(text: &'a str, unit: OffsetUnit) -> Offsets<'a> {
        Offsets {
            text,
            map: OffsetMap::new(text),
            unit,
        }
    }

    fn span(&self, span: Span) -> Value {
        let (start, end) = if self.unit == OffsetUnit::Utf8 {
            span.into()
        } else {
            self.map.span_from_utf8(self.text, span, self.unit)
        };
        json!([start, end])
    }

    pub(crate) fn spans(&self, spans: &[Span]) -> Value {
        spans.iter().map(|span| self.span(*span)).collect()
    }
}

/// The result for one document; `model` names the weights that found its attributions.
pub(crate) fn result(
    id: &Value,
    article: &Article,
    analysis: &Analysis,
    options: &AnalyzeOptions,
    model: &str,
    with_text: bool,
) -> Value {
    let offsets = Offsets::new(article.text(), options.offsets.unit());
    let mut result = Map::new();
    let mut put = |name: &str, value| result.insert(name.to_owned(), value);
    put("schema", json!(SCHEMA));
    put("id", id.clone());
    put("engine", engine(model));
    put("offsets", json!(options.offsets.token()));
    put("language", json!(analysis.language));
    if options.has(Stage::Article) {
        let metadata = article.metadata();
        put(
            "metadata",
            json!({
                "title": metadata.title,
                "byline": metadata.byline,
                "published": metadata.published,
                "site": metadata.site,
                "url": metadata.url,
            }),
        );
    }
    if with_text {
        put("text", json!(article.text()));
    }
    if options.has(Stage::Article) {
        put("blocks", blocks(article, analysis, &offsets));
    }
    if options.has(Stage::Sentences) {
        put("sentences", offsets.spans(&analysis.sentences));
    }
    if options.has(Stage::Boilerplate) {
        let marks = analysis.boilerplate.iter().map(|mark| {
            json!({
                "span": offsets.span(mark.span),
                "category": mark.category.token(),
                "confidence": rounded(mark.confidence),
            })
        });
        put("boilerplate", marks.collect());
    }
    let with_attributions = options.has(Stage::Attributions);
    if options.has(Stage::Quotes) {
        let quotes = analysis.quotes.iter();
        put(
            "quotes",
            quotes
                .map(|mark| quote(mark, with_attributions, &offsets))
                .collect(),
        );
    }
    if with_attributions {
        let attributions = analysis.attributions.iter();
        put(
            "attributions",
            attributions
                .map(|mark| attribution(mark, &offsets))
                .collect(),
        );
        let speakers = analysis.speakers.iter();
        put(
            "speakers",
            speakers.map(|entity| speaker(entity, &offsets)).collect(),
        );
    }
    Value::Object(result)
}

/// The object that stands for a document that cannot be read.
pub(crate) fn failure(failure: &Failure) -> Value {
    let mut object = Map::new();
    object.insert("error".to_owned(), json!(failure.message));
    if let Some(line) = failure.line {
        object.insert("line".to_owned(), json!(line));
    }
    object.insert("file".to_owned(), json!(failure.file.to_string_lossy()));
    object.insert("id".to_owned(), failure.id.clone());
    Value::Object(object)
}

fn blocks(article: &Article, analysis: &Analysis, offsets: &Offsets<'_>) -> Value {
    let blocks = article.blocks().iter().enumerate().map(|(index, block)| {
        let label = analysis.blocks.get(index);
        json!({
            "span": offsets.span(block.span),
            "kind": block.kind.token(),
            "role": label.map_or(Role::Content, |label| label.role).token(),
            "category": label.and_then(|label| label.category).map(|category| category.token()),
            "confidence": label.map(|label| rounded(label.confidence)),
        })
    });
    blocks.collect()
}

fn quote(mark: &Quote, with_attributions: bool, offsets: &Offsets<'_>) -> Value {
    json!({
        "spans": offsets.spans(&mark.spans),
        "kind": mark.kind.token(),
        // An index into a list that is not written would mean nothing.
        "attribution": mark.attribution.filter(|_| with_attributions),
        "in_boilerplate": mark.in_boilerplate,
        "confidence": rounded(mark.confidence),
    })
}

fn attribution(mark: &Attribution, offsets: &Offsets<'_>) -> Value {
    json!({
        "type": mark.kind.token(),
        "content": offsets.spans(&mark.content),
        "cue": offsets.spans(&mark.cue),
        "source": offsets.spans(&mark.source),
        "speaker": mark.speaker,
        "stance": mark.stance.token(),
        "parent": mark.parent,
        "confidence": {
            "attribution": rounded(mark.confidence.attribution),
            "source": rounded(mark.confidence.source),
            "content": rounded(mark.confidence.content),
        },
    })
}

fn speaker(entity: &Speaker, offsets: &Offsets<'_>) -> Value {
    json!({
        "name": entity.name,
        "mentions": offsets.spans(&entity.mentions),
        "speaks_for": entity.speaks_for,
    })
}

/// Three decimals say all that a confidence can.
pub(crate) fn rounded(confidence: f32) -> f64 {
    (f64::from(confidence) * 1000.0).round() / 1000.0
}
