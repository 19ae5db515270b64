//! Events out, article by article.

use super::Sqlite;
use super::condition::Conditions;
use crate::{Filter, KeptEvent, StoreError, Told};
use rusqlite::Row;

/// Every event that the filter lets through. The keys come first: articles are read one at a time, and only once they are wanted.
pub(super) fn each_event(
    store: &Sqlite,
    filter: &Filter,
    visit: &mut dyn FnMut(Told) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let (conditions, is_collected) = Conditions::of_events_by_article(store, filter)?;
    // Few are found first and sorted; many are met on the way along the articles, of which only those of one day are sorted.
    let from = if is_collected {
        "event CROSS JOIN article ON article.key = event.article"
    } else {
        "article INDEXED BY article_by_date CROSS JOIN event ON event.article = article.key"
    };
    let sql = format!(
        "SELECT article.key, event.number, event.day, event.trigger_words, sentence.text FROM {from}
         LEFT JOIN sentence ON sentence.key = event.sentence{}
         ORDER BY article.date, article.id, article.version, article.digest, event.number",
        conditions.clause()
    );
    let mut statement = store.connection.prepare(&sql)?;
    let mut rows = statement.query(rusqlite::params_from_iter(conditions.bound))?;
    let mut open: Option<(i64, Vec<KeptEvent>)> = None;
    loop {
        let row = rows.next().map_err(|why| super::ask::in_search(why, filter.text.as_deref()))?;
        let next = row.map(kept).transpose()?;
        let is_same = matches!((&open, &next), (Some((key, _)), Some((other, _))) if key == other);
        if !is_same && let Some((key, events)) = open.take() {
            visit(Told { stored: super::read::stored(&store.connection, key)?, events })?;
        }
        let Some((key, event)) = next else { return Ok(()) };
        open.get_or_insert_with(|| (key, Vec::new())).1.push(event);
    }
}

fn kept(row: &Row<'_>) -> rusqlite::Result<(i64, KeptEvent)> {
    let event = KeptEvent {
        number: row.get(1)?,
        day: row.get(2)?,
        trigger_words: row.get(3)?,
        sentence: row.get(4)?,
    };
    Ok((row.get(0)?, event))
}
