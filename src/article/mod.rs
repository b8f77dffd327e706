//! An article is plain text plus the list of its blocks in reading order.
//!
//! [`Span`] is the offset type of the whole crate, [`OffsetMap`] converts it to other units,
//! [`Block`] is one run of text that the page shows as a unit, and [`Element`] keeps what the
//! page's markup said about it. Readers make articles: [`plain`] from text, [`dom`] from a
//! stream of nodes that an HTML parser or a live page gives.

mod block;
pub mod dom;
mod offset_map;
pub mod plain;
mod span;

pub use block::{Block, BlockKind, Element, Inline, InlineKind};
pub use offset_map::{OffsetMap, OffsetUnit};
pub use span::Span;

/// What a page says about the article it shows, `None` where it says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Metadata {
    /// Headline, without the site's name.
    pub title: Option<String>,
    /// Author line as written, without "By".
    pub byline: Option<String>,
    /// Time of publication as the page writes it (ISO 8601 where it comes from metadata).
    pub published: Option<String>,
    /// The publication's name.
    pub site: Option<String>,
    /// Canonical address.
    pub url: Option<String>,
}

/// An article: text, its blocks in reading order, and what the markup said about them.
///
/// Block spans are sorted, do not overlap, and together cover all text but white space.
/// Made by [`Article::from_plain`] and [`dom::DomReader`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Article {
    text: String,
    blocks: Vec<Block>,
    elements: Vec<Element>,
    inlines: Vec<Inline>,
    metadata: Metadata,
    language: Option<String>,
    /// True if its blocks come from markup: an edit of the text cannot be read again then.
    from_markup: bool,
}

impl Article {
    /// Reads plain text: see [`plain`] for how blocks are found. Linear in the text.
    ///
    /// ```
    /// let article = ascribe::Article::from_plain("A headline\n\nA paragraph.");
    /// assert_eq!(article.blocks().len(), 2);
    /// ```
    ///
    /// Text beyond 4 GiB is cut at a character boundary, since spans are 32 bits wide.
    pub fn from_plain(text: impl Into<String>) -> Article {
        plain::read(text.into())
    }

    /// The text that all offsets count in.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The blocks, in reading order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The words of one block.
    pub fn block_text(&self, block: &Block) -> &str {
        block.span.slice(&self.text)
    }

    /// The page's elements that hold blocks, parents before children. Empty for plain text.
    pub fn elements(&self) -> &[Element] {
        &self.elements
    }

    /// Links, emphasis and the like, sorted by start; outer ones first. Empty for plain text.
    pub fn inlines(&self) -> &[Inline] {
        &self.inlines
    }

    /// What the page says of itself.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// The language that the page declares (a BCP 47 tag such as `en-GB`), not the one found
    /// by reading the text.
    pub fn declared_language(&self) -> Option<&str> {
        self.language.as_deref()
    }

    /// True if the blocks come from a page's markup, false for plain text.
    pub fn from_markup(&self) -> bool {
        self.from_markup
    }

    /// The element of a block and its ancestors, innermost first.
    pub fn ancestors(&self, block: &Block) -> impl Iterator<Item = &Element> {
        let mut next = block.element;
        std::iter::from_fn(move || {
            let element = self.elements.get(next? as usize)?;
            next = element.parent;
            Some(element)
        })
    }
}
