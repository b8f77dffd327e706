//! Plain text into blocks.
//!
//! The text stays as it was given; blocks are spans of it. A blank line always ends a block. So
//! does a line break, unless the lines are hard-wrapped: then each line is so long that the next
//! line's first word would not have fitted, and most lines begin in the middle of a sentence.
//! That is decided for each group of lines between blank lines from the group itself; only
//! groups of two lines, which are too short to tell, look at the width the text uses elsewhere.
//! A bullet or a number begins a block in either case and belongs to it.
//!
//! A line becomes a heading only where its shape leaves little doubt, since a caption, a byline
//! and a link look much the same: by Markdown's `#`, as the headline above the text, or in title
//! case above a long paragraph.

mod line;

use super::{Article, Block, BlockKind, Span};
use line::{Line, Marker, line_break};

/// Widths between which lines can be hard-wrapped.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=120;

pub(super) fn read(mut text: String) -> Article {
    cut(&mut text, u32::MAX as usize);
    let (lines, groups) = lines(&text);
    let usual = usual_width(&text, &lines, &groups);
    let mut reader = Reader {
        text: &text,
        blocks: Vec::new(),
        indents: Vec::new(),
    };
    for group in groups {
        reader.group(&lines[group], usual);
    }
    let mut blocks = reader.blocks;
    headings(&text, &mut blocks);
    Article {
        text,
        blocks,
        ..Article::default()
    }
}

/// Cuts at the last character boundary within `limit` bytes.
fn cut(text: &mut String, limit: usize) {
    if text.len() > limit {
        let boundary = (0..=limit).rev().find(|at| text.is_char_boundary(*at));
        text.truncate(boundary.unwrap_or(0));
    }
}

/// All lines that are not blank, and the groups of them that no blank line parts.
fn lines(text: &str) -> (Vec<Line>, Vec<std::ops::Range<usize>>) {
    let (mut lines, mut groups) = (Vec::new(), Vec::new());
    let mut first = 0;
    let mut at = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
    while at < text.len() {
        let (end, next, ends_paragraph) = line_break(text, at);
        let line = Line::read(text, at, end);
        let ends_group = line.is_none() || ends_paragraph;
        lines.extend(line);
        if ends_group && first < lines.len() {
            groups.push(first..lines.len());
            first = lines.len();
        }
        at = next;
    }
    if first < lines.len() {
        groups.push(first..lines.len());
    }
    (lines, groups)
}

/// True if the break before `next` was forced: its first word would not have fitted.
fn forced(text: &str, line: &Line, next: &Line, width: usize) -> bool {
    line.width + 1 + next.first_word(text) > width
}

/// The width of a group of three lines or more that is hard-wrapped.
fn wrapped_width(text: &str, lines: &[Line]) -> Option<usize> {
    let width = lines.iter().map(|line| line.width).max()?;
    if lines.len() < 3 || !WIDTHS.contains(&width) {
        return None;
    }
    let (mut breaks, mut filled, mut running) = (0, 0, 0);
    for pair in lines.windows(2) {
        if pair[1].marker != Marker::None && pair[1].marker != Marker::Quoted {
            continue;
        }
        breaks += 1;
        filled += usize::from(forced(text, &pair[0], &pair[1], width));
        running += usize::from(pair[1].runs_on(text));
    }
    (breaks >= 2 && filled * 5 >= breaks * 4 && running * 2 >= breaks).then_some(width)
}

/// The width at which the text's longest hard-wrapped group runs.
fn usual_width(text: &str, lines: &[Line], groups: &[std::ops::Range<usize>]) -> Option<usize> {
    groups
        .iter()
        .filter_map(|group| Some((group.len(), wrapped_width(text, &lines[group.clone()])?)))
        .max()
        .map(|(_, width)| width)
}

struct Reader<'t> {
    text: &'t str,
    blocks: Vec<Block>,
    /// Indents of the lists that are open, outer ones first.
    indents: Vec<usize>,
}

