//! Where source, cue and content end, by rule: what learned weights get nearly right.
//!
//! Marks of the sentence around do not belong to a source or a cue, a relative clause behind a
//! name tells of the source and is not part of it, a possessive belongs to its noun, and what
//! follows the condition in "if she says it is safe, it opens" is nobody's claim.

use crate::model::accept::Triple;
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
        let relative = (source.0 + 1..source.1.saturating_sub(1)).find(|&index| {
            facts.tokens[index as usize].mark == mark::COMMA
                && ["who", "which", "whose", "whom"]
                    .iter()
                    .any(|relative| word(index + 1).eq_ignore_ascii_case(relative))
        });
        let source = (source.0, relative.unwrap_or(source.1));
        triple.source = shrunk(facts, source);
    }
    end_noun_clause(text, segments, facts, triple);
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
