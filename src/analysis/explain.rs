//! Why an attribution of the article is there.

use super::Run;
use crate::article::Article;
use crate::attribution;
use crate::model::Model;
use crate::model::why::{Decider, Weighed};

/// Why an attribution is there. Its words, its stance and how sure its parts are stand in the
/// attribution itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// What decided.
    pub decider: Decider,
    /// What the learned weights made of it; `None` where a rule read its cue, or it has none.
    pub weighed: Option<Weighed>,
    /// True if it has content in other blocks than its first words.
    pub over_blocks: bool,
}

impl Run {
    /// Why an attribution of `article` is there; `model` must be the run's. `None` beyond the
    /// last one.
    pub(super) fn explain(
        &self,
        article: &Article,
        model: &Model,
        index: usize,
    ) -> Option<Explanation> {
        let attribution = self.analysis.attributions.get(index)?;
        let cue = attribution.cue.first();
        let start = cue.or(attribution.content.first())?.start;
        let at = article
            .blocks()
            .partition_point(|block| block.span.end <= start);
        let block = article.blocks().get(at)?;
        let (decider, weighed) = match cue {
            None if attribution.source.is_empty() => (Decider::Continued, None),
            None => (Decider::Turn, None),
            Some(_) => attribution::explain(
                model,
                article.block_text(block),
                &self.results.get(at)?.segments,
                &self.marks.get(at)?.quotes,
                block.kind,
                start - block.span.start,
            )?,
        };
        let content = &attribution.content;
        Some(Explanation {
            decider,
            weighed,
            over_blocks: content.iter().any(|piece| !block.span.covers(*piece)),
        })
    }
}
