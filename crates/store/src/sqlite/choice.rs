//! How rows are found: collected by one condition, or walked along and tested.
//!
//! A question wants a few rows, the latest or the surest first. There are two ways to them: collect all rows that meet one condition, by its
//! index, and sort them; or walk along an index that has the rows in their order already, and test row after row until there are enough.
//! The first is quick where few rows meet that condition, the second where many meet all of them. The database cannot know which it is; the
//! roll-ups and a look into the indexes tell. So it is chosen here, and every other condition is written as a mere test: a `+` before a
//! column keeps SQLite from its index.

use super::Sqlite;
use super::condition::Conditions;
use crate::StoreError;
use rusqlite::types::Value;

/// Up to so many rows are collected, and counted, unless a store says otherwise.
pub(super) const FEW: u64 = 10_000;

/// Along which index rows are walked where they are not collected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Walk {
    /// By day; an index of a column and the day is one too.
    Days,
    /// By confidence.
    Confidence,
    /// By the days of agenda items.
    Agenda,
    /// Along the rows of another table or the index of words: here everything is tested.
    Elsewhere,
}

/// Whether an index that has rows in the order of a walk meets a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Along {
    /// None does.
    No,
    /// It bounds such a walk.
    Bounds(Walk),
    /// An index of the column and the day has its rows by day.
    Equal,
}

/// A condition in the ways in which it can be written; all have the same marks.
#[derive(Debug)]
struct Condition {
    /// As SQLite likes it, with its index.
    plain: String,
    /// As a test of one row.
    test: String,
    /// As what finds the rows.
    finder: Option<String>,
    along: Along,
    bound: Vec<Value>,
    /// How many rows meet it; beyond what is collected it only says that they are more.
    count: u64,
}

/// Conditions on the rows of a table, before it is chosen how they are found.
pub(super) struct Choice<'a> {
    pub(super) store: &'a Sqlite,
    pub(super) table: &'static str,
    list: Vec<Condition>,
}

impl<'a> Choice<'a> {
    /// None yet.
    pub(super) fn of(store: &'a Sqlite, table: &'static str) -> Choice<'a> {
        Choice { store, table, list: Vec::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// A test that finds no rows by itself.
    pub(super) fn test(&mut self, test: &str, bound: Vec<Value>) {
        self.list.push(Condition {
            plain: test.to_owned(),
            test: test.to_owned(),
            finder: None,
            along: Along::No,
            bound,
            count: u64::MAX,
        });
    }

    /// Columns with an index, each compared with something. `count` is how many rows meet it, where that is known.
    pub(super) fn compared(
        &mut self,
        comparisons: &[(&str, &str)],
        bound: Vec<Value>,
        along: Along,
        count: Option<u64>,
    ) -> Result<(), StoreError> {
        let table = self.table;
        let written = |sign: &str| {
            let each = comparisons.iter().map(|(column, is)| format!("{sign}{table}.{column} {is}"));
            each.collect::<Vec<_>>().join(" AND ")
        };
        let plain = written("");
        let count = match count {
            Some(count) => count,
            None => self.up_to(self.store.few, &format!("{table} WHERE {plain}"), &bound)?,
        };
        self.list.push(Condition {
            test: written("+"),
            finder: Some(format!("{table}.key IN (SELECT {table}.key FROM {table} WHERE {plain})")),
            plain,
            along,
            bound,
            count,
        });
        Ok(())
    }

    /// A column is among the rows of another query; the same as a question whether there is such a row.
    pub(super) fn among(&mut self, column: &str, rows: &str, exists: &str, bound: Vec<Value>, count: u64) {
        let table = self.table;
        let found = format!("{table}.{column} IN ({rows})");
        let test = if count <= self.store.few { format!("+{found}") } else { format!("EXISTS ({exists})") };
        self.list.push(Condition {
            plain: test.clone(),
            test,
            finder: Some(found),
            along: Along::No,
            bound,
            count,
        });
    }

    /// The article that a column names has certain words. `count` is how many rows have such an article. The articles are collected, however
    /// many they are: a look into the index of words takes as long as going through some hundred of its rows.
    pub(super) fn words(&mut self, column: &str, words: Value, count: u64) {
        let table = self.table;
        let found =
            format!("{table}.{column} IN (SELECT rowid FROM article_words WHERE article_words MATCH ?)");
        self.list.push(Condition {
            plain: format!("+{found}"),
            test: format!("+{found}"),
            finder: Some(found),
            along: Along::No,
            bound: vec![words],
            count,
        });
    }

    /// How many rows a query has, counted up to one more than `most`.
    pub(super) fn up_to(&self, most: u64, rows: &str, bound: &[Value]) -> Result<u64, StoreError> {
        let sql = format!("SELECT count(*) FROM (SELECT 1 FROM {rows} LIMIT {})", most + 1);
        self.store.count(&sql, rusqlite::params_from_iter(bound))
    }

    /// The condition that fewest rows meet, of those that fit.
    fn least(&self, fits: impl Fn(&Condition) -> bool) -> Option<usize> {
        let fitting = self.list.iter().enumerate().filter(|(_, condition)| fits(condition));
        fitting.min_by_key(|(_, condition)| condition.count).map(|(at, _)| at)
    }

    fn finder(&self) -> Option<usize> {
        self.least(|condition| condition.finder.is_some() && condition.count <= self.store.few)
    }

    /// How many rows the condition finds by which they would be collected; none where they would be walked.
    pub(super) fn collected(&self) -> Option<u64> {
        self.finder().and_then(|at| self.list.get(at)).map(|condition| condition.count)
    }

    /// The conditions, written for the way that was chosen.
    pub(super) fn made(self, walk: Walk) -> Conditions {
        let finder = if walk == Walk::Elsewhere { None } else { self.finder() };
        let along = match (finder, walk) {
            (None, Walk::Days) => self.least(|condition| condition.along == Along::Equal),
            _ => None,
        };
        let mut conditions = Conditions::default();
        if finder.is_none() && along.is_none() {
            conditions.along = match (walk, self.table) {
                (Walk::Days, "event") => Some("event_by_day"),
                (Walk::Days, "statement") => Some("statement_by_day"),
                (Walk::Days, "article") => Some("article_by_date"),
                (Walk::Confidence, "event") => Some("event_by_confidence"),
                (Walk::Confidence, "statement") => Some("statement_by_confidence"),
                (Walk::Agenda, _) => Some("agenda_by_day"),
                _ => None,
            };
        }
        for (at, condition) in self.list.into_iter().enumerate() {
            let is_along = along == Some(at) || condition.along == Along::Bounds(walk);
            let sql = match condition.finder {
                Some(found) if finder == Some(at) => found,
                _ if finder.is_none() && is_along => condition.plain,
                _ => condition.test,
            };
            conditions.push(sql, condition.bound);
        }
        conditions
    }
}
