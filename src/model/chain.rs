//! Linear chains over three labels: the best path, and how sure each label is.
//!
//! A token's score for label 0 is 0, those of labels 1 and 2 are sums of feature weights.
//! A transition's score depends on the two labels and on the kind of place it happens at (after
//! a comma, at a quotation mark …), which the caller gives as a small number.

use super::table::Table;

/// Kinds of places that transitions tell apart.
pub const PLACES: usize = 48;

/// Transition scores, by place, previous label and label.
pub type Transitions = [[[f32; 3]; 3]; PLACES];

/// The weights of a chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Chain {
    /// Two columns: labels 1 and 2.
    pub table: Table,
    /// Scores of steps from label to label.
    pub transitions: Box<Transitions>,
}

impl Default for Chain {
    fn default() -> Chain {
        Chain {
            table: Table::zeros(1, 2, 1.0),
            transitions: Box::new([[[0.0; 3]; 3]; PLACES]),
        }
    }
}

/// Room for the work on one chain, kept from one to the next.
#[derive(Debug, Default)]
pub struct Lattice {
    /// Scores of labels 1 and 2, a pair for each token.
    pub scores: Vec<[f32; 2]>,
    /// Place of the step into each token.
    pub places: Vec<u8>,
    /// Probability of each label, after [`Lattice::marginals`].
    pub marginals: Vec<[f32; 3]>,
    /// The best labels, after [`Lattice::best_path`].
    pub labels: Vec<u8>,
    /// Set by [`super::cue::candidates`]: the probability that a cue begins at each token.
    pub begins: Vec<f32>,
    back: Vec<[u8; 3]>,
    forward: Vec<[f32; 3]>,
}

impl Lattice {
    /// Makes room for a new chain.
    pub fn clear(&mut self) {
        self.scores.clear();
        self.places.clear();
    }

    /// Adds a token.
    #[inline]
    pub fn push(&mut self, scores: [f32; 2], place: u8) {
        self.scores.push(scores);
        self.places.push(place);
    }

    /// Adds to the scores of both labels wherever they are possible.
    pub fn favour(&mut self, by: [f32; 2]) {
        for score in &mut self.scores {
            score[0] += by[0];
            score[1] += by[1];
        }
    }

    /// Finds the best labels; `bias` is added to label 1. Linear.
    pub fn best_path(&mut self, transitions: &Transitions, bias: f32) {
        let count = self.scores.len();
        self.back.clear();
        self.labels.clear();
        self.labels.resize(count, 0);
        let mut score = [0.0_f32, f32::NEG_INFINITY, f32::NEG_INFINITY];
        for (token, &place) in self.scores.iter().zip(&self.places) {
            let own = [0.0, token[0] + bias, token[1]];
            let steps = &transitions[usize::from(place) % PLACES];
            let mut next = [0.0; 3];
            let mut back = [0; 3];
            for label in 0..3 {
                let mut best = (score[0] + steps[0][label], 0);
                for previous in 1..3 {
                    let through = score[previous] + steps[previous][label];
                    if through > best.0 {
                        best = (through, previous as u8);
                    }
                }
                next[label] = best.0 + own[label];
                back[label] = best.1;
            }
            score = next;
            self.back.push(back);
        }
        let mut label = 0;
        for candidate in 1..3 {
            if score[candidate] > score[label] {
                label = candidate;
            }
        }
        for index in (0..count).rev() {
            self.labels[index] = label as u8;
            label = usize::from(self.back[index][label]);
        }
    }

    /// Works out the probability of each label of each token. Linear.
    pub fn marginals(&mut self, transitions: &Transitions) {
        let count = self.scores.len();
        self.forward.clear();
        self.marginals.clear();
        self.marginals.resize(count, [0.0; 3]);
        let mut state = [1.0_f32, 0.0, 0.0];
        for (token, &place) in self.scores.iter().zip(&self.places) {
            let steps = &transitions[usize::from(place) % PLACES];
            let own = exponentials(*token);
            let mut next = [0.0; 3];
            for (label, slot) in next.iter_mut().enumerate() {
                *slot = own[label]
                    * (state[0] * steps[0][label].exp()
                        + state[1] * steps[1][label].exp()
                        + state[2] * steps[2][label].exp());
            }
            state = normalized(next);
            self.forward.push(state);
        }
        let mut after = [1.0_f32; 3];
        for index in (0..count).rev() {
            let forward = self.forward[index];
            self.marginals[index] = normalized([
                forward[0] * after[0],
                forward[1] * after[1],
                forward[2] * after[2],
            ]);
            let own = exponentials(self.scores[index]);
            let steps = &transitions[usize::from(self.places[index]) % PLACES];
            let mut before = [0.0; 3];
            for (label, slot) in before.iter_mut().enumerate() {
                *slot = (0..3)
                    .map(|next| steps[label][next].exp() * own[next] * after[next])
                    .sum();
            }
            after = normalized(before);
        }
    }
}

/// Exponentials of a token's scores, the largest made 1.
#[inline]
fn exponentials(scores: [f32; 2]) -> [f32; 3] {
    let top = scores[0].max(scores[1]).max(0.0);
    [
        (-top).exp(),
        (scores[0] - top).exp(),
        (scores[1] - top).exp(),
    ]
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
