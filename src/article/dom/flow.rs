//! Runs of characters into blocks of text: white space as a browser shows it, blank lines
//! between blocks, links and emphasis inside them, and where each character came from.

use super::Segment;
use crate::article::{Inline, InlineKind, Span};

/// Texts end here, since spans are 32 bits wide.
const MAX_TEXT: usize = u32::MAX as usize - 64;

/// Inlines nested deeper than this are not kept; a block end costs time for each open one.
const MAX_OPEN_INLINES: usize = 16;

/// Longer link addresses are data, and kept as an empty one.
const MAX_ADDRESS: usize = 4096;

/// How often an address may be copied, on average, for a link that runs over many blocks.
const ADDRESS_COPIES: usize = 4;

/// A finished block: where it stands and how much of it is links.
pub(super) struct Run {
    pub(super) span: Span,
    pub(super) link_density: f32,
}

/// White space or a line break that is shown only if more text follows in the block.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Pending {
    Nothing,
    /// A space, with the node and offset of the character that shows as it.
    Space {
        node: u32,
        offset: u32,
    },
    LineBreak,
}

#[derive(Debug)]
struct OpenInline {
    kind: InlineKind,
    /// Index into `inlines` once it has a character in the current block.
    index: Option<usize>,
}

#[derive(Debug)]
pub(super) struct Flow {
    text: String,
    segments: Vec<Segment>,
    inlines: Vec<Inline>,
    /// Start of the current block, if it has a character.
    block_start: Option<usize>,
    /// Start of its last line.
    line_start: usize,
    /// Lengths of the three parts before the current block, to take it back if it shows nothing.
    before: (usize, usize, usize),
    pending: Pending,
    open: Vec<OpenInline>,
    /// Open inlines from here on have no character in this block yet.
    waiting: usize,
    address_budget: usize,
}

impl Flow {
    pub(super) fn new() -> Flow {
        Flow {
            text: String::new(),
            segments: Vec::new(),
            inlines: Vec::new(),
            block_start: None,
            line_start: 0,
            before: (0, 0, 0),
            pending: Pending::Nothing,
            open: Vec::new(),
            waiting: 0,
            address_budget: 1 << 16,
        }
    }

    /// True if the current block has text.
    pub(super) fn has_text(&self) -> bool {
        self.block_start.is_some()
    }

    pub(super) fn into_parts(self) -> (String, Vec<Segment>, Vec<Inline>) {
        (self.text, self.segments, self.inlines)
    }

    /// Adds a text node whose white space collapses.
    pub(super) fn push(&mut self, node: u32, text: &str) {
        let bytes = text.as_bytes();
        let mut start = 0;
        while start < bytes.len() {
            if is_white(bytes[start]) {
                if self.pending != Pending::LineBreak && self.has_text() {
                    let offset = start as u32;
                    self.pending = Pending::Space { node, offset };
                }
                start += 1;
                continue;
            }
            let end = bytes[start..]
                .iter()
                .position(|byte| is_white(*byte))
                .map_or(bytes.len(), |length| start + length);
            self.push_kept(node, start, &text[start..end]);
            start = end;
        }
    }

    /// Adds a text node, or a part of it that starts at `offset`, whose white space is kept.
    pub(super) fn push_kept(&mut self, node: u32, offset: usize, text: &str) {
        let mut shown = text;
        if self.block_start.is_none() {
            shown = text.trim_start();
        }
        let offset = offset + (text.len() - shown.len());
        if shown.is_empty() || self.text.len() + shown.len() > MAX_TEXT {
            return;
        }
        if self.block_start.is_none() {
            self.before = (self.text.len(), self.segments.len(), self.inlines.len());
            if !self.text.is_empty() {
                self.text.push_str("\n\n");
            }
            self.block_start = Some(self.text.len());
            self.line_start = self.text.len();
        }
        match std::mem::replace(&mut self.pending, Pending::Nothing) {
            Pending::Nothing => {}
            Pending::Space { node, offset } => {
                self.map(node, offset, 1);
                self.text.push(' ');
            }
            Pending::LineBreak => {
                self.text.push('\n');
                self.line_start = self.text.len();
            }
        }
        self.begin_waiting();
        self.map(node, offset as u32, shown.len() as u32);
        self.text.push_str(shown);
    }

    /// A `<br>`. True if it is the second of two with nothing between, which ends the block.
    pub(super) fn line_break(&mut self) -> bool {
        if !self.has_text() {
            return false;
        }
        if self.pending == Pending::LineBreak || self.text[self.line_start..].trim().is_empty() {
            return true;
        }
        self.pending = Pending::LineBreak;
        false
    }

