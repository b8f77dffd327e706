//! Trains the accept model: several logistic regressions over the same hashed features.

use ascribe::model::accept::COLUMNS;
use ascribe::model::table::{Table, row};

use crate::chains::code;
use crate::random::Random;

/// A candidate with its features and the right answers, `None` where a question does not apply.
pub struct Example {
    /// Hashes.
    pub features: Vec<u32>,
    /// Answers.
    pub answers: [Option<bool>; COLUMNS],
    /// Group it belongs to.
    pub fold: usize,
}

/// Trains on all examples but those of fold `without`.
pub fn train(
    examples: &[Example],
    bits: u32,
    epochs: u32,
    step: f32,
    without: Option<usize>,
) -> Table {
    let (rate, dropout) = (0.08, 0.1_f64);
    let mut counts = vec![0u8; 1 << 22];
    for example in examples {
        for &hash in &example.features {
            let count = &mut counts[row(hash, 22)];
            *count = count.saturating_add(1);
        }
    }
    let mut order: Vec<usize> = (0..examples.len())
        .filter(|&index| Some(examples[index].fold) != without)
        .collect();
    let mut weights = vec![[0.0_f32; COLUMNS]; 1 << bits];
    let mut squares = vec![[1.0_f32; COLUMNS]; 1 << bits];
    let mut random = Random::new(23);
    let dropped = (dropout * f64::from(u32::MAX)) as u32;
    for _ in 0..epochs {
        random.shuffle(&mut order);
        for &index in &order {
            let example = &examples[index];
            let mut active = Vec::with_capacity(example.features.len());
            let mut sums = [0.0; COLUMNS];
            for &hash in &example.features {
                if random.next() < dropped {
                    continue;
                }
                let at = row(hash, bits);
                for (sum, weight) in sums.iter_mut().zip(&weights[at]) {
                    *sum += weight / (1.0 - dropout as f32);
                }
                if counts[row(hash, 22)] > 1 {
                    active.push(at);
                }
            }
            for question in 0..COLUMNS {
                let Some(answer) = example.answers[question] else {
                    continue;
                };
                let guess = 1.0 / (1.0 + (-sums[question]).exp());
                let error = guess - f32::from(u8::from(answer));
                for &at in &active {
                    let gradient = error + 1e-4 * weights[at][question];
                    squares[at][question] += gradient * gradient;
                    weights[at][question] -= rate * gradient / squares[at][question].sqrt();
                }
            }
        }
    }
    let mut table = Table::zeros(bits, COLUMNS, step);
    for (codes, weights) in table.codes.chunks_mut(COLUMNS).zip(&weights) {
        for question in 0..COLUMNS {
            codes[question] = code(weights[question], step, 0.5) as i8;
        }
    }
    table
}
