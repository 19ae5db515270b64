//! What a page shows of many rows at once: places, pairs of parties, joined events, and whether anything changed.

use super::Sqlite;
use super::choice::Walk;
use super::condition::Conditions;
use super::pressed::unpressed;
use crate::spread::{FusedQuestion, PairCount, PlaceCount, StoryRow};
use crate::{Answer, Filter, Order, Pattern, StoreError};
use jiff::civil::Date;
use legation_link::Fused;
use legation_record::{EventType, Quad};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row};

/// Stops what a connection is doing, from another thread.
pub struct Interrupter(rusqlite::InterruptHandle);

impl Interrupter {
    /// The question that is being answered fails; those after it do not.
    pub fn interrupt(&self) {
        self.0.interrupt();
    }
}

impl std::fmt::Debug for Interrupter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Interrupter")
    }
}

/// The types of cooperation, or those of conflict, as a list of SQL; their names are our own.
fn types_of(is_meant: impl Fn(Quad) -> bool) -> String {
    let names = EventType::ALL.into_iter().filter(|kind| is_meant(kind.quad()));
    names.map(|kind| format!("'{}'", kind.name())).collect::<Vec<_>>().join(", ")
}

fn cooperation() -> String {
    types_of(|quad| matches!(quad, Quad::VerbalCooperation | Quad::MaterialCooperation))
}

fn conflict() -> String {
    types_of(|quad| matches!(quad, Quad::VerbalConflict | Quad::MaterialConflict))
}

