//! The learned part of attribution: weights, and the small engine that runs them.
//!
//! A block goes through a cascade of linear models, each trainable and testable by itself:
//!
//! 1. [`facts`]: what features look at, with a [`tagger`] for parts of speech
//! 2. [`cue`]: a chain over the block proposes candidate cues
//! 3. [`argument`]: a chain around each candidate finds its source and its content
//! 4. [`accept`]: a logistic model says how likely each candidate with its arguments is right
//! 5. [`select`]: the best ones stand
//! 6. [`quotation`]: quotations go whole to one attribution, [`stance`] says whether the source
//!    stands behind it
//!
//! Features are hashed into [`table`]s without a dictionary. `tools/train` makes the weights;
//! it uses the same features through this module.

pub mod accept;
pub mod argument;
pub mod beside;
pub mod calibration;
pub mod chain;
pub mod classes;
pub mod coder;
pub mod cue;
pub mod cue_view;
pub mod facts;
pub mod hash;
pub mod quotation;
pub mod rivals;
pub mod select;
pub mod stance;
pub mod table;
pub mod tagger;
pub mod weights;

use std::sync::OnceLock;

use crate::annotation::{AttributionConfidence, Stance};
use crate::article::{BlockKind, Span};
use crate::segment::Segments;
use accept::{CONTENT, CUE, Run, SOURCE, TRIPLE, Triple};
use argument::ArgumentFeatures;
use calibration::Calibration;
use chain::{Chain, Lattice};
use classes::Classes;
use facts::{Facts, QuoteState};
use table::Table;

/// One attribution inside a block; spans in bytes from the block's start.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalAttribution {
    /// What is attributed, in pieces if interrupted; never empty.
    pub content: Vec<Span>,
    /// The words that attribute it; empty for a quotation that stands alone.
    pub cue: Vec<Span>,
    /// Who it is attributed to; empty where nobody is named.
    pub source: Vec<Span>,
    /// Whether the source stands behind it.
    pub stance: Stance,
    /// How sure it is.
    pub confidence: AttributionConfidence,
}

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
    pub rivals: Table,
    /// Scores into probabilities: of the attribution, its source, its content.
    pub calibration: [Calibration; 3],
    /// Thresholds.
    pub settings: Settings,
}

/// The weights that are part of the program.
///
/// # Panics
///
/// Never: the file is read by a test of this crate. Weights that cannot be read find nothing.
pub fn builtin() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| {
        Model::from_bytes(include_bytes!("../../models/attribution.bin")).unwrap_or_default()
    })
}

/// Finds the attributions of a block with the built-in weights.
///
/// `quoted` says of each token whether it stands inside a double quotation or is its mark,
/// `opens_inside` whether the block starts inside one. Linear in the tokens.
pub fn find(
    text: &str,
    segments: &Segments,
    quoted: &[bool],
    opens_inside: bool,
    kind: BlockKind,
) -> Vec<LocalAttribution> {
    builtin().find(text, segments, quoted, opens_inside, kind)
}

/// The candidates of a block with their arguments.
#[derive(Debug, Clone, Default)]
pub struct Examined {
    /// Candidates in order, scored.
    pub triples: Vec<Triple>,
    /// Hashes of the accept features of each.
    pub features: Vec<Vec<u32>>,
}

impl Model {
    /// Facts of a block, tagged.
    pub fn facts(
        &self,
        text: &str,
        segments: &Segments,
        quoted: &[bool],
        opens_inside: bool,
        kind: BlockKind,
    ) -> Facts {
        let mut facts = Facts::new(text, segments, quoted, opens_inside, kind, &self.classes);
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
        let scores: Vec<_> = (0..found.triples.len())
            .map(|index| {
                let features = &mut found.features[index];
                rivals::rival_features(&found.triples, index, |hash| features.push(hash));
                accept::score(&self.rivals, features)
            })
            .collect();
        for (triple, scores) in found.triples.iter_mut().zip(scores) {
            triple.scores = scores;
        }
    }

    /// The triples of a tagged block that stand.
    pub fn decide(&self, facts: &Facts) -> Vec<Triple> {
        let Some((mut examiner, mut found)) = self.examiner(facts) else {
            return Vec::new();
        };
        self.compare(&mut found);
        let count = facts.tokens.len();
        let chosen = select::select(found.triples.clone(), count, self.settings.threshold);
        let begins = std::mem::take(&mut examiner.lattice.begins);
        quotation::settle(facts, chosen, &found.triples, |quotation, owned| {
            let candidate = cue::near(facts, &begins, quotation, owned)?;
            let mut near = Examined::default();
            examiner.readings(candidate, &mut near);
            near.triples
                .into_iter()
                .max_by(|a, b| a.scores[TRIPLE].total_cmp(&b.scores[TRIPLE]))
        })
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
        for candidate in candidates {
            examiner.readings(candidate, &mut found);
        }
        Some((examiner, found))
    }

