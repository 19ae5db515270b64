//! Integer products of a tile of tokens and a tile of rows: by AVX-512 or AVX2 where the processor has them, else plainly.
//!
//! The one module with `unsafe`: calls of functions compiled for these instructions, made only where the processor has been
//! asked. All paths add the same integers, which have no rounding: they agree to the bit.

#![allow(unsafe_code)]

/// How many tokens a tile has.
pub(super) const TOKENS: usize = 6;
/// How many outputs stand side by side in a block of weights.
pub(super) const LANES: usize = 16;
/// How many blocks a tile has: its accumulators, weights and one input fill the registers of the widest path.
pub(super) const BLOCKS: usize = 4;

/// How many outputs a tile has.
pub(super) const OUTPUTS: usize = BLOCKS * LANES;

/// A pair of inputs of a token, one beside the other.
pub(super) type Pair = [i16; 2];
/// The weights of a pair of inputs for the outputs of a tile, block by block, the pair's two beside each other.
#[repr(align(64))]
#[derive(Clone, Debug, Default)]
pub(super) struct Weights(pub(super) [[i16; 2 * LANES]; BLOCKS]);
/// The sums of a tile: for each token those of its outputs.
pub(super) type Sums = [[i32; OUTPUTS]; TOKENS];

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

/// A computation that [`run`] has compiled for each path: its function, and all that it calls in a loop, must be `inline(always)`.
///
/// Floating point in it must not depend on the path: no fused operations, sums in a fixed order.
pub(super) trait Work {
    /// Computes.
    fn run(self, path: Path);
}

