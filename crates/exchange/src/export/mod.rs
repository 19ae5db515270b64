//! Events in the forms that others use, article by article: nothing but the article at hand is in memory.
//!
//! [`writer`] gives what writes one [`Form`]; [`Export::article`] takes an article with the events that are wanted, [`Export::finish`] ends the
//! file and says what had no place in the form. What the codes of countries and CAMEO are called comes from outside, as [`Facts`].
//! docs/FORMATS.md describes each form column by column.

mod columns;
mod csv;
mod ftm;
mod gdelt;
mod geojson;
mod graphml;
mod ical;
mod icews;
mod parquet;
mod polecat;
mod row;
mod tabs;

pub use columns::{Columns, Kind, Value};
pub use row::{COLUMNS, cells};

use jiff::civil::Date;
use legation_record::{Event, Offsets, Participant, WireRecord};
use sha2::{Digest, Sha256};
use std::io::Write;

/// The forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A row an event, the columns of `legation read --only events`.
    Csv,
    /// The same columns with types: Apache Parquet.
    Parquet,
    /// POLECAT's tab-separated table.
    Polecat,
    /// ICEWS's tab-separated table of coded events.
    Icews,
    /// GDELT's event table 2.0.
    Gdelt,
    /// A GeoJSON FeatureCollection (RFC 7946).
    GeoJson,
    /// FollowTheMoney entities as JSON lines.
    Ftm,
    /// A directed graph of the actors.
    GraphMl,
    /// A calendar (RFC 5545).
    Ical,
}

/// What went wrong with an export.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The output cannot be written.
    #[error("the output cannot be written: {0}")]
    Output(#[from] std::io::Error),
    /// A value cannot be put into the form.
    #[error("a value cannot be put into the form: {0}")]
    Value(String),
}

impl ExportError {
    /// A stable name for programs and documentation.
    pub fn code(&self) -> &'static str {
        match self {
            ExportError::Output(_) => "export-output",
            ExportError::Value(_) => "export-value",
        }
    }

    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            ExportError::Output(_) => "make room on the disk, or write to another place",
            ExportError::Value(_) => "report this message",
        }
    }
}

/// What others call a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country {
    /// Its usual English name.
    pub name: &'static str,
    /// Its name in ICEWS.
    pub icews: &'static str,
    /// FIPS 10-4; empty where it has none.
    pub fips: &'static str,
    /// Its number in Correlates of War; empty where it has none.
    pub cow: &'static str,
    /// Its code in FollowTheMoney; empty where it has none.
    pub ftm: &'static str,
}

/// What a name is known to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// A person.
    Person,
    /// A state, or a place that stands for one.
    State,
    /// A body.
    Body,
}

/// What the codes of an event are called.
pub trait Facts {
    /// The country of an alpha-3 code.
    fn country(&self, iso3: &str) -> Option<Country>;
    /// What a full name is known to be; none where it can mean nothing or several kinds of thing.
    fn known(&self, name: &str) -> Option<Known>;
    /// The name of a CAMEO code.
    fn cameo(&self, code: &str) -> Option<&'static str>;
}

/// An article with the events that are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Article<'a> {
    /// Its record.
    pub record: &'a WireRecord,
    /// Its text, where it is kept.
    pub text: Option<&'a str>,
    /// The digest of its content.
    pub digest: &'a str,
    /// Which version of the article it is.
    pub version: u32,
    /// Its language (ISO 639-3), where that is known.
    pub language: Option<&'a str>,
    /// The events.
    pub events: &'a [Telling<'a>],
}

/// One event of an article.
#[derive(Clone, Copy, Debug)]
pub struct Telling<'a> {
    /// The event.
    pub event: &'a Event<Offsets>,
    /// The day it is filed under.
    pub day: Option<Date>,
    /// The words that tell of it, where they may be kept.
    pub triggers: Option<&'a str>,
    /// The sentence of the first of them.
    pub sentence: Option<&'a str>,
}

