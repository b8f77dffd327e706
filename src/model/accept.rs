//! Which candidates stand: a logistic model over a cue with its arguments.
//!
//! Four questions are asked of the same features, a column each: is there an attribution with
//! this cue and these arguments, by and large; is there one with this cue at all; is its source
//! right, and is its content?

use super::chain::Lattice;
use super::cue_view::{CueView, kind_of};
use super::facts::{Facts, QuoteState, mark};
use super::hash::mix;
use super::table::Table;
use super::tagger::{group, group_of};
use super::why::{Decider, Reason, Template};

/// Questions asked of a candidate.
pub const COLUMNS: usize = 4;
/// Column: are cue, source and content right together?
pub const TRIPLE: usize = 0;
/// Column: is there an attribution with this cue?
pub const CUE: usize = 1;
/// Column: is the source right, given the attribution?
pub const SOURCE: usize = 2;
/// Column: is the content right, given the attribution?
pub const CONTENT: usize = 3;

/// A run of tokens.
pub type Run = (u32, u32);

/// A candidate cue with the arguments found for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Triple {
    /// The cue's tokens.
    pub cue: Run,
    /// The source's tokens; empty where there is none.
    pub source: Option<Run>,
    /// The content's tokens, in order; never empty.
    pub content: Vec<Run>,
    /// Answers to the questions, before calibration.
    pub scores: [f32; COLUMNS],
    /// What made it stand.
    pub decider: Decider,
}

/// What is read off a solved chain.
#[derive(Debug, Clone, Copy)]
pub struct Certainty {
    /// Mean probability of the source's tokens.
    pub source: f32,
    /// Smallest probability among them.
    pub source_least: f32,
    /// Mean probability of the content's tokens.
    pub content: f32,
    /// Smallest probability among them.
    pub content_least: f32,
    /// Source probability that the best path left outside.
    pub source_missed: f32,
    /// Content probability that the best path left outside.
    pub content_missed: f32,
}

/// Reads source and content off a solved chain; `None` if there is no content.
pub fn read(facts: &Facts, view: &CueView, lattice: &Lattice) -> Option<(Triple, Certainty)> {
    let mut source: Option<(Run, f32)> = None;
    let mut content: Vec<Run> = Vec::new();
    let mut content_sum = (0.0, 0.0, 1.0_f32);
    let (mut source_missed, mut content_missed) = (0.0, 0.0);
    let mut at = 0;
    let labels = &lattice.labels;
    while at < labels.len() {
        let label = labels[at];
        let first = at;
        while at < labels.len() && labels[at] == label {
            at += 1;
        }
        let marginals = &lattice.marginals[first..at];
        let run = (view.start + first as u32, view.start + at as u32);
        match label {
            1 => {
                let weight: f32 = marginals.iter().map(|m| m[1]).sum();
                if source.is_none_or(|(_, best)| weight > best) {
                    source = Some((run, weight));
                }
            }
            2 => {
                let has_word = facts.tokens[run.0 as usize..run.1 as usize]
                    .iter()
                    .any(|token| token.mark == mark::WORD || token.mark == mark::SYMBOL);
                if !has_word {
                    continue;
                }
                content.push(run);
                for marginal in marginals {
                    content_sum.0 += marginal[2];
                    content_sum.1 += 1.0;
                    content_sum.2 = content_sum.2.min(marginal[2]);
                }
            }
            _ => {
                source_missed += marginals.iter().map(|m| m[1]).sum::<f32>();
                content_missed += marginals.iter().map(|m| m[2]).sum::<f32>();
            }
        }
    }
    if content.is_empty() {
        return None;
    }
    let source_run = source.map(|(run, _)| run);
    let (mut source_mean, mut source_least) = (0.0, 1.0_f32);
    if let Some(run) = source_run {
        let range = (run.0 - view.start) as usize..(run.1 - view.start) as usize;
        let length = range.len() as f32;
        for marginal in &lattice.marginals[range] {
            source_mean += marginal[1] / length;
            source_least = source_least.min(marginal[1]);
        }
    }
    Some((
        Triple {
            cue: (view.candidate.first, view.candidate.last),
            source: source_run,
            content,
            scores: [0.0; COLUMNS],
            decider: Decider::Weights,
        },
        Certainty {
            source: source_mean,
            source_least,
            content: content_sum.0 / content_sum.1,
            content_least: content_sum.2,
            source_missed,
            content_missed,
        },
    ))
}

/// A probability in twelve steps, finer near both ends.
pub(super) fn step(probability: f32) -> u32 {
    const EDGES: [f32; 11] = [
        0.03, 0.1, 0.2, 0.35, 0.5, 0.65, 0.75, 0.85, 0.92, 0.97, 0.99,
    ];
    EDGES.iter().filter(|&&edge| probability >= edge).count() as u32
}

fn length_step(length: u32) -> u32 {
    match length {
        0..=4 => length,
        5..=7 => 5,
        8..=12 => 6,
        13..=20 => 7,
        21..=35 => 8,
        36..=60 => 9,
        _ => 10,
    }
}

