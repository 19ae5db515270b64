//! Corrections in, and the records that follow from them.

use super::{Sqlite, read, write};
use crate::codes::Tables;
use crate::corrections::{Became, Corrections, KeptCorrection, Tie};
use crate::{Digest, Entry, Keep, StoreError, Stored};
use legation_record::correction::{Correction, Fate, Outcome, Verb, What, apply, locate};
use legation_record::{Offsets, WireRecord};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use std::collections::{BTreeMap, BTreeSet};

/// Why a correction has no effect of which the article has a newer version.
const OLDER: &str = "the article has a newer version, to which it does not apply";
/// Why one has none whose article is not there.
const NOT_HERE: &str = "the article is not in the store";

/// Keeps corrections, and brings the records and rows of their articles to what follows; whole or not at all.
pub(super) fn correct(
    connection: &mut Connection,
    corrections: &[Correction],
    sentences: &dyn Fn(&Stored) -> Vec<Offsets>,
) -> Result<Corrections, StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut kept = Corrections::default();
    let (mut new, mut touched) = (BTreeSet::new(), BTreeSet::new());
    for correction in corrections {
        match insert(&transaction, correction)? {
            true => {
                kept.new += 1;
                new.insert(correction.id.as_str());
                touched.insert(correction.article.as_str());
                // What linking made of the others is made again.
                for (digest, _) in correction.elsewhere() {
                    forget_leaf(&transaction, digest)?;
                }
            }
            false => kept.known += 1,
        }
    }
    for digest in touched {
        again(&transaction, digest, sentences)?;
    }
    super::rollup::sweep(&transaction)?;
    for id in new {
        let became: Option<String> = transaction
            .prepare_cached("SELECT fate.became FROM correction JOIN fate ON fate.correction = correction.key WHERE correction.id = ?")?
            .query_row([id], |row| row.get(0))
            .optional()?;
        kept.orphans += u64::from(
            became.as_deref() != Some(Became::Done.name())
                && became.as_deref() != Some(Became::Undone.name()),
        );
    }
    transaction.commit()?;
    Ok(kept)
}

/// A new row; false where it is there.
fn insert(transaction: &Transaction<'_>, correction: &Correction) -> Result<bool, StoreError> {
    let whole = serde_json::to_string(correction).map_err(|why| StoreError::Damaged(why.to_string()))?;
    let added = transaction
        .prepare_cached(
            "INSERT OR IGNORE INTO correction (id, digest, at, \"by\", verb, what, field, why, whole) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            correction.id,
            correction.article,
            correction.at,
            correction.by,
            correction.verb.name(),
            correction.what.name(),
            correction.field,
            correction.why,
            whole,
        ])?;
    let key = transaction.last_insert_rowid();
    if added > 0 {
        for (number, (digest, _)) in correction.elsewhere().enumerate() {
            transaction
                .prepare_cached(
                    "INSERT INTO correction_elsewhere (correction, number, digest) VALUES (?, ?, ?)",
                )?
                .execute(params![key, number, digest])?;
        }
    }
    Ok(added > 0)
}

fn forget_leaf(connection: &Connection, digest: &str) -> Result<(), StoreError> {
    connection
        .prepare_cached("DELETE FROM leaf WHERE article = (SELECT key FROM article WHERE digest = ?)")?
        .execute([digest])?;
    Ok(())
}

/// The corrections of an article.
pub(super) fn of_article(connection: &Connection, digest: &str) -> Result<Vec<Correction>, StoreError> {
    let mut find = connection.prepare_cached("SELECT whole FROM correction WHERE digest = ? ORDER BY key")?;
    let mut rows = find.query([digest])?;
    let mut corrections = Vec::new();
    while let Some(row) = rows.next()? {
        let whole: String = row.get(0)?;
        corrections.push(parsed(&whole)?);
    }
    Ok(corrections)
}

fn parsed(whole: &str) -> Result<Correction, StoreError> {
    serde_json::from_str(whole)
        .map_err(|why| StoreError::Damaged(format!("a correction cannot be read: {why}")))
}

