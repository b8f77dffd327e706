//! Which blocks and stretches of an article are furniture, and of which kind.
//!
//! Two steps. [`features`] reads one block by itself: the lexicons' phrases, its shape, and the
//! furniture that stands inside it; its result is kept until the block changes. [`label`] sees
//! the whole article: it adds what place, neighbours, repetitions and markup tell, sums
//! all evidence up to a probability, and names the category. It costs time per block, not per
//! character.
//!
//! - `phrases`: lexicons and the words they are looked up in
//! - `shape`: one block's features
//! - `lines`: lines that are furniture by themselves
//! - `stretches`: labels, datelines, credits and pointers inside a block
//! - `markup`, `body`, `context`, `places`: what surrounds a block
//! - `evidence`: the named signs and their weights
//!
//! The lexicons stand in `lexicons/boilerplate`; words and weights can be changed there.

mod body;
mod context;
mod evidence;
mod lines;
mod markup;
mod phrases;
mod places;
mod shape;
mod stretches;

pub use shape::{BlockFeatures, features};

use crate::annotation::{BlockLabel, Boilerplate, Category, Role};
use crate::article::Article;
use context::Context;
use evidence::{Sign, Weighed, log_odds, probability};

/// What is furniture in an article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Labels {
    /// One for each block, in the same order.
    pub blocks: Vec<BlockLabel>,
    /// Furniture inside blocks: inside content, and the labels and credits of captions. Spans of
    /// the article's text, sorted, each inside one block.
    pub stretches: Vec<Boilerplate>,
}

/// How far neighbours are looked at, beyond the next one.
const NEIGHBOURS: usize = 4;
/// Log-odds from which a block is called furniture: a word of the article lost is worse than one
/// of furniture kept.
const THRESHOLD: f32 = 0.4;
/// Log-odds that a long block which ends as a sentence must reach to be called furniture.
const LONG_THRESHOLD: f32 = 1.0;

/// Labels all blocks. `features` holds each block's features, in the order of
/// [`Article::blocks`]; blocks beyond its end are left out. Linear in the number of blocks.
pub fn label(article: &Article, features: &[&BlockFeatures]) -> Labels {
    let count = features.len().min(article.blocks().len());
    let features = &features[..count];
    let (context, evidence, first) = first_round(article, features);
    let everywhere = first.iter().map(|odds| leaning(*odds)).sum::<f32>() / count.max(1) as f32;
    let leanings: Vec<f32> = first
        .iter()
        .enumerate()
        .map(|(i, odds)| {
            if context.interrupts(i) {
                0.0
            } else {
                leaning(*odds)
            }
        })
        .collect();
    let mut labels = Labels::default();
    for (i, mut evidence) in evidence.into_iter().enumerate() {
        neighbours(&leanings, i, &mut evidence);
        evidence.push((Sign::Own.into(), leaning(first[i])));
        evidence.push((Sign::Everywhere.into(), everywhere));
        let odds = log_odds(&evidence, 1);
        let long = features[i].words >= 25 && features[i].ends_sentence;
        let furniture = odds > if long { LONG_THRESHOLD } else { THRESHOLD };
        let probability = probability(odds);
        labels.blocks.push(if furniture {
            BlockLabel {
                role: Role::Boilerplate,
                category: Some(context.category(i)),
                confidence: probability,
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

/// Context, evidence of the first round, and the log-odds it adds up to.
fn first_round<'a>(
    article: &'a Article,
    features: &'a [&'a BlockFeatures],
) -> (Context<'a>, Vec<Vec<Weighed>>, Vec<f32>) {
    let context = Context::of(article, features);
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
    let first = evidence.iter().map(|e| log_odds(e, 0)).collect();
    (context, evidence, first)
}

/// From -1 (surely content) to 1 (surely furniture).
fn leaning(odds: f32) -> f32 {
    2.0 * probability(odds) - 1.0
}

/// Adds what the first round thought of the neighbours. What interrupts an article
/// tells nothing of what stands next to it, and has no leaning here.
fn neighbours(leanings: &[f32], i: usize, evidence: &mut Vec<Weighed>) {
    let at = |at: Option<usize>| at.and_then(|at| leanings.get(at)).copied().unwrap_or(0.0);
    let mean = |place: &dyn Fn(usize) -> Option<usize>| {
        (2..=NEIGHBOURS).map(|n| at(place(n))).sum::<f32>() / (NEIGHBOURS - 1) as f32
    };
    evidence.push((Sign::NeighbourBefore.into(), at(i.checked_sub(1))));
    evidence.push((Sign::NeighbourAfter.into(), at(Some(i + 1))));
    evidence.push((Sign::NeighboursBefore.into(), mean(&|n| i.checked_sub(n))));
    evidence.push((Sign::NeighboursAfter.into(), mean(&|n| Some(i + n))));
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