/// Runs a computation compiled for the path.
pub(super) fn run(path: Path, work: impl Work) {
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn with_avx2(path: Path, work: impl Work) {
        work.run(path);
    }
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,avx512f,avx512bw,avx512vl,avx512vnni")]
    fn with_avx512(path: Path, work: impl Work) {
        work.run(path);
    }
    match path {
        // SAFETY: a path is made only where the processor has its instructions.
        #[cfg(target_arch = "x86_64")]
        Path::Avx512 => unsafe { with_avx512(path, work) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Path::Avx2 => unsafe { with_avx2(path, work) },
        Path::Plain => work.run(path),
    }
}

/// The products of the inputs of [`TOKENS`] tokens, one row after the other, with the weights of a tile.
#[inline(always)]
pub(super) fn products(path: Path, inputs: &[Pair], weights: &[Weights], sums: &mut Sums) {
    match path {
        // SAFETY: a path is made only where the processor has its instructions.
        #[cfg(target_arch = "x86_64")]
        Path::Avx512 => unsafe { vectors::wide(inputs, weights, sums) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Path::Avx2 => unsafe { vectors::narrow(inputs, weights, sums) },
        Path::Plain => plain(inputs, weights, sums),
    }
}

/// What every path computes.
fn plain(inputs: &[Pair], weights: &[Weights], sums: &mut Sums) {
    *sums = [[0; OUTPUTS]; TOKENS];
    for (row, sums) in rows(inputs, weights.len()).into_iter().zip(sums) {
        for (&[a, b], weights) in row.iter().zip(weights) {
            for (sum, &[x, y]) in sums.iter_mut().zip(weights.0.as_flattened().as_chunks().0) {
                *sum += i32::from(a) * i32::from(x) + i32::from(b) * i32::from(y);
            }
        }
    }
}

/// The rows of inputs, `pairs` long.
#[inline(always)]
fn rows(inputs: &[Pair], pairs: usize) -> [&[Pair]; TOKENS] {
    let row = |token: usize| &inputs[token * pairs..][..pairs];
    [row(0), row(1), row(2), row(3), row(4), row(5)]
}

#[cfg(target_arch = "x86_64")]
mod vectors {
    use super::{BLOCKS, LANES, Pair, Sums, TOKENS, Weights, rows};
    use std::arch::x86_64::{
        __m256i, __m512i, _mm256_add_epi32, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_set1_epi32,
        _mm256_setzero_si256, _mm256_storeu_si256, _mm512_loadu_si512, _mm512_set1_epi32,
        _mm512_setzero_si512, _mm512_storeu_si512,
    };

    #[target_feature(enable = "avx2,avx512f,avx512bw,avx512vl,avx512vnni")]
    pub(super) fn wide(inputs: &[Pair], weights: &[Weights], out: &mut Sums) {
        let [a, b, c, d, e, f] = rows(inputs, weights.len());
        let mut sums = [[_mm512_setzero_si512(); BLOCKS]; TOKENS];
        for (at, Weights([w, x, y, z])) in weights.iter().enumerate() {
            let weights = [load_wide(w), load_wide(x), load_wide(y), load_wide(z)];
            for (sums, input) in sums.iter_mut().zip([a[at], b[at], c[at], d[at], e[at], f[at]]) {
                let input = _mm512_set1_epi32(both(input));
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    multiply_add(sum, input, weight);
                }
            }
        }
        for (out, sum) in out.as_flattened_mut().as_chunks_mut().0.iter_mut().zip(sums.as_flattened()) {
            store_wide(*sum, out);
        }
    }

    /// A block at a time: its sums, half its weights and one input fill the sixteen registers.
    #[target_feature(enable = "avx2")]
    pub(super) fn narrow(inputs: &[Pair], weights: &[Weights], out: &mut Sums) {
        let [a, b, c, d, e, f] = rows(inputs, weights.len());
        for block in 0..BLOCKS {
            let mut sums = [[_mm256_setzero_si256(); 2]; TOKENS];
            for (at, weights) in weights.iter().enumerate() {
                let [lower, upper] = halves(&weights.0[block]);
                let weights = [load(lower), load(upper)];
                for (sums, input) in sums.iter_mut().zip([a[at], b[at], c[at], d[at], e[at], f[at]]) {
                    let input = _mm256_set1_epi32(both(input));
                    for (sum, weight) in sums.iter_mut().zip(weights) {
                        *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(input, weight));
                    }
                }
            }
            for (out, sums) in out.iter_mut().zip(sums) {
                let halves: &mut [[i32; LANES / 2]] = out.as_chunks_mut().0;
                for (out, sum) in halves[2 * block..].iter_mut().zip(sums) {
                    store(sum, out);
                }
            }
        }
    }

    /// `vpdpwssd`, said plainly: compilers take the intrinsic apart into two instructions where they think that faster.
    #[target_feature(enable = "avx512f,avx512vnni")]
    fn multiply_add(sum: &mut __m512i, input: __m512i, weight: __m512i) {
        // SAFETY: reads and writes registers only.
        unsafe {
            std::arch::asm!(
                "vpdpwssd {sum}, {input}, {weight}",
                sum = inout(zmm_reg) *sum,
                input = in(zmm_reg) input,
                weight = in(zmm_reg) weight,
                options(pure, nomem, nostack, preserves_flags),
            );
        }
    }

    /// Two inputs as one value of the vectors.
    #[inline(always)]
    fn both([a, b]: Pair) -> i32 {
        i32::from(a) & 0xffff | i32::from(b) << 16
    }

    /// The weights of the lower lanes and of the upper.
    #[inline(always)]
    fn halves(block: &[i16; 2 * LANES]) -> [&[i16; LANES]; 2] {
        let (halves, _) = block.as_chunks();
        [&halves[0], &halves[1]]
    }

    #[target_feature(enable = "avx512f")]
    fn load_wide(lanes: &[i16; 2 * LANES]) -> __m512i {
        // SAFETY: thirty-two values of two bytes; the load needs no alignment.
        unsafe { _mm512_loadu_si512(lanes.as_ptr().cast()) }
    }

    #[target_feature(enable = "avx512f")]
    fn store_wide(lanes: __m512i, out: &mut [i32; LANES]) {
        // SAFETY: sixteen values of four bytes; the store needs no alignment.
        unsafe { _mm512_storeu_si512(out.as_mut_ptr().cast(), lanes) }
    }

    #[target_feature(enable = "avx2")]
    fn load(lanes: &[i16; LANES]) -> __m256i {
        // SAFETY: sixteen values of two bytes; the load needs no alignment.
        unsafe { _mm256_loadu_si256(lanes.as_ptr().cast()) }
    }

    #[target_feature(enable = "avx2")]
    fn store(lanes: __m256i, out: &mut [i32; LANES / 2]) {
        // SAFETY: eight values of four bytes; the store needs no alignment.
        unsafe { _mm256_storeu_si256(out.as_mut_ptr().cast(), lanes) }
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCKS, LANES, OUTPUTS, Pair, Path, TOKENS, Weights, plain, products};

    #[test]
    fn all_paths_add_the_same_integers() {
        for pairs in [1, 3, 16, 192] {
            let value = |seed: usize, limit: i32| {
                ((seed.wrapping_mul(2_654_435_761) >> 7) as i32).rem_euclid(2 * limit + 1) as i16
                    - limit as i16
            };
            let inputs: Vec<Pair> =
                (0..TOKENS * pairs).map(|at| [value(2 * at, 8191), value(2 * at + 1, 8191)]).collect();
            let block = |at: usize| std::array::from_fn(|lane| value(77 + 2 * LANES * at + lane, 127));
            let weights: Vec<Weights> =
                (0..pairs).map(|at| Weights(std::array::from_fn(|part| block(BLOCKS * at + part)))).collect();
            let mut right = [[0; OUTPUTS]; TOKENS];
            plain(&inputs, &weights, &mut right);
            let by_hand: i32 = (0..pairs)
                .map(|at| {
                    let ([a, b], [x, y]) =
                        (inputs[2 * pairs + at], [weights[at].0[1][6], weights[at].0[1][7]]);
                    i32::from(a) * i32::from(x) + i32::from(b) * i32::from(y)
                })
                .sum();
            assert_eq!(right[2][LANES + 3], by_hand);
            for path in Path::all() {
                let mut found = [[0; OUTPUTS]; TOKENS];
                products(path, &inputs, &weights, &mut found);
                assert_eq!(found, right, "{path:?} {pairs}");
            }
        }
    }

    #[test]
    fn the_largest_sums_fit() {
        let inputs = vec![[8191; 2]; 768 * TOKENS];
        let weights = vec![Weights([[-127; 2 * LANES]; BLOCKS]); 768];
        for path in Path::all() {
            let mut found = [[0; OUTPUTS]; TOKENS];
            products(path, &inputs, &weights, &mut found);
            assert_eq!(found, [[-8191 * 127 * 1536; OUTPUTS]; TOKENS], "{path:?}");
        }
    }
}
