//! Cues: the verb groups, phrases and nouns that attribute.

use std::ops::Range;
use std::sync::OnceLock;

use super::frame::Frame;
use super::words::Class;
use crate::annotation::Stance;
use crate::lexicon::entries;
use crate::segment::TokenKind;

/// What kind of cue it is, which decides how source and content are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CueKind {
    /// A finite verb group: `said`, `has not said`.
    Finite,
    /// A participle that shares its clause's subject: `, adding that`.
    Participle,
    /// A passive: `was described by`.
    Passive,
    /// A phrase that governs its source: `according to`.
    Phrase,
    /// A noun: `the claim that`.
    Noun,
    /// An adverb without a source: `reportedly`.
    Evidential,
}

/// A candidate.
#[derive(Debug, Clone)]
pub(super) struct Cue {
    /// Its tokens, with auxiliaries and negation.
    pub(super) tokens: Range<usize>,
    /// The verb, noun or last word of the phrase.
    pub(super) head: usize,
    pub(super) kind: CueKind,
    pub(super) stance: Stance,
    /// True for a verb group with an auxiliary, which may take a bare form in any person.
    pub(super) auxiliary: bool,
}

fn phrases() -> &'static [Vec<&'static str>] {
    static PHRASES: OnceLock<Vec<Vec<&'static str>>> = OnceLock::new();
    PHRASES.get_or_init(|| {
        entries(include_str!("../../lexicons/attribution/phrases.txt"))
            .map(|(_, line)| line.split(' ').collect())
            .collect()
    })
}

/// The cues of a unit, in order.
pub(super) fn cues(frame: &Frame, unit: &Range<usize>) -> Vec<Cue> {
    let mut found: Vec<Cue> = Vec::new();
    let mut at = unit.start;
    while at < unit.end {
        let cue = if frame.quoted(at) {
            None
        } else {
            cue_at(frame, unit, at)
        };
        match cue {
            Some(cue) => {
                at = cue.tokens.end.max(at + 1);
                found.push(cue);
            }
            None => at += 1,
        }
    }
    found
}

fn cue_at(frame: &Frame, unit: &Range<usize>, at: usize) -> Option<Cue> {
    if let Some(phrase) = phrases().iter().find(|phrase| {
        phrase
            .iter()
            .enumerate()
            .all(|(offset, word)| frame.reads(at + offset, word) && !frame.quoted(at + offset))
    }) {
        let tokens = at..at + phrase.len();
        return Some(Cue {
            head: tokens.end - 1,
            tokens,
            kind: CueKind::Phrase,
            stance: Stance::Asserted,
            auxiliary: false,
        });
    }
    if frame.is(at, Class::EVIDENTIAL) {
        return Some(Cue {
            tokens: at..at + 1,
            head: at,
            kind: CueKind::Evidential,
            stance: Stance::Asserted,
            auxiliary: false,
        });
    }
    if frame.is(at, Class::CUE_NOUN) && is_noun(frame, unit, at) {
        return Some(Cue {
            tokens: at..at + 1,
            head: at,
            kind: CueKind::Noun,
            stance: Stance::Asserted,
            auxiliary: false,
        });
    }
    // a capital inside a sentence is part of a name: the United States
    let named = frame.is(at, Class::CAPITAL)
        && at > unit.start
        && !frame.quoted(at - 1)
        && frame.tokens[at - 1].is_word();
    if named || !frame.is(at, Class::CUE_VERB) || is_noun(frame, unit, at) {
        return None;
    }
    verb_group(frame, unit, at)
}

/// A form that is also a noun ("claims", "reports") behind a determiner, a possessive, a
/// preposition or an adjective.
fn is_noun(frame: &Frame, unit: &Range<usize>, at: usize) -> bool {
    let nominal = frame.is(at, Class::CUE_NOUN.or(Class::BODY))
        || frame.is(at, Class::BASE.or(Class::PRESENT));
    if !nominal || at == unit.start {
        return nominal && frame.is(at, Class::CUE_NOUN);
    }
    let before = at - 1;
    let governed = frame.is(before, Class::DETERMINER.or(Class::POSSESSIVE))
        || frame.kind(before) == Some(TokenKind::Clitic)
            && frame.reads(before, "'s") | frame.reads(before, "’s")
        || frame.is(before, Class::PREPOSITION) && !frame.reads(before, "to")
        || frame.kind(before) == Some(TokenKind::Number);
    // "the first report", "their repeated claims": one adjective between
    let adjective = before > unit.start
        && frame.is(before - 1, Class::DETERMINER.or(Class::POSSESSIVE))
        && !frame.is(before, Class::PERSON.or(Class::BODY).or(Class::CAPITAL))
        && frame.is(at, Class::CUE_NOUN)
        && (frame.is(before, Class::ADVERB.or(Class::VERB_LIKE))
            || frame.reads(at + 1, "that")
            || frame.reads(at + 1, "of"));
    // "an inspection report says": a singular before a bare form is no subject
    let compound = before > unit.start
        && frame.is(at, Class::BASE)
        && !frame.is(at, Class::PAST)
        && frame.is(before - 1, Class::DETERMINER.or(Class::POSSESSIVE))
        && frame.kind(before) == Some(TokenKind::Word)
        && !frame.word(before).ends_with('s')
        && !frame.is(
            before,
            Class::PERSON.or(Class::AUXILIARY).or(Class::PRONOUN),
        );
    governed || adjective || compound
}

