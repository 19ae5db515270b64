//! Floating point that gives the same bits on every processor: no library functions, no fused operations, sums in eight
//! lanes that are added in order.

const LANES: usize = 8;

/// The sum of products, in eight lanes.
#[inline(always)]
pub(super) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0f32; LANES];
    let (a_parts, a_rest) = a.as_chunks::<LANES>();
    let (b_parts, b_rest) = b.as_chunks::<LANES>();
    for (a, b) in a_parts.iter().zip(b_parts) {
        for lane in 0..LANES {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    let rest = a_rest.iter().zip(b_rest).fold(0.0, |sum, (a, b)| sum + a * b);
    lanes.iter().sum::<f32>() + rest
}

/// The sum, in eight lanes.
#[inline(always)]
fn sum(values: &[f32]) -> f32 {
    let mut lanes = [0.0f32; LANES];
    let (parts, rest) = values.as_chunks::<LANES>();
    for part in parts {
        for lane in 0..LANES {
            lanes[lane] += part[lane];
        }
    }
    lanes.iter().sum::<f32>() + rest.iter().sum::<f32>()
}

/// The largest magnitude.
#[inline(always)]
pub(super) fn largest(values: &[f32]) -> f32 {
    let mut lanes = [0.0f32; LANES];
    let (parts, rest) = values.as_chunks::<LANES>();
    for part in parts {
        for lane in 0..LANES {
            let magnitude = part[lane].abs();
            lanes[lane] = if magnitude > lanes[lane] { magnitude } else { lanes[lane] };
        }
    }
    rest.iter()
        .map(|value| value.abs())
        .chain(lanes)
        .fold(0.0, |most, value| if value > most { value } else { most })
}

/// Adds `b` to `a`.
#[inline(always)]
pub(super) fn add(a: &mut [f32], b: &[f32]) {
    for (a, b) in a.iter_mut().zip(b) {
        *a += b;
    }
}

/// Added to a number of up to 22 bits, leaves its nearest integer (ties to the even one) in the low bits.
const SHIFT: f32 = 12_582_912.0;

/// The nearest integer, ties to the even one, of a magnitude below four million.
#[inline(always)]
pub(super) fn nearest(x: f32) -> i32 {
    (x + SHIFT).to_bits().wrapping_sub(SHIFT.to_bits()) as i32
}

/// e to the power of `x`, by the polynomial of Cephes' `expf`; relative error below 2e-7.
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 88.0);
    let shifted = x * std::f32::consts::LOG2_E + SHIFT;
    let part = shifted - SHIFT;
    let rest = (x - part * 0.693_359_4) - part * -2.121_944_4e-4;
    let mut value = 1.987_569_1e-4;
    for term in [1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5] {
        value = value * rest + term;
    }
    let value = value * rest * rest + rest + 1.0;
    // The integer, as an exponent.
    value * f32::from_bits((shifted.to_bits() << 23).wrapping_add(127 << 23))
}

/// The Gaussian error linear unit, exactly: `x · Φ(x)` with the error function by Abramowitz and Stegun 7.1.26 (error
/// below 1.5e-7).
#[inline(always)]
pub(super) fn gelu(values: &mut [f32]) {
    for value in values {
        let x = *value * std::f32::consts::FRAC_1_SQRT_2;
        let magnitude = x.abs();
        let t = 1.0 / (1.0 + 0.327_591_1 * magnitude);
        let mut series = 1.061_405_4;
        for term in [-1.453_152_1, 1.421_413_8, -0.284_496_72, 0.254_829_6] {
            series = series * t + term;
        }
        let tail = series * t * exp(-magnitude * magnitude);
        let erf = if x < 0.0 { tail - 1.0 } else { 1.0 - tail };
        *value = 0.5 * *value * (1.0 + erf);
    }
}

/// Shares that sum to one, the larger the value the larger.
#[inline(always)]
pub(super) fn softmax(values: &mut [f32]) {
    let most = values.iter().fold(f32::MIN, |most, &value| if value > most { value } else { most });
    for value in &mut *values {
        *value = exp(*value - most);
    }
    let inverse = 1.0 / sum(values);
    for value in values {
        *value *= inverse;
    }
}

/// A layer's normalisation.
#[derive(Debug)]
pub(super) struct Norm {
    pub(super) weight: Vec<f32>,
    pub(super) bias: Vec<f32>,
}

impl Norm {
    /// Brings each row to mean 0 and variance 1, then scales and shifts it.
    #[inline(always)]
    pub(super) fn apply(&self, rows: &mut [f32]) {
        let width = self.weight.len();
        let share = 1.0 / width as f32;
        for row in rows.chunks_exact_mut(width) {
            let mean = sum(row) * share;
            for value in &mut *row {
                *value -= mean;
            }
            let inverse = 1.0 / (dot(row, row) * share + 1e-12).sqrt();
            for ((value, weight), bias) in row.iter_mut().zip(&self.weight).zip(&self.bias) {
                *value = *value * inverse * weight + bias;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{dot, exp, gelu, softmax};

    #[test]
    fn the_exponential_is_close() {
        for step in -800..800 {
            let x = step as f32 * 0.1;
            let right = f64::from(x).exp();
            assert!((f64::from(exp(x)) - right).abs() <= 3e-7 * right, "{x}");
        }
        assert!(exp(-1000.0) < 1e-37);
    }

    #[test]
    fn the_error_function_is_close() {
        // Φ(1) = 0.841345, Φ(-2) = 0.022750.
        let mut values = [1.0, -2.0, 0.0, 8.0];
        gelu(&mut values);
        for (value, right) in values.iter().zip([0.841_345, -0.045_500, 0.0, 8.0]) {
            assert!((value - right).abs() < 2e-6, "{value} {right}");
        }
    }

    #[test]
    fn shares_sum_to_one() {
        let mut values = [1.0, 2.0, 3.0];
        softmax(&mut values);
        assert!((values.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!((dot(&[1.0; 19], &[2.0; 19]) - 38.0).abs() < 1e-6);
    }
}
