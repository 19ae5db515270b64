//! A call or meeting as each side told it, side by side.

use super::table::{Cell, Column, Table};
use super::{FAINT, Layout, Style, TITLE, fused};
use legation_link::{Fused, Point, Readout};
use std::fmt::Write;

/// The event, then a column for each side: first what others say too, then what it says alone.
pub(crate) fn readout(event: &Fused, readout: &Readout, layout: Layout) -> String {
    let date = fused::date(event).map(|date| date + " · ").unwrap_or_default();
    let mut out = layout.heading(&format!("{date}{}", fused::line(event)));
    let count = readout.sides.len().max(1);
    let width = (layout.width().saturating_sub(2 + count) / count).max(12);
    let mut table = Table::new(readout.sides.iter().map(|_| Column { title: "", width }).collect());
    table.row(readout.sides.iter().map(|side| Cell::styled(&side.party.name, TITLE)).collect());
    for (is_shared, title) in [(true, "told by others too"), (false, "told by this side alone")] {
        let columns: Vec<Vec<&Point>> = readout
            .sides
            .iter()
            .map(|side| {
                side.points.iter().filter(|point| point.shared_with.is_empty() != is_shared).collect()
            })
            .collect();
        let height = columns.iter().map(Vec::len).max().unwrap_or(0);
        if height == 0 {
            continue;
        }
        table.row(columns.iter().map(|_| Cell::styled(title, FAINT)).collect());
        for at in 0..height {
            table.row(
                columns
                    .iter()
                    .map(|points| points.get(at).map(|point| told(point)).unwrap_or_default())
                    .collect(),
            );
        }
    }
    table.print(&mut out);
    let _ = writeln!(out);
    out
}

/// Who says it, the words, and where they stand.
fn told(point: &Point) -> Cell {
    let mut cell = Cell::default();
    if let Some(who) = &point.who {
        cell.push(&format!("{who}:"), TITLE);
    }
    cell.push(&point.evidence.text, Style::new());
    cell.push(&format!("({})", fused::told_by(&point.evidence, 1)), FAINT);
    cell
}
