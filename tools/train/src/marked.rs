//! Articles of our own, marked by hand: `{source 1|the ministry} {cue 1|said} {content 1|…}`.
//!
//! A file has a head, a line of `---`, the marked text, and perhaps more parts behind another such
//! line. The format is that of `tests/cases/README.md`; marks of other kinds are passed over.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};

use ascribe::Span;

use crate::corpus::Document;

/// Cue, source and content.
type Parts = [Vec<Span>; 3];

/// Reads all `.txt` files of a folder and the folders in it, by name.
pub fn read(folder: &Path) -> Result<Vec<Document>, Box<dyn Error>> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.sort();
    files.iter().map(|path| document(path)).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "txt") {
            files.push(path);
        }
    }
    Ok(())
}

fn document(path: &Path) -> Result<Document, Box<dyn Error>> {
    let name = path.display();
    let file = std::fs::read_to_string(path).map_err(|error| format!("{name}: {error}"))?;
    let mut parts = file.split("\n---\n").skip(1);
    let body = parts
        .next()
        .ok_or_else(|| format!("{name}: no line of ---"))?;
    let (text, attributions) = unmark(body).map_err(|error| format!("{name}: {error}"))?;
    let gold: Vec<Parts> = attributions
        .into_values()
        .filter(|[cue, _, content]| !cue.is_empty() && !content.is_empty())
        .collect();
    let id = path.file_stem().unwrap_or_default().to_string_lossy();
    Ok(Document::new(id.into_owned().into(), text, &gold))
}

/// Takes the marks out: the text, and the parts of each attribution by its id.
fn unmark(body: &str) -> Result<(String, BTreeMap<String, Parts>), String> {
    let mut text = String::with_capacity(body.len());
    let mut attributions: BTreeMap<String, Parts> = BTreeMap::new();
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut rest = body;
    while let Some(at) = rest.find(['{', '}']) {
        text.push_str(&rest[..at]);
        if rest[at..].starts_with('{') {
            let bar = rest[at..].find('|').ok_or("a mark without |")?;
            open.push((&rest[at + 1..at + bar], text.len()));
            rest = &rest[at + bar + 1..];
        } else {
            let (head, start) = open.pop().ok_or("a stray }")?;
            let span = Span::new(start as u32, text.len() as u32);
            let mut words = head.split(' ');
            let part = match words.next() {
                Some("cue") => 0,
                Some("source") => 1,
                Some("content") => 2,
                _ => usize::MAX,
            };
            for id in words {
                if let Some(spans) = attributions.entry(id.to_owned()).or_default().get_mut(part) {
                    spans.push(span);
                }
            }
            rest = &rest[at + 1..];
        }
    }
    text.push_str(rest);
    Ok((text, attributions))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_come_out_and_tell_their_places() {
        let (text, found) = unmark("{content 1|“Go,”} {source 1 2|she} {cue 1|said}.").unwrap();
        assert_eq!(text, "“Go,” she said.");
        assert_eq!(found["1"][2], [Span::new(0, 9)]);
        assert_eq!(found["2"][1], found["1"][1]);
        assert!(unmark("}").is_err());
    }
}
