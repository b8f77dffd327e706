//! The program `ascribe`.
fn main() {}
