//! The patterns of reporting: which source and which content go with a cue.
//!
//! Each pattern is a function that returns what it found or `None`; [`find`] tries them in the
//! order of how sure they are. The probabilities are shares of right attributions among those
//! the pattern gave, measured on development data.

use std::ops::Range;

use super::content::Clauses;
use super::cue::{Cue, CueKind, cues};
use super::frame::{Frame, units};
use super::noun_phrase;
use super::words::Class;
use super::{Continuation, LocalAttribution};
use crate::annotation::{AttributionConfidence, Stance};
use crate::article::{BlockKind, Span};
use crate::quotes::{BlockQuotes, Piece};
use crate::segment::{Segments, TokenKind};

/// A pattern's result: token ranges.
struct Match {
    source: Option<Range<usize>>,
    content: Vec<Range<usize>>,
    continuation: Continuation,
    probability: f32,
}

impl Match {
    fn new(source: Option<Range<usize>>, content: Vec<Range<usize>>, probability: f32) -> Match {
        Match {
            source,
            content,
            continuation: Continuation::None,
            probability,
        }
    }
}

pub(super) fn find(
    text: &str,
    segments: &Segments,
    quotes: &BlockQuotes,
    kind: BlockKind,
    furniture: &[Span],
) -> Vec<LocalAttribution> {
    let frame = Frame::new(text, segments, &quotes.pieces);
    let mut found = Vec::new();
    for unit in units(segments, &frame) {
        let Some(unit) = without_furniture(&frame, unit, furniture) else {
            continue;
        };
        if let Some(bare) = bare_quotation(&frame, &unit) {
            found.push(bare);
            continue;
        }
        if let Some(labelled) = label(&frame, &unit, kind) {
            found.push(labelled);
            continue;
        }
        let list = cues(&frame, &unit);
        reporting(&Clauses::new(&frame, unit, list), &mut found);
    }
    found
}

/// Cuts stretches of furniture off a unit's ends.
fn without_furniture(
    frame: &Frame,
    mut unit: Range<usize>,
    furniture: &[Span],
) -> Option<Range<usize>> {
    let inside = |index: usize| {
        furniture
            .iter()
            .any(|span| frame.tokens[index].span().intersects(*span))
    };
    if !furniture.is_empty() {
        while unit.start < unit.end && inside(unit.start) {
            unit.start += 1;
        }
        while unit.start < unit.end && inside(unit.end - 1) {
            unit.end -= 1;
        }
    }
    (!unit.is_empty()).then_some(unit)
}

/// A unit whose words all stand in quotation marks: somebody goes on speaking.
fn bare_quotation(frame: &Frame, unit: &Range<usize>) -> Option<LocalAttribution> {
    let mut outside = unit
        .clone()
        .filter(|&i| !frame.quoted(i) && frame.tokens[i].is_word());
    if outside.next().is_some() {
        return None;
    }
    let mut pieces: Vec<&Piece> = Vec::new();
    for piece in unit.clone().filter_map(|i| frame.piece(i)) {
        if pieces.last().is_none_or(|last| !std::ptr::eq(*last, piece)) {
            pieces.push(piece);
        }
    }
    let words = frame.tokens[unit.clone()]
        .iter()
        .filter(|token| token.is_word())
        .count();
    let spans: Vec<Span> = pieces.iter().map(|piece| piece.span).collect();
    (words >= 2 && !spans.is_empty()).then_some(LocalAttribution {
        content: spans,
        cue: Vec::new(),
        source: Vec::new(),
        stance: Stance::Asserted,
        continuation: Continuation::Continues,
        confidence: AttributionConfidence {
            attribution: 0.75,
            source: 0.85,
            content: 0.97,
        },
    })
}

/// `Mayor: budget is safe` in a headline, and `Ana Ruiz: “…”` in an interview.
fn label(frame: &Frame, unit: &Range<usize>, kind: BlockKind) -> Option<LocalAttribution> {
    let colon = (unit.start + 1..unit.end.min(unit.start + 8))
        .find(|&i| frame.reads(i, ":") && !frame.quoted(i))?;
    let name = unit.start..colon;
    let named = frame.is(name.start, Class::CAPITAL)
        && !name.clone().any(|i| {
            frame.quoted(i)
                || frame.is(
                    i,
                    Class::CUE_VERB
                        .or(Class::AUXILIARY)
                        .or(Class::SUBORDINATOR)
                        .or(Class::TIME),
                )
                || frame.is_comma(i)
        });
    let quoted = frame.quoted(colon + 1);
    let headline = kind == BlockKind::Heading
        && unit.end - colon > 3
        && name
            .clone()
            .any(|i| frame.is(i, Class::PERSON.or(Class::BODY)) && frame.is(i, Class::CAPITAL));
    if !(named && (quoted || headline)) {
        return None;
    }
    let content = if quoted {
        piece_range(frame.piece(colon + 1)?)
    } else {
        colon + 1..unit.end
    };
    Some(LocalAttribution {
        content: vec![frame.span(content)?],
        cue: vec![frame.tokens[colon].span()],
        source: vec![frame.span(name)?],
        stance: Stance::Asserted,
        continuation: Continuation::None,
        confidence: AttributionConfidence {
            attribution: if quoted { 0.8 } else { 0.6 },
            source: 0.9,
            content: 0.9,
        },
    })
}

