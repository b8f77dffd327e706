//! The noun phrase before a verb (its subject) or behind it (inverted), without a parser.
//!
//! Walks from the verb to the nearest word that cannot stand inside a noun phrase; an apposition
//! or a relative clause between commas is stepped over.

use std::ops::Range;

use super::frame::Frame;
use super::words::Class;
use crate::segment::TokenKind;

/// How far a phrase may reach, in tokens: bounds the cost per cue.
const REACH: usize = 40;

/// Words that end a walk to the left.
const LEFT_BOUNDARY: Class = Class::SUBORDINATOR
    .or(Class::RELATIVE)
    .or(Class::AUXILIARY)
    .or(Class::OBJECT);

/// The noun phrase that ends before token `end`, no further back than `floor`.
pub(super) fn before(frame: &Frame, floor: usize, end: usize) -> Option<Range<usize>> {
    let floor = floor.max(end.saturating_sub(REACH));
    let last = end.checked_sub(1).filter(|&last| last >= floor)?;
    if frame.quoted(last) {
        return None;
    }
    if frame.kind(last) == Some(TokenKind::CloseBracket) {
        let open = (floor..last)
            .rev()
            .find(|&i| frame.kind(i) == Some(TokenKind::OpenBracket))?;
        return before(frame, floor, open).map(|phrase| phrase.start..end);
    }
    if frame.is_comma(last) {
        return over_parenthesis(frame, floor, last);
    }
    plain(frame, floor, end)
}

/// `Ana Ruiz, the harbour master,` and `Ana Ruiz, who runs it,`
fn over_parenthesis(frame: &Frame, floor: usize, comma: usize) -> Option<Range<usize>> {
    let mut opening = (floor..comma).rev().filter(|&i| frame.is_comma(i));
    let first = opening.next()?;
    let stops = |i: usize| {
        // a nickname in quotation marks is part of the name
        let quotation = frame
            .piece(i)
            .is_some_and(|piece| piece.tokens.1 - piece.tokens.0 > 5);
        quotation || frame.kind(i) == Some(TokenKind::Terminator) && !frame.quoted(i)
    };
    if (first..comma).any(stops) {
        return None;
    }
    let inner = first + 1;
    let relative = frame.is(inner, Class::RELATIVE)
        || frame.is(inner, Class::PREPOSITION) && frame.is(inner + 1, Class::RELATIVE);
    let apposition = frame.is(
        inner,
        Class::DETERMINER
            .or(Class::POSSESSIVE)
            .or(Class::CAPITAL)
            .or(Class::PERSON),
    ) || frame.kind(inner) == Some(TokenKind::Number)
        || (inner..comma).any(|i| frame.is(i, Class::PERSON.or(Class::BODY)))
        || (frame.reads(inner, "for") || frame.reads(inner, "of")) && comma - inner < 7;
    if !(relative || apposition) {
        return None;
    }
    let head = plain(frame, floor, first).filter(|head| is_nominal(frame, head))?;
    Some(if relative { head } else { head.start..comma })
}

fn plain(frame: &Frame, floor: usize, end: usize) -> Option<Range<usize>> {
    let last = end.checked_sub(1)?;
    if last > floor && frame.word(last).to_ascii_lowercase().ends_with("self") {
        return plain(frame, floor, last).map(|phrase| phrase.start..end);
    }
    if last > floor + 1 && frame.is(last, Class::OBJECT) && frame.reads(last - 1, "of") {
        return Some(last - 2..end); // one of them, some of us
    }
    if last < floor || !frame.tokens[last].is_word() && frame.kind(last) != Some(TokenKind::Clitic)
    {
        return None;
    }
    if frame.is(last, Class::PRONOUN) && !frame.is(last, Class::CAPITAL) || is_pronoun(frame, last)
    {
        return Some(last..end);
    }
    if frame.is(last, Class::COORDINATOR.or(Class::PREPOSITION)) && !frame.is(last, Class::CAPITAL)
    {
        return None;
    }
    if frame.is(last, Class::RELATIVE) {
        return antecedent(frame, floor, last);
    }
    let mut start = end;
    while start > floor {
        let at = start - 1;
        if frame.quoted(at) || !continues_left(frame, floor, at, end) {
            break;
        }
        start = at;
    }
    trim_left(frame, start, end)
}

/// `the man who said`, `a group that says`
fn antecedent(frame: &Frame, floor: usize, relative: usize) -> Option<Range<usize>> {
    let end = if frame.is_comma(relative.checked_sub(1)?) {
        relative - 1
    } else {
        relative
    };
    let head = if end > floor {
        before(frame, floor, end)
    } else {
        None
    };
    head.filter(|head| is_nominal(frame, head)).or_else(|| {
        frame
            .reads(relative, "who")
            .then_some(relative..relative + 1)
    })
}

