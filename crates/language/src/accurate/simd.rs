//! Integer products of a tile of tokens and a tile of rows: by AVX-512 or AVX2 where the processor has them, else plainly.
//!
//! The one module with `unsafe`: calls of functions compiled for these instructions, made only where the processor has been
//! asked. All paths add the same integers, which have no rounding: they agree to the bit.

#![allow(unsafe_code)]

/// How many tokens a tile has.
pub(super) const TOKENS: usize = 4;
/// How many rows of weights a tile has.
pub(super) const ROWS: usize = 4;
/// Rows are padded to whole steps of the widest path.
pub(super) const STEP: usize = 32;

/// Which instructions are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Path {
    /// 512-bit vectors that multiply and add 16-bit integers at once (VNNI).
    #[cfg(target_arch = "x86_64")]
    Avx512,
    /// 256-bit vectors.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// None in particular.
    Plain,
}

impl Path {
    /// All that this processor has, the best first.
    pub(super) fn all() -> impl Iterator<Item = Path> {
        let mut paths = vec![Path::Plain];
        #[cfg(target_arch = "x86_64")]
        {
            use std::arch::is_x86_feature_detected as has;
            if has!("avx2") {
                paths.push(Path::Avx2);
                if has!("avx512f") && has!("avx512bw") && has!("avx512vl") && has!("avx512vnni") {
                    paths.push(Path::Avx512);
                }
            }
        }
        paths.into_iter().rev()
    }

    /// The best that this processor has.
    pub(super) fn best() -> Path {
        Path::all().next().unwrap_or(Path::Plain)
    }
}

