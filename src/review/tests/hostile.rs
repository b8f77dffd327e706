//! Logs from elsewhere: of newer versions, damaged, absurd or malicious.

use super::*;
use std::borrow::Cow;

fn event() -> VerdictEvent {
    let mut review = review_by("ana");
    let claim = ids(&mut review, MarkKind::Attribution).remove(0);
    let change = Change {
        stance: Some(Stance::Question),
        ..Change::default()
    };
    review.correct(&claim, &change, NOW).unwrap().clone()
}

fn set(value: &mut Value, name: &str, to: Value) {
    let Value::Record(fields) = value else {
        panic!("a record");
    };
    match fields.iter_mut().find(|(field, _)| field == name) {
        Some((_, field)) => *field = to,
        None => fields.push((Cow::Owned(name.to_owned()), to)),
    }
}

/// Gives a changed event the id that fits it.
fn sealed(mut value: Value) -> Value {
    let id = value.fingerprint("id");
    set(&mut value, "id", Value::Text(id));
    value
}

fn refused(value: Value) -> EventError {
    let mut review = review_by("bo");
    let mut report = load(&mut review, [value]);
    assert_eq!((report.added, report.known), (0, 0));
    report.invalid.remove(0).1
}

#[test]
fn the_id_depends_on_every_field() {
    let event = event();
    assert_eq!(event.id, event.derive_id());
    assert_eq!(event.id.len(), 32);
    let change = |change: &dyn Fn(&mut VerdictEvent)| {
        let mut other = event.clone();
        change(&mut other);
        other.derive_id()
    };
    let body = |change: &dyn Fn(&mut MarkBody)| {
        let mut other = event.clone();
        change(other.after.as_mut().unwrap());
        other.derive_id()
    };
    let target = |change: &dyn Fn(&mut Target)| body(&|body| change(&mut body.targets[0]));
    let ids = [
        event.id.clone(),
        change(&|e| e.article.push('!')),
        change(&|e| e.clock.milliseconds += 1),
        change(&|e| e.clock.counter += 1),
        change(&|e| e.actor.push('!')),
        change(&|e| e.at.push('!')),
        change(&|e| e.engine.push('!')),
        change(&|e| e.group = Some(String::new())),
        change(&|e| e.action = Action::Accept),
        change(&|e| e.annotation.push('!')),
        change(&|e| e.target = Some("x".into())),
        change(&|e| e.before = None),
        change(&|e| e.after = None),
        change(&|e| std::mem::swap(&mut e.before, &mut e.after)),
        body(&|b| b.attributes.kind = MarkKind::Quote),
        body(&|b| b.attributes.category = Some(Category::Legal)),
        body(&|b| b.attributes.quote_kind = Some(QuoteKind::Mixed)),
        body(&|b| b.attributes.attribution_kind = Some(AttributionKind::Mixed)),
        body(&|b| b.attributes.stance = Some(Stance::Refused)),
        body(&|b| b.attributes.speaker = Some("Someone".into())),
        body(&|b| b.attributes.confidence = Confidence::of(0.123)),
        body(&|b| drop(b.targets.pop())),
        target(&|t| t.part = Part::Content),
        target(&|t| t.selector.position.0 += 1),
        target(&|t| t.selector.position.1 += 1),
        target(&|t| t.selector.exact.push('!')),
        target(&|t| t.selector.prefix.push('!')),
        target(&|t| t.selector.suffix.push('!')),
    ];
    let mut distinct = ids.to_vec();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), ids.len());
}

#[test]
fn events_survive_json() {
    let event = event();
    let json = serde_json::to_string(&event.to_value()).unwrap();
    let value: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(VerdictEvent::from_value(&value), Ok(Some(event)));
}

#[test]
fn unknown_actions_and_versions_are_kept_and_not_applied() {
    let mut newer = event().to_value();
    set(&mut newer, "action", "merge_speakers".into());
    set(&mut newer, "speakers", ["a", "b"].into_iter().collect());
    let newer = sealed(newer);
    let mut version_2 = event().to_value();
    set(&mut version_2, "v", 2u32.into());
    let version_2 = sealed(version_2);
    let mut review = review_by("bo");
    let before = review.marks().to_vec();
    assert_eq!(
        load(&mut review, [newer.clone(), version_2.clone()]).added,
        2
    );
    assert_eq!(review.marks(), before);
    let kept = values(&review);
    assert!(kept.contains(&newer) && kept.contains(&version_2));
    // They also go on to a third person unharmed.
    let mut third = review_by("cy");
    assert_eq!(load(&mut third, kept).added, 2);
}

