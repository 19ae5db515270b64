//! The encoder: BERT (Devlin and others 2019) with the weights of MiniLM (Wang and others 2020), trained on.

use super::file::File;
use super::matrix::{Matrix, Quantised};
use super::pieces::Piece;
use super::simd::Path;
use super::vector::{Norm, add, gelu, softmax};

/// The size of a head of attention.
const HEAD: usize = 32;
/// How many keys stand side by side.
const KEYS: usize = 16;

/// Rows of 8-bit weights with a scale each.
#[derive(Debug)]
struct Embedding {
    width: usize,
    weights: Vec<i8>,
    scales: Vec<f32>,
}

impl Embedding {
    fn read(file: &mut File, rows: usize, width: usize) -> Option<Embedding> {
        let scales = file.floats(rows)?;
        Some(Embedding { width, scales, weights: file.weights(rows * width)? })
    }

    #[inline(always)]
    fn add_to(&self, row: usize, out: &mut [f32]) {
        let row = row.min(self.scales.len().saturating_sub(1));
        let weights = &self.weights[row * self.width..][..self.width];
        for (out, &weight) in out.iter_mut().zip(weights) {
            *out += f32::from(weight) * self.scales[row];
        }
    }
}

#[derive(Debug)]
struct Layer {
    /// Queries, keys and values at once.
    mixed: Matrix,
    out: Matrix,
    after: Norm,
    up: Matrix,
    down: Matrix,
    last: Norm,
}

/// Memory that one pass leaves to the next.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    rows: Vec<f32>,
    inputs: Quantised,
    mixed: Vec<f32>,
    attended: Vec<f32>,
    inner: Vec<f32>,
    out: Vec<f32>,
}

/// The encoder.
#[derive(Debug)]
pub(super) struct Encoder {
    pub(super) width: usize,
    words: Embedding,
    places: Embedding,
    cases: Vec<f32>,
    kind: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

impl Encoder {
    pub(super) fn read(file: &mut File, vocabulary: usize) -> Option<Encoder> {
        let (width, heads, layers, places) = (file.count()?, file.count()?, file.count()?, file.count()?);
        let sane = width == heads * HEAD && width <= 4096 && places <= 4096;
        if !sane {
            return None;
        }
        Some(Encoder {
            width,
            words: Embedding::read(file, vocabulary, width)?,
            places: Embedding::read(file, places, width)?,
            cases: file.floats(4 * width)?,
            kind: file.floats(width)?,
            norm: file.norm(width)?,
            layers: (0..layers)
                .map(|_| {
                    Some(Layer {
                        mixed: file.matrix()?,
                        out: file.matrix()?,
                        after: file.norm(width)?,
                        up: file.matrix()?,
                        down: file.matrix()?,
                        last: file.norm(width)?,
                    })
                })
                .collect::<Option<_>>()?,
        })
    }

    /// Adds what a piece says by itself.
    pub(super) fn add_piece(&self, piece: Piece, out: &mut [f32]) {
        self.words.add_to(usize::from(piece.number), out);
    }

    /// The mean of what all pieces say by themselves.
    pub(super) fn middle(&self) -> Vec<f32> {
        let mut middle = vec![0.0; self.width];
        let rows = self.words.scales.len();
        for row in 0..rows {
            self.words.add_to(row, &mut middle);
        }
        for value in &mut middle {
            *value /= rows.max(1) as f32;
        }
        middle
    }

    /// The rows of the pieces that are kept, numbered over all sequences. What a row is does not depend on the other sequences.
    #[inline(always)]
    pub(super) fn rows(
        &self,
        sequences: &[&[Piece]],
        kept: &[usize],
        path: Path,
        scratch: &mut Scratch,
    ) -> Vec<f32> {
        let width = self.width;
        let Scratch { rows, inputs, mixed, attended, inner, out } = scratch;
        rows.clear();
        rows.resize(sequences.iter().map(|sequence| sequence.len()).sum::<usize>() * width, 0.0);
        let places = sequences.iter().flat_map(|sequence| sequence.iter().enumerate());
        for ((place, piece), row) in places.zip(rows.chunks_exact_mut(width)) {
            self.words.add_to(usize::from(piece.number), row);
            self.places.add_to(place, row);
            add(row, &self.cases[usize::from(piece.case.min(3)) * width..][..width]);
            add(row, &self.kind);
        }
        self.norm.apply(rows);
        for (at, layer) in self.layers.iter().enumerate() {
            inputs.set(rows, width);
            layer.mixed.apply_to(inputs, path, mixed);
            self.attend(mixed, sequences, attended);
            if at + 1 == self.layers.len() {
                // No row behind this needs the others.
                keep(attended, kept, width);
                keep(rows, kept, width);
            }
            inputs.set(attended, width);
            layer.out.apply_to(inputs, path, out);
            add(rows, out);
            layer.after.apply(rows);
            inputs.set(rows, width);
            layer.up.apply_to(inputs, path, inner);
            gelu(inner);
            inputs.set(inner, layer.up.outputs);
            layer.down.apply_to(inputs, path, out);
            add(rows, out);
            layer.last.apply(rows);
        }
        rows.clone()
    }

    /// Attention within each sequence, by heads.
    #[inline(always)]
    fn attend(&self, mixed: &[f32], sequences: &[&[Piece]], out: &mut Vec<f32>) {
        let width = self.width;
        let scale = 1.0 / (HEAD as f32).sqrt();
        out.resize(mixed.len() / 3, 0.0);
        // Keys by dimension, some of them side by side, so that the sums of a query run side by side too.
        let (mut keys, mut values, mut shares) = (Vec::new(), Vec::new(), Vec::new());
        let mut first = 0;
        for sequence in sequences {
            let count = sequence.len();
            let (mixed, out) = (&mixed[first * 3 * width..], &mut out[first * width..]);
            for head in (0..width).step_by(HEAD) {
                let of = |row: usize, kind: usize| &mixed[(3 * row + kind) * width + head..][..HEAD];
                keys.clear();
                keys.resize(count.div_ceil(KEYS), [[0.0; KEYS]; HEAD]);
                values.resize(count, [0.0; HEAD]);
                for (row, value) in values.iter_mut().enumerate() {
                    value.copy_from_slice(of(row, 2));
                    let keys = &mut keys[row / KEYS];
                    for (key, &value) in keys.iter_mut().zip(of(row, 1)) {
                        key[row % KEYS] = value * scale;
                    }
                }
                for row in 0..count {
                    shares.clear();
                    for keys in &keys {
                        let mut sums = [0.0; KEYS];
                        for (&query, keys) in of(row, 0).iter().zip(keys) {
                            for (sum, key) in sums.iter_mut().zip(keys) {
                                *sum += query * key;
                            }
                        }
                        shares.extend_from_slice(&sums);
                    }
                    // Those that fill the last stretch up get no share.
                    shares.truncate(count);
                    softmax(&mut shares);
                    let mut sums = [0.0; HEAD];
                    for (value, &share) in values.iter().zip(&shares) {
                        for (sum, value) in sums.iter_mut().zip(value) {
                            *sum += share * value;
                        }
                    }
                    out[row * width + head..][..HEAD].copy_from_slice(&sums);
                }
            }
            first += count;
        }
    }
}

/// Keeps these rows, which are in order.
fn keep(rows: &mut Vec<f32>, kept: &[usize], width: usize) {
    for (to, from) in kept.iter().enumerate() {
        rows.copy_within(from * width..(from + 1) * width, to * width);
    }
    rows.truncate(kept.len() * width);
}
