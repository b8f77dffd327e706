//! A text and edits of it: what the document then says is what a fresh analysis says.
//!
//! The input is records parted by `U+001E`: the text, then one for each edit. The first
//! characters of an edit tell where it begins and how much it replaces, as parts of 256 of the
//! text; the rest is what it puts there.
#![no_main]

use ascribe::{Article, Document, Edit, Span};
use ascribe_fuzz::{SEPARATOR, text};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let input = text(bytes);
    let mut records = input.split(SEPARATOR);
    let start = records.next().unwrap_or_default();
    let mut document = Document::new(Article::from_plain(start));
    document.analysis();
    for record in records.take(8) {
        let mut characters = record.chars();
        let mut share = || characters.next().map_or(0, |c| c as usize % 256);
        let (at, length) = (share(), share());
        let current = document.article().text();
        let size = current.len();
        let span = Span::new(
            boundary(current, size * at / 255),
            boundary(current, size * at / 255 + size * length / 1024),
        );
        let edit = Edit {
            version: document.version(),
            span,
            text: characters.as_str().to_owned(),
        };
        document.apply_edit(edit).expect("a range of the text");
        let mut fresh = Document::new(Article::from_plain(document.article().text()));
        assert_eq!(document.analysis(), fresh.analysis());
        for index in 0..fresh.analysis().attributions.len().min(3) {
            assert_eq!(document.explain(index), fresh.explain(index));
        }
    }
});

fn boundary(text: &str, at: usize) -> u32 {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at as u32
}
