//! Any text through all stages: no panic, and what comes out is well formed.
#![no_main]

use ascribe::{Article, Document};
use ascribe_fuzz::{invariants, text};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let article = Article::from_plain(text(bytes));
    invariants::check_article(&article);
    let mut document = Document::new(article.clone());
    let analysis = document.analysis().clone();
    invariants::check_analysis(&article, &analysis);
    invariants::check_exports(&article, &analysis);
    invariants::check_explanations(&mut document);
});