/// What each template of [`features`] looks at, in the order in which they are added; the last
/// five are there only with a source.
pub const REASONS: [Template; 60] = [
    (0, Reason::Usual),
    (1, Reason::CueFound),
    (2, Reason::Boundaries),
    (3, Reason::Boundaries),
    (4, Reason::CueFound),
    (5, Reason::Boundaries),
    (6, Reason::Cue),
    (7, Reason::Cue),
    (8, Reason::Order),
    (9, Reason::Around),
    (10, Reason::Order),
    (11, Reason::Order),
    (12, Reason::Around),
    (13, Reason::Order),
    (14, Reason::Source),
    (15, Reason::Source),
    (16, Reason::Source),
    (17, Reason::Source),
    (18, Reason::Source),
    (19, Reason::Source),
    (20, Reason::Content),
    (21, Reason::Content),
    (22, Reason::Content),
    (23, Reason::Edges),
    (24, Reason::Edges),
    (25, Reason::Quotation),
    (26, Reason::Quotation),
    (27, Reason::Quotation),
    (28, Reason::Place),
    (29, Reason::Quotation),
    (30, Reason::Boundaries),
    (31, Reason::Boundaries),
    (32, Reason::Cue),
    (33, Reason::Cue),
    (34, Reason::Cue),
    (35, Reason::Around),
    (36, Reason::Around),
    (37, Reason::Around),
    (38, Reason::Content),
    (39, Reason::Content),
    (40, Reason::Boundaries),
    (41, Reason::Boundaries),
    (42, Reason::Place),
    (43, Reason::Order),
    (44, Reason::Source),
    (45, Reason::Source),
    (46, Reason::Edges),
    (47, Reason::Edges),
    (48, Reason::Edges),
    (49, Reason::Edges),
    (50, Reason::Edges),
    (51, Reason::Content),
    (52, Reason::Content),
    (53, Reason::Place),
    (54, Reason::Place),
    (55, Reason::Source),
    (56, Reason::Edges),
    (57, Reason::Edges),
    (58, Reason::Source),
    (59, Reason::Edges),
];

/// Features of a triple.
pub fn features(
    facts: &Facts,
    view: &CueView,
    triple: &Triple,
    certainty: &Certainty,
    mut add: impl FnMut(u32),
) {
    let mut feature = |template: u32, a: u32, b: u32| add(mix(mix(template + 500, a), b));
    let token = |index: u32| facts.at(index as isize);
    let before = |index: u32| facts.at(index as isize - 1);
    let (cue_first, cue_last) = triple.cue;
    let probability = step(view.candidate.probability);
    let content_first = triple.content[0].0;
    let content_last = triple.content[triple.content.len() - 1].1;
    let content_length: u32 = triple.content.iter().map(|run| run.1 - run.0).sum();
    let side = |run: Run| -> u32 {
        if run.1 <= cue_first {
            u32::from(run.1 + 2 < cue_first)
        } else {
            2 + u32::from(run.0 > cue_last + 2)
        }
    };
    let source_side = triple.source.map_or(5, side);
    let content_side = if content_first < cue_first && content_last > cue_last {
        6
    } else {
        side((content_first, content_last))
    };
    let order = source_side * 8 + content_side;
    let phrase = facts.tokens[cue_first as usize..cue_last as usize]
        .iter()
        .fold(7, |hash, token| mix(hash, token.word));
    let tags = facts.tokens[cue_first as usize..cue_last as usize]
        .iter()
        .take(5)
        .fold(9, |hash, token| mix(hash, u32::from(token.tag)));
    let quoted: u32 = triple
        .content
        .iter()
        .flat_map(|run| &facts.tokens[run.0 as usize..run.1 as usize])
        .map(|token| u32::from(token.quote != QuoteState::Outside))
        .sum();
    let quoted_share = quoted * 4 / content_length.max(1);
    let cue_quoted = token(cue_first).quote as u32;
    let (source_head, source_first, source_length) = match triple.source {
        Some((first, last)) => {
            // the last noun or pronoun before a preposition, or else the last word
            let run = &facts.tokens[first as usize..last as usize];
            let stop = run
                .iter()
                .skip(1)
                .position(|t| group_of(t.tag) == group::PREPOSITION || t.mark == mark::COMMA)
                .map_or(run.len(), |at| at + 1);
            (&run[stop - 1], &run[0], last - first)
        }
        None => (&super::facts::EDGE, &super::facts::EDGE, 0),
    };
    let source_tag = u32::from(source_head.tag);
    let source_class = u32::from(source_head.class);
    let opening = token(content_first);
    let closing = token(content_last - 1);
    let gap = triple.source.map_or(9, |run| {
        if run.1 <= cue_first {
            (cue_first - run.1).min(6)
        } else {
            run.0.saturating_sub(cue_last).min(6) + 16
        }
    });
    feature(0, 0, 0);
    feature(1, probability, 0);
    feature(2, step(certainty.source), step(certainty.source_least));
    feature(3, step(certainty.content), step(certainty.content_least));
    feature(4, probability, step(certainty.content));
    feature(5, step(certainty.source), step(certainty.content));
    feature(6, view.head, 0);
    feature(7, phrase, 0);
    feature(8, view.stem, order);
    feature(9, view.stem, view.next);
    feature(10, tags, order);
    feature(11, view.class, order);
    feature(12, view.next, view.previous);
    feature(13, order, gap);
    feature(14, length_step(source_length), source_tag);
    feature(15, source_head.word, 0);
    feature(16, source_head.word, view.stem);
    feature(17, source_class, source_tag);
    feature(18, source_class, view.class);
    feature(19, u32::from(source_first.tag), source_tag);
    feature(
        20,
        length_step(content_length),
        triple.content.len().min(4) as u32,
    );
    feature(21, opening.word, order);
    feature(22, u32::from(opening.tag), view.stem);
    feature(
        23,
        u32::from(before(content_first).mark) << 6 | u32::from(opening.tag),
        order,
    );
    feature(
        24,
        u32::from(token(content_last).mark) << 4 | u32::from(closing.mark),
        content_side,
    );
    feature(25, quoted_share, cue_quoted << 4 | content_side);
    feature(26, view.stem, quoted_share << 2 | cue_quoted);
    feature(27, view.class, quoted_share);
    feature(28, u32::from(facts.kind), order);
    feature(29, view.head, cue_quoted);
    feature(30, length_step(certainty.source_missed as u32), order);
    feature(
        31,
        length_step(certainty.content_missed as u32),
        content_side,
    );
    feature(32, cue_last - cue_first, tags);
    feature(33, token(cue_last - 1).word, view.tag);
    feature(34, token(cue_first).word, view.tag);
    feature(
        35,
        u32::from(before(cue_first).tag) << 6 | u32::from(token(cue_last).tag),
        view.tag,
    );
    feature(36, before(cue_first).word, view.stem);
    feature(37, token(cue_last).word, view.stem);
    feature(38, view.stem, length_step(content_length));
    feature(39, view.class, length_step(content_length) << 6 | view.tag);
    feature(
        40,
        step(certainty.source_missed / 3.0),
        step(certainty.source),
    );
    feature(
        41,
        step(certainty.content_missed / 8.0),
        step(certainty.content),
    );
    feature(
        42,
        u32::from(token(cue_first).from_start.min(4)) << 4
            | u32::from(token(cue_last - 1).to_end.min(3)),
        view.tag,
    );
    feature(43, u32::from(view.passive), order);
    feature(44, source_head.word, source_side);
    feature(45, view.stem, source_tag);
    edges(facts, triple, content_side, &mut feature);
}

