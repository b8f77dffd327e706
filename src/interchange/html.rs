//! The article alone, as HTML that is safe to show.
//!
//! Built from block records through an allow-list of elements, never from the page's markup:
//! what a page cannot make a block record of, it cannot get in. All text is escaped, and only
//! links that are safe to follow are kept.

use super::content::{Part, Passage, nearest, parts, passages, safe_address};
use crate::analysis::Analysis;
use crate::article::{Article, BlockKind, InlineKind};

/// Lists nested deeper than this are shown at this depth.
const MAX_LIST_DEPTH: usize = 16;

/// The content blocks as an HTML fragment: `h1`–`h6`, `p`, `ul`, `ol`, `li`, `blockquote`,
/// `pre`, `figure`, `figcaption`, `table`, `tr`, `td`, and inside them `a`, `em`, `strong`,
/// `code`, `time`, `br`. Linear.
///
/// ```
/// use ascribe::{analysis::Analysis, Article, interchange::html::export_html};
/// let article = Article::from_plain("Is 1 < 2?");
/// assert_eq!(export_html(&article, &Analysis::default()), "<p>Is 1 &lt; 2?</p>\n");
/// ```
pub fn export_html(article: &Article, analysis: &Analysis) -> String {
    let mut writer = Writer {
        article,
        html: String::new(),
        open: Open::Nothing,
    };
    for passage in passages(article, analysis) {
        writer.passage(&passage);
    }
    writer.close();
    writer.html
}

/// The container that the last block stands in.
enum Open {
    Nothing,
    /// Lists from the outermost in: are they numbered; each has an open item. With the element
    /// of the innermost item.
    Lists(Vec<bool>, Option<u32>),
    /// The element of a block quotation.
    Quotation(Option<u32>),
    /// The elements of a table, its row and its cell.
    Table([Option<u32>; 3]),
}

struct Writer<'a> {
    article: &'a Article,
    html: String,
    open: Open,
}

