//! Blocks, and what the page's markup said about them.

use super::Span;

/// What a block is on the page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum BlockKind {
    /// Running text, and whatever nothing else fits.
    #[default]
    Paragraph,
    /// A headline or subheading; its level is in [`Block::level`].
    Heading,
    /// An item of a list.
    ListItem,
    /// The words under a picture, film or table.
    Caption,
    /// A paragraph inside a block quotation.
    Quotation,
    /// One cell of a table.
    TableCell,
    /// Text whose line breaks and spaces count.
    Preformatted,
    /// The label of a control: button, field, summary of a disclosure.
    Control,
}

impl BlockKind {
    /// All kinds, in their order.
    pub const ALL: [BlockKind; 8] = [
        BlockKind::Paragraph,
        BlockKind::Heading,
        BlockKind::ListItem,
        BlockKind::Caption,
        BlockKind::Quotation,
        BlockKind::TableCell,
        BlockKind::Preformatted,
        BlockKind::Control,
    ];

    /// The kind that a token stands for.
    pub fn from_token(token: &str) -> Option<BlockKind> {
        BlockKind::ALL
            .into_iter()
            .find(|kind| kind.token() == token)
    }

    /// The token that stands for it in JSON.
    pub const fn token(self) -> &'static str {
        match self {
            BlockKind::Paragraph => "paragraph",
            BlockKind::Heading => "heading",
            BlockKind::ListItem => "list_item",
            BlockKind::Caption => "caption",
            BlockKind::Quotation => "quotation",
            BlockKind::TableCell => "table_cell",
            BlockKind::Preformatted => "preformatted",
            BlockKind::Control => "control",
        }
    }
}

/// One run of text that the page shows as a unit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Block {
    /// Where its text stands; no white space at either end, never empty.
    pub span: Span,
    /// What the page shows it as.
    pub kind: BlockKind,
    /// Heading level 1 to 6; list depth from 1 for list items; 0 otherwise.
    pub level: u8,
    /// True for an item of a numbered list.
    pub ordered: bool,
    /// Index into [`super::Article::elements`] of the innermost block element.
    pub element: Option<u32>,
    /// Share of the block's characters that stand inside links, from 0 to 1.
    pub link_density: f32,
}

/// An element of the page that holds blocks, kept for what its names tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    /// Index of the enclosing element, smaller than its own.
    pub parent: Option<u32>,
    /// Tag name in lower case.
    pub tag: Box<str>,
    /// Words of `class` and `id` in lower case: `"siteNav--main_2"` gives `site nav main 2`.
    pub words: Vec<Box<str>>,
    /// The `role` attribute, or empty.
    pub role: Box<str>,
}

/// What a stretch inside a block is shown as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InlineKind {
    /// A link; the address as the page writes it, which is untrusted.
    Link(Box<str>),
    /// `em`, `i`, `cite` …
    Emphasis,
    /// `strong`, `b`
    Strong,
    /// `code`, `kbd`, `samp`
    Code,
    /// `time`, with its machine-readable value or an empty string.
    Time(Box<str>),
}

/// A link or an emphasis inside a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inline {
    /// Where it stands; inside one block.
    pub span: Span,
    /// What it is.
    pub kind: InlineKind,
}
