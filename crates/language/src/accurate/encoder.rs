//! The encoder: BERT (Devlin and others 2019) with the weights of MiniLM (Wang and others 2020), trained on.

use super::file::File;
use super::matrix::{Matrix, Quantised};
use super::pieces::Piece;
use super::simd::Path;
use super::vector::{Norm, add, dot, gelu, softmax};

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

/// The encoder.
#[derive(Debug)]
pub(super) struct Encoder {
    pub(super) width: usize,
    heads: usize,
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
        let sane = heads > 0 && width.is_multiple_of(heads) && width <= 4096 && places <= 4096;
        if !sane {
            return None;
        }
        Some(Encoder {
            width,
            heads,
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

    /// A row for each piece of each sequence, one after the other. What a row is does not depend on the other sequences.
    #[inline(always)]
    pub(super) fn rows(&self, sequences: &[&[Piece]], path: Path) -> Vec<f32> {
        let width = self.width;
        let mut rows = vec![0.0; sequences.iter().map(|sequence| sequence.len()).sum::<usize>() * width];
        let places = sequences.iter().flat_map(|sequence| sequence.iter().enumerate());
        for ((place, piece), row) in places.zip(rows.chunks_exact_mut(width)) {
            self.words.add_to(usize::from(piece.number), row);
            self.places.add_to(place, row);
            add(row, &self.cases[usize::from(piece.case.min(3)) * width..][..width]);
            add(row, &self.kind);
        }
        self.norm.apply(&mut rows);
        for layer in &self.layers {
            let mixed = layer.mixed.apply(&Quantised::of(&rows, width), path);
            let attended = self.attend(&mixed, sequences);
            add(&mut rows, &layer.out.apply(&Quantised::of(&attended, width), path));
            layer.after.apply(&mut rows);
            let mut inner = layer.up.apply(&Quantised::of(&rows, width), path);
            gelu(&mut inner);
            let inner = Quantised::of(&inner, layer.up.outputs);
            add(&mut rows, &layer.down.apply(&inner, path));
            layer.last.apply(&mut rows);
        }
        rows
    }

    /// Attention within each sequence, by heads.
    #[inline(always)]
    fn attend(&self, mixed: &[f32], sequences: &[&[Piece]]) -> Vec<f32> {
        let (width, size) = (self.width, self.width / self.heads);
        let scale = 1.0 / (size as f32).sqrt();
        let mut out = vec![0.0; mixed.len() / 3];
        let mut shares = Vec::new();
        let mut first = 0;
        for sequence in sequences {
            let part = first..first + sequence.len();
            for head in (0..width).step_by(size.max(1)) {
                let of = |row: usize, kind: usize| &mixed[row * 3 * width + kind * width + head..][..size];
                for row in part.clone() {
                    let query = of(row, 0);
                    shares.clear();
                    shares.extend(part.clone().map(|key| dot(query, of(key, 1)) * scale));
                    softmax(&mut shares);
                    let out = &mut out[row * width + head..][..size];
                    for (&share, value) in shares.iter().zip(part.clone()) {
                        for (out, value) in out.iter_mut().zip(of(value, 2)) {
                            *out += share * value;
                        }
                    }
                }
            }
            first = part.end;
        }
        out
    }
}
