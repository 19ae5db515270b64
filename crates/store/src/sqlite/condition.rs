//! From a filter to the conditions of a query.
//!
//! A condition on what stands in other tables can be asked in two ways: collect all rows that meet it, or test row after row until
//! enough are found. The first is quick where few meet it, the second where many do; the roll-ups tell which it is.

use super::Sqlite;
use crate::{Dyad, Filter, Pattern, StoreError};
use rusqlite::types::Value;

/// Up to so many rows are collected; beyond, rows are tested one after the other.
const FEW: u64 = 20_000;

/// Conditions, joined by AND, and what is bound to their marks.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    sql: Vec<String>,
    pub(super) bound: Vec<Value>,
}

impl Conditions {
    pub(super) fn push(&mut self, sql: impl Into<String>, bound: impl IntoIterator<Item = Value>) {
        self.sql.push(sql.into());
        self.bound.extend(bound);
    }

    /// ` WHERE …`, or nothing.
    pub(super) fn clause(&self) -> String {
        if self.sql.is_empty() { String::new() } else { format!(" WHERE {}", self.sql.join(" AND ")) }
    }

    /// A column is one of some values.
    pub(super) fn any(&mut self, column: &str, values: &[String]) {
        if !values.is_empty() {
            let marks = vec!["?"; values.len()].join(", ");
            self.push(format!("{column} IN ({marks})"), values.iter().cloned().map(Value::Text));
        }
    }

    /// A column lies between two days.
    pub(super) fn between(
        &mut self,
        column: &str,
        from: Option<jiff::civil::Date>,
        to: Option<jiff::civil::Date>,
    ) {
        if let Some(from) = from {
            self.push(format!("{column} >= ?"), [Value::Text(from.to_string())]);
        }
        if let Some(to) = to {
            self.push(format!("{column} <= ?"), [Value::Text(to.to_string())]);
        }
    }

    /// What events and statements have alike: day, publication, outlet, words of the article.
    fn common(&mut self, store: &Sqlite, filter: &Filter, row: &str) -> Result<(), StoreError> {
        self.between(&format!("{row}.day"), filter.from, filter.to);
        self.between(&format!("{row}.published"), filter.published_from, filter.published_to);
        self.outlet(store, filter, row)?;
        if let Some(words) = &filter.text {
            self.push(
                format!("{row}.article IN (SELECT rowid FROM article_words WHERE article_words MATCH ?)"),
                [Value::Text(crate::words::understood(words))],
            );
        }
        Ok(())
    }

    /// Of one outlet, by its name or by what the article calls it.
    fn outlet(&mut self, store: &Sqlite, filter: &Filter, row: &str) -> Result<(), StoreError> {
        let Some(name) = &filter.outlet else { return Ok(()) };
        let mut find =
            store.connection.prepare_cached("SELECT key FROM outlet WHERE name = ? COLLATE NOCASE")?;
        let keys: Vec<i64> = find.query_map([name], |row| row.get(0))?.collect::<Result<_, _>>()?;
        if let Some(&key) = keys.first() {
            self.push(format!("{row}.outlet = ?"), [Value::Integer(key)]);
        } else {
            let column = if row == "article" { "article.key".to_owned() } else { format!("{row}.article") };
            self.push(
                format!("{column} IN (SELECT key FROM article WHERE source = ? COLLATE NOCASE)"),
                [Value::Text(name.clone())],
            );
        }
        Ok(())
    }

    /// The conditions on events.
    pub(super) fn of_events(store: &Sqlite, filter: &Filter) -> Result<Conditions, StoreError> {
        let mut conditions = Conditions::default();
        conditions.common(store, filter, "event")?;
        conditions.any("event.type", &filter.types);
        conditions.any("event.mode", &filter.modes);
        conditions.any("event.status", &filter.statuses);
        for context in &filter.contexts {
            let few = tallied(store, "context", context)? <= FEW;
            conditions.push(
                if few {
                    "event.key IN (SELECT event FROM event_context WHERE context = ?)"
                } else {
                    "EXISTS (SELECT 1 FROM event_context WHERE context = ? AND event = event.key)"
                },
                [Value::Text(context.clone())],
            );
        }
        if let Some(least) = filter.confidence {
            conditions.push("event.confidence_type >= ?", [Value::Real(least)]);
        }
        if let Some(place) = &filter.place {
            conditions.push("event.place = ? COLLATE NOCASE", [Value::Text(place.clone())]);
        }
        if let Some(country) = &filter.country {
            conditions.push("event.country = ?", [Value::Text(country.clone())]);
        }
        if let Some(background) = filter.background {
            conditions.push("event.background = ?", [Value::Integer(background.into())]);
        }
        for (patterns, role) in
            [(&filter.actors, ""), (&filter.sources, "source"), (&filter.targets, "target")]
        {
            for pattern in patterns {
                conditions.party(store, pattern, role)?;
            }
        }
        if let Some(dyad) = &filter.dyad {
            conditions.dyad(store, dyad)?;
        }
        Ok(conditions)
    }

