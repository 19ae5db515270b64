//! From a filter to the conditions of a query.

use super::Sqlite;
use super::ask::in_search;
use super::choice::{Along, Choice, Walk};
use crate::words::understood;
use crate::{Dyad, Filter, Pattern, StoreError};
use jiff::civil::Date;
use legation_link::Party;
use rusqlite::types::Value;

/// About how many events or statements an article has: so many rows are found where an article is.
const OF_ARTICLE: u64 = 10;

/// Conditions, joined by AND, and what is bound to their marks.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    sql: Vec<String>,
    pub(super) bound: Vec<Value>,
    /// The index along which rows are walked, where SQLite must be told: it does not know how few are wanted.
    pub(super) along: Option<&'static str>,
}

impl Conditions {
    pub(super) fn push(&mut self, sql: impl Into<String>, bound: impl IntoIterator<Item = Value>) {
        self.sql.push(sql.into());
        self.bound.extend(bound);
    }

    /// A table, and how it is walked along.
    pub(super) fn table(&self, name: &str) -> String {
        self.along.map_or_else(|| name.to_owned(), |index| format!("{name} INDEXED BY {index}"))
    }

    /// ` WHERE …`, or nothing.
    pub(super) fn clause(&self) -> String {
        self.joined(" WHERE ")
    }