/// What had no place in the form: why, and how many events.
pub type LeftOut = Vec<(&'static str, u64)>;

/// What writes a form.
pub trait Export {
    /// Takes the events of an article.
    ///
    /// # Errors
    ///
    /// Where the output cannot be written.
    fn article(&mut self, article: &Article<'_>) -> Result<(), ExportError>;

    /// Ends the file.
    ///
    /// # Errors
    ///
    /// Where the output cannot be written.
    fn finish(&mut self) -> Result<LeftOut, ExportError>;
}

/// What writes a form to an output.
///
/// # Errors
///
/// Where the output cannot be written.
pub fn writer<'a>(
    form: Form,
    out: impl Write + Send + 'a,
    facts: &'a dyn Facts,
) -> Result<Box<dyn Export + 'a>, ExportError> {
    Ok(match form {
        Form::Csv => Box::new(csv::Csv::begin(out)?),
        Form::Parquet => Box::new(parquet::Parquet::begin(out)?),
        Form::Polecat => Box::new(polecat::Polecat::begin(out, facts)?),
        Form::Icews => Box::new(icews::Icews::begin(out, facts)?),
        Form::Gdelt => Box::new(gdelt::Gdelt::begin(out, facts)),
        Form::GeoJson => Box::new(geojson::GeoJson::begin(out)?),
        Form::Ftm => Box::new(ftm::Ftm::begin(out, facts)),
        Form::GraphMl => Box::new(graphml::GraphMl::begin(out)?),
        Form::Ical => Box::new(ical::Ical::begin(out)?),
    })
}

/// Why an event has no place in a table of dated events.
const NO_DAY: &str = "without a day";

/// How many events had no place in a table of dated events with codes of CAMEO.
#[derive(Debug, Default)]
struct Unfit {
    undated: u64,
    uncoded: u64,
}

impl Unfit {
    /// The day and the code of an event; counted where it lacks one.
    fn day_and_code<'a>(&mut self, telling: &Telling<'a>) -> Option<(Date, &'a str)> {
        let code = telling.event.cameo.as_ref().map(|code| code.as_str());
        self.undated += u64::from(telling.day.is_none());
        self.uncoded += u64::from(telling.day.is_some() && code.is_none());
        telling.day.zip(code)
    }

    /// What was left out, with what else the form leaves out.
    fn and(&self, why: &'static str, count: u64) -> LeftOut {
        vec![(NO_DAY, self.undated), ("without a CAMEO code", self.uncoded), (why, count)]
    }
}

/// What names are made of that are the same in every export: the digest of some parts.
fn digest(parts: &[&str]) -> [u8; 32] {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part);
        digest.update([0]);
    }
    digest.finalize().into()
}

/// A number for a row: below 2^53, so that R and JavaScript have it exactly.
fn number(parts: &[&str]) -> u64 {
    digest(parts).iter().take(8).fold(0u64, |sum, byte| sum << 8 | u64::from(*byte)) >> 11
}

/// `20250227`.
fn compact(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// A text in one line, white space joined.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Who does it, and to whom.
type Pair<'a> = (Option<&'a Participant<Offsets>>, Option<&'a Participant<Offsets>>);

/// Who does it and to whom, a pair a row: each source with each target; in symmetric types each party with each other, both ways, as the
/// coders of these data sets have it.
fn pairs(event: &Event<Offsets>) -> Vec<Pair<'_>> {
    if event.kind.is_symmetric() {
        let all: Vec<_> = event.source.iter().chain(&event.target).collect();
        if let [one] = all.as_slice() {
            return vec![(Some(one), None)];
        }
        let others = |at: usize| all.iter().enumerate().filter(move |(other, _)| *other != at);
        return all
            .iter()
            .enumerate()
            .flat_map(|(at, one)| others(at).map(|(_, other)| (Some(*one), Some(*other))))
            .collect();
    }
    let sides = |side: &[Participant<Offsets>]| side.len().max(1);
    let mut all = Vec::new();
    for source in 0..sides(&event.source) {
        for target in 0..sides(&event.target) {
            all.push((event.source.get(source), event.target.get(target)));
        }
    }
    all.retain(|(source, target)| source.is_some() || target.is_some());
    all
}

/// The sectors of an actor code, three letters each: `GOV` of `RUSGOV`; `IGO` of `IGOUN`.
fn sectors(code: &str) -> Vec<&str> {
    match code.get(..3) {
        Some(head @ ("IGO" | "NGO" | "MNC" | "IMG" | "REB" | "UAF")) => vec![head],
        _ => (3..code.len()).step_by(3).filter_map(|at| code.get(at..(at + 3).min(code.len()))).collect(),
    }
}

/// The name of an actor: of the known person or body, else as the article has it.
fn name(actor: &Participant<Offsets>) -> &str {
    actor.entity.as_deref().unwrap_or(&actor.who)
}

/// An event in a line: `CONSULT (visit): A, B → C`.
fn headline(event: &Event<Offsets>) -> String {
    let names = |actors: &[Participant<Offsets>]| actors.iter().map(name).collect::<Vec<_>>().join(", ");
    let mode = event.mode.as_ref().map(|mode| format!(" ({mode})")).unwrap_or_default();
    let arrow = if event.target.is_empty() { "" } else { "→" };
    let parts = [names(&event.source), arrow.to_owned(), names(&event.target)];
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    format!("{}{mode}: {}", event.kind.name(), parts.join(" "))
}
