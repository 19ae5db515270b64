//! Reads the tables under `data/`.
//!
//! A table is tab-separated text. It opens with `# key: value` lines, of which `source`, `licence` and `as-of` must be
//! there; then a line that names the columns; then the rows. `#` opens a comment line, blank lines are passed over.

use std::path::PathBuf;

/// A table with named columns.
pub(crate) struct Table {
    path: PathBuf,
    columns: Vec<String>,
    rows: Vec<(usize, Vec<String>)>,
}

/// One row of a table.
pub(crate) struct Row<'a> {
    table: &'a Table,
    line: usize,
    cells: &'a [String],
}

impl Table {
    /// Reads `data/NAME`; the build stops where it is missing or malformed.
    pub(crate) fn read(name: &str) -> Table {
        let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "..", "..", "data", name].iter().collect();
        println!("cargo:rerun-if-changed={}", path.display());
        let text = std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        for key in ["source", "licence", "as-of"] {
            let named =
                |line: &str| line.strip_prefix("# ").is_some_and(|rest| rest.starts_with(&format!("{key}:")));
            assert!(text.lines().any(named), "{}: no line `# {key}: …`", path.display());
        }
        let mut lines = text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty())
            .map(|(at, line)| (at + 1, line.split('\t').map(str::to_owned).collect::<Vec<_>>()));
        let (_, columns) = lines.next().unwrap_or_else(|| panic!("{}: no columns", path.display()));
        let rows: Vec<_> = lines.collect();
        for (line, cells) in &rows {
            assert!(
                cells.len() == columns.len(),
                "{}:{line}: {} cells where {} columns are named",
                path.display(),
                cells.len(),
                columns.len()
            );
        }
        Table { path, columns, rows }
    }

    /// Its rows, in order.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row { table: self, line: *line, cells })
    }
}

impl Row<'_> {
    /// The cell in a column.
    pub(crate) fn get(&self, column: &str) -> &str {
        let at = self.table.columns.iter().position(|name| name == column);
        match at {
            Some(at) => self.cells[at].trim(),
            None => self.fail(&format!("no column `{column}`")),
        }
    }

    /// The parts of a cell that holds a `|`-separated list.
    pub(crate) fn list(&self, column: &str) -> impl Iterator<Item = &str> {
        self.get(column).split('|').map(str::trim).filter(|part| !part.is_empty())
    }

    /// Stops the build, naming the row.
    pub(crate) fn fail(&self, why: &str) -> ! {
        panic!("{}:{}: {why}", self.table.path.display(), self.line)
    }
}

/// Writes a file into `OUT_DIR`.
pub(crate) fn write(name: &str, bytes: &[u8]) {
    let folder = std::env::var_os("OUT_DIR").unwrap_or_else(|| panic!("cargo sets OUT_DIR"));
    let path = PathBuf::from(folder).join(name);
    std::fs::write(&path, bytes).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
}

/// A short digest of some tables: FNV-1a over their bytes.
pub(crate) fn digest(names: &[&str]) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for name in names {
        let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "..", "..", "data", name].iter().collect();
        let bytes = std::fs::read(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        for byte in bytes {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{:012x}", hash >> 16)
}
