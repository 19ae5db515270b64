//! Notes at the end: each piece of evidence once, by the number under which the lines refer to it.

use super::outline::{Source, outlet};
use legation_link::Evidence;

/// How many sentences a line refers to, at most; a dossier as JSON has all.
pub(super) const REFERRED: usize = 3;

/// Evidence in the order in which it is first referred to.
#[derive(Default)]
pub(super) struct Notes<'a> {
    list: Vec<&'a Evidence>,
}

impl<'a> Notes<'a> {
    /// The numbers of a line's evidence, from 1.
    pub(super) fn refer(&mut self, source: Source<'a>) -> Vec<usize> {
        source.evidence.iter().take(REFERRED).map(|evidence| self.number(evidence)).collect()
    }

    fn number(&mut self, evidence: &'a Evidence) -> usize {
        let known = self.list.iter().position(|other| *other == evidence);
        known.map_or_else(
            || {
                self.list.push(evidence);
                self.list.len()
            },
            |at| at + 1,
        )
    }

    /// Whether nothing refers to any.
    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All of it, by number.
    pub(super) fn each(&self) -> impl Iterator<Item = (usize, &'a Evidence)> {
        self.list.iter().enumerate().map(|(at, evidence)| (at + 1, *evidence))
    }
}

/// `Reuters, 2025-05-23 (rome-round, 120–184)`.
pub(super) fn place(evidence: &Evidence) -> String {
    let Evidence { date, article, start, end, .. } = evidence;
    match evidence.source {
        Some(_) => format!("{}, {date} ({article}, {start}–{end})", outlet(evidence)),
        None => format!("{article}, {date} ({start}–{end})"),
    }
}
