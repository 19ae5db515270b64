//! `data/frames/` and `data/codebook/` to the tables of `frames` and `codebook`.

use crate::table::Table;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The PLOVER types.
const TYPES: [&str; 16] = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
];
const STATUSES: [&str; 7] =
    ["occurred", "ongoing", "planned", "possible", "conditional", "proposed", "denied"];

/// Writes the tables.
pub(crate) fn compile() {
    let modes = codebook();
    frames(&modes);
    status();
}

/// Scores; returns the modes of each type.
fn codebook() -> BTreeMap<String, BTreeSet<String>> {
    let mut out = String::from("static CAMEO: &[(&str, &str, Option<f64>)] = &[\n");
    let mut codes = BTreeMap::new();
    for row in Table::read("codebook/cameo.tsv").rows() {
        let goldstein = match row.get("goldstein") {
            "" => "None".to_owned(),
            value => format!(
                "Some({:?})",
                value.parse::<f64>().unwrap_or_else(|_| row.fail("the Goldstein value is no number"))
            ),
        };
        codes.insert(
            row.get("code").to_owned(),
            format!("({:?}, {:?}, {goldstein})", row.get("code"), row.get("name")),
        );
    }
    for row in codes.values() {
        let _ = writeln!(out, "    {row},");
    }
    out.push_str("];\nstatic SCORES: &[(&str, &str, f64)] = &[\n");
    let mut modes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut scores = BTreeSet::new();
    for row in Table::read("codebook/scores.tsv").rows() {
        let (kind, mode) = (row.get("type"), row.get("mode"));
        if !TYPES.contains(&kind) {
            row.fail(&format!("`{kind}` is no PLOVER type"));
        }
        let score: f64 = row.get("score").parse().unwrap_or_else(|_| row.fail("the score is no number"));
        modes.entry(kind.to_owned()).or_default().insert(mode.to_owned());
        scores.insert(format!("({kind:?}, {mode:?}, {score:?})"));
    }
    for score in scores {
        let _ = writeln!(out, "    {score},");
    }
    out.push_str("];\n");
    crate::table::write("codebook.rs", out.as_bytes());
    modes
}

fn frames(modes: &BTreeMap<String, BTreeSet<String>>) {
    let mut rows = BTreeSet::new();
    for row in Table::read("frames/frames.tsv").rows() {
        let (kind, mode) = (row.get("type"), row.get("mode"));
        if !modes.get(kind).is_some_and(|modes| modes.contains(mode)) {
            row.fail(&format!("{kind} has no mode `{mode}`"));
        }
        let class = match row.get("pos") {
            "verb" => "Verb",
            "noun" => "Noun",
            other => row.fail(&format!("unknown pos `{other}`")),
        };
        let needs = row.get("needs");
        let (way, words) = needs.split_once(':').unwrap_or(("", ""));
        let way = match way {
            "" => "Nothing",
            "obj" => "Object",
            "prep" => "Preposition",
            "prt" => "Particle",
            "not" => "Without",
            other => row.fail(&format!("unknown need `{other}`")),
        };
        let words: Vec<&str> = words.split('|').filter(|word| !word.is_empty()).collect();
        // A trigger of several words is looked up by its last, which is its head.
        let trigger: Vec<&str> = row.get("trigger").split(' ').collect();
        let head = trigger.last().copied().unwrap_or_else(|| row.fail("no trigger"));
        let before = &trigger[..trigger.len() - 1];
        let specific = before.len() * 2 + usize::from(!words.is_empty());
        let frame = format!(
            "Frame {{ head: {head:?}, before: &{before:?}, class: Class::{class}, needs: Needs::{way}(&{words:?}), kind: {kind:?}, mode: {mode:?}, cameo: {:?} }}",
            row.get("cameo")
        );
        if !rows.insert((head.to_owned(), usize::MAX - specific, frame)) {
            row.fail("twice");
        }
    }
    let mut out = String::from("static FRAMES: &[Frame] = &[\n");
    for (_, _, frame) in rows {
        let _ = writeln!(out, "    {},", frame.replace("Nothing(&[])", "Nothing"));
    }
    out.push_str("];\n");
    crate::table::write("frames.rs", out.as_bytes());
}

fn status() {
    let mut rows = BTreeSet::new();
    for row in Table::read("frames/status.tsv").rows() {
        let class = match row.get("pos") {
            "verb" => "Verb",
            "noun" => "Noun",
            "adjective" => "Adjective",
            "state" => "State",
            "modal" => "Modal",
            "mark" => "Mark",
            other => row.fail(&format!("unknown pos `{other}`")),
        };
        if !STATUSES.contains(&row.get("status")) {
            row.fail("no status of the record");
        }
        rows.insert(format!("({:?}, StatusClass::{class}, {:?})", row.get("word"), row.get("status")));
    }
    let mut out = String::from("static STATUS: &[(&str, StatusClass, &str)] = &[\n");
    for row in rows {
        let _ = writeln!(out, "    {row},");
    }
    out.push_str("];\n");
    crate::table::write("status.rs", out.as_bytes());
}
