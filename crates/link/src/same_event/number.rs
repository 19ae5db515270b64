//! Floating point that gives the same bits on every processor: additions, multiplications, divisions and square roots alone.

/// The natural logarithm of a positive number, to some twelve digits.
pub(super) fn ln(x: f64) -> f64 {
    // x = m · 2^k with m near 1; ln m = 2 artanh((m − 1) / (m + 1)).
    let (mut m, mut k) = (x.max(1e-300), 0.0);
    while m > std::f64::consts::SQRT_2 {
        m /= 2.0;
        k += 1.0;
    }
    while m < std::f64::consts::FRAC_1_SQRT_2 {
        m *= 2.0;
        k -= 1.0;
    }
    let y = (m - 1.0) / (m + 1.0);
    let square = y * y;
    let mut series = 0.0;
    for odd in (0..10).rev().map(|n| f64::from(2 * n + 1)) {
        series = series * square + 1.0 / odd;
    }
    k * std::f64::consts::LN_2 + 2.0 * y * series
}

/// 1 / (1 + e^−x).
pub(super) fn share(x: f64) -> f64 {
    // e^x = (e^(x / 1024))^1024, the small power by its series.
    let small = x.clamp(-40.0, 40.0) / 1024.0;
    let mut power = 1.0;
    for n in (1..8).rev().map(f64::from) {
        power = 1.0 + small / n * power;
    }
    for _ in 0..10 {
        power *= power;
    }
    power / (1.0 + power)
}

#[cfg(test)]
mod tests {
    use super::{ln, share};

    #[test]
    fn both_are_close_to_the_library() {
        for step in 1..4000 {
            let x = f64::from(step) * 0.37;
            assert!((ln(x) - x.ln()).abs() < 1e-11, "{x}");
            let x = f64::from(step - 2000) * 0.01;
            assert!((share(x) - 1.0 / (1.0 + (-x).exp())).abs() < 1e-11, "{x}");
        }
    }
}
