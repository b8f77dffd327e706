//! What is known while an article's sources are resolved, and the look-ups in it.
//!
//! [`Resolver`] holds the clusters of mentions and the speakers found so far; `pronoun` and
//! `description` add what a source of their kind means, `resolve` walks the attributions.

use rustc_hash::FxHashMap;

use super::cluster::{Clusters, LOOK_BACK, MOST_NOUNS};
use super::mention::{Mention, MentionKind};
use super::nouns::gender_of;
use super::phrase::{Phrase, without_article};
use crate::annotation::Speaker;
use crate::article::Span;
use crate::order;

/// Quotations before a source that are looked at for one that holds it: a long one can hold some.
const QUOTATIONS: usize = 12;

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

/// One speaker as known so far.
#[derive(Debug)]
pub(super) struct SpeakerEntry {
    /// The fullest name, or the description without its article.
    pub name: String,
    pub mentions: Vec<Span>,
    /// The last source resolved to it.
    pub last_source: Option<Span>,
    /// Where the words end that it said last.
    pub active_until: u32,
    pub speaks_for: Option<u32>,
    pub person: bool,
    pub plural: bool,
    pub woman: Option<bool>,
    /// Lower-cased nouns it is described by.
    pub nouns: Vec<String>,
    /// True for a speaker with a name, not a description alone.
    pub named: bool,
}

impl SpeakerEntry {
    /// Takes nouns over, and the gender they tell.
    pub fn described_as(&mut self, nouns: Vec<String>) {
        for noun in nouns {
            if self.nouns.len() < MOST_NOUNS && !self.nouns.contains(&noun) {
                self.woman = self.woman.or(gender_of(&noun));
                self.nouns.push(noun);
            }
        }
    }
}

/// The state of the walk.
pub(super) struct Resolver<'a> {
    pub text: &'a str,
    pub blocks: &'a [SpeakerBlock<'a>],
    pub clusters: Clusters<'a>,
    pub speakers: Vec<SpeakerEntry>,
    /// Speakers that are descriptions, by their text in lower case.
    pub descriptions: FxHashMap<String, u32>,
    /// Contents all in quotation marks, in text order.
    pub quotations: Vec<Span>,
    /// Where cues and contents start, in text order.
    pub edges: Vec<u32>,
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
            .take(QUOTATIONS)
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

    /// The speaker of this description, made if new.
    pub(super) fn called(&mut self, name: String, phrase: &Phrase) -> u32 {
        let key = name.to_lowercase();
        if let Some(&speaker) = self.descriptions.get(&key) {
            return speaker;
        }
        let mut entry = SpeakerEntry {
            name,
            mentions: Vec::new(),
            last_source: None,
            active_until: 0,
            speaks_for: None,
            person: phrase.person || key.starts_with("one of") || key.starts_with("the other of"),
            plural: phrase.plural || phrase.coordinated,
            woman: None,
            nouns: Vec::new(),
            named: false,
        };
        entry.described_as(phrase.nouns.clone());
        let number = self.list(entry);
        self.descriptions.insert(key, number);
        number
    }

    /// The speaker of a cluster, made if new.
    pub(super) fn speaker_of_cluster(&mut self, number: u32) -> u32 {
        if let Some(speaker) = self.clusters.list[number as usize].speaker {
            return speaker;
        }
        let entry = self.entry_of_cluster(number);
        let speaker = self.list(entry);
        self.clusters.list[number as usize].speaker = Some(speaker);
        speaker
    }

    /// A speaker as a cluster tells it, not yet listed.
    pub(super) fn entry_of_cluster(&self, number: u32) -> SpeakerEntry {
        let cluster = &self.clusters.list[number as usize];
        let name = cluster.name.slice(self.text);
        let mut nouns = cluster.nouns.clone();
        if cluster.kind == MentionKind::Body {
            nouns.extend(cluster.words.last().cloned());
        }
        SpeakerEntry {
            name: in_one_line(without_article(name)),
            mentions: cluster.mentions.clone(),
            last_source: None,
            active_until: 0,
            speaks_for: None,
            person: self.clusters.is_person(number),
            plural: false,
            woman: cluster.woman,
            nouns,
            named: cluster.kind == MentionKind::Name,
        }
    }

    fn list(&mut self, entry: SpeakerEntry) -> u32 {
        self.speakers.push(entry);
        (self.speakers.len() - 1) as u32
    }
}

/// A name without the line breaks of hard-wrapped text.
pub(super) fn in_one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The speakers with their mentions in order; a source that holds a name is one mention.
pub(super) fn finish(entries: Vec<SpeakerEntry>) -> Vec<Speaker> {
    entries
        .into_iter()
        .map(|mut entry| {
            order::sort_by(&mut entry.mentions, Span::cmp);
            entry.mentions.dedup_by(|later, earlier| {
                let same = earlier.intersects(*later);
                if same {
                    *earlier = earlier.union(*later);
                }
                same
            });
            Speaker {
                name: entry.name,
                mentions: entry.mentions,
                speaks_for: entry.speaks_for,
            }
        })
        .collect()
}
