//! `data/world/` to the tables of `world`: Rust statics for what is small, packed bytes for places, and one index of all names.

use crate::table::{Row, Table};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

#[path = "../src/world/key.rs"]
mod key;
#[allow(unreachable_pub, reason = "public in the library, which shares the file")]
#[path = "../src/world/office.rs"]
mod office;

use office::Office;

/// Sectors of the PLOVER actor codebook.
const SECTORS: [&str; 19] = [
    "", "GOV", "MIL", "SPY", "LEG", "JUD", "OPP", "PTY", "REB", "UAF", "COP", "MED", "BUS", "CVL", "EDU",
    "LAB", "REL", "CRM", "NGO",
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
        let letters = || name.chars().filter(|c| c.is_alphabetic());
        // `US`, `WHO` and `SCO` are names only in capitals.
        let is_acronym = needs == CAPITAL
            && letters().count() <= 5
            && letters().count() > 1
            && letters().all(char::is_uppercase);
        let needs = if is_acronym { SHOUTED } else { needs };
        // `Sana'a` is found as written, and as `Sanaa`.
        let without: String = name.chars().filter(|&c| !key::is_apostrophe(c)).collect();
        for name in [name, &without] {
            let key = key::words(name).collect::<Vec<_>>().join(" ");
            if !key.is_empty() {
                self.0.entry(key).or_default().insert(sense << 28 | needs << 24 | id as u32);
            }
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
        "world/members.tsv",
        "world/bodies.tsv",
        "world/agents.tsv",
        "world/places.tsv",
        "world/divisions.tsv",
        "world/cities.tsv",
        "world/city_names.tsv",
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
        let capital = row.list("capital").next();
        let (from, until) = (date(day(&row, "from", false)), date(day(&row, "until", true)));
        let _ = writeln!(
            out,
            "    Country {{ iso3: {iso3:?}, name: {name:?}, capital: {capital:?}, lat: {lat:?}, lon: {lon:?}, from: {from}, until: {until} }},"
        );
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
    let first = i16::try_from(year)
        .ok()
        .zip(i8::try_from(month).ok())
        .and_then(|(year, month)| jiff::civil::Date::new(year, month, 1).ok())
        .unwrap_or_else(|| row.fail(&format!("`{written}` is no date")));
    let length = first.days_in_month().unsigned_abs().into();
    let day = next(if last { length } else { 1 });
    if day == 0 || day > length {
        row.fail(&format!("`{written}` is no date"));
    }
    year * 10_000 + month * 100 + day
}

/// A day as the generated code writes it.
fn date(day: u32) -> String {
    match day {
        0 => "None".to_owned(),
        day => format!("Some({})", plain_date(day)),
    }
}

fn plain_date(day: u32) -> String {
    format!("date({}, {}, {})", day / 10_000, day / 100 % 100, day % 100)
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
    office: Office,
    title: String,
    start: u32,
    end: u32,
    listed: u32,
    basis: &'static str,
}

/// Somebody under construction.
struct Somebody {
    name: String,
    aliases: Vec<String>,
    surnames: BTreeSet<String>,
    gender: &'static str,
    held: Vec<Held>,
}

impl Somebody {
    fn new(name: &str) -> Somebody {
        Somebody {
            name: name.to_owned(),
            aliases: Vec::new(),
            surnames: BTreeSet::new(),
            gender: "None",
            held: Vec::new(),
        }
    }

    fn call(&mut self, names: impl Iterator<Item = String>, surname: &str) {
        self.aliases.extend(names);
        if !surname.is_empty() {
            self.surnames.insert(surname.to_owned());
        }
    }
}

fn held(row: &Row<'_>, code: String, basis: &'static str) -> Held {
    let office =
        Office::named(row.get("office")).unwrap_or_else(|| row.fail("no such office in src/world/office.rs"));
    let held = Held {
        code,
        office,
        title: row.get("title").to_owned(),
        start: day(row, "start", false),
        end: day(row, "end", true),
        listed: 0,
        basis,
    };
    if held.end != 0 && held.end < held.start {
        row.fail("ends before it starts");
    }
    held
}

fn persons(out: &mut String, index: &mut Index, countries: &Countries) {
    // By name in the index's form and country, so that two spellings of one holder fall together.
    let mut people: BTreeMap<(String, String), Somebody> = BTreeMap::new();
    let key_of = |name: &str| key::words(name).collect::<Vec<_>>().join(" ");
    for row in Table::read("world/leaders.tsv").rows() {
        let (name, code) = (row.get("person"), row.get("code"));
        check_code(&row, code, countries);
        let person = people.entry((key_of(name), String::new())).or_insert_with(|| Somebody::new(name));
        person.call(row.list("aliases").map(str::to_owned), row.get("surname"));
        person.gender = match row.get("gender") {
            "" => person.gender,
            "f" => "Some(Gender::Female)",
            "m" => "Some(Gender::Male)",
            other => row.fail(&format!("`{other}` is neither f nor m")),
        };
        person.held.push(held(&row, code.to_owned(), "Unsourced"));
    }
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
        let basis = match row.get("basis") {
            "factbook" => "Factbook",
            "wikidata" => "Wikidata",
            "ifg" => "Ifg",
            other => row.fail(&format!("unknown basis `{other}`")),
        };
        let mut held = held(&row, format!("{iso3}GOV"), basis);
        // The same holder under a longer name is an alias of the one typed.
        if let Some(typed) = same_holder(&people, &held, &key_of(name)) {
            aliases.push((typed, name.to_owned()));
            continue;
        }
        held.listed = day(&row, "listed", true);
        let person = people.entry((key_of(name), iso3.to_owned())).or_insert_with(|| Somebody::new(name));
        person.call(row.list("short").map(str::to_owned), row.get("surname"));
        person.held.push(held);
    }
    for (key, alias) in aliases {
        if let Some(person) = people.get_mut(&key).filter(|person| !person.aliases.contains(&alias)) {
            person.aliases.push(alias);
        }
    }
    let mut people: Vec<Somebody> = people.into_values().collect();
    end_at_successors(&mut people);
    let mut holders = BTreeSet::new();
    let _ = writeln!(out, "static PERSONS: &[Person] = &[");
    for (id, person) in people.iter_mut().enumerate() {
        let Somebody { name, aliases, surnames, gender, held } = person;
        held.sort_by_key(|held| (held.start, held.end, held.office));
        let _ = write!(out, "    Person {{ name: {name:?}, gender: {gender}, tenures: &[");
        for Held { code, office, title, start, end, listed, basis } in held.iter() {
            holders.insert((code.clone(), *office, id));
            let start = date(*start);
            let end = match (*end, *listed) {
                (0, 0) => "End::Open".to_owned(),
                (0, listed) => format!("End::Listed({})", plain_date(listed)),
                (end, _) => format!("End::By({})", plain_date(end)),
            };
            let _ = write!(
                out,
                "Tenure {{ code: {code:?}, office: Office::{office:?}, title: {title:?}, start: {start}, end: {end}, basis: Basis::{basis} }}, "
            );
        }
        let _ = writeln!(out, "] }},");
        if surnames.is_empty() {
            surnames.extend(aliases.iter().chain([&*name]).filter_map(|name| surname(name)));
        }
        for name in aliases.iter().chain([&*name]) {
            index.add(name, 4, id, CAPITAL);
        }
        for surname in surnames.iter().filter(|surname| !aliases.contains(surname)) {
            index.add(surname, 5, id, CAPITAL);
            // `al-Sharaa` is `Sharaa` too.
            let article = ["al-", "el-", "Al-", "El-", "Al ", "al "];
            if let Some(bare) = article.iter().find_map(|article| surname.strip_prefix(article)) {
                index.add(bare, 5, id, CAPITAL);
            }
        }
    }
    let _ = writeln!(out, "];\nstatic HOLDERS: &[(&str, Office, u16)] = &[");
    for (code, office, id) in holders {
        let _ = writeln!(out, "    ({code:?}, Office::{office:?}, {id}),");
    }
    let _ = writeln!(out, "];");
}

