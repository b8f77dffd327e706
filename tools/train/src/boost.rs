//! Grows boosted trees: each new tree corrects what those before it still get wrong.
//!
//! Newton boosting of the logistic loss with histograms over inputs that are small numbers
//! already, trees grown leaf by leaf where most is gained (as in LightGBM, G. Ke et al. 2017).
//! Several questions share the trees; a split gains what it gains for each, by the question's
//! weight. Leaves are rounded as they are stored, so that later trees make up for it. The same
//! rows give the same trees.

use ascribe::learned::forest::{DEEPEST, Forest, Step, VALUES};

use crate::parallel::parallel;
use crate::random::Random;

/// How a forest is grown.
#[derive(Debug, Clone, Copy)]
pub struct Recipe<const OUTPUTS: usize> {
    /// Number of trees, besides the first, which holds how often each answer is yes.
    pub trees: usize,
    /// Leaves of each.
    pub leaves: usize,
    /// Share of what a leaf would set right that it does set right.
    pub rate: f32,
    /// Least rows of a leaf.
    pub least: usize,
    /// Pull of a leaf's numbers towards zero.
    pub pull: f32,
    /// Share of the inputs that a tree may ask for.
    pub inputs: f64,
    /// Share of the rows that a tree is grown on.
    pub rows: f64,
    /// Worth of one unit of a leaf.
    pub step: f32,
    /// How much each question counts where a split is chosen.
    pub weights: [f32; OUTPUTS],
}

/// What there is to learn from.
pub struct Rows<'a, const OUTPUTS: usize> {
    /// Length of a row.
    pub inputs: usize,
    /// Rows, one after the other.
    pub values: &'a [u8],
    /// The answers to each row's questions.
    pub answers: &'a [[Option<bool>; OUTPUTS]],
    /// How much each row counts; empty if all count the same.
    pub weights: &'a [f32],
}

/// First and second derivative of the loss, for each question.
type Slopes<const OUTPUTS: usize> = [[f32; 2]; OUTPUTS];

/// Sums over some rows.
#[derive(Debug, Clone, Copy)]
struct Sum<const OUTPUTS: usize> {
    slopes: Slopes<OUTPUTS>,
    rows: usize,
}

impl<const OUTPUTS: usize> Sum<OUTPUTS> {
    const NONE: Sum<OUTPUTS> = Sum {
        slopes: [[0.0; 2]; OUTPUTS],
        rows: 0,
    };

    fn add(&mut self, other: &Sum<OUTPUTS>) {
        for (own, other) in self
            .slopes
            .as_flattened_mut()
            .iter_mut()
            .zip(other.slopes.as_flattened())
        {
            *own += other;
        }
        self.rows += other.rows;
    }

    fn less(mut self, other: &Sum<OUTPUTS>) -> Sum<OUTPUTS> {
        for (own, other) in self
            .slopes
            .as_flattened_mut()
            .iter_mut()
            .zip(other.slopes.as_flattened())
        {
            *own -= other;
        }
        self.rows -= other.rows;
        self
    }
}

/// A leaf that may still be split.
struct Open<const OUTPUTS: usize> {
    rows: Vec<u32>,
    /// Over the rows with each value of each input.
    sums: Vec<Sum<OUTPUTS>>,
    best: Option<Split>,
    depth: usize,
    /// Its place in the tree.
    at: usize,
}

#[derive(Debug, Clone, Copy)]
struct Split {
    gain: f32,
    input: usize,
    limit: usize,
}

/// A node of the tree that is being grown.
enum Grown {
    Leaf(Vec<i8>),
    Split(Split, usize, usize),
}

/// Grows a forest on the rows with these indices.
pub fn grow<const OUTPUTS: usize>(
    rows: &Rows<OUTPUTS>,
    chosen: &[u32],
    recipe: Recipe<OUTPUTS>,
    seed: u64,
) -> Forest {
    let mut grower = Grower {
        rows,
        recipe,
        random: Random::new(seed),
        scores: vec![[0.0; OUTPUTS]; rows.values.len() / rows.inputs.max(1)],
        slopes: Vec::new(),
        open_inputs: Vec::new(),
    };
    let mut forest = Forest::new(rows.inputs, OUTPUTS, recipe.step);
    grower.first(chosen, &mut forest);
    for _ in 0..recipe.trees {
        grower.tree(chosen, &mut forest);
    }
    forest
}

