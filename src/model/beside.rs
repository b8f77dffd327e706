//! Who speaks beside a quotation, by rule: for the few whose cue no chain has found.
//!
//! Four shapes are read: `“…” she yells`, `“…” yells the man`, `“…” ― Ana Ruiz`, and before the
//! quotation `Ruiz: “…”` or `she yells, “…”`.

use super::accept::Run;
use super::facts::{Fact, Facts, Quotation, QuoteState, mark};
use super::tagger::{group, group_of};

/// Most tokens of a source read this way.
const LONGEST: u32 = 8;

/// The cue and the source beside a quotation, both outside quotation marks.
pub fn beside(facts: &Facts, quotation: Quotation) -> Option<(Run, Run)> {
    after(facts, quotation.last).or_else(|| before(facts, quotation.first))
}

fn token(facts: &Facts, index: u32) -> Option<&Fact> {
    facts
        .tokens
        .get(index as usize)
        .filter(|token| token.quote == QuoteState::Outside)
}

fn is_verb(token: &Fact) -> bool {
    matches!(token.tag, 6 | 10) // past tense, third person
}

fn is_name_word(token: &Fact) -> bool {
    token.mark == mark::WORD && matches!(token.shape, 1..=3)
}

fn in_noun_phrase(token: &Fact) -> bool {
    token.mark == mark::WORD
        && matches!(
            group_of(token.tag),
            group::NOUN | group::PRONOUN | group::MODIFIER
        )
}

fn has_head(facts: &Facts, run: Run) -> bool {
    facts.tokens[run.0 as usize..run.1 as usize]
        .iter()
        .any(|t| matches!(group_of(t.tag), group::NOUN | group::PRONOUN))
}

/// The end of the run of tokens from `first` on that satisfy `part`.
fn run_end(facts: &Facts, first: u32, part: fn(&Fact) -> bool) -> u32 {
    (first..first + LONGEST)
        .find(|&index| !token(facts, index).is_some_and(part))
        .unwrap_or(first + LONGEST)
}

/// The start of the run of tokens before `last` that satisfy `part`.
fn run_start(facts: &Facts, last: u32, part: fn(&Fact) -> bool) -> u32 {
    let lowest = last.saturating_sub(LONGEST);
    (lowest..last)
        .rev()
        .find(|&index| !token(facts, index).is_some_and(part))
        .map_or(lowest, |index| index + 1)
}

fn after(facts: &Facts, first: u32) -> Option<(Run, Run)> {
    let head = token(facts, first)?;
    // a sentence of its own behind the quotation is no reporting clause
    if head.mark == mark::WORD && head.from_start == 0 {
        return None;
    }
    if head.mark == mark::DASH {
        let end = run_end(facts, first + 1, is_name_word);
        return (end > first + 1).then_some(((first, first + 1), (first + 1, end)));
    }
    if is_verb(head) {
        let end = run_end(facts, first + 1, in_noun_phrase);
        let source = (first + 1, end);
        return (end > first + 1 && has_head(facts, source))
            .then_some(((first, first + 1), source));
    }
    let end = run_end(facts, first, in_noun_phrase);
    let source = (first, end);
    let verb = token(facts, end).filter(|token| is_verb(token));
    (verb.is_some() && end > first && has_head(facts, source)).then_some(((end, end + 1), source))
}

fn before(facts: &Facts, last: u32) -> Option<(Run, Run)> {
    let part = last.checked_sub(1)?;
    match token(facts, part)?.mark {
        mark::COLON => {
            let start = run_start(facts, part, is_name_word);
            let whole = start == 0 || facts.tokens[start as usize - 1].mark != mark::WORD;
            (whole && start < part).then_some(((part, part + 1), (start, part)))
        }
        mark::COMMA => {
            let verb = part.checked_sub(1)?;
            token(facts, verb).filter(|token| is_verb(token))?;
            let start = run_start(facts, verb, in_noun_phrase);
            (start < verb && has_head(facts, (start, verb)))
                .then_some(((verb, verb + 1), (start, verb)))
        }
        _ => None,
    }
}
