//! How sure a fused event is.
//!
//! Each independent origin gives a share `c`: the reader's own confidence in type, status and participants, at most 0.8, half of it
//! where only a speaker says so and half where the event is told as history. The shares of independent origins add up as
//! chances do, `1 − Π(1 − c)`. Each field that articles tell in ways that cannot all be so then takes a tenth away.

/// One origin is never surer than this.
pub const MOST: f64 = 0.8;
/// What is left for each field in conflict.
pub const CONFLICT: f64 = 0.9;

/// What one telling contributes.
pub fn share(sure: f64, is_claimed: bool, is_background: bool) -> f64 {
    let halved = |is: bool| if is { 0.5 } else { 1.0 };
    sure.clamp(0.0, MOST) * halved(is_claimed) * halved(is_background)
}

/// The confidence from the shares of the independent origins and the number of fields in conflict, to three digits.
///
/// ```
/// use legation_link::fuse::confidence::of;
/// assert_eq!(of([0.6, 0.6], 0), 0.84);
/// assert_eq!(of([0.6, 0.6], 1), 0.756);
/// ```
pub fn of(shares: impl IntoIterator<Item = f64>, conflicts: usize) -> f64 {
    let doubt: f64 = shares.into_iter().map(|share| 1.0 - share).product();
    let left = (0..conflicts).fold(1.0 - doubt, |left, _| left * CONFLICT);
    (left * 1000.0).round() / 1000.0
}
