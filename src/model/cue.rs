//! Candidate cues: which words might attribute something.
//!
//! A chain labels each token as outside (0), the beginning of a cue (1) or its inside (2). A bias
//! on beginnings makes candidates plentiful; what stands is decided later, when source and
//! content are known.

use super::chain::{Chain, Lattice};
use super::facts::{Facts, Quotation, QuoteState, mark};
use super::hash::mix;
use super::tagger::{group, group_of};
use super::why::{Reason, Template};

/// What each template of [`CueFeatures::templates`] looks at, in the order in which they come.
pub const REASONS: [Template; 42] = [
    (1, Reason::Cue),
    (2, Reason::Cue),
    (4, Reason::Around),
    (5, Reason::Around),
    (6, Reason::Around),
    (7, Reason::Around),
    (8, Reason::Around),
    (10, Reason::Around),
    (11, Reason::Around),
    (12, Reason::Around),
    (13, Reason::Cue),
    (14, Reason::Quotation),
    (15, Reason::Quotation),
    (16, Reason::Behind),
    (17, Reason::Behind),
    (18, Reason::Behind),
    (19, Reason::Subject),
    (20, Reason::Subject),
    (21, Reason::Cue),
    (22, Reason::Around),
    (23, Reason::Behind),
    (24, Reason::Around),
    (25, Reason::Around),
    (26, Reason::Quotation),
    (27, Reason::Subject),
    (28, Reason::Around),
    (29, Reason::Around),
    (31, Reason::Around),
    (32, Reason::Place),
    (33, Reason::Place),
    (37, Reason::Around),
    (38, Reason::Behind),
    (39, Reason::Place),
    (40, Reason::Place),
    (41, Reason::Around),
    (42, Reason::Around),
    (43, Reason::Around),
    (44, Reason::Around),
    (48, Reason::Subject),
    (50, Reason::Behind),
    (51, Reason::Around),
    (45, Reason::Behind),
];

/// A run of tokens that may be a cue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// First token.
    pub first: u32,
    /// One past the last token.
    pub last: u32,
    /// Probability that a cue begins at its first token.
    pub probability: f32,
}

/// What the features of all tokens need to know of their sentence.
#[derive(Debug, Clone, Copy, Default)]
struct SentenceView {
    quoted: bool,
    all_quoted: bool,
}

/// Features and place of every token, in order: `token(index, place, hashes…)`.
pub struct CueFeatures<'a> {
    facts: &'a Facts,
    sentences: Vec<SentenceView>,
    /// For each token: where the next of [that, comma, quotation mark, colon] stands (0 to 3
    /// tokens on, 4 for further), packed.
    ahead: Vec<u32>,
    /// For each token: group and distance of the nearest noun or pronoun before it.
    subject: Vec<u32>,
    /// For each token: index of that noun or pronoun, or one beyond the end.
    subject_at: Vec<u32>,
}

/// The hash of a feature.
#[inline(always)]
pub(super) fn hash(template: u32, a: u32, b: u32) -> u32 {
    mix(mix(template + 100, a), b)
}

