//! Reporting verbs with a subject: quotations around them, clauses behind or before them.

use std::ops::Range;

use super::super::Continuation;
use super::super::content::Clauses;
use super::super::cue::Cue;
use super::super::frame::Frame;
use super::super::noun_phrase;
use super::super::words::Class;
use super::Match;
use super::quotation::{content_up_to, piece_range, quotation_after, quotation_before};
use crate::annotation::Stance;
use crate::segment::TokenKind;

pub(super) fn finite(
    clauses: &Clauses,
    number: usize,
    last_source: &Option<Range<usize>>,
) -> Option<Match> {
    let frame = clauses.frame;
    let cue = &clauses.cues[number];
    let floor = clauses.sentence_start(number);
    let subject = clauses.subject(number);
    let agrees = |subject: &Range<usize>| {
        !frame.is(cue.head, Class::BASE) || cue.auxiliary || noun_phrase::is_plural(frame, subject)
    };
    let subject = subject.filter(agrees);
    let speech = frame.is(
        cue.head,
        Class::SPEECH.or(Class::NOUN_CONTENT).or(Class::THOUGHT),
    );

    // “A,” she said
    if let Some(subject) = &subject
        && speech
        && let Some(piece) = quotation_before(frame, floor, subject.start)
    {
        let mut content = vec![content_up_to(clauses, number, piece)];
        content.extend(quotation_after(clauses, number, cue.tokens.end));
        return Some(Match::new(Some(subject.clone()), content, 0.97));
    }
    // “A,” said Ana Ruiz
    let inverted = frame.is(cue.head, Class::SPEECH)
        && !frame.is(cue.head, Class::BASE)
        && cue.tokens.len() == 1;
    if inverted && let Some(piece) = quotation_before(frame, floor, cue.tokens.start) {
        let source = noun_phrase::behind(frame, cue.tokens.end, clauses.unit.end);
        let mut content = vec![content_up_to(clauses, number, piece)];
        let from = source.as_ref().map_or(cue.tokens.end, |source| source.end);
        content.extend(quotation_after(clauses, number, from));
        return source.map(|source| Match::new(Some(source), content, 0.97));
    }
    // The bridge was safe, said Ana Ruiz.
    if inverted
        && cue.tokens.start > floor
        && frame.is_comma(cue.tokens.start - 1)
        && subject.is_none()
        && let Some(source) = noun_phrase::behind(frame, cue.tokens.end, clauses.unit.end)
        && clauses.closes(source.end)
    {
        return Some(Match::one(Some(source), floor..cue.tokens.start - 1, 0.9));
    }
    let subject = match subject {
        Some(subject) => Some(subject),
        None if joins_previous(frame, floor, cue.tokens.start) => last_source
            .clone()
            .or_else(|| noun_phrase::behind(frame, floor, cue.tokens.start)),
        None => None,
    }?;
    if let Some(found) = parenthetical(clauses, number, &subject) {
        return Some(found);
    }
    following(clauses, number, Some(subject))
}

/// `did not disclose the place, but said`: the verb shares the subject of the one before.
fn joins_previous(frame: &Frame, floor: usize, start: usize) -> bool {
    let Some(before) = start.checked_sub(1).filter(|&before| before >= floor) else {
        return false;
    };
    frame.is(before, Class::COORDINATOR)
}

/// `The bridge was safe, the ministry said.` and `The bridge, the ministry said, was safe.`
fn parenthetical(clauses: &Clauses, number: usize, subject: &Range<usize>) -> Option<Match> {
    let frame = clauses.frame;
    let cue = &clauses.cues[number];
    let floor = clauses.sentence_start(number);
    if !frame.is(cue.head, Class::SPEECH.or(Class::REPORT).or(Class::THOUGHT)) {
        return None;
    }
    let comma = subject.start.checked_sub(1).filter(|&at| {
        at > floor
            && matches!(frame.kind(at), Some(TokenKind::Separator | TokenKind::Dash))
            && !frame.quoted(at)
    })?;
    if !clauses.closes(cue.tokens.end) {
        return None;
    }
    let before = floor..comma;
    let mut content = vec![before];
    let close = (cue.tokens.end..clauses.unit.end.min(cue.tokens.end + 20))
        .find(|&i| frame.is_comma(i) || frame.kind(i) == Some(TokenKind::Dash));
    if let Some(close) = close {
        let next = close + 1;
        let goes_on = !frame.is(
            next,
            Class::PARTICIPLE
                .or(Class::RELATIVE)
                .or(Class::SUBORDINATOR)
                .or(Class::COORDINATOR),
        );
        if goes_on && next < clauses.unit.end {
            content.push(next..clauses.clause_end(next, number));
        }
    }
    Some(Match::new(Some(subject.clone()), content, 0.92))
}

