//! Full and incremental analysis are equal, over any sequence of edits.

use proptest::prelude::*;

use super::*;

/// Sentences of the kinds that stages treat differently, some of them broken.
const PARTS: &[&str] = &[
    "The bridge was safe, the ministry said.",
    "“We looked twice,” said Ana Ruiz, the harbour master. “It holds.”",
    "“It began in May. Nobody came.",
    "“Then they did.”",
    "She told reporters that the pier had “never been better”.",
    "According to a spokesperson, the union denied that.",
    "Read more: Pier closed for good",
    "Advertisement",
    "LIMA, 3 May (Agency) – The ferry sank.",
    "- one\n- two",
    "Ms Ruiz declined to comment.",
    "'No,' he said.",
    "\"",
    "The report warns of delays:",
    "Ça va très bien 🎈",
    "Ana Ruiz: I saw it. “It holds,” she said.",
    "Tide Gazette: What did Ruiz see?",
    "Ruiz: We looked. [Laughs]",
    "Q: Is it safe?",
    "A: I think that it is.",
    "# Mayor: bridge is safe",
];

fn text() -> impl Strategy<Value = String> {
    let part = prop::sample::select(PARTS);
    let gap = prop::sample::select(&["\n\n", "\n", " ", ""][..]);
    prop::collection::vec((part, gap), 0..12).prop_map(|parts| {
        parts
            .into_iter()
            .flat_map(|(part, gap)| [part, gap])
            .collect()
    })
}

fn boundary(text: &str, at: usize) -> u32 {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at as u32
}

proptest! {
    #[test]
    fn incremental_equals_full(start in text(), edits in prop::collection::vec((0usize..800, 0usize..60, text()), 1..6)) {
        let mut document = Document::new(Article::from_plain(start));
        document.analysis();
        for (at, length, insert) in edits {
            let current = document.article().text().to_owned();
            let span = Span::new(boundary(&current, at), boundary(&current, at + length));
            let version = document.version();
            document.apply_edit(Edit { version, span, text: insert }).unwrap();
            let full = analyze(&Article::from_plain(document.article().text()));
            prop_assert_eq!(document.analysis(), &full);
        }
    }

    #[test]
    fn marks_are_well_formed(text in "(\\PC|[ \n“”\"'.,:a-zA-Z]|said |that |according to ){0,200}") {
        check(&text);
    }

    #[test]
    fn marks_of_news_like_text_are_well_formed(text in text()) {
        check(&text);
    }
}

/// Every span lies in the text on character boundaries, every index points somewhere.
fn check(text: &str) {
    let article = Article::from_plain(text);
    let analysis = analyze(&article);
    let inside = |span: &Span| {
        article
            .text()
            .get(span.start as usize..span.end as usize)
            .is_some_and(|words| !words.is_empty())
    };
    assert_eq!(analysis.blocks.len(), article.blocks().len());
    assert!(analysis.sentences.iter().all(inside));
    assert!(analysis.boilerplate.iter().all(|mark| inside(&mark.span)));
    for quote in &analysis.quotes {
        assert!(quote.spans.iter().all(inside) && !quote.spans.is_empty());
        assert!(
            quote
                .attribution
                .is_none_or(|index| (index as usize) < analysis.attributions.len())
        );
    }
    for (index, attribution) in analysis.attributions.iter().enumerate() {
        assert!(!attribution.content.is_empty());
        let spans = attribution
            .content
            .iter()
            .chain(&attribution.cue)
            .chain(&attribution.source);
        assert!(spans.clone().all(inside), "{attribution:?}");
        let in_order = |part: &[Span]| part.is_sorted_by(|one, next| one.end <= next.start);
        assert!(in_order(&attribution.content), "{attribution:?}");
        assert!(in_order(&attribution.source), "{attribution:?}");
        assert!(
            attribution
                .speaker
                .is_none_or(|speaker| (speaker as usize) < analysis.speakers.len())
        );
        assert!(
            attribution
                .parent
                .is_none_or(|parent| (parent as usize) < analysis.attributions.len()
                    && parent as usize != index)
        );
        let mut above = attribution.parent;
        for _ in 0..analysis.attributions.len() {
            above = above.and_then(|parent| analysis.attributions[parent as usize].parent);
        }
        assert_eq!(above, None, "number {index} stands inside itself");
    }
    for speaker in &analysis.speakers {
        assert!(speaker.mentions.iter().all(inside));
        assert!(
            speaker
                .speaks_for
                .is_none_or(|principal| (principal as usize) < analysis.speakers.len())
        );
    }
}

