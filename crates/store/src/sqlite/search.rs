//! Words: which articles have them, or who said them.

use super::Sqlite;
use super::ask::in_search;
use super::choice::Walk;
use super::condition::Conditions;
use crate::words::understood;
use crate::{Filter, Hit, Search, StoreError};
use rusqlite::types::Value;
use rusqlite::{Connection, params};

/// How many words a snippet has.
const SNIPPET: u32 = 32;

/// What the search finds, the best first.
pub(super) fn search(store: &Sqlite, search: &Search) -> Result<Vec<Hit>, StoreError> {
    let found = match &search.speaker {
        Some(speaker) => said(store, search, speaker)?,
        None => articles(store, search)?,
    };
    let excerpts = Excerpts::new(&understood(&search.words))?;
    found
        .into_iter()
        .map(|(mut hit, title, text)| {
            hit.snippet = excerpts.of(title.as_deref(), &text)?;
            Ok(hit)
        })
        .collect()
}

/// A hit without its snippet, and the texts that the snippet is from.
type Found = (Hit, Option<String>, String);

fn articles(store: &Sqlite, search: &Search) -> Result<Vec<Found>, StoreError> {
    if is_everywhere(store, &search.words)? {
        return newest(store, search);
    }
    let filter = Filter { text: None, ..search.filter.clone() };
    let mut conditions = Conditions::default();
    conditions.push("article_words MATCH ?", [Value::Text(understood(&search.words))]);
    let of_articles = Conditions::of_articles(store, &filter, false, Walk::Elsewhere)?;
    let sql = format!(
        "SELECT article.key, article.id, article.date, article.title, coalesce(outlet.name, article.source), -article_words.rank
         FROM article_words JOIN article ON article.key = article_words.rowid LEFT JOIN outlet ON outlet.key = article.outlet{}{}
         ORDER BY article_words.rank LIMIT ?",
        conditions.clause(),
        of_articles.further(),
    );
    let mut bound = conditions.bound;
    bound.extend(of_articles.bound);
    bound.push(Value::Integer(search.limit.into()));
    with_texts(store, search, &sql, bound)
}

/// Whether a search is for one word that half of the articles have or more: its weight (BM25) is nothing, and so is what it would rank.
fn is_everywhere(store: &Sqlite, words: &str) -> Result<bool, StoreError> {
    let word = understood(words);
    if word.is_empty() || !word.chars().all(|c| c.is_alphanumeric() || c == '_') {
        return Ok(false);
    }
    let half = store.count("SELECT count(*) FROM article", [])? / 2;
    let sql = format!(
        "SELECT count(*) FROM (SELECT 1 FROM article_words WHERE article_words MATCH ? LIMIT {})",
        half + 1
    );
    // What cannot be understood is told by the search itself.
    Ok(store.count(&sql, [word]).is_ok_and(|count| count > half))
}

/// Those with the words, the newest first.
fn newest(store: &Sqlite, search: &Search) -> Result<Vec<Found>, StoreError> {
    let filter = Filter { text: Some(search.words.clone()), ..search.filter.clone() };
    let conditions = Conditions::of_articles(store, &filter, false, Walk::Days)?;
    let sql = format!(
        "SELECT article.key, article.id, article.date, article.title, coalesce(outlet.name, article.source), 0.0
         FROM {} LEFT JOIN outlet ON outlet.key = article.outlet{} ORDER BY article.date DESC, article.key DESC LIMIT ?",
        conditions.table("article"),
        conditions.clause(),
    );
    let mut bound = conditions.bound;
    bound.push(Value::Integer(search.limit.into()));
    with_texts(store, search, &sql, bound)
}

fn with_texts(
    store: &Sqlite,
    search: &Search,
    sql: &str,
    bound: Vec<Value>,
) -> Result<Vec<Found>, StoreError> {
    let hits = hits(&store.connection, sql, bound, &search.words, |row| {
        Ok(Hit {
            article: row.get(1)?,
            date: row.get(2)?,
            title: row.get(3)?,
            outlet: row.get(4)?,
            who: None,
            snippet: String::new(),
            score: row.get(5)?,
        })
    })?;
    hits.into_iter().map(|(key, hit)| Ok((hit.clone(), hit.title, text(store, key)?))).collect()
}