/// Forests grown without each part of the rows, then one grown on all. `parts` tells each row's.
pub fn grow_folds<const OUTPUTS: usize>(
    rows: &Rows<OUTPUTS>,
    parts: &[usize],
    folds: usize,
    recipe: Recipe<OUTPUTS>,
    seed: u64,
    threads: usize,
) -> Vec<Forest> {
    let jobs = (0..=folds)
        .map(|fold| {
            Box::new(move || {
                let all = 0..parts.len() as u32;
                let chosen: Vec<u32> = all.filter(|&row| parts[row as usize] != fold).collect();
                grow(rows, &chosen, recipe, seed)
            }) as Box<dyn FnOnce() -> Forest + Send + '_>
        })
        .collect();
    parallel(threads, jobs)
}

struct Grower<'a, const OUTPUTS: usize> {
    rows: &'a Rows<'a, OUTPUTS>,
    recipe: Recipe<OUTPUTS>,
    random: Random,
    scores: Vec<[f32; OUTPUTS]>,
    slopes: Vec<Slopes<OUTPUTS>>,
    /// Inputs that the tree being grown may ask for.
    open_inputs: Vec<usize>,
}

impl<const OUTPUTS: usize> Grower<'_, OUTPUTS> {
    /// The tree that is one leaf: how often each answer is yes, as log-odds.
    fn first(&mut self, chosen: &[u32], forest: &mut Forest) {
        let step = self.recipe.step;
        let mut leaf = vec![0_i8; OUTPUTS];
        for (question, value) in leaf.iter_mut().enumerate() {
            let (mut yes, mut all) = (1.0, 2.0);
            for &row in chosen {
                if let Some(answer) = self.rows.answers[row as usize][question] {
                    let weight = f64::from(self.weight(row));
                    yes += weight * f64::from(u8::from(answer));
                    all += weight;
                }
            }
            *value = code((yes / (all - yes)).ln() as f32, step);
        }
        for scores in &mut self.scores {
            for (score, &value) in scores.iter_mut().zip(&leaf) {
                *score = f32::from(value) * step;
            }
        }
        forest.push(&[Step::Leaf(leaf)]);
    }

    fn weight(&self, row: u32) -> f32 {
        let weight = self.rows.weights.get(row as usize);
        weight.copied().unwrap_or(1.0)
    }

    fn tree(&mut self, chosen: &[u32], forest: &mut Forest) {
        self.slopes = vec![[[0.0; 2]; OUTPUTS]; self.scores.len()];
        for &row in chosen {
            let weight = self.weight(row);
            for question in 0..OUTPUTS {
                let Some(answer) = self.rows.answers[row as usize][question] else {
                    continue;
                };
                let guess = 1.0 / (1.0 + (-self.scores[row as usize][question]).exp());
                self.slopes[row as usize][question] =
                    [f32::from(u8::from(answer)) - guess, guess * (1.0 - guess)]
                        .map(|slope| weight * slope);
            }
        }
        let share = |share: f64| (share * f64::from(u32::MAX)) as u32;
        let (row_share, input_share) = (share(self.recipe.rows), share(self.recipe.inputs));
        let sampled: Vec<u32> = chosen
            .iter()
            .copied()
            .filter(|_| self.random.next() <= row_share)
            .collect();
        self.open_inputs = (0..self.rows.inputs)
            .filter(|_| self.random.next() <= input_share)
            .collect();
        let tree = self.grown(sampled);
        for &row in chosen {
            let values = &self.rows.values[row as usize * self.rows.inputs..];
            let mut at = 0;
            let leaf = loop {
                match &tree[at] {
                    Grown::Leaf(leaf) => break leaf,
                    Grown::Split(split, low, high) => {
                        let above = usize::from(values[split.input]) > split.limit;
                        at = if above { *high } else { *low };
                    }
                }
            };
            for (score, &value) in self.scores[row as usize].iter_mut().zip(leaf) {
                *score += f32::from(value) * self.recipe.step;
            }
        }
        let mut steps = Vec::new();
        flatten(&tree, 0, &mut steps);
        assert!(forest.push(&steps), "the forest is full");
    }

    /// Grows one tree; its root comes first.
    fn grown(&self, rows: Vec<u32>) -> Vec<Grown> {
        let (sums, total) = self.sums(&rows);
        let mut tree = vec![Grown::Leaf(self.leaf(&total))];
        let mut open = vec![self.open(rows, sums, &total, 0, 0)];
        for _ in 1..self.recipe.leaves {
            let gain = |index: usize| open[index].best.map_or(0.0, |best: Split| best.gain);
            let best = (0..open.len())
                .filter(|&index| open[index].best.is_some())
                .max_by(|&a, &b| gain(a).total_cmp(&gain(b)).then(b.cmp(&a)));
            let Some(best) = best else { break };
            let parent = open.swap_remove(best);
            let Some(split) = parent.best else { break };
            let above = |row: &u32| {
                let at = *row as usize * self.rows.inputs + split.input;
                usize::from(self.rows.values[at]) > split.limit
            };
            let (high, low): (Vec<u32>, Vec<u32>) = parent.rows.iter().partition(|row| above(row));
            // only the smaller part is summed up, the other one is the rest
            let small_is_low = low.len() < high.len();
            let (small, total) = self.sums(if small_is_low { &low } else { &high });
            let rest: Vec<Sum<OUTPUTS>> = parent
                .sums
                .iter()
                .zip(&small)
                .map(|(all, small)| all.less(small))
                .collect();
            let other = self.total(if small_is_low { &high } else { &low });
            let parts = [(small, total), (rest, other)];
            let [low_sums, high_sums] = if small_is_low {
                parts
            } else {
                let [small, rest] = parts;
                [rest, small]
            };
            let depth = parent.depth + 1;
            let first = tree.len();
            tree[parent.at] = Grown::Split(split, first, first + 1);
            for (rows, (sums, total)) in [(low, low_sums), (high, high_sums)] {
                open.push(self.open(rows, sums, &total, depth, tree.len()));
                tree.push(Grown::Leaf(self.leaf(&total)));
            }
        }
        tree
    }

    fn open(
        &self,
        rows: Vec<u32>,
        sums: Vec<Sum<OUTPUTS>>,
        total: &Sum<OUTPUTS>,
        depth: usize,
        at: usize,
    ) -> Open<OUTPUTS> {
        let splits = rows.len() >= 2 * self.recipe.least && depth + 1 < DEEPEST;
        match self.best(&sums, total).filter(|_| splits) {
            best @ Some(_) => Open {
                rows,
                sums,
                best,
                depth,
                at,
            },
            None => Open {
                rows: Vec::new(),
                sums: Vec::new(),
                best: None,
                depth,
                at,
            },
        }
    }

    /// The sums over the rows with each value of each input, and over all.
    fn sums(&self, rows: &[u32]) -> (Vec<Sum<OUTPUTS>>, Sum<OUTPUTS>) {
        let mut sums = vec![Sum::NONE; self.rows.inputs * VALUES];
        for &row in rows {
            let one = self.one(row);
            let values = &self.rows.values[row as usize * self.rows.inputs..];
            for &input in &self.open_inputs {
                sums[input * VALUES + usize::from(values[input])].add(&one);
            }
        }
        (sums, self.total(rows))
    }

    fn total(&self, rows: &[u32]) -> Sum<OUTPUTS> {
        let mut total = Sum::NONE;
        for &row in rows {
            total.add(&self.one(row));
        }
        total
    }

    fn one(&self, row: u32) -> Sum<OUTPUTS> {
        Sum {
            slopes: self.slopes[row as usize],
            rows: 1,
        }
    }

    fn best(&self, sums: &[Sum<OUTPUTS>], total: &Sum<OUTPUTS>) -> Option<Split> {
        let worth = |sum: &Sum<OUTPUTS>| -> f32 {
            sum.slopes
                .iter()
                .zip(&self.recipe.weights)
                .map(|([first, second], weight)| {
                    weight * first * first / (second + self.recipe.pull)
                })
                .sum()
        };
        let whole = worth(total);
        let mut best: Option<Split> = None;
        for &input in &self.open_inputs {
            let mut low = Sum::NONE;
            for limit in 0..VALUES - 1 {
                let here = &sums[input * VALUES + limit];
                if here.rows == 0 {
                    continue;
                }
                low.add(here);
                if low.rows < self.recipe.least {
                    continue;
                }
                if total.rows - low.rows < self.recipe.least {
                    break;
                }
                let gain = worth(&low) + worth(&total.less(&low)) - whole;
                if gain > best.map_or(1e-3, |best| best.gain) {
                    best = Some(Split { gain, input, limit });
                }
            }
        }
        best
    }

    fn leaf(&self, total: &Sum<OUTPUTS>) -> Vec<i8> {
        let recipe = self.recipe;
        total
            .slopes
            .iter()
            .map(|[first, second]| code(recipe.rate * first / (second + recipe.pull), recipe.step))
            .collect()
    }
}

