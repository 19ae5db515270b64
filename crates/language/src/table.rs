//! The container of the lemma scripts: a read-only hash table over bytes, used where it lies.
//!
//! A key is a 64-bit hash, a value a short string of bytes. The upper bits of the key choose a bucket; the entries
//! of a bucket lie side by side, each with the lower 24 bits of its key, so that a lookup touches two places of
//! memory. Layout, little-endian: `u32` bits of the bucket number, `u32` length of the entries, `u32` offsets of the
//! buckets (one more than there are buckets), then the entries: 3 bytes of key, 1 byte of length, the value.

use std::collections::BTreeMap;

/// A table over the bytes of a file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table<'m> {
    bits: u32,
    offsets: &'m [u8],
    entries: &'m [u8],
}

impl<'m> Table<'m> {
    /// The table at the head of `bytes`, and what follows it; `None` where they do not hold one.
    pub(crate) fn read(bytes: &'m [u8]) -> Option<(Table<'m>, &'m [u8])> {
        let (head, rest) = bytes.split_at_checked(8)?;
        let (bits, length) = (word(head, 0)?, word(head, 4)?);
        if bits > 28 {
            return None;
        }
        let (offsets, rest) = rest.split_at_checked(((1usize << bits) + 1) * 4)?;
        let (entries, rest) = rest.split_at_checked(length as usize)?;
        Some((Table { bits, offsets, entries }, rest))
    }

    /// A table without entries.
    pub(crate) fn empty() -> Table<'static> {
        Table { bits: 0, offsets: &[0; 8], entries: &[] }
    }

    /// The value of a key.
    #[inline]
    pub(crate) fn get(&self, key: u64) -> Option<&'m [u8]> {
        let bucket = if self.bits == 0 { 0 } else { (key >> (64 - self.bits)) as usize };
        let ends = self.offsets.get(bucket * 4..bucket * 4 + 8)?;
        let mut rest = self.entries.get(word(ends, 0)? as usize..word(ends, 4)? as usize)?;
        let mark = (key as u32) & 0x00FF_FFFF;
        while let [a, b, c, length, tail @ ..] = rest {
            let (value, tail) = tail.split_at_checked(*length as usize)?;
            if u32::from_le_bytes([*a, *b, *c, 0]) == mark {
                return Some(value);
            }
            rest = tail;
        }
        None
    }
}

#[inline]
fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// Gathers entries and writes them in the layout that the model reads in place.
#[derive(Clone, Debug, Default)]
pub struct TableBuilder {
    entries: BTreeMap<u64, Vec<u8>>,
}

impl TableBuilder {
    /// Sets the value of a key; of a value longer than 255 bytes the head is kept.
    pub fn insert(&mut self, key: u64, mut value: Vec<u8>) {
        value.truncate(255);
        self.entries.insert(key, value);
    }

    /// The value set for a key.
    pub fn get(&self, key: u64) -> Option<&[u8]> {
        self.entries.get(&key).map(Vec::as_slice)
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The table's bytes: two entries to a bucket on average.
    pub fn bytes(&self) -> Vec<u8> {
        let bits = (self.entries.len() / 2).max(1).next_power_of_two().trailing_zeros();
        let mut offsets = vec![0u32; (1usize << bits) + 1];
        let mut entries = Vec::new();
        let mut next = 0;
        for (key, value) in &self.entries {
            let bucket = if bits == 0 { 0 } else { (key >> (64 - bits)) as usize };
            while next <= bucket {
                offsets[next] = entries.len() as u32;
                next += 1;
            }
            entries.extend_from_slice(&key.to_le_bytes()[..3]);
            entries.push(value.len() as u8);
            entries.extend_from_slice(value);
        }
        offsets[next..].fill(entries.len() as u32);
        let mut bytes = Vec::with_capacity(8 + offsets.len() * 4 + entries.len());
        bytes.extend(bits.to_le_bytes());
        bytes.extend((entries.len() as u32).to_le_bytes());
        bytes.extend(offsets.iter().flat_map(|offset| offset.to_le_bytes()));
        bytes.extend(entries);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_found_and_nothing_else() {
        let mut builder = TableBuilder::default();
        let key = |n: u64| crate::hash::feature(1, [n]);
        (0..1000).for_each(|n| builder.insert(key(n), n.to_le_bytes()[..2].to_vec()));
        let bytes = builder.bytes();
        let (table, rest) = Table::read(&bytes).expect("a table");
        assert!(rest.is_empty());
        assert!((0..1000).all(|n: u64| table.get(key(n)) == Some(&n.to_le_bytes()[..2])));
        assert!((1000..2000).all(|n| table.get(key(n)).is_none()));
    }

    #[test]
    fn cut_bytes_are_refused() {
        let mut builder = TableBuilder::default();
        builder.insert(7, vec![1, 2, 3]);
        let bytes = builder.bytes();
        assert!((0..bytes.len()).all(|end| Table::read(&bytes[..end]).is_none()));
    }
}