/// What follows for a record as the machine made it, if there are corrections; their fates are written.
pub(super) fn follow(
    connection: &Connection,
    digest: &Digest,
    machine: &WireRecord,
    text: Option<&str>,
) -> Result<Option<WireRecord>, StoreError> {
    let corrections = of_article(connection, digest.as_str())?;
    if corrections.is_empty() {
        return Ok(None);
    }
    let outcome = outcome(machine, &corrections, text);
    fates(connection, &outcome.fates)?;
    Ok(Some(outcome.record))
}

/// What follows for a record from corrections.
pub(super) fn outcome(machine: &WireRecord, corrections: &[Correction], text: Option<&str>) -> Outcome {
    let length = text.map(|text| u32::try_from(text.chars().count()).unwrap_or(u32::MAX));
    apply(machine, corrections, length, &Tables)
}

fn fates(connection: &Connection, fates: &[(String, Fate)]) -> Result<(), StoreError> {
    for (id, fate) in fates {
        let (became, reason) = match fate {
            Fate::Done => (Became::Done, None),
            Fate::Undone(by) => (Became::Undone, Some(by.clone())),
            Fate::Orphan(why) => (Became::Orphan, Some(why.to_string())),
        };
        connection
            .prepare_cached(
                "INSERT INTO fate (correction, became, reason) SELECT key, ?2, ?3 FROM correction WHERE id = ?1
                 ON CONFLICT (correction) DO UPDATE SET became = excluded.became, reason = excluded.reason",
            )?
            .execute(params![id, became.name(), reason])?;
    }
    Ok(())
}

/// Brings an article's record and rows to what its corrections say.
fn again(
    transaction: &Transaction<'_>,
    digest: &str,
    sentences: &dyn Fn(&Stored) -> Vec<Offsets>,
) -> Result<(), StoreError> {
    let Some(key) = write::key_of(transaction, &Digest::written(digest.to_owned()))? else { return Ok(()) };
    let stored = read::stored(transaction, key)?;
    let machine = stored.machine.clone().unwrap_or_else(|| stored.record.clone());
    let corrected = follow(transaction, &stored.digest, &machine, stored.text.as_deref())?;
    let snippets = read::snippets(transaction, key)?;
    let cut = sentences(&stored);
    if stored.is_current {
        write::retire(transaction, key, &stored.record)?;
    }
    write::keep_record(transaction, key, &machine, corrected.as_ref())?;
    if stored.is_current {
        let (entry, outlet) =
            entry_of(transaction, key, stored, corrected.unwrap_or(machine), cut, &snippets)?;
        write::insert(transaction, key, outlet, &entry)?;
    }
    Ok(())
}

/// An article as it was added, as far as it is kept: where its text is not, blanks with the sentences that are.
fn entry_of(
    connection: &Connection,
    key: i64,
    stored: Stored,
    record: WireRecord,
    cut: Vec<Offsets>,
    snippets: &[(Offsets, String)],
) -> Result<(Entry, Option<i64>), StoreError> {
    let outlet: Option<i64> =
        connection.query_row("SELECT outlet FROM article WHERE key = ?", [key], |row| row.get(0))?;
    let name: Option<String> = outlet
        .map(|outlet| {
            connection.query_row("SELECT name FROM outlet WHERE key = ?", [outlet], |row| row.get(0))
        })
        .transpose()?;
    let (text, sentences) = match stored.text {
        Some(text) => (text, cut),
        None => rebuilt(snippets),
    };
    let entry = Entry {
        text,
        record,
        sentences,
        language: stored.language,
        is_coded: stored.is_coded,
        outlet: name.map(|name| crate::Outlet { name, country: None, kind: None, language: None }),
        keep: stored.keep,
        added: String::new(),
    };
    Ok((entry, outlet))
}

/// A text of blanks with the sentences where they stood.
fn rebuilt(known: &[(Offsets, String)]) -> (String, Vec<Offsets>) {
    let mut text = String::new();
    let mut length = 0;
    for (Offsets(start, end), sentence) in known {
        text.extend(std::iter::repeat_n(' ', start.saturating_sub(length) as usize));
        text.push_str(sentence);
        length = *end;
    }
    (text, known.iter().map(|(span, _)| *span).collect())
}

