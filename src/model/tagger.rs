//! Parts of speech: a greedy tagger that walks a block from left to right.
//!
//! Tags are those of the Penn Treebank; marks get theirs from their kind, without the model.

use super::facts::{Facts, mark};
use super::hash::mix;
use super::table::Table;

/// The tags, by number. Marks are 0.
pub const TAGS: [&str; 36] = [
    "PUNCT", "NN", "NNS", "NNP", "NNPS", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD", "IN", "TO",
    "DT", "PDT", "PRP", "PRP$", "WP", "WP$", "WDT", "WRB", "RB", "RBR", "RBS", "JJ", "JJR", "JJS",
    "CD", "CC", "EX", "RP", "POS", "UH", "FW", "SYM",
];

/// Coarse groups of tags.
pub mod group {
    /// Marks and what stands beyond the block.
    pub const NONE: u8 = 0;
    /// Common and proper nouns.
    pub const NOUN: u8 = 1;
    /// Finite verbs and modals.
    pub const FINITE: u8 = 2;
    /// Infinitives and participles.
    pub const NONFINITE: u8 = 3;
    /// Pronouns.
    pub const PRONOUN: u8 = 4;
    /// Determiners, adjectives, numbers, possessives: what stands inside a noun phrase.
    pub const MODIFIER: u8 = 5;
    /// Prepositions and subordinators.
    pub const PREPOSITION: u8 = 6;
    /// Relative and question words.
    pub const RELATIVE: u8 = 7;
    /// Adverbs and particles.
    pub const ADVERB: u8 = 8;
    /// Coordinators.
    pub const COORDINATOR: u8 = 9;
    /// "to"
    pub const TO: u8 = 10;
}

/// The group of each tag.
pub const GROUPS: [u8; 36] = [
    0, 1, 1, 1, 1, 3, 2, 3, 3, 2, 2, 2, 6, 10, 5, 5, 4, 5, 7, 7, 7, 7, 8, 8, 8, 5, 5, 5, 5, 9, 4,
    8, 5, 8, 1, 0,
];

/// The group of a tag; unknown tags have none.
#[inline]
pub fn group_of(tag: u8) -> u8 {
    GROUPS.get(tag as usize).copied().unwrap_or(group::NONE)
}

/// Weights in a row of the tagger's table.
pub const COLUMNS: usize = 36;

/// Features of the token at `index`, whose neighbours to the left are tagged.
#[inline]
pub fn features(facts: &Facts, index: usize, mut add: impl FnMut(u32)) {
    let at = |offset: isize| facts.at(index as isize + offset);
    let (here, left, right) = (at(0), at(-1), at(1));
    let previous = u32::from(left.tag) + 1;
    let before = u32::from(at(-2).tag) + 1;
    let opens = u32::from(here.from_start == 0);
    let shape = u32::from(here.shape) * 2 + opens;
    let mut feature = |template: u32, a: u32, b: u32| add(mix(mix(template, a), b));
    feature(1, here.word, 0);
    feature(2, here.ending, shape);
    feature(3, here.beginning, here.ending);
    feature(4, previous, before);
    feature(5, previous, here.word);
    feature(6, left.word, 0);
    feature(7, right.word, 0);
    feature(8, right.ending, previous);
    feature(9, shape, u32::from(right.shape) * 64 + previous);
    feature(10, u32::from(here.class), previous);
    feature(11, at(-2).word, 1);
    feature(12, at(2).word, 1);
    feature(13, right.word, here.ending);
    feature(14, here.stem, u32::from(right.shape));
}

/// Tags all tokens of a block. Linear.
pub fn tag(table: &Table, facts: &mut Facts) {
    if table.columns != COLUMNS {
        return;
    }
    for index in 0..facts.tokens.len() {
        if facts.tokens[index].mark != mark::WORD {
            continue;
        }
        let mut sums = [0; COLUMNS];
        features(facts, index, |hash| table.add(hash, &mut sums));
        facts.tokens[index].tag = best(&sums);
    }
}

/// The best tag but that of marks; the first of equals.
pub fn best(sums: &[i32; COLUMNS]) -> u8 {
    let mut best = 1;
    for tag in 2..COLUMNS {
        if sums[tag] > sums[best] {
            best = tag;
        }
    }
    best as u8
}