    /// Finds the attributions of a block: see [`find`].
    pub fn find(
        &self,
        text: &str,
        segments: &Segments,
        quoted: &[bool],
        opens_inside: bool,
        kind: BlockKind,
    ) -> Vec<LocalAttribution> {
        let facts = self.facts(text, segments, quoted, opens_inside, kind);
        let chosen = self.decide(&facts);
        let span = |run: Run| {
            Span::new(
                segments.tokens[run.0 as usize].start,
                segments.tokens[run.1 as usize - 1].end,
            )
        };
        chosen
            .into_iter()
            .map(|triple| {
                let bare = quotation::is_bare(&triple);
                let inside = facts.at(triple.cue.0 as isize).quote != QuoteState::Outside;
                let stance = if bare {
                    Stance::Asserted
                } else {
                    stance::stance(text, segments, triple.cue, triple.source, inside)
                };
                LocalAttribution {
                    content: triple
                        .content
                        .iter()
                        .filter_map(|&run| trimmed(&facts, run))
                        .map(span)
                        .collect(),
                    cue: (!bare).then(|| span(triple.cue)).into_iter().collect(),
                    source: triple.source.map(span).into_iter().collect(),
                    stance,
                    confidence: AttributionConfidence {
                        attribution: self.calibration[0].apply(triple.scores[CUE]),
                        source: self.calibration[1].apply(triple.scores[SOURCE]),
                        content: self.calibration[2].apply(triple.scores[CONTENT]),
                    },
                }
            })
            .filter(|found| !found.content.is_empty())
            .collect()
    }
}

/// What is added to the scores of source and content, reading by reading.
const READINGS: [[f32; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [0.0, -1.0], [1.5, 0.0]];

/// A run of content without the marks at its ends that belong to the sentence around it;
/// `None` if nothing is left.
fn trimmed(facts: &Facts, mut run: Run) -> Option<Run> {
    use facts::mark::{CLOSE, COLON, COMMA, DASH, OPEN, SEMICOLON, TERMINATOR};
    let parts = |index: u32, bracket: u8| {
        let token = &facts.tokens[index as usize];
        token.quote == QuoteState::Outside
            && (matches!(token.mark, COMMA | COLON | SEMICOLON | DASH | TERMINATOR)
                || token.mark == bracket)
    };
    while run.0 < run.1 && parts(run.0, CLOSE) {
        run.0 += 1;
    }
    while run.0 < run.1 && parts(run.1 - 1, OPEN) {
        run.1 -= 1;
    }
    (run.0 < run.1).then_some(run)
}

/// Works out the triples of one block, with room kept from one to the next.
struct Examiner<'a> {
    model: &'a Model,
    facts: &'a Facts,
    features: ArgumentFeatures<'a>,
    base: Vec<[i32; 2]>,
    lattice: Lattice,
}

impl<'a> Examiner<'a> {
    fn new(
        model: &'a Model,
        facts: &'a Facts,
        candidates: &[cue::Candidate],
        lattice: Lattice,
    ) -> Examiner<'a> {
        let features = ArgumentFeatures::new(facts, candidates);
        let base = (0..facts.tokens.len())
            .map(|index| {
                let mut sums = [0; 2];
                features.base(index, |hash| model.argument.table.add(hash, &mut sums));
                sums
            })
            .collect();
        Examiner {
            model,
            facts,
            features,
            base,
            lattice,
        }
    }

    /// Readings of a candidate: the chain's best path, and what it would be with a little more
    /// or less of source or content. Which of them is right is judged later.
    fn readings(&mut self, candidate: cue::Candidate, found: &mut Examined) {
        let chain = &self.model.argument;
        let view = self
            .features
            .solve(chain, &self.base, candidate, &mut self.lattice);
        let first = found.triples.len();
        let mut applied = [0.0, 0.0];
        for favour in READINGS {
            self.lattice
                .favour([favour[0] - applied[0], favour[1] - applied[1]]);
            applied = favour;
            self.lattice.best_path(&chain.transitions, 0.0);
            let Some((mut triple, certainty)) = accept::read(self.facts, &view, &self.lattice)
            else {
                continue;
            };
            let known = found.triples[first..]
                .iter()
                .any(|other| other.source == triple.source && other.content == triple.content);
            if known {
                continue;
            }
            let mut features = Vec::with_capacity(72);
            accept::features(self.facts, &view, &triple, &certainty, |hash| {
                features.push(hash)
            });
            triple.scores = accept::score(&self.model.accept, &features);
            found.triples.push(triple);
            found.features.push(features);
        }
    }
}

#[cfg(test)]
mod tests;
