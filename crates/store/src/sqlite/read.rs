//! Articles out, whole; and how much there is.

use super::Sqlite;
use super::choice::Walk;
use super::condition::Conditions;
use super::pressed::unpressed;
use crate::{Digest, Filter, Keep, Stats, StoreError, Stored};
use legation_record::{Offsets, WireRecord};
use rusqlite::{Connection, OptionalExtension, Row};

const COLUMNS: &str = "article.digest, article.version, article.is_current, article.language, article.is_coded, article.keep, document.text, document.record,
    (SELECT coalesce(outlet.name, article.source) FROM (SELECT 1) LEFT JOIN outlet ON outlet.key = article.outlet), article.key, document.machine";

/// The record of an article.
pub(super) fn record(connection: &Connection, key: i64) -> Result<WireRecord, StoreError> {
    let mut find = connection.prepare_cached("SELECT record FROM document WHERE article = ?")?;
    let pressed: Vec<u8> = find.query_row([key], |row| row.get(0))?;
    parsed(&pressed)
}

/// The record of an article as the machine made it, where corrections have made another.
pub(super) fn machine(connection: &Connection, key: i64) -> Result<Option<WireRecord>, StoreError> {
    let mut find = connection.prepare_cached("SELECT machine FROM document WHERE article = ?")?;
    let pressed: Option<Vec<u8>> = find.query_row([key], |row| row.get(0))?;
    pressed.map(|pressed| parsed(&pressed)).transpose()
}

/// The text of an article, where it is kept.
pub(super) fn text(connection: &Connection, key: i64) -> Result<Option<String>, StoreError> {
    let mut find = connection.prepare_cached("SELECT text FROM document WHERE article = ?")?;
    let pressed: Option<Vec<u8>> = find.query_row([key], |row| row.get(0))?;
    let bytes = pressed.map(|pressed| unpressed(&pressed)).transpose()?;
    Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
}

fn parsed(pressed: &[u8]) -> Result<WireRecord, StoreError> {
    serde_json::from_slice(&unpressed(pressed)?)
        .map_err(|why| StoreError::Damaged(format!("a record cannot be read: {why}")))
}

/// The row as it stands; texts are unpacked outside the query.
struct Kept {
    digest: String,
    version: u32,
    is_current: bool,
    language: Option<String>,
    is_coded: bool,
    keep: String,
    text: Option<Vec<u8>>,
    record: Vec<u8>,
    outlet: Option<String>,
    key: i64,
    machine: Option<Vec<u8>>,
}

impl Kept {
    fn of(row: &Row<'_>) -> rusqlite::Result<Kept> {
        Ok(Kept {
            digest: row.get(0)?,
            version: row.get(1)?,
            is_current: row.get(2)?,
            language: row.get(3)?,
            is_coded: row.get(4)?,
            keep: row.get(5)?,
            text: row.get(6)?,
            record: row.get(7)?,
            outlet: row.get(8)?,
            key: row.get(9)?,
            machine: row.get(10)?,
        })
    }

    fn unpack(self, connection: &Connection) -> Result<Stored, StoreError> {
        let keep = Keep::from_name(&self.keep).unwrap_or_default();
        let snippets = if keep == Keep::Snippets { snippets(connection, self.key)? } else { Vec::new() };
        let text = self.text.map(|pressed| unpressed(&pressed)).transpose()?;
        let text = text.map(String::from_utf8).transpose();
        Ok(Stored {
            digest: Digest::written(self.digest),
            version: self.version,
            is_current: self.is_current,
            text: text.map_err(|why| StoreError::Damaged(format!("a text is not UTF-8: {why}")))?,
            record: parsed(&self.record)?,
            machine: self.machine.map(|pressed| parsed(&pressed)).transpose()?,
            language: self.language,
            is_coded: self.is_coded,
            keep,
            outlet: self.outlet,
            snippets,
        })
    }
}

