//! People and the offices that they held.

use super::naming::{self, Needs};
use super::office::Office;
use super::{Countries, Index, check_code, date, key, plain_date};
use crate::table::{Row, Table};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Offices that one person holds at a time.
const SINGLE: [Office; 5] = [
    Office::HeadOfState,
    Office::HeadOfGovernment,
    Office::ForeignMinister,
    Office::DefenceMinister,
    Office::UnAmbassador,
];

/// A tenure under construction.
struct Held {
    code: String,
    office: Office,
    title: String,
    start: Option<Date>,
    end: Option<Date>,
    /// Until when it is known to have gone on, where no end is known.
    listed: Option<Date>,
    basis: String,
    confidence: &'static str,
}

impl Held {
    fn read(row: &Row<'_>, code: String, listed: &str) -> Held {
        let office = Office::named(row.get("office"))
            .unwrap_or_else(|| row.fail("no such office in src/world/office.rs"));
        let held = Held {
            code,
            office,
            title: row.get("title").to_owned(),
            start: row.day("start", false),
            end: row.day("end", true),
            listed: row.day(listed, true),
            basis: basis(row),
            confidence: "High",
        };
        if held.end.is_some() && held.end < held.start {
            row.fail("ends before it starts");
        }
        held
    }

    /// Its last day, the last on which it was listed, or its first.
    fn known_until(&self) -> Option<Date> {
        self.end.or(self.listed).or(self.start)
    }

    /// Whether it is the same office, and held on a day.
    fn covers(&self, other: &Held, day: Date) -> bool {
        self.office == other.office
            && self.code == other.code
            && self.start.is_none_or(|start| start <= day)
            && self.end.is_none_or(|end| day <= end)
    }
}

fn basis(row: &Row<'_>) -> String {
    match row.get("basis") {
        "factbook" => "Factbook".to_owned(),
        "wikidata" => "Wikidata".to_owned(),
        "ifg" => "Ifg".to_owned(),
        "unsourced" => "Unsourced".to_owned(),
        page if page.starts_with("https://") || page.starts_with("http://") => format!("Page({page:?})"),
        other => row.fail(&format!("unknown basis `{other}`")),
    }
}

/// Somebody under construction.
struct Somebody {
    name: String,
    aliases: Vec<String>,
    surnames: BTreeSet<String>,
    gender: &'static str,
    held: Vec<Held>,
    is_typed: bool,
}

impl Somebody {
    fn new(name: &str, is_typed: bool) -> Somebody {
        Somebody {
            name: name.to_owned(),
            aliases: Vec::new(),
            surnames: BTreeSet::new(),
            gender: "None",
            held: Vec::new(),
            is_typed,
        }
    }

    fn call<'a>(&mut self, names: impl Iterator<Item = &'a str>, surname: &str) {
        for name in names {
            if name != self.name && !self.aliases.iter().any(|alias| alias == name) {
                self.aliases.push(name.to_owned());
            }
        }
        if !surname.is_empty() {
            self.surnames.insert(surname.to_owned());
        }
    }
}

/// By name in the index's form and country, so that two spellings of one holder fall together; those typed by hand have no
/// country.
type People = BTreeMap<(String, String), Somebody>;

fn key_of(name: &str) -> String {
    key::words(name).collect::<Vec<_>>().join(" ")
}

/// Writes the tables of people.
pub(super) fn compile(out: &mut String, index: &mut Index, countries: &Countries) {
    let mut people = typed(countries);
    derived(&mut people, countries);
    let mut people: Vec<Somebody> = people.into_values().collect();
    end_at_successors(&mut people);
    let mut holders = BTreeSet::new();
    let _ = writeln!(out, "static PERSONS: &[Person] = &[");
    for (id, person) in people.iter_mut().enumerate() {
        let Somebody { name, aliases, surnames, gender, held, is_typed } = person;
        held.sort_by_key(|held| (held.start, held.end, held.office));
        let _ = write!(
            out,
            "    Person {{ name: {name:?}, gender: {gender}, is_prominent: {is_typed}, tenures: &["
        );
        for Held { code, office, title, start, end, listed, basis, confidence } in held.iter() {
            holders.insert((code.clone(), *office, id));
            let start = date(*start);
            let end = match (*end, *listed) {
                (None, None) => "End::Open".to_owned(),
                (None, Some(listed)) => format!("End::Listed({})", plain_date(listed)),
                (Some(end), _) => format!("End::By({})", plain_date(end)),
            };
            let _ = write!(
                out,
                "Tenure {{ code: {code:?}, office: Office::{office:?}, title: {title:?}, start: {start}, end: {end}, basis: Basis::{basis}, confidence: Confidence::{confidence} }}, "
            );
        }
        let _ = writeln!(out, "] }},");
        if surnames.is_empty() {
            surnames.extend(aliases.iter().chain([&*name]).filter_map(|name| naming::surname(name)));
        }
        for name in aliases.iter().chain([&*name]) {
            index.add(name, 4, id, Needs::Capital);
        }
        for surname in surnames.iter().filter(|surname| !aliases.contains(surname)) {
            for surname in naming::with_bare(surname) {
                index.add(surname, 5, id, Needs::Capital);
            }
        }
    }
    let _ = writeln!(out, "];\nstatic HOLDERS: &[(&str, Office, u16)] = &[");
    for (code, office, id) in holders {
        let _ = writeln!(out, "    ({code:?}, Office::{office:?}, {id}),");
    }
    let _ = writeln!(out, "];");
}

