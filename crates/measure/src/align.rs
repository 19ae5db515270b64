//! One-to-one alignments and sets of characters, as the reference scorers make them.

use std::collections::BTreeSet;

/// Pairs of indices, best first: each side is used once, ties go to the earlier pair.
pub(crate) fn greedy(
    gold: usize,
    system: usize,
    affinity: impl Fn(usize, usize) -> f64,
) -> Vec<(usize, usize)> {
    let mut scored: Vec<(f64, usize, usize)> = Vec::new();
    for i in 0..gold {
        for j in 0..system {
            let score = affinity(i, j);
            if score > 0.0 {
                scored.push((score, i, j));
            }
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut used_gold, mut used_system) = (vec![false; gold], vec![false; system]);
    let mut pairs = Vec::new();
    for (_, i, j) in scored {
        if !used_gold[i] && !used_system[j] {
            (used_gold[i], used_system[j]) = (true, true);
            pairs.push((i, j));
        }
    }
    pairs
}

/// The characters of some spans.
pub(crate) fn characters<'a>(spans: impl IntoIterator<Item = &'a [u32; 2]>) -> BTreeSet<u32> {
    spans.into_iter().flat_map(|span| span[0]..span[1]).collect()
}

/// How many members two sets share.
pub(crate) fn shared<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> usize {
    a.intersection(b).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_pair_comes_first_and_ties_go_to_the_earlier() {
        let table = [[1.0, 3.0], [3.0, 3.0]];
        assert_eq!(greedy(2, 2, |i, j| table[i][j]), [(0, 1), (1, 0)]);
        assert_eq!(greedy(1, 2, |_, _| 0.0), []);
    }
}
