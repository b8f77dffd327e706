//! Whom a relative pronoun stands for: "the inspectorate, which concluded that …".
//!
//! Learned weights give the pronoun as the source, as their corpora do. A reader wants to know
//! who it is, so the noun phrase right before it becomes part of the source.

use crate::model::accept::Run;
use crate::model::facts::{Facts, mark};
use crate::model::tagger::{group, group_of};
use crate::segment::Segments;

/// Words that join a noun to the one before it.
const JOINING: [&str; 6] = ["of", "for", "at", "in", "from", "to"];
/// Longest antecedent, in tokens.
const LONGEST: u32 = 24;

/// The antecedent of a source that is nothing but a relative pronoun.
pub(super) fn antecedent(
    text: &str,
    segments: &Segments,
    facts: &Facts,
    source: Run,
) -> Option<Run> {
    let word = |index: u32| segments.tokens[index as usize].text(text);
    let is_group = |index: u32, wanted: u8| {
        let token = &facts.tokens[index as usize];
        token.mark == mark::WORD && group_of(token.tag) == wanted
    };
    let is_comma = |index: u32| facts.tokens[index as usize].mark == mark::COMMA;
    let relative = source.1 == source.0 + 1
        && source.0 > 0
        && is_group(source.0, group::RELATIVE)
        && ["who", "which", "that"].contains(&word(source.0));
    if !relative {
        return None;
    }
    let end = source.0 - u32::from(is_comma(source.0 - 1));
    let sentence = facts.tokens[source.0 as usize].sentence;
    let first = (0..end)
        .rev()
        .take_while(|&index| facts.tokens[index as usize].sentence == sentence)
        .last()?
        .max(end.saturating_sub(LONGEST));
    // the start of the noun phrase that ends at `end`
    let phrase = |end: u32| {
        let mut start = end;
        while start > first {
            let before = start - 1;
            let determined = start < end && is_determiner(facts, start);
            let inside = is_group(before, group::NOUN) || is_group(before, group::MODIFIER);
            let joins = start < end
                && before > first
                && is_group(before - 1, group::NOUN)
                && JOINING.contains(&word(before));
            if !(joins || inside && !determined) {
                break;
            }
            start = before;
        }
        (start < end && is_group(end - 1, group::NOUN)).then_some(start)
    };
    let mut start = phrase(end)?;
    // "Ana Ruiz, the mayor of Port Vell, who": the name that is described
    if is_determiner(facts, start) && start > first + 1 && is_comma(start - 1) {
        start = phrase(start - 1).unwrap_or(start);
    }
    Some((start, end))
}

/// Does a noun phrase begin with this token?
fn is_determiner(facts: &Facts, index: u32) -> bool {
    use crate::model::tagger::TAGS;
    let tag = facts.tokens[index as usize].tag;
    matches!(TAGS.get(usize::from(tag)), Some(&("DT" | "PRP$")))
}
