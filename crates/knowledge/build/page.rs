//! The entries of the codebook, and what is measured of them.

use crate::frames::{STATUSES, TYPES, plover};
use crate::table::Table;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Writes both tables; the build stops where a type, mode, status or context has no rule or too few examples.
pub(crate) fn compile() {
    let table = Table::read("codebook/entries.tsv");
    let mut entries: Vec<((&str, &str), Vec<String>)> = Vec::new();
    let mut counts: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
    for row in table.rows() {
        let (kind, key, part, text) = (row.get("kind"), row.get("key"), row.get("part"), row.get("text"));
        let written = match part {
            "rule" => "Rule",
            "example" => "Example",
            "near-miss" => "NearMiss",
            other => row.fail(&format!("`{other}` is no rule, example or near-miss")),
        };
        if text.is_empty() || !matches!(kind, "type" | "mode" | "status" | "context" | "field") {
            row.fail("no text, or a kind that is no type, mode, status, context or field");
        }
        *counts.entry((kind, key, part)).or_default() += 1;
        let line = format!("(Part::{written}, {text:?})");
        match entries.iter_mut().find(|(of, _)| *of == (kind, key)) {
            Some((_, lines)) => lines.push(line),
            None => entries.push(((kind, key), vec![line])),
        }
    }
    for (kind, key) in wanted() {
        let count = |part| counts.get(&(kind, key.as_str(), part)).copied().unwrap_or_default();
        assert!(
            count("rule") == 1 && count("example") > 0,
            "codebook/entries.tsv: the {kind} {key} needs one rule, and examples"
        );
    }
    let mut out = String::from("static ENTRIES: &[Entry] = &[\n");
    for ((kind, key), lines) in entries {
        let _ =
            writeln!(out, "    Entry {{ kind: {kind:?}, key: {key:?}, parts: &[{}] }},", lines.join(", "));
    }
    out.push_str("];\nstatic MEASURED: &[Measured] = &[\n");
    for row in Table::read("codebook/measured.tsv").rows() {
        let n: u32 = row.get("n").parse().unwrap_or_else(|_| row.fail("`n` is no number"));
        let columns = ["kind", "key", "precision", "recall", "confusions"].map(|column| row.get(column));
        let [kind, key, precision, recall, confusions] = columns;
        let _ = writeln!(
            out,
            "    Measured {{ kind: {kind:?}, key: {key:?}, precision: {precision:?}, recall: {recall:?}, n: {n}, confusions: {confusions:?} }},"
        );
    }
    out.push_str("];\n");
    crate::table::write("page.rs", out.as_bytes());
}

/// What must have an entry.
fn wanted() -> BTreeSet<(&'static str, String)> {
    let scores = Table::read("codebook/scores.tsv");
    let modes = scores.rows().filter(|row| !row.get("mode").is_empty());
    let modes = modes.map(|row| ("mode", format!("{}/{}", row.get("type"), row.get("mode"))));
    let types = TYPES.iter().map(|kind| ("type", (*kind).to_owned()));
    let statuses = STATUSES.iter().map(|status| ("status", (*status).to_owned()));
    let contexts = plover::CONTEXTS.iter().map(|context| ("context", (*context).to_owned()));
    modes.chain(types).chain(statuses).chain(contexts).collect()
}
