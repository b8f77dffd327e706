//! The boundary between Ascribe's core and JavaScript: the API that `www/src/core.ts` describes.
//!
//! Text and numbers cross as strings and typed arrays, structured things through
//! [`value`], offsets always in UTF-16 code units. Arguments come from a dynamic
//! language and are checked here: whatever is wrong with them, the caller gets an `Error` that
//! says so. What decides anything is in the core; what only unpacks the node stream is in
//! [`stream`], free of JavaScript and tested natively.

mod article;
mod convert;
mod document;
mod model;
mod review;
pub mod stream;
mod value;

pub use article::JsArticle;
pub use document::{JsDocument, to_object};
pub use model::{model_name, set_model};
pub use review::JsReview;

use wasm_bindgen::prelude::*;

/// Reports panics to the console with their place, should one slip through.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// The engine's version.
#[wasm_bindgen]
pub fn version() -> String {
    ascribe::ENGINE_VERSION.to_owned()
}
