//! A block as a row of small numbers, which is what the trees of [`super::judge`] read.
//!
//! The row says what the evidence ([`super::evidence`]) adds up to for the block and for its
//! neighbours, and beside that the plain numbers behind it: lengths, places, links, what else
//! its element holds. Trees find out by themselves what of these counts where.

use super::context::{Context, Strengths};
use super::evidence::{Sign, Weighed};
use super::shape::BlockFeatures;
use crate::annotation::Category;
use crate::article::Article;
use crate::learned::forest::VALUES;

/// Blocks on either side whose first-round odds are in the row.
const ODDS: usize = 4;
/// Blocks on either side whose length, links and kind are in the row.
const NEIGHBOURS: usize = 3;
/// How far the share of blocks that look like furniture is counted.
const NEAR: usize = 8;
/// Largest number of a row.
const MOST: u8 = (VALUES - 1) as u8;

/// Signs that have an input of their own, with the strength that fills it.
const SIGNS: [(Sign, f32); 34] = [
    (Sign::FunctionWords, 1.0),
    (Sign::Capitals, 1.0),
    (Sign::AllCapitals, 1.0),
    (Sign::Digits, 1.0),
    (Sign::SecondPerson, 0.5),
    (Sign::NoFunctionWords, 1.0),
    (Sign::NoVerb, 1.0),
    (Sign::Participle, 1.0),
    (Sign::Said, 1.0),
    (Sign::StartsLower, 1.0),
    (Sign::StartsQuote, 1.0),
    (Sign::HasAddress, 1.0),
    (Sign::HasHandle, 1.0),
    (Sign::HasBar, 1.0),
    (Sign::HasArrow, 1.0),
    (Sign::HasDash, 1.0),
    (Sign::ManyCommas, 1.0),
    (Sign::Sentences, 1.0),
    (Sign::CreditTail, 1.0),
    (Sign::Dateline, 1.0),
    (Sign::DateOnly, 1.0),
    (Sign::BeforeCredit, 1.0),
    (Sign::AfterLabel, 1.0),
    (Sign::BetweenParagraphs, 1.0),
    (Sign::LineQuotation, 1.0),
    (Sign::AfterEnd, 1.0),
    (Sign::AfterRelatedHeading, 1.0),
    (Sign::AfterCommentsHeading, 1.0),
    (Sign::IsTitle, 1.0),
    (Sign::RepeatsTitle, 1.0),
    (Sign::LinkNone, 1.0),
    (Sign::OutsideBodyParagraph, 1.0),
    (Sign::LoneMarker, 1.0),
    (Sign::NoTies, 1.0),
];

/// Inputs besides those of [`SIGNS`].
const NUMBERS: usize = 82;
/// Length of a row.
pub const INPUTS: usize = SIGNS.len() + NUMBERS;

/// Length of a row from which a category is told: what speaks for each, what does in the blocks
/// around, then the block's row.
pub const CATEGORY_INPUTS: usize = 2 * CATEGORIES + INPUTS;
const CATEGORIES: usize = Category::ALL.len();
/// How many blocks on either side count as around.
const AROUND: usize = 3;

/// What is not left to the trees, as log-odds to add to theirs: the pages they are grown on leave
/// out headlines, and few have captions that no markup tells.
const SET: [(Sign, f32); 5] = [
    (Sign::LineFurniture, 8.0),
    (Sign::IsTitle, -4.0),
    (Sign::LineQuotation, -1.5),
    (Sign::CaptionBeforeCredit, 4.0),
    (Sign::AfterEnd, 0.5),
];
/// The same for a line that says who made a picture, and for a long block that ends as a sentence:
/// such a block lost is worse than one kept.
const CREDIT: f32 = 1.5;
const LONG: f32 = -0.5;
/// The same for each unit of strength that the words of an appeal or a caption have beyond
/// [`STRONG`].
const WORDING: f32 = 1.0;
const STRONG: f32 = 0.5;

/// What a judge reads of a block.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// Numbers for the trees.
    pub inputs: [u8; INPUTS],
    /// What is added to the log-odds that they give.
    pub set: f32,
}

impl Row {
    /// The row from which the category of block `i` is told, of whose article `strengths` holds
    /// what speaks for each category in each block.
    pub fn with(&self, i: usize, strengths: &[Strengths]) -> [u8; CATEGORY_INPUTS] {
        let mut row = [0; CATEGORY_INPUTS];
        let (of_categories, own) = row.split_at_mut(2 * CATEGORIES);
        let input = |strength: f32| (strength * 6.0 + 8.0).clamp(0.0, f32::from(MOST)) as u8;
        let around = i.saturating_sub(AROUND)..strengths.len().min(i + AROUND + 1);
        for category in 0..CATEGORIES {
            of_categories[category] = input(strengths[i][category]);
            let others = around.clone().filter(|&at| at != i);
            let sum: f32 = others.map(|at| strengths[at][category].max(0.0)).sum();
            of_categories[CATEGORIES + category] = input(sum / (2 * AROUND) as f32);
        }
        own.copy_from_slice(&self.inputs);
        row
    }
}

