//! Pairs a block's marks into pieces of quotations.
//!
//! A quotation that runs over paragraphs reopens at the head of each and closes once, at the
//! end of the last; so a block that ends inside a quotation is continued by the next one only
//! if that begins with an opening mark of the same family.

use super::{Mark, Shape, Style};
use crate::article::Span;
use crate::order;
use crate::segment::{Segments, TokenKind};

/// One stretch of a quotation inside one block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The words with their marks, in bytes from the block's start.
    pub span: Span,
    /// First token (the opening mark, if any) and one past the last.
    pub tokens: (u32, u32),
    /// The family of its marks.
    pub style: Style,
    /// False if it continues the quotation that the block before left open.
    pub opens: bool,
    /// False if the block or a sentence ended before a closing mark came.
    pub closes: bool,
    /// True inside another piece.
    pub nested: bool,
}

/// A block's quotations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BlockQuotes {
    /// Sorted by start; nested ones after those that hold them.
    pub pieces: Vec<Piece>,
    /// The family of a quotation that is open at the block's end: the last piece that is not nested.
    pub open: Option<Style>,
}

struct Open {
    mark: usize,
    style: Style,
    opens: bool,
}

/// Pairs the marks of one block. `continues` is the family of a quotation that the block
/// before left open. Linear in the marks and tokens.
pub fn pair(
    text: &str,
    segments: &Segments,
    marks: &[Mark],
    continues: Option<Style>,
) -> BlockQuotes {
    let mut pairing = Pairing {
        text,
        segments,
        marks,
        pieces: Vec::new(),
        stack: Vec::new(),
        last_close: last_closers(marks),
    };
    for index in 0..marks.len() {
        pairing.mark(index, continues);
    }
    pairing.finish()
}

/// For each mark, the index of the last mark of its family that can close, if after it.
fn last_closers(marks: &[Mark]) -> [Option<usize>; 3] {
    let mut last = [None; 3];
    for (index, mark) in marks.iter().enumerate() {
        if mark.shape != Shape::Open {
            last[mark.style as usize] = Some(index);
        }
    }
    last
}

struct Pairing<'a> {
    text: &'a str,
    segments: &'a Segments,
    marks: &'a [Mark],
    pieces: Vec<Piece>,
    stack: Vec<Open>,
    last_close: [Option<usize>; 3],
}

impl Pairing<'_> {
    fn mark(&mut self, index: usize, continues: Option<Style>) {
        let mark = self.marks[index];
        let depth = self.stack.iter().rposition(|open| open.style == mark.style);
        let at_head = mark.token == 0
            || self.segments.tokens[..mark.token as usize]
                .iter()
                .all(|t| t.kind == TokenKind::Dash);
        if at_head && continues == Some(mark.style) && mark.shape != Shape::Close {
            self.stack.push(Open {
                mark: index,
                style: mark.style,
                opens: false,
            });
            return;
        }
        match (mark.shape, depth) {
            (Shape::Close | Shape::Either, Some(depth)) if !self.is_possessive(index) => {
                self.close(depth, index);
            }
            (Shape::Open, Some(depth))
                if self.stack.len() > depth + 1 || mark.style == self.stack[depth].style =>
            {
                // the earlier one never closed: it ends with its sentence
                self.abandon(depth, mark.token);
                self.open(index);
            }
            (Shape::Open, _) => self.open(index),
            (Shape::Either, None) if self.closes_later(index) => self.open(index),
            _ => {} // a closing mark where nothing is open: a measure, or a slip
        }
    }

    fn open(&mut self, index: usize) {
        let style = self.marks[index].style;
        // a single mark that nothing closes is an apostrophe
        if self.stack.len() < 4 && (style != Style::Single || self.closes_later(index)) {
            self.stack.push(Open {
                mark: index,
                style,
                opens: true,
            });
        }
    }

    fn closes_later(&self, index: usize) -> bool {
        self.last_close[self.marks[index].style as usize].is_some_and(|last| last > index)
    }

    /// A plural's apostrophe rather than a closing mark, if a better closing mark follows
    /// before the next opening one.
    fn is_possessive(&self, index: usize) -> bool {
        self.marks[index].possessive
            && self.marks[index + 1..]
                .iter()
                .filter(|mark| mark.style == Style::Single)
                .take_while(|mark| mark.shape != Shape::Open)
                .take(4)
                .any(|mark| !mark.possessive)
    }

    fn close(&mut self, depth: usize, index: usize) {
        while self.stack.len() > depth + 1 {
            self.stack.pop(); // an inner mark that never closed is no quotation
        }
        if let Some(open) = self.stack.pop() {
            let last = self.marks[index].token + 1;
            self.piece(&open, last, true);
        }
    }

    /// Drops what is open from `depth` on; the outermost ends with its sentence or at `limit`.
    fn abandon(&mut self, depth: usize, limit: u32) {
        while self.stack.len() > depth {
            let Some(open) = self.stack.pop() else { break };
            if self.stack.len() == depth {
                let last = self.sentence_end(self.marks[open.mark].token).min(limit);
                self.piece(&open, last, false);
            }
        }
    }

    /// One past the last token of the sentence that holds a token.
    fn sentence_end(&self, token: u32) -> u32 {
        let sentences = &self.segments.sentences;
        let index = sentences.partition_point(|sentence| sentence.last <= token);
        sentences
            .get(index)
            .map_or(self.segments.tokens.len() as u32, |s| s.last)
    }

    fn piece(&mut self, open: &Open, last: u32, closes: bool) {
        let first = self.marks[open.mark].token;
        let tokens = &self.segments.tokens[first as usize..last as usize];
        let (Some(head), Some(tail)) = (tokens.first(), tokens.last()) else {
            return;
        };
        if !tokens.iter().any(|token| token.is_word()) {
            return;
        }
        self.pieces.push(Piece {
            span: Span::new(head.start, tail.end),
            tokens: (first, last),
            style: open.style,
            opens: open.opens,
            closes,
            nested: !self.stack.is_empty(),
        });
    }

    fn finish(mut self) -> BlockQuotes {
        let mut open_style = None;
        if !self.stack.is_empty() {
            self.stack.truncate(1);
            if let Some(open) = self.stack.pop() {
                // pieces found inside it are nested now
                let first = self.marks[open.mark].token;
                for piece in &mut self.pieces {
                    piece.nested |= piece.tokens.0 > first;
                }
                let whole = open.style != Style::Single && self.runs_to_the_end(first);
                let last = if whole {
                    open_style = Some(open.style);
                    self.segments.tokens.len() as u32
                } else {
                    self.sentence_end(first)
                };
                self.piece(&open, last, false);
            }
        }
        order::sort_by_key(&mut self.pieces, |piece| {
            (piece.tokens.0, std::cmp::Reverse(piece.tokens.1))
        });
        BlockQuotes {
            pieces: self.pieces,
            open: open_style,
        }
    }

    /// An unclosed quotation runs to the block's end where it starts the block, a sentence, or
    /// follows what can introduce one; elsewhere the mark is likely a slip.
    fn runs_to_the_end(&self, first: u32) -> bool {
        let sentences = &self.segments.sentences;
        let starts_sentence = sentences.binary_search_by_key(&first, |s| s.first).is_ok();
        starts_sentence
            || first
                .checked_sub(1)
                .and_then(|before| self.segments.tokens.get(before as usize))
                .is_none_or(|token| matches!(token.kind, TokenKind::Separator | TokenKind::Dash))
            || self
                .segments
                .tokens
                .get(first as usize + 1)
                .is_some_and(|token| token.text(self.text).starts_with(char::is_uppercase))
    }
}

