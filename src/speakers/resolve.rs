//! Sources into speakers.

use rustc_hash::FxHashMap;

use super::mention::{Mention, MentionKind, WordClass, word_class};
use crate::annotation::{Attribution, Speaker};
use crate::article::Span;
use crate::lexicon::Lowered;

/// How many clusters and speakers back a look-up goes: bounds the cost per source.
const LOOK_BACK: usize = 200;

/// A block with its mentions.
#[derive(Debug, Clone, Copy)]
pub struct SpeakerBlock<'a> {
    /// Where it stands in the article.
    pub span: Span,
    /// Its mentions, bytes from its start; empty for furniture.
    pub mentions: &'a [Mention],
}

/// All mentions that one name or body has in the article.
struct Cluster {
    /// Lower-cased words of the fullest form.
    words: Vec<String>,
    /// The fullest form.
    name: Span,
    kind: MentionKind,
    woman: Option<bool>,
    mentions: Vec<Span>,
    speaker: Option<u32>,
}

/// Gives every attribution its speaker and returns the speakers. `continues` names, for a source
/// that is left out, the attribution whose speaker goes on.
pub fn resolve(
    text: &str,
    blocks: &[SpeakerBlock],
    attributions: &mut [Attribution],
    continues: &[Option<u32>],
) -> Vec<Speaker> {
    let mut resolver = Resolver {
        text,
        clusters: Vec::new(),
        by_word: FxHashMap::default(),
        order: Vec::new(),
        speakers: Vec::new(),
        descriptions: FxHashMap::default(),
    };
    for block in blocks {
        for mention in block.mentions {
            resolver.cluster(mention, block.span.start);
        }
    }
    resolver.order.sort_unstable_by_key(|(span, ..)| span.start);
    let mut last: Option<u32> = None;
    for index in 0..attributions.len() {
        let continued = continues
            .get(index)
            .copied()
            .flatten()
            .and_then(|before| attributions[before as usize].speaker);
        let source = attributions[index].source.first().copied();
        let speaker = match source {
            Some(source) => resolver.source(source, last),
            None => continued,
        };
        attributions[index].speaker = speaker;
        if let Some(speaker) = speaker {
            last = Some(speaker);
        }
    }
    resolver.finish()
}

struct Resolver<'a> {
    text: &'a str,
    clusters: Vec<Cluster>,
    /// Clusters by each of their words, latest last.
    by_word: FxHashMap<String, Vec<u32>>,
    /// All mentions with their cluster and whether they start a sentence.
    order: Vec<(Span, u32, bool)>,
    speakers: Vec<SpeakerEntry>,
    /// Speakers that are descriptions, by their text in lower case.
    descriptions: FxHashMap<String, u32>,
}

struct SpeakerEntry {
    name: String,
    mentions: Vec<Span>,
    speaks_for: Option<u32>,
    person: bool,
    plural: bool,
    woman: Option<bool>,
    /// Lower-cased nouns it is described by.
    nouns: Vec<String>,
}

fn lowered_words(words: &str) -> Vec<String> {
    words
        .split(|c: char| !c.is_alphanumeric() && c != '.')
        .map(|word| Lowered::new(word.trim_end_matches('.')).as_str().to_owned())
        .filter(|word| {
            !word.is_empty() && !matches!(word.as_str(), "the" | "a" | "an" | "s" | "of")
        })
        .collect()
}

