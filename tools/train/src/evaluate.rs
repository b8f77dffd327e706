//! Measures a model on annotated text: figures for the model card.
//!
//! The same definitions as the evaluation scripts', counted in the engine's own words: content
//! matches if at least half of the words of both together are common, a triple is right if its
//! content matches and its source overlaps or both have none.

use std::collections::{BTreeMap, BTreeSet};

use ascribe::model::Model;
use ascribe::model::accept::{CONTENT, CUE, SOURCE, Triple};
use ascribe::model::facts::{Facts, mark};
use ascribe::model::quotation::is_bare;

use crate::calibrate::{Quality, quality};
use crate::cascade::answers;
use crate::corpus::{Document, Gold};

/// Counts behind precision and recall.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    /// Right.
    pub right: usize,
    /// Found.
    pub found: usize,
    /// In the gold.
    pub gold: usize,
}

impl Counts {
    /// Precision, recall and their harmonic mean, in per cent.
    pub fn figures(&self) -> (f64, f64, f64) {
        let share = |all: usize| 100.0 * self.right as f64 / all.max(1) as f64;
        let f1 = 200.0 * self.right as f64 / (self.found + self.gold).max(1) as f64;
        (share(self.found), share(self.gold), f1)
    }
}

/// What was measured.
#[derive(Debug, Default)]
pub struct Report {
    /// Linked triples.
    pub triples: Counts,
    /// Words of contents, aligned one to one.
    pub content_words: Counts,
    /// Stretches of five words or more in double quotation marks, exactly.
    pub quotes: Counts,
    /// Cues, exactly.
    pub cues: Counts,
    /// Sources that overlap, of the contents that match and have one.
    pub sources: (usize, usize),
    /// Linked triples found, by kind: right and all.
    pub kinds: BTreeMap<&'static str, (usize, usize)>,
    /// Probabilities of attribution, source and content.
    pub calibration: [Quality; 3],
}

type Words = BTreeSet<u32>;

fn words(facts: &Facts, tokens: impl Iterator<Item = u32>) -> Words {
    tokens
        .filter(|&t| facts.tokens[t as usize].mark == mark::WORD)
        .collect()
}

/// Measures a model. `speech` are the word forms of listed cues.
pub fn evaluate(model: &Model, documents: &[Document], speech: &BTreeSet<String>) -> Report {
    let mut report = Report::default();
    let mut outcomes: [Vec<(f32, bool)>; 3] = Default::default();
    for block in documents.iter().flat_map(|d| &d.blocks) {
        let facts = block.facts(model);
        let mut found = model.decide(&facts);
        let all = found.clone();
        found.retain(|inner| {
            !all.iter()
                .any(|outer| outer != inner && holds(outer, inner))
        });
        for triple in found.iter().filter(|triple| !is_bare(triple)) {
            let right = answers(&facts, triple, &block.gold);
            for (index, question) in [CUE, SOURCE, CONTENT].into_iter().enumerate() {
                if let Some(right) = right[question] {
                    let sure = model.calibration[index].apply(triple.scores[question]);
                    outcomes[index].push((sure, right));
                }
            }
        }
        count(&mut report, &facts, &found, &block.gold);
        quotes(&mut report, &facts, &found, &block.gold);
        let listed = |gold: &Gold| {
            (gold.cue.0..gold.cue.1).any(|t| {
                let token = &block.segments.tokens[t as usize];
                speech.contains(&token.text(&block.text).to_lowercase())
            })
        };
        kinds(&mut report, &facts, &found, &block.gold, listed);
    }
    report.calibration = outcomes.map(|outcomes| quality(&outcomes));
    report
}

fn holds(outer: &Triple, inner: &Triple) -> bool {
    let held = |run: &(u32, u32)| outer.content.iter().any(|o| o.0 <= run.0 && run.1 <= o.1);
    held(&inner.cue) && inner.source.iter().chain(&inner.content).all(held)
}

/// Pairs of gold and found contents, best first, each used once: (gold, found, common, Jaccard).
fn align(gold: &[Words], found: &[Words]) -> Vec<(usize, usize, usize, f64)> {
    let mut pairs = Vec::new();
    for (g, gold) in gold.iter().enumerate() {
        for (f, found) in found.iter().enumerate() {
            let common = gold.intersection(found).count();
            if common > 0 {
                let jaccard = common as f64 / (gold.len() + found.len() - common) as f64;
                pairs.push((g, f, common, jaccard));
            }
        }
    }
    pairs.sort_by(|a, b| {
        b.3.total_cmp(&a.3)
            .then(b.2.cmp(&a.2))
            .then((a.0, a.1).cmp(&(b.0, b.1)))
    });
    let (mut used_gold, mut used_found) = (BTreeSet::new(), BTreeSet::new());
    pairs.retain(|&(g, f, ..)| {
        let free = !used_gold.contains(&g) && !used_found.contains(&f);
        if free {
            used_gold.insert(g);
            used_found.insert(f);
        }
        free
    });
    pairs
}

