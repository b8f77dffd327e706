//! The program `ascribe`: reads articles from files or standard input, and writes what they
//! are made of, why, or the article alone.
//!
//! - `arguments`: the command line
//! - `explain`: why attributions are there
//! - `input`: files and lines into documents
//! - `json`: an analysis as JSON
//! - `progress`: how far it is, on a terminal
//!
//! Exit status: 0 if all went well, 1 if a document could not be read or lacks the attribution
//! asked for (the others are processed), 2 for a wrong command line.

mod arguments;
mod explain;
mod input;
mod json;
mod progress;

use arguments::{Arguments, Command, ExportFormat};
use ascribe::analysis::Document;
use ascribe::interchange;
use ascribe::model::{self, Model};
use clap::Parser;
use input::{Failure, Input, Source};
use progress::Progress;
use serde_json::json;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let input = arguments.command.input();
    let model = match arguments.command.model().map(read_model).transpose() {
        Ok(model) => model,
        Err(error) => {
            eprintln!("ascribe: {error}");
            return ExitCode::from(2);
        }
    };
    let model = model.unwrap_or_default();
    let mut progress = Progress::new(input.files.len());
    let mut output = BufWriter::new(io::stdout().lock());
    let mut failed = false;
    let names = if input.files.is_empty() {
        vec!["-".into()]
    } else {
        input.files.clone()
    };
    let mut documents = 0;
    for name in names {
        let read = input::read(&name, input.kind, &mut |found| {
            documents += 1;
            progress.step(&name);
            failed |= found.is_err();
            failed |= !write(&arguments.command, &model, found, documents, &mut output)?;
            // Whoever feeds lines in one by one gets its answers so.
            output.flush()
        });
        if let Err(error) = read {
            progress.clear();
            // Whoever read the output has seen enough.
            if error.kind() == io::ErrorKind::BrokenPipe {
                return ExitCode::from(u8::from(failed));
            }
            eprintln!("ascribe: {}: {error}", name.display());
            failed = true;
        }
    }
    progress.clear();
    ExitCode::from(u8::from(failed))
}

/// The weights to run with.
struct Weights {
    /// As results name them.
    name: String,
    /// `None` for the built-in ones.
    model: Option<Arc<Model>>,
}

impl Default for Weights {
    fn default() -> Weights {
        Weights {
            name: model::builtin_name(),
            model: None,
        }
    }
}

/// Reads a weights file; an error names the file.
fn read_model(path: &Path) -> Result<Weights, String> {
    let describe = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let bytes = std::fs::read(path).map_err(|error| describe(&error))?;
    let model = Model::from_bytes(&bytes).map_err(|error| describe(&error))?;
    Ok(Weights {
        name: model::weights::name(&bytes),
        model: Some(Arc::new(model)),
    })
}

/// Writes one result, the `number`th; false if it is an error instead.
fn write(
    command: &Command,
    weights: &Weights,
    found: Result<Input, Failure>,
    number: usize,
    output: &mut impl Write,
) -> Result<bool, io::Error> {
    let input = match found {
        Ok(input) => input,
        Err(failure) => return write_failure(command, &failure, output).map(|()| false),
    };
    let (id, is_html) = (input.id, matches!(input.source, Source::Html { .. }));
    let article = input.source.article();
    let mut document = match &weights.model {
        Some(model) => Document::with_model(article, Arc::clone(model)),
        None => Document::new(article),
    };
    let analysis = document.analysis().clone();
    let article = document.article();
    match command {
        Command::Analyze(options) => {
            let with_text = options.with_text || is_html;
            let value = json::result(&id, article, &analysis, options, &weights.name, with_text);
            write_json(&value, options.pretty, output)?;
        }
        Command::Explain(options) => {
            let explained = explain::result(&id, &mut document, options, &weights.name);
            let value = explained.clone().unwrap_or_else(|error| {
                eprintln!("ascribe: {error}");
                json!({"error": error, "id": id})
            });
            write_json(&value, options.pretty, output)?;
            return Ok(explained.is_ok());
        }
        Command::Export(options) => {
            let exported = match options.format {
                ExportFormat::Text => interchange::text::export_text(article, &analysis),
                ExportFormat::Html => interchange::html::export_html(article, &analysis),
                ExportFormat::Markdown => {
                    interchange::markdown::export_markdown(article, &analysis)
                }
            };
            if number > 1 {
                output.write_all(b"\n")?;
            }
            output.write_all(exported.as_bytes())?;
            if !exported.is_empty() && !exported.ends_with('\n') {
                output.write_all(b"\n")?;
            }
        }
    }
    Ok(true)
}

/// A failure is an object among the results, and for `export`, whose output is no JSON, a line
/// on standard error.
fn write_failure(
    command: &Command,
    failure: &Failure,
    output: &mut impl Write,
) -> Result<(), io::Error> {
    eprintln!("ascribe: {failure}");
    match command {
        Command::Analyze(options) => write_json(&json::failure(failure), options.pretty, output),
        Command::Explain(options) => write_json(&json::failure(failure), options.pretty, output),
        Command::Export(_) => Ok(()),
    }
}

fn write_json(
    value: &serde_json::Value,
    pretty: bool,
    output: &mut impl Write,
) -> Result<(), io::Error> {
    if pretty {
        serde_json::to_writer_pretty(&mut *output, value)?;
    } else {
        serde_json::to_writer(&mut *output, value)?;
    }
    output.write_all(b"\n")
}
