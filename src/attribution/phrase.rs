//! Noun phrases by their parts of speech, read backwards from where they end.

use crate::model::accept::Run;
use crate::model::facts::{Facts, mark};
use crate::model::tagger::{TAGS, group, group_of};
use crate::segment::Segments;

/// Words that join a noun to the one before it.
const JOINING: [&str; 6] = ["of", "for", "at", "in", "from", "to"];
/// Longest noun phrase, in tokens.
const LONGEST: u32 = 24;

/// The noun phrase that ends right before a token, in its sentence; with the name that it
/// describes, if it is an apposition ("Ana Ruiz, the mayor of Port Vell").
pub(super) fn before(text: &str, segments: &Segments, facts: &Facts, end: u32) -> Option<Run> {
    let sentence = facts.at(end as isize - 1).sentence;
    let first = (end.saturating_sub(LONGEST)..end)
        .rev()
        .take_while(|&index| facts.tokens[index as usize].sentence == sentence)
        .last()?;
    let plain = |end: u32| {
        let mut start = end;
        while start > first {
            let before = start - 1;
            let determined = start < end && is_determiner(facts, start);
            let inside =
                is_group(facts, before, group::NOUN) || is_group(facts, before, group::MODIFIER);
            let joins = start < end
                && before > first
                && is_group(facts, before - 1, group::NOUN)
                && JOINING.contains(&segments.tokens[before as usize].text(text));
            if !(joins || inside && !determined) {
                break;
            }
            start = before;
        }
        (start < end && is_group(facts, end - 1, group::NOUN)).then_some(start)
    };
    let mut start = plain(end)?;
    if is_determiner(facts, start) && start > first + 1 && is_comma(facts, start - 1) {
        start = plain(start - 1).unwrap_or(start);
    }
    Some((start, end))
}

/// Is a token a word of this group?
pub(super) fn is_group(facts: &Facts, index: u32, wanted: u8) -> bool {
    let token = &facts.tokens[index as usize];
    token.mark == mark::WORD && group_of(token.tag) == wanted
}

/// Is a token a comma?
pub(super) fn is_comma(facts: &Facts, index: u32) -> bool {
    facts.tokens[index as usize].mark == mark::COMMA
}

/// Is there a finite verb in a run?
pub(super) fn has_verb(facts: &Facts, run: Run) -> bool {
    (run.0..run.1).any(|index| is_group(facts, index, group::FINITE))
}

fn is_determiner(facts: &Facts, index: u32) -> bool {
    let tag = facts.tokens[index as usize].tag;
    matches!(TAGS.get(usize::from(tag)), Some(&("DT" | "PRP$")))
}