fn piece_range(piece: &Piece) -> Range<usize> {
    piece.tokens.0 as usize..piece.tokens.1 as usize
}

fn reporting(clauses: &Clauses, found: &mut Vec<LocalAttribution>) {
    let frame = clauses.frame;
    let mut last_source: Option<Range<usize>> = None;
    for number in 0..clauses.cues.len() {
        let cue = &clauses.cues[number];
        let matched = match cue.kind {
            CueKind::Finite => finite(clauses, number, &last_source),
            CueKind::Participle => participle(clauses, number, &last_source),
            CueKind::Passive => passive(clauses, number),
            CueKind::Phrase => phrase(clauses, number),
            CueKind::Noun => noun(clauses, number),
            CueKind::Evidential => evidential(clauses, number),
        };
        let Some(matched) = matched else { continue };
        let content: Vec<Span> = matched
            .content
            .iter()
            .filter(|range| frame.has_word((*range).clone()))
            .filter_map(|range| frame.span(range.clone()))
            .collect();
        if content.is_empty() && matched.continuation != Continuation::Introduces {
            continue;
        }
        let Some(cue_span) = frame.span(cue.tokens.clone()) else {
            continue;
        };
        let source = matched.source.clone().and_then(|range| frame.span(range));
        if matched.source.is_some() {
            last_source = matched.source;
        }
        found.push(LocalAttribution {
            content,
            cue: vec![cue_span],
            source: source.into_iter().collect(),
            stance: stance(clauses, cue),
            continuation: matched.continuation,
            confidence: AttributionConfidence {
                attribution: matched.probability,
                source: 0.93,
                content: 0.9,
            },
        });
    }
}

fn stance(clauses: &Clauses, cue: &Cue) -> Stance {
    let last = clauses.unit.end - 1;
    let asks = [
        "ask", "asks", "asked", "asking", "wonder", "wonders", "wondered",
    ]
    .iter()
    .any(|word| clauses.frame.reads(cue.head, word));
    if asks || clauses.frame.word(last) == "?" && !clauses.frame.quoted(last) {
        return Stance::Question;
    }
    cue.stance
}

/// The piece that ends right before token `at`, perhaps with a comma or dash between.
fn quotation_before<'a>(frame: &Frame<'a>, floor: usize, at: usize) -> Option<&'a Piece> {
    let last = at.checked_sub(1).filter(|&last| last >= floor)?;
    if let Some(piece) = frame.piece(last) {
        return Some(piece);
    }
    let mark = matches!(
        frame.kind(last),
        Some(TokenKind::Separator | TokenKind::Dash)
    );
    let before = last
        .checked_sub(1)
        .filter(|&before| mark && before >= floor)?;
    frame.piece(before)
}

/// What a quotation before a reporting clause gives as content: itself, or the whole sentence
/// around it if the sentence has words of its own before it.
fn content_up_to(clauses: &Clauses, number: usize, piece: &Piece) -> Range<usize> {
    let frame = clauses.frame;
    let range = piece_range(piece);
    let start = clauses.sentence_start(number).min(range.start);
    let floor = number.checked_sub(1).map_or(start, |previous| {
        clauses.cues[previous].tokens.end.max(start)
    });
    let introduced = range.start > start
        && matches!(
            frame.kind(range.start - 1),
            Some(TokenKind::Separator | TokenKind::Terminator)
        )
        && frame.word(range.start + 1).starts_with(char::is_uppercase);
    let own_words = (floor..range.start).any(|i| !frame.quoted(i) && frame.tokens[i].is_word());
    if own_words && !introduced {
        floor..range.end
    } else {
        range
    }
}

/// `“A,” she said, “b.”`: the quotation that goes on behind the reporting clause.
fn quotation_after(clauses: &Clauses, number: usize, from: usize) -> Option<Range<usize>> {
    let frame = clauses.frame;
    let limit = clauses
        .cues
        .get(number + 1)
        .map_or(clauses.unit.end, |next| next.tokens.start)
        .min(from + 40);
    let at = (from..limit).find(|&i| frame.quoted(i))?;
    let mark = at.checked_sub(1).filter(|&mark| mark >= from)?;
    let joined = matches!(
        frame.kind(mark),
        Some(TokenKind::Separator | TokenKind::Dash)
    ) && !frame.reads(mark, ";");
    if !joined {
        return None;
    }
    let piece = piece_range(frame.piece(at)?);
    // a fragment in a clause of the author's own is no continuation
    let ends = clauses.closes(piece.end) || piece.end >= clauses.unit.end;
    ends.then_some(piece)
}

