//! From an article with its findings to the rows of the tables.

use super::article::{Article, Correction, Event, Part, Statement, span};
use super::columns::Table;
use super::hexadecimal;
use crate::export::Value;
use jiff::civil::Date;
use legation_record::{ActorCode, Offsets, PartialDate, Participant};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The cells of a row by their columns; what is not there is nothing.
#[derive(Debug, Default)]
pub(super) struct Row(BTreeMap<&'static str, Value>);

impl Row {
    fn set(&mut self, column: &'static str, value: Value) {
        self.0.insert(column, value);
    }

    fn text(&mut self, column: &'static str, text: Option<impl Into<String>>) {
        // In a table of comma-separated values nothing and the empty text are one: so they are everywhere.
        let text = text.map(Into::into).filter(|text| !text.is_empty());
        self.set(column, text.map_or(Value::Nothing, Value::Text));
    }

    fn texts(&mut self, column: &'static str, texts: impl IntoIterator<Item = impl Into<String>>) {
        self.set(column, Value::Texts(texts.into_iter().map(Into::into).collect()));
    }

    fn day(&mut self, column: &'static str, day: Option<Date>) {
        self.set(column, day.map_or(Value::Nothing, Value::Day));
    }

    fn number(&mut self, column: &'static str, number: Option<f64>) {
        self.set(column, number.map_or(Value::Nothing, Value::Number));
    }

    fn whole(&mut self, column: &'static str, number: Option<impl Into<i64>>) {
        self.set(column, number.map_or(Value::Nothing, |number| Value::Whole(number.into())));
    }

    fn count(&mut self, column: &'static str, count: usize) {
        self.whole(column, i64::try_from(count).ok());
    }

    fn truth(&mut self, column: &'static str, truth: bool) {
        self.set(column, Value::Truth(truth));
    }

    /// The key of the row.
    pub(super) fn key(&self, table: &Table) -> &str {
        match self.0.get(table.key) {
            Some(Value::Text(key)) => key,
            _ => "",
        }
    }

    /// The values in the order of the columns.
    pub(super) fn values(mut self, table: &Table, with_text: bool) -> Vec<Value> {
        table.columns(with_text).map(|column| self.0.remove(column.name).unwrap_or(Value::Nothing)).collect()
    }
}

/// A key: the same for the same content, in every release.
fn key(prefix: &str, parts: &[&str]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part);
        digest.update([0]);
    }
    let bytes = digest.finalize();
    format!("{prefix}-{}", hexadecimal(bytes.get(..8).unwrap_or_default()))
}

/// Somebody among the actors: code, name, entity.
pub(super) type Actor = (String, String, String);

fn actor_key((code, who, entity): &Actor) -> String {
    key("a", &[code, who, entity])
}

fn actors_of(participants: &[Participant<Offsets>]) -> Vec<Actor> {
    let actor = |of: &Participant<Offsets>| {
        (of.code.as_str().to_owned(), of.who.clone(), of.entity.clone().unwrap_or_default())
    };
    participants.iter().map(actor).collect()
}

/// How often each actor takes part and speaks.
#[derive(Debug, Default)]
pub(super) struct Actors(BTreeMap<Actor, (usize, usize)>);

impl Actors {
    /// The rows, in the order of codes and names.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row> {
        self.0.iter().map(|(actor, (events, statements))| {
            let mut row = Row::default();
            row.text("key", Some(actor_key(actor)));
            row.text("code", Some(actor.0.as_str()));
            row.text("who", Some(actor.1.as_str()));
            row.text("entity", Some(actor.2.as_str()));
            row.count("events", *events);
            row.count("statements", *statements);
            row
        })
    }
}

fn day(written: Option<&str>) -> Option<Date> {
    written.and_then(|day| day.parse::<PartialDate>().ok()).and_then(PartialDate::day)
}

fn codes(participants: &[Participant<Offsets>]) -> impl Iterator<Item = &str> {
    participants.iter().map(|actor| actor.code.as_str())
}

fn names(participants: &[Participant<Offsets>]) -> impl Iterator<Item = &str> {
    participants.iter().map(|actor| actor.who.as_str())
}

