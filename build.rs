//! Copies the lexicons without their comments: what explains an entry to the people who edit it is a sixth of the
//! text, and nothing the page needs. The source includes the copies with `lexicon::text!`.

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=lexicons");
    let out = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    copy(Path::new("lexicons"), &Path::new(&out).join("lexicons"))
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::write(target, without_comments(&fs::read_to_string(entry.path())?))?;
        }
    }
    Ok(())
}

/// What `lexicon::entries` reads, line by line.
fn without_comments(text: &str) -> String {
    let lines = text.lines().map(|line| match line.split_once('#') {
        Some((entry, _)) => entry.trim(),
        None => line.trim(),
    });
    let kept = lines.filter(|line| !line.is_empty());
    kept.flat_map(|line| [line, "\n"]).collect()
}
