//! What must hold for every log: the laws that make it safe to merge.

use super::*;
use proptest::prelude::*;

/// One thing a person does; numbers choose among what there is.
#[derive(Debug, Clone)]
enum Deed {
    Accept(usize),
    Reject(usize),
    Correct(usize, u32, u32),
    Add(u32, u32),
    Undo,
    Redo,
    /// Both read each other's log.
    Sync,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        (0usize..8).prop_map(Deed::Accept),
        (0usize..8).prop_map(Deed::Reject),
        (0usize..8, 20u32..80, 1u32..9).prop_map(|(mark, at, len)| Deed::Correct(mark, at, len)),
        (20u32..80, 1u32..9).prop_map(|(at, len)| Deed::Add(at, len)),
        Just(Deed::Undo),
        Just(Deed::Redo),
        Just(Deed::Sync),
    ]
}

/// Does one deed; what the review refuses is no deed. Nothing may leave the log.
fn act(review: &mut Review, deed: &Deed, now: u64) {
    let before: Vec<String> = log_ids(review);
    let choose = |review: &mut Review, mark: usize| {
        let marks = review.marks();
        marks
            .get(mark % marks.len().max(1))
            .map(|mark| (mark.id.clone(), mark.attributes.kind))
    };
    let change = |kind: MarkKind, at: u32, len: u32| {
        let spans = Some(vec![Span::new(at, at + len)]);
        match kind {
            MarkKind::Attribution => Change {
                content: spans,
                ..Change::default()
            },
            _ => Change {
                whole: spans,
                ..Change::default()
            },
        }
    };
    match *deed {
        Deed::Accept(mark) => {
            let (id, _) = choose(review, mark).expect("there are marks");
            review.accept(&id, now).expect("can be accepted");
        }
        Deed::Reject(mark) => {
            let (id, _) = choose(review, mark).expect("there are marks");
            review.reject(&id, now).expect("can be rejected");
        }
        Deed::Correct(mark, at, len) => {
            let (id, kind) = choose(review, mark).expect("there are marks");
            let _ = review.correct(&id, &change(kind, at, len), now);
        }
        Deed::Add(at, len) => {
            let id = format!("{}-{now}-{at}", review.actor);
            let _ = review.add(MarkKind::Quote, &change(MarkKind::Quote, at, len), &id, now);
        }
        Deed::Undo => drop(review.undo(now).expect("can be undone")),
        Deed::Redo => drop(review.redo(now).expect("can be redone")),
        Deed::Sync => {}
    }
    let after = log_ids(review);
    assert_eq!(before, after[..before.len()], "the log only grows");
}

fn log_ids(review: &Review) -> Vec<String> {
    let entries = review.log().entries().iter();
    entries.map(|entry| entry.id().to_owned()).collect()
}

/// Lets two people act, with clocks that jump about.
fn two_people(deeds: &[(bool, Deed, u64)]) -> [Review; 2] {
    let mut people = [review_by("ana"), review_by("bo")];
    for (who, deed, now) in deeds {
        if matches!(deed, Deed::Sync) {
            let [one, other] = &mut people;
            load(one, values(other));
            load(other, values(one));
        } else {
            act(&mut people[usize::from(*who)], deed, NOW + now);
        }
    }
    people
}

type State = (Vec<Mark>, Vec<Value>, bool, bool);

fn state(review: &mut Review) -> State {
    let marks = review.marks().to_vec();
    (marks, values(review), review.can_undo(), review.can_redo())
}

proptest! {
    #[test]
    fn any_order_and_duplication_folds_to_one_state(
        deeds in prop::collection::vec((any::<bool>(), deed(), 0u64..50), 0..24),
        order in prop::collection::vec(any::<prop::sample::Index>(), 0..60),
        chunk in 1usize..9,
    ) {
        let [one, other] = two_people(&deeds);
        let mut all = values(&one);
        all.extend(values(&other));
        let mut in_order = review_by("ana");
        load(&mut in_order, all.clone());
        // Shuffled, with repetitions, in pieces, and looked at in between.
        let mut shuffled: Vec<Value> = if all.is_empty() { Vec::new() } else {
            order.iter().map(|index| index.get(&all).clone()).collect()
        };
        shuffled.extend(all.into_iter().rev());
        let mut in_pieces = review_by("ana");
        for piece in shuffled.chunks(chunk) {
            let report = load(&mut in_pieces, piece.to_vec());
            prop_assert_eq!(report.invalid, vec![]);
            in_pieces.marks();
        }
        prop_assert_eq!(state(&mut in_order), state(&mut in_pieces));
    }

    #[test]
    fn acting_and_loading_come_to_the_same(deeds in prop::collection::vec((any::<bool>(), deed(), 0u64..50), 0..24)) {
        let [mut one, _] = two_people(&deeds);
        let mut fresh = review_by("ana");
        load(&mut fresh, values(&one));
        prop_assert_eq!(state(&mut one), state(&mut fresh));
    }

    #[test]
    fn undo_and_redo_of_any_length_is_identity(
        deeds in prop::collection::vec((any::<bool>(), deed(), 0u64..50), 1..24),
        steps in 1usize..12,
    ) {
        let [mut one, _] = two_people(&deeds);
        let standing = |review: &mut Review| -> Vec<Mark> {
            let mut marks = review.marks().to_vec();
            marks.iter_mut().for_each(|mark| mark.decision = None);
            marks
        };
        let before = standing(&mut one);
        let mut undone = 0;
        while undone < steps && one.undo(NOW).unwrap().is_some() {
            undone += 1;
        }
        for _ in 0..undone {
            prop_assert!(one.redo(NOW).unwrap().is_some());
        }
        prop_assert_eq!(standing(&mut one), before);
    }

    #[test]
    fn undoing_everything_leaves_the_proposals(deeds in prop::collection::vec(deed(), 0..24)) {
        let mut review = review_by("ana");
        for (now, deed) in deeds.iter().enumerate() {
            act(&mut review, deed, NOW + now as u64);
        }
        while review.undo(NOW).unwrap().is_some() {}
        prop_assert!(!review.can_undo());
        let mut untouched = review_by("ana");
        prop_assert_eq!(review.marks(), untouched.marks());
    }
}

