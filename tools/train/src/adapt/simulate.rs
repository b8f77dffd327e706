//! Verdicts that a person who agrees with a gold standard would give: for measuring what
//! adapting gains before anybody has given real ones.

use std::io::Write;

use ascribe::model::Model;
use ascribe::review::{Change, ChangeError, Mark, MarkKind, Review};
use ascribe::{Article, Span, analysis};

use crate::corpus::Document;

/// When the simulated person works, in milliseconds since 1970.
const NOW: u64 = 1_790_000_000_000;

/// Cue, source and content.
type Parts = [Vec<Span>; 3];

/// Reviews documents as somebody would who has their gold in mind, and writes the events as the
/// page does, one JSON object a line.
///
/// A mark of which source and content agree with the gold's is accepted; one that overlaps with it
/// is corrected; others are rejected, but for those inside another one's content, which most
/// corpora do not ask for; what is missing is added.
///
/// # Errors
///
/// If the events cannot be written.
pub fn simulate(model: &Model, documents: &[Document], mut out: impl Write) -> std::io::Result<()> {
    for (number, document) in documents.iter().enumerate() {
        let key = format!("simulated-{number}-{}", document.id);
        let article = Article::from_plain(document.text.as_str());
        let analysis = analysis::analyze_with(&article, model);
        let mut review = Review::new(article.into(), &key, "simulated");
        review.propose(&analysis);
        // What cannot be changed as the gold asks (it overlaps itself) is left undecided.
        let _ = decide(&mut review, &document.gold);
        for event in ascribe::interchange::ndjson::events(review.log()) {
            serde_json::to_writer(&mut out, &event)?;
            writeln!(out)?;
        }
    }
    Ok(())
}

fn decide(review: &mut Review, gold: &[Parts]) -> Result<(), ChangeError> {
    let marks: Vec<Mark> = review
        .marks()
        .iter()
        .filter(|mark| mark.attributes.kind == MarkKind::Attribution && !mark.parts.cue.is_empty())
        .cloned()
        .collect();
    let mut used = vec![false; gold.len()];
    let mut now = NOW;
    for mark in &marks {
        now += 1;
        let best = (0..gold.len())
            .filter(|&index| !used[index])
            .map(|index| (agreement(&mark.parts.content, &gold[index][2]), index))
            .filter(|(share, index)| *share >= 0.25 || same(&mark.parts.cue, &gold[*index][0]))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        let inside = |other: &Mark| {
            other.id != mark.id
                && other
                    .parts
                    .content
                    .iter()
                    .any(|c| c.covers(mark.parts.cue[0]))
        };
        match best {
            Some((share, index)) => {
                used[index] = true;
                let [_, source, _] = &gold[index];
                if share >= 0.8 && same(source, &mark.parts.source) {
                    review.accept(&mark.id, now)?;
                } else if let Err(error) = review.correct(&mark.id, &change(&gold[index]), now) {
                    eprintln!("left undecided: {error}");
                }
            }
            None if marks.iter().any(inside) => {}
            None => {
                review.reject(&mark.id, now)?;
            }
        }
    }
    for (index, gold) in gold.iter().enumerate().filter(|(index, _)| !used[*index]) {
        now += 1;
        let mark = change(gold);
        if let Err(error) = review.add(MarkKind::Attribution, &mark, &format!("g{index}"), now) {
            eprintln!("left undecided: {error}");
        }
    }
    Ok(())
}

fn change([cue, source, content]: &Parts) -> Change {
    Change {
        cue: Some(cue.clone()),
        source: Some(source.clone()),
        content: Some(content.clone()),
        ..Change::default()
    }
}

/// Do two lists of spans overlap, or are both empty?
fn same(one: &[Span], other: &[Span]) -> bool {
    let overlap = |a: &Span| other.iter().any(|b| a.intersects(*b));
    one.is_empty() && other.is_empty() || one.iter().any(overlap)
}

/// Bytes that two lists of spans share, of all bytes of both.
fn agreement(one: &[Span], other: &[Span]) -> f64 {
    let length = |spans: &[Span]| -> u32 { spans.iter().map(|span| span.len()).sum() };
    let shared: u32 = one
        .iter()
        .flat_map(|a| {
            other
                .iter()
                .map(move |b| a.end.min(b.end).saturating_sub(a.start.max(b.start)))
        })
        .sum();
    f64::from(shared) / f64::from((length(one) + length(other)).saturating_sub(shared).max(1))
}
