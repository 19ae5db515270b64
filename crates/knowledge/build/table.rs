//! Reads the tables under `data/`: each opens with `# key: value` lines, of which `source`, `licence` and `as-of` must be there.

#[allow(unreachable_pub, reason = "public in the library, which shares the file")]
#[path = "../src/table.rs"]
mod form;

use jiff::civil::Date;
use std::path::PathBuf;

/// A table of `data/`.
pub(crate) struct Table {
    path: PathBuf,
    table: form::Table,
    text: String,
}

/// One row of a table.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    table: &'a Table,
    row: form::Row<'a>,
}

impl Table {
    /// Reads `data/NAME`; the build stops where it is missing or malformed.
    pub(crate) fn read(name: &str) -> Table {
        let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "..", "..", "data", name].iter().collect();
        println!("cargo:rerun-if-changed={}", path.display());
        let text = std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        let table = form::Table::parse(&text).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        let table = Table { path, table, text };
        for key in ["source", "licence", "as-of"] {
            table.about(key);
        }
        table
    }

    /// What the line `# key: …` at its head says.
    pub(crate) fn about(&self, key: &str) -> &str {
        let prefix = format!("# {key}:");
        let found = self.text.lines().find_map(|line| line.strip_prefix(&*prefix)).map(str::trim);
        found.unwrap_or_else(|| panic!("{}: no line `# {key}: …`", self.path.display()))
    }

    /// All of it, as it stands.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The day of which it tells.
    pub(crate) fn as_of(&self) -> Date {
        let day = self.about("as-of");
        day.parse().unwrap_or_else(|_| panic!("{}: `{day}` is no day", self.path.display()))
    }

    /// Its rows, in order.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.table.rows().map(|row| Row { table: self, row })
    }
}

impl<'a> Row<'a> {
    /// The cell in a column, which must be there.
    pub(crate) fn get(&self, column: &str) -> &'a str {
        if !self.table.table.has(column) {
            self.fail(&format!("no column `{column}`"));
        }
        self.row.cell(column)
    }

    /// The parts of a cell that holds a `|`-separated list.
    pub(crate) fn list(&self, column: &str) -> impl Iterator<Item = &'a str> {
        self.get(column);
        self.row.parts(column)
    }

    /// The first day of the time that a cell names, or the last.
    pub(crate) fn day(&self, column: &str, last: bool) -> Option<Date> {
        self.get(column);
        self.row.day(column, last).unwrap_or_else(|fault| self.fail(&fault.why))
    }

    /// What a check that the library shares says of the row.
    pub(crate) fn must<T>(&self, checked: Result<T, String>) -> T {
        checked.unwrap_or_else(|why| self.fail(&why))
    }

    /// Stops the build, naming the row.
    pub(crate) fn fail(&self, why: &str) -> ! {
        panic!("{}: {}", self.table.path.display(), self.row.fault(why))
    }
}

/// Writes a file into `OUT_DIR`.
pub(crate) fn write(name: &str, bytes: &[u8]) {
    let folder = std::env::var_os("OUT_DIR").unwrap_or_else(|| panic!("cargo sets OUT_DIR"));
    let path = PathBuf::from(folder).join(name);
    std::fs::write(&path, bytes).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
}

/// A short digest of some tables.
pub(crate) fn digest(names: &[&str]) -> String {
    let bytes = |name: &&str| {
        let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "..", "..", "data", name].iter().collect();
        std::fs::read(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
    };
    form::digest(names.iter().flat_map(bytes))
}
