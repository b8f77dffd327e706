//! Reporting clauses behind what they report: "The pier is safe, the council said on Monday."
//!
//! A comma, a short noun phrase, a verb of saying or thinking and no other verb up to the
//! sentence's end: the shape tells source and content. Learned weights mostly see this, but for
//! content that reports itself ("The logs show no leak, the council said"). So where no
//! attribution has the cue, the rule makes one.

use std::sync::OnceLock;

use super::according::{cut, join, meets};
use super::phrase::{has_verb, is_comma, is_group};
use crate::lexicon::{Lowered, WordSet};
use crate::model::accept::{Run, Triple};
use crate::model::facts::{Facts, QuoteState, mark};
use crate::model::quotation::near;
use crate::model::shrunk;
use crate::model::tagger::group;
use crate::model::why::Decider;
use crate::segment::{Segments, Sentence};

/// Scores before calibration: the shape leaves little doubt.
const SCORES: [f32; 4] = [2.0, 3.0, 3.0, 2.0];
/// Longest source, in tokens.
const LONGEST_SOURCE: u32 = 10;
/// Most tokens behind the cue ("said in a statement on Monday").
const LONGEST_REST: u32 = 24;
/// Shortest and longest content, in tokens.
const CONTENT: (u32, u32) = (4, 300);

fn verbs() -> &'static WordSet {
    static SET: OnceLock<WordSet> = OnceLock::new();
    SET.get_or_init(|| WordSet::parse(crate::lexicon::text!("attribution/reporting.txt")))
}

/// Adds what the rule finds to the attributions of a block, and cuts it off their contents.
/// `found` is in the order of its cues, and stays so. Linear.
pub(super) fn add(text: &str, segments: &Segments, facts: &Facts, found: &mut Vec<Triple>) {
    let mut made = Vec::new();
    for sentence in &segments.sentences {
        let Some(triple) = read(text, segments, facts, *sentence) else {
            continue;
        };
        let known = near(found, triple.cue);
        if found[known.clone()]
            .iter()
            .any(|other| meets(other.cue, triple.cue))
        {
            continue;
        }
        let clause = (triple.source.map_or(triple.cue.0, |s| s.0), triple.cue.1);
        for other in &mut found[known] {
            cut(other, clause);
        }
        made.push(triple);
    }
    join(found, made);
}

/// The reporting clause that ends a sentence.
fn read(text: &str, segments: &Segments, facts: &Facts, sentence: Sentence) -> Option<Triple> {
    let (first, last) = (sentence.first, sentence.last);
    let outside = |index: u32| facts.tokens[index as usize].quote == QuoteState::Outside;
    let from = last.saturating_sub(LONGEST_REST + 1).max(first + 1);
    let reports = |index: u32| {
        let word = segments.tokens[index as usize].text(text);
        // at a sentence's end the tagger takes "estimates" for a noun
        let verb = is_group(facts, index, group::FINITE) || index + 2 >= last;
        outside(index) && verb && verbs().contains(Lowered::new(word).as_str())
    };
    let cue = (from..last).rev().find(|&index| reports(index))?;
    // another verb would have the clause for its own content; "an emailed statement" has none
    let other = (cue + 1..last).any(|index| {
        outside(index)
            && is_group(facts, index, group::FINITE)
            && !is_group(facts, index - 1, group::MODIFIER)
    });
    if other {
        return None;
    }
    let comma = (cue.saturating_sub(LONGEST_SOURCE + 1).max(first)..cue)
        .rev()
        .find(|&index| is_comma(facts, index))?;
    let source: Run = (comma + 1, cue);
    let nominal = |index: u32| {
        [group::NOUN, group::MODIFIER, group::PRONOUN]
            .iter()
            .any(|&wanted| is_group(facts, index, wanted))
    };
    let is_source = source.0 < source.1
        && (source.0..source.1).all(|index| {
            outside(index)
                && (nominal(index)
                    || is_group(facts, index, group::PREPOSITION)
                        && index > source.0
                        && index + 1 < source.1)
        })
        && !is_group(facts, cue - 1, group::MODIFIER);
    let opens_clause =
        is_group(facts, first, group::PREPOSITION) || is_group(facts, first, group::RELATIVE);
    let content = shrunk(facts, (first, comma))?;
    let long = (CONTENT.0..CONTENT.1).contains(&(content.1 - content.0));
    // headlines leave their verbs out, and their stops
    let headline = facts.at(last as isize - 1).mark != mark::TERMINATOR;
    let asserts = (headline || has_verb(facts, content)) && (first..comma).all(outside);
    (is_source && long && !opens_clause && asserts).then(|| Triple {
        cue: (cue, cue + 1),
        source: Some(source),
        content: vec![content],
        scores: SCORES,
        decider: Decider::Reporting,
    })
}
