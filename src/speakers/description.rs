//! Names and descriptions: whom a source means that is no pronoun.
//!
//! Tried in this order: a name in apposition, a spokesperson, a name, a possessor ("his
//! agent"), a part of several ("one of them"), a description met before, and at last a speaker
//! of its own.

use super::cluster::LOOK_BACK;
use super::mention::MentionKind;
use super::nouns::{WordClass, gender_of, names_body, names_person, names_text, word_class};
use super::phrase::{Phrase, without_article};
use super::resolver::{Resolver, SpeakerEntry, Turn, in_one_line};
use super::surroundings;
use crate::article::Span;

impl Resolver<'_> {
    /// A source that is no pronoun.
    pub(super) fn noun_phrase(&mut self, source: Span, turn: Turn) -> u32 {
        let phrase = Phrase::read(source, self.text);
        // the age alone of "Ben Adeyemi, 34, who …"
        if !source.slice(self.text).contains(char::is_alphabetic)
            && let Some(speaker) = self.antecedent(source)
        {
            return speaker;
        }
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
        let clusters = &self.clusters;
        let nearest = |called: &dyn Fn(u32) -> bool| {
            clusters
                .before(source.start)
                .find(|place| called(place.cluster))
                .map(|place| (place.span, place.cluster))
        };
        let cluster = nearest(&|number| clusters.is_called(number, noun))
            .or_else(|| nearest(&|number| clusters.may_be_called(number, noun)));
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
                    self.clusters.call(cluster, noun.to_owned());
                    self.speaker_of_cluster(cluster)
                })
            }
            (Some((_, cluster)), None) => {
                self.clusters.call(cluster, noun.to_owned());
                Some(self.speaker_of_cluster(cluster))
            }
            (None, Some(speaker)) => Some(speaker),
            (None, None) if phrase.aged => self.person(source, turn, gender_of(noun)),
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
            None => {
                // a statement that was quoted has no spokesperson
                let of_text = |last: &u32| {
                    let nouns = &self.speakers[*last as usize].nouns;
                    nouns.iter().any(|noun| names_text(noun))
                };
                let last = turn.last.filter(|last| !of_text(last));
                self.body_before(source, Turn { last, ..turn })
            }
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
        let class = word_class(word);
        if class == Some(WordClass::Title) {
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
        let initial = name.chars().next()?;
        let rest = &name[initial.len_utf8()..];
        Some(format!("{part} of {}{rest}", initial.to_lowercase()))
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
}
