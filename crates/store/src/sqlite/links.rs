//! What linking made of the articles: read, and written where it differs from what was there.

use super::Sqlite;
use super::ask::in_search;
use super::choice::Walk;
use super::condition::Conditions;
use super::pressed::{pressed, unpressed};
use crate::links::{Change, Changes, Leaf, Linked, Links, Story};
use crate::{Digest, Filter, StoreError};
use legation_link::{Fused, Part};
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Current articles with a record and a text, or what of it holds evidence: those that linking can take in.
const LINKABLE: &str = "article.is_current AND article.is_coded AND article.keep <> 'digest'";

/// Families, and their articles in order.
const FAMILIES: &str = "SELECT copy.family, article.digest FROM copy JOIN article ON article.key = copy.article ORDER BY copy.family, copy.number";

/// How far the articles are linked.
pub(super) fn linked(store: &Sqlite, form: u32) -> Result<Linked, StoreError> {
    let sql = |of: &str| {
        format!(
            "SELECT count(*) FROM article LEFT JOIN leaf ON leaf.article = article.key AND leaf.form = ? WHERE {LINKABLE} AND leaf.leaf {of}"
        )
    };
    Ok(Linked {
        articles: store.count(&sql("IS NOT NULL"), [form])?,
        waiting: store.count(&sql("IS NULL"), [form])?,
    })
}

/// The articles that linking could take in and has not, by date and digest.
pub(super) fn waiting(store: &Sqlite, form: u32, filter: &Filter) -> Result<Vec<Digest>, StoreError> {
    let conditions = Conditions::of_articles(store, filter, false, Walk::Days)?;
    let sql = format!(
        "SELECT article.digest FROM article{} {} article.is_coded AND article.keep <> 'digest'
         AND NOT EXISTS (SELECT 1 FROM leaf WHERE leaf.article = article.key AND leaf.form = {form}) ORDER BY article.date, article.digest",
        conditions.clause(),
        conditions.glue(),
    );
    let mut statement = store.connection.prepare(&sql)?;
    let bound = rusqlite::params_from_iter(conditions.bound);
    let mut rows = statement.query(bound).map_err(|why| in_search(why, filter.text.as_deref()))?;
    let mut digests = Vec::new();
    while let Some(row) = rows.next().map_err(|why| in_search(why, filter.text.as_deref()))? {
        digests.push(Digest::written(row.get(0)?));
    }
    Ok(digests)
}

/// The leaves of articles, by date and digest.
pub(super) fn leaves(
    store: &Sqlite,
    form: u32,
    filter: &Filter,
    visit: &mut dyn FnMut(Leaf) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let conditions = Conditions::of_articles(store, filter, false, Walk::Days)?;
    let sql = format!(
        "SELECT article.digest, leaf.leaf FROM article JOIN leaf ON leaf.article = article.key AND leaf.form = {form}{} ORDER BY article.date, article.digest",
        conditions.clause(),
    );
    let mut statement = store.connection.prepare(&sql)?;
    let mut rows = statement.query(rusqlite::params_from_iter(conditions.bound))?;
    while let Some(row) = rows.next().map_err(|why| in_search(why, filter.text.as_deref()))? {
        let pressed: Vec<u8> = row.get(1)?;
        visit(Leaf { digest: Digest::written(row.get(0)?), bytes: unpressed(&pressed)? })?;
    }
    Ok(())
}

/// The families of copies that were linked last.
pub(super) fn kept_families(store: &Sqlite) -> Result<Vec<Vec<Digest>>, StoreError> {
    let mut rows = store.connection.prepare(FAMILIES)?;
    let mut rows = rows.query([])?;
    let mut families: BTreeMap<String, Vec<Digest>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        families.entry(row.get(0)?).or_default().push(Digest::written(row.get(1)?));
    }
    Ok(families.into_values().collect())
}

