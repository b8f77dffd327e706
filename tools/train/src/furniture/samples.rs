//! Pages and lines as rows of numbers with the right answer.

use std::error::Error;
use std::io::BufRead;
use std::path::Path;

use ascribe::annotation::Category;
use ascribe::boilerplate::{self, BlockFeatures, Row, Strengths};
use ascribe::learned::hash::bytes_hash;
use ascribe::{Article, BlockKind};
use serde_json::Value;

use super::{align, labelled};
use crate::corpus::open;
use crate::random::Random;

/// Where a sample comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A page with its markup.
    Page,
    /// Plain text with labelled lines.
    Lines,
    /// Plain text made from a page.
    Made,
    /// A few blocks of a page with plain markup, as somebody pastes them.
    Fragment,
    /// All the text of a page: for its categories alone, since menus and footers are seldom pasted.
    Whole,
}

/// What is known of a block.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Answer {
    /// Whether it is furniture.
    pub furniture: Option<bool>,
    /// Which furniture.
    pub category: Option<Category>,
}

impl Answer {
    /// It is furniture of an unknown kind, or not; or nothing is known.
    fn of(furniture: Option<bool>) -> Answer {
        Answer {
            furniture,
            category: None,
        }
    }
}

/// A block to learn from.
#[derive(Debug)]
pub struct Block {
    /// What a judge reads.
    pub row: Row,
    /// The right answer.
    pub answer: Answer,
    /// Number of words.
    pub words: u32,
    /// Its text.
    pub text: String,
}

/// A document to learn from.
#[derive(Debug)]
pub struct Sample {
    /// Its name in its file, for pages.
    pub id: String,
    /// The file it is from, with the kind of residue.
    pub name: String,
    /// Where it comes from.
    pub kind: Kind,
    /// A number for its site.
    pub site: usize,
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// What speaks for each category in each block.
    pub strengths: Vec<Strengths>,
}

/// Words of a block of the article from which on it counts where plain text is cut out of a page.
const LONG: usize = 8;
/// Most blocks of plain text made from a page.
const MOST: usize = 600;
/// What is taken along above and below the article, and which share of the furniture: the whole
/// column as somebody copies it, what stands next to the article, and what an extractor leaves.
const CUTS: [(usize, usize, f64); 3] = [(12, 25, 1.0), (4, 6, 1.0), (4, 8, 0.25)];

/// Reads pages and lines.
pub fn read(pages: &[String], lines: &[String]) -> Result<Vec<Sample>, Box<dyn Error>> {
    let mut samples = Vec::new();
    // lines of a page that is among the pages belong to its site
    let mut sites = std::collections::HashMap::new();
    let mut random = Random::new(5);
    for path in pages {
        if Path::new(path).is_dir() {
            samples.extend(labelled::read(Path::new(path))?);
            continue;
        }
        for page in rows(path)? {
            let text = |name: &str| page[name].as_str().unwrap_or_default();
            let (id, url) = (text("id"), text("url"));
            let site = number(site(url).unwrap_or(id));
            sites.insert(id.to_string(), site);
            let article = ascribe_html::read(text("html"), Some(url));
            let texts: Vec<&str> = article
                .blocks()
                .iter()
                .map(|b| article.block_text(b))
                .collect();
            let answers = align::furniture(&texts, text("gold_text"));
            let answers: Vec<Answer> = answers.into_iter().map(Answer::of).collect();
            let name = file_stem(path);
            samples.extend(made(&texts, &answers, &name, site, &mut random));
            samples.extend(fragments(&article, &answers, &name, site, &mut random));
            samples.push(Sample {
                id: id.to_string(),
                ..sample(&article, &answers, name, Kind::Page, site)
            });
        }
    }
    for path in lines {
        for document in rows(path)? {
            let id = document["id"].as_str().unwrap_or_default();
            let page = id.split('#').next().unwrap_or(id);
            let site = sites.get(page).copied().unwrap_or_else(|| number(page));
            let name = format!(
                "{} {}",
                file_stem(path),
                document["variant"].as_str().unwrap_or_default()
            );
            let labelled: Vec<(String, Answer)> = document["lines"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|line| {
                    let text = line["text"].as_str().unwrap_or_default().to_string();
                    let marked = |name: &str| line[name].as_bool() == Some(true);
                    let asked = !marked("amb") && !marked("suspect") && line["cat"] != "title";
                    (
                        text,
                        Answer::of(asked.then(|| line["label"] == "boilerplate")),
                    )
                })
                .collect();
            samples.push(plain(&labelled, name.trim().to_string(), Kind::Lines, site));
        }
    }
    Ok(samples)
}

