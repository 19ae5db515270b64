//! A table of the user's own as text: its rows by what makes each the one it is.

use jiff::civil::Date;
use std::collections::BTreeSet;

/// A table: what stands above its rows, its columns, its rows.
#[derive(Clone, Debug)]
pub(super) struct Own {
    comments: Vec<String>,
    kind: Kind,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// What a table holds, and by which columns its rows are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Kind {
    name: &'static str,
    key: &'static [&'static str],
}

/// A difference between two tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Added { key: String, is: String },
    Removed { key: String, was: String },
    Changed { key: String, was: String, is: String },
}

impl Own {
    /// What a table of outlets is called.
    pub(super) const OUTLETS: &'static str = "outlets";

    /// The table in a text; what is wrong with it where it is none.
    pub(super) fn parse(text: &str) -> Result<Own, String> {
        let lines = || text.trim_start_matches('\u{feff}').lines();
        let comments = lines().take_while(|line| line.starts_with('#') || line.trim().is_empty());
        let comments = comments.filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
        let cells = |line: &str| line.split('\t').map(|cell| cell.trim().to_owned()).collect::<Vec<String>>();
        let mut rows =
            lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
        let columns = rows.next().map(|(_, line)| cells(line)).ok_or("no line names the columns")?;
        let kind = Kind::of(&columns).ok_or("the columns are those of no table")?;
        let mut own = Own { comments, kind, columns, rows: Vec::new() };
        for (at, line) in rows {
            let row = cells(line);
            if row.len() != own.columns.len() {
                return Err(format!(
                    "line {}: {} cells where {} columns are named",
                    at + 1,
                    row.len(),
                    own.columns.len()
                ));
            }
            own.rows.push(row);
        }
        Ok(own)
    }

    /// What it holds: people, bodies, nouns, places, disputed territories or outlets.
    pub(super) fn kind(&self) -> &'static str {
        self.kind.name
    }

    /// The same table without rows and comments.
    pub(super) fn emptied(&self) -> Own {
        Own { comments: Vec::new(), rows: Vec::new(), ..self.clone() }
    }

    fn cell<'a>(&self, row: &'a [String], column: &str) -> &'a str {
        let at = self.columns.iter().position(|name| name == column);
        at.and_then(|at| row.get(at)).map_or("", String::as_str)
    }

    /// What makes a row the one it is; of lists, the first part.
    fn key(&self, row: &[String]) -> String {
        let parts = self.kind.key.iter().map(|column| {
            let cell = self.cell(row, column);
            if *column == "names" { cell.split('|').next().unwrap_or_default().trim() } else { cell }
        });
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// A row in words: its columns that hold something.
    fn told(&self, row: &[String]) -> String {
        let cells = self.columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
        cells.map(|(name, cell)| format!("{name} {cell}")).collect::<Vec<_>>().join("; ")
    }

    /// This table with the rows of another one: those that it has are put in their place, others behind. `is_whole`: the other is all that
    /// there is to be.
    pub(super) fn merged(&self, new: &Own, is_whole: bool, on: Date) -> (Own, Vec<Change>) {
        let more = new.columns.iter().filter(|name| !self.columns.contains(name));
        let columns: Vec<String> = self.columns.iter().chain(more).cloned().collect();
        let mut merged = Own { columns, rows: Vec::new(), ..self.clone() };
        let mut changes = Vec::new();
        let mut taken = BTreeSet::new();
        for row in &self.rows {
            let key = self.key(row);
            // Of rows of one key that stand twice among the new, the last holds.
            match new.rows.iter().rev().find(|other| new.key(other) == key) {
                Some(other) => {
                    let is = merged.taken_over(self, row, new, other);
                    let differ: Vec<_> = merged
                        .columns
                        .iter()
                        .zip(&is)
                        .map(|(name, is)| (name, self.cell(row, name), is.as_str()))
                        .filter(|(_, was, is)| was != is)
                        .collect();
                    if !differ.is_empty() && taken.insert(key.clone()) {
                        let was: Vec<String> =
                            differ.iter().map(|(name, was, _)| format!("{name} {was}")).collect();
                        let is: Vec<String> =
                            differ.iter().map(|(name, _, is)| format!("{name} {is}")).collect();
                        changes.push(Change::Changed {
                            key: key.clone(),
                            was: was.join("; "),
                            is: is.join("; "),
                        });
                    }
                    taken.insert(key);
                    merged.rows.push(is);
                }
                None if is_whole => changes.push(Change::Removed { key, was: self.told(row) }),
                None => {
                    let kept = merged.columns.iter().map(|name| self.cell(row, name).to_owned()).collect();
                    merged.rows.push(kept);
                }
            }
        }
        for (at, row) in new.rows.iter().enumerate() {
            let key = new.key(row);
            let stands_again = new.rows.iter().skip(at + 1).any(|later| new.key(later) == key);
            if taken.contains(&key) || stands_again {
                continue;
            }
            changes.push(Change::Added { key, is: new.told(row) });
            merged.rows.push(merged.columns.iter().map(|name| new.cell(row, name).to_owned()).collect());
        }
        if !changes.is_empty() {
            merged.comments.retain(|line| !line.starts_with("# as-of:"));
            merged.comments.push(format!("# as-of: {on}"));
        }
        (merged, changes)
    }

    /// A row with what a new one says: columns that the new table does not have stay as they are.
    fn taken_over(&self, old: &Own, row: &[String], new: &Own, other: &[String]) -> Vec<String> {
        let is_said = |name: &String| new.columns.contains(name);
        let cell = |name: &String| if is_said(name) { new.cell(other, name) } else { old.cell(row, name) };
        self.columns.iter().map(|name| cell(name).to_owned()).collect()
    }

    /// As it is written.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        for line in self.comments.iter().cloned().chain([self.columns.join("\t")]) {
            out.push_str(&line);
            out.push('\n');
        }
        for row in &self.rows {
            out.push_str(&row.join("\t"));
            out.push('\n');
        }
        out
    }
}