/// The stories that were linked last.
pub(super) fn kept_stories(store: &Sqlite) -> Result<Vec<Story>, StoreError> {
    let mut members: BTreeMap<i64, Vec<Digest>> = BTreeMap::new();
    let mut rows = store.connection.prepare(
        "SELECT story_article.story, article.digest FROM story_article JOIN article ON article.key = story_article.article ORDER BY article.date, article.digest",
    )?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        members.entry(row.get(0)?).or_default().push(Digest::written(row.get(1)?));
    }
    let mut stories = store
        .connection
        .prepare("SELECT key, id, name, first, last, origins FROM story ORDER BY first, id")?;
    let stories = stories.query_map([], |row| {
        Ok(Story {
            articles: members.get(&row.get(0)?).cloned().unwrap_or_default(),
            id: row.get(1)?,
            name: row.get(2)?,
            first: row.get(3)?,
            last: row.get(4)?,
            origins: row.get(5)?,
        })
    })?;
    Ok(stories.collect::<Result<_, _>>()?)
}

/// Keeps leaves.
pub(super) fn keep_leaves(connection: &mut Connection, form: u32, leaves: &[Leaf]) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for leaf in leaves {
        // An article that was replaced meanwhile has no leaf any more.
        transaction
            .prepare_cached(
                "INSERT INTO leaf (article, form, leaf) SELECT key, ?2, ?3 FROM article WHERE digest = ?1 AND is_current
                 ON CONFLICT (article) DO UPDATE SET form = excluded.form, leaf = excluded.leaf",
            )?
            .execute(params![leaf.digest.as_str(), form, pressed(&leaf.bytes)?])?;
    }
    transaction.commit()?;
    Ok(())
}

/// Forgets all leaves.
pub(super) fn forget_leaves(connection: &mut Connection) -> Result<(), StoreError> {
    connection.execute("DELETE FROM leaf", [])?;
    Ok(())
}

/// Puts what was linked in the place of what was there, whole or not at all.
pub(super) fn keep(connection: &mut Connection, links: &Links) -> Result<Changes, StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let changes = Changes {
        families: families(&transaction, &links.families)?,
        fused: fused(&transaction, &links.fused)?,
        stories: stories(&transaction, &links.stories)?,
    };
    transaction.commit()?;
    Ok(changes)
}

fn families(transaction: &Transaction<'_>, families: &[Vec<Digest>]) -> Result<Change, StoreError> {
    let mut before: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut rows = transaction.prepare(FAMILIES)?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        before.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    let mut change = Change { all: families.len() as u64, ..Change::default() };
    let mut stale: Vec<&String> = Vec::new();
    let mut fresh: Vec<&Vec<Digest>> = Vec::new();
    let now: BTreeMap<&str, &Vec<Digest>> =
        families.iter().filter_map(|family| Some((family.first()?.as_str(), family))).collect();
    for (name, family) in &now {
        match before.get(*name) {
            Some(old) if old.iter().map(String::as_str).eq(family.iter().map(Digest::as_str)) => {}
            old => {
                *(if old.is_some() { &mut change.changed } else { &mut change.new }) += 1;
                fresh.push(family);
            }
        }
    }
    for name in before.keys() {
        match now.get(name.as_str()) {
            None => {
                change.gone += 1;
                stale.push(name);
            }
            Some(family) if fresh.contains(family) => stale.push(name),
            Some(_) => {}
        }
    }
    for name in stale {
        transaction.prepare_cached("DELETE FROM copy WHERE family = ?")?.execute([name])?;
    }
    for family in fresh {
        let Some(name) = family.first() else { continue };
        for (number, digest) in family.iter().enumerate() {
            transaction
                .prepare_cached("INSERT INTO copy (article, family, number) SELECT key, ?2, ?3 FROM article WHERE digest = ?1")?
                .execute(params![digest.as_str(), name.as_str(), number])?;
        }
    }
    Ok(change)
}

/// How what is there now differs from what was there.
struct Differing<'a, T> {
    change: Change,
    /// What is new or changed, with the digest of all that it says.
    fresh: Vec<(&'a T, String)>,
    /// The rows of what is changed or gone.
    stale: Vec<i64>,
}

impl<'a, T> Differing<'a, T> {
    /// From a table whose rows are known by an `id` and tell the `digest` of all that they say.
    fn of(
        transaction: &Transaction<'_>,
        table: &str,
        now: &'a [T],
        id: impl Fn(&T) -> &str,
        digest: impl Fn(&T) -> Result<String, StoreError>,
    ) -> Result<Differing<'a, T>, StoreError> {
        let mut before: BTreeMap<String, (i64, String)> = BTreeMap::new();
        let mut rows = transaction.prepare(&format!("SELECT id, key, digest FROM {table}"))?;
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            before.insert(row.get(0)?, (row.get(1)?, row.get(2)?));
        }
        let mut change = Change { all: now.len() as u64, ..Change::default() };
        let (mut fresh, mut stale) = (Vec::new(), Vec::new());
        for one in now {
            let written = digest(one)?;
            match before.remove(id(one)) {
                Some((_, old)) if old == written => continue,
                Some((key, _)) => {
                    change.changed += 1;
                    stale.push(key);
                }
                None => change.new += 1,
            }
            fresh.push((one, written));
        }
        change.gone = before.len() as u64;
        stale.extend(before.into_values().map(|(key, _)| key));
        Ok(Differing { change, fresh, stale })
    }
}

