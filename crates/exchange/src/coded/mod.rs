//! Coded events of other data sets, row by row: POLECAT, ICEWS and GDELT, bare, compressed or in zip archives.
//!
//! [`rows`] hands on each row as a [`CodedEvent`], as its data set writes countries and types; what they are is for the caller to know.
//! Which data set it is, is told from the first line: the names of the columns, or, for GDELT, which names none, their number.
//!
//! ```
//! use legation_exchange::coded::{self, Action, Country, Dataset};
//! let table = "Event ID\tEvent Date\tSource Country\tCAMEO Code\tTarget Country\n7\t2025-02-27\tTurkey\t042\tIraq\n";
//! let mut found = Vec::new();
//! let read = coded::rows(std::io::Cursor::new(table), &mut |event| found.push(event)).unwrap();
//! assert_eq!((read.dataset, read.rows), (Some(Dataset::Icews), 1));
//! assert_eq!(found[0].sources, [Country::Name("Turkey".to_owned())]);
//! assert_eq!(found[0].action, Action::Cameo("042".to_owned()));
//! ```
//!
//! Input is untrusted: what is packed grows by 200 at most, lines have a bound, and a row that does not fit costs only itself.

mod form;
mod table;

pub use form::Dataset;

use crate::import::{Fault, ImportError, archive, detect, unpack};
use jiff::civil::Date;
use std::io::{BufRead, BufReader, Seek};

/// An event as another data set has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodedEvent {
    /// Its id there.
    pub id: String,
    /// Its day.
    pub day: Date,
    /// What was done.
    pub action: Action,
    /// The countries of those who did it.
    pub sources: Vec<Country>,
    /// The countries of those to whom it was done.
    pub targets: Vec<Country>,
    /// The page or story that it is from, where the row says.
    pub story: String,
}

/// What was done, in the words of a codebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// A type of PLOVER: `CONSULT`.
    Plover(String),
    /// A code of CAMEO: `042`.
    Cameo(String),
}

/// A country, as a data set writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Country {
    /// An alpha-3 code.
    Code(String),
    /// An English name.
    Name(String),
}

/// What was read of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Of which data set; none of an empty file.
    pub dataset: Option<Dataset>,
    /// How many rows were handed on.
    pub rows: u64,
    /// How many rows did not fit.
    pub unfit: u64,
    /// The first of those: where each stands, and what is wrong.
    pub examples: Vec<(String, String)>,
}

/// Of rows that do not fit, so many are told of.
const EXAMPLES: usize = 5;

impl Reading {
    pub(crate) fn refuse(&mut self, place: impl FnOnce() -> String, why: String) {
        self.unfit += 1;
        if self.examples.len() < EXAMPLES {
            self.examples.push((place(), why));
        }
    }
}

/// How often data may be compressed, one within the other.
const LAYERS: usize = 3;

/// Hands on every row of a file.
///
/// # Errors
///
/// Where the file cannot be read, or is of none of the data sets.
pub fn rows(
    mut from: impl BufRead + Seek,
    visit: &mut dyn FnMut(CodedEvent),
) -> Result<Reading, ImportError> {
    let mut read = Reading::default();
    let is_zip = from.fill_buf().map(detect::is_zip).map_err(|why| Fault::of(&why, "file"))?;
    if is_zip {
        archive::each(from, &mut |name, member| {
            let place = format!("member {name}");
            stream(Box::new(BufReader::new(member)), 0, &mut read, visit).map_err(|why| why.within(&place))
        })?;
    } else {
        stream(Box::new(from), 0, &mut read, visit)?;
    }
    Ok(read)
}

/// The layers are boxed, so that they are of one type.
fn stream(
    mut from: Box<dyn BufRead + '_>,
    layer: usize,
    read: &mut Reading,
    visit: &mut dyn FnMut(CodedEvent),
) -> Result<(), ImportError> {
    let head = from.fill_buf().map_err(|why| Fault::of(&why, "file"))?;
    let Some(packing) = unpack::Packing::of(head) else { return table::each(from, read, visit) };
    if layer >= LAYERS {
        return Err(Fault::Nested.into());
    }
    let unpacked = packing.unpack(from).map_err(|why| Fault::of(&why, packing.name()))?;
    stream(unpacked, layer + 1, read, visit)
}
