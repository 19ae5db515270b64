//! How often what the reading says is right, by how sure its parts are: measured on held-back documents of `data/annotated`.
//!
//! ```
//! use legation_knowledge::lexicon::calibration;
//! let (low, high) = ("accurate", "type");
//! let sure = |share| calibration::confidence(low, high, "frame", share).unwrap();
//! assert!(sure(10) < sure(250));
//! ```

include!(concat!(env!("OUT_DIR"), "/calibration.rs"));

/// The share of right answers of a model for a field (`type`, `status`) with this evidence, at this share of 255 by the model's head.
pub fn confidence(model: &str, field: &str, evidence: &str, share: u8) -> Option<f64> {
    let steps = STEPS.iter().filter(|(m, f, e, ..)| *m == model && *f == field && *e == evidence);
    steps.take_while(|(.., from, _)| *from <= share).last().map(|(.., right)| *right)
}
