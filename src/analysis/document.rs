//! An article under edit.

use std::fmt;
use std::sync::Arc;

use super::cache::Cache;
use super::{Analysis, Explanation, Run, run};
use crate::article::{Article, Span};
use crate::model::{Model, builtin};

/// An article with its analysis, kept up to date through edits.
///
/// Every change makes a new version; a change made against an older version is refused, so that
/// an answer can always be matched with the text it is about.
#[derive(Debug, Default)]
pub struct Document {
    article: Article,
    version: u64,
    cache: Cache,
    run: Option<Run>,
    /// `None` for the built-in weights.
    model: Option<Arc<Model>>,
}

/// A change of a plain text article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The version that the change was made against.
    pub version: u64,
    /// The bytes it replaces.
    pub span: Span,
    /// What it puts there.
    pub text: String,
}

/// Why a change was refused; the document is as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum EditError {
    /// It was made against another version than the current one.
    Stale {
        /// The version of the change.
        given: u64,
        /// The version of the document.
        current: u64,
    },
    /// Its span ends behind the text or splits a character.
    OutOfText,
    /// The article comes from markup: its blocks cannot be read from text alone. Read the page
    /// again and [`Document::replace`] it.
    FromMarkup,
}

impl fmt::Display for EditError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EditError::Stale { given, current } => {
                write!(
                    formatter,
                    "the change is about version {given}, the document is at version {current}"
                )
            }
            EditError::OutOfText => formatter
                .write_str("the change's range is no range of whole characters of the text"),
            EditError::FromMarkup => formatter
                .write_str("an article read from markup is replaced whole, not edited as text"),
        }
    }
}

impl std::error::Error for EditError {}

impl Document {
    /// A document at version 0.
    pub fn new(article: Article) -> Document {
        Document {
            article,
            ..Document::default()
        }
    }

    /// A document at version 0 whose attributions are found with weights of the caller's own.
    pub fn with_model(article: Article, model: Arc<Model>) -> Document {
        Document {
            model: Some(model),
            ..Document::new(article)
        }
    }

    /// The version of the article; each change adds one.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The article as it is now.
    pub fn article(&self) -> &Article {
        &self.article
    }

    /// Replaces a stretch of a plain text article and returns the new version.
    ///
    /// ```
    /// use ascribe::{Article, Document, Edit, Span};
    /// let mut document = Document::new(Article::from_plain("He was here."));
    /// let edit = Edit { version: 0, span: Span::new(0, 2), text: "She".into() };
    /// assert_eq!(document.apply_edit(edit.clone()), Ok(1));
    /// assert_eq!(document.article().text(), "She was here.");
    /// assert!(document.apply_edit(edit).is_err());
    /// ```
    ///
    /// # Errors
    /// If the change is about another version, its range is no range of the text, or the
    /// article comes from markup.
    pub fn apply_edit(&mut self, edit: Edit) -> Result<u64, EditError> {
        self.check(edit.version)?;
        if self.article.from_markup() {
            return Err(EditError::FromMarkup);
        }
        let text = self.article.text();
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        if text.get(start..end).is_none() {
            return Err(EditError::OutOfText);
        }
        let mut changed = String::with_capacity(text.len() - (end - start) + edit.text.len());
        changed.push_str(&text[..start]);
        changed.push_str(&edit.text);
        changed.push_str(&text[end..]);
        Ok(self.set(Article::from_plain(changed)))
    }

    /// Replaces the article, for instance by the same page read again, and returns the new
    /// version. Blocks that are as they were keep their results.
    ///
    /// # Errors
    /// If the change is about another version.
    pub fn replace(&mut self, version: u64, article: Article) -> Result<u64, EditError> {
        self.check(version)?;
        Ok(self.set(article))
    }

    /// The analysis of the current version.
    pub fn analysis(&mut self) -> &Analysis {
        &self.run().2.analysis
    }

    /// Why one of the attributions is there, by its index in [`Analysis::attributions`]; `None`
    /// beyond their end. Costs two runs of the attribution stage over its block.
    ///
    /// ```
    /// use ascribe::{Article, Document, model::why::Decider};
    /// let mut document = Document::new(Article::from_plain("“It is safe,” the ministry said."));
    /// let why = document.explain(0).unwrap();
    /// assert_eq!(why.decider, Decider::Weights);
    /// assert!(why.weighed.unwrap().cue_probability > 0.5);
    /// assert!(document.explain(1).is_none());
    /// ```
    pub fn explain(&mut self, index: usize) -> Option<Explanation> {
        let (article, model, run) = self.run();
        run.explain(article, model, index)
    }

    /// The run over the current version, with the article and the weights that it was made with.
    fn run(&mut self) -> (&Article, &Model, &Run) {
        let model = self.model.as_deref().unwrap_or_else(|| builtin());
        let run = self
            .run
            .get_or_insert_with(|| run(&self.article, &mut self.cache, model));
        (&self.article, model, run)
    }

    fn check(&self, given: u64) -> Result<(), EditError> {
        if given == self.version {
            Ok(())
        } else {
            Err(EditError::Stale {
                given,
                current: self.version,
            })
        }
    }

    fn set(&mut self, article: Article) -> u64 {
        self.article = article;
        self.run = None;
        self.version += 1;
        self.version
    }
}
