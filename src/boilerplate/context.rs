//! What a block's place in the article tells: position, neighbours, repetitions, markup.
//!
//! The article proper is taken to be the stretch of blocks with the most words in paragraphs and
//! the fewest other blocks between them; places count from it.

use rustc_hash::FxHashMap;

use super::evidence::{Sign, Weighed};
use super::markup::{self, Hint};
use super::shape::{BlockFeatures, features as features_of};
use crate::annotation::Category;
use crate::article::{Article, Block, BlockKind};

impl BlockFeatures {
    /// Reads as a paragraph of an article.
    fn is_paragraph(&self) -> bool {
        self.words >= 18 && self.ends_sentence && self.strongest() < 2.0 && self.line.is_none()
    }

    fn is_short(&self) -> bool {
        self.words <= 14 && !self.ends_sentence
    }

    /// Furniture that stands in the middle of an article as often as below it.
    fn interrupts(&self) -> bool {
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
    fn strongest(&self) -> f32 {
        self.categories.iter().fold(0.0f32, |a, b| a.max(*b))
    }

    /// The same words, or nearly so, as a title.
    fn has_words_of(&self, title: &BlockFeatures) -> bool {
        self.fingerprint == title.fingerprint
            || (title.long_words.len() >= 3
                && self.is_short()
                && overlap(&title.long_words, &self.long_words) >= 0.8)
    }
}

/// How many blocks that interrupt an article are passed over.
const INTERRUPTIONS: usize = 3;

/// What is known of the article as a whole.
pub(super) struct Context<'a> {
    article: &'a Article,
    features: &'a [&'a BlockFeatures],
    paragraphs: Vec<bool>,
    /// Blocks from the first to the last paragraph of the article proper.
    proper: std::ops::Range<usize>,
    counts: FxHashMap<u64, u32>,
    /// In how many paragraphs of the article proper a word stands.
    words: FxHashMap<u64, u32>,
    /// The block that is the headline.
    title: Option<usize>,
    hints: Vec<Hint>,
    /// For each block, the length of the row of short blocks it stands in.
    rows: Vec<u16>,
    under_related: Vec<bool>,
    under_comments: Vec<bool>,
    /// Below the article and below furniture that ends it.
    after_end: Vec<bool>,
    has_links: bool,
}

