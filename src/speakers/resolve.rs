//! Sources into speakers: the walk over an article's attributions.
//!
//! Attributions are taken in text order, those inside quotations last: who is quoted is known
//! before whom the quotation quotes. Each look-up goes back a bounded number of mentions or
//! speakers, so the walk is linear in sources and mentions.

use rustc_hash::FxHashMap;

use super::cluster::Clusters;
use super::resolver::{Resolver, SpeakerBlock, Turn, finish};
use crate::annotation::{Attribution, AttributionKind, Speaker};
use crate::article::Span;
use crate::lexicon::Lowered;
use crate::order;

/// Gives every attribution its speaker and returns the speakers. `continues` names, for a source
/// that is left out, the attribution whose speaker goes on.
pub fn resolve(
    text: &str,
    blocks: &[SpeakerBlock],
    attributions: &mut [Attribution],
    continues: &[Option<u32>],
) -> Vec<Speaker> {
    let mut clusters = Clusters::new(text);
    for block in blocks {
        for mention in block.mentions {
            clusters.add(mention, block.span);
        }
    }
    order::sort_by_key(&mut clusters.order, |place| place.span);
    let mut quotations: Vec<Span> = attributions
        .iter()
        .filter(|attribution| attribution.kind == AttributionKind::Direct)
        .flat_map(|attribution| attribution.content.iter().copied())
        .collect();
    order::sort_by(&mut quotations, Span::cmp);
    let mut edges: Vec<u32> = attributions
        .iter()
        .flat_map(|attribution| attribution.cue.iter().chain(&attribution.content))
        .map(|span| span.start)
        .collect();
    order::sort_by(&mut edges, u32::cmp);
    let mut resolver = Resolver {
        text,
        blocks,
        clusters,
        speakers: Vec::new(),
        descriptions: FxHashMap::default(),
        quotations,
        edges,
    };
    let mut turn = Turn::default();
    let mut quoted = Vec::new();
    for index in 0..attributions.len() {
        let source = attributions[index].source.first().copied();
        if let Some(source) = source
            && resolver.in_quotation(source)
        {
            quoted.push((index, turn));
            continue;
        }
        let speaker = match source {
            Some(source) => resolver.source(source, turn),
            None => continued(attributions, continues, index),
        };
        attributions[index].speaker = speaker;
        resolver.spoke(&attributions[index], &mut turn);
    }
    for (index, turn) in quoted {
        let holder = attributions[index]
            .parent
            .and_then(|parent| attributions.get(parent as usize)?.speaker);
        let before = index.checked_sub(1).and_then(|index| {
            let before = &attributions[index];
            before
                .speaker
                .filter(|_| before.parent == attributions[index + 1].parent)
        });
        let others = |last: &u32| Some(*last) != holder;
        let turn = Turn {
            last: before.or(turn.last).filter(others),
            person: before.or(turn.person).filter(others),
            not: holder,
        };
        attributions[index].speaker = attributions[index]
            .source
            .first()
            .and_then(|&source| resolver.source(source, turn));
    }
    finish(resolver.speakers)
}

fn continued(attributions: &[Attribution], continues: &[Option<u32>], index: usize) -> Option<u32> {
    let before = continues.get(index).copied().flatten()?;
    attributions.get(before as usize)?.speaker
}

impl Resolver<'_> {
    /// Takes note that an attribution's speaker spoke, up to where its words end.
    fn spoke(&mut self, attribution: &Attribution, turn: &mut Turn) {
        let Some(speaker) = attribution.speaker else {
            return;
        };
        let end = attribution
            .content
            .iter()
            .chain(&attribution.source)
            .map(|span| span.end)
            .max()
            .unwrap_or(0);
        let entry = &mut self.speakers[speaker as usize];
        entry.active_until = entry.active_until.max(end);
        turn.last = Some(speaker);
        if entry.person {
            turn.person = Some(speaker);
        }
    }

    fn source(&mut self, source: Span, turn: Turn) -> Option<u32> {
        let lower = Lowered::new(source.slice(self.text));
        let speaker = match lower.as_str() {
            word @ ("he" | "him" | "she" | "her" | "they" | "them" | "who" | "it") => {
                self.pronoun(word, source, turn)
            }
            "i" | "me" | "we" | "us" => turn.not.or(turn.last),
            "a" => Some(self.answerer(source, turn)),
            _ => Some(self.noun_phrase(source, turn)),
        };
        if let Some(speaker) = speaker {
            let entry = &mut self.speakers[speaker as usize];
            entry.mentions.push(source);
            entry.last_source = entry.last_source.max(Some(source));
        }
        speaker
    }

    /// Who gives the answers headed "A": the person that the article names most, if one is named
    /// before the first of them.
    fn answerer(&mut self, source: Span, turn: Turn) -> u32 {
        if let Some(&known) = self.descriptions.get("a") {
            return known;
        }
        let named = |&number: &u32| self.clusters.list[number as usize].mentions.len();
        let people = self
            .clusters
            .before(source.start)
            .map(|place| place.cluster);
        let person = people.filter(|&number| self.clusters.is_person(number));
        let speaker = match person.max_by_key(named) {
            Some(number) => self.speaker_of_cluster(number),
            None => self.noun_phrase(source, turn),
        };
        self.descriptions.insert("a".to_owned(), speaker);
        speaker
    }
}