    /// What joins a further condition to the clause.
    pub(super) fn glue(&self) -> &'static str {
        if self.sql.is_empty() { "WHERE" } else { "AND" }
    }

    /// ` AND …`, or nothing.
    pub(super) fn further(&self) -> String {
        self.joined(" AND ")
    }

    fn joined(&self, before: &str) -> String {
        if self.sql.is_empty() { String::new() } else { format!("{before}{}", self.sql.join(" AND ")) }
    }

    /// A column is one of some values.
    pub(super) fn any(&mut self, column: &str, values: &[String]) {
        if !values.is_empty() {
            self.push(format!("{column} {}", one_of(values)), texts(values));
        }
    }

    /// A column lies between two days.
    pub(super) fn between(&mut self, column: &str, from: Option<Date>, to: Option<Date>) {
        for (is, day) in [(">= ?", from), ("<= ?", to)] {
            if let Some(day) = day {
                self.push(format!("{column} {is}"), [Value::Text(day.to_string())]);
            }
        }
    }

    /// The conditions on events.
    pub(super) fn of_events(store: &Sqlite, filter: &Filter, walk: Walk) -> Result<Conditions, StoreError> {
        let mut choice = events(store, filter)?;
        choice.between("day", filter.from, filter.to, Along::Bounds(Walk::Days))?;
        Ok(choice.made(walk))
    }

    /// The conditions on events that are walked along their articles: collected where few meet one of them, else tested. Says which.
    pub(super) fn of_events_by_article(
        store: &Sqlite,
        filter: &Filter,
    ) -> Result<(Conditions, bool), StoreError> {
        let mut choice = events(store, filter)?;
        choice.between("day", filter.from, filter.to, Along::No)?;
        let is_collected = choice.collected().is_some();
        let walk = if is_collected { Walk::Days } else { Walk::Elsewhere };
        Ok((choice.made(walk), is_collected))
    }

    /// The conditions on statements.
    pub(super) fn of_statements(
        store: &Sqlite,
        filter: &Filter,
        walk: Walk,
    ) -> Result<Conditions, StoreError> {
        let mut choice = Choice::of(store, "statement");
        choice.between("day", filter.from, filter.to, Along::Bounds(Walk::Days))?;
        choice.of_their_articles(filter)?;
        choice.least_confidence("confidence", filter)?;
        if !filter.modes.is_empty() {
            let modes = one_of(&filter.modes);
            choice.compared(&[("mode", &modes)], texts(&filter.modes), along(&filter.modes), None)?;
        }
        let (mut rows, mut exists, mut bound, mut count) = (Vec::new(), Vec::new(), Vec::new(), 0);
        for pattern in filter.actors.iter().chain(&filter.sources) {
            let (condition, values) = pattern.condition("actor");
            count = meeting(store, "statements", &condition, &values)?;
            rows.push(format!(
                "SELECT speaker.statement FROM actor CROSS JOIN speaker ON speaker.actor = actor.key WHERE {condition}"
            ));
            exists.push(format!(
                "SELECT 1 FROM speaker CROSS JOIN actor ON actor.key = speaker.actor WHERE speaker.statement = statement.key AND {condition}"
            ));
            bound.extend(texts(&values));
        }
        match exists.as_slice() {
            [] => {}
            [one] => choice.among("key", &rows.concat(), one, bound, count),
            // Two rarely say something together, however much each of them says.
            _ => choice.among("key", &rows.join(" INTERSECT "), "", bound, 0),
        }
        Ok(choice.made(walk))
    }

    /// The conditions on agenda items: those on their events, and their scope. The items have the days of their events and articles.
    pub(super) fn of_agenda(store: &Sqlite, filter: &Filter, walk: Walk) -> Result<Conditions, StoreError> {
        let of_events = Filter { published_from: None, published_to: None, as_of: None, ..filter.clone() };
        let mut conditions = events(store, &of_events)?.made(walk);
        // Talks are of type CONSULT, which has all its parties as sources: what asks for others has no answer.
        let is_of_talks = filter.types.is_empty() || filter.types.iter().any(|kind| kind == "CONSULT");
        if !is_of_talks || !filter.targets.is_empty() {
            conditions.push("FALSE", []);
        }
        conditions.between("agenda_item.day", filter.from, filter.to);
        conditions.between("+agenda_item.published", filter.published_from, filter.published_until());
        if let Some(scope) = &filter.scope {
            conditions.push("agenda_item.scope = ?", [Value::Text(scope.clone())]);
        }
        Ok(conditions)
    }

    /// The conditions on articles. Where something is asked of events, an article has one that meets it.
    pub(super) fn of_articles(
        store: &Sqlite,
        filter: &Filter,
        versions: bool,
        walk: Walk,
    ) -> Result<Conditions, StoreError> {
        let mut choice = Choice::of(store, "article");
        match filter.as_of {
            _ if versions => {}
            None => choice.test("article.is_current", Vec::new()),
            Some(day) => choice.test(CURRENT_THEN, vec![Value::Text(day.to_string())]),
        }
        let until = filter.published_until();
        choice.between("date", filter.from, filter.to, Along::Bounds(Walk::Days))?;
        choice.between("date", filter.published_from, until, Along::Bounds(Walk::Days))?;
        choice.of_outlet(filter)?;
        for any in &filter.parties {
            choice.naming(any)?;
        }
        if let Some(words) = &filter.text {
            choice.with_words("key", words, 1)?;
        }
        // What is asked of the article itself is not asked of its events.
        let of_events = Filter {
            published_from: None,
            published_to: None,
            as_of: None,
            outlet: None,
            text: None,
            ..filter.clone()
        };
        let events = events(store, &of_events)?;
        if let Some(count) = events.collected() {
            let events = events.made(Walk::Days);
            let rows = format!("SELECT event.article FROM event{}", events.clause());
            choice.among("key", &rows, "", events.bound, count);
        } else if !events.is_empty() {
            // Many meet it: each article is asked for its own.
            let events = events.made(Walk::Elsewhere);
            let further = events.further();
            choice.test(
                &format!("EXISTS (SELECT 1 FROM event WHERE event.article = article.key{further})"),
                events.bound,
            );
        }
        Ok(choice.made(walk))
    }
}