fn is_pronoun(frame: &Frame, at: usize) -> bool {
    ["He", "She", "They", "It", "I", "We", "You", "Who"]
        .iter()
        .any(|word| frame.reads(at, word))
}

fn continues_left(frame: &Frame, floor: usize, at: usize, end: usize) -> bool {
    let Some(kind) = frame.kind(at) else {
        return false;
    };
    match kind {
        TokenKind::Separator
        | TokenKind::Terminator
        | TokenKind::Dash
        | TokenKind::DoubleMark
        | TokenKind::SingleMark => return false,
        TokenKind::Clitic => {
            return frame.word(at).len() <= 4 && frame.word(at).ends_with(['s', 'S']);
        }
        TokenKind::OpenBracket | TokenKind::CloseBracket => return false,
        _ => {}
    }
    if frame.is(at, Class::CAPITAL) && at > floor {
        return !frame.is(at, Class::TIME);
    }
    if frame.is(at, LEFT_BOUNDARY.or(Class::TIME)) || is_pronoun(frame, at) {
        return false;
    }
    let modifies =
        at + 1 < end && frame.is(at.wrapping_sub(1), Class::DETERMINER.or(Class::POSSESSIVE));
    // a bare form is a noun more often than a verb there: "state media", "report authors"
    let verb = frame.is(at, Class::VERB_LIKE)
        || frame.is(at, Class::CUE_VERB) && !frame.is(at, Class::BASE);
    if verb && !frame.is(at, Class::CUE_NOUN.or(Class::BODY).or(Class::PERSON)) {
        return modifies;
    }
    true
}

/// Drops what cannot start a noun phrase, and the adverbial phrase before it.
fn trim_left(frame: &Frame, mut start: usize, end: usize) -> Option<Range<usize>> {
    let loose = Class::ADVERB
        .or(Class::COORDINATOR)
        .or(Class::TIME)
        .or(Class::SUBORDINATOR);
    while start < end
        && frame.is(start, loose)
        && !frame.is(start, Class::DETERMINER.or(Class::PERSON))
    {
        if frame.reads(start, "both") {
            break;
        }
        start += 1;
    }
    if frame.is(start, Class::PREPOSITION) {
        // "In a statement the ministry": the phrase is the last one a determiner or a name starts
        let head = (start + 1..end).rev().find(|&i| {
            frame.is(i, Class::DETERMINER.or(Class::POSSESSIVE))
                || frame.is(i, Class::PERSON.or(Class::BODY))
                    && !frame.is(i.wrapping_sub(1), Class::DETERMINER)
                || frame.is(i, Class::CAPITAL)
                    && !frame.is(
                        i - 1,
                        Class::CAPITAL.or(Class::PREPOSITION).or(Class::DETERMINER),
                    )
        })?;
        start = head;
    }
    // a second determiner starts a phrase of its own unless something governs it
    let governed = Class::PREPOSITION
        .or(Class::COORDINATOR)
        .or(Class::DETERMINER);
    if let Some(inner) = (start + 1..end).rev().find(|&i| {
        frame.is(i, Class::DETERMINER.or(Class::POSSESSIVE)) && !frame.is(i - 1, governed)
    }) {
        start = inner;
    }
    let phrase = start..end;
    is_nominal(frame, &phrase).then_some(phrase)
}

/// True if the phrase holds a word that can be its head.
fn is_nominal(frame: &Frame, phrase: &Range<usize>) -> bool {
    let function = Class::DETERMINER
        .or(Class::PREPOSITION)
        .or(Class::ADVERB)
        .or(Class::AUXILIARY)
        .or(Class::COORDINATOR)
        .or(Class::NEGATION);
    phrase.clone().any(|i| is_pronoun(frame, i))
        || phrase.clone().any(|i| {
            frame.tokens[i].is_word()
                && (!frame.is(i, function) || frame.is(i, Class::CAPITAL) && i > phrase.start)
        })
        || phrase.len() == 1 && frame.is(phrase.start, Class::DETERMINER.or(Class::PRONOUN))
}

/// True for a phrase that a bare verb form can follow: `officials say`, `you think`.
pub(super) fn is_plural(frame: &Frame, phrase: &Range<usize>) -> bool {
    let last = phrase.end - 1;
    let plural_noun = |i: usize| {
        let word = frame.word(i);
        word.len() > 3
            && word.ends_with('s')
            && !word.ends_with("ss")
            && !frame.is(i, Class::POSSESSIVE)
    };
    let named = |i: usize| frame.is(i, Class::CAPITAL.or(Class::PERSON).or(Class::BODY));
    let many = [
        "i", "we", "you", "they", "who", "people", "police", "men", "women", "media", "data",
        "some", "many", "others", "most",
    ];
    many.iter().any(|word| frame.reads(last, word))
        || phrase.clone().any(plural_noun)
        || phrase.clone().any(|i| frame.reads(i, "and")) && named(last)
}

