//! The article's own words: content blocks without the stretches of furniture inside them, and
//! the links and emphasis around what is left.

use crate::analysis::Analysis;
use crate::annotation::Role;
use crate::article::{Article, Block, Inline, InlineKind, Span};
use crate::order;

/// A block of content and what of it is the article's own; never empty.
pub(super) struct Passage<'a> {
    pub(super) block: &'a Block,
    /// Sorted, parted by furniture, no white space next to it.
    pub(super) pieces: Vec<Span>,
}

/// The passages of an article in reading order. Linear, but for sorting the furniture.
pub(super) fn passages<'a>(article: &'a Article, analysis: &Analysis) -> Vec<Passage<'a>> {
    let mut furniture: Vec<Span> = analysis.boilerplate.iter().map(|mark| mark.span).collect();
    order::sort_by(&mut furniture, Span::cmp);
    let mut furniture = furniture.into_iter().peekable();
    let mut cut = 0;
    let mut passages = Vec::new();
    for (index, block) in article.blocks().iter().enumerate() {
        let mut pieces = Vec::new();
        let mut start = block.span.start.max(cut);
        while let Some(mark) = furniture.next_if(|mark| mark.start < block.span.end) {
            pieces.push(Span::new(start, mark.start));
            start = start.max(mark.end);
        }
        pieces.push(Span::new(start, block.span.end));
        cut = start;
        let role = analysis.blocks.get(index).map(|label| label.role);
        if role == Some(Role::Boilerplate) {
            continue;
        }
        for piece in &mut pieces {
            *piece = piece.trimmed(article.text());
        }
        pieces.retain(|piece| !piece.is_empty());
        if !pieces.is_empty() {
            passages.push(Passage { block, pieces });
        }
    }
    passages
}

/// A part of a passage.
pub(super) enum Part<'a> {
    /// A link or an emphasis begins; it has words.
    Open(&'a InlineKind),
    Words(&'a str),
    Close(&'a InlineKind),
}

/// Tells of a passage's words and of the links and emphasis around them, properly nested: of
/// two that overlap, the later one is cut. A link in a link and an emphasis in its like are
/// left out. Linear.
pub(super) fn parts<'a>(
    article: &'a Article,
    passage: &Passage<'_>,
    mut tell: impl FnMut(Part<'a>),
) {
    let span = passage.block.span;
    let first = article
        .inlines()
        .partition_point(|inline| inline.span.start < span.start);
    let mut waiting = article.inlines()[first..]
        .iter()
        .take_while(|inline| inline.span.start < span.end)
        .peekable();
    let mut open: Vec<(&'a Inline, u32)> = Vec::new();
    let mut before: Option<Span> = None;
    for piece in &passage.pieces {
        if let Some(before) = before
            && Span::new(before.end, piece.start)
                .slice(article.text())
                .contains(char::is_whitespace)
        {
            // Close what ends before the space, so that no emphasis ends in one.
            close_until(&mut open, piece.start, &mut tell);
            tell(Part::Words(" "));
        }
        before = Some(*piece);
        let mut at = piece.start;
        while at < piece.end {
            close_until(&mut open, at, &mut tell);
            while let Some(inline) = waiting.next_if(|inline| inline.span.start <= at) {
                let end = open
                    .last()
                    .map_or(span.end, |(_, end)| *end)
                    .min(inline.span.end);
                let same = |(other, _): &(&Inline, u32)| {
                    std::mem::discriminant(&other.kind) == std::mem::discriminant(&inline.kind)
                };
                if end > at && !open.iter().any(same) {
                    open.push((inline, end));
                    tell(Part::Open(&inline.kind));
                }
            }
            let mut end = piece.end;
            if let Some((_, inline_end)) = open.last() {
                end = end.min(*inline_end);
            }
            if let Some(inline) = waiting.peek() {
                end = end.min(inline.span.start);
            }
            tell(Part::Words(Span::new(at, end).slice(article.text())));
            at = end;
        }
    }
    close_until(&mut open, u32::MAX, &mut tell);
}

/// Closes what ends at or before an offset.
fn close_until<'a>(open: &mut Vec<(&'a Inline, u32)>, at: u32, tell: &mut impl FnMut(Part<'a>)) {
    while let Some((inline, _)) = open.pop_if(|(_, end)| *end <= at) {
        tell(Part::Close(&inline.kind));
    }
}

/// Index of the innermost element around a block with one of these tags.
pub(super) fn nearest(article: &Article, start: Option<u32>, tags: &[&str]) -> Option<u32> {
    let mut next = start;
    while let Some(index) = next {
        let element = article.elements().get(index as usize)?;
        if tags.contains(&&*element.tag) {
            return Some(index);
        }
        next = element.parent;
    }
    None
}

/// A link's address if it is safe to follow: `http`, `https`, `mailto`, or relative.
pub(super) fn safe_address(address: &str) -> Option<&str> {
    let address = address.trim_matches(|character: char| character <= ' ');
    if address.is_empty() || address.contains(char::is_control) {
        return None;
    }
    match address.split_once([':', '/', '?', '#']) {
        Some((scheme, _)) if address.as_bytes()[scheme.len()] == b':' => {
            let known = ["http", "https", "mailto"]
                .iter()
                .any(|known| scheme.eq_ignore_ascii_case(known));
            known.then_some(address)
        }
        _ => Some(address),
    }
}
