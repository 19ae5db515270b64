//! Articles in, and older versions out of the way.

use super::pressed::pressed;
use super::{corrected, named, rollup};
use crate::{Digest, Entry, Keep, Outcome, StoreError};
use jiff::civil::Date;
use legation_record::correction::Verb;
use legation_record::{Corrected, Event, Grain, Offsets, PartialDate, Participant, WireRecord};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use std::collections::{BTreeMap, BTreeSet};

/// The day that something is filed under.
#[derive(Clone, Copy, Debug)]
pub(super) struct Day {
    /// The day; none for history without a date.
    pub(super) date: Option<Date>,
    /// `text` where the article tells it, `published` where it is the day of the article.
    pub(super) basis: Option<&'static str>,
}

impl Day {
    /// Of a date that may be less exact than a week, or missing. History without a date has none: it did not happen when it was printed.
    fn of(told: Option<PartialDate>, published: PartialDate, is_background: bool) -> Day {
        match told {
            Some(date) if matches!(date.grain(), Grain::Day | Grain::Week) => {
                Day { date: Some(date.first_day()), basis: Some("text") }
            }
            None if !is_background => Day { date: Some(published.first_day()), basis: Some("published") },
            _ => Day { date: None, basis: None },
        }
    }

    fn written(&self) -> Option<String> {
        self.date.map(|date| date.to_string())
    }
}

/// Keeps a batch.
pub(super) fn add(connection: &mut Connection, entries: &[Entry]) -> Result<Vec<Outcome>, StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut outcomes = Vec::with_capacity(entries.len());
    let mut has_retired = false;
    for entry in entries {
        let outcome = add_one(&transaction, entry)?;
        has_retired |= matches!(outcome, Outcome::Version(_));
        outcomes.push(outcome);
    }
    if has_retired {
        rollup::sweep(&transaction)?;
    }
    transaction.commit()?;
    Ok(outcomes)
}

fn add_one(transaction: &Transaction<'_>, entry: &Entry) -> Result<Outcome, StoreError> {
    let digest = entry.digest();
    if key_of(transaction, &digest)?.is_some() {
        return Ok(Outcome::Duplicate);
    }
    let record = &entry.record;
    let before = earlier(transaction, record)?;
    let version = before.map_or(1, |(_, version)| version + 1);
    if let Some((key, _)) = before {
        let old = super::read::record(transaction, key)?;
        retire(transaction, key, &old)?;
        transaction.prepare_cached("UPDATE article SET is_current = 0 WHERE key = ?")?.execute([key])?;
    }
    let outlet = outlet(transaction, entry)?;
    transaction
        .prepare_cached(
            "INSERT INTO article (digest, id, version, is_current, date, title, source, url, outlet, language, is_coded, keep, reader, added)
             VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            digest.as_str(),
            record.id,
            version,
            record.date.to_string(),
            record.title,
            record.source,
            record.url,
            outlet,
            entry.language,
            entry.is_coded,
            entry.keep.name(),
            reader(record),
            entry.added,
        ])?;
    let key = transaction.last_insert_rowid();
    let kept = (entry.keep == Keep::Full).then(|| pressed(entry.text.as_bytes())).transpose()?;
    let follows = corrected::follow(transaction, &digest, record, Some(&entry.text))?;
    transaction
        .prepare_cached("INSERT INTO document (article, text, record) VALUES (?, ?, ?)")?
        .execute(params![key, kept, Vec::<u8>::new()])?;
    keep_record(transaction, key, record, follows.as_ref())?;
    match follows {
        Some(record) => insert(transaction, key, outlet, &Entry { record, ..entry.clone() })?,
        None => insert(transaction, key, outlet, entry)?,
    }
    Ok(if version == 1 { Outcome::Added } else { Outcome::Version(version) })
}

