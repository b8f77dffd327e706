//! Fits the curves that turn scores into probabilities, and measures how far they are off.

use ascribe::learned::calibration::Calibration;

/// Examples that a step of the curve must rest on.
const LEAST: usize = 60;
/// Most points of a curve.
const POINTS: usize = 16;

/// Fits a rising curve to scores and outcomes: pools neighbours until shares rise with the
/// scores, then thins the steps out.
pub fn fit(examples: &[(f32, bool)]) -> Calibration {
    let mut sorted = examples.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    // sum of scores, right ones, count
    let mut pools: Vec<(f64, f64, f64)> = Vec::new();
    let size = LEAST.max(sorted.len() / POINTS);
    for chunk in sorted.chunks(size.max(1)) {
        let scores: f64 = chunk.iter().map(|e| f64::from(e.0)).sum();
        let right = chunk.iter().filter(|e| e.1).count() as f64;
        pools.push((scores, right, chunk.len() as f64));
        while let [.., before, last] = pools.as_slice() {
            if before.1 / before.2 <= last.1 / last.2 {
                break;
            }
            let merged = (before.0 + last.0, before.1 + last.1, before.2 + last.2);
            pools.truncate(pools.len() - 2);
            pools.push(merged);
        }
    }
    let points = pools
        .iter()
        .map(|&(scores, right, count)| {
            // one success and one failure added: never quite certain
            (
                (scores / count) as f32,
                ((right + 1.0) / (count + 2.0)) as f32,
            )
        })
        .collect();
    Calibration { points }
}

/// How good probabilities are.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quality {
    /// Mean distance between probability and share right, over ten bins of equal size.
    pub expected_error: f64,
    /// Mean squared distance to the outcome.
    pub brier: f64,
    /// Area under the curve of precision over recall.
    pub area: f64,
    /// Examples.
    pub count: usize,
}

/// Measures probabilities against outcomes.
pub fn quality(examples: &[(f32, bool)]) -> Quality {
    let mut sorted = examples.to_vec();
    sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let count = sorted.len();
    if count == 0 {
        return Quality::default();
    }
    let outcome = |right: bool| f64::from(u8::from(right));
    let brier = sorted
        .iter()
        .map(|&(p, right)| (f64::from(p) - outcome(right)).powi(2))
        .sum::<f64>()
        / count as f64;
    let expected_error = sorted
        .chunks(count.div_ceil(10))
        .map(|bin| {
            let sure: f64 = bin.iter().map(|e| f64::from(e.0)).sum();
            let right: f64 = bin.iter().map(|e| outcome(e.1)).sum();
            (sure - right).abs()
        })
        .sum::<f64>()
        / count as f64;
    let all: f64 = sorted.iter().map(|e| outcome(e.1)).sum();
    let (mut right, mut area) = (0.0, 0.0);
    for (index, &(_, is_right)) in sorted.iter().enumerate() {
        if is_right {
            right += 1.0;
            area += right / (index + 1) as f64 / all;
        }
    }
    Quality {
        expected_error,
        brier,
        area,
        count,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fitted_curve_gives_the_shares_back() {
        let examples: Vec<(f32, bool)> = (0..2_000)
            .map(|i| {
                let score = (i % 4) as f32;
                (score, i / 4 % 4 < i % 4)
            })
            .collect();
        let curve = fit(&examples);
        let sure: Vec<(f32, bool)> = examples.iter().map(|e| (curve.apply(e.0), e.1)).collect();
        assert!(quality(&sure).expected_error < 0.02);
        assert!(
            curve
                .points
                .windows(2)
                .all(|w| w[0].0 <= w[1].0 && w[0].1 <= w[1].1)
        );
    }
}
