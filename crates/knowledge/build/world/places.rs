//! Places, as packed bytes.

use super::naming::{self, Needs};
use super::{Capitals, Countries, Index, degrees, key};
use crate::table::{Row, Table};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

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

/// What a city is known for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    None = 0,
    Capital = 1,
    /// Of international bodies or of talks, without being a capital.
    Seat = 2,
}

impl Places {
    fn add(
        &mut self,
        index: &mut Index,
        site: &Site<'_>,
        others: &[&str],
        countries: &Countries,
        standing: Standing,
    ) {
        self.names.push_str(site.name);
        self.rows.extend((self.names.len() as u32).to_le_bytes());
        for degrees in [site.at.0, site.at.1] {
            self.rows.extend(((degrees * 1e4).round() as i32).to_le_bytes());
        }
        self.rows.extend(site.geonameid.to_le_bytes());
        self.rows.extend(site.population.to_le_bytes());
        self.rows.extend([site.kind as u8, standing as u8]);
        self.rows.extend(countries.get(site.iso3).map_or(u16::MAX, |&id| id as u16).to_le_bytes());
        // Of the longer codes the end tells them apart.
        let admin1 = &site.admin1.as_bytes()[site.admin1.len().saturating_sub(4)..];
        let mut padded = [b' '; 4];
        padded[..admin1.len()].copy_from_slice(admin1);
        self.rows.extend(padded);
        for name in others.iter().chain([&site.name]) {
            index.add(name, 8, self.count, Needs::Capital);
            self.found.insert((key::words(name).collect(), site.iso3.to_owned()));
        }
        self.count += 1;
    }
}

pub(super) fn compile(out: &mut String, index: &mut Index, countries: &Countries, capitals: &Capitals) {
    let mut places = Places::default();
    let capital = |name: &str, iso3: &str| {
        capitals
            .iter()
            .any(|(capital, country, ..)| country == iso3 && key::words(capital).eq(key::words(name)))
    };
    let seats = Table::read("world/seats.tsv");
    let mut seats: BTreeSet<(String, String)> =
        seats.rows().map(|row| (key::words(row.get("city")).collect(), row.get("iso3").to_owned())).collect();
    let mut standing = |name: &str, iso3: &str| {
        let is_seat = seats.remove(&(key::words(name).collect(), iso3.to_owned()));
        match (capital(name, iso3), is_seat) {
            (true, _) => Standing::Capital,
            (false, true) => Standing::Seat,
            (false, false) => Standing::None,
        }
    };
    for row in Table::read("world/places.tsv").rows() {
        let (name, iso3) = (row.get("name"), row.get("iso3"));
        if !iso3.is_empty() && !countries.contains_key(iso3) {
            row.fail("no such country");
        }
        let kind = row.must(naming::kind_of_place(row.get("kind")));
        let at = (degrees(&row, "lat"), degrees(&row, "lon"));
        let site = Site { name, kind, iso3, at, geonameid: 0, population: 0, admin1: "" };
        let others: Vec<&str> = row.list("aliases").collect();
        places.add(index, &site, &others, countries, standing(name, iso3));
    }
    let typed = places.found.clone();
    for row in Table::read("world/divisions.tsv").rows() {
        let (name, iso3) = (row.get("name"), row.get("iso3"));
        if typed.contains(&(key::words(name).collect(), iso3.to_owned())) {
            row.fail("places.tsv has it already");
        }
        let kind = row.must(naming::kind_of_place(row.get("kind")));
        let at = (degrees(&row, "lat"), degrees(&row, "lon"));
        let site = Site { name, kind, iso3, at, geonameid: 0, population: 0, admin1: row.get("admin1") };
        let others: Vec<&str> = row.list("aliases").collect();
        places.add(index, &site, &others, countries, Standing::None);
    }
    let kind = |row: &Row<'_>, kind| row.must(naming::kind_of_place(kind));
    for row in Table::read("world/counties.tsv").rows() {
        let at = (degrees(&row, "lat"), degrees(&row, "lon"));
        let (name, kind, admin1) = (row.get("name"), kind(&row, "county"), row.get("admin1"));
        let site = Site { name, kind, iso3: "USA", at, geonameid: 0, population: 0, admin1 };
        places.add(index, &site, &[], countries, Standing::None);
    }
    let typed_too = places.found.clone();
    for row in Table::read("world/provinces.tsv").rows() {
        let (name, iso3) = (row.get("name"), row.get("iso3"));
        if typed_too.contains(&(key::words(name).collect(), iso3.to_owned())) || !countries.contains_key(iso3)
        {
            continue;
        }
        let at = (degrees(&row, "lat"), degrees(&row, "lon"));
        let (kind, admin1) = (kind(&row, row.get("kind")), row.get("admin1"));
        let site = Site { name, kind, iso3, at, geonameid: 0, population: 0, admin1 };
        let others: Vec<&str> = row.list("aliases").collect();
        places.add(index, &site, &others, countries, Standing::None);
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
    let mut seen = BTreeSet::new();
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
        let is_first = !seen.contains(&key);
        seen.insert(key.clone());
        let named = others.remove(&key).unwrap_or_default();
        let named: Vec<&str> = named.iter().map(String::as_str).collect();
        let known = [name].into_iter().chain(named.iter().copied()).filter(|_| is_first);
        let known: Vec<Standing> = known.map(|name| standing(name, iso3)).collect();
        let best = [Standing::Capital, Standing::Seat].into_iter().find(|one| known.contains(one));
        places.add(index, &site, &named, countries, best.unwrap_or(Standing::None));
    }
    for ((name, iso3), _) in others {
        println!("cargo:warning=city_names.tsv: no city `{name}` in {iso3}");
    }
    for (name, iso3) in seats {
        println!("cargo:warning=seats.tsv: no city `{name}` in {iso3}");
    }
    for (name, iso3, lat, lon) in capitals {
        if !places.found.contains(&(key::words(name).collect(), iso3.clone())) && lat.is_finite() {
            let site =
                Site { name, kind: 0, iso3, at: (*lat, *lon), geonameid: 0, population: 0, admin1: "" };
            places.add(index, &site, &[], countries, Standing::Capital);
        }
    }
    let _ = writeln!(out, "static PLACE_KINDS: &[&str] = &{:?};", naming::KINDS);
    crate::table::write("places.bin", &places.rows);
    crate::table::write("places.txt", places.names.as_bytes());
}
