//! The weights file: reading, checking and writing it.
//!
//! Behind the header ([`file`]): the thresholds and calibration curves as 32-bit floats, then one range-coded stream
//! ([`crate::learned::coder`]) with the lexical classes, the tables row by row, the transitions and the trees.
//! Reading checks every size before it allocates and never panics.

use super::chain::{Chain, PLACES, Transitions};
use super::classes::{Classes, HASH_BITS};
use super::table::Table;
use super::{Model, Settings, accept, rerank, tagger};
use crate::learned::calibration::Calibration;
use crate::learned::coder::{Bit, Decoder, Encoder, Numbers, SURROUNDINGS, read_bits, write_bits};
use crate::learned::file;
pub use crate::learned::file::WeightsError;
use crate::learned::forest::Forest;

const MAGIC: &[u8; 4] = b"ASCW";
/// The format's version: files of another one are refused.
pub const VERSION: u16 = 3;
/// What one unit of a stored transition is worth.
const TRANSITION_STEP: f32 = 1.0 / 16.0;
const MAX_BITS: u32 = 20;
const MAX_CLASSES: u32 = 1 << 17;

/// How results name the weights of a file: `builtin-` or `custom-` with the file's checksum, so
/// that a result tells whether it was made with other weights than those of the program. The
/// bytes are taken to be a file that [`Model::from_bytes`] reads.
pub fn name(bytes: &[u8]) -> String {
    let own = file::checksum(bytes);
    let kind = if own == file::checksum(super::BUILTIN_FILE) {
        "builtin"
    } else {
        "custom"
    };
    format!("{kind}-{:08x}", own.unwrap_or_default())
}

/// Columns of the tables in the file, in their order.
const COLUMNS: [usize; 5] = [tagger::COLUMNS, 2, 2, accept::COLUMNS, accept::COLUMNS];
/// Index of the one table that may have no rows.
const ADJUST: usize = 4;

impl Model {
    /// Reads a weights file.
    ///
    /// # Errors
    ///
    /// If the bytes are no weights file, one of another version, damaged, or of other sizes
    /// than this engine works with.
    pub fn from_bytes(bytes: &[u8]) -> Result<Model, WeightsError> {
        let mut reader = file::open(bytes, MAGIC, VERSION)?;
        let settings = Settings {
            begin_bias: reader.f32()?,
            threshold: reader.f32()?,
        };
        let mut calibration: [Calibration; 3] = Default::default();
        for curve in &mut calibration {
            *curve = reader.calibration()?;
        }
        let mut shapes = [(0, 0.0); COLUMNS.len()];
        for (index, shape) in shapes.iter_mut().enumerate() {
            *shape = (reader.u32()?, reader.f32()?);
            let none = index == ADJUST && shape.0 == 0;
            if !none && !(1..=MAX_BITS).contains(&shape.0) {
                return Err(WeightsError::Unsuitable);
            }
        }
        let forest = [reader.u32()?, reader.u32()?, reader.u32()?];
        let leaf = reader.f32()?;
        let count = reader.u32()?;
        if count > MAX_CLASSES {
            return Err(WeightsError::Unsuitable);
        }
        let mut decoder = Decoder::new(reader.rest());
        let classes = read_classes(&mut decoder, count);
        let mut table = |index: usize| {
            let (bits, scale) = shapes[index];
            if bits == 0 {
                return Table::default();
            }
            read_table(&mut decoder, bits, COLUMNS[index], scale)
        };
        let (tagger, cue, argument) = (table(0), table(1), table(2));
        let (accept, adjust) = (table(3), table(ADJUST));
        let chain = |table: Table, transitions: Box<Transitions>| Chain { table, transitions };
        let cue_steps = read_transitions(&mut decoder);
        let argument_steps = read_transitions(&mut decoder);
        let rerank = Forest::read(&mut decoder, forest, leaf).ok_or(WeightsError::Unsuitable)?;
        if rerank.size().0 > 0
            && (rerank.inputs(), rerank.outputs()) != (rerank::INPUTS, accept::COLUMNS)
        {
            return Err(WeightsError::Unsuitable);
        }
        Ok(Model {
            tagger,
            classes,
            cue: chain(cue, cue_steps),
            argument: chain(argument, argument_steps),
            accept,
            rerank,
            adjust,
            calibration,
            settings,
        })
    }

