//! Passives, phrases, nouns and adverbs of attribution.

use std::ops::Range;

use super::super::content::Clauses;
use super::super::frame::Frame;
use super::super::noun_phrase;
use super::super::words::Class;
use super::Match;
use crate::segment::TokenKind;

/// `was described by the mayor as safe`, `it was claimed that`
pub(super) fn passive(clauses: &Clauses, number: usize) -> Option<Match> {
    let frame = clauses.frame;
    let cue = &clauses.cues[number];
    let limit = clauses.unit.end.min(cue.tokens.end + 3);
    let by = (cue.tokens.end..limit).find(|&i| frame.reads(i, "by") && !frame.quoted(i));
    if let Some(by) = by
        && let Some(source) = noun_phrase::behind(frame, by + 1, clauses.unit.end)
    {
        let mut content: Vec<Range<usize>> = clauses.subject(number).into_iter().collect();
        let behind = clauses.skip_adverbials(source.end);
        let rest = behind..clauses.clause_end(behind, number);
        let names = frame.reads(rest.start, "as") || frame.quoted(rest.start);
        if frame.is(cue.head, Class::NOUN_CONTENT) && !frame.is(cue.head, Class::SPEECH) && !names {
            return None; // dismissed by the firm, backed by the board: no words of theirs
        }
        if names || frame.reads(rest.start, "that") {
            content.push(rest);
        } else if by > cue.tokens.end {
            content.push(cue.tokens.end..by);
        }
        return (!content.is_empty()).then(|| Match::new(Some(source), content, 0.6));
    }
    if !frame.is(cue.head, Class::SPEECH.or(Class::THOUGHT)) {
        return None;
    }
    // The bridge was safe, the court was told.
    let told = frame.is(cue.head, Class::SPEECH) && clauses.closes(cue.tokens.end);
    if let Some(subject) = clauses.subject(number).filter(|_| told) {
        let comma = subject
            .start
            .checked_sub(1)
            .filter(|&at| at > clauses.sentence_start(number) && frame.is_comma(at))?;
        return Some(Match::one(None, clauses.sentence_start(number)..comma, 0.6));
    }
    let that = clauses.that_after(cue.tokens.end)?;
    Some(Match::one(
        None,
        that..clauses.clause_end(that, number),
        0.6,
    ))
}

/// `According to the ministry, the bridge was safe.`
pub(super) fn phrase(clauses: &Clauses, number: usize) -> Option<Match> {
    let frame = clauses.frame;
    let cue = &clauses.cues[number];
    let source = noun_phrase::behind(frame, cue.tokens.end, clauses.unit.end)?;
    let floor = clauses.sentence_start(number);
    let mut content = Vec::new();
    if cue.tokens.start > floor {
        content.push(floor..cue.tokens.start);
    }
    let comma = (source.end..clauses.unit.end.min(source.end + 30)).find(|&i| frame.is_comma(i));
    let rest = match comma {
        Some(comma) => comma + 1,
        None if content.is_empty() => source.end,
        None => clauses.unit.end,
    };
    let separate = frame.is(
        rest,
        Class::RELATIVE.or(Class::COORDINATOR).or(Class::PARTICIPLE),
    ) && !content.is_empty();
    if rest < clauses.unit.end && !separate {
        content.push(rest..clauses.clause_end(rest, number));
    }
    Some(Match::new(Some(source), content, 0.93))
}

/// `the ministry’s claim that …`, `a warning from the union that …`
pub(super) fn noun(clauses: &Clauses, number: usize) -> Option<Match> {
    let frame = clauses.frame;
    let cue = &clauses.cues[number];
    let end = cue.tokens.end;
    let that = (end..clauses.unit.end.min(end + 10))
        .find(|&i| frame.reads(i, "that") && !frame.quoted(i))?;
    let floor = clauses.sentence_start(number);
    let from = frame.reads(end, "from") || frame.reads(end, "by");
    if that > end && !from {
        return None;
    }
    let before = cue
        .tokens
        .start
        .checked_sub(1)
        .filter(|&before| before >= floor);
    let source = if from {
        noun_phrase::behind(frame, end + 1, that)
    } else {
        before.and_then(|before| {
            if frame.is(before, Class::POSSESSIVE) {
                Some(before..before + 1)
            } else if frame.kind(before) == Some(TokenKind::Clitic) {
                noun_phrase::before(frame, floor, before + 1)
            } else {
                None
            }
        })
    };
    let close = clauses.clause_end(that, number);
    Some(Match::one(
        source,
        that..subject_clause_end(frame, that, close),
        0.6,
    ))
}

/// The end of a clause inside a noun phrase: at a comma, or before the main verb (`the claim that
/// it was safe | is false`), which is the second verb with nothing to join it to the first.
fn subject_clause_end(frame: &Frame, from: usize, end: usize) -> usize {
    let auxiliary =
        |i: usize| frame.is(i, Class::AUXILIARY) && frame.kind(i) != Some(TokenKind::Clitic);
    let mut verbs = 0;
    for i in from..end {
        if frame.is_comma(i) {
            return i;
        }
        if i > from
            && frame.is(
                i,
                Class::COORDINATOR
                    .or(Class::SUBORDINATOR)
                    .or(Class::RELATIVE),
            )
            && !frame.is(i, Class::PREPOSITION)
        {
            verbs = 0;
        }
        if auxiliary(i) && !auxiliary(i - 1) {
            verbs += 1;
            if verbs == 2 {
                return i;
            }
        } else if frame.is(i, Class::VERB_LIKE) && verbs == 0 {
            verbs = 1;
        }
    }
    end
}

/// `The bridge was reportedly safe.`: a claim of nobody.
pub(super) fn evidential(clauses: &Clauses, number: usize) -> Option<Match> {
    let frame = clauses.frame;
    let cue = &clauses.cues[number];
    let floor = clauses.sentence_start(number);
    let start = (floor..cue.tokens.start)
        .rev()
        .take(40)
        .find(|&i| {
            frame.is_comma(i)
                || frame.kind(i) == Some(TokenKind::Dash)
                || frame.is(i, Class::RELATIVE)
        })
        .map_or(floor, |mark| mark + 1);
    let end = clauses.clause_end(cue.tokens.end, number);
    Some(Match::one(None, start..end, 0.5))
}
