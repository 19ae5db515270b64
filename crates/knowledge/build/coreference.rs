//! `data/coreference/` to the tables of `nouns`: what kind of thing a noun names, and whose given name is whose.

use crate::table::Table;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Writes both tables.
pub(crate) fn compile() {
    let mut nouns = BTreeMap::new();
    for row in Table::read("coreference/nouns.tsv").rows() {
        let kind = match row.get("kind") {
            "person" => "Some(Kind::Person)",
            "body" => "Some(Kind::Body)",
            "country" => "Some(Kind::Country)",
            "town" => "Some(Kind::Town)",
            "place" => "Some(Kind::Place)",
            "time" => "Some(Kind::Time)",
            "event" => "Some(Kind::Event)",
            "thing" => "Some(Kind::Thing)",
            "idle" => "None",
            other => row.fail(&format!("unknown kind `{other}`")),
        };
        let gender = match row.get("gender") {
            "" => "None",
            written => &format!("Some({})", gender(written).unwrap_or_else(|| row.fail("unknown gender"))),
        };
        let noun = row.get("noun").to_owned();
        let is_broader = row.get("broader") == "yes";
        let line =
            format!("Noun {{ noun: {noun:?}, kind: {kind}, gender: {gender}, is_broader: {is_broader} }}");
        if nouns.insert(noun, line).is_some() {
            row.fail("twice");
        }
    }
    let mut given = BTreeMap::new();
    for row in Table::read("coreference/given.tsv").rows() {
        let gender = gender(row.get("gender")).unwrap_or_else(|| row.fail("unknown gender"));
        if given.insert(row.get("name").to_owned(), gender).is_some() {
            row.fail("twice");
        }
    }
    let mut out = String::from("static NOUNS: &[Noun] = &[\n");
    for line in nouns.values() {
        let _ = writeln!(out, "    {line},");
    }
    out.push_str("];\nstatic GIVEN: &[(&str, Gender)] = &[\n");
    for (name, gender) in given {
        let _ = writeln!(out, "    ({name:?}, {gender}),");
    }
    out.push_str("];\n");
    crate::table::write("nouns.rs", out.as_bytes());
    weights();
}

/// Writes what each feature of a pair of mentions weighs.
fn weights() {
    let tables = [
        ("PRONOUNS", "coreference/pronoun_weights.tsv", &["he", "it", "they"][..]),
        ("NOUNS", "coreference/noun_weights.tsv", &["the", "this", "his", "owner", "bare", "a", "name"][..]),
    ];
    crate::table::write("weights.rs", written(&tables).as_bytes());
    let same = [("WEIGHTS", "frames/same.tsv", &["talks"][..])];
    crate::table::write("same.rs", written(&same).as_bytes());
}

/// Tables of weights as they stand in the program.
fn written(tables: &[(&str, &str, &[&str])]) -> String {
    let mut out = String::new();
    for &(name, file, columns) in tables {
        let _ = writeln!(out, "/// Weights of `{file}`, one row a feature.");
        let _ = writeln!(out, "pub static {name}: &[(&str, [i32; {}])] = &[", columns.len());
        for row in Table::read(file).rows() {
            let weight = |column: &&str| -> i32 {
                row.get(column).parse().unwrap_or_else(|_| row.fail("a weight is a whole number"))
            };
            let weights: Vec<i32> = columns.iter().map(weight).collect();
            let _ = writeln!(out, "    ({:?}, {weights:?}),", row.get("feature"));
        }
        out.push_str("];\n");
    }
    out
}

fn gender(written: &str) -> Option<&'static str> {
    match written {
        "m" => Some("Gender::Male"),
        "f" => Some("Gender::Female"),
        _ => None,
    }
}
