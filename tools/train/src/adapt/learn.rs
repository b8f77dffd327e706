//! Adapts the accept tables: logistic regressions that start from given weights.
//!
//! A few verdicts must not wreck what a corpus taught. Three things hold the weights back: every
//! weight is pulled towards where it started; examples from text that nobody decided about ask
//! for the probabilities that the old weights gave; and what is learned is averaged over passes.

use ascribe::model::accept::{COLUMNS, probability};
use ascribe::model::table::{Table, row};

use super::Recipe;
use crate::random::Random;

/// A candidate with its features and the probabilities that are asked for, `None` where a
/// question does not apply.
pub struct Example {
    /// Hashes.
    pub features: Vec<u32>,
    /// Scores that the table's are added to.
    pub offset: [f32; COLUMNS],
    /// Probabilities.
    pub targets: [Option<f32>; COLUMNS],
    /// How much it counts.
    pub weight: f32,
}

/// The same weights in smaller units, if their range allows it: adapting moves many weights a
/// little each, which rounding to the units of training would undo.
pub fn refined(table: &Table) -> Table {
    /// Units finer than this gain nothing.
    const FINEST: f32 = 0.02;
    let largest = table.codes.iter().map(|code| code.unsigned_abs()).max();
    // room for weights to grow by a quarter
    let room = 127 * 4 / (5 * i32::from(largest.unwrap_or(0)).max(1));
    let factor = room.clamp(1, (table.scale / FINEST).max(1.0) as i32);
    Table {
        scale: table.scale / factor as f32,
        codes: table
            .codes
            .iter()
            .map(|&code| (i32::from(code) * factor) as i8)
            .collect(),
        ..table.clone()
    }
}

/// Adapts a table of [`COLUMNS`] columns to the examples. The same examples give the same table.
pub fn learn(start: &Table, examples: &[Example], recipe: &Recipe) -> Table {
    let mut table = refined(start);
    if table.columns != COLUMNS {
        return table;
    }
    let first: Vec<f32> = table
        .codes
        .iter()
        .map(|&code| f32::from(code) * table.scale)
        .collect();
    let mut weights = first.clone();
    let mut squares = vec![1.0_f32; first.len()];
    let mut sums = vec![0.0_f32; first.len()];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random::new(41);
    let averaged = recipe.epochs.div_ceil(2);
    for epoch in 0..recipe.epochs {
        random.shuffle(&mut order);
        for &index in &order {
            let (example, bits) = (&examples[index], table.bits);
            step(&mut weights, &mut squares, &first, bits, example, recipe);
        }
        if epoch + averaged >= recipe.epochs {
            for (sum, weight) in sums.iter_mut().zip(&weights) {
                *sum += weight / averaged as f32;
            }
        }
    }
    for (at, code) in table.codes.iter_mut().enumerate() {
        let moved = sums[at] - first[at];
        let units = f32::from(*code) + (moved / table.scale).round();
        *code = units.clamp(-127.0, 127.0) as i8;
    }
    table
}

/// One step of gradient descent (AdaGrad) on the likelihood of an example's targets.
fn step(
    weights: &mut [f32],
    squares: &mut [f32],
    first: &[f32],
    bits: u32,
    example: &Example,
    recipe: &Recipe,
) {
    let rows = || {
        example
            .features
            .iter()
            .map(|&hash| row(hash, bits) * COLUMNS)
    };
    for (question, target) in example.targets.iter().enumerate() {
        let Some(target) = target else { continue };
        let own: f32 = rows().map(|at| weights[at + question]).sum();
        let sum = own + example.offset[question];
        let error = example.weight * (probability(sum) - target);
        if error.abs() < 1e-3 {
            continue;
        }
        for at in rows() {
            let at = at + question;
            let gradient = error + recipe.pull * (weights[at] - first[at]);
            squares[at] += gradient * gradient;
            weights[at] -= recipe.rate * gradient / squares[at].sqrt();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finer_units_are_the_same_weights() {
        let mut table = Table::zeros(4, COLUMNS, 0.14);
        table.codes[3] = -20;
        table.codes[9] = 7;
        let fine = refined(&table);
        assert!(fine.scale < 0.05, "{}", fine.scale);
        for (a, b) in table.codes.iter().zip(&fine.codes) {
            let difference = f32::from(*a) * table.scale - f32::from(*b) * fine.scale;
            assert!(difference.abs() < 1e-5);
        }
        table.codes[0] = 127;
        assert_eq!(refined(&table), table);
    }

    #[test]
    fn without_examples_nothing_moves() {
        let mut table = Table::zeros(4, COLUMNS, 0.14);
        table.codes[5] = 100;
        assert_eq!(learn(&table, &[], &Recipe::default()), table);
    }
}
