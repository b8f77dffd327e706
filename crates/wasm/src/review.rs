//! `Review` of `core.ts`.

use crate::article::JsArticle;
use crate::convert::{array, error, milliseconds, numbers, offset, spans, string, strings, token};
use crate::model;
use crate::value::{from_js, to_js};
use ascribe::analysis::Document;
use ascribe::annotation::{AttributionKind, Category, QuoteKind, Stance};
use ascribe::interchange::{Utf16, flat, marks};
use ascribe::review::{Change, ChangeError, MarkKind, Review, Value, VerdictEvent};
use js_sys::JSON;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

/// The review of one article.
#[wasm_bindgen(js_name = Review)]
pub struct JsReview {
    review: Review,
    /// The article under analysis, made when a mark is first explained.
    document: Option<Document>,
}

#[wasm_bindgen(js_class = Review)]
impl JsReview {
    /// An empty review; `key` names the article, `actor` the person.
    #[wasm_bindgen(constructor)]
    pub fn new(
        article: &JsArticle,
        #[wasm_bindgen(unchecked_param_type = "string")] key: JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] actor: JsValue,
    ) -> Result<JsReview, JsError> {
        let (key, actor) = (string(&key, "key")?, string(&actor, "actor")?);
        let mut review = Review::new(Arc::clone(&article.article), &key, &actor);
        if let Some(engine) = model::engine() {
            review.set_engine(engine);
        }
        Ok(JsReview {
            review,
            document: None,
        })
    }

    /// Replaces the engine's proposals; verdicts stay.
    pub fn propose(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Uint32Array")] encoded: JsValue,
        #[wasm_bindgen(unchecked_param_type = "string[]")] names: JsValue,
    ) -> Result<(), JsError> {
        let encoded = numbers(encoded, "numbers")?;
        let names = strings(names, "names")?;
        let analysis =
            flat::decode(&encoded, &names, None, self.review.article()).map_err(error)?;
        self.review.propose(&analysis);
        self.document = None;
        Ok(())
    }

