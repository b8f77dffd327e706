//! The node stream that the page sends, into an article and back to text nodes.

use ascribe::article::Article;
use ascribe::article::dom::{Display, DomReader, OpenElement, Segment};
use std::fmt;

/// Why a node stream could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StreamError {
    /// It ends inside an operation.
    Cut,
    /// There is no such operation.
    Operation(u32),
    /// There is no such way to lay out an element.
    Display(u32),
    /// There is no string of this number.
    String(u32),
    /// More elements end than began.
    Close,
    /// A text node has another length in the stream than in the text.
    Text,
}

impl fmt::Display for StreamError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("malformed node stream: ")?;
        match self {
            StreamError::Cut => formatter.write_str("it ends inside an operation"),
            StreamError::Operation(number) => write!(formatter, "no operation {number}"),
            StreamError::Display(number) => write!(formatter, "no display {number}"),
            StreamError::String(number) => write!(formatter, "no string {number}"),
            StreamError::Close => formatter.write_str("more elements end than began"),
            StreamError::Text => formatter.write_str("a text node and its length do not agree"),
        }
    }
}

impl std::error::Error for StreamError {}

/// An article, and where its text came from: four numbers a segment, as `segments()` in
/// `core.ts` has them.
pub struct StreamArticle {
    /// The article.
    pub article: Article,
    /// Start in the article, text node, start in that node, length; in UTF-16 code units.
    pub segments: Vec<u32>,
}

/// Reads a node stream: see `DomOp` in `core.ts`. Linear.
pub fn read(ops: &[u32], text: &str, names: &str) -> Result<StreamArticle, StreamError> {
    let names: Vec<&str> = names.split('\0').collect();
    let name = |number: u32| {
        let name = names.get(number as usize).copied();
        name.ok_or(StreamError::String(number))
    };
    let mut nodes: Vec<&str> = Vec::new();
    let mut rest = text;
    let mut reader = DomReader::new();
    let mut depth = 0usize;
    let mut ops = ops.iter().copied();
    let next = |ops: &mut dyn Iterator<Item = u32>| ops.next().ok_or(StreamError::Cut);
    while let Some(operation) = ops.next() {
        match operation {
            0 => {
                let element = OpenElement {
                    tag: name(next(&mut ops)?)?,
                    names: name(next(&mut ops)?)?,
                    role: name(next(&mut ops)?)?,
                    value: name(next(&mut ops)?)?,
                    display: match next(&mut ops)? {
                        0 => Display::Auto,
                        1 => Display::Block,
                        2 => Display::Inline,
                        3 => Display::None,
                        other => return Err(StreamError::Display(other)),
                    },
                };
                depth += 1;
                reader.open(element);
            }
            1 => {
                depth = depth.checked_sub(1).ok_or(StreamError::Close)?;
                reader.close();
            }
            2 => {
                let length = next(&mut ops)?;
                let (node, after) = rest.split_once('\0').ok_or(StreamError::Text)?;
                if node.chars().map(|c| c.len_utf16() as u64).sum::<u64>() != u64::from(length) {
                    return Err(StreamError::Text);
                }
                rest = after;
                nodes.push(node);
                reader.text(node);
            }
            3 => {
                let (key, value) = (name(next(&mut ops)?)?, name(next(&mut ops)?)?);
                reader.metadata(key, value);
            }
            other => return Err(StreamError::Operation(other)),
        }
    }
    if !rest.is_empty() {
        return Err(StreamError::Text);
    }
    let read = reader.finish();
    let segments = segments_utf16(&read.segments, read.article.text(), &nodes);
    Ok(StreamArticle {
        article: read.article,
        segments,
    })
}

/// Segments with their offsets in UTF-16. Linear, since both the article and each node are
/// walked forward once: segments are sorted, also within a node.
fn segments_utf16(segments: &[Segment], article: &str, nodes: &[&str]) -> Vec<u32> {
    let mut here = Walk::default();
    let mut node_walks = vec![Walk::default(); nodes.len()];
    let mut numbers = Vec::with_capacity(segments.len() * 4);
    for segment in segments {
        let node = segment.node as usize;
        let start = here.to(article, segment.start);
        let end = here.to(article, segment.start + segment.len);
        let node_start = match (nodes.get(node), node_walks.get_mut(node)) {
            (Some(text), Some(walk)) => walk.to(text, segment.node_start),
            _ => continue,
        };
        numbers.extend([start, segment.node, node_start, end - start]);
    }
    numbers
}

