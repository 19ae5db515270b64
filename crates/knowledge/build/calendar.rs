//! `data/time/` to the tables of `calendar`.

use crate::table::{Row, Table};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Writes the tables.
pub(crate) fn compile() {
    let mut out = String::from("static WORDS: &[(&str, Sense)] = &[\n");
    for (word, sense) in words() {
        let _ = writeln!(out, "    ({word:?}, Sense::{sense}),");
    }
    out.push_str("];\nstatic PHRASES: &[(&[&str], Phrase)] = &[\n");
    for (phrase, sense) in phrases() {
        let _ = writeln!(out, "    (&{phrase:?}, Phrase::{sense}),");
    }
    out.push_str("];\nstatic HOLIDAYS: &[(&[&str], Rule)] = &[\n");
    for (name, rule) in holidays() {
        let _ = writeln!(out, "    (&{name:?}, Rule::{rule}),");
    }
    out.push_str("];\nstatic LUNAR: &[(i16, i8, i8)] = &[\n");
    for row in Table::read("time/lunar.tsv").rows() {
        let parts: Vec<&str> = row.get("day").split('-').collect();
        let [year, month, day] = parts[..] else { row.fail("no date") };
        let _ = writeln!(out, "    ({year}, {}, {}),", plain(&row, month), plain(&row, day));
    }
    out.push_str("];\n");
    crate::table::write("calendar.rs", out.as_bytes());
}

fn plain(row: &Row<'_>, number: &str) -> i32 {
    number.parse().unwrap_or_else(|_| row.fail(&format!("`{number}` is no number")))
}

fn words() -> BTreeSet<(String, String)> {
    let table = Table::read("time/words.tsv");
    let mut rows = BTreeSet::new();
    for row in table.rows() {
        let (word, kind, value) = (row.get("word"), row.get("kind"), row.get("value"));
        let number = || plain(&row, value);
        let sign = || if value == "-" { -1 } else { 1 };
        let sense = match kind {
            "month" => format!("Month({})", number()),
            "weekday" => format!("Weekday({})", number()),
            "weekdays" => format!("Weekdays({})", number()),
            "number" => format!("Number({})", number()),
            "ordinal" => format!("Ordinal({})", number()),
            "day" => format!("Day({})", number()),
            "night" => "Tonight".to_owned(),
            "clock" => format!("Clock({})", number()),
            "shift" => format!("Shift({})", number()),
            "turn" => format!("Turn({})", number()),
            "latest" => "Latest".to_owned(),
            "offset" => format!("Offset({})", sign()),
            "turned" => format!("Turned({})", sign()),
            "unit" => format!("Unit({value:?})"),
            "vague" => format!("Vague({value:?})"),
            "part" => format!("Part({value:?})"),
            "season" => format!("Season({value:?})"),
            "mod" => format!("Mod({value:?})"),
            "set" => format!("Set({value:?})"),
            "several" => "Several".to_owned(),
            "each" => "Each".to_owned(),
            "zone" => format!("Zone({value:?})"),
            "fiscal" => "Fiscal".to_owned(),
            "filler" => "Filler".to_owned(),
            "ahead" => "Ahead".to_owned(),
            "awaited" => "Awaited".to_owned(),
            "undated" => "Undated".to_owned(),
            "foretells" => "Foretells".to_owned(),
            "lasts" => match value {
                "one" | "both" | "many" => {
                    format!("Lasts {{ one: {}, many: {} }}", value != "many", value != "one")
                }
                _ => row.fail(&format!("`{value}` is neither one, many nor both")),
            },
            _ => row.fail(&format!("unknown kind `{kind}`")),
        };
        if !rows.insert((word.to_owned(), sense)) {
            row.fail("twice");
        }
    }
    rows
}

/// The words of a phrase as the reader cuts them.
fn cut(phrase: &str) -> Vec<String> {
    let spaced = phrase.replace('-', " - ").replace("'s", " 's").replace('’', " ’").replace(',', " ,");
    spaced.split_whitespace().map(str::to_lowercase).collect()
}

fn phrases() -> BTreeSet<(Vec<String>, String)> {
    let table = Table::read("time/phrases.tsv");
    let mut rows = BTreeSet::new();
    for row in table.rows() {
        let value = row.get("value");
        let sense = match row.get("kind") {
            "vague" => format!("Vague({value:?})"),
            "limit" => format!("Limit({value:?})"),
            kind => row.fail(&format!("unknown kind `{kind}`")),
        };
        if !rows.insert((cut(row.get("phrase")), sense)) {
            row.fail("twice");
        }
    }
    rows
}

fn holidays() -> BTreeSet<(Vec<String>, String)> {
    let table = Table::read("time/holidays.tsv");
    let mut rows = BTreeSet::new();
    for row in table.rows() {
        let rule: Vec<&str> = row.get("rule").split_whitespace().collect();
        let number = |at: usize| plain(&row, rule.get(at).copied().unwrap_or(""));
        let sense = match rule.first().copied().unwrap_or("") {
            "nth" => format!("Nth({}, {}, {})", number(1), number(2), number(3)),
            "easter" => format!("Easter({})", number(1)),
            "orthodox" => format!("Orthodox({})", number(1)),
            "thanksgiving" => format!("Thanksgiving({})", number(1)),
            "hebrew" => format!("Hebrew({}, {})", number(1), number(2)),
            "islamic" => format!("Islamic({}, {})", number(1), number(2)),
            "lunar" => format!("Lunar({})", number(1)),
            "nowruz" => "Nowruz".to_owned(),
            "election" => "Election".to_owned(),
            fixed => {
                let Some((month, day)) = fixed.split_once('-') else { row.fail("no rule") };
                format!("Fixed({}, {})", plain(&row, month), plain(&row, day))
            }
        };
        rows.insert((cut(row.get("name")), sense));
    }
    rows
}
