//! Tables of small weights: a row for each hash value, a column for each label.

/// Rows of 8-bit weights, found by hash without a dictionary: features share rows by chance.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// log2 of the number of rows.
    pub bits: u32,
    /// Weights in a row.
    pub columns: usize,
    /// What one unit of a weight is worth.
    pub scale: f32,
    /// Row after row.
    pub codes: Vec<i8>,
}

impl Table {
    /// A table of zeros.
    pub fn zeros(bits: u32, columns: usize, scale: f32) -> Table {
        Table {
            bits,
            columns,
            scale,
            codes: vec![0; columns << bits],
        }
    }

    /// The row that a feature's hash falls into.
    #[inline(always)]
    pub fn row(&self, hash: u32) -> usize {
        row(hash, self.bits)
    }

    /// Adds a feature's row to `sums`; `N` must be the number of columns.
    #[inline(always)]
    pub fn add<const N: usize>(&self, hash: u32, sums: &mut [i32; N]) {
        let start = self.row(hash) * N;
        if let Some(row) = self.codes.get(start..start + N) {
            for (sum, &code) in sums.iter_mut().zip(row) {
                *sum += i32::from(code);
            }
        }
    }
}

/// The row that a hash falls into in a table of `1 << bits` rows.
#[inline(always)]
pub const fn row(hash: u32, bits: u32) -> usize {
    (hash >> (32 - bits)) as usize
}
