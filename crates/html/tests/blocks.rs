//! The table of cases in `tests/cases/html`, and pages that mean harm.

use ascribe::article::Article;
use proptest::prelude::*;
use std::fmt::Write;
use std::time::Instant;

/// The blocks of an article as the table writes them.
fn written(article: &Article) -> String {
    let mut lines = String::new();
    for block in article.blocks() {
        let kind = block.kind.token();
        let level = match (block.ordered, block.level) {
            (_, 0) => String::new(),
            (false, level) => format!(" {level}"),
            (true, level) => format!(" #{level}"),
        };
        let words = article
            .block_text(block)
            .replace('\n', "⏎")
            .replace('\u{a0}', "⍽");
        writeln!(lines, "{kind}{level}| {words}").unwrap();
    }
    lines
}

#[test]
fn the_table_of_cases() {
    let table = include_str!("../../../tests/cases/html/blocks.txt");
    let mut failures = String::new();
    for case in table.split("====\n") {
        let (name, rest) = case.split_once('\n').unwrap();
        let (html, expected) = rest.split_once("----\n").unwrap();
        let found = written(&ascribe_html::read(html, None));
        if found != expected {
            writeln!(failures, "{name}\nexpected\n{expected}found\n{found}").unwrap();
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn metadata_comes_from_the_head() {
    let page = r#"<html lang="en-GB"><head><title>Ferry returns | The Bay</title>
        <meta property="og:site_name" content="The Bay"><meta name=author content="By Li Wen">
        <link rel="x canonical" href="https://bay.example/ferry">
        <body><svg><title>Logo</title></svg>Text"#;
    let article = ascribe_html::read(page, Some("https://bay.example/?id=1"));
    let metadata = article.metadata();
    assert_eq!(metadata.title.as_deref(), Some("Ferry returns"));
    assert_eq!(metadata.byline.as_deref(), Some("Li Wen"));
    assert_eq!(metadata.url.as_deref(), Some("https://bay.example/ferry"));
    assert_eq!(article.declared_language(), Some("en-GB"));
    let plain = ascribe_html::read("Text", Some("https://bay.example/"));
    assert_eq!(
        plain.metadata().url.as_deref(),
        Some("https://bay.example/")
    );
}

#[test]
fn segments_count_the_page_s_text_nodes() {
    let read = ascribe_html::read_with_segments("<p>a<b>b</b><!-- x --> c", None);
    let nodes: Vec<u32> = read.segments.iter().map(|segment| segment.node).collect();
    assert_eq!(nodes, [0, 1, 2]);
}

/// Makes a page of a given length.
type Page = Box<dyn Fn(usize) -> String>;

/// No page may cost much more than a flat one of its size, nor overflow the stack.
#[test]
#[ignore = "measures time: part of npm run test:long"]
fn hostile_nesting_costs_linear_time() {
    let open = |tag: &'static str| move |n: usize| format!("{tag}a ").repeat(n);
    let pages: Vec<(&str, Page)> = vec![
        ("div", Box::new(open("<div>"))),
        ("b", Box::new(open("<b>"))),
        (
            "font",
            Box::new(|n| (0..n).map(|i| format!("<font size={i}>a")).collect()),
        ),
        ("table", Box::new(open("<table><td>"))),
        ("ul", Box::new(open("<ul><li>"))),
        ("a", Box::new(open("<a href=x>"))),
        ("svg", Box::new(open("<svg><g>"))),
        ("template", Box::new(open("<template>"))),
        (
            "formatting",
            Box::new(|n| {
                (0..200)
                    .map(|i| format!("<p><b a={i}>"))
                    .collect::<String>()
                    + &"<p>x".repeat(n)
            }),
        ),
        ("unclosed", Box::new(|n| "<a".repeat(n))),
        (
            "closing",
            Box::new(|n| "<div>".repeat(200) + &"</p></b>".repeat(n)),
        ),
        (
            "body",
            Box::new(|n| (0..n).map(|i| format!("<body a{i}=1>")).collect()),
        ),
    ];
    let seconds = |html: &str| {
        let start = Instant::now();
        ascribe_html::read(html, None);
        start.elapsed().as_secs_f64()
    };
    // Measured against a flat page, since clocks of busy machines cannot be trusted further.
    const TIMES: usize = 30_000;
    let flat = "<p>a ".repeat(TIMES);
    let flat = (0..3).map(|_| seconds(&flat)).fold(f64::INFINITY, f64::min);
    for (name, page) in pages {
        // The bounded depth costs up to 20 times as much; without bound it is 100 and more.
        let ratio = seconds(&page(TIMES)) / flat;
        eprintln!("{name}: {ratio:.1} times a flat page");
        assert!(
            ratio < 60.0,
            "{name} took {ratio} times as long as a flat page"
        );
    }
}

#[test]
fn depth_loses_no_text() {
    let page = (0..3000).map(|i| format!("<div>w{i}")).collect::<String>() + &"</div>".repeat(3000);
    let article = ascribe_html::read(&page, None);
    let words: Vec<&str> = article.text().split("\n\n").collect();
    assert_eq!(words.len(), 3000);
    assert_eq!(words[2999], "w2999");
}

proptest! {
    #[test]
    fn any_text_is_a_page(html in "(<[/!]?(p|div|b|table|td|li|svg|a href=|script|template|select|title|!--)?[ >\"]?|[a-z &;\0é🎈]{0,4}){0,60}") {
        let article = ascribe_html::read(&html, None);
        prop_assert!(article.blocks().iter().all(|block| !article.block_text(block).is_empty()));
    }
}
