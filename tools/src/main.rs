//! Programs that build and train Ascribe.
fn main() {}
