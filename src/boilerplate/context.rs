//! What a block's place in the article tells: position, neighbours, repetitions, markup.
//!
//! The article proper is taken to be the stretch of blocks with the most words in paragraphs and
//! the fewest other blocks between them; places count from it.

use rustc_hash::FxHashMap;

use super::body::body;
use super::evidence::{Sign, Weighed};
use super::markup::{self, Hint};
use super::places::{after_end, proper, rows, tied, title, under_headings, unmarked_title};
use super::shape::{BlockFeatures, features as features_of};
use crate::annotation::Category;
use crate::article::{Article, BlockKind};

/// How many blocks above the headline its section can stand.
const SECTION: usize = 3;
/// Short blocks in a row that make a menu.
const MENU: u16 = 4;
/// How many blocks that interrupt an article are passed over.
const INTERRUPTIONS: usize = 3;

/// What a category gains that is told without a doubt: more than all else together.
pub(super) const CERTAIN: f32 = 40.0;

/// How much speaks for each category, in their order.
pub type Strengths = [f32; Category::ALL.len()];

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
    /// Hash of the publication's name, from the page's metadata.
    site: Option<u64>,
    /// The block that is the headline.
    title: Option<usize>,
    hints: Vec<Hint>,
    /// For each element, whether it is part of the article's body; empty if that is not known.
    body: Vec<bool>,
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
        let paragraph_words = |i: usize| match features.get(i) {
            Some(f) if paragraphs[i] => u32::from(f.words),
            _ => 0,
        };
        let hints = markup::hints(article, paragraph_words);
        let body = body(article, paragraph_words);
        let ties = |i: usize| tied(&features[i].long_words, &words, 0);
        let title = title(article, features, &proper)
            .or_else(|| unmarked_title(article, features, &proper, ties));
        let (under_related, under_comments) = under_headings(features, &paragraphs, &proper);
        let site = article.metadata().site.as_deref();
        Context {
            site: site.map(|name| features_of(name, BlockKind::Paragraph, 0, 0.0).fingerprint),
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
            body,
            under_related,
            under_comments,
        }
    }

    /// Reads as a paragraph of an article.
    pub fn is_paragraph(&self, i: usize) -> bool {
        self.paragraphs[i]
    }

    /// Blocks from the first to the last paragraph of the article proper.
    pub fn proper(&self) -> &std::ops::Range<usize> {
        &self.proper
    }

    /// The block that is the headline.
    pub fn title(&self) -> Option<usize> {
        self.title
    }

    /// How many short blocks stand in a row around a block, itself included.
    pub fn short_row(&self, i: usize) -> u16 {
        self.rows[i]
    }

    /// Share of a block's longer words that the headline has.
    pub fn title_ties(&self, i: usize) -> Option<f32> {
        let title = self.features[self.title.filter(|at| *at != i)?];
        let own = &self.features[i].long_words;
        let both = own
            .iter()
            .filter(|w| title.long_words.binary_search(w).is_ok());
        (own.len() >= 2).then(|| both.count() as f32 / own.len() as f32)
    }

    /// 0 where no body is known, 1 outside it and 2 inside.
    pub fn body(&self, i: usize) -> u8 {
        let element = self.article.blocks()[i].element;
        let inside = element.and_then(|e| self.body.get(e as usize));
        match (self.body.is_empty(), inside) {
            (true, _) => 0,
            (false, Some(true)) => 2,
            (false, _) => 1,
        }
    }

    /// The hint of a block's element.
    pub fn hint(&self, i: usize) -> Hint {
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

    /// How many blocks have the same words.
    pub fn repeated(&self, i: usize) -> u32 {
        let f = self.features[i];
        self.counts.get(&f.fingerprint).copied().unwrap_or(0)
    }

    /// Share of a block's longer words that stand in other paragraphs of the article.
    pub fn ties(&self, i: usize) -> Option<f32> {
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
        if !self.body.is_empty() {
            let element = self.article.blocks()[i].element;
            let inside = element.is_some_and(|e| self.body.get(e as usize) == Some(&true));
            flag(Sign::InBody, inside);
            flag(Sign::OutsideBody, !inside && !is_title);
            flag(Sign::OutsideBodyParagraph, !inside && self.paragraphs[i]);
        }
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

    /// A few words in a menu, or among others as short: links, where the page has any. The
    /// section of an article stands right above its headline, and in none.
    fn in_menu(&self, i: usize) -> bool {
        let to_title = self.title.and_then(|title| title.checked_sub(i));
        let above = to_title.filter(|&blocks| blocks > 0);
        let near = above.is_some_and(|blocks| blocks <= SECTION);
        let link = self.article.blocks()[i].link_density > 0.8;
        self.features[i].words <= 5
            && (link || !self.has_links)
            && (self.hint(i).navigation || !near && (above.is_some() || self.rows[i] >= MENU))
    }

    /// Which furniture a block is without a doubt, if it is any.
    fn certain(&self, i: usize) -> Option<Category> {
        let f = self.features[i];
        let block = &self.article.blocks()[i];
        let below = i >= self.proper.end && !self.proper.is_empty();
        let menu = self.in_menu(i);
        match f.line {
            // the dates and authors of other articles belong to their list
            Some(Category::Timestamp | Category::Byline) if self.under_related[i] => {
                Some(Category::Related)
            }
            // the names of sections side by side are a menu, and those below an article its topics
            Some(Category::Section) if menu || below => Some(Category::Navigation),
            Some(Category::Legal | Category::Related | Category::Masthead)
                if menu && self.hint(i).navigation =>
            {
                Some(Category::Navigation)
            }
            Some(Category::ReadMore) if block.kind == BlockKind::Caption => Some(Category::Caption),
            Some(category) => Some(category),
            None if self.site == Some(f.fingerprint) => Some(Category::Masthead),
            // a name with "Dispatch" or the like at the very top
            None if i <= 1
                && i < self.proper.start
                && f.words <= 4
                && f.categories[Category::Masthead as usize] > 0.5
                && f.categories[Category::Section as usize] <= 0.0 =>
            {
                Some(Category::Masthead)
            }
            None => None,
        }
    }

    /// How much speaks for each category, if a block is furniture.
    pub fn strengths(&self, i: usize) -> Strengths {
        let f = self.features[i];
        let block = &self.article.blocks()[i];
        let hint = self.hint(i);
        let link = block.link_density > 0.8;
        let below = i >= self.proper.end && !self.proper.is_empty();
        let menu = self.in_menu(i);
        let mut strength = f.categories;
        let mut raise = |category: Category, by: f32| strength[category as usize] += by;
        if let Some(category) = hint.category {
            raise(category, 1.5 + hint.furniture);
        }
        if menu && link && below {
            raise(Category::Navigation, 1.0);
        }
        if menu || below && f.words <= 4 {
            let named = f.categories[Category::Section as usize];
            raise(Category::Section, -named);
            raise(Category::Navigation, named + if menu { 0.5 } else { 0.0 });
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
        if self.under_comments[i] && !link {
            raise(Category::Comments, 1.5);
        }
        let above = i < self.proper.start;
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
        if f.headline_like && (below || link) {
            raise(Category::Related, 1.2);
        } else if f.headline_like && !above {
            raise(Category::Caption, 0.8);
        }
        if above && f.words <= 4 {
            let first = i <= 1 && f.words <= 3;
            raise(
                if first {
                    Category::Masthead
                } else if menu {
                    Category::Navigation
                } else {
                    Category::Section
                },
                0.7,
            );
        } else if f.words <= 3 {
            raise(Category::Navigation, 0.7);
        }
        raise(Category::Other, 0.6);
        if let Some(category) = self.certain(i) {
            raise(category, CERTAIN);
        }
        strength
    }
}
