//! The article alone, as Markdown (CommonMark, with tables as GitHub writes them).
//!
//! All of the text that Markdown or HTML could read as markup is escaped, so that rendering
//! gives the article's words and nothing else.

use super::content::{Part, Passage, nearest, parts, passages, safe_address};
use crate::analysis::Analysis;
use crate::article::{Article, BlockKind, InlineKind};

/// Lists nested deeper than this are shown at this depth.
const MAX_LIST_DEPTH: usize = 8;

/// The content blocks as Markdown, parted by blank lines. Linear.
///
/// ```
/// use ascribe::{analysis::Analysis, Article, interchange::markdown::export_markdown};
/// let article = Article::from_plain("It is *not* a list.");
/// assert_eq!(export_markdown(&article, &Analysis::default()), "It is \\*not\\* a list.\n");
/// ```
pub fn export_markdown(article: &Article, analysis: &Analysis) -> String {
    let passages = passages(article, analysis);
    let mut markdown = String::new();
    let mut rest = &passages[..];
    let mut list = ListPlace::default();
    while let Some((passage, after)) = rest.split_first() {
        let table = table_of(article, passage);
        if !markdown.is_empty() {
            markdown.push('\n');
        }
        if table.is_some() {
            let length = rest
                .iter()
                .take_while(|passage| table_of(article, passage) == table)
                .count();
            write_table(article, &rest[..length], &mut markdown);
            rest = &rest[length..];
            list = ListPlace::default();
            continue;
        }
        if passage.block.kind == BlockKind::ListItem {
            list.write(article, passage, &mut markdown);
        } else {
            list = ListPlace::default();
            write_block(article, passage, &mut markdown);
        }
        rest = after;
    }
    markdown
}

fn write_block(article: &Article, passage: &Passage<'_>, markdown: &mut String) {
    let words = || inline(article, passage, "");
    match passage.block.kind {
        BlockKind::Heading => {
            let level = usize::from(passage.block.level.clamp(1, 6));
            markdown.push_str(&"######"[..level]);
            markdown.push(' ');
            // A heading is one line, and marks at its end would be taken for its own.
            let words = inline(article, passage, "#");
            markdown.push_str(&words.replace("\\\n", " ").replace('\n', " "));
        }
        BlockKind::Quotation => {
            markdown.push_str("> ");
            markdown.push_str(&words().replace('\n', "\n> "));
        }
        BlockKind::Preformatted => {
            let mut text = String::new();
            for piece in &passage.pieces {
                text.push_str(piece.slice(article.text()));
            }
            if text.contains('<') {
                // Markup in the text must not come out as such, not even in a code block.
                let text = text.replace('&', "&amp;").replace('<', "&lt;");
                markdown.push_str(&format!("<pre>{}</pre>", text.replace('>', "&gt;")));
            } else {
                let longest = text.split(|character| character != '`').map(str::len).max();
                let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
                markdown.push_str(&format!("{fence}\n{text}\n{fence}"));
            }
        }
        _ => markdown.push_str(&words()),
    }
    markdown.push('\n');
}

/// Where the last list item stands.
#[derive(Default)]
struct ListPlace {
    depth: usize,
    item: Option<u32>,
    /// Columns before the item's words.
    indent: usize,
}

impl ListPlace {
    fn write(&mut self, article: &Article, passage: &Passage<'_>, markdown: &mut String) {
        let block = passage.block;
        let item = nearest(article, block.element, &["li", "dt", "dd"]);
        if item.is_none() || item != self.item {
            // An item that is deeper than one below the last would be read as code.
            let depth = usize::from(block.level.max(1)).min(self.depth + 1);
            self.depth = depth.min(MAX_LIST_DEPTH);
            self.item = item;
            let marker = if block.ordered { "1. " } else { "- " };
            let before = 4 * (self.depth - 1);
            self.indent = before + marker.len();
            markdown.push_str(&" ".repeat(before));
            markdown.push_str(marker);
        } else {
            markdown.push_str(&" ".repeat(self.indent));
        }
        let indent = " ".repeat(self.indent);
        markdown.push_str(&inline(article, passage, "").replace('\n', &format!("\n{indent}")));
        markdown.push('\n');
    }
}