/// The person typed by hand who held an office in the same time and shares the last name.
fn same_holder(
    people: &BTreeMap<(String, String), Somebody>,
    held: &Held,
    name: &str,
) -> Option<(String, String)> {
    let ends = |end: u32| if end == 0 { u32::MAX } else { end };
    let typed = people.iter().filter(|((_, country), _)| country.is_empty());
    let mut same = typed.filter(|((key, _), person)| {
        let last = person.surnames.first().map_or(key.rsplit(' ').next().unwrap_or(key).to_owned(), |name| {
            key::words(name).collect::<Vec<_>>().join(" ")
        });
        format!(" {name} ").contains(&format!(" {last} "))
            && person.held.iter().any(|other| {
                other.office == held.office
                    && other.code == held.code
                    && other.start <= ends(held.end)
                    && held.start <= ends(other.end)
            })
    });
    same.next().map(|(key, _)| key.clone())
}

/// Where the end of a tenure is unknown, and only one holds such an office at a time, it ended when the next began.
fn end_at_successors(people: &mut [Somebody]) {
    let single = [
        Office::HeadOfState,
        Office::HeadOfGovernment,
        Office::ForeignMinister,
        Office::DefenceMinister,
        Office::UnAmbassador,
    ];
    let mut starts: BTreeSet<(String, Office, u32, usize)> = BTreeSet::new();
    for (id, person) in people.iter().enumerate() {
        let held = person.held.iter().filter(|held| held.start != 0 && single.contains(&held.office));
        starts.extend(held.map(|held| (held.code.clone(), held.office, held.start, id)));
    }
    for (id, person) in people.iter_mut().enumerate() {
        for held in person.held.iter_mut().filter(|held| held.end == 0 && single.contains(&held.office)) {
            let after = (held.code.clone(), held.office, held.start.max(held.listed) + 1, 0);
            let next = starts
                .range(after..)
                .take_while(|(code, office, ..)| *code == held.code && *office == held.office)
                .find(|(.., other)| *other != id);
            if let Some(&(.., start, _)) = next.filter(|_| held.start != 0) {
                held.end = start;
            }
        }
    }
}

