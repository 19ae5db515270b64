//! Gold back to notes, so that what was annotated can be read and mended: the reverse of `notes`.

use super::notes::{Source, told_by};
use super::{Actor, Corpus, Document, Event, Offsets, Place, Statement, text_of};
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The notes that resolve to a document; of a corpus's article the lines are numbered and stand as comments.
pub(super) fn notes(document: &Document, corpus: &Corpus) -> Result<String> {
    let text =
        text_of(document, corpus).with_context(|| format!("{}: its text is not at hand", document.id))?;
    let mut out = format!("=== {} {} {}\n", document.id, document.date, document.kind);
    let source = if document.text.is_some() {
        let lines = Source::laid(text);
        lines.iter().for_each(|line| out.push_str(&format!("{line}\n")));
        Source::of_lines(&lines)
    } else {
        let source = Source::of_text(text);
        for (at, line) in source.lines.iter().enumerate() {
            let line: Vec<&str> = source.text[line.clone()].split_whitespace().collect();
            let _ = writeln!(out, "// {} {}", at + 1, line.join(" "));
        }
        source
    };
    out.push_str("---\n");
    let writer = Writer { source, document };
    for note in writer.notes() {
        out.push_str(&note);
        out.push('\n');
    }
    Ok(out)
}

struct Writer<'a> {
    source: Source,
    document: &'a Document,
}

