//! HTML into articles.
//!
//! The parser is html5ever, so markup means what it means to a browser; `tree` keeps the
//! parsed page in an arena, `guard` keeps hostile nesting from costing more than linear time,
//! `walk` tells the core's [`DomReader`] of it in document order, and `encoding` turns bytes
//! into characters. What a block is, is decided in the core.
//!
//! Without a layout, an element counts as hidden if it says so itself: `hidden`, a closed
//! `<dialog>`, `display: none` or `visibility: hidden` in its `style`. `aria-hidden` is shown,
//! as browsers show it.

mod encoding;
mod guard;
mod tree;
mod walk;

use ascribe::Article;
use ascribe::article::dom::{DomArticle, DomReader};
use guard::Guard;
use html5ever::ParseOpts;
use html5ever::interface::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use tree::Tree;

pub use encoding::{Decoded, decode};

/// Pages are read up to here, far beyond any page there is.
const MAX_BYTES: usize = 1 << 30;

/// The parser is fed in pieces, since its strings are 32 bits long.
const PIECE: usize = 1 << 24;

/// Reads a page. `url` is where it came from, if the page does not say so itself.
///
/// Linear in the page, whatever its nesting; never fails, since any text is HTML. Pages beyond
/// 1 GiB are cut.
///
/// ```
/// let article = ascribe_html::read("<h1>Bridge opens</h1><p>It is <b>wide</b>.", None);
/// assert_eq!(article.text(), "Bridge opens\n\nIt is wide.");
/// ```
pub fn read(html: &str, url: Option<&str>) -> Article {
    read_with_segments(html, url).article
}

/// Reads a page as [`read`] does, with the way back from the text to the page's text nodes,
/// which are numbered in document order.
pub fn read_with_segments(html: &str, url: Option<&str>) -> DomArticle {
    let arena = typed_arena::Arena::new();
    let options = ParseOpts {
        tree_builder: TreeBuilderOpts {
            drop_doctype: true,
            ..TreeBuilderOpts::default()
        },
        ..ParseOpts::default()
    };
    let tree = Tree::new(&arena);
    let page = tree.document();
    let state = tree.state();
    let builder = TreeBuilder::new(tree, options.tree_builder);
    let guard = Guard::new(builder, state, html.len().min(MAX_BYTES));
    let tokenizer = Tokenizer::new(guard, options.tokenizer);
    let input = BufferQueue::default();
    let mut rest = head(html, MAX_BYTES);
    while !rest.is_empty() {
        let piece = head(rest, PIECE);
        rest = &rest[piece.len()..];
        input.push_back(StrTendril::from_slice(piece));
        // The tokenizer stops at scripts and encoding declarations, neither of which counts.
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    }
    tokenizer.end();

    let mut reader = DomReader::new();
    walk::walk(page, &mut reader);
    if let Some(url) = url {
        reader.metadata("url", url);
    }
    reader.finish()
}

/// At most the first `length` bytes of a text.
fn head(text: &str, length: usize) -> &str {
    let mut end = length.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