fn code(value: f32, step: f32) -> i8 {
    (value / step).round().clamp(-127.0, 127.0) as i8
}

/// The steps of a tree from a node on.
fn flatten(tree: &[Grown], at: usize, steps: &mut Vec<Step>) {
    match &tree[at] {
        Grown::Leaf(leaf) => steps.push(Step::Leaf(leaf.clone())),
        Grown::Split(split, low, high) => {
            steps.push(Step::Split {
                input: split.input as u8,
                limit: split.limit as u8,
            });
            flatten(tree, *low, steps);
            flatten(tree, *high, steps);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECIPE: Recipe<2> = Recipe {
        trees: 60,
        leaves: 6,
        rate: 0.2,
        least: 5,
        pull: 1.0,
        inputs: 1.0,
        rows: 0.8,
        step: 0.02,
        weights: [1.0; 2],
    };

    /// Rows of three inputs of which the third is noise. The first answer asks whether exactly
    /// one of the others is large, which no sum of them tells; the second, asked of some rows
    /// alone, whether the first input is.
    fn rows(seed: u64) -> (Vec<u8>, Vec<[Option<bool>; 2]>) {
        let mut random = Random::new(seed);
        let (mut values, mut answers) = (Vec::new(), Vec::new());
        for row in 0..1000 {
            let own: Vec<u8> = (0..3).map(|_| (random.next() >> 26) as u8).collect();
            let either = (own[0] > 30) != (own[1] > 40);
            answers.push([Some(either), (row % 3 == 0).then_some(own[0] > 30)]);
            values.extend(own);
        }
        (values, answers)
    }

    fn grown(seed: u64) -> Forest {
        let (values, answers) = rows(seed);
        let rows = Rows {
            inputs: 3,
            values: &values,
            answers: &answers,
            weights: &[],
        };
        let all: Vec<u32> = (0..1000).collect();
        grow(&rows, &all, RECIPE, 7)
    }

    #[test]
    fn learns_what_no_sum_tells() {
        let forest = grown(1);
        let (values, answers) = rows(2);
        let mut right = [0; 2];
        for (row, answers) in values.chunks(3).zip(&answers) {
            let mut scores = [0.0; 2];
            forest.score(row, &mut scores);
            right[0] += usize::from((scores[0] > 0.0) == answers[0].unwrap());
            right[1] += usize::from((scores[1] > 0.0) == (row[0] > 30));
        }
        assert!(right[0] > 960 && right[1] > 960, "{right:?}");
    }

    #[test]
    fn the_same_rows_give_the_same_trees() {
        assert_eq!(grown(1), grown(1));
    }

    #[test]
    fn a_row_that_counts_twice_is_as_good_as_two() {
        let (values, answers) = ([1, 2, 1, 2, 2], [[true], [false], [false], [true], [true]]);
        let answers = answers.map(|[answer]| [Some(answer); 2]);
        let first = |values: &[u8], answers: &[[Option<bool>; 2]], weights: &[f32]| {
            let rows = Rows {
                inputs: 1,
                values,
                answers,
                weights,
            };
            let recipe = Recipe {
                least: 1,
                rows: 1.0,
                trees: 1,
                ..RECIPE
            };
            let all: Vec<u32> = (0..answers.len() as u32).collect();
            let mut scores = [0.0; 2];
            grow(&rows, &all, recipe, 7).score(&[2], &mut scores);
            scores
        };
        let twice = first(&values, &answers, &[]);
        let weighed = first(&values[..4], &answers[..4], &[1.0, 1.0, 1.0, 2.0]);
        assert_eq!(twice, weighed);
        assert_ne!(twice, first(&values[..4], &answers[..4], &[]));
    }

    #[test]
    fn without_rows_there_is_nothing_to_tell() {
        let rows = Rows {
            inputs: 3,
            values: &[],
            answers: &[],
            weights: &[],
        };
        let forest = grow(&rows, &[], RECIPE, 7);
        let mut scores = [1.0; 2];
        forest.score(&[1, 2, 3], &mut scores);
        assert_eq!(scores, [0.0; 2]);
    }
}