/// Every correction, by article and moment, with what became of it.
pub(super) fn all(store: &Sqlite, digest: Option<&str>) -> Result<Vec<KeptCorrection>, StoreError> {
    let mut find = store.connection.prepare(
        "SELECT correction.whole, article.id, article.is_current, fate.became, fate.reason FROM correction
         LEFT JOIN article ON article.digest = correction.digest LEFT JOIN fate ON fate.correction = correction.key
         WHERE ?1 IS NULL OR correction.digest = ?1 ORDER BY correction.digest, correction.at, correction.id",
    )?;
    let mut rows = find.query([digest])?;
    let mut kept = Vec::new();
    while let Some(row) = rows.next()? {
        let whole: String = row.get(0)?;
        let (article, is_current): (Option<String>, Option<bool>) = (row.get(1)?, row.get(2)?);
        let became: Option<String> = row.get(3)?;
        let became = became.and_then(|became| Became::from_name(&became));
        let (became, reason) = match (is_current, became) {
            (Some(true), Some(became)) => (became, row.get(4)?),
            (Some(false), Some(Became::Done)) => (Became::Orphan, Some(OLDER.to_owned())),
            (Some(false), Some(became)) => (became, row.get(4)?),
            (Some(_), None) => (Became::Orphan, Some("it was not applied".to_owned())),
            (None, _) => (Became::Orphan, Some(NOT_HERE.to_owned())),
        };
        kept.push(KeptCorrection { correction: parsed(&whole)?, article, became, reason });
    }
    // Of those that speak of two articles, what became of them is seen in both.
    let (_, loose) = tied(store)?;
    let together = together(store)?;
    for one in &mut kept {
        if one.became != Became::Done || one.correction.elsewhere().next().is_none() {
            continue;
        }
        if let Some(why) = loose.get(&one.correction.id).or_else(|| together.get(&one.correction.id)) {
            (one.became, one.reason) = (Became::Orphan, Some(why.clone()));
        }
    }
    Ok(kept)
}

/// What linking has to obey.
pub(super) fn ties(store: &Sqlite) -> Result<Vec<Tie>, StoreError> {
    Ok(tied(store)?.0)
}

/// The ties, the last word on any two events last; and of corrections that tie nothing, why.
fn tied(store: &Sqlite) -> Result<(Vec<Tie>, BTreeMap<String, String>), StoreError> {
    let mut find = store.connection.prepare(
        "SELECT correction.whole FROM correction JOIN fate ON fate.correction = correction.key
         WHERE fate.became = 'done' AND EXISTS (SELECT 1 FROM correction_elsewhere WHERE correction_elsewhere.correction = correction.key)",
    )?;
    let mut rows = find.query([])?;
    let mut corrections: Vec<Correction> = Vec::new();
    while let Some(row) = rows.next()? {
        let whole: String = row.get(0)?;
        corrections.push(parsed(&whole)?);
    }
    corrections.sort_by_cached_key(|one| (one.at.parse::<jiff::Timestamp>().ok(), one.id.clone()));
    let mut ties: BTreeMap<[(Digest, u32); 2], Tie> = BTreeMap::new();
    let mut loose = BTreeMap::new();
    for correction in &corrections {
        let own = event_at(store, &correction.article, &correction.place())?;
        for (digest, place) in correction.elsewhere() {
            let other = event_at(store, digest, place)?;
            let (one, other) = match (own.clone(), other) {
                (Ok(one), Ok(other)) => (one, other),
                (Err(why), _) | (_, Err(why)) => {
                    loose.insert(correction.id.clone(), why);
                    continue;
                }
            };
            let mut pair = [(one.0.clone(), one.1), (other.0.clone(), other.1)];
            pair.sort_unstable();
            let is_one = correction.verb == Verb::Merge;
            let tie = Tie { correction: correction.id.clone(), one, other, is_one };
            if let Some(before) = ties.insert(pair, tie).filter(|before| before.is_one != is_one) {
                loose.insert(before.correction, format!("`{}` says otherwise since", correction.id));
            }
        }
    }
    Ok((ties.into_values().collect(), loose))
}

