//! The learned part of attribution: weights, and the small engine that runs them.
//!
//! A block goes through a cascade of small models, each trainable and testable by itself:
//!
//! 1. [`facts`]: what features look at, with a [`tagger`] for parts of speech
//! 2. [`cue`]: a chain over the block proposes candidate cues
//! 3. [`argument`]: a chain around each candidate finds its source and its content
//! 4. [`accept`]: a logistic model says how likely each candidate with its arguments is right
//! 5. [`rerank`]: boosted trees ([`crate::learned::forest`]) say it again, from how sure the chains were, how the
//!    parts go together and what else the same words were read as
//! 6. [`select`]: the best ones stand
//! 7. [`quotation`]: quotations go whole to one attribution; then attributions inside another's
//!    content are added
//!
//! [`why`] tells afterwards what counted for an attribution, and how much.
//!
//! Features are hashed into [`table`]s without a dictionary. `tools/train` makes the weights;
//! it uses the same features through this module.

pub mod accept;
pub mod argument;
pub mod beside;
pub mod chain;
pub mod classes;
pub mod cue;
pub mod cue_view;
pub mod facts;
pub mod hash;
mod nested;
pub mod quotation;
mod readings;
pub mod rerank;
pub mod select;
pub mod table;
pub mod tagger;
pub mod weights;
pub mod why;

use std::sync::OnceLock;

use crate::article::BlockKind;
use crate::learned::calibration::Calibration;
use crate::learned::forest::Forest;
use crate::order;
use crate::quotes::BlockQuotes;
use crate::segment::Segments;
use accept::{Run, TRIPLE, Triple};
use chain::{Chain, Lattice};
use classes::Classes;
use facts::{Facts, QuoteState};
use readings::Examiner;
use table::Table;

/// Numbers that steer the cascade, stored with the weights.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Added to the score of a cue's beginning: more candidates.
    pub begin_bias: f32,
    /// Least probability at which a candidate stands.
    pub threshold: f32,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            begin_bias: 1.5,
            threshold: 0.3,
        }
    }
}

/// The weights of the whole cascade.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Model {
    /// Parts of speech.
    pub tagger: Table,
    /// Lexical classes.
    pub classes: Classes,
    /// Candidate cues.
    pub cue: Chain,
    /// Source and content of a cue.
    pub argument: Chain,
    /// How likely each candidate is right, seen alone.
    pub accept: Table,
    /// How likely it is right among its rivals.
    pub rerank: Forest,
    /// What a newsroom's verdicts add to the answers of the trees; without rows until somebody
    /// adapts the weights.
    pub adjust: Table,
    /// Scores into probabilities: of the attribution, its source, its content.
    pub calibration: [Calibration; 3],
    /// Thresholds.
    pub settings: Settings,
}

/// The file that [`builtin`] reads.
static BUILTIN_FILE: &[u8] = include_bytes!("../../models/attribution.bin");

/// How results name the built-in weights: as [`weights::name`] names their file.
pub fn builtin_name() -> String {
    weights::name(BUILTIN_FILE)
}

/// The weights that are part of the program.
///
/// # Panics
///
/// Never: the file is read by a test of this crate. Weights that cannot be read find nothing.
pub fn builtin() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| Model::from_bytes(BUILTIN_FILE).unwrap_or_default())
}

/// The candidates of a block with their arguments.
#[derive(Debug, Clone, Default)]
pub struct Examined {
    /// Candidates in order, scored.
    pub triples: Vec<Triple>,
    /// Hashes of the accept features of each.
    pub features: Vec<Vec<u32>>,
    /// What [`rerank::alone`] tells of each.
    pub rows: Vec<Vec<u8>>,
    /// An attribution whose content the next block holds; its own is empty.
    pub introducer: Option<Triple>,
}

impl Examined {
    /// What the trees are told of a candidate, [`rerank::INPUTS`] numbers; the candidates are
    /// still scored alone.
    pub fn row(&self, index: usize) -> Vec<u8> {
        let mut row = self.rows.get(index).cloned().unwrap_or_default();
        rerank::among(&self.triples, index, &mut row);
        row
    }
}

impl Model {
    /// Facts of a block, tagged.
    pub fn facts(
        &self,
        text: &str,
        segments: &Segments,
        quotes: &BlockQuotes,
        kind: BlockKind,
    ) -> Facts {
        let mut facts = Facts::new(text, segments, quotes, kind, &self.classes);
        tagger::tag(&self.tagger, &mut facts);
        facts
    }

    /// All candidates of a tagged block with their arguments, each scored alone.
    pub fn examine(&self, facts: &Facts) -> Examined {
        self.examiner(facts)
            .map(|(_, found)| found)
            .unwrap_or_default()
    }

    /// Scores candidates again, each among its rivals.
    pub fn compare(&self, found: &mut Examined) {
        if self.rerank.outputs() != accept::COLUMNS {
            return;
        }
        let scores: Vec<_> = (0..found.triples.len())
            .map(|index| {
                let mut scores = [0.0; accept::COLUMNS];
                self.rerank.score(&found.row(index), &mut scores);
                let adjusted = accept::score(&self.adjust, &found.features[index]);
                std::array::from_fn(|column| scores[column] + adjusted[column])
            })
            .collect();
        for (triple, scores) in found.triples.iter_mut().zip(scores) {
            triple.scores = scores;
        }
    }

