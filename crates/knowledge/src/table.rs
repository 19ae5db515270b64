//! Tab-separated tables: `#` opens a comment line, the first other line names the columns, then come the rows.
//!
//! The build, which compiles `data/`, and the library, which reads the user's own tables, share this file.

use jiff::civil::Date;

/// What is wrong with a table, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong there.
    pub why: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.why)
    }
}

/// A short digest: FNV-1a.
pub(crate) fn digest(bytes: impl Iterator<Item = u8>) -> String {
    let start = 0xcbf2_9ce4_8422_2325_u64;
    let hash = bytes.fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{:012x}", hash >> 16)
}

/// A table with named columns.
#[derive(Debug)]
pub(crate) struct Table {
    columns: Vec<String>,
    rows: Vec<(usize, Vec<String>)>,
}

/// One row of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a> {
    columns: &'a [String],
    line: usize,
    cells: &'a [String],
}

impl Table {
    /// The table in a text; a fault where a row has not as many cells as columns are named.
    pub(crate) fn parse(text: &str) -> Result<Table, Fault> {
        let mut lines = text
            .trim_start_matches('\u{feff}')
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty())
            .map(|(at, line)| {
                (at + 1, line.split('\t').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>())
            });
        let no_columns = || Fault { line: 1, why: "no line names the columns".to_owned() };
        let (_, columns) = lines.next().ok_or_else(no_columns)?;
        let rows: Vec<_> = lines.collect();
        let odd = rows.iter().find(|(_, cells)| cells.len() != columns.len());
        if let Some((line, cells)) = odd {
            let why = format!("{} cells where {} columns are named", cells.len(), columns.len());
            return Err(Fault { line: *line, why });
        }
        Ok(Table { columns, rows })
    }

    /// Whether there is such a column.
    pub(crate) fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|name| name == column)
    }

    /// Its rows, in order.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row { columns: &self.columns, line: *line, cells })
    }
}

impl<'a> Row<'a> {
    /// The cell in a column; empty where there is no such column.
    pub(crate) fn cell(self, column: &str) -> &'a str {
        let at = self.columns.iter().position(|name| name == column);
        at.and_then(|at| self.cells.get(at)).map_or("", String::as_str)
    }

    /// The parts of a cell that holds a `|`-separated list.
    pub(crate) fn parts(self, column: &str) -> impl Iterator<Item = &'a str> {
        self.cell(column).split('|').map(str::trim).filter(|part| !part.is_empty())
    }

    /// `2025`, `2025-02`, `2025-02-27`: the first day of the stretch, or its last; none where the cell is empty.
    pub(crate) fn day(self, column: &str, last: bool) -> Result<Option<Date>, Fault> {
        let written = self.cell(column);
        if written.is_empty() {
            return Ok(None);
        }
        let no_date = || self.fault(format!("`{written}` is no date"));
        let mut parts = written.split('-');
        let year = parts.next().and_then(|year| year.parse::<i16>().ok()).ok_or_else(no_date)?;
        let mut next = || parts.next().map(|part| part.parse::<i8>().map_err(|_| no_date())).transpose();
        let (month, day) = (next()?, next()?);
        let first = Date::new(year, month.unwrap_or(if last { 12 } else { 1 }), 1).map_err(|_| no_date())?;
        let day = day.unwrap_or(if last { first.days_in_month() } else { 1 });
        Date::new(year, first.month(), day).map(Some).map_err(|_| no_date())
    }

    /// What is wrong with this row.
    pub(crate) fn fault(self, why: impl Into<String>) -> Fault {
        Fault { line: self.line, why: why.into() }
    }
}
