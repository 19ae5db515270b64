//! Countries, people, offices, bodies, groups and places: what a name can mean.
//!
//! [`World::longest`] finds the longest known name at the head of some tokens, and all its [`Sense`]s. Who held which office
//! is asked as of a date ([`Person::tenures_on`], [`Body::is_current`]). A lookup answers what a name can mean, never what it
//! means in this sentence.
//!
//! ```
//! use legation_knowledge::world::{Office, Sense, World};
//! let (length, senses) = World::embedded().longest(["Sergei", "Lavrov", "said"].into_iter()).unwrap();
//! assert_eq!(length, 2);
//! let person = senses.iter().find_map(|sense| match sense { Sense::Person(person, _) => Some(person), _ => None }).unwrap();
//! let day = jiff::civil::date(2025, 2, 27);
//! assert!(person.tenures_on(day).any(|tenure| tenure.office == Office::ForeignMinister && tenure.code == "RUSGOV"));
//! ```

mod key;
mod office;
mod tables;

pub use office::Office;
pub use tables::{Agent, AgentKind, Basis, Body, Country, End, Gender, Person, Place, Tenure};

use fst::raw::Output;
use jiff::civil::{Date, date};
use std::sync::OnceLock;

include!(concat!(env!("OUT_DIR"), "/world.rs"));

static INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/world.fst"));
static SENSES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/senses.bin"));
static PLACES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places.bin"));
static PLACE_NAMES: &str = include_str!(concat!(env!("OUT_DIR"), "/places.txt"));

/// How much of a person's name was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// All of it.
    Full,
    /// The surname.
    Surname,
}

/// One thing that a name can mean.
#[derive(Clone, Copy, Debug)]
pub enum Sense {
    /// `Russia`.
    Country(&'static Country),
    /// `Russian`.
    Adjective(&'static Country),
    /// `Russians`.
    People(&'static Country),
    /// `Kremlin`: a seat of government that stands for it.
    Seat(&'static Country),
    /// `Sergei Lavrov`, `Lavrov`.
    Person(&'static Person, Given),
    /// `State Department`.
    Body(&'static Body),
    /// `foreign minister`, `troops`.
    Agent(&'static Agent),
    /// `Istanbul`.
    Place(Place),
}

/// The tables.
#[derive(Debug)]
pub struct World {
    index: Option<fst::Map<&'static [u8]>>,
}

impl World {
    /// Those that the binary carries.
    pub fn embedded() -> &'static World {
        static WORLD: OnceLock<World> = OnceLock::new();
        WORLD.get_or_init(|| World { index: fst::Map::new(INDEX).ok() })
    }

    /// The digest of the tables, for the record.
    pub fn version(&self) -> &'static str {
        VERSION
    }

    /// The country of an alpha-3 code.
    pub fn country(&self, iso3: &str) -> Option<&'static Country> {
        COUNTRIES.binary_search_by_key(&iso3, |country| country.iso3).ok().map(|at| &COUNTRIES[at])
    }

    /// Who held an office of a state or body on a day: `holders("USAGOV", Office::ForeignMinister, day)`.
    pub fn holders<'a>(
        &self,
        code: &'a str,
        office: Office,
        day: Date,
    ) -> impl Iterator<Item = (&'static Person, &'static Tenure)> + use<'a> {
        let start = HOLDERS.partition_point(|(other, kind, _)| (*other, *kind) < (code, office));
        let end = HOLDERS.partition_point(|(other, kind, _)| (*other, *kind) <= (code, office));
        let people = HOLDERS.get(start..end).unwrap_or_default().iter();
        people.filter_map(|(.., id)| PERSONS.get(usize::from(*id))).filter_map(move |person| {
            let held = person.tenures_on(day).find(|tenure| tenure.office == office && tenure.code == code);
            held.map(|tenure| (person, tenure))
        })
    }

    /// All bodies of a code that holds on a day.
    pub fn bodies<'a>(&self, code: &'a str, day: Date) -> impl Iterator<Item = &'static Body> + use<'a> {
        BODIES.iter().filter(move |body| body.code == code && body.is_current(day))
    }

    /// Everything that a name can mean.
    pub fn senses(&self, name: &str) -> Vec<Sense> {
        let tokens: Vec<&str> = name.split_whitespace().collect();
        let found = self.longest(tokens.iter().copied());
        found.filter(|(length, _)| *length == tokens.len()).map(|(_, senses)| senses).unwrap_or_default()
    }

    /// The longest name that some tokens begin with: how many tokens it takes, and all that it can mean.
    ///
    /// Names must begin with a capital in the text, and acronyms must be all capitals; generic nouns need neither.
    pub fn longest<'a>(&self, tokens: impl Iterator<Item = &'a str>) -> Option<(usize, Vec<Sense>)> {
        let fst = self.index.as_ref()?.as_fst();
        let (mut node, mut sum) = (fst.root(), Output::zero());
        let mut best: Option<(usize, Vec<Sense>)> = None;
        let mut first: Option<&str> = None;
        let mut shouted = true;
        let mut is_start = true;
        'tokens: for (at, token) in tokens.enumerate() {
            first.get_or_insert(token);
            shouted &= !token.chars().any(char::is_lowercase);
            let mut took = false;
            for word in key::words(token) {
                let blank = if is_start { None } else { Some(b' ') };
                for byte in blank.into_iter().chain(word.bytes()) {
                    let Some(step) = node.find_input(byte) else { break 'tokens };
                    let arc = node.transition(step);
                    sum = sum.cat(arc.out);
                    node = fst.node(arc.addr);
                }
                is_start = false;
                took = true;
            }
            if !took && at == 0 {
                return None;
            }
            // A name does not end in a hyphen.
            if took && node.is_final() {
                let senses = senses_at(sum.cat(node.final_output()).value());
                let is_capital =
                    first.is_some_and(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric()));
                let kept: Vec<Sense> = senses
                    .filter(|&(_, needs)| match needs {
                        Needs::Nothing => true,
                        Needs::Capital => is_capital,
                        Needs::AllCapitals => shouted,
                    })
                    .map(|(sense, _)| sense)
                    .collect();
                if !kept.is_empty() {
                    best = Some((at + 1, kept));
                }
            }
        }
        best
    }
}

