//! Verdict events, one JSON object a line.
//!
//! Writing and reading work on [`Value`], so that events of a newer version pass through
//! unchanged. In the page JavaScript's own `JSON` does this part (`serde_json` would cost 35 KB
//! of download); here it serves native programs.

use crate::review::{Entry, Log, Value};
use serde::Serialize;

/// The events of a log as values, ready for any serialiser, in their order.
pub fn events(log: &Log) -> impl Iterator<Item = impl Serialize + use<>> {
    log.entries().iter().map(Entry::to_value)
}

/// Reads NDJSON. Each line with anything on it gives its number (from 1) and the value or what
/// is wrong with it; `parse` is the JSON parser (`serde_json::from_str`).
pub fn lines<'a, E: std::fmt::Display + 'a>(
    ndjson: &'a str,
    parse: impl Fn(&'a str) -> Result<Value, E> + 'a,
) -> impl Iterator<Item = (usize, Result<Value, String>)> + 'a {
    ndjson
        .trim_start_matches('\u{feff}')
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(move |(index, line)| {
            let number = index + 1;
            let value = parse(line).map_err(|error| format!("line {number}: {error}"));
            (number, value)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_lines_are_named_and_the_rest_is_read() {
        let ndjson = "\u{feff}{\"v\":1}\r\n\n{\"v\":\n[2]";
        let read: Vec<_> = lines(ndjson, serde_json::from_str::<Value>).collect();
        assert_eq!(read.len(), 3);
        assert_eq!(read[0].0, 1);
        assert!(read[0].1.is_ok());
        let (number, Err(error)) = &read[1] else {
            panic!("{:?}", read[1]);
        };
        assert_eq!(*number, 3);
        assert!(error.starts_with("line 3: EOF"), "{error}");
        assert!(read[2].1.is_ok());
    }
}
