//! Gradient descent under which a weight stays zero until there is evidence for it.
//!
//! Follow the proximally regularised leader with an L1 penalty: McMahan et al., "Ad Click
//! Prediction: a View from the Trenches" (KDD 2013), algorithm 1 without its L2 penalty, which
//! here only rounds off the first steps. A weight is the soft threshold of the sum of its
//! gradients, so that what few examples want is not kept.

/// What a weight was pulled by so far.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pull {
    gradients: f32,
    squares: f32,
}

/// How weights follow their gradients.
#[derive(Debug, Clone, Copy)]
pub struct Proximal {
    /// Step size.
    pub rate: f32,
    /// Sum of gradients below which a weight is zero.
    pub evidence: f32,
}

impl Proximal {
    /// The weight under a pull.
    #[inline]
    pub fn weight(&self, pull: Pull) -> f32 {
        let beyond = pull.gradients.abs() - self.evidence;
        if beyond <= 0.0 {
            return 0.0;
        }
        let stiffness = (1.0 + pull.squares.sqrt()) / self.rate + 1e-3;
        -beyond.copysign(pull.gradients) / stiffness
    }

    /// Adds a gradient of the loss to a weight's pull.
    #[inline]
    pub fn step(&self, pull: &mut Pull, gradient: f32) {
        let weight = self.weight(*pull);
        let squares = pull.squares + gradient * gradient;
        let stiffer = (squares.sqrt() - pull.squares.sqrt()) / self.rate;
        pull.gradients += gradient - stiffer * weight;
        pull.squares = squares;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_moves_only_with_evidence_and_against_the_gradient() {
        let slow = Proximal {
            rate: 0.3,
            evidence: 3.0,
        };
        let mut pull = Pull::default();
        for _ in 0..3 {
            slow.step(&mut pull, -1.0);
        }
        assert_eq!(slow.weight(pull), 0.0);
        slow.step(&mut pull, -1.0);
        assert!(slow.weight(pull) > 0.0);
        for _ in 0..9 {
            slow.step(&mut pull, 1.0);
        }
        assert!(slow.weight(pull) < 0.0);
    }
}