impl<'a> Context<'a> {
    /// Linear in the number of blocks and elements.
    pub fn of(article: &'a Article, features: &'a [&'a BlockFeatures]) -> Context<'a> {
        let paragraphs: Vec<bool> = features.iter().map(|f| f.is_paragraph()).collect();
        let proper = proper(features, &paragraphs);
        let mut counts = FxHashMap::default();
        for f in features.iter().filter(|f| f.words > 0) {
            *counts.entry(f.fingerprint).or_insert(0u32) += 1;
        }
        let mut words = FxHashMap::default();
        for i in proper.clone().filter(|i| paragraphs[*i]) {
            for word in &features[i].long_words {
                *words.entry(*word).or_insert(0u32) += 1;
            }
        }
        let hints = markup::hints(article, |i| match features.get(i) {
            Some(f) if paragraphs[i] => u32::from(f.words),
            _ => 0,
        });
        let ties = |i: usize| tied(&features[i].long_words, &words, 0);
        let title = title(article, features, &proper)
            .or_else(|| unmarked_title(article, features, &proper, ties));
        let (under_related, under_comments) = under_headings(features, &paragraphs, &proper);
        Context {
            article,
            features,
            rows: rows(features),
            after_end: after_end(article, features, &paragraphs, &proper),
            has_links: article.blocks().iter().any(|b| b.link_density > 0.0),
            paragraphs,
            proper,
            counts,
            words,
            title,
            hints,
            under_related,
            under_comments,
        }
    }

    /// The hint of a block's element.
    fn hint(&self, i: usize) -> Hint {
        let element = self.article.blocks()[i].element;
        let hint = element.and_then(|e| self.hints.get(e as usize));
        hint.copied().unwrap_or_default()
    }

    /// True for the headline itself.
    fn is_title(&self, i: usize) -> bool {
        self.title == Some(i)
    }

    /// True for another block with the headline's words.
    fn repeats_title(&self, i: usize) -> bool {
        let Some(title) = self.title.filter(|at| *at != i) else {
            return false;
        };
        let (f, title) = (self.features[i], self.features[title]);
        f.words > 0 && f.has_words_of(title)
    }

    /// True for furniture that stands alone among the paragraphs of the article: its neighbours
    /// are no more likely to be furniture. A box to sign up or to pay has several lines. Bare
    /// addresses stand anywhere.
    pub fn interrupts(&self, i: usize) -> bool {
        let boxed = matches!(
            self.features[i].line,
            Some(Category::Signup | Category::Appeal)
        );
        let inside = self.proper.is_empty() || self.proper.contains(&i);
        let address = self.features[i].line == Some(Category::Other);
        address || inside && !boxed && self.features[i].interrupts()
    }

    fn repeated(&self, i: usize) -> u32 {
        let f = self.features[i];
        self.counts.get(&f.fingerprint).copied().unwrap_or(0)
    }

    /// Share of a block's longer words that stand in other paragraphs of the article.
    fn ties(&self, i: usize) -> Option<f32> {
        let itself = u32::from(self.paragraphs[i] && self.proper.contains(&i));
        tied(&self.features[i].long_words, &self.words, itself)
    }

    /// Adds what the place of block `i` tells.
    pub fn weigh(&self, i: usize, evidence: &mut Vec<Weighed>) {
        let f = self.features[i];
        let mut add = |sign: Sign, strength: f32| {
            if strength != 0.0 {
                evidence.push((sign.into(), strength));
            }
        };
        let last = self.features.len() - 1;
        let near = |blocks: usize| (blocks as f32 / 8.0).min(1.0);
        if self.proper.is_empty() {
            add(Sign::NoParagraph, 1.0);
        } else if i < self.proper.start {
            add(Sign::Above, 1.0);
            add(Sign::AboveFar, near(self.proper.start - i - 1));
        } else if i >= self.proper.end {
            add(Sign::Below, 1.0);
            add(Sign::BelowFar, near(i - self.proper.end));
            add(Sign::BelowNext, f32::from(u8::from(i == self.proper.end)));
        }
        let mut flag = |sign, set: bool| add(sign, f32::from(u8::from(set)));
        flag(Sign::First, i == 0);
        flag(Sign::Last, i == last);
        let (is_title, repeats_title) = (self.is_title(i), self.repeats_title(i));
        flag(Sign::IsTitle, is_title);
        flag(Sign::RepeatsTitle, repeats_title);
        let repeated = self.repeated(i);
        flag(Sign::Repeated, repeated >= 2 && !is_title);
        flag(Sign::RepeatedMuch, repeated >= 4 && !is_title);
        flag(Sign::AfterRelatedHeading, self.under_related[i]);
        flag(Sign::AfterCommentsHeading, self.under_comments[i]);
        let next = self.features.get(i + 1);
        let before = i.checked_sub(1).map(|before| self.features[before]);
        flag(
            Sign::BeforeCredit,
            !f.credit_line && next.is_some_and(|n| n.credit_line),
        );
        let below = self.article.blocks().get(i + 1);
        let credit_below = next.is_some_and(|n| n.credit_line)
            && below.is_some_and(|b| b.kind != BlockKind::Caption);
        let own_line = f.line.is_none() && !is_title;
        flag(
            Sign::CaptionBeforeCredit,
            own_line && f.verbless && !f.credit_line && credit_below,
        );
        // What interrupts an article is passed over.
        let stays = |at: &usize| !self.features[*at].interrupts();
        let paragraph = |at: Option<usize>| at.is_some_and(|at| self.paragraphs[at]);
        let paragraph_before = paragraph((i.saturating_sub(INTERRUPTIONS)..i).rev().find(stays));
        let mut after = i + 1..self.features.len().min(i + 1 + INTERRUPTIONS);
        let paragraph_after = paragraph(after.find(stays));
        flag(
            Sign::BetweenParagraphs,
            own_line
                && f.words <= 8
                && f.is_short()
                && f.strongest() < 0.8
                && repeated < 2
                && paragraph_before
                && paragraph_after,
        );
        flag(
            Sign::LineQuotation,
            own_line && f.quotation_line && self.proper.contains(&i) && !self.under_related[i],
        );
        let item = self.article.blocks()[i].kind == BlockKind::ListItem;
        flag(
            Sign::AfterEnd,
            self.after_end[i] && !item && f.is_short() && f.words >= 3,
        );
        flag(Sign::AfterLabel, before.is_some_and(|b| b.label_line));
        let alone = |f: &BlockFeatures| f.lone_marker;
        flag(
            Sign::LoneMarker,
            before.is_some_and(alone) || next.is_some_and(|n| alone(n)),
        );
        let paragraph_next = self.paragraphs.get(i + 1).is_some_and(|p| *p);
        flag(Sign::BeforeParagraph, f.is_short() && paragraph_next);
        flag(
            Sign::LinkNone,
            self.has_links && self.article.blocks()[i].link_density == 0.0,
        );
        let hint = self.hint(i);
        flag(Sign::HintArticle, hint.article && hint.furniture == 0.0);
        flag(Sign::HintLink, hint.navigation);
        let sign = if hint.furniture >= 0.6 {
            Sign::HintFurniture
        } else {
            Sign::HintFurnitureWeak
        };
        add(sign, hint.furniture);
        let row = f32::from(self.rows[i]);
        add(
            Sign::ShortRow,
            if row >= 3.0 {
                (row / 12.0).min(1.0)
            } else {
                0.0
            },
        );
        match self.ties(i) {
            Some(0.0) if f.long_words.len() >= 3 => add(Sign::NoTies, 1.0),
            Some(share) => add(Sign::Ties, share),
            None => {}
        }
    }

    /// Which furniture a block is, if it is any.
    pub fn category(&self, i: usize) -> Category {
        let f = self.features[i];
        if let Some(category) = f.line {
            return category;
        }
        let block = &self.article.blocks()[i];
        let mut strength = f.categories;
        let mut raise = |category: Category, by: f32| strength[category as usize] += by;
        let hint = self.hint(i);
        if let Some(category) = hint.category {
            raise(category, 1.5 + hint.furniture);
        }
        if self.repeats_title(i) {
            raise(Category::Duplicate, 6.0);
        } else if self.repeated(i) >= 2 && f.words >= 8 {
            raise(Category::Duplicate, 1.0);
        }
        if self.under_related[i] && f.words >= 3 {
            // Its own words are nearer than the heading above.
            raise(
                Category::Related,
                if f.strongest() >= 1.5 { 0.5 } else { 2.0 },
            );
        }
        if self.under_comments[i] {
            raise(Category::Comments, 1.5);
        }
        let above = i < self.proper.start;
        let below = i >= self.proper.end && !self.proper.is_empty();
        let credit_next = self.features.get(i + 1).is_some_and(|n| n.credit_line);
        let label_before = i
            .checked_sub(1)
            .is_some_and(|b| self.features[b].label_line);
        if block.kind == BlockKind::Caption {
            raise(Category::Caption, 3.0);
        }
        if f.related_heading {
            raise(Category::Related, 1.5);
        }
        if f.credit_line && f.words <= 10 {
            raise(Category::Credit, 1.5);
        }
        if credit_next && f.verbless && !f.credit_line {
            raise(Category::Caption, 2.0);
        }
        if f.words >= 4 && !f.credit_line && !below {
            raise(Category::Caption, f32::from(u8::from(credit_next)) * 2.0);
            raise(Category::Caption, f32::from(u8::from(label_before)) * 1.5);
        }
        let label = f
            .stretches
            .iter()
            .any(|s| s.start == 0 && s.category == Category::Label);
        let credit_tail = f
            .stretches
            .iter()
            .any(|s| s.start > 0 && s.category == Category::Credit);
        if credit_tail && !f.ends_sentence {
            raise(Category::Caption, 1.5);
        }
        if label && f.words >= 8 {
            raise(Category::Caption, 3.0);
        }
        if f.headline_like && (below || block.link_density > 0.8) {
            raise(Category::Related, 1.2);
        } else if f.headline_like && !above {
            raise(Category::Caption, 0.8);
        }
        if above && f.words <= 4 {
            let first = i <= 1 && f.words <= 3;
            raise(
                if first {
                    Category::Masthead
                } else {
                    Category::Section
                },
                0.7,
            );
        } else if f.words <= 3 {
            raise(Category::Navigation, 0.7);
        }
        raise(Category::Other, 0.6);
        let best = strength
            .iter()
            .enumerate()
            .max_by(|a, b| a.1.total_cmp(b.1));
        best.map_or(Category::Other, |(at, _)| Category::ALL[at])
    }
}

/// The stretch of blocks that is worth most: paragraphs count their words, others take away.
fn proper(features: &[&BlockFeatures], paragraphs: &[bool]) -> std::ops::Range<usize> {
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
fn title(
    article: &Article,
    features: &[&BlockFeatures],
    proper: &std::ops::Range<usize>,
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
fn unmarked_title(
    article: &Article,
    features: &[&BlockFeatures],
    proper: &std::ops::Range<usize>,
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
fn tied(own: &[u64], words: &FxHashMap<u64, u32>, itself: u32) -> Option<f32> {
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

fn rows(features: &[&BlockFeatures]) -> Vec<u16> {
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
fn under_headings(
    features: &[&BlockFeatures],
    paragraphs: &[bool],
    proper: &std::ops::Range<usize>,
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
fn after_end(
    article: &Article,
    features: &[&BlockFeatures],
    paragraphs: &[bool],
    proper: &std::ops::Range<usize>,
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
