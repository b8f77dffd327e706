//! Trains what tells furniture from the article, and writes it.
//!
//! ```text
//! ascribe-train furniture --pages FILE… --lines FILE… [--out FILE] [--card FILE] [--threads N]
//!                         [--unseen-predictions FILE] and the recipe's numbers
//! ```
//!
//! `--pages` are whole pages with the text of their article, one JSON object a line: `{"id", "url",
//! "html", "gold_text"}`. `--lines` is plain text with every line labelled: `{"id", "variant",
//! "lines": [{"text", "label": "content" or "boilerplate"}]}`, where lines marked `amb` or
//! `suspect` and those of category `title` ask nothing. A folder among the pages holds pages labelled
//! by hand ([`labelled`]). `.gz` files are unpacked. One forest is
//! grown on the pages, one on the lines and on plain text made from the pages. Everything measured
//! is measured on sites that the trees have not seen: sites are split into five parts.

mod align;
mod card;
mod labelled;
mod samples;

use std::error::Error;
use std::time::Instant;

use ascribe::annotation::Category;
use ascribe::boilerplate::{CATEGORY_INPUTS, INPUTS, Judge, Judges};
use ascribe::learned::forest::Forest;
use serde_json::json;

use crate::boost::{self, Recipe, Rows};
use crate::calibrate::{self, Quality};
use crate::options::Options;
use samples::{Kind, Sample};

/// Points of F1 of the article that may be given for a higher threshold.
const SLACK: f64 = 0.1;
/// Parts that the sites are split into.
const FOLDS: usize = 5;

/// How well furniture is told on unseen sites, in words.
#[derive(Debug, Clone, Copy, Default)]
struct Figures {
    documents: usize,
    /// Words of furniture found, words of the article taken for furniture, words of furniture
    /// missed, words of the article kept.
    found: f64,
    lost: f64,
    missed: f64,
    kept: f64,
}

impl Figures {
    fn f1(&self) -> f64 {
        200.0 * self.found / (2.0 * self.found + self.lost + self.missed).max(1.0)
    }

    fn content_f1(&self) -> f64 {
        200.0 * self.kept / (2.0 * self.kept + self.lost + self.missed).max(1.0)
    }

    fn lost_share(&self) -> f64 {
        100.0 * self.lost / (self.lost + self.kept).max(1.0)
    }
}

/// A judge, and how it was measured.
struct Trained {
    judge: Judge,
    quality: Quality,
}

/// Runs the command.
pub fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    let clock = Instant::now();
    let log = |line: &str| eprintln!("{:7.1} s  {line}", clock.elapsed().as_secs_f32());
    let samples = samples::read(options.all("pages"), options.all("lines"))?;
    if samples.is_empty() {
        return Err("no training data: give --pages FILE and --lines FILE".into());
    }
    log(&format!("{} documents read", samples.len()));
    let recipes = [
        recipe(options, "page", 150, 16)?,
        recipe(options, "plain", 250, 8)?,
    ];
    let threads = options.number("threads", 2)?;
    let most_lost: f64 = options.number("lost", 1.0)?;
    let of = |kinds: &[Kind]| -> Vec<&Sample> {
        let chosen = samples.iter().filter(|s| kinds.contains(&s.kind));
        chosen.collect()
    };
    let (pages, plain) = (
        of(&[Kind::Page, Kind::Fragment]),
        of(&[Kind::Lines, Kind::Made]),
    );
    let unseen_pages = grown(&pages, recipes[0], threads);
    let unseen_plain = grown(&plain, recipes[1], threads);
    log("trees grown");
    let all: Vec<&Sample> = samples.iter().collect();
    let (category, right, asked) = categories(&all, category_recipe(options)?, threads);
    log(&format!(
        "categories: {right} of {asked} right on unseen sites"
    ));
    // What is kept of a page is its article, and that hardly changes around its best: the most
    // cautious threshold that costs no more than SLACK.
    let page = trained(&pages, unseen_pages, |curve| {
        let best = curve
            .iter()
            .map(|(_, f)| f.content_f1())
            .fold(0.0, f64::max);
        let good = curve
            .iter()
            .rev()
            .find(|(_, f)| f.content_f1() >= best - SLACK);
        good.map_or(0.0, |point| point.0)
    });
    // Whoever pastes text wants furniture found, but hardly a word of the article lost.
    let plain_judge = trained(&plain, unseen_plain, |curve| {
        let good = curve.iter().find(|(_, f)| f.lost_share() <= most_lost);
        good.or(curve.last()).map_or(0.0, |point| point.0)
    });
    if let Some(path) = options.one("unseen-predictions") {
        let kept = kept(&pages, &page.1, page.0.judge.threshold);
        std::fs::write(path, kept)?;
    }
    let mut measured = Vec::new();
    for (part, (trained, samples)) in [(&page, &pages), (&plain_judge, &plain)].iter().enumerate() {
        let names: std::collections::BTreeSet<&str> =
            samples.iter().map(|s| s.name.as_str()).collect();
        for name in names {
            let chosen = |s: &Sample| s.name == name;
            let figures = measure(samples, &trained.1, trained.0.judge.threshold, &chosen);
            log(&format!(
                "{name}: furniture F1 {:.1}, {:.2} % of the article lost, article F1 {:.1}",
                figures.f1(),
                figures.lost_share(),
                figures.content_f1()
            ));
            measured.push((part, name.to_string(), figures));
        }
    }
    let judges = Judges {
        page: page.0.judge,
        plain: plain_judge.0.judge,
        category,
    };
    let bytes = judges.to_bytes();
    for (name, judge, quality) in [
        ("pages", &judges.page, page.0.quality),
        ("plain text", &judges.plain, plain_judge.0.quality),
    ] {
        let (trees, leaves) = judge.forest.size();
        log(&format!(
            "{name}: {trees} trees with {leaves} leaves, threshold {:.2}, calibration error {:.2} points, Brier score {:.4}, area {:.2}",
            judge.threshold,
            100.0 * quality.expected_error,
            quality.brier,
            100.0 * quality.area
        ));
    }
    log(&format!("{} bytes", bytes.len()));
    if let Some(path) = options.one("out") {
        std::fs::write(path, &bytes)?;
    }
    if let Some(path) = options.one("card") {
        let qualities = [page.0.quality, plain_judge.0.quality];
        let files = [options.all("pages"), options.all("lines")];
        let card = card::write(&judges, bytes.len(), &qualities, &measured, &files);
        std::fs::write(path, card)?;
    }
    Ok(())
}

