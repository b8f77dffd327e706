//! The table of short texts and their marks, run as wasm in the browser.

#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

#[path = "../../../tests/common/marks.rs"]
mod table;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn every_case_of_the_table() {
    for case in table::cases() {
        assert_eq!(table::marks(&case.text), case.expected, "{}", case.name);
    }
}
