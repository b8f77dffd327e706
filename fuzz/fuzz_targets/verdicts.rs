//! Verdict logs from elsewhere, and two people's decisions: no panic, and the union of two logs
//! is one state.
//!
//! The input is records parted by `U+001E`: the article, the article later on, NDJSON events, and
//! decisions, one a character.
#![no_main]

use ascribe::analysis::analyze;
use ascribe::anchor::{Selector, anchor};
use ascribe::article::OffsetMap;
use ascribe::interchange::{marks, ndjson};
use ascribe::review::{Change, MarkKind, Review, Value, VerdictEvent};
use ascribe::{Article, Span, Stance};
use ascribe_fuzz::{SEPARATOR, text};
use libfuzzer_sys::fuzz_target;
use std::borrow::Cow;

const KEY: &str = "story";
const NOW: u64 = 1_790_000_000_000;

fuzz_target!(|bytes: &[u8]| {
    let input = text(bytes);
    let mut records = input.split(SEPARATOR);
    let mut record = || records.next().unwrap_or_default();
    let (now, later, events, decisions) = (record(), record(), record(), record());

    let mut ana = review(now, "ana");
    let mut bo = review(now, "bo");
    let read = ndjson::lines(events, serde_json::from_str::<Value>);
    ana.load(read.map(|(_, value)| value), NOW);
    let read = ndjson::lines(events, serde_json::from_str::<Value>);
    ana.load(read.map(|(_, value)| value.map(sealed)), NOW);
    check(&mut ana);
    for (index, decision) in decisions.chars().take(40).enumerate() {
        let reviewer = if index % 3 == 0 { &mut bo } else { &mut ana };
        decide(reviewer, decision as u32, NOW + index as u64);
    }
    let (of_ana, of_bo) = (log(&ana), log(&bo));
    load(&mut ana, &of_bo);
    load(&mut bo, &of_ana);
    assert_eq!(
        ana.marks(),
        bo.marks(),
        "the union of two logs is one state"
    );
    assert_eq!(log(&ana), log(&bo));
    check(&mut ana);

    // the article as it is later, with the whole log read back
    let mut later = review(later, "cy");
    load(&mut later, &log(&ana));
    check(&mut later);
    find_again(&ana, &later);
});

fn review(words: &str, actor: &str) -> Review {
    let article = Article::from_plain(words);
    let analysis = analyze(&article);
    let mut review = Review::new(article.into(), KEY, actor);
    review.propose(&analysis);
    review
}

/// The event with the id that fits it and the article's key: a log made on purpose has both.
fn sealed(mut value: Value) -> Value {
    set(&mut value, "article", Value::Text(KEY.to_owned()));
    if let Ok(Some(event)) = VerdictEvent::from_value(&value) {
        set(&mut value, "id", Value::Text(event.derive_id()));
    }
    value
}

fn set(value: &mut Value, name: &'static str, to: Value) {
    if let Value::Record(fields) = value {
        match fields.iter_mut().find(|(field, _)| field == name) {
            Some((_, field)) => *field = to,
            None => fields.push((Cow::Borrowed(name), to)),
        }
    }
}

fn decide(review: &mut Review, decision: u32, now: u64) {
    let ids: Vec<String> = review.marks().iter().map(|mark| mark.id.clone()).collect();
    let which = decision as usize / 8;
    let id = ids.get(which % ids.len().max(1)).map_or("", |id| id);
    let words = review.article().text().len() as u32;
    let start = decision.wrapping_mul(31) % (words + 1);
    let span = Span::new(start, start + decision % 17);
    // Decisions that make no sense are refused, which is a result like any other.
    match decision % 8 {
        0 => drop(review.accept(id, now).cloned()),
        1 => drop(review.reject(id, now).cloned()),
        2 => drop(review.undo(now).map(Option::<&VerdictEvent>::cloned)),
        3 => drop(review.redo(now).map(Option::<&VerdictEvent>::cloned)),
        4 => {
            let change = Change {
                whole: Some(vec![span]),
                ..Change::default()
            };
            let id = format!("m{decision}");
            drop(review.add(MarkKind::Quote, &change, &id, now).cloned());
        }
        5 => {
            let change = Change {
                content: Some(vec![span]),
                source: Some(Vec::new()),
                stance: Some(Stance::Refused),
                ..Change::default()
            };
            drop(review.correct(id, &change, now).cloned());
        }
        6 => {
            let change = Change {
                whole: Some(vec![span]),
                ..Change::default()
            };
            drop(review.correct(id, &change, now).cloned());
        }
        _ => drop(review.accept(&format!("m{decision}"), now).cloned()),
    }
}

/// The log as NDJSON.
fn log(review: &Review) -> String {
    let lines = ndjson::events(review.log())
        .map(|event| serde_json::to_string(&event).expect("an event is JSON") + "\n");
    lines.collect()
}

/// Reads a log that another review wrote: every event of it is accepted.
fn load(review: &mut Review, log: &str) {
    let read = ndjson::lines(log, serde_json::from_str::<Value>);
    let report = review.load(read.map(|(_, value)| value), NOW + 1000);
    assert_eq!(report.invalid, [], "an event that was written is read");
}

fn check(review: &mut Review) {
    let all = review.marks().to_vec();
    let article = review.article().clone();
    for mark in &all {
        for (_, span) in mark.parts.iter() {
            let words = article.text().get(span.start as usize..span.end as usize);
            assert!(words.is_some_and(|words| !words.is_empty()), "{mark:?}");
        }
        review.excerpt(mark);
        marks::mark_detail(review, &mark.id);
        review.attribution_of(&mark.id);
    }
    let progress = review.progress();
    let decided = progress.accepted + progress.rejected + progress.corrected;
    let rest = progress.open + progress.added + progress.orphaned;
    assert_eq!(progress.total, decided + rest);
    assert_eq!(progress.total as usize, all.len());
    marks::encode_marks(review);
    marks::reviewed_text(review);
    review.hit(0);
}

/// Looks for the words of each mark in the later text.
fn find_again(now: &Review, later: &Review) {
    let (old, new) = (now.article().text(), later.article().text());
    let map = OffsetMap::new(new);
    for block in now.article().blocks().iter().take(20) {
        let selector = Selector::of(old, now.offset_map(), block.span);
        let same = anchor(old, now.offset_map(), &selector);
        assert_eq!(same.map(|found| found.span), Ok(block.span));
        if let Ok(found) = anchor(new, &map, &selector) {
            assert_eq!(found.span.slice(new), selector.exact);
            assert!((0.0..=1.0).contains(&found.score));
        }
    }
}