    /// Opens a link or an emphasis. False if too many are open: then it must not be closed.
    pub(super) fn open_inline(&mut self, kind: InlineKind) -> bool {
        if self.open.len() == MAX_OPEN_INLINES {
            return false;
        }
        let kind = match kind {
            InlineKind::Link(address) if address.len() > MAX_ADDRESS => {
                InlineKind::Link(Box::default())
            }
            kind => kind,
        };
        if let InlineKind::Link(value) | InlineKind::Time(value) = &kind {
            let copies = value.len() * ADDRESS_COPIES;
            self.address_budget = self.address_budget.saturating_add(copies);
        }
        self.open.push(OpenInline { kind, index: None });
        true
    }

    /// Closes the innermost link or emphasis.
    pub(super) fn close_inline(&mut self) {
        if let Some(inline) = self.open.pop() {
            self.waiting = self.waiting.min(self.open.len());
            if let Some(index) = inline.index {
                self.inlines[index].span.end = self.text.len() as u32;
            }
        }
    }

    /// Ends the block; `None` if it shows nothing.
    pub(super) fn end_block(&mut self) -> Option<Run> {
        self.pending = Pending::Nothing;
        let start = self.block_start.take()?;
        for inline in &mut self.open {
            if let Some(index) = inline.index.take() {
                self.inlines[index].span.end = self.text.len() as u32;
            }
        }
        self.waiting = 0;
        let (text_before, segments_before, inlines_before) = self.before;
        let words = &self.text[start..];
        if words.chars().all(is_invisible) {
            self.text.truncate(text_before);
            self.segments.truncate(segments_before);
            self.inlines.truncate(inlines_before);
            return None;
        }
        let end = start + words.trim_end().len();
        self.cut(end, inlines_before);
        Some(Run {
            span: Span::of(start, end),
            link_density: self.link_density(start, inlines_before),
        })
    }

    /// Cuts the text at `end`, with what points beyond it.
    fn cut(&mut self, end: usize, inlines_before: usize) {
        if end == self.text.len() {
            return;
        }
        self.text.truncate(end);
        let end = end as u32;
        while let Some(segment) = self.segments.last_mut() {
            if segment.start < end {
                segment.len = segment.len.min(end - segment.start);
                break;
            }
            self.segments.pop();
        }
        for inline in &mut self.inlines[inlines_before..] {
            inline.span = Span::new(inline.span.start, inline.span.end.min(end));
        }
        // Inlines are in order of their starts, so the ones beyond the end are the last.
        while self.inlines.len() > inlines_before
            && self
                .inlines
                .last()
                .is_some_and(|inline| inline.span.start >= end)
        {
            self.inlines.pop();
        }
    }

    /// Share of the block's characters inside links.
    fn link_density(&self, start: usize, inlines_before: usize) -> f32 {
        let mut linked = 0;
        let mut seen = start as u32;
        for inline in &self.inlines[inlines_before..] {
            if matches!(inline.kind, InlineKind::Link(_)) && inline.span.end > seen {
                let fresh = Span::new(inline.span.start.max(seen), inline.span.end);
                linked += fresh.slice(&self.text).chars().count();
                seen = fresh.end;
            }
        }
        if linked == 0 {
            return 0.0;
        }
        linked as f32 / self.text[start..].chars().count() as f32
    }

    /// Lets the inlines that wait for their first character begin here.
    fn begin_waiting(&mut self) {
        let start = self.text.len();
        for inline in &mut self.open[self.waiting..] {
            let kind = match &inline.kind {
                InlineKind::Link(value) | InlineKind::Time(value)
                    if value.len() > self.address_budget =>
                {
                    match inline.kind {
                        InlineKind::Link(_) => InlineKind::Link(Box::default()),
                        _ => InlineKind::Time(Box::default()),
                    }
                }
                kind => kind.clone(),
            };
            if let InlineKind::Link(value) | InlineKind::Time(value) = &kind {
                self.address_budget -= value.len();
            }
            inline.index = Some(self.inlines.len());
            self.inlines.push(Inline {
                span: Span::of(start, start),
                kind,
            });
        }
        self.waiting = self.open.len();
    }

    /// Records where the next `len` bytes come from.
    fn map(&mut self, node: u32, node_start: u32, len: u32) {
        let start = self.text.len() as u32;
        if let Some(last) = self.segments.last_mut()
            && last.node == node
            && last.start + last.len == start
            && last.node_start + last.len == node_start
        {
            last.len += len;
            return;
        }
        self.segments.push(Segment {
            start,
            node,
            node_start,
            len,
        });
    }
}

fn is_white(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

/// White space and characters without width: a block of these alone shows nothing.
fn is_invisible(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
        )
}
