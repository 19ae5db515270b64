//! A record for people: its events as a table, its statements with their speakers, the agenda, and the sentences of
//! the article with their evidence marked.
//!
//! Everything fits the columns of the terminal (80 where there is none). Colour is written as escape codes and taken out again where
//! the output does not want it. Nothing the article holds can move the cursor: control characters are shown as spaces.

mod corrected;
pub(crate) mod dossier;
mod evidence;
mod explain;
pub(crate) mod fused;
mod readouts;
mod table;
mod tenures;
mod wrap;

pub(crate) use corrected::{Numbers, reviewed};
pub(crate) use readouts::readout;
pub(crate) use table::Rows;

use crate::arguments::Part;
use anstyle::{AnsiColor, Style};
pub(crate) use explain::{Why, explain};
use legation_record::{AgendaItem, Event, PartialDate, Participant, Polarity, Quad, Record, Statement};
use legation_text::{Article, Span};
use std::fmt::Write;
use table::{Cell, Column, Table};
pub(crate) use tenures::tenures;
use wrap::{clean, wrap};

/// The columns of a terminal that does not say how many it has.
const COLUMNS: usize = 80;
/// Lines of what was said that are shown before it is cut.
const QUOTED_LINES: usize = 3;

const TITLE: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

/// How much room there is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    width: usize,
}

impl Layout {
    /// The layout for the terminal that standard output is, if it is one.
    pub(crate) fn of_terminal() -> Layout {
        let columns =
            terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0));
        Layout { width: columns.unwrap_or(COLUMNS).clamp(40, 120) }
    }

    /// A layout of so many columns.
    #[cfg(test)]
    pub(crate) fn of_columns(width: usize) -> Layout {
        Layout { width }
    }

    /// How many columns there are.
    pub(crate) fn width(self) -> usize {
        self.width
    }

    /// A heading, over as many lines as it needs.
    pub(crate) fn heading(self, text: &str) -> String {
        let mut out = String::new();
        for line in wrap(&clean(text), self.width) {
            let _ = writeln!(out, "{TITLE}{line}{TITLE:#}");
        }
        out
    }

    /// Words in indented lines; those that are marked stand out.
    pub(crate) fn passage(self, words: impl IntoIterator<Item = (String, bool)>, indent: usize) -> String {
        let mut cell = Cell::default();
        for (text, is_marked) in words {
            cell.push(&text, if is_marked { TITLE } else { Style::new() });
        }
        let mut out = String::new();
        for (line, _) in cell.lines(self.width.saturating_sub(indent)) {
            let _ = writeln!(out, "{:indent$}{line}", "");
        }
        out
    }
}

/// A text as HTML and XML have it, in elements and in attributes.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// One article's record as text.
pub(crate) fn article(article: &Article, record: &Record<Span>, layout: Layout) -> String {
    let mut out = String::new();
    heading(&mut out, record, layout);
    let numbers = Numbers::of(record);
    events(&mut out, record, &numbers, layout);
    statements(&mut out, &article.text, record, &numbers, layout);
    agenda(&mut out, record, &numbers, layout);
    evidence::sentences(&mut out, article, record, &numbers, layout.width, false);
    corrected::corrections(&mut out, record, &numbers, layout);
    for note in &record.notes {
        for line in wrap(&clean(&format!("note: {}", note.message)), layout.width) {
            let _ = writeln!(out, "{FAINT}{line}{FAINT:#}");
        }
    }
    out.push('\n');
    out
}

/// One part of an article's record as a table.
pub(crate) fn part_of(article: &Article, record: &Record<Span>, only: Part, layout: Layout) -> String {
    let mut out = String::new();
    heading(&mut out, record, layout);
    match only {
        Part::Events => events(&mut out, record, &Numbers::of(record), layout),
        Part::Statements => said(&mut out, &article.text, record, layout),
        Part::Agenda => agenda(&mut out, record, &Numbers::of(record), layout),
    }
    out.push('\n');
    out
}

/// Statements as a table: when, who, and all that was said.
fn said(out: &mut String, text: &str, record: &Record<Span>, layout: Layout) {
    part(out, "Statements", record.statements.is_empty());
    let left = layout.width.saturating_sub(4 + 10 + 9 + 8);
    let mut table = Table::new(vec![
        Column { title: "", width: 3 },
        Column { title: "date", width: 10 },
        Column { title: "who", width: left / 3 },
        Column { title: "polarity", width: 8 },
        Column { title: "what", width: left - left / 3 },
    ]);
    for (at, statement) in record.statements.iter().enumerate() {
        let mut who = Cell::plain(statement.who.as_deref().unwrap_or("somebody"));
        for code in &statement.codes {
            who.push(code.as_str(), FAINT);
        }
        let words: Vec<&str> = statement.content.iter().map(|span| span.of(text)).collect();
        table.row(vec![
            Cell::styled(&format!("s{}", at + 1), FAINT),
            Cell::plain(&statement.date.as_ref().map(PartialDate::to_string).unwrap_or_default()),
            who,
            Cell::styled(statement.polarity.name(), FAINT),
            Cell::plain(&words.join(" … ")),
        ]);
    }
    table.print(out);
}

fn heading(out: &mut String, record: &Record<Span>, layout: Layout) {
    let parts =
        [Some(record.id.clone()), Some(record.date.to_string()), record.source.clone(), record.title.clone()];
    let line = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    out.push_str(&layout.heading(&line));
}

/// A part's title, or the faint word that it is empty.
fn part(out: &mut String, title: &str, is_empty: bool) {
    if is_empty {
        let _ = writeln!(out, "\n{FAINT}{title}: none{FAINT:#}");
    } else {
        let _ = writeln!(out, "\n{TITLE}{title}{TITLE:#}");
    }
}

