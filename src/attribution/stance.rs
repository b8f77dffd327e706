//! Does the source stand behind what is attributed? Read off the cue's words and those around.

use crate::annotation::Stance;
use crate::lexicon::Lowered;
use crate::segment::{Segments, TokenKind};

/// Tokens before the cue in which a negation belongs to it.
const NEGATION_REACH: u32 = 3;
/// Tokens before source and cue in which "if" makes a condition of them.
const CONDITION_REACH: u32 = 2;

/// The stance of an attribution with this cue and source, both runs of tokens; `quoted` says
/// whether the cue stands in a quotation.
pub fn stance(
    text: &str,
    segments: &Segments,
    cue: (u32, u32),
    source: Option<(u32, u32)>,
    quoted: bool,
) -> Stance {
    let word = |index: u32| {
        segments
            .tokens
            .get(index as usize)
            .map(|token| Lowered::new(token.text(text)))
    };
    let sentence = segments.sentences.partition_point(|s| s.last <= cue.0);
    let Some(sentence) = segments.sentences.get(sentence) else {
        return Stance::Asserted;
    };
    let any = |mut range: std::ops::Range<u32>, test: fn(&str) -> bool| {
        range.any(|index| word(index).is_some_and(|word| test(word.as_str())))
    };
    // words before the cue that no mark parts from it
    let mut reach = cue.0;
    while reach > sentence.first
        && cue.0 - reach < NEGATION_REACH
        && segments.tokens[reach as usize - 1].kind != TokenKind::Separator
    {
        reach -= 1;
    }
    if let Some((first, last)) = source {
        // a negation in the source's words is not the cue's
        if first < cue.0 {
            reach = reach.max(last);
        }
    }
    let negated = any(reach..cue.1, is_negation);
    let after = (cue.1 + 3).min(sentence.last);
    if any(cue.0..cue.1, is_refusal) || negated && any(cue.0..after, is_reply) {
        return Stance::Refused;
    }
    if negated || any(cue.0..cue.1, is_denial) {
        return Stance::Negated;
    }
    let start = source.map_or(cue.0, |source| source.0.min(cue.0));
    let before = start.saturating_sub(CONDITION_REACH).max(sentence.first);
    if any(before..start, is_condition) {
        return Stance::Conditional;
    }
    let asks = sentence
        .tokens(&segments.tokens)
        .iter()
        .rev()
        .take(2)
        .any(|token| token.kind == TokenKind::Terminator && token.text(text).contains('?'));
    if asks && !quoted && source.is_none_or(|source| source.0 > sentence.first) {
        return Stance::Question;
    }
    Stance::Asserted
}

fn is_negation(word: &str) -> bool {
    matches!(word, "not" | "n't" | "never" | "neither" | "nor" | "nobody")
}

fn is_denial(word: &str) -> bool {
    matches!(
        word,
        "deny"
            | "denies"
            | "denied"
            | "denying"
            | "disputes"
            | "disputed"
            | "refutes"
            | "refuted"
            | "rejects"
            | "rejected"
            | "disavowed"
            | "denial"
            | "denials"
    )
}

fn is_refusal(word: &str) -> bool {
    matches!(
        word,
        "declined" | "declines" | "declining" | "decline" | "refused" | "refuses" | "refusing"
    )
}

fn is_reply(word: &str) -> bool {
    matches!(
        word,
        "respond" | "comment" | "reply" | "answer" | "elaborate" | "return" | "responded"
    )
}

fn is_condition(word: &str) -> bool {
    matches!(word, "if" | "unless" | "whether" | "should")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The stance of the attribution whose cue and source are these words of the text.
    fn of(text: &str, cue: &str, source: &str) -> Stance {
        let segments = Segments::new(text);
        let run = |words: &str| {
            let start = text.find(words).expect("words of the text") as u32;
            let end = start + words.len() as u32;
            let index = |at: u32| segments.tokens.iter().filter(|t| t.start < at).count() as u32;
            (index(start), index(end))
        };
        stance(text, &segments, run(cue), Some(run(source)), false)
    }

    #[test]
    fn plain_reports_are_asserted() {
        assert_eq!(
            of("Ana Ruiz said the pier will not open.", "said", "Ana Ruiz"),
            Stance::Asserted
        );
        assert_eq!(
            of(
                "Those who do not vote say it is dull.",
                "say",
                "Those who do not vote"
            ),
            Stance::Asserted
        );
    }

    #[test]
    fn denials_refusals_conditions_and_questions() {
        assert_eq!(
            of("The firm denied that it knew.", "denied", "The firm"),
            Stance::Negated
        );
        assert_eq!(of("He did not say who paid.", "say", "He"), Stance::Negated);
        assert_eq!(
            of(
                "The firm declined to comment on it.",
                "declined to comment",
                "The firm"
            ),
            Stance::Refused
        );
        assert_eq!(
            of(
                "The club did not respond to questions.",
                "respond",
                "The club"
            ),
            Stance::Refused
        );
        assert_eq!(
            of("It changes if she says it is safe.", "says", "she"),
            Stance::Conditional
        );
        assert_eq!(
            of("Has the mayor said when it opens?", "said", "the mayor"),
            Stance::Question
        );
    }
}
