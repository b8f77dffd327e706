//! Trains linear chains by gradient descent on their exact likelihood.
//!
//! AdaGrad on hashed features, with dropout of features. Features seen once or twice are used but
//! not learned from, so that training meets the noise that unseen features make later. The last
//! epochs compute with rounded weights, so that rounding costs little.

use ascribe::model::chain::{Chain, PLACES, Transitions};
use ascribe::model::table::{Table, row};

use crate::random::Random;

/// Sequences with their features, packed.
#[derive(Default)]
pub struct Sequences {
    features: Vec<u32>,
    /// End of each token's features.
    ends: Vec<usize>,
    labels: Vec<u8>,
    places: Vec<u8>,
    fixed: Vec<bool>,
    /// First token and one past the last, and the group (fold) it belongs to.
    ranges: Vec<(usize, usize, usize)>,
    open: usize,
}

impl Sequences {
    /// Adds a feature to the token being made.
    #[inline]
    pub fn feature(&mut self, hash: u32) {
        self.features.push(hash);
    }

    /// Ends the token being made. A `fixed` token always has label 0.
    pub fn end_token(&mut self, label: u8, place: u8, fixed: bool) {
        self.ends.push(self.features.len());
        self.labels.push(label);
        self.places.push(place);
        self.fixed.push(fixed);
    }

    /// Ends the sequence being made.
    pub fn end_sequence(&mut self, fold: usize) {
        if self.labels.len() > self.open {
            self.ranges.push((self.open, self.labels.len(), fold));
        }
        self.open = self.labels.len();
    }

    /// Number of tokens.
    pub fn tokens(&self) -> usize {
        self.labels.len()
    }

    /// Turns hashes into rows of a table of `1 << bits`, and marks features seen too seldom to
    /// be learned.
    pub fn seal(&mut self, bits: u32, least_count: u8) {
        const COUNTERS: u32 = 26;
        let mut counts = vec![0u8; 1 << COUNTERS];
        for &hash in &self.features {
            let count = &mut counts[row(hash, COUNTERS)];
            *count = count.saturating_add(1);
        }
        for feature in &mut self.features {
            let rare = counts[row(*feature, COUNTERS)] < least_count;
            *feature = row(*feature, bits) as u32 | u32::from(rare) << 31;
        }
        self.features.shrink_to_fit();
    }

    fn token_features(&self, token: usize) -> &[u32] {
        let start = if token == 0 { 0 } else { self.ends[token - 1] };
        &self.features[start..self.ends[token]]
    }
}

/// How a chain is trained.
#[derive(Debug, Clone, Copy)]
pub struct Recipe {
    /// log2 of the rows of its table.
    pub bits: u32,
    /// How often a feature must be seen to be learned.
    pub least_count: u8,
    /// Independent runs whose weights are averaged.
    pub runs: u32,
    /// Passes over the data.
    pub epochs: u32,
    /// Passes at the end that compute with rounded weights.
    pub rounded_epochs: u32,
    /// Step size.
    pub rate: f32,
    /// Share of features dropped.
    pub dropout: f32,
    /// Passes at the end whose weights are averaged; at least one.
    pub averaged_epochs: u32,
    /// Pull towards zero.
    pub decay: f32,
    /// Worth of one unit of a weight.
    pub step: f32,
    /// Share of a unit below which a weight becomes zero.
    pub dead_zone: f32,
    /// What squared gradients start from: large makes the first steps small.
    pub initial: f32,
}

struct Learner<'a> {
    data: &'a Sequences,
    recipe: Recipe,
    /// Weight and sum of squared gradients of both labels, for each row.
    rows: Vec<[f32; 4]>,
    sums: Vec<[f32; 2]>,
    transitions: Box<Transitions>,
    transition_squares: Box<Transitions>,
    random: Random,
    active: Vec<u32>,
    active_ends: Vec<usize>,
    scores: Vec<[f32; 3]>,
    forward: Vec<[f32; 3]>,
    backward: Vec<[f32; 3]>,
}

/// Rounds as the stored weights are rounded.
#[inline]
pub fn code(weight: f32, step: f32, dead_zone: f32) -> f32 {
    let units = weight / step;
    if units.abs() < dead_zone {
        0.0
    } else {
        units.round().clamp(-127.0, 127.0)
    }
}

