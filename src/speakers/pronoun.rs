//! Pronouns: whom `he`, `she`, `it`, `they` and `who` mean.
//!
//! Persons are weighed by what makes a name easy to go on with: having just spoken, being the
//! subject of its sentence, a gender the text gives, nearness. The weights are small whole
//! numbers; ties go to the nearer.

use super::cluster::Place;
use super::mention::MentionKind;
use super::nouns::names_text;
use super::phrase::without_article;
use super::resolver::{Resolver, Turn};
use super::surroundings;
use crate::article::Span;

const GENDER_KNOWN: i32 = 10;
const SPOKE_LAST: i32 = 13;
const SUBJECT: i32 = 12;
const OBLIQUE: i32 = -10;
const GENITIVE: i32 = -4;
const QUOTED: i32 = -15;
/// Another has spoken since, but no person.
const INTERRUPTED: i32 = -3;
const OTHER_BLOCK: i32 = 9;
/// Bytes that cost one point of nearness, and the most that distance costs.
const BYTES_A_POINT: u32 = 15;
const FARTHEST: i32 = 30;

/// What the bytes between a mention's end and a source cost, and the start of the source's
/// block where it stands between.
fn distance(end: u32, source: Span, block: Span) -> i32 {
    let far = ((source.start.saturating_sub(end) / BYTES_A_POINT) as i32).min(FARTHEST);
    far + if end < block.start { OTHER_BLOCK } else { 0 }
}

