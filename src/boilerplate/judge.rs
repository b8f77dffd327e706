//! The trees that have the last word on whether a block is furniture, and their file.
//!
//! Two forests ([`crate::learned::forest`]) read the same rows ([`super::row`]): one was grown on
//! pages with markup, one on plain text, where other numbers tell. Each comes with the log-odds
//! from which a block is called furniture and with the curve that makes scores probabilities.
//! `models/furniture.bin` is the built-in file; `tools/train` writes it (`docs/furniture-card.md`).

use std::sync::OnceLock;

use super::context::{CERTAIN, Strengths};
use super::row::{CATEGORY_INPUTS, INPUTS, Row};
use crate::annotation::Category;
use crate::learned::calibration::Calibration;
use crate::learned::coder::{Decoder, Encoder};
use crate::learned::file::{self, WeightsError};
use crate::learned::forest::Forest;

const MAGIC: &[u8; 4] = b"ASCF";
/// The format's version: files of another one are refused.
const VERSION: u16 = 1;

/// How much the rules' own strengths count beside the trees' scores: trees see few examples of
/// the rarer categories.
const RULES: f32 = 0.25;

/// The built-in file.
static BUILTIN: &[u8] = include_bytes!("../../models/furniture.bin");

/// What judges the blocks of one kind of article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Judge {
    /// Gives the log-odds that a block is furniture.
    pub forest: Forest,
    /// Log-odds from which a block is called furniture.
    pub threshold: f32,
    /// From log-odds to the probability that the block is furniture.
    pub calibration: Calibration,
}

impl Judge {
    /// The log-odds that a block with this row is furniture.
    pub fn log_odds(&self, row: &Row) -> f32 {
        let mut scores = [0.0];
        self.forest.score(&row.inputs, &mut scores);
        scores[0] + row.set
    }
}

/// The judges of both kinds of article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Judges {
    /// For pages with markup.
    pub page: Judge,
    /// For plain text.
    pub plain: Judge,
    /// Gives a score for each category of furniture.
    pub category: Forest,
}

impl Judges {
    /// The built-in ones.
    pub fn builtin() -> &'static Judges {
        static JUDGES: OnceLock<Judges> = OnceLock::new();
        // A file that cannot be read would fail this crate's tests.
        JUDGES.get_or_init(|| Judges::from_bytes(BUILTIN).unwrap_or_default())
    }

    /// The category of block `i`, if it is furniture. `strengths` holds what speaks for each
    /// category in each block of the article.
    pub fn category(&self, row: &Row, i: usize, strengths: &[Strengths]) -> Category {
        let mut scores = strengths[i];
        let certain = scores.iter().any(|&score| score >= CERTAIN / 2.0);
        if !certain && self.category.size().0 > 0 {
            self.category.score(&row.with(i, strengths), &mut scores);
            for (score, strength) in scores.iter_mut().zip(&strengths[i]) {
                *score += RULES * strength;
            }
        }
        let best = scores.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
        best.map_or(Category::Other, |(at, _)| Category::ALL[at])
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// If the bytes are no such file, one of another version, damaged, or of other sizes than
    /// this engine works with.
    pub fn from_bytes(bytes: &[u8]) -> Result<Judges, WeightsError> {
        let mut reader = file::open(bytes, MAGIC, VERSION)?;
        let mut judges = Judges::default();
        let mut shapes = [[0; 3]; 2];
        let mut scales = [0.0; 2];
        let both = [&mut judges.page, &mut judges.plain];
        for ((judge, shape), scale) in both.into_iter().zip(&mut shapes).zip(&mut scales) {
            judge.threshold = reader.f32()?;
            judge.calibration = reader.calibration()?;
            *shape = [reader.u32()?, reader.u32()?, reader.u32()?];
            *scale = reader.f32()?;
            if shape[..2] != [INPUTS as u32, 1] {
                return Err(WeightsError::Unsuitable);
            }
        }
        let shape = [reader.u32()?, reader.u32()?, reader.u32()?];
        let scale = reader.f32()?;
        if shape[..2] != [CATEGORY_INPUTS as u32, Category::ALL.len() as u32] {
            return Err(WeightsError::Unsuitable);
        }
        let mut decoder = Decoder::new(reader.rest());
        for (at, judge) in [&mut judges.page, &mut judges.plain]
            .into_iter()
            .enumerate()
        {
            judge.forest = Forest::read(&mut decoder, shapes[at], scales[at])
                .ok_or(WeightsError::Unsuitable)?;
        }
        judges.category =
            Forest::read(&mut decoder, shape, scale).ok_or(WeightsError::Unsuitable)?;
        Ok(judges)
    }

    /// Writes the file. The same judges give the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let both = [&self.page, &self.plain];
        let mut body = Vec::new();
        for judge in both {
            body.extend(judge.threshold.to_le_bytes());
            file::write_calibration(&judge.calibration, &mut body);
            write_shape(&judge.forest, &mut body);
        }
        write_shape(&self.category, &mut body);
        let mut encoder = Encoder::new();
        for judge in both {
            judge.forest.write(&mut encoder);
        }
        self.category.write(&mut encoder);
        body.extend(encoder.finish());
        file::seal(MAGIC, VERSION, &body)
    }
}