/// Runs a computation compiled for the path. Floating point in it must not depend on the path: no fused operations, sums in a
/// fixed order.
#[inline(always)]
pub(super) fn run<T>(path: Path, work: impl FnOnce() -> T) -> T {
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn with_avx2<T>(work: impl FnOnce() -> T) -> T {
        work()
    }
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,avx512f,avx512bw,avx512vl,avx512vnni")]
    fn with_avx512<T>(work: impl FnOnce() -> T) -> T {
        work()
    }
    match path {
        // SAFETY: a path is made only where the processor has its instructions.
        #[cfg(target_arch = "x86_64")]
        Path::Avx512 => unsafe { with_avx512(work) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Path::Avx2 => unsafe { with_avx2(work) },
        Path::Plain => work(),
    }
}

/// The products of up to [`TOKENS`] rows of inputs with up to [`ROWS`] rows of weights, each `width` long.
#[inline(always)]
pub(super) fn products(path: Path, inputs: &[i16], weights: &[i16], width: usize) -> [[i32; ROWS]; TOKENS] {
    let whole = inputs.len() == TOKENS * width && weights.len() == ROWS * width && width.is_multiple_of(STEP);
    match path {
        // SAFETY: a path is made only where the processor has its instructions.
        #[cfg(target_arch = "x86_64")]
        Path::Avx512 if whole => unsafe { vectors::wide(inputs, weights, width) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Path::Avx2 if whole => unsafe { vectors::narrow(inputs, weights, width) },
        _ => plain(inputs, weights, width),
    }
}

/// What every path computes.
fn plain(inputs: &[i16], weights: &[i16], width: usize) -> [[i32; ROWS]; TOKENS] {
    let mut sums = [[0; ROWS]; TOKENS];
    for (input, sums) in inputs.chunks_exact(width).zip(&mut sums) {
        for (row, sum) in weights.chunks_exact(width).zip(sums) {
            *sum = input.iter().zip(row).map(|(&a, &b)| i32::from(a) * i32::from(b)).sum();
        }
    }
    sums
}

#[cfg(target_arch = "x86_64")]
mod vectors {
    use super::{ROWS, TOKENS};
    use std::arch::x86_64::{
        __m128i, __m256i, __m512i, _mm_add_epi32, _mm_storeu_si128, _mm256_add_epi32, _mm256_castsi256_si128,
        _mm256_extracti128_si256, _mm256_hadd_epi32, _mm256_loadu_si256, _mm256_madd_epi16,
        _mm256_setzero_si256, _mm512_castsi512_si256, _mm512_dpwssd_epi32, _mm512_extracti64x4_epi64,
        _mm512_loadu_si512, _mm512_setzero_si512,
    };

    /// How many rows of weights the narrow path takes at once: its accumulators and inputs fill the sixteen registers.
    const PAIR: usize = 2;

    #[target_feature(enable = "avx2,avx512f,avx512bw,avx512vl,avx512vnni")]
    pub(super) fn wide(inputs: &[i16], weights: &[i16], width: usize) -> [[i32; ROWS]; TOKENS] {
        let [a, b, c, d] = quarters(inputs, width);
        let [w, x, y, z] = quarters(weights, width);
        let mut sums = [[_mm512_setzero_si512(); ROWS]; TOKENS];
        for at in 0..a.len().min(w.len()) {
            let weights = [load_wide(&w[at]), load_wide(&x[at]), load_wide(&y[at]), load_wide(&z[at])];
            for (sums, input) in sums.iter_mut().zip([&a[at], &b[at], &c[at], &d[at]]) {
                let input = load_wide(input);
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum = _mm512_dpwssd_epi32(*sum, input, weight);
                }
            }
        }
        let mut out = [[0; ROWS]; TOKENS];
        for (out, [w, x, y, z]) in out.iter_mut().zip(sums) {
            *out = added([halved(w), halved(x), halved(y), halved(z)]);
        }
        out
    }

    #[target_feature(enable = "avx2")]
    pub(super) fn narrow(inputs: &[i16], weights: &[i16], width: usize) -> [[i32; ROWS]; TOKENS] {
        let [a, b, c, d] = quarters::<16>(inputs, width);
        let mut out = [[0; ROWS]; TOKENS];
        for (pair, weights) in weights.chunks_exact(PAIR * width).enumerate() {
            let (x, y) = weights.split_at(width);
            let (x, y) = (x.as_chunks::<16>().0, y.as_chunks::<16>().0);
            let mut sums = [[_mm256_setzero_si256(); PAIR]; TOKENS];
            for at in 0..a.len().min(x.len()) {
                let weights = [load(&x[at]), load(&y[at])];
                for (sums, input) in sums.iter_mut().zip([&a[at], &b[at], &c[at], &d[at]]) {
                    let input = load(input);
                    for (sum, weight) in sums.iter_mut().zip(weights) {
                        *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(input, weight));
                    }
                }
            }
            let [[ax, ay], [bx, by], [cx, cy], [dx, dy]] = sums;
            let (upper, lower) = (added([ax, ay, bx, by]), added([cx, cy, dx, dy]));
            for (token, pair_of) in
                [&upper[..2], &upper[2..], &lower[..2], &lower[2..]].into_iter().enumerate()
            {
                out[token][PAIR * pair..][..PAIR].copy_from_slice(pair_of);
            }
        }
        out
    }

    /// Four rows, in vectors of `LANES`.
    #[inline(always)]
    fn quarters<const LANES: usize>(rows: &[i16], width: usize) -> [&[[i16; LANES]]; 4] {
        let (a, rest) = rows.split_at(width);
        let (b, rest) = rest.split_at(width);
        let (c, d) = rest.split_at(width);
        [a, b, c, d].map(|row| row.as_chunks().0)
    }

    #[target_feature(enable = "avx512f")]
    fn load_wide(lanes: &[i16; 32]) -> __m512i {
        // SAFETY: thirty-two values of two bytes; the load needs no alignment.
        unsafe { _mm512_loadu_si512(lanes.as_ptr().cast()) }
    }

    #[target_feature(enable = "avx2")]
    fn load(lanes: &[i16; 16]) -> __m256i {
        // SAFETY: sixteen values of two bytes; the load needs no alignment.
        unsafe { _mm256_loadu_si256(lanes.as_ptr().cast()) }
    }

    #[target_feature(enable = "avx2,avx512f")]
    fn halved(lanes: __m512i) -> __m256i {
        _mm256_add_epi32(_mm512_castsi512_si256(lanes), _mm512_extracti64x4_epi64::<1>(lanes))
    }

    /// The sum of the lanes of each vector.
    #[target_feature(enable = "avx2")]
    fn added([a, b, c, d]: [__m256i; 4]) -> [i32; 4] {
        let lanes = _mm256_hadd_epi32(_mm256_hadd_epi32(a, b), _mm256_hadd_epi32(c, d));
        stored(_mm_add_epi32(_mm256_castsi256_si128(lanes), _mm256_extracti128_si256::<1>(lanes)))
    }

    #[target_feature(enable = "avx2")]
    fn stored(lanes: __m128i) -> [i32; 4] {
        let mut out = [0; 4];
        // SAFETY: four values of four bytes; the store needs no alignment.
        unsafe { _mm_storeu_si128(out.as_mut_ptr().cast(), lanes) };
        out
    }
}

#[cfg(test)]
mod tests {
    use super::{Path, ROWS, TOKENS, plain, products};

    #[test]
    fn all_paths_add_the_same_integers() {
        for width in [32, 128, 384, 1536] {
            let value = |seed: usize, limit: i32| {
                ((seed.wrapping_mul(2_654_435_761) >> 7) as i32).rem_euclid(2 * limit + 1) as i16
                    - limit as i16
            };
            let inputs: Vec<i16> = (0..TOKENS * width).map(|at| value(at + 1, 8191)).collect();
            let weights: Vec<i16> = (0..ROWS * width).map(|at| value(at + 77, 127)).collect();
            for path in Path::all() {
                let found = products(path, &inputs, &weights, width);
                assert_eq!(found, plain(&inputs, &weights, width), "{path:?} {width}");
            }
        }
    }

    #[test]
    fn the_largest_sums_fit() {
        let (inputs, weights) = (vec![8191; TOKENS * 1536], vec![-127; ROWS * 1536]);
        for path in Path::all() {
            let found = products(path, &inputs, &weights, 1536);
            assert_eq!(found, [[-8191 * 127 * 1536; ROWS]; TOKENS], "{path:?}");
        }
    }
}
