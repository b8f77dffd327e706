//! Formats for other tools, and the article alone for readers.

mod content;
pub mod html;
pub mod markdown;
#[cfg(test)]
mod tests;
pub mod text;
