//! Results of the stages that look at one block, kept by their inputs.
//!
//! Two layers, as what the second needs is known only after all blocks went through the first:
//! [`BlockResult`] depends on the block's text and record alone, [`Marks`] also on whether a
//! quotation runs into the block and on which stretches of it are furniture.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHasher};

use crate::annotation::Role;
use crate::article::{Article, Block, BlockKind, Span};
use crate::attribution::{self, LocalAttribution};
use crate::boilerplate::{self, BlockFeatures, Labels};
use crate::language::LanguageEvidence;
use crate::model::Model;
use crate::quotes::{self, BlockQuotes, Mark, Style};
use crate::segment::Segments;
use crate::speakers::{self, Mention};

/// What one block's own text and record tell.
#[derive(Debug)]
pub(super) struct BlockResult {
    key: BlockKey,
    pub(super) segments: Segments,
    pub(super) features: BlockFeatures,
    pub(super) language: LanguageEvidence,
    pub(super) mentions: Vec<Mention>,
    marks: Vec<Mark>,
}

/// Everything that a [`BlockResult`] depends on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct BlockKey {
    text: Box<str>,
    kind: BlockKind,
    level: u8,
    link_density: u32,
}

impl BlockKey {
    fn matches(&self, text: &str, block: &Block) -> bool {
        *self.text == *text
            && self.kind == block.kind
            && self.level == block.level
            && self.link_density == block.link_density.to_bits()
    }
}

impl BlockResult {
    fn new(text: &str, block: &Block) -> BlockResult {
        let segments = Segments::new(text);
        BlockResult {
            key: BlockKey {
                text: text.into(),
                kind: block.kind,
                level: block.level,
                link_density: block.link_density.to_bits(),
            },
            features: boilerplate::features(text, block.kind, block.level, block.link_density),
            language: LanguageEvidence::of(text, &segments.tokens),
            mentions: speakers::mentions(text, &segments),
            marks: quotes::marks(text, &segments.tokens),
            segments,
        }
    }
}

/// Quotations and attributions of a block.
#[derive(Debug)]
pub(super) struct Marks {
    pub(super) quotes: BlockQuotes,
    pub(super) attributions: Vec<LocalAttribution>,
}

/// What [`Marks`] depend on besides the block.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct MarksKey {
    /// Address-free: the block's own key again, so that equal blocks share.
    block: BlockKey,
    continues: Option<Style>,
    furniture: Option<Vec<Span>>,
}

/// Keeps the results of the last run.
#[derive(Debug, Default)]
pub(super) struct Cache {
    blocks: FxHashMap<u64, Vec<Arc<BlockResult>>>,
    marks: FxHashMap<MarksKey, Arc<Marks>>,
}

fn hash_of(value: impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

impl Cache {
    /// The results of all blocks; those not needed any more are dropped.
    pub(super) fn blocks(&mut self, article: &Article) -> Vec<Arc<BlockResult>> {
        let mut old = std::mem::take(&mut self.blocks);
        article
            .blocks()
            .iter()
            .map(|block| {
                let text = article.block_text(block);
                let hash = hash_of((text, block.kind, block.level, block.link_density.to_bits()));
                let kept = self.blocks.entry(hash).or_default();
                if let Some(result) = kept.iter().find(|result| result.key.matches(text, block)) {
                    return result.clone();
                }
                let known = old.get_mut(&hash).and_then(|results| {
                    let index = results
                        .iter()
                        .position(|result| result.key.matches(text, block))?;
                    Some(results.swap_remove(index))
                });
                let result = known.unwrap_or_else(|| Arc::new(BlockResult::new(text, block)));
                kept.push(result.clone());
                result
            })
            .collect()
    }

    /// Quotations and attributions of all blocks. A quotation left open runs into the next
    /// content block. A cache is for one model alone.
    pub(super) fn marks(
        &mut self,
        article: &Article,
        results: &[Arc<BlockResult>],
        labels: &Labels,
        english: bool,
        model: &Model,
    ) -> Vec<Arc<Marks>> {
        let mut old = std::mem::take(&mut self.marks);
        let mut open: Option<Style> = None;
        let mut all = Vec::with_capacity(results.len());
        for ((block, result), label) in article.blocks().iter().zip(results).zip(&labels.blocks) {
            let content = label.role == Role::Content;
            let key = MarksKey {
                block: result.key.clone(),
                continues: open.filter(|_| content),
                furniture: (content && english).then(|| super::stretches_of(block.span, labels)),
            };
            let marks = match self.marks.get(&key) {
                Some(marks) => marks.clone(),
                None => {
                    let marks = old.remove(&key).unwrap_or_else(|| {
                        Arc::new(Marks::new(
                            model,
                            article.block_text(block),
                            block,
                            result,
                            &key,
                        ))
                    });
                    self.marks.insert(key, marks.clone());
                    marks
                }
            };
            if content {
                open = marks.quotes.open;
            }
            all.push(marks);
        }
        all
    }
}

impl Marks {
    fn new(
        model: &Model,
        text: &str,
        block: &Block,
        result: &BlockResult,
        key: &MarksKey,
    ) -> Marks {
        let quotes = quotes::pair(text, &result.segments, &result.marks, key.continues);
        let attributions = match &key.furniture {
            Some(furniture) => attribution::find(
                model,
                text,
                &result.segments,
                &quotes,
                block.kind,
                furniture,
            ),
            None => Vec::new(),
        };
        Marks {
            quotes,
            attributions,
        }
    }
}
