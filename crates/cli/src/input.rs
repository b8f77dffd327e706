//! Files and lines into documents.
//!
//! A file of text or HTML is one document and read whole; NDJSON is read line by line, each
//! line passed on before the next is read. Broken UTF-8 is replaced by U+FFFD, with a warning.

use crate::arguments::InputKind;
use ascribe::Article;
use serde_json::Value;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// Bytes that are looked at to guess what the input is.
const GUESS_FROM: usize = 1024;

/// One document.
pub(crate) struct Input {
    /// The `id` of its line, or the file's name, or null for standard input.
    pub(crate) id: Value,
    pub(crate) source: Source,
}

/// What a document is read from.
pub(crate) enum Source {
    Text(String),
    Html { html: String, url: Option<String> },
}

impl Source {
    pub(crate) fn article(self) -> Article {
        match self {
            Source::Text(text) => Article::from_plain(text),
            Source::Html { html, url } => ascribe_html::read(&html, url.as_deref()),
        }
    }
}

/// A document that cannot be read.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) file: PathBuf,
    /// From 1; `None` where the whole file is meant.
    pub(crate) line: Option<u64>,
    /// The `id` of the line, if that could be read.
    pub(crate) id: Value,
    pub(crate) message: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:", shown(&self.file))?;
        if let Some(line) = self.line {
            write!(formatter, "{line}:")?;
        }
        write!(formatter, " {}", self.message)
    }
}

/// Reads a file (`-`: standard input) and hands on each of its documents or failures.
///
/// # Errors
///
/// What `take` gives, which is about the output; errors of the input go to `take`.
pub(crate) fn read(
    name: &Path,
    kind: Option<InputKind>,
    take: &mut dyn FnMut(Result<Input, Failure>) -> io::Result<()>,
) -> io::Result<()> {
    let failure = |error: io::Error| Failure {
        file: name.into(),
        line: None,
        id: id_of(name),
        message: error.to_string(),
    };
    let is_standard = name.as_os_str() == "-";
    let file: Box<dyn Read> = if is_standard {
        Box::new(io::stdin().lock())
    } else {
        match File::open(name) {
            Ok(file) => Box::new(file),
            Err(error) => return take(Err(failure(error))),
        }
    };
    let mut reader = BufReader::with_capacity(1 << 16, file);
    let kind = match kind.or_else(|| kind_of_name(name)) {
        Some(kind) => kind,
        None => match reader.fill_buf() {
            Ok(bytes) => guess(&bytes[..bytes.len().min(GUESS_FROM)]),
            Err(error) => return take(Err(failure(error))),
        },
    };
    if kind == InputKind::Ndjson {
        return read_lines(name, reader, take);
    }
    let mut bytes = Vec::new();
    if let Err(error) = reader.read_to_end(&mut bytes) {
        return take(Err(failure(error)));
    }
    let source = if kind == InputKind::Html {
        let decoded = ascribe_html::decode(&bytes);
        if decoded.replaced {
            warn(name, None, decoded.encoding);
        }
        Source::Html {
            html: decoded.text.into_owned(),
            url: None,
        }
    } else {
        let bytes = match bytes.strip_prefix(b"\xef\xbb\xbf") {
            Some(rest) => rest.to_vec(),
            None => bytes,
        };
        Source::Text(characters(bytes, || warn(name, None, "UTF-8")))
    };
    let id = id_of(name);
    take(Ok(Input { id, source }))
}

fn read_lines(
    name: &Path,
    mut reader: impl BufRead,
    take: &mut dyn FnMut(Result<Input, Failure>) -> io::Result<()>,
) -> io::Result<()> {
    let mut number = 0;
    loop {
        let mut line = Vec::new();
        number += 1;
        let failure = |id, message| Failure {
            file: name.into(),
            line: Some(number),
            id,
            message,
        };
        match reader.read_until(b'\n', &mut line) {
            Ok(0) => return Ok(()),
            Ok(_) => {}
            Err(error) => return take(Err(failure(Value::Null, error.to_string()))),
        }
        if number == 1 && line.starts_with(b"\xef\xbb\xbf") {
            line.drain(..3);
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        let line = characters(line, || warn(name, Some(number), "UTF-8"));
        let (id, source) = document(&line);
        take(match source {
            Ok(source) => Ok(Input { id, source }),
            Err(message) => Err(failure(id, message)),
        })?;
    }
}

/// The document of a line, or what is wrong with it.
fn document(line: &str) -> (Value, Result<Source, String>) {
    let mut value: Value = match serde_json::from_str(line) {
        Ok(value) => value,
        Err(error) => {
            // Its own line number counts in this line, which is always the first.
            let message = error.to_string().replace("at line 1 column", "at column");
            return (Value::Null, Err(format!("not JSON: {message}")));
        }
    };
    let Some(object) = value.as_object_mut() else {
        return (Value::Null, Err("not a JSON object".to_owned()));
    };
    let id = object.remove("id").unwrap_or(Value::Null);
    let mut string = |name: &str| match object.remove(name) {
        Some(Value::String(text)) => Ok(Some(text)),
        None | Some(Value::Null) => Ok(None),
        Some(_) => Err(format!("`{name}` is not a string")),
    };
    let source = (|| match (string("text")?, string("html")?) {
        (Some(text), None) => Ok(Source::Text(text)),
        (None, Some(html)) => Ok(Source::Html {
            html,
            url: string("url")?,
        }),
        (Some(_), Some(_)) => Err("has both `text` and `html`".to_owned()),
        (None, None) => Err("has neither `text` nor `html`".to_owned()),
    })();
    (id, source)
}

fn kind_of_name(name: &Path) -> Option<InputKind> {
    let ending = name.extension()?.to_str()?.to_ascii_lowercase();
    match ending.as_str() {
        "txt" | "text" | "md" => Some(InputKind::Text),
        "html" | "htm" | "xhtml" => Some(InputKind::Html),
        "ndjson" | "jsonl" => Some(InputKind::Ndjson),
        _ => None,
    }
}

/// Guesses from the first bytes of the input.
fn guess(bytes: &[u8]) -> InputKind {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = start.trim_ascii_start().to_ascii_lowercase();
    if start.starts_with(b"{\"") || start.starts_with(b"{ \"") {
        return InputKind::Ndjson;
    }
    let tags: [&[u8]; 12] = [
        b"<!doctype",
        b"<html",
        b"<head",
        b"<body",
        b"<?xml",
        b"<!--",
        b"<div",
        b"<p>",
        b"<p ",
        b"<h1",
        b"<article",
        b"<meta",
    ];
    if tags.iter().any(|tag| start.starts_with(tag)) {
        return InputKind::Html;
    }
    InputKind::Text
}

fn characters(bytes: Vec<u8>, warn: impl FnOnce()) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| {
        warn();
        String::from_utf8_lossy(error.as_bytes()).into_owned()
    })
}

fn warn(name: &Path, line: Option<u64>, encoding: &str) {
    let line = line.map_or(String::new(), |line| format!("{line}:"));
    let name = shown(name);
    eprintln!("ascribe: warning: {name}:{line} not all of it is {encoding}; broken bytes replaced");
}

fn id_of(name: &Path) -> Value {
    if name.as_os_str() == "-" {
        return Value::Null;
    }
    Value::String(name.to_string_lossy().into_owned())
}

fn shown(name: &Path) -> String {
    if name.as_os_str() == "-" {
        return "standard input".to_owned();
    }
    name.display().to_string()
}
