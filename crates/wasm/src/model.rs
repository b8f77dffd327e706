//! Weights of the page's own, for all analyses of this instance.

use crate::convert::error;
use ascribe::analysis::Document;
use ascribe::model::{self, Model, weights};
use ascribe::{Article, ENGINE_VERSION};
use js_sys::Uint8Array;
use std::cell::RefCell;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

struct Loaded {
    model: Arc<Model>,
    name: String,
}

thread_local! {
    static LOADED: RefCell<Option<Loaded>> = const { RefCell::new(None) };
}

/// An article to analyse with the weights of this instance.
pub(crate) fn document(article: Article) -> Document {
    match LOADED.with_borrow(|loaded| Some(Arc::clone(&loaded.as_ref()?.model))) {
        Some(model) => Document::with_model(article, model),
        None => Document::new(article),
    }
}

/// What verdicts call the engine, if it was given weights.
pub(crate) fn engine() -> Option<String> {
    LOADED.with_borrow(|loaded| Some(format!("{ENGINE_VERSION}+{}", loaded.as_ref()?.name)))
}

/// Documents that are made from now on find attributions with the weights of this file. Throws,
/// and changes nothing, if it is none that this engine can use.
#[wasm_bindgen(js_name = setModel)]
pub fn set_model(
    #[wasm_bindgen(unchecked_param_type = "Uint8Array")] bytes: JsValue,
) -> Result<(), JsError> {
    let bytes: Uint8Array = bytes
        .dyn_into()
        .map_err(|_| JsError::new("the weights are no Uint8Array"))?;
    let bytes = bytes.to_vec();
    let model = Arc::new(Model::from_bytes(&bytes).map_err(error)?);
    let name = weights::name(&bytes);
    LOADED.set(Some(Loaded { model, name }));
    Ok(())
}

/// How results name the weights of this instance.
#[wasm_bindgen(js_name = modelName)]
pub fn model_name() -> String {
    LOADED
        .with_borrow(|loaded| Some(loaded.as_ref()?.name.clone()))
        .unwrap_or_else(model::builtin_name)
}
