//! Headlines that name who says them: "Mayor: budget is safe", "Budget 'is safe' – mayor".
//!
//! A block alone shows the shape ([`read`]): a few words before a colon or behind the last dash,
//! and a clause or a quotation beside them. Whether those words are a speaker, the article knows
//! ([`Known`]): "Cup final: Rovers hold on" has the same shape.

use rustc_hash::FxHashMap;

use super::LocalAttribution;
use super::link::LinkedBlock;
use crate::model::accept::{Run, Triple};
use crate::model::facts::{Facts, QuoteState, mark};
use crate::model::quotation::owns;
use crate::model::shrunk;
use crate::model::tagger::{group, group_of};
use crate::model::why::Decider;
use crate::segment::{Segments, Token};
use crate::speakers::names_person;

/// Scores before calibration: likely, once the article knows the source.
const SCORES: [f32; 4] = [1.5, 1.5, 2.0, 1.5];
/// Longest headline, in tokens.
const LONGEST: u32 = 40;
/// Longest source, in tokens: before a colon, and behind a dash.
const LONGEST_SOURCE: (u32, u32) = (5, 3);
/// Shortest content, in tokens.
const SHORTEST_CONTENT: u32 = 3;

/// The attribution that a headline of this shape is, if its source is a speaker. `found` are the
/// block's other attributions, in the order of their cues.
pub(super) fn read(
    text: &str,
    segments: &Segments,
    facts: &Facts,
    found: &[Triple],
) -> Option<Triple> {
    let count = facts.tokens.len() as u32;
    let is = |index: u32, wanted: u8| {
        let token = &facts.tokens[index as usize];
        token.mark == wanted && token.quote == QuoteState::Outside
    };
    let asks = |token: &Token| token.text(text).contains('?');
    if count > LONGEST || segments.sentences.len() != 1 || segments.tokens.last().is_some_and(asks)
    {
        return None;
    }
    // Markdown's marks
    let first = (0..count).find(|&index| !is(index, mark::SYMBOL))?;
    let colon =
        (first + 1..count.min(first + LONGEST_SOURCE.0 + 1)).find(|&index| is(index, mark::COLON));
    let (cue, source, content) = match colon {
        Some(colon) => (colon, (first, colon), (colon + 1, count)),
        None => {
            let dash = (first + 1..count).rfind(|&index| is(index, mark::DASH))?;
            (dash, shrunk(facts, (dash + 1, count))?, (first, dash))
        }
    };
    let words = (source.0..source.1).all(|index| is(index, mark::WORD));
    let short = colon.is_some() || source.1 - source.0 <= LONGEST_SOURCE.1;
    let content = shrunk(facts, content)?;
    let label = (source.0.min(cue), source.1.max(cue + 1));
    (words && short && claims(facts, content) && !owns(found, label)).then(|| Triple {
        cue: (cue, cue + 1),
        source: Some(source),
        content: vec![content],
        scores: SCORES,
        decider: Decider::Headline,
    })
}

/// Is a stretch a quotation or a clause, not a topic ("a life at sea") or the announcement of an
/// explanation ("how it happened")?
fn claims(facts: &Facts, content: Run) -> bool {
    let tokens = &facts.tokens[content.0 as usize..content.1 as usize];
    let quoted = tokens.iter().any(|token| token.quote == QuoteState::Opens);
    let telling = tokens
        .iter()
        .map(|token| group_of(token.tag))
        .find(|group| matches!(*group, group::FINITE | group::RELATIVE));
    content.1 - content.0 >= SHORTEST_CONTENT && (quoted || telling == Some(group::FINITE))
}

/// What an article's other sources are called, in lower case.
#[derive(Default)]
pub(super) struct Known(Option<FxHashMap<String, u32>>);

impl Known {
    /// True for a source that another source of the article ends in, or that ends in a noun for
    /// people. Reads the article's sources when first asked.
    pub(super) fn speaks(
        &mut self,
        blocks: &[LinkedBlock],
        text: &str,
        found: &LocalAttribution,
    ) -> bool {
        let source = found.source.first().map_or("", |span| span.slice(text));
        let word = source.rsplit(char::is_whitespace).next().unwrap_or("");
        let names = self.0.get_or_insert_with(|| names(blocks));
        names_person(word) || names.contains_key(&source.to_lowercase())
    }
}

/// The last words, up to three, of each part of a source before a preposition: of "Ana Ruiz, the
/// mayor of Tolsay" `ruiz`, `ana ruiz`, `mayor` and `the mayor`. What stands before a colon is no
/// proof: it may be a label.
fn names(blocks: &[LinkedBlock]) -> FxHashMap<String, u32> {
    let mut names = FxHashMap::default();
    for block in blocks {
        let reported = |found: &&LocalAttribution| {
            let cue = found.cue.first().map_or("", |cue| cue.slice(block.text));
            cue.contains(char::is_alphabetic)
        };
        for found in block.attributions.iter().filter(reported) {
            let source = found.source.first().copied().unwrap_or_default();
            for part in source.slice(block.text).split(',') {
                let words: Vec<&str> = part
                    .split_whitespace()
                    .take_while(|word| {
                        !matches!(*word, "of" | "for" | "from" | "at" | "in" | "who")
                    })
                    .collect();
                for first in words.len().saturating_sub(3)..words.len() {
                    names.insert(words[first..].join(" ").to_lowercase(), 0);
                }
            }
        }
    }
    names
}
