//! The deciding part and the weightiest reasons, for sentences of our own.

use super::*;
use crate::analysis::{Document, Explanation};
use crate::article::Article;
use crate::model::builtin;
use crate::model::why::Reason;
use proptest::prelude::*;
use std::sync::Arc;

/// Explanations of all attributions of a document, with the words of their cues.
fn explained(mut document: Document) -> Vec<(String, Explanation)> {
    let attributions = document.analysis().attributions.clone();
    (0..attributions.len())
        .map(|index| {
            let why = document.explain(index).unwrap();
            let text = document.article().text();
            let cue = attributions[index].cue.first();
            let words = cue.map_or("", |span| span.slice(text));
            (words.to_owned(), why)
        })
        .collect()
}

/// Cues and deciders of a text's attributions.
fn deciders(text: &str) -> Vec<(String, Decider)> {
    let explained = explained(Document::new(Article::from_plain(text)));
    let decided = |(cue, why): (String, Explanation)| (cue, why.decider);
    explained.into_iter().map(decided).collect()
}

fn assert_deciders(text: &str, expected: &[(&str, Decider)]) {
    let found = deciders(text);
    let found: Vec<_> = found.iter().map(|(cue, d)| (cue.as_str(), *d)).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn it_says_whether_weights_or_which_rule_decided() {
    use Decider::{According, Beside, Colon, Continued, Hearsay, Nested, Quotation, Weights};
    assert_deciders(
        "The ministry said that the bridge would close in May.",
        &[("said", Weights)],
    );
    assert_deciders(
        "Moe said that, according to the owner, the ferry was safe to sail.",
        &[("said", Weights), ("according to", According)],
    );
    assert_deciders(
        "“The ministry told us that the bridge was safe, and I believed it,” Calder said.",
        &[("told us", Nested), ("said", Weights)],
    );
    assert_deciders(
        "Tea came with “a long and heavy silence that lay upon the pier for days”.",
        &[("came", Quotation)],
    );
    assert_deciders(
        "It was a fine day for the crews and their boats. “Nobody ever asked the crews about any \
         of this” ― Ana Ruiz",
        &[("ever asked", Nested), ("―", Beside)],
    );
    assert_deciders(
        "“Nobody told us,” said Ana Ruiz.\n\n“We had to read in the paper that the road would be \
         closed until autumn.”",
        &[("said", Weights), ("", Continued)],
    );
    assert_deciders(
        "The mayor told the meeting:\n\nThe wall will be taken down in winter.",
        &[("told", Colon)],
    );
    assert_deciders(
        "The old pier was reportedly closed by the council on Friday night.",
        &[("reportedly", Hearsay)],
    );
}

#[test]
fn headlines_and_turns_are_rules() {
    use Decider::{Headline, Turn, Weights};
    assert_deciders(
        "Harbour wall is safe – mayor\n\nThe mayor said on Monday that the wall would hold.",
        &[("–", Headline), ("said", Weights)],
    );
    assert_deciders(
        "Ana Ruiz runs the harbour of Tolsay, and she met us there last week.\n\n\
         Reporter: Why did you close it?\n\nAna Ruiz: I saw the wall move.\n\n\
         Reporter: Were you afraid?\n\nAna Ruiz: I was, and we all ran.",
        &[("", Turn), ("", Turn), ("", Turn), ("", Turn)],
    );
}

#[test]
fn where_the_weights_are_deaf_the_rule_for_according_to_decides() {
    let mut deaf = builtin().clone();
    deaf.settings.begin_bias = -50.0;
    let text = "According to the port agency, dredging would take a year.";
    let document = Document::with_model(Article::from_plain(text), Arc::new(deaf));
    let explained = explained(document);
    assert_eq!(explained.len(), 1);
    assert_eq!(explained[0].0, "According to");
    assert_eq!(explained[0].1.decider, Decider::According);
    assert_eq!(explained[0].1.weighed, None);
}

#[test]
fn the_weightiest_reasons_come_first() {
    let top = |text: &str| {
        let (_, why) = explained(Document::new(Article::from_plain(text))).remove(0);
        let weighed = why.weighed.unwrap();
        let first = |weighing: &crate::model::why::Weighing| weighing.evidence[0];
        (
            weighed.cue_probability,
            first(&weighed.cue),
            first(&weighed.whole),
        )
    };
    let (probability, cue, whole) =
        top("“We will open the harbour on Monday,” Mayor Ines Calder said.");
    assert!(probability > 0.9 && cue.weight > 0.0);
    assert_eq!(cue.reason, Reason::Around);
    assert!(matches!(whole.reason, Reason::Boundaries | Reason::Rivals));
    assert!(whole.weight > 1.0);
    // what the weights alone would not have taken for a cue
    let text = "Tea came with “a long and heavy silence that lay upon the pier for days”.";
    let (_, why) = explained(Document::new(Article::from_plain(text))).remove(0);
    let weighed = why.weighed.unwrap();
    assert!(weighed.cue_probability < 0.5, "{weighed:?}");
    assert!(
        weighed.cue.score < 0.0 && weighed.cue.evidence[0].weight < 0.0,
        "{weighed:?}"
    );
}

#[test]
fn content_of_another_block_is_told() {
    let text = "The mayor told the meeting:\n\nThe wall will be taken down in winter.";
    let explained = explained(Document::new(Article::from_plain(text)));
    assert!(explained[0].1.over_blocks);
    let weighed = explained[0].1.weighed.as_ref().unwrap();
    assert!(weighed.whole.evidence.is_empty() && !weighed.cue.evidence.is_empty());
}

#[test]
fn a_quotation_made_whole_is_told() {
    let text = "“It fell. Nobody asked. Nobody wrote. We waited. We knew,” Calder recalls.";
    let explained = explained(Document::new(Article::from_plain(text)));
    let (_, why) = explained.iter().find(|(cue, _)| cue == "recalls").unwrap();
    assert!(why.weighed.as_ref().unwrap().made_whole);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn whatever_is_found_by_a_cue_can_be_explained(
        text in "([A-Z]?[a-z]{1,7}|said|reportedly|according to|that|he|[.,:;?!“”'()—-]|\\PC| ){0,120}",
    ) {
        let (model, kind) = (builtin(), BlockKind::Paragraph);
        let segments = Segments::new(&text);
        let marks = crate::quotes::marks(&text, &segments.tokens);
        let quotes = crate::quotes::pair(&text, &segments, &marks, None);
        for found in crate::attribution::find(model, &text, &segments, &quotes, kind, &[]) {
            let Some(cue) = found.cue.first() else { continue };
            let explained = explain(model, &text, &segments, &quotes, kind, cue.start);
            let (decider, weighed) = explained.expect("it was found");
            let scored = matches!(
                decider,
                Decider::Weights | Decider::Nested | Decider::Quotation
            );
            prop_assert_eq!(weighed.is_some_and(|w| !w.whole.evidence.is_empty()), scored);
        }
    }
}
