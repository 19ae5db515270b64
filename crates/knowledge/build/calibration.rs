//! `data/calibration/events.tsv` to the table of `calibration`.

use crate::table::Table;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Writes the table.
pub(crate) fn compile() {
    let table = Table::read("calibration/events.tsv");
    let mut steps = BTreeMap::new();
    for row in table.rows() {
        let from: u8 = row.get("from").parse().unwrap_or_else(|_| row.fail("`from` is no share of 255"));
        let right: f64 = row.get("right").parse().unwrap_or_else(|_| row.fail("`right` is no share"));
        let key = (row.get("model"), row.get("field"), row.get("evidence"), from);
        if steps.insert(key, right).is_some() {
            row.fail("twice");
        }
    }
    let mut out = String::from("static STEPS: &[(&str, &str, &str, u8, f64)] = &[\n");
    for ((model, field, evidence, from), right) in steps {
        let _ = writeln!(out, "    ({model:?}, {field:?}, {evidence:?}, {from}, {right:?}),");
    }
    out.push_str("];\n");
    crate::table::write("calibration.rs", out.as_bytes());
}
