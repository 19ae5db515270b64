//! Who held what, as a table.

use super::table::{Cell, Column, Table};
use super::{FAINT, Layout};
use legation_knowledge::world::{End, Tenure};

/// Tenures as a table: who, what, from when to when, and who says so. A day in brackets is the last on which an office is known to
/// have been held, where its end is not.
pub(crate) fn tenures<'a>(rows: impl Iterator<Item = (Option<&'a str>, &'a Tenure)>) -> String {
    let Layout { width } = Layout::of_terminal();
    let left = width.saturating_sub(2 + 9 + 11 + 13 + 2);
    let mut table = Table::new(vec![
        Column { title: "who", width: left * 3 / 10 },
        Column { title: "code", width: 8 },
        Column { title: "office", width: left * 4 / 10 },
        Column { title: "from", width: 10 },
        Column { title: "to", width: 12 },
        Column { title: "basis", width: left - left * 3 / 10 - left * 4 / 10 },
    ]);
    for (who, tenure) in rows {
        let mut basis = Cell::plain(&tenure.basis.to_string());
        basis.push(&format!("({})", tenure.confidence.name()), FAINT);
        let title = if tenure.title.is_empty() {
            tenure.office.name().replace('_', " ")
        } else {
            tenure.title.to_owned()
        };
        table.row(vec![
            Cell::plain(who.unwrap_or_default()),
            Cell::styled(tenure.code, FAINT),
            Cell::plain(&title),
            Cell::plain(&tenure.start.map_or_else(|| "?".to_owned(), |day| day.to_string())),
            match tenure.end {
                End::By(day) => Cell::plain(&day.to_string()),
                End::Listed(day) => Cell::styled(&format!("({day})"), FAINT),
                End::Open => Cell::default(),
            },
            basis,
        ]);
    }
    let mut out = String::new();
    table.print(&mut out);
    out
}