impl Sqlite {
    /// A number that is another one after any other connection has changed the file. It tells nothing else, and only of this connection.
    pub fn changes(&self) -> Result<i64, StoreError> {
        Ok(self.connection.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    /// What stops this connection from elsewhere.
    pub fn interrupter(&self) -> Interrupter {
        Interrupter(self.connection.get_interrupt_handle())
    }

    /// The last day on which an article was published.
    pub fn last_day(&self) -> Result<Option<String>, StoreError> {
        let sql = "SELECT max(date) FROM article";
        Ok(self.connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
    }

    /// How many articles, events and statements there are, from what is counted as they come.
    pub fn counts(&self) -> Result<[u64; 3], StoreError> {
        Ok([
            self.count("SELECT sum(articles) FROM article_day", [])?,
            self.count("SELECT sum(events) FROM tally WHERE kind = 'type'", [])?,
            self.count("SELECT count(*) FROM statement", [])?,
        ])
    }

    /// The rows of some articles, in the order of publication.
    pub fn article_rows(&self, digests: &[String]) -> Result<Answer, StoreError> {
        let marks = vec!["?"; digests.len()].join(", ");
        let sql = format!("SELECT * FROM articles WHERE digest IN ({marks}) ORDER BY date, digest");
        super::ask::rows(self, &sql, digests.iter().cloned().map(Value::Text).collect(), None)
    }

    /// The places of events that have coordinates, the most frequent first.
    pub fn places(&self, filter: &Filter, limit: u32) -> Result<Vec<PlaceCount>, StoreError> {
        let mut conditions = Conditions::of_events(self, filter, Walk::Days)?;
        conditions.push("event.lat IS NOT NULL AND event.lon IS NOT NULL", []);
        let sql = format!(
            "SELECT event.place, event.country, event.lat, event.lon, event.geonameid, count(*),
                    sum(event.type IN ({})), sum(event.type IN ({})), min(event.day), max(event.day)
             FROM {}{} GROUP BY event.lat, event.lon, event.place ORDER BY count(*) DESC, event.place, event.lat, event.lon LIMIT ?",
            cooperation(),
            conflict(),
            conditions.table("event"),
            conditions.clause(),
        );
        let mut bound = conditions.bound;
        bound.push(Value::Integer(limit.into()));
        let place = |row: &Row<'_>| {
            Ok(PlaceCount {
                name: row.get::<_, Option<String>>(0)?.unwrap_or_default(),
                country: row.get(1)?,
                lat: row.get(2)?,
                lon: row.get(3)?,
                geonameid: row.get(4)?,
                events: row.get(5)?,
                cooperation: row.get(6)?,
                conflict: row.get(7)?,
                first: row.get(8)?,
                last: row.get(9)?,
            })
        };
        self.all(&sql, bound, filter.text.as_deref(), place)
    }

    /// Pairs of parties with what they did to each other, whoever did it, the most frequent first; of one party alone where one is named.
    /// Without types and statuses all count.
    pub fn pairs(
        &self,
        party: Option<&str>,
        filter: &Filter,
        limit: u32,
    ) -> Result<Vec<PairCount>, StoreError> {
        let mut conditions = Conditions::default();
        if let Some(party) = party {
            let party = || Value::Text(party.to_owned());
            conditions.push("(dyad_week.first = ? OR dyad_week.second = ?)", [party(), party()]);
        }
        let week = |day: Date| crate::Period::Week.of(day).to_string();
        for (is, day) in [(">= ?", filter.from), ("<= ?", filter.to)] {
            if let Some(day) = day {
                conditions.push(format!("dyad_week.week {is}"), [Value::Text(week(day))]);
            }
        }
        conditions.any("dyad_week.type", &filter.types);
        conditions.any("dyad_week.status", &filter.statuses);
        let sql = format!(
            "SELECT min(first, second) AS one, max(first, second) AS other, sum(events),
                    sum(CASE WHEN type IN ({}) THEN events ELSE 0 END), sum(CASE WHEN type IN ({}) THEN events ELSE 0 END),
                    min(week), max(week)
             FROM dyad_week{} GROUP BY one, other ORDER BY sum(events) DESC, one, other LIMIT ?",
            cooperation(),
            conflict(),
            conditions.clause(),
        );
        let mut bound = conditions.bound;
        bound.push(Value::Integer(limit.into()));
        let pair = |row: &Row<'_>| {
            Ok(PairCount {
                first: row.get(0)?,
                second: row.get(1)?,
                events: row.get(2)?,
                cooperation: row.get(3)?,
                conflict: row.get(4)?,
                first_week: row.get(5)?,
                last_week: row.get(6)?,
            })
        };
        self.all(&sql, bound, None, pair)
    }

    /// With whom somebody takes part in events: codes and names, how often, how often in conflict.
    pub fn beside(&self, who: &Pattern, limit: u32) -> Result<Vec<(String, String, u64, u64)>, StoreError> {
        /// So many events of somebody are looked at, the latest: more would not change with whom they deal.
        const EVENTS: u32 = 2_000;
        let (condition, bound) = who.condition("actor");
        let sql = format!(
            "SELECT other.code, other.who, count(DISTINCT event.key), sum(event.type IN ({}))
             FROM (SELECT DISTINCT participant.event AS event FROM actor CROSS JOIN participant ON participant.actor = actor.key
                   WHERE {condition} ORDER BY participant.event DESC LIMIT {EVENTS}) AS own
             CROSS JOIN event ON event.key = own.event
             CROSS JOIN participant ON participant.event = event.key
             JOIN actor AS other ON other.key = participant.actor
             WHERE NOT EXISTS (SELECT 1 FROM actor WHERE actor.key = other.key AND {condition})
             GROUP BY other.code, other.who ORDER BY count(DISTINCT event.key) DESC, other.code, other.who LIMIT ?",
            conflict(),
        );
        let mut values: Vec<Value> = [bound.clone(), bound].concat().into_iter().map(Value::Text).collect();
        values.push(Value::Integer(limit.into()));
        self.all(&sql, values, None, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
    }

    /// Events as linking joined them last, those of which an article tells what the filter asks for.
    pub fn fused(&self, question: &FusedQuestion) -> Result<Vec<Fused>, StoreError> {
        let mut conditions = Conditions::default();
        conditions.between("fused_event.day", question.filter.from, question.filter.to);
        let all = Filter { from: None, to: None, ..question.filter.clone() };
        let events = Conditions::of_events(self, &all, Walk::Days)?;
        if !events.clause().is_empty() {
            conditions.push(
                format!(
                    "fused_event.key IN (SELECT fused_telling.fused FROM {} CROSS JOIN fused_telling
                     ON fused_telling.article = event.article AND fused_telling.event = event.id{})",
                    events.table("event"),
                    events.clause()
                ),
                events.bound,
            );
        }
        if let Some(story) = &question.story {
            conditions.push(
                "fused_event.key IN (SELECT fused_telling.fused FROM story JOIN story_article ON story_article.story = story.key
                 JOIN fused_telling ON fused_telling.article = story_article.article WHERE story.id = ?)",
                [Value::Text(story.clone())],
            );
        }
        // What is told as history without a date has no place on a line.
        conditions.push("(fused_event.day IS NOT NULL OR NOT fused_event.background)", []);
        let order = match question.order {
            Order::Newest => "fused_event.day DESC, fused_event.origins DESC, fused_event.id",
            Order::Oldest => "fused_event.day NULLS LAST, fused_event.origins DESC, fused_event.id",
            Order::Surest => "fused_event.confidence DESC, fused_event.day, fused_event.id",
            Order::Frequent => "fused_event.origins DESC, fused_event.day, fused_event.id",
        };
        let sql = format!(
            "SELECT fused_event.whole FROM fused_event{} ORDER BY {order} LIMIT ? OFFSET ?",
            conditions.clause()
        );
        let mut bound = conditions.bound;
        bound.push(Value::Integer(question.limit.map_or(-1, i64::from)));
        bound.push(Value::Integer(question.offset.into()));
        let text = question.filter.text.as_deref();
        let pressed: Vec<Vec<u8>> = self.all(&sql, bound, text, |row| row.get(0))?;
        pressed.iter().map(|whole| parsed(whole)).collect()
    }