/// What the rows of an article's blocks are made from.
pub(super) struct Rows<'a> {
    article: &'a Article,
    features: &'a [&'a BlockFeatures],
    context: &'a Context<'a>,
    /// Log-odds of each block, by its evidence alone.
    odds: Vec<f32>,
    /// How much of the whole article they take for furniture, from -1 to 1.
    everywhere: f32,
    /// Words of all blocks, and of those that read as paragraphs.
    words: u32,
    paragraph_words: u32,
    /// Words in paragraphs above each block.
    above: Vec<u32>,
    /// Index of the last paragraph above each block, and of the first below it.
    paragraph_above: Vec<Option<usize>>,
    paragraph_below: Vec<Option<usize>>,
    /// Index of the last line above that stands over a reader's comment.
    comment_above: Vec<Option<usize>>,
    /// Index of the last line above, and the first below, that is furniture by itself.
    line_above: Vec<Option<usize>>,
    line_below: Vec<Option<usize>>,
    /// Share of function words in the article's paragraphs: small where they are not English.
    function_words: f32,
    /// Share of short blocks.
    short: f32,
    /// What each element holds directly, and what all the elements of one parent do.
    own: Vec<Held>,
    siblings: Vec<Held>,
    depth: Vec<u32>,
    /// For each block, by how much its row of short blocks is tied to the article's paragraphs.
    row_ties: Vec<f32>,
}

/// What an element holds.
#[derive(Debug, Clone, Copy, Default)]
struct Held {
    blocks: u32,
    words: u32,
    paragraph_words: u32,
    links: f32,
}

impl Held {
    fn add(&mut self, other: Held) {
        self.blocks += other.blocks;
        self.words += other.words;
        self.paragraph_words += other.paragraph_words;
        self.links += other.links;
    }
}

