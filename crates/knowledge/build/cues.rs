//! `data/cues/` to the table of `cues`.

use crate::table::{Row, Table};
use std::collections::BTreeSet;
use std::fmt::Write;

/// The tables, by what their cues are headed by.
pub(crate) const TABLES: [&str; 4] =
    ["cues/verbs.tsv", "cues/nouns.tsv", "cues/adjectives.tsv", "cues/multiword.tsv"];

/// Writes the table.
pub(crate) fn compile() {
    let mut rows = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for table in TABLES.map(Table::read) {
        for row in table.rows() {
            let (key, cue) = cue(&row);
            if !seen.insert((key.0.clone(), key.2.clone(), row.get("pos").to_owned())) {
                row.fail("twice");
            }
            rows.insert((key, cue));
        }
    }
    let mut out = String::from("static CUES: &[Cue] = &[\n");
    for (_, cue) in rows {
        let _ = writeln!(out, "    {cue},");
    }
    out.push_str("];\n");
    crate::table::write("cues.rs", out.as_bytes());
}

/// A row as Rust, and by what it is sorted: the head, then the longest wording first.
fn cue(row: &Row<'_>) -> ((String, usize, String), String) {
    let choice = |column: &str, choices: &[(&str, &'static str)]| {
        let written = row.get(column);
        let found = choices.iter().find(|(name, _)| *name == written);
        found.map_or_else(|| row.fail(&format!("unknown {column} `{written}`")), |(_, variant)| *variant)
    };
    let class = choice(
        "pos",
        &[("verb", "Verb"), ("noun", "Noun"), ("adjective", "Adjective"), ("adverbial", "Adverbial")],
    );
    let kind = choice("kind", &[("speech", "Speech"), ("attitude", "Attitude")]);
    let polarity =
        choice("polarity", &[("affirmed", "Affirmed"), ("denied", "Denied"), ("declined", "Declined")]);
    let takes: Vec<&str> = row.get("takes").split(',').collect();
    const FRAMES: [&str; 5] = ["clause", "question", "quotation", "infinitive", "object"];
    let prepositions: Vec<&str> = takes.iter().filter_map(|frame| frame.strip_prefix("prep:")).collect();
    if prepositions.len() + takes.iter().filter(|frame| FRAMES.contains(frame)).count() < takes.len() {
        row.fail(&format!("`takes` is a list of {}, prep:…", FRAMES.join(", ")));
    }
    let has = |frame: &str| takes.contains(&frame);
    let lemma = row.get("lemma");
    let (head, rest) = lemma.split_once(' ').unwrap_or((lemma, ""));
    let rest: Vec<&str> = rest.split(' ').filter(|word| !word.is_empty()).collect();
    let cue = format!(
        "Cue {{ lemma: {head:?}, rest: &{rest:?}, class: Class::{class}, kind: Kind::{kind}, polarity: Polarity::{polarity}, clause: {}, quotation: {}, infinitive: {}, object: {}, prepositions: &{prepositions:?} }}",
        has("clause") || has("question"),
        has("clause") || has("quotation"),
        has("infinitive"),
        has("object"),
    );
    ((head.to_owned(), usize::MAX - rest.len(), rest.join(" ")), cue)
}