/// A place in a text, as UTF-8 and as UTF-16 offset.
#[derive(Debug, Clone, Copy, Default)]
struct Walk {
    byte: u32,
    unit: u32,
}

impl Walk {
    /// Walks to a UTF-8 offset; one before this place starts from the beginning.
    fn to(&mut self, text: &str, byte: u32) -> u32 {
        if byte < self.byte {
            *self = Walk::default();
        }
        let between = text.get(self.byte as usize..byte as usize).unwrap_or("");
        self.unit += between.chars().map(|c| c.len_utf16() as u32).sum::<u32>();
        self.byte = byte;
        self.unit
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The UTF-16 units of a range; white space of any kind is a space in the article.
    fn slice(text: &str, start: u32, length: u32) -> Vec<u16> {
        let units: Vec<u16> = text.replace(['\n', '\t'], " ").encode_utf16().collect();
        units[start as usize..(start + length) as usize].to_vec()
    }

    fn assert_segments(read: &StreamArticle, nodes: &[&str]) {
        for segment in read.segments.chunks(4) {
            let [start, node, node_start, length] = *segment else {
                panic!("four numbers a segment");
            };
            assert_eq!(
                slice(read.article.text(), start, length),
                slice(nodes[node as usize], node_start, length)
            );
        }
    }

    #[test]
    fn a_paragraph_with_a_link() {
        let names = "\0p\0a\0https://example.org/\0og:title\0Hi";
        let ops = [
            3, 4, 5, // metadata
            0, 1, 0, 0, 0, 1, // <p>
            2, 6, // "🎈 see "
            0, 2, 0, 0, 3, 2, // <a>
            2, 4, // "thés"
            1, 1,
        ];
        let read = read(&ops, "🎈 see\0thés\0", names).unwrap_or_else(|why| panic!("{why}"));
        assert_eq!(read.article.text(), "🎈 seethés");
        assert_eq!(read.segments, [0, 0, 0, 6, 6, 1, 0, 4]);
        assert_eq!(read.article.inlines().len(), 1);
        assert_segments(&read, &["🎈 see", "thés"]);
    }

    #[test]
    fn malformed_streams_are_refused() {
        let refused = |ops: &[u32], text: &str| read(ops, text, "\0p").err();
        assert_eq!(refused(&[0, 1, 0], ""), Some(StreamError::Cut));
        assert_eq!(refused(&[9], ""), Some(StreamError::Operation(9)));
        assert_eq!(
            refused(&[0, 2, 0, 0, 0, 0], ""),
            Some(StreamError::String(2))
        );
        assert_eq!(
            refused(&[0, 1, 0, 0, 0, 4], ""),
            Some(StreamError::Display(4))
        );
        assert_eq!(refused(&[1], ""), Some(StreamError::Close));
        assert_eq!(refused(&[2, 1], "a"), Some(StreamError::Text));
        assert_eq!(refused(&[2, 2], "a\0"), Some(StreamError::Text));
        assert_eq!(refused(&[2, u32::MAX], "a\0"), Some(StreamError::Text));
        assert_eq!(refused(&[2, 1], "a\0b\0"), Some(StreamError::Text));
    }

    proptest! {
        #[test]
        fn any_stream_is_read_or_refused(ops in prop::collection::vec(0u32..5, 0..60), text in "[a🎈 \0]{0,40}") {
            let _ = read(&ops, &text, "\0p\0b\0pre\0li");
        }

        #[test]
        fn segments_hold_the_nodes_own_characters(nodes in prop::collection::vec("[ab é🎈\n\t]{0,12}", 0..12), blocks in prop::collection::vec(any::<bool>(), 12)) {
            let mut ops = Vec::new();
            for (node, block) in nodes.iter().zip(&blocks) {
                let length = node.encode_utf16().count() as u32;
                ops.extend([0, 1, 0, 0, 0, if *block { 1 } else { 2 }, 2, length, 1]);
            }
            let text: String = nodes.iter().map(|node| format!("{node}\0")).collect();
            let read = read(&ops, &text, "\0span").unwrap_or_else(|why| panic!("{why}"));
            let nodes: Vec<&str> = nodes.iter().map(String::as_str).collect();
            assert_segments(&read, &nodes);
        }
    }
}
