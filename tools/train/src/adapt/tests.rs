//! Invented verdicts, as a person gives them in the page, and what weights make of them.

use ascribe::analysis::analyze_with;
use ascribe::model::{Model, builtin};
use ascribe::review::{Change, MarkKind, Review};
use ascribe::{Article, Span, interchange};

use super::{Outcome, Recipe, Verdicts, adapt};
use crate::corpus::{self, Document};

const NOW: u64 = 1_790_000_000_000;

/// Paragraphs that the shipped weights mark an attribution in: two claims, and what signs warn of,
/// which this newsroom does not count as said.
const TEXT: &str = "The ministry said that the bridge would close in May.\n\n\
    The sign at the gate warned that dogs may not bathe in the pond.\n\n\
    “We never slept,” Ida Moe said after the storm.\n\n\
    A sign on the pier warned that the planks are slippery when wet.\n\n\
    The sign by the lift warned that nobody may ride it alone.\n\n\
    A sign in the hall warned that bags left there would be taken away.\n\n\
    The sign above the door warned that the steps are steep.";
const SIGNS: [&str; 5] = [
    "dogs may",
    "planks are",
    "nobody may",
    "bags left",
    "steps are",
];

fn review(model: &Model, key: &str) -> Review {
    let article = Article::from_plain(TEXT);
    let analysis = analyze_with(&article, model);
    let mut review = Review::new(article.into(), key, "ana");
    review.propose(&analysis);
    review
}

/// The attribution with these words in its content.
fn claim(review: &mut Review, words: &str) -> String {
    let marks = review.marks().to_vec();
    let of = |kind| move |mark: &&ascribe::review::Mark| mark.attributes.kind == kind;
    let mut claims = marks.iter().filter(of(MarkKind::Attribution));
    let holds = |span: &Span| span.slice(TEXT).contains(words);
    let found = claims.find(|mark| mark.parts.content.iter().any(holds));
    found.expect("the shipped weights find it").id.clone()
}

fn ndjson(review: &Review) -> String {
    let lines = interchange::ndjson::events(review.log());
    lines
        .map(|event| serde_json::to_string(&event).expect("is JSON") + "\n")
        .collect()
}

/// Reads files; their complaints beside them.
fn read(files: &[&str]) -> (Verdicts, Vec<String>) {
    let mut complaints = Vec::new();
    let named: Vec<(String, String)> = files
        .iter()
        .enumerate()
        .map(|(number, text)| (format!("{number}.ndjson"), (*text).to_owned()))
        .collect();
    let verdicts = Verdicts::from_files(&named, &mut |line| complaints.push(line.to_owned()));
    (verdicts, complaints)
}

/// Contents that weights find in [`TEXT`].
fn contents(model: &Model) -> Vec<String> {
    let analysis = analyze_with(&Article::from_plain(TEXT), model);
    let all = analysis.attributions.iter();
    all.flat_map(|found| found.content.iter().map(|span| span.slice(TEXT).to_owned()))
        .collect()
}

fn kept() -> Vec<Document> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../training/articles/a");
    let mut kept = corpus::read(folder.as_ref()).expect("the articles are there");
    kept.truncate(8);
    kept
}

#[test]
fn rejected_attributions_are_no_longer_found_and_others_are() {
    let mut review = review(builtin(), "story");
    for words in ["the bridge would close", "never slept"] {
        let id = claim(&mut review, words);
        review.accept(&id, NOW).unwrap();
    }
    for words in SIGNS {
        let id = claim(&mut review, words);
        review.reject(&id, NOW).unwrap();
    }
    let (verdicts, complaints) = read(&[&ndjson(&review)]);
    assert_eq!(complaints, [""; 0]);
    assert_eq!((verdicts.counts.right, verdicts.counts.wrong), (2, 5));

    let kept = kept();
    let recipe = Recipe::default();
    let adapted = adapt(builtin(), &verdicts.paragraphs, &kept, &recipe);
    let before = Outcome::of(builtin(), &verdicts.paragraphs);
    assert_eq!(before, Outcome { found: 2, wrong: 5 });
    let after = Outcome::of(&adapted, &verdicts.paragraphs);
    assert_eq!(after, Outcome { found: 2, wrong: 0 });
    // So it is through the whole engine, with the weights as a file.
    let bytes = adapted.to_bytes();
    let loaded = Model::from_bytes(&bytes).unwrap();
    let expected: Vec<String> = contents(builtin())
        .into_iter()
        .filter(|content| !SIGNS.iter().any(|words| content.contains(words)))
        .collect();
    assert_eq!(contents(&loaded), expected);
    // The same verdicts give the same bytes, in whatever order and however often they come.
    let lines = ndjson(&review);
    let turned: String = lines
        .lines()
        .rev()
        .map(|line| line.to_owned() + "\n")
        .collect();
    let (again, _) = read(&[&turned, &lines]);
    let again = adapt(builtin(), &again.paragraphs, &kept, &recipe);
    assert_eq!(again.to_bytes(), bytes);
    let (same, all) = super::unchanged(builtin(), &adapted, &kept);
    assert!(same * 100 >= all * 95, "{same} of {all}");
}