/// What news calls a person after the first mention, where the table does not say: the last word, with the small ones that
/// belong to it.
fn surname(name: &str) -> Option<String> {
    let words: Vec<&str> =
        name.split(' ').filter(|word| !matches!(*word, "Jr." | "Sr." | "II" | "III")).collect();
    let small = ["bin", "al", "von", "van", "der", "de", "da", "le", "el", "Al", "Le", "Bou"];
    let mut at = words.len().checked_sub(1)?;
    while at > 1 && small.contains(&words[at - 1]) {
        at -= 1;
    }
    (at > 0).then(|| words[at..].join(" ")).filter(|name| name.chars().count() > 1)
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
        let (from, until) = (date(day(&row, "from", false)), date(day(&row, "until", true)));
        let members = members.get(code).map_or(&[][..], Vec::as_slice);
        let _ = writeln!(
            out,
            "    Body {{ name: {name:?}, code: {code:?}, from: {from}, until: {until}, members: &{members:?} }},"
        );
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
            "weapon" => "Weapon",
            other => row.fail(&format!("`{other}` is no role, agent or weapon")),
        };
        let office = match row.get("office") {
            "" => "None".to_owned(),
            name => match Office::named(name) {
                Some(office) => format!("Some(Office::{office:?})"),
                None => row.fail("no such office in src/world/office.rs"),
            },
        };
        let _ = writeln!(
            out,
            "    Agent {{ noun: {noun:?}, sector: {sector:?}, kind: AgentKind::{kind}, office: {office} }},"
        );
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

/// Places under construction.
#[derive(Default)]
struct Places {
    names: String,
    rows: Vec<u8>,
    count: usize,
    /// Names in the index's form with their countries.
    found: BTreeSet<(String, String)>,
}

struct Site<'a> {
    name: &'a str,
    kind: usize,
    iso3: &'a str,
    at: (f64, f64),
    geonameid: u32,
    population: u32,
    /// Its first-level division, as GeoNames numbers it.
    admin1: &'a str,
}

impl Places {
    fn add(
        &mut self,
        index: &mut Index,
        site: &Site<'_>,
        others: &[&str],
        countries: &Countries,
        is_capital: bool,
    ) {
        self.names.push_str(site.name);
        self.rows.extend((self.names.len() as u32).to_le_bytes());
        for degrees in [site.at.0, site.at.1] {
            self.rows.extend(((degrees * 1e4).round() as i32).to_le_bytes());
        }
        self.rows.extend(site.geonameid.to_le_bytes());
        self.rows.extend(site.population.to_le_bytes());
        self.rows.extend([site.kind as u8, u8::from(is_capital)]);
        self.rows.extend(countries.get(site.iso3).map_or(u16::MAX, |&id| id as u16).to_le_bytes());
        // Of the longer codes the end tells them apart.
        let admin1 = &site.admin1.as_bytes()[site.admin1.len().saturating_sub(4)..];
        let mut padded = [b' '; 4];
        padded[..admin1.len()].copy_from_slice(admin1);
        self.rows.extend(padded);
        for name in others.iter().chain([&site.name]) {
            index.add(name, 8, self.count, CAPITAL);
            self.found.insert((key::words(name).collect(), site.iso3.to_owned()));
        }
        self.count += 1;
    }
}

