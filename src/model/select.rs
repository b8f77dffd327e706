//! Which triples of a block stand together: the set of compatible ones that is worth most.
//!
//! A triple is worth its probability less the threshold, so that the set maximises the expected
//! number of right ones at a price for each wrong one. A token of a content belongs to one triple
//! alone; sources may be shared ("the minister said …, adding that …"). Taking the best first is
//! not enough: one long content that swallows a second cue is often likelier than its shorter
//! reading, and less likely than the shorter reading and the second cue together.

use crate::order;

use super::accept::{CUE, Run, TRIPLE, Triple, probability};

/// Share of a content's tokens that must be free for it to stand.
const FREE_SHARE: f32 = 0.6;
/// Probability of a cue from which on it is as good as certain.
const SURE_CUE: f32 = 0.9;
/// Sets kept while one more triple is considered.
const BEAM: usize = 8;
/// How many triples before one in the order of cues can be in conflict with it: bounds the cost
/// of text that is made of cues alone.
const REACH: usize = 24;
/// Members of a set from which on the best one alone is gone on with, so that no longer ones are copied and compared:
/// only text made for it ties so many triples together.
const LONGEST: usize = 96;

/// Chooses among the triples of a block of `count` tokens, given in the order of their cues,
/// those that stand; in text order. What a better one owns is cut off a content. Linear in the
/// triples and their tokens.
pub fn select(triples: Vec<Triple>, count: usize, threshold: f32) -> Vec<Triple> {
    let triples: Vec<Triple> = triples
        .into_iter()
        .filter(|triple| worth(triple, threshold) >= 0.0)
        .collect();
    let conflicts = conflicts(&triples);
    let mut standing: Vec<usize> = Vec::with_capacity(triples.len());
    for group in groups(&conflicts) {
        standing.extend(best_set(&triples, &conflicts, group, threshold));
    }
    order::sort_by(&mut standing, |&a, &b| {
        triples[b].scores[TRIPLE]
            .total_cmp(&triples[a].scores[TRIPLE])
            .then(a.cmp(&b))
    });
    let mut owned = vec![false; count];
    let mut chosen: Vec<Triple> = Vec::with_capacity(standing.len());
    for index in standing {
        let mut triple = triples[index].clone();
        triple.content = triple
            .content
            .iter()
            .flat_map(|&run| free_runs(run, &owned))
            .collect();
        if triple.content.is_empty() {
            continue;
        }
        let runs = triple.content.iter().chain(&triple.source);
        for &(first, last) in runs.chain([&triple.cue]) {
            owned[first as usize..last as usize].fill(true);
        }
        chosen.push(triple);
    }
    order::sort_by_key(&mut chosen, |triple| triple.cue);
    chosen
}

/// What a triple is worth. One whose cue is as good as certain stands even where its arguments are
/// in doubt: a person corrects an end sooner than they find a mark that is missing.
fn worth(triple: &Triple, threshold: f32) -> f32 {
    let own = probability(triple.scores[TRIPLE]) - threshold;
    if probability(triple.scores[CUE]) >= SURE_CUE && triple.source.is_some() {
        own.max(0.01 * probability(triple.scores[TRIPLE]))
    } else {
        own
    }
}

/// For each triple, those before it that it cannot stand with.
fn conflicts(triples: &[Triple]) -> Vec<Vec<usize>> {
    (0..triples.len())
        .map(|index| {
            (index.saturating_sub(REACH)..index)
                .filter(|&other| {
                    let (a, b) = (&triples[index], &triples[other]);
                    if a.scores[TRIPLE] > b.scores[TRIPLE] {
                        excludes(a, b)
                    } else {
                        excludes(b, a)
                    }
                })
                .collect()
        })
        .collect()
}

