//! `Document` and `toObject` of `core.ts`.

use crate::article::JsArticle;
use crate::convert::{error, numbers, offset, string, strings, whole};
use crate::model;
use crate::value::{set, to_js};
use ascribe::analysis::{Document, Edit};
use ascribe::article::{OffsetMap, OffsetUnit};
use ascribe::interchange::{Utf16, flat, object};
use js_sys::{Array, Object, Uint32Array};
use wasm_bindgen::prelude::*;

/// An article under analysis.
#[wasm_bindgen(js_name = Document)]
pub struct JsDocument {
    document: Document,
}

#[wasm_bindgen(js_class = Document)]
impl JsDocument {
    /// Starts with a copy of the article, and with the weights that the instance has now.
    #[wasm_bindgen(constructor)]
    pub fn new(article: &JsArticle) -> JsDocument {
        let article = ascribe::Article::clone(&article.article);
        JsDocument {
            document: model::document(article),
        }
    }

    /// Counts the edits.
    #[wasm_bindgen(getter)]
    pub fn version(&self) -> f64 {
        self.document.version() as f64
    }

    /// Replaces a range of a plain text article; returns the new version.
    #[wasm_bindgen(js_name = applyEdit)]
    pub fn apply_edit(
        &mut self,
        version: f64,
        start: f64,
        end: f64,
        #[wasm_bindgen(unchecked_param_type = "string")] text: JsValue,
    ) -> Result<f64, JsError> {
        let (start, end) = (offset(start, "start")?, offset(end, "end")?);
        let article = self.document.article().text();
        let map = OffsetMap::new(article);
        let edit = Edit {
            version: whole(version, "version", 1 << 53)?,
            span: Utf16::new(article, &map).span(start, end).map_err(error)?,
            text: string(&text, "text")?,
        };
        let version = self.document.apply_edit(edit).map_err(error)?;
        Ok(version as f64)
    }

    /// Runs what has not been run.
    #[wasm_bindgen(
        unchecked_return_type = "{ version: number; language: string; numbers: Uint32Array; names: string[] }"
    )]
    pub fn analyze(&mut self) -> Result<JsValue, JsError> {
        let version = self.version();
        let analysis = self.document.analysis();
        let language = analysis.language.clone().unwrap_or_default();
        let analysis = analysis.clone();
        let encoded = flat::encode(&analysis, self.document.article());
        let result = Object::new();
        let names: Array = encoded.names.iter().map(JsValue::from).collect();
        let fields = [
            ("version", version.into()),
            ("language", language.into()),
            (
                "numbers",
                Uint32Array::from(encoded.numbers.as_slice()).into(),
            ),
            ("names", names.into()),
        ];
        for (name, value) in fields {
            set(&result, name, &value)?;
        }
        Ok(result.into())
    }
}

/// Decodes an analysis of `article` into the shape of the command line's JSON.
#[wasm_bindgen(js_name = toObject)]
pub fn to_object(
    article: &JsArticle,
    #[wasm_bindgen(unchecked_param_type = "Uint32Array")] encoded: JsValue,
    #[wasm_bindgen(unchecked_param_type = "string[]")] names: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "string")] language: JsValue,
) -> Result<JsValue, JsError> {
    let encoded = numbers(encoded, "numbers")?;
    let names = strings(names, "names")?;
    let language = language.as_string().filter(|language| !language.is_empty());
    let analysis = flat::decode(&encoded, &names, language, &article.article).map_err(error)?;
    to_js(&object::to_object(
        &analysis,
        &article.article,
        OffsetUnit::Utf16,
    ))
}