fn events(out: &mut String, record: &Record<Span>, numbers: &Numbers, layout: Layout) {
    part(out, "Events", record.events.is_empty());
    let mut table = Table::new(vec![
        Column { title: "", width: 3 },
        Column { title: "date", width: 10 },
        Column { title: "type", width: 12 },
        Column { title: "who → whom", width: layout.width.saturating_sub(59).max(16) },
        Column { title: "where", width: 13 },
        Column { title: "status", width: 11 },
    ]);
    for (at, event) in record.events.iter().enumerate() {
        let mut kind = Cell::styled(event.kind.name(), quad_style(event.quad));
        if let Some(mode) = &event.mode {
            kind.push(mode.as_str(), FAINT);
        }
        let mut status = Cell::plain(event.status.name());
        if event.background {
            status.push("background", FAINT);
        }
        let place = event.place.as_ref().map_or("", |place| place.name.as_str());
        table.row(vec![
            Cell::styled(&numbers.event(at).to_string(), FAINT),
            Cell::plain(&dates(event)),
            kind,
            who_to_whom(event, &record.statements),
            Cell::plain(place),
            status,
        ]);
    }
    table.print(out);
}

fn who_to_whom(event: &Event<Span>, statements: &[Statement<Span>]) -> Cell {
    let mut cell = Cell::default();
    participants(&mut cell, &event.source);
    if !event.target.is_empty() {
        cell.push("→", Style::new());
        participants(&mut cell, &event.target);
    }
    let speaker =
        event.according_to.and_then(|at| statements.get(at as usize)).and_then(|said| said.who.as_deref());
    if let Some(speaker) = speaker {
        cell.push(&format!("(says {speaker})"), FAINT);
    }
    cell
}

fn participants(cell: &mut Cell, actors: &[Participant<Span>]) {
    for (at, actor) in actors.iter().enumerate() {
        // `both sides RUSGOV, USAGOV`: words that stand for several are shown once.
        if at == 0 || actors[at - 1].who != actor.who {
            cell.push(&actor.who, Style::new());
        }
        let comma = if at + 1 < actors.len() { "," } else { "" };
        cell.push(&format!("{}{comma}", actor.code), FAINT);
    }
}

fn dates(event: &Event<Span>) -> String {
    match (event.start, event.end) {
        (Some(start), Some(end)) if start != end => format!("{start} – {end}"),
        (Some(start), _) => start.to_string(),
        (None, Some(end)) => format!("– {end}"),
        (None, None) => String::new(),
    }
}

fn quad_style(quad: Quad) -> Style {
    let colour = match quad {
        Quad::VerbalCooperation => AnsiColor::Cyan,
        Quad::MaterialCooperation => AnsiColor::Green,
        Quad::VerbalConflict => AnsiColor::Yellow,
        Quad::MaterialConflict => AnsiColor::Red,
    };
    colour.on_default()
}

fn statements(out: &mut String, text: &str, record: &Record<Span>, numbers: &Numbers, layout: Layout) {
    part(out, "Statements", record.statements.is_empty());
    for (at, statement) in record.statements.iter().enumerate() {
        let label = format!("s{}", numbers.statement(at));
        let date = statement.date.as_ref().map(PartialDate::to_string).unwrap_or_default();
        let mut head = clean(statement.who.as_deref().unwrap_or("somebody"));
        for code in &statement.codes {
            let _ = write!(head, " {code}");
        }
        match statement.polarity {
            Polarity::Affirmed => {}
            Polarity::Denied => head.push_str(", denied"),
            Polarity::Declined => head.push_str(", declined"),
        }
        for (line, words) in wrap(&head, layout.width.saturating_sub(18)).into_iter().enumerate() {
            let (label, date) = if line == 0 { (label.as_str(), date.as_str()) } else { ("", "") };
            let _ = writeln!(out, "  {FAINT}{label:<3}{FAINT:#} {date:<10} {words}");
        }
        let said: Vec<&str> = statement.content.iter().map(|span| span.of(text)).collect();
        let said = clean(&said.join(" … "));
        let lines = wrap(&said, layout.width.saturating_sub(7));
        for (number, line) in lines.iter().take(QUOTED_LINES).enumerate() {
            let more = if number + 1 == QUOTED_LINES && lines.len() > QUOTED_LINES { " …" } else { "" };
            let _ = writeln!(out, "      {line}{more}");
        }
    }
}

fn agenda(out: &mut String, record: &Record<Span>, numbers: &Numbers, layout: Layout) {
    part(out, "Agenda", record.agenda.is_empty());
    for (number, item) in record.agenda.iter().enumerate() {
        let talks = numbers.event(item.event as usize);
        let (label, mut line) = match numbers.agenda.get(number) {
            Some(own) => (format!("a{own}"), format!("{} (of {talks})", topic(item, &record.statements))),
            None => (talks.to_string(), topic(item, &record.statements)),
        };
        line = clean(&line);
        for (at, words) in wrap(&line, layout.width.saturating_sub(12)).into_iter().enumerate() {
            let (event, scope) =
                if at == 0 { (label.clone(), item.scope.name()) } else { (String::new(), "") };
            let _ = writeln!(out, "  {FAINT}{event:<3}{FAINT:#} {scope:<4} {words}");
        }
    }
}

fn topic(item: &AgendaItem<Span>, statements: &[Statement<Span>]) -> String {
    let speaker =
        item.according_to.and_then(|at| statements.get(at as usize)).and_then(|said| said.who.as_deref());
    match speaker {
        Some(speaker) => format!("{} (says {speaker})", item.topic),
        None => item.topic.clone(),
    }
}