/// Found by `npm run test:fuzz`.
#[test]
fn what_broke_marks_once_is_well_formed() {
    for text in [
        // two attributions, each with its cue in the other's content
        "It began in May. Nobody came.\n\n\
         “Then they ld\":y \"after[:s\u{fffd}No,’ he said,\u{fffd} a spe said: 'It is.'\n",
        // an attribution that holds the first words of a quotation, and then gets all of it
        "Ines Calder touInok\"quote\"\":alder, 44, met ote\"\":alder, 44) met uI\0nes Calder \
         took\"quote\"\":alder, 44, met ote\"\":alder, 44t ote\"\":alder Is the channel deep?\n\
         It is. Nobody came, and the claim that it was safe is what I have heard from them.",
    ] {
        check(text);
    }
}

#[test]
fn an_open_quotation_reaches_over_furniture() {
    let article = Article::from_plain(
        "Ana Ruiz said: “It began in May.\n\nAdvertisement\n\n“Then it ended.” She left.",
    );
    let analysis = analyze(&article);
    assert_eq!(analysis.quotes.len(), 1);
    assert_eq!(analysis.quotes[0].spans.len(), 2);
    assert_eq!(analysis.attributions[0].content.len(), 2);
}

#[test]
fn a_change_against_an_older_version_is_refused() {
    let mut document = Document::new(Article::from_plain("a"));
    let edit = |version| Edit {
        version,
        span: Span::new(0, 1),
        text: "b".into(),
    };
    assert_eq!(document.apply_edit(edit(0)), Ok(1));
    assert_eq!(
        document.apply_edit(edit(0)),
        Err(EditError::Stale {
            given: 0,
            current: 1
        })
    );
    let beyond = Edit {
        version: 1,
        span: Span::new(0, 9),
        text: String::new(),
    };
    assert_eq!(document.apply_edit(beyond), Err(EditError::OutOfText));
}

const INTERVIEW: &str = "Ines Calder took over as chief pilot on Monday. Calder, 44, met us.\n\n\
    Q: Is the channel deep?\n\nA: It is. I measured it.\n\nTwice, in fact.\n\nAdvertisement\n\n\
    Q: Will you stay?\n\nA: I hope so.\n\nThe channel is closed on Sundays.";

#[test]
fn answers_are_those_of_the_person_named_before() {
    let analysis = analyze(&Article::from_plain(INTERVIEW));
    let speakers: Vec<&str> = analysis
        .attributions
        .iter()
        .filter(|attribution| attribution.cue.is_empty())
        .map(|turn| {
            analysis.speakers[turn.speaker.unwrap() as usize]
                .name
                .as_str()
        })
        .collect();
    assert_eq!(speakers, ["Q", "Ines Calder", "Q", "Ines Calder"]);
    let answer = &analysis.attributions[analysis.attributions.len() - 3];
    let words: Vec<&str> = answer
        .content
        .iter()
        .map(|span| span.slice(INTERVIEW))
        .collect();
    assert_eq!(words, ["It is. I measured it", "Twice, in fact"]);
}

/// How many turns of an interview an analysis has: they alone have a source and no cue.
fn turns_in(analysis: &Analysis) -> usize {
    let is_turn = |a: &&Attribution| a.cue.is_empty() && !a.source.is_empty();
    analysis.attributions.iter().filter(is_turn).count()
}

#[test]
fn labels_that_nobody_speaks_behind_are_no_turns() {
    for text in [
        // a test of things: asks and says "I", but no label is a name
        "Two boats were looked at by Nell Orme, who rows.\n\nPros: It is light. We saw no leak.\n\n\
         Cons: Will it last?\n\nPros: My hands stayed dry.\n\nCons: I found it slow.",
        // positions under names: nobody says "I"
        "Ana Ruiz and Ben Lister meet on Sunday. The lead of Ruiz over Lister is small.\n\n\
         Ruiz: Would build a ferry and a school.\n\nLister: Would build neither.\n\n\
         Ruiz: Wants a higher top rate.\n\nLister: Wants none.",
        // nothing comes back
        "The match was watched by Ana Ruiz and Ben Lister.\n\nRuiz: I saw it.\n\n\
         Lister: I did not.\n\nMonday: We rested.\n\nNote: We paid.",
    ] {
        assert_eq!(turns_in(&analyze(&Article::from_plain(text))), 0, "{text}");
    }
}

#[test]
fn an_edit_below_makes_an_interview_of_what_stands_above() {
    let end = INTERVIEW.find("Q: Will").unwrap();
    let mut document = Document::new(Article::from_plain(&INTERVIEW[..end]));
    assert_eq!(turns_in(document.analysis()), 0);
    let edit = Edit {
        version: 0,
        span: Span::new(end as u32, end as u32),
        text: INTERVIEW[end..].to_owned(),
    };
    document.apply_edit(edit).unwrap();
    assert_eq!(turns_in(document.analysis()), 4);
}
