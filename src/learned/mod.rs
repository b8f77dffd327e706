//! What learned models share, whatever they are about: boosted trees, the coder that packs weights,
//! curves from scores to probabilities, and the frame of the files that hold them.

pub mod calibration;
pub mod coder;
pub mod file;
pub mod forest;
pub mod hash;
