//! One person at work.

use super::*;

#[test]
fn every_decision_shows_and_is_counted() {
    let mut review = review_by("ana");
    let quote = quote(&mut review);
    let claims = ids(&mut review, MarkKind::Attribution);
    review.accept(&quote, NOW).unwrap();
    review.reject(&claims[0], NOW).unwrap();
    let source = Change {
        source: Some(vec![find(TEXT, "the warden")]),
        stance: Some(Stance::Negated),
        ..Change::default()
    };
    review.correct(&claims[1], &source, NOW).unwrap();
    let words = whole(find(TEXT, "“Nobody slept,”"));
    review.add(MarkKind::Quote, &words, "mine", NOW).unwrap();
    assert_eq!(
        review.progress(),
        Progress {
            total: 6,
            open: 2,
            accepted: 1,
            rejected: 1,
            corrected: 1,
            added: 1,
            orphaned: 0,
        }
    );
    let corrected = review.mark(&claims[1]).unwrap().clone();
    assert_eq!(corrected.parts.source, [find(TEXT, "the warden")]);
    assert_eq!(corrected.attributes.stance, Some(Stance::Negated));
    assert_eq!(corrected.actor.as_deref(), Some("ana"));
    let added = review.mark("mine").unwrap().clone();
    assert_eq!(review.excerpt(&added), "“Nobody slept,”");
}

#[test]
fn equal_lines_have_ids_of_their_own_and_every_run_the_same() {
    let mut review = review_by("ana");
    let all: Vec<String> = review.marks().iter().map(|mark| mark.id.clone()).collect();
    let mut distinct = all.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), all.len());
    assert_eq!(
        ids(&mut review_by("bo"), MarkKind::Quote),
        [quote(&mut review)]
    );
    // Equal in their surroundings too.
    let text = "Ad. ".repeat(60);
    let mut review = Review::new(Article::from_plain(text.as_str()).into(), "k", "a");
    review.propose(&Analysis {
        boilerplate: (20..23)
            .map(|number| Boilerplate {
                span: Span::of(number * 4, number * 4 + 3),
                category: Category::Advertisement,
                confidence: 1.0,
            })
            .collect(),
        ..Analysis::default()
    });
    let ids = ids(&mut review, MarkKind::Boilerplate);
    assert_eq!(ids[1], format!("{}-2", ids[0]));
    assert_eq!(ids[2], format!("{}-3", ids[0]));
}

#[test]
fn a_corrected_mark_replaces_its_proposal() {
    let mut review = review_by("ana");
    let quote = quote(&mut review);
    let shorter = find(TEXT, "“The lake is rising,” said");
    review.correct(&quote, &whole(shorter), NOW).unwrap();
    review.propose(&analysis());
    assert_eq!(ids(&mut review, MarkKind::Quote), [quote.as_str()]);
    assert_eq!(review.mark(&quote).unwrap().parts.whole, [shorter]);
}

#[test]
fn decided_marks_outlive_their_proposals() {
    let mut review = review_by("ana");
    let quote = quote(&mut review);
    review.accept(&quote, NOW).unwrap();
    review.propose(&Analysis::default());
    let marks = review.marks();
    assert_eq!(marks.len(), 1);
    assert_eq!(marks[0].id, quote);
    assert_eq!(marks[0].state, MarkState::Accepted);
}

#[test]
fn in_a_changed_text_decided_marks_move_and_do_not_double() {
    let mut review = review_by("ana");
    let quote = quote(&mut review);
    review.reject(&quote, NOW).unwrap();
    let appeal = ids(&mut review, MarkKind::Boilerplate).remove(0);
    let shorter = whole(find(TEXT, "Support our work"));
    review.correct(&appeal, &shorter, NOW).unwrap();
    // A word beside the quote changes, and with it the id of what the engine now proposes.
    let text = format!("News.\n\n{}", TEXT.replace("said Ida", "says Ida"));
    let mut later = Review::new(Article::from_plain(text.as_str()).into(), "lake", "bo");
    load(&mut later, values(&review));
    let span = find(&text, "“The lake is rising,”");
    later.propose(&Analysis {
        quotes: vec![Quote {
            spans: vec![span],
            attribution: None,
            ..analysis().quotes[0].clone()
        }],
        boilerplate: vec![Boilerplate {
            span: find(&text, "Support our work ♥"),
            ..analysis().boilerplate[0]
        }],
        ..Analysis::default()
    });
    assert_eq!(ids(&mut later, MarkKind::Quote), [quote.as_str()]);
    let mark = later.mark(&quote).unwrap();
    assert_eq!(
        (mark.state, &mark.parts.whole),
        (MarkState::Rejected, &vec![span])
    );
    assert_eq!(ids(&mut later, MarkKind::Boilerplate), [appeal]);
}

