//! Runs the stages over an article.

use crate::annotation::{Attribution, BlockLabel, Boilerplate, Quote, Speaker};
use crate::article::{Article, Span};
use std::fmt;

/// What the stages found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Analysis {
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Parallel to the article's blocks.
    pub blocks: Vec<BlockLabel>,
    /// Sentences.
    pub sentences: Vec<Span>,
    /// Furniture.
    pub boilerplate: Vec<Boilerplate>,
    /// Quotes.
    pub quotes: Vec<Quote>,
    /// Attributions.
    pub attributions: Vec<Attribution>,
    /// Speakers.
    pub speakers: Vec<Speaker>,
}

/// An edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The version it was made against.
    pub version: u64,
    /// What it replaces.
    pub span: Span,
    /// By what.
    pub text: String,
}

/// Placeholder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditError;

impl fmt::Display for EditError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the edit does not fit")
    }
}

impl std::error::Error for EditError {}

/// Placeholder.
#[derive(Debug, Default)]
pub struct Document {
    article: Article,
    version: u64,
    analysis: Analysis,
}

impl Document {
    /// A document.
    pub fn new(article: Article) -> Document {
        Document {
            article,
            ..Document::default()
        }
    }
    /// Its version.
    pub fn version(&self) -> u64 {
        self.version
    }
    /// Its article.
    pub fn article(&self) -> &Article {
        &self.article
    }
    /// Applies an edit.
    pub fn apply_edit(&mut self, _edit: Edit) -> Result<u64, EditError> {
        Err(EditError)
    }
    /// Its analysis.
    pub fn analysis(&mut self) -> &Analysis {
        &self.analysis
    }
}
