//! Two ways to put items into clusters, compared: MUC (Vilain et al. 1995), B³ (Bagga and Baldwin 1998), CEAFe (Luo 2005) and their
//! mean (Pradhan et al. 2012). An item that one side lacks is found by nothing there.

use crate::figures::Figures;
use std::collections::{BTreeMap, BTreeSet};

/// Items by cluster.
#[derive(Clone, Debug, Default)]
pub(crate) struct Partition(BTreeMap<String, BTreeSet<String>>);

impl Partition {
    /// Items with their clusters.
    pub(crate) fn of(items: impl IntoIterator<Item = (String, String)>) -> Partition {
        let mut clusters = Partition::default();
        for (item, cluster) in items {
            clusters.0.entry(cluster).or_default().insert(item);
        }
        clusters
    }

    /// The cluster of each item.
    pub(crate) fn index(&self) -> BTreeMap<&str, &str> {
        self.0
            .iter()
            .flat_map(|(cluster, items)| items.iter().map(|item| (item.as_str(), cluster.as_str())))
            .collect()
    }

    /// Leaves out clusters of one item.
    pub(crate) fn drop_singletons(&mut self) {
        self.0.retain(|_, items| items.len() > 1);
    }

    /// How many clusters there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The items of each cluster.
    pub(crate) fn items(&self) -> impl Iterator<Item = &BTreeSet<String>> {
        self.0.values()
    }
}

/// All figures, each name with `prefix` before it: precision, recall and F of the three, and the mean of their F as `conll`.
pub(crate) fn figures(prefix: &str, gold: &Partition, ours: &Partition) -> Figures {
    let (gold_of, ours_of) = (gold.index(), ours.index());
    let mut figures = Figures::default();
    let mut sum = 0.0;
    let muc = (muc(ours, &gold_of), muc(gold, &ours_of));
    let b3 = (b3(ours, &gold_of), b3(gold, &ours_of));
    let total = ceafe(gold, ours, &ours_of);
    let part = |size: usize| if size == 0 { 0.0 } else { total / size as f64 };
    for (name, (p, r)) in [("muc", muc), ("b3", b3), ("ceafe", (part(ours.len()), part(gold.len())))] {
        let f = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        figures.share(format!("{prefix}{name}_p"), p);
        figures.share(format!("{prefix}{name}_r"), r);
        figures.share(format!("{prefix}{name}_f1"), f);
        sum += f;
    }
    figures.share(format!("{prefix}conll"), sum / 3.0);
    figures
}

/// How the items of a cluster fall on the clusters of the other side.
fn parts<'a>(items: &BTreeSet<String>, of: &BTreeMap<&str, &'a str>) -> BTreeMap<&'a str, usize> {
    let mut parts = BTreeMap::new();
    for cluster in items.iter().filter_map(|item| of.get(item.as_str())) {
        *parts.entry(*cluster).or_default() += 1;
    }
    parts
}

fn muc(clusters: &Partition, of: &BTreeMap<&str, &str>) -> f64 {
    let (mut right, mut all) = (0, 0);
    for items in clusters.0.values() {
        // A mention that the other side does not have is a part of its own.
        let alone = items.iter().filter(|item| !of.contains_key(item.as_str())).count();
        right += items.len() - parts(items, of).len() - alone;
        all += items.len() - 1;
    }
    crate::figures::share(right, all)
}

fn b3(clusters: &Partition, of: &BTreeMap<&str, &str>) -> f64 {
    let (mut sum, mut items) = (0.0, 0);
    for cluster in clusters.0.values() {
        let squares: usize = parts(cluster, of).values().map(|count| count * count).sum();
        sum += squares as f64 / cluster.len() as f64;
        items += cluster.len();
    }
    if items == 0 { 0.0 } else { sum / items as f64 }
}

