//! Source and content of one candidate cue.
//!
//! For each candidate a chain labels the tokens around it as outside (0), source (1) or content
//! (2) *of that cue*: what it finds belongs to its cue by construction. Most features join a
//! token with its relation to the cue; those that do not are scored once for the block.

use super::chain::{Chain, Lattice};
use super::cue::Candidate;
use super::cue_view::{CueView, cue_view, kind_of, window};
use super::facts::{Facts, mark};
use super::hash::mix;
use super::tagger::{group, group_of};

/// Run of tokens between marks, which the features see as a unit.
#[derive(Debug, Clone, Copy, Default)]
struct Stretch {
    index: u32,
    before: u8,
    after: u8,
    first_word: u32,
    first_tag: u8,
    verbs: u8,
}

/// A token's relation to the cue.
#[derive(Debug, Clone, Copy, Default)]
struct Relation {
    side: u32,
    distance: u32,
    sentence: u32,
    commas: u32,
    marks: u32,
    verbs: u32,
    nouns: u32,
    others: u32,
    breaks: u32,
}

/// Looks at the arguments of the candidates of one block.
pub struct ArgumentFeatures<'a> {
    facts: &'a Facts,
    stretches: Vec<Stretch>,
    in_candidate: Vec<bool>,
    relations: Vec<Relation>,
}

fn distance_code(distance: u32) -> u32 {
    match distance {
        0..=4 => distance,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        25..=39 => 9,
        _ => 10,
    }
}