impl<'a> Rows<'a> {
    /// Linear in blocks and elements.
    pub fn new(
        article: &'a Article,
        features: &'a [&'a BlockFeatures],
        context: &'a Context<'a>,
        odds: Vec<f32>,
    ) -> Rows<'a> {
        let count = features.len();
        let leaning = odds.iter().map(|odds| (odds / 4.0).clamp(-1.0, 1.0));
        let everywhere = leaning.sum::<f32>() / count.max(1) as f32;
        let elements = article.elements();
        let mut own = vec![Held::default(); elements.len()];
        let mut above = Vec::with_capacity(count);
        let mut paragraph_above = Vec::with_capacity(count);
        let mut comment_above = Vec::with_capacity(count);
        let mut line_above = Vec::with_capacity(count);
        let (mut words, mut paragraph_words) = (0, 0);
        let (mut paragraph, mut comment, mut line) = (None, None, None);
        for (i, f) in features.iter().enumerate() {
            above.push(paragraph_words);
            paragraph_above.push(paragraph);
            comment_above.push(comment);
            line_above.push(line);
            let of_paragraph = if context.is_paragraph(i) { f.words } else { 0 };
            if of_paragraph > 0 {
                paragraph = Some(i);
            }
            if f.comment_head {
                comment = Some(i);
            }
            if f.line.is_some() {
                line = Some(i);
            }
            words += u32::from(f.words);
            paragraph_words += u32::from(of_paragraph);
            let block = &article.blocks()[i];
            if let Some(held) = block.element.and_then(|e| own.get_mut(e as usize)) {
                held.add(Held {
                    blocks: 1,
                    words: f.words.into(),
                    paragraph_words: of_paragraph.into(),
                    links: block.link_density,
                });
            }
        }
        let mut paragraph_below = vec![None; count];
        let mut line_below = vec![None; count];
        let (mut next, mut line) = (None, None);
        for i in (0..count).rev() {
            line_below[i] = line;
            if features[i].line.is_some() {
                line = Some(i);
            }
            paragraph_below[i] = next;
            if context.is_paragraph(i) {
                next = Some(i);
            }
        }
        let mut depth = vec![0; elements.len()];
        let mut siblings = vec![Held::default(); elements.len()];
        for (e, element) in elements.iter().enumerate() {
            let parent = element.parent.map(|parent| parent as usize);
            if let Some(parent) = parent.filter(|&parent| parent < e) {
                depth[e] = depth[parent] + 1;
                siblings[parent].add(own[e]);
            }
        }
        Rows {
            article,
            features,
            context,
            odds,
            everywhere,
            words,
            paragraph_words,
            above,
            paragraph_above,
            paragraph_below,
            comment_above,
            line_above,
            line_below,
            function_words: mean(features, |i, f| {
                let share = f.function_words.map(f32::from);
                share.filter(|_| context.is_paragraph(i))
            }) / 255.0,
            short: mean(features, |_, f| Some(f32::from(u8::from(f.is_short())))),
            own,
            siblings,
            depth,
            row_ties: row_ties(features, context),
        }
    }

    /// The row of a block. `evidence` is the block's.
    pub fn row(&self, i: usize, evidence: &[Weighed]) -> Row {
        let mut row = [0; INPUTS];
        let (signs, numbers) = row.split_at_mut(SIGNS.len());
        for (found, strength) in evidence {
            if let Some(at) = SIGNS.iter().position(|(sign, _)| *found == (*sign).into()) {
                signs[at] = share(strength / SIGNS[at].1);
            }
        }
        let mut numbers = numbers.iter_mut();
        let mut put = |value: u8| {
            if let Some(number) = numbers.next() {
                *number = value.min(MOST);
            }
        };
        self.own_numbers(i, &mut put);
        self.places(i, &mut put);
        self.markup(i, &mut put);
        self.neighbours(i, &mut put);
        debug_assert!(numbers.next().is_none(), "an input is left empty");
        Row {
            inputs: row,
            set: self.set(i, evidence),
        }
    }

    fn set(&self, i: usize, evidence: &[Weighed]) -> f32 {
        let f = self.features[i];
        let has = |sign: Sign| evidence.iter().any(|(found, _)| *found == sign.into());
        let signs = SET.iter().filter(|(sign, _)| has(*sign));
        let credit = f.credit_line && f.words <= 10;
        let of = |category: Category| f.categories[category as usize];
        let wording = of(Category::Appeal).max(of(Category::Caption));
        let long = f.words >= 25 && f.ends_sentence;
        signs.map(|(_, odds)| odds).sum::<f32>()
            + if credit { CREDIT } else { 0.0 }
            + if long { LONG } else { 0.0 }
            + (wording - STRONG).clamp(0.0, 3.0) * WORDING
    }

    /// 13 inputs.
    fn own_numbers(&self, i: usize, put: &mut impl FnMut(u8)) {
        let (f, block) = (self.features[i], &self.article.blocks()[i]);
        let length = block.span.len();
        put(log(f.words.into()));
        put(length.checked_div(f.words.into()).unwrap_or(0).min(63) as u8);
        put(f.ends);
        put(block.kind as u8);
        put(block.level);
        put(share(block.link_density));
        put(f.long_words.len() as u8);
        put(whether(self.context.ties(i), share));
        put(share(self.row_ties[i]));
        let (category, strength) = f.likeliest();
        put(share(strength / 8.0));
        put(category as u8 + 1);
        put(f.line.map_or(0, |category| category as u8 + 1));
        put(log(self.context.repeated(i)));
    }

    /// 24 inputs.
    fn places(&self, i: usize, put: &mut impl FnMut(u8)) {
        let count = self.features.len();
        let place = i as i64;
        let proper = self.context.proper();
        put(log(i as u32));
        put(log((count - i) as u32));
        put(share(i as f32 / count as f32));
        put(log(count as u32));
        put(log(self.words));
        put(log(self.paragraph_words));
        put(share(
            self.paragraph_words as f32 / self.words.max(1) as f32,
        ));
        put(share(
            self.above[i] as f32 / self.paragraph_words.max(1) as f32,
        ));
        put(signed(place - proper.start as i64));
        put(signed(place - proper.end as i64));
        put(log(proper.len() as u32));
        let to = |other: &Option<usize>| whether(*other, |at| log(at.abs_diff(i) as u32));
        put(to(&self.paragraph_above[i]));
        put(to(&self.paragraph_below[i]));
        put(to(&self.comment_above[i]));
        put(whether(self.context.title(), |at| {
            signed(place - at as i64)
        }));
        put(log(self.context.short_row(i).into()));
        for line in [self.line_above[i], self.line_below[i]] {
            put(to(&line));
            let category = line.and_then(|at| self.features[at].line);
            put(category.map_or(0, |category| category as u8 + 1));
        }
        put(share(self.function_words));
        put(share(self.short));
        let near = i.saturating_sub(NEAR)..count.min(i + NEAR + 1);
        let furniture = near.clone().filter(|&at| self.odds[at] > 0.0).count();
        put(share(furniture as f32 / near.len() as f32));
        put(whether(self.context.title_ties(i), share));
    }

    /// 17 inputs, all 0 where there is no markup.
    fn markup(&self, i: usize, put: &mut impl FnMut(u8)) {
        let element = self.article.blocks()[i].element.map(|e| e as usize);
        let hint = self.context.hint(i);
        put(share(hint.furniture));
        put(hint.category.map_or(0, |category| category as u8 + 1));
        put(u8::from(hint.article) + 2 * u8::from(hint.navigation));
        put(self.context.body(i));
        put(element.map_or(0, |e| self.depth.get(e).map_or(0, |d| (*d).min(63) as u8)));
        let parent = element.and_then(|e| self.article.elements().get(e)?.parent);
        let held = |all: &[Held], e: Option<usize>| e.and_then(|e| all.get(e).copied());
        for held in [
            held(&self.own, element),
            held(&self.siblings, parent.map(|e| e as usize)),
            held(&self.own, parent.map(|e| e as usize)),
        ] {
            let held = held.unwrap_or_default();
            put(log(held.blocks));
            put(log(held.words));
            put(log(held.paragraph_words));
            put(share(held.links / held.blocks.max(1) as f32));
        }
    }

    /// 28 inputs: odds of the block and its neighbours, and what these are like.
    fn neighbours(&self, i: usize, put: &mut impl FnMut(u8)) {
        put(odds(self.odds[i]));
        put(share(self.everywhere / 2.0 + 0.5));
        let at = |distance: usize, after: bool| {
            let at = if after {
                Some(i + distance)
            } else {
                i.checked_sub(distance)
            };
            at.filter(|&at| at < self.features.len())
        };
        let element = self.article.blocks()[i].element;
        for after in [false, true] {
            for distance in 1..=ODDS {
                put(whether(at(distance, after), |at| odds(self.odds[at])));
            }
            for distance in 1..=NEIGHBOURS {
                let other = at(distance, after);
                put(whether(other, |at| log(self.features[at].words.into())));
                put(whether(other, |at| {
                    let block = &self.article.blocks()[at];
                    share(block.link_density) / 8 * 8 + block.kind as u8
                }));
                put(whether(other, |at| {
                    let same = self.article.blocks()[at].element == element;
                    self.features[at].ends + 16 * u8::from(same)
                }));
            }
        }
    }
}