/// The best one-to-one assignment of clusters by their overlap (φ4), component by component.
fn ceafe(gold: &Partition, ours: &Partition, ours_of: &BTreeMap<&str, &str>) -> f64 {
    let weights: BTreeMap<&str, BTreeMap<&str, f64>> = gold
        .0
        .iter()
        .map(|(cluster, items)| {
            let weight = |(other, count): (&'_ str, usize)| {
                ours.0.get_key_value(other).map(|(name, theirs)| {
                    (name.as_str(), 2.0 * count as f64 / (items.len() + theirs.len()) as f64)
                })
            };
            (cluster.as_str(), parts(items, ours_of).into_iter().filter_map(weight).collect())
        })
        .collect();
    let mut neighbours: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (cluster, row) in &weights {
        for other in row.keys() {
            neighbours.entry(other).or_default().push(cluster);
        }
    }
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut total = 0.0;
    for start in weights.keys() {
        let (mut rows, mut columns, mut waiting) = (BTreeSet::new(), BTreeSet::new(), vec![*start]);
        while let Some(row) = waiting.pop() {
            if seen.insert(row) {
                rows.insert(row);
                for column in weights.get(row).into_iter().flat_map(BTreeMap::keys) {
                    if columns.insert(*column) {
                        waiting.extend(neighbours.get(column).into_iter().flatten());
                    }
                }
            }
        }
        if !rows.is_empty() && !columns.is_empty() {
            let cell = |row: &str, column: &str| {
                weights.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0.0)
            };
            let matrix: Vec<Vec<f64>> =
                rows.iter().map(|row| columns.iter().map(|column| cell(row, column)).collect()).collect();
            total += assignment(matrix);
        }
    }
    total
}

/// The weight of the best assignment (Kuhn and Munkres; the form with potentials), rows to columns.
fn assignment(mut weights: Vec<Vec<f64>>) -> f64 {
    if weights.len() > weights[0].len() {
        weights =
            (0..weights[0].len()).map(|column| weights.iter().map(|row| row[column]).collect()).collect();
    }
    let (n, m) = (weights.len(), weights[0].len());
    let (mut u, mut v, mut row_of, mut way) =
        (vec![0.0; n + 1], vec![0.0; m + 1], vec![0; m + 1], vec![0; m + 1]);
    for i in 1..=n {
        row_of[0] = i;
        let mut at = 0;
        let (mut least, mut used) = (vec![f64::INFINITY; m + 1], vec![false; m + 1]);
        loop {
            used[at] = true;
            let (row, mut delta, mut next) = (row_of[at], f64::INFINITY, 0);
            for j in 1..=m {
                if used[j] {
                    continue;
                }
                let cost = -weights[row - 1][j - 1] - u[row] - v[j];
                if cost < least[j] {
                    (least[j], way[j]) = (cost, at);
                }
                if least[j] < delta {
                    (delta, next) = (least[j], j);
                }
            }
            for j in 0..=m {
                if used[j] {
                    u[row_of[j]] += delta;
                    v[j] -= delta;
                } else {
                    least[j] -= delta;
                }
            }
            at = next;
            if row_of[at] == 0 {
                break;
            }
        }
        while at != 0 {
            row_of[at] = row_of[way[at]];
            at = way[at];
        }
    }
    (1..=m).filter(|&j| row_of[j] > 0).map(|j| weights[row_of[j] - 1][j - 1]).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(&str, &str)]) -> Partition {
        Partition::of(pairs.iter().map(|(item, cluster)| ((*item).to_owned(), (*cluster).to_owned())))
    }

    /// Nine items by hand: gold {abc} {de} {fghi}, system {ab} {cde} {fg} {hi}.
    #[test]
    fn figures_worked_by_hand() {
        let gold = of(&[
            ("a", "1"),
            ("b", "1"),
            ("c", "1"),
            ("d", "2"),
            ("e", "2"),
            ("f", "3"),
            ("g", "3"),
            ("h", "3"),
            ("i", "3"),
        ]);
        let ours = of(&[
            ("a", "x"),
            ("b", "x"),
            ("c", "y"),
            ("d", "y"),
            ("e", "y"),
            ("f", "z"),
            ("g", "z"),
            ("h", "w"),
            ("i", "w"),
        ]);
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-9, "{a} {b}");
        near(b3(&ours, &gold.index()), (2.0 + 1.0 / 3.0 + 4.0 / 3.0 + 4.0) / 9.0);
        near(b3(&gold, &ours.index()), (4.0 / 3.0 + 1.0 / 3.0 + 2.0 + 2.0) / 9.0);
        near(muc(&gold, &ours.index()), 4.0 / 6.0);
        near(muc(&ours, &gold.index()), 4.0 / 5.0);
        near(ceafe(&gold, &ours, &ours.index()), 0.8 + 0.8 + 4.0 / 6.0);
    }
}
