//! How words and features become numbers: one fixed 64-bit hash, the same on every machine and in every build.

const SEED: u64 = 0x9E37_79B9_7F4A_7C15;
const STEP: u64 = 0xD6E8_FEB8_6659_FD93;

/// The number of a string.
pub(crate) fn text(bytes: &[u8]) -> u64 {
    let mut hash = 0xCBF2_9CE4_8422_2325;
    for &byte in bytes {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
    }
    finish(hash)
}

/// The number of a feature: its template and up to four values.
#[inline]
pub(crate) fn feature<const N: usize>(template: u64, values: [u64; N]) -> u64 {
    let mut hash = (template + 1).wrapping_mul(SEED);
    for value in values {
        hash = (hash.rotate_left(23) ^ value).wrapping_mul(STEP);
    }
    finish(hash)
}

/// Spreads every bit of the input over the whole output.
#[inline]
fn finish(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 32)).wrapping_mul(STEP);
    hash ^ (hash >> 29)
}
