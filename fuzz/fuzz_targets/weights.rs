//! Any bytes as a weights file; what is accepted must not break the analysis.
//!
//! Random bytes hardly ever have the right checksum and sizes, so most inputs are read as what
//! stands in a file: numbers brought into range, then the range-coded stream.
#![no_main]

use std::sync::Arc;

use ascribe::model::{Model, hash::bytes_hash, weights};
use ascribe::{Article, Document};
use ascribe_fuzz::invariants;
use libfuzzer_sys::fuzz_target;

const ARTICLE: &str = "“It holds,” said Ana Ruiz, the harbour master. “We looked.”\n\n\
    The ministry denied that the bridge, which reportedly leaks, was unsafe, according to two \
    officials. She told 'em: \"No.\"";

/// Largest table: 2 to this many rows. The format allows 20, which would cost seconds an input.
const MAX_BITS: u32 = 10;

fuzz_target!(|bytes: &[u8]| {
    let Some((&form, rest)) = bytes.split_first() else {
        return;
    };
    let file = match form % 8 {
        0 => rest.to_vec(),
        1 => sealed(rest),
        _ => sealed(&body(rest)),
    };
    weights::name(&file);
    let Ok(model) = Model::from_bytes(&file) else {
        return;
    };
    let article = Article::from_plain(ARTICLE);
    let mut document = Document::with_model(article.clone(), Arc::new(model));
    let analysis = document.analysis().clone();
    invariants::check_analysis(&article, &analysis);
    invariants::check_explanations(&mut document);
});

/// A file with this body and the checksum that fits it.
fn sealed(body: &[u8]) -> Vec<u8> {
    let mut file = b"ASCW".to_vec();
    file.extend(weights::VERSION.to_le_bytes());
    file.extend(bytes_hash(body).to_le_bytes());
    file.extend(body);
    file
}

/// A body whose counts and sizes are in range.
fn body(bytes: &[u8]) -> Vec<u8> {
    let mut rest = bytes.iter().copied();
    let mut byte = || rest.next().unwrap_or(0);
    let mut body = Vec::new();
    let number = |byte: &mut dyn FnMut() -> u8| {
        let number = f32::from_le_bytes([byte(), byte(), byte(), byte()]);
        if number.is_finite() { number } else { 0.25 }.to_le_bytes()
    };
    // begin_bias and threshold
    body.extend(number(&mut byte));
    body.extend(number(&mut byte));
    for _ in 0..3 {
        let points = u32::from(byte() % 5);
        body.extend(points.to_le_bytes());
        for _ in 0..2 * points {
            body.extend(number(&mut byte));
        }
    }
    for _ in 0..5 {
        let bits = 1 + u32::from(byte()) % MAX_BITS;
        body.extend(bits.to_le_bytes());
        body.extend(number(&mut byte));
    }
    let classes = u32::from(byte()) * 8;
    body.extend(classes.to_le_bytes());
    body.extend(rest);
    body
}