impl Kind {
    /// Known by its columns, as the program knows them.
    fn of(columns: &[String]) -> Option<Kind> {
        let has = |name: &str| columns.iter().any(|column| column == name);
        let kind = |name, key| Some(Kind { name, key });
        if has("person") {
            kind("people", &["person", "code", "office", "start"])
        } else if has("names") && has("claimed_by") {
            kind("disputed territories", &["names", "from"])
        } else if has("names") {
            kind("bodies", &["names", "from"])
        } else if has("noun") {
            kind("nouns", &["noun"])
        } else if has("name") && has("lat") && has("lon") {
            kind("places", &["name", "iso3", "admin1"])
        } else if has("name") && has("kind") {
            kind(Own::OUTLETS, &["name"])
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const OLD: &str = "# our desk\n# as-of: 2025-01-01\nperson\tcode\toffice\tstart\tend\nA B\tFRAGOV\tenvoy\t2024\t\nC D\tDEUGOV\tenvoy\t2023\t\n";

    #[test]
    fn rows_are_put_in_place_added_and_only_of_whole_tables_removed() {
        let old = Own::parse(OLD).unwrap();
        let new = "person\tcode\toffice\tstart\tend\ttitle\nA B\tFRAGOV\tenvoy\t2024\t2025\tEnvoy\nE F\tITAGOV\tenvoy\t2025\t\t\n";
        let new = Own::parse(new).unwrap();
        let (merged, changes) = old.merged(&new, false, date(2026, 3, 4));
        assert_eq!(
            merged.text(),
            "# our desk\n# as-of: 2026-03-04\nperson\tcode\toffice\tstart\tend\ttitle\nA B\tFRAGOV\tenvoy\t2024\t2025\tEnvoy\nC D\tDEUGOV\tenvoy\t2023\t\t\nE F\tITAGOV\tenvoy\t2025\t\t\n"
        );
        let kinds: Vec<char> = changes
            .iter()
            .map(|change| match change {
                Change::Added { .. } => '+',
                Change::Removed { .. } => '-',
                Change::Changed { .. } => '~',
            })
            .collect();
        assert_eq!(kinds, ['~', '+']);
        let (whole, changes) = old.merged(&new, true, date(2026, 3, 4));
        assert!(!whole.text().contains("C D") && changes.len() == 3);

        let (again, changes) = merged.merged(&new, false, date(2027, 1, 1));
        assert!(changes.is_empty());
        assert_eq!(again.text(), merged.text());
    }

    #[test]
    fn what_is_no_table_is_refused() {
        for (text, why) in
            [("", "no line"), ("a\tb\n", "no table"), ("noun\tsector\ntroll\n", "line 2: 1 cells")]
        {
            assert!(Own::parse(text).unwrap_err().contains(why), "{text}");
        }
    }
}
