//! Nested attributions: which one stands in another's content.

use super::link::{NEIGHBOURS, is_turn};
use super::pieces::piece_at;
use crate::annotation::Attribution;

/// Gives each attribution its parent: it stands in the smallest content that holds its cue. Linear.
pub(super) fn find(attributions: &mut [Attribution]) {
    let mut turn = None;
    for index in 0..attributions.len() {
        if is_turn(&attributions[index]) {
            turn = Some(index);
            continue;
        }
        let own = attributions[index]
            .cue
            .first()
            .or(attributions[index].content.first())
            .copied()
            .unwrap_or_default();
        let from = index.saturating_sub(NEIGHBOURS);
        let to = attributions.len().min(index + NEIGHBOURS + 1);
        let parent = (from..to)
            .chain(turn)
            .filter(|&other| other != index)
            .filter_map(|other| {
                let holder = piece_at(&attributions[other].content, own)?;
                holder.covers(own).then_some((holder.len(), other))
            })
            .min()
            .map(|(_, other)| other as u32);
        attributions[index].parent = parent;
    }
    break_circles(attributions);
}

/// Takes the last parent off attributions that stand in each other's contents, as misread ones can. Linear.
fn break_circles(attributions: &mut [Attribution]) {
    let mut walk_of = vec![usize::MAX; attributions.len()];
    for start in 0..attributions.len() {
        let mut at = start;
        while walk_of[at] == usize::MAX {
            walk_of[at] = start;
            let Some(parent) = attributions[at].parent else {
                break;
            };
            if walk_of[parent as usize] == start {
                attributions[at].parent = None;
            }
            at = parent as usize;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{AttributionConfidence, AttributionKind, Stance};
    use crate::article::Span;

    /// Attributions with these parents, and the parents that are left.
    fn parents_left<const N: usize>(parents: [Option<u32>; N]) -> [Option<u32>; N] {
        let mut attributions = parents.map(|parent| Attribution {
            kind: AttributionKind::Indirect,
            content: vec![Span::new(0, 1)],
            cue: Vec::new(),
            source: Vec::new(),
            speaker: None,
            stance: Stance::Asserted,
            parent,
            confidence: AttributionConfidence::default(),
        });
        break_circles(&mut attributions);
        attributions.map(|attribution| attribution.parent)
    }

    #[test]
    fn a_circle_of_parents_loses_one() {
        assert_eq!(parents_left([Some(1), Some(0)]), [Some(1), None]);
        // one that hangs on a circle, and one on a chain, keep theirs
        assert_eq!(
            parents_left([Some(1), Some(2), Some(3), Some(1), Some(5), None]),
            [Some(1), Some(2), Some(3), None, Some(5), None]
        );
        assert_eq!(
            parents_left([None, Some(0), Some(1)]),
            [None, Some(0), Some(1)]
        );
    }
}