/// What the letters of a name in the text must be like.
#[derive(Clone, Copy, Debug)]
enum Needs {
    Nothing,
    Capital,
    AllCapitals,
}

/// The senses of an entry of the index: where its list starts, and how long it is.
fn senses_at(value: u64) -> impl Iterator<Item = (Sense, Needs)> {
    let (start, count) = ((value >> 8) as usize, (value & 0xff) as usize);
    (start..start + count).filter_map(|at| {
        let bytes = SENSES.get(at * 4..at * 4 + 4)?;
        let code = u32::from_le_bytes(bytes.try_into().ok()?);
        let id = (code & 0x00ff_ffff) as usize;
        let sense = match code >> 28 {
            0 => Sense::Country(COUNTRIES.get(id)?),
            1 => Sense::Adjective(COUNTRIES.get(id)?),
            2 => Sense::People(COUNTRIES.get(id)?),
            3 => Sense::Seat(COUNTRIES.get(id)?),
            4 => Sense::Person(PERSONS.get(id)?, Given::Full),
            5 => Sense::Person(PERSONS.get(id)?, Given::Surname),
            6 => Sense::Body(BODIES.get(id)?),
            7 => Sense::Agent(AGENTS.get(id)?),
            _ => Sense::Place(place(id)?),
        };
        let needs = match code >> 24 & 0xf {
            0 => Needs::Nothing,
            1 => Needs::Capital,
            _ => Needs::AllCapitals,
        };
        Some((sense, needs))
    })
}

/// The bytes of a place: name's end in the names, kind, country, latitude, longitude, number, inhabitants, capital, division.
const PLACE_SIZE: usize = 28;

fn place(id: usize) -> Option<Place> {
    let row = PLACES.get(id * PLACE_SIZE..(id + 1) * PLACE_SIZE)?;
    let number = |at: usize| row.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes);
    let end = number(0)? as usize;
    let start = match id.checked_sub(1) {
        Some(before) => {
            let bytes = PLACES.get(before * PLACE_SIZE..before * PLACE_SIZE + 4)?;
            u32::from_le_bytes(bytes.try_into().ok()?) as usize
        }
        None => 0,
    };
    let degrees = |at| number(at).map(|n| f64::from(n as i32) / 1e4);
    let country = u16::from_le_bytes([*row.get(22)?, *row.get(23)?]);
    Some(Place {
        name: PLACE_NAMES.get(start..end)?,
        kind: PLACE_KINDS.get(usize::from(*row.get(20)?))?,
        country: COUNTRIES.get(usize::from(country)).map(|country| country.iso3),
        lat: degrees(4)?,
        lon: degrees(8)?,
        geonameid: number(12).filter(|&id| id > 0),
        population: number(16)?,
        is_capital: *row.get(21)? == 1,
        admin1: std::str::from_utf8(row.get(24..28)?).ok()?.trim_end(),
    })
}

#[cfg(test)]
mod tests;