fn content_words(facts: &Facts, triple: &Triple) -> Words {
    words(facts, triple.content.iter().flat_map(|run| run.0..run.1))
}

fn same_source(facts: &Facts, triple: &Triple, gold: &Gold) -> bool {
    let found = words(
        facts,
        triple.source.into_iter().flat_map(|run| run.0..run.1),
    );
    let gold = words(facts, gold.source.iter().copied());
    found.is_empty() && gold.is_empty() || found.intersection(&gold).next().is_some()
}

fn count(report: &mut Report, facts: &Facts, found: &[Triple], gold: &[Gold]) {
    let gold_words: Vec<Words> = gold
        .iter()
        .map(|g| words(facts, g.content.iter().copied()))
        .collect();
    let found_words: Vec<Words> = found.iter().map(|t| content_words(facts, t)).collect();
    report.content_words.gold += gold_words.iter().map(Words::len).sum::<usize>();
    report.content_words.found += found_words.iter().map(Words::len).sum::<usize>();
    report.triples.gold += gold.len();
    report.triples.found += found.len();
    for (g, f, common, jaccard) in align(&gold_words, &found_words) {
        report.content_words.right += common;
        if jaccard < 0.5 {
            continue;
        }
        let same = same_source(facts, &found[f], &gold[g]);
        report.triples.right += usize::from(same);
        if !gold[g].source.is_empty() {
            report.sources.0 += usize::from(same);
            report.sources.1 += 1;
        }
    }
    let cue = |range: (u32, u32)| words(facts, range.0..range.1);
    let mut gold_cues: Vec<Words> = gold.iter().map(|g| cue(g.cue)).collect();
    report.cues.gold += gold_cues.len();
    for triple in found.iter().filter(|triple| !is_bare(triple)) {
        report.cues.found += 1;
        let here = cue(triple.cue);
        if let Some(at) = gold_cues.iter().position(|g| *g == here) {
            gold_cues.swap_remove(at);
            report.cues.right += 1;
        }
    }
}

/// The attributed part of each quotation of five words or more.
fn quotes(report: &mut Report, facts: &Facts, found: &[Triple], gold: &[Gold]) {
    let gold: Words = gold
        .iter()
        .flat_map(|g| g.content.iter().copied())
        .collect();
    let found: Words = found
        .iter()
        .flat_map(|t| t.content.iter().flat_map(|run| run.0..run.1))
        .collect();
    for quotation in &facts.quotations {
        let all = words(facts, quotation.first..quotation.last);
        if all.len() < 5 {
            continue;
        }
        let in_gold: Words = all.intersection(&gold).copied().collect();
        let in_found: Words = all.intersection(&found).copied().collect();
        report.quotes.gold += usize::from(!in_gold.is_empty());
        report.quotes.found += usize::from(!in_found.is_empty());
        report.quotes.right += usize::from(!in_gold.is_empty() && in_gold == in_found);
    }
}

fn kinds(
    report: &mut Report,
    facts: &Facts,
    found: &[Triple],
    gold: &[Gold],
    listed: impl Fn(&Gold) -> bool,
) {
    for gold in gold {
        let words = words(facts, gold.content.iter().copied());
        let right = found.iter().any(|triple| {
            let here = content_words(facts, triple);
            let common = words.intersection(&here).count();
            2 * common >= words.len() + here.len() - common && same_source(facts, triple, gold)
        });
        let pieces = gold.content.windows(2).filter(|w| w[0] + 1 != w[1]).count() + 1;
        let first = gold.content.first().copied().unwrap_or(0);
        let pronoun = gold.source.len() == 1 && facts.tokens[gold.source[0] as usize].tag == 16;
        let mut add = |kind: &'static str, applies: bool| {
            if applies {
                let entry = report.kinds.entry(kind).or_default();
                entry.0 += usize::from(right);
                entry.1 += 1;
            }
        };
        add("cue on the list of speech words", listed(gold));
        add("cue not on the list", !listed(gold));
        add("source is a pronoun", pronoun);
        add(
            "source is named or described",
            !gold.source.is_empty() && !pronoun,
        );
        add("no source", gold.source.is_empty());
        add("content in one piece", pieces == 1);
        add("content in pieces", pieces > 1);
        add("content before its cue", first < gold.cue.0);
        add("content after its cue", first >= gold.cue.1);
    }
}