    /// The stories that were linked last, by their last day or, where asked, the most reported first; without their articles.
    pub fn story_rows(
        &self,
        since: Option<Date>,
        most_reported: bool,
        limit: u32,
        offset: u32,
    ) -> Result<Vec<StoryRow>, StoreError> {
        let mut conditions = Conditions::default();
        if let Some(since) = since {
            conditions.push("story.last >= ?", [Value::Text(since.to_string())]);
        }
        let order = if most_reported { "origins DESC, last DESC, id" } else { "last DESC, origins DESC, id" };
        let sql = format!(
            "SELECT id, name, first, last, articles, origins FROM story{} ORDER BY {order} LIMIT ? OFFSET ?",
            conditions.clause()
        );
        let mut bound = conditions.bound;
        bound.extend([Value::Integer(limit.into()), Value::Integer(offset.into())]);
        self.all(&sql, bound, None, story)
    }

    /// The story whose id begins so.
    pub fn story(&self, id: &str) -> Result<Option<StoryRow>, StoreError> {
        /// A shorter beginning says nothing.
        const LEAST: usize = 6;
        if id.len() < LEAST || !id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(None);
        }
        let sql = "SELECT id, name, first, last, articles, origins FROM story WHERE id >= ?1 AND id < ?1 || 'g' LIMIT 1";
        let found = self.connection.prepare_cached(sql)?.query_row([id.to_ascii_lowercase()], story);
        Ok(found.optional()?)
    }

    /// The ids of the articles of a story, in the order of publication.
    pub fn story_articles(&self, id: &str) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT article.digest FROM story JOIN story_article ON story_article.story = story.key
                   JOIN article ON article.key = story_article.article WHERE story.id = ? ORDER BY article.date, article.digest";
        self.all(sql, vec![Value::Text(id.to_owned())], None, |row| row.get(0))
    }

    /// The ids of the other articles that are the same text as one: id, day, outlet, title.
    pub fn copies_of(&self, digest: &str) -> Result<Vec<[Option<String>; 4]>, StoreError> {
        let sql = "SELECT article.id, article.date, coalesce(outlet.name, article.source), article.title FROM article AS own
                   JOIN copy AS mine ON mine.article = own.key JOIN copy ON copy.family = mine.family JOIN article ON article.key = copy.article
                   LEFT JOIN outlet ON outlet.key = article.outlet WHERE own.digest = ?1 AND article.digest <> ?1 ORDER BY copy.number";
        self.all(sql, vec![Value::Text(digest.to_owned())], None, |row| {
            Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?])
        })
    }

    /// The story to which an article belongs.
    pub fn story_of(&self, digest: &str) -> Result<Option<StoryRow>, StoreError> {
        let sql = "SELECT story.id, story.name, story.first, story.last, story.articles, story.origins FROM article
                   JOIN story_article ON story_article.article = article.key JOIN story ON story.key = story_article.story
                   WHERE article.digest = ? ORDER BY story.origins DESC, story.id LIMIT 1";
        Ok(self.connection.prepare_cached(sql)?.query_row([digest], story).optional()?)
    }

    fn all<T>(
        &self,
        sql: &str,
        bound: Vec<Value>,
        words: Option<&str>,
        of: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let found = statement.query_map(rusqlite::params_from_iter(bound), of);
        found
            .and_then(Iterator::collect::<rusqlite::Result<Vec<T>>>)
            .map_err(|why| super::ask::in_search(why, words))
    }
}

fn story(row: &Row<'_>) -> rusqlite::Result<StoryRow> {
    Ok(StoryRow {
        id: row.get(0)?,
        name: row.get(1)?,
        first: row.get(2)?,
        last: row.get(3)?,
        articles: row.get(4)?,
        origins: row.get(5)?,
    })
}

fn parsed(whole: &[u8]) -> Result<Fused, StoreError> {
    serde_json::from_slice(&unpressed(whole)?)
        .map_err(|why| StoreError::Damaged(format!("a joined event cannot be read: {why}")))
}
