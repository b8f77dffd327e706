//! A stream of nodes into an article.
//!
//! An HTML parser (`crates/html`) and a walk over a live page (the glue) both end here, so that
//! the same page gives the same blocks either way. The caller tells of elements and text nodes
//! in document order; [`DomReader`] decides what is shown, where blocks begin and end and what
//! they are. Text is kept as a browser shows it: white space collapses, `<br>` is a line feed
//! (two in a row end the block), blocks are parted by a blank line. Nothing that is shown is
//! thrown away, and what is not shown (scripts, hidden elements, form values) is left out.
//!
//! - `tags`: what tag names mean
//! - `flow`: characters into text, with links and the way back to the nodes
//! - `words`: class and id words
//! - `metadata`: title, byline, date, site, address
//!
//! Cost is linear in the stream, whatever its nesting; at most [`MAX_ANCESTORS`] levels of
//! elements are kept.

mod flow;
mod metadata;
mod tags;
#[cfg(test)]
mod tests;
mod words;

use super::{Article, Block, BlockKind, Element};
use flow::Flow;
use metadata::MetadataReader;

/// Elements nested deeper than this are read but not kept in [`Article::elements`].
pub const MAX_ANCESTORS: usize = 128;

/// Class and id names beyond this many bytes of an element are not read.
const MAX_NAMES: usize = 1024;

/// How an element is laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Display {
    /// Not known: decided by the tag name, as the default style sheet of browsers does.
    #[default]
    Auto,
    /// On lines of its own (block, list item, table cell, flex …).
    Block,
    /// In the flow of a line.
    Inline,
    /// Not shown, nor anything in it.
    None,
}

/// An element that begins.
#[derive(Debug, Clone, Copy, Default)]
pub struct OpenElement<'a> {
    /// Tag name in lower case.
    pub tag: &'a str,
    /// The `class` and `id` attributes, joined by a space.
    pub names: &'a str,
    /// The `role` attribute.
    pub role: &'a str,
    /// `href` of a link, `datetime` of a time.
    pub value: &'a str,
    /// How it is laid out.
    pub display: Display,
}

/// Where a stretch of the article's text stands in the stream's text nodes.
///
/// Its bytes are the same in both, but for single spaces, each of which can be any one
/// white-space character (of one byte) of the node.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Segment {
    /// First UTF-8 byte in the article's text.
    pub start: u32,
    /// Number of the text node in the stream, from 0.
    pub node: u32,
    /// First UTF-8 byte in the text node.
    pub node_start: u32,
    /// Bytes.
    pub len: u32,
}

/// An article with the way back to the nodes it was read from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomArticle {
    /// The article.
    pub article: Article,
    /// Sorted by [`Segment::start`]; what belongs to none is white space that the reader made.
    pub segments: Vec<Segment>,
}

/// An open element.
#[derive(Debug, Clone, Copy)]
struct Frame {
    /// Index of the innermost block frame, which may be this one.
    block_frame: u32,
    /// Its tag, names and role in `DomReader::names`: start, ends of the first two, and end.
    names: [u32; 4],
    /// Index into `DomReader::elements` once a block stands in it.
    element: Option<u32>,
    kind: BlockKind,
    level: u8,
    list_depth: u8,
    ordered: bool,
    is_block: bool,
    is_inline_mark: bool,
    holds_sentences: bool,
}

/// Builds an article from a stream of nodes: see the [module](self).
///
/// Closing more than was opened, or less, is safe.
///
/// ```
/// use ascribe::article::dom::{DomReader, OpenElement};
/// let mut reader = DomReader::new();
/// reader.open(OpenElement { tag: "h1", ..OpenElement::default() });
/// reader.text("  A\n headline ");
/// reader.close();
/// reader.text("A paragraph.");
/// let read = reader.finish();
/// assert_eq!(read.article.text(), "A headline\n\nA paragraph.");
/// assert_eq!(read.article.blocks()[0].level, 1);
/// ```
#[derive(Debug)]
pub struct DomReader {
    flow: Flow,
    metadata: MetadataReader,
    blocks: Vec<Block>,
    elements: Vec<Element>,
    /// Open elements; the first one stands for the page.
    frames: Vec<Frame>,
    /// Names of the first [`MAX_ANCESTORS`] frames, one after the other.
    names: String,
    /// Open elements from the outermost hidden one inwards.
    hidden: u64,
    nodes: u32,
}

impl Default for DomReader {
    fn default() -> DomReader {
        DomReader::new()
    }
}

impl DomReader {
    /// A reader at the start of a page.
    pub fn new() -> DomReader {
        DomReader {
            flow: Flow::new(),
            metadata: MetadataReader::default(),
            blocks: Vec::new(),
            elements: Vec::new(),
            frames: vec![Frame {
                block_frame: 0,
                names: [0; 4],
                element: None,
                kind: BlockKind::Paragraph,
                level: 0,
                list_depth: 0,
                ordered: false,
                is_block: true,
                is_inline_mark: false,
                holds_sentences: false,
            }],
            names: String::new(),
            hidden: 0,
            nodes: 0,
        }
    }