/// Content behind the cue: a quotation, a clause with or without "that", or a noun phrase.
fn following(clauses: &Clauses, number: usize, source: Option<Range<usize>>) -> Option<Match> {
    let frame = clauses.frame;
    let cue = &clauses.cues[number];
    let end = clauses.unit.end;
    let after = cue.tokens.end;
    let at = clauses.skip_adverbials(after);
    let head_is = |class| frame.is(cue.head, class);
    // said: “A.”
    let marked = (after..end.min(after + 16)).find(|&i| {
        frame.quoted(i)
            || matches!(frame.kind(i), Some(TokenKind::Terminator))
            || frame.is(i, Class::CUE_VERB) && i > cue.head
    });
    if let Some(mark) = marked.filter(|&i| frame.quoted(i) && i > after)
        && matches!(frame.word(mark - 1), ":" | ",")
        && !head_is(Class::NOUN_CONTENT)
        && frame
            .word(mark + 1)
            .starts_with(|c: char| !c.is_lowercase())
    {
        let piece = piece_range(frame.piece(mark)?);
        let mut content = vec![piece.clone()];
        content.extend(quotation_after(clauses, number, piece.end));
        return Some(Match::new(source, content, 0.93));
    }
    if frame.quoted(at) {
        return Some(Match::one(source, at..clauses.clause_end(at, number), 0.88));
    }
    let that = if frame.reads(at, "that") {
        Some(at)
    } else if addresses(frame, cue) || head_is(Class::NOUN_CONTENT) {
        clauses.that_after(after)
    } else {
        None
    };
    if let Some(that) = that {
        let probability = if head_is(Class::NOUN_CONTENT) {
            0.7
        } else {
            0.92
        };
        return Some(Match::one(
            source,
            that..clauses.clause_end(that, number),
            probability,
        ));
    }
    if frame.reads(at, ":") {
        let rest = at + 1;
        if rest < end && frame.has_word(rest..end) {
            return Some(Match::one(
                source,
                rest..clauses.clause_end(rest, number),
                0.7,
            ));
        }
        return Some(Match {
            source,
            content: Vec::new(),
            continuation: Continuation::Introduces,
            probability: 0.7,
        });
    }
    if cue.stance == Stance::Refused {
        return Some(Match::one(
            source,
            after..clauses.clause_end(after, number),
            0.6,
        ));
    }
    let governs_noun = head_is(Class::NOUN_CONTENT) || frame.reads(cue.tokens.end - 1, "of");
    if frame.reads(after, "to") && !head_is(Class::REPORT) {
        return Some(Match::one(
            source,
            after..clauses.clause_end(after, number),
            0.5,
        ));
    }
    if head_is(Class::SPEECH.or(Class::THOUGHT).or(Class::REPORT)) {
        let start = after_addressee(clauses, cue, at);
        if let Some(probability) = bare_clause(clauses, cue, start) {
            return Some(Match::one(
                source,
                start..clauses.clause_end(start, number),
                probability,
            ));
        }
    }
    let object = after < end
        && !frame.is_comma(after)
        && frame.kind(after) != Some(TokenKind::Terminator)
        && !frame.is(after, Class::PREPOSITION);
    (governs_noun && object)
        .then(|| Match::one(source, after..clauses.clause_end(after, number), 0.55))
}

/// Verbs that take an addressee before their content.
fn addresses(frame: &Frame, cue: &Cue) -> bool {
    [
        "told",
        "tell",
        "tells",
        "telling",
        "warn",
        "warned",
        "warns",
        "warning",
        "assured",
        "assures",
        "informed",
        "informs",
        "reminded",
        "reminds",
        "asked",
        "promised",
        "advised",
        "convinced",
    ]
    .iter()
    .any(|word| frame.reads(cue.head, word))
}