/// Puts a new record in the place of an article's old one.
pub(super) fn replace(connection: &mut Connection, entry: &Entry) -> Result<bool, StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let Some(key) = key_of(&transaction, &entry.digest())? else { return Ok(false) };
    let is_current: bool =
        transaction.query_row("SELECT is_current FROM article WHERE key = ?", [key], |row| row.get(0))?;
    if is_current {
        let old = super::read::record(&transaction, key)?;
        retire(&transaction, key, &old)?;
    }
    let outlet = outlet(&transaction, entry)?;
    transaction.execute(
        "UPDATE article SET reader = ?, language = ?, is_coded = ?, outlet = ? WHERE key = ?",
        params![reader(&entry.record), entry.language, entry.is_coded, outlet, key],
    )?;
    let follows = corrected::follow(&transaction, &entry.digest(), &entry.record, Some(&entry.text))?;
    keep_record(&transaction, key, &entry.record, follows.as_ref())?;
    if is_current {
        match follows {
            Some(record) => insert(&transaction, key, outlet, &Entry { record, ..entry.clone() })?,
            None => insert(&transaction, key, outlet, entry)?,
        }
        rollup::sweep(&transaction)?;
    }
    transaction.commit()?;
    Ok(true)
}

/// Gives an article its text back, and with it the evidence of what was read there.
pub(super) fn restore(connection: &mut Connection, entry: &Entry) -> Result<bool, StoreError> {
    let key = {
        let key = key_of(connection, &entry.digest())?;
        let Some(key) = key else { return Ok(false) };
        let keep: String =
            connection.query_row("SELECT keep FROM article WHERE key = ?", [key], |row| row.get(0))?;
        if keep == Keep::Full.name() {
            return Ok(false);
        }
        key
    };
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute("UPDATE article SET keep = 'full' WHERE key = ?", [key])?;
    transaction.execute(
        "UPDATE document SET text = ? WHERE article = ?",
        params![pressed(entry.text.as_bytes())?, key],
    )?;
    let (is_current, outlet): (bool, Option<i64>) =
        transaction.query_row("SELECT is_current, outlet FROM article WHERE key = ?", [key], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let old = super::read::record(&transaction, key)?;
    let machine = super::read::machine(&transaction, key)?;
    let machine = machine.as_ref().unwrap_or(&old);
    // What points behind the last word that was known fits now, or does not.
    let follows = corrected::follow(&transaction, &entry.digest(), machine, Some(&entry.text))?;
    if is_current {
        retire(&transaction, key, &old)?;
    }
    keep_record(&transaction, key, machine, follows.as_ref())?;
    if is_current {
        let record = follows.unwrap_or_else(|| machine.clone());
        let whole = Entry { record, keep: Keep::Full, ..entry.clone() };
        insert(&transaction, key, outlet, &whole)?;
        rollup::sweep(&transaction)?;
    }
    transaction.commit()?;
    Ok(true)
}

/// Keeps the record of an article: what follows from corrections, and beside it the machine's.
pub(super) fn keep_record(
    connection: &Connection,
    key: i64,
    machine: &WireRecord,
    follows: Option<&WireRecord>,
) -> Result<(), StoreError> {
    let (record, beside) = match follows {
        Some(record) => (record, Some(pressed_record(machine)?)),
        None => (machine, None),
    };
    connection
        .prepare_cached("UPDATE document SET record = ?, machine = ? WHERE article = ?")?
        .execute(params![pressed_record(record)?, beside, key])?;
    connection.prepare_cached("DELETE FROM named WHERE article = ?")?.execute([key])?;
    named::write(connection, key, record)
}

/// What read a record, in a word.
pub(super) fn reader(record: &WireRecord) -> String {
    let reader = &record.reader;
    format!("{} {} {} {}", reader.version, reader.model, reader.knowledge, reader.frames)
}

pub(super) fn key_of(connection: &Connection, digest: &Digest) -> Result<Option<i64>, StoreError> {
    let mut find = connection.prepare_cached("SELECT key FROM article WHERE digest = ?")?;
    Ok(find.query_row([digest.as_str()], |row| row.get(0)).optional()?)
}

/// The version of the article that is current now, and its number. Articles with one address are versions of one another; without
/// an address those are that share id, outlet and day.
fn earlier(connection: &Connection, record: &WireRecord) -> Result<Option<(i64, u32)>, StoreError> {
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let found = match &record.url {
        Some(url) => connection
            .prepare_cached("SELECT key, version FROM article WHERE url = ? AND is_current")?
            .query_row([url], row)
            .optional()?,
        None => connection
            .prepare_cached(
                "SELECT key, version FROM article WHERE id = ? AND date = ? AND source IS ? AND url IS NULL AND is_current",
            )?
            .query_row(params![record.id, record.date.to_string(), record.source], row)
            .optional()?,
    };
    Ok(found)
}

fn outlet(connection: &Connection, entry: &Entry) -> Result<Option<i64>, StoreError> {
    let Some(outlet) = &entry.outlet else { return Ok(None) };
    let mut keep = connection.prepare_cached(
        "INSERT INTO outlet (name, country, kind, language) VALUES (?, ?, ?, ?)
         ON CONFLICT (name) DO UPDATE SET country = excluded.country, kind = excluded.kind, language = excluded.language
         RETURNING key",
    )?;
    let row = params![outlet.name, outlet.country, outlet.kind, outlet.language];
    Ok(Some(keep.query_row(row, |row| row.get(0))?))
}

/// The name under which an article's outlet is counted.
fn counted_as(entry: &Entry) -> &str {
    let outlet = entry.outlet.as_ref().map(|outlet| outlet.name.as_str());
    outlet.or(entry.record.source.as_deref()).unwrap_or_default()
}

/// Writes the rows of a current article.
pub(super) fn insert(
    transaction: &Transaction<'_>,
    key: i64,
    outlet: Option<i64>,
    entry: &Entry,
) -> Result<(), StoreError> {
    let mut rows = Rows::of(transaction, key, outlet, entry);
    rows.statements()?;
    rows.events()?;
    let (title, body) = match entry.keep {
        Keep::Full => (entry.record.title.as_deref(), Some(entry.text.clone())),
        Keep::Snippets => (entry.record.title.as_deref(), Some(rows.kept_sentences())),
        Keep::Digest => (None, None),
    };
    transaction
        .prepare_cached("INSERT INTO article_words (rowid, title, body) VALUES (?, ?, ?)")?
        .execute(params![key, title, body])?;
    transaction
        .prepare_cached(
            "INSERT INTO article_day (date, outlet, articles) VALUES (?, ?, 1)
             ON CONFLICT (date, outlet) DO UPDATE SET articles = articles + 1",
        )?
        .execute(params![entry.record.date.to_string(), counted_as(entry)])?;
    Ok(())
}

/// Takes the rows of an article out again, and out of all that counts them.
pub(super) fn retire(transaction: &Transaction<'_>, key: i64, old: &WireRecord) -> Result<(), StoreError> {
    let (outlet, date, source): (Option<String>, String, Option<String>) = transaction.query_row(
        "SELECT outlet.name, article.date, article.source FROM article LEFT JOIN outlet ON outlet.key = article.outlet WHERE article.key = ?",
        [key],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    for event in &old.events {
        let day = Day::of(event.start, old.date, event.background);
        rollup::count(transaction, event, &day, outlet.as_deref(), -1)?;
    }
    transaction.execute(
        "UPDATE article_day SET articles = articles - 1 WHERE date = ? AND outlet = ?",
        params![date, outlet.or(source).unwrap_or_default()],
    )?;
    transaction.execute(
        "UPDATE actor SET events = events - (SELECT count(DISTINCT p.event) FROM participant p JOIN event e ON e.key = p.event WHERE p.actor = actor.key AND e.article = ?1)
         WHERE key IN (SELECT p.actor FROM participant p JOIN event e ON e.key = p.event WHERE e.article = ?1)",
        [key],
    )?;
    transaction.execute(
        "UPDATE actor SET statements = statements - (SELECT count(*) FROM speaker p JOIN statement s ON s.key = p.statement WHERE p.actor = actor.key AND s.article = ?1)
         WHERE key IN (SELECT p.actor FROM speaker p JOIN statement s ON s.key = p.statement WHERE s.article = ?1)",
        [key],
    )?;
    for sql in [
        // What linking kept of it is made again from what takes its place.
        "DELETE FROM leaf WHERE article = ?",
        "DELETE FROM pair WHERE event IN (SELECT key FROM event WHERE article = ?)",
        "DELETE FROM participant WHERE event IN (SELECT key FROM event WHERE article = ?)",
        "DELETE FROM event_context WHERE event IN (SELECT key FROM event WHERE article = ?)",
        "DELETE FROM agenda_item WHERE article = ?",
        "DELETE FROM statement_words WHERE rowid IN (SELECT key FROM statement WHERE article = ?)",
        "DELETE FROM speaker WHERE statement IN (SELECT key FROM statement WHERE article = ?)",
        "DELETE FROM statement WHERE article = ?",
        "DELETE FROM article_words WHERE rowid = ?",
        "DELETE FROM event WHERE article = ?",
        "DELETE FROM sentence WHERE article = ?",
    ] {
        transaction.prepare_cached(sql)?.execute([key])?;
    }
    Ok(())
}

/// The rows of one article as they are written.
struct Rows<'a> {
    transaction: &'a Transaction<'a>,
    key: i64,
    outlet: Option<i64>,
    entry: &'a Entry,
    /// Byte offsets of the code points, for a text that is not ASCII.
    points: Option<Vec<usize>>,
    /// The sentences that were kept, by their place among all: key, so far.
    sentences: BTreeMap<usize, i64>,
}

impl<'a> Rows<'a> {
    fn of(transaction: &'a Transaction<'a>, key: i64, outlet: Option<i64>, entry: &'a Entry) -> Rows<'a> {
        let text = &entry.text;
        let points = (!text.is_ascii()).then(|| text.char_indices().map(|(at, _)| at).collect());
        Rows { transaction, key, outlet, entry, points, sentences: BTreeMap::new() }
    }

    /// The words at some offsets.
    fn words(&self, Offsets(start, end): Offsets) -> &'a str {
        let byte = |point: u32| match &self.points {
            None => point as usize,
            Some(points) => points.get(point as usize).copied().unwrap_or(self.entry.text.len()),
        };
        self.entry.text.get(byte(start)..byte(end)).unwrap_or_default()
    }

    /// The words at some offsets, as far as they may be kept.
    fn kept(&self, spans: &[Offsets], between: &str) -> Option<String> {
        if self.entry.keep == Keep::Digest || spans.is_empty() {
            return None;
        }
        let words: Vec<&str> = spans.iter().map(|span| self.words(*span)).collect();
        Some(words.join(between))
    }

    /// The row of the sentence in which a span begins.
    fn sentence(&mut self, at: Option<&Offsets>) -> Result<Option<i64>, StoreError> {
        let Some(at) = at.filter(|_| self.entry.keep != Keep::Digest) else { return Ok(None) };
        let sentences = &self.entry.sentences;
        let place = sentences.partition_point(|sentence| sentence.1 <= at.0);
        let Some(&span) = sentences.get(place).filter(|sentence| sentence.0 <= at.0) else { return Ok(None) };
        if let Some(&key) = self.sentences.get(&place) {
            return Ok(Some(key));
        }
        self.transaction
            .prepare_cached("INSERT INTO sentence (article, start, \"end\", text) VALUES (?, ?, ?, ?)")?
            .execute(params![self.key, span.0, span.1, self.words(span)])?;
        let key = self.transaction.last_insert_rowid();
        self.sentences.insert(place, key);
        Ok(Some(key))
    }

    /// The sentences that were kept, as one text.
    fn kept_sentences(&self) -> String {
        let spans = self.sentences.keys().filter_map(|&place| self.entry.sentences.get(place));
        spans.map(|span| self.words(*span)).collect::<Vec<_>>().join(" ")
    }

    /// Counts an actor once more, and gives the row.
    fn actor(&self, code: &str, who: &str, entity: &str, column: &str) -> Result<i64, StoreError> {
        let (events, statements) = if column == "events" { (1, 0) } else { (0, 1) };
        let mut keep = self.transaction.prepare_cached(
            "INSERT INTO actor (code, who, entity, events, statements) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (code, who, entity) DO UPDATE SET events = events + ?4, statements = statements + ?5 RETURNING key",
        )?;
        Ok(keep.query_row(params![code, who, entity, events, statements], |row| row.get(0))?)
    }

    fn statements(&mut self) -> Result<(), StoreError> {
        let record = &self.entry.record;
        for (number, statement) in record.statements.iter().enumerate() {
            let day = Day::of(statement.date, record.date, false);
            let day = if day.date.is_some() {
                day
            } else {
                Day { date: Some(record.date.first_day()), basis: Some("published") }
            };
            let sentence = self.sentence(statement.content.first().or(statement.cue.as_ref()))?;
            let codes: Vec<&str> = statement.codes.iter().map(|code| code.as_str()).collect();
            let said = self.kept(&statement.content, " … ");
            let cue = statement.cue.and_then(|cue| self.kept(&[cue], " "));
            self.transaction
                .prepare_cached(
                    "INSERT INTO statement (article, number, id, who, codes, kind, mode, polarity, cue, content, date, day, day_basis, published, outlet, confidence, sentence, corrected, machine)
                     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                )?
                .execute(params![
                    self.key,
                    number,
                    statement.id,
                    statement.who,
                    codes.join(" "),
                    statement.kind.name(),
                    statement.mode.name(),
                    statement.polarity.name(),
                    cue,
                    said,
                    statement.date.map(|date| date.to_string()),
                    day.written(),
                    day.basis,
                    record.date.to_string(),
                    self.outlet,
                    statement.confidence,
                    sentence,
                    said_of(&statement.corrected),
                    machine(&statement.corrected),
                ])?;
            let key = self.transaction.last_insert_rowid();
            self.transaction
                .prepare_cached("INSERT INTO statement_words (rowid, who, said) VALUES (?, ?, ?)")?
                .execute(params![key, statement.who, said])?;
            let mut codes: Vec<&str> = codes;
            if codes.is_empty() {
                codes.push("---");
            }
            codes.sort_unstable();
            codes.dedup();
            if let Some(who) = &statement.who {
                for code in codes {
                    let actor = self.actor(code, who, "", "statements")?;
                    self.transaction
                        .prepare_cached("INSERT INTO speaker (statement, actor) VALUES (?, ?)")?
                        .execute([key, actor])?;
                }
            }
        }
        Ok(())
    }

    fn events(&mut self) -> Result<(), StoreError> {
        let record = &self.entry.record;
        let mut keys = Vec::with_capacity(record.events.len());
        for (number, event) in record.events.iter().enumerate() {
            let day = Day::of(event.start, record.date, event.background);
            let key = self.event(number, event, &day)?;
            let outlet = self.entry.outlet.as_ref().map(|outlet| outlet.name.as_str());
            rollup::count(self.transaction, event, &day, outlet, 1)?;
            keys.push((key, day.written()));
        }
        for item in &record.agenda {
            let Some((event, day)) = keys.get(item.event as usize) else { continue };
            self.transaction
                .prepare_cached(
                    "INSERT INTO agenda_item (article, event, topic, scope, statement, day, published, corrected, machine) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                )?
                .execute(params![
                    self.key,
                    event,
                    item.topic,
                    item.scope.name(),
                    item.according_to,
                    day,
                    record.date.to_string(),
                    said_of(&item.corrected),
                    machine(&item.corrected),
                ])?;
        }
        Ok(())
    }

    fn event(&mut self, number: usize, event: &Event<Offsets>, day: &Day) -> Result<i64, StoreError> {
        let sentence = self.sentence(event.triggers.first())?;
        let contexts: Vec<&str> = event.contexts.iter().map(|context| context.as_str()).collect();
        let place = event.place.as_ref();
        self.transaction
            .prepare_cached(
                "INSERT INTO event (article, number, id, type, mode, cameo, quad, contexts, status, background, start, \"end\", day, day_basis, published,
                 outlet, place, country, lat, lon, geonameid, plover_score, goldstein, source, target, statement, confidence_type, confidence_status,
                 trigger_words, sentence, corrected, machine)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                self.key,
                number,
                event.id,
                event.kind.name(),
                event.mode.as_ref().map(|mode| mode.as_str()),
                event.cameo.as_ref().map(|cameo| cameo.as_str()),
                event.quad.name(),
                contexts.join(" "),
                event.status.name(),
                event.background,
                event.start.map(|date| date.to_string()),
                event.end.map(|date| date.to_string()),
                day.written(),
                day.basis,
                self.entry.record.date.to_string(),
                self.outlet,
                place.map(|place| place.name.as_str()),
                place.and_then(|place| place.country.as_deref()),
                place.and_then(|place| place.lat),
                place.and_then(|place| place.lon),
                place.and_then(|place| place.geonameid),
                event.plover_score,
                event.goldstein,
                named(&event.source),
                named(&event.target),
                event.according_to,
                event.confidence.kind,
                event.confidence.status,
                self.kept(&event.triggers, "; "),
                sentence,
                said_of(&event.corrected),
                machine(&event.corrected),
            ])?;
        let key = self.transaction.last_insert_rowid();
        for context in contexts {
            self.transaction
                .prepare_cached("INSERT OR IGNORE INTO event_context (context, event) VALUES (?, ?)")?
                .execute(params![context, key])?;
        }
        self.participants(key, event)?;
        if let Some(written) = day.written() {
            for (first, second) in rollup::pairs(event) {
                self.transaction
                    .prepare_cached(
                        "INSERT INTO pair (first, second, day, event, type, status, plover_score, goldstein) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    )?
                    .execute(params![
                        first,
                        second,
                        written,
                        key,
                        event.kind.name(),
                        event.status.name(),
                        event.plover_score,
                        event.goldstein
                    ])?;
            }
        }
        Ok(key)
    }

    fn participants(&self, key: i64, event: &Event<Offsets>) -> Result<(), StoreError> {
        let mut counted: BTreeMap<(&str, &str, &str), i64> = BTreeMap::new();
        for (role, actors) in [("source", &event.source), ("target", &event.target)] {
            for (number, actor) in actors.iter().enumerate() {
                let named =
                    (actor.code.as_str(), actor.who.as_str(), actor.entity.as_deref().unwrap_or_default());
                // An actor counts once an event, whatever the roles.
                let row = match counted.get(&named) {
                    Some(&row) => row,
                    None => {
                        let row = self.actor(named.0, named.1, named.2, "events")?;
                        counted.insert(named, row);
                        row
                    }
                };
                self.transaction
                    .prepare_cached(
                        "INSERT INTO participant (event, role, number, actor, basis) VALUES (?, ?, ?, ?, ?)",
                    )?
                    .execute(params![key, role, number, row, actor.basis.name()])?;
            }
        }
        Ok(())
    }
}

/// `Sergei Lavrov RUSGOV; Marco Rubio USAGOV`; words that stand for several parties are written once: `both sides IRNGOV, USAGOV`.
fn named(actors: &[Participant<Offsets>]) -> String {
    let mut named = String::new();
    for (at, actor) in actors.iter().enumerate() {
        match at.checked_sub(1).and_then(|before| actors.get(before)) {
            Some(before) if before.who == actor.who => named.push_str(", "),
            Some(_) => named.push_str(&format!("; {} ", actor.who)),
            None => named.push_str(&format!("{} ", actor.who)),
        }
        named.push_str(actor.code.as_str());
    }
    named
}

/// The fields that people have set, and what else they have said, each once: `status type`; none where they have said nothing.
fn said_of(corrected: &[Corrected]) -> Option<String> {
    let said = corrected.iter().map(|line| match (line.verb, line.field.as_deref()) {
        (Verb::Set, Some(field)) => field,
        (verb, _) => verb.name(),
    });
    let said: BTreeSet<&str> = said.collect();
    (!said.is_empty()).then(|| said.into_iter().collect::<Vec<_>>().join(" "))
}

/// What the machine had where people have set something else: JSON, by field.
fn machine(corrected: &[Corrected]) -> Option<String> {
    let mut fields: BTreeMap<&str, &serde_json::Value> = BTreeMap::new();
    for line in corrected {
        if let (Some(field), Some(was)) = (line.field.as_deref(), &line.was) {
            fields.entry(field).or_insert(was);
        }
    }
    (!fields.is_empty()).then(|| serde_json::to_string(&fields).ok()).flatten()
}

fn pressed_record(record: &WireRecord) -> Result<Vec<u8>, StoreError> {
    let json = serde_json::to_vec(record).map_err(|why| StoreError::Damaged(why.to_string()))?;
    pressed(&json)
}