impl Article<'_> {
    fn event_key(&self, number: usize) -> Option<String> {
        let event = self.record.events.get(number)?;
        Some(key("e", &[self.digest, &event.id]))
    }

    /// The content alone does not tell statements apart: of one, two words may say that it was said.
    fn statement_key(&self, number: usize) -> Option<String> {
        let statement = self.record.statements.get(number)?;
        let cue = statement.cue.map(span).unwrap_or_default();
        Some(key("s", &[self.digest, &statement.id, &cue]))
    }

    fn statement(&self, number: Option<u32>) -> (Option<&str>, Option<String>) {
        let number = number.and_then(|number| usize::try_from(number).ok());
        let statement = number.and_then(|number| self.record.statements.get(number));
        let key = number.and_then(|number| self.statement_key(number));
        (statement.and_then(|statement| statement.who.as_deref()), key)
    }

    fn corrected(&self, part: Part, finding: &str) -> Vec<&str> {
        let concerns = self.corrections.iter().filter(|correction| correction.concerns(part, finding));
        concerns.map(|correction| correction.id.as_str()).collect()
    }

    /// What every finding says of its article.
    fn begin(&self, row: &mut Row) {
        row.text("digest", Some(self.digest));
        row.text("article", Some(self.record.id.as_str()));
        row.day("published", Some(self.record.date.first_day()));
    }

    pub(super) fn article_row(&self) -> Row {
        let (record, mut row) = (self.record, Row::default());
        row.text("digest", Some(self.digest));
        row.text("id", Some(record.id.as_str()));
        row.day("date", Some(record.date.first_day()));
        row.text("source", self.outlet);
        row.text("source_country", self.outlet_country);
        row.text("source_kind", self.outlet_kind);
        row.text("url", record.url.as_deref());
        row.text("language", self.language);
        row.truth("is_coded", self.is_coded);
        row.whole("version", Some(self.version));
        row.text("keep", Some(self.keep));
        row.truth("in_period", self.is_asked_for);
        row.text("family", self.family);
        row.text("reader", Some(record.reader.version.as_str()));
        row.text("model", Some(record.reader.model.as_str()));
        row.text("knowledge", Some(record.reader.knowledge.as_str()));
        row.text("frames", Some(record.reader.frames.as_str()));
        row.count("events", self.events.len());
        row.count("statements", self.statements.len());
        row.count("agenda", self.agenda.len());
        row.texts("corrections", self.corrections.iter().map(|correction| correction.id.as_str()));
        row.text("title", record.title.as_deref());
        row.text("text", self.text);
        row
    }

    pub(super) fn event_row(&self, found: &Event<'_>, actors: &mut Actors) -> Option<Row> {
        let event = self.record.events.get(found.number)?;
        let mut row = Row::default();
        self.begin(&mut row);
        row.text("key", self.event_key(found.number));
        row.text("id", Some(event.id.as_str()));
        row.text("outlet", self.outlet);
        row.day("day", day(found.day));
        row.text("day_basis", found.day_basis);
        row.text("start", event.start.map(|date| date.to_string()));
        row.text("end", event.end.map(|date| date.to_string()));
        row.text("type", Some(event.kind.name()));
        row.text("mode", event.mode.as_ref().map(|mode| mode.as_str()));
        row.text("cameo", event.cameo.as_ref().map(|code| code.as_str()));
        row.text("quad", Some(event.quad.name()));
        row.texts("contexts", event.contexts.iter().map(|context| context.as_str()));
        row.text("status", Some(event.status.name()));
        row.truth("background", event.background);
        let (sources, targets) = (actors_of(&event.source), actors_of(&event.target));
        row.texts("source", names(&event.source));
        row.texts("source_codes", codes(&event.source));
        row.texts("source_actors", sources.iter().map(actor_key));
        row.texts("target", names(&event.target));
        row.texts("target_codes", codes(&event.target));
        row.texts("target_actors", targets.iter().map(actor_key));
        // An actor counts once an event, whatever the roles.
        for actor in sources.into_iter().chain(targets).collect::<BTreeSet<_>>() {
            actors.0.entry(actor).or_default().0 += 1;
        }
        row.texts("dyads", found.dyads.iter().map(String::as_str));
        let place = event.place.as_ref();
        row.text("place", place.map(|place| place.name.as_str()));
        row.text("country", place.and_then(|place| place.country.as_deref()));
        row.number("lat", place.and_then(|place| place.lat));
        row.number("lon", place.and_then(|place| place.lon));
        row.whole("geonameid", place.and_then(|place| place.geonameid));
        row.whole("round", event.round.as_ref().map(|round| round.n));
        row.number("plover_score", event.plover_score);
        row.number("goldstein", event.goldstein);
        let (speaker, statement) = self.statement(event.according_to);
        row.text("according_to", speaker);
        row.text("statement", statement);
        row.number("confidence_type", event.confidence.kind);
        row.number("confidence_status", event.confidence.status);
        row.number("confidence_actors", event.confidence.actors);
        row.number("confidence_date", event.confidence.date);
        row.number("confidence_place", event.confidence.place);
        row.texts("triggers", event.triggers.iter().map(|trigger| span(*trigger)));
        row.text("fused", found.fused);
        row.texts("corrections", self.corrected(Part::Events, &event.id));
        row.text("trigger_words", found.trigger_words);
        row.text("sentence", found.sentence);
        Some(row)
    }

    pub(super) fn statement_row(&self, found: &Statement<'_>, actors: &mut Actors) -> Option<Row> {
        let statement = self.record.statements.get(found.number)?;
        let mut row = Row::default();
        self.begin(&mut row);
        row.text("key", self.statement_key(found.number));
        row.text("id", Some(statement.id.as_str()));
        row.text("outlet", self.outlet);
        row.day("day", day(Some(found.day)));
        row.text("day_basis", Some(found.day_basis));
        row.text("date", statement.date.map(|date| date.to_string()));
        row.text("who", statement.who.as_deref());
        row.texts("codes", statement.codes.iter().map(ActorCode::as_str));
        let speakers = speakers(statement.who.as_deref(), &statement.codes);
        row.texts("speakers", speakers.iter().map(actor_key));
        for speaker in speakers {
            actors.0.entry(speaker).or_default().1 += 1;
        }
        row.text("kind", Some(statement.kind.name()));
        row.text("mode", Some(statement.mode.name()));
        row.text("polarity", Some(statement.polarity.name()));
        row.text("inside", self.statement(statement.inside).1);
        row.number("confidence", statement.confidence);
        row.text("speaker_span", statement.speaker.map(span));
        row.text("cue_span", statement.cue.map(span));
        row.texts("content_spans", statement.content.iter().map(|content| span(*content)));
        row.texts("corrections", self.corrected(Part::Statements, &statement.id));
        row.text("cue", found.cue);
        row.text("content", found.content);
        row.text("sentence", found.sentence);
        Some(row)
    }

    pub(super) fn agenda_row(&self, number: usize) -> Option<Row> {
        let item = self.record.agenda.get(number)?;
        let talks = usize::try_from(item.event).ok()?;
        let event = self.record.events.get(talks)?;
        let found = self.events.iter().find(|event| event.number == talks)?;
        let mut row = Row::default();
        self.begin(&mut row);
        let (speaker, statement) = self.statement(item.according_to);
        let talks = self.event_key(talks)?;
        let (place, scope) = (span(item.span), item.scope.name());
        row.text("key", Some(key("g", &[&talks, &place, scope, statement.as_deref().unwrap_or_default()])));
        row.text("event", Some(talks));
        row.day("day", day(found.day));
        row.texts("parties", names(&event.source));
        row.texts("codes", codes(&event.source));
        row.text("place", event.place.as_ref().map(|place| place.name.as_str()));
        row.text("status", Some(event.status.name()));
        row.text("scope", Some(scope));
        row.text("topic", Some(item.topic.as_str()));
        row.text("topic_span", Some(place));
        row.text("according_to", speaker);
        row.text("statement", statement);
        row.texts("corrections", self.corrected(Part::Agenda, &event.id));
        Some(row)
    }

    pub(super) fn correction_row(&self, correction: &Correction) -> Row {
        let mut row = Row::default();
        row.text("id", Some(correction.id.as_str()));
        row.text("digest", Some(self.digest));
        row.text("part", Some(correction.part.name()));
        row.texts("findings", correction.findings.iter().map(String::as_str));
        row.text("verb", Some(correction.verb.name()));
        row.text("field", correction.field.as_deref());
        row
    }
}

/// The actors who say a statement: each code once; nobody where no name is known.
fn speakers(who: Option<&str>, codes: &[ActorCode]) -> Vec<Actor> {
    let Some(who) = who else { return Vec::new() };
    let mut codes: Vec<&str> = codes.iter().map(ActorCode::as_str).collect();
    if codes.is_empty() {
        codes.push("---");
    }
    codes.sort_unstable();
    codes.dedup();
    codes.into_iter().map(|code| (code.to_owned(), who.to_owned(), String::new())).collect()
}