impl Reader<'_> {
    /// Makes blocks of the lines between two blank lines.
    fn group(&mut self, lines: &[Line], usual: Option<usize>) {
        let own = wrapped_width(self.text, lines);
        let mut first = 0;
        for next in 1..=lines.len() {
            if next == lines.len() || !self.joins(&lines[next - 1], &lines[next], own, usual) {
                let after_lone = first > 0 && lines[first - 1].is_lone_marker();
                self.block(&lines[first..next], after_lone);
                first = next;
            }
        }
    }

    /// True if `next` goes on with the paragraph that `line` belongs to. `own` is the group's
    /// width if it is hard-wrapped.
    fn joins(&self, line: &Line, next: &Line, own: Option<usize>, usual: Option<usize>) -> bool {
        let text = self.text;
        let same_quote = line.marker == Marker::Quoted && next.marker == Marker::Quoted;
        if line.is_lone_marker()
            || next.is_lone_marker()
            || matches!(line.marker, Marker::Hashes(_))
            || (next.marker != Marker::None && !same_quote)
            || (line.marker == Marker::Quoted && !same_quote)
        {
            return false;
        }
        let running = next.runs_on(text) && !line.ends_sentence(text);
        let hanging = line.is_item() && next.indent > line.indent;
        if let Some(width) = own {
            let indented = !line.is_item() && next.indent > line.indent + 1;
            let starts = indented && line.ends_sentence(text);
            return !starts && (running || forced(text, line, next, width));
        }
        let width = usual.unwrap_or(line.width);
        WIDTHS.contains(&line.width)
            && line.width <= width
            && forced(text, line, next, width)
            && (usual.is_some() || (running && line.width >= 55))
            || hanging && running
    }

    fn block(&mut self, lines: &[Line], after_lone_marker: bool) {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
            return;
        };
        let mut block = Block {
            span: Span::of(first.start, last.end),
            ..Block::default()
        };
        match first.marker {
            Marker::Bullet | Marker::Number => {
                block.kind = BlockKind::ListItem;
                block.ordered = first.marker == Marker::Number;
                block.level = self.level(first.indent);
            }
            Marker::None if after_lone_marker => {
                block.kind = BlockKind::ListItem;
                block.level = self.indents.len().max(1) as u8;
            }
            Marker::Quoted => block.kind = BlockKind::Quotation,
            Marker::Hashes(level) => {
                block.kind = BlockKind::Heading;
                block.level = level;
            }
            Marker::None => {}
        }
        if block.kind != BlockKind::ListItem {
            self.indents.clear();
        }
        self.blocks.push(block);
    }

    /// Depth of a list item, by how far it and the items before it are indented.
    fn level(&mut self, indent: usize) -> u8 {
        while self.indents.last().is_some_and(|outer| *outer > indent) {
            self.indents.pop();
        }
        if self.indents.len() < 6 && self.indents.last().is_none_or(|outer| *outer < indent) {
            self.indents.push(indent);
        }
        self.indents.len() as u8
    }
}

/// How many blocks may stand above the headline.
const ABOVE_HEADLINE: usize = 5;

/// Calls those blocks headings whose shape leaves little doubt.
fn headings(text: &str, blocks: &mut [Block]) {
    let mut headline = blocks.iter().any(|b| b.kind == BlockKind::Heading);
    for i in 0..blocks.len() {
        if blocks[i].kind != BlockKind::Paragraph {
            continue;
        }
        let words = blocks[i].span.slice(text);
        let Some(shape) = Shape::of_heading(words) else {
            // A sentence: what follows is the article, its headline is not to come.
            headline |= words.len() > 200;
            continue;
        };
        let next = |n: usize| {
            blocks[i + 1..].iter().take(n).any(|b| {
                let below = b.span.slice(text);
                below.len() >= 120 && below.len() > words.len() && ends_sentence(below)
            })
        };
        if !headline && i < ABOVE_HEADLINE && next(4) {
            headline = true;
            blocks[i].level = 1;
        } else if shape.title_case && next(1) {
            blocks[i].level = 2;
        } else {
            continue;
        }
        blocks[i].kind = BlockKind::Heading;
    }
}

/// What tells of a line that it is a heading.
struct Shape {
    /// Most of its longer words have capitals.
    title_case: bool,
}

impl Shape {
    /// `None` for a line that cannot be taken for a heading without a doubt.
    fn of_heading(line: &str) -> Option<Shape> {
        if line.len() > 160 || line.starts_with("By ") {
            return None;
        }
        if line.ends_with(['.', '!', ':', ';', ',', '…', ')', '"', '”']) {
            return None;
        }
        let (mut words, mut long, mut capitals, mut digits) = (0, 0, 0, 0);
        for word in line.split_whitespace() {
            words += 1;
            digits += usize::from(word.starts_with(|c: char| c.is_ascii_digit()));
            if word.len() >= 4 {
                long += 1;
                capitals += usize::from(word.starts_with(char::is_uppercase));
            }
        }
        let likely = (4..=22).contains(&words) && digits * 3 <= words && long >= 2;
        likely.then_some(Shape {
            title_case: capitals * 4 >= long * 3 && !line.contains(','),
        })
    }
}

