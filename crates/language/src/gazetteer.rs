//! The names that the model saw listed when it was trained: the snapshot `data/model/gazetteer.tsv`.

use crate::hash;
use crate::table::Table;

/// The longest listed name that is looked up, in words.
pub const LONGEST: usize = 6;

/// What a listed name is, as bits: one word can be several.
pub const LISTED: [(&str, u8); 7] = [
    ("country", 1),
    ("nationality", 2),
    ("place", 4),
    ("organisation", 8),
    ("person", 16),
    ("given", 32),
    ("surname", 64),
];

/// The key of a listed name, from the hashes of its words.
pub fn name_key(words: impl Iterator<Item = u64>) -> u64 {
    words.fold(77, |key, word| hash::feature(30, [key, word]))
}

/// For each word, what the longest listed name over it is (bits) and whether the word begins it.
pub(crate) fn listed(names: &Table<'_>, words: &[u64], capital: impl Fn(usize) -> bool) -> Vec<(u8, bool)> {
    let mut found = vec![(0, false); words.len()];
    let mut start = 0;
    while start < words.len() {
        let mut longest = None;
        if capital(start) {
            let mut key = 77;
            for (at, &word) in words.iter().enumerate().skip(start).take(LONGEST) {
                key = hash::feature(30, [key, word]);
                if let Some(&[kinds]) = names.get(key)
                    && kinds != 0
                {
                    longest = Some((at + 1, kinds));
                }
            }
        }
        match longest {
            Some((end, kinds)) => {
                for (at, slot) in found[start..end].iter_mut().enumerate() {
                    *slot = (kinds, at == 0);
                }
                start = end;
            }
            None => start += 1,
        }
    }
    found
}
