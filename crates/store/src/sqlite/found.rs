//! What a question finds, article by article, with all that the findings refer to.

use super::Sqlite;
use super::choice::Walk;
use super::condition::Conditions;
use super::rollup::pairs;
use crate::{
    Digest, Entry, Filter, Findings, FoundEvent, FoundStatement, Keep, KeptEvent, Outlet, Storage,
    StoreError, Stored,
};
use legation_record::{Event, Offsets, WireRecord};
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, BTreeSet};

/// Which of an article's findings are wanted, by their numbers in the record.
#[derive(Debug, Default)]
struct Wanted {
    is_asked_for: bool,
    events: BTreeSet<usize>,
    statements: BTreeSet<usize>,
    agenda: BTreeSet<usize>,
}

impl Wanted {
    /// Takes in what the findings refer to: the talks of agenda items, the statements that alone assert something, those that a statement is
    /// told inside of.
    fn complete(&mut self, record: &WireRecord) {
        let items: Vec<_> = self.agenda.iter().filter_map(|&number| record.agenda.get(number)).collect();
        self.events.extend(items.iter().map(|item| item.event as usize));
        let mut open: Vec<usize> = self.statements.iter().copied().collect();
        let events = self.events.iter().filter_map(|&number| record.events.get(number));
        open.extend(events.filter_map(|event| event.according_to).map(|number| number as usize));
        open.extend(items.iter().filter_map(|item| item.according_to).map(|number| number as usize));
        let mut seen = BTreeSet::new();
        while let Some(number) = open.pop() {
            if seen.insert(number) {
                let inside = record.statements.get(number).and_then(|statement| statement.inside);
                open.extend(inside.map(|number| number as usize));
            }
        }
        self.statements = seen;
    }
}

/// What is wanted, by the keys of the articles.
type All = BTreeMap<i64, Wanted>;

/// Every article that the filter lets through, or in which it lets something through.
pub(super) fn each_finding(
    store: &Sqlite,
    filter: &Filter,
    visit: &mut dyn FnMut(Findings) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    // All of it is of one moment, whoever writes meanwhile.
    let _moment = store.connection.unchecked_transaction()?;
    let mut all = wanted(store, filter)?;
    let aside = Aside::of(store, filter)?;
    // An older version takes the place of the current one, which was not published yet.
    let Aside { store: then, versions } = aside;
    let mut found_by = BTreeMap::new();
    for (key, found, wanted) in versions {
        found_by.insert(key, found);
        all.insert(key, wanted);
    }
    let mut keys = store
        .connection
        .prepare("SELECT key FROM article ORDER BY date, id, version, digest")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<Vec<i64>, _>>()?;
    keys.retain(|key| all.contains_key(key));
    for key in keys {
        let Some(mut wanted) = all.remove(&key) else { continue };
        let stored = super::read::stored(&store.connection, key)?;
        wanted.complete(&stored.record);
        let findings = match (&then, found_by.get(&key)) {
            (Some(then), Some(found)) => findings(then, *found, key, store, stored, &wanted)?,
            _ => findings(store, key, key, store, stored, &wanted)?,
        };
        visit(findings)?;
    }
    Ok(())
}

/// What of an article is asked for when findings are: its own days, outlet and words.
fn of_articles(filter: &Filter) -> Filter {
    Filter {
        from: filter.from,
        to: filter.to,
        published_from: filter.published_from,
        published_to: filter.published_to,
        outlet: filter.outlet.clone(),
        text: filter.text.clone(),
        as_of: filter.as_of,
        parties: filter.parties.clone(),
        ..Filter::default()
    }
}