fn digest_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

fn json<T: serde::Serialize>(value: &T) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(value).map_err(|why| StoreError::Damaged(why.to_string()))
}

fn fused(transaction: &Transaction<'_>, events: &[Arc<Fused>]) -> Result<Change, StoreError> {
    let Differing { change, fresh, stale } = Differing::of(
        transaction,
        "fused_event",
        events,
        |event| &event.id,
        |event| Ok(digest_of(&json(event.as_ref())?)),
    )?;
    for key in stale {
        transaction.prepare_cached("DELETE FROM fused_telling WHERE fused = ?")?.execute([key])?;
        transaction.prepare_cached("DELETE FROM fused_event WHERE key = ?")?.execute([key])?;
    }
    for (event, digest) in fresh {
        let when = event.when();
        let written = |date: Option<legation_record::PartialDate>| date.map(|date| date.to_string());
        let (start, end) = (when.and_then(|when| when.start), when.and_then(|when| when.end));
        let place = event.place();
        transaction
            .prepare_cached(
                "INSERT INTO fused_event (id, digest, day, start, \"end\", type, mode, quad, status, background, round, source, target, place, country, conflicts,
                 confidence, articles, origins, first_told, last_told, sentence, whole)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                event.id,
                digest,
                start.or(end).map(|date| date.first_day().to_string()),
                written(start),
                written(end),
                event.kind.name(),
                event.mode.first().map(|told| told.value.as_str()),
                event.quad.name(),
                event.stage.name(),
                event.background,
                event.round(),
                Part::list(&event.source),
                Part::list(&event.target),
                place.map(|place| place.name.as_str()),
                place.and_then(|place| place.country.as_deref()),
                event.conflicts.iter().map(|field| field.name()).collect::<Vec<_>>().join(" "),
                event.confidence,
                event.articles,
                event.origins,
                event.first_told.to_string(),
                event.last_told.to_string(),
                event.best().map(|evidence| evidence.text.as_str()),
                pressed(&json(event.as_ref())?)?,
            ])?;
        let key = transaction.last_insert_rowid();
        for telling in &event.tellings {
            transaction
                .prepare_cached("INSERT OR IGNORE INTO fused_telling (fused, article, event) SELECT ?1, key, ?3 FROM article WHERE digest = ?2")?
                .execute(params![key, telling.digest, telling.event])?;
        }
    }
    Ok(change)
}

fn stories(transaction: &Transaction<'_>, stories: &[Story]) -> Result<Change, StoreError> {
    let written = |story: &Story| {
        let articles: Vec<&str> = story.articles.iter().map(Digest::as_str).collect();
        Ok(digest_of(&json(&(&story.name, &story.first, &story.last, story.origins, articles))?))
    };
    let Differing { change, fresh, stale } =
        Differing::of(transaction, "story", stories, |story| &story.id, written)?;
    for key in stale {
        transaction.prepare_cached("DELETE FROM story_article WHERE story = ?")?.execute([key])?;
        transaction.prepare_cached("DELETE FROM story WHERE key = ?")?.execute([key])?;
    }
    for (story, digest) in fresh {
        let count = story.articles.len();
        transaction
            .prepare_cached("INSERT INTO story (id, digest, name, first, last, articles, origins) VALUES (?, ?, ?, ?, ?, ?, ?)")?
            .execute(params![story.id, digest, story.name, story.first, story.last, count, story.origins])?;
        let key = transaction.last_insert_rowid();
        for article in &story.articles {
            transaction
                .prepare_cached("INSERT INTO story_article (story, article) SELECT ?1, key FROM article WHERE digest = ?2")?
                .execute(params![key, article.as_str()])?;
        }
    }
    Ok(change)
}