    /// Writes the weights file. The same model gives the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let tables = [
            &self.tagger,
            &self.cue.table,
            &self.argument.table,
            &self.accept,
            &self.adjust,
        ];
        let entries = self.classes.entries();
        let mut body = Vec::new();
        body.extend(self.settings.begin_bias.to_le_bytes());
        body.extend(self.settings.threshold.to_le_bytes());
        for curve in &self.calibration {
            file::write_calibration(curve, &mut body);
        }
        let mut put = |bytes: [u8; 4]| body.extend_from_slice(&bytes);
        for table in tables {
            put(table.bits.to_le_bytes());
            put(table.scale.to_le_bytes());
        }
        for number in self.rerank.shape() {
            put(number.to_le_bytes());
        }
        put(self.rerank.scale().to_le_bytes());
        put((entries.len() as u32).to_le_bytes());
        let mut encoder = Encoder::new();
        write_classes(&mut encoder, &entries);
        for table in tables {
            write_table(&mut encoder, table);
        }
        write_transitions(&mut encoder, &self.cue.transitions);
        write_transitions(&mut encoder, &self.argument.transitions);
        self.rerank.write(&mut encoder);
        body.extend(encoder.finish());
        file::seal(MAGIC, VERSION, &body)
    }
}

/// What the codes of a row so far tell about the next one, as its context.
///
/// In a wide row few codes are not zero, and how many there were says whether there will be more. In a narrow row the
/// first code is the weight of the whole that the others are parts of: each goes with the first and, given it, against
/// the others.
struct RowSoFar {
    wide: bool,
    /// In a wide row the codes that are not zero, else twice the first code less the others.
    sum: i32,
}

/// From how many columns on a row is wide.
const WIDE: usize = 8;

impl RowSoFar {
    fn new(columns: usize) -> RowSoFar {
        let wide = columns >= WIDE;
        RowSoFar { wide, sum: 0 }
    }

    fn surroundings(&self) -> usize {
        const MOST: i32 = SURROUNDINGS as i32 / 2;
        if self.wide {
            self.sum.min(2) as usize
        } else {
            (self.sum.clamp(-MOST, MOST) + MOST) as usize
        }
    }

    fn push(&mut self, column: usize, code: i8) {
        self.sum += match (self.wide, column) {
            (true, _) => i32::from(code != 0),
            (false, 0) => 2 * i32::from(code),
            (false, _) => -i32::from(code),
        };
    }
}

/// Contexts of a table: whether a row has any code but zeros, and the codes of each column.
struct TableContexts {
    used: Bit,
    columns: Vec<Numbers>,
}

impl TableContexts {
    fn new(columns: usize) -> TableContexts {
        TableContexts {
            used: Bit::default(),
            columns: vec![Numbers::default(); columns],
        }
    }
}

fn read_table(decoder: &mut Decoder, bits: u32, columns: usize, scale: f32) -> Table {
    let mut table = Table::zeros(bits, columns, scale);
    let mut contexts = TableContexts::new(columns);
    for row in table.codes.chunks_mut(columns) {
        if !decoder.bit(&mut contexts.used) {
            continue;
        }
        let mut so_far = RowSoFar::new(columns);
        for (column, (code, context)) in row.iter_mut().zip(&mut contexts.columns).enumerate() {
            let number = context.read(decoder, so_far.surroundings());
            *code = number.clamp(-127, 127) as i8;
            so_far.push(column, *code);
        }
    }
    table
}

fn write_table(encoder: &mut Encoder, table: &Table) {
    let columns = table.columns.max(1);
    let mut contexts = TableContexts::new(columns);
    for row in table.codes.chunks(columns) {
        let used = row.iter().any(|&code| code != 0);
        encoder.bit(&mut contexts.used, used);
        if !used {
            continue;
        }
        let mut so_far = RowSoFar::new(columns);
        for (column, (&code, context)) in row.iter().zip(&mut contexts.columns).enumerate() {
            context.write(encoder, so_far.surroundings(), i32::from(code));
            so_far.push(column, code);
        }
    }
}

fn read_transitions(decoder: &mut Decoder) -> Box<Transitions> {
    let mut contexts = Numbers::default();
    let mut transitions = Box::new([[[0.0; 3]; 3]; PLACES]);
    for score in transitions.iter_mut().flatten().flatten() {
        *score = contexts.read(decoder, 0) as f32 * TRANSITION_STEP;
    }
    transitions
}

fn write_transitions(encoder: &mut Encoder, transitions: &Transitions) {
    let mut contexts = Numbers::default();
    for score in transitions.iter().flatten().flatten() {
        let code = (score / TRANSITION_STEP).round() as i32;
        contexts.write(encoder, 0, code.clamp(-127, 127));
    }
}

/// Contexts for the gaps between sorted hashes and for classes.
struct ClassContexts {
    width: [Bit; HASH_BITS as usize + 1],
    gap: [[Bit; 2]; HASH_BITS as usize + 1],
    class: [Bit; 256],
}

impl ClassContexts {
    fn new() -> ClassContexts {
        ClassContexts {
            width: Default::default(),
            gap: Default::default(),
            class: [Bit::default(); 256],
        }
    }
}