impl Writer<'_> {
    fn passage(&mut self, passage: &Passage<'_>) {
        let block = passage.block;
        match block.kind {
            BlockKind::ListItem => return self.list_item(passage),
            BlockKind::TableCell if block.element.is_some() => return self.cell(passage),
            BlockKind::Quotation => {
                let quotation = nearest(self.article, block.element, &["blockquote"]);
                if !matches!(self.open, Open::Quotation(open) if open == quotation) {
                    self.close();
                    self.html.push_str("<blockquote>\n");
                    self.open = Open::Quotation(quotation);
                }
                return self.element("p", passage);
            }
            _ => self.close(),
        }
        match block.kind {
            BlockKind::Heading => {
                let tags = ["h1", "h2", "h3", "h4", "h5", "h6"];
                let level = usize::from(block.level.clamp(1, 6));
                self.element(tags[level - 1], passage);
            }
            BlockKind::Preformatted => self.element("pre", passage),
            BlockKind::Caption => {
                self.html.push_str("<figure>");
                self.element("figcaption", passage);
                self.html.insert_str(self.html.len() - 1, "</figure>");
            }
            _ => self.element("p", passage),
        }
    }

    fn element(&mut self, tag: &str, passage: &Passage<'_>) {
        self.html.push('<');
        self.html.push_str(tag);
        self.html.push('>');
        self.words(passage);
        self.html.push_str("</");
        self.html.push_str(tag);
        self.html.push_str(">\n");
    }

    fn list_item(&mut self, passage: &Passage<'_>) {
        let block = passage.block;
        let item = nearest(self.article, block.element, &["li", "dt", "dd"]);
        let depth = usize::from(block.level.max(1)).min(MAX_LIST_DEPTH);
        let mut lists = match std::mem::replace(&mut self.open, Open::Nothing) {
            Open::Lists(lists, last) => {
                if item.is_some() && item == last {
                    // The same item goes on.
                    self.html.push_str("<br>\n");
                    self.words(passage);
                    self.open = Open::Lists(lists, last);
                    return;
                }
                lists
            }
            open => {
                self.open = open;
                self.close();
                Vec::new()
            }
        };
        while lists.len() > depth {
            self.close_list(&mut lists);
        }
        if lists.len() == depth {
            if lists.last() == Some(&block.ordered) {
                self.html.push_str("</li>\n<li>");
            } else {
                self.close_list(&mut lists);
            }
        }
        while lists.len() < depth {
            let tag = if block.ordered {
                "\n<ol>\n<li>"
            } else {
                "\n<ul>\n<li>"
            };
            // An outermost list begins a line already.
            self.html.push_str(&tag[usize::from(lists.is_empty())..]);
            lists.push(block.ordered);
        }
        self.words(passage);
        self.open = Open::Lists(lists, item);
    }

    fn close_list(&mut self, lists: &mut Vec<bool>) {
        if let Some(ordered) = lists.pop() {
            let tags = if ordered {
                "</li>\n</ol>\n"
            } else {
                "</li>\n</ul>\n"
            };
            self.html.push_str(tags);
        }
    }

    fn cell(&mut self, passage: &Passage<'_>) {
        let element = passage.block.element;
        let table = nearest(self.article, element, &["table"]);
        let row = nearest(self.article, element, &["tr"]);
        let cell = nearest(self.article, element, &["td", "th"]);
        match self.open {
            Open::Table(open) if open == [table, row, cell] => self.html.push_str("<br>\n"),
            Open::Table([open_table, open_row, _]) if open_table == table => {
                self.html.push_str("</td>");
                if open_row != row {
                    self.html.push_str("</tr>\n<tr>");
                }
                self.html.push_str("<td>");
            }
            _ => {
                self.close();
                self.html.push_str("<table>\n<tr><td>");
            }
        }
        self.words(passage);
        self.open = Open::Table([table, row, cell]);
    }

    /// Ends the container that is open.
    fn close(&mut self) {
        match std::mem::replace(&mut self.open, Open::Nothing) {
            Open::Nothing => {}
            Open::Lists(mut lists, _) => {
                while !lists.is_empty() {
                    self.close_list(&mut lists);
                }
            }
            Open::Quotation(_) => self.html.push_str("</blockquote>\n"),
            Open::Table(_) => self.html.push_str("</td></tr>\n</table>\n"),
        }
    }

    fn words(&mut self, passage: &Passage<'_>) {
        // In plain text a line feed is where the line was full; on a page it is a `<br>`.
        let breaks = passage.block.kind != BlockKind::Preformatted && self.article.from_markup();
        let html = &mut self.html;
        parts(self.article, passage, |part| match part {
            Part::Words(words) => escape(words, breaks, html),
            Part::Open(kind) => match kind {
                InlineKind::Link(address) => {
                    if let Some(address) = safe_address(address) {
                        html.push_str("<a href=\"");
                        escape(address, false, html);
                        html.push_str("\">");
                    }
                }
                InlineKind::Time(value) if !value.is_empty() => {
                    html.push_str("<time datetime=\"");
                    escape(value, false, html);
                    html.push_str("\">");
                }
                InlineKind::Time(_) => html.push_str("<time>"),
                InlineKind::Emphasis => html.push_str("<em>"),
                InlineKind::Strong => html.push_str("<strong>"),
                InlineKind::Code => html.push_str("<code>"),
            },
            Part::Close(kind) => html.push_str(match kind {
                InlineKind::Link(address) if safe_address(address).is_none() => "",
                InlineKind::Link(_) => "</a>",
                InlineKind::Time(_) => "</time>",
                InlineKind::Emphasis => "</em>",
                InlineKind::Strong => "</strong>",
                InlineKind::Code => "</code>",
            }),
        });
    }
}

fn escape(text: &str, breaks: bool, html: &mut String) {
    for character in text.chars() {
        match character {
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '&' => html.push_str("&amp;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\n' if breaks => html.push_str("<br>\n"),
            // A carriage return would be read as a line feed, U+0000 as an error.
            '\0' => html.push('\u{fffd}'),
            other => html.push(other),
        }
    }
}
