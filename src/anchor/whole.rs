//! A mark in several pieces (a claim with its source and cue), found again as a whole.

use super::search::{agreement, occurrence_at};
use super::{Orphan, Selector, anchor, anchor_in_place};
use crate::article::{OffsetMap, OffsetUnit, Span};
use crate::order;

/// How many pieces are tried, longest first, as the one that tells how far the mark moved.
const PIVOTS: usize = 4;

/// Finds every piece of a mark; one span for each selector, in their order.
///
/// The longest piece that is found tells how far the mark has moved, so that short ones
/// ("she", "said") are looked for at that distance first. If one piece is not found, the mark
/// is an orphan. Linear in the text for each piece that is not where it stood.
pub fn anchor_all(
    text: &str,
    map: &OffsetMap,
    selectors: &[&Selector],
) -> Result<Vec<Span>, Orphan> {
    if let Some(spans) = in_place(text, map, selectors) {
        return Ok(spans);
    }
    let mut by_length: Vec<usize> = (0..selectors.len()).collect();
    order::sort_by_key(&mut by_length, |&index| {
        std::cmp::Reverse(selectors[index].exact.len())
    });
    let mut why = Orphan::Empty;
    for &pivot in by_length.iter().take(PIVOTS) {
        match anchor(text, map, selectors[pivot]) {
            Ok(anchored) => return around(text, map, selectors, pivot, anchored.span),
            Err(orphan) => why = orphan,
        }
    }
    Err(why)
}

/// All pieces where they stood; no cost beyond their length.
pub(crate) fn in_place(text: &str, map: &OffsetMap, selectors: &[&Selector]) -> Option<Vec<Span>> {
    selectors
        .iter()
        .map(|selector| anchor_in_place(text, map, selector).map(|anchored| anchored.span))
        .collect()
}

fn around(
    text: &str,
    map: &OffsetMap,
    selectors: &[&Selector],
    pivot: usize,
    found: Span,
) -> Result<Vec<Span>, Orphan> {
    let (now, _) = map.span_from_utf8(text, found, OffsetUnit::CodePoint);
    let moved = i64::from(now) - i64::from(selectors[pivot].position.0);
    selectors
        .iter()
        .enumerate()
        .map(|(index, selector)| {
            if index == pivot {
                return Ok(found);
            }
            let shift = |offset: u32| (i64::from(offset) + moved).clamp(0, u32::MAX.into()) as u32;
            let position = (shift(selector.position.0), shift(selector.position.1));
            let start = map.to_utf8(text, position.0, OffsetUnit::CodePoint);
            if let Some(span) = occurrence_at(text, start, &selector.exact)
                && !span.is_empty()
                && agreement(text, span, selector) > 0
            {
                return Ok(span);
            }
            let moved_selector = Selector {
                position,
                ..(*selector).clone()
            };
            anchor(text, map, &moved_selector).map(|anchored| anchored.span)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_pieces_follow_the_longest() {
        let old = "“It rains,” he said. “The roof leaks in nine places,” he said.";
        let map = OffsetMap::new(old);
        let content = old.find("The roof").unwrap();
        let source = old.rfind("he said").unwrap();
        let spans = [
            Span::of(content, content + "The roof leaks in nine places".len()),
            Span::of(source, source + 2),
            Span::of(source + 3, source + 7),
        ];
        let selectors = spans.map(|span| Selector::of(old, &map, span));
        let new = format!("He said it, he said. {old} And he said more.");
        let found = anchor_all(&new, &OffsetMap::new(&new), &selectors.each_ref()).unwrap();
        assert_eq!(found, spans.map(|span| span.shifted(21)));
    }

    #[test]
    fn a_missing_piece_orphans_the_mark() {
        let old = "“The roof leaks in nine places,” the janitor said.";
        let map = OffsetMap::new(old);
        let selectors = ["The roof leaks in nine places", "the janitor"].map(|words| {
            let start = old.find(words).unwrap();
            Selector::of(old, &map, Span::of(start, start + words.len()))
        });
        let new = "“The roof leaks in nine places,” the mayor said.";
        assert_eq!(
            anchor_all(new, &OffsetMap::new(new), &selectors.each_ref()),
            Err(Orphan::Absent)
        );
    }
}
