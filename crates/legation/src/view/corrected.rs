//! What people have said of a record, and the record as they see it who say it: numbered, with the whole text.

use super::table::{Cell, Column, Table};
use super::{FAINT, Layout, agenda, events, evidence, heading, part, statements};
use legation_record::correction::Verb;
use legation_record::{Corrected, Record};
use legation_text::{Article, Span};
use serde_json::Value;

/// The numbers under which findings are shown.
#[derive(Clone, Debug, Default)]
pub(crate) struct Numbers {
    pub(crate) events: Vec<usize>,
    pub(crate) statements: Vec<usize>,
    pub(crate) agenda: Vec<usize>,
}

impl Numbers {
    /// Those of their places.
    pub(super) fn of(record: &Record<Span>) -> Numbers {
        Numbers {
            events: (1..=record.events.len()).collect(),
            statements: (1..=record.statements.len()).collect(),
            // Topics go by the numbers of their talks.
            agenda: Vec::new(),
        }
    }

    pub(super) fn event(&self, at: usize) -> usize {
        self.events.get(at).copied().unwrap_or(at + 1)
    }

    pub(super) fn statement(&self, at: usize) -> usize {
        self.statements.get(at).copied().unwrap_or(at + 1)
    }
}

/// An article for those who correct it: the whole text with its marks first, so that what was missed is seen, then what was found.
pub(crate) fn reviewed(
    article: &Article,
    record: &Record<Span>,
    numbers: &Numbers,
    layout: Layout,
) -> String {
    let mut out = String::new();
    heading(&mut out, record, layout);
    evidence::sentences(&mut out, article, record, numbers, layout.width, true);
    events(&mut out, record, numbers, layout);
    statements(&mut out, &article.text, record, numbers, layout);
    agenda(&mut out, record, numbers, layout);
    corrections(&mut out, record, numbers, layout);
    out.push('\n');
    out
}

/// What was said of the findings, with what the machine had; nothing where nothing was said.
pub(super) fn corrections(out: &mut String, record: &Record<Span>, numbers: &Numbers, layout: Layout) {
    let mut lines: Vec<(String, &Corrected)> = Vec::new();
    for (at, event) in record.events.iter().enumerate() {
        lines.extend(event.corrected.iter().map(|line| (numbers.event(at).to_string(), line)));
    }
    for (at, said) in record.statements.iter().enumerate() {
        lines.extend(said.corrected.iter().map(|line| (format!("s{}", numbers.statement(at)), line)));
    }
    for (at, item) in record.agenda.iter().enumerate() {
        let label = numbers.agenda.get(at).map_or_else(|| "–".to_owned(), |number| format!("a{number}"));
        lines.extend(item.corrected.iter().map(|line| (label.clone(), line)));
    }
    let actors = record.mentions.actors.iter().flat_map(|actor| &actor.corrected);
    lines.extend(actors.chain(&record.corrected).map(|line| ("–".to_owned(), line)));
    if lines.is_empty() {
        return;
    }
    part(out, "Corrections", false);
    let left = layout.width.saturating_sub(5 + 9 + 11 + 12 + 10);
    let mut table = Table::new(vec![
        Column { title: "", width: 3 },
        Column { title: "what", width: 9 },
        Column { title: "field", width: 11 },
        Column { title: "the machine had", width: left },
        Column { title: "by", width: 12 },
    ]);
    for (label, line) in lines {
        let mut was = Cell::plain(&line.was.as_ref().map(|was| shown(was, line.verb)).unwrap_or_default());
        if let Some(why) = &line.why {
            was.push(&format!("({why})"), FAINT);
        }
        table.row(vec![
            Cell::styled(&label, FAINT),
            Cell::plain(line.verb.name()),
            Cell::plain(line.field.as_deref().unwrap_or_default()),
            was,
            Cell::plain(&line.by),
        ]);
    }
    table.print(out);
}

/// A value in a few words.
fn shown(value: &Value, verb: Verb) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) if items.iter().all(|item| item.get("code").is_some()) => {
            let name = |item: &Value, field: &str| {
                item.get(field).and_then(Value::as_str).unwrap_or_default().to_owned()
            };
            let actors = items.iter().map(|item| format!("{} {}", name(item, "who"), name(item, "code")));
            actors.collect::<Vec<_>>().join("; ")
        }
        Value::Object(fields) => {
            let names = ["type", "status", "who", "topic", "name", "country", "scope"];
            let text = |field: &&str| fields.get(*field).and_then(Value::as_str).map(str::to_owned);
            names.iter().filter_map(text).collect::<Vec<_>>().join(" ")
        }
        Value::Array(items) if verb == Verb::Merge => {
            items.iter().map(|item| shown(item, verb)).collect::<Vec<_>>().join("; ")
        }
        other => other.to_string(),
    }
}