fn wanted(store: &Sqlite, filter: &Filter) -> Result<All, StoreError> {
    let mut all = All::new();
    let articles = Conditions::of_articles(store, &of_articles(filter), false, Walk::Days)?;
    let sql = format!("SELECT article.key, 0 FROM {}{}", articles.table("article"), articles.clause());
    numbers(store, &sql, articles, filter, |key, _| all.entry(key).or_default().is_asked_for = true)?;

    let events = Conditions::of_events(store, filter, Walk::Days)?;
    let sql = format!("SELECT event.article, event.number FROM {}{}", events.table("event"), events.clause());
    numbers(store, &sql, events, filter, |key, number| {
        all.entry(key).or_default().events.insert(number);
    })?;

    let statements = Conditions::of_statements(store, filter, Walk::Days)?;
    let sql = format!(
        "SELECT statement.article, statement.number FROM {}{}",
        statements.table("statement"),
        statements.clause()
    );
    numbers(store, &sql, statements, filter, |key, number| {
        all.entry(key).or_default().statements.insert(number);
    })?;

    let agenda = Conditions::of_agenda(store, filter, Walk::Elsewhere)?;
    // The rows of an article's items have their keys in the order of the record.
    let sql = format!(
        "SELECT agenda_item.article,
            (SELECT count(*) FROM agenda_item AS other WHERE other.article = agenda_item.article AND other.key < agenda_item.key)
         FROM event CROSS JOIN agenda_item ON agenda_item.event = event.key{}",
        agenda.clause()
    );
    numbers(store, &sql, agenda, filter, |key, number| {
        all.entry(key).or_default().agenda.insert(number);
    })?;
    Ok(all)
}

/// Hands over the two numbers of each row.
fn numbers(
    store: &Sqlite,
    sql: &str,
    conditions: Conditions,
    filter: &Filter,
    mut take: impl FnMut(i64, usize),
) -> Result<(), StoreError> {
    let mut statement = store.connection.prepare(sql)?;
    let mut rows = statement.query(rusqlite::params_from_iter(conditions.bound))?;
    while let Some(row) = rows.next().map_err(|why| super::ask::in_search(why, filter.text.as_deref()))? {
        take(row.get(0)?, row.get(1)?);
    }
    Ok(())
}

/// Versions of articles that later ones have replaced, and that were the latest on the day asked for. They have no rows of events and
/// statements, so they are asked in a store of their own, where their digests are their ids.
#[derive(Default)]
struct Aside {
    store: Option<Sqlite>,
    /// Their keys in the store, their keys aside, and what is wanted of them.
    versions: Vec<(i64, i64, Wanted)>,
}