/// The table of a cell.
fn table_of(article: &Article, passage: &Passage<'_>) -> Option<u32> {
    if passage.block.kind != BlockKind::TableCell {
        return None;
    }
    nearest(article, passage.block.element, &["table"])
}

fn write_table(article: &Article, cells: &[Passage<'_>], markdown: &mut String) {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut last = (None, None);
    for passage in cells {
        let row = nearest(article, passage.block.element, &["tr"]);
        let cell = nearest(article, passage.block.element, &["td", "th"]);
        let words = inline(article, passage, "|");
        let words = words.replace("\\\n", " ").replace('\n', " ");
        let is_new_row = rows.is_empty() || last.0 != row;
        if is_new_row {
            rows.push(Vec::new());
        }
        if let Some(cells) = rows.last_mut() {
            match cells.last_mut() {
                // The same cell goes on.
                Some(before) if last == (row, cell) => {
                    before.push(' ');
                    before.push_str(&words);
                }
                _ => cells.push(words),
            }
        }
        last = (row, cell);
    }
    // One row of a thousand cells must not make a thousand of every other.
    let columns = rows.first().map_or(0, Vec::len);
    for (index, row) in rows.iter().enumerate() {
        markdown.push_str("| ");
        markdown.push_str(&row.join(" | "));
        markdown.push_str(" |\n");
        if index == 0 {
            markdown.push('|');
            markdown.push_str(&" --- |".repeat(columns));
            markdown.push('\n');
        }
    }
}

/// A passage's words with links and emphasis; `also` are characters to escape besides.
fn inline(article: &Article, passage: &Passage<'_>, also: &str) -> String {
    let has_breaks = article.from_markup();
    let mut markdown = String::new();
    let mut in_line = false;
    parts(article, passage, |part| match part {
        Part::Words(words) => {
            for (index, line) in words.split(['\n', '\r']).enumerate() {
                if index > 0 {
                    markdown.push_str(if has_breaks { "\\\n" } else { "\n" });
                    in_line = false;
                }
                let line = if in_line { line } else { line.trim_start() };
                escape(line, !in_line, also, &mut markdown);
                in_line |= !line.is_empty();
            }
        }
        Part::Open(kind) => markdown.push_str(match kind {
            InlineKind::Link(address) if safe_address(address).is_some() => "[",
            InlineKind::Emphasis => "*",
            InlineKind::Strong => "**",
            _ => "",
        }),
        Part::Close(kind) => match kind {
            InlineKind::Link(address) => {
                if let Some(address) = safe_address(address) {
                    markdown.push_str("](");
                    escape_address(address, &mut markdown);
                    markdown.push(')');
                }
            }
            InlineKind::Emphasis => markdown.push('*'),
            InlineKind::Strong => markdown.push_str("**"),
            InlineKind::Code | InlineKind::Time(_) => {}
        },
    });
    markdown
}

fn escape(line: &str, at_start: bool, also: &str, markdown: &mut String) {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    for (index, character) in line.char_indices() {
        match character {
            '<' => markdown.push_str("&lt;"),
            '>' => markdown.push_str("&gt;"),
            '&' => markdown.push_str("&amp;"),
            '\0' => markdown.push('\u{fffd}'),
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' => {
                markdown.push('\\');
                markdown.push(character);
            }
            '+' | '-' | '=' | ':' | '|' | '#' if at_start && index == 0 => {
                markdown.push('\\');
                markdown.push(character);
            }
            '.' | ')' if at_start && digits > 0 && index == digits => {
                markdown.push('\\');
                markdown.push(character);
            }
            other => {
                if also.contains(other) {
                    markdown.push('\\');
                }
                markdown.push(other);
            }
        }
    }
}

/// Characters that could end the address or begin something else are written in hexadecimal.
fn escape_address(address: &str, markdown: &mut String) {
    for character in address.chars() {
        match character {
            '&' => markdown.push_str("&amp;"),
            ' ' | '<' | '>' | '(' | ')' | '[' | ']' | '\\' | '"' | '\'' | '`' | '*' | '_' | '|' => {
                markdown.push_str(&format!("%{:02X}", u32::from(character)));
            }
            other => markdown.push(other),
        }
    }
}
