//! `data/time/` to the table of `calendar`.

use crate::table::Table;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Writes the table.
pub(crate) fn compile() {
    let table = Table::read("time/words.tsv");
    let mut rows = BTreeSet::new();
    for row in table.rows() {
        let (word, kind, value) = (row.get("word"), row.get("kind"), row.get("value"));
        let number = || value.parse::<i32>().unwrap_or_else(|_| row.fail("the value is no number"));
        let sense = match kind {
            "month" => format!("Month({})", number()),
            "weekday" => format!("Weekday({})", number()),
            "number" => format!("Number({})", number()),
            "day" => format!("Day({})", number()),
            "night" => "Tonight".to_owned(),
            "shift" => format!("Shift({})", number()),
            "offset" => format!("Offset({})", if value == "-" { -1 } else { 1 }),
            "unit" => format!("Unit({value:?})"),
            "vague" => format!("Vague({value:?})"),
            "part" => format!("Part({value:?})"),
            "season" => format!("Season({value:?})"),
            "mod" => format!("Mod({value:?})"),
            "set" => format!("Set({value:?})"),
            "ahead" => "Ahead".to_owned(),
            _ => row.fail(&format!("unknown kind `{kind}`")),
        };
        if !rows.insert((word.to_owned(), sense)) {
            row.fail("twice");
        }
    }
    let mut out = String::from("static WORDS: &[(&str, Sense)] = &[\n");
    for (word, sense) in rows {
        let _ = writeln!(out, "    ({word:?}, Sense::{sense}),");
    }
    out.push_str("];\n");
    crate::table::write("calendar.rs", out.as_bytes());
}
