use super::*;
use crate::article::{InlineKind, Span};
use proptest::prelude::*;

/// One call to the reader, for tests that write streams down.
#[derive(Debug, Clone)]
enum Call {
    Open(&'static str),
    Hidden(&'static str),
    Close,
    Text(String),
}

/// Feeds the calls; gives the article and the text nodes by number.
fn feed(calls: &[Call]) -> (DomArticle, Vec<String>) {
    let mut reader = DomReader::new();
    let mut nodes = Vec::new();
    for call in calls {
        match call {
            Call::Open(tag) => reader.open(OpenElement {
                tag,
                names: "storyBody",
                value: "/a",
                ..OpenElement::default()
            }),
            Call::Hidden(tag) => reader.open(OpenElement {
                tag,
                display: Display::None,
                ..OpenElement::default()
            }),
            Call::Close => reader.close(),
            Call::Text(text) => {
                reader.text(text);
                nodes.push(text.clone());
            }
        }
    }
    (reader.finish(), nodes)
}

/// Reads `<p>` for an opening, `</>` for a closing, and all else as text.
fn stream(markup: &'static str) -> Vec<Call> {
    let mut calls = Vec::new();
    let mut rest = markup;
    while !rest.is_empty() {
        let end;
        if rest.starts_with('<') {
            end = rest.find('>').unwrap() + 1;
            match &rest[1..end - 1] {
                "/" => calls.push(Call::Close),
                "br" => calls.extend([Call::Open("br"), Call::Close]),
                tag => match tag.strip_prefix('!') {
                    Some(tag) => calls.push(Call::Hidden(tag)),
                    None => calls.push(Call::Open(tag)),
                },
            }
        } else {
            end = rest.find('<').unwrap_or(rest.len());
            calls.push(Call::Text(rest[..end].to_owned()));
        }
        rest = &rest[end..];
    }
    calls
}

fn text_of(markup: &'static str) -> String {
    feed(&stream(markup)).0.article.text().to_owned()
}

fn kinds_of(markup: &'static str) -> Vec<(BlockKind, u8, bool)> {
    let read = feed(&stream(markup)).0;
    let blocks = read.article.blocks().iter();
    blocks
        .map(|block| (block.kind, block.level, block.ordered))
        .collect()
}

#[test]
fn white_space_collapses_across_elements() {
    assert_eq!(
        text_of("<p> a \n\t<b> b</>  c<i>d</> </>\n<p>e</>"),
        "a b cd\n\ne"
    );
    assert_eq!(
        text_of("<p>a\u{a0} \u{a0}b\u{200b}c</>"),
        "a\u{a0} \u{a0}b\u{200b}c"
    );
    assert_eq!(text_of("<pre>a  b\n\n  c\n</>d"), "a  b\n\n  c\n\nd");
}

#[test]
fn what_shows_nothing_is_no_block() {
    assert_eq!(
        text_of("<p>\u{a0}</><p>a</><p>\u{200b} \u{a0}</><p>b</>"),
        "a\n\nb"
    );
    let nothing = feed(&stream("<p>\u{200b}</>")).0;
    assert_eq!(
        (
            nothing.article.text(),
            nothing.article.blocks(),
            nothing.segments.len()
        ),
        ("", &[][..], 0)
    );
    assert_eq!(
        text_of("a<script>x</><!div>y<p>z</></>b<select><option>c</></>"),
        "ab"
    );
}

#[test]
fn line_breaks_and_paragraphs_of_breaks() {
    assert_eq!(text_of("<p><br>a<br> b<br></>"), "a\nb");
    assert_eq!(
        text_of("<div>a<br>\n<br>b<br>\u{a0}<br>c</>"),
        "a\n\nb\n\nc"
    );
    assert_eq!(kinds_of("<li>a<br><br>b</>").len(), 2);
}

#[test]
fn text_among_blocks_is_a_block() {
    assert_eq!(
        text_of("<div>a <b>b</><p>c</>d<ul><li>e</></>f</>"),
        "a b\n\nc\n\nd\n\ne\n\nf"
    );
}

#[test]
fn kinds_and_levels() {
    use BlockKind::*;
    assert_eq!(kinds_of("<h3><div>a</></>"), [(Heading, 3, false)]);
    assert_eq!(
        kinds_of("<ol><li>a<ul><li><p>b</></></>c</></>"),
        [
            (ListItem, 1, true),
            (ListItem, 2, false),
            (ListItem, 1, true)
        ]
    );
    assert_eq!(
        kinds_of("<blockquote><p>a</></><figure>b<figcaption>c</></><dl><dt>d</><dd>e</></>"),
        [
            (Quotation, 0, false),
            (Paragraph, 0, false),
            (Caption, 0, false),
            (ListItem, 1, false),
            (ListItem, 1, false)
        ]
    );
    assert_eq!(
        kinds_of("<table><caption>a</><tr><th>b</><td>c<p>d</></></></>"),
        [
            (Caption, 0, false),
            (TableCell, 0, false),
            (TableCell, 0, false),
            (TableCell, 0, false)
        ]
    );
    assert_eq!(
        kinds_of("<details><summary>a</>b</>"),
        [(Control, 0, false), (Paragraph, 0, false)]
    );
}

#[test]
fn a_control_is_a_block_but_not_in_the_midst_of_a_sentence() {
    assert_eq!(
        text_of("<div><button>Share</><button>Print</></>"),
        "Share\n\nPrint"
    );
    assert_eq!(
        text_of("<p>The <button>index</> rose.</>"),
        "The index rose."
    );
}

#[test]
fn links_and_emphasis_stay_inside_a_block() {
    let (read, _) = feed(&stream("<a><p>x <em> y</></><p>z </></> <b> </><p>w</>"));
    let marks: Vec<_> = read.article.inlines().iter().collect();
    let link = InlineKind::Link("/a".into());
    assert_eq!(marks.len(), 3);
    assert_eq!((marks[0].span, &marks[0].kind), (Span::new(0, 3), &link));
    assert_eq!(
        (marks[1].span, &marks[1].kind),
        (Span::new(2, 3), &InlineKind::Emphasis)
    );
    assert_eq!((marks[2].span, &marks[2].kind), (Span::new(5, 6), &link));
    let densities: Vec<f32> = read
        .article
        .blocks()
        .iter()
        .map(|block| block.link_density)
        .collect();
    assert_eq!(densities, [1.0, 1.0, 0.0]);
}

#[test]
fn link_density_counts_nested_links_once() {
    let (read, _) = feed(&stream("<p>ab<a>c<a>d</></></>"));
    assert_eq!(read.article.blocks()[0].link_density, 0.5);
}

#[test]
fn only_elements_that_hold_blocks_are_kept() {
    let (read, _) = feed(&stream(
        "<main><div></><section><p>a <b>b</></></><footer><p> </></></>",
    ));
    let article = &read.article;
    let tags: Vec<&str> = article
        .elements()
        .iter()
        .map(|element| &*element.tag)
        .collect();
    assert_eq!(tags, ["main", "section", "p"]);
    assert_eq!(article.elements()[0].words, ["story".into(), "body".into()]);
    let around: Vec<&str> = article
        .ancestors(&article.blocks()[0])
        .map(|element| &*element.tag)
        .collect();
    assert_eq!(around, ["p", "section", "main"]);
}

#[test]
fn a_link_around_blocks_is_kept_as_an_element() {
    let (read, _) = feed(&stream("<div><a><h2>a</></></>"));
    let tags: Vec<&str> = read
        .article
        .elements()
        .iter()
        .map(|element| &*element.tag)
        .collect();
    assert_eq!(tags, ["div", "a", "h2"]);
}

#[test]
fn the_caller_s_layout_counts() {
    let mut reader = DomReader::new();
    for (tag, display, text) in [
        ("span", Display::Block, "a"),
        ("div", Display::Inline, "b"),
        ("p", Display::Inline, "c"),
    ] {
        reader.open(OpenElement {
            tag,
            display,
            ..OpenElement::default()
        });
        reader.text(text);
        reader.close();
    }
    assert_eq!(reader.finish().article.text(), "a\n\nbc");
}

#[test]
fn unbalanced_calls_are_safe() {
    assert_eq!(text_of("</></>a<p>b</></></>c<p>d"), "a\n\nb\n\nc\n\nd");
}

#[test]
fn depth_and_number_cost_linear_time() {
    let mut reader = DomReader::new();
    let long = "x".repeat(3000);
    for tag in ["div", "b", "a", "p", "ul", "section", "blockquote"]
        .iter()
        .cycle()
        .take(300_000)
    {
        reader.open(OpenElement {
            tag,
            names: &long[..40],
            value: &long,
            ..OpenElement::default()
        });
        reader.text("a ");
    }
    for _ in 0..300_000 {
        reader.text("b");
        reader.close();
    }
    for _ in 0..1_000_000 {
        reader.open(OpenElement {
            tag: "i",
            ..OpenElement::default()
        });
        reader.close();
    }
    let article = reader.finish().article;
    assert!(article.blocks().len() > 100_000);
    let deepest = article
        .blocks()
        .iter()
        .map(|block| article.ancestors(block).count())
        .max();
    assert!(deepest <= Some(MAX_ANCESTORS));
    let addresses: usize = article
        .inlines()
        .iter()
        .map(|inline| match &inline.kind {
            InlineKind::Link(address) => address.len(),
            _ => 0,
        })
        .sum();
    assert!(addresses < 300_000 / 7 * 3000 * 5);
}

fn calls() -> impl Strategy<Value = Vec<Call>> {
    let tag = prop::sample::select(vec![
        "p",
        "div",
        "b",
        "a",
        "em",
        "h2",
        "ul",
        "li",
        "pre",
        "td",
        "button",
        "script",
        "blockquote",
        "time",
    ]);
    let call = prop_oneof![
        3 => tag.clone().prop_map(Call::Open),
        1 => Just(Call::Open("br")),
        1 => tag.prop_map(Call::Hidden),
        4 => Just(Call::Close),
        5 => "[ab \n\t\u{a0}é🎈\u{200b}]{0,9}".prop_map(Call::Text),
    ];
    prop::collection::vec(call, 0..60)
}

proptest! {
    #[test]
    fn an_article_is_whole_and_maps_back(calls in calls()) {
        let (read, nodes) = feed(&calls);
        let (article, text) = (&read.article, read.article.text());
        let mut end = 0;
        for block in article.blocks() {
            let words = article.block_text(block);
            prop_assert!(!words.is_empty());
            prop_assert_eq!(words.trim(), words);
            prop_assert_eq!(&text[end..block.span.start as usize], if end == 0 { "" } else { "\n\n" });
            prop_assert!((0.0..=1.0).contains(&block.link_density));
            end = block.span.end as usize;
        }
        prop_assert_eq!(end, text.len());

        let mut covered = vec![false; text.len()];
        let mut before = (0, None);
        for segment in &read.segments {
            prop_assert!(segment.len > 0 && segment.start >= before.0);
            prop_assert!(Some((segment.node, segment.node_start)) > before.1);
            before = (segment.start + segment.len, Some((segment.node, segment.node_start)));
            let here = Span::new(segment.start, segment.start + segment.len).slice(text);
            let there = Span::new(segment.node_start, segment.node_start + segment.len)
                .slice(&nodes[segment.node as usize]);
            prop_assert_eq!(here.len(), there.len());
            prop_assert_eq!(here.len() as u32, segment.len);
            for (one, other) in here.chars().zip(there.chars()) {
                prop_assert!(one == other || (one == ' ' && other.is_ascii_whitespace()));
            }
            covered[segment.start as usize..][..segment.len as usize].fill(true);
        }
        for (index, covered) in covered.into_iter().enumerate() {
            prop_assert!(covered || text.as_bytes()[index] == b'\n', "byte {index} of {text:?}");
        }

        let mut last = (0, u32::MAX);
        for inline in article.inlines() {
            prop_assert!(article.blocks().iter().any(|block| block.span.covers(inline.span)));
            prop_assert!(!inline.span.is_empty());
            let key = (inline.span.start, u32::MAX - inline.span.end);
            prop_assert!(key.0 > last.0 || key >= last || last.1 == u32::MAX, "{key:?} {last:?}");
            last = key;
        }
        for (index, element) in article.elements().iter().enumerate() {
            prop_assert!(element.parent.is_none_or(|parent| (parent as usize) < index));
        }
    }
}
