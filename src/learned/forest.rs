//! Boosted decision trees: small trees over small numbers, whose leaves are added up.
//!
//! What a linear model cannot say, "this much, but only where that", is what trees are for. A row
//! of inputs is a few dozen numbers below [`VALUES`], made by the caller; each tree asks for one
//! input after the other whether it is above a limit, and gives the numbers of the leaf where it
//! ends, one for each question that is asked. Scores are sums over all trees
//! (J. H. Friedman, "Greedy function approximation: a gradient boosting machine", 2001).

use super::coder::{Bit, Decoder, Encoder, Numbers, read_bits, write_bits};

/// Inputs are smaller than this.
pub const VALUES: usize = 64;
/// Most inputs of a row.
const MOST_INPUTS: usize = 256;
/// Most questions.
const MOST_OUTPUTS: usize = 32;
/// How deep a tree may be: bounds the stack while a file is read, and the time of a row.
pub const DEEPEST: usize = 24;
/// Most trees and most leaves of all of them together.
const MOST: usize = 1 << 15;

/// A node as it is written down, from the root on, the lower branch first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Goes to the lower branch if the input is at most the limit.
    Split {
        /// Which number of the row.
        input: u8,
        /// The largest value of the lower branch.
        limit: u8,
    },
    /// What is added, in units: a number for each question.
    Leaf(Vec<i8>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Node {
    input: u8,
    limit: u8,
    /// Where to go up to the limit and beyond it: a node, or the complement of a leaf.
    next: [i16; 2],
}

/// Trees with their leaves.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Forest {
    inputs: usize,
    outputs: usize,
    /// What one unit of a leaf is worth.
    scale: f32,
    roots: Vec<i16>,
    nodes: Vec<Node>,
    leaves: Vec<i8>,
}

impl Forest {
    /// A forest without trees: scores are 0.
    pub fn new(inputs: usize, outputs: usize, scale: f32) -> Forest {
        Forest {
            inputs,
            outputs,
            scale,
            ..Forest::default()
        }
    }

    /// Length of the rows that it reads.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// How many questions it answers.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// How many trees and leaves it has.
    pub fn size(&self) -> (usize, usize) {
        (self.roots.len(), self.leaves.len() / self.outputs.max(1))
    }

    /// Adds a tree; `false` if its steps are not one whole tree of rows and answers like this
    /// forest's, or if the forest is full.
    pub fn push(&mut self, steps: &[Step]) -> bool {
        let fits = steps.iter().all(|step| match step {
            Step::Split { input, limit } => {
                usize::from(*input) < self.inputs && usize::from(*limit) < VALUES
            }
            Step::Leaf(values) => values.len() == self.outputs,
        });
        if !fits || self.nodes.len() + steps.len() > MOST {
            return false;
        }
        let (nodes, leaves) = (self.nodes.len(), self.leaves.len());
        let mut at = 0;
        if let Some(root) = self
            .grow(steps, &mut at, DEEPEST)
            .filter(|_| at == steps.len())
        {
            self.roots.push(root);
            return true;
        }
        self.nodes.truncate(nodes);
        self.leaves.truncate(leaves);
        false
    }

    fn grow(&mut self, steps: &[Step], at: &mut usize, deeper: usize) -> Option<i16> {
        let step = steps.get(*at)?;
        *at += 1;
        match step {
            Step::Leaf(values) => {
                let leaf = self.leaves.len() / self.outputs.max(1);
                self.leaves.extend(values);
                i16::try_from(leaf).ok().map(|leaf| !leaf)
            }
            &Step::Split { input, limit } => {
                let own = self.nodes.len();
                self.nodes.push(Node {
                    input,
                    limit,
                    next: [0; 2],
                });
                let deeper = deeper.checked_sub(1)?;
                for branch in 0..2 {
                    self.nodes[own].next[branch] = self.grow(steps, at, deeper)?;
                }
                i16::try_from(own).ok()
            }
        }
    }

    /// The scores of a row, one for each question; `scores` is as long as [`Forest::outputs`].
    /// A row of another length than [`Forest::inputs`] scores 0.
    pub fn score(&self, row: &[u8], scores: &mut [f32]) {
        let mut sums = [0_i32; MOST_OUTPUTS];
        let sums = &mut sums[..self.outputs.min(MOST_OUTPUTS)];
        if row.len() == self.inputs {
            for &root in &self.roots {
                let mut at = root;
                while let Ok(node) = usize::try_from(at) {
                    let node = &self.nodes[node];
                    at = node.next[usize::from(row[usize::from(node.input)] > node.limit)];
                }
                let first = !at as usize * self.outputs;
                for (sum, &leaf) in sums.iter_mut().zip(&self.leaves[first..]) {
                    *sum += i32::from(leaf);
                }
            }
        }
        for (score, &mut sum) in scores.iter_mut().zip(sums) {
            *score = sum as f32 * self.scale;
        }
    }

    /// Header of the forest in a file: inputs, outputs, trees.
    pub(crate) fn shape(&self) -> [u32; 3] {
        [self.inputs, self.outputs, self.roots.len()].map(|number| number as u32)
    }

    /// What one unit of a leaf is worth.
    pub(crate) fn scale(&self) -> f32 {
        self.scale
    }

