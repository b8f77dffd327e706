//! Rules beside the learned weights, on blocks in which the weights found nothing.

use super::*;

/// Source, cue and content of what the rule for reporting clauses finds; pieces parted by "…".
fn reported(text: &str) -> Vec<[String; 3]> {
    let segments = Segments::new(text);
    let marks = crate::quotes::marks(text, &segments.tokens);
    let quotes = crate::quotes::pair(text, &segments, &marks, None);
    let facts = crate::model::builtin().facts(text, &segments, &quotes, BlockKind::Paragraph);
    let words = |runs: &[Run]| {
        let words = runs.iter().map(|run| {
            let (first, last) = (run.0 as usize, run.1 as usize - 1);
            &text[segments.tokens[first].start as usize..segments.tokens[last].end as usize]
        });
        words.collect::<Vec<_>>().join(" … ")
    };
    let mut found = Vec::new();
    according::add(text, &segments, &facts, &mut found);
    reporting::add(text, &segments, &facts, &mut found);
    found
        .iter()
        .map(|triple| {
            let source: Vec<Run> = triple.source.into_iter().collect();
            [words(&source), words(&[triple.cue]), words(&triple.content)]
        })
        .collect()
}

#[test]
fn a_reporting_clause_behind_the_comma() {
    let found = reported("The logs of the pump showed no leak, the council said on Monday.");
    let expected = ["the council", "said", "The logs of the pump showed no leak"];
    assert_eq!(found, [expected]);
    let found = reported("The wall was never tested, she wrote in an emailed statement.");
    assert_eq!(found, [["she", "wrote", "The wall was never tested"]]);
    // a headline without a verb, and a verb that might be a noun
    let found = reported("Two missing after ferry fire, police say");
    assert_eq!(found, [["police", "say", "Two missing after ferry fire"]]);
}

#[test]
fn no_reporting_clause() {
    for text in [
        "When the wall was tested, the council said that it was safe.",
        "The pier was closed, and the council said nothing of it.",
        "The pier, the council said, was closed.",
        "In the end, the council said so.",
        "“The pier was closed in May, the council said.”",
    ] {
        assert!(reported(text).is_empty(), "{text}: {:?}", reported(text));
    }
}

#[test]
fn according_to_inside_a_clause_and_before_the_verb() {
    let found = reported("Moe knew that, according to the owner, the ferry was safe.");
    assert_eq!(found, [["the owner", "according to", "the ferry was safe"]]);
    let found = reported("The dam, according to two engineers, is no longer safe.");
    let expected = [
        "two engineers",
        "according to",
        "The dam … is no longer safe",
    ];
    assert_eq!(found, [expected]);
    let found = reported("The dam is not safe, according to two engineers.");
    assert_eq!(
        found,
        [["two engineers", "according to", "The dam is not safe"]]
    );
}
