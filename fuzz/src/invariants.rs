//! What must hold of every article and every analysis, whatever the input.

use ascribe::article::OffsetUnit;
use ascribe::interchange::{flat, html, markdown, object, text};
use ascribe::{Analysis, Article, Attribution, Document, Role, Span};

/// Blocks are in order, apart, trimmed, and cover all text but white space.
pub fn check_article(article: &Article) {
    let whole = article.text();
    let mut end = 0;
    for block in article.blocks() {
        let span = block.span;
        check_span(whole, span);
        assert!(end <= span.start, "block {span:?} begins before {end}");
        let gap = Span::new(end, span.start).slice(whole);
        assert!(gap.trim().is_empty(), "{gap:?} is in no block");
        assert_eq!(span.trimmed(whole), span, "white space at a block's ends");
        assert!((0.0..=1.0).contains(&block.link_density));
        end = span.end;
    }
    let rest = &whole[end as usize..];
    assert!(rest.trim().is_empty(), "{rest:?} is in no block");
    for inline in article.inlines() {
        check_span(whole, inline.span);
    }
}

/// Every span lies in the text on character boundaries and in order, every index points
/// somewhere, no attribution stands inside itself, and probabilities are probabilities.
pub fn check_analysis(article: &Article, analysis: &Analysis) {
    let whole = article.text();
    let Analysis {
        language: _,
        blocks,
        sentences,
        boilerplate,
        quotes,
        attributions,
        speakers,
    } = analysis;
    assert_eq!(blocks.len(), article.blocks().len());
    for label in blocks {
        assert_eq!(label.role == Role::Boilerplate, label.category.is_some());
        check_probability(label.confidence);
    }
    check_pieces(whole, sentences);
    for mark in boilerplate {
        check_span(whole, mark.span);
        check_probability(mark.confidence);
    }
    assert!(boilerplate.is_sorted_by_key(|mark| mark.span.start));
    for quote in quotes {
        assert!(!quote.spans.is_empty());
        check_pieces(whole, &quote.spans);
        check_probability(quote.confidence);
        check_index(quote.attribution, attributions.len());
    }
    assert!(quotes.is_sorted_by_key(|quote| quote.spans[0].start));
    for (index, attribution) in attributions.iter().enumerate() {
        check_attribution(whole, attribution);
        check_index(attribution.parent, attributions.len());
        check_index(attribution.speaker, speakers.len());
        check_no_cycle(index, attributions.len(), |at| attributions[at].parent);
    }
    for (index, speaker) in speakers.iter().enumerate() {
        assert!(!speaker.name.is_empty());
        check_pieces(whole, &speaker.mentions);
        check_index(speaker.speaks_for, speakers.len());
        check_no_cycle(index, speakers.len(), |at| speakers[at].speaks_for);
    }
}

/// Every attribution can be explained, and none beyond the last.
pub fn check_explanations(document: &mut Document) {
    let count = document.analysis().attributions.len();
    for index in 0..count {
        assert!(document.explain(index).is_some(), "no reason for {index}");
    }
    assert!(document.explain(count).is_none());
}

/// The analysis survives its encoding for the page, and can be written in every format.
pub fn check_exports(article: &Article, analysis: &Analysis) {
    let flat = flat::encode(analysis, article);
    let language = analysis.language.clone();
    let decoded = flat::decode(&flat.numbers, &flat.names, language, article);
    assert_eq!(decoded.as_ref(), Ok(analysis));
    for unit in [OffsetUnit::Utf16, OffsetUnit::CodePoint] {
        object::to_object(analysis, article, unit);
    }
    text::export_text(article, analysis);
    html::export_html(article, analysis);
    markdown::export_markdown(article, analysis);
}

fn check_attribution(whole: &str, attribution: &Attribution) {
    assert!(!attribution.content.is_empty(), "nothing is attributed");
    check_pieces(whole, &attribution.content);
    check_pieces(whole, &attribution.cue);
    check_pieces(whole, &attribution.source);
    check_probability(attribution.confidence.attribution);
    check_probability(attribution.confidence.source);
    check_probability(attribution.confidence.content);
}

/// A span with at least one character, on character boundaries.
fn check_span(whole: &str, span: Span) {
    let words = whole.get(span.start as usize..span.end as usize);
    assert!(
        words.is_some_and(|words| !words.is_empty()),
        "{span:?} is no stretch of the text"
    );
}

/// Spans in text order that do not overlap.
fn check_pieces(whole: &str, spans: &[Span]) {
    for &span in spans {
        check_span(whole, span);
    }
    assert!(
        spans.is_sorted_by(|one, next| one.end <= next.start),
        "{spans:?} overlap or are out of order"
    );
}

fn check_probability(value: f32) {
    assert!((0.0..=1.0).contains(&value), "{value} is no probability");
}

fn check_index(index: Option<u32>, count: usize) {
    assert!(index.is_none_or(|index| (index as usize) < count));
}

fn check_no_cycle(start: usize, count: usize, next: impl Fn(usize) -> Option<u32>) {
    let mut at = start;
    for _ in 0..count {
        match next(at) {
            Some(index) => at = index as usize,
            None => return,
        }
    }
    panic!("number {start} stands inside itself");
}
