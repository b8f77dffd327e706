//! Where source, cue and content end, by rule: what learned weights get nearly right.
//!
//! Marks of the sentence around do not belong to a source or a cue, a relative clause behind a
//! name tells of the source and is not part of it, a possessive belongs to its noun, and what
//! follows the condition in "if she says it is safe, it opens" is nobody's claim.

use super::phrase::{self, is_comma};
use crate::model::accept::{Run, Triple};
use crate::model::facts::{Facts, QuoteState, mark};
use crate::model::shrunk;
use crate::model::tagger::{group, group_of};
use crate::segment::{Segments, TokenKind};

/// Puts the ends of a triple's source and cue where they belong.
pub(super) fn tidy(text: &str, segments: &Segments, facts: &Facts, triple: &mut Triple) {
    let word = |index: u32| segments.tokens[index as usize].text(text);
    if triple.cue.0 < triple.cue.1 {
        let possessive = segments.tokens[triple.cue.0 as usize].kind == TokenKind::Clitic
            && word(triple.cue.0).ends_with(['s', 'S', '\'', '’']);
        if possessive && triple.cue.1 - triple.cue.0 > 1 {
            if let Some(source) = &mut triple.source
                && source.1 == triple.cue.0
            {
                source.1 += 1;
            }
            triple.cue.0 += 1;
        }
        triple.cue = shrunk(facts, triple.cue).unwrap_or(triple.cue);
    }
    if let Some(source) = triple.source {
        let opens = (source.0 + 1..source.1.saturating_sub(1)).find(|&index| {
            is_comma(facts, index)
                && ["who", "which", "whose", "whom"]
                    .iter()
                    .any(|relative| word(index + 1).eq_ignore_ascii_case(relative))
        });
        let source = match opens {
            // "the council, whose president said": the president, not the council
            Some(comma)
                if word(comma + 1).eq_ignore_ascii_case("whose")
                    && comma + 2 < source.1
                    && !phrase::has_verb(facts, (comma + 2, triple.cue.0)) =>
            {
                (comma + 2, source.1)
            }
            _ => (source.0, opens.unwrap_or(source.1)),
        };
        let source = possessor_and_all(text, segments, facts, source, triple.cue.0);
        let source = without_day(text, segments, facts, source, triple.cue.0);
        triple.source = shrunk(facts, source);
    }
    end_noun_clause(text, segments, facts, triple);
}

/// "the council's president, Ana Ruiz," where the weights stopped at "the council": what is owned,
/// up to the cue, if nothing but a noun phrase stands there.
fn possessor_and_all(text: &str, segments: &Segments, facts: &Facts, source: Run, cue: u32) -> Run {
    const LONGEST: u32 = 12;
    let clitic = |index: u32| {
        let token = &segments.tokens[index as usize];
        token.kind == TokenKind::Clitic && token.text(text).ends_with(['s', '\'', '’'])
    };
    let nominal = |index: u32| {
        let token = &facts.tokens[index as usize];
        is_comma(facts, index)
            || token.mark == mark::WORD
                && matches!(
                    group_of(token.tag),
                    group::NOUN | group::MODIFIER | group::PREPOSITION
                )
    };
    let owned = source.1 + 1 < cue
        && cue - source.1 <= LONGEST
        && clitic(source.1)
        && (source.1 + 1..cue).all(nominal);
    if owned { (source.0, cue) } else { source }
}

/// A source without the day that stands between it and its cue ("the company today announced"):
/// the noun phrase before it, if the weights saw nothing but the day.
fn without_day(text: &str, segments: &Segments, facts: &Facts, source: Run, cue: u32) -> Run {
    let last = source.1 - 1;
    let day = source.1 == cue
        && ["today", "yesterday", "tonight"].contains(&segments.tokens[last as usize].text(text));
    if !day || last == 0 {
        source
    } else if source.0 < last {
        (source.0, last)
    } else {
        let end = last - u32::from(is_comma(facts, last - 1));
        phrase::before(text, segments, facts, end).unwrap_or(source)
    }
}

/// Ends the clause of "the claim that the pier was safe is being checked" before the verb that
/// the noun is the subject of: a second finite verb that nothing joins to the first.
fn end_noun_clause(text: &str, segments: &Segments, facts: &Facts, triple: &mut Triple) {
    let is_clitic = |index: u32| segments.tokens[index as usize].kind == TokenKind::Clitic;
    let noun = triple.cue.1.checked_sub(1).is_some_and(|last| {
        group_of(facts.tokens[last as usize].tag) == group::NOUN || last > 0 && is_clitic(last - 1)
    });
    let [run] = &mut triple.content[..] else {
        return;
    };
    let opens = segments.tokens[run.0 as usize].text(text);
    if !noun || run.0 != triple.cue.1 || !opens.eq_ignore_ascii_case("that") {
        return;
    }
    let mut verbs = 0;
    for index in run.0 + 1..run.1 {
        let token = &facts.tokens[index as usize];
        let joins = matches!(
            group_of(token.tag),
            group::COORDINATOR | group::RELATIVE | group::PREPOSITION
        );
        if joins || token.mark != mark::WORD {
            return;
        }
        if group_of(token.tag) == group::FINITE {
            verbs += 1;
            if verbs == 2 {
                run.1 = index;
                return;
            }
        }
    }
}

/// Ends a condition's content where the condition ends: at its first comma outside quotations.
pub(super) fn end_condition(facts: &Facts, triple: &mut Triple) {
    let Some(last) = triple
        .content
        .last_mut()
        .filter(|run| run.0 >= triple.cue.1)
    else {
        return;
    };
    let comma = (last.0 + 1..last.1).find(|&index| {
        let token = &facts.tokens[index as usize];
        token.mark == mark::COMMA && token.quote == QuoteState::Outside
    });
    if let Some(comma) = comma {
        last.1 = comma;
    }
}