fn rows(path: &str) -> Result<Vec<Value>, Box<dyn Error>> {
    let mut rows = Vec::new();
    for (index, line) in open(Path::new(path))?.lines().enumerate() {
        let line = line?;
        if !line.trim().is_empty() {
            let row = serde_json::from_str(&line);
            rows.push(row.map_err(|error| format!("{path}:{}: {error}", index + 1))?);
        }
    }
    Ok(rows)
}

fn file_stem(path: &str) -> String {
    let name = Path::new(path).file_name().unwrap_or_default();
    let name = name.to_string_lossy();
    name.split('.').next().unwrap_or_default().to_string()
}

/// The last three labels of an address's host.
fn site(url: &str) -> Option<&str> {
    let host = url
        .split_once("://")?
        .1
        .split(['/', '?', '#', ':'])
        .next()?;
    let dots: Vec<usize> = host.rmatch_indices('.').map(|(at, _)| at).collect();
    Some(dots.get(2).map_or(host, |&at| &host[at + 1..]))
}

pub fn number(site: &str) -> usize {
    bytes_hash(site.as_bytes()) as usize
}

/// A document's blocks with their answers.
pub fn sample(
    article: &Article,
    answers: &[Answer],
    name: String,
    kind: Kind,
    site: usize,
) -> Sample {
    let features: Vec<BlockFeatures> = article
        .blocks()
        .iter()
        .map(|block| {
            let text = article.block_text(block);
            boilerplate::features(text, block.kind, block.level, block.link_density)
        })
        .collect();
    let features: Vec<&BlockFeatures> = features.iter().collect();
    let (rows, strengths): (Vec<Row>, Vec<Strengths>) =
        boilerplate::rows(article, &features).into_iter().unzip();
    let blocks = rows
        .into_iter()
        .zip(article.blocks())
        .zip(answers)
        .map(|((row, block), &answer)| Block {
            row,
            answer,
            words: align::words(article.block_text(block)).count() as u32,
            text: article.block_text(block).to_string(),
        })
        .collect();
    Sample {
        id: String::new(),
        name,
        kind,
        site,
        blocks,
        strengths,
    }
}

/// Lines with their answers as a sample of plain text.
pub fn plain(lines: &[(String, Answer)], name: String, kind: Kind, site: usize) -> Sample {
    let text: Vec<&str> = lines.iter().map(|(text, _)| text.as_str()).collect();
    let article = Article::from_plain(text.join("\n"));
    let mut ends = Vec::with_capacity(lines.len());
    let mut at = 0;
    for line in &text {
        at += line.len() + 1;
        ends.push(at);
    }
    let answers: Vec<Answer> = article
        .blocks()
        .iter()
        .map(|block| {
            // a block of several lines is what most of those with an answer are
            let first = ends.partition_point(|&end| end <= block.span.start as usize);
            let last = ends.partition_point(|&end| end < block.span.end as usize);
            let lines = || lines[first..=last].iter().map(|(_, answer)| answer);
            let asked = lines().filter_map(|answer| answer.furniture);
            let (yes, all) =
                asked.fold((0, 0), |(yes, all), one| (yes + usize::from(one), all + 1));
            let furniture = (all > 0).then_some(2 * yes >= all);
            Answer {
                furniture,
                category: lines()
                    .find_map(|answer| answer.category)
                    .filter(|_| furniture == Some(true)),
            }
        })
        .collect();
    sample(&article, &answers, name, kind, site)
}

/// Plain text as people copy it out of a page, or as extractors leave it.
fn made(
    blocks: &[&str],
    answers: &[Answer],
    name: &str,
    site: usize,
    random: &mut Random,
) -> Vec<Sample> {
    let content: Vec<usize> = (0..blocks.len())
        .filter(|&i| answers[i].furniture == Some(false) && align::words(blocks[i]).count() >= LONG)
        .collect();
    let [first, _, .., last] = content[..] else {
        return Vec::new();
    };
    CUTS.iter()
        .map(|&(above, below, share)| {
            let range = first.saturating_sub(above)..blocks.len().min(last + below);
            let limit = (share * f64::from(u32::MAX)) as u32;
            range
                .filter(|&i| answers[i].furniture == Some(false) || random.next() <= limit)
                .map(|i| {
                    let line = blocks[i].split_whitespace().collect::<Vec<_>>().join(" ");
                    (line, answers[i])
                })
                .collect::<Vec<_>>()
        })
        .filter(|lines| lines.len() <= MOST)
        .map(|lines| plain(&lines, format!("{name}, as plain text"), Kind::Made, site))
        .collect()
}

