//! Claims of nobody: "The pier was reportedly closed".
//!
//! An adverb that says a thing is hearsay has no source, and its content is the clause that it
//! stands in. Corpora hardly mark these, so they are found by rule, over a list of such adverbs
//! (`lexicons/attribution/evidentials.txt`), where no other attribution has a claim to the words.

use std::sync::OnceLock;

use crate::lexicon::WordSet;
use crate::model::accept::{Run, Triple};
use crate::model::facts::{Facts, QuoteState, mark};
use crate::model::quotation::owns;
use crate::model::shrunk;
use crate::model::why::Decider;
use crate::segment::Segments;

/// Scores of such a claim before calibration: likely, with no source for certain.
const SCORES: [f32; 4] = [1.0, 1.5, 2.0, 0.5];
/// Words that a claim needs besides the adverb.
const LEAST_WORDS: usize = 3;

fn evidentials() -> &'static WordSet {
    static SET: OnceLock<WordSet> = OnceLock::new();
    SET.get_or_init(|| WordSet::parse(crate::lexicon::text!("attribution/evidentials.txt")))
}

/// The claims of nobody in a block, one a clause. `found` are its other attributions, in the order
/// of their cues. Linear in the block: each clause is judged once.
pub(super) fn claims(
    text: &str,
    segments: &Segments,
    facts: &Facts,
    found: &[Triple],
) -> Vec<Triple> {
    let mut claims = Vec::new();
    let mut judged = 0;
    for (index, token) in segments.tokens.iter().enumerate() {
        let word = token.text(text);
        let may_be = index as u32 >= judged
            && facts.tokens[index].quote == QuoteState::Outside
            && (word.ends_with("ly") || word.ends_with("LY"));
        if !may_be || !evidentials().contains(word) {
            continue;
        }
        let cue = (index as u32, index as u32 + 1);
        let sentence = segments.sentences.partition_point(|s| s.last <= cue.0);
        let Some(sentence) = segments.sentences.get(sentence) else {
            continue;
        };
        let clause = clause(facts, (sentence.first, sentence.last), cue.0);
        judged = clause.1;
        let Some(content) = shrunk(facts, clause) else {
            continue;
        };
        let words = (content.0..content.1)
            .filter(|&token| facts.tokens[token as usize].mark == mark::WORD)
            .count();
        if words > LEAST_WORDS && !owns(found, clause) {
            claims.push(Triple {
                cue,
                source: None,
                content: vec![content],
                scores: SCORES,
                decider: Decider::Hearsay,
            });
        }
    }
    claims
}

/// The clause around a token: its sentence up to colons, semicolons, dashes and brackets.
fn clause(facts: &Facts, sentence: Run, token: u32) -> Run {
    let parts = |index: &u32| {
        matches!(
            facts.tokens[*index as usize].mark,
            mark::COLON | mark::SEMICOLON | mark::DASH | mark::OPEN | mark::CLOSE
        )
    };
    (
        (sentence.0..token)
            .rfind(parts)
            .map_or(sentence.0, |at| at + 1),
        (token..sentence.1).find(parts).unwrap_or(sentence.1),
    )
}
