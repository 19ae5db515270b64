//! Tables whose cells wrap.

use super::wrap::{clean, wrap};
use super::{FAINT, Layout, Style};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// A column: its title and how wide it is.
pub(super) struct Column {
    pub(super) title: &'static str,
    pub(super) width: usize,
}

/// What stands in one cell: words, each in its style.
#[derive(Default)]
pub(super) struct Cell {
    words: Vec<(String, Style)>,
}

impl Cell {
    /// Words without style.
    pub(super) fn plain(text: &str) -> Cell {
        Cell::styled(text, Style::new())
    }

    /// Words in one style.
    pub(super) fn styled(text: &str, style: Style) -> Cell {
        let mut cell = Cell::default();
        cell.push(text, style);
        cell
    }

    /// Adds words.
    pub(super) fn push(&mut self, text: &str, style: Style) {
        self.words.extend(clean(text).split_whitespace().map(|word| (word.to_owned(), style)));
    }

    /// The words in lines of at most `width` columns: each line with its escape codes, and its width.
    pub(super) fn lines(&self, width: usize) -> Vec<(String, usize)> {
        let mut lines: Vec<(String, usize)> = Vec::new();
        for (word, style) in &self.words {
            for piece in wrap(word, width) {
                let size = piece.width();
                match lines.last_mut() {
                    Some((line, used)) if *used + 1 + size <= width => {
                        let _ = write!(line, " {style}{piece}{style:#}");
                        *used += 1 + size;
                    }
                    _ => lines.push((format!("{style}{piece}{style:#}"), size)),
                }
            }
        }
        lines
    }
}

/// Rows under titles.
pub(super) struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table without rows.
    pub(super) fn new(columns: Vec<Column>) -> Table {
        Table { columns, rows: Vec::new() }
    }

    /// Adds a row, one cell a column.
    pub(super) fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// Writes the titles and the rows; nothing where there are no rows.
    pub(super) fn print(&self, out: &mut String) {
        if self.rows.is_empty() {
            return;
        }
        let titles = self.columns.iter().map(|column| Cell::styled(column.title, FAINT)).collect();
        let has_titles = self.columns.iter().any(|column| !column.title.is_empty());
        for row in std::iter::once(&titles).filter(|_| has_titles).chain(&self.rows) {
            self.print_row(out, row);
        }
    }

    fn print_row(&self, out: &mut String, row: &[Cell]) {
        let cells: Vec<_> =
            row.iter().zip(&self.columns).map(|(cell, column)| cell.lines(column.width)).collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..height {
            let mut line = String::new();
            // Blanks are only written before something, so that no line ends in them.
            let mut owed = 2;
            for (cell, column) in cells.iter().zip(&self.columns) {
                let used = match cell.get(at) {
                    Some((words, used)) if *used > 0 => {
                        let _ = write!(line, "{:owed$}{words}", "");
                        owed = 0;
                        *used
                    }
                    _ => 0,
                };
                owed += column.width - used.min(column.width) + 1;
            }
            let _ = writeln!(out, "{line}");
        }
    }
}

/// A table of plain words. One width may be 0: those columns share what the others leave.
pub(crate) struct Rows {
    table: Table,
}

impl Rows {
    /// A table with columns of these titles and widths.
    pub(crate) fn new(columns: Vec<(&'static str, usize)>, layout: Layout) -> Rows {
        let taken: usize = columns.iter().map(|(_, width)| width + 1).sum();
        let open = columns.iter().filter(|(_, width)| *width == 0).count().max(1);
        let share = (layout.width.saturating_sub(taken + 2) / open).max(9);
        let columns = columns
            .into_iter()
            .map(|(title, width)| Column { title, width: if width == 0 { share } else { width } });
        Rows { table: Table::new(columns.collect()) }
    }

    /// Adds a row, one cell a column.
    pub(crate) fn push(&mut self, cells: Vec<String>) {
        self.table.row(cells.iter().map(|cell| Cell::plain(cell)).collect());
    }

    /// The titles, where there are any, and the rows; nothing where there are no rows.
    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        self.table.print(&mut out);
        out
    }
}
