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
        let furniture = self.categories.iter().fold(0.0f32, |a, b| a.max(*b));
        self.words >= 18 && self.ends_sentence && furniture < 2.0
    }

    fn is_short(&self) -> bool {
        self.words <= 14 && !self.ends_sentence
    }

    /// The same words, or nearly so, as a title.
    fn has_words_of(&self, title: &BlockFeatures) -> bool {
        self.fingerprint == title.fingerprint
            || (title.long_words.len() >= 3
                && self.is_short()
                && overlap(&title.long_words, &self.long_words) >= 0.8)
    }
}

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
        let hints = markup::hints(article, |i| {
            if paragraphs[i] {
                u32::from(features[i].words)
            } else {
                0
            }
        });
        let title = title(article, features, &proper);
        let (under_related, under_comments) = under_headings(features, &paragraphs, &proper);
        Context {
            article,
            features,
            rows: rows(features),
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

    fn repeated(&self, i: usize) -> u32 {
        let f = self.features[i];
        self.counts.get(&f.fingerprint).copied().unwrap_or(0)
    }

    /// Share of a block's longer words that stand in other paragraphs of the article.
    fn ties(&self, i: usize) -> Option<f32> {
        let own = &self.features[i].long_words;
        let itself = u32::from(self.paragraphs[i] && self.proper.contains(&i));
        let known = |w: &&u64| self.words.get(w).is_some_and(|count| *count > itself);
        let count = own.iter().filter(known).count();
        (own.len() >= 2).then(|| count as f32 / own.len() as f32)
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
            raise(Category::Related, 2.0);
        }
        if self.under_comments[i] {
            raise(Category::Comments, 1.5);
        }
        let above = i < self.proper.start;
        let below = i >= self.proper.end;
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
        if f.words >= 4 && !f.credit_line && !below {
            raise(Category::Caption, f32::from(u8::from(credit_next)) * 2.0);
            raise(Category::Caption, f32::from(u8::from(label_before)) * 1.5);
        }
        let label = f
            .stretches
            .iter()
            .any(|s| s.start == 0 && s.category == Category::Label);
        if label && f.words >= 8 {
            raise(Category::Caption, 3.0);
        }
        if f.headline_like && (below || block.link_density > 0.8) {
            raise(Category::Related, 1.2);
        } else if f.headline_like && !above {
            raise(Category::Caption, 0.8);
        }
        if f.words <= 3 {
            raise(
                if above {
                    Category::Masthead
                } else {
                    Category::Navigation
                },
                0.7,
            );
        }
        if above && f.words <= 2 {
            raise(Category::Section, 0.2);
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
        let headline =
            |b: &Block| b.kind == BlockKind::Heading && b.level == 1 && b.span.len() > 12;
        let above = proper.end.min(blocks.len());
        blocks[..above].iter().rposition(headline)
    })
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
        both.0.push(related);
        both.1.push(comments);
        related |= f.related_heading;
        comments |= f.comments_heading && i >= proper.end;
    }
    both
}
