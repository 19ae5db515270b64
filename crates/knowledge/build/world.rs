//! `data/world/` to the tables of `world`: Rust statics for what is small, packed bytes for places, and one index of all names.

use crate::table::{Row, Table};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

#[path = "../src/world/key.rs"]
mod key;

/// Sectors of the PLOVER actor codebook.
const SECTORS: [&str; 18] = [
    "", "GOV", "MIL", "SPY", "LEG", "JUD", "OPP", "PTY", "REB", "UAF", "COP", "MED", "BUS", "CVL", "EDU",
    "LAB", "REL", "CRM",
];
const KINDS: [&str; 8] = ["city", "region", "territory", "sea", "strait", "islands", "facility", "river"];
/// Whether a name must begin with a capital in the text (1), be all capitals (2), or neither (0).
const ANY: u32 = 0;
const CAPITAL: u32 = 1;
const SHOUTED: u32 = 2;

/// The index under construction: names to the codes of their senses.
#[derive(Default)]
struct Index(BTreeMap<String, BTreeSet<u32>>);

impl Index {
    fn add(&mut self, name: &str, sense: u32, id: usize, needs: u32) {
        let key = key::words(name).collect::<Vec<_>>().join(" ");
        let letters = || name.chars().filter(|c| c.is_alphabetic());
        // `US`, `WHO` and `SCO` are names only in capitals.
        let is_acronym = needs == CAPITAL
            && letters().count() <= 5
            && letters().count() > 1
            && letters().all(char::is_uppercase);
        let needs = if is_acronym { SHOUTED } else { needs };
        if !key.is_empty() {
            self.0.entry(key).or_default().insert(sense << 28 | needs << 24 | id as u32);
        }
    }
}

/// Writes the tables.
pub(crate) fn compile() {
    let mut index = Index::default();
    let mut out = String::new();
    let (countries, capitals) = countries(&mut out, &mut index);
    persons(&mut out, &mut index, &countries);
    bodies(&mut out, &mut index, &countries);
    agents(&mut out, &mut index);
    places(&mut out, &mut index, &countries, &capitals);
    let version = crate::table::digest(&[
        "world/countries.tsv",
        "world/officeholders.tsv",
        "world/leaders.tsv",
        "world/bodies.tsv",
        "world/agents.tsv",
        "world/places.tsv",
        "world/cities.tsv",
    ]);
    let _ = writeln!(out, "static VERSION: &str = {version:?};");
    crate::table::write("world.rs", out.as_bytes());

    let mut senses: Vec<u8> = Vec::new();
    let mut map = fst::MapBuilder::memory();
    for (name, codes) in &index.0 {
        let start = senses.len() as u64 / 4;
        // The first senses are the likeliest kinds; more than 255 of one name are noise.
        let kept = codes.iter().take(255);
        senses.extend(kept.clone().flat_map(|code| code.to_le_bytes()));
        map.insert(name, start << 8 | kept.len() as u64).unwrap_or_else(|why| panic!("{name}: {why}"));
    }
    crate::table::write("senses.bin", &senses);
    crate::table::write("world.fst", &map.into_inner().unwrap_or_else(|why| panic!("index: {why}")));
}

/// Countries by code, and the names of capitals with their countries.
type Countries = BTreeMap<String, usize>;
type Capitals = Vec<(String, String, f64, f64)>;

fn degrees(row: &Row<'_>, column: &str) -> f64 {
    row.get(column).parse().unwrap_or_else(|_| row.fail(&format!("`{column}` is no number")))
}

fn countries(out: &mut String, index: &mut Index) -> (Countries, Capitals) {
    let table = Table::read("world/countries.tsv");
    let (mut ids, mut capitals) = (Countries::new(), Capitals::new());
    let _ = writeln!(out, "static COUNTRIES: &[Country] = &[");
    for (id, row) in table.rows().enumerate() {
        let iso3 = row.get("iso3");
        if iso3.len() != 3 || ids.keys().next_back().is_some_and(|last| last.as_str() >= iso3) {
            row.fail("codes are alpha-3, in order, each once");
        }
        ids.insert(iso3.to_owned(), id);
        let name = row.list("names").next().unwrap_or_else(|| row.fail("no name"));
        let (lat, lon) = (degrees(&row, "lat"), degrees(&row, "lon"));
        let _ =
            writeln!(out, "    Country {{ iso3: {iso3:?}, name: {name:?}, lat: {lat:?}, lon: {lon:?} }},");
        for (column, sense) in [("names", 0), ("former", 0), ("adjectives", 1), ("people", 2), ("seats", 3)] {
            for name in row.list(column) {
                index.add(name, sense, id, CAPITAL);
            }
        }
        for capital in row.list("capital") {
            let at = |column| row.get(column).parse().unwrap_or(f64::NAN);
            capitals.push((capital.to_owned(), iso3.to_owned(), at("capital_lat"), at("capital_lon")));
        }
    }
    let _ = writeln!(out, "];");
    (ids, capitals)
}