/// What is asked of events, but for their days.
fn events<'a>(store: &'a Sqlite, filter: &Filter) -> Result<Choice<'a>, StoreError> {
    let mut choice = Choice::of(store, "event");
    choice.of_their_articles(filter)?;
    for (column, values) in [("type", &filter.types), ("mode", &filter.modes), ("status", &filter.statuses)] {
        if !values.is_empty() {
            let counts: Result<Vec<u64>, _> =
                values.iter().map(|value| tallied(store, column, value)).collect();
            let count = Some(counts?.into_iter().sum());
            choice.compared(&[(column, &one_of(values))], texts(values), along(values), count)?;
        }
    }
    for context in &filter.contexts {
        choice.among(
            "key",
            "SELECT event FROM event_context WHERE context = ?",
            "SELECT 1 FROM event_context WHERE context = ? AND event = event.key",
            vec![Value::Text(context.clone())],
            tallied(store, "context", context)?,
        );
    }
    choice.least_confidence("confidence_type", filter)?;
    if let Some(place) = &filter.place {
        let place = vec![Value::Text(place.clone())];
        choice.compared(&[("place", "= ? COLLATE NOCASE")], place, Along::Equal, None)?;
    }
    if let Some(country) = &filter.country {
        let count = Some(tallied(store, "country", country)?);
        choice.compared(&[("country", "= ?")], vec![Value::Text(country.clone())], Along::Equal, count)?;
    }
    if let Some(background) = filter.background {
        choice.test("event.background = ?", vec![Value::Integer(background.into())]);
    }
    for (patterns, role) in [(&filter.actors, ""), (&filter.sources, "source"), (&filter.targets, "target")] {
        for pattern in patterns {
            choice.party(pattern, role)?;
        }
    }
    if let Some(dyad) = &filter.dyad {
        choice.dyad(dyad)?;
    }
    Ok(choice)
}

impl Choice<'_> {
    /// A column lies between two days.
    fn between(
        &mut self,
        column: &str,
        from: Option<Date>,
        to: Option<Date>,
        along: Along,
    ) -> Result<(), StoreError> {
        let days = [(">= ?", from), ("<= ?", to)];
        let comparisons: Vec<(&str, &str)> =
            days.iter().filter(|(_, day)| day.is_some()).map(|(is, _)| (column, *is)).collect();
        if comparisons.is_empty() {
            return Ok(());
        }
        let bound = [from, to].iter().flatten().map(|day| Value::Text(day.to_string())).collect();
        self.compared(&comparisons, bound, along, None)
    }

    /// What events and statements have of their articles: publication, outlet, words.
    fn of_their_articles(&mut self, filter: &Filter) -> Result<(), StoreError> {
        self.between("published", filter.published_from, filter.published_until(), Along::No)?;
        self.of_outlet(filter)?;
        match &filter.text {
            Some(words) => self.with_words("article", words, OF_ARTICLE),
            None => Ok(()),
        }
    }

    /// At least so sure.
    fn least_confidence(&mut self, column: &str, filter: &Filter) -> Result<(), StoreError> {
        let Some(least) = filter.confidence else { return Ok(()) };
        self.compared(&[(column, ">= ?")], vec![Value::Real(least)], Along::Bounds(Walk::Confidence), None)
    }

    /// In articles with certain words; an article found is so many rows.
    fn with_words(&mut self, column: &str, words: &str, rows: u64) -> Result<(), StoreError> {
        let understood = understood(words);
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 FROM article_words WHERE article_words MATCH ? LIMIT {})",
            self.store.few / rows + 1
        );
        let count = self
            .store
            .connection
            .prepare_cached(&sql)
            .and_then(|mut count| count.query_row([&understood], |row| row.get::<_, u64>(0)))
            .map_err(|why| in_search(why, Some(words)))?;
        self.words(column, Value::Text(understood), count * rows);
        Ok(())
    }

    /// Of one outlet, by its name or by what the article calls it.
    fn of_outlet(&mut self, filter: &Filter) -> Result<(), StoreError> {
        let Some(name) = &filter.outlet else { return Ok(()) };
        let mut find =
            self.store.connection.prepare_cached("SELECT key FROM outlet WHERE name = ? COLLATE NOCASE")?;
        let keys: Vec<i64> = find.query_map([name], |row| row.get(0))?.collect::<Result<_, _>>()?;
        if let Some(&key) = keys.first() {
            return self.compared(&[("outlet", "= ?")], vec![Value::Integer(key)], Along::Equal, None);
        }
        let name = vec![Value::Text(name.clone())];
        if self.table == "article" {
            return self.compared(&[("source", "= ? COLLATE NOCASE")], name, Along::Equal, None);
        }
        let articles = "article WHERE article.source = ? COLLATE NOCASE";
        let count = self.up_to(self.store.few / OF_ARTICLE, articles, &name)? * OF_ARTICLE;
        let exists = format!("SELECT 1 FROM {articles} AND article.key = {}.article", self.table);
        self.among("article", &format!("SELECT article.key FROM {articles}"), &exists, name, count);
        Ok(())
    }

    /// The article names one of some parties.
    fn naming(&mut self, parties: &[Party]) -> Result<(), StoreError> {
        let codes: Vec<String> = parties.iter().map(|party| party.code.clone()).collect();
        let (one_of, codes) = (one_of(&codes), texts(&codes));
        let named = format!("named WHERE named.party {one_of}");
        let count = self.up_to(self.store.few, &named, &codes)?;
        let exists = format!("SELECT 1 FROM {named} AND named.article = article.key");
        self.among("key", &format!("SELECT named.article FROM {named}"), &exists, codes, count);
        Ok(())
    }

    /// Somebody who fits a pattern takes part in the event.
    fn party(&mut self, pattern: &Pattern, role: &str) -> Result<(), StoreError> {
        let (condition, bound) = pattern.condition("actor");
        let in_role =
            if role.is_empty() { String::new() } else { format!(" AND participant.role = '{role}'") };
        let count = meeting(self.store, "events", &condition, &bound)?;
        let rows = format!(
            "SELECT participant.event FROM actor CROSS JOIN participant ON participant.actor = actor.key WHERE {condition}{in_role}"
        );
        let exists = format!(
            "SELECT 1 FROM participant CROSS JOIN actor ON actor.key = participant.actor WHERE participant.event = event.key{in_role} AND {condition}"
        );
        self.among("key", &rows, &exists, texts(&bound), count);
        Ok(())
    }

    /// The event stands between two parties.
    fn dyad(&mut self, dyad: &Dyad) -> Result<(), StoreError> {
        let (one, other) = (&dyad.first, &dyad.second);
        let count = self.store.count(
            "SELECT sum(events) FROM dyad_week WHERE (first = ?1 AND second = ?2) OR (first = ?2 AND second = ?1)",
            [one, other],
        )?;
        let mut bound = texts(&[one.clone(), other.clone(), other.clone(), one.clone()]);
        // Whoever acts in a symmetric event, both do: a directed question takes those too.
        let mut ways = WAYS.to_owned();
        if dyad.is_directed {
            ways.push_str(" AND (pair.first = ? OR pair.type IN ('CONSULT', 'AGREE', 'COOPERATE'))");
            bound.push(Value::Text(one.clone()));
        }
        let rows = format!("SELECT pair.event FROM pair WHERE {ways}");
        let exists =
            format!("SELECT 1 FROM pair WHERE {ways} AND pair.event = event.key AND pair.day = event.day");
        self.among("key", &rows, &exists, bound, count);
        Ok(())
    }
}

