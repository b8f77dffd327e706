//! Compares what the engine finds in an article with its gold, by words: white space, marks and
//! punctuation at the edges do not matter.

use std::collections::BTreeSet;
use std::fmt;

use ascribe::analysis::analyze;
use ascribe::{Article, Role, Span};

use super::gold::{GoldArticle, GoldAttribution};

/// Found and asked for.
#[derive(Debug, Default, Clone, Copy)]
pub struct Count {
    /// Right ones.
    pub hits: usize,
    /// All that the engine gave.
    pub given: usize,
    /// All that the gold asks for.
    pub asked: usize,
}

impl Count {
    /// Share of the asked ones that were found.
    pub fn recall(&self) -> f64 {
        self.hits as f64 / self.asked.max(1) as f64
    }

    /// Share of the given ones that are right.
    pub fn precision(&self) -> f64 {
        self.hits as f64 / self.given.max(1) as f64
    }

    fn add(&mut self, other: Count) {
        self.hits += other.hits;
        self.given += other.given;
        self.asked += other.asked;
    }
}

/// The figures of an article.
#[derive(Debug, Default, Clone, Copy)]
pub struct Tally {
    /// Blocks called furniture.
    pub furniture: Count,
    /// Quotes with the right ends.
    pub quotes: Count,
    /// Attributions: content overlaps by half, cue and source overlap.
    pub attributions: Count,
}

impl Tally {
    /// Adds another article's figures.
    pub fn add(&mut self, other: &Tally) {
        self.furniture.add(other.furniture);
        self.quotes.add(other.quotes);
        self.attributions.add(other.attributions);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, count) in [
            ("furniture", self.furniture),
            ("quotes", self.quotes),
            ("attributions", self.attributions),
        ] {
            write!(
                formatter,
                "{name} {} of {} ({} given)  ",
                count.hits, count.asked, count.given
            )?;
        }
        Ok(())
    }
}

/// Starts of the words that the spans touch.
fn words(text: &str, spans: &[Span]) -> BTreeSet<usize> {
    let mut starts = BTreeSet::new();
    for span in spans {
        let mut inside = text[..span.start as usize]
            .chars()
            .next_back()
            .is_some_and(char::is_alphanumeric);
        for (at, character) in span.slice(text).char_indices() {
            let word = character.is_alphanumeric() || character == '_';
            if word && !inside {
                starts.insert(span.start as usize + at);
            }
            inside = word;
        }
    }
    starts
}

/// Scores the engine on an article.
pub fn score(gold: &GoldArticle) -> Tally {
    let article = Article::from_plain(gold.text.as_str());
    let text = gold.text.as_str();
    let analysis = analyze(&article);
    let mut tally = Tally::default();

    for (block, label) in article.blocks().iter().zip(&analysis.blocks) {
        let asked = gold
            .boilerplate
            .iter()
            .any(|(span, _)| span.covers(block.span));
        let given = label.role == Role::Boilerplate;
        tally.furniture.add(Count {
            hits: usize::from(asked && given),
            given: usize::from(given),
            asked: usize::from(asked),
        });
    }

    let wanted: BTreeSet<_> = gold
        .quotes
        .values()
        .filter(|quote| !quote.furniture)
        .map(|quote| words(text, &quote.spans))
        .collect();
    let given: BTreeSet<_> = analysis
        .quotes
        .iter()
        .filter(|quote| !quote.in_boilerplate)
        .map(|quote| words(text, &quote.spans))
        .collect();
    tally.quotes = Count {
        hits: wanted.intersection(&given).count(),
        given: given.len(),
        asked: wanted.len(),
    };

    let mut open: Vec<&GoldAttribution> = gold
        .attributions
        .values()
        .filter(|attribution| !attribution.content.is_empty())
        .collect();
    tally.attributions.asked = open
        .iter()
        .filter(|attribution| !attribution.optional)
        .count();
    for found in &analysis.attributions {
        let content = words(text, &found.content);
        let overlap = |attribution: &GoldAttribution| {
            let other = words(text, &attribution.content);
            let shared = content.intersection(&other).count();
            shared as f64 / content.union(&other).count().max(1) as f64
        };
        let touches = |a: &[Span], b: &[Span]| {
            a.is_empty() && b.is_empty() || !words(text, a).is_disjoint(&words(text, b))
        };
        let best = (0..open.len())
            .filter(|&index| overlap(open[index]) >= 0.5)
            .max_by(|&a, &b| {
                let cue = |index: usize| touches(&open[index].cue, &found.cue);
                cue(a)
                    .cmp(&cue(b))
                    .then(overlap(open[a]).total_cmp(&overlap(open[b])))
            });
        let Some(best) = best else {
            tally.attributions.given += 1;
            continue;
        };
        let matched = open.swap_remove(best);
        if matched.optional {
            continue;
        }
        tally.attributions.given += 1;
        let right = touches(&matched.cue, &found.cue) && touches(&matched.source, &found.source);
        tally.attributions.hits += usize::from(right);
    }
    tally
}
