//! Quantised linear layers: 8-bit weights with a scale a row, inputs of 13 bits with a scale a token.
//!
//! Products and sums are integers, so that the vector path and the plain one agree to the bit; the one conversion to
//! floating point is a single multiplication and a single addition for each output.

use super::simd::{self, LANES, OUTPUTS, Pair, Path, Sums, TOKENS, Weights};
use super::vector::{largest, nearest};

/// The largest magnitude of a quantised input: 1,536 products with a weight of 127 stay within 31 bits.
const LIMIT: f32 = 8191.0;

/// A linear layer.
#[derive(Debug)]
pub(super) struct Matrix {
    /// How many outputs it has.
    pub(super) outputs: usize,
    /// How many pairs of inputs.
    pairs: usize,
    /// Tile by tile, pair by pair; the last tile is filled up with zeros.
    weights: Vec<Weights>,
    scales: Vec<[f32; OUTPUTS]>,
    bias: Vec<[f32; OUTPUTS]>,
}

/// Rows of inputs, quantised: whole tiles of them, the last filled up with zeros.
#[derive(Debug, Default)]
pub(super) struct Quantised {
    pairs: usize,
    values: Vec<Pair>,
    scales: Vec<f32>,
}

impl Quantised {
    /// Quantises rows of `inputs` values.
    #[inline(always)]
    pub(super) fn of(rows: &[f32], inputs: usize) -> Quantised {
        let mut quantised = Quantised::default();
        quantised.set(rows, inputs);
        quantised
    }

    /// As [`Quantised::of`], in the memory that it has.
    #[inline(always)]
    pub(super) fn set(&mut self, rows: &[f32], inputs: usize) {
        self.pairs = inputs.div_ceil(2);
        let count = rows.len() / inputs.max(1);
        self.values.resize(count.next_multiple_of(TOKENS) * self.pairs, [0; 2]);
        self.scales.clear();
        for (row, out) in rows.chunks_exact(inputs).zip(self.values.chunks_exact_mut(self.pairs)) {
            let most = largest(row);
            let (scale, inverse) = if most > 0.0 { (most / LIMIT, LIMIT / most) } else { (0.0, 0.0) };
            for (value, out) in row.iter().zip(out.as_flattened_mut()) {
                *out = nearest(value * inverse) as i16;
            }
            if !inputs.is_multiple_of(2)
                && let Some([_, last]) = out.last_mut()
            {
                *last = 0;
            }
            self.scales.push(scale);
        }
    }
}

impl Matrix {
    /// The layer of these weights, row by row, `inputs` a row.
    pub(super) fn new(inputs: usize, weights: &[i8], scales: &[f32], bias: &[f32]) -> Matrix {
        let (pairs, tiles) = (inputs.div_ceil(2), scales.len().div_ceil(OUTPUTS));
        let mut tiled = vec![Weights::default(); tiles * pairs];
        for (output, row) in weights.chunks_exact(inputs.max(1)).enumerate() {
            let (tile, block, lane) = (output / OUTPUTS, output % OUTPUTS / LANES, output % LANES);
            for (input, &weight) in row.iter().enumerate() {
                tiled[tile * pairs + input / 2].0[block][2 * lane + input % 2] = i16::from(weight);
            }
        }
        let in_tiles = |values: &[f32]| {
            let tile = |values: &[f32]| std::array::from_fn(|at| values.get(at).copied().unwrap_or(0.0));
            values.chunks(OUTPUTS).map(tile).collect()
        };
        Matrix {
            outputs: scales.len(),
            pairs,
            weights: tiled,
            scales: in_tiles(scales),
            bias: in_tiles(bias),
        }
    }

    /// How many inputs it takes, rounded up to an even number.
    pub(super) fn inputs(&self) -> usize {
        2 * self.pairs
    }

    /// The outputs for each row of inputs.
    #[inline(always)]
    pub(super) fn apply(&self, inputs: &Quantised, path: Path) -> Vec<f32> {
        let mut out = Vec::new();
        self.apply_to(inputs, path, &mut out);
        out
    }

    /// As [`Matrix::apply`], in the memory that `out` has.
    #[inline(always)]
    pub(super) fn apply_to(&self, inputs: &Quantised, path: Path, out: &mut Vec<f32>) {
        debug_assert_eq!(inputs.pairs, self.pairs);
        out.resize(inputs.scales.len() * self.outputs, 0.0);
        let mut sums = [[0; OUTPUTS]; TOKENS];
        for (tile, weights) in self.weights.chunks_exact(self.pairs.max(1)).enumerate() {
            let rows = inputs.values.chunks_exact(TOKENS * self.pairs);
            let outs = out.chunks_mut(TOKENS * self.outputs);
            for ((values, scales), out) in rows.zip(inputs.scales.chunks(TOKENS)).zip(outs) {
                simd::products(path, values, weights, &mut sums);
                self.write(tile, &sums, scales, out);
            }
        }
    }

    /// Writes a tile of sums to the rows of outputs.
    #[inline(always)]
    fn write(&self, tile: usize, sums: &Sums, scales: &[f32], out: &mut [f32]) {
        let (weights, bias) = (&self.scales[tile], &self.bias[tile]);
        for ((out, sums), scale) in out.chunks_exact_mut(self.outputs).zip(sums).zip(scales) {
            let out = &mut out[tile * OUTPUTS..];
            let mut values = [0.0; OUTPUTS];
            for at in 0..OUTPUTS {
                values[at] = sums[at] as f32 * (scale * weights[at]) + bias[at];
            }
            match out.first_chunk_mut() {
                Some(whole) => *whole = values,
                None => out.copy_from_slice(&values[..out.len()]),
            }
        }
    }
}