fn finite(clauses: &Clauses, number: usize, last_source: &Option<Range<usize>>) -> Option<Match> {
    let frame = clauses.frame;
    let cue = &clauses.cues[number];
    let floor = clauses.sentence_start(number);
    let subject = clauses.subject(number);
    let agrees = |subject: &Range<usize>| {
        !frame.is(cue.head, Class::BASE)
            || cue.tokens.start < cue.head
            || noun_phrase::is_plural(frame, subject)
    };
    let subject = subject.filter(agrees);
    let auxiliary = cue.tokens.start < cue.head;
    let agrees = |subject: &Range<usize>| {
        !frame.is(cue.head, Class::BASE) || auxiliary || noun_phrase::is_plural(frame, subject)
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
    {
        return Some(Match::new(
            Some(source),
            vec![floor..cue.tokens.start - 1],
            0.9,
        ));
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
    let mut content = vec![floor..comma];
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
        return Some(Match::new(
            source,
            vec![at..clauses.clause_end(at, number)],
            0.88,
        ));
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
        return Some(Match::new(
            source,
            vec![that..clauses.clause_end(that, number)],
            probability,
        ));
    }
    if frame.reads(at, ":") {
        let rest = at + 1;
        if rest < end && frame.has_word(rest..end) {
            return Some(Match::new(
                source,
                vec![rest..clauses.clause_end(rest, number)],
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
        return Some(Match::new(
            source,
            vec![after..clauses.clause_end(after, number)],
            0.6,
        ));
    }
    if head_is(Class::NOUN_CONTENT) || frame.reads(cue.tokens.end - 1, "of") {
        let object = after < end
            && !frame.is_comma(after)
            && frame.kind(after) != Some(TokenKind::Terminator);
        return object
            .then(|| Match::new(source, vec![after..clauses.clause_end(after, number)], 0.55));
    }
    if frame.reads(after, "to") && !head_is(Class::REPORT) {
        return Some(Match::new(
            source,
            vec![after..clauses.clause_end(after, number)],
            0.5,
        ));
    }
    let start = after_addressee(clauses, cue, at);
    let clause = bare_clause(clauses, cue, start)?;
    Some(Match::new(
        source,
        vec![start..clauses.clause_end(start, number)],
        clause,
    ))
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
        if end == at {
            end += 1;
        }
    }
    clauses.skip_adverbials(end)
}

/// Is what starts here a clause? Gives the probability that it is the content.
fn bare_clause(clauses: &Clauses, cue: &Cue, at: usize) -> Option<f32> {
    let frame = clauses.frame;
    if at >= clauses.unit.end || frame.is(cue.head, Class::REFUSAL) {
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
fn participle(
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

/// `was described by the mayor as safe`, `it was claimed that`
fn passive(clauses: &Clauses, number: usize) -> Option<Match> {
    let frame = clauses.frame;
    let cue = &clauses.cues[number];
    let limit = clauses.unit.end.min(cue.tokens.end + 3);
    let by = (cue.tokens.end..limit).find(|&i| frame.reads(i, "by") && !frame.quoted(i));
    if let Some(by) = by
        && let Some(source) = noun_phrase::behind(frame, by + 1, clauses.unit.end)
    {
        let mut content: Vec<Range<usize>> = clauses.subject(number).into_iter().collect();
        let rest = source.end..clauses.clause_end(source.end, number);
        if frame.reads(rest.start, "as")
            || frame.quoted(rest.start)
            || frame.reads(rest.start, "that")
        {
            content.push(rest);
        } else if by > cue.tokens.end {
            content.push(cue.tokens.end..by);
        }
        return (!content.is_empty()).then(|| Match::new(Some(source), content, 0.6));
    }
    if !frame.is(cue.head, Class::SPEECH.or(Class::THOUGHT)) {
        return None;
    }
    let that = clauses.that_after(cue.tokens.end)?;
    Some(Match::new(
        None,
        vec![that..clauses.clause_end(that, number)],
        0.6,
    ))
}

/// `According to the ministry, the bridge was safe.`
fn phrase(clauses: &Clauses, number: usize) -> Option<Match> {
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
fn noun(clauses: &Clauses, number: usize) -> Option<Match> {
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
    let comma = (that..close).find(|&i| frame.is_comma(i)).unwrap_or(close);
    Some(Match::new(source, vec![that..comma], 0.6))
}

/// `The bridge was reportedly safe.`: a claim of nobody.
fn evidential(clauses: &Clauses, number: usize) -> Option<Match> {
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
    Some(Match::new(None, vec![start..end], 0.5))
}
