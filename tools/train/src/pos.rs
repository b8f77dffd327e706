//! Trains the part-of-speech tagger: an averaged perceptron over the engine's own features.

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

/// Trains the tagger. Returns its table; weights below `dead_zone` steps are dropped.
pub fn train(sentences: &mut [Tagged], bits: u32, epochs: u32, step: f32, dead_zone: f32) -> Table {
    let size = COLUMNS << bits;
    let (mut weights, mut totals, mut stamps) =
        (vec![0.0_f32; size], vec![0.0_f64; size], vec![0_u32; size]);
    let mut random = Random::new(11);
    let mut clock = 0_u32;
    for _ in 0..epochs {
        random.shuffle(sentences);
        for sentence in sentences.iter_mut() {
            for index in 0..sentence.tags.len() {
                let right = sentence.tags[index];
                if right == 0 {
                    continue;
                }
                clock += 1;
                let mut rows = Vec::with_capacity(16);
                features(&sentence.facts, index, |hash| rows.push(row(hash, bits)));
                let mut sums = [0.0_f32; COLUMNS];
                for &row in &rows {
                    for (sum, weight) in sums.iter_mut().zip(&weights[row * COLUMNS..]) {
                        *sum += weight;
                    }
                }
                let guess = best(&sums.map(|sum| (sum * 64.0) as i32));
                if guess != right {
                    for &row in &rows {
                        for (tag, change) in [(right, 1.0), (guess, -1.0)] {
                            let at = row * COLUMNS + usize::from(tag);
                            totals[at] += f64::from(weights[at]) * f64::from(clock - stamps[at]);
                            stamps[at] = clock;
                            weights[at] += change;
                        }
                    }
                }
                sentence.facts.tokens[index].tag = guess;
            }
        }
    }
    let mut table = Table::zeros(bits, COLUMNS, step);
    for at in 0..size {
        totals[at] += f64::from(weights[at]) * f64::from(clock - stamps[at]);
        let mean = totals[at] / f64::from(clock.max(1));
        table.codes[at] = code(mean as f32, step, dead_zone) as i8;
    }
    table
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