impl Resolver<'_> {
    /// The speaker a pronoun (lower case) means, `None` for words that are none or that nothing
    /// before fits.
    pub(super) fn pronoun(&mut self, word: &str, source: Span, turn: Turn) -> Option<u32> {
        match word {
            "he" | "him" | "his" => self.person(source, turn, Some(false)),
            "she" | "her" => self.person(source, turn, Some(true)),
            "they" | "them" | "their" => self.several(turn),
            "who" => self.antecedent(source).or(turn.last),
            "it" | "its" => self.body_before(source, turn),
            _ => None,
        }
    }

    /// He or she: the person that weighs most.
    pub(super) fn person(&mut self, source: Span, turn: Turn, woman: Option<bool>) -> Option<u32> {
        let fits = |known: Option<bool>| known.is_none() || woman.is_none() || known == woman;
        let block = self.block_at(source.start);
        let weigh = |known: Option<bool>, end: u32| {
            let gender = if woman.is_some() && known == woman {
                GENDER_KNOWN
            } else {
                0
            };
            gender - distance(end, source, block)
        };
        let mut best: Option<(i32, Result<u32, u32>)> = None;
        let mut offer = |weight: i32, who: Result<u32, u32>| {
            if best.is_none_or(|(most, _)| weight > most) {
                best = Some((weight, who));
            }
        };
        if let Some(last) = turn.person {
            let entry = &self.speakers[last as usize];
            let end = entry.active_until;
            if entry.person && !entry.plural && fits(entry.woman) {
                let interrupted = if turn.last == Some(last) {
                    0
                } else {
                    INTERRUPTED
                };
                offer(
                    weigh(entry.woman, end) + SPOKE_LAST + SUBJECT + interrupted,
                    Ok(last),
                );
            }
        }
        for place in self.clusters.before(source.start).take(60) {
            let cluster = &self.clusters.list[place.cluster as usize];
            let known = cluster
                .speaker
                .and_then(|speaker| self.speakers[speaker as usize].woman)
                .or(cluster.woman);
            let spoken = cluster.speaker.is_some() && cluster.speaker == turn.not;
            if cluster.kind != MentionKind::Name
                || cluster.weak
                || spoken
                || !fits(known)
                || !self.clusters.is_person(place.cluster)
            {
                continue;
            }
            let weight = weigh(known, place.span.end) + self.standing(place);
            offer(weight, Err(place.cluster));
        }
        let speaker = match best.map(|(_, who)| who) {
            Some(Ok(speaker)) => Some(speaker),
            Some(Err(cluster)) => Some(self.speaker_of_cluster(cluster)),
            None => self.recent(|entry| entry.person && !entry.plural && fits(entry.woman)),
        };
        if let Some(speaker) = speaker {
            let entry = &mut self.speakers[speaker as usize];
            entry.woman = entry.woman.or(woman);
        }
        speaker
    }

    /// They: several who spoke last, else a body that did, else whoever spoke last.
    fn several(&mut self, turn: Turn) -> Option<u32> {
        let last_fits = |&speaker: &u32| {
            let entry = &self.speakers[speaker as usize];
            entry.plural || !entry.person
        };
        turn.last
            .filter(last_fits)
            .or_else(|| self.recent(|entry| entry.plural))
            .or(turn.last)
    }

    /// It: the body that weighs most, as persons are weighed.
    pub(super) fn body_before(&mut self, source: Span, turn: Turn) -> Option<u32> {
        let block = self.block_at(source.start);
        let mut best: Option<(i32, Result<u32, u32>)> = None;
        if let Some(last) = turn.last {
            let entry = &self.speakers[last as usize];
            if !entry.person && !entry.plural {
                let far = distance(entry.active_until, source, block);
                best = Some((SPOKE_LAST + SUBJECT - far, Ok(last)));
            }
        }
        for place in self.clusters.before(source.start).take(20) {
            let cluster = &self.clusters.list[place.cluster as usize];
            if cluster.weak
                || cluster.words.last().is_some_and(|head| names_text(head))
                || self.clusters.is_person(place.cluster)
            {
                continue;
            }
            let weight = self.standing(place) - distance(place.span.end, source, block);
            if best.is_none_or(|(most, _)| weight > most) {
                best = Some((weight, Err(place.cluster)));
            }
        }
        match best?.1 {
            Ok(speaker) => Some(speaker),
            Err(cluster) => Some(self.speaker_of_cluster(cluster)),
        }
    }

    /// What a mention's place in its sentence weighs.
    fn standing(&self, place: &Place) -> i32 {
        let mut weight = if place.subject { SUBJECT } else { 0 };
        weight += if place.oblique { OBLIQUE } else { 0 };
        weight += if place.genitive { GENITIVE } else { 0 };
        weight
            + if self.in_quotation(place.span) {
                QUOTED
            } else {
                0
            }
    }

    /// What a relative pronoun stands for: the name right before it (a bracket between them is
    /// skipped), or the description it ends.
    pub(super) fn antecedent(&mut self, relative: Span) -> Option<u32> {
        let block = self.block_at(relative.start);
        let before = surroundings::before(self.text, block, relative.start);
        let mut rest = before.trim_end().trim_end_matches(',').trim_end();
        if rest.ends_with(')') {
            rest = rest
                .rsplit_once('(')
                .map_or(rest, |(rest, _)| rest)
                .trim_end();
        }
        let end = relative.start - (before.len() - rest.len()) as u32;
        let place = self.clusters.before(end).next().copied();
        if let Some(place) = place.filter(|place| place.span.end == end) {
            return Some(self.speaker_of_cluster(place.cluster));
        }
        // "a man who …": back to the article
        let mut start = rest.len();
        for word in rest.rsplit(char::is_whitespace).take(8) {
            start = start.saturating_sub(word.len());
            if word.ends_with([',', '.', ';', ':', '”', '"']) {
                break;
            }
            if matches!(
                word,
                "a" | "an" | "the" | "one" | "A" | "An" | "The" | "One"
            ) {
                let from = end - (rest.len() - start) as u32;
                return Some(self.noun_phrase(Span::new(from, end), Turn::default()));
            }
            start = start.saturating_sub(1);
        }
        place
            .filter(|place| place.span.start >= block.start)
            .filter(|place| {
                let between = Span::new(place.span.end, end).slice(self.text);
                !between.contains(['.', '!', '?'])
            })
            .map(|place| self.speaker_of_cluster(place.cluster))
    }

    /// "His agent": the possessor's name with the words behind the pronoun.
    pub(super) fn possessed(&mut self, pronoun: &str, rest: Span, turn: Turn) -> Option<String> {
        let possessor = self.pronoun(pronoun, rest, turn)?;
        let name = without_article(&self.speakers[possessor as usize].name);
        let mark = if name.ends_with('s') { "’" } else { "’s" };
        Some(format!(
            "{name}{mark} {}",
            rest.trimmed(self.text).slice(self.text)
        ))
    }
}
