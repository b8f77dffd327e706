//! Writes the model card.

use std::fmt::Write;

use ascribe::model::Model;

use crate::evaluate::{Counts, Report};

/// A corpus that the model was trained or measured on.
pub struct Data {
    /// File name.
    pub name: String,
    /// What it was used for.
    pub used_for: &'static str,
    /// How many documents or sentences.
    pub size: String,
}

/// What is known of a corpus's licence, by what its file is called.
fn licence(name: &str) -> &'static str {
    let known = [
        (
            "polnear",
            "PolNeAR 1.0, political news of the USA: **no licence stated** by its makers; the texts are publishers' pages, none of which is in this repository",
        ),
        ("gum_interview", "GUM, interviews: CC BY"),
        ("gum_train", "GUM, its genres under CC BY"),
        (
            "gum_dev",
            "GUM, all genres, partly non-commercial: measured on only",
        ),
        ("ewt", "English UD EWT: CC BY-SA"),
        (
            "articles",
            "our own prose about invented events, marked by hand (`training/`): as this repository",
        ),
        (
            "wordnet",
            "WordNet 3.1: WordNet licence (free use with notice)",
        ),
    ];
    known
        .iter()
        .find(|(key, _)| name.contains(key))
        .map_or("see its makers", |(_, licence)| licence)
}

fn line(counts: &Counts) -> String {
    let (precision, recall, f1) = counts.figures();
    format!("{precision:.1} | {recall:.1} | **{f1:.1}**")
}

/// The card's text.
pub fn write(
    model: &Model,
    bytes: usize,
    data: &[Data],
    tagger: Option<f64>,
    reports: &[(String, Report)],
    command: &str,
) -> String {
    let mut card = String::new();
    let out = &mut card;
    let _ = writeln!(
        out,
        "# The attribution model\n\n\
         Written by `tools/train`; do not edit. Made with\n\n```\n{command}\n```\n\n\
         The same input gives the same bytes. The program reads any files of the format that the head of \
         `tools/train/src/main.rs` tells, and folders of marked articles (`training/README.md`), so a model can be made from other texts alone.\n\n\
         ## What it is\n\n\
         A cascade of linear models over hashed features (`src/model`): a part-of-speech tagger \
         (averaged perceptron); a chain (CRF) that proposes cues; a chain that, for each candidate \
         cue, finds its source and content among the tokens up to 60 on either side (more where \
         a quotation runs on); a logistic model that judges each candidate alone; boosted \
         trees that judge it among its rivals; the set of compatible ones that is worth most stands. Then \
         rules: a quotation belongs whole to one attribution or \
         to none, and one of five words or more that nobody holds stands without a cue. The parts \
         after the first are trained on what the parts before give for text they have not seen \
         (five folds). Features are the words, stems, tags, lexical classes and quotation states \
         of a token and its neighbours, and for arguments its relation to the cue: side, distance, \
         marks, verbs and other candidates between, and the cue's own words.\n"
    );
    let _ = writeln!(
        out,
        "## Data\n\n| file | used for | size | licence |\n|---|---|---|---|"
    );
    for row in data {
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} |",
            row.name,
            row.used_for,
            row.size,
            licence(&row.name)
        );
    }
    let _ = writeln!(
        out,
        "\nNo text of a corpus is part of the weights: they are sums for hashed features.\n\n\
         ## Sizes\n\n{bytes} bytes in all, packed (range-coded: packing again gains nothing).\n\n\
         | part | rows | columns | unit |\n|---|---|---|---|"
    );
    let tables = [
        ("tagger", &model.tagger),
        ("cue", &model.cue.table),
        ("argument", &model.argument.table),
        ("accept", &model.accept),
    ];
    for (name, table) in tables {
        let rows = 1_u64 << table.bits;
        let _ = writeln!(
            out,
            "| {name} | {rows} | {} | {:.3} |",
            table.columns, table.scale
        );
    }
    let (trees, leaves) = model.rerank.size();
    let _ = writeln!(
        out,
        "| trees | {trees} with {leaves} leaves | {} | |",
        model.rerank.outputs()
    );
    let _ = writeln!(
        out,
        "| lexical classes | {} | | |\n\nCandidates: bias {:.1} on beginnings; they stand from \
         a probability of {:.3} on (chosen on the training data as unseen text).\n",
        model.classes.entries().len(),
        model.settings.begin_bias,
        model.settings.threshold
    );
    let _ = writeln!(out, "## Scores\n");
    if let Some(share) = tagger {
        let _ = writeln!(out, "Tagger: {:.1} % of words right.\n", 100.0 * share);
    }
    for (name, report) in reports {
        scores(out, name, report);
    }
    let _ = writeln!(
        out,
        "## Known failures\n\n\
         Half to two thirds of the attributions it misses have cues that are rare or no words of \
         speech (attitudes, actions taken as statements); two people agree on those poorly too. \
         It knows news of one country and a few years. Sources that are not named (\"was accused \
         of\") are mostly missed or given to the one spoken about. Scripts of interviews and lists \
         of quotations with names behind dashes are found as quotations, often without their \
         speaker. Contents end a few words early or late where an adjunct or a second clause \
         follows. It reads English only."
    );
    card
}

fn scores(out: &mut String, name: &str, report: &Report) {
    let source = 100.0 * report.sources.0 as f64 / report.sources.1.max(1) as f64;
    let _ = writeln!(
        out,
        "### {name}\n\n| figure | P | R | F1 |\n|---|---|---|---|\n\
         | linked triples | {} |\n| content, words aligned | {} |\n\
         | quoted stretches of 5 words or more, exact | {} |\n| cue, exact | {} |\n\n\
         Source right, given the content: {source:.1} %.\n\n\
         | kind of attribution | found | of | |\n|---|---|---|---|",
        line(&report.triples),
        line(&report.content_words),
        line(&report.quotes),
        line(&report.cues),
    );
    for (kind, (right, all)) in &report.kinds {
        let share = 100.0 * *right as f64 / (*all).max(1) as f64;
        let _ = writeln!(out, "| {kind} | {right} | {all} | {share:.1} % |");
    }
    let _ = writeln!(
        out,
        "\n| probability of | expected calibration error | Brier score | area under precision–recall | n |\n|---|---|---|---|---|"
    );
    for (what, quality) in ["the attribution", "its source", "its content"]
        .iter()
        .zip(&report.calibration)
    {
        let _ = writeln!(
            out,
            "| {what} | {:.1} points | {:.3} | {:.3} | {} |",
            100.0 * quality.expected_error,
            quality.brier,
            quality.area,
            quality.count
        );
    }
    let _ = writeln!(out);
}