    /// An element begins. Elements that HTML never closes (`<br>`) are closed like others.
    pub fn open(&mut self, element: OpenElement<'_>) {
        if self.hidden > 0 || element.display == Display::None || tags::is_left_out(element.tag) {
            self.hidden += 1;
            return;
        }
        let parent = self.top();
        let is_block = self.begins_block(&element, &parent);
        if is_block || (element.tag == "br" && self.flow.line_break()) {
            self.end_block();
        }
        let mut frame = Frame {
            names: self.keep_names(&element),
            element: None,
            is_block,
            is_inline_mark: false,
            ..parent
        };
        if let Some(ordered) = tags::list_order(element.tag) {
            frame.list_depth = parent.list_depth.saturating_add(1);
            frame.ordered = ordered;
        }
        if is_block {
            frame.block_frame = self.frames.len() as u32;
            frame.holds_sentences = tags::holds_sentences(element.tag);
            match tags::block_kind(element.tag, element.role) {
                Some((BlockKind::ListItem, _)) => {
                    frame.kind = BlockKind::ListItem;
                    frame.level = parent.list_depth.max(1);
                }
                Some((kind, level)) => (frame.kind, frame.level) = (kind, level),
                // An article in a table cell is a page laid out by a table.
                None if matches!(element.tag, "article" | "main")
                    && parent.kind == BlockKind::TableCell =>
                {
                    frame.kind = BlockKind::Paragraph;
                }
                None => {}
            }
        }
        if let Some(kind) = tags::inline_kind(element.tag, element.value) {
            frame.is_inline_mark = self.flow.open_inline(kind);
        }
        self.frames.push(frame);
    }

    /// The innermost open element ends.
    pub fn close(&mut self) {
        if self.hidden > 0 {
            self.hidden -= 1;
            return;
        }
        if self.frames.len() == 1 {
            return;
        }
        if self.top().is_block {
            self.end_block();
        }
        if let Some(frame) = self.frames.pop() {
            if frame.is_inline_mark {
                self.flow.close_inline();
            }
            self.names.truncate(frame.names[0] as usize);
        }
    }

    /// A text node. Nodes are numbered in the order of these calls, shown or not.
    pub fn text(&mut self, text: &str) {
        let node = self.nodes;
        self.nodes = self.nodes.saturating_add(1);
        if self.hidden > 0 {
            return;
        }
        if self.top().kind == BlockKind::Preformatted {
            self.flow.push_kept(node, 0, text);
        } else {
            self.flow.push(node, text);
        }
    }

    /// What the page says of itself: the text of `<title>` as `title`, the address of
    /// `<link rel="canonical">` as `canonical`, the `lang` of `<html>` as `lang`, and any
    /// `<meta>` by its `property`, `name` or `itemprop`. Names that mean nothing here are
    /// ignored.
    pub fn metadata(&mut self, key: &str, value: &str) {
        self.metadata.offer(key, value);
    }

    /// The page ends, and with it all open elements.
    pub fn finish(mut self) -> DomArticle {
        self.end_block();
        let (text, segments, inlines) = self.flow.into_parts();
        let (metadata, language) = self.metadata.finish();
        let article = Article {
            text,
            blocks: self.blocks,
            elements: self.elements,
            inlines,
            metadata,
            language,
            from_markup: true,
        };
        DomArticle { article, segments }
    }

    fn top(&self) -> Frame {
        self.frames[self.frames.len() - 1]
    }

    fn begins_block(&self, element: &OpenElement<'_>, parent: &Frame) -> bool {
        if element.tag == "br" {
            return false;
        }
        if tags::is_inline_control(element.tag) && element.display != Display::Block {
            let in_a_sentence = self.flow.has_text() && parent.holds_sentences;
            return !in_a_sentence;
        }
        match element.display {
            Display::Block => true,
            Display::Inline => false,
            Display::Auto | Display::None => tags::is_block(element.tag),
        }
    }

    fn keep_names(&mut self, element: &OpenElement<'_>) -> [u32; 4] {
        let start = self.names.len() as u32;
        let mut ends = [start; 4];
        if self.frames.len() < MAX_ANCESTORS {
            let parts = [element.tag, element.names, element.role];
            for (part, end) in parts.into_iter().zip(&mut ends[1..]) {
                self.names.push_str(head(part, MAX_NAMES));
                *end = self.names.len() as u32;
            }
        }
        ends
    }

    fn end_block(&mut self) {
        let Some(run) = self.flow.end_block() else {
            return;
        };
        let index = self.top().block_frame as usize;
        let frame = self.frames[index];
        let element = self.element_of(index);
        self.blocks.push(Block {
            span: run.span,
            kind: frame.kind,
            level: frame.level,
            ordered: frame.kind == BlockKind::ListItem && frame.ordered,
            element,
            link_density: run.link_density,
        });
    }

    /// Keeps the element of a frame and those around it that are not kept yet.
    fn element_of(&mut self, frame: usize) -> Option<u32> {
        let last = frame.min(MAX_ANCESTORS - 1);
        let mut first = last + 1;
        // The frame of the page, the first one, is no element.
        while first > 1 && self.frames[first - 1].element.is_none() {
            first -= 1;
        }
        let mut parent = self.frames[first - 1].element;
        for index in first..=last {
            let [start, tag, names, role] = self.frames[index].names.map(|offset| offset as usize);
            let element = self.elements.len() as u32;
            self.elements.push(Element {
                parent,
                tag: self.names[start..tag].into(),
                words: words::words(&self.names[tag..names]),
                role: self.names[names..role].into(),
            });
            self.frames[index].element = Some(element);
            parent = Some(element);
        }
        parent
    }
}

/// At most the first `length` bytes of a text.
fn head(text: &str, length: usize) -> &str {
    let mut end = length.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
