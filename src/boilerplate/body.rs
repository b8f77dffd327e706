//! The element that holds the article's paragraphs, by the page's own structure.
//!
//! Paragraphs of an article are children of one element, or of a few that look alike; teasers of
//! other articles and readers' comments, however much like paragraphs they read, stand in others.
//! As Readability does, each paragraph's words count in full for the elements next to it and by
//! half for the one above; the element that gathers most is the body, together with those beside
//! it that have its tag and its names.

use crate::annotation::Category;
use crate::article::{Article, Element};

use super::markup::{gather, named, parent};

/// How far above a paragraph's own element its words count, and how much.
const SHARES: [u32; 3] = [2, 2, 1];
/// The body holds at least the `PARTS`th part of the words of paragraphs that have company.
const PARTS: u32 = 2;
/// Least words of a body: with fewer there is nothing to tell it by.
const LEAST: u32 = 60;

/// For each element, whether it is part of the body; empty where no body is found.
/// `paragraph_words` gives the words of a block that reads as a paragraph, and 0 for others.
/// Linear in blocks and elements.
pub(super) fn body(article: &Article, paragraph_words: impl Fn(usize) -> u32) -> Vec<bool> {
    let elements = article.elements();
    let parent = |e: usize| parent(elements, e);
    let own = |element: Option<u32>| {
        let element = element.map(|e| e as usize);
        element.filter(|&e| e < elements.len())
    };
    let mut comments = vec![false; elements.len()];
    for e in 0..elements.len() {
        comments[e] = parent(e).is_some_and(|p| comments[p]) || holds_comments(&elements[e]);
    }
    let mut score = vec![0u32; elements.len()];
    // words of paragraphs that have company, in an element and in those inside it
    let mut held = vec![0u32; elements.len()];
    for (i, block) in article.blocks().iter().enumerate() {
        let words = paragraph_words(i);
        let mut at = own(block.element);
        for share in SHARES {
            let Some(e) = at.filter(|&e| !comments[e]) else {
                break;
            };
            score[e] = score[e].saturating_add(words.saturating_mul(share));
            at = parent(e);
        }
    }
    for (i, block) in article.blocks().iter().enumerate() {
        let words = paragraph_words(i);
        let Some(e) = own(block.element).filter(|&e| !comments[e]) else {
            continue;
        };
        // a teaser is the one paragraph of its element, a section of an article has several
        let company = |e: usize| score[e] > SHARES[0] * words;
        if company(e) || parent(e).is_some_and(company) {
            held[e] = held[e].saturating_add(words);
        }
    }
    gather(elements, &mut held);
    let best = (0..elements.len()).rev().max_by_key(|&e| score[e]);
    let Some(mut best) = best.filter(|&e| score[e] >= SHARES[0] * LEAST) else {
        return Vec::new();
    };
    // an article cut into sections has no element that holds most of it but a higher one
    let total = held.iter().copied().max().unwrap_or(0);
    while held[best] * PARTS < total {
        let Some(outer) = parent(best) else { break };
        best = outer;
    }
    let alike = |e: usize| {
        let (own, other) = (&elements[best], &elements[e]);
        e == best
            || own.parent == other.parent
                && &*own.tag != "article"
                && own.tag == other.tag
                && own.words == other.words
    };
    let mut inside = vec![false; elements.len()];
    for e in 0..elements.len() {
        inside[e] = parent(e).is_some_and(|p| inside[p]) || alike(e);
    }
    inside
}

/// An element named after comments.
fn holds_comments(element: &Element) -> bool {
    !matches!(&*element.tag, "html" | "body" | "main" | "article")
        && element
            .words
            .iter()
            .any(|word| named().get(&**word) == Some(&Category::Comments))
}