impl<'a> CueFeatures<'a> {
    /// Looks over a tagged block. Linear.
    pub fn new(facts: &'a Facts) -> CueFeatures<'a> {
        let count = facts.tokens.len();
        let mut sentences = vec![
            SentenceView {
                quoted: false,
                all_quoted: true
            };
            facts.sentences as usize
        ];
        for token in &facts.tokens {
            if let Some(view) = sentences.get_mut(token.sentence as usize) {
                view.quoted |= token.quote != QuoteState::Outside;
                view.all_quoted &= token.quote != QuoteState::Outside;
            }
        }
        let that = super::hash::word_hash("that").word;
        let mut ahead = vec![0; count];
        let (mut next_that, mut next_comma, mut next_quote, mut next_colon) =
            (count + 9, count + 9, count + 9, count + 9);
        for index in (0..count).rev() {
            let code = |next: usize| (next - index).min(5) as u32;
            ahead[index] = code(next_that)
                | code(next_comma) << 3
                | code(next_quote) << 6
                | code(next_colon) << 9;
            let token = &facts.tokens[index];
            if token.word == that {
                next_that = index;
            }
            match token.mark {
                mark::COMMA => next_comma = index,
                mark::COLON => next_colon = index,
                mark::QUOTE_OPENS | mark::QUOTE_CLOSES => next_quote = index,
                _ => {}
            }
        }
        let mut subject = vec![0; count];
        let mut subject_at = vec![u32::MAX; count];
        let mut last = (usize::MAX, 0);
        for (index, token) in facts.tokens.iter().enumerate() {
            if last.0 != usize::MAX {
                let distance = (index - last.0).min(6) as u32;
                subject[index] = distance * 64 + last.1 + 1;
                subject_at[index] = last.0 as u32;
            }
            if matches!(group_of(token.tag), group::NOUN | group::PRONOUN)
                || matches!(token.mark, mark::TERMINATOR)
            {
                last = (index, u32::from(token.tag));
            }
        }
        CueFeatures {
            facts,
            sentences,
            ahead,
            subject,
            subject_at,
        }
    }

    /// The place of the step into the token.
    pub fn place(&self, index: usize) -> u8 {
        let here = self.facts.at(index as isize);
        let left = self.facts.at(index as isize - 1);
        group_of(here.tag) * 4
            + match (here.mark, left.mark) {
                (mark::WORD, mark::WORD) => 0,
                (mark::WORD, mark::COMMA | mark::QUOTE_CLOSES) => 1,
                (mark::WORD, _) => 2,
                _ => 3,
            }
    }

    /// The features of one token.
    #[inline]
    pub fn token(&self, index: usize, mut add: impl FnMut(u32)) {
        self.templates(index, |template, a, b| add(hash(template, a, b)));
    }

    /// The features of one token before they are hashed: a template and what fills it.
    #[inline]
    pub fn templates(&self, index: usize, mut feature: impl FnMut(u32, u32, u32)) {
        let at = |offset: isize| self.facts.at(index as isize + offset);
        let (l3, l2, l1, here, r1, r2, r3) = (at(-3), at(-2), at(-1), at(0), at(1), at(2), at(3));
        let tag = u32::from(here.tag);
        let (tl1, tl2, tr1, tr2) = (
            u32::from(l1.tag),
            u32::from(l2.tag),
            u32::from(r1.tag),
            u32::from(r2.tag),
        );
        let sentence = self
            .sentences
            .get(here.sentence as usize)
            .copied()
            .unwrap_or_default();
        let quote = here.quote as u32
            | (l1.quote as u32) << 2
            | (r1.quote as u32) << 4
            | u32::from(sentence.quoted) << 6
            | u32::from(sentence.all_quoted) << 7;
        let ahead = self.ahead[index];
        let subject = self.subject[index];
        let class = u32::from(here.class);
        let noun = self.facts.at(self.subject_at[index] as isize);
        let noun_class = u32::from(noun.class) << 6 | u32::from(noun.tag);
        feature(1, here.word, 0);
        feature(2, here.stem, 0);
        feature(4, here.word, r1.word);
        feature(5, l1.word, 0);
        feature(6, r1.word, 0);
        feature(7, l2.word, 0);
        feature(8, r2.word, 0);
        feature(10, tag, tl1 << 6 | tr1);
        feature(11, tag, tl1 << 6 | tl2);
        feature(12, tag, tr1 << 6 | tr2);
        feature(13, here.ending, tag);
        feature(14, here.stem, quote);
        feature(15, tag, quote);
        feature(16, here.word, ahead & 0o77);
        feature(17, tag, ahead);
        feature(18, here.stem, ahead >> 3);
        feature(19, here.stem, subject);
        feature(20, tag, subject << 8 | tr1);
        feature(21, class, tag);
        feature(22, class, tl1 << 6 | tr1);
        feature(23, class, ahead & 0o777);
        feature(24, class << 8 | u32::from(l1.class), tag);
        feature(25, class << 8 | u32::from(r1.class), tag);
        feature(26, class, quote);
        feature(27, class, subject);
        feature(28, l1.stem, tag);
        feature(29, r1.stem, tag);
        feature(
            31,
            u32::from(here.shape) << 4 | u32::from(r1.shape),
            u32::from(l1.shape),
        );
        feature(
            32,
            tag,
            u32::from(here.from_start.min(5)) << 4 | u32::from(here.to_end.min(5)),
        );
        feature(
            33,
            here.stem,
            u32::from(here.from_start.min(3)) << 4 | u32::from(here.to_end.min(3)),
        );
        feature(37, l1.word, l2.word);
        feature(
            38,
            tag << 6 | tl1,
            u32::from(r1.mark) << 8 | u32::from(r2.mark) << 4 | u32::from(r3.mark),
        );
        feature(39, here.word, u32::from(self.facts.kind) + 1);
        feature(40, tag << 6 | tr1, u32::from(self.facts.kind) + 1);
        feature(41, class, u32::from(r1.class) << 8 | u32::from(r2.class));
        feature(
            42,
            u32::from(l2.tag) << 12 | u32::from(l3.tag) << 6 | tl1,
            tag,
        );
        feature(43, tr2 << 12 | u32::from(r3.tag) << 6 | tr1, tag);
        feature(44, here.word, u32::from(l1.mark) << 4 | u32::from(l2.mark));
        feature(48, class << 8 | tag, noun_class);
        feature(
            50,
            mix(class, ahead & 0o777),
            subject >> 6 << 8 | u32::from(noun.shape),
        );
        feature(
            51,
            class << 8 | tag,
            mix(
                u32::from(r1.class) << 6 | tr1,
                u32::from(r2.class) << 6 | tr2,
            ),
        );
        feature(45, here.word, u32::from(r1.mark) << 4 | u32::from(r2.mark));
    }
}

/// A block has at most one candidate for so many tokens, and a few more.
const TOKENS_A_CANDIDATE: usize = 5;

/// Finds candidate cues in a tagged block, in order. Linear, but for a sort of the candidates
/// where there are too many.
///
/// `bias` is added to the score of beginnings. `lattice.begins` is left with the probability that
/// a cue begins at each token.
pub fn candidates(
    chain: &Chain,
    facts: &Facts,
    bias: f32,
    lattice: &mut Lattice,
) -> Vec<Candidate> {
    let features = CueFeatures::new(facts);
    lattice.clear();
    for index in 0..facts.tokens.len() {
        let mut sums = [0; 2];
        features.token(index, |hash| chain.table.add(hash, &mut sums));
        lattice.push(
            sums.map(|sum| sum as f32 * chain.table.scale),
            features.place(index),
        );
    }
    lattice.best_path(&chain.transitions, bias);
    lattice.marginals(&chain.transitions);
    let mut found: Vec<Candidate> = Vec::new();
    lattice.begins.clear();
    lattice
        .begins
        .extend(lattice.marginals.iter().map(|m| m[1]));
    for (index, &label) in lattice.labels.iter().enumerate() {
        let continues = label == 2 && found.last().is_some_and(|c| c.last as usize == index);
        match (label, found.last_mut()) {
            (2, Some(candidate)) if continues => candidate.last += 1,
            (0, _) => {}
            _ => found.push(Candidate {
                first: index as u32,
                last: index as u32 + 1,
                probability: lattice.marginals[index][1],
            }),
        }
    }
    // text without end made of cues alone must not take for ever
    let most = facts.tokens.len() / TOKENS_A_CANDIDATE + 4;
    if found.len() > most {
        let mut probabilities: Vec<f32> = found.iter().map(|c| c.probability).collect();
        crate::order::sort_by(&mut probabilities, |a, b| b.total_cmp(a));
        let least = probabilities[most];
        found.retain(|candidate| candidate.probability > least);
    }
    found
}

/// Tokens looked at on either side of a quotation for a cue that was no candidate.
const NEAR: u32 = 30;
/// Least probability of such a cue.
const NEAR_PROBABILITY: f32 = 0.01;

/// The likeliest cue near a quotation, outside quotation marks and `owned` by nobody.
pub fn near(
    facts: &Facts,
    begins: &[f32],
    quotation: Quotation,
    owned: &dyn Fn(u32) -> bool,
) -> Option<Candidate> {
    let count = facts.tokens.len() as u32;
    let before = quotation.first.saturating_sub(NEAR)..quotation.first;
    let after = quotation.last..quotation.last.saturating_add(NEAR).min(count);
    let (first, probability) = before
        .chain(after)
        .map(|index| (index, begins.get(index as usize).copied().unwrap_or(0.0)))
        .filter(|&(index, probability)| {
            probability >= NEAR_PROBABILITY
                && facts.tokens[index as usize].quote == QuoteState::Outside
                && !owned(index)
        })
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    Some(Candidate {
        first,
        last: first + 1,
        probability,
    })
}