fn ends_sentence(block: &str) -> bool {
    block
        .trim_end_matches(['"', '\'', '”', '’', ')', ']', '»'])
        .ends_with(['.', '!', '?', '…', '。', '！', '？', '؟'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn blocks(text: &str) -> Vec<&str> {
        let article = Article::from_plain(text);
        let spans: Vec<Span> = article.blocks().iter().map(|b| b.span).collect();
        spans.into_iter().map(|span| span.slice(text)).collect()
    }

    #[test]
    fn line_breaks_of_every_kind_end_a_block() {
        for newline in [
            "\n", "\r\n", "\r", "\u{2028}", "\u{2029}", "\u{85}", "\u{c}", "\u{b}",
        ] {
            let text = format!("One line.{newline}Another line.{newline}{newline}A third.");
            assert_eq!(
                blocks(&text),
                ["One line.", "Another line.", "A third."],
                "{newline:?}"
            );
        }
    }

    #[test]
    fn hard_wrapped_lines_are_one_paragraph() {
        let first = "The ferry that used to cross the sound twice a day has been out of\n\
                     service since the spring, and the people of the two islands say they\n\
                     have stopped waiting for it. Rowing boats are in demand again.";
        let text =
            format!("{first}\n\nShort note at the end of it, for the sake of Mister\nPetersen.");
        assert_eq!(blocks(&text)[0], first);
        assert_eq!(blocks(&text).len(), 3);
        let two = "A line that fills the width of the page as the others above do by\nPetersen.";
        assert_eq!(blocks(&format!("{first}\n\n{two}")), [first, two]);
    }

    #[test]
    fn lines_of_their_own_stay_apart() {
        let headlines = "Harbour opens after long repair\nMayor of Tarn asks for patience with trains\n\
                         Three bakeries close\nA winter without snow";
        assert_eq!(blocks(headlines).len(), 4);
        let paragraphs = format!(
            "{}\n{}\n{}",
            "word ".repeat(60),
            "word ".repeat(40),
            "word ".repeat(50)
        );
        assert_eq!(blocks(&paragraphs).len(), 3);
    }

    #[test]
    fn bullets_begin_blocks_and_have_levels() {
        let text = "- one\n  - inner\n- two\n1. first\na) second\n• third\n-\nIts text\nNo item";
        let article = Article::from_plain(text);
        let got: Vec<_> = article
            .blocks()
            .iter()
            .map(|b| {
                (
                    article.block_text(b),
                    b.kind == BlockKind::ListItem,
                    b.level,
                )
            })
            .collect();
        let expected = [
            ("- one", true, 1),
            ("- inner", true, 2),
            ("- two", true, 1),
            ("1. first", true, 1),
            ("a) second", true, 1),
            ("• third", true, 1),
            ("-", true, 1),
            ("Its text", true, 1),
            ("No item", false, 0),
        ];
        assert_eq!(got, expected);
    }

    #[test]
    fn the_headline_is_a_heading_and_a_byline_is_not() {
        let long = "The bridge over the Lorn will be closed for a year, the county said on \
                    Monday, after divers found cracks in two of its five piers.";
        let text = format!(
            "Bridge to close for a year\nBy Ana Ruiz\n{long}\nWhat Comes After the Bridge\n{long}"
        );
        let article = Article::from_plain(text);
        let kinds: Vec<_> = article.blocks().iter().map(|b| (b.kind, b.level)).collect();
        let paragraph = (BlockKind::Paragraph, 0);
        let (first, second) = ((BlockKind::Heading, 1), (BlockKind::Heading, 2));
        assert_eq!(kinds, [first, paragraph, paragraph, second, paragraph]);
    }

    #[test]
    fn a_byte_order_mark_is_no_word() {
        assert_eq!(blocks("\u{FEFF}Text."), ["Text."]);
        assert!(blocks("\u{FEFF}").is_empty());
        assert!(blocks(" \n\t\n").is_empty());
    }

    #[test]
    fn a_text_is_cut_at_a_character() {
        let mut text = "aé".to_owned();
        cut(&mut text, 2);
        assert_eq!(text, "a");
    }

    proptest! {
        #[test]
        fn blocks_cover_all_words(text in "([a-zA-Z.,>#*é –\u{2028}-]|\n|\r|\t|1\\. ){0,200}") {
            let article = Article::from_plain(text.clone());
            let mut covered = vec![false; text.len()];
            let mut last = 0;
            for block in article.blocks() {
                let (start, end) = (block.span.start as usize, block.span.end as usize);
                prop_assert!(start >= last && start < end);
                prop_assert_eq!(text[start..end].trim(), &text[start..end]);
                covered[start..end].fill(true);
                last = end;
            }
            for (at, c) in text.char_indices() {
                prop_assert!(c.is_whitespace() || covered[at], "{:?} at {}", c, at);
            }
        }

        #[test]
        fn any_text_is_read(text in "\\PC{0,100}|(.|\n){0,100}") {
            let article = Article::from_plain(text.clone());
            prop_assert_eq!(article.text(), text);
        }
    }
}