/// Trains on all sequences but those of fold `without`: several runs in different order, whose
/// weights are averaged.
pub fn train(data: &Sequences, recipe: Recipe, without: Option<usize>) -> Chain {
    let mut sums = vec![[0.0_f32; 2]; 1 << recipe.bits];
    let mut transitions = Box::new([[[0.0; 3]; 3]; PLACES]);
    for run in 0..recipe.runs {
        let learner = train_once(data, recipe, without, u64::from(run));
        for (sum, own) in sums.iter_mut().zip(&learner.sums) {
            sum[0] += own[0];
            sum[1] += own[1];
        }
        let own = learner.transitions.iter().flatten().flatten();
        for (sum, own) in transitions.iter_mut().flatten().flatten().zip(own) {
            *sum += own / recipe.runs as f32;
        }
    }
    finish(recipe, &sums, transitions)
}

fn train_once(data: &Sequences, recipe: Recipe, without: Option<usize>, run: u64) -> Learner<'_> {
    let mut order: Vec<usize> = (0..data.ranges.len())
        .filter(|&index| Some(data.ranges[index].2) != without)
        .collect();
    let mut learner = Learner {
        data,
        recipe,
        rows: vec![[0.0, 0.0, recipe.initial, recipe.initial]; 1 << recipe.bits],
        sums: vec![[0.0; 2]; 1 << recipe.bits],
        transitions: Box::new([[[0.0; 3]; 3]; PLACES]),
        transition_squares: Box::new([[[1e-4; 3]; 3]; PLACES]),
        random: Random::new(7 + run),
        active: Vec::new(),
        active_ends: Vec::new(),
        scores: Vec::new(),
        forward: Vec::new(),
        backward: Vec::new(),
    };
    for epoch in 0..recipe.epochs {
        let mut random = Random::new(100 + 50 * run + u64::from(epoch));
        random.shuffle(&mut order);
        let rounded = epoch + recipe.rounded_epochs >= recipe.epochs;
        for &index in &order {
            learner.learn(index, rounded);
        }
        if epoch + recipe.averaged_epochs >= recipe.epochs {
            for (sum, cell) in learner.sums.iter_mut().zip(&learner.rows) {
                sum[0] += cell[0];
                sum[1] += cell[1];
            }
        }
    }
    learner
}

