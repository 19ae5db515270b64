//! Average linkage (Sokal and Michener 1958) over pairs of which most are 0.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// Two groups that may be joined: how near they are, and their numbers. The nearest is the greatest; of equals, the first.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Candidate {
    mean: f64,
    groups: Reverse<(usize, usize)>,
}

impl Eq for Candidate {}

impl Ord for Candidate {
    fn cmp(&self, other: &Candidate) -> std::cmp::Ordering {
        self.mean.total_cmp(&other.mean).then(self.groups.cmp(&other.groups))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Candidate) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// Joins items, the nearest groups first, as long as the mean over all pairs between two groups is at least `least`. Pairs that
/// are not given are 0. A group has the number of its first item; groups and items are in order.
pub(super) fn average(items: usize, pairs: &[(usize, usize, f64)], least: f64) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = (0..items).map(|item| vec![item]).collect();
    // Between two groups the sum over their pairs, on both sides.
    let mut sums: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); items];
    let mut heap = BinaryHeap::new();
    let mean = |groups: &[Vec<usize>], one: usize, other: usize, sum: f64| {
        sum / (groups[one].len() * groups[other].len()) as f64
    };
    for &(one, other, value) in pairs {
        let (one, other) = (one.min(other), one.max(other));
        sums[one].insert(other, value);
        sums[other].insert(one, value);
        if value >= least {
            heap.push(Candidate { mean: value, groups: Reverse((one, other)) });
        }
    }
    while let Some(Candidate { mean: stood, groups: Reverse((one, other)) }) = heap.pop() {
        // Whoever has changed since stands in the heap again.
        let Some(&sum) = sums[one].get(&other) else { continue };
        if mean(&groups, one, other, sum) != stood {
            continue;
        }
        let (gone, theirs) = (std::mem::take(&mut groups[other]), std::mem::take(&mut sums[other]));
        groups[one].extend(gone);
        groups[one].sort_unstable();
        sums[one].remove(&other);
        for (third, sum) in theirs {
            if third != one {
                sums[third].remove(&other);
                *sums[one].entry(third).or_default() += sum;
            }
        }
        let near: Vec<(usize, f64)> = sums[one].iter().map(|(third, sum)| (*third, *sum)).collect();
        for (third, sum) in near {
            sums[third].insert(one, sum);
            let mean = mean(&groups, one, third, sum);
            if mean >= least {
                heap.push(Candidate { mean, groups: Reverse((one.min(third), one.max(third))) });
            }
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}

#[cfg(test)]
mod tests {
    use super::average;

    #[test]
    fn groups_join_while_the_mean_of_their_pairs_is_high() {
        let pairs = [(0, 1, 0.9), (1, 2, 0.8), (0, 2, 0.1), (3, 4, 0.4), (2, 3, 0.9)];
        // 2 and 3 and 0 and 1 first (0.9); between them the mean is 0.225.
        assert_eq!(average(5, &pairs, 0.3), [vec![0, 1], vec![2, 3], vec![4]]);
        assert_eq!(average(5, &pairs, 0.2), [vec![0, 1, 2, 3], vec![4]]);
        assert_eq!(average(5, &pairs, 0.95).len(), 5);
        assert_eq!(average(5, &[], 0.0).len(), 5);
    }

    #[test]
    fn it_is_the_average_linkage_of_a_plain_search() {
        // Values that a small generator draws; the plain search looks at all pairs of groups each time.
        let items = 30;
        let mut state = 7u32;
        let mut draw = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from(state >> 8) / f64::from(1 << 24)
        };
        let mut table = vec![vec![0.0; items]; items];
        let two = (0..items).flat_map(|one| (one + 1..items).map(move |other| (one, other)));
        let mut pairs = Vec::new();
        for (one, other) in two {
            if draw() < 0.5 {
                let value = draw();
                table[one][other] = value;
                table[other][one] = value;
                pairs.push((one, other, value));
            }
        }
        let mut groups: Vec<Vec<usize>> = (0..items).map(|item| vec![item]).collect();
        loop {
            let mut best = (0.35, None);
            for one in 0..groups.len() {
                for other in one + 1..groups.len() {
                    let sum: f64 = groups[one]
                        .iter()
                        .flat_map(|&a| groups[other].iter().map(move |&b| (a, b)))
                        .map(|(a, b)| table[a][b])
                        .sum();
                    let mean = sum / (groups[one].len() * groups[other].len()) as f64;
                    if mean > best.0 {
                        best = (mean, Some((one, other)));
                    }
                }
            }
            let Some((one, other)) = best.1 else { break };
            let gone = groups.remove(other);
            groups[one].extend(gone);
            groups[one].sort_unstable();
        }
        groups.sort();
        assert_eq!(average(items, &pairs, 0.35), groups);
        assert!(groups.len() > 3 && groups.len() < 25, "{}", groups.len());
    }
}
