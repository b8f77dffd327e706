//! Annotated texts: read, cut into blocks as the engine cuts them, gold mapped to tokens.

use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use ascribe::article::{OffsetMap, OffsetUnit};
use ascribe::model::Model;
use ascribe::model::facts::Facts;
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
    /// Cue, source and content of all attributions, in bytes of the text.
    pub gold: Vec<[Vec<Span>; 3]>,
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
            let Some(first) = attribution[0].first() else {
                continue;
            };
            let index = blocks.partition_point(|block| block.start <= first.start);
            let block = index.checked_sub(1).and_then(|index| blocks.get_mut(index));
            if let Some(block) = block {
                block.gold.extend(block.place(attribution));
            }
        }
        for block in &mut blocks {
            block.find_nested();
        }
        let gold = gold.to_vec();
        Document {
            id,
            text,
            blocks,
            gold,
        }
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
            let block = Block::new(text, block.span.start, block.kind, open);
            open = block.quotes.open;
            block
        })
        .collect()
}

impl Block {
    /// A block without attributions; `open` is the quotation that runs into it.
    pub fn new(text: &str, start: u32, kind: BlockKind, open: Option<quotes::Style>) -> Block {
        let segments = Segments::new(text);
        let marks = quotes::marks(text, &segments.tokens);
        Block {
            text: text.to_string(),
            start,
            quotes: quotes::pair(text, &segments, &marks, open),
            kind,
            segments,
            gold: Vec::new(),
        }
    }

    /// Its facts, tagged.
    pub fn facts(&self, model: &Model) -> Facts {
        model.facts(&self.text, &self.segments, &self.quotes, self.kind)
    }

    /// An attribution, given in bytes of the document, in tokens of this block; `None` if no
    /// token of its cue stands here.
    pub fn place(&self, [cue, source, content]: &[Vec<Span>; 3]) -> Option<Gold> {
        let tokens = |spans: &[Span]| -> Vec<u32> {
            let inside = |start: u32| spans.iter().any(|span| span.contains(self.start + start));
            let all = self.segments.tokens.iter().enumerate();
            all.filter(|(_, token)| inside(token.start))
                .map(|(index, _)| index as u32)
                .collect()
        };
        let cue = tokens(cue);
        Some(Gold {
            cue: (*cue.first()?, cue.last()? + 1),
            source: tokens(source),
            content: tokens(content),
            nested: false,
        })
    }

    /// Notes which attributions stand in another one's content.
    pub fn find_nested(&mut self) {
        let held = |inner: &Gold| {
            self.gold.iter().any(|outer| {
                let mut tokens = (inner.cue.0..inner.cue.1).chain(inner.content.iter().copied());
                outer.cue != inner.cue
                    && tokens.all(|token| outer.content.binary_search(&token).is_ok())
            })
        };
        let nested: Vec<bool> = self.gold.iter().map(held).collect();
        for (gold, nested) in self.gold.iter_mut().zip(nested) {
            gold.nested = nested;
        }
    }
}