fn read_classes(decoder: &mut Decoder, count: u32) -> Classes {
    let mut contexts = ClassContexts::new();
    let mut hash = 0_u32;
    let entries: Vec<(u32, u8)> = (0..count)
        .map(|_| {
            let mut width = 0;
            while width < HASH_BITS && decoder.bit(&mut contexts.width[width as usize]) {
                width += 1;
            }
            let mut gap = 1;
            for bit in (0..width).rev() {
                let context = usize::from(bit + 1 < width);
                gap = gap << 1 | u32::from(decoder.bit(&mut contexts.gap[bit as usize][context]));
            }
            hash = hash.wrapping_add(gap);
            let class = read_bits(decoder, &mut contexts.class);
            // a file made on purpose can count up to 0 again
            (hash.wrapping_sub(1), class as u8)
        })
        .collect();
    Classes::new(entries)
}

fn write_classes(encoder: &mut Encoder, entries: &[(u32, u8)]) {
    let mut contexts = ClassContexts::new();
    let mut previous = 0_u32;
    for &(hash, class) in entries {
        let next = hash.wrapping_add(1);
        let gap = next.wrapping_sub(previous);
        previous = next;
        let width = 31 - gap.leading_zeros();
        for step in 0..width {
            encoder.bit(&mut contexts.width[step as usize], true);
        }
        if width < HASH_BITS {
            encoder.bit(&mut contexts.width[width as usize], false);
        }
        for bit in (0..width).rev() {
            let context = usize::from(bit + 1 < width);
            encoder.bit(
                &mut contexts.gap[bit as usize][context],
                gap >> bit & 1 == 1,
            );
        }
        write_bits(encoder, &mut contexts.class, class.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learned::forest::Step;
    use crate::learned::hash::bytes_hash;
    use proptest::prelude::*;

    fn small_model() -> Model {
        let mut model = Model::default();
        let table = |bits, columns: usize| {
            let mut table = Table::zeros(bits, columns, 0.5);
            for (index, code) in table.codes.iter_mut().enumerate() {
                *code = if index % 7 == 0 {
                    (index % 255) as i32 - 127
                } else {
                    0
                } as i8;
            }
            table
        };
        model.tagger = table(4, tagger::COLUMNS);
        model.cue.table = table(6, 2);
        model.argument.table = table(7, 2);
        model.accept = table(5, accept::COLUMNS);
        model.rerank = Forest::new(rerank::INPUTS, accept::COLUMNS, 0.25);
        let leaf = |value: i8| Step::Leaf(vec![value; accept::COLUMNS]);
        let split = Step::Split { input: 3, limit: 9 };
        assert!(model.rerank.push(&[split, leaf(-3), leaf(9)]));
        model.cue.transitions[3][1][2] = -1.5;
        model.classes = Classes::new([(0, 3), (1, 255), (900, 0), ((1 << HASH_BITS) - 1, 7)]);
        model.calibration[1].points = vec![(-1.0, 0.25), (2.0, 0.75)];
        model
    }

    #[test]
    fn a_model_comes_back() {
        let model = small_model();
        assert_eq!(Model::from_bytes(&model.to_bytes()), Ok(model));
    }

    #[test]
    fn hashes_that_count_up_to_zero_again_are_read() {
        let entries: Vec<(u32, u8)> = (1..=1024_u32)
            .map(|step| ((step << HASH_BITS).wrapping_sub(1), 7))
            .collect();
        let mut encoder = Encoder::new();
        write_classes(&mut encoder, &entries);
        let read = read_classes(&mut Decoder::new(&encoder.finish()), 1024);
        assert_eq!(read.entries(), entries);
    }

    #[test]
    fn weights_are_named_by_their_file() {
        let file = super::super::BUILTIN_FILE;
        assert_eq!(name(file), super::super::builtin_name());
        assert!(name(file).starts_with("builtin-"), "{}", name(file));
        let mut model = small_model();
        let first = name(&model.to_bytes());
        assert!(first.starts_with("custom-"), "{first}");
        model.settings.threshold += 0.1;
        assert_ne!(name(&model.to_bytes()), first);
    }

    #[test]
    fn damage_is_noticed() {
        let bytes = small_model().to_bytes();
        assert_eq!(Model::from_bytes(b"{}"), Err(WeightsError::NotWeights));
        assert_eq!(
            Model::from_bytes(&bytes[..bytes.len() - 9]),
            Err(WeightsError::Damaged)
        );
        let mut other = bytes.clone();
        other[4] = 9;
        assert_eq!(Model::from_bytes(&other), Err(WeightsError::Version(9)));
    }

    proptest! {
        #[test]
        fn any_bytes_give_an_answer(at in 0usize..4000, value in any::<u8>(), fix in any::<bool>()) {
            let mut bytes = small_model().to_bytes();
            let at = at % bytes.len();
            bytes[at] = value;
            if fix {
                // a file made on purpose has the right checksum
                let sum = bytes_hash(&bytes[10..]);
                bytes[6..10].copy_from_slice(&sum.to_le_bytes());
            }
            let _ = Model::from_bytes(&bytes);
        }
    }
}