impl Learner<'_> {
    fn learn(&mut self, index: usize, rounded: bool) {
        let (first, last, _) = self.data.ranges[index];
        let recipe = self.recipe;
        let keep = 1.0 / (1.0 - recipe.dropout);
        let dropped = (f64::from(recipe.dropout) * f64::from(u32::MAX)) as u32;
        self.active.clear();
        self.active_ends.clear();
        self.scores.clear();
        for token in first..last {
            let mut score = [0.0; 3];
            if self.data.fixed[token] {
                score = [0.0, -30.0, -30.0];
            } else {
                for &feature in self.data.token_features(token) {
                    if self.random.next() < dropped {
                        continue;
                    }
                    self.active.push(feature);
                    let cell = &self.rows[(feature & 0x7fff_ffff) as usize];
                    if rounded {
                        score[1] += code(cell[0], recipe.step, recipe.dead_zone) * recipe.step;
                        score[2] += code(cell[1], recipe.step, recipe.dead_zone) * recipe.step;
                    } else {
                        score[1] += cell[0];
                        score[2] += cell[1];
                    }
                }
                score[1] *= keep;
                score[2] *= keep;
            }
            self.scores.push(score);
            self.active_ends.push(self.active.len());
        }
        self.propagate(first, last);
        self.update(first, last);
    }

    /// Forward and backward probabilities, scaled token by token.
    fn propagate(&mut self, first: usize, last: usize) {
        let count = last - first;
        self.forward.clear();
        self.backward.clear();
        self.backward.resize(count, [1.0; 3]);
        let mut state = [1.0_f32, 0.0, 0.0];
        for index in 0..count {
            let score = &mut self.scores[index];
            let top = score[0].max(score[1]).max(score[2]);
            *score = score.map(|s| (s - top).exp());
            let steps = &self.transitions[usize::from(self.data.places[first + index])];
            let mut next = [0.0; 3];
            for label in 0..3 {
                next[label] = score[label]
                    * (0..3)
                        .map(|p| state[p] * steps[p][label].exp())
                        .sum::<f32>();
            }
            state = normalized(next);
            self.forward.push(state);
        }
        let mut after = [1.0_f32; 3];
        for index in (0..count).rev() {
            self.backward[index] = after;
            let steps = &self.transitions[usize::from(self.data.places[first + index])];
            let score = self.scores[index];
            let mut before = [0.0; 3];
            for (label, slot) in before.iter_mut().enumerate() {
                *slot = (0..3)
                    .map(|n| steps[label][n].exp() * score[n] * after[n])
                    .sum();
            }
            after = normalized(before);
        }
    }

    fn update(&mut self, first: usize, last: usize) {
        let recipe = self.recipe;
        let mut active_start = 0;
        let mut gold_before = 0;
        for index in 0..last - first {
            let token = first + index;
            let gold = usize::from(self.data.labels[token]);
            let (forward, backward) = (self.forward[index], self.backward[index]);
            let marginal = normalized([
                forward[0] * backward[0],
                forward[1] * backward[1],
                forward[2] * backward[2],
            ]);
            let place = usize::from(self.data.places[token]);
            let state = if index == 0 {
                [1.0, 0.0, 0.0]
            } else {
                self.forward[index - 1]
            };
            let score = self.scores[index];
            let mut joint = [[0.0_f32; 3]; 3];
            let mut sum = 0.0;
            for (p, row) in joint.iter_mut().enumerate() {
                for (l, cell) in row.iter_mut().enumerate() {
                    *cell = state[p] * self.transitions[place][p][l].exp() * score[l] * backward[l];
                    sum += *cell;
                }
            }
            if sum > 0.0 {
                for (p, row) in joint.iter().enumerate() {
                    for (l, &cell) in row.iter().enumerate() {
                        let right = f32::from(u8::from(p == gold_before && l == gold));
                        let gradient = cell / sum - right + 1e-4 * self.transitions[place][p][l];
                        let square = &mut self.transition_squares[place][p][l];
                        *square += gradient * gradient;
                        self.transitions[place][p][l] -= recipe.rate * gradient / square.sqrt();
                    }
                }
            }
            gold_before = gold;
            let active = &self.active[active_start..self.active_ends[index]];
            active_start = self.active_ends[index];
            let gradients = [
                marginal[1] - f32::from(u8::from(gold == 1)),
                marginal[2] - f32::from(u8::from(gold == 2)),
            ];
            if gradients[0].abs() + gradients[1].abs() < 1e-3 {
                continue;
            }
            for &feature in active {
                if feature >> 31 == 1 {
                    continue;
                }
                let cell = &mut self.rows[feature as usize];
                for label in 0..2 {
                    let gradient = gradients[label] + recipe.decay * cell[label];
                    cell[2 + label] += gradient * gradient;
                    cell[label] -= recipe.rate * gradient / cell[2 + label].sqrt();
                }
            }
        }
    }
}

/// Rounds summed weights into a chain.
fn finish(recipe: Recipe, sums: &[[f32; 2]], mut transitions: Box<Transitions>) -> Chain {
    let count = (recipe.averaged_epochs.min(recipe.epochs) * recipe.runs) as f32;
    let mut table = Table::zeros(recipe.bits, 2, recipe.step);
    for (codes, sum) in table.codes.chunks_mut(2).zip(sums) {
        for label in 0..2 {
            codes[label] = code(sum[label] / count, recipe.step, recipe.dead_zone) as i8;
        }
    }
    for score in transitions.iter_mut().flatten().flatten() {
        *score = (*score * 16.0).round().clamp(-127.0, 127.0) / 16.0;
    }
    Chain { table, transitions }
}

#[inline]
fn normalized(values: [f32; 3]) -> [f32; 3] {
    let sum = values[0] + values[1] + values[2];
    if sum > 0.0 && sum.is_finite() {
        values.map(|value| value / sum)
    } else {
        [1.0 / 3.0; 3]
    }
}
