//! Writes the part of the model card that tells of furniture.

use std::fmt::Write;

use ascribe::boilerplate::{INPUTS, Judges};

use super::Figures;
use crate::calibrate::Quality;

/// The card's text. `files` are those of the pages and of the lines.
pub fn write(
    judges: &Judges,
    bytes: usize,
    qualities: &[Quality; 2],
    measured: &[(usize, String, Figures)],
    files: &[&[String]; 2],
) -> String {
    let names = |files: &[String]| {
        let names = files.iter().map(|path| crate::file_name(path));
        names.collect::<Vec<_>>().join(" ")
    };
    let mut card = format!(
        "# The furniture model

Written by `tools/train`; do not edit. Made with

```
ascribe-train furniture --pages {} --lines {} --out furniture.bin --card model-card-furniture.md
```

The same input gives the same bytes.

## What it is

Two forests of boosted trees (`src/learned/forest.rs`), one for pages with markup and one for plain text, judge a block from {INPUTS} small numbers (`src/boilerplate/row.rs`): what the named evidence of `lexicons/boilerplate` adds up to for the block and for four blocks on either side, lengths, place, links, what its element and those beside it hold, repetitions, ties to the article's words. A line that is furniture by itself (\"Advertisement\") is so whatever they say. Categories are told by rules (`src/boilerplate/context.rs`).

## Data

| file | licence |
|---|---|
",
        names(files[0]),
        names(files[1]),
    );
    for path in files.iter().copied().flatten() {
        let name = crate::file_name(path);
        let _ = writeln!(
            card,
            "| {name} | publishers' pages with the text of their article, collected for comparing extractors: **the pages are their publishers'**, none is in this repository |"
        );
    }
    let _ = write!(
        card,
        "\nBlocks of pages get their label by aligning the page's words with those of the article; plain text is made from pages as well, as somebody copies it and as extractors leave it.\n\n## Sizes\n\n{bytes} bytes in all, packed.\n\n| part | trees | leaves | log-odds to be furniture |\n|---|---|---|---|\n"
    );
    for (name, judge) in [("pages", &judges.page), ("plain text", &judges.plain)] {
        let (trees, leaves) = judge.forest.size();
        let _ = writeln!(
            card,
            "| {name} | {trees} | {leaves} | {:.1} |",
            judge.threshold
        );
    }
    card.push_str("\n## Scores\n\nIn words, on sites that the trees have not seen (five parts). The evidence's weights were fitted on part of the same pages.\n\n| text | documents | furniture F1 | words of the article lost | article F1 |\n|---|---|---|---|---|\n");
    for (_, name, figures) in measured {
        let _ = writeln!(
            card,
            "| {name} | {} | {:.1} | {:.2} % | {:.1} |",
            figures.documents,
            figures.f1(),
            figures.lost_share(),
            figures.content_f1()
        );
    }
    card.push_str("\nConfidence, by block:\n\n| part | blocks | expected calibration error, points | Brier score | area under precision and recall |\n|---|---|---|---|---|\n");
    for (name, quality) in ["pages", "plain text"].iter().zip(qualities) {
        let _ = writeln!(
            card,
            "| {name} | {} | {:.1} | {:.3} | {:.1} |",
            quality.count,
            100.0 * quality.expected_error,
            quality.brier,
            100.0 * quality.area
        );
    }
    card
}
