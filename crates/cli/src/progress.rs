//! How far a long run is: one line on standard error that writes over itself, only where
//! standard error is a terminal and results go elsewhere.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// A run shorter than this shows nothing, and the line changes no more often.
const EVERY: Duration = Duration::from_millis(200);

pub(crate) struct Progress {
    is_shown: bool,
    files: usize,
    documents: usize,
    last: Instant,
    has_line: bool,
}

impl Progress {
    /// `files` is how many there are to read.
    pub(crate) fn new(files: usize) -> Progress {
        Progress {
            is_shown: io::stderr().is_terminal() && !io::stdout().is_terminal(),
            files,
            documents: 0,
            last: Instant::now(),
            has_line: false,
        }
    }

    /// One more document, of this file.
    pub(crate) fn step(&mut self, file: &Path) {
        self.documents += 1;
        if !self.is_shown || self.last.elapsed() < EVERY {
            return;
        }
        self.last = Instant::now();
        self.has_line = true;
        let of = if self.files > 1 {
            format!(", {} files in all", self.files)
        } else {
            String::new()
        };
        // Erases the rest of the line. A terminal that is gone is no reason to stop.
        let line = format!(
            "\r{} documents, in {}{of}\x1b[K",
            self.documents,
            file.display()
        );
        let _ = io::stderr().write_all(line.as_bytes());
    }

    /// Removes the line.
    pub(crate) fn clear(&mut self) {
        if std::mem::take(&mut self.has_line) {
            let _ = io::stderr().write_all(b"\r\x1b[K");
        }
    }
}