/// `told reporters the bridge was safe`: steps over the addressee.
fn after_addressee(clauses: &Clauses, cue: &Cue, at: usize) -> usize {
    let frame = clauses.frame;
    if !addresses(frame, cue) {
        return at;
    }
    let mut end = at;
    if frame.is(end, Class::OBJECT.or(Class::PRONOUN)) {
        end += 1;
    } else {
        if frame.is(end, Class::DETERMINER.or(Class::POSSESSIVE)) {
            end += 2;
        }
        while end < clauses.unit.end && frame.is(end, Class::CAPITAL) && !frame.quoted(end) {
            end += 1;
        }
        if end == at && frame.word(end).ends_with('s') && !frame.quoted(end) {
            end += 1;
        }
    }
    clauses.skip_adverbials(end)
}

/// Is what starts here a clause? Gives the probability that it is the content.
fn bare_clause(clauses: &Clauses, cue: &Cue, at: usize) -> Option<f32> {
    let frame = clauses.frame;
    if at >= clauses.unit.end || frame.is(cue.head, Class::REFUSAL.or(Class::QUOTATION)) {
        return None;
    }
    let opens = frame.is(
        at,
        Class::DETERMINER
            .or(Class::PRONOUN)
            .or(Class::POSSESSIVE)
            .or(Class::CAPITAL)
            .or(Class::PERSON)
            .or(Class::BODY),
    ) || frame.is(at, Class::SUBORDINATOR)
        && !frame.reads(at, "as")
        && !frame.reads(at, "than")
        || frame.kind(at) == Some(TokenKind::Number)
        || ["there", "what", "how", "why", "who", "where"]
            .iter()
            .any(|word| frame.reads(at, word));
    let window = at..clauses.unit.end.min(at + 30);
    let verb = window.clone().skip(1).any(|i| {
        frame.is(i, Class::AUXILIARY.or(Class::VERB_LIKE))
            || frame.is(i, Class::CUE_VERB) && !frame.is(i, Class::CUE_NOUN)
    });
    let said = frame.is(cue.head, Class::SPEECH)
        && matches!(frame.word(cue.head), "said" | "says" | "say");
    let words = window.filter(|&i| frame.tokens[i].is_word()).count();
    match (said, opens, verb) {
        (true, true, _) if words >= 3 => Some(0.9),
        (true, false, true)
            if !matches!(
                frame.kind(at),
                Some(TokenKind::Separator | TokenKind::Terminator)
            ) =>
        {
            Some(0.75)
        }
        (false, true, true) if frame.is(cue.head, Class::SPEECH) => Some(0.75),
        (false, true, true) if frame.is(cue.head, Class::THOUGHT) => Some(0.6),
        (false, true, true) if frame.is(cue.head, Class::REPORT) => Some(0.45),
        _ => None,
    }
}

/// `, adding that it was safe`
pub(super) fn participle(
    clauses: &Clauses,
    number: usize,
    last_source: &Option<Range<usize>>,
) -> Option<Match> {
    let frame = clauses.frame;
    let cue = &clauses.cues[number];
    let floor = clauses.sentence_start(number);
    let joined = cue.tokens.start > floor
        && (frame.is_comma(cue.tokens.start - 1)
            || frame.is(cue.tokens.start - 1, Class::COORDINATOR)
            || frame.quoted(cue.tokens.start - 1));
    let source = if joined || cue.tokens.start == floor {
        last_source
            .clone()
            .or_else(|| noun_phrase::behind(frame, floor, cue.tokens.start))
    } else {
        noun_phrase::before(frame, floor, cue.tokens.start)
    };
    if !frame.is(cue.head, Class::SPEECH.or(Class::REPORT).or(Class::THOUGHT))
        && !clauses.closes(cue.tokens.end)
    {
        // ", calling it a disgrace": the object is content
        let quoted =
            (cue.tokens.end..clauses.unit.end.min(cue.tokens.end + 12)).any(|i| frame.quoted(i));
        if !quoted {
            return None;
        }
    }
    let mut found = following(clauses, number, source)?;
    found.probability *= 0.9;
    Some(found)
}