/// `2025`, `2025-02`, `2025-02-27` as a number: the first day of the stretch, or its last.
fn day(row: &Row<'_>, column: &str, last: bool) -> u32 {
    let written = row.get(column);
    if written.is_empty() {
        return 0;
    }
    let mut parts = written.split('-').map(|part| part.parse::<u32>());
    let mut next = |missing| match parts.next() {
        Some(Ok(part)) => part,
        Some(Err(_)) => row.fail(&format!("`{written}` is no date")),
        None => missing,
    };
    let (year, month) = (next(0), next(if last { 12 } else { 1 }));
    year * 10_000 + month * 100 + next(if last { 31 } else { 1 })
}

fn check_code(row: &Row<'_>, code: &str, countries: &Countries) {
    let bodies = ["IGO", "NGO", "REB", "---"];
    let (head, sector) = code.split_at_checked(3).unwrap_or((code, ""));
    let fits = bodies.contains(&head) || (countries.contains_key(head) && SECTORS.contains(&sector));
    if !fits {
        row.fail(&format!("`{code}` is no actor code"));
    }
}

struct Held {
    code: String,
    office: String,
    title: String,
    start: u32,
    end: u32,
    source: String,
}

fn persons(out: &mut String, index: &mut Index, countries: &Countries) {
    // By name in the index's form and country, so that two spellings of one holder fall together.
    let mut people: BTreeMap<(String, String), (String, Vec<String>, Vec<Held>)> = BTreeMap::new();
    let key_of = |name: &str| key::words(name).collect::<Vec<_>>().join(" ");
    let typed = Table::read("world/leaders.tsv");
    for row in typed.rows() {
        let (name, code) = (row.get("person"), row.get("code"));
        check_code(&row, code, countries);
        let held = Held {
            code: code.to_owned(),
            office: row.get("office").to_owned(),
            title: row.get("title").to_owned(),
            start: day(&row, "start", false),
            end: day(&row, "end", true),
            source: "typed".to_owned(),
        };
        if held.end != 0 && held.end < held.start {
            row.fail("ends before it starts");
        }
        let entry = people
            .entry((key_of(name), String::new()))
            .or_insert_with(|| (name.to_owned(), Vec::new(), Vec::new()));
        entry.1.extend(row.list("aliases").map(str::to_owned));
        entry.2.push(held);
    }
    let known: BTreeSet<String> = people
        .values()
        .flat_map(|(name, aliases, _)| aliases.iter().chain([name]))
        .map(|name| key_of(name))
        .collect();
    for row in Table::read("world/officeholders.tsv").rows() {
        let (name, iso3) = (row.get("person"), row.get("iso3"));
        // What was typed by hand is more exact: the derived rows of the same people are left out.
        if known.contains(&key_of(name)) || !countries.contains_key(iso3) {
            continue;
        }
        let held = Held {
            code: format!("{iso3}GOV"),
            office: row.get("office").to_owned(),
            title: row.get("title").to_owned(),
            start: day(&row, "start", false),
            end: day(&row, "end", true),
            source: row.get("basis").to_owned(),
        };
        let entry = people
            .entry((key_of(name), iso3.to_owned()))
            .or_insert_with(|| (name.to_owned(), Vec::new(), Vec::new()));
        entry.2.push(held);
    }
    let _ = writeln!(out, "static PERSONS: &[Person] = &[");
    for (id, (name, aliases, mut tenures)) in people.into_values().enumerate() {
        tenures.sort_by(|a, b| (a.start, a.end, &a.office).cmp(&(b.start, b.end, &b.office)));
        let _ = write!(out, "    Person {{ name: {name:?}, tenures: &[");
        for held in &tenures {
            let Held { code, office, title, start, end, source } = held;
            let _ = write!(
                out,
                "Tenure {{ code: {code:?}, office: {office:?}, title: {title:?}, start: {start}, end: {end}, source: {source:?} }}, "
            );
        }
        let _ = writeln!(out, "] }},");
        for name in aliases.iter().chain([&name]) {
            index.add(name, 4, id, CAPITAL);
            if let Some(surname) = surname(name) {
                index.add(&surname, 5, id, CAPITAL);
            }
        }
    }
    let _ = writeln!(out, "];");
}

/// What news calls a person after the first mention. Chinese, Korean and Vietnamese names begin with it, which only the
/// article can tell: both ends would be noise, so that names of three short parts give their first too.
fn surname(name: &str) -> Option<String> {
    let words: Vec<&str> =
        name.split(' ').filter(|word| !matches!(*word, "Jr." | "Sr." | "II" | "III")).collect();
    let small = ["bin", "al", "von", "van", "der", "de", "da", "le", "el", "Al", "Le", "Bou"];
    let mut at = words.len().checked_sub(1)?;
    while at > 1 && small.contains(&words[at - 1]) {
        at -= 1;
    }
    (at > 0).then(|| words[at..].join(" ")).filter(|name| name.chars().count() > 2)
}