/// How the trees of a part are grown: fewer and larger ones on pages, where more is known.
fn recipe(options: &Options, part: &str, trees: usize, leaves: usize) -> Result<Recipe<1>, String> {
    Ok(Recipe {
        trees: options.number(&format!("{part}-trees"), trees)?,
        leaves: options.number(&format!("{part}-leaves"), leaves)?,
        rate: options.number("tree-rate", 0.1)?,
        least: options.number("least-rows", 30)?,
        pull: options.number("tree-pull", 5.0)?,
        inputs: options.number("tree-inputs", 0.4)?,
        rows: options.number("tree-rows", 0.7)?,
        step: options.number("tree-step", 0.06)?,
        weights: [1.0],
    })
}

/// The forests grown without each part of the sites, then the one grown on everything.
fn grown(samples: &[&Sample], recipe: Recipe<1>, threads: usize) -> Vec<Forest> {
    let (mut values, mut answers, mut weights, mut parts) = (vec![], vec![], vec![], vec![]);
    for sample in samples {
        for block in &sample.blocks {
            if block.answer.furniture.is_some() {
                values.extend(block.row.inputs);
                answers.push([block.answer.furniture]);
                weights.push((1.0 + block.words as f32).sqrt());
                parts.push(sample.site % FOLDS);
            }
        }
    }
    let rows = &Rows {
        inputs: INPUTS,
        values: &values,
        answers: &answers,
        weights: &weights,
    };
    boost::grow_folds(rows, &parts, FOLDS, recipe, 31, threads)
}

fn category_recipe(options: &Options) -> Result<Recipe<{ Category::ALL.len() }>, String> {
    Ok(Recipe {
        trees: options.number("category-trees", 100)?,
        leaves: options.number("category-leaves", 12)?,
        rate: options.number("category-rate", 0.2)?,
        least: options.number("category-least", 8)?,
        pull: options.number("category-pull", 2.0)?,
        inputs: options.number("category-inputs", 0.4)?,
        rows: options.number("category-rows", 0.7)?,
        step: options.number("category-step", 0.1)?,
        weights: [1.0; Category::ALL.len()],
    })
}