/// Most blocks of a fragment.
const FRAGMENT: u32 = 12;
/// Fragments of each page, of either kind.
const FRAGMENTS: usize = 3;

/// A few blocks in a row from within an article, with markup and as plain text: whole pages alone
/// would teach that what stands outside a long article is none.
fn fragments(
    article: &Article,
    answers: &[Answer],
    name: &str,
    site: usize,
    random: &mut Random,
) -> Vec<Sample> {
    let blocks = article.blocks();
    let content: Vec<usize> = (0..blocks.len())
        .filter(|&i| answers[i].furniture == Some(false))
        .collect();
    let below = |random: &mut Random, limit: u32| {
        ((u64::from(random.next()) * u64::from(limit)) >> 32) as usize
    };
    let mut samples = Vec::new();
    for _ in 0..FRAGMENTS {
        if content.is_empty() {
            break;
        }
        let start = content[below(random, content.len() as u32)];
        let length = 1 + below(random, FRAGMENT);
        let range = start..blocks.len().min(start + length);
        let lines: Vec<(String, Answer)> = range
            .clone()
            .map(|i| {
                let text = article.block_text(&blocks[i]);
                let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
                (line, answers[i])
            })
            .collect();
        let markup: String = range
            .zip(&lines)
            .map(|(i, (line, _))| {
                let text = line.replace('&', "&amp;").replace('<', "&lt;");
                let text = if blocks[i].link_density > 0.5 {
                    format!("<a href=/x>{text}</a>")
                } else {
                    text
                };
                match blocks[i].kind {
                    BlockKind::Heading => format!("<h{0}>{text}</h{0}>", blocks[i].level.max(1)),
                    BlockKind::ListItem => format!("<ul><li>{text}</li></ul>"),
                    BlockKind::Caption => format!("<figcaption>{text}</figcaption>"),
                    BlockKind::Quotation => format!("<blockquote><p>{text}</p></blockquote>"),
                    _ => format!("<p>{text}</p>"),
                }
            })
            .collect();
        let page = ascribe_html::read(&markup, None);
        if page.blocks().len() == lines.len() {
            let answers: Vec<Answer> = lines.iter().map(|(_, answer)| *answer).collect();
            let name = format!("{name}, in fragments");
            samples.push(sample(&page, &answers, name, Kind::Fragment, site));
        }
        samples.push(plain(
            &lines,
            format!("{name}, as plain text"),
            Kind::Made,
            site,
        ));
    }
    samples
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_are_the_last_labels_of_a_host() {
        assert_eq!(
            site("https://www.news.example.org/a?b"),
            Some("news.example.org")
        );
        assert_eq!(site("http://example.org:80/"), Some("example.org"));
        assert_eq!(site("no address"), None);
    }

    #[test]
    fn lines_give_their_answers_to_their_blocks() {
        let lines = [
            ("Share", Some(true)),
            ("The bridge opens on Sunday, the mayor said.", Some(false)),
            ("The bridge", None),
        ]
        .map(|(text, answer)| (text.to_string(), Answer::of(answer)));
        let sample = plain(&lines, String::new(), Kind::Lines, 1);
        let answers: Vec<Option<bool>> = sample.blocks.iter().map(|b| b.answer.furniture).collect();
        assert_eq!(answers, [Some(true), Some(false), None]);
        assert_eq!(sample.blocks[1].words, 8);
        assert!(sample.blocks[0].row.set > 0.0);
    }

    #[test]
    fn plain_text_is_made_of_pages_with_an_article() {
        let sentence = "The third bridge over the river opens on Sunday, the mayor said.";
        let blocks = [
            "Menu",
            sentence,
            "Advertisement",
            sentence,
            sentence,
            "Share",
        ];
        let answers = blocks.map(|block| Answer::of(Some(block != sentence)));
        let made = |blocks: &[&str]| made(blocks, &answers, "x", 1, &mut Random::new(1));
        let samples = made(&blocks);
        assert_eq!(samples.len(), CUTS.len());
        assert_eq!(samples[0].blocks.len(), 6);
        assert!(samples[2].blocks.len() < 6);
        assert!(made(&blocks[..3]).is_empty());
    }
}
