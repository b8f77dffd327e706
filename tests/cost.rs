//! Analysis costs time linear in the text, also where one block holds all of it. Measures time, so
//! it runs in `npm run test:long` alone.

use std::time::Instant;

use ascribe::Article;
use ascribe::analysis::analyze;

/// Repeated until a text is large: each once was, or could be, a way to quadratic time.
const PIECES: &[&str] = &[
    "he said ",
    "\" ",
    "“a ",
    "'a ",
    "players' day 'it ",
    "a, ",
    "and said ",
    "(he said) ,",
    ", who said, ",
    "according to a, ",
    "according to ",
    "reportedly ",
    "a reportedly, it is said, ",
    "the claim that a is is ",
    "“A,” she said. ",
    "The harbour master said “it is closed” and left. ",
    "Ana Ruiz said. ",
    "Aaa ",
    "the ministry said that the ministry said ",
    "a spokesman said a. ",
    "(",
    ". ",
    "🎈",
    "a\n",
    "- a\n",
    "The board said “no” on Monday.\n\n",
    "Ana Ruiz: I asked Ruiz.\n",
    "(aa. bb ",
    "1) A 2) B ",
    "a . \" b ",
    ". . . ",
    "a. b. ",
    "[1] ",
    "a — The ",
    "Q: Is it “a”?\nA: We said “a” twice, he said.\n",
];

fn seconds(piece: &str, bytes: usize) -> f64 {
    let text = piece.repeat(bytes / piece.len());
    let start = Instant::now();
    analyze(&Article::from_plain(text));
    start.elapsed().as_secs_f64()
}

#[test]
#[ignore = "measures time: part of npm run test:long"]
fn eight_times_the_text_costs_about_eight_times_the_time() {
    for piece in PIECES {
        let (small, large) = (seconds(piece, 40_000), seconds(piece, 320_000));
        let ratio = large / small.max(0.002);
        eprintln!("{piece:?}: {ratio:.1} times, {large:.2} s");
        assert!(
            ratio < 30.0,
            "{piece:?}: {ratio:.1} times for 8 times the text"
        );
    }
}
