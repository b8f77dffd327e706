//! Clusters: all mentions that one name or body has in the article.
//!
//! Mentions are put together by their words alone; what stands beside each name
//! ([`Surroundings`]) then tells what the cluster is described by, its gender, and whether it
//! is a person.

use rustc_hash::FxHashMap;

use super::mention::{Mention, MentionKind};
use super::surroundings::Surroundings;
use crate::article::Span;
use crate::lexicon::Lowered;

/// How many clusters, mentions and speakers back a look-up goes: bounds the cost per source.
pub(super) const LOOK_BACK: usize = 200;

/// Nouns kept for a cluster or a speaker.
pub(super) const MOST_NOUNS: usize = 16;

/// All mentions that one name or body has in the article.
#[derive(Debug)]
pub(super) struct Cluster {
    /// Lower-cased words of the fullest form.
    pub words: Vec<String>,
    /// The fullest form.
    pub name: Span,
    /// Name or body.
    pub kind: MentionKind,
    /// Gender by a title.
    pub titled: Option<bool>,
    /// Gender by a title, a noun or a reflexive.
    pub woman: Option<bool>,
    /// Where it is mentioned.
    pub mentions: Vec<Span>,
    /// Nouns that an apposition or an office before the name describes it by.
    pub nouns: Vec<String>,
    /// The speaker made of it.
    pub speaker: Option<u32>,
    /// What the words beside its mentions tell: above zero for a person, below for a body.
    pub evidence: i32,
    /// True if any mention stands behind a preposition of place.
    pub place: bool,
    /// Mentions by the first and by the last word of the name alone, in that order; without
    /// those behind a title.
    pub short: Vec<String>,
    /// True while all mentions are single words that start a sentence: perhaps no names.
    pub weak: bool,
}

/// One mention of a cluster.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Where, bytes of the article.
    pub span: Span,
    /// Of which cluster.
    pub cluster: u32,
    /// Starts its sentence, so most likely its subject.
    pub subject: bool,
    /// Stands behind a preposition.
    pub oblique: bool,
    /// Is a genitive: `Ana Ruiz's`.
    pub genitive: bool,
}

/// The clusters of an article.
#[derive(Debug)]
pub(super) struct Clusters<'a> {
    pub text: &'a str,
    pub list: Vec<Cluster>,
    /// Clusters by each of their words, latest last.
    by_word: FxHashMap<String, Vec<u32>>,
    /// All mentions, in text order.
    pub order: Vec<Place>,
}

impl<'a> Clusters<'a> {
    /// No clusters yet.
    pub fn new(text: &'a str) -> Clusters<'a> {
        Clusters {
            text,
            list: Vec::new(),
            by_word: FxHashMap::default(),
            order: Vec::new(),
        }
    }

    /// Puts a mention into the cluster it belongs to: one whose fullest form holds all its words,
    /// or whose initials it is.
    pub fn add(&mut self, mention: &Mention, block: Span) {
        let span = mention.span.shifted(block.start);
        let words = lowered_words(span.slice(self.text));
        let Some(last_word) = words.last() else {
            return;
        };
        let found = self.candidates(&words, last_word).find(|&number| {
            let cluster = &self.list[number as usize];
            let gender_fits = mention.woman.is_none()
                || cluster.titled.is_none()
                || mention.woman == cluster.titled;
            cluster.kind == mention.kind
                && gender_fits
                && same_entity(&words, &cluster.words, mention.kind)
        });
        let number = match found.or_else(|| self.expansion(span.slice(self.text))) {
            Some(number) => number,
            None => self.open(span, mention.kind),
        };
        let beside = match mention.kind {
            MentionKind::Name => Surroundings::read(self.text, block, span),
            MentionKind::Body => Surroundings::default(),
        };
        let cluster = &mut self.list[number as usize];
        cluster.titled = cluster.titled.or(mention.woman);
        cluster.mentions.push(span);
        let single = !span.slice(self.text).contains(char::is_whitespace);
        cluster.weak &= mention.starts_sentence && single && !beside.genitive && beside.person == 0;
        cluster.woman = mention.woman.or(cluster.woman).or(beside.woman);
        cluster.evidence += beside.person + if mention.woman.is_some() { 3 } else { 0 };
        cluster.place |= beside.place && words.len() >= cluster.words.len();
        if words.len() == 1 && beside.person <= 0 && cluster.short.len() < 8 {
            cluster.short.extend(words.first().cloned());
        }
        self.order.push(Place {
            span,
            cluster: number,
            subject: mention.starts_sentence || beside.subject,
            oblique: beside.oblique,
            genitive: beside.genitive,
        });
        if words.len() > cluster.words.len()
            && !is_acronym_of(span.slice(self.text), &cluster.words)
        {
            for word in &words {
                let list = self.by_word.entry(word.clone()).or_default();
                if list.last() != Some(&number) {
                    list.push(number);
                }
            }
            // the town that a longer name starts with is not what that names
            cluster.place = beside.place;
            cluster.words = words;
            cluster.name = span;
        }
        for noun in beside.nouns {
            self.call(number, noun);
        }
    }

    fn open(&mut self, name: Span, kind: MentionKind) -> u32 {
        self.list.push(Cluster {
            words: Vec::new(),
            name,
            kind,
            titled: None,
            woman: None,
            mentions: Vec::new(),
            nouns: Vec::new(),
            speaker: None,
            evidence: 0,
            place: false,
            short: Vec::new(),
            weak: true,
        });
        (self.list.len() - 1) as u32
    }

    fn candidates(&self, words: &[String], last_word: &str) -> impl Iterator<Item = u32> {
        let by = |word: &str| self.by_word.get(word).map_or(&[][..], Vec::as_slice);
        let first = words.first().map_or(&[][..], |word| by(word));
        by(last_word)
            .iter()
            .rev()
            .take(LOOK_BACK)
            .chain(first.iter().rev().take(LOOK_BACK))
            .copied()
    }

    /// The cluster that an acronym stands for.
    fn expansion(&self, acronym: &str) -> Option<u32> {
        let letters = acronym.trim_end_matches('.').len();
        if !(2..=8).contains(&letters)
            || !acronym
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte == b'.')
        {
            return None;
        }
        (0..self.list.len())
            .rev()
            .take(LOOK_BACK)
            .find(|&index| is_acronym_of(acronym, &self.list[index].words))
            .map(|index| index as u32)
    }

