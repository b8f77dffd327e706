//! Trains the part-of-speech tagger: a softmax over the engine's own features, greedy from left to
//! right, of which few weights are kept.

use std::error::Error;
use std::io::BufRead;
use std::path::Path;

use ascribe::BlockKind;
use ascribe::model::classes::Classes;
use ascribe::model::facts::{Facts, mark};
use ascribe::model::table::{Table, row};
use ascribe::model::tagger::{COLUMNS, TAGS, best, features};
use ascribe::quotes::BlockQuotes;
use ascribe::segment::Segments;

use crate::chains::code;
use crate::corpus::open;
use crate::proximal::{Proximal, Pull};
use crate::random::Random;

/// A tagged sentence, cut by the engine's own tokenizer.
pub struct Tagged {
    facts: Facts,
    /// Index into [`TAGS`], 0 where the token is a mark or has no tag.
    tags: Vec<u8>,
}

fn tag_number(tag: &str) -> u8 {
    let known = TAGS.iter().position(|&t| t == tag);
    known.unwrap_or(match tag {
        "$" | "LS" | "GW" | "ADD" | "NFP" => 35,
        "WP$" => 19,
        _ => 0,
    }) as u8
}

/// Reads tagged text: word, universal tag, Penn tag, `_` where no space follows; a blank line
/// ends a sentence.
pub fn read(path: &Path, classes: &Classes) -> Result<Vec<Tagged>, Box<dyn Error>> {
    let mut sentences = Vec::new();
    let (mut text, mut pieces) = (String::new(), Vec::new());
    let mut finish = |text: &mut String, pieces: &mut Vec<(usize, u8)>| {
        if !pieces.is_empty() {
            sentences.push(align(text, pieces, classes));
        }
        text.clear();
        pieces.clear();
    };
    for line in open(path)?.lines() {
        let line = line?;
        let mut columns = line.split('\t');
        let (Some(word), Some(_), Some(tag)) = (columns.next(), columns.next(), columns.next())
        else {
            finish(&mut text, &mut pieces);
            continue;
        };
        pieces.push((text.len(), tag_number(tag)));
        text.push_str(word);
        if columns.next() != Some("_") {
            text.push(' ');
        }
    }
    finish(&mut text, &mut pieces);
    Ok(sentences)
}

/// A token that holds several words of the corpus has the tag of the last that has one.
fn align(text: &str, pieces: &[(usize, u8)], classes: &Classes) -> Tagged {
    let segments = Segments::new(text);
    let facts = Facts::new(
        text,
        &segments,
        &BlockQuotes::default(),
        BlockKind::Paragraph,
        classes,
    );
    let mut tags = Vec::with_capacity(segments.tokens.len());
    let mut next = 0;
    for (token, fact) in segments.tokens.iter().zip(&facts.tokens) {
        let mut tag = 0;
        while next < pieces.len() && pieces[next].0 < token.end as usize {
            if pieces[next].0 >= token.start as usize && pieces[next].1 != 0 {
                tag = pieces[next].1;
            }
            next += 1;
        }
        tags.push(if fact.mark == mark::WORD { tag } else { 0 });
    }
    Tagged { facts, tags }
}

/// How the tagger is trained.
#[derive(Debug, Clone, Copy)]
pub struct Recipe {
    /// log2 of the rows of its table.
    pub bits: u32,
    /// Passes over the sentences, in each of two runs.
    pub epochs: u32,
    /// Worth of one unit of a weight.
    pub step: f32,
    /// How much evidence a weight needs to be kept ([`Proximal::evidence`]).
    pub evidence: f32,
}

/// Step size of both runs.
const RATE: f32 = 0.3;
/// Passes at the end of a run whose weights are averaged.
const AVERAGED: u32 = 3;
/// Gradients below this teach nothing.
const LEAST_GRADIENT: f32 = 0.01;
/// Weights below this are not kept.
const LEAST_WEIGHT: f32 = 0.035;

