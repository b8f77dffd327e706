//! Lines of plain text and the marker (bullet, number, `>`) each may begin with.

/// What a line begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    /// Nothing special.
    None,
    /// A bullet: `-`, `•`, `*` …
    Bullet,
    /// A number or letter of a list: `1.`, `a)`, `(iv)`.
    Number,
    /// `>`, as mail programs quote.
    Quoted,
    /// `#` to `######`, as Markdown writes headings; how many.
    Hashes(u8),
}

/// One line that is not blank.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// First byte that is not white space.
    pub start: usize,
    /// One past the last byte that is not white space.
    pub end: usize,
    /// First byte after the marker and the space that follows it; `end` if there is only a marker.
    pub words: usize,
    /// Columns of white space before it (a tab counts four).
    pub indent: usize,
    /// Columns from the line's start to its last word.
    pub width: usize,
    /// What it begins with.
    pub marker: Marker,
}

impl Line {
    /// Reads the line `text[start..end]`; `None` if it is blank.
    pub fn read(text: &str, start: usize, end: usize) -> Option<Line> {
        let whole = &text[start..end];
        let body = whole.trim();
        if body.is_empty() {
            return None;
        }
        let lead = whole.len() - whole.trim_start().len();
        let indent = whole[..lead]
            .chars()
            .map(|c| if c == '\t' { 4 } else { 1 })
            .sum::<usize>();
        let (marker, length) = marker(body);
        let rest = &body[length..];
        let first = start + lead;
        Some(Line {
            start: first,
            end: first + body.len(),
            words: first + length + (rest.len() - rest.trim_start().len()),
            indent,
            width: indent + columns(body),
            marker,
        })
    }

    /// True for a line that is a marker and nothing else.
    pub fn is_lone_marker(&self) -> bool {
        self.words == self.end && self.marker != Marker::None
    }

    /// True for an item of a list.
    pub fn is_item(&self) -> bool {
        matches!(self.marker, Marker::Bullet | Marker::Number)
    }

    /// Columns of the first word (its marker left out). Scripts without spaces break anywhere,
    /// so there a word is one character; no word counts more than 30.
    pub fn first_word(&self, text: &str) -> usize {
        let rest = &text[self.words..self.end];
        match rest.chars().next() {
            Some(c) if c >= '\u{2E80}' => 1,
            _ => rest
                .chars()
                .take(30)
                .take_while(|c| !c.is_whitespace())
                .count(),
        }
    }

    /// True if it goes on as the middle of a sentence does: not with a capital or a digit.
    pub fn runs_on(&self, text: &str) -> bool {
        text[self.words..self.end]
            .chars()
            .find(|c| c.is_alphanumeric())
            .is_some_and(|c| c.is_alphabetic() && !c.is_uppercase())
    }

    /// True if it ends as a sentence does.
    pub fn ends_sentence(&self, text: &str) -> bool {
        text[self.words..self.end]
            .trim_end_matches(['"', '\'', '”', '’', ')', ']', '»'])
            .ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '؟'])
    }
}

/// Columns of a line; beyond any width that hard-wrapped text has, the number does not matter.
fn columns(body: &str) -> usize {
    body.chars().take(400).count()
}

/// The marker at the start of a line's words, and its length in bytes.
fn marker(body: &str) -> (Marker, usize) {
    let mut chars = body.chars();
    let Some(first) = chars.next() else {
        return (Marker::None, 0);
    };
    let after = |length: usize| {
        body[length..]
            .chars()
            .next()
            .is_none_or(char::is_whitespace)
    };
    match first {
        '-' | '*' | '–' | '+' if after(first.len_utf8()) => (Marker::Bullet, first.len_utf8()),
        '•' | '‣' | '▪' | '●' | '◦' | '■' | '►' | '▶' | '⁃' => {
            (Marker::Bullet, first.len_utf8())
        }
        '·' | '○' | '□' | '✓' | '➤' if after(first.len_utf8()) => {
            (Marker::Bullet, first.len_utf8())
        }
        '>' => (
            Marker::Quoted,
            body.len() - body.trim_start_matches(['>', ' ']).len(),
        ),
        '#' => {
            let count = body.bytes().take(7).take_while(|b| *b == b'#').count();
            if count <= 6 && after(count) && body.len() > count {
                (Marker::Hashes(count as u8), count)
            } else {
                (Marker::None, 0)
            }
        }
        _ => match number(body.as_bytes()) {
            Some(length) if after(length) => (Marker::Number, length),
            _ => (Marker::None, 0),
        },
    }
}

/// Length of a list number: one to three digits with `.` or `)`, a letter or a small Roman
/// number with `)`, either with a bracket before it.
fn number(bytes: &[u8]) -> Option<usize> {
    let open = usize::from(bytes.first() == Some(&b'('));
    let rest = &bytes[open..];
    let digits = rest
        .iter()
        .take(4)
        .take_while(|b| b.is_ascii_digit())
        .count();
    let length = match digits {
        1..=3 => digits,
        0 => {
            let roman = rest
                .iter()
                .take(5)
                .take_while(|b| b"ivx".contains(b))
                .count();
            match roman {
                1..=4 => roman,
                _ if rest.first().is_some_and(u8::is_ascii_lowercase) => 1,
                _ => return None,
            }
        }
        _ => return None,
    };
    match rest.get(length) {
        Some(b')') => Some(open + length + 1),
        Some(b'.') if open == 0 && digits > 0 => Some(length + 1),
        _ => None,
    }
}

/// Where a line ends: the offset of its break and of the next line, and whether the break also
/// ends a paragraph (form feed, U+2029). The end of the text is a break.
pub(super) fn line_break(text: &str, from: usize) -> (usize, usize, bool) {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        match bytes[at] {
            b'\n' | 0x0B => return (at, at + 1, false),
            b'\r' => {
                let pair = bytes.get(at + 1) == Some(&b'\n');
                return (at, at + 1 + usize::from(pair), false);
            }
            0x0C => return (at, at + 1, true),
            0xC2 if bytes[at + 1] == 0x85 => return (at, at + 2, false),
            0xE2 if bytes[at + 1] == 0x80 && matches!(bytes[at + 2], 0xA8 | 0xA9) => {
                return (at, at + 3, bytes[at + 2] == 0xA9);
            }
            _ => at += 1,
        }
    }
    (at, at, true)
}