    /// Adds events to the log.
    #[wasm_bindgen(unchecked_return_type = "any")]
    pub fn load(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "unknown[]")] events: JsValue,
    ) -> Result<JsValue, JsError> {
        let events = array(events, "events")?;
        let now = milliseconds(js_sys::Date::now())?;
        let report = self.review.load(
            events
                .iter()
                .map(|event| from_js(&event).map_err(str::to_owned)),
            now,
        );
        to_js(&marks::load_report(&report))
    }

    /// All events, in their order.
    #[wasm_bindgen(unchecked_return_type = "any[]")]
    pub fn log(&self) -> Result<JsValue, JsError> {
        let entries = self.review.log().entries().iter();
        to_js(&Value::List(
            entries.map(|entry| entry.to_value()).collect(),
        ))
    }

    /// The mark is right.
    #[wasm_bindgen(unchecked_return_type = "any")]
    pub fn accept(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string")] id: JsValue,
        now: f64,
    ) -> Result<JsValue, JsError> {
        let id = string(&id, "id")?;
        event(self.review.accept(&id, milliseconds(now)?))
    }

    /// The mark is wrong.
    #[wasm_bindgen(unchecked_return_type = "any")]
    pub fn reject(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string")] id: JsValue,
        now: f64,
    ) -> Result<JsValue, JsError> {
        let id = string(&id, "id")?;
        event(self.review.reject(&id, milliseconds(now)?))
    }

    /// The mark is right once changed.
    #[wasm_bindgen(unchecked_return_type = "any")]
    pub fn correct(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string")] id: JsValue,
        #[wasm_bindgen(unchecked_param_type = "object")] change: JsValue,
        now: f64,
    ) -> Result<JsValue, JsError> {
        let id = string(&id, "id")?;
        let (kind, change) = self.change(change)?;
        if kind.is_some() {
            return Err(JsError::new("a mark's kind cannot be changed"));
        }
        event(self.review.correct(&id, &change, milliseconds(now)?))
    }

    /// A mark that the engine missed.
    #[wasm_bindgen(unchecked_return_type = "any")]
    pub fn add(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "object")] mark: JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] random: JsValue,
        now: f64,
    ) -> Result<JsValue, JsError> {
        let id = string(&random, "random")?;
        let (kind, change) = self.change(mark)?;
        let kind = kind.ok_or_else(|| JsError::new("the mark has no kind"))?;
        event(self.review.add(kind, &change, &id, milliseconds(now)?))
    }

    /// Takes back the last decision.
    #[wasm_bindgen(unchecked_return_type = "any")]
    pub fn undo(&mut self, now: f64) -> Result<JsValue, JsError> {
        optional_event(self.review.undo(milliseconds(now)?))
    }

    /// Takes back the last undo.
    #[wasm_bindgen(unchecked_return_type = "any")]
    pub fn redo(&mut self, now: f64) -> Result<JsValue, JsError> {
        optional_event(self.review.redo(milliseconds(now)?))
    }

    /// Whether there is a decision to undo.
    #[wasm_bindgen(getter, js_name = canUndo)]
    pub fn can_undo(&self) -> bool {
        self.review.can_undo()
    }

    /// Whether there is an undo to take back.
    #[wasm_bindgen(getter, js_name = canRedo)]
    pub fn can_redo(&self) -> bool {
        self.review.can_redo()
    }

    /// Ids of all marks in reading order, orphans last.
    pub fn ids(&mut self) -> Vec<String> {
        self.review
            .marks()
            .iter()
            .map(|mark| mark.id.clone())
            .collect()
    }

    /// What to draw.
    pub fn marks(&mut self) -> Vec<u32> {
        marks::encode_marks(&mut self.review)
    }

    /// Everything about one mark.
    #[wasm_bindgen(unchecked_return_type = "any")]
    pub fn mark(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string")] id: JsValue,
    ) -> Result<JsValue, JsError> {
        match marks::mark_detail(&mut self.review, &string(&id, "id")?) {
            Some(detail) => to_js(&detail),
            None => Ok(JsValue::UNDEFINED),
        }
    }

    /// Why the engine proposes an attribution, as `decodeExplanation` reads it; empty for a mark
    /// that it does not propose, and for other kinds.
    pub fn explain(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string")] id: JsValue,
    ) -> Result<Vec<u32>, JsError> {
        let id = string(&id, "id")?;
        let article = self.review.article();
        let document = self
            .document
            .get_or_insert_with(|| model::document(ascribe::Article::clone(article)));
        let numbers = marks::encode_explanation(&mut self.review, document, &id);
        Ok(numbers.unwrap_or_default())
    }

    /// Ids of the marks at an offset, smallest first; none beyond the text.
    pub fn hit(&mut self, at: f64) -> Result<Vec<String>, JsError> {
        Ok(marks::hit(&mut self.review, offset(at, "offset")?))
    }

    /// How far the review has come.
    #[wasm_bindgen(unchecked_return_type = "any")]
    pub fn progress(&mut self) -> Result<JsValue, JsError> {
        to_js(&marks::progress(self.review.progress()))
    }

    /// The log, one JSON object a line.
    #[wasm_bindgen(js_name = exportNdjson)]
    pub fn export_ndjson(&self) -> Result<String, JsError> {
        let mut lines = String::new();
        for entry in self.review.log().entries() {
            let event = to_js(&entry.to_value())?;
            let line = JSON::stringify(&event).map_err(|_| JsError::new("not a JSON value"))?;
            lines.push_str(&String::from(line));
            lines.push('\n');
        }
        Ok(lines)
    }

    /// The content alone.
    #[wasm_bindgen(js_name = cleanText)]
    pub fn clean_text(&mut self) -> String {
        marks::reviewed_text(&mut self.review)
    }
}

impl JsReview {
    /// `Change` and `NewMark` of `core.ts`.
    fn change(&self, change: JsValue) -> Result<(Option<MarkKind>, Change), JsError> {
        if !change.is_object() {
            return Err(JsError::new("the change is no object"));
        }
        let change = from_js(&change).map_err(error)?;
        let text = self.review.article().text();
        let utf16 = Utf16::new(text, self.review.offset_map());
        let kind = token(&change, "kind", MarkKind::from_token)?;
        let parts = Change {
            category: token(&change, "category", Category::from_token)?,
            quote_kind: token(&change, "quote_kind", QuoteKind::from_token)?,
            attribution_kind: token(&change, "type", AttributionKind::from_token)?,
            stance: token(&change, "stance", Stance::from_token)?,
            whole: spans(&change, "whole", &utf16)?,
            source: spans(&change, "source", &utf16)?,
            cue: spans(&change, "cue", &utf16)?,
            content: spans(&change, "content", &utf16)?,
        };
        Ok((kind, parts))
    }
}

fn event(outcome: Result<&VerdictEvent, ChangeError>) -> Result<JsValue, JsError> {
    to_js(&outcome.map_err(error)?.to_value())
}

fn optional_event(outcome: Result<Option<&VerdictEvent>, ChangeError>) -> Result<JsValue, JsError> {
    match outcome.map_err(error)? {
        Some(event) => to_js(&event.to_value()),
        None => Ok(JsValue::UNDEFINED),
    }
}
