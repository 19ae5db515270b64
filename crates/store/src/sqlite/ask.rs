//! Rows as answers.

use super::Sqlite;
use super::choice::Walk;
use super::condition::Conditions;
use crate::{Answer, Cell, Order, Part, Question, StoreError};
use rusqlite::types::{Value, ValueRef};

/// The rows that answer a question: first their keys, then what the view shows of them.
pub(super) fn ask(store: &Sqlite, question: &Question) -> Result<Answer, StoreError> {
    let filter = &question.filter;
    let walk = match (question.order, question.part) {
        (Order::Surest, Part::Events | Part::Statements | Part::Agenda) => Walk::Confidence,
        (_, Part::Agenda) => Walk::Agenda,
        _ => Walk::Days,
    };
    let (view, table, conditions) = match question.part {
        Part::Events => ("events", "event", Conditions::of_events(store, filter, walk)?),
        Part::Statements => ("statements", "statement", Conditions::of_statements(store, filter, walk)?),
        Part::Agenda => ("agenda", "agenda_item", Conditions::of_agenda(store, filter, walk)?),
        Part::Articles => ("articles", "article", Conditions::of_articles(store, filter, false, walk)?),
        Part::Actors => ("actors", "actor", of_actors(question)),
    };
    let from = match (question.part, walk, conditions.along) {
        (Part::Agenda, Walk::Agenda, Some(_)) => {
            format!("{} CROSS JOIN event ON event.key = agenda_item.event", conditions.table("agenda_item"))
        }
        (Part::Agenda, ..) => {
            format!("{} CROSS JOIN agenda_item ON agenda_item.event = event.key", conditions.table("event"))
        }
        _ => conditions.table(table),
    };
    let order = order(question, table);
    let limit = question.limit.map_or(-1, i64::from);
    let sql = format!(
        "SELECT shown.* FROM (SELECT {table}.key AS found, row_number() OVER () AS place FROM (SELECT {table}.key FROM {from}{} ORDER BY {order} LIMIT ? OFFSET ?) AS {table}) AS chosen
         CROSS JOIN {view} AS shown ON shown.key = chosen.found ORDER BY chosen.place",
        conditions.clause(),
    );
    let mut bound = conditions.bound;
    bound.push(Value::Integer(limit));
    bound.push(Value::Integer(question.offset.into()));
    rows(store, &sql, bound, filter.text.as_deref())
}

/// Actors: by code or name, the rest of the filter does not concern them.
fn of_actors(question: &Question) -> Conditions {
    let mut conditions = Conditions::default();
    conditions.push("actor.events + actor.statements > 0", []);
    for pattern in &question.filter.actors {
        let (condition, bound) = pattern.condition("actor");
        conditions.push(condition, bound.into_iter().map(Value::Text));
    }
    conditions
}

/// The columns that order the rows, the last of them a key, so that no two orders are alike.
fn order(question: &Question, table: &str) -> String {
    let day = match question.part {
        Part::Events => "event.day",
        Part::Agenda => "agenda_item.day",
        Part::Statements => "statement.day",
        Part::Articles => "article.date",
        Part::Actors => "actor.code",
    };
    match question.order {
        _ if question.part == Part::Actors && question.order != Order::Oldest => {
            "actor.events + actor.statements DESC, actor.code, actor.who, actor.key".to_owned()
        }
        Order::Newest | Order::Frequent => format!("{day} DESC, {table}.key DESC"),
        Order::Oldest => format!("{day} NULLS LAST, {table}.key"),
        Order::Surest => match question.part {
            Part::Statements => {
                "statement.confidence DESC, statement.day DESC, statement.key DESC".to_owned()
            }
            Part::Events | Part::Agenda => {
                format!("event.confidence_type DESC, event.day DESC, {table}.key DESC")
            }
            Part::Articles | Part::Actors => format!("{day} DESC, {table}.key DESC"),
        },
    }
}

/// The rows of a query. `words` are those of a search in it, for the message where they cannot be understood.
pub(super) fn rows(
    store: &Sqlite,
    sql: &str,
    bound: Vec<Value>,
    words: Option<&str>,
) -> Result<Answer, StoreError> {
    let mut statement = store.connection.prepare_cached(sql)?;
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let width = columns.len();
    let mut found = statement.query(rusqlite::params_from_iter(bound))?;
    let mut answer = Answer { columns, rows: Vec::new() };
    loop {
        let row = match found.next() {
            Ok(Some(row)) => row,
            Ok(None) => return Ok(answer),
            Err(why) => return Err(in_search(why, words)),
        };
        let mut cells = Vec::with_capacity(width);
        for at in 0..width {
            cells.push(match row.get_ref(at)? {
                ValueRef::Integer(number) => Cell::Integer(number),
                ValueRef::Real(number) => Cell::Real(number),
                ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
                ValueRef::Null | ValueRef::Blob(_) => Cell::Null,
            });
        }
        answer.rows.push(cells);
    }
}

/// An error of a query with a search in it: the words are to blame where the index of words says so.
pub(super) fn in_search(why: rusqlite::Error, words: Option<&str>) -> StoreError {
    let reason = why.to_string();
    match words {
        Some(words)
            if reason.contains("fts5")
                || reason.contains("unterminated")
                || reason.contains("no such column") =>
        {
            StoreError::Search { query: words.to_owned(), reason: reason.replace("fts5: ", "") }
        }
        _ => why.into(),
    }
}
