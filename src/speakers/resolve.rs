//! Sources into speakers: the walk over an article's attributions.
//!
//! Attributions are taken in text order, those inside quotations last: who is quoted is known
//! before whom the quotation quotes. Each look-up goes back a bounded number of mentions or
//! speakers, so the walk is linear in sources and mentions.

use rustc_hash::FxHashMap;

use super::cluster::{Clusters, LOOK_BACK};
use super::entry::{SpeakerEntry, finish};
use super::mention::{Mention, MentionKind};
use super::phrase::Phrase;
use crate::annotation::{Attribution, AttributionKind, Speaker};
use crate::article::Span;
use crate::lexicon::Lowered;

/// A block with its mentions.
#[derive(Debug, Clone, Copy)]
pub struct SpeakerBlock<'a> {
    /// Where it stands in the article.
    pub span: Span,
    /// Its mentions, bytes from its start; empty for furniture.
    pub mentions: &'a [Mention],
}

/// Who spoke before a source.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Turn {
    /// The last speaker.
    pub last: Option<u32>,
    /// The last speaker that is a person.
    pub person: Option<u32>,
    /// A speaker whom a pronoun cannot mean: the one whose quotation it stands in.
    pub not: Option<u32>,
}

/// The state of the walk.
pub(super) struct Resolver<'a> {
    pub text: &'a str,
    blocks: &'a [SpeakerBlock<'a>],
    pub clusters: Clusters<'a>,
    pub speakers: Vec<SpeakerEntry>,
    /// Speakers that are descriptions, by their text in lower case.
    pub descriptions: FxHashMap<String, u32>,
    /// Contents all in quotation marks, in text order.
    quotations: Vec<Span>,
    /// Where cues and contents start, in text order.
    edges: Vec<u32>,
}

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
    clusters.order.sort_unstable_by_key(|place| place.span);
    let mut quotations: Vec<Span> = attributions
        .iter()
        .filter(|attribution| attribution.kind == AttributionKind::Direct)
        .flat_map(|attribution| attribution.content.iter().copied())
        .collect();
    quotations.sort_unstable();
    let mut edges: Vec<u32> = attributions
        .iter()
        .flat_map(|attribution| attribution.cue.iter().chain(&attribution.content))
        .map(|span| span.start)
        .collect();
    edges.sort_unstable();
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
    /// True if a span stands in a content that is all quotation.
    pub(super) fn in_quotation(&self, span: Span) -> bool {
        let next = self
            .quotations
            .partition_point(|quotation| quotation.start <= span.start);
        self.quotations[..next]
            .iter()
            .rev()
            .take(3)
            .any(|quotation| quotation.covers(span))
    }

    /// Where the next cue or content starts, or the text ends.
    pub(super) fn next_edge(&self, offset: u32) -> u32 {
        let next = self.edges.partition_point(|&edge| edge < offset);
        let end = self.text.len() as u32;
        self.edges.get(next).copied().unwrap_or(end).max(offset)
    }

    /// The block that holds an offset; an empty span if none does.
    pub(super) fn block_at(&self, offset: u32) -> Span {
        let next = self
            .blocks
            .partition_point(|block| block.span.start <= offset);
        next.checked_sub(1)
            .map(|index| self.blocks[index].span)
            .filter(|span| span.contains(offset))
            .unwrap_or(Span::new(offset, offset))
    }

    /// The latest speaker that a condition holds for.
    pub(super) fn recent(&self, fits: impl Fn(&SpeakerEntry) -> bool) -> Option<u32> {
        let from = self.speakers.len().saturating_sub(LOOK_BACK);
        (from..self.speakers.len())
            .filter(|&index| fits(&self.speakers[index]))
            .max_by_key(|&index| self.speakers[index].last_source)
            .map(|index| index as u32)
    }

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
            _ => Some(self.noun_phrase(source, turn)),
        };
        if let Some(speaker) = speaker {
            let entry = &mut self.speakers[speaker as usize];
            entry.mentions.push(source);
            entry.last_source = entry.last_source.max(Some(source));
        }
        speaker
    }

    /// A source that is no pronoun.
    pub(super) fn noun_phrase(&mut self, source: Span, turn: Turn) -> u32 {
        let phrase = Phrase::read(source, self.text);
        if let Some(cluster) = self.apposed_name(source, &phrase) {
            return self.bind(cluster, phrase);
        }
        if phrase.speaks_for_others() {
            return self.spokesperson(source, &phrase, turn);
        }
        if phrase.coordinated {
            return self.description(source, &phrase);
        }
        if phrase.head_is_name
            && let Some(cluster) = self.named_head(source, &phrase)
        {
            return self.bind(cluster, phrase);
        }
        if let Some((pronoun, end)) = &phrase.possessor {
            let rest = Span::new(*end, source.end);
            if let Some(name) = self.possessed(pronoun, rest, turn) {
                return self.called(name, &phrase);
            }
        }
        if let Some(name) = self.one_of_them(source, turn) {
            return self.called(name, &phrase);
        }
        if phrase.definite
            && !phrase.plural
            && let Some(speaker) = self.definite(source, &phrase, turn)
        {
            return speaker;
        }
        self.description(source, &phrase)
    }

    /// The name that heads a source; it comes last before the comma: "Chinese president Xi
    /// Jinping, a guest". Of a name that the source cuts short, the whole.
    fn named_head(&self, source: Span, phrase: &Phrase) -> Option<u32> {
        self.clusters
            .inside(source)
            .filter(|place| self.clusters.is_name(place.cluster))
            .filter(|place| place.span.start < phrase.head_end)
            .last()
            .or_else(|| self.clusters.inside(source).next())
            .or_else(|| self.clusters.around(source.start))
            .map(|place| place.cluster)
    }

    /// "The mayor", "the ministry", "the 52-year-old": a name or a speaker described so before,
    /// the nearer of the two.
    fn definite(&mut self, source: Span, phrase: &Phrase, turn: Turn) -> Option<u32> {
        let noun = phrase.head.as_deref()?;
        let described = |entry: &SpeakerEntry| {
            entry.nouns.iter().any(|own| own == noun) && (entry.person == phrase.person)
        };
        let cluster = self
            .clusters
            .before(source.start)
            .find(|place| self.clusters.is_called(place.cluster, noun))
            .map(|place| (place.span, place.cluster));
        let speaker = turn
            .last
            .filter(|&last| described(&self.speakers[last as usize]))
            .or_else(|| self.recent(described));
        match (cluster, speaker) {
            (Some((span, cluster)), Some(speaker)) => {
                let spoke = self.speakers[speaker as usize].last_source;
                Some(if spoke > Some(span) {
                    speaker
                } else {
                    self.speaker_of_cluster(cluster)
                })
            }
            (Some((_, cluster)), None) => Some(self.speaker_of_cluster(cluster)),
            (None, Some(speaker)) => Some(speaker),
            (None, None) if phrase.aged => self.person(source, turn, super::nouns::gender_of(noun)),
            (None, None) => None,
        }
    }

    /// A spokesperson speaks for the body named with them, or for the one mentioned last.
    fn spokesperson(&mut self, source: Span, phrase: &Phrase, turn: Turn) -> u32 {
        let named = self.clusters.inside(source).find(|place| {
            self.clusters.is_name(place.cluster)
                && place.span.start > phrase.spokes_end
                && !phrase.governs(place.span.start)
        });
        if let Some(place) = named {
            return self.speaker_of_cluster(place.cluster);
        }
        let own = self
            .clusters
            .inside(source)
            .next()
            .map(|place| place.cluster);
        let earlier =
            self.recent(|entry| entry.nouns.iter().any(|noun| noun.starts_with("spokes")));
        if own.is_none()
            && phrase.definite
            && let Some(earlier) = earlier
        {
            return earlier;
        }
        let principal = match own {
            Some(own) => {
                let principal = self.principal(own, source);
                Some(self.speaker_of_cluster(principal))
            }
            None => self.body_before(source, turn),
        };
        let Some(principal) = principal else {
            return self.description(source, phrase);
        };
        let name = format!(
            "{} for {}",
            phrase.spokes_word, self.speakers[principal as usize].name
        );
        let speaker = self.called(name, phrase);
        let entry = &mut self.speakers[speaker as usize];
        entry.speaks_for = Some(principal);
        entry.person = true;
        entry.nouns = vec![phrase.spokes_word.clone()];
        speaker
    }

    /// The body that a spokesperson's words name: for a bare noun ("a spokeswoman for the
    /// ministry") the cluster called so before.
    fn principal(&self, own: u32, source: Span) -> u32 {
        let cluster = &self.clusters.list[own as usize];
        let [noun] = &cluster.words[..] else {
            return own;
        };
        if cluster.kind != MentionKind::Body {
            return own;
        }
        self.clusters
            .before(source.start)
            .find(|place| place.cluster != own && self.clusters.is_called(place.cluster, noun))
            .map_or(own, |place| place.cluster)
    }
}