impl<'a> ArgumentFeatures<'a> {
    /// Looks over a tagged block with its candidates. Linear.
    pub fn new(facts: &'a Facts, candidates: &[Candidate]) -> ArgumentFeatures<'a> {
        let count = facts.tokens.len();
        let mut in_candidate = vec![false; count];
        for candidate in candidates {
            in_candidate[candidate.first as usize..candidate.last as usize].fill(true);
        }
        ArgumentFeatures {
            facts,
            stretches: stretches(facts),
            in_candidate,
            relations: Vec::new(),
        }
    }

    /// Features that do not depend on the cue.
    #[inline]
    pub fn base(&self, index: usize, mut add: impl FnMut(u32)) {
        let at = |offset: isize| self.facts.at(index as isize + offset);
        let (l2, l1, here, r1, r2) = (at(-2), at(-1), at(0), at(1), at(2));
        let stretch = &self.stretches[index];
        let tag = u32::from(here.tag);
        let (tl1, tl2, tr1, tr2) = (
            u32::from(l1.tag),
            u32::from(l2.tag),
            u32::from(r1.tag),
            u32::from(r2.tag),
        );
        let quote = here.quote as u32 | (l1.quote as u32) << 2 | (r1.quote as u32) << 4;
        let mut feature = |template: u32, a: u32, b: u32| add(mix(mix(template + 200, a), b));
        feature(1, here.word, 0);
        feature(3, here.word, r1.word);
        feature(4, l1.word, 0);
        feature(5, r1.word, 0);
        feature(6, l2.word, 0);
        feature(7, r2.word, 0);
        feature(8, tag, tl1 << 6 | tl2);
        feature(9, tag, tl1 << 6 | tr1);
        feature(10, tag, tr1 << 6 | tr2);
        feature(11, quote, u32::from(self.facts.kind));
        feature(12, u32::from(here.class), tag);
        feature(
            13,
            u32::from(here.shape),
            u32::from(l1.shape) << 8 | u32::from(r1.shape),
        );
        feature(
            14,
            stretch.first_word,
            u32::from(stretch.before) << 4 | u32::from(stretch.after),
        );
        feature(
            15,
            u32::from(stretch.first_tag) << 4 | u32::from(stretch.verbs),
            u32::from(stretch.before) << 4 | u32::from(stretch.after),
        );
        feature(
            16,
            u32::from(here.from_start.min(6)) << 4 | u32::from(here.to_end.min(4)),
            quote,
        );
        feature(
            17,
            u32::from(here.class) << 8 | u32::from(l1.class),
            u32::from(r1.class),
        );
    }

    /// Gets ready for one cue: its window and each token's relation to it.
    pub fn aim(&mut self, candidate: Candidate) -> CueView {
        let facts = self.facts;
        let count = facts.tokens.len() as u32;
        let (start, end) = window(facts, candidate);
        let view = cue_view(facts, candidate, start, end);
        let cue_sentence = facts.tokens[candidate.first as usize].sentence;
        let same = Relation {
            side: 1,
            ..Relation::default()
        };
        self.relations.clear();
        self.relations.resize((end - start) as usize, same);
        let mut walk = |range: &mut dyn Iterator<Item = u32>, side: u32| {
            let mut relation = Relation {
                side,
                ..Relation::default()
            };
            let mut other_open = false;
            let mut noun_open = false;
            for index in range {
                debug_assert!(index < count);
                let token = &facts.tokens[index as usize];
                relation.distance += 1;
                relation.sentence = token.sentence.abs_diff(cue_sentence).min(2);
                self.relations[(index - start) as usize] = relation;
                match token.mark {
                    mark::COMMA => relation.commas = (relation.commas + 1).min(3),
                    mark::QUOTE_OPENS | mark::QUOTE_CLOSES => {
                        relation.marks = (relation.marks + 1).min(3);
                    }
                    mark::COLON | mark::DASH | mark::SEMICOLON | mark::OPEN | mark::CLOSE => {
                        relation.breaks = (relation.breaks + 1).min(2);
                    }
                    _ => {}
                }
                let token_group = group_of(token.tag);
                if token_group == group::FINITE {
                    relation.verbs = (relation.verbs + 1).min(3);
                }
                let noun = matches!(token_group, group::NOUN | group::PRONOUN);
                if noun && !noun_open {
                    relation.nouns = (relation.nouns + 1).min(3);
                }
                noun_open = noun;
                let other = self.in_candidate[index as usize];
                if other && !other_open {
                    relation.others = (relation.others + 1).min(2);
                }
                other_open = other;
            }
        };
        walk(&mut (start..candidate.first).rev(), 0);
        walk(&mut (candidate.last..end), 2);
        view
    }

    /// The place of the step into the token.
    pub fn place(&self, view: &CueView, index: usize) -> u8 {
        let here = self.facts.at(index as isize);
        let left = self.facts.at(index as isize - 1);
        let kind = match (left.mark, here.mark) {
            (_, mark::COMMA) => 11,
            (_, mark::QUOTE_OPENS) => 12,
            (_, mark::QUOTE_CLOSES) => 13,
            (_, mark::TERMINATOR) => 14,
            (mark::COMMA, _) => 6,
            (mark::QUOTE_OPENS, _) => 7,
            (mark::QUOTE_CLOSES, _) => 8,
            (mark::TERMINATOR | mark::EDGE, _) => 9,
            (mark::COLON | mark::DASH | mark::SEMICOLON, _) => 10,
            (mark::WORD, mark::WORD) => match group_of(here.tag) {
                group::PREPOSITION | group::TO => 1,
                group::COORDINATOR => 2,
                group::RELATIVE => 3,
                group::NOUN | group::PRONOUN | group::MODIFIER => 4,
                group::FINITE => 5,
                _ => 0,
            },
            _ => 15,
        };
        let side = if (index as u32) < view.candidate.first {
            0
        } else if (index as u32) < view.candidate.last {
            16
        } else {
            32
        };
        side + kind
    }

    /// Features of a token of the window towards the cue; none inside the cue.
    #[inline]
    pub fn token(&self, view: &CueView, index: usize, mut add: impl FnMut(u32)) {
        let relation = self.relations[index - view.start as usize];
        let at = |offset: isize| self.facts.at(index as isize + offset);
        let (l1, here, r1) = (at(-1), at(0), at(1));
        let stretch = &self.stretches[index];
        let cue_stretch = self.stretches[view.candidate.first as usize].index;
        let side = relation.side;
        let tag = u32::from(here.tag);
        let (tl1, tr1) = (u32::from(l1.tag), u32::from(r1.tag));
        let quote = here.quote as u32 | (l1.quote as u32) << 2 | (r1.quote as u32) << 4;
        let distance = distance_code(relation.distance);
        let near = distance.min(4);
        let stretch_distance = stretch.index.abs_diff(cue_stretch).min(4);
        let commas = side | relation.sentence << 2 | relation.commas << 4 | relation.breaks << 6;
        let marks = side | relation.marks << 2 | relation.sentence << 4;
        let verbs = side | relation.verbs << 2 | relation.nouns << 4 | relation.sentence << 6;
        let all = commas | relation.marks << 8 | relation.verbs << 10;
        let others = side
            | relation.others << 2
            | u32::from(self.in_candidate[index]) << 4
            | relation.sentence << 5;
        let around = u32::from(stretch.before) << 4 | u32::from(stretch.after);
        let by_cue = side << 3 | stretch_distance;
        let mut feature = |template: u32, a: u32, b: u32| add(mix(mix(template + 300, a), b));
        feature(1, side, distance);
        feature(2, here.word, side << 4 | near);
        feature(3, tag << 2 | side, distance);
        feature(4, tag << 2 | side, tl1 << 6 | tr1);
        feature(5, commas, tag);
        feature(6, marks, quote);
        feature(7, verbs, tag);
        feature(8, all, quote);
        feature(9, view.head, side);
        feature(10, view.head, side << 4 | distance);
        feature(11, view.head, commas | 1 << 12);
        feature(12, view.head ^ view.next, side | 1 << 13);
        feature(13, view.stem, side << 6 | quote);
        feature(15, view.next, commas);
        feature(17, view.previous, commas);
        feature(
            18,
            mix(view.previous, view.next),
            side << 2 | relation.sentence,
        );
        feature(19, view.next, side << 4 | distance);
        feature(20, view.previous, side << 4 | distance);
        feature(21, view.class, commas);
        feature(22, mix(view.class, view.next), side);
        feature(23, view.class << 6 | tag, side << 3 | near);
        feature(24, view.tag << 16 | view.next, commas);
        feature(25, others, near);
        feature(26, others, view.next);
        feature(27, l1.word, side << 6 | tag);
        feature(28, r1.word, side << 6 | tag);
        feature(29, mix(quote, view.quote), marks);
        feature(30, by_cue, around << 8 | marks);
        feature(31, mix(stretch.first_word, around), by_cue);
        feature(
            32,
            mix(
                u32::from(stretch.first_tag) << 8 | around,
                u32::from(stretch.verbs),
            ),
            by_cue,
        );
        feature(33, mix(view.next, around), by_cue);
        feature(34, mix(view.stem, around), by_cue);
        feature(
            35,
            by_cue << 2 | relation.sentence,
            u32::from(here.from_start.min(4)) << 4 | u32::from(here.to_end.min(4)),
        );
        feature(36, view.last_word, side << 4 | near);
        feature(37, view.last_word, commas);
        feature(
            38,
            verbs << 2 | u32::from(view.passive) << 1,
            tag << 6 | tl1,
        );
        feature(39, mix(view.previous, verbs), tag);
        feature(
            43,
            u32::from(here.class) << 8 | view.class,
            side << 3 | near,
        );
        feature(44, mix(kind_of(l1), kind_of(here)), commas);
        feature(45, mix(kind_of(here), kind_of(r1)), commas);
        feature(47, mix(view.class, all), quote);
        feature(48, mix(view.tag, all), tag);
    }

    /// Finds the arguments of a candidate. `base` holds the scores of the features that do not
    /// depend on the cue. Fills `lattice`, whose first token is the window's.
    pub fn solve(
        &mut self,
        chain: &Chain,
        base: &[[i32; 2]],
        candidate: Candidate,
        lattice: &mut Lattice,
    ) -> CueView {
        let view = self.aim(candidate);
        lattice.clear();
        let window = base
            .iter()
            .enumerate()
            .take(view.end as usize)
            .skip(view.start as usize);
        for (index, &shared) in window {
            let place = self.place(&view, index);
            let inside = (candidate.first..candidate.last).contains(&(index as u32));
            if inside {
                lattice.push(INSIDE_CUE, place);
                continue;
            }
            let mut sums = shared;
            self.token(&view, index, |hash| chain.table.add(hash, &mut sums));
            lattice.push(sums.map(|sum| sum as f32 * chain.table.scale), place);
        }
        lattice.best_path(&chain.transitions, 0.0);
        lattice.marginals(&chain.transitions);
        view
    }
}

/// Scores of the cue's own tokens: they are neither source nor content.
pub const INSIDE_CUE: [f32; 2] = [-30.0, -30.0];

fn stretches(facts: &Facts) -> Vec<Stretch> {
    let count = facts.tokens.len();
    let mut found: Vec<Stretch> = vec![Stretch::default(); count];
    let breaks = |index: usize| facts.tokens[index].mark != mark::WORD;
    let (mut first, mut index) = (0, 0);
    while first < count {
        let mut last = first;
        let mut verbs = 0;
        while last < count && !breaks(last) {
            verbs += u8::from(group_of(facts.tokens[last].tag) == group::FINITE);
            verbs = verbs.min(3);
            last += 1;
        }
        let stretch = Stretch {
            index,
            before: facts.at(first as isize - 1).mark,
            after: facts.at(last as isize).mark,
            first_word: facts.at(first as isize).word,
            first_tag: facts.at(first as isize).tag,
            verbs,
        };
        // the mark that ends a stretch is seen as part of it
        let end = (last + 1).min(count);
        found[first..end].fill(stretch);
        index += 1;
        first = end;
    }
    found
}
