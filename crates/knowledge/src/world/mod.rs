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

mod ask;
mod key;
mod naming;
mod office;
mod own;
mod tables;

pub use crate::table::Fault;
pub use ask::{Asked, without_genitive};
pub use office::Office;
pub use tables::{
    Agent, AgentKind, Basis, Body, Confidence, Country, Dispute, End, Gender, Person, Place, Tenure,
};

use fst::raw::Output;
use jiff::civil::{Date, date};
use naming::Needs;
use own::Own;
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

/// The tables: those that the program carries, and the user's own before them.
#[derive(Debug)]
pub struct World {
    index: Option<fst::Map<&'static [u8]>>,
    own: Own,
}

impl Default for World {
    fn default() -> World {
        World { index: fst::Map::new(INDEX).ok(), own: Own::default() }
    }
}

impl World {
    /// Those that the binary carries.
    pub fn embedded() -> &'static World {
        static WORLD: OnceLock<World> = OnceLock::new();
        WORLD.get_or_init(World::default)
    }

    /// Adds a table of the user's own: tab-separated text with the columns of `leaders.tsv`, `bodies.tsv`, `agents.tsv` or
    /// `places.tsv` under `data/world/`, known by the names of its columns; those that may be empty there may be left out.
    ///
    /// A row of a person adds a tenure to what the tables know, or replaces the one that began on the same day in the same
    /// office. A body, a noun or a place hides those of the tables that bear its name. Rows stay in memory for as long as the
    /// program runs: load a table once.
    ///
    /// # Errors
    ///
    /// The first row that does not fit, by its line; nothing of the table is certain to have been added then.
    ///
    /// ```
    /// use legation_knowledge::world::{Office, World};
    /// let mut world = World::default();
    /// world.add("person\tcode\toffice\ttitle\tstart\nJane Doe\tNZLGOV\tenvoy\tSpecial envoy\t2024-03\n").unwrap();
    /// let day = jiff::civil::date(2024, 5, 1);
    /// assert_eq!(world.holders("NZLGOV", Office::Envoy, day).next().unwrap().0.name, "Jane Doe");
    /// assert_eq!(world.add("person\tcode\toffice\nX\tNZLGOV\tking\n").unwrap_err().line, 2);
    /// ```
    pub fn add(&mut self, table: &str) -> Result<(), Fault> {
        let mut own = std::mem::take(&mut self.own);
        let added = own.add(self, table);
        self.own = own;
        added
    }

    /// The digest of the tables, for the record; behind a `+` that of the user's own.
    pub fn version(&self) -> String {
        self.own.digest().map_or_else(|| VERSION.to_owned(), |own| format!("{VERSION}+{own}"))
    }

    /// The day up to which the table of those who make most diplomatic news is kept.
    pub fn as_of(&self) -> Date {
        AS_OF
    }

    /// Everybody in the tables.
    pub fn people(&self) -> impl Iterator<Item = &'static Person> {
        let carried = PERSONS.iter().filter(|person| std::ptr::eq(self.own.instead(person), *person));
        self.own.people().chain(carried)
    }

    /// The country of an alpha-3 code.
    pub fn country(&self, iso3: &str) -> Option<&'static Country> {
        COUNTRIES.binary_search_by_key(&iso3, |country| country.iso3).ok().map(|at| &COUNTRIES[at])
    }

    /// Whether there is such an actor code: a country and a sector, or a body (`RUSGOV`, `IGONATO`).
    pub fn is_actor_code(&self, code: &str) -> bool {
        naming::check_code(code, |iso3| self.country(iso3).is_some()).is_ok()
    }

    /// Every country of the tables.
    pub fn countries(&self) -> impl Iterator<Item = &'static Country> {
        COUNTRIES.iter()
    }

    /// Every body of the tables that the program carries.
    pub fn all_bodies(&self) -> impl Iterator<Item = &'static Body> {
        BODIES.iter()
    }

    /// The dispute about a place of that usual English name on a day; the user's own goes before that of the tables.
    pub fn dispute(&self, name: &str, day: Date) -> Option<&Dispute> {
        self.own.disputes().chain(DISPUTES).find(|dispute| dispute.is_of(name, day))
    }

    /// Who held an office of a state or body on a day: `holders("USAGOV", Office::ForeignMinister, day)`.
    pub fn holders<'a>(
        &'a self,
        code: &'a str,
        office: Office,
        day: Date,
    ) -> impl Iterator<Item = (&'static Person, &'static Tenure)> + use<'a> {
        let start = HOLDERS.partition_point(|(other, kind, _)| (*other, *kind) < (code, office));
        let end = HOLDERS.partition_point(|(other, kind, _)| (*other, *kind) <= (code, office));
        let people = HOLDERS.get(start..end).unwrap_or_default().iter();
        let people = people.filter_map(|(.., id)| PERSONS.get(usize::from(*id)));
        let people = people.filter(|person| std::ptr::eq(self.own.instead(person), *person));
        self.own.people().chain(people).filter_map(move |person| {
            let held = person.tenures_on(day).find(|tenure| tenure.office == office && tenure.code == code);
            held.map(|tenure| (person, tenure))
        })
    }

    /// A body of a code, whatever the day.
    fn bodies_of(&self, code: &str) -> Option<&'static Body> {
        BODIES.iter().find(|body| body.code == code)
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
        if self.own.is_empty() {
            return self.longest_carried(tokens);
        }
        let tokens: Vec<&str> = tokens.take(24).collect();
        let carried = self.longest_carried(tokens.iter().copied()).map(|(length, mut senses)| {
            for sense in &mut senses {
                if let Sense::Person(person, _) = sense {
                    *person = self.own.instead(person);
                }
            }
            (length, senses)
        });
        let own = self.own.longest(&tokens, begins_with_capital(&tokens));
        match (own, carried) {
            (Some((length, mut own)), Some((others, senses))) if length == others => {
                let hidden = |sense: &Sense| own.iter().any(|&own| own::same_kind(own, *sense));
                let kept: Vec<Sense> = senses.into_iter().filter(|sense| !hidden(sense)).collect();
                own.extend(kept);
                Some((length, own))
            }
            (Some(own), Some(carried)) => Some(if own.0 > carried.0 { own } else { carried }),
            (own, carried) => own.or(carried),
        }
    }

    fn longest_carried<'a>(&self, tokens: impl Iterator<Item = &'a str>) -> Option<(usize, Vec<Sense>)> {
        let fst = self.index.as_ref()?.as_fst();
        let (mut node, mut sum) = (fst.root(), Output::zero());
        let mut best: Option<(usize, Vec<Sense>)> = None;
        let mut words: Vec<&str> = Vec::new();
        let mut shouted = true;
        let mut is_start = true;
        'tokens: for (at, token) in tokens.enumerate() {
            if words.len() < 3 {
                words.push(token);
            }
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
                let is_capital = begins_with_capital(&words);
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

/// Arabic articles, which news writes small before a name.
const ARTICLES: [&str; 10] = ["al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "ul"];

/// Whether a name begins with a capital or a digit, behind its article if it has one: `al-Shabaab`.
fn begins_with_capital(tokens: &[&str]) -> bool {
    let is_capital = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let behind = |word: &str| {
        word.split_once('-')
            .filter(|(article, _)| ARTICLES.contains(article))
            .map(|(_, name)| is_capital(name))
    };
    match tokens {
        [article, "-", name, ..] if ARTICLES.contains(article) => is_capital(name),
        [first, ..] => is_capital(first) || behind(first) == Some(true),
        [] => false,
    }
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
        is_seat: matches!(*row.get(21)?, 1 | 2),
        admin1: std::str::from_utf8(row.get(24..28)?).ok()?.trim_end(),
    })
}

#[cfg(test)]
mod tests;