/// The sentences of an article that are kept.
pub(super) fn snippets(connection: &Connection, key: i64) -> Result<Vec<(Offsets, String)>, StoreError> {
    let mut find = connection.prepare_cached(
        "SELECT start, \"end\", text FROM sentence WHERE article = ? ORDER BY start, \"end\"",
    )?;
    let rows = find.query_map([key], |row| Ok((Offsets(row.get(0)?, row.get(1)?), row.get(2)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The current article of an id, the latest first, or the one whose digest begins so.
pub(super) fn find(store: &Sqlite, name: &str) -> Result<Option<Stored>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM article JOIN document ON document.article = article.key
         WHERE article.id = ?1 AND article.is_current ORDER BY article.date DESC, article.key DESC LIMIT 1"
    );
    let by_digest = format!(
        "SELECT {COLUMNS} FROM article JOIN document ON document.article = article.key
         WHERE article.digest >= ?1 AND article.digest < ?1 || 'g' LIMIT 1"
    );
    let connection = &store.connection;
    let mut found = connection.prepare_cached(&sql)?.query_row([name], Kept::of).optional()?;
    if found.is_none() && name.len() >= 6 && name.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        found = connection
            .prepare_cached(&by_digest)?
            .query_row([name.to_ascii_lowercase()], Kept::of)
            .optional()?;
    }
    found.map(|kept| kept.unpack(connection)).transpose()
}

/// The article of a key, whole.
pub(super) fn stored(connection: &Connection, key: i64) -> Result<Stored, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM article JOIN document ON document.article = article.key WHERE article.key = ?"
    );
    connection.prepare_cached(&sql)?.query_row([key], Kept::of)?.unpack(connection)
}

/// Every article that the filter lets through.
pub(super) fn each(
    store: &Sqlite,
    filter: &Filter,
    versions: bool,
    visit: &mut dyn FnMut(Stored) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let conditions = Conditions::of_articles(store, filter, versions, Walk::Days)?;
    let sql = format!(
        "SELECT {COLUMNS} FROM article JOIN document ON document.article = article.key{}
         ORDER BY article.date, article.id, article.version, article.digest",
        conditions.clause()
    );
    let mut statement = store.connection.prepare(&sql)?;
    let mut rows = statement.query(rusqlite::params_from_iter(conditions.bound))?;
    loop {
        let kept = match rows.next() {
            Ok(Some(row)) => Kept::of(row)?,
            Ok(None) => return Ok(()),
            Err(why) => return Err(super::ask::in_search(why, filter.text.as_deref())),
        };
        visit(kept.unpack(&store.connection)?)?;
    }
}

/// How much there is.
pub(super) fn stats(store: &Sqlite) -> Result<Stats, StoreError> {
    let count = |sql: &str| store.count(sql, []);
    let connection = &store.connection;
    let days: (Option<String>, Option<String>) = connection.query_row(
        "SELECT (SELECT min(date) FROM article WHERE is_current), (SELECT max(date) FROM article WHERE is_current)",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let mut tally =
        connection.prepare("SELECT kind, value, events FROM tally ORDER BY kind, events DESC, value")?;
    let tally =
        tally.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect::<Result<_, _>>()?;
    let mut outlets = connection.prepare(
        "SELECT outlet, sum(articles) FROM article_day GROUP BY outlet ORDER BY sum(articles) DESC, outlet",
    )?;
    let outlets = outlets.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(Stats {
        articles: count("SELECT sum(articles) FROM article_day")?,
        older_versions: count("SELECT count(*) FROM article WHERE NOT is_current")?,
        not_coded: count("SELECT count(*) FROM article WHERE is_current AND NOT is_coded")?,
        events: count("SELECT sum(events) FROM tally WHERE kind = 'type'")?,
        statements: count("SELECT count(*) FROM statement")?,
        agenda: count("SELECT count(*) FROM agenda_item")?,
        actors: count("SELECT count(*) FROM actor")?,
        days: days.0.zip(days.1),
        tally,
        outlets,
        bytes: count("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")?,
    })
}
