//! Runs the stages over an article, and after an edit only over what the edit changed.
//!
//! What a stage finds in one block depends on that block's text and a few facts about its
//! neighbours (does a quotation run into it? which stretches of it are furniture?). Those results
//! are kept by exactly these inputs, in [`cache`]; the passes over the whole article (labels of
//! blocks, quotations over paragraphs, speakers) cost time per block and per mark. Incremental
//! analysis is full analysis that finds most blocks' results ready: the two give the same marks
//! because they run the same code.
//!
//! Cost: full analysis is linear in the text. After an edit, one pass of comparison over the
//! text (it runs at memory speed), the changed blocks, and the passes over blocks and marks.

mod cache;
mod document;
mod explain;

pub use document::{Document, Edit, EditError};
pub use explain::Explanation;

use crate::annotation::{Attribution, BlockLabel, Boilerplate, Quote, Role, Speaker};
use crate::article::{Article, Span};
use crate::attribution::{LinkedBlock, link, turns};
use crate::boilerplate::{self, BlockFeatures};
use crate::language::LanguageEvidence;
use crate::model::{self, Model};
use crate::speakers::{SpeakerBlock, resolve};
use cache::{BlockResult, Cache, Marks};
use std::sync::Arc;

/// What an article is made of. All spans are bytes of its text, sorted by start.
#[derive(Debug, Clone, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Analysis {
    /// The language found by reading (BCP 47), `None` where it is not one Ascribe can tell.
    /// Attributions are marked in English alone.
    pub language: Option<String>,
    /// One for each of [`Article::blocks`], in the same order.
    pub blocks: Vec<BlockLabel>,
    /// Sentences; none crosses a block.
    pub sentences: Vec<Span>,
    /// Every furniture block, and every stretch of furniture inside a block.
    pub boilerplate: Vec<Boilerplate>,
    /// Everything in quotation marks, and block quotations.
    pub quotes: Vec<Quote>,
    /// Who said what.
    pub attributions: Vec<Attribution>,
    /// The entities behind the sources.
    pub speakers: Vec<Speaker>,
}

/// Analyses an article once. For articles that change, keep a [`Document`].
///
/// ```
/// let article = ascribe::Article::from_plain("“It is safe,” the ministry said.");
/// let analysis = ascribe::analysis::analyze(&article);
/// assert_eq!(analysis.attributions.len(), 1);
/// assert_eq!(analysis.speakers[0].name, "ministry");
/// ```
pub fn analyze(article: &Article) -> Analysis {
    analyze_with(article, model::builtin())
}

/// Analyses an article once with weights of the caller's own.
pub fn analyze_with(article: &Article, model: &Model) -> Analysis {
    run(article, &mut Cache::default(), model).analysis
}

/// One run: its result, and what it takes to explain it.
#[derive(Debug)]
struct Run {
    analysis: Analysis,
    /// What each block's own text told.
    results: Vec<Arc<BlockResult>>,
    /// What was found in each block.
    marks: Vec<Arc<Marks>>,
}

fn run(article: &Article, cache: &mut Cache, model: &Model) -> Run {
    let results = cache.blocks(article);
    let features: Vec<&BlockFeatures> = results.iter().map(|result| &result.features).collect();
    let labels = boilerplate::label(article, &features);

    let mut language = LanguageEvidence::default();
    for (result, label) in results.iter().zip(&labels.blocks) {
        if label.role == Role::Content {
            language.add(&result.language);
        }
    }
    let english = language.may_be_english();
    let marks = cache.marks(article, &results, &labels, english, model);

    let linked_blocks: Vec<LinkedBlock> = article
        .blocks()
        .iter()
        .zip(&results)
        .zip(&marks)
        .zip(&labels.blocks)
        .map(|(((block, result), marks), label)| LinkedBlock {
            span: block.span,
            text: article.block_text(block),
            kind: block.kind,
            boilerplate: label.role == Role::Boilerplate,
            segments: &result.segments,
            mentions: &result.mentions,
            quotes: &marks.quotes,
            attributions: &marks.attributions,
        })
        .collect();
    let turns = if english {
        turns(&linked_blocks)
    } else {
        Vec::new()
    };
    let mut linked = link(&linked_blocks, &turns);
    let speaker_blocks: Vec<SpeakerBlock> = linked_blocks
        .iter()
        .map(|block| SpeakerBlock {
            span: block.span,
            mentions: if block.boilerplate {
                &[]
            } else {
                block.mentions
            },
        })
        .collect();
    let speakers = resolve(
        article.text(),
        &speaker_blocks,
        &mut linked.attributions,
        &linked.continues,
    );

    Run {
        analysis: Analysis {
            language: language.language().map(str::to_owned),
            sentences: sentences(article, &results),
            boilerplate: furniture(article, &labels),
            blocks: labels.blocks,
            quotes: linked.quotes,
            attributions: linked.attributions,
            speakers,
        },
        results,
        marks,
    }
}

fn sentences(article: &Article, results: &[Arc<BlockResult>]) -> Vec<Span> {
    article
        .blocks()
        .iter()
        .zip(results)
        .flat_map(|(block, result)| {
            let tokens = &result.segments.tokens;
            let start = block.span.start;
            result
                .segments
                .sentences
                .iter()
                .map(move |sentence| sentence.span(tokens).shifted(start))
        })
        .collect()
}

/// Furniture blocks and stretches, in text order; a block before the stretches inside it.
fn furniture(article: &Article, labels: &boilerplate::Labels) -> Vec<Boilerplate> {
    let whole = article
        .blocks()
        .iter()
        .zip(&labels.blocks)
        .filter_map(|(block, label)| {
            Some(Boilerplate {
                span: block.span,
                category: label.category?,
                confidence: label.confidence,
            })
        });
    let mut all: Vec<Boilerplate> = whole.chain(labels.stretches.iter().copied()).collect();
    crate::order::sort_by_key(&mut all, |mark| {
        (mark.span.start, std::cmp::Reverse(mark.span.end))
    });
    all
}

/// Where a block's own stretches of furniture stand, in bytes from its start.
fn stretches_of(block: Span, labels: &boilerplate::Labels) -> Vec<Span> {
    let first = labels
        .stretches
        .partition_point(|stretch| stretch.span.start < block.start);
    labels.stretches[first..]
        .iter()
        .take_while(|stretch| stretch.span.start < block.end)
        .map(|stretch| {
            Span::new(
                stretch.span.start - block.start,
                stretch.span.end - block.start,
            )
        })
        .collect()
}

#[cfg(test)]
mod tests;