#[test]
fn undo_is_per_person() {
    let mut ana = review_by("ana");
    let mut bo = review_by("bo");
    let quote = quote(&mut ana);
    ana.accept(&quote, NOW).unwrap();
    load(&mut bo, values(&ana));
    assert!(!bo.can_undo());
    bo.reject(&quote, NOW + 1).unwrap();
    load(&mut ana, values(&bo));
    assert_eq!(ana.mark(&quote).unwrap().state, MarkState::Rejected);
    // Ana takes back her own decision; Bo's stands.
    ana.undo(NOW + 2).unwrap().unwrap();
    assert_eq!(ana.mark(&quote).unwrap().state, MarkState::Rejected);
    load(&mut bo, values(&ana));
    bo.undo(NOW + 3).unwrap().unwrap();
    assert_eq!(bo.mark(&quote).unwrap().state, MarkState::Suggested);
    load(&mut ana, values(&bo));
    ana.redo(NOW + 4).unwrap().unwrap();
    assert_eq!(ana.mark(&quote).unwrap().state, MarkState::Accepted);
}

#[test]
fn an_undo_of_someone_else_s_decision_is_kept_and_has_no_effect() {
    let mut ana = review_by("ana");
    let quote = quote(&mut ana);
    let accepted = ana.accept(&quote, NOW).unwrap().clone();
    let mut forged = VerdictEvent {
        actor: "bo".into(),
        action: Action::Undo,
        target: Some(accepted.id.clone()),
        clock: accepted.clock.next(NOW + 1),
        ..accepted
    };
    forged.id = forged.derive_id();
    assert_eq!(load(&mut ana, [forged.to_value()]).added, 1);
    assert_eq!(ana.mark(&quote).unwrap().state, MarkState::Accepted);
    assert_eq!(ana.log().entries().len(), 2);
}

#[test]
fn a_new_decision_clears_the_redo_stack() {
    let mut review = review_by("ana");
    let quote = quote(&mut review);
    review.accept(&quote, NOW).unwrap();
    review.undo(NOW).unwrap();
    assert!(review.can_redo());
    review.reject(&quote, NOW).unwrap();
    assert!(!review.can_redo());
    assert_eq!(review.redo(NOW), Ok(None));
}

#[test]
fn a_group_is_undone_together() {
    let mut review = review_by("ana");
    let all: Vec<String> = review.marks().iter().map(|mark| mark.id.clone()).collect();
    let mut source = review_by("ana");
    let events: Vec<VerdictEvent> = (all.iter().enumerate())
        .map(|(number, id)| source.accept(id, NOW + number as u64).unwrap().clone())
        .map(|mut event| {
            event.group = Some("bulk".into());
            event.id = event.derive_id();
            event
        })
        .collect();
    load(&mut review, events.iter().map(VerdictEvent::to_value));
    assert_eq!(review.progress().accepted as usize, all.len());
    let undo = review.undo(NOW + 99).unwrap().unwrap();
    assert_eq!(undo.group.as_deref(), Some("bulk"));
    assert_eq!(review.progress().accepted, 0);
    assert!(!review.can_undo());
    review.redo(NOW + 100).unwrap().unwrap();
    assert_eq!(review.progress().accepted as usize, all.len());
}

#[test]
fn a_decision_about_an_attribution_carries_the_block_it_is_about() {
    let mut review = review_by("ana");
    let claim = ids(&mut review, MarkKind::Attribution).remove(1);
    let event = review.reject(&claim, NOW).unwrap().clone();
    let window = event.window.clone().unwrap();
    assert_eq!(
        window.text,
        "“The lake is rising,” said Ida Moe, the warden. She said nobody slept."
    );
    // The selectors of the mark count in the same text.
    let target = &event.before.as_ref().unwrap().targets[0].selector;
    let at = (target.position.0 - window.position.0) as usize;
    let words: String = window.text.chars().skip(at).collect();
    assert!(words.starts_with(&target.exact), "{words}");
    assert_eq!(VerdictEvent::from_value(&event.to_value()), Ok(Some(event)));
    // Undone, no decision stands, and the undo needs no block of its own.
    let undo = review.undo(NOW).unwrap().unwrap();
    assert_eq!(undo.window, None);
    assert_eq!(review.standing().count(), 0);
    review.redo(NOW).unwrap();
    assert_eq!(review.standing().count(), 1);
    let quote = quote(&mut review);
    assert_eq!(review.accept(&quote, NOW).unwrap().window, None);
}
