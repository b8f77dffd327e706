//! Reads `tests/cases/marks.txt` and runs it: the same code natively and as wasm.

use ascribe::analysis::{Analysis, analyze};
use ascribe::{Article, Span, Stance};

/// The table.
pub const TABLE: &str = include_str!("../cases/marks.txt");

/// One case: name, text, and the marks expected, a line each.
pub struct Case {
    /// What the case shows.
    pub name: &'static str,
    /// The article.
    pub text: String,
    /// The lines behind `>`.
    pub expected: Vec<String>,
}

/// The cases of the table.
pub fn cases() -> Vec<Case> {
    TABLE
        .split("\n== ")
        .skip(1)
        .map(|part| {
            let (name, body) = part.split_once('\n').unwrap_or((part, ""));
            let (expected, text): (Vec<&str>, Vec<&str>) =
                body.lines().partition(|line| line.starts_with("> "));
            Case {
                name,
                text: text.join("\n").trim().to_owned(),
                expected: expected.iter().map(|line| line[2..].to_owned()).collect(),
            }
        })
        .collect()
}

/// What the engine marks, in the table's notation.
pub fn marks(text: &str) -> Vec<String> {
    let article = Article::from_plain(text);
    let analysis = analyze(&article);
    lines(article.text(), &analysis)
}

fn words(text: &str, spans: &[Span]) -> String {
    let pieces: Vec<&str> = spans.iter().map(|span| span.slice(text)).collect();
    pieces.join(" / ")
}

fn lines(text: &str, analysis: &Analysis) -> Vec<String> {
    let furniture = analysis.boilerplate.iter().map(|mark| {
        format!(
            "furniture {}: {}",
            mark.category.token(),
            mark.span.slice(text)
        )
    });
    let quotes = analysis.quotes.iter().map(|quote| {
        format!(
            "quote {}: {}",
            quote.kind.token(),
            words(text, &quote.spans)
        )
    });
    let attributions = analysis.attributions.iter().map(|attribution| {
        let stance = match attribution.stance {
            Stance::Asserted => String::new(),
            stance => format!(" {}", stance.token()),
        };
        let source = if attribution.source.is_empty() {
            "-".to_owned()
        } else {
            words(text, &attribution.source)
        };
        let parent = attribution
            .parent
            .map_or(String::new(), |parent| format!(" (inside {})", parent + 1));
        format!(
            "attribution {}{stance}: {source} [{}] {}{parent}",
            attribution.kind.token(),
            words(text, &attribution.cue),
            words(text, &attribution.content)
        )
    });
    furniture.chain(quotes).chain(attributions).collect()
}
