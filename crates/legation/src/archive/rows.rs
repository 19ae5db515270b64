//! Rows as tables, JSON and comma-separated values.

use super::options::RowFormat;
use crate::view::{Layout, Rows};
use anyhow::Result;
use legation_store::{Answer, Cell};
use serde_json::{Map, Value};
use std::io::Write;

/// Columns that only the store itself needs.
const HIDDEN: [&str; 1] = ["key"];

/// Prints rows in a form that programs read; tables are `table`'s to make.
pub(super) fn print(answer: &Answer, format: RowFormat, table: impl FnOnce(Layout) -> String) -> Result<()> {
    let mut out = anstream::stdout().lock();
    match format {
        RowFormat::Table => out.write_all(table(Layout::of_terminal()).as_bytes())?,
        RowFormat::Json => {
            let objects: Vec<Value> = answer.rows.iter().map(|row| object(answer, row)).collect();
            serde_json::to_writer_pretty(&mut out, &objects)?;
            writeln!(out)?;
        }
        RowFormat::Jsonl => {
            for row in &answer.rows {
                writeln!(out, "{}", object(answer, row))?;
            }
        }
        RowFormat::Csv => {
            let mut csv = csv::Writer::from_writer(&mut out);
            let shown =
                || answer.columns.iter().enumerate().filter(|(_, name)| !HIDDEN.contains(&name.as_str()));
            csv.write_record(shown().map(|(_, name)| name))?;
            for row in &answer.rows {
                csv.write_record(
                    shown().map(|(at, _)| row.get(at).map(Cell::to_string).unwrap_or_default()),
                )?;
            }
            csv.flush()?;
        }
    }
    out.flush()?;
    Ok(())
}

fn object(answer: &Answer, row: &[Cell]) -> Value {
    let cells = answer.columns.iter().zip(row).filter(|(name, _)| !HIDDEN.contains(&name.as_str()));
    let object: Map<String, Value> = cells.map(|(name, cell)| (name.clone(), value(name, cell))).collect();
    Value::Object(object)
}

/// Columns that are true or false.
const TRUTHS: [&str; 2] = ["background", "is_coded"];

fn value(column: &str, cell: &Cell) -> Value {
    match cell {
        Cell::Integer(number) if TRUTHS.contains(&column) => Value::Bool(*number != 0),
        Cell::Null => Value::Null,
        Cell::Integer(number) => Value::from(*number),
        Cell::Real(number) => Value::from(*number),
        Cell::Text(text) => Value::from(text.as_str()),
    }
}

/// A table of some columns: title, column, and how wide it is; the one of width 0 takes what is left.
pub(super) fn table(answer: &Answer, columns: &[(&'static str, &str, usize)], layout: Layout) -> String {
    let mut rows = Rows::new(columns.iter().map(|(title, _, width)| (*title, *width)).collect(), layout);
    for at in 0..answer.rows.len() {
        rows.push(columns.iter().map(|(_, column, _)| answer.cell(at, column).to_string()).collect());
    }
    rows.text()
}
