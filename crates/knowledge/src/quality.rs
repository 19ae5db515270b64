//! How good the reading is, as `measure quality` has counted it on annotated documents (`data/quality`).
//!
//! ```
//! use legation_knowledge::quality;
//! let table = quality::tables().first().unwrap();
//! let events = table.rows("accurate", "whole").find(|row| row.key == "event").unwrap();
//! assert!(events.counted.precision().unwrap() > 0.5);
//! assert!(table.calibration_error("accurate", "type").unwrap() < 0.1);
//! ```
//!
//! Counts alone are kept; every share is reckoned from them here, in one place.

/// What was counted on some documents.
#[derive(Debug)]
pub struct Table {
    /// `test`, `news`.
    pub name: &'static str,
    /// The command that counted, and on which file.
    pub source: &'static str,
    /// The day on which it was counted.
    pub as_of: &'static str,
    /// What the documents are.
    pub texts: &'static str,
    /// Who annotated them, and how far annotators agree.
    pub annotated: &'static str,
    /// What to mind when the figures are used.
    pub caution: &'static str,
    rows: &'static [Row],
}

/// What was counted of one thing.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    model: &'static str,
    part: &'static str,
    /// `CONSULT`, `planned`, `event`.
    pub key: &'static str,
    /// Of steps of confidence, where they begin.
    pub from: f64,
    /// The counts.
    pub counted: Counted,
}

/// How many we have, the annotators have, and are right.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counted {
    /// How many we have.
    pub ours: u32,
    /// How many the annotators have.
    pub gold: u32,
    /// How many of ours are right.
    pub right: u32,
    /// The sum of how sure we are of ours.
    pub said: f64,
}

impl Counted {
    /// The share of ours that is right; none of nothing.
    pub fn precision(self) -> Option<f64> {
        share(self.right, self.ours)
    }

    /// The share of the annotators' that we have right.
    pub fn recall(self) -> Option<f64> {
        share(self.right, self.gold)
    }

    /// How sure we are of ours, in the mean.
    pub fn sureness(self) -> Option<f64> {
        (self.ours > 0 && self.said > 0.0).then(|| self.said / f64::from(self.ours))
    }
}

fn share(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}

impl Table {
    /// The rows of a model (`accurate`, `fast`) and a part (`whole`, `field`, `type`, `status`, `curve`, `bin`).
    pub fn rows<'a>(&self, model: &'a str, part: &'a str) -> impl Iterator<Item = &'static Row> + use<'a> {
        self.rows.iter().filter(move |row| row.model == model && row.part == part)
    }

    /// The expected calibration error of a field (`type`, `status`) over the bins of confidence (Naeini et al. 2015).
    pub fn calibration_error(&self, model: &str, field: &str) -> Option<f64> {
        let bins = || self.rows(model, "bin").filter(|row| row.key == field).map(|row| row.counted);
        let all: u32 = bins().map(|bin| bin.ours).sum();
        let gaps: f64 = bins().map(|bin| (bin.said - f64::from(bin.right)).abs()).sum();
        (all > 0).then(|| gaps / f64::from(all))
    }
}

include!(concat!(env!("OUT_DIR"), "/quality.rs"));

/// What was counted, the largest set of documents first.
pub fn tables() -> &'static [Table] {
    TABLES
}