/// For each block, the mean of the ties of the short blocks in its row, itself included; 0 for a
/// longer block.
fn row_ties(features: &[&BlockFeatures], context: &Context) -> Vec<f32> {
    let mut ties = vec![0.0; features.len()];
    let mut start = 0;
    while start < features.len() {
        let length = features[start..]
            .iter()
            .take_while(|f| f.is_short())
            .count();
        let row = start..start + length;
        let own: Vec<f32> = row.clone().filter_map(|i| context.ties(i)).collect();
        let mean = own.iter().sum::<f32>() / own.len().max(1) as f32;
        ties[row].fill(mean);
        start += length.max(1);
    }
    ties
}

/// The mean of what there is.
fn mean(features: &[&BlockFeatures], number: impl Fn(usize, &BlockFeatures) -> Option<f32>) -> f32 {
    let (mut sum, mut count) = (0.0, 0);
    for (i, f) in features.iter().enumerate() {
        if let Some(number) = number(i, f) {
            sum += number;
            count += 1;
        }
    }
    sum / count.max(1) as f32
}

/// From 0 to 1 in 63 steps.
fn share(share: f32) -> u8 {
    (share * f32::from(MOST)).clamp(0.0, f32::from(MOST)) as u8
}

/// A count, four steps for each doubling.
fn log(count: u32) -> u8 {
    if count < 4 {
        return count as u8;
    }
    let octave = count.ilog2();
    ((octave - 1) * 4 + (count >> (octave - 2) & 3)).min(MOST.into()) as u8
}

/// A distance in either direction; 32 is none.
fn signed(distance: i64) -> u8 {
    let length = log(distance.unsigned_abs().min(1 << 20) as u32).min(31);
    if distance < 0 {
        32 - length.max(1)
    } else {
        32 + length
    }
}

/// Log-odds from -8 to 8.
fn odds(odds: f32) -> u8 {
    (odds * 4.0 + 32.0).clamp(0.0, f32::from(MOST)) as u8
}

/// What something that may be missing comes to: 0 if it is, and at least 1 if not.
fn whether<T>(value: Option<T>, number: impl FnOnce(T) -> u8) -> u8 {
    value.map_or(0, |value| number(value).saturating_add(1).min(MOST))
}
