//! Keeps hostile nesting from costing more than linear time.
//!
//! The tree builder looks through its open elements at most tags, and builds open formatting
//! elements anew in each paragraph. Browsers bound the depth of the tree; here, beyond a depth
//! that no page needs, a block's tags become `<hr>`, which parts the text as the block would
//! have, and other tags become `<wbr>`, which means nothing. No text is lost.

use crate::tree::{Growth, Node, Tree};
use html5ever::LocalName;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use std::cell::Cell;
use std::rc::Rc;

/// Elements around an element; browsers stop at 512, pages seldom pass 60.
const MAX_DEPTH: u32 = 256;

pub(crate) struct Guard<'a> {
    builder: TreeBuilder<&'a Node<'a>, Tree<'a>>,
    growth: Rc<Growth>,
    max_nodes: usize,
    /// Start tags that were replaced and not closed yet.
    replaced: Cell<u64>,
}

impl<'a> Guard<'a> {
    pub(crate) fn new(
        builder: TreeBuilder<&'a Node<'a>, Tree<'a>>,
        growth: Rc<Growth>,
        bytes: usize,
    ) -> Guard<'a> {
        Guard {
            builder,
            growth,
            // The shortest tags take three bytes; only elements built anew give more nodes.
            max_nodes: bytes / 2 + 4096,
            replaced: Cell::new(0),
        }
    }

    fn guarded(&self, tag: Tag) -> Tag {
        if changes_the_tokenizer(&tag.name) {
            return tag;
        }
        let replaced = self.replaced.get();
        match tag.kind {
            TagKind::StartTag => {
                let too_much =
                    self.growth.depth.get() > MAX_DEPTH || self.growth.nodes.get() > self.max_nodes;
                if !too_much || is_void(&tag.name) {
                    return tag;
                }
                self.replaced.set(replaced + 1);
            }
            TagKind::EndTag => {
                if replaced == 0 {
                    return tag;
                }
                self.replaced.set(replaced - 1);
            }
        }
        Tag {
            kind: TagKind::StartTag,
            name: LocalName::from(if is_inline(&tag.name) { "wbr" } else { "hr" }),
            self_closing: true,
            attrs: Vec::new(),
            had_duplicate_attributes: false,
        }
    }
}

impl<'a> TokenSink for Guard<'a> {
    type Handle = &'a Node<'a>;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<&'a Node<'a>> {
        let token = match token {
            Token::TagToken(tag) => Token::TagToken(self.guarded(tag)),
            token => token,
        };
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Elements whose contents are no markup: their tags must pass.
fn changes_the_tokenizer(name: &str) -> bool {
    matches!(
        name,
        "iframe"
            | "noembed"
            | "noframes"
            | "noscript"
            | "plaintext"
            | "script"
            | "style"
            | "textarea"
            | "title"
            | "xmp"
    )
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}

fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "mark"
            | "nobr"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
    )
}
