use super::html::export_html;
use super::markdown::export_markdown;
use super::text::export_text;
use crate::analysis::Analysis;
use crate::annotation::{BlockLabel, Boilerplate, Category, Role};
use crate::article::dom::{DomReader, OpenElement};
use crate::article::{Article, Span};
use proptest::prelude::*;

/// Reads `<p>`, `<a href>` and `</>` as markup, and all else as text.
fn article(markup: &str) -> Article {
    let mut reader = DomReader::new();
    for part in markup.split_inclusive('>') {
        let (text, tag) = match part.split_once('<') {
            Some((text, tag)) => (text, tag.strip_suffix('>')),
            None => (part, None),
        };
        reader.text(text);
        match tag {
            Some("/") => reader.close(),
            Some(tag) => {
                let (tag, value) = tag.split_once(' ').unwrap_or((tag, ""));
                reader.open(OpenElement {
                    tag,
                    value,
                    ..OpenElement::default()
                });
                if tag == "br" {
                    reader.close();
                }
            }
            None => {}
        }
    }
    reader.finish().article
}

fn html(markup: &str) -> String {
    export_html(&article(markup), &Analysis::default()).replace('\n', "")
}

fn markdown(markup: &str) -> String {
    export_markdown(&article(markup), &Analysis::default())
}

#[test]
fn structure_is_rebuilt() {
    assert_eq!(
        html("<h2>A</><p>b <em>c <a /x>d</></><br>e</>"),
        "<h2>A</h2><p>b <em>c <a href=\"/x\">d</a></em><br>e</p>"
    );
    assert_eq!(
        html("<ul><li>a<ol><li>b</><li>c</></></><li>d<p>e</></></>f"),
        "<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d<br>e</li></ul><p>f</p>"
    );
    assert_eq!(
        html(
            "<table><tr><td>a</><td>b</></><tr><td>c</></></><blockquote>d<p>e</></><blockquote>f</>"
        ),
        "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>\
         <blockquote><p>d</p><p>e</p></blockquote><blockquote><p>f</p></blockquote>"
    );
    assert_eq!(
        html("<figure><figcaption>a</></><pre>b\n c</>"),
        "<figure><figcaption>a</figcaption></figure><pre>b c</pre>"
    );
}

#[test]
fn structure_is_rebuilt_in_markdown() {
    assert_eq!(
        markdown("<h2>A #</><p>b <em>c</><br>- <a /x_(y)>d</></>"),
        "## A \\#\n\nb *c*\\\n\\- [d](/x%5F%28y%29)\n"
    );
    assert_eq!(
        markdown("<ul><li>a<ol><li>b</></></><li>d<p>e</></></>"),
        "- a\n\n    1. b\n\n- d\n\n  e\n"
    );
    assert_eq!(
        markdown("<table><tr><td>a|b</><td>c</></><tr><td>d</></></><blockquote>1. e<br>f</>"),
        "| a\\|b | c |\n| --- | --- |\n| d |\n\n> 1\\. e\\\n> f\n"
    );
    assert_eq!(markdown("<pre>a ``` b</>"), "````\na ``` b\n````\n");
}

#[test]
fn unsafe_addresses_are_left_out() {
    for address in [
        "javascript:x",
        " JaVa\tscript:x",
        "data:text/html,x",
        "vbscript:x",
        "\u{1}javascript:x",
        "x-y:z",
    ] {
        let page = format!("<p><a {address}>words</></>");
        assert_eq!(html(&page), "<p>words</p>", "{address}");
        assert_eq!(markdown(&page), "words\n", "{address}");
    }
    for address in [
        "http://x.example",
        "HTTPS://x.example/a:b",
        "mailto:a@b.example",
        "/a:b",
        "?q=a:b",
        "a/b:c",
    ] {
        assert!(
            html(&format!("<a {address}>words</>")).contains("href="),
            "{address}"
        );
    }
}

#[test]
fn furniture_is_left_out() {
    let article = article("<p>Menu</><p>One <b>two three</> four.</>");
    let label = |role| BlockLabel {
        role,
        category: None,
        confidence: 1.0,
    };
    let analysis = Analysis {
        blocks: vec![label(Role::Boilerplate), label(Role::Content)],
        boilerplate: [Span::new(0, 4), Span::new(14, 19)]
            .map(|span| Boilerplate {
                span,
                category: Category::Other,
                confidence: 1.0,
            })
            .into(),
        ..Analysis::default()
    };
    assert_eq!(article.text(), "Menu\n\nOne two three four.");
    assert_eq!(export_text(&article, &analysis), "One two four.");
    assert_eq!(
        export_html(&article, &analysis),
        "<p>One <strong>two</strong> four.</p>\n"
    );
    assert_eq!(export_markdown(&article, &analysis), "One **two** four.\n");
}

proptest! {
    #[test]
    fn no_markup_of_the_text_comes_out(
        words in "([a ]|<script>|</?b>|javascript:|&lt;|[<>&\"'`*_\\\\\\[\\]()|#!\n-]|\\PC){0,40}",
        address in "(javascript:|https:|mailto:|[a/\"'<>:&\\s()\\]]|\\PC){0,8}",
        tag in prop::sample::select(vec!["p", "li", "td", "pre", "h1", "code", "blockquote", "figcaption"]),
        furniture in prop::collection::vec((0u32..60, 0u32..9), 0..4),
    ) {
        let mut reader = DomReader::new();
        reader.open(OpenElement { tag: "table", ..OpenElement::default() });
        for tag in [tag, "a", "em"] {
            reader.open(OpenElement { tag, value: &address, ..OpenElement::default() });
            reader.text(&words);
        }
        let article = reader.finish().article;
        let text = article.text();
        let boundary = |offset: u32| {
            let inside = |end: &usize| text.is_char_boundary(*end);
            (0..=(offset as usize).min(text.len())).rev().find(inside).unwrap_or(0) as u32
        };
        let analysis = Analysis {
            boilerplate: furniture.into_iter().map(|(start, length)| Boilerplate {
                span: Span::new(boundary(start), boundary(start + length)),
                category: Category::Other,
                confidence: 1.0,
            }).collect(),
            ..Analysis::default()
        };
        let html = export_html(&article, &analysis);
        for (index, _) in html.match_indices('<') {
            let tag = html[index + 1..].split(['>', ' ']).next().unwrap();
            let tag = tag.trim_start_matches('/');
            prop_assert!(["p", "li", "ul", "table", "tr", "td", "pre", "h1", "code", "blockquote", "figure", "figcaption", "a", "em", "br"].contains(&tag), "{html}");
        }
        for (index, _) in html.match_indices("<a ") {
            let rest = html[index..].strip_prefix("<a href=\"").unwrap();
            let address = rest.split('"').next().unwrap().to_lowercase();
            let scheme = address.split([':', '/', '?', '#', '&']).next().unwrap();
            let has_scheme = address[scheme.len()..].starts_with(':');
            prop_assert!(!has_scheme || ["https", "mailto", "http"].contains(&scheme), "{html}");
        }
        let markdown = export_markdown(&article, &analysis);
        prop_assert!(!markdown.replace("<pre>", "").replace("</pre>", "").contains('<'), "{markdown}");
        // an escaped bracket ends no link
        let unescaped = markdown.replace("\\\\", "").replace("\\]", "");
        prop_assert!(!unescaped.contains("](javascript"), "{markdown}");
    }
}