/// Trains the tagger as a softmax over its tags, in two runs: the first finds out which weights
/// there is evidence for, the second learns those alone, without the pull towards zero that the
/// first needs. So a table of a third of the size is as good.
pub fn train(sentences: &mut [Tagged], recipe: Recipe) -> Table {
    let chosen: Vec<bool> = learn(sentences, recipe, None)
        .iter()
        .map(|weight| weight.abs() > LEAST_WEIGHT)
        .collect();
    let weights = learn(sentences, recipe, Some(&chosen));
    let mut table = Table::zeros(recipe.bits, COLUMNS, recipe.step);
    for (slot, weight) in table.codes.iter_mut().zip(weights) {
        *slot = code(weight, recipe.step, 0.5) as i8;
    }
    table
}

/// One run: all weights, or those of `chosen` alone.
fn learn(sentences: &mut [Tagged], recipe: Recipe, chosen: Option<&[bool]>) -> Vec<f32> {
    let proximal = Proximal {
        rate: RATE,
        evidence: if chosen.is_some() {
            0.0
        } else {
            recipe.evidence
        },
    };
    let mut pulls = vec![Pull::default(); COLUMNS << recipe.bits];
    let mut means = vec![0.0_f32; pulls.len()];
    let mut random = Random::new(16);
    for epoch in 0..recipe.epochs {
        random.shuffle(sentences);
        for sentence in sentences.iter_mut() {
            for index in 0..sentence.tags.len() {
                let right = usize::from(sentence.tags[index]);
                if right != 0 {
                    sentence.facts.tokens[index].tag = {
                        let facts = &sentence.facts;
                        learn_token(
                            &proximal,
                            &mut pulls,
                            recipe.bits,
                            chosen,
                            facts,
                            index,
                            right,
                        )
                    };
                }
            }
        }
        if epoch + AVERAGED >= recipe.epochs {
            for (mean, &pull) in means.iter_mut().zip(&pulls) {
                *mean += proximal.weight(pull) / AVERAGED.min(recipe.epochs) as f32;
            }
        }
    }
    means
}

/// Learns from one token; returns the tag that it would have been given.
fn learn_token(
    proximal: &Proximal,
    pulls: &mut [Pull],
    bits: u32,
    chosen: Option<&[bool]>,
    facts: &Facts,
    index: usize,
    right: usize,
) -> u8 {
    let mut starts = Vec::with_capacity(16);
    features(facts, index, |hash| starts.push(row(hash, bits) * COLUMNS));
    let mut sums = [0.0_f32; COLUMNS];
    for &start in &starts {
        for (sum, &pull) in sums.iter_mut().zip(&pulls[start..]).skip(1) {
            *sum += proximal.weight(pull);
        }
    }
    let guess = best(&sums.map(|sum| (sum * 64.0) as i32));
    let top = sums[1..].iter().copied().fold(f32::MIN, f32::max);
    let shares = sums.map(|sum| (sum - top).exp());
    let all: f32 = shares[1..].iter().sum();
    for (tag, share) in shares.iter().enumerate().skip(1) {
        let gradient = share / all - f32::from(u8::from(tag == right));
        if gradient.abs() < LEAST_GRADIENT {
            continue;
        }
        for at in starts.iter().map(|start| start + tag) {
            if chosen.is_none_or(|chosen| chosen[at]) {
                proximal.step(&mut pulls[at], gradient);
            }
        }
    }
    guess
}

/// Share of words that get the right tag.
pub fn accuracy(table: &Table, sentences: &mut [Tagged]) -> f64 {
    let (mut right, mut all) = (0, 0);
    for sentence in sentences {
        ascribe::model::tagger::tag(table, &mut sentence.facts);
        for (token, &tag) in sentence.facts.tokens.iter().zip(&sentence.tags) {
            if tag != 0 {
                all += 1;
                right += u32::from(token.tag == tag);
            }
        }
    }
    f64::from(right) / f64::from(all.max(1))
}
