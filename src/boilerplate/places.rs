//! Which blocks of an article are what by their place: the article proper, its headline, what
//! stands below a heading of other articles, below one of comments, or below the article's end.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::shape::{BlockFeatures, features as features_of};
use crate::annotation::Category;
use crate::article::{Article, Block, BlockKind};

impl BlockFeatures {
    /// Reads as a paragraph of an article.
    pub(super) fn is_paragraph(&self) -> bool {
        self.words >= 18 && self.ends_sentence && self.strongest() < 2.0 && self.line.is_none()
    }

    pub(super) fn is_short(&self) -> bool {
        self.words <= 14 && !self.ends_sentence
    }

    /// Furniture that stands in the middle of an article as often as below it.
    pub(super) fn interrupts(&self) -> bool {
        matches!(
            self.line,
            Some(
                Category::Advertisement
                    | Category::ReadMore
                    | Category::Signup
                    | Category::Appeal
                    | Category::Label
                    | Category::Other
            )
        )
    }

    /// Strength of the category that its words point to most.
    pub(super) fn strongest(&self) -> f32 {
        self.likeliest().1
    }

    /// The category that its words point to most, and how much; 0 for no word that does.
    pub(super) fn likeliest(&self) -> (usize, f32) {
        let strengths = self.categories.iter().copied().enumerate();
        strengths.fold((0, 0.0), |a, b| if b.1 > a.1 { b } else { a })
    }

    /// The same words, or nearly so, as a title.
    pub(super) fn has_words_of(&self, title: &BlockFeatures) -> bool {
        self.fingerprint == title.fingerprint
            || (title.long_words.len() >= 3
                && self.is_short()
                && overlap(&title.long_words, &self.long_words) >= 0.8)
    }
}

/// The stretch of blocks that is worth most: paragraphs count their words, others take away.
pub(super) fn proper(features: &[&BlockFeatures], paragraphs: &[bool]) -> Range<usize> {
    let (mut best, mut worth) = (0..0, 0i64);
    let (mut start, mut sum) = (0, 0i64);
    for (i, f) in features.iter().enumerate() {
        if f.comment_head && worth > 0 {
            break; // All that follows are comments, however many words they have.
        }
        if sum <= 0 {
            (start, sum) = (i, 0);
        }
        sum += if paragraphs[i] {
            i64::from(f.words.min(200))
        } else if f.comments_heading {
            -80
        } else if f.related_heading {
            -20
        } else {
            -6
        };
        if paragraphs[i] && sum > worth {
            (best, worth) = (start..i + 1, sum);
        }
    }
    // It begins with a paragraph, since a sum of nothing starts anew.
    best
}

/// The block that is the headline: the first with the title of the page's metadata, or else the
/// last heading of level one above the article's paragraphs.
pub(super) fn title(
    article: &Article,
    features: &[&BlockFeatures],
    proper: &Range<usize>,
) -> Option<usize> {
    let blocks = article.blocks();
    let named = article.metadata().title.as_deref().and_then(|title| {
        let title = features_of(title, BlockKind::Heading, 1, 0.0);
        let mut same = (0..features.len())
            .filter(|i| features[*i].words >= 2 && features[*i].has_words_of(&title));
        // A heading of that name, rather than a link to the page itself.
        let first = same.clone().next();
        same.find(|i| blocks[*i].kind == BlockKind::Heading)
            .or(first)
    });
    named.or_else(|| {
        let headline = |i: &usize| {
            let (b, f): (&Block, _) = (&blocks[*i], features[*i]);
            let heading = b.kind == BlockKind::Heading && b.level == 1 && b.span.len() > 12;
            heading && f.line.is_none() && !f.date_line
        };
        (0..proper.end.min(features.len())).rev().find(headline)
    })
}

/// How many blocks may stand above a headline that no markup tells.
const ABOVE_HEADLINE: usize = 8;

