//! The roll-ups: what is counted as articles come and go, in the transaction that brings or takes them.

use super::write::Day;
use crate::StoreError;
use legation_record::{ActorCode, Event, Grain, Offsets, PartialDate};
use rusqlite::{Connection, params};

/// The two parties of a pair, in its order.
pub(super) type Pair = (String, String);

/// The party that a code stands for in dyads: its country, or the body; none where neither is known.
fn party(code: &ActorCode) -> Option<&str> {
    code.country().or_else(|| Some(code.as_str()).filter(|code| code.len() > 3 && !code.starts_with("---")))
}

/// The pairs of parties that an event stands between: from source to target, or, where it is symmetric, any two.
pub(super) fn pairs(event: &Event<Offsets>) -> Vec<Pair> {
    let parties = |actors: &[legation_record::Participant<Offsets>]| -> Vec<String> {
        let mut parties: Vec<String> =
            actors.iter().filter_map(|actor| party(&actor.code)).map(str::to_owned).collect();
        parties.sort_unstable();
        parties.dedup();
        parties
    };
    let sources = parties(&event.source);
    let others = if event.kind.is_symmetric() { sources.clone() } else { parties(&event.target) };
    let mut pairs = Vec::new();
    for first in &sources {
        for second in &others {
            if first < second || (first != second && !event.kind.is_symmetric()) {
                pairs.push((first.clone(), second.clone()));
            }
        }
    }
    pairs
}

/// Adds an event to all that counts events (`by` = 1), or takes it out again (−1).
pub(super) fn count(
    connection: &Connection,
    event: &Event<Offsets>,
    day: &Day,
    outlet: Option<&str>,
    by: i64,
) -> Result<(), StoreError> {
    let mut tally = connection.prepare_cached(
        "INSERT INTO tally (kind, value, events) VALUES (?1, ?2, ?3)
         ON CONFLICT (kind, value) DO UPDATE SET events = events + ?3",
    )?;
    tally.execute(params!["type", event.kind.name(), by])?;
    tally.execute(params!["status", event.status.name(), by])?;
    if let Some(mode) = &event.mode {
        tally.execute(params!["mode", mode.as_str(), by])?;
    }
    for context in &event.contexts {
        tally.execute(params!["context", context.as_str(), by])?;
    }
    if let Some(country) = event.place.as_ref().and_then(|place| place.country.as_deref()) {
        tally.execute(params!["country", country, by])?;
    }
    if let Some(outlet) = outlet {
        tally.execute(params!["outlet", outlet, by])?;
    }
    let Some(date) = day.date else { return Ok(()) };
    let week = PartialDate::containing(date, Grain::Week).to_string();
    let mut dyad = connection.prepare_cached(
        "INSERT INTO dyad_week (first, second, week, type, status, events, plover_sum, plover_events, goldstein_sum, goldstein_events)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
         ON CONFLICT (first, second, week, type, status) DO UPDATE SET
         events = events + ?6, plover_sum = plover_sum + ?7, plover_events = plover_events + ?8,
         goldstein_sum = goldstein_sum + ?9, goldstein_events = goldstein_events + ?10",
    )?;
    let part = |score: Option<f64>| (score.unwrap_or_default() * by as f64, i64::from(score.is_some()) * by);
    let ((plover, plovers), (goldstein, goldsteins)) = (part(event.plover_score), part(event.goldstein));
    for (first, second) in pairs(event) {
        let (kind, status) = (event.kind.name(), event.status.name());
        dyad.execute(params![first, second, week, kind, status, by, plover, plovers, goldstein, goldsteins])?;
    }
    Ok(())
}

/// Takes out the rows that count nothing any more.
pub(super) fn sweep(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch(
        "DELETE FROM tally WHERE events = 0; DELETE FROM dyad_week WHERE events = 0;
         DELETE FROM article_day WHERE articles = 0; DELETE FROM actor WHERE events = 0 AND statements = 0;",
    )?;
    Ok(())
}
