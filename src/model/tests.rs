//! The cascade as the attribution stage runs it.

use super::*;
use crate::article::Span;
use crate::attribution::{self, LocalAttribution};
use proptest::prelude::*;

fn find(model: &Model, text: &str) -> Vec<LocalAttribution> {
    let segments = Segments::new(text);
    let marks = crate::quotes::marks(text, &segments.tokens);
    let quotes = crate::quotes::pair(text, &segments, &marks, None);
    attribution::find(model, text, &segments, &quotes, BlockKind::Paragraph, &[])
}

/// Attributions of a paragraph without quotations over its ends: source, cue, content.
fn read(text: &str) -> Vec<(String, String, String)> {
    let words = |spans: &[Span]| {
        let parts: Vec<&str> = spans.iter().map(|span| span.slice(text)).collect();
        parts.join(" … ")
    };
    find(builtin(), text)
        .iter()
        .map(|found| {
            (
                words(&found.source),
                words(&found.cue),
                words(&found.content),
            )
        })
        .collect()
}

#[test]
fn the_built_in_weights_can_be_read() {
    let bytes = include_bytes!("../../models/attribution.bin");
    assert!(Model::from_bytes(bytes).is_ok());
    assert!(bytes.len() <= 260 * 1024, "{} bytes", bytes.len());
}

#[test]
fn direct_and_indirect_speech() {
    let found = read("“We will open the harbour on Monday,” Mayor Ines Calder said.");
    assert_eq!(found.len(), 1);
    assert!(found[0].0.contains("Ines Calder"), "{found:?}");
    assert_eq!(found[0].1, "said");
    assert_eq!(found[0].2, "“We will open the harbour on Monday,”");
    let found = read("The ministry said that the bridge would close in May.");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, "The ministry");
    assert!(
        found[0].2.contains("the bridge would close in May"),
        "{found:?}"
    );
    assert!(read("The harbour has two piers and a lighthouse.").is_empty());
}

#[test]
fn an_interrupted_quotation_is_one_attribution() {
    let found = read("“The roof leaks,” she said. “It has leaked since the winter storms.”");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        found[0].2,
        "“The roof leaks,” … “It has leaked since the winter storms.”"
    );
}

#[test]
fn a_quotation_without_a_cue_stands_alone() {
    let found = read("“The road will be closed until the autumn, and nobody knows why.”");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].0.as_str(), found[0].1.as_str()), ("", ""));
}

#[test]
fn what_somebody_in_a_quotation_said_is_an_inner_attribution() {
    let found = read(
        "“The ministry said on Friday that the bridge was safe, and I believed it,” Calder said.",
    );
    let expected = [
        ("The ministry", "that the bridge was safe"),
        (
            "Calder",
            "“The ministry said on Friday that the bridge was safe, and I believed it,”",
        ),
    ];
    let parts: Vec<_> = found.iter().map(|f| (f.0.as_str(), f.2.as_str())).collect();
    assert_eq!(parts, expected);
}

#[test]
fn a_relative_pronoun_comes_with_what_it_stands_for() {
    let source = |text: &str| read(text)[0].0.clone();
    assert_eq!(
        source("The report angered the harbour inspectorate, which says the piers are safe."),
        "the harbour inspectorate … which"
    );
    assert_eq!(
        source(
            "The letter came from Ana Ruiz, the mayor of Port Vell, who said the piers were safe."
        ),
        "Ana Ruiz, the mayor of Port Vell … who"
    );
}

#[test]
fn a_source_is_who_speaks_not_the_day_or_the_owner() {
    let source = |text: &str| read(text)[0].0.clone();
    assert_eq!(
        source(
            "Skerrow Fission, a maker of small reactors, today announced that its plant is open."
        ),
        "Skerrow Fission, a maker of small reactors"
    );
    assert_eq!(
        source("The deal pleased the council, whose president, Ana Ruiz, said that it was fair."),
        "president, Ana Ruiz"
    );
}

#[test]
fn weights_that_know_nothing_find_quotations_only() {
    let text = "He said “this is what we all wanted to hear” twice.";
    let found = find(&Model::default(), text);
    assert!(found.iter().all(|found| !found.content.is_empty()));
}

#[test]
fn a_paragraph_without_end_is_read() {
    let sentence = "He said she said they said “it was said that he said so again”, he said. ";
    let text = sentence.repeat(400);
    assert!(!read(&text).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_text_gives_spans_of_its_own(
        text in "([A-Z]?[a-z]{1,7}|said|says|that|he|[.,:;?!\"“”'()—-]|\\PC| ){0,120}",
    ) {
        for found in find(builtin(), &text) {
            let introduces = found.continuation == attribution::Continuation::Introduces;
            prop_assert!(introduces || !found.content.is_empty());
            let spans = found.content.iter().chain(&found.cue).chain(&found.source);
            for span in spans {
                prop_assert!(!span.is_empty());
                prop_assert!(text.get(span.start as usize..span.end as usize).is_some());
            }
            for probability in [
                found.confidence.attribution,
                found.confidence.source,
                found.confidence.content,
            ] {
                prop_assert!((0.0..=1.0).contains(&probability));
            }
        }
    }
}
