//! Which blocks and stretches of an article are furniture, and of which kind.
//!
//! Two steps. [`features`] reads one block by itself: the lexicons' phrases, its shape, and the
//! furniture that stands inside it; its result is kept until the block changes. [`label`] sees
//! the whole article: it adds what place, repetitions and markup tell, sums all evidence up to
//! log-odds, lets trees judge them together with those of the neighbours, and names the category.
//! It costs time per block, not per character.
//!
//! - `phrases`: lexicons and the words they are looked up in
//! - `shape`: one block's features
//! - `lines`: lines that are furniture by themselves
//! - `stretches`: labels, datelines, credits and pointers inside a block
//! - `markup`, `body`, `context`, `places`: what surrounds a block
//! - `evidence`: the named signs and their weights
//! - `row`, `judge`: the same as small numbers, and the trees that read them
//!
//! The lexicons stand in `lexicons/boilerplate`; words and weights can be changed there.

mod body;
mod context;
mod evidence;
mod judge;
mod lines;
mod markup;
mod phrases;
mod places;
mod row;
mod shape;
mod stretches;

pub use context::Strengths;
pub use judge::{Judge, Judges};
pub use row::{CATEGORY_INPUTS, INPUTS, Row};
pub use shape::{BlockFeatures, features};

use crate::annotation::{BlockLabel, Boilerplate, Category, Role};
use crate::article::Article;
use context::Context;
use evidence::{Weighed, log_odds};
use row::Rows;

/// What is furniture in an article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Labels {
    /// One for each block, in the same order.
    pub blocks: Vec<BlockLabel>,
    /// Furniture inside blocks: inside content, and the labels and credits of captions. Spans of
    /// the article's text, sorted, each inside one block.
    pub stretches: Vec<Boilerplate>,
}

/// Labels all blocks. `features` holds each block's features, in the order of
/// [`Article::blocks`]; blocks beyond its end are left out. Linear in the number of blocks.
pub fn label(article: &Article, features: &[&BlockFeatures]) -> Labels {
    let count = features.len().min(article.blocks().len());
    let features = &features[..count];
    let context = Context::of(article, features);
    let judges = Judges::builtin();
    let judge = if article.elements().is_empty() {
        &judges.plain
    } else {
        &judges.page
    };
    let strengths: Vec<Strengths> = (0..count).map(|i| context.strengths(i)).collect();
    let mut labels = Labels::default();
    for (i, row) in rows_in(article, features, &context).enumerate() {
        let odds = judge.log_odds(&row);
        let furniture = odds > judge.threshold;
        let probability = judge.calibration.apply(odds);
        labels.blocks.push(if furniture {
            BlockLabel {
                role: Role::Boilerplate,
                category: Some(judges.category(&row, i, &strengths)),
                confidence: probability.max(0.5),
            }
        } else {
            BlockLabel {
                role: Role::Content,
                category: None,
                confidence: (1.0 - probability).max(0.5),
            }
        });
    }
    markers_follow(features, &mut labels.blocks);
    labels.stretches = stretches(article, features, &labels.blocks);
    labels
}

/// The rows of all blocks, as [`Judges`] read them, and what speaks for each category: for
/// training.
pub fn rows(article: &Article, features: &[&BlockFeatures]) -> Vec<(Row, Strengths)> {
    let count = features.len().min(article.blocks().len());
    let features = &features[..count];
    let context = Context::of(article, features);
    rows_in(article, features, &context)
        .enumerate()
        .map(|(i, row)| (row, context.strengths(i)))
        .collect()
}

fn rows_in<'a>(
    article: &'a Article,
    features: &'a [&'a BlockFeatures],
    context: &'a Context<'a>,
) -> impl Iterator<Item = Row> + 'a {
    let evidence: Vec<Vec<Weighed>> = features
        .iter()
        .enumerate()
        .map(|(i, f)| {
            let mut evidence = Vec::with_capacity(f.evidence.len() + 16);
            evidence.extend_from_slice(&f.evidence);
            context.weigh(i, &mut evidence);
            evidence
        })
        .collect();
    let odds: Vec<f32> = evidence.iter().map(|evidence| log_odds(evidence)).collect();
    let rows = Rows::new(article, features, context, odds);
    evidence
        .into_iter()
        .enumerate()
        .map(move |(i, evidence)| rows.row(i, &evidence))
}

/// A list marker that is a block of its own is what the block after it is.
fn markers_follow(features: &[&BlockFeatures], labels: &mut [BlockLabel]) {
    for i in (0..labels.len().saturating_sub(1)).rev() {
        if features[i].lone_marker {
            labels[i] = labels[i + 1];
        }
    }
}

/// The stretches inside content, and those inside captions, as spans of the article's text.
fn stretches(
    article: &Article,
    features: &[&BlockFeatures],
    labels: &[BlockLabel],
) -> Vec<Boilerplate> {
    let mut found = Vec::new();
    for ((block, f), label) in article.blocks().iter().zip(features).zip(labels) {
        let caption = label.category == Some(Category::Caption);
        if label.role == Role::Boilerplate && !caption {
            continue;
        }
        for stretch in &f.stretches {
            let span =
                crate::article::Span::new(stretch.start, stretch.end).shifted(block.span.start);
            if block.span.covers(span) {
                found.push(Boilerplate {
                    span,
                    category: stretch.category,
                    confidence: stretch.confidence,
                });
            }
        }
    }
    found
}
