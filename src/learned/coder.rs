//! An adaptive binary range coder: the weights file's own compression.
//!
//! Bits are coded with probabilities that adapt to what came before, a [`Bit`] for each
//! context. The stream is as short as its entropy, so packing it again gains nothing.

const TOP: u32 = 1 << 24;
const PROBABILITY_BITS: u32 = 16;
/// How many bits a context remembers: beyond these, what it knows no longer gets firmer.
const MEMORY: i32 = 998;

/// The probability that a bit is 0 in some context: the share of zeros among the bits seen there.
///
/// All zeros at first, so that many of them start as cleared memory and not as code that fills it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bit {
    /// The probability less a half.
    lean: i32,
    seen: i32,
}

const HALF: i32 = 1 << (PROBABILITY_BITS - 1);
/// The furthest a probability may be from a half: at 0 or 1 a bit could not be coded.
const MOST: i32 = HALF - (1 << (PROBABILITY_BITS - 11));

impl Bit {
    /// The part of `range` that stands for 0.
    fn bound(self, range: u32) -> u32 {
        ((u64::from(range) * (HALF + self.lean) as u64) >> PROBABILITY_BITS) as u32
    }

    fn adapt(&mut self, bit: bool) {
        let target = if bit { -MOST } else { MOST };
        self.lean += (target - self.lean) / (self.seen + 2);
        self.seen = (self.seen + 1).min(MEMORY);
    }
}

/// Reads bits back. Beyond the end it reads zeros: the reader never fails, what it gives is
/// checked by the file's checksum.
#[derive(Debug)]
pub struct Decoder<'a> {
    bytes: &'a [u8],
    at: usize,
    range: u32,
    code: u32,
}

impl<'a> Decoder<'a> {
    /// Starts to read.
    pub fn new(bytes: &'a [u8]) -> Decoder<'a> {
        let mut decoder = Decoder {
            bytes,
            at: 1, // the first byte is always 0
            range: u32::MAX,
            code: 0,
        };
        for _ in 0..4 {
            decoder.code = decoder.code << 8 | decoder.byte();
        }
        decoder
    }

    fn byte(&mut self) -> u32 {
        let byte = self.bytes.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        u32::from(byte)
    }

    /// Reads a bit.
    #[inline]
    pub fn bit(&mut self, context: &mut Bit) -> bool {
        let bound = context.bound(self.range);
        let bit = self.code >= bound;
        if bit {
            self.code -= bound;
            self.range -= bound;
        } else {
            self.range = bound;
        }
        context.adapt(bit);
        while self.range < TOP {
            self.range <<= 8;
            self.code = self.code << 8 | self.byte();
        }
        bit
    }
}

/// Writes bits.
#[derive(Debug, Default)]
pub struct Encoder {
    bytes: Vec<u8>,
    low: u64,
    range: u32,
    cache: u8,
    pending: u64,
}

impl Encoder {
    /// Starts to write.
    pub fn new() -> Encoder {
        Encoder {
            range: u32::MAX,
            pending: 1,
            ..Encoder::default()
        }
    }

    /// Writes a bit.
    pub fn bit(&mut self, context: &mut Bit, bit: bool) {
        let bound = context.bound(self.range);
        if bit {
            self.low += u64::from(bound);
            self.range -= bound;
        } else {
            self.range = bound;
        }
        context.adapt(bit);
        while self.range < TOP {
            self.range <<= 8;
            self.shift();
        }
    }

    fn shift(&mut self) {
        if self.low < 0xff00_0000 || self.low > 0xffff_ffff {
            let carry = (self.low >> 32) as u8;
            let mut byte = self.cache;
            for _ in 0..self.pending {
                self.bytes.push(byte.wrapping_add(carry));
                byte = 0xff;
            }
            self.pending = 0;
            self.cache = (self.low >> 24) as u8;
        }
        self.pending += 1;
        self.low = (self.low & 0x00ff_ffff) << 8;
    }

