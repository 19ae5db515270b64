//! Whether the store holds what it says it holds.

use super::Sqlite;
use super::write::reader;
use crate::{Digest, Filter, StoreError};

/// Faults that are told one by one; of the rest only how many.
const TOLD: usize = 50;

/// Pairs of queries that must count alike, and what it means where they do not.
const ALIKE: [(&str, &str, &str); 10] = [
    (
        "SELECT count(*) FROM article_words",
        "SELECT count(*) FROM article WHERE is_current",
        "rows of the index of words ≠ current articles",
    ),
    (
        "SELECT count(*) FROM statement_words",
        "SELECT count(*) FROM statement",
        "rows of the index of what was said ≠ statements",
    ),
    ("SELECT count(*) FROM document", "SELECT count(*) FROM article", "texts ≠ articles"),
    (
        "SELECT sum(articles) FROM article_day",
        "SELECT count(*) FROM article WHERE is_current",
        "articles by day ≠ current articles",
    ),
    (
        "SELECT sum(events) FROM tally WHERE kind = 'type'",
        "SELECT count(*) FROM event",
        "events by type ≠ events",
    ),
    (
        "SELECT sum(events) FROM tally WHERE kind = 'status'",
        "SELECT count(*) FROM event",
        "events by status ≠ events",
    ),
    (
        "SELECT sum(events) FROM tally WHERE kind = 'context'",
        "SELECT count(*) FROM event_context",
        "events by context ≠ contexts of events",
    ),
    (
        "SELECT sum(events) FROM dyad_week",
        "SELECT count(*) FROM pair",
        "events by dyad and week ≠ pairs of events",
    ),
    ("SELECT sum(statements) FROM actor", "SELECT count(*) FROM speaker", "statements by actor ≠ speakers"),
    (
        "SELECT sum(events) FROM actor",
        "SELECT count(*) FROM (SELECT DISTINCT event, actor FROM participant)",
        "events by actor ≠ participants",
    ),
];

/// Every fault found.
pub(super) fn check(store: &Sqlite) -> Result<Vec<String>, StoreError> {
    let mut faults = Vec::new();
    let connection = &store.connection;
    let mut told = connection.prepare("PRAGMA integrity_check")?;
    let mut rows = told.query([])?;
    while let Some(row) = rows.next()? {
        let line: String = row.get(0)?;
        if line != "ok" {
            faults.push(line);
        }
    }
    let dangling = store.count("SELECT count(*) FROM pragma_foreign_key_check()", [])?;
    if dangling > 0 {
        faults.push(format!("{dangling} rows refer to rows that are not there"));
    }
    for (one, other, meaning) in ALIKE {
        let (one, other) = (store.count(one, [])?, store.count(other, [])?);
        if one != other {
            faults.push(format!("{meaning}: {one}, {other}"));
        }
    }
    let versions = store.count(
        "SELECT count(*) FROM (SELECT 1 FROM article WHERE url IS NOT NULL GROUP BY url HAVING sum(is_current) <> 1)",
        [],
    )?;
    if versions > 0 {
        faults.push(format!("{versions} addresses have no current version, or several"));
    }
    articles(store, &mut faults)?;
    faults.extend(super::corrected::faults(store)?);
    if faults.len() > TOLD {
        let rest = faults.len() - TOLD;
        faults.truncate(TOLD);
        faults.push(format!("and {rest} more"));
    }
    Ok(faults)
}

/// Each text has the digest under which it is kept, and each current article has the rows of its record.
fn articles(store: &Sqlite, faults: &mut Vec<String>) -> Result<(), StoreError> {
    let mut counts = store.connection.prepare(
        "SELECT is_current, (SELECT count(*) FROM event WHERE event.article = article.key), (SELECT count(*) FROM statement WHERE statement.article = article.key),
         (SELECT count(*) FROM agenda_item WHERE agenda_item.article = article.key), reader, key FROM article WHERE digest = ?",
    )?;
    super::read::each(store, &Filter::default(), true, &mut |stored| {
        let record = &stored.record;
        let name = format!("article {} of {}", record.id, record.date);
        if let Some(text) = &stored.text {
            let (source, title) = (record.source.as_deref(), record.title.as_deref());
            if Digest::of(&record.date.to_string(), source, title, text) != stored.digest {
                faults.push(format!("{name}: the text is not the one that was added"));
            }
        }
        type Row = (bool, usize, usize, usize, String, i64);
        let (is_current, events, statements, agenda, read_by, key): Row = counts
            .query_row([stored.digest.as_str()], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
            })?;
        let told = [record.events.len(), record.statements.len(), record.agenda.len()];
        let told = if is_current { told } else { [0; 3] };
        if [events, statements, agenda] != told || !super::named::is_right(&store.connection, key, record)? {
            faults.push(format!("{name}: the rows are not those of its record"));
        }
        if read_by != reader(record) {
            faults.push(format!("{name}: the record was not read by what the row says"));
        }
        Ok(())
    })
}
