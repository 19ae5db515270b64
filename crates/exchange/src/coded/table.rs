//! A table's lines, one after the other.

use super::form::Form;
use super::{CodedEvent, Reading};
use crate::import::{Fault, ImportError};
use std::io::{BufRead, Read};

/// The longest first line.
const HEAD: usize = 64 << 10;

/// Hands on the rows of a table.
pub(super) fn each(
    mut from: impl BufRead,
    read: &mut Reading,
    visit: &mut dyn FnMut(CodedEvent),
) -> Result<(), ImportError> {
    // What parts the cells is told from the first line, which is then read again.
    let mut first = Vec::new();
    from.by_ref().take(HEAD as u64).read_until(b'\n', &mut first).map_err(|why| Fault::of(&why, "table"))?;
    if first.iter().all(u8::is_ascii_whitespace) {
        return Ok(());
    }
    let tabs = first.iter().filter(|byte| **byte == b'\t').count();
    let commas = first.iter().filter(|byte| **byte == b',').count();
    let is_tabbed = tabs >= commas;
    let first = first.strip_prefix(b"\xef\xbb\xbf".as_slice()).unwrap_or(&first).to_vec();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(if is_tabbed { b'\t' } else { b',' })
        // Tables parted by tabs do not quote: a quotation mark in them is one.
        .quoting(!is_tabbed)
        .from_reader(first.as_slice().chain(from));
    let mut form: Option<Form> = None;
    let mut record = csv::ByteRecord::new();
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(why) => return Err(broken(&why).into()),
        }
        let cells: Vec<_> = record.iter().map(String::from_utf8_lossy).collect();
        let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
        let known = match form {
            Some(form) => form,
            None => {
                let Some((known, is_header)) = Form::of(&cells) else { return Err(unknown(&cells).into()) };
                form = Some(known);
                read.dataset.get_or_insert(known.dataset);
                if is_header {
                    continue;
                }
                known
            }
        };
        match known.event(&cells) {
            Ok(event) => {
                read.rows += 1;
                visit(event);
            }
            Err(why) => {
                let line = record.position().map_or(0, csv::Position::line);
                read.refuse(|| format!("line {line}"), why);
            }
        }
    }
}

fn broken(why: &csv::Error) -> Fault {
    match why.kind() {
        csv::ErrorKind::Io(why) => Fault::of(why, "table"),
        _ => Fault::Broken { what: "table", reason: why.to_string() },
    }
}

/// A table of none of the data sets.
fn unknown(cells: &[&str]) -> Fault {
    let columns: Vec<String> = cells
        .iter()
        .take(12)
        .map(|cell| cell.chars().filter(|c| !c.is_control()).take(30).collect())
        .collect();
    Fault::NotCoded { columns: columns.join(", ") }
}
