//! The sentences that say something, with what they say marked underneath.
//!
//! ```text
//! 4  President Vladimir Putin and President Donald Trump spoke by phone on Feb. 12
//!              --------------               ------------ ^^^^^ 2       ---------
//! ```
//! `^` stands under the trigger of an event, with its number; `~` under the words that carry a statement, with its
//! number; `-` under who, where and when.

use super::wrap::columns;
use super::{FAINT, Numbers, quad_style};
use anstyle::{AnsiColor, Style};
use legation_record::Record;
use legation_text::{Article, Document, Span};
use std::fmt::Write;

/// Something to be marked.
struct Mark {
    span: Span,
    sign: char,
    label: Option<String>,
    style: Style,
}

/// Writes every sentence with a mark in it; all of them, where all are wanted.
pub(super) fn sentences(
    out: &mut String,
    article: &Article,
    record: &Record<Span>,
    numbers: &Numbers,
    width: usize,
    all: bool,
) {
    let marks = marks(record, numbers);
    if marks.is_empty() && !all {
        return;
    }
    super::part(out, if all { "Text" } else { "Evidence" }, false);
    let margin = 2;
    for sentence in &Document::of(article).sentences {
        let told = |mark: &&Mark| sentence.span.contains(mark.span);
        if !all && !marks.iter().any(|mark| told(&mark) && mark.label.is_some()) {
            continue;
        }
        let here: Vec<&Mark> = marks.iter().filter(told).collect();
        for line in lines(&article.text, sentence.span, width.saturating_sub(margin)) {
            let _ = writeln!(out, "{:margin$}{}", "", line.shown);
            for under in underlines(&line, &here) {
                let _ = writeln!(out, "{:margin$}{under}", "");
            }
        }
    }
}

/// What a record points to, strongest first: a later mark never covers an earlier one.
fn marks(record: &Record<Span>, numbers: &Numbers) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (at, event) in record.events.iter().enumerate() {
        let style = quad_style(event.quad).bold();
        marks.extend(event.triggers.iter().map(|&span| Mark {
            span,
            sign: '^',
            label: Some(numbers.event(at).to_string()),
            style,
        }));
    }
    let style = AnsiColor::Magenta.on_default().bold();
    for (at, statement) in record.statements.iter().enumerate() {
        if let Some(span) = statement.cue {
            marks.push(Mark { span, sign: '~', label: Some(format!("s{}", numbers.statement(at))), style });
        }
    }
    let thin = |span| Mark { span, sign: '-', label: None, style: FAINT };
    for event in &record.events {
        let actors = event.source.iter().chain(&event.target).filter_map(|actor| actor.span);
        let place = event.place.as_ref().and_then(|place| place.span);
        marks.extend(actors.chain(place).chain(event.date_span).chain(event.status_span).map(thin));
    }
    for statement in &record.statements {
        marks.extend(statement.speaker.into_iter().chain(statement.date_span).map(thin));
    }
    marks.extend(record.agenda.iter().map(|item| thin(item.span)));
    marks
}

/// One line of a sentence: what is shown, and for each column the byte of the text that stands there.
struct Line {
    shown: String,
    bytes: Vec<usize>,
}

/// A sentence in lines of at most `width` columns, broken at white space.
fn lines(text: &str, sentence: Span, width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = Line { shown: String::new(), bytes: Vec::new() };
    let mut blank = false;
    let words = sentence.of(text).split_inclusive(|c: char| c.is_whitespace() || c.is_control());
    let mut at = sentence.start();
    for piece in words {
        let word = piece.trim_end_matches(|c: char| c.is_whitespace() || c.is_control());
        let size: usize = word.chars().map(columns).sum();
        if !line.bytes.is_empty() && line.bytes.len() + usize::from(blank) + size > width {
            lines.push(std::mem::replace(&mut line, Line { shown: String::new(), bytes: Vec::new() }));
        } else if blank && !line.bytes.is_empty() && size > 0 {
            line.shown.push(' ');
            line.bytes.push(at - 1);
        }
        for (offset, c) in word.char_indices() {
            if line.bytes.len() + columns(c) > width {
                lines.push(std::mem::replace(&mut line, Line { shown: String::new(), bytes: Vec::new() }));
            }
            line.shown.push(c);
            line.bytes.extend(std::iter::repeat_n(at + offset, columns(c)));
        }
        blank = blank && size == 0 || word.len() < piece.len();
        at += piece.len();
    }
    if !line.bytes.is_empty() {
        lines.push(line);
    }
    lines
}

/// The lines under a line: its marks with the labels that fit beside them, and below them the labels that do not.
fn underlines(line: &Line, marks: &[&Mark]) -> Vec<String> {
    let mut signs: Vec<Option<(char, Style)>> = vec![None; line.bytes.len()];
    let mut labels: Vec<(usize, usize, &str, Style)> = Vec::new();
    for mark in marks {
        let first = line.bytes.partition_point(|&byte| byte < mark.span.start());
        let last = line.bytes.partition_point(|&byte| byte < mark.span.end());
        let Some(under) = signs.get_mut(first..last).filter(|under| !under.is_empty()) else { continue };
        for sign in under {
            sign.get_or_insert((mark.sign, mark.style));
        }
        // A mark that began on an earlier line had its label there.
        if let Some(label) = mark.label.as_deref().filter(|_| line.bytes[first] == mark.span.start()) {
            labels.push((first, last, label, mark.style));
        }
    }
    if signs.iter().all(Option::is_none) {
        return Vec::new();
    }
    labels.sort_by_key(|&(first, ..)| first);
    let mut below: Vec<Option<(char, Style)>> = Vec::new();
    for (first, last, label, style) in labels {
        let room = last..last + 1 + label.len();
        let is_free = room.clone().all(|at| signs.get(at).is_none_or(Option::is_none));
        // A label must not touch what follows it.
        if is_free && signs.get(room.end).is_none_or(Option::is_none) {
            write_at(&mut signs, last + 1, label, style);
        } else {
            let first = if below.len() > first { below.len() + 1 } else { first };
            write_at(&mut below, first, label, style);
        }
    }
    [signs, below].iter().filter(|row| !row.is_empty()).map(|row| paint(row)).collect()
}

fn write_at(row: &mut Vec<Option<(char, Style)>>, at: usize, label: &str, style: Style) {
    if row.len() < at + label.len() {
        row.resize(at + label.len(), None);
    }
    for (slot, c) in row[at..].iter_mut().zip(label.chars()) {
        *slot = Some((c, style));
    }
}

/// A row of signs with its escape codes, without blanks at its end.
fn paint(row: &[Option<(char, Style)>]) -> String {
    let mut out = String::new();
    let end = row.iter().rposition(Option::is_some).map_or(0, |at| at + 1);
    for run in row[..end].chunk_by(|a, b| a.map(|(_, style)| style) == b.map(|(_, style)| style)) {
        let signs: String = run.iter().map(|sign| sign.map_or(' ', |(c, _)| c)).collect();
        match run.first().copied().flatten() {
            Some((_, style)) => {
                let _ = write!(out, "{style}{signs}{style:#}");
            }
            None => out.push_str(&signs),
        }
    }
    out
}
