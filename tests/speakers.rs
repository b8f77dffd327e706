//! Runs the table of `cases/speakers.txt`: whom a source means.

use ascribe::{Article, analysis::analyze};
use proptest::prelude::*;

struct Case {
    text: String,
    expected: Vec<(String, String)>,
}

fn cases() -> Vec<Case> {
    include_str!("cases/speakers.txt")
        .split("\n---\n")
        .map(|case| {
            let mut lines = case
                .lines()
                .filter(|line| !line.starts_with('#') && !line.is_empty());
            let text = lines.next().unwrap_or_default().to_owned();
            let expected = lines
                .map(|line| {
                    let (source, speaker) = line.split_once(" -> ").expect("`source -> speaker`");
                    (source.to_owned(), speaker.to_owned())
                })
                .collect();
            Case { text, expected }
        })
        .collect()
}

#[test]
fn sources_mean_the_speakers_of_the_table() {
    let cases = cases();
    assert!(cases.len() >= 25, "{} cases", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        assert!(
            !case.expected.is_empty(),
            "nothing asked of {:?}",
            case.text
        );
        let analysis = analyze(&Article::from_plain(case.text.as_str()));
        let text = case.text.as_str();
        let found: Vec<(&str, &str)> = analysis
            .attributions
            .iter()
            .filter_map(|attribution| {
                let source = attribution.source.first()?.slice(text);
                let speaker = &analysis.speakers[attribution.speaker? as usize];
                Some((source, speaker.name.as_str()))
            })
            .collect();
        let mut rest = found.iter();
        for (source, speaker) in &case.expected {
            if !rest.any(|&(words, name)| {
                // the source marked may hold less or more than the words asked about
                let same = words.starts_with(source.as_str())
                    || words.ends_with(source.as_str())
                    || source.starts_with(words);
                same && name == speaker
            }) {
                wrong.push(format!("{text}\n  {source} -> {speaker}, found {found:?}"));
                break;
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} cases wrong:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

/// Pieces that names, descriptions and pronouns are made of, in any order.
const PIECES: &[&str] = &[
    "Ilse Brandow",
    "Mr Brandow",
    "the mayor",
    "The mayor",
    ", ",
    ", who ",
    " (Ind, Saltby)",
    ". ",
    "“",
    "” ",
    " said ",
    "said that ",
    "he ",
    "She ",
    "his agent",
    "A spokesman for ",
    "the company",
    "Skarholm Lines",
    "SL",
    "One of them",
    "According to ",
    "a study published in May",
    "’s",
    "Ö",
    "\n\n",
    "\u{a0}",
    "the 52-year-old",
    " it was late",
    "Tomas “Gull” Ruiz",
    ", 52,",
];

proptest! {
    #[test]
    fn any_text_has_speakers_that_hold_together(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)
    ) {
        let text = pieces.concat();
        let analysis = analyze(&Article::from_plain(text.as_str()));
        let count = analysis.speakers.len() as u32;
        for attribution in &analysis.attributions {
            prop_assert!(attribution.speaker.is_none_or(|speaker| speaker < count));
        }
        for (index, speaker) in analysis.speakers.iter().enumerate() {
            prop_assert!(!speaker.name.trim().is_empty());
            prop_assert!(speaker.speaks_for.is_none_or(|other| other < count && other != index as u32));
            prop_assert!(speaker.mentions.is_sorted());
        }
    }
}
