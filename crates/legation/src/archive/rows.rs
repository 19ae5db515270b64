//! Rows as tables, JSON and comma-separated values.

use super::export::in_output;
use super::options::RowFormat;
use crate::view::{Layout, Rows};
use anyhow::{Result, bail};
use legation_exchange::export::{self, Columns, ExportError, Kind};
use legation_record::PartialDate;
use legation_store::{Answer, Cell};
use serde_json::{Map, Value};
use std::io::{BufWriter, IsTerminal, Write};

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
            csv.write_record(shown(answer).map(|(_, name)| name))?;
            for row in &answer.rows {
                csv.write_record(
                    shown(answer).map(|(at, _)| row.get(at).map(Cell::to_string).unwrap_or_default()),
                )?;
            }
            csv.flush()?;
        }
        RowFormat::Parquet => {
            refuse_a_terminal()?;
            drop(out);
            return parquet(answer, BufWriter::new(std::io::stdout())).map_err(in_output);
        }
    }
    out.flush()?;
    Ok(())
}

/// Says on standard error that there is nothing, or that there is more than was printed: `the first 12 of 40`.
pub(super) fn tell(is_none: bool, more: Option<String>) {
    let mut err = anstream::stderr().lock();
    // Nobody is left to tell when standard error is closed.
    let _ = match more {
        _ if is_none => writeln!(err, "nothing found"),
        Some(more) => writeln!(err, "{more}; --limit N or --all shows more"),
        None => Ok(()),
    };
}

/// The same where it is known how many there are.
pub(super) fn tell_of(printed: usize, all: usize) {
    tell(all == 0, (printed < all).then(|| format!("the first {printed} of {all}")));
}

/// The columns that are for others: where they stand, and their names.
fn shown(answer: &Answer) -> impl Iterator<Item = (usize, &str)> {
    let all = answer.columns.iter().map(String::as_str).enumerate();
    all.filter(|(_, name)| !HIDDEN.contains(name))
}

fn object(answer: &Answer, row: &[Cell]) -> Value {
    let cells = shown(answer).filter_map(|(at, name)| Some((name, row.get(at)?)));
    let object: Map<String, Value> = cells.map(|(name, cell)| (name.to_owned(), value(name, cell))).collect();
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

/// Bytes are nothing for a terminal.
pub(super) fn refuse_a_terminal() -> Result<()> {
    if std::io::stdout().is_terminal() {
        bail!("Parquet is not for terminals\n  hint: write it to a file: … > events.parquet");
    }
    Ok(())
}

/// How a column of Parquet is made from one of an answer.
#[derive(Clone, Copy)]
enum Made {
    /// As it is.
    Is(Kind),
    /// A date as it is written, and `…_day` beside it.
    Written,
    /// A list, parted by this.
    Parted(&'static str),
}

fn made(answer: &Answer, column: &str) -> Made {
    // Of events the parties; of articles the outlet.
    let has_parties = answer.columns.iter().any(|name| name == "target");
    match column {
        _ if TRUTHS.contains(&column) => Made::Is(Kind::Truth),
        "lat" | "lon" | "plover_score" | "goldstein" | "confidence_type" | "confidence_status"
        | "confidence" | "score" | "value" => Made::Is(Kind::Number),
        "geonameid" | "version" | "events" | "statements" | "articles" | "origins" | "rounds" | "round"
        | "number" => Made::Is(Kind::Whole),
        "day" => Made::Is(Kind::Day),
        "start" | "end" | "date" | "published" => Made::Written,
        "source" | "target" if has_parties => Made::Parted("; "),
        "parties" => Made::Parted("; "),
        "contexts" | "codes" => Made::Parted(" "),
        _ => Made::Is(Kind::Text),
    }
}

/// The rows as Parquet: the types are those of the columns, whatever the rows.
fn parquet(answer: &Answer, out: impl Write + Send) -> Result<(), ExportError> {
    let shown: Vec<(usize, &str, Made)> =
        shown(answer).map(|(at, name)| (at, name, made(answer, name))).collect();
    let mut columns = Vec::new();
    for (_, name, made) in &shown {
        match made {
            Made::Is(kind) => columns.push(((*name).to_owned(), *kind)),
            Made::Written => {
                columns.extend([((*name).to_owned(), Kind::Text), (format!("{name}_day"), Kind::Day)]);
            }
            Made::Parted(_) => columns.push(((*name).to_owned(), Kind::Texts)),
        }
    }
    let mut table = Columns::begin(out, columns.iter().map(|(name, kind)| (name.as_str(), *kind)))?;
    for row in &answer.rows {
        let mut values = Vec::with_capacity(columns.len());
        for (at, _, made) in &shown {
            let cell = row.get(*at).unwrap_or(&Cell::Null);
            match made {
                Made::Is(kind) => values.push(typed(cell, *kind)),
                Made::Written => values.extend([typed(cell, Kind::Text), typed(cell, Kind::Day)]),
                Made::Parted(mark) => values.push(export::Value::Texts(parts(cell, mark))),
            }
        }
        table.row(values)?;
    }
    table.finish()
}

fn parts(cell: &Cell, mark: &str) -> Vec<String> {
    let all = cell.to_string();
    all.split(mark).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The cell as a value of that kind; nothing where it is none, such as a month where a day belongs.
fn typed(cell: &Cell, kind: Kind) -> export::Value {
    use export::Value;
    match (kind, cell) {
        (Kind::Truth, Cell::Integer(number)) => Value::Truth(*number != 0),
        (Kind::Whole, Cell::Integer(number)) => Value::Whole(*number),
        (Kind::Number, Cell::Real(number)) => Value::Number(*number),
        (Kind::Number, Cell::Integer(number)) => Value::Number(*number as f64),
        (Kind::Text, Cell::Text(text)) => Value::Text(text.clone()),
        (Kind::Text, Cell::Integer(_) | Cell::Real(_)) => Value::Text(cell.to_string()),
        (Kind::Day, Cell::Text(text)) => {
            let day = text.parse::<PartialDate>().ok().and_then(PartialDate::day);
            day.map_or(Value::Nothing, Value::Day)
        }
        _ => Value::Nothing,
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
