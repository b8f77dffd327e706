//! Which triples of a block stand together: best first, each token of a content owned once.
//!
//! Sources may be shared: "the minister said …, adding that …".

use super::accept::{Run, TRIPLE, Triple, probability};

/// Share of a content's tokens that must be free for it to stand.
const FREE_SHARE: f32 = 0.6;

/// Chooses among the triples of a block of `count` tokens those whose probability is at least
/// `threshold`; in text order. A token belongs to one of them: what a better one owns is cut
/// off, and a triple that loses its cue or too much content falls. Sources may be shared.
pub fn select(mut triples: Vec<Triple>, count: usize, threshold: f32) -> Vec<Triple> {
    triples.retain(|triple| probability(triple.scores[TRIPLE]) >= threshold);
    triples.sort_by(|a, b| {
        b.scores[TRIPLE]
            .total_cmp(&a.scores[TRIPLE])
            .then(a.cue.cmp(&b.cue))
    });
    let mut owned = vec![false; count];
    let mut chosen: Vec<Triple> = Vec::new();
    for mut triple in triples {
        let free =
            |run: Run, owned: &[bool]| !owned[run.0 as usize..run.1 as usize].contains(&true);
        if !free(triple.cue, &owned) {
            continue;
        }
        let before: u32 = triple.content.iter().map(|run| run.1 - run.0).sum();
        triple.content = triple
            .content
            .iter()
            .flat_map(|&run| free_runs(run, &owned))
            .collect();
        let after: u32 = triple.content.iter().map(|run| run.1 - run.0).sum();
        if after == 0 || (after as f32) < FREE_SHARE * before as f32 {
            continue;
        }
        let runs = triple
            .content
            .iter()
            .copied()
            .chain(triple.source)
            .chain([triple.cue]);
        for (first, last) in runs {
            owned[first as usize..last as usize].fill(true);
        }
        chosen.push(triple);
    }
    chosen.sort_by_key(|triple| triple.cue);
    chosen
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
