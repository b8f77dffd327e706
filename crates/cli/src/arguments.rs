//! The command line.

use ascribe::article::OffsetUnit;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::{Path, PathBuf};

/// Reads articles and says what they are made of: furniture, quotes, and who said what.
#[derive(Debug, Parser)]
#[command(
    name = "ascribe",
    version,
    after_help = "\
Examples:
  ascribe analyze --pretty article.txt
  curl -s https://example.org/story | ascribe analyze --input html
  ascribe analyze articles.ndjson > marks.ndjson
  ascribe explain --pretty article.txt
  ascribe export --format markdown page.html

Exit status: 0, or 1 if a document could not be read or lacks what was asked for (the others are
processed), or 2 for a wrong command line."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write what an article is made of, one JSON object a line
    #[command(after_help = "\
Examples:
  ascribe analyze story.txt
  ascribe analyze --stages boilerplate,quotes --offsets utf16 page.html
  ascribe analyze --input ndjson < articles.ndjson

A line of NDJSON input is {\"id\", \"text\"} or {\"id\", \"html\", \"url\"?}. A bad line gives
{\"error\", \"line\"} and the run goes on.")]
    Analyze(AnalyzeOptions),
    /// Write why attributions are there, one JSON object a line
    #[command(after_help = "\
Examples:
  ascribe explain --pretty story.txt
  ascribe explain --attribution 3 page.html

For each attribution: its words, what decided (learned weights or a rule), how likely its cue is one,
and the reasons for and against it with their weights, which add up to the score (log-odds).")]
    Explain(ExplainOptions),
    /// Write the article alone, without furniture
    #[command(after_help = "\
Examples:
  ascribe export --format text page.html
  ascribe export --format markdown < page.html > story.md")]
    Export(ExportOptions),
}

impl Command {
    pub(crate) fn input(&self) -> &InputOptions {
        match self {
            Command::Analyze(options) => &options.input,
            Command::Explain(options) => &options.input,
            Command::Export(options) => &options.input,
        }
    }

    /// Weights of the caller's own. An export needs none: it looks at furniture alone.
    pub(crate) fn model(&self) -> Option<&Path> {
        match self {
            Command::Analyze(options) => options.model.as_deref(),
            Command::Explain(options) => options.model.as_deref(),
            Command::Export(_) => None,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct InputOptions {
    /// What the input is; guessed from the file's ending or its first bytes if not given
    #[arg(long = "input", value_enum, value_name = "KIND")]
    pub(crate) kind: Option<InputKind>,
    /// Files to read; `-` or none for standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct AnalyzeOptions {
    #[command(flatten)]
    pub(crate) input: InputOptions,
    /// Unit of all offsets
    #[arg(long, value_enum, default_value = "codepoint")]
    pub(crate) offsets: Offsets,
    /// Parts of the result to write, separated by commas; all if not given
    #[arg(long, value_enum, value_delimiter = ',')]
    pub(crate) stages: Vec<Stage>,
    /// Write the text that offsets count in for text input too (for HTML it always is)
    #[arg(long)]
    pub(crate) with_text: bool,
    /// Indent the JSON
    #[arg(long)]
    pub(crate) pretty: bool,
    /// Weights to find attributions with, instead of the built-in ones (a file that `tools/train` wrote)
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,
}

impl AnalyzeOptions {
    pub(crate) fn has(&self, stage: Stage) -> bool {
        self.stages.is_empty() || self.stages.contains(&stage)
    }
}

#[derive(Debug, Args)]
pub(crate) struct ExplainOptions {
    #[command(flatten)]
    pub(crate) input: InputOptions,
    /// The attribution to explain, counted from 0 as `analyze` lists them; all if not given
    #[arg(long, value_name = "N")]
    pub(crate) attribution: Option<usize>,
    /// Unit of all offsets
    #[arg(long, value_enum, default_value = "codepoint")]
    pub(crate) offsets: Offsets,
    /// Indent the JSON
    #[arg(long)]
    pub(crate) pretty: bool,
    /// Weights to find attributions with, instead of the built-in ones (a file that `tools/train` wrote)
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ExportOptions {
    #[command(flatten)]
    pub(crate) input: InputOptions,
    /// Format to write
    #[arg(long, value_enum)]
    pub(crate) format: ExportFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputKind {
    /// Plain text
    Text,
    /// A web page
    Html,
    /// One JSON object a line
    Ndjson,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// Plain text
    Text,
    /// HTML that is safe to show
    Html,
    /// Markdown
    Markdown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stage {
    /// Metadata and blocks
    Article,
    /// Sentences
    Sentences,
    /// Furniture
    Boilerplate,
    /// Quotes
    Quotes,
    /// Attributions and speakers
    Attributions,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Offsets {
    /// Unicode code points
    Codepoint,
    /// UTF-16 code units
    Utf16,
    /// UTF-8 bytes
    Utf8,
}

impl Offsets {
    pub(crate) fn unit(self) -> OffsetUnit {
        match self {
            Offsets::Codepoint => OffsetUnit::CodePoint,
            Offsets::Utf16 => OffsetUnit::Utf16,
            Offsets::Utf8 => OffsetUnit::Utf8,
        }
    }

    pub(crate) fn token(self) -> &'static str {
        match self {
            Offsets::Codepoint => "codepoint",
            Offsets::Utf16 => "utf16",
            Offsets::Utf8 => "utf8",
        }
    }
}
