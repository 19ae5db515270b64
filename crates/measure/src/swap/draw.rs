//! Chance that is the same every time: an order by digests.

use sha2::{Digest, Sha256};

/// The place of something in the order that a seed gives.
pub(crate) fn rank(seed: u64, parts: &[&str]) -> [u8; 32] {
    let mut digest = Sha256::new_with_prefix(seed.to_le_bytes());
    for part in parts {
        digest.update(part);
        digest.update([0]);
    }
    digest.finalize().into()
}

/// What is left in the order that a seed gives.
pub(crate) fn drawn<'a, T: ?Sized + AsRef<str>>(
    seed: u64,
    what: &str,
    from: impl IntoIterator<Item = &'a T>,
) -> Vec<&'a T> {
    let mut drawn: Vec<&T> = from.into_iter().collect();
    drawn.sort_by_key(|name| rank(seed, &[what, name.as_ref()]));
    drawn
}
