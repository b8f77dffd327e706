//! A candidate among its rivals: the other readings of its cue, and the candidates around it.

use super::accept::{Run, TRIPLE, Triple, probability, step};
use super::hash::mix;
use super::why::{Reason, Template};

/// How many candidates on either side are looked at as rivals.
const RIVALS: usize = 12;

/// What each template of [`rival_features`] looks at, in the order in which they are added.
pub const REASONS: [Template; 19] = [
    (1, Reason::Alone),
    (2, Reason::Rivals),
    (20, Reason::Rivals),
    (3, Reason::Rivals),
    (21, Reason::Rivals),
    (4, Reason::Rivals),
    (22, Reason::Rivals),
    (5, Reason::Rivals),
    (23, Reason::Rivals),
    (6, Reason::Rivals),
    (24, Reason::Rivals),
    (7, Reason::Rivals),
    (25, Reason::Rivals),
    (8, Reason::Rivals),
    (26, Reason::Rivals),
    (10, Reason::Rivals),
    (11, Reason::Rivals),
    (12, Reason::Rivals),
    (13, Reason::Rivals),
];

/// Features of a triple among its rivals: the candidates next to it, all of them scored once.
pub fn rival_features(triples: &[Triple], index: usize, mut add: impl FnMut(u32)) {
    let mut feature = |template: u32, a: u32, b: u32| add(mix(mix(template + 600, a), b));
    let own = &triples[index];
    let own_step = step(probability(own.scores[TRIPLE]));
    let overlap = |a: &[Run], b: &[Run]| -> u32 {
        a.iter()
            .flat_map(|x| b.iter().map(|y| x.1.min(y.1).saturating_sub(x.0.max(y.0))))
            .sum()
    };
    let length = |runs: &[Run]| -> u32 { runs.iter().map(|run| run.1 - run.0).sum() };
    let first = index.saturating_sub(RIVALS);
    let last = (index + RIVALS + 1).min(triples.len());
    // strongest rival of each kind, 0 for none, and whether it is stronger than this one
    let mut rivals = [0; 7];
    // the best other reading of the same cue, before and after this one
    let mut better = [0; 2];
    for (at, other) in triples.iter().enumerate().take(last).skip(first) {
        let readings = &mut better[usize::from(at > index)];
        if other.cue == own.cue {
            if at != index {
                *readings = (*readings).max(1 + step(probability(other.scores[TRIPLE])));
            }
            continue;
        }
        let strength = 1 + step(probability(other.scores[TRIPLE]));
        let code = strength * 2 + u32::from(other.scores[TRIPLE] > own.scores[TRIPLE]);
        let shared = overlap(&own.content, &other.content);
        let own_source: &[Run] = own.source.as_slice();
        let other_source: &[Run] = other.source.as_slice();
        let kinds = [
            overlap(&[own.cue], &other.content) > 0,
            overlap(&[other.cue], &own.content) > 0,
            overlap(own_source, other_source) > 0,
            shared * 2 > length(&own.content),
            shared > 0 && shared * 2 <= length(&own.content),
            overlap(own_source, &other.content) > 0,
            overlap(&[own.cue], other_source) > 0 || overlap(&[other.cue], own_source) > 0,
        ];
        for (rival, applies) in rivals.iter_mut().zip(kinds) {
            if applies {
                *rival = code.max(*rival);
            }
        }
    }
    feature(1, own_step, 0);
    for (kind, &rival) in rivals.iter().enumerate() {
        feature(2 + kind as u32, rival, 0);
        feature(20 + kind as u32, rival, own_step);
    }
    feature(10, better[0], own_step);
    feature(11, better[1], own_step);
    feature(12, rivals[0], rivals[1]);
    feature(13, rivals[2], rivals[3]);
}