    /// Somebody who fits a pattern takes part in the event.
    fn party(&mut self, store: &Sqlite, pattern: &Pattern, role: &str) -> Result<(), StoreError> {
        let (condition, bound) = pattern.condition("actor");
        let in_role =
            if role.is_empty() { String::new() } else { format!(" AND participant.role = '{role}'") };
        let sql = if meeting(store, "events", &condition, &bound)? <= FEW {
            format!(
                "event.key IN (SELECT participant.event FROM actor CROSS JOIN participant ON participant.actor = actor.key WHERE {condition}{in_role})"
            )
        } else {
            format!(
                "EXISTS (SELECT 1 FROM participant CROSS JOIN actor ON actor.key = participant.actor WHERE participant.event = event.key{in_role} AND {condition})"
            )
        };
        self.push(sql, bound.into_iter().map(Value::Text));
        Ok(())
    }

    /// The event stands between two parties.
    fn dyad(&mut self, store: &Sqlite, dyad: &Dyad) -> Result<(), StoreError> {
        let (one, other) = (dyad.first.clone(), dyad.second.clone());
        let count = store.count(
            "SELECT sum(events) FROM dyad_week WHERE (first = ?1 AND second = ?2) OR (first = ?2 AND second = ?1)",
            [&one, &other],
        )?;
        // Whoever acts in a symmetric event, both do: a directed question takes those too.
        let symmetric = if dyad.is_directed {
            " AND (pair.first = ? OR event.type IN ('CONSULT', 'AGREE', 'COOPERATE'))"
        } else {
            ""
        };
        let sql = if count <= FEW {
            format!(
                "event.key IN (SELECT event FROM pair JOIN event AS e ON e.key = pair.event WHERE {WAYS}{})",
                symmetric.replace("event.type", "e.type")
            )
        } else {
            format!(
                "EXISTS (SELECT 1 FROM pair WHERE {WAYS}{symmetric} AND pair.event = event.key AND pair.day = event.day)"
            )
        };
        let mut bound = vec![one.clone(), other.clone(), other, one.clone()];
        if dyad.is_directed {
            bound.push(one);
        }
        self.push(sql, bound.into_iter().map(Value::Text));
        Ok(())
    }

    /// The conditions on statements.
    pub(super) fn of_statements(store: &Sqlite, filter: &Filter) -> Result<Conditions, StoreError> {
        let mut conditions = Conditions::default();
        conditions.common(store, filter, "statement")?;
        if let Some(least) = filter.confidence {
            conditions.push("statement.confidence >= ?", [Value::Real(least)]);
        }
        conditions.any("statement.mode", &filter.modes);
        for pattern in filter.actors.iter().chain(&filter.sources) {
            let (condition, bound) = pattern.condition("actor");
            let sql = if meeting(store, "statements", &condition, &bound)? <= FEW {
                format!(
                    "statement.key IN (SELECT speaker.statement FROM actor CROSS JOIN speaker ON speaker.actor = actor.key WHERE {condition})"
                )
            } else {
                format!(
                    "EXISTS (SELECT 1 FROM speaker CROSS JOIN actor ON actor.key = speaker.actor WHERE speaker.statement = statement.key AND {condition})"
                )
            };
            conditions.push(sql, bound.into_iter().map(Value::Text));
        }
        Ok(conditions)
    }

    /// The conditions on agenda items: those on their events, and their scope.
    pub(super) fn of_agenda(store: &Sqlite, filter: &Filter) -> Result<Conditions, StoreError> {
        let mut conditions = Conditions::of_events(store, filter)?;
        if let Some(scope) = &filter.scope {
            conditions.push("agenda_item.scope = ?", [Value::Text(scope.clone())]);
        }
        Ok(conditions)
    }

    /// The conditions on articles. Where something is asked of events, an article has one that meets it.
    pub(super) fn of_articles(
        store: &Sqlite,
        filter: &Filter,
        versions: bool,
    ) -> Result<Conditions, StoreError> {
        let mut conditions = Conditions::default();
        if !versions {
            conditions.push("article.is_current", []);
        }
        conditions.between("article.date", filter.from, filter.to);
        conditions.between("article.date", filter.published_from, filter.published_to);
        conditions.outlet(store, filter, "article")?;
        if let Some(words) = &filter.text {
            conditions.push(
                "article.key IN (SELECT rowid FROM article_words WHERE article_words MATCH ?)",
                [Value::Text(crate::words::understood(words))],
            );
        }
        let of_events = Filter {
            from: None,
            to: None,
            published_from: None,
            published_to: None,
            outlet: None,
            text: None,
            ..filter.clone()
        };
        let events = Conditions::of_events(store, &of_events)?;
        if !events.sql.is_empty() {
            let within = format!("article.key IN (SELECT event.article FROM event{})", events.clause());
            conditions.push(within, events.bound);
        }
        Ok(conditions)
    }
}

/// The rows of `pair` of a dyad, whichever way round.
const WAYS: &str = "((pair.first = ? AND pair.second = ?) OR (pair.first = ? AND pair.second = ?))";

fn tallied(store: &Sqlite, kind: &str, value: &str) -> Result<u64, StoreError> {
    store.count("SELECT events FROM tally WHERE kind = ? AND value = ?", [kind, value])
}

/// How many events or statements have an actor that meets a condition.
fn meeting(store: &Sqlite, what: &str, condition: &str, bound: &[String]) -> Result<u64, StoreError> {
    let sql = format!("SELECT sum({what}) FROM actor WHERE {condition}");
    store.count(&sql, rusqlite::params_from_iter(bound))
}
