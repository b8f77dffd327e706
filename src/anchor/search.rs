//! One selector: where it stood, else wherever its exact words stand in the right surroundings.

use super::Selector;
use crate::article::{OffsetMap, OffsetUnit, Span};
use memchr::memmem;
use std::fmt;

/// Code points by which the best surroundings must agree better than the next best.
const MARGIN: usize = 4;

/// Code points from which on words are rare enough to be known without their surroundings.
const TELLING: usize = 20;

/// Words that were found again.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Anchored {
    /// Where they stand.
    pub span: Span,
    /// Share of the surroundings that agree, from 0 to 1.
    pub score: f32,
}

/// Why words were not found again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Orphan {
    /// The selector has no words.
    Empty,
    /// The words do not occur, or only where nothing around them agrees.
    Absent,
    /// They occur more than once and nothing tells the places apart.
    Ambiguous,
    /// The pieces of one mark stand in another order, or overlap.
    Scattered,
    /// Not looked for: the limit on work was reached.
    NotSearched,
}

impl fmt::Display for Orphan {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Orphan::Empty => "there are no words to look for",
            Orphan::Absent => "its words are not in this text",
            Orphan::Ambiguous => "its words stand in several places that look alike",
            Orphan::Scattered => "its pieces no longer stand in order",
            Orphan::NotSearched => "there were too many marks to look for",
        })
    }
}

impl std::error::Error for Orphan {}

/// Finds the words of a selector. `map` is the text's.
///
/// Where the position holds the exact words in the exact surroundings, that is the answer, at
/// no cost. Otherwise every occurrence is looked at (one scan of the text, linear): the one
/// whose surroundings agree best wins, among equals the one clearly nearest to the old place.
///
/// ```
/// use ascribe::{Span, anchor::{Selector, anchor}, article::OffsetMap};
/// let old = "He said no.";
/// let selector = Selector::of(old, &OffsetMap::new(old), Span::new(3, 10));
/// let new = "Asked twice? He said no.";
/// assert_eq!(anchor(new, &OffsetMap::new(new), &selector).unwrap().span, Span::new(16, 23));
/// ```
pub fn anchor(text: &str, map: &OffsetMap, selector: &Selector) -> Result<Anchored, Orphan> {
    if selector.exact.is_empty() {
        return Err(Orphan::Empty);
    }
    if let Some(anchored) = anchor_in_place(text, map, selector) {
        return Ok(anchored);
    }
    let hint = map.to_utf8(text, selector.position.0, OffsetUnit::CodePoint);
    nearest(text, hint, selector)
}

/// The words where the selector says they stood, if they and all their surroundings are there.
/// Costs no more than the words' length and a constant.
pub fn anchor_in_place(text: &str, map: &OffsetMap, selector: &Selector) -> Option<Anchored> {
    let start = map.to_utf8(text, selector.position.0, OffsetUnit::CodePoint);
    let span = occurrence_at(text, start, &selector.exact)?;
    let whole = text.get(..start as usize)?.ends_with(&selector.prefix)
        && text.get(span.end as usize..)?.starts_with(&selector.suffix);
    (whole && !span.is_empty()).then_some(Anchored { span, score: 1.0 })
}

/// The span of `exact` at `start`, if it stands there.
pub(super) fn occurrence_at(text: &str, start: u32, exact: &str) -> Option<Span> {
    text.get(start as usize..)?
        .starts_with(exact)
        .then(|| Span::of(start as usize, start as usize + exact.len()))
}

/// Code points of the surroundings that agree, counted outwards from the words.
pub(super) fn agreement(text: &str, span: Span, selector: &Selector) -> usize {
    let before = text.get(..span.start as usize).unwrap_or("");
    let after = text.get(span.end as usize..).unwrap_or("");
    let same = |(ours, theirs): &(char, char)| ours == theirs;
    before
        .chars()
        .rev()
        .zip(selector.prefix.chars().rev())
        .take_while(same)
        .count()
        + after
            .chars()
            .zip(selector.suffix.chars())
            .take_while(same)
            .count()
}

/// Code points that [`agreement`] gives at most.
pub(super) fn expected(selector: &Selector) -> usize {
    selector.prefix.chars().count() + selector.suffix.chars().count()
}

