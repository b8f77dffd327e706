//! The readable cases of `tests/cases/boilerplate`: a line is a block, what it is and its words.

use std::fs;
use std::path::Path;

use ascribe::boilerplate::{BlockFeatures, Labels, features, label};
use ascribe::{Article, Category, Role};
use proptest::prelude::*;

fn analyse(article: &Article) -> Labels {
    let features: Vec<BlockFeatures> = article
        .blocks()
        .iter()
        .map(|b| features(article.block_text(b), b.kind, b.level, b.link_density))
        .collect();
    label(article, &features.iter().collect::<Vec<_>>())
}

/// Reads a case: the expected category (`None` for content) and the words of each block.
fn read(case: &str) -> Vec<(Option<Category>, &str)> {
    case.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let (what, words) = line.split_once(" | ").expect("a bar");
            let category = Category::from_token(what);
            assert!(category.is_some() || what == "content", "{what}");
            (category, words)
        })
        .collect()
}

#[test]
fn cases_are_labelled_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/boilerplate");
    let mut wrong = Vec::new();
    let mut cases = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let case = fs::read_to_string(&path).unwrap();
        let expected = read(&case);
        let text: Vec<&str> = expected.iter().map(|(_, words)| *words).collect();
        let article = Article::from_plain(text.join("\n"));
        assert_eq!(article.blocks().len(), expected.len(), "{path:?}");
        for ((category, words), found) in expected.iter().zip(analyse(&article).blocks) {
            // the initials of the paper's name: furniture of another kind is good enough
            let known = *words == "LD" && found.category.is_some();
            if found.category != *category && !known {
                wrong.push(format!(
                    "{:?}: {found:?} for {category:?}: {words}",
                    path.file_name()
                ));
            }
        }
        cases += 1;
    }
    assert!(cases >= 3);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_caption_is_furniture_and_so_are_its_label_and_credit() {
    let text = "The ferry sailed again on Monday, to the relief of the island's shopkeepers and its only doctor.\n\
                open image in gallery The ferry leaving the harbour of Tarn, seen in this file photo (AP)\n\
                The council paid for most of the repairs, which cost twice as much as it had expected at first.";
    let article = Article::from_plain(text);
    let labels = analyse(&article);
    assert_eq!(labels.blocks[1].category, Some(Category::Caption));
    let stretches: Vec<_> = labels
        .stretches
        .iter()
        .map(|s| (s.span.slice(text), s.category))
        .collect();
    let expected = [
        ("open image in gallery", Category::Label),
        ("(AP)", Category::Credit),
    ];
    assert_eq!(stretches, expected);
}

/// Lines that leave no doubt are furniture in an article of any length, at any place of it.
#[test]
fn unmistakable_lines_are_furniture_everywhere() {
    let long = "The ferry sailed again on Monday, to the relief of the island's shopkeepers and \
                its only doctor, who had rowed across the sound every week since the spring.";
    let short = "The ferry sailed again on Monday.";
    for (line, category) in [
        ("Advertisement", Category::Advertisement),
        (
            "Advertisement · Scroll to continue",
            Category::Advertisement,
        ),
        (
            "ADVERTISEMENT - STORY CONTINUES BELOW",
            Category::Advertisement,
        ),
        ("Share", Category::Share),
        ("Copy link", Category::Share),
        ("Print", Category::Share),
        ("Comments", Category::Comments),
        ("Sign up to our newsletter", Category::Signup),
        ("Most read", Category::Related),
        ("Related: The island without a shop", Category::Related),
        ("Read more: The island without a shop", Category::ReadMore),
        ("https://lorn.example/ferry", Category::Other),
        ("desk@lorn.example", Category::Byline),
        ("Topics: Ferries, Islands", Category::Navigation),
        ("Updated 14.05 GMT", Category::Timestamp),
        ("Ana Ruiz, Harbour Correspondent", Category::Byline),
        (
            "Correction, March 19: The name of the ferry was wrong.",
            Category::Correction,
        ),
        (
            "This article was amended on 3 May. An earlier version had a wrong name.",
            Category::Correction,
        ),
    ] {
        for paragraph in [long, short] {
            for (count, place) in [(2, 0), (2, 1), (2, 2), (12, 0), (12, 6), (12, 12)] {
                let mut blocks = vec![paragraph; count];
                blocks.insert(place, line);
                let article = Article::from_plain(blocks.join("\n\n"));
                let label = analyse(&article).blocks[place];
                assert_eq!(label.category, Some(category), "{line}, {place} of {count}");
                assert!(
                    label.confidence >= 0.9,
                    "{line}, {place} of {count}: {label:?}"
                );
            }
        }
    }
}

#[test]
fn features_depend_on_the_block_alone_and_missing_ones_are_no_panic() {
    let article = Article::from_plain("One block.\n\nAnother block.");
    let all: Vec<_> = article
        .blocks()
        .iter()
        .map(|b| features(article.block_text(b), b.kind, b.level, b.link_density))
        .collect();
    assert_eq!(label(&article, &[]).blocks.len(), 0);
    assert_eq!(label(&article, &[&all[0]]).blocks.len(), 1);
    assert_eq!(
        label(&article, &[&all[0], &all[1], &all[1]]).blocks.len(),
        2
    );
    assert_eq!(
        features("One block.", article.blocks()[0].kind, 0, f32::NAN).clone(),
        all[0]
    );
}

#[test]
#[ignore = "measures time: part of npm run test:long"]
fn time_is_linear_in_the_text() {
    let piece = "read more about us by Ana Ruiz ( AP ) – open image in gallery (";
    for text in [
        piece.repeat(40_000),
        format!("{piece}\n").repeat(40_000),
        "(".repeat(2_000_000),
        "image ".repeat(300_000),
    ] {
        let article = Article::from_plain(text);
        let start = std::time::Instant::now();
        analyse(&article);
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }
}

proptest! {
    #[test]
    fn any_text_is_labelled(
        text in "((read more|open image in gallery|Photo: |LIMA, 3 May \\(AP\\) – |By |©|\\(|\\)|[a-zA-Zé’.,:|@#–-]{1,8}|[0-9]{1,4}|“|\u{1F600}| |\n)){0,120}"
    ) {
        let article = Article::from_plain(text.clone());
        let labels = analyse(&article);
        prop_assert_eq!(labels.blocks.len(), article.blocks().len());
        for label in &labels.blocks {
            prop_assert_eq!(label.role == Role::Boilerplate, label.category.is_some());
            prop_assert!((0.5..=1.0).contains(&label.confidence));
        }
        let mut last = 0;
        for stretch in &labels.stretches {
            prop_assert!(stretch.span.start >= last && !stretch.span.is_empty());
            prop_assert!(article.blocks().iter().any(|b| b.span.covers(stretch.span)));
            prop_assert!(!stretch.span.slice(&text).is_empty());
            prop_assert!((0.0..=1.0).contains(&stretch.confidence));
            last = stretch.span.end;
        }
    }
}