fn places(out: &mut String, index: &mut Index, countries: &Countries, capitals: &Capitals) {
    let mut places = Places::default();
    let capital = |name: &str, iso3: &str| {
        capitals
            .iter()
            .any(|(capital, country, ..)| country == iso3 && key::words(capital).eq(key::words(name)))
    };
    for row in Table::read("world/places.tsv").rows() {
        let (name, iso3) = (row.get("name"), row.get("iso3"));
        if !iso3.is_empty() && !countries.contains_key(iso3) {
            row.fail("no such country");
        }
        let kind = KINDS
            .iter()
            .position(|kind| *kind == row.get("kind"))
            .unwrap_or_else(|| row.fail("unknown kind"));
        let at = (degrees(&row, "lat"), degrees(&row, "lon"));
        let site = Site { name, kind, iso3, at, geonameid: 0, population: 0, admin1: "" };
        let others: Vec<&str> = row.list("aliases").collect();
        places.add(index, &site, &others, countries, capital(name, iso3));
    }
    let typed = places.found.clone();
    for row in Table::read("world/divisions.tsv").rows() {
        let (name, iso3) = (row.get("name"), row.get("iso3"));
        if typed.contains(&(key::words(name).collect(), iso3.to_owned())) {
            continue;
        }
        let kind = KINDS.iter().position(|kind| *kind == row.get("kind"));
        let kind = kind.unwrap_or_else(|| row.fail("unknown kind"));
        let at = (degrees(&row, "lat"), degrees(&row, "lon"));
        let site = Site { name, kind, iso3, at, geonameid: 0, population: 0, admin1: row.get("admin1") };
        let others: Vec<&str> = row.list("aliases").collect();
        places.add(index, &site, &others, countries, false);
    }
    let names = Table::read("world/city_names.tsv");
    let mut others: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for row in names.rows() {
        let key = (key::words(row.get("geoname")).collect(), row.get("iso3").to_owned());
        others.entry(key).or_default().extend(row.list("names").map(str::to_owned));
    }
    let cities = Table::read("world/cities.tsv");
    let number = |row: &Row<'_>, column| -> u32 {
        row.get(column).parse().unwrap_or_else(|_| row.fail(&format!("`{column}` is no number")))
    };
    let mut cities: Vec<Row<'_>> = cities.rows().collect();
    // The largest of a name comes first, is the capital, and bears the other names.
    cities.sort_by_key(|row| (std::cmp::Reverse(number(row, "population")), number(row, "geonameid")));
    for row in &cities {
        let (name, iso3) = (row.get("name"), row.get("iso3"));
        if !countries.contains_key(iso3) {
            row.fail("no such country");
        }
        let key = (key::words(name).collect::<String>(), iso3.to_owned());
        if typed.contains(&key) {
            continue;
        }
        let at = (degrees(row, "lat"), degrees(row, "lon"));
        let (geonameid, population) = (number(row, "geonameid"), number(row, "population"));
        let site = Site { name, kind: 0, iso3, at, geonameid, population, admin1: row.get("admin1") };
        let is_first = !places.found.contains(&key);
        let named = others.remove(&key).unwrap_or_default();
        let named: Vec<&str> = named.iter().map(String::as_str).collect();
        let is_capital = is_first && (capital(name, iso3) || named.iter().any(|other| capital(other, iso3)));
        places.add(index, &site, &named, countries, is_capital);
    }
    for ((name, iso3), _) in others {
        println!("cargo:warning=city_names.tsv: no city `{name}` in {iso3}");
    }
    for (name, iso3, lat, lon) in capitals {
        if !places.found.contains(&(key::words(name).collect(), iso3.clone())) && lat.is_finite() {
            let site =
                Site { name, kind: 0, iso3, at: (*lat, *lon), geonameid: 0, population: 0, admin1: "" };
            places.add(index, &site, &[], countries, true);
        }
    }
    let _ = writeln!(out, "static PLACE_KINDS: &[&str] = &{KINDS:?};");
    crate::table::write("places.bin", &places.rows);
    crate::table::write("places.txt", places.names.as_bytes());
}