fn nearest(text: &str, hint: u32, selector: &Selector) -> Result<Anchored, Orphan> {
    let exact = &selector.exact;
    let finder = memmem::Finder::new(exact.as_bytes());
    // The finder skips overlapping occurrences; the one at the hint must not be skipped.
    let occurrences = || {
        finder
            .find_iter(text.as_bytes())
            .map(|start| Span::of(start, start + exact.len()))
            .filter(|span| span.start != hint)
            .chain(occurrence_at(text, hint, exact))
    };
    let mut count = 0usize;
    let mut best = 0;
    for span in occurrences() {
        count += 1;
        best = best.max(agreement(text, span, selector));
    }
    // Two walks and no list: a short word can occur as often as the text has characters.
    let mut winner: Option<(u32, Span)> = None;
    let mut runner_up = u32::MAX;
    for span in occurrences() {
        if agreement(text, span, selector) + MARGIN <= best {
            continue;
        }
        let distance = span.start.abs_diff(hint);
        match winner {
            Some((nearest, _)) if nearest <= distance => runner_up = runner_up.min(distance),
            _ => {
                runner_up = winner.map_or(u32::MAX, |(nearest, _)| nearest);
                winner = Some((distance, span));
            }
        }
    }
    let (distance, span) = winner.ok_or(Orphan::Absent)?;
    let alone = runner_up == u32::MAX;
    if !alone && distance.saturating_mul(2) >= runner_up {
        return Err(Orphan::Ambiguous);
    }
    let expected = expected(selector);
    let agreed = agreement(text, span, selector);
    // Few words without surroundings are anywhere; many are known by themselves, if they stand
    // in one place only.
    let telling = exact.chars().nth(TELLING - 1).is_some();
    let needed = match (telling, count) {
        (true, 1) => 0,
        (true, _) | (false, 1) => expected / 4,
        (false, _) => expected / 2,
    };
    if agreed < needed {
        return Err(if count == 1 {
            Orphan::Absent
        } else {
            Orphan::Ambiguous
        });
    }
    let score = if expected == 0 {
        1.0
    } else {
        agreed as f32 / expected as f32
    };
    Ok(Anchored { span, score })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn select(text: &str, words: &str) -> Selector {
        let start = text.find(words).expect("the words are in the text");
        Selector::of(
            text,
            &OffsetMap::new(text),
            Span::of(start, start + words.len()),
        )
    }

    fn find(text: &str, selector: &Selector) -> Result<String, Orphan> {
        anchor(text, &OffsetMap::new(text), selector)
            .map(|anchored| format!("{}:{}", anchored.span.start, anchored.span.slice(text)))
    }

    #[test]
    fn unchanged_text_is_anchored_in_place() {
        let text = "Ωne. “Twö,” she said. “Three,” she said.";
        let selector = select(text, "“Three,”");
        let anchored = anchor(text, &OffsetMap::new(text), &selector).unwrap();
        assert_eq!(anchored.score, 1.0);
        assert_eq!(anchored.span.slice(text), "“Three,”");
    }

    #[test]
    fn a_paragraph_before_moves_the_words() {
        let old = "The mill closed. The owner said it would open again in June.";
        let selector = select(old, "it would open again");
        let new = format!("A new paragraph 🎈.\n\n{old}");
        assert!(
            find(&new, &selector)
                .unwrap()
                .ends_with(":it would open again")
        );
    }

    #[test]
    fn the_same_word_elsewhere_is_no_match() {
        let selector = select("The mayor said the bridge was sound and dry.", "said");
        assert_eq!(
            find("Nobody else said so, as far as anyone can tell.", &selector),
            Err(Orphan::Absent)
        );
        assert_eq!(
            find("Pia said so. Leo said so. Zoe said so.", &selector),
            Err(Orphan::Ambiguous)
        );
        assert_eq!(find("Nothing at all.", &selector), Err(Orphan::Absent));
    }

    #[test]
    fn context_tells_two_places_apart() {
        let old = "In Lima, he said no to the plan. In Oslo, he said no to the budget.";
        let start = old.rfind("he said no").unwrap();
        let selector = Selector::of(
            old,
            &OffsetMap::new(old),
            Span::of(start, start + "he said no".len()),
        );
        let new = format!("Added words here. {old}");
        let expected = new.rfind("he said no").unwrap();
        assert_eq!(find(&new, &selector), Ok(format!("{expected}:he said no")));
    }

    #[test]
    fn a_short_word_repeated_100_000_times_takes_one_scan() {
        let text = "ab ".repeat(100_000);
        let mut selector = select(&text, "ab");
        selector.prefix = "not there".into();
        selector.position = (150_001, 150_003);
        assert_eq!(find(&text, &selector), Err(Orphan::Ambiguous));
    }

    #[test]
    fn positions_out_of_range_are_only_hints() {
        let text = "Words that stand once in this text.";
        let mut selector = select(text, "that stand once in this");
        selector.position = (u32::MAX, 0);
        assert_eq!(
            find(text, &selector),
            Ok("6:that stand once in this".into())
        );
    }

    proptest! {
        #[test]
        fn what_is_found_has_the_words(old in "[abé ]{1,60}", new in "[abé ]{0,80}", at in 0usize..60, length in 1usize..20) {
            let starts: Vec<usize> = old.char_indices().map(|(index, _)| index).chain([old.len()]).collect();
            let start = at.min(starts.len() - 1);
            let end = (start + length).min(starts.len() - 1);
            let selector = Selector::of(&old, &OffsetMap::new(&old), Span::of(starts[start], starts[end]));
            let map = OffsetMap::new(&new);
            if let Ok(anchored) = anchor(&new, &map, &selector) {
                prop_assert_eq!(anchored.span.slice(&new), &selector.exact);
                prop_assert!((0.0..=1.0).contains(&anchored.score));
            }
            let same = anchor(&old, &OffsetMap::new(&old), &selector);
            if start < end {
                prop_assert_eq!(same.unwrap().span, Span::of(starts[start], starts[end]));
            } else {
                prop_assert_eq!(same, Err(Orphan::Empty));
            }
        }
    }
}
