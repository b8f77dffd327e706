//! Where the content of a cue starts and ends.

use std::ops::Range;

use super::cue::{Cue, CueKind};
use super::frame::Frame;
use super::noun_phrase;
use super::words::Class;
use crate::annotation::Stance;
use crate::segment::TokenKind;

/// How far a clause may reach, in tokens outside quotations: bounds the cost per cue.
const REACH: usize = 200;

/// A unit with its cues: where one cue's content ends depends on the next cue.
pub(super) struct Clauses<'f, 'a> {
    pub(super) frame: &'f Frame<'a>,
    pub(super) unit: Range<usize>,
    pub(super) cues: Vec<Cue>,
    /// The first token of the sentence of each cue.
    starts: Vec<usize>,
    /// The noun phrase before each cue.
    subjects: Vec<Option<Range<usize>>>,
}

impl<'f, 'a> Clauses<'f, 'a> {
    pub(super) fn new(frame: &'f Frame<'a>, unit: Range<usize>, cues: Vec<Cue>) -> Self {
        let mut starts = Vec::with_capacity(cues.len());
        let mut start = unit.start;
        let mut at = unit.start;
        for cue in &cues {
            while at < cue.tokens.start {
                if frame.kind(at) == Some(TokenKind::Terminator) && !frame.quoted(at) {
                    start = at + 1;
                }
                at += 1;
            }
            starts.push(start);
        }
        let subjects = (0..cues.len())
            .map(|cue| {
                let verb = cues[cue].tokens.start;
                let sentence = starts[cue];
                // before a comma, the cue before may stand in a relative clause of the subject
                let interrupted = verb > sentence && frame.is_comma(verb - 1);
                let floor = match cue.checked_sub(1) {
                    Some(previous) if !interrupted => cues[previous].tokens.end.max(sentence),
                    _ => sentence,
                };
                noun_phrase::before(frame, floor, verb)
            })
            .collect();
        Clauses {
            frame,
            unit,
            cues,
            starts,
            subjects,
        }
    }

    /// The first token of the sentence that a cue stands in, or of its last part where a
    /// sentence without end would make every content reach back to the text's start.
    pub(super) fn sentence_start(&self, cue: usize) -> usize {
        let verb = self.cues[cue].tokens.start;
        self.starts[cue].max(verb.saturating_sub(2 * REACH))
    }

    /// The subject of a cue: the noun phrase before it, after the cue before.
    pub(super) fn subject(&self, cue: usize) -> Option<Range<usize>> {
        self.subjects[cue].clone()
    }

    /// True if nothing but an adverbial stands between `at` and the end of the sentence or the
    /// next comma: the reporting clause closes here.
    pub(super) fn closes(&self, at: usize) -> bool {
        let frame = self.frame;
        at >= self.unit.end
            || matches!(
                frame.kind(at),
                Some(
                    TokenKind::Terminator
                        | TokenKind::Separator
                        | TokenKind::Dash
                        | TokenKind::CloseBracket
                )
            ) && !frame.quoted(at)
            || !frame.quoted(at)
                && frame.is(at, Class::PREPOSITION.or(Class::TIME).or(Class::ADVERB))
                && !frame.reads(at, "that")
                && self.adverbial_end(at).is_some()
    }

    /// The end of an adverbial that runs to a comma, a stop or the unit's end without a verb.
    fn adverbial_end(&self, at: usize) -> Option<usize> {
        let frame = self.frame;
        for index in at..self.unit.end.min(at + 20) {
            if frame.quoted(index)
                || frame.is(index, Class::SUBORDINATOR) && frame.reads(index, "that")
            {
                return None;
            }
            if matches!(
                frame.kind(index),
                Some(TokenKind::Terminator | TokenKind::Separator | TokenKind::Dash)
            ) {
                return Some(index);
            }
            let verb =
                frame.is(index, Class::AUXILIARY) && frame.kind(index) != Some(TokenKind::Clitic);
            if verb
                || frame.is(index, Class::CUE_VERB.or(Class::SUBORDINATOR))
                    && !frame.is(
                        index,
                        Class::BODY.or(Class::CUE_NOUN).or(Class::PREPOSITION),
                    )
            {
                return None;
            }
        }
        (self.unit.end <= at + 20).then_some(self.unit.end)
    }

    /// Steps over what may stand between a cue and its content: adverbs, times, and short
    /// prepositional phrases ("on Monday", "in a statement").
    pub(super) fn skip_adverbials(&self, mut at: usize) -> usize {
        let frame = self.frame;
        while at < self.unit.end && !frame.quoted(at) {
            if frame.is(at, Class::TIME)
                || frame.is(at, Class::ADVERB)
                    && !frame.is(at, Class::DETERMINER.or(Class::CAPITAL))
            {
                at += 1;
            } else if frame.is(at, Class::PREPOSITION)
                && !frame.is(at, Class::SUBORDINATOR)
                && !frame.reads(at, "of")
            {
                match self.skip_phrase(at) {
                    Some(next) => at = next,
                    None => break,
                }
            } else {
                break;
            }
        }
        at
    }