impl Writer<'_> {
    fn notes(&self) -> Vec<String> {
        let document = self.document;
        let mut notes: Vec<String> = Vec::new();
        notes.extend(self.names());
        notes.extend(document.chains.iter().map(|chain| format!("C {}", self.chain(chain))));
        notes.extend(document.statements.iter().map(|statement| self.statement(statement)));
        notes.extend(document.events.iter().map(|event| self.event(event)));
        for topic in &document.agenda {
            notes.push(format!("A e{} {} {}", topic.event + 1, topic.scope, self.quote(topic.span)));
        }
        notes
    }

    /// `words@LINE.NTH`, and where the words cross lines, `words@.NTH`, with `~` for line breaks and what stands between them.
    fn quote(&self, span: Offsets) -> String {
        let words = self.source.words(span);
        let at = self.source.bytes(span);
        if let (Some((first, _)), Some((_, last))) = (words.split_once('\n'), words.rsplit_once('\n')) {
            let mut starts = self.source.occurrences(first, 0..self.source.text.len());
            let nth = starts.position(|range| range.start == at.start).map_or(1, |nth| nth + 1);
            return format!("{first}~{last}@.{nth}");
        }
        let nth =
            |within| self.source.occurrences(&words, within).position(|range| range == at).map(|nth| nth + 1);
        let line = self.source.lines.iter().position(|line| line.start <= at.start && at.end <= line.end);
        match line.and_then(|line| Some((line + 1, nth(self.source.lines[line].clone())?))) {
            Some((line, 1)) => format!("{words}@{line}"),
            Some((line, nth)) => format!("{words}@{line}.{nth}"),
            None => format!("{words}@.{}", nth(0..self.source.text.len()).unwrap_or(1)),
        }
    }

    fn maybe(&self, span: Option<Offsets>) -> String {
        span.map_or_else(|| "-".to_owned(), |span| self.quote(span))
    }

    /// Names without a line where they stand for every occurrence of their words.
    fn names(&self) -> Option<String> {
        let names = &self.document.names;
        let mut classes: BTreeMap<&str, BTreeSet<(usize, String)>> = BTreeMap::new();
        for name in names {
            let span = [name.start, name.end];
            let words = self.source.words(span);
            let everywhere = self.source.occurrences(&words, 0..self.source.text.len()).all(|range| {
                let [start, end] = self.source.offsets(&range);
                names.iter().any(|other| {
                    let same = (other.start, other.end) == (start, end) && other.class == name.class;
                    let longer =
                        other.start <= start && end <= other.end && other.end - other.start > end - start;
                    same || longer
                })
            });
            let first = if everywhere { 0 } else { span[0] as usize };
            let written = if everywhere { words } else { self.quote(span) };
            classes.entry(letter(&name.class)).or_default().insert((first, written));
        }
        let fields = classes.iter().map(|(letter, names)| {
            let names: Vec<&str> = names.iter().map(|(_, name)| name.as_str()).collect();
            format!("{letter} {}", names.join("; "))
        });
        let fields: Vec<String> = fields.collect();
        (!fields.is_empty()).then(|| format!("N {}", fields.join(" | ")))
    }

    /// A name without a line where all names of its words are in the chain.
    fn chain(&self, chain: &[Offsets]) -> String {
        let mut items: Vec<String> = Vec::new();
        for span in chain {
            let words = self.source.words(*span);
            let mut alike = self
                .document
                .names
                .iter()
                .map(|name| [name.start, name.end])
                .filter(|span| self.source.words(*span) == words)
                .peekable();
            let is_name = self.document.names.iter().any(|name| [name.start, name.end] == *span);
            let whole = is_name && alike.peek().is_some() && alike.all(|span| chain.contains(&span));
            let item = if whole { words } else { self.quote(*span) };
            if !items.contains(&item) {
                items.push(item);
            }
        }
        items.join("; ")
    }

    fn day<'a>(&'a self, date: Option<&'a str>) -> &'a str {
        match date {
            Some(date) if date == self.document.date => ".",
            Some(date) => date,
            None => "-",
        }
    }

    fn statement(&self, statement: &Statement) -> String {
        let who = statement.who.as_deref().unwrap_or("-");
        let own = statement.speaker.is_some_and(|span| self.source.words(span) == who);
        let attitude = if statement.kind == "attitude" { "a" } else { "" };
        let mode = statement.mode.get(..1).unwrap_or("i");
        let polarity = match statement.polarity.as_str() {
            "denied" => "!",
            "declined" => "?",
            _ => "",
        };
        let content: Vec<String> = statement.content.iter().map(|part| self.quote(*part)).collect();
        format!(
            "S {} {} | {} | {} | {attitude}{mode}{polarity} | {} | {}",
            statement.code,
            if own { "=" } else { who },
            self.maybe(statement.speaker),
            self.maybe(statement.cue),
            content.join(" && "),
            self.day(statement.date.as_deref())
        )
    }

    fn event(&self, event: &Event) -> String {
        let mode = event.mode.as_ref().map(|mode| format!("/{mode}")).unwrap_or_default();
        let dates = if event.start == event.end {
            self.day(event.start.as_deref()).to_owned()
        } else {
            let end = |date: &Option<String>| date.clone().unwrap_or_default();
            format!("{}..{}", end(&event.start), end(&event.end))
        };
        let triggers: Vec<String> = event.triggers.iter().map(|trigger| self.quote(*trigger)).collect();
        let told =
            event.according_to.filter(|_| event.according_to != told_by(&self.document.statements, event));
        format!(
            "E {}{mode} {} | {} | {} | {} | {dates} | {}{}",
            event.kind,
            event.status.get(..3).unwrap_or_default(),
            self.actors(&event.source),
            self.actors(&event.target),
            event.place.as_ref().map_or_else(|| "-".to_owned(), |place| self.place(place)),
            triggers.join("; "),
            told.map(|told| format!(" | s{}", told + 1)).unwrap_or_default()
        )
    }

    fn actors(&self, actors: &[Actor]) -> String {
        let actors: Vec<String> = actors
            .iter()
            .map(|actor| format!("{} {}", actor.code, self.named(&actor.who, actor.span)))
            .collect();
        if actors.is_empty() { "-".to_owned() } else { actors.join("; ") }
    }

    fn place(&self, place: &Place) -> String {
        format!("{} {}", place.country.as_deref().unwrap_or("---"), self.named(&place.name, place.span))
    }

    fn named(&self, who: &str, span: Option<Offsets>) -> String {
        match span {
            Some(span) if self.source.words(span) == who => self.quote(span),
            span => format!("{who}={}", self.maybe(span)),
        }
    }
}

fn letter(class: &str) -> &'static str {
    match class {
        "PER" => "P",
        "ORG" => "O",
        "LOC" => "L",
        "NORP" => "G",
        "FAC" => "F",
        _ => "V",
    }
}