impl Aside {
    fn of(store: &Sqlite, filter: &Filter) -> Result<Aside, StoreError> {
        if filter.as_of.is_none() {
            return Ok(Aside::default());
        }
        let then = Filter { as_of: filter.as_of, ..Filter::default() };
        let conditions = Conditions::of_articles(store, &then, false, Walk::Days)?;
        let sql = format!(
            "SELECT article.key FROM {}{} {} NOT article.is_current ORDER BY article.key",
            conditions.table("article"),
            conditions.clause(),
            conditions.glue(),
        );
        let mut statement = store.connection.prepare(&sql)?;
        let bound = rusqlite::params_from_iter(conditions.bound);
        let keys = statement.query_map(bound, |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        if keys.is_empty() {
            return Ok(Aside::default());
        }
        let mut aside = Sqlite::in_memory()?;
        let mut all = Vec::with_capacity(keys.len());
        for key in keys {
            let stored = super::read::stored(&store.connection, key)?;
            let digest = stored.digest.as_str().to_owned();
            aside.add(&[entry(stored)])?;
            let mut find = aside.connection.prepare_cached("SELECT key FROM article WHERE id = ?")?;
            let found: Option<i64> = find.query_row([&digest], |row| row.get(0)).optional()?;
            all.extend(found.map(|found| (key, found)));
        }
        // What the question leaves out of the articles of that day is left out here as well.
        let mut asked = wanted(&aside, &Filter { as_of: None, ..filter.clone() })?;
        let versions =
            all.into_iter().filter_map(|(key, found)| Some((key, found, asked.remove(&found)?))).collect();
        Ok(Aside { store: Some(aside), versions })
    }
}

/// An older version as a store of its own takes it.
fn entry(stored: Stored) -> Entry {
    let digest = stored.digest.as_str().to_owned();
    // Without its text it is told from others by its digest.
    let keep = if stored.text.is_some() { stored.keep } else { Keep::Digest };
    let outlet = stored.outlet.map(|name| Outlet { name, country: None, kind: None, language: None });
    Entry {
        text: stored.text.unwrap_or_else(|| digest.clone()),
        record: WireRecord { id: digest, url: None, ..stored.record },
        sentences: Vec::new(),
        language: stored.language,
        is_coded: stored.is_coded,
        outlet,
        keep,
        added: String::new(),
    }
}

/// What is wanted of an article. `rows` has the rows of its findings, under the key `found`; `store` has the article, under `key`.
fn findings(
    rows: &Sqlite,
    found: i64,
    key: i64,
    store: &Sqlite,
    stored: Stored,
    wanted: &Wanted,
) -> Result<Findings, StoreError> {
    let fused = fused(&store.connection, key)?;
    let mut events = kept_events(&rows.connection, found)?;
    events.retain(|event| wanted.events.contains(&event.kept.number));
    for event in &mut events {
        let Some(told) = stored.record.events.get(event.kept.number) else { continue };
        event.fused = fused.get(&told.id).cloned();
        if event.kept.day.is_some() {
            event.dyads = dyads(told);
        }
    }
    let mut statements = statements(&rows.connection, found)?;
    statements.retain(|statement| wanted.statements.contains(&statement.number));
    let (outlet_country, outlet_kind, family) = store
        .connection
        .prepare_cached(
            "SELECT outlet.country, outlet.kind, copy.family FROM article LEFT JOIN outlet ON outlet.key = article.outlet
             LEFT JOIN copy ON copy.article = article.key WHERE article.key = ?",
        )?
        .query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, Option<String>>(2)?)))?;
    let agenda =
        wanted.agenda.iter().copied().filter(|&number| stored.record.agenda.get(number).is_some()).collect();
    let family = family.map(Digest::written);
    let is_asked_for = wanted.is_asked_for;
    Ok(Findings { stored, is_asked_for, outlet_country, outlet_kind, family, events, statements, agenda })
}

fn dyads(event: &Event<Offsets>) -> Vec<String> {
    let between = if event.kind.is_symmetric() { '-' } else { '>' };
    pairs(event).into_iter().map(|(first, second)| format!("{first}{between}{second}")).collect()
}

/// Which fused event each event of an article is joined to, by ids.
fn fused(connection: &Connection, key: i64) -> Result<BTreeMap<String, String>, StoreError> {
    let mut find = connection.prepare_cached(
        "SELECT fused_telling.event, min(fused_event.id) FROM fused_telling JOIN fused_event ON fused_event.key = fused_telling.fused
         WHERE fused_telling.article = ? GROUP BY fused_telling.event",
    )?;
    let rows = find.query_map([key], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn kept_events(connection: &Connection, key: i64) -> Result<Vec<FoundEvent>, StoreError> {
    let mut find = connection.prepare_cached(
        "SELECT event.number, event.day, event.day_basis, event.trigger_words, sentence.text FROM event
         LEFT JOIN sentence ON sentence.key = event.sentence WHERE event.article = ? ORDER BY event.number",
    )?;
    let rows = find.query_map([key], |row| {
        let kept = KeptEvent {
            number: row.get(0)?,
            day: row.get(1)?,
            trigger_words: row.get(3)?,
            sentence: row.get(4)?,
        };
        Ok(FoundEvent { kept, day_basis: row.get(2)?, dyads: Vec::new(), fused: None })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn statements(connection: &Connection, key: i64) -> Result<Vec<FoundStatement>, StoreError> {
    let mut find = connection.prepare_cached(
        "SELECT statement.number, statement.day, statement.day_basis, statement.cue, statement.content, sentence.text FROM statement
         LEFT JOIN sentence ON sentence.key = statement.sentence WHERE statement.article = ? ORDER BY statement.number",
    )?;
    let rows = find.query_map([key], |row| {
        Ok(FoundStatement {
            number: row.get(0)?,
            day: row.get(1)?,
            day_basis: row.get(2)?,
            cue: row.get(3)?,
            content: row.get(4)?,
            sentence: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