impl Resolver<'_> {
    /// Puts a mention into the cluster it belongs to: one whose fullest form holds all its words,
    /// or whose initials it is.
    fn cluster(&mut self, mention: &Mention, shift: u32) {
        let span = mention.span.shifted(shift);
        let words = lowered_words(span.slice(self.text));
        let Some(last_word) = words.last() else {
            return;
        };
        let found = self.candidates(&words, last_word).find(|&number| {
            let cluster = &self.clusters[number as usize];
            let gender_fits = mention.woman.is_none()
                || cluster.woman.is_none()
                || mention.woman == cluster.woman;
            cluster.kind == mention.kind
                && gender_fits
                && same_entity(&words, &cluster.words, mention.kind)
        });
        let number = match found.or_else(|| self.expansion(span.slice(self.text))) {
            Some(number) => number,
            None => {
                self.clusters.push(Cluster {
                    words: Vec::new(),
                    name: span,
                    kind: mention.kind,
                    woman: None,
                    mentions: Vec::new(),
                    speaker: None,
                });
                (self.clusters.len() - 1) as u32
            }
        };
        let cluster = &mut self.clusters[number as usize];
        cluster.woman = cluster.woman.or(mention.woman);
        cluster.mentions.push(span);
        if words.len() > cluster.words.len()
            && !is_acronym_of(span.slice(self.text), &cluster.words)
        {
            for word in &words {
                let list = self.by_word.entry(word.clone()).or_default();
                if list.last() != Some(&number) {
                    list.push(number);
                }
            }
            cluster.words = words;
            cluster.name = span;
        }
        self.order.push((span, number, mention.starts_sentence));
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
        (0..self.clusters.len())
            .rev()
            .take(LOOK_BACK)
            .find(|&index| is_acronym_of(acronym, &self.clusters[index].words))
            .map(|index| index as u32)
    }

    /// The mentions inside a span.
    fn mentions_in(&self, span: Span) -> impl Iterator<Item = (Span, u32)> {
        let first = self
            .order
            .partition_point(|(mention, ..)| mention.start < span.start);
        self.order[first..]
            .iter()
            .take_while(move |(mention, ..)| mention.start < span.end)
            .filter(move |(mention, ..)| mention.end <= span.end)
            .map(|&(mention, cluster, _)| (mention, cluster))
    }

    fn source(&mut self, source: Span, last: Option<u32>) -> Option<u32> {
        let words = source.slice(self.text);
        let lower = Lowered::new(words);
        let speaker = match lower.as_str() {
            "he" | "him" => self.pronoun(source, last, Some(false)),
            "she" | "her" => self.pronoun(source, last, Some(true)),
            "they" | "them" | "who" => last,
            "it" => self.body_before(source, last),
            _ => Some(self.noun_phrase(source, last)),
        };
        if let Some(speaker) = speaker {
            self.speakers[speaker as usize].mentions.push(source);
        }
        speaker
    }

    /// He or she: the last speaker if a person of that gender, unless another person has become
    /// the subject since.
    fn pronoun(&mut self, source: Span, last: Option<u32>, woman: Option<bool>) -> Option<u32> {
        let fits = |known: Option<bool>| known.is_none() || known == woman;
        let last_fit = last.filter(|&speaker| {
            let entry = &self.speakers[speaker as usize];
            entry.person && !entry.plural && fits(entry.woman)
        });
        let since = last_fit
            .and_then(|speaker| self.speakers[speaker as usize].mentions.last())
            .map_or(0, |span| span.start);
        let before = self
            .order
            .partition_point(|(mention, ..)| mention.start < source.start);
        let subject = self.order[..before]
            .iter()
            .rev()
            .take(40)
            .take_while(|(mention, ..)| mention.start > since)
            .find(|(_, cluster, starts)| {
                let cluster = &self.clusters[*cluster as usize];
                (*starts || last_fit.is_none())
                    && is_person(cluster, self.text)
                    && fits(cluster.woman)
            })
            .map(|&(_, cluster, _)| cluster);
        let speaker = match subject {
            Some(cluster) => Some(self.speaker_of_cluster(cluster)),
            None => last_fit.or_else(|| {
                self.speakers
                    .iter()
                    .enumerate()
                    .rev()
                    .take(LOOK_BACK)
                    .find(|(_, entry)| entry.person && !entry.plural && fits(entry.woman))
                    .map(|(index, _)| index as u32)
            }),
        };
        if let Some(speaker) = speaker {
            let entry = &mut self.speakers[speaker as usize];
            entry.woman = entry.woman.or(woman);
        }
        speaker
    }

    /// It: the last speaker that is no person, else the last body mentioned.
    fn body_before(&mut self, source: Span, last: Option<u32>) -> Option<u32> {
        if let Some(speaker) = last.filter(|&speaker| !self.speakers[speaker as usize].person) {
            return Some(speaker);
        }
        let before = self
            .order
            .partition_point(|(mention, ..)| mention.start < source.start);
        let cluster = self.order[..before]
            .iter()
            .rev()
            .take(20)
            .find(|(_, cluster, _)| !is_person(&self.clusters[*cluster as usize], self.text))?
            .1;
        Some(self.speaker_of_cluster(cluster))
    }

    fn noun_phrase(&mut self, source: Span, last: Option<u32>) -> u32 {
        let phrase = Phrase::read(source, self.text);
        if phrase.speaks_for_others() {
            return self.spokesperson(source, &phrase);
        }
        if phrase.coordinated {
            return self.description(source, &phrase);
        }
        if phrase.head_is_name {
            let named = self
                .mentions_in(source)
                .filter(|(_, cluster)| self.clusters[*cluster as usize].kind == MentionKind::Name);
            // the head comes last before the comma: "Chinese president Xi Jinping, a guest"
            let head = named
                .filter(|(mention, _)| mention.start < phrase.head_end)
                .last()
                .or_else(|| self.mentions_in(source).next());
            if let Some((_, cluster)) = head {
                let speaker = self.speaker_of_cluster(cluster);
                let entry = &mut self.speakers[speaker as usize];
                entry.nouns.extend(phrase.nouns);
                return speaker;
            }
        }
        if phrase.definite {
            let head = phrase.nouns.last();
            // "the mayor", "the ministry": a speaker or a name described so before
            if let Some(speaker) = head.and_then(|head| self.described(head, last)) {
                return speaker;
            }
            if let Some(cluster) = head.and_then(|head| self.named_with(head, source)) {
                return self.speaker_of_cluster(cluster);
            }
        }
        self.description(source, &phrase)
    }

    fn described(&self, noun: &str, last: Option<u32>) -> Option<u32> {
        let fits = |&speaker: &u32| {
            self.speakers[speaker as usize]
                .nouns
                .iter()
                .any(|own| own == noun)
        };
        last.filter(fits).or_else(|| {
            (0..self.speakers.len() as u32)
                .rev()
                .take(LOOK_BACK)
                .find(fits)
        })
    }

    /// A cluster before `source` whose name or body has this word.
    fn named_with(&self, noun: &str, source: Span) -> Option<u32> {
        self.by_word
            .get(noun)?
            .iter()
            .rev()
            .take(LOOK_BACK)
            .copied()
            .find(|&number| {
                let cluster = &self.clusters[number as usize];
                cluster.name.start < source.start && cluster.words.len() > 1
            })
    }

    fn description(&mut self, source: Span, phrase: &Phrase) -> u32 {
        let words = source.slice(self.text);
        let name = ["both ", "Both ", "the ", "The ", "a ", "A ", "an ", "An "]
            .iter()
            .find_map(|article| words.strip_prefix(article))
            .unwrap_or(words);
        let key = name.to_lowercase();
        if let Some(&speaker) = self.descriptions.get(&key) {
            return speaker;
        }
        let number = self.add(SpeakerEntry {
            name: name.to_owned(),
            mentions: Vec::new(),
            speaks_for: None,
            person: phrase.person,
            plural: phrase.plural || phrase.coordinated,
            woman: None,
            nouns: phrase.nouns.clone(),
        });
        self.descriptions.insert(key, number);
        number
    }

    /// A spokesperson speaks for the body named with them, or for the one mentioned last.
    fn spokesperson(&mut self, source: Span, phrase: &Phrase) -> u32 {
        let named = self.mentions_in(source).find(|(mention, cluster)| {
            self.clusters[*cluster as usize].kind == MentionKind::Name
                && mention.start > phrase.spokes_end
                && !phrase.governs(mention.start)
        });
        if let Some((_, cluster)) = named {
            return self.speaker_of_cluster(cluster);
        }
        let own = self.mentions_in(source).map(|(_, cluster)| cluster).next();
        let earlier = self
            .speakers
            .iter()
            .rposition(|entry| entry.nouns.iter().any(|noun| noun.starts_with("spokes")));
        if own.is_none()
            && phrase.definite
            && let Some(earlier) = earlier
        {
            return earlier as u32;
        }
        let principal = own.or_else(|| {
            let before = self
                .order
                .partition_point(|(mention, ..)| mention.start < source.start);
            self.order[..before]
                .iter()
                .rev()
                .take(20)
                .find(|(_, cluster, _)| !is_person(&self.clusters[*cluster as usize], self.text))
                .map(|&(_, cluster, _)| cluster)
        });
        let Some(principal) = principal else {
            return self.description(source, phrase);
        };
        let principal = self.speaker_of_cluster(principal);
        let name = format!(
            "{} for {}",
            phrase.spokes_word, self.speakers[principal as usize].name
        );
        let key = name.to_lowercase();
        if let Some(&speaker) = self.descriptions.get(&key) {
            return speaker;
        }
        let number = self.add(SpeakerEntry {
            name,
            mentions: Vec::new(),
            speaks_for: Some(principal),
            person: true,
            plural: false,
            woman: None,
            nouns: phrase.nouns.clone(),
        });
        self.descriptions.insert(key, number);
        number
    }

    fn speaker_of_cluster(&mut self, number: u32) -> u32 {
        let cluster = &self.clusters[number as usize];
        if let Some(speaker) = cluster.speaker {
            return speaker;
        }
        let person = is_person(cluster, self.text);
        let name = cluster.name.slice(self.text);
        let name = name
            .strip_prefix("the ")
            .or(name.strip_prefix("The "))
            .unwrap_or(name)
            .to_owned();
        let entry = SpeakerEntry {
            name,
            mentions: cluster.mentions.clone(),
            speaks_for: None,
            person,
            plural: false,
            woman: cluster.woman,
            nouns: if cluster.kind == MentionKind::Body {
                cluster.words.last().cloned().into_iter().collect()
            } else {
                Vec::new()
            },
        };
        let speaker = self.add(entry);
        self.clusters[number as usize].speaker = Some(speaker);
        speaker
    }

    fn add(&mut self, entry: SpeakerEntry) -> u32 {
        self.speakers.push(entry);
        (self.speakers.len() - 1) as u32
    }

    fn finish(self) -> Vec<Speaker> {
        self.speakers
            .into_iter()
            .map(|mut entry| {
                entry.mentions.sort_unstable();
                // a source that holds a name is one mention, not two
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
}

/// A person's short form ends in the family name or is the first name; a body's shares its head.
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

/// A name without a word for a body, of up to four words, not in capitals.
fn is_person(cluster: &Cluster, text: &str) -> bool {
    let name = cluster.name.slice(text);
    let bodily = || {
        cluster
            .words
            .iter()
            .any(|word| word_class(word) == Some(WordClass::Body))
    };
    cluster.kind == MentionKind::Name
        && (cluster.woman.is_some()
            || cluster.words.len() > 1 && cluster.words.len() <= 4
            || cluster.mentions.len() > 1)
        && !name
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte == b'.')
        && !name.contains(" of ")
        && !bodily()
}

/// A source read as a noun phrase.
struct Phrase {
    head_is_name: bool,
    /// Byte offset in the article where the part before the first comma or preposition ends.
    head_end: u32,
    definite: bool,
    plural: bool,
    person: bool,
    coordinated: bool,
    /// Lower-cased common nouns of the head and of an apposition.
    nouns: Vec<String>,
    /// `spokesman`, `spokeswoman` … as written, or empty; and where the word ends.
    spokes_word: String,
    spokes_end: u32,
    /// Where `for` or `of` behind it stands.
    preposition: Option<u32>,
}

impl Phrase {
    fn read(source: Span, text: &str) -> Phrase {
        let words = source.slice(text);
        let mut phrase = Phrase {
            head_is_name: false,
            head_end: source.end,
            definite: false,
            plural: false,
            person: false,
            coordinated: false,
            nouns: Vec::new(),
            spokes_word: String::new(),
            spokes_end: 0,
            preposition: None,
        };
        let mut in_head = true;
        let mut name_before_and = false;
        let mut previous_end = 0;
        for (offset, word) in split_words(words) {
            let at = source.start + offset as u32;
            let lower = Lowered::new(word);
            let lower = lower.as_str();
            if in_head && words[previous_end..offset].contains(',') {
                in_head = false;
                phrase.head_end = at;
            }
            previous_end = offset + word.len();
            if offset == 0 {
                phrase.definite = matches!(
                    lower,
                    "the" | "this" | "that" | "his" | "her" | "their" | "its"
                );
            }
            let capital = word.starts_with(char::is_uppercase)
                && !(offset == 0 && word_class(word) == Some(WordClass::Function));
            if lower.starts_with("spokes") {
                phrase.spokes_word = lower.to_owned();
                phrase.spokes_end = at + word.len() as u32;
            }
            match word_class(word) {
                Some(WordClass::Function)
                    if matches!(
                        lower,
                        "of" | "for"
                            | "from"
                            | "at"
                            | "in"
                            | "on"
                            | "with"
                            | "to"
                            | "by"
                            | "who"
                            | "which"
                    ) && !capital =>
                {
                    if in_head && offset > 0 {
                        in_head = false;
                        phrase.head_end = at;
                    }
                    phrase.preposition.get_or_insert(at);
                }
                Some(WordClass::Function) if lower == "and" && in_head => {
                    phrase.coordinated = !name_before_and || phrase.head_is_name
                }
                Some(WordClass::Function) => {}
                class => {
                    phrase.person |= class == Some(WordClass::Person);
                    if in_head {
                        phrase.head_is_name = capital;
                        name_before_and |= capital;
                    }
                    if !capital && (in_head || class.is_some()) {
                        phrase.nouns.push(lower.to_owned());
                    }
                }
            }
        }
        let last_noun = phrase.nouns.last().map_or("", String::as_str);
        phrase.plural = !phrase.head_is_name
            && (last_noun.ends_with('s') && !last_noun.ends_with("ss")
                || matches!(last_noun, "police" | "people" | "men" | "women"));
        phrase
    }

    fn speaks_for_others(&self) -> bool {
        !self.spokes_word.is_empty()
    }

    /// True for a name behind the phrase's `for` or `of`.
    fn governs(&self, at: u32) -> bool {
        self.preposition.is_some_and(|preposition| at > preposition)
    }
}

/// Words with their offsets; apostrophes and hyphens join.
fn split_words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '.' | '&');
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(inside)?;
        let length = text[start..]
            .find(|c| !inside(c))
            .unwrap_or(text.len() - start);
        at = start + length;
        let word = &text[start..at];
        Some((
            start,
            word.strip_suffix("'s")
                .or(word.strip_suffix("’s"))
                .unwrap_or(word),
        ))
    })
}
