//! Eight times the text must not cost much more than eight times the time.
//!
//! The fuzzer picks pieces, a text is made of them in two lengths, and the processor time of this
//! thread is compared. A short text first; where that looks suspicious, one several times as long, and
//! only what is too slow there three times over is a failure.
#![no_main]

use std::hint::black_box;
use std::sync::Mutex;
use std::time::Duration;

use ascribe::Article;
use ascribe::analysis::analyze;
use ascribe::interchange::{flat, html, markdown};
use ascribe_fuzz::pieces::Recipe;
use libfuzzer_sys::fuzz_target;
use rustix::time::{ClockId, clock_gettime};

/// Bytes of the short text, for a first look and to be sure. A page's nesting costs more the deeper
/// it is, up to a bound that the short one must reach.
const LOOK: usize = 3_000;
const LOOK_PAGE: usize = 10_000;
const SURE: usize = 20_000;
/// How many times longer the long text is.
const TIMES: usize = 8;
/// Ratios of the two times: from `SUSPICIOUS` on it is measured again, from `TOO_SLOW` on it is a
/// failure. Linear is 8, quadratic 64.
const SUSPICIOUS: f64 = 10.5;
const TOO_SLOW: f64 = 24.0;
/// What is quicker than this is too quick to be measured.
const SHORTEST: f64 = 0.000_2;

/// The worst ratios so far.
static WORST_LOOK: Mutex<f64> = Mutex::new(0.0);
static WORST: Mutex<f64> = Mutex::new(0.0);

fuzz_target!(|bytes: &[u8]| {
    let recipe = Recipe::read(bytes);
    let mut length = if recipe.page { LOOK_PAGE } else { LOOK };
    let mut look = compare(&recipe, length, 1);
    if !look.same_language {
        length *= 4;
        look = compare(&recipe, length, 1);
        if !look.same_language {
            return;
        }
    }
    if look.ratio >= SUSPICIOUS {
        look = compare(&recipe, length, 3);
    }
    climb(look.ratio);
    note(&WORST_LOOK, look.ratio, "at first look", &recipe);
    if look.ratio < SUSPICIOUS {
        return;
    }
    let mut sure = f64::INFINITY;
    for repeats in [1, 3, 3, 3] {
        let long = compare(&recipe, SURE, repeats);
        if !long.same_language {
            return;
        }
        sure = sure.min(long.ratio);
        if sure < TOO_SLOW {
            break;
        }
    }
    note(&WORST, sure, "in long texts", &recipe);
    assert!(
        sure < TOO_SLOW,
        "{TIMES} times the text takes {sure:.1} times as long: {recipe:?}"
    );
});

/// A long text beside a short one.
struct Comparison {
    /// The long one's time as a multiple of the short one's.
    ratio: f64,
    /// Whether both are taken for the same language: a text that only its length makes English is
    /// other work.
    same_language: bool,
}

/// Compares two lengths of a text; of each the best time of `repeats` counts.
fn compare(recipe: &Recipe, length: usize, repeats: usize) -> Comparison {
    let (short, long) = (recipe.text(length), recipe.text(length * TIMES));
    let (short, language) = seconds(recipe.page, &short, repeats.max(2));
    let (long, language_of_long) = seconds(recipe.page, &long, repeats);
    Comparison {
        ratio: long / short.max(SHORTEST),
        same_language: language == language_of_long,
    }
}

/// The least processor time of some runs, and the language found.
fn seconds(page: bool, text: &str, repeats: usize) -> (f64, Option<String>) {
    let mut least = f64::INFINITY;
    let mut language = None;
    for _ in 0..repeats {
        let start = thread_time();
        language = run(page, text);
        let time = thread_time().saturating_sub(start);
        least = least.min(time.as_secs_f64());
    }
    (least, language)
}

/// Everything that the page or the command line does with an article once; returns its language.
fn run(page: bool, text: &str) -> Option<String> {
    let article = if page {
        ascribe_html::read(text, None)
    } else {
        Article::from_plain(text)
    };
    let analysis = analyze(&article);
    black_box(flat::encode(&analysis, &article));
    black_box(html::export_html(&article, &analysis));
    black_box(markdown::export_markdown(&article, &analysis));
    analysis.language
}

/// Processor time of this thread: what other processes do does not count.
fn thread_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// One branch for each step of the ratio: the fuzzer keeps inputs that reach a new branch, and so
/// climbs towards the slow ones.
fn climb(ratio: f64) {
    macro_rules! rungs {
        ($($rung:literal)*) => {
            $(if ratio > $rung { black_box($rung); })*
        };
    }
    rungs!(8.0 8.5 9.0 9.5 10.0 10.5 11.0 11.5 12.0 13.0 14.0 15.0 16.0 18.0 20.0 24.0 30.0 40.0);
}

/// Says so if this is the worst ratio so far.
fn note(worst: &Mutex<f64>, ratio: f64, place: &str, recipe: &Recipe) {
    let Ok(mut worst) = worst.lock() else {
        return;
    };
    if ratio > *worst {
        *worst = ratio;
        eprintln!("cost: {ratio:.1} times as long {place}, the worst so far: {recipe:?}");
    }
}