fn write_shape(forest: &Forest, body: &mut Vec<u8>) {
    for number in forest.shape() {
        body.extend(number.to_le_bytes());
    }
    body.extend(forest.scale().to_le_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learned::forest::Step;
    use proptest::prelude::*;

    fn judges() -> Judges {
        let judge = |value: i8| {
            let mut forest = Forest::new(INPUTS, 1, 0.5);
            let leaf = |value| Step::Leaf(vec![value]);
            let split = Step::Split { input: 7, limit: 3 };
            assert!(forest.push(&[split, leaf(value), leaf(-value)]));
            Judge {
                forest,
                threshold: 0.25,
                calibration: Calibration {
                    points: vec![(-1.0, 0.1), (1.0, 0.9)],
                },
            }
        };
        let mut category = Forest::new(CATEGORY_INPUTS, Category::ALL.len(), 0.5);
        let of = |best: Category| {
            Step::Leaf(Category::ALL.iter().map(|c| i8::from(*c == best)).collect())
        };
        let split = Step::Split { input: 2, limit: 8 };
        assert!(category.push(&[split, of(Category::Share), of(Category::Legal)]));
        Judges {
            page: judge(3),
            plain: judge(9),
            category,
        }
    }

    #[test]
    fn the_built_in_file_can_be_read() {
        let judges = Judges::from_bytes(BUILTIN).unwrap();
        assert!(judges.page.forest.size().0 > 1 && judges.plain.forest.size().0 > 1);
        assert_eq!(judges.to_bytes(), BUILTIN);
    }

    #[test]
    fn judges_come_back() {
        let judges = judges();
        assert_eq!(Judges::from_bytes(&judges.to_bytes()), Ok(judges));
    }

    #[test]
    fn a_judge_reads_its_row() {
        let judge = judges().plain;
        let mut row = Row {
            inputs: [0; INPUTS],
            set: 1.0,
        };
        assert_eq!(judge.log_odds(&row), 5.5);
        row.inputs[7] = 4;
        assert_eq!(judge.log_odds(&row), -3.5);
    }

    #[test]
    fn the_category_with_the_best_score_is_told() {
        let row = Row {
            inputs: [0; INPUTS],
            set: 0.0,
        };
        let mut strengths = [[0.0; Category::ALL.len()]];
        assert_eq!(judges().category(&row, 0, &strengths), Category::Share);
        strengths[0][2] = 0.5;
        assert_eq!(judges().category(&row, 0, &strengths), Category::Legal);
        assert_eq!(
            Judges::default().category(&row, 0, &strengths),
            Category::ALL[2],
            "without trees, what most speaks for"
        );
    }

    proptest! {
        #[test]
        fn any_bytes_give_an_answer(at in 0usize..400, value in any::<u8>(), fix in any::<bool>()) {
            let mut bytes = judges().to_bytes();
            let at = at % bytes.len();
            bytes[at] = value;
            if fix {
                let sum = crate::learned::hash::bytes_hash(&bytes[10..]);
                bytes[6..10].copy_from_slice(&sum.to_le_bytes());
            }
            let _ = Judges::from_bytes(&bytes);
        }
    }
}
