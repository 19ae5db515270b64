//! Figures and how they are printed.

use anyhow::Result;
use serde_json::{Map, Value};
use std::io::Write;

/// Named figures in their order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Figures(Vec<(String, Value)>);

impl Figures {
    /// A share or another measure.
    pub(crate) fn share(&mut self, name: impl Into<String>, value: f64) {
        let rounded = (value * 1e6).round() / 1e6;
        self.0.push((name.into(), rounded.into()));
    }

    /// More of them.
    pub(crate) fn append(&mut self, mut more: Figures) {
        self.0.append(&mut more.0);
    }

    /// A number of things.
    pub(crate) fn count(&mut self, name: impl Into<String>, value: usize) {
        self.0.push((name.into(), value.into()));
    }

    /// A word.
    pub(crate) fn word(&mut self, name: impl Into<String>, value: &str) {
        self.0.push((name.into(), value.into()));
    }

    /// Precision, recall and F as `NAME_p`, `NAME_r` and `NAME_SUFFIX`.
    pub(crate) fn ratio(&mut self, prefix: &str, f: &str, ratio: Ratio) {
        self.share(format!("{prefix}p"), ratio.precision());
        self.share(format!("{prefix}r"), ratio.recall());
        self.share(f, ratio.f());
    }

    /// Prints them: a line each, or one line of JSON.
    pub(crate) fn print(&self, json: bool) -> Result<()> {
        let mut out = std::io::stdout().lock();
        if json {
            let object: Map<String, Value> = self.0.iter().cloned().collect();
            writeln!(out, "{}", Value::Object(object))?;
            return Ok(());
        }
        let width = self.0.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        for (name, value) in &self.0 {
            match value.as_f64().filter(|_| value.is_f64()) {
                Some(share) => writeln!(out, "{name:width$}  {share:.4}")?,
                None => writeln!(
                    out,
                    "{name:width$}  {}",
                    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
                )?,
            }
        }
        Ok(())
    }
}

/// How many were right, of how many given and how many wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ratio {
    pub(crate) right: usize,
    pub(crate) system: usize,
    pub(crate) gold: usize,
}

impl Ratio {
    pub(crate) fn add(&mut self, right: usize, system: usize, gold: usize) {
        self.right += right;
        self.system += system;
        self.gold += gold;
    }

    pub(crate) fn precision(self) -> f64 {
        share(self.right, self.system)
    }

    pub(crate) fn recall(self) -> f64 {
        share(self.right, self.gold)
    }

    pub(crate) fn f(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

/// A share of a whole; 0 of nothing.
pub(crate) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
