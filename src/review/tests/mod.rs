//! The review as a whole: what a person sees, and what a log may do.

mod fold;
mod hostile;
mod marks;

use super::*;
use crate::annotation::{
    Attribution, AttributionConfidence, AttributionKind, Boilerplate, Category, Quote, QuoteKind,
    Speaker, Stance,
};
use crate::article::Span;

const TEXT: &str = "Support our work ♥\n\n“The lake is rising,” said Ida Moe, the warden. \
    She said nobody slept.\n\nSupport our work ♥\n\n“Nobody slept,” a neighbour said. ";

fn find(text: &str, words: &str) -> Span {
    let start = text.find(words).expect("the words are in the text");
    Span::of(start, start + words.len())
}

/// What an engine might find in [`TEXT`].
fn analysis() -> Analysis {
    let at = |words| find(TEXT, words);
    let again = TEXT.rfind("Support").expect("stands twice");
    let furniture = [at("Support our work ♥"), Span::of(again, again + 20)];
    let attribution = |content, cue, source, speaker| Attribution {
        kind: AttributionKind::Direct,
        content: vec![content],
        cue: vec![cue],
        source: vec![source],
        speaker,
        stance: Stance::Asserted,
        parent: None,
        confidence: AttributionConfidence {
            attribution: 0.8,
            source: 0.7,
            content: 0.6,
        },
    };
    Analysis {
        boilerplate: furniture
            .map(|span| Boilerplate {
                span,
                category: Category::Appeal,
                confidence: 0.9,
            })
            .into(),
        quotes: vec![Quote {
            spans: vec![at("“The lake is rising,”")],
            kind: QuoteKind::Direct,
            attribution: Some(0),
            in_boilerplate: false,
            confidence: 0.95,
        }],
        attributions: vec![
            attribution(at("The lake is rising"), at("said"), at("Ida Moe"), Some(0)),
            attribution(at("nobody slept"), at("said nobody"), at("She"), None),
        ],
        speakers: vec![Speaker {
            name: "Ida Moe".into(),
            mentions: vec![at("Ida Moe")],
            speaks_for: None,
        }],
        ..Analysis::default()
    }
}

fn review_by(actor: &str) -> Review {
    let mut review = Review::new(Article::from_plain(TEXT).into(), "lake", actor);
    review.propose(&analysis());
    review
}

/// Ids of the marks of one kind, in reading order.
fn ids(review: &mut Review, kind: MarkKind) -> Vec<String> {
    let marks = review.marks().iter();
    marks
        .filter(|mark| mark.attributes.kind == kind)
        .map(|mark| mark.id.clone())
        .collect()
}

fn quote(review: &mut Review) -> String {
    ids(review, MarkKind::Quote).remove(0)
}

fn whole(span: Span) -> Change {
    Change {
        whole: Some(vec![span]),
        ..Change::default()
    }
}

fn values(review: &Review) -> Vec<Value> {
    let entries = review.log().entries().iter();
    entries.map(Entry::to_value).collect()
}

fn load(review: &mut Review, values: impl IntoIterator<Item = Value>) -> LoadReport {
    review.load(values.into_iter().map(Ok), NOW)
}

const NOW: u64 = 1_790_000_000_000;
