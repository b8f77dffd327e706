//! A hash that is fixed for all time, since files of weights are laid out and checked by it.

/// FNV-1a with a final mix.
pub fn bytes_hash(bytes: &[u8]) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    for &byte in bytes {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    mix(hash, 0)
}

/// Mixes two numbers into a hash whose high bits are good.
#[inline(always)]
pub const fn mix(a: u32, b: u32) -> u32 {
    let x = (a.rotate_left(13) ^ b).wrapping_mul(0x9e37_79b1);
    let x = (x ^ (x >> 15)).wrapping_mul(0x85eb_ca6b);
    x ^ (x >> 13)
}