/// The forest that tells categories, and how many of how many blocks it tells right on sites that
/// it has not seen.
fn categories(
    samples: &[&Sample],
    recipe: Recipe<{ Category::ALL.len() }>,
    threads: usize,
) -> (Forest, usize, usize) {
    let (mut values, mut answers, mut known) = (vec![], vec![], vec![]);
    for sample in samples {
        for (i, block) in sample.blocks.iter().enumerate() {
            if let Some(right) = block.answer.category {
                values.extend(block.row.with(i, &sample.strengths));
                answers.push(std::array::from_fn(|at| Some(Category::ALL[at] == right)));
                known.push((*sample, i));
            }
        }
    }
    let rows = &Rows {
        inputs: CATEGORY_INPUTS,
        values: &values,
        answers: &answers,
        weights: &[],
    };
    let parts: Vec<usize> = known.iter().map(|(s, _)| s.site % FOLDS).collect();
    let mut forests = boost::grow_folds(rows, &parts, FOLDS, recipe, 37, threads);
    let whole = forests.pop().unwrap_or_default();
    let unseen: Vec<Judges> = forests
        .into_iter()
        .map(|category| Judges {
            category,
            ..Judges::default()
        })
        .collect();
    let right = known.iter().filter(|(sample, i)| {
        let block = &sample.blocks[*i];
        let told = unseen[sample.site % FOLDS].category(&block.row, *i, &sample.strengths);
        Some(told) == block.answer.category
    });
    (whole, right.count(), known.len())
}

/// Finds threshold and calibration with the forests that have not seen each sample, and gives them
/// to the one that has seen all. The log-odds of unseen samples come along.
fn trained(
    samples: &[&Sample],
    mut forests: Vec<Forest>,
    choose: impl Fn(&[(f32, Figures)]) -> f32,
) -> (Trained, Vec<Vec<f32>>) {
    let whole = forests.pop().unwrap_or_default();
    let unseen: Vec<Judge> = forests
        .into_iter()
        .map(|forest| Judge {
            forest,
            ..Judge::default()
        })
        .collect();
    let odds: Vec<Vec<f32>> = samples
        .iter()
        .map(|sample| {
            let judge = &unseen[sample.site % FOLDS];
            sample
                .blocks
                .iter()
                .map(|block| judge.log_odds(&block.row))
                .collect()
        })
        .collect();
    // what was made from pages to learn from is not what people paste
    let real = |sample: &Sample| matches!(sample.kind, Kind::Page | Kind::Lines);
    let thresholds = (-20..=30).map(|step| step as f32 * 0.1);
    let curve: Vec<(f32, Figures)> = thresholds
        .map(|threshold| (threshold, measure(samples, &odds, threshold, &real)))
        .collect();
    let outcomes: Vec<(f32, bool)> = samples
        .iter()
        .zip(&odds)
        .filter(|(sample, _)| real(sample))
        .flat_map(|(sample, odds)| sample.blocks.iter().zip(odds))
        .filter_map(|(block, &odds)| Some((odds, block.answer.furniture?)))
        .collect();
    let calibration = calibrate::fit(&outcomes);
    let sure: Vec<(f32, bool)> = outcomes
        .iter()
        .map(|&(odds, furniture)| (calibration.apply(odds), furniture))
        .collect();
    let judge = Judge {
        forest: whole,
        threshold: choose(&curve),
        calibration,
    };
    let quality = calibrate::quality(&sure);
    (Trained { judge, quality }, odds)
}

/// The text of each page's article as told by trees that have not seen its site, a JSON object a
/// line. What is cut out of blocks is not.
fn kept(samples: &[&Sample], odds: &[Vec<f32>], threshold: f32) -> String {
    let pages = samples.iter().zip(odds).filter(|(s, _)| !s.id.is_empty());
    pages
        .map(|(sample, odds)| {
            let blocks = sample.blocks.iter().zip(odds);
            let kept = blocks.filter(|(_, odds)| **odds <= threshold);
            let text: Vec<&str> = kept.map(|(block, _)| block.text.as_str()).collect();
            format!("{}\n", json!({"id": sample.id, "text": text.join("\n")}))
        })
        .collect()
}

fn measure(
    samples: &[&Sample],
    odds: &[Vec<f32>],
    threshold: f32,
    chosen: &dyn Fn(&Sample) -> bool,
) -> Figures {
    let mut figures = Figures::default();
    for (sample, odds) in samples.iter().zip(odds).filter(|(s, _)| chosen(s)) {
        figures.documents += 1;
        for (block, odds) in sample.blocks.iter().zip(odds) {
            let Some(furniture) = block.answer.furniture else {
                continue;
            };
            let count = match (furniture, *odds > threshold) {
                (true, true) => &mut figures.found,
                (false, true) => &mut figures.lost,
                (true, false) => &mut figures.missed,
                (false, false) => &mut figures.kept,
            };
            *count += f64::from(block.words);
        }
    }
    figures
}
