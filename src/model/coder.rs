//! An adaptive binary range coder: the weights file's own compression.
//!
//! Bits are coded with probabilities that adapt to what came before, a [`Bit`] for each
//! context. The stream is as short as its entropy, so packing it again gains nothing.

const TOP: u32 = 1 << 24;
const PROBABILITY_BITS: u32 = 12;
const RATE: u32 = 5;

/// The probability that a bit is 0 in some context.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bit(u16);

impl Default for Bit {
    fn default() -> Bit {
        Bit(1 << (PROBABILITY_BITS - 1))
    }
}

impl Bit {
    fn adapt(&mut self, bit: bool) {
        if bit {
            self.0 -= self.0 >> RATE;
        } else {
            self.0 += ((1 << PROBABILITY_BITS) - self.0) >> RATE;
        }
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
        let bound = (self.range >> PROBABILITY_BITS) * u32::from(context.0);
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
        let bound = (self.range >> PROBABILITY_BITS) * u32::from(context.0);
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

/// Contexts for whole numbers: zero or not, sign, then the size in unary and plain bits.
#[derive(Debug, Clone, Default)]
pub struct Numbers {
    zero: [Bit; 3],
    sign: Bit,
    size: [Bit; 12],
    rest: [[Bit; 8]; 12],
}

/// How many small sizes are told apart one by one; larger ones follow as powers of two.
const SMALL: u32 = 8;

impl Numbers {
    /// Reads a number; `near` is 0 if the number beside it is 0, 1 or 2 if it is small or large.
    pub fn read(&mut self, decoder: &mut Decoder, near: usize) -> i32 {
        if !decoder.bit(&mut self.zero[near.min(2)]) {
            return 0;
        }
        let negative = decoder.bit(&mut self.sign);
        let mut step = 0;
        while step < 11 && decoder.bit(&mut self.size[step]) {
            step += 1;
        }
        let mut size = step as u32 + 1;
        if size > SMALL {
            let bits = size - SMALL + 2; // 3 to 6 bits
            let mut rest = 0;
            for bit in (0..bits).rev() {
                rest |= u32::from(decoder.bit(&mut self.rest[step][bit as usize])) << bit;
            }
            size = SMALL + 1 + rest + if bits > 3 { (1 << bits) - 8 } else { 0 };
        }
        if negative {
            -(size as i32)
        } else {
            size as i32
        }
    }

    /// Writes a number of size at most 128.
    pub fn write(&mut self, encoder: &mut Encoder, near: usize, number: i32) {
        encoder.bit(&mut self.zero[near.min(2)], number != 0);
        if number == 0 {
            return;
        }
        encoder.bit(&mut self.sign, number < 0);
        let size = number.unsigned_abs();
        let (step, bits, rest) = if size <= SMALL {
            (size as usize - 1, 0, 0)
        } else {
            let over = size - SMALL - 1 + 8;
            let bits = 31 - over.leading_zeros();
            (SMALL as usize + bits as usize - 3, bits, over - (1 << bits))
        };
        for index in 0..step {
            encoder.bit(&mut self.size[index], true);
        }
        if step < 11 {
            encoder.bit(&mut self.size[step], false);
        }
        for bit in (0..bits).rev() {
            encoder.bit(&mut self.rest[step][bit as usize], rest >> bit & 1 == 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_come_back(numbers in proptest::collection::vec((-127i32..=127, 0usize..3), 0..400)) {
            let mut encoder = Encoder::new();
            let mut contexts = Numbers::default();
            for &(number, near) in &numbers {
                contexts.write(&mut encoder, near, number);
            }
            let bytes = encoder.finish();
            let mut decoder = Decoder::new(&bytes);
            let mut contexts = Numbers::default();
            for &(number, near) in &numbers {
                prop_assert_eq!(contexts.read(&mut decoder, near), number);
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
