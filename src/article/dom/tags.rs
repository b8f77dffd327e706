//! What tag names mean to a reader of text: which are shown, which begin a line of their own,
//! and what kind of block or inline they make.
//!
//! The lists follow the default style sheet that the HTML standard gives to browsers.

use crate::article::{BlockKind, InlineKind};

/// True for elements whose text a page never shows as part of itself.
pub(super) fn is_left_out(tag: &str) -> bool {
    matches!(
        tag,
        "applet"
            | "area"
            | "audio"
            | "base"
            | "canvas"
            | "datalist"
            | "embed"
            | "frameset"
            | "head"
            | "iframe"
            | "link"
            | "meta"
            | "meter"
            | "noembed"
            | "noframes"
            | "noscript"
            | "object"
            | "optgroup"
            | "option"
            | "param"
            | "progress"
            | "rp"
            | "script"
            | "select"
            | "style"
            | "svg"
            | "template"
            | "textarea"
            | "title"
            | "video"
    )
}

/// True for elements that stand on lines of their own where no style sheet says otherwise.
pub(super) fn is_block(tag: &str) -> bool {
    matches!(
        tag,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "listing"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "plaintext"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "xmp"
    )
}

/// True for controls that flow with the text where they stand in a sentence and are blocks of
/// their own elsewhere.
pub(super) fn is_inline_control(tag: &str) -> bool {
    matches!(tag, "button" | "label")
}

/// True for elements that hold sentences, so that a control in the midst of one belongs to it.
pub(super) fn holds_sentences(tag: &str) -> bool {
    matches!(
        tag,
        "p" | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "li"
            | "dd"
            | "dt"
            | "td"
            | "th"
            | "blockquote"
            | "figcaption"
            | "caption"
    )
}

/// What an element adds to the lists around it: `Some(true)` for numbered ones.
pub(super) fn list_order(tag: &str) -> Option<bool> {
    match tag {
        "ol" => Some(true),
        "ul" | "menu" | "dir" | "dl" => Some(false),
        _ => None,
    }
}

/// The block kind that an element gives to the text in it, `None` to leave that of its parent;
/// with the level of a heading.
pub(super) fn block_kind(tag: &str, role: &str) -> Option<(BlockKind, u8)> {
    Some(match tag {
        "h1" => (BlockKind::Heading, 1),
        "h2" => (BlockKind::Heading, 2),
        "h3" => (BlockKind::Heading, 3),
        "h4" => (BlockKind::Heading, 4),
        "h5" => (BlockKind::Heading, 5),
        "h6" => (BlockKind::Heading, 6),
        "li" | "dt" | "dd" => (BlockKind::ListItem, 0),
        "blockquote" => (BlockKind::Quotation, 0),
        "figcaption" | "caption" => (BlockKind::Caption, 0),
        "td" | "th" => (BlockKind::TableCell, 0),
        "pre" | "listing" | "xmp" | "plaintext" => (BlockKind::Preformatted, 0),
        "button" | "label" | "legend" | "summary" => (BlockKind::Control, 0),
        _ => match role {
            // ARIA gives headings without a stated level the second one.
            "heading" => (BlockKind::Heading, 2),
            "button" | "tab" | "menuitem" | "switch" => (BlockKind::Control, 0),
            _ => return None,
        },
    })
}

/// What an element marks inside a block. `value` is the link's address or the time's value.
pub(super) fn inline_kind(tag: &str, value: &str) -> Option<InlineKind> {
    Some(match tag {
        "a" if !value.is_empty() => InlineKind::Link(value.into()),
        "em" | "i" | "cite" | "dfn" | "var" => InlineKind::Emphasis,
        "strong" | "b" => InlineKind::Strong,
        "code" | "kbd" | "samp" | "tt" => InlineKind::Code,
        "time" => InlineKind::Time(value.into()),
        _ => return None,
    })
}
