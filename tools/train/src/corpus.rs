//! Annotated texts: read, cut into blocks as the engine cuts them, gold mapped to tokens.

use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use ascribe::article::{OffsetMap, OffsetUnit};
use ascribe::quotes::{self, BlockQuotes};
use ascribe::segment::Segments;
use ascribe::{Article, BlockKind, Span};
use serde_json::Value;

/// One attribution of the gold, in tokens of its cue's block.
#[derive(Debug, Clone)]
pub struct Gold {
    /// First token of the cue and one past its last.
    pub cue: (u32, u32),
    /// The source's tokens.
    pub source: Vec<u32>,
    /// The content's tokens.
    pub content: Vec<u32>,
    /// Does all of it stand in another one's content?
    pub nested: bool,
}

/// A block with what the engine is given for it, and the gold.
#[derive(Debug)]
pub struct Block {
    /// Its words.
    pub text: String,
    /// Byte offset of its start in the document.
    pub start: u32,
    /// Tokens and sentences.
    pub segments: Segments,
    /// Its quotations.
    pub quotes: BlockQuotes,
    /// What the page shows it as.
    pub kind: BlockKind,
    /// Attributions whose cue stands here.
    pub gold: Vec<Gold>,
}

/// A document of a corpus.
#[derive(Debug)]
pub struct Document {
    /// Its name in the corpus.
    pub id: Value,
    /// Its text.
    pub text: String,
    /// Its blocks.
    pub blocks: Vec<Block>,
}

/// Opens a file, unpacking it if its name ends in `.gz`.
pub fn open(path: &Path) -> Result<Box<dyn BufRead>, Box<dyn Error>> {
    let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let reader: Box<dyn Read> = if path.extension().is_some_and(|e| e == "gz") {
        Box::new(flate2::read::GzDecoder::new(file))
    } else {
        Box::new(file)
    };
    Ok(Box::new(BufReader::new(reader)))
}

/// Reads a corpus: a file with one JSON object a line, offsets in code points, or a folder of
/// articles marked by hand ([`crate::marked`]).
pub fn read(path: &Path) -> Result<Vec<Document>, Box<dyn Error>> {
    if path.is_dir() {
        return crate::marked::read(path);
    }
    let mut documents = Vec::new();
    for (index, line) in open(path)?.lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let document = document(&line)
            .map_err(|error| format!("{}:{}: {error}", path.display(), index + 1))?;
        documents.push(document);
    }
    Ok(documents)
}

fn document(line: &str) -> Result<Document, Box<dyn Error>> {
    let value: Value = serde_json::from_str(line)?;
    let text = value["text"].as_str().ok_or("no text")?.to_string();
    let map = OffsetMap::new(&text);
    let spans = |value: &Value| -> Vec<Span> {
        let ends = |pair: &Value| Some((pair[0].as_u64()? as u32, pair[1].as_u64()? as u32));
        let pairs = value.as_array().map(Vec::as_slice).unwrap_or_default();
        pairs
            .iter()
            .filter_map(ends)
            .map(|range| map.span_to_utf8(&text, range, OffsetUnit::CodePoint))
            .collect()
    };
    let gold: Vec<[Vec<Span>; 3]> = value["attributions"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default()
        .iter()
        .map(|a| [spans(&a["cue"]), spans(&a["source"]), spans(&a["content"])])
        .collect();
    Ok(Document::new(value["id"].clone(), text, &gold))
}

impl Document {
    /// Cuts a text into blocks and gives each its attributions: spans of cue, source and content.
    pub fn new(id: Value, text: String, gold: &[[Vec<Span>; 3]]) -> Document {
        let mut blocks = blocks(&text);
        for attribution in gold {
            place(attribution, &mut blocks);
        }
        for block in &mut blocks {
            let held = |inner: &Gold| {
                block.gold.iter().any(|outer| {
                    let mut tokens =
                        (inner.cue.0..inner.cue.1).chain(inner.content.iter().copied());
                    outer.cue != inner.cue
                        && tokens.all(|token| outer.content.binary_search(&token).is_ok())
                })
            };
            let nested: Vec<bool> = block.gold.iter().map(held).collect();
            for (gold, nested) in block.gold.iter_mut().zip(nested) {
                gold.nested = nested;
            }
        }
        Document { id, text, blocks }
    }
}

/// Cuts a text into blocks, with what the engine is given for each.
pub fn blocks(text: &str) -> Vec<Block> {
    let article = Article::from_plain(text);
    let mut open = None;
    article
        .blocks()
        .iter()
        .map(|block| {
            let text = article.block_text(block);
            let segments = Segments::new(text);
            let marks = quotes::marks(text, &segments.tokens);
            let paired = quotes::pair(text, &segments, &marks, open);
            open = paired.open;
            Block {
                text: text.to_string(),
                start: block.span.start,
                quotes: paired,
                kind: block.kind,
                segments,
                gold: Vec::new(),
            }
        })
        .collect()
}

/// Gives an attribution to the block that its cue stands in.
fn place(attribution: &[Vec<Span>; 3], blocks: &mut [Block]) {
    let [cue, source, content] = attribution;
    let Some(first) = cue.first() else { return };
    let index = blocks.partition_point(|block| block.start <= first.start);
    let Some(block) = index.checked_sub(1).and_then(|index| blocks.get_mut(index)) else {
        return;
    };
    let tokens = |spans: &[Span]| -> Vec<u32> {
        let inside = |start: u32| spans.iter().any(|span| span.contains(block.start + start));
        let all = block.segments.tokens.iter().enumerate();
        all.filter(|(_, token)| inside(token.start))
            .map(|(index, _)| index as u32)
            .collect()
    };
    let cue = tokens(cue);
    if let (Some(&first), Some(&last)) = (cue.first(), cue.last()) {
        let gold = Gold {
            cue: (first, last + 1),
            source: tokens(source),
            content: tokens(content),
            nested: false,
        };
        block.gold.push(gold);
    }
}
