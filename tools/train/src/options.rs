//! The command line: names with their values.

use std::collections::HashMap;

/// Options by name.
pub struct Options(HashMap<String, Vec<String>>);

impl Options {
    /// Reads the program's arguments: `--name value …`.
    pub fn read() -> Options {
        let mut options: HashMap<String, Vec<String>> = HashMap::new();
        let mut name = String::new();
        for argument in std::env::args().skip(1) {
            if let Some(new) = argument.strip_prefix("--") {
                name = new.to_string();
                options.entry(name.clone()).or_default();
            } else {
                options.entry(name.clone()).or_default().push(argument);
            }
        }
        Options(options)
    }

    /// Was an option given, with or without values?
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// All values of an option.
    pub fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// The first value of an option.
    pub fn one(&self, name: &str) -> Option<&str> {
        self.all(name).first().map(String::as_str)
    }

    /// A number, or what stands in for it; an error if the value is no number.
    pub fn number<T: std::str::FromStr>(&self, name: &str, default: T) -> Result<T, String> {
        match self.one(name) {
            Some(value) => value
                .parse()
                .map_err(|_| format!("--{name}: {value:?} is no number")),
            None => Ok(default),
        }
    }
}