    /// The mentions inside a span.
    pub fn inside(&self, span: Span) -> impl Iterator<Item = Place> {
        let first = self
            .order
            .partition_point(|place| place.span.start < span.start);
        self.order[first..]
            .iter()
            .take_while(move |place| place.span.start < span.end)
            .filter(move |place| place.span.end <= span.end)
            .copied()
    }

    /// The mention that starts at or shortly before an offset and reaches past it.
    pub fn around(&self, at: u32) -> Option<Place> {
        self.before(at + 1)
            .take(2)
            .find(|place| place.span.contains(at))
            .copied()
    }

    /// The name that starts exactly at an offset.
    pub fn name_at(&self, at: u32) -> Option<Place> {
        let first = self.order.partition_point(|place| place.span.start < at);
        self.order
            .get(first)
            .filter(|place| place.span.start == at && self.is_name(place.cluster))
            .copied()
    }

    /// The mentions before an offset, nearest first, at most [`LOOK_BACK`].
    pub fn before(&self, at: u32) -> impl Iterator<Item = &Place> {
        let end = self.order.partition_point(|place| place.span.start < at);
        self.order[..end].iter().rev().take(LOOK_BACK)
    }

    /// Takes note that a cluster is called by a noun.
    pub fn call(&mut self, number: u32, noun: String) {
        let nouns = &mut self.list[number as usize].nouns;
        if nouns.len() < MOST_NOUNS && !nouns.contains(&noun) {
            nouns.push(noun);
        }
    }
}

/// The words of a name in lower case, without articles and `of`.
pub(super) fn lowered_words(words: &str) -> Vec<String> {
    words
        .split(|c: char| !c.is_alphanumeric() && c != '.')
        .map(|word| Lowered::new(word.trim_end_matches('.')).as_str().to_owned())
        .filter(|word| {
            !word.is_empty() && !matches!(word.as_str(), "the" | "a" | "an" | "s" | "of")
        })
        .collect()
}

/// A name's short form has words of the full one; a body's shares its head.
fn same_entity(short: &[String], full: &[String], kind: MentionKind) -> bool {
    let all_in = |a: &[String], b: &[String]| a.iter().all(|word| b.contains(word));
    match kind {
        MentionKind::Name => all_in(short, full) || all_in(full, short),
        MentionKind::Body => {
            short.last() == full.last() && (all_in(short, full) || all_in(full, short))
        }
    }
}

fn is_acronym_of(acronym: &str, words: &[String]) -> bool {
    let letters = acronym.bytes().filter(u8::is_ascii_uppercase);
    words.len() > 1
        && letters.clone().count() == words.len()
        && acronym
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte == b'.')
        && letters.zip(words).all(|(letter, word)| {
            word.as_bytes()
                .first()
                .is_some_and(|first| first.eq_ignore_ascii_case(&letter))
        })
}
