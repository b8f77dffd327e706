//! The pieces that the `cost` target repeats, and how an input tells which.

/// Where a piece is repeated, a `#` in it becomes another word each time: many names, many
/// links and many addresses are other work than one of them many times.
const VARIES: char = '#';

/// Pieces of plain text: each is, or could be, something that a stage looks for and back from.
#[rustfmt::skip]
pub const PLAIN: &[&str] = &[
    // white space and lines
    " ", "\n", "\n\n", "\t", "\r\n", "\u{a0}", "\u{2028}", "\u{200b}", "\u{feff}", "\u{301}",
    // quotation marks and brackets
    "\"", "“", "”", "'", "‘", "’", "«", "»", "„", "‹", "›", "``", "''", "′", "″", "(", ")", "[",
    "]", "{", "}", "<", ">", "*", "_", "`", "#",
    // punctuation
    ".", ",", ";", ":", "!", "?", "…", "...", "-", "–", "—", " - ", "--", "/", "|", "•", "- ",
    "1. ", "# ", "> ", "&", "@", "%", "$", "=", "----\n",
    // letters, digits, other scripts
    "a", "A", "a ", "A ", "I ", "it ", "the ", "Aa ", "Aa. ", "A. ", "7", "7 ", "7,000 ", "2026 ",
    "é", "ß", "ﬁ", "日", "日本。", "א", "🎈", "👩‍👩‍👧", "İ", "\0", "\u{fffd}",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "it's ", "players' ",
    "'em ", "o'clock ",
    // cues and sources
    "said ", "he said ", "she said. ", "said: ", ", said ", ", who said ", "and said ",
    "did not say ", "said that ", "that ", "told ", "told reporters that ", "asked if ", "to ",
    "according to ", "according to #, ", "reportedly ", ", reportedly, ", "allegedly ",
    "the claim that ", "a warning from ", "was described by ", "as # put it, ", "in the words of ",
    "in a statement ", "the ministry ", "the ministry said ", "a spokesman for ", "a spokesman ",
    "spokesperson ", "officials ", "they ", "he ", "her ", "it ", "I ", "we ", "who ",
    // names
    "# ", "# # ", "Ana Ruiz ", "Ms Ruiz ", "Mr # ", "Dr # # ", "# said. ", "# said # said # ",
    "Ana #, the # of #, said ", "President # ", "the University of # ", "# & # ", "#-# ", "of ",
    "# (#) ", "J. # ", "von # ", "the mayor of # ", "St. ", "Inc. ", "U.S. ",
    // turns of an interview
    "#: ", "Q: ", "A: ", "Ana Ruiz: I asked. ", "\nQ: Is it?\nA: It is, I said.\n", "#: I said #.\n",
    // sentences
    "“A,” she said. ", "“A #,” # said. ", "“A,” she said, “b.” ", "“I saw it.\n\n", "She said “a”. ",
    "The board said “no” on Monday. ", "Nobody came. ", "It is, # said, # that # is. ",
    "“‘a’ b” ", "\"a\" ", "'a' ", "(he said) ", "[she said] ",
    // furniture
    "Advertisement\n", "Read more: # ", "Share this\n", "LIMA, 3 May (#) – ", "By # #\n",
    "Photo: #/# ", "© # ", "(Reuters) ", "Published 3 hours ago\n", "Support our work\n",
    "Sign up to # ", "open image ", "Comments (7)\n", "- # #\n", "#\n", "#\n\n", "3 min read\n",
    "Related: ", "Correction: ", "All rights reserved. ", "Subscribe ",
    // addresses
    "http://#.example/# ", "https://", "www.#.example ", "#@#.example ", "@# ", ".com ", "//",
];