    /// The end of a prepositional phrase, where one plainly ends: before "that", a mark, a
    /// quotation, or a determiner or pronoun that starts a clause.
    fn skip_phrase(&self, at: usize) -> Option<usize> {
        let frame = self.frame;
        if frame.is(at + 1, Class::TIME) {
            let mut end = at + 2;
            while frame.is(end, Class::TIME) || frame.kind(end) == Some(TokenKind::Number) {
                end += 1;
            }
            return Some(end);
        }
        let mut end = at + 1;
        while end < self.unit.end.min(at + 12) {
            let opens_clause = end > at + 2
                && frame.is(
                    end,
                    Class::DETERMINER.or(Class::PRONOUN).or(Class::POSSESSIVE),
                );
            if frame.quoted(end)
                || frame.reads(end, "that")
                || opens_clause && !frame.is(end - 1, Class::PREPOSITION)
            {
                return Some(end);
            }
            match frame.kind(end) {
                Some(TokenKind::Separator | TokenKind::Terminator | TokenKind::Dash) => {
                    return Some(end);
                }
                _ => end += 1,
            }
        }
        None
    }

    /// A "that" that opens the content, behind an addressee or an adverbial.
    pub(super) fn that_after(&self, at: usize) -> Option<usize> {
        let frame = self.frame;
        for index in at..self.unit.end.min(at + 14) {
            if frame.quoted(index)
                || matches!(
                    frame.kind(index),
                    Some(TokenKind::Terminator | TokenKind::Dash)
                )
            {
                return None;
            }
            if frame.reads(index, "that") {
                return Some(index);
            }
            let verb = frame.is(index, Class::AUXILIARY.or(Class::CUE_VERB))
                && !frame.is(index, Class::BODY.or(Class::CUE_NOUN));
            if verb
                || frame.reads(index, ":")
                || index > at
                    && frame.is(index, Class::SUBORDINATOR)
                    && !frame.is(index, Class::PREPOSITION)
            {
                return None;
            }
        }
        None
    }

    /// One past the last token of the clause that starts at `from` and belongs to cue number
    /// `cue`.
    pub(super) fn clause_end(&self, from: usize, cue: usize) -> usize {
        let frame = self.frame;
        let limit = self.unit.end;
        let mut at = from;
        let mut walked = 0;
        while at < limit && walked < REACH {
            if let Some(piece) = frame.piece(at) {
                at = piece.tokens.1 as usize;
                let last = at - 1;
                // a quotation that ends with a stop ends the sentence too
                let stopped = (from..=last)
                    .rev()
                    .take(3)
                    .any(|i| frame.kind(i) == Some(TokenKind::Terminator));
                if stopped
                    && at < limit
                    && frame
                        .tokens
                        .get(at)
                        .is_some_and(|t| t.text(frame.text).starts_with(char::is_uppercase))
                    && self.sentence_break(at)
                {
                    return at;
                }
                continue;
            }
            let next = at + 1;
            match frame.kind(at) {
                Some(TokenKind::Terminator) => return at,
                Some(TokenKind::Separator) if frame.reads(at, ";") => return at,
                Some(TokenKind::Separator | TokenKind::Dash)
                    if self.breaks_after_mark(next, cue) =>
                {
                    return at;
                }
                _ if frame.is(at, Class::COORDINATOR) && self.coordinates(at, cue) => return at,
                _ => {}
            }
            at = next;
            walked += 1;
        }
        at
    }

    fn sentence_break(&self, at: usize) -> bool {
        self.starts.binary_search(&at).is_ok() || !self.frame.quoted(at)
    }

    /// Does a new reporting clause, or one that is none of the content, start behind a comma?
    fn breaks_after_mark(&self, next: usize, cue: usize) -> bool {
        let frame = self.frame;
        // "if she says it is safe, it opens": the comma ends the condition
        let condition = self.cues[cue].stance == Stance::Conditional && frame.is_comma(next - 1);
        if condition || frame.reads(next, "but") || frame.reads(next, "according") {
            return true;
        }
        let Some((number, following)) = self.next_cue(next, cue) else {
            return false;
        };
        if following.kind == CueKind::Phrase || following.kind == CueKind::Participle {
            return following.tokens.start == next;
        }
        if following.kind != CueKind::Finite
            || !frame.is(
                following.head,
                Class::SPEECH.or(Class::REPORT).or(Class::THOUGHT),
            )
        {
            return false;
        }
        let after_and = next + usize::from(frame.is(next, Class::COORDINATOR));
        let subject = self.subject(number);
        let inverted = following.tokens.start == next && frame.is(following.head, Class::SPEECH);
        let opens =
            subject.is_some_and(|subject| subject.start == next || subject.start == after_and);
        inverted && noun_phrase::behind(frame, following.tokens.end, self.unit.end).is_some()
            || opens && (after_and > next || self.closes(following.tokens.end))
    }

    /// Does a coordinator at `at` join two reporting verbs rather than two parts of the content?
    fn coordinates(&self, at: usize, cue: usize) -> bool {
        let frame = self.frame;
        let Some((number, following)) = self.next_cue(at, cue) else {
            return false;
        };
        if following.kind != CueKind::Finite || frame.is(following.head, Class::BASE) {
            return false;
        }
        let tense = Class::PAST.or(Class::PRESENT);
        let own = &self.cues[cue];
        if following.tokens.start == at + 1 {
            // "said X and reported Y", not "said they planned and built"
            return frame.is(following.head, Class::SPEECH.or(Class::NOUN_CONTENT))
                && frame.is(own.head, tense)
                && frame.is(following.head, tense);
        }
        frame.is(following.head, Class::SPEECH)
            && self.subject(number).is_some_and(|subject| {
                subject.start == at + 1 && subject.end == following.tokens.start
            })
    }

    fn next_cue(&self, at: usize, cue: usize) -> Option<(usize, &Cue)> {
        let number = cue
            + 1
            + self.cues[cue + 1..]
                .iter()
                .take(8)
                .position(|next| next.tokens.start >= at)?;
        Some((number, &self.cues[number]))
    }
}