/// The people typed by hand.
fn typed(countries: &Countries) -> People {
    let mut people = People::new();
    for row in Table::read("world/leaders.tsv").rows() {
        let (name, code) = (row.get("person"), row.get("code"));
        check_code(&row, code, countries);
        let person = people.entry((key_of(name), String::new())).or_insert_with(|| Somebody::new(name, true));
        person.call(row.list("aliases"), row.get("surname"));
        person.gender = match row.get("gender") {
            "" => person.gender,
            "f" => "Some(Gender::Female)",
            "m" => "Some(Gender::Male)",
            other => row.fail(&format!("`{other}` is neither f nor m")),
        };
        let confidence = match row.get("confidence") {
            "high" => "High",
            "medium" => "Medium",
            "low" => "Low",
            other => row.fail(&format!("`{other}` is neither high, medium nor low")),
        };
        person.held.push(Held { confidence, ..Held::read(&row, code.to_owned(), "as_of") });
    }
    people
}

/// Adds the people of the derived table whom nobody has typed.
fn derived(people: &mut People, countries: &Countries) {
    let known: BTreeSet<String> = people
        .values()
        .flat_map(|person| person.aliases.iter().chain([&person.name]))
        .map(|name| key_of(name))
        .collect();
    let mut aliases = Vec::new();
    for row in Table::read("world/officeholders.tsv").rows() {
        let (name, short, iso3) = (row.get("person"), row.get("short"), row.get("iso3"));
        // What was typed by hand is more exact: the derived rows of the same people are left out.
        let is_typed = known.contains(&key_of(name)) || known.contains(&key_of(short));
        if is_typed || !countries.contains_key(iso3) {
            continue;
        }
        let held = Held::read(&row, format!("{iso3}GOV"), "listed");
        // The same holder under a longer name is an alias of the one typed.
        if let Some(typed) = same_holder(people, &held, &key_of(name)) {
            aliases.push((typed, name.to_owned()));
            continue;
        }
        if is_held_by_another(people, &held) {
            continue;
        }
        let person =
            people.entry((key_of(name), iso3.to_owned())).or_insert_with(|| Somebody::new(name, false));
        person.call(row.list("short"), row.get("surname"));
        person.held.push(held);
    }
    for (key, alias) in aliases {
        if let Some(person) = people.get_mut(&key) {
            person.call([&*alias].into_iter(), "");
        }
    }
}

/// Those typed by hand.
fn typed_of(people: &People) -> impl Iterator<Item = (&(String, String), &Somebody)> {
    people.iter().filter(|(_, person)| person.is_typed)
}

/// The person typed by hand who held an office in the same time and shares the last name.
fn same_holder(people: &People, held: &Held, name: &str) -> Option<(String, String)> {
    let mut same = typed_of(people).filter(|((key, _), person)| {
        let last = person
            .surnames
            .first()
            .map_or(key.rsplit(' ').next().unwrap_or(key).to_owned(), |name| key_of(name));
        format!(" {name} ").contains(&format!(" {last} "))
            && person.held.iter().any(|other| {
                other.office == held.office
                    && other.code == held.code
                    && held.end.is_none_or(|end| other.start.is_none_or(|start| start <= end))
                    && other.end.is_none_or(|end| held.start.is_none_or(|start| start <= end))
            })
    });
    same.next().map(|(key, _)| key.clone())
}

/// Whether the table typed by hand has somebody else in an office in the middle of this tenure of it.
fn is_held_by_another(people: &People, held: &Held) -> bool {
    let (Some(start), Some(until)) = (held.start, held.known_until()) else { return false };
    let middle = start.checked_add(start.duration_until(until) / 2).unwrap_or(start);
    SINGLE.contains(&held.office)
        && typed_of(people).any(|(_, person)| {
            person.held.iter().any(|other| {
                // A row without a beginning and an end says nothing of this day.
                (other.start.is_some() || other.end.is_some()) && other.covers(held, middle)
            })
        })
}

/// Where the end of a tenure is unknown, and only one holds such an office at a time, it ended when the next began.
fn end_at_successors(people: &mut [Somebody]) {
    let mut starts: BTreeSet<(String, Office, Date, usize)> = BTreeSet::new();
    for (id, person) in people.iter().enumerate() {
        let held = person.held.iter().filter(|held| SINGLE.contains(&held.office));
        starts.extend(held.filter_map(|held| Some((held.code.clone(), held.office, held.start?, id))));
    }
    for (id, person) in people.iter_mut().enumerate() {
        for held in person.held.iter_mut().filter(|held| held.end.is_none() && SINGLE.contains(&held.office))
        {
            let Some(start) = held.start else { continue };
            let known = held.listed.map_or(start, |listed| listed.max(start));
            let next = starts
                .range((held.code.clone(), held.office, known, 0)..)
                .take_while(|(code, office, ..)| *code == held.code && *office == held.office)
                .find(|(.., begun, other)| *other != id && *begun > known);
            if let Some(&(.., begun, _)) = next {
                held.end = Some(begun);
            }
        }
    }
}
