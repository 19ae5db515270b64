//! The tables of a release, read back.

use super::error::ReleaseError;
use super::manifest::{FORM, Manifest};
use super::write::truth_written;
use super::{Files, MANIFEST};
use bytes::Bytes;
use jiff::ToSpan as _;
use jiff::civil::Date;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::Field;
use std::collections::HashMap;

/// A table, as its CSV has it.
#[derive(Clone, Debug, Default)]
pub(super) struct Content {
    /// The names of the columns.
    pub(super) columns: Vec<String>,
    /// The rows, a cell a column.
    pub(super) rows: Vec<Vec<String>>,
    /// Where each column stands.
    places: HashMap<String, usize>,
}

impl Content {
    fn of(columns: Vec<String>) -> Content {
        let places = columns.iter().enumerate().map(|(at, name)| (name.clone(), at)).collect();
        Content { columns, rows: Vec::new(), places }
    }

    /// Where a column stands.
    pub(super) fn at(&self, column: &str) -> Option<usize> {
        self.places.get(column).copied()
    }

    /// Adds a column.
    pub(super) fn add(&mut self, name: &str, cells: Vec<String>) {
        self.places.insert(name.to_owned(), self.columns.len());
        self.columns.push(name.to_owned());
        for (row, cell) in self.rows.iter_mut().zip(cells) {
            row.push(cell);
        }
    }

    /// The cell of a row in a column; empty where there is none.
    pub(super) fn cell(&self, row: usize, column: &str) -> &str {
        let cell = self.at(column).and_then(|at| self.rows.get(row)?.get(at));
        cell.map(String::as_str).unwrap_or_default()
    }
}

/// The values of a list.
pub(super) fn listed(cell: &str) -> impl Iterator<Item = &str> {
    cell.split("; ").filter(|value| !value.is_empty())
}

pub(super) fn missing(name: &str, why: impl ToString) -> ReleaseError {
    ReleaseError::Missing { name: name.to_owned(), reason: why.to_string() }
}

fn foreign(name: &str, why: impl ToString) -> ReleaseError {
    ReleaseError::Foreign { name: name.to_owned(), reason: why.to_string() }
}

/// The manifest.
pub(super) fn manifest(files: &dyn Files) -> Result<Manifest, ReleaseError> {
    let bytes = files.read(MANIFEST).map_err(|why| missing(MANIFEST, why))?;
    let value: serde_json::Value = serde_json::from_slice(&bytes).map_err(|why| foreign(MANIFEST, why))?;
    let form = value.get("form").and_then(serde_json::Value::as_u64).unwrap_or_default();
    match u32::try_from(form) {
        Ok(found) if found > FORM => Err(ReleaseError::Newer { found, known: FORM }),
        _ => serde_json::from_value(value).map_err(|why| foreign(MANIFEST, why)),
    }
}

/// A table from its CSV.
pub(super) fn csv(files: &dyn Files, table: &str) -> Result<Content, ReleaseError> {
    let name = format!("{table}.csv");
    let bytes = files.read(&name).map_err(|why| missing(&name, why))?;
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let columns = reader.headers().map_err(|why| foreign(&name, why))?;
    let mut content = Content::of(columns.iter().map(str::to_owned).collect());
    for row in reader.into_records() {
        let row = row.map_err(|why| foreign(&name, why))?;
        content.rows.push(row.iter().map(str::to_owned).collect());
    }
    Ok(content)
}

/// A table from its Parquet, with the values as CSV writes them, row by row.
pub(super) fn parquet(
    files: &dyn Files,
    table: &str,
    mut visit: impl FnMut(Vec<String>),
) -> Result<Vec<String>, ReleaseError> {
    let name = format!("{table}.parquet");
    let bytes = files.read(&name).map_err(|why| missing(&name, why))?;
    let file = SerializedFileReader::new(Bytes::from(bytes)).map_err(|why| foreign(&name, why))?;
    let schema = file.metadata().file_metadata().schema();
    let columns = schema.get_fields().iter().map(|field| field.name().to_owned()).collect();
    for row in file.get_row_iter(None).map_err(|why| foreign(&name, why))? {
        let row = row.map_err(|why| foreign(&name, why))?;
        visit(row.get_column_iter().map(|(_, field)| written(field)).collect());
    }
    Ok(columns)
}

/// As CSV writes it.
fn written(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Bool(truth) => truth_written(*truth).to_owned(),
        Field::Double(number) => number.to_string(),
        Field::Long(number) => number.to_string(),
        Field::Date(days) => {
            let day = Date::constant(1970, 1, 1).checked_add(i64::from(*days).days());
            day.map(|day| day.to_string()).unwrap_or_default()
        }
        Field::ListInternal(list) => list.elements().iter().map(written).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}