    /// Ends the stream.
    pub fn finish(mut self) -> Vec<u8> {
        for _ in 0..5 {
            self.shift();
        }
        self.bytes
    }
}

/// Reads a number below the number of contexts, a power of two, from its highest bit on.
pub fn read_bits(decoder: &mut Decoder, contexts: &mut [Bit]) -> usize {
    let mut node = 1;
    while node < contexts.len() {
        node = node << 1 | usize::from(decoder.bit(&mut contexts[node]));
    }
    node - contexts.len()
}

/// Writes what [`read_bits`] reads.
pub fn write_bits(encoder: &mut Encoder, contexts: &mut [Bit], number: usize) {
    let mut node = 1;
    for bit in (0..contexts.len().ilog2()).rev() {
        let set = number >> bit & 1 == 1;
        encoder.bit(&mut contexts[node], set);
        node = node << 1 | usize::from(set);
    }
}

/// Contexts for whole numbers of size at most 127: zero or not, sign, then the size in unary, from
/// [`STEPS`] on in plain bits.
#[derive(Debug, Clone)]
pub struct Numbers {
    zero: [Bit; SURROUNDINGS],
    sign: [Bit; SURROUNDINGS],
    size: [[[Bit; STEPS]; 2]; SURROUNDINGS],
    rest: [Bit; 7],
}

/// How many surroundings of a number are told apart.
pub const SURROUNDINGS: usize = 19;

/// How many sizes are told apart one by one.
const STEPS: usize = 24;

impl Default for Numbers {
    fn default() -> Numbers {
        Numbers {
            zero: Default::default(),
            sign: Default::default(),
            size: [[[Bit::default(); STEPS]; 2]; SURROUNDINGS],
            rest: Default::default(),
        }
    }
}

impl Numbers {
    /// Reads a number among `surroundings`: any number below [`SURROUNDINGS`] that tells something about it.
    pub fn read(&mut self, decoder: &mut Decoder, surroundings: usize) -> i32 {
        if !decoder.bit(&mut self.zero[surroundings]) {
            return 0;
        }
        let negative = decoder.bit(&mut self.sign[surroundings]);
        let steps = &mut self.size[surroundings][usize::from(negative)];
        let last = steps.iter_mut().position(|step| !decoder.bit(step));
        let mut size = 1 + last.unwrap_or(STEPS) as i32;
        if size > STEPS as i32 {
            let rest = self.rest.iter_mut();
            size += rest.fold(0, |rest, bit| rest << 1 | i32::from(decoder.bit(bit)));
        }
        if negative { -size } else { size }
    }

    /// Writes a number of size at most 127.
    pub fn write(&mut self, encoder: &mut Encoder, surroundings: usize, number: i32) {
        encoder.bit(&mut self.zero[surroundings], number != 0);
        if number == 0 {
            return;
        }
        let negative = number < 0;
        encoder.bit(&mut self.sign[surroundings], negative);
        let more = number.unsigned_abs() as usize - 1;
        let steps = &mut self.size[surroundings][usize::from(negative)];
        for (index, step) in steps.iter_mut().enumerate().take(more + 1) {
            encoder.bit(step, index < more);
        }
        if more >= STEPS {
            for (index, bit) in self.rest.iter_mut().rev().enumerate().rev() {
                encoder.bit(bit, (more - STEPS) >> index & 1 == 1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_come_back(numbers in proptest::collection::vec((-127i32..=127, 0..SURROUNDINGS), 0..400)) {
            let mut encoder = Encoder::new();
            let mut contexts = Numbers::default();
            for &(number, surroundings) in &numbers {
                contexts.write(&mut encoder, surroundings, number);
            }
            let bytes = encoder.finish();
            let mut decoder = Decoder::new(&bytes);
            let mut contexts = Numbers::default();
            for &(number, surroundings) in &numbers {
                prop_assert_eq!(contexts.read(&mut decoder, surroundings), number);
            }
        }

        #[test]
        fn any_bytes_can_be_read(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            let mut decoder = Decoder::new(&bytes);
            let mut contexts = Numbers::default();
            for _ in 0..500 {
                prop_assert!(contexts.read(&mut decoder, 0).unsigned_abs() <= 255);
            }
        }
    }

    #[test]
    fn rare_numbers_cost_little() {
        let mut encoder = Encoder::new();
        let mut contexts = Numbers::default();
        for index in 0..80_000 {
            contexts.write(&mut encoder, 0, i32::from(index % 100 == 0));
        }
        // 0.081 bits a number is the entropy of one in a hundred
        assert!(encoder.finish().len() < 1_400);
    }
}
