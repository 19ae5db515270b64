//! `data/cues/` to the table of `cues`.

use crate::table::Table;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Writes the table.
pub(crate) fn compile() {
    let mut rows = BTreeSet::new();
    for row in Table::read("cues/cues.tsv").rows() {
        let choice = |column: &str, choices: &[(&str, &'static str)]| {
            let written = row.get(column);
            let found = choices.iter().find(|(name, _)| *name == written);
            found.map_or_else(|| row.fail(&format!("unknown {column} `{written}`")), |(_, variant)| *variant)
        };
        let class = choice("pos", &[("verb", "Verb"), ("noun", "Noun"), ("adjective", "Adjective")]);
        let kind = choice("kind", &[("speech", "Speech"), ("attitude", "Attitude")]);
        let polarity =
            choice("polarity", &[("affirmed", "Affirmed"), ("denied", "Denied"), ("declined", "Declined")]);
        let takes: Vec<&str> = row.get("takes").split(',').collect();
        if takes.iter().any(|frame| !["clause", "infinitive", "object", "phrase"].contains(frame)) {
            row.fail("`takes` is a list of clause, infinitive, object, phrase");
        }
        let has = |frame: &str| takes.contains(&frame);
        let cue = format!(
            "Cue {{ lemma: {:?}, class: Class::{class}, kind: Kind::{kind}, polarity: Polarity::{polarity}, clause: {}, infinitive: {}, object: {}, phrase: {} }}",
            row.get("lemma"),
            has("clause"),
            has("infinitive"),
            has("object"),
            has("phrase")
        );
        if !rows.insert((row.get("lemma").to_owned(), class, cue)) {
            row.fail("twice");
        }
    }
    let mut out = String::from("static CUES: &[Cue] = &[\n");
    for (_, _, cue) in rows {
        let _ = writeln!(out, "    {cue},");
    }
    out.push_str("];\n");
    crate::table::write("cues.rs", out.as_bytes());
}
