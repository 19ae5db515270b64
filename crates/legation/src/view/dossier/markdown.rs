//! A dossier as Markdown, the sentences in footnotes.

use super::notes::{self, Notes};
use super::outline::{Chapter, Line, Outline, Source, Words};
use std::fmt::Write;

/// The whole dossier.
pub(super) fn page<'a>(outline: &Outline<'a>) -> String {
    let mut page = Page { out: String::new(), notes: Notes::default() };
    let _ = write!(page.out, "# {}\n\n{}\n", escaped(&outline.title), escaped(&outline.basis));
    for chapter in &outline.chapters {
        page.chapter(chapter);
    }
    let notes: String = page.notes.each().fold(String::new(), |mut notes, (number, evidence)| {
        let place = escaped(&notes::place(evidence));
        let _ = writeln!(notes, "[^{number}]: {place}: “{}”", escaped(&evidence.text));
        notes
    });
    if !notes.is_empty() {
        let _ = write!(page.out, "\n{notes}");
    }
    page.out
}

struct Page<'a> {
    out: String,
    notes: Notes<'a>,
}

impl<'a> Page<'a> {
    fn chapter(&mut self, chapter: &Chapter<'a>) {
        let _ = write!(self.out, "\n## {}\n\n", escaped(&chapter.title));
        for line in &chapter.lead {
            self.line(line);
        }
        if !chapter.rounds.is_empty() {
            self.out.push_str(
                "\n### Rounds\n\n| n | date | place | status | heads | told by |\n|---|---|---|---|---|---|\n",
            );
        }
        for row in &chapter.rounds {
            let cells = [&row.number, &row.date, &row.place].map(|cell| escaped(cell));
            let [number, date, place] = cells;
            let heads = escaped(&row.heads.join("; "));
            let source = self.source(row.source);
            let _ =
                writeln!(self.out, "| {number} | {date} | {place} | {} | {heads} | {source} |", row.status);
        }
        for section in &chapter.sections {
            if section.groups.is_empty() {
                let _ = write!(self.out, "\n### {}\n\nNone reported.\n", section.title);
                continue;
            }
            let _ = writeln!(self.out, "\n### {}", section.title);
            for group in &section.groups {
                match &group.title {
                    Some(title) => {
                        let _ = write!(self.out, "\n#### {}\n\n", escaped(title));
                    }
                    None => self.out.push('\n'),
                }
                for line in &group.lines {
                    self.line(line);
                }
            }
        }
    }

    fn line(&mut self, line: &Line<'a>) {
        self.out.push_str("- ");
        if !line.label.is_empty() {
            let _ = write!(self.out, "{}: ", escaped(&line.label));
        }
        let words: Vec<String> = line.words.iter().map(words).collect();
        self.out.push_str(&guarded(&words.join(" "), line.label.is_empty()));
        let source = self.source(line.source);
        if !source.is_empty() {
            let _ = write!(self.out, " ({source})");
        }
        self.out.push('\n');
    }

    /// The outlet and the day, and the numbers of the notes.
    fn source(&mut self, source: Source<'a>) -> String {
        let mut name = source.name().map(|name| escaped(&name)).unwrap_or_default();
        for number in self.notes.refer(source) {
            let _ = write!(name, "[^{number}]");
        }
        name
    }
}

fn words(words: &Words) -> String {
    match words {
        Words::Plain(words) => escaped(words),
        Words::Strong(words) => format!("**{}**", escaped(words)),
        Words::Faint(words) => format!("*{}*", escaped(words)),
        Words::Quoted(words) => format!("“{}”", escaped(words)),
    }
}

/// Words that begin a line, so that none of them begins a list: `1. The fuel`, `- as is`.
fn guarded(words: &str, begins_line: bool) -> String {
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
    if begins_line && rest.starts_with(['.', ')', '-', '+']) {
        let (head, rest) = words.split_at(words.len() - rest.len());
        return format!("{head}\\{rest}");
    }
    words.to_owned()
}

/// With nothing in it that Markdown would take for its own.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for c in word.chars() {
            if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&' | '$') {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}