#[cfg(test)]
mod tests {
    use super::super::marks;
    use super::*;
    use proptest::prelude::*;

    fn pieces(text: &str, continues: Option<Style>) -> (Vec<&str>, bool) {
        let segments = Segments::new(text);
        let found = pair(text, &segments, &marks(text, &segments.tokens), continues);
        let words = found.pieces.iter().map(|p| p.span.slice(text)).collect();
        (words, found.open.is_some())
    }

    #[test]
    fn straight_curly_low_and_angled_marks() {
        assert_eq!(
            pieces("\"A,\" she said, \"b.\"", None).0,
            ["\"A,\"", "\"b.\""]
        );
        assert_eq!(
            pieces("“A,” she said. „So“, sagte er. «Non», dit-il.", None).0,
            ["“A,”", "„So“", "«Non»"]
        );
        assert_eq!(
            pieces("a 6\" pipe and a 7\" one", None).0,
            Vec::<&str>::new()
        );
    }

    #[test]
    fn single_marks_and_apostrophes() {
        assert_eq!(
            pieces("'It's the players' day,' he said of the '90s.", None).0,
            ["'It's the players' day,'"]
        );
        assert_eq!(
            pieces("‘A “b” c,’ said the Joneses’ son.", None).0,
            ["‘A “b” c,’", "“b”"]
        );
        assert_eq!(
            pieces("rock 'n' roll, tell 'em", None).0,
            Vec::<&str>::new()
        );
    }

    #[test]
    fn quotations_over_paragraphs() {
        assert_eq!(
            pieces("She began: “One. Two.", None),
            (vec!["“One. Two."], true)
        );
        let text = "“Three.” It ended.";
        let segments = Segments::new(text);
        let found = pair(
            text,
            &segments,
            &marks(text, &segments.tokens),
            Some(Style::Double),
        );
        assert!(!found.pieces[0].opens && found.pieces[0].closes);
    }

    #[test]
    fn an_unclosed_mark_does_not_swallow_the_next_quotation() {
        assert_eq!(
            pieces("a “slip of the hand. Then “this” came.", None).0,
            ["“slip of the hand.", "“this”"]
        );
    }

    proptest! {
        #[test]
        fn pieces_lie_in_the_block_and_nest(text in "([a-z]{1,4}|[\"'“”‘’«»„.]|[ ,.?]|[A-Z]){0,60}") {
            let segments = Segments::new(&text);
            let found = pair(&text, &segments, &marks(&text, &segments.tokens), None);
            for pair in found.pieces.windows(2) {
                prop_assert!(pair[0].tokens.0 <= pair[1].tokens.0);
                prop_assert!(pair[1].nested || pair[0].tokens.1 <= pair[1].tokens.0 || pair[0].nested);
            }
            for piece in &found.pieces {
                prop_assert!(text.get(piece.span.start as usize..piece.span.end as usize).is_some());
            }
        }
    }
}
