//! What the weights are said to have counted is what they counted.

use super::*;
use crate::article::BlockKind;
use crate::model::builtin;
use crate::segment::Segments;

fn facts(text: &str) -> Facts {
    let segments = Segments::new(text);
    let marks = crate::quotes::marks(text, &segments.tokens);
    let quotes = crate::quotes::pair(text, &segments, &marks, None);
    builtin().facts(text, &segments, &quotes, BlockKind::Paragraph)
}

const TEXTS: [&str; 5] = [
    "“We will open the harbour on Monday,” Mayor Ines Calder said.",
    "The ministry warned that the bridge would close in May, and the council said it was told late.",
    "According to the port agency, the minister said the cranes were safe.",
    "She called the plan “a gift to the yachts”, adding that nobody had asked the crews.",
    "The claim that the pier is sound was denied by two engineers, who had seen it crack.",
];

#[test]
fn every_template_has_a_reason_in_its_place() {
    let templates = |source: &str, from: &str, to: &str| -> Vec<u8> {
        let body = &source[source.find(from).unwrap()..];
        let body = &body[..body.find(to).unwrap()];
        let calls = body.split("feature(").skip(1);
        calls
            .filter_map(|call| call.trim_start().split(',').next()?.parse().ok())
            .collect()
    };
    let numbers =
        |table: &[Template]| -> Vec<u8> { table.iter().map(|(number, _)| *number).collect() };
    let cue = templates(include_str!("../cue.rs"), "pub fn templates(", "\n    }\n}");
    assert_eq!(numbers(&cue::REASONS), cue);
    let source = include_str!("../accept.rs");
    let accept = templates(source, "pub fn features(", "/// Answers to the four");
    assert_eq!(numbers(&accept::REASONS), accept);
}

#[test]
fn every_feature_of_a_candidate_has_a_reason() {
    for text in TEXTS {
        let facts = facts(text);
        let mut count = 0;
        CueFeatures::new(&facts).token(1, |_| count += 1);
        assert_eq!(count, cue::REASONS.len());
        let found = builtin().examine(&facts);
        for (triple, features) in found.triples.iter().zip(&found.features) {
            let without = if triple.source.is_some() { 0 } else { 5 };
            assert_eq!(features.len(), accept::REASONS.len() - without);
        }
        for index in 0..found.triples.len() {
            let row = found.row(index);
            assert_eq!(row.len(), crate::model::rerank::INPUTS);
            assert!(
                row.iter()
                    .all(|&value| usize::from(value) < crate::learned::forest::VALUES)
            );
        }
    }
}

fn assert_adds_up(weighing: &Weighing, score: f32) {
    let sum: f32 = weighing.evidence.iter().map(|part| part.weight).sum();
    assert!(
        (weighing.score - score).abs() < 1e-3,
        "{score}: {weighing:?}"
    );
    assert!((sum - score).abs() < 1e-3, "{score}: {weighing:?}");
    let sorted = weighing
        .evidence
        .is_sorted_by(|a, b| a.weight.abs() >= b.weight.abs());
    assert!(sorted, "{weighing:?}");
}

#[test]
fn what_counted_adds_up_to_the_models_own_scores() {
    let model = builtin();
    let mut weighed = 0;
    for text in TEXTS {
        let facts = facts(text);
        let mut lattice = crate::model::chain::Lattice::default();
        cue::candidates(&model.cue, &facts, 0.0, &mut lattice);
        for triple in model.decide(&facts) {
            let why = model.weigh(&facts, &triple).unwrap();
            assert_adds_up(&why.whole, triple.scores[TRIPLE]);
            assert_adds_up(&why.source, triple.scores[SOURCE]);
            assert_adds_up(&why.content, triple.scores[CONTENT]);
            let first = triple.cue.0 as usize;
            assert_adds_up(&why.cue, lattice.scores[first][0]);
            assert_eq!(why.cue_probability, lattice.begins[first]);
            weighed += 1;
        }
    }
    assert!(weighed >= 6, "{weighed}");
}

#[test]
fn weights_that_know_nothing_weigh_nothing() {
    let facts = facts(TEXTS[0]);
    for triple in Model::default().decide(&facts) {
        let why = Model::default().weigh(&facts, &triple);
        assert!(why.is_none_or(|why| why.whole.evidence.is_empty()));
    }
}

#[test]
fn the_page_knows_the_same_names_in_the_same_order() {
    let source = include_str!("../../../www/src/explanation.ts");
    let listed = |name: &str| -> Vec<&str> {
        let list = &source[source.find(&format!("export const {name} = [")).unwrap()..];
        let list = &list[..list.find(']').unwrap()];
        list.split('"').skip(1).step_by(2).collect()
    };
    let deciders: Vec<&str> = Decider::ALL.iter().map(|decider| decider.token()).collect();
    let reasons: Vec<&str> = Reason::ALL.iter().map(|reason| reason.token()).collect();
    assert_eq!(listed("DECIDERS"), deciders);
    assert_eq!(listed("REASONS"), reasons);
}