/// Runs of triples that conflicts tie together, as ranges of their indices.
fn groups(conflicts: &[Vec<usize>]) -> Vec<std::ops::Range<usize>> {
    let mut groups: Vec<std::ops::Range<usize>> = Vec::new();
    for (index, before) in conflicts.iter().enumerate() {
        let mut first = index;
        for &other in before {
            first = first.min(other);
        }
        while groups.last().is_some_and(|group| group.end > first) {
            first = first.min(groups.pop().map_or(first, |group| group.start));
        }
        groups.push(first..index + 1);
    }
    groups
}

/// The set of compatible triples of a group that is worth most, by beam search.
fn best_set(
    triples: &[Triple],
    conflicts: &[Vec<usize>],
    group: std::ops::Range<usize>,
    threshold: f32,
) -> Vec<usize> {
    let mut decided = Vec::new();
    let mut sets: Vec<(f32, Vec<usize>)> = vec![(0.0, Vec::new())];
    for index in group {
        let worth = worth(&triples[index], threshold);
        for at in 0..sets.len() {
            let (value, members) = &sets[at];
            let fits = !members
                .iter()
                .rev()
                .take(REACH)
                .any(|member| conflicts[index].contains(member));
            if fits {
                let mut members = members.clone();
                members.push(index);
                sets.push((value + worth, members));
            }
        }
        order::sort_by(&mut sets, |a, b| {
            b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1))
        });
        sets.truncate(BEAM);
        if sets[0].1.len() >= LONGEST {
            sets.truncate(1);
            let members = &mut sets[0].1;
            decided.extend(members.drain(..members.len() - REACH));
        }
    }
    decided.append(&mut sets[0].1);
    decided
}

/// Does a triple leave too little of a weaker one for it to stand?
fn excludes(strong: &Triple, weak: &Triple) -> bool {
    let strong_runs = || {
        strong
            .content
            .iter()
            .chain(&strong.source)
            .chain([&strong.cue])
    };
    let taken = |run: Run| -> u32 {
        strong_runs()
            .map(|own| own.1.min(run.1).saturating_sub(own.0.max(run.0)))
            .sum()
    };
    if taken(weak.cue) > 0 {
        return true;
    }
    let length: u32 = weak.content.iter().map(|run| run.1 - run.0).sum();
    let lost: u32 = weak.content.iter().map(|&run| taken(run)).sum();
    ((length - lost.min(length)) as f32) < FREE_SHARE * length as f32
}

/// The parts of a run that nobody owns.
fn free_runs(run: Run, owned: &[bool]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut start = None;
    for index in run.0..=run.1 {
        let free = index < run.1 && !owned[index as usize];
        match (free, start) {
            (true, None) => start = Some(index),
            (false, Some(first)) => {
                runs.push((first, index));
                start = None;
            }
            _ => {}
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::why::Decider;
    use std::time::Instant;

    /// Triples of which each shares a token of its content with the next.
    fn chain(count: u32) -> Vec<Triple> {
        let triple = |index: u32| Triple {
            cue: (3 * index, 3 * index + 1),
            source: None,
            content: vec![(3 * index + 1, 3 * index + 5)],
            scores: [2.0; 4],
            decider: Decider::Weights,
        };
        (0..count).map(triple).collect()
    }

    #[test]
    fn of_a_long_chain_every_second_one_stands() {
        let chosen = select(chain(1001), 3100, 0.3);
        let cues: Vec<u32> = chosen.iter().map(|triple| triple.cue.0).collect();
        let expected: Vec<u32> = (0..=500).map(|index| 6 * index).collect();
        assert_eq!(cues, expected);
    }

    /// Found by `npm run test:fuzz`, with "(he said) ," over and over.
    #[test]
    #[ignore = "measures time: part of npm run test:long"]
    fn a_long_chain_costs_linear_time() {
        let seconds = |count: u32| {
            let triples = chain(count);
            let start = Instant::now();
            select(triples, 3 * count as usize + 9, 0.3);
            start.elapsed().as_secs_f64()
        };
        let (short, long) = (seconds(3_000), seconds(24_000));
        assert!(long < 24.0 * short, "{short} s, then {long} s");
    }
}
