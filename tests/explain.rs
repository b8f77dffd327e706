//! Explanations of all that is found in our own articles (`tests/cases/articles`).

#[path = "common/gold.rs"]
#[allow(dead_code)]
mod gold;

use ascribe::model::why::{Decider, Weighing};
use ascribe::{Article, Document};
use std::collections::BTreeMap;

#[test]
fn each_explanation_is_about_its_own_attribution_and_adds_up() {
    let mut deciders: BTreeMap<Decider, u32> = BTreeMap::new();
    let mut made_whole = 0;
    let model = ascribe::model::builtin();
    for article in gold::articles() {
        let mut document = Document::new(Article::from_plain(article.text));
        let attributions = document.analysis().attributions.clone();
        for (index, attribution) in attributions.iter().enumerate() {
            let why = document.explain(index).unwrap();
            // every one that the weights scored is found again among its candidates
            let scored = matches!(
                why.decider,
                Decider::Weights | Decider::Nested | Decider::Quotation
            );
            let weighed = why.weighed.as_ref();
            let answer = weighed.is_some_and(|weighed| !weighed.whole.evidence.is_empty());
            assert_eq!(answer, scored, "{}: {why:?}", article.id);
            if let Some(weighed) = weighed {
                for weighing in [
                    &weighed.cue,
                    &weighed.whole,
                    &weighed.source,
                    &weighed.content,
                ] {
                    assert_adds_up(weighing);
                }
                made_whole += u32::from(weighed.made_whole);
            }
            if let Some(weighed) = weighed.filter(|_| scored) {
                // by the very scores that the attribution's own confidence comes from
                let source = model.calibration[1].apply(weighed.source.score);
                let content = model.calibration[2].apply(weighed.content.score);
                assert!(
                    (source - attribution.confidence.source).abs() < 1e-4,
                    "{}: {why:?} {attribution:?}",
                    article.id
                );
                assert!((content - attribution.confidence.content).abs() < 1e-4);
            }
            *deciders.entry(why.decider).or_default() += 1;
        }
        assert!(document.explain(attributions.len()).is_none());
    }
    println!("{deciders:?}, made whole: {made_whole}");
    assert!(deciders[&Decider::Weights] > 200, "{deciders:?}");
    assert!(deciders[&Decider::Quotation] > 0, "{deciders:?}");
    assert!(deciders[&Decider::Continued] > 0, "{deciders:?}");
    assert!(made_whole > 0);
}

fn assert_adds_up(weighing: &Weighing) {
    let sum: f32 = weighing.evidence.iter().map(|part| part.weight).sum();
    assert!((sum - weighing.score).abs() < 1e-3, "{weighing:?}");
}