#[test]
fn what_was_undone_or_decided_again_counts_as_it_stands() {
    let mut review = review(builtin(), "story");
    let first = claim(&mut review, "the bridge would close");
    let second = claim(&mut review, "dogs may not bathe");
    review.reject(&first, NOW).unwrap();
    review.undo(NOW + 1).unwrap();
    review.reject(&second, NOW + 2).unwrap();
    review.accept(&second, NOW + 3).unwrap();
    let (verdicts, _) = read(&[&ndjson(&review)]);
    assert_eq!((verdicts.counts.right, verdicts.counts.wrong), (1, 0));
    assert_eq!(verdicts.paragraphs.len(), 1);
}

#[test]
fn a_corrected_or_added_attribution_is_learned_as_it_was_left() {
    let mut review = review(builtin(), "story");
    let at = |words: &str| {
        let start = TEXT.find(words).unwrap() as u32;
        vec![Span::new(start, start + words.len() as u32)]
    };
    let id = claim(&mut review, "the bridge would close");
    let change = Change {
        content: Some(at("the bridge would close")),
        ..Change::default()
    };
    review.correct(&id, &change, NOW).unwrap();
    let added = Change {
        cue: Some(at("bathe")),
        content: Some(at("in the pond")),
        ..Change::default()
    };
    review
        .add(MarkKind::Attribution, &added, "new", NOW + 1)
        .unwrap();
    let quote = Change {
        whole: Some(at("“We never slept,”")),
        ..Change::default()
    };
    review
        .add(MarkKind::Quote, &quote, "quote", NOW + 2)
        .unwrap();
    let (verdicts, _) = read(&[&ndjson(&review)]);
    assert_eq!((verdicts.counts.right, verdicts.counts.other_kinds), (2, 1));
    let [first, second] = verdicts.paragraphs.as_slice() else {
        panic!("{:?}", verdicts.paragraphs);
    };
    let words = |paragraph: &super::Paragraph, token: u32| {
        let tokens = &paragraph.block.segments.tokens;
        tokens[token as usize]
            .text(&paragraph.block.text)
            .to_owned()
    };
    let gold = &first.block.gold[0];
    assert_eq!(words(first, *gold.content.last().unwrap()), "close");
    assert_eq!(words(second, second.block.gold[0].cue.0), "bathe");
}

#[test]
fn bad_lines_are_named_and_the_others_are_learned_from() {
    let mut review = review(builtin(), "story");
    let id = claim(&mut review, "dogs may not bathe");
    review.reject(&id, NOW).unwrap();
    let good = ndjson(&review);
    let changed = good.replace("\"ana\"", "\"bo\"");
    let file = format!("{{\"v\":\n{good}{changed}{{\"v\":1,\"text\":\"an article\"}}\n");
    let (verdicts, complaints) = read(&[&file]);
    assert_eq!(verdicts.counts.wrong, 1);
    assert_eq!(verdicts.counts.bad_lines, 3);
    let named: Vec<&str> = complaints.iter().map(|line| &line[..11]).collect();
    assert_eq!(named, ["0.ndjson:1:", "0.ndjson:4:", "0.ndjson:3:"]);
    assert!(
        complaints[2].contains("changed or damaged"),
        "{complaints:?}"
    );
}

#[test]
fn verdicts_of_a_simulated_person_agree_with_the_gold() {
    let document = &kept()[0];
    let mut lines = Vec::new();
    super::simulate(builtin(), std::slice::from_ref(document), &mut lines).unwrap();
    let (verdicts, complaints) = read(&[&String::from_utf8(lines).unwrap()]);
    assert_eq!(complaints, [""; 0]);
    let counts = verdicts.counts;
    assert!(
        counts.right > 0 && counts.right <= document.gold.len(),
        "{counts}"
    );
}
