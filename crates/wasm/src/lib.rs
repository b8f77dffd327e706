//! The boundary between Ascribe's core and JavaScript.

use wasm_bindgen::prelude::*;

/// The engine's version.
#[wasm_bindgen]
pub fn version() -> String {
    ascribe::ENGINE_VERSION.to_owned()
}
