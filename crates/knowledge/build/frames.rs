//! `data/frames/` and `data/codebook/` to the tables of `frames` and `codebook`.

#[allow(unreachable_pub, reason = "public in the library, which shares the file")]
#[path = "../src/lexicon/frames/form.rs"]
mod form;

#[allow(unreachable_pub, reason = "public in the library, which shares the file")]
#[path = "../src/contexts.rs"]
pub(crate) mod plover;

use crate::table::{Row, Table};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The PLOVER types.
pub(crate) const TYPES: [&str; 16] = [
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
pub(crate) const STATUSES: [&str; 7] =
    ["occurred", "ongoing", "planned", "possible", "conditional", "proposed", "denied"];

/// Writes the tables.
pub(crate) fn compile() {
    let (codes, modes) = codebook();
    frames(&codes, &modes);
    status();
    families();
    rounds();
    control();
}

/// Scores; returns the CAMEO codes, and the modes of each type.
fn codebook() -> (BTreeSet<String>, BTreeMap<String, BTreeSet<String>>) {
    let mut out = String::from("static CAMEO: &[Coded] = &[\n");
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
            format!(
                "({:?}, {:?}, {goldstein}, &{:?}, {:?})",
                row.get("code"),
                row.get("name"),
                contexts(&row, row.get("contexts")),
                row.get("type")
            ),
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
    out.push_str("];\nstatic AS_CODED: &[(&str, [&str; 4])] = &[\n");
    let mut coded = BTreeSet::new();
    for row in Table::read("codebook/statuses.tsv").rows() {
        let columns = ["planned", "proposed", "demanded", "denied"].map(|column| row.get(column));
        let known = |code: &str| code == "=" || codes.contains_key(code);
        if !codes.contains_key(row.get("code")) || !columns.iter().all(|code| known(code)) {
            row.fail("no such CAMEO code");
        }
        coded.insert(format!("({:?}, {columns:?})", row.get("code")));
    }
    for row in coded {
        let _ = writeln!(out, "    {row},");
    }
    out.push_str("];\nstatic CONTEXTS: &[(&str, &[&str], &str)] = &[\n");
    let mut cues = BTreeSet::new();
    for row in Table::read("codebook/contexts.tsv").rows() {
        for context in contexts(&row, row.get("context")) {
            cues.insert(wording(row.get("words"), context));
        }
    }
    for row in Table::read("codebook/sports.tsv").rows() {
        cues.insert(wording(row.get("words"), "sport"));
    }
    for cue in cues {
        let _ = writeln!(out, "    {cue},");
    }
    out.push_str("];\n");
    crate::table::write("codebook.rs", out.as_bytes());
    (codes.into_keys().collect(), modes)
}

/// A wording by its first word, with what it tells of.
fn wording(words: &str, told: &str) -> String {
    let mut words = words.split(' ');
    let first = words.next().unwrap_or_default();
    format!("({first:?}, &{:?}, {told:?})", words.collect::<Vec<_>>())
}

/// The contexts in a cell, each one that PLOVER has.
fn contexts<'a>(row: &Row<'_>, cell: &'a str) -> Vec<&'a str> {
    let found: Vec<&str> = cell.split('|').filter(|context| !context.is_empty()).collect();
    for context in &found {
        if !plover::CONTEXTS.contains(context) {
            row.fail(&format!("`{context}` is no PLOVER context"));
        }
    }
    found
}

/// The tables of frames: one of each type, and that of the wordings that tell of none.
pub(crate) fn tables() -> Vec<String> {
    kinds().map(|kind| format!("frames/{}.tsv", kind.to_lowercase())).collect()
}

fn kinds() -> impl Iterator<Item = &'static str> {
    TYPES.into_iter().chain([form::NONE])
}