/// Features of where content and source begin and end, and of the clauses inside them.
fn edges(
    facts: &Facts,
    triple: &Triple,
    content_side: u32,
    feature: &mut impl FnMut(u32, u32, u32),
) {
    let at = |index: u32| facts.at(index as isize);
    let before = |index: u32| facts.at(index as isize - 1);
    let first = triple.content[0].0;
    let last = triple.content[triple.content.len() - 1].1;
    let (opening, closing) = (at(first), at(last - 1));
    let (outside, inside) = (kind_of(at(last)), kind_of(closing));
    let finite = |run: &Run| {
        facts.tokens[run.0 as usize..run.1 as usize]
            .iter()
            .filter(|token| group_of(token.tag) == group::FINITE)
            .count() as u32
    };
    let clauses = triple.content.iter().map(finite).sum::<u32>().min(3);
    let sentences = closing.sentence.saturating_sub(opening.sentence).min(2);
    let shape =
        clauses << 4 | sentences << 2 | u32::from(kind_of(opening) == kind_of(before(first)));
    feature(46, outside, inside);
    feature(47, outside, content_side);
    feature(48, mix(outside, kind_of(at(last + 1))), content_side);
    feature(49, kind_of(before(first)), kind_of(opening));
    feature(50, at(last).word, content_side << 4 | clauses);
    feature(51, kind_of(opening), shape);
    feature(52, shape, content_side);
    feature(
        53,
        u32::from(at(last).to_end.min(6)),
        content_side << 4 | clauses,
    );
    feature(
        54,
        u32::from(opening.from_start.min(6)),
        content_side << 4 | clauses,
    );
    if let Some(run) = triple.source {
        let verbs = finite(&run).min(2);
        feature(
            55,
            verbs,
            u32::from(at(run.0).tag) << 6 | u32::from(at(run.1 - 1).tag),
        );
        feature(56, kind_of(before(run.0)), kind_of(at(run.0)));
        feature(57, kind_of(at(run.1 - 1)), kind_of(at(run.1)));
        feature(58, verbs, length_step(run.1 - run.0));
        feature(59, before(run.0).word, u32::from(at(run.0).tag));
    }
}

/// Answers to the four questions, as logits.
pub fn score(table: &Table, features: &[u32]) -> [f32; COLUMNS] {
    let mut sums = [0; COLUMNS];
    if table.columns == COLUMNS {
        for &hash in features {
            table.add(hash, &mut sums);
        }
    }
    sums.map(|sum| sum as f32 * table.scale)
}

/// The logistic function.
pub fn probability(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}
