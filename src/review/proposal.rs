//! The engine's findings as marks with ids.

use super::mark::{Attributes, Confidence, MarkKind, Parts};
use super::value::hex;
use crate::analysis::Analysis;
use crate::anchor::context;
use crate::annotation::Quote;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

/// One mark that the engine proposes.
#[derive(Debug, Clone)]
pub(super) struct Proposal {
    pub id: String,
    pub attributes: Attributes,
    pub parts: Parts,
    /// Of a quote: index of the proposal that says who speaks.
    pub attribution: Option<u32>,
}

/// All marks of an analysis: furniture, quotes, attributions, each in its order. `text` is the
/// article's. Linear.
pub(super) fn proposals(analysis: &Analysis, text: &str) -> Vec<Proposal> {
    let mut namer = Namer::default();
    let mut propose = |attributes: Attributes, parts: Parts, attribution| {
        let id = namer.name(&attributes, &parts, text);
        Proposal {
            id,
            attributes,
            parts,
            attribution,
        }
    };
    let before_attributions = analysis.boilerplate.len() + analysis.quotes.len();
    let speaker_of = |index: Option<u32>| {
        let attribution = analysis.attributions.get(index? as usize)?;
        let speaker = analysis.speakers.get(attribution.speaker? as usize)?;
        Some(speaker.name.clone())
    };
    let mut all = Vec::with_capacity(before_attributions + analysis.attributions.len());
    for found in &analysis.boilerplate {
        let attributes = Attributes {
            category: Some(found.category),
            confidence: Confidence::of(found.confidence.into()),
            ..Attributes::of(MarkKind::Boilerplate)
        };
        let parts = Parts {
            whole: vec![found.span],
            ..Parts::default()
        };
        all.push(propose(attributes, parts, None));
    }
    for quote in &analysis.quotes {
        let Quote {
            spans,
            kind,
            attribution,
            confidence,
            ..
        } = quote;
        let attributes = Attributes {
            quote_kind: Some(*kind),
            speaker: speaker_of(*attribution),
            confidence: Confidence::of((*confidence).into()),
            ..Attributes::of(MarkKind::Quote)
        };
        let parts = Parts {
            whole: spans.clone(),
            ..Parts::default()
        };
        let index = attribution.map(|index| before_attributions as u32 + index);
        all.push(propose(attributes, parts, index));
    }
    for (index, found) in analysis.attributions.iter().enumerate() {
        let attributes = Attributes {
            attribution_kind: Some(found.kind),
            stance: Some(found.stance),
            speaker: speaker_of(Some(index as u32)),
            confidence: Confidence::of(found.confidence.attribution.into()),
            ..Attributes::of(MarkKind::Attribution)
        };
        let parts = Parts {
            content: found.content.clone(),
            cue: found.cue.clone(),
            source: found.source.clone(),
            ..Parts::default()
        };
        all.push(propose(attributes, parts, None));
    }
    all
}

/// Gives marks their ids: from the kind, the words of the main part and what stands around
/// them, so that an id is the same in every run and outlives changes elsewhere in the article.
/// Marks that are equal in all this are told apart by their number.
#[derive(Default)]
struct Namer {
    seen: FxHashMap<[u8; 16], u32>,
}

impl Namer {
    fn name(&mut self, attributes: &Attributes, parts: &Parts, text: &str) -> String {
        let spans = parts.get(attributes.kind.main_part());
        let mut hash = Sha256::new();
        let mut feed = |words: &str| {
            hash.update((words.len() as u64).to_be_bytes());
            hash.update(words.as_bytes());
        };
        feed(attributes.kind.token());
        for span in spans {
            feed(span.slice(text));
        }
        if let (Some(&first), Some(&last)) = (spans.first(), spans.last()) {
            feed(context(text, first).0);
            feed(context(text, last).1);
        }
        let mut key = [0; 16];
        key.copy_from_slice(&hash.finalize()[..16]);
        let count = self.seen.entry(key).or_default();
        *count += 1;
        match *count {
            1 => hex(&key),
            number => format!("{}-{number}", hex(&key)),
        }
    }
}
