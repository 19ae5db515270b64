//! Shares, reckoned from what was counted.

use legation_knowledge::quality::{Row, Table};
use serde::Serialize;
use std::collections::BTreeMap;

/// What is measured of one model on some documents.
#[derive(Debug, Serialize)]
pub(super) struct Figures {
    data: &'static str,
    pub(super) model: &'static str,
    pub(super) texts: &'static str,
    pub(super) annotated: &'static str,
    pub(super) caution: &'static str,
    pub(super) source: &'static str,
    pub(super) as_of: &'static str,
    pub(super) whole: Vec<Line>,
    /// Of events with the right type, those whose field is right: the precision.
    pub(super) fields: Vec<Line>,
    pub(super) types: Vec<Line>,
    pub(super) statuses: Vec<Line>,
    pub(super) curve: Vec<Line>,
    pub(super) bins: Vec<Line>,
    pub(super) calibration_error: BTreeMap<&'static str, f64>,
}

/// One line of a table.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Line {
    data: &'static str,
    model: &'static str,
    part: &'static str,
    pub(super) key: &'static str,
    /// Of confidence: from here on, or up to a tenth above.
    pub(super) from: Option<f64>,
    pub(super) precision: Option<f64>,
    pub(super) recall: Option<f64>,
    /// Of the curve: the share of our events that are so sure.
    pub(super) coverage: Option<f64>,
    /// The mean of the confidences.
    pub(super) said: Option<f64>,
    pub(super) ours: u32,
    pub(super) gold: u32,
    right: u32,
}

/// As all shares are printed: three digits.
fn rounded(share: f64) -> f64 {
    (share * 1000.0).round() / 1000.0
}

/// A share for people; nothing where there is none.
pub(super) fn percent(share: Option<f64>) -> String {
    share.map(|share| format!("{share:.2}")).unwrap_or_default()
}

impl Figures {
    pub(super) fn of(table: &'static Table, model: &'static str) -> Figures {
        let events =
            table.rows(model, "whole").find(|row| row.key == "event").map_or(0, |row| row.counted.ours);
        let lines = |part: &'static str| -> Vec<Line> {
            table.rows(model, part).map(|row| Line::of(table.name, model, part, row, events)).collect()
        };
        let error = |field| Some((field, rounded(table.calibration_error(model, field)?)));
        Figures {
            data: table.name,
            model,
            texts: table.texts,
            annotated: table.annotated,
            caution: table.caution,
            source: table.source,
            as_of: table.as_of,
            whole: lines("whole"),
            fields: lines("field"),
            types: lines("type"),
            statuses: lines("status"),
            curve: lines("curve"),
            bins: lines("bin"),
            calibration_error: ["type", "status"].into_iter().filter_map(error).collect(),
        }
    }

    /// All lines, one after the other.
    pub(super) fn lines(&self) -> impl Iterator<Item = &Line> {
        let parts = [&self.whole, &self.fields, &self.types, &self.statuses, &self.curve, &self.bins];
        parts.into_iter().flatten()
    }
}

impl Line {
    fn of(data: &'static str, model: &'static str, part: &'static str, row: &Row, events: u32) -> Line {
        let counted = row.counted;
        let is_step = matches!(part, "curve" | "bin");
        let is_curve = part == "curve" && events > 0;
        Line {
            data,
            model,
            part,
            key: row.key,
            from: is_step.then_some(row.from),
            precision: counted.precision().map(rounded),
            // Of bins and fields the annotators have no count of their own.
            recall: counted.recall().map(rounded).filter(|_| !matches!(part, "bin" | "field")),
            coverage: is_curve.then(|| rounded(f64::from(counted.ours) / f64::from(events))),
            said: counted.sureness().map(rounded),
            ours: counted.ours,
            gold: counted.gold,
            right: counted.right,
        }
    }
}
