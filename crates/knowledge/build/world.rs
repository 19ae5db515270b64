//! `data/world/` to the tables of `world`: Rust statics for what is small, packed bytes for places, and one index of all names.

use crate::table::{Row, Table};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

#[path = "../src/world/key.rs"]
mod key;
#[path = "../src/world/naming.rs"]
mod naming;
#[allow(unreachable_pub, reason = "public in the library, which shares the file")]
#[path = "../src/world/office.rs"]
mod office;
mod people;
mod places;

use naming::Needs;

/// The index under construction: names to the codes of their senses.
#[derive(Default)]
struct Index(BTreeMap<String, BTreeSet<u32>>);

impl Index {
    fn add(&mut self, name: &str, sense: u32, id: usize, needs: Needs) {
        let (forms, needs) = naming::forms(name, needs);
        for form in forms.into_iter().filter(|form| !form.is_empty()) {
            self.0.entry(form).or_default().insert(sense << 28 | (needs as u32) << 24 | id as u32);
        }
    }
}

/// Writes the tables.
pub(crate) fn compile() {
    let mut index = Index::default();
    let mut out = String::new();
    let (countries, capitals) = countries(&mut out, &mut index);
    people::compile(&mut out, &mut index, &countries);
    bodies(&mut out, &mut index, &countries);
    agents(&mut out, &mut index);
    places::compile(&mut out, &mut index, &countries, &capitals);
    disputes(&mut out, &countries);
    let version = crate::table::digest(&[
        "world/countries.tsv",
        "world/officeholders.tsv",
        "world/leaders.tsv",
        "world/members.tsv",
        "world/bodies.tsv",
        "world/agents.tsv",
        "world/places.tsv",
        "world/disputed.tsv",
        "world/divisions.tsv",
        "world/counties.tsv",
        "world/provinces.tsv",
        "world/cities.tsv",
        "world/city_names.tsv",
        "world/seats.tsv",
    ]);
    let _ = writeln!(out, "static VERSION: &str = {version:?};");
    let as_of = Table::read("world/leaders.tsv").as_of();
    let _ = writeln!(out, "const AS_OF: Date = {};", plain_date(as_of));
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
        let capital = row.list("capital").next();
        let (from, until) = (date(row.day("from", false)), date(row.day("until", true)));
        let _ = writeln!(
            out,
            "    Country {{ iso3: {iso3:?}, name: {name:?}, capital: {capital:?}, lat: {lat:?}, lon: {lon:?}, from: {from}, until: {until} }},"
        );
        for (column, sense) in [("names", 0), ("former", 0), ("adjectives", 1), ("people", 2), ("seats", 3)] {
            for name in row.list(column) {
                index.add(name, sense, id, Needs::Capital);
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

/// A day as the generated code writes it.
fn plain_date(day: Date) -> String {
    format!("date({}, {}, {})", day.year(), day.month(), day.day())
}

fn date(day: Option<Date>) -> String {
    day.map_or_else(|| "None".to_owned(), |day| format!("Some({})", plain_date(day)))
}

fn check_code(row: &Row<'_>, code: &str, countries: &Countries) {
    row.must(naming::check_code(code, |iso3| countries.contains_key(iso3)));
}

fn bodies(out: &mut String, index: &mut Index, countries: &Countries) {
    let members = Table::read("world/members.tsv");
    let members: BTreeMap<String, Vec<String>> = members
        .rows()
        .map(|row| (row.get("code").to_owned(), row.list("members").map(str::to_owned).collect()))
        .collect();
    let unknown = members.values().flatten().find(|iso3| !countries.contains_key(*iso3));
    assert!(unknown.is_none(), "members.tsv: {unknown:?} is no country");
    let table = Table::read("world/bodies.tsv");
    let _ = writeln!(out, "static BODIES: &[Body] = &[");
    for (id, row) in table.rows().enumerate() {
        let code = row.get("code");
        check_code(&row, code, countries);
        let name = row.list("names").next().unwrap_or_else(|| row.fail("no name"));
        let (from, until) = (date(row.day("from", false)), date(row.day("until", true)));
        let members = members.get(code).map_or(&[][..], Vec::as_slice);
        let _ = writeln!(
            out,
            "    Body {{ name: {name:?}, code: {code:?}, from: {from}, until: {until}, members: &{members:?} }},"
        );
        for name in row.list("names") {
            index.add(name, 6, id, Needs::Capital);
        }
    }
    let _ = writeln!(out, "];");
}

fn disputes(out: &mut String, countries: &Countries) {
    let _ = writeln!(out, "static DISPUTES: &[Dispute] = &[");
    for row in Table::read("world/disputed.tsv").rows() {
        let states = |column| -> Vec<&str> {
            let codes: Vec<&str> = row.list(column).collect();
            if let Some(code) = codes.iter().find(|code| !countries.contains_key(**code)) {
                row.fail(&format!("`{code}` is no country"));
            }
            codes
        };
        let names: Vec<&str> = row.list("names").collect();
        let (administered_by, claimed_by) = (states("administered_by"), states("claimed_by"));
        let (from, until) = (date(row.day("from", false)), date(row.day("until", true)));
        let _ = writeln!(
            out,
            "    Dispute {{ names: &{names:?}, administered_by: &{administered_by:?}, claimed_by: &{claimed_by:?}, from: {from}, until: {until} }},"
        );
    }
    let _ = writeln!(out, "];");
}

fn agents(out: &mut String, index: &mut Index) {
    let table = Table::read("world/agents.tsv");
    let _ = writeln!(out, "static AGENTS: &[Agent] = &[");
    for (id, row) in table.rows().enumerate() {
        let (noun, sector) = (row.get("noun"), row.get("sector"));
        row.must(naming::check_sector(sector));
        let kind = match row.get("kind") {
            "role" => "Role",
            "envoy" => "Envoy",
            "agent" => "Group",
            "weapon" => "Weapon",
            "relation" => "Relation",
            other => row.fail(&format!("`{other}` is no role, envoy, agent, weapon or relation")),
        };
        let office = match row.get("office") {
            "" => "None".to_owned(),
            name => match office::Office::named(name) {
                Some(office) => format!("Some(Office::{office:?})"),
                None => row.fail("no such office in src/world/office.rs"),
            },
        };
        let _ = writeln!(
            out,
            "    Agent {{ noun: {noun:?}, sector: {sector:?}, kind: AgentKind::{kind}, office: {office} }},"
        );
        index.add(noun, 7, id, naming::needs_of_noun(noun));
        // Roles stand in the plural too: `foreign ministers`.
        if matches!(kind, "Role" | "Envoy")
            && let Some(plural) = naming::plural(noun)
        {
            index.add(&plural, 7, id, naming::needs_of_noun(noun));
        }
    }
    let _ = writeln!(out, "];");
}
