//! Any bytes as a page: decoded, parsed and analysed.
#![no_main]

use ascribe::analysis::analyze;
use ascribe_fuzz::invariants;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let page = ascribe_html::decode(bytes);
    let read = ascribe_html::read_with_segments(&page.text, None);
    let article = read.article;
    invariants::check_article(&article);
    let mut end = 0;
    for segment in &read.segments {
        assert!(end <= segment.start, "segments overlap");
        end = segment.start + segment.len;
        let words = article.text().get(segment.start as usize..end as usize);
        assert!(words.is_some(), "a segment is no stretch of the text");
    }
    let analysis = analyze(&article);
    invariants::check_analysis(&article, &analysis);
    invariants::check_exports(&article, &analysis);
});
