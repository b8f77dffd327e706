//! Speakers as they are found: made from clusters or descriptions, bound to names, listed.

use super::cluster::LOOK_BACK;
use super::mention::MentionKind;
use super::nouns::{gender_of, names_body, names_person, names_text};
use super::phrase::{Phrase, without_article};
use super::resolve::{Resolver, Turn};
use super::surroundings;
use crate::annotation::Speaker;
use crate::article::Span;

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
    named: bool,
}

impl SpeakerEntry {
    fn described_as(&mut self, nouns: Vec<String>) {
        for noun in nouns {
            if self.nouns.len() < 16 && !self.nouns.contains(&noun) {
                self.woman = self.woman.or(gender_of(&noun));
                self.nouns.push(noun);
            }
        }
    }
}

impl Resolver<'_> {
    /// The name in apposition to a description: inside the source ("the harbour master, Ana
    /// Ruiz") or right behind it, where the source holds the description alone.
    pub(super) fn apposed_name(&self, source: Span, phrase: &Phrase) -> Option<u32> {
        let fits = |cluster: u32| {
            let head = phrase.head.as_deref().unwrap_or("");
            if !self.clusters.is_name(cluster) || names_text(head) || phrase.plural {
                return false;
            }
            match self.clusters.is_person(cluster) {
                true => !names_body(head) || names_person(head),
                false => !names_person(head) || names_body(head),
            }
        };
        if phrase.head_is_name {
            return None;
        }
        let words = source.slice(self.text);
        if let Some(comma) = words.rfind(',') {
            let rest = &words[comma + 1..];
            let at = source.end - rest.trim_start().len() as u32;
            if let Some(place) = self.clusters.name_at(self.behind_title(at))
                && place.span.end == source.end
                && fits(place.cluster)
            {
                return Some(place.cluster);
            }
        }
        phrase.head.as_ref()?;
        let block = self.block_at(source.start);
        let behind = surroundings::behind(self.text, block, source.end);
        let after_comma = behind.trim_start().strip_prefix(',').unwrap_or(behind);
        let comma = after_comma.len() < behind.len();
        let gap = behind.len() - after_comma.trim_start().len();
        let place = self
            .clusters
            .name_at(self.behind_title(source.end + gap as u32))?;
        let closed = surroundings::closes(surroundings::behind(self.text, block, place.span.end));
        (fits(place.cluster) && (!comma || closed) && gap <= 3).then_some(place.cluster)
    }

    /// The offset behind one title that stands at `at`: names leave their titles out.
    fn behind_title(&self, at: u32) -> u32 {
        let rest = surroundings::behind(self.text, self.block_at(at), at);
        let word = rest.split(char::is_whitespace).next().unwrap_or("");
        let class = super::mention::word_class(word);
        if class == Some(super::mention::WordClass::Title) {
            let after = &rest[word.len()..];
            at + (word.len() + after.len() - after.trim_start().len()) as u32
        } else {
            at
        }
    }

    /// A name's speaker, described by a source's nouns. Where "the contractor, Tom Pike" names a
    /// contractor who spoke before without a name, that speaker takes the name.
    pub(super) fn bind(&mut self, cluster: u32, phrase: Phrase) -> u32 {
        if self.clusters.list[cluster as usize].speaker.is_none()
            && phrase.definite
            && phrase.person
            && let Some(head) = &phrase.head
            && let Some(speaker) = self.recent(|entry| {
                !entry.named
                    && !entry.plural
                    && entry.speaks_for.is_none()
                    && entry.nouns.contains(head)
            })
        {
            let named = self.entry_of_cluster(cluster);
            let entry = &mut self.speakers[speaker as usize];
            entry.name = named.name;
            entry.mentions.extend(named.mentions);
            entry.woman = entry.woman.or(named.woman);
            entry.described_as(named.nouns);
            entry.named = true;
            self.clusters.list[cluster as usize].speaker = Some(speaker);
        }
        let speaker = self.speaker_of_cluster(cluster);
        self.speakers[speaker as usize].described_as(phrase.nouns);
        speaker
    }

    /// "One of them", "the other": named by the several who spoke last.
    pub(super) fn one_of_them(&self, source: Span, turn: Turn) -> Option<String> {
        let words = source.slice(self.text).to_ascii_lowercase();
        let part = match words.as_str() {
            "one of them" | "one" => "one",
            "the other" | "another" => "the other",
            "both" | "both of them" => "both",
            _ => return None,
        };
        let several = turn
            .last
            .filter(|&last| self.speakers[last as usize].plural)
            .or_else(|| {
                let from = self.speakers.len().saturating_sub(LOOK_BACK);
                (from..self.speakers.len())
                    .rev()
                    .take(4)
                    .find(|&index| self.speakers[index].plural)
                    .map(|index| index as u32)
            })?;
        let name = &self.speakers[several as usize].name;
        Some(format!("{part} of {name}"))
    }

    /// The speaker that a description is, without looking further.
    pub(super) fn description(&mut self, source: Span, phrase: &Phrase) -> u32 {
        let whole = self.with_origin(source, phrase);
        self.called(in_one_line(without_article(whole.slice(self.text))), phrase)
    }

    /// A text is called by where it comes from: "a study published in May by the institute",
    /// of which the source may hold the first words alone.
    fn with_origin(&self, source: Span, phrase: &Phrase) -> Span {
        let text_noun = phrase.head.as_deref().is_some_and(names_text);
        if !text_noun || phrase.definite || phrase.plural {
            return source;
        }
        let end = self.next_edge(source.end);
        let block = self.block_at(source.start);
        let behind = surroundings::behind(self.text, block, source.end);
        let stop = behind
            .find([',', '.', ';', ':', '(', '"', '“', '—'])
            .unwrap_or(0)
            .min((end - source.end) as usize);
        let behind = behind.get(..stop).unwrap_or("");
        let first = behind.split_whitespace().next().unwrap_or("");
        let runs_on = first.ends_with("ed")
            || matches!(
                first,
                "read" | "seen" | "sent" | "written" | "by" | "from" | "of" | "in" | "on" | "into"
            );
        if runs_on && behind.starts_with(char::is_whitespace) {
            Span::new(source.start, source.end + behind.trim_end().len() as u32)
        } else {
            source
        }
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

    fn entry_of_cluster(&self, number: u32) -> SpeakerEntry {
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
fn in_one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The speakers with their mentions in order; a source that holds a name is one mention.
pub(super) fn finish(entries: Vec<SpeakerEntry>) -> Vec<Speaker> {
    entries
        .into_iter()
        .map(|mut entry| {
            entry.mentions.sort_unstable();
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
