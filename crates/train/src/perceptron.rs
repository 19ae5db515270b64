//! The averaged perceptron (Collins 2002) over a closed set of features, in integers.

use legation_language::training::TableBuilder;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

/// Features are hashes already: they are taken as they are.
#[derive(Clone, Copy, Default)]
pub(crate) struct AsIs(u64);

impl Hasher for AsIs {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }
    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
    fn finish(&self) -> u64 {
        self.0
    }
}

type Hashed<V> = HashMap<u64, V, BuildHasherDefault<AsIs>>;

/// Counts features, so that the rare ones are left out.
#[derive(Default)]
pub(crate) struct Counts(Hashed<u32>);

impl Counts {
    pub(crate) fn add(&mut self, features: &[u64]) {
        for &feature in features {
            *self.0.entry(feature).or_default() += 1;
        }
    }
}

struct Cell {
    label: u8,
    weight: i32,
    total: i64,
    stamp: i64,
}

/// Weights of features by label.
pub(crate) struct Perceptron {
    index: Hashed<u32>,
    rows: Vec<Vec<Cell>>,
    step: i64,
}

impl Perceptron {
    /// No weights yet, for the features counted at least `least` times.
    pub(crate) fn new(counts: &Counts, least: u32) -> Perceptron {
        let kept = counts.0.iter().filter(|&(_, &count)| count >= least);
        let index: Hashed<u32> = kept.enumerate().map(|(at, (&feature, _))| (feature, at as u32)).collect();
        let rows = (0..index.len()).map(|_| Vec::new()).collect();
        Perceptron { index, rows, step: 1 }
    }

    /// The rows of the features that are kept.
    pub(crate) fn rows(&self, features: &[u64], out: &mut Vec<u32>) {
        out.clear();
        out.extend(features.iter().filter_map(|feature| self.index.get(feature).copied()));
    }

    /// The scores of all labels.
    pub(crate) fn scores(&self, rows: &[u32]) -> [i32; 256] {
        let mut scores = [0; 256];
        for &row in rows {
            for cell in &self.rows[row as usize] {
                scores[cell.label as usize] += cell.weight;
            }
        }
        scores
    }

    /// The scores of all labels under the averaged weights, in thousandths.
    pub(crate) fn averages(&self, rows: &[u32]) -> [i32; 256] {
        let mut scores = [0; 256];
        for &row in rows {
            for cell in &self.rows[row as usize] {
                let total = cell.total + i64::from(cell.weight) * (self.step - cell.stamp);
                scores[cell.label as usize] += (total * 1000 / self.step) as i32;
            }
        }
        scores
    }

    /// Counts a decision.
    pub(crate) fn tick(&mut self) {
        self.step += 1;
    }

    /// Makes `right` likelier and `wrong` less likely.
    pub(crate) fn update(&mut self, rows: &[u32], right: usize, wrong: usize) {
        for &row in rows {
            self.add(row, right as u8, 1);
            self.add(row, wrong as u8, -1);
        }
    }

    fn add(&mut self, row: u32, label: u8, by: i32) {
        let step = self.step;
        let row = &mut self.rows[row as usize];
        let cell = match row.iter().position(|cell| cell.label == label) {
            Some(at) => &mut row[at],
            None => {
                row.push(Cell { label, weight: 0, total: 0, stamp: step });
                let last = row.len() - 1;
                &mut row[last]
            }
        };
        cell.total += i64::from(cell.weight) * (step - cell.stamp);
        cell.stamp = step;
        cell.weight += by;
    }

    /// The averaged weights as rows of 8 bits, each with a scale; weights below `floor` are left out.
    ///
    /// `others` learnt the same features in another order: the weights are the mean of all, which errs less than any.
    pub(crate) fn table(&self, others: &[Perceptron], floor: f64) -> TableBuilder {
        let count = 1.0 + others.len() as f64;
        let rows: Vec<BTreeMap<u8, f64>> = (0..self.rows.len())
            .map(|at| {
                let mut row = BTreeMap::new();
                for part in std::iter::once(self).chain(others) {
                    for cell in &part.rows[at] {
                        let total = cell.total + i64::from(cell.weight) * (part.step - cell.stamp);
                        *row.entry(cell.label).or_insert(0.0) += total as f64 / part.step as f64 / count;
                    }
                }
                row
            })
            .collect();
        let most = rows.iter().flat_map(BTreeMap::values).map(|weight| weight.abs()).fold(0.0, f64::max);
        let unit = most / (127.0 * 60_000.0);
        let mut table = TableBuilder::default();
        for (&feature, &row) in &self.index {
            let mut cells: Vec<(u8, f64)> =
                rows[row as usize].iter().map(|(&label, &weight)| (label, weight)).collect();
            cells.retain(|(_, weight)| weight.abs() >= floor);
            cells.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
            cells.truncate(126);
            let Some(&(_, high)) = cells.first() else { continue };
            let scale = (high.abs() / 127.0 / unit).ceil().clamp(1.0, 65_535.0);
            let mut value = (scale as u16).to_le_bytes().to_vec();
            cells.sort_by_key(|cell| cell.0);
            for (label, weight) in cells {
                let weight = (weight / unit / scale).round().clamp(-127.0, 127.0) as i8;
                if weight != 0 {
                    value.extend([label, weight as u8]);
                }
            }
            table.insert(feature, value);
        }
        table
    }
}

/// A small generator of pseudo-random numbers (xorshift64*), so that training is the same everywhere.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % bound.max(1)
    }

    /// Puts a list into a random order.
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at as u64 + 1) as usize);
        }
    }
}
