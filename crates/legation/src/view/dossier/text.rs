//! A dossier in the columns of a terminal.

use super::notes::REFERRED;
use super::outline::{Chapter, Group, Line, Outline, Source, Words};
use crate::view::table::{Cell, Column, Table};
use crate::view::{FAINT, Layout, TITLE};
use anstyle::Style;
use legation_link::Evidence;
use std::fmt::Write;

/// The columns of a line's label.
const LABEL: usize = 10;
/// Before a label.
const INDENT: usize = 2;
/// The columns that the table of rounds needs; in fewer they are lines.
const TABLE: usize = 64;

/// The whole dossier.
pub(super) fn page<'a>(outline: &Outline<'a>, layout: Layout, has_evidence: bool) -> String {
    let mut page = Page { out: String::new(), layout, has_evidence, shown: Vec::new() };
    page.out.push_str(&layout.heading(&outline.title));
    page.passage(&outline.basis, 0, FAINT);
    for chapter in &outline.chapters {
        page.chapter(chapter);
    }
    page.out
}

struct Page<'a> {
    out: String,
    layout: Layout,
    has_evidence: bool,
    /// What has been shown since the last heading: a sentence is not told twice below one.
    shown: Vec<&'a Evidence>,
}

impl<'a> Page<'a> {
    fn chapter(&mut self, chapter: &Chapter<'a>) {
        self.out.push('\n');
        self.out.push_str(&self.layout.heading(&chapter.title));
        let mut before = "";
        for line in &chapter.lead {
            self.line(line, Some(before));
            before = &line.label;
        }
        self.title("Rounds", chapter.rounds.is_empty());
        self.rounds(chapter);
        for section in &chapter.sections {
            self.title(section.title, section.groups.is_empty());
            for (at, group) in section.groups.iter().enumerate() {
                if at > 0 {
                    self.out.push('\n');
                }
                self.group(group);
            }
        }
    }

    fn title(&mut self, title: &str, is_empty: bool) {
        self.shown.clear();
        self.out.push('\n');
        let (style, none) = if is_empty { (FAINT, ": none reported") } else { (TITLE, "") };
        let _ = writeln!(self.out, "{style}{title}{none}{style:#}");
    }

    fn rounds(&mut self, chapter: &Chapter<'a>) {
        if self.layout.width() < TABLE {
            for row in &chapter.rounds {
                let heads = row.heads.join("; ");
                let plain = [row.place.as_str(), heads.as_str()].map(|words| Words::Plain(words.to_owned()));
                let [place, heads] = plain;
                let number = Words::Plain(format!("{}:", row.number));
                let words = vec![number, Words::Strong(row.status.to_owned()), place, heads];
                self.line(&Line { label: row.date.clone(), words, source: row.source }, Some(""));
            }
            return;
        }
        let left = self.layout.width().saturating_sub(INDENT + 4 + 11 + 11 + 10);
        let source = (left * 2 / 5).clamp(10, 30);
        let mut table = Table::new(vec![
            Column { title: "n", width: 3 },
            Column { title: "date", width: 10 },
            Column { title: "place", width: 10 },
            Column { title: "status", width: 9 },
            Column { title: "heads", width: left.saturating_sub(source + 1) },
            Column { title: "told by", width: source },
        ]);
        for row in &chapter.rounds {
            table.row(vec![
                Cell::plain(&row.number),
                Cell::plain(&row.date),
                Cell::plain(&row.place),
                Cell::styled(row.status, TITLE),
                Cell::plain(&row.heads.join("; ")),
                Cell::styled(&row.source.name().map(|name| format!("({name})")).unwrap_or_default(), FAINT),
            ]);
        }
        table.print(&mut self.out);
        if self.has_evidence {
            for row in &chapter.rounds {
                self.evidence(&format!("{}: ", row.number), row.source, INDENT + 2);
            }
        }
    }

    fn group(&mut self, group: &Group<'a>) {
        if let Some(title) = &group.title {
            self.shown.clear();
            self.passage(title, INDENT, TITLE);
        }
        let has_labels = group.lines.iter().any(|line| !line.label.is_empty());
        let mut before = "";
        for line in &group.lines {
            self.line(line, has_labels.then_some(before));
            before = &line.label;
        }
    }

    /// A label, the words beside it, and at their end the source. A label that the line before had is not told again, but for days; without
    /// labels the words begin where a label would.
    fn line(&mut self, line: &Line<'a>, before: Option<&str>) {
        let mut cell = Cell::default();
        for words in &line.words {
            match words {
                Words::Plain(words) => cell.push(words, Style::new()),
                Words::Strong(words) => cell.push(words, TITLE),
                Words::Faint(words) => cell.push(words, FAINT),
                Words::Quoted(words) => cell.push(&format!("“{words}”"), Style::new()),
            }
        }
        if let Some(name) = line.source.name() {
            cell.push(&format!("({name})"), FAINT);
        }
        let indent = INDENT + if before.is_some() { LABEL + 1 } else { 2 };
        let is_day = line.label.starts_with(|c: char| c.is_ascii_digit());
        let label = if is_day || before != Some(&line.label) { line.label.as_str() } else { "" };
        let mut label = Cell::styled(label, FAINT).lines(LABEL).into_iter();
        for (words, _) in cell.lines(self.layout.width().saturating_sub(indent)) {
            let (label, used) = label.next().unwrap_or_default();
            let _ = writeln!(self.out, "{:INDENT$}{label}{:2$}{words}", "", "", indent - INDENT - used);
        }
        if self.has_evidence {
            self.evidence("", line.source, indent);
        }
    }

    /// The sentences, behind a bar.
    fn evidence(&mut self, label: &str, source: Source<'a>, indent: usize) {
        for evidence in source.evidence.iter().take(REFERRED) {
            let is_shown = self.shown.contains(&evidence);
            let words = if is_shown { "as above" } else { &evidence.text };
            let words = Cell::styled(&format!("{label}{words} [{}]", evidence.article), FAINT);
            if !is_shown {
                self.shown.push(evidence);
            }
            for (line, _) in words.lines(self.layout.width().saturating_sub(indent + 2)) {
                let _ = writeln!(self.out, "{:indent$}{FAINT}│{FAINT:#} {line}", "");
            }
        }
    }

    fn passage(&mut self, words: &str, indent: usize, style: Style) {
        let cell = Cell::styled(words, style);
        for (line, _) in cell.lines(self.layout.width().saturating_sub(indent)) {
            let _ = writeln!(self.out, "{:indent$}{line}", "");
        }
    }
}
