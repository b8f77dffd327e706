//! What the argument features know of a cue: its words in short, what stands beside it, and
//! the window of tokens that may be its arguments.

use super::cue::Candidate;
use super::facts::{Fact, Facts, mark};
use super::hash::mix;
use super::tagger::{group, group_of};

/// Tokens looked at on either side of a cue.
const WINDOW: u32 = 60;
/// Tokens more where a quotation runs over the window's end.
const QUOTATION_WINDOW: u32 = 200;

/// What the features know of the cue.
#[derive(Debug, Clone, Copy)]
pub struct CueView {
    /// The candidate.
    pub candidate: Candidate,
    /// First token of its window.
    pub start: u32,
    /// One past the window's last token.
    pub end: u32,
    /// Hash of the word that carries the meaning: its first verb, else its first word.
    pub head: u32,
    /// Stem of that word.
    pub stem: u32,
    /// Tag of that word.
    pub tag: u32,
    /// Lexical class of that word.
    pub class: u32,
    /// What follows: a mark's kind, a function word or a group of tags.
    pub next: u32,
    /// What stands before, in the same terms.
    pub previous: u32,
    /// Hash of the cue's last word.
    pub last_word: u32,
    /// Quotation state at the cue and around it.
    pub quote: u32,
    /// True if a "be" stands before a participle.
    pub passive: bool,
}

/// What a token is to its neighbours, in few values: a mark, a function word or a tag's group.
pub fn kind_of(token: &Fact) -> u32 {
    if token.mark != mark::WORD {
        return 64 + u32::from(token.mark);
    }
    match group_of(token.tag) {
        group::PREPOSITION | group::TO | group::RELATIVE | group::COORDINATOR => {
            (token.word & 0xffff) + 1000
        }
        _ => u32::from(token.tag),
    }
}

/// The tokens that may be arguments of a candidate: a fixed number on either side, more where a
/// quotation runs on.
pub fn window(facts: &Facts, candidate: Candidate) -> (u32, u32) {
    let count = facts.tokens.len() as u32;
    let start = candidate.first.saturating_sub(WINDOW);
    let end = candidate.last.saturating_add(WINDOW).min(count);
    let start = facts.quotation_of(start).map_or(start, |q| {
        q.first.max(start.saturating_sub(QUOTATION_WINDOW))
    });
    let end = facts
        .quotation_of(end)
        .map_or(end, |q| q.last.min(end + QUOTATION_WINDOW));
    (start, end)
}

/// Looks at a candidate, whose window is `start..end`.
pub fn cue_view(facts: &Facts, candidate: Candidate, start: u32, end: u32) -> CueView {
    let (first, last) = (candidate.first as usize, candidate.last as usize);
    let words = &facts.tokens[first..last];
    let is_verb = |token: &&Fact| {
        matches!(group_of(token.tag), group::FINITE | group::NONFINITE) && !is_auxiliary(token.word)
    };
    let head = words.iter().find(is_verb).unwrap_or(&words[0]);
    let before = facts.at(first as isize - 1);
    let after = facts.at(last as isize);
    let passive = head.tag == 8
        && (first.saturating_sub(3)..last).any(|index| is_be(facts.tokens[index].word));
    CueView {
        candidate,
        start,
        end,
        head: head.word,
        stem: head.stem,
        tag: u32::from(head.tag),
        class: u32::from(head.class),
        next: kind_of(after),
        previous: kind_of(before),
        last_word: words[words.len() - 1].word,
        quote: words[0].quote as u32 | (before.quote as u32) << 2 | (after.quote as u32) << 4,
        passive,
    }
}

const fn hash_of(word: &[u8]) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    let mut index = 0;
    while index < word.len() {
        hash = (hash ^ word[index] as u32).wrapping_mul(0x0100_0193);
        index += 1;
    }
    mix(hash, 0)
}

const BE: [u32; 9] = [
    hash_of(b"be"),
    hash_of(b"is"),
    hash_of(b"are"),
    hash_of(b"was"),
    hash_of(b"were"),
    hash_of(b"been"),
    hash_of(b"being"),
    hash_of(b"'s"),
    hash_of(b"'re"),
];

const AUXILIARIES: [u32; 7] = [
    hash_of(b"have"),
    hash_of(b"has"),
    hash_of(b"had"),
    hash_of(b"do"),
    hash_of(b"does"),
    hash_of(b"did"),
    hash_of(b"'ve"),
];

fn is_be(word: u32) -> bool {
    BE.contains(&word)
}

/// True for forms of "be", "have" and "do".
fn is_auxiliary(word: u32) -> bool {
    is_be(word) || AUXILIARIES.contains(&word)
}