type Found = Result<(Digest, u32, String), String>;

/// The event at a place of a current article.
fn event_at(
    store: &Sqlite,
    digest: &str,
    place: &legation_record::correction::Place,
) -> Result<Found, StoreError> {
    let row: Option<(i64, bool)> = store
        .connection
        .prepare_cached("SELECT key, is_current FROM article WHERE digest = ?")?
        .query_row([digest], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let short = digest.get(..12).unwrap_or(digest);
    let Some((key, is_current)) = row else {
        return Ok(Err(format!("the article {short} is not in the store")));
    };
    if !is_current {
        return Ok(Err(format!("the article {short} has a newer version")));
    }
    let record = read::record(&store.connection, key)?;
    let found = locate(&record, What::Event, place);
    let event = found.and_then(|at| Some((at, record.events.get(at)?)));
    Ok(event
        .and_then(|(at, event)| {
            Some((Digest::written(digest.to_owned()), u32::try_from(at).ok()?, event.id.clone()))
        })
        .ok_or_else(|| format!("no event is found there in the article {short}")))
}

/// Of ties that the last linking did not obey, why; nothing where nothing was linked yet.
fn together(store: &Sqlite) -> Result<BTreeMap<String, String>, StoreError> {
    let mut broken = BTreeMap::new();
    let mut fused = store.connection.prepare_cached(
        "SELECT fused_telling.fused FROM fused_telling JOIN article ON article.key = fused_telling.article WHERE article.digest = ? AND fused_telling.event = ?",
    )?;
    for tie in tied(store)?.0 {
        let mut of = |side: &(Digest, u32, String)| -> Result<BTreeSet<i64>, StoreError> {
            let rows = fused.query_map(params![side.0.as_str(), side.2], |row| row.get(0))?;
            Ok(rows.collect::<Result<_, _>>()?)
        };
        let (one, other) = (of(&tie.one)?, of(&tie.other)?);
        if one.is_empty() || other.is_empty() {
            continue;
        }
        let are_one = !one.is_disjoint(&other);
        // An id can stand for two events of one article; then they are apart if some event has one without the other.
        let are_apart = one != other;
        if tie.is_one && !are_one || !tie.is_one && !are_apart {
            let why = "other corrections, taken together, say otherwise; or it was not linked since";
            broken.insert(tie.correction, why.to_owned());
        }
    }
    Ok(broken)
}

/// What is wrong with what is kept of corrections: each record must be what follows from the machine's.
pub(super) fn faults(store: &Sqlite) -> Result<Vec<String>, StoreError> {
    let mut faults = Vec::new();
    let mut find = store.connection.prepare(
        "SELECT DISTINCT article.key FROM article JOIN correction ON correction.digest = article.digest
         UNION SELECT article FROM document WHERE machine IS NOT NULL ORDER BY 1",
    )?;
    let keys: Vec<i64> = find.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for key in keys {
        let stored = read::stored(&store.connection, key)?;
        let name = format!("article {} of {}", stored.record.id, stored.record.date);
        let Some(machine) = &stored.machine else {
            faults.push(format!("{name}: it has corrections, and the machine's record is not kept"));
            continue;
        };
        let corrections = of_article(&store.connection, stored.digest.as_str())?;
        for correction in &corrections {
            if let Err(why) = correction.clone().sealed(&Tables) {
                faults.push(format!("{name}: {}: {why}", correction.id));
            }
        }
        let follows = outcome(machine, &corrections, stored.text.as_deref());
        if follows.record != stored.record && stored.keep == Keep::Full {
            faults.push(format!("{name}: the record is not what follows from its corrections"));
        }
    }
    let without = store.count(
        "SELECT count(*) FROM correction JOIN article ON article.digest = correction.digest WHERE correction.key NOT IN (SELECT correction FROM fate)",
        [],
    )?;
    if without > 0 {
        faults.push(format!("{without} corrections were not applied"));
    }
    Ok(faults)
}