fn frames(codes: &BTreeSet<String>, modes: &BTreeMap<String, BTreeSet<String>>) {
    let mut rows = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for (table, kind) in tables().iter().map(|name| Table::read(name)).zip(kinds()) {
        for row in table.rows() {
            let is_mode = |kind: &str, mode: &str| modes.get(kind).is_some_and(|modes| modes.contains(mode));
            let written =
                row.must(form::read(|column| row.get(column), is_mode, |code| codes.contains(code)));
            if written.kind != kind {
                row.fail("a row of another type");
            }
            if !seen.insert((
                row.get("trigger").to_owned(),
                row.get("pos").to_owned(),
                row.get("needs").to_owned(),
                kind,
            )) {
                row.fail("twice");
            }
            let form::Written { head, before, is_verb, needs, kind, mode, cameo, source, target } = written;
            let positive = needs.iter().filter(|(way, ..)| *way != form::Way::Without).count();
            // One that takes the wording out counts a little more, and goes first among equals.
            let is_event = kind != form::NONE;
            let specific =
                before.len() * 4 + positive * 2 + (needs.len() - positive) + usize::from(!is_event);
            let class = if is_verb { "Verb" } else { "Noun" };
            let needs: Vec<String> = needs
                .iter()
                .map(|(way, words, nouns)| {
                    format!("Need {{ way: Way::{way:?}, words: &{words:?}, nouns: &{nouns:?} }}")
                })
                .collect();
            let frame = format!(
                "Frame {{ head: {head:?}, before: &{before:?}, class: Class::{class}, needs: &[{}], kind: {kind:?}, mode: {mode:?}, cameo: {cameo:?}, source: {source:?}, target: {target:?} }}",
                needs.join(", ")
            );
            rows.insert((head.to_owned(), usize::MAX - specific, is_event, frame));
        }
    }
    let mut out = String::from("static FRAMES: &[Frame] = &[\n");
    for (.., frame) in rows {
        let _ = writeln!(out, "    {frame},");
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
            "phrase" => "Phrase",
            "factive" => "Factive",
            "about" => "About",
            "only" => "Only",
            "begin" => "Begin",
            other => row.fail(&format!("unknown pos `{other}`")),
        };
        if !STATUSES.contains(&row.get("status")) {
            row.fail("no status of the record");
        }
        rows.insert((row.get("word").to_owned(), class, row.get("status").to_owned()));
    }
    let mut out = String::from("static STATUS: &[(&str, StatusClass, &str)] = &[\n");
    for (word, class, status) in rows {
        let _ = writeln!(out, "    ({word:?}, StatusClass::{class}, {status:?}),");
    }
    out.push_str("];\n");
    crate::table::write("status.rs", out.as_bytes());
}

/// The words that can tell of the same deed.
fn families() {
    let mut rows = BTreeSet::new();
    for row in Table::read("frames/families.tsv").rows() {
        let cells = ["word", "type", "family"].map(|column| row.get(column));
        if !TYPES.contains(&cells[1]) {
            row.fail(&format!("`{}` is no PLOVER type", cells[1]));
        }
        if cells.contains(&"") {
            row.fail("an empty cell");
        }
        if !rows.insert(cells.map(str::to_owned)) {
            row.fail("twice");
        }
    }
    let mut out = String::from("static FAMILIES: &[(&str, &str, &str)] = &[\n");
    for [word, kind, family] in rows {
        let _ = writeln!(out, "    ({word:?}, {kind:?}, {family:?}),");
    }
    out.push_str("];\n");
    crate::table::write("families.rs", out.as_bytes());
}

/// The words for the meetings of a series.
fn rounds() {
    let kinds = ["Round", "Meeting", "Talks", "Part", "First", "Ahead", "Held"];
    let mut rows = BTreeMap::new();
    for row in Table::read("frames/rounds.tsv").rows() {
        let kind = kinds.iter().find(|kind| kind.to_lowercase() == row.get("kind"));
        let kind = kind.unwrap_or_else(|| row.fail("no kind of word for rounds"));
        if rows.insert(row.get("word").to_owned(), *kind).is_some() {
            row.fail("twice");
        }
    }
    let mut out = String::from("static ROUNDS: &[(&str, RoundWord)] = &[\n");
    for (word, kind) in rows {
        let _ = writeln!(out, "    ({word:?}, RoundWord::{kind}),");
    }
    out.push_str("];\n");
    crate::table::write("rounds.rs", out.as_bytes());
}

/// Who does what a governed clause tells of, and what part a subject has in the act that its verb governs.
fn control() {
    let mut rows = BTreeSet::new();
    for row in Table::read("frames/control.tsv").rows() {
        let class = match row.get("pos") {
            "verb" => "Verb",
            "noun" => "Noun",
            other => row.fail(&format!("unknown pos `{other}`")),
        };
        if row.get("doer").is_empty() {
            row.fail("nobody does it: write `none`");
        }
        // A bare gerund has no mark.
        let marks: Vec<&str> =
            row.get("clause").split('|').map(|mark| if mark == "ing" { "" } else { mark }).collect();
        rows.insert(format!("({:?}, Class::{class}, &{marks:?}, {:?})", row.get("word"), row.get("doer")));
    }
    let mut out = String::from("static CONTROL: &[(&str, Class, &[&str], &str)] = &[\n");
    for row in rows {
        let _ = writeln!(out, "    {row},");
    }
    let mut parts = BTreeMap::new();
    for row in Table::read("frames/light.tsv").rows() {
        let part = match row.get("part") {
            "source" => "Source",
            "target" => "Target",
            "told" => "Told",
            "outside" => "Outside",
            other => row.fail(&format!("unknown part `{other}`")),
        };
        for preposition in row.get("act").split('|') {
            let preposition = if preposition == "obj" { "" } else { preposition };
            if parts.insert((row.get("verb").to_owned(), preposition.to_owned()), part).is_some() {
                row.fail("twice");
            }
        }
    }
    out.push_str("];\nstatic LIGHT: &[(&str, &str, Part)] = &[\n");
    for ((verb, preposition), part) in parts {
        let _ = writeln!(out, "    ({verb:?}, {preposition:?}, Part::{part}),");
    }
    out.push_str("];\n");
    crate::table::write("control.rs", out.as_bytes());
}