/// Pieces of a page.
#[rustfmt::skip]
pub const PAGE: &[&str] = &[
    "<p>", "</p>", "<div>", "</div>", "<div class='# share'>", "<b>", "</b>", "<i>", "</i>",
    "<a href=#>", "</a>", "<a href='/#'>#</a> ", "<span>", "</span>", "<ul>", "</ul>", "<ol>",
    "<li>", "</li>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<blockquote>",
    "</blockquote>", "<q>", "</q>", "<h1>", "</h1>", "<h2>#", "<figure>", "<figcaption>", "</figure>",
    "<img alt='#'>", "<br>", "<hr>", "<pre>", "</pre>", "<button>", "<select>", "<option>",
    "<script>", "</script>", "<style>", "</style>", "<!--", "-->", "<!", "<?", "<svg>", "<math>",
    "<mi>", "</svg>", "<template>", "</template>", "<title>", "</title>", "<body a#=1>", "<html>",
    "<frameset>", "<form>", "</form>", "<input>", "<textarea>", "</textarea>", "<noscript>",
    "<iframe>", "<details>", "<summary>", "<dl>", "<dt>", "<dd>", "<font size=#>", "<nobr>", "<em>",
    "<strong>", "<code>", "<time datetime=#>", "<cite>", "<article>", "<section>", "<aside>",
    "<nav>", "<header>", "<footer>", "<main>", "<p hidden>", "<p style='display: none'>",
    "<meta name='#' content='#'>", "<link rel=canonical href=#>", "<base href=#>", "<p #=#>", "<p ",
    "a=# ", "&amp;", "&#x41;", "&notit;", "&", "&#", "<", ">", "'", "\"", "=", "</", "</#>", "<#>",
    "# ", "a ", "a", "“a,” he said. ", "# said. ", "\n", " ", "“", "said ", "]]>", "<![CDATA[", "\0",
];

/// A text that can be made in any length: it begins and ends as it does, and what stands between is
/// repeated.
#[derive(Debug)]
pub struct Recipe {
    /// True for a page, false for plain text.
    pub page: bool,
    head: Vec<&'static str>,
    unit: Vec<&'static str>,
    middle: Vec<&'static str>,
    /// Repeated as often as `unit`; often what closes what the unit opens.
    closing: Vec<&'static str>,
    tail: Vec<&'static str>,
}

impl Recipe {
    /// The recipe that these bytes stand for. The first two tell how many pieces each part has, the
    /// others which.
    pub fn read(bytes: &[u8]) -> Recipe {
        let mut bytes = bytes.iter().copied();
        let mut byte = || usize::from(bytes.next().unwrap_or(0));
        let (form, sizes) = (byte(), byte());
        let page = form % 8 == 7;
        let pieces = if page { PAGE } else { PLAIN };
        let mut take = |count: usize| (0..count).map(|_| pieces[byte() % pieces.len()]).collect();
        Recipe {
            page,
            unit: take(1 + sizes % 3),
            closing: take(if form / 8 % 2 == 1 {
                1 + sizes / 4 % 2
            } else {
                0
            }),
            head: take(sizes / 8 % 3),
            middle: take(sizes / 32 % 2),
            tail: take(sizes / 64 % 3),
        }
    }

    /// A text of about `bytes` bytes.
    pub fn text(&self, bytes: usize) -> String {
        let length = |pieces: &[&str]| pieces.iter().map(|piece| piece.len()).sum::<usize>();
        let times = bytes / (length(&self.unit) + length(&self.closing)).max(1);
        let mut text = String::with_capacity(bytes * 2);
        let mut words = 0;
        let mut put = |pieces: &[&str]| {
            for piece in pieces {
                for (index, part) in piece.split(VARIES).enumerate() {
                    if index > 0 {
                        push_word(&mut text, words);
                        words += 1;
                    }
                    text.push_str(part);
                }
            }
        };
        put(&self.head);
        (0..times).for_each(|_| put(&self.unit));
        put(&self.middle);
        (0..times).for_each(|_| put(&self.closing));
        put(&self.tail);
        text
    }
}

/// The word of that number, capitalised like a name.
fn push_word(text: &mut String, number: usize) {
    let mut rest = number;
    text.push(char::from(b'A' + (rest % 26) as u8));
    rest /= 26;
    text.push('a');
    while rest > 0 {
        text.push(char::from(b'a' + (rest % 26) as u8));
        rest /= 26;
    }
}