    /// The triples of a tagged block that stand, in the order of their cues: outer ones, those
    /// inside an outer one's content, and one with an empty content if the block ends by
    /// announcing what the next one says.
    pub fn decide(&self, facts: &Facts) -> Vec<Triple> {
        let Some((mut examiner, mut found)) = self.examiner(facts) else {
            return Vec::new();
        };
        self.compare(&mut found);
        let count = facts.tokens.len();
        let chosen = select::select(found.triples.clone(), count, self.settings.threshold);
        let begins = std::mem::take(&mut examiner.lattice.begins);
        let mut chosen = quotation::settle(facts, chosen, &found.triples, |quotation, owned| {
            let candidate = cue::near(facts, &begins, quotation, owned)?;
            let mut near = Examined::default();
            examiner.readings(candidate, &mut near);
            near.triples
                .into_iter()
                .max_by(|a, b| a.scores[TRIPLE].total_cmp(&b.scores[TRIPLE]))
        });
        let inner = nested::inner(self, facts, &chosen);
        chosen.extend(inner);
        chosen.extend(
            found
                .introducer
                .filter(|introducer| !quotation::owns(&chosen, introducer.cue)),
        );
        order::sort_by_key(&mut chosen, |triple| {
            (triple.cue, triple.content.first().copied())
        });
        chosen
    }

    /// The triples that stand in text without quotations.
    fn stands(&self, facts: &Facts) -> Vec<Triple> {
        let Some((_, mut found)) = self.examiner(facts) else {
            return Vec::new();
        };
        self.compare(&mut found);
        select::select(found.triples, facts.tokens.len(), self.settings.threshold)
    }

    /// Finds the candidates of a block and examines each; `None` if there is nothing to find.
    fn examiner<'a>(&'a self, facts: &'a Facts) -> Option<(Examiner<'a>, Examined)> {
        let mut lattice = Lattice::default();
        let candidates = cue::candidates(&self.cue, facts, self.settings.begin_bias, &mut lattice);
        if candidates.is_empty() && facts.quotations.is_empty() {
            return None;
        }
        let mut examiner = Examiner::new(self, facts, &candidates, lattice);
        let mut found = Examined::default();
        for &candidate in &candidates {
            examiner.readings(candidate, &mut found);
        }
        if let Some(candidate) = announces(facts, &candidates) {
            found.introducer = examiner.introducer(candidate);
        }
        Some((examiner, found))
    }
}

/// The candidate that announces the next block: the last one of a block that ends in a colon
/// outside quotation marks, with no more than a few words between.
fn announces(facts: &Facts, candidates: &[cue::Candidate]) -> Option<cue::Candidate> {
    const REACH: u32 = 6;
    let last = facts.tokens.last()?;
    if last.mark != facts::mark::COLON || last.quote != QuoteState::Outside {
        return None;
    }
    let candidate = *candidates.last()?;
    (candidate.last + REACH >= facts.tokens.len() as u32).then_some(candidate)
}

/// A run of content without the marks at its ends that belong to the sentence around it: what
/// [`shrunk`] takes off, and brackets that face outwards. `None` if nothing is left.
pub fn trimmed(facts: &Facts, run: Run) -> Option<Run> {
    use facts::mark::{CLOSE, OPEN};
    without_ends(
        run,
        |index| is_loose(facts, index) || is_outside(facts, index, &[CLOSE]),
        |index| is_loose(facts, index) || is_outside(facts, index, &[OPEN]),
    )
}

/// A run without separators, dashes and stops at its ends; `None` if nothing is left.
pub fn shrunk(facts: &Facts, run: Run) -> Option<Run> {
    let loose = |index| is_loose(facts, index);
    without_ends(run, loose, loose)
}

/// A run without the tokens at its start and at its end that are to go.
fn without_ends(
    mut run: Run,
    at_start: impl Fn(u32) -> bool,
    at_end: impl Fn(u32) -> bool,
) -> Option<Run> {
    while run.0 < run.1 && at_start(run.0) {
        run.0 += 1;
    }
    while run.0 < run.1 && at_end(run.1 - 1) {
        run.1 -= 1;
    }
    (run.0 < run.1).then_some(run)
}

/// Is a token a separator, dash or stop outside quotations?
fn is_loose(facts: &Facts, index: u32) -> bool {
    use facts::mark::{COLON, COMMA, DASH, SEMICOLON, TERMINATOR};
    is_outside(facts, index, &[COMMA, COLON, SEMICOLON, DASH, TERMINATOR])
}

/// Is a token one of these marks, outside quotations?
fn is_outside(facts: &Facts, index: u32, marks: &[u8]) -> bool {
    let token = &facts.tokens[index as usize];
    token.quote == QuoteState::Outside && marks.contains(&token.mark)
}

#[cfg(test)]
mod tests;
