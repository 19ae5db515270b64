//! Rows as answers.

use super::Sqlite;
use super::choice::Walk;
use super::condition::Conditions;
use crate::{After, Answer, Cell, Order, Part, Question, StoreError};
use rusqlite::types::{Value, ValueRef};

/// The rows that answer a question: first their keys, then what the view shows of them.
pub(super) fn ask(store: &Sqlite, question: &Question) -> Result<Answer, StoreError> {
    let mut answer = some(store, question, question.after.as_ref())?;
    // What has no day comes behind all that has one, and is no neighbour of it in the index.
    let is_behind = question.after.as_ref().is_some_and(|after| after.day.is_some());
    let count = u32::try_from(answer.rows.len()).unwrap_or(u32::MAX);
    let left = question.limit.map(|limit| limit.saturating_sub(count));
    if is_behind && left != Some(0) {
        let undated =
            After { day: None, key: if question.order == Order::Oldest { i64::MIN } else { i64::MAX } };
        let rest = some(store, &Question { limit: left, ..question.clone() }, Some(&undated))?;
        answer.rows.extend(rest.rows);
    }
    Ok(answer)
}

/// The rows behind one.
fn some(store: &Sqlite, question: &Question, after: Option<&After>) -> Result<Answer, StoreError> {
    let filter = &question.filter;
    let walk = match (question.order, question.part) {
        (Order::Surest, Part::Events | Part::Statements | Part::Agenda) => Walk::Confidence,
        (_, Part::Agenda) => Walk::Agenda,
        _ => Walk::Days,
    };
    let (view, table, mut conditions) = match question.part {
        Part::Events => ("events", "event", Conditions::of_events(store, filter, walk)?),
        Part::Statements => ("statements", "statement", Conditions::of_statements(store, filter, walk)?),
        Part::Agenda => ("agenda", "agenda_item", Conditions::of_agenda(store, filter, walk)?),
        Part::Articles => ("articles", "article", Conditions::of_articles(store, filter, false, walk)?),
        Part::Actors => ("actors", "actor", of_actors(question)),
    };
    if let Some(After { day: last, key }) = after {
        let (day, is_oldest) = (day(question.part), question.order == Order::Oldest);
        let is = if is_oldest { ">" } else { "<" };
        match last {
            Some(last) => {
                let last = || Value::Text(last.clone());
                let sql = format!("{day} {is}= ? AND ({day} {is} ? OR {table}.key {is} ?)");
                conditions.push(sql, [last(), last(), Value::Integer(*key)]);
            }
            None => conditions.push(format!("{day} IS NULL AND {table}.key {is} ?"), [Value::Integer(*key)]),
        }
    }
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
    let day = day(question.part);
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

/// The column by which rows stand in time.
fn day(part: Part) -> &'static str {
    match part {
        Part::Events => "event.day",
        Part::Agenda => "agenda_item.day",
        Part::Statements => "statement.day",
        Part::Articles => "article.date",
        Part::Actors => "actor.code",
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
