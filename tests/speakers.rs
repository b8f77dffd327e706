//! Runs the table of `cases/speakers.txt`: whom a source means.

use ascribe::{Article, analysis::analyze};

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
                words.contains(source.as_str()) && name == speaker
                    || source.starts_with(words) && name == speaker
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