fn verb_group(frame: &Frame, unit: &Range<usize>, head: usize) -> Option<Cue> {
    let mut start = head;
    let mut negated = false;
    let mut passive = false;
    let mut infinitive = false;
    let mut modal = false;
    let mut auxiliary = false;
    while start > unit.start && !frame.quoted(start - 1) {
        let at = start - 1;
        if frame.is(at, Class::NEGATION) {
            negated |= !frame.reads(at, "never") || start == head;
        } else if frame.is(at, Class::AUXILIARY)
            && (frame.kind(at) != Some(TokenKind::Clitic) || !is_genitive(frame, unit, at))
        {
            auxiliary = true;
            passive |= ["is", "are", "was", "were", "been", "being", "be"]
                .iter()
                .any(|word| frame.reads(at, word));
            modal |= ["would", "could", "may", "might", "should"]
                .iter()
                .any(|word| frame.reads(at, word));
        } else if frame.reads(at, "to") && start == head {
            infinitive = true;
        } else if !(frame.is(at, Class::ADVERB)
            && !frame.is(at, Class::CAPITAL.or(Class::DETERMINER).or(Class::TIME))
            && adverb_inside(frame, unit, at))
        {
            break;
        }
        start = at;
    }
    let is_participle = frame.is(head, Class::PARTICIPLE);
    let is_past = frame.is(head, Class::PAST);
    if frame.is(head, Class::REFUSAL) {
        return refusal(frame, unit, start, head);
    }
    // a bare form needs a subject right before it: ", state media" has none
    let follows_noun = start > unit.start
        && frame.tokens[start - 1].is_word()
        && !frame.is(start - 1, Class::PREPOSITION.or(Class::COORDINATOR));
    // and none follows "be": "is back" has no verb in it
    let bare = frame.is(head, Class::BASE) && !is_past;
    if bare && (passive || !auxiliary && !follows_noun) {
        return None;
    }
    if infinitive || is_participle && !passive && frame.is(head.wrapping_sub(1), Class::PREPOSITION)
    {
        return None;
    }
    // a bare form needs a plural subject or an auxiliary; the caller asks for the subject
    let kind = if passive && is_past && !is_participle {
        CueKind::Passive
    } else if is_participle && !passive {
        CueKind::Participle
    } else {
        CueKind::Finite
    };
    let mut end = head + 1;
    // "point out", "called for", "warned of": the particle belongs to the cue
    if ["point", "points", "pointed", "pointing"]
        .iter()
        .any(|form| frame.reads(head, form))
    {
        if !(frame.reads(end, "out") || frame.reads(end, "to")) {
            return None;
        }
        end += 1;
    } else if takes_preposition(frame, head)
        && PREPOSITIONS.iter().any(|word| frame.reads(end, word))
    {
        end += 1;
    }
    let conditional = modal
        || start.checked_sub(1).is_some_and(|_| {
            (unit.start..start).rev().take(6).any(|i| {
                frame.is(i, Class::SUBORDINATOR)
                    && ["if", "unless", "whether"]
                        .iter()
                        .any(|word| frame.reads(i, word))
            })
        });
    let stance = if negated
        || ["deny", "denies", "denied", "denying"]
            .iter()
            .any(|form| frame.reads(head, form))
    {
        Stance::Negated
    } else if conditional {
        Stance::Conditional
    } else {
        Stance::Asserted
    };
    Some(Cue {
        tokens: start..end,
        head,
        kind,
        stance,
        auxiliary,
    })
}

/// Prepositions that belong to a cue: `called for`, `warned of`.
const PREPOSITIONS: [&str; 5] = ["of", "for", "on", "against", "about"];

/// Verbs whose content a preposition governs.
fn takes_preposition(frame: &Frame, head: usize) -> bool {
    let stems = ["warn", "complain", "speculate"];
    let word = frame.word(head).to_ascii_lowercase();
    frame.is(head, Class::NOUN_CONTENT) && !frame.is(head, Class::SPEECH)
        || stems.iter().any(|stem| word.starts_with(stem))
}

/// `'s` as a genitive: a noun follows it, not the verb.
fn is_genitive(frame: &Frame, unit: &Range<usize>, at: usize) -> bool {
    !(frame.reads(at, "'s") || frame.reads(at, "’s"))
        || at == unit.start
        || !frame.is(at - 1, Class::PRONOUN)
}

/// An adverb that belongs to the verb group rather than to the clause before.
fn adverb_inside(frame: &Frame, unit: &Range<usize>, at: usize) -> bool {
    at > unit.start && !frame.is_comma(at - 1)
}

/// `declined to comment on`, `refused to say`, `would not be drawn`
fn refusal(frame: &Frame, unit: &Range<usize>, start: usize, head: usize) -> Option<Cue> {
    let verb = head + 2;
    let speaks = frame.is(verb, Class::SPEECH.or(Class::REPORT))
        || [
            "comment",
            "discuss",
            "elaborate",
            "say",
            "identify",
            "name",
            "give",
            "answer",
            "provide",
        ]
        .iter()
        .any(|word| frame.reads(verb, word));
    if !(frame.reads(head + 1, "to") && speaks && verb < unit.end) {
        return None;
    }
    let end = verb
        + 1
        + usize::from(
            ["on", "about"]
                .iter()
                .any(|word| frame.reads(verb + 1, word)),
        );
    Some(Cue {
        tokens: start..end,
        head,
        kind: CueKind::Finite,
        stance: Stance::Refused,
        auxiliary: false,
    })
}
