//! Pages labelled by hand, block by block, with the kind of furniture (`training/README.md`).
//!
//! `NAME.html` is a page, `NAME.labels` its visible blocks in order, one a line: label, flags and
//! text, parted by tabs. The flags tell which leftovers of the page the block survives in: `m` a
//! dump of the article's column, `r` what a reader's view keeps, `c` what an extractor that would
//! rather keep too much does. Furniture inside a block stands as `{{kind|words}}`.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use ascribe::Article;
use ascribe::annotation::Category;

use super::samples::{Answer, Kind, Sample, number, plain, sample};

/// One labelled block.
struct Line {
    answer: Answer,
    flags: String,
    text: String,
}

/// Reads all labelled pages of a folder, each as a page, as its text and as its leftovers.
pub fn read(folder: &Path) -> Result<Vec<Sample>, Box<dyn Error>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|e| e == "labels"));
    paths.sort();
    let mut samples = Vec::new();
    for path in paths {
        let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let lines = lines(&fs::read_to_string(&path)?).map_err(|error| failed(&error))?;
        let html = fs::read_to_string(path.with_extension("html"))?;
        let site = number(&path.file_stem().unwrap_or_default().to_string_lossy());
        let article = ascribe_html::read(&html, None);
        let answers = answers(&article, &lines).map_err(|error| failed(&error))?;
        samples.push(sample(
            &article,
            &answers,
            "own pages".into(),
            Kind::Page,
            site,
        ));
        for (flag, name) in [
            ("", "whole"),
            ("m", "main"),
            ("r", "reader"),
            ("c", "recall"),
        ] {
            let kept = lines.iter().filter(|line| line.flags.contains(flag));
            let kept: Vec<(String, Answer)> =
                kept.map(|line| (line.text.clone(), line.answer)).collect();
            let kind = if flag.is_empty() {
                Kind::Whole
            } else {
                Kind::Lines
            };
            samples.push(plain(&kept, format!("own pages {name}"), kind, site));
        }
    }
    Ok(samples)
}

fn lines(labels: &str) -> Result<Vec<Line>, String> {
    let rows = labels.lines().filter(|line| !line.trim().is_empty());
    rows.map(|row| {
        let mut fields = row.splitn(3, '\t');
        let (Some(label), Some(flags), Some(text)) = (fields.next(), fields.next(), fields.next())
        else {
            return Err(format!("a line without three fields: {row}"));
        };
        let category = Category::from_token(label);
        if category.is_none() && label != "content" {
            return Err(format!("no label is called {label}"));
        }
        Ok(Line {
            answer: Answer {
                furniture: Some(category.is_some()),
                category,
            },
            flags: flags.to_string(),
            text: unmarked(text),
        })
    })
    .collect()
}

/// The text without the marks around furniture.
fn unmarked(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, marked)) = rest.split_once("{{") {
        plain.push_str(before);
        let (inside, after) = marked.split_once("}}").unwrap_or((marked, ""));
        plain.push_str(inside.split_once('|').map_or(inside, |(_, words)| words));
        rest = after;
    }
    plain.push_str(rest);
    plain
}

/// The answer for each block of a page: that of the line most of it stands in.
fn answers(article: &Article, lines: &[Line]) -> Result<Vec<Answer>, String> {
    let squeezed =
        |text: &str| -> Vec<char> { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let labelled = lines.iter().enumerate();
    let mut labelled = labelled.flat_map(|(at, line)| {
        let chars = squeezed(&line.text).into_iter();
        chars.map(move |c| (c, at))
    });
    let blocks = article.blocks().iter();
    let answers = blocks.map(|block| {
        let text = article.block_text(block);
        let mut counts = vec![0_usize; lines.len()];
        for c in squeezed(text) {
            match labelled.next() {
                Some((own, at)) if own == c => counts[at] += 1,
                _ => return Err(format!("the labels have other words than the page: {text}")),
            }
        }
        let most = (0..lines.len()).max_by_key(|&at| (counts[at], std::cmp::Reverse(at)));
        Ok(most.map_or(Answer::default(), |at| lines[at].answer))
    });
    answers.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_laid_over_the_page() {
        let labels = "navigation\t-\tHome\ncontent\tmrc\t{{dateline|ORUM –}} The bridge is open.\n";
        let lines = lines(labels).unwrap();
        let page = "<nav><p>Home</p></nav><p>ORUM – The <b>bridge</b> is open.</p>";
        let article = ascribe_html::read(page, None);
        let answers = answers(&article, &lines).unwrap();
        assert_eq!(answers[0].category, Some(Category::Navigation));
        assert_eq!(
            (answers[1].furniture, answers[1].category),
            (Some(false), None)
        );
        let other = ascribe_html::read("<p>Homes</p>", None);
        assert!(super::answers(&other, &lines).is_err());
    }

    #[test]
    fn what_is_no_label_is_an_error() {
        assert!(lines("menu\t-\tHome").is_err());
        assert!(lines("content\tHome").is_err());
    }
}
