//! Verdicts as Ascribe's page writes them, into what weights can learn from.
//!
//! The events of each article are folded by the core's own review, so that what was undone counts
//! for nothing and of several verdicts on a mark the last one counts. A standing verdict on an
//! attribution brings the block it is about with it (`window`); verdicts on one block are put
//! together.

use std::collections::HashMap;
use std::error::Error;
use std::fmt;
use std::path::Path;

use ascribe::interchange::ndjson;
use ascribe::review::{Action, Clock, MarkBody, MarkKind, Part, Review, Value, Window};
use ascribe::{Article, Span};

use crate::corpus::{self, Block, Gold};

/// A block with what people decided about attributions in it.
#[derive(Debug)]
pub struct Paragraph {
    /// The block; its gold are the attributions that are right.
    pub block: Block,
    /// Attributions that are wrong.
    pub wrong: Vec<Gold>,
}

/// Verdicts by what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Attributions that are right as they were found, right once changed, or were missing.
    pub right: usize,
    /// Rejected attributions.
    pub wrong: usize,
    /// Verdicts on marks of other kinds, which weights have no part in.
    pub other_kinds: usize,
    /// Attributions without a cue, which no weights find.
    pub without_cue: usize,
    /// Verdicts without the block they are about, or whose words do not stand in it.
    pub without_block: usize,
    /// Lines that are no verdict, or were changed on the way.
    pub bad_lines: usize,
}

impl fmt::Display for Counts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts { right, wrong, .. } = self;
        write!(
            formatter,
            "verdicts on attributions: {right} right, {wrong} rejected"
        )?;
        for (count, what) in [
            (self.other_kinds, "on other kinds of marks"),
            (self.without_cue, "on attributions without a cue"),
            (self.without_block, "without the block they are about"),
            (self.bad_lines, "bad lines"),
        ] {
            if count > 0 {
                write!(formatter, "; not learned from: {count} {what}")?;
            }
        }
        Ok(())
    }
}

/// What verdict files hold.
#[derive(Debug, Default)]
pub struct Verdicts {
    /// Blocks in the order in which they are met.
    pub paragraphs: Vec<Paragraph>,
    /// What became of the verdicts.
    pub counts: Counts,
}

/// A line that was read: its file and number, and the event in it.
struct Line {
    place: String,
    value: Value,
}

impl Verdicts {
    /// Reads NDJSON files; `complain` is told of each line that is left out.
    ///
    /// # Errors
    ///
    /// If a file cannot be read.
    pub fn read(
        paths: &[String],
        complain: &mut dyn FnMut(&str),
    ) -> Result<Verdicts, Box<dyn Error>> {
        let mut files = Vec::new();
        for path in paths {
            let mut text = String::new();
            std::io::Read::read_to_string(&mut corpus::open(Path::new(path))?, &mut text)
                .map_err(|error| format!("{path}: {error}"))?;
            files.push((path.clone(), text));
        }
        Ok(Verdicts::from_files(&files, complain))
    }

    /// Reads the texts of NDJSON files, given with their names.
    pub fn from_files(files: &[(String, String)], complain: &mut dyn FnMut(&str)) -> Verdicts {
        let mut verdicts = Verdicts::default();
        let mut articles: Vec<(String, Vec<Line>)> = Vec::new();
        let mut index: HashMap<String, usize> = HashMap::new();
        for (path, text) in files {
            for (number, value) in ndjson::lines(text, serde_json::from_str::<Value>) {
                let place = format!("{path}:{number}");
                let key = value.and_then(|value| {
                    let key = value.field("article").and_then(Value::as_text);
                    let key = key.ok_or("no verdict: it names no article")?.to_owned();
                    Ok((key, value))
                });
                match key {
                    Ok((key, value)) => {
                        let at = *index.entry(key.clone()).or_insert(articles.len());
                        if at == articles.len() {
                            articles.push((key, Vec::new()));
                        }
                        articles[at].1.push(Line { place, value });
                    }
                    Err(why) => {
                        verdicts.counts.bad_lines += 1;
                        complain(&format!("{place}: left out: {why}"));
                    }
                }
            }
        }
        for (key, lines) in articles {
            verdicts.fold(&key, lines, complain);
        }
        for paragraph in &mut verdicts.paragraphs {
            paragraph.block.find_nested();
        }
        verdicts
    }

    /// Adds what the events of one article come to.
    fn fold(&mut self, key: &str, lines: Vec<Line>, complain: &mut dyn FnMut(&str)) {
        // No text is needed: a verdict brings its own.
        let mut review = Review::new(Article::from_plain("").into(), key, "adapt");
        let places: Vec<String> = lines.iter().map(|line| line.place.clone()).collect();
        let report = review.load(lines.into_iter().map(|line| Ok(line.value)), Clock::LATEST);
        for (index, error) in report.invalid {
            self.counts.bad_lines += 1;
            let place = places.get(index as usize).map_or("", String::as_str);
            complain(&format!("{place}: left out: {error}"));
        }
        let mut blocks: HashMap<Window, usize> = HashMap::new();
        for event in review.standing() {
            let Some(body) = event.body() else { continue };
            if body.attributes.kind != MarkKind::Attribution {
                self.counts.other_kinds += 1;
                continue;
            }
            if !body.targets.iter().any(|target| target.part == Part::Cue) {
                self.counts.without_cue += 1;
                continue;
            }
            let window = event.window.as_ref();
            let Some((window, spans)) = window.and_then(|w| Some((w, parts(body, w)?))) else {
                self.counts.without_block += 1;
                continue;
            };
            // The same words at another place of the article are the same block to learn from.
            let window = Window {
                position: (0, 0),
                ..window.clone()
            };
            let at = *blocks.entry(window.clone()).or_insert_with(|| {
                self.paragraphs.push(Paragraph {
                    block: Block::new(&window.text, 0, window.kind, None),
                    wrong: Vec::new(),
                });
                self.paragraphs.len() - 1
            });
            let paragraph = &mut self.paragraphs[at];
            let Some(gold) = paragraph.block.place(&spans) else {
                self.counts.without_block += 1;
                continue;
            };
            if event.action == Action::Reject {
                self.counts.wrong += 1;
                paragraph.wrong.push(gold);
            } else {
                self.counts.right += 1;
                paragraph.block.gold.push(gold);
            }
        }
    }
}

/// Cue, source and content of a mark in bytes of its block, as far as they stand there; `None` if
/// the cue does not, or the words are other ones.
fn parts(body: &MarkBody, window: &Window) -> Option<[Vec<Span>; 3]> {
    let mut starts: Vec<usize> = window.text.char_indices().map(|(at, _)| at).collect();
    starts.push(window.text.len());
    let mut parts: [Vec<Span>; 3] = Default::default();
    for target in &body.targets {
        let of_part = match target.part {
            Part::Cue => &mut parts[0],
            Part::Source => &mut parts[1],
            Part::Content => &mut parts[2],
            Part::Whole => continue,
        };
        let (start, end) = target.selector.position;
        let byte = |offset: u32| {
            let inside = offset.checked_sub(window.position.0)?;
            starts.get(inside as usize).copied()
        };
        let Some((start, end)) = byte(start).zip(byte(end)) else {
            continue;
        };
        if window.text.get(start..end) != Some(target.selector.exact.as_str()) {
            return None;
        }
        of_part.push(Span::new(start as u32, end as u32));
    }
    (!parts[0].is_empty() && !parts[2].is_empty()).then_some(parts)
}