fn said(store: &Sqlite, search: &Search, speaker: &str) -> Result<Vec<Found>, StoreError> {
    let quoted = format!("\"{}\"", speaker.replace('"', " "));
    let words = format!("(who : {quoted}) AND (said : ({}))", understood(&search.words));
    let filter = Filter { text: None, ..search.filter.clone() };
    let mut conditions = Conditions::default();
    conditions.push("statement_words MATCH ?", [Value::Text(words)]);
    let of_statements = Conditions::of_statements(store, &filter, Walk::Elsewhere)?;
    let rest = of_statements.further();
    let sql = format!(
        "SELECT statement.key, article.id, article.date, article.title, coalesce(outlet.name, article.source), -statement_words.rank, statement.who
         FROM statement_words JOIN statement ON statement.key = statement_words.rowid JOIN article ON article.key = statement.article
         LEFT JOIN outlet ON outlet.key = article.outlet{}{rest}
         ORDER BY statement_words.rank LIMIT ?",
        conditions.clause(),
    );
    let mut bound = conditions.bound;
    bound.extend(of_statements.bound);
    bound.push(Value::Integer(search.limit.into()));
    let hits = hits(&store.connection, &sql, bound, &search.words, |row| {
        Ok(Hit {
            article: row.get(1)?,
            date: row.get(2)?,
            title: row.get(3)?,
            outlet: row.get(4)?,
            who: row.get(6)?,
            snippet: String::new(),
            score: row.get(5)?,
        })
    })?;
    let mut content = store.connection.prepare_cached("SELECT content FROM statement WHERE key = ?")?;
    hits.into_iter()
        .map(|(key, hit)| {
            let said: Option<String> = content.query_row([key], |row| row.get(0))?;
            Ok((hit, None, said.unwrap_or_default()))
        })
        .collect()
}

fn hits(
    connection: &Connection,
    sql: &str,
    bound: Vec<Value>,
    words: &str,
    hit: impl Fn(&rusqlite::Row<'_>) -> rusqlite::Result<Hit>,
) -> Result<Vec<(i64, Hit)>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement
        .query_map(rusqlite::params_from_iter(bound), |row| Ok((row.get(0)?, hit(row)?)))
        .and_then(Iterator::collect::<rusqlite::Result<Vec<_>>>);
    found.map_err(|why| in_search(why, Some(words)))
}

/// What is kept of an article's text: all of it, or the sentences with evidence.
fn text(store: &Sqlite, key: i64) -> Result<String, StoreError> {
    if let Some(text) = super::read::text(&store.connection, key)? {
        return Ok(text);
    }
    let mut sentences =
        store.connection.prepare_cached("SELECT text FROM sentence WHERE article = ? ORDER BY start")?;
    let sentences: Vec<String> = sentences.query_map([key], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(sentences.join(" … "))
}

/// Makes snippets: a small index of its own, in memory, that keeps its texts, so that words are cut and matched exactly as in the store.
struct Excerpts {
    connection: Connection,
    words: String,
}

impl Excerpts {
    fn new(words: &str) -> Result<Excerpts, StoreError> {
        let connection = Connection::open_in_memory()?;
        connection.execute_batch(
            "CREATE VIRTUAL TABLE excerpt USING fts5 (title, body, tokenize = 'porter unicode61 remove_diacritics 2')",
        )?;
        Ok(Excerpts { connection, words: words.to_owned() })
    }

    fn of(&self, title: Option<&str>, text: &str) -> Result<String, StoreError> {
        let connection = &self.connection;
        connection.prepare_cached("DELETE FROM excerpt")?.execute([])?;
        connection
            .prepare_cached("INSERT INTO excerpt (rowid, title, body) VALUES (1, ?, ?)")?
            .execute(params![title, text])?;
        let (open, close) = (Hit::OPEN.to_string(), Hit::CLOSE.to_string());
        let mut cut = connection
            .prepare_cached("SELECT snippet(excerpt, 1, ?, ?, '…', ?) FROM excerpt WHERE excerpt MATCH ?")?;
        let snippet: String =
            cut.query_row(params![open, close, SNIPPET, self.words], |row| row.get(0)).unwrap_or_default();
        Ok(snippet.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}
