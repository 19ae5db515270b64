//! One part of the records alone: a row or an object for each event, statement or topic, with the article that it is from.

use crate::arguments::Part;
use anyhow::Result;
use legation_exchange::export;
use legation_record::{AgendaItem, Event, Offsets, PartialDate, Statement, WireRecord};
use serde::Serialize;
use serde_json::{Value, json};

/// The columns of a part as comma-separated values.
fn columns(part: Part) -> &'static [&'static str] {
    match part {
        Part::Events => &export::COLUMNS,
        Part::Statements => &[
            "article",
            "article_date",
            "source_name",
            "id",
            "date",
            "speaker",
            "codes",
            "kind",
            "mode",
            "polarity",
            "cue",
            "text",
            "offset",
        ],
        Part::Agenda => &[
            "article",
            "article_date",
            "source_name",
            "event",
            "event_date",
            "scope",
            "topic",
            "said_by",
            "offset",
        ],
    }
}

/// The line that names the columns.
pub(crate) fn header(part: Part) -> Result<Vec<u8>> {
    rows(std::iter::once(columns(part).iter().map(|&column| column.to_owned()).collect()))
}

/// The part of a record as comma-separated values; several values in one cell are parted by `; `.
pub(crate) fn csv(record: &WireRecord, text: &str, part: Part) -> Result<Vec<u8>> {
    let words = Words(text.chars().collect());
    let of_article =
        || vec![record.id.clone(), record.date.to_string(), record.source.clone().unwrap_or_default()];
    let with = |cells: Vec<String>| of_article().into_iter().chain(cells).collect();
    match part {
        Part::Events => rows(record.events.iter().map(|event| event_cells(record, event, &words))),
        Part::Statements => {
            rows(record.statements.iter().map(|statement| with(statement_cells(statement, &words))))
        }
        Part::Agenda => rows(record.agenda.iter().map(|item| with(agenda_cells(record, item)))),
    }
}

/// The part of a record as JSON lines: each object of the record with the article that it is from.
pub(crate) fn jsonl(record: &WireRecord, part: Part) -> Result<Vec<u8>> {
    match part {
        Part::Events => lines(record, &record.events),
        Part::Statements => lines(record, &record.statements),
        Part::Agenda => lines(record, &record.agenda),
    }
}

fn lines<T: Serialize>(record: &WireRecord, items: &[T]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    for item in items {
        let mut object =
            json!({ "article": record.id, "article_date": record.date, "source_name": record.source });
        if let (Value::Object(all), Value::Object(own)) = (&mut object, serde_json::to_value(item)?) {
            all.extend(own);
        }
        serde_json::to_writer(&mut out, &object)?;
        out.push(b'\n');
    }
    Ok(out)
}

fn rows(rows: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row)?;
    }
    Ok(writer.into_inner()?)
}

/// The characters of an article.
struct Words(Vec<char>);

impl Words {
    fn of(&self, span: Offsets) -> String {
        let inside = self.0.get(span.0 as usize..span.1 as usize).unwrap_or_default();
        inside.iter().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn all(&self, spans: &[Offsets], between: &str) -> String {
        spans.iter().map(|span| self.of(*span)).collect::<Vec<_>>().join(between)
    }
}

fn text<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn said_by(record: &WireRecord, statement: Option<u32>) -> String {
    text(statement.and_then(|at| record.statements.get(at as usize)).and_then(|said| said.who.clone()))
}

fn event_cells(record: &WireRecord, event: &Event<Offsets>, words: &Words) -> Vec<String> {
    export::cells(record, event, Some(&words.all(&event.triggers, "; ")))
}

fn statement_cells(statement: &Statement<Offsets>, words: &Words) -> Vec<String> {
    let codes: Vec<&str> = statement.codes.iter().map(|code| code.as_str()).collect();
    vec![
        statement.id.clone(),
        text(statement.date.as_ref().map(PartialDate::to_string)),
        text(statement.who.clone()),
        codes.join("; "),
        statement.kind.name().to_owned(),
        statement.mode.name().to_owned(),
        statement.polarity.name().to_owned(),
        text(statement.cue.map(|cue| words.of(cue))),
        words.all(&statement.content, " … "),
        text(statement.content.first().map(|span| span.0)),
    ]
}

fn agenda_cells(record: &WireRecord, item: &AgendaItem<Offsets>) -> Vec<String> {
    let event = record.events.get(item.event as usize);
    vec![
        text(event.map(|event| event.id.clone())),
        text(event.and_then(|event| event.start)),
        item.scope.name().to_owned(),
        item.topic.clone(),
        said_by(record, item.according_to),
        item.span.0.to_string(),
    ]
}