/// The noun phrase that starts at `start`, no further than `limit`: the subject behind its verb,
/// or the one a preposition governs. An apposition behind it belongs to it.
pub(super) fn behind(frame: &Frame, start: usize, limit: usize) -> Option<Range<usize>> {
    let limit = limit.min(start + REACH);
    if is_pronoun(frame, start) || frame.is(start, Class::PRONOUN.or(Class::OBJECT)) {
        return (start < limit).then_some(start..start + 1);
    }
    if !can_start(frame, start) {
        return None;
    }
    let mut end = start;
    while end < limit && continues_right(frame, start, end) {
        end += 1;
    }
    while end > start
        && frame.is(
            end - 1,
            Class::PREPOSITION
                .or(Class::COORDINATOR)
                .or(Class::ADVERB)
                .or(Class::DETERMINER),
        )
    {
        end -= 1;
    }
    if end == start || !is_nominal(frame, &(start..end)) {
        return None;
    }
    Some(start..with_apposition(frame, end, limit))
}

fn can_start(frame: &Frame, at: usize) -> bool {
    !frame.quoted(at)
        && (frame.is(
            at,
            Class::DETERMINER
                .or(Class::POSSESSIVE)
                .or(Class::PERSON)
                .or(Class::BODY),
        ) || frame.is(at, Class::CAPITAL) && !frame.is(at, Class::TIME.or(Class::SUBORDINATOR))
            || frame.kind(at) == Some(TokenKind::Number)
            || frame.tokens.get(at).is_some_and(|token| {
                token.is_word()
                    && !frame.is(
                        at,
                        Class::PREPOSITION
                            .or(Class::ADVERB)
                            .or(Class::TIME)
                            .or(Class::SUBORDINATOR)
                            .or(Class::AUXILIARY)
                            .or(Class::COORDINATOR)
                            .or(Class::RELATIVE)
                            .or(Class::CUE_VERB),
                    )
            }))
}

fn continues_right(frame: &Frame, start: usize, at: usize) -> bool {
    if frame.quoted(at) {
        return false;
    }
    match frame.kind(at) {
        Some(TokenKind::Clitic) => return frame.word(at).ends_with(['s', 'S']),
        // a plural's genitive: the Engineers’ Union
        Some(TokenKind::SingleMark) => {
            return at > start
                && frame.word(at - 1).ends_with('s')
                && frame
                    .tokens
                    .get(at + 1)
                    .is_some_and(|next| next.is_word() && next.start > frame.tokens[at].end);
        }
        Some(kind)
            if !matches!(
                kind,
                TokenKind::Word | TokenKind::Abbreviation | TokenKind::Number
            ) =>
        {
            return false;
        }
        None => return false,
        _ => {}
    }
    if frame.is(at, Class::CAPITAL) && !frame.is(at, Class::TIME) {
        return true;
    }
    if frame.is(at, Class::PREPOSITION) {
        return at > start
            && ["of", "for", "at", "from"]
                .iter()
                .any(|word| frame.reads(at, word));
    }
    let inside_adjective = frame.is(at, Class::VERB_LIKE)
        && frame.is(at.wrapping_sub(1), Class::DETERMINER.or(Class::POSSESSIVE));
    inside_adjective
        || !frame.is(
            at,
            Class::AUXILIARY
                .or(Class::SUBORDINATOR)
                .or(Class::RELATIVE)
                .or(Class::TIME)
                .or(Class::VERB_LIKE)
                .or(Class::NEGATION),
        )
}

/// Takes in `, the harbour master` where a comma or the end closes it.
fn with_apposition(frame: &Frame, end: usize, limit: usize) -> usize {
    if !frame.is_comma(end) {
        return end;
    }
    let inner = end + 1;
    let starts = frame.is(
        inner,
        Class::DETERMINER.or(Class::POSSESSIVE).or(Class::PERSON),
    ) || frame.kind(inner) == Some(TokenKind::Number);
    if !starts || frame.is(inner, Class::RELATIVE) {
        return end;
    }
    let mut close = inner;
    while close < limit
        && !frame.quoted(close)
        && !matches!(
            frame.kind(close),
            Some(TokenKind::Separator | TokenKind::Terminator | TokenKind::Dash)
        )
    {
        if frame.is(
            close,
            Class::RELATIVE
                .or(Class::AUXILIARY)
                .or(Class::VERB_LIKE)
                .or(Class::SUBORDINATOR),
        ) {
            return end;
        }
        close += 1;
    }
    close
}