/// The version of an article that was the latest on a day: today's, or one that only later versions replaced. Versions that share no address
/// share their day.
const CURRENT_THEN: &str =
    "(article.is_current OR article.url IS NOT NULL AND NOT EXISTS (SELECT 1 FROM article AS later
    WHERE later.url = article.url AND later.version > article.version AND later.date <= ?))";

/// The rows of `pair` of a dyad, whichever way round.
const WAYS: &str = "(pair.first, pair.second) IN (VALUES (?, ?), (?, ?))";

/// Whether an index by day has the rows: of one value it has, of several none has them in one order.
fn along(values: &[String]) -> Along {
    if values.len() == 1 { Along::Equal } else { Along::No }
}

fn one_of(values: &[String]) -> String {
    format!("IN ({})", vec!["?"; values.len()].join(", "))
}

fn texts(values: &[String]) -> Vec<Value> {
    values.iter().cloned().map(Value::Text).collect()
}

fn tallied(store: &Sqlite, kind: &str, value: &str) -> Result<u64, StoreError> {
    store.count("SELECT events FROM tally WHERE kind = ? AND value = ?", [kind, value])
}

/// How many events or statements have an actor that meets a condition.
fn meeting(store: &Sqlite, what: &str, condition: &str, bound: &[String]) -> Result<u64, StoreError> {
    let sql = format!("SELECT sum({what}) FROM actor WHERE {condition}");
    store.count(&sql, rusqlite::params_from_iter(bound))
}
