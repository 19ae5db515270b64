//! Quantised linear layers: 8-bit weights with a scale a row, inputs of 13 bits with a scale a token.
//!
//! Products and sums are integers, so that the vector path and the plain one agree to the bit; the one conversion to
//! floating point is a single multiplication and a single addition for each output.

use super::simd;
use super::vector::largest;

/// The largest magnitude of a quantised input: 1,536 products with a weight of 127 stay within 31 bits.
const LIMIT: f32 = 8191.0;

/// A linear layer.
#[derive(Debug)]
pub(super) struct Matrix {
    /// How many outputs it has.
    pub(super) outputs: usize,
    /// How many inputs, padded to whole steps.
    width: usize,
    /// Row by row.
    weights: Vec<i16>,
    scales: Vec<f32>,
    bias: Vec<f32>,
}

/// Rows of inputs, quantised.
#[derive(Debug, Default)]
pub(super) struct Quantised {
    width: usize,
    values: Vec<i16>,
    scales: Vec<f32>,
}

impl Quantised {
    /// Quantises rows of `inputs` values.
    #[inline(always)]
    pub(super) fn of(rows: &[f32], inputs: usize) -> Quantised {
        let width = inputs.next_multiple_of(simd::STEP);
        let count = rows.len() / inputs.max(1);
        let mut quantised =
            Quantised { width, values: vec![0; count * width], scales: Vec::with_capacity(count) };
        for (row, out) in rows.chunks_exact(inputs).zip(quantised.values.chunks_exact_mut(width)) {
            let most = largest(row);
            let (scale, inverse) = if most > 0.0 { (most / LIMIT, LIMIT / most) } else { (0.0, 0.0) };
            for (value, out) in row.iter().zip(out) {
                // To the nearest, halves away from zero: the same on every processor.
                let scaled = value * inverse;
                *out = (scaled + if scaled < 0.0 { -0.5 } else { 0.5 }) as i16;
            }
            quantised.scales.push(scale);
        }
        quantised
    }
}

impl Matrix {
    /// The layer of these weights, row by row, `inputs` a row.
    pub(super) fn new(inputs: usize, weights: &[i8], scales: Vec<f32>, bias: Vec<f32>) -> Matrix {
        let width = inputs.next_multiple_of(simd::STEP);
        let mut padded = vec![0; scales.len() * width];
        for (row, out) in weights.chunks_exact(inputs.max(1)).zip(padded.chunks_exact_mut(width)) {
            for (&weight, out) in row.iter().zip(out) {
                *out = i16::from(weight);
            }
        }
        Matrix { outputs: scales.len(), width, weights: padded, scales, bias }
    }

    /// The outputs for each row of inputs.
    #[inline(always)]
    pub(super) fn apply(&self, inputs: &Quantised, path: simd::Path) -> Vec<f32> {
        let mut out = vec![0.0; inputs.scales.len() * self.outputs];
        self.apply_to(inputs, path, &mut out);
        out
    }

    #[inline(always)]
    fn apply_to(&self, inputs: &Quantised, path: simd::Path, out: &mut [f32]) {
        debug_assert_eq!(inputs.width, self.width);
        let tile = inputs.width * simd::TOKENS;
        for ((values, scales), out) in inputs
            .values
            .chunks(tile)
            .zip(inputs.scales.chunks(simd::TOKENS))
            .zip(out.chunks_mut(self.outputs * simd::TOKENS))
        {
            for (pair, rows) in self.weights.chunks(self.width * simd::ROWS).enumerate() {
                let sums = simd::products(path, values, rows, self.width);
                let first = pair * simd::ROWS;
                for (token, &scale) in scales.iter().enumerate() {
                    for (row, &sum) in sums[token].iter().enumerate().take(self.outputs - first) {
                        let output = first + row;
                        out[token * self.outputs + output] =
                            sum as f32 * (scale * self.scales[output]) + self.bias[output];
                    }
                }
            }
        }
    }
}
