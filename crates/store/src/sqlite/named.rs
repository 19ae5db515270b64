//! Which parties an article names.

use crate::StoreError;
use legation_link::Party;
use legation_record::WireRecord;
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// The parties of everybody who is named, takes part in an event or says something.
fn parties(record: &WireRecord) -> BTreeSet<String> {
    let named = record.mentions.actors.iter().map(|actor| Party::code(&actor.code, actor.entity.as_deref()));
    let participants = record.events.iter().flat_map(|event| event.source.iter().chain(&event.target));
    let participants = participants.map(|actor| Party::code(&actor.code, actor.entity.as_deref()));
    let speakers = record.statements.iter().flat_map(|statement| &statement.codes);
    let speakers = speakers.map(|code| Party::code(code, None));
    named.chain(participants).chain(speakers).flatten().collect()
}

/// Writes the rows of an article.
pub(super) fn write(connection: &Connection, key: i64, record: &WireRecord) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached("INSERT INTO named (party, article) VALUES (?, ?)")?;
    for party in parties(record) {
        insert.execute(params![party, key])?;
    }
    Ok(())
}

/// Writes the rows of all articles that are there.
pub(super) fn fill(connection: &Connection) -> Result<(), StoreError> {
    let mut articles = connection.prepare("SELECT article FROM document ORDER BY article")?;
    let mut articles = articles.query([])?;
    while let Some(row) = articles.next()? {
        let key: i64 = row.get(0)?;
        write(connection, key, &super::read::record(connection, key)?)?;
    }
    Ok(())
}

/// Whether the rows of an article are those of its record.
pub(super) fn is_right(connection: &Connection, key: i64, record: &WireRecord) -> Result<bool, StoreError> {
    let mut rows = connection.prepare_cached("SELECT party FROM named WHERE article = ?")?;
    let kept: BTreeSet<String> = rows.query_map([key], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(kept == parties(record))
}
