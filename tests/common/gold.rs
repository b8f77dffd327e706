//! Reads articles with gold marks: the format is told in `tests/cases/README.md`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ascribe::Span;

/// One article with its gold.
pub struct GoldArticle {
    /// Its file's name.
    pub id: String,
    /// The text without marks.
    pub text: String,
    /// Furniture: span and category.
    pub boilerplate: Vec<(Span, String)>,
    /// Quotes by id.
    pub quotes: BTreeMap<String, GoldQuote>,
    /// Attributions by id.
    pub attributions: BTreeMap<String, GoldAttribution>,
}

/// A quote.
#[derive(Default)]
pub struct GoldQuote {
    /// Its pieces.
    pub spans: Vec<Span>,
    /// True for a quote inside furniture.
    pub furniture: bool,
}

/// An attribution.
#[derive(Default)]
pub struct GoldAttribution {
    /// Pieces of each part.
    pub content: Vec<Span>,
    /// Its cue.
    pub cue: Vec<Span>,
    /// Its source.
    pub source: Vec<Span>,
    /// Neither asked for nor wrong.
    pub optional: bool,
}

/// All articles, by name. Panics with the file's name on a malformed one.
pub fn articles() -> Vec<GoldArticle> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/articles");
    let mut files: Vec<_> = fs::read_dir(&folder)
        .expect("tests/cases/articles")
        .map(|entry| entry.expect("a file").path())
        .collect();
    files.sort();
    files.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> GoldArticle {
    let name = path.display();
    let file = fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"));
    let parts: Vec<&str> = file.split("\n---\n").collect();
    let [_, body, declared] = parts[..] else {
        panic!("{name}: three parts, parted by lines of ---, are asked for");
    };
    let id = path
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or_default();
    let mut article = GoldArticle {
        id: id.to_owned(),
        text: String::new(),
        boilerplate: Vec::new(),
        quotes: BTreeMap::new(),
        attributions: BTreeMap::new(),
    };
    for line in declared.lines().filter(|line| !line.trim().is_empty()) {
        let (mark, rest) = line.split_once(' ').unwrap_or((line, ""));
        let says = |word: &str| rest.split(' ').any(|part| part == word);
        if mark.starts_with('q') {
            let furniture = says("furniture");
            article.quotes.insert(
                mark.to_owned(),
                GoldQuote {
                    spans: Vec::new(),
                    furniture,
                },
            );
        } else {
            let optional = says("optional");
            article.attributions.insert(
                mark.to_owned(),
                GoldAttribution {
                    optional,
                    ..GoldAttribution::default()
                },
            );
        }
    }
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut rest = body;
    while let Some(at) = rest.find(['{', '}']) {
        article.text.push_str(&rest[..at]);
        if rest.as_bytes()[at] == b'{' {
            let bar = rest[at..]
                .find('|')
                .unwrap_or_else(|| panic!("{name}: a mark without |"));
            open.push((&rest[at + 1..at + bar], article.text.len()));
            rest = &rest[at + bar + 1..];
        } else {
            let (head, start) = open.pop().unwrap_or_else(|| panic!("{name}: a stray }}"));
            let span = Span::new(start as u32, article.text.len() as u32);
            article
                .mark(head, span)
                .unwrap_or_else(|| panic!("{name}: {head} is not declared"));
            rest = &rest[at + 1..];
        }
    }
    assert!(open.is_empty(), "{name}: {open:?} stays open");
    article.text.push_str(rest);
    article
}

impl GoldArticle {
    fn mark(&mut self, head: &str, span: Span) -> Option<()> {
        let mut words = head.split(' ');
        let what = words.next()?;
        if what == "boilerplate" {
            self.boilerplate.push((span, words.next()?.to_owned()));
            return Some(());
        }
        for id in words {
            match what {
                "quote" => self.quotes.get_mut(id)?.spans.push(span),
                "content" => self.attributions.get_mut(id)?.content.push(span),
                "cue" => self.attributions.get_mut(id)?.cue.push(span),
                "source" => self.attributions.get_mut(id)?.source.push(span),
                _ => return None,
            }
        }
        Some(())
    }
}