#[test]
fn unknown_fields_are_kept_and_the_rest_is_applied() {
    let mut value = event().to_value();
    set(&mut value, "comment", "why".into());
    let value = sealed(value);
    let mut review = review_by("bo");
    assert_eq!(load(&mut review, [value.clone()]).added, 1);
    assert_eq!(review.progress().corrected, 1);
    assert_eq!(values(&review), [value]);
}

#[test]
fn what_was_changed_or_is_malformed_is_refused_with_the_reason() {
    let mut changed = event().to_value();
    set(&mut changed, "actor", "boss".into());
    assert_eq!(refused(changed), EventError::Changed);
    assert_eq!(
        refused(Value::Null),
        EventError::Unreadable("it is no object".into())
    );
    let mut other = event().to_value();
    set(&mut other, "article", "pond".into());
    assert_eq!(
        refused(sealed(other)),
        EventError::OtherArticle("pond".into())
    );
    for (field, value, message) in [
        ("v", Value::Null, "the field \"v\" is not a version number"),
        ("id", Value::Null, "the field \"id\" is missing"),
        ("actor", 7u32.into(), "the field \"actor\" is not a string"),
        (
            "clock",
            [0.5, 1.0].into_iter().collect(),
            "the field \"clock\" is not two whole numbers",
        ),
        (
            "clock",
            [-1.0, 1.0].into_iter().collect(),
            "the field \"clock\" is not two whole numbers",
        ),
        (
            "clock",
            [1.0].into_iter().collect(),
            "the field \"clock\" is not two whole numbers",
        ),
        ("after", Value::Null, "the field \"after\" is missing"),
        (
            "annotation",
            Value::Text("x".repeat(129)),
            "the field \"annotation\" is too long",
        ),
        (
            "after",
            record([("kind", "poem".into())]),
            "the field \"kind\" is not one of the known words",
        ),
    ] {
        let mut wrong = event().to_value();
        set(&mut wrong, field, value);
        let wrong = if field == "id" { wrong } else { sealed(wrong) };
        assert_eq!(refused(wrong).to_string(), message);
    }
    let mut review = review_by("bo");
    let report = review.load(
        [Err("line 7: no JSON".to_owned()), Ok(event().to_value())],
        NOW,
    );
    assert_eq!(report.added, 1);
    assert_eq!(
        report.invalid[0].1.to_string(),
        "not a verdict event: line 7: no JSON"
    );
}

#[test]
fn an_absurd_clock_wedges_nothing() {
    let ahead = |milliseconds: u64, counter: u32| {
        let mut event = event();
        event.clock = Clock {
            milliseconds,
            counter,
        };
        event.id = event.derive_id();
        event.to_value()
    };
    let limit = NOW + Clock::MAX_AHEAD;
    assert_eq!(refused(ahead(limit + 1, 0)), EventError::ClockAhead);
    let mut review = review_by("bo");
    load(&mut review, [ahead(limit, u32::MAX)]);
    let claim = ids(&mut review, MarkKind::Attribution).remove(0);
    review.reject(&claim, NOW).unwrap();
    assert_eq!(review.mark(&claim).unwrap().state, MarkState::Rejected);
    // A moment later everybody can read what was decided after it.
    let mut other = review_by("cy");
    let report = other.load(values(&review).into_iter().map(Ok), NOW + 1);
    assert_eq!(report.invalid, []);
    assert_eq!(other.mark(&claim).unwrap().state, MarkState::Rejected);
}

#[test]
fn a_wall_clock_that_goes_back_changes_no_order() {
    let mut review = review_by("ana");
    let quote = quote(&mut review);
    review.accept(&quote, NOW).unwrap();
    review.reject(&quote, 5).unwrap();
    let mut fresh = review_by("ana");
    load(&mut fresh, values(&review));
    assert_eq!(fresh.mark(&quote).unwrap().state, MarkState::Rejected);
}

#[test]
fn parts_that_do_not_belong_are_refused() {
    let mut event = event();
    event.after.as_mut().unwrap().attributes.kind = MarkKind::Quote;
    event.id = event.derive_id();
    assert_eq!(
        refused(event.to_value()).to_string(),
        "the field \"part\" is not a part of that kind of mark"
    );
}
