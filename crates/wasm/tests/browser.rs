//! The boundary as the page sees it: run in a browser (`npm run test:wasm`).
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn says_the_engines_version() {
    assert_eq!(ascribe_wasm::version(), ascribe::ENGINE_VERSION);
}