/// The headline of plain text in which no line was read as one: a line above the first paragraph
/// that is no furniture by its words, the first that shares words with the paragraphs.
pub(super) fn unmarked_title(
    article: &Article,
    features: &[&BlockFeatures],
    proper: &Range<usize>,
    ties: impl Fn(usize) -> Option<f32>,
) -> Option<usize> {
    if !article.elements().is_empty() {
        return None;
    }
    let first = if proper.is_empty() {
        features
            .iter()
            .position(|f| f.words >= 8 && f.ends_sentence && f.line.is_none())
            .unwrap_or(0)
    } else {
        proper.start
    };
    let furniture = |f: &BlockFeatures| {
        f.line.is_some() || f.credit_line || f.label_line || f.date_line || f.strongest() >= 1.2
    };
    let next_is_credit = |i: usize| features.get(i + 1).is_some_and(|n| n.credit_line);
    let mut likely = (0..first.min(ABOVE_HEADLINE))
        .filter(|i| features[*i].headline_like && features[*i].connected)
        .filter(|i| !furniture(features[*i]) && !next_is_credit(*i));
    let first = likely.clone().next()?;
    if ties(first).is_none_or(|share| share > 0.0) {
        return Some(first);
    }
    let tied = likely.find(|i| ties(*i).is_some_and(|share| share >= 0.3));
    tied.or(Some(first))
}

/// Share of the words that stand in the article's paragraphs more often than `itself`; `None` for
/// fewer than two words.
pub(super) fn tied(own: &[u64], words: &FxHashMap<u64, u32>, itself: u32) -> Option<f32> {
    let known = |w: &&u64| words.get(w).is_some_and(|count| *count > itself);
    let count = own.iter().filter(known).count();
    (own.len() >= 2).then(|| count as f32 / own.len() as f32)
}

/// Share of the words of either that both have; both are sorted.
fn overlap(a: &[u64], b: &[u64]) -> f32 {
    let both = a
        .iter()
        .filter(|word| b.binary_search(word).is_ok())
        .count();
    both as f32 / (a.len() + b.len() - both).max(1) as f32
}

pub(super) fn rows(features: &[&BlockFeatures]) -> Vec<u16> {
    let mut rows = vec![0; features.len()];
    let mut start = 0;
    while start < features.len() {
        let row = features[start..]
            .iter()
            .take_while(|f| f.is_short())
            .count();
        rows[start..start + row].fill(row.min(999) as u16);
        start += row.max(1);
    }
    rows
}

/// Which blocks stand under a heading of other articles, up to the next paragraph, and which
/// under one of comments, below the article.
pub(super) fn under_headings(
    features: &[&BlockFeatures],
    paragraphs: &[bool],
    proper: &Range<usize>,
) -> (Vec<bool>, Vec<bool>) {
    let (mut related, mut comments) = (false, false);
    let mut both = (Vec::new(), Vec::new());
    for (i, f) in features.iter().enumerate() {
        related &= !paragraphs[i];
        comments &= !f.related_heading;
        both.0.push(related);
        both.1.push(comments);
        related |= f.related_heading;
        comments |= f.comments_heading && i >= proper.end;
    }
    both
}

/// Which blocks of plain text stand below the article proper and below furniture that ends
/// articles, up to the next paragraph. Markup tells it better where there is any.
pub(super) fn after_end(
    article: &Article,
    features: &[&BlockFeatures],
    paragraphs: &[bool],
    proper: &Range<usize>,
) -> Vec<bool> {
    let plain = article.elements().is_empty() && !proper.is_empty();
    let mut ended = false;
    let mut after = Vec::with_capacity(features.len());
    for (i, f) in features.iter().enumerate() {
        ended &= !paragraphs[i];
        after.push(ended);
        let ends = matches!(
            f.line,
            Some(
                Category::Share
                    | Category::Comments
                    | Category::Related
                    | Category::Signup
                    | Category::Appeal
                    | Category::Legal
                    | Category::Correction
            )
        );
        ended |= plain && ends && i >= proper.end;
    }
    after
}