    /// Reads the trees of a forest; `None` if the stream is none of a forest of this shape.
    pub(crate) fn read(decoder: &mut Decoder, shape: [u32; 3], scale: f32) -> Option<Forest> {
        let [inputs, outputs, trees] = shape.map(|number| number as usize);
        if inputs > MOST_INPUTS || outputs > MOST_OUTPUTS || trees > MOST {
            return None;
        }
        let mut forest = Forest::new(inputs, outputs, scale);
        let mut contexts = Contexts::new(inputs, outputs);
        let mut steps = Vec::new();
        for _ in 0..trees {
            steps.clear();
            // branches that are still to be read, with their depth
            let mut open = vec![0_usize];
            while let Some(depth) = open.pop() {
                if decoder.bit(&mut contexts.leaf[depth]) {
                    let numbers = contexts.values.iter_mut();
                    let leaf = numbers.map(|n| n.read(decoder, 0).clamp(-127, 127) as i8);
                    steps.push(Step::Leaf(leaf.collect()));
                    continue;
                }
                if depth + 1 >= DEEPEST || steps.len() > MOST {
                    return None;
                }
                let input = read_bits(decoder, &mut contexts.input);
                let limit = read_bits(decoder, &mut contexts.limit[input]);
                steps.push(Step::Split {
                    input: input as u8,
                    limit: limit as u8,
                });
                open.extend([depth + 1, depth + 1]);
            }
            if !forest.push(&steps) {
                return None;
            }
        }
        Some(forest)
    }

    /// Writes the trees.
    pub(crate) fn write(&self, encoder: &mut Encoder) {
        let mut contexts = Contexts::new(self.inputs, self.outputs);
        for &root in &self.roots {
            let mut open = vec![(root, 0)];
            while let Some((at, depth)) = open.pop() {
                let leaf = at < 0;
                encoder.bit(&mut contexts.leaf[depth], leaf);
                if leaf {
                    let first = !at as usize * self.outputs;
                    for (context, &value) in contexts.values.iter_mut().zip(&self.leaves[first..]) {
                        context.write(encoder, 0, i32::from(value));
                    }
                    continue;
                }
                let node = self.nodes[at as usize];
                write_bits(encoder, &mut contexts.input, node.input.into());
                write_bits(
                    encoder,
                    &mut contexts.limit[usize::from(node.input)],
                    node.limit.into(),
                );
                open.extend([(node.next[1], depth + 1), (node.next[0], depth + 1)]);
            }
        }
    }
}

/// Contexts of the trees: whether a node is a leaf, by its depth; which input it asks for; the
/// limit, by input; the leaf's numbers.
struct Contexts {
    leaf: [Bit; DEEPEST],
    input: Vec<Bit>,
    limit: Vec<Vec<Bit>>,
    values: Vec<Numbers>,
}

impl Contexts {
    fn new(inputs: usize, outputs: usize) -> Contexts {
        // as many bits as the largest input takes
        let inputs = inputs.next_power_of_two();
        Contexts {
            leaf: Default::default(),
            input: vec![Bit::default(); inputs],
            limit: vec![vec![Bit::default(); VALUES]; inputs],
            values: vec![Numbers::default(); outputs],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(input: u8, limit: u8) -> Step {
        Step::Split { input, limit }
    }

    fn leaf(value: i8) -> Step {
        Step::Leaf(vec![value, -value])
    }

    fn scores(forest: &Forest, row: &[u8]) -> [f32; 2] {
        let mut scores = [9.0; 2];
        forest.score(row, &mut scores);
        scores
    }

    #[test]
    fn each_row_ends_in_one_leaf_of_each_tree() {
        let mut forest = Forest::new(2, 2, 0.5);
        assert!(forest.push(&[split(0, 3), leaf(1), split(1, 0), leaf(4), leaf(-7)]));
        assert!(forest.push(&[leaf(2)]));
        assert_eq!(forest.size(), (2, 4));
        assert_eq!(scores(&forest, &[3, 9]), [1.5, -1.5]);
        assert_eq!(scores(&forest, &[4, 0]), [3.0, -3.0]);
        assert_eq!(scores(&forest, &[4, 1]), [-2.5, 2.5]);
        assert_eq!(scores(&forest, &[4]), [0.0, 0.0]);
    }

    #[test]
    fn what_is_no_tree_is_refused() {
        let mut forest = Forest::new(2, 2, 0.5);
        let unended = [split(0, 3), leaf(1)];
        let too_much = [leaf(1), leaf(2)];
        let unknown = [split(2, 3), leaf(1), leaf(1)];
        let short = [Step::Leaf(vec![1])];
        for steps in [&unended[..], &too_much, &unknown, &short, &[]] {
            assert!(!forest.push(steps), "{steps:?}");
        }
        assert_eq!(forest, Forest::new(2, 2, 0.5));
        let deep: Vec<Step> = (0..DEEPEST + 1)
            .flat_map(|_| [split(0, 1), leaf(1)])
            .chain([leaf(1)])
            .collect();
        assert!(!forest.push(&deep));
    }

    fn steps(deeper: u32) -> BoxedStrategy<Vec<Step>> {
        let leaf = (-127_i8..=127, -127_i8..=127).prop_map(|(a, b)| vec![Step::Leaf(vec![a, b])]);
        leaf.prop_recursive(deeper, 24, 2, |inner| {
            (0..5_u8, 0..64_u8, inner.clone(), inner).prop_map(|(input, limit, low, high)| {
                let mut all = vec![split(input, limit)];
                all.extend(low);
                all.extend(high);
                all
            })
        })
        .boxed()
    }

    proptest! {
        #[test]
        fn trees_come_back(trees in proptest::collection::vec(steps(6), 0..12)) {
            let mut forest = Forest::new(5, 2, 0.25);
            for tree in &trees {
                prop_assert!(forest.push(tree));
            }
            let mut encoder = Encoder::new();
            forest.write(&mut encoder);
            let bytes = encoder.finish();
            let read = Forest::read(&mut Decoder::new(&bytes), forest.shape(), 0.25);
            prop_assert_eq!(read, Some(forest));
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            let read = Forest::read(&mut Decoder::new(&bytes), [5, 2, 40], 0.25);
            prop_assert!(read.is_none_or(|forest| forest.size().0 == 40));
        }
    }
}