fn bodies(out: &mut String, index: &mut Index, countries: &Countries) {
    let table = Table::read("world/bodies.tsv");
    let _ = writeln!(out, "static BODIES: &[Body] = &[");
    for (id, row) in table.rows().enumerate() {
        let code = row.get("code");
        check_code(&row, code, countries);
        let name = row.list("names").next().unwrap_or_else(|| row.fail("no name"));
        let (from, until) = (day(&row, "from", false), day(&row, "until", true));
        let _ = writeln!(out, "    Body {{ name: {name:?}, code: {code:?}, from: {from}, until: {until} }},");
        for name in row.list("names") {
            index.add(name, 6, id, CAPITAL);
        }
    }
    let _ = writeln!(out, "];");
}

fn agents(out: &mut String, index: &mut Index) {
    let table = Table::read("world/agents.tsv");
    let _ = writeln!(out, "static AGENTS: &[Agent] = &[");
    for (id, row) in table.rows().enumerate() {
        let (noun, sector) = (row.get("noun"), row.get("sector"));
        if !SECTORS.contains(&sector) && !["NGO", "IGO"].contains(&sector) {
            row.fail(&format!("`{sector}` is no sector"));
        }
        let kind = match row.get("kind") {
            "role" => "Role",
            "agent" => "Group",
            other => row.fail(&format!("`{other}` is neither role nor agent")),
        };
        let _ = writeln!(out, "    Agent {{ noun: {noun:?}, sector: {sector:?}, kind: AgentKind::{kind} }},");
        index.add(noun, 7, id, ANY);
        // Roles stand in the plural too: `foreign ministers`.
        if kind == "Role" && !noun.ends_with('s') {
            let plural = match noun.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
                Some(stem) => format!("{stem}ies"),
                None => {
                    noun.strip_suffix("man").map_or_else(|| format!("{noun}s"), |stem| format!("{stem}men"))
                }
            };
            index.add(&plural, 7, id, ANY);
        }
    }
    let _ = writeln!(out, "];");
}

fn places(out: &mut String, index: &mut Index, countries: &Countries, capitals: &Capitals) {
    let (mut names, mut rows, mut count) = (String::new(), Vec::new(), 0usize);
    let mut add = |index: &mut Index,
                   name: &str,
                   kind: usize,
                   iso3: &str,
                   at: (f64, f64),
                   geonameid: u32,
                   population: u32,
                   capital: bool| {
        names.push_str(name);
        rows.extend((names.len() as u32).to_le_bytes());
        for degrees in [at.0, at.1] {
            rows.extend(((degrees * 1e4).round() as i32).to_le_bytes());
        }
        rows.extend(geonameid.to_le_bytes());
        rows.extend(population.to_le_bytes());
        rows.extend([kind as u8, u8::from(capital)]);
        rows.extend(countries.get(iso3).map_or(u16::MAX, |&id| id as u16).to_le_bytes());
        index.add(name, 8, count, CAPITAL);
        count += 1;
    };
    let is_capital = |name: &str, iso3: &str| {
        capitals
            .iter()
            .any(|(capital, country, ..)| country == iso3 && key::words(capital).eq(key::words(name)))
    };
    let mut found: BTreeSet<(String, String)> = BTreeSet::new();
    let typed = Table::read("world/places.tsv");
    for row in typed.rows() {
        let (name, iso3) = (row.get("name"), row.get("iso3"));
        let kind = KINDS
            .iter()
            .position(|kind| *kind == row.get("kind"))
            .unwrap_or_else(|| row.fail("unknown kind"));
        let at = (degrees(&row, "lat"), degrees(&row, "lon"));
        found.insert((key::words(name).collect(), iso3.to_owned()));
        add(index, name, kind, iso3, at, 0, 0, is_capital(name, iso3));
    }
    for row in Table::read("world/cities.tsv").rows() {
        let (name, iso3) = (row.get("name"), row.get("iso3"));
        let number = |column| {
            row.get(column).parse().unwrap_or_else(|_| row.fail(&format!("`{column}` is no number")))
        };
        let at = (degrees(&row, "lat"), degrees(&row, "lon"));
        if found.contains(&(key::words(name).collect(), iso3.to_owned())) && !is_capital(name, iso3) {
            continue;
        }
        let capital = is_capital(name, iso3);
        if capital {
            found.insert((key::words(name).collect(), iso3.to_owned()));
        }
        add(index, name, 0, iso3, at, number("geonameid"), number("population"), capital);
    }
    for (name, iso3, lat, lon) in capitals {
        if !found.contains(&(key::words(name).collect(), iso3.clone())) && lat.is_finite() {
            add(index, name, 0, iso3, (*lat, *lon), 0, 0, true);
        }
    }
    let _ = writeln!(out, "static PLACE_KINDS: &[&str] = &{KINDS:?};");
    crate::table::write("places.bin", &rows);
    crate::table::write("places.txt", names.as_bytes());
}
