//! Scores into probabilities that mean something.

/// A rising curve through a few points: what share of held-out marks with a score were right.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Calibration {
    /// Score and probability, both rising.
    pub points: Vec<(f32, f32)>,
}

impl Calibration {
    /// The probability for a score: on the line between the points beside it. Without points,
    /// the logistic function.
    pub fn apply(&self, score: f32) -> f32 {
        let after = self.points.partition_point(|point| point.0 <= score);
        let probability = match (
            after.checked_sub(1).and_then(|i| self.points.get(i)),
            self.points.get(after),
        ) {
            (Some(a), Some(b)) => {
                let width = b.0 - a.0;
                let share = if width > 0.0 {
                    (score - a.0) / width
                } else {
                    0.0
                };
                a.1 + (b.1 - a.1) * share
            }
            (Some(end), None) | (None, Some(end)) => end.1,
            (None, None) => 1.0 / (1.0 + (-score).exp()),
        };
        probability.clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_points_the_line_counts_and_beyond_them_the_last_point() {
        let curve = Calibration {
            points: vec![(-1.0, 0.2), (1.0, 0.6)],
        };
        assert_eq!(curve.apply(-5.0), 0.2);
        assert!((curve.apply(0.0) - 0.4).abs() < 1e-6);
        assert_eq!(curve.apply(9.0), 0.6);
        assert!((Calibration::default().apply(0.0) - 0.5).abs() < 1e-6);
    }
}