#[test]
fn a_mark_whose_words_are_gone_is_an_orphan_and_comes_back() {
    let mut review = review_by("ana");
    let quote = quote(&mut review);
    review.accept(&quote, NOW).unwrap();
    let other = Article::from_plain("Another text altogether.");
    let mut later = Review::new(other.into(), "lake", "ana");
    load(&mut later, values(&review));
    let mark = later.mark(&quote).unwrap().clone();
    assert_eq!(mark.state, MarkState::Orphaned);
    assert_eq!(later.excerpt(&mark), "“The lake is rising,”");
    assert_eq!(later.progress().orphaned, 1);
    later.reject(&quote, NOW + 5).unwrap();
    assert_eq!(later.mark(&quote).unwrap().state, MarkState::Orphaned);
    let nothing = Change::default();
    assert_eq!(
        later.correct(&quote, &nothing, NOW),
        Err(ChangeError::NoWords(Part::Whole))
    );
    let place = whole(Span::new(0, 7));
    later.correct(&quote, &place, NOW + 9).unwrap();
    assert_eq!(later.mark(&quote).unwrap().state, MarkState::Corrected);
    load(&mut review, values(&later));
    assert_eq!(review.mark(&quote).unwrap().state, MarkState::Orphaned);
    later.undo(NOW + 10).unwrap();
    load(&mut review, values(&later));
    assert_eq!(review.mark(&quote).unwrap().state, MarkState::Rejected);
}

#[test]
fn quotes_know_their_attribution_and_hits_are_smallest_first() {
    let mut review = review_by("ana");
    let quote = quote(&mut review);
    let claim = ids(&mut review, MarkKind::Attribution).remove(0);
    assert_eq!(review.attribution_of(&quote).unwrap().id, claim);
    assert_eq!(
        review.mark(&quote).unwrap().attributes.speaker.as_deref(),
        Some("Ida Moe")
    );
    let offset = find(TEXT, "lake").start;
    let hits: Vec<String> = review
        .hit(offset)
        .iter()
        .map(|mark| mark.id.clone())
        .collect();
    assert_eq!(hits, [claim, quote]);
    assert!(review.hit(u32::MAX).is_empty());
}

#[test]
fn changes_that_make_no_sense_are_refused_with_the_reason() {
    let mut review = review_by("ana");
    let quote = quote(&mut review);
    let claim = ids(&mut review, MarkKind::Attribution).remove(0);
    let heart = find(TEXT, "♥").start;
    let spans = |spans: &[(u32, u32)]| Change {
        whole: Some(spans.iter().map(|&span| span.into()).collect()),
        ..Change::default()
    };
    let category = Change {
        category: Some(Category::Legal),
        ..Change::default()
    };
    let no_content = Change {
        content: Some(vec![]),
        ..Change::default()
    };
    use ChangeError::*;
    let kind = MarkKind::Quote;
    for (change, error) in [
        (spans(&[(0, 9999)]), OutsideText(Part::Whole)),
        (spans(&[(heart, heart + 1)]), InsideCharacter(Part::Whole)),
        (spans(&[(7, 7)]), EmptySpan(Part::Whole)),
        (spans(&[(7, 8)]), EmptySpan(Part::Whole)),
        (spans(&[(8, 11), (0, 7)]), OutOfOrder(Part::Whole)),
        (spans(&[(0, 7), (6, 11)]), OutOfOrder(Part::Whole)),
        (spans(&[]), NoWords(Part::Whole)),
        (
            category,
            NotOfKind {
                what: "category",
                kind,
            },
        ),
        (
            no_content.clone(),
            NotOfKind {
                what: "content",
                kind,
            },
        ),
        (Change::default(), Nothing),
    ] {
        assert_eq!(review.correct(&quote, &change, NOW), Err(error));
    }
    let content = NoWords(Part::Content);
    assert_eq!(review.correct(&claim, &no_content, NOW), Err(content));
    assert_eq!(review.accept("?", NOW), Err(UnknownMark("?".into())));
    let words = spans(&[(0, 7)]);
    for id in ["", quote.as_str()] {
        let taken = Err(UnusableId(id.to_owned()));
        assert_eq!(review.add(kind, &words, id, NOW), taken);
    }
    let long = review.add(kind, &words, &"x".repeat(500), NOW);
    assert!(long.unwrap_err().to_string().contains("too long"));
    assert_eq!(review.log().entries().len(), 0);
}
