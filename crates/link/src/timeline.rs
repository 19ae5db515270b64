//! What happened, day by day.

use crate::{Evidence, Fused};
use legation_record::PartialDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A day (or, where no article is more exact, a week, month or year) and what happened then.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TimelineDay {
    /// When.
    pub date: PartialDate,
    /// What, the most reported first.
    pub entries: Vec<TimelineEntry>,
}

/// One event of a timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TimelineEntry {
    /// The fused event: an index into the events from which the timeline was made.
    pub event: u32,
    /// Its id.
    pub id: String,
    /// Whether it was told only later, as history.
    pub background: bool,
    /// Whether the day is the day of the first article, since none says when it was.
    pub undated: bool,
    /// How many independent articles tell of it.
    pub origins: u32,
    /// The sentence that tells of it best.
    pub evidence: Evidence,
}

/// Whose timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject<'a> {
    /// Of everything that is given: a storyline, a dossier.
    All,
    /// Of a party (its code), or of a person or body (the name, or a word of it).
    Actor(&'a str),
    /// Of two.
    Dyad(&'a str, &'a str),
    /// Of a place: its name, or the code of a country.
    Place(&'a str),
}

impl Subject<'_> {
    /// Whether an event is of the subject.
    pub fn has(self, event: &Fused) -> bool {
        match self {
            Subject::All => true,
            Subject::Actor(actor) => takes_part(event, actor),
            Subject::Dyad(one, other) => takes_part(event, one) && takes_part(event, other),
            Subject::Place(place) => event.place.iter().any(|told| {
                let country = told.value.country.as_deref();
                told.value.name.eq_ignore_ascii_case(place) || country == Some(place)
            }),
        }
    }
}

fn takes_part(event: &Fused, actor: &str) -> bool {
    let parts = event.source.iter().chain(&event.target);
    let has_word = |name: &str| {
        name.eq_ignore_ascii_case(actor)
            || name.split_whitespace().any(|word| word.eq_ignore_ascii_case(actor))
    };
    parts.into_iter().any(|part| {
        part.party.as_ref().is_some_and(|party| party.code == actor || party.name == actor)
            || part.entity.as_deref().is_some_and(has_word)
            || has_word(&part.who)
    })
}

/// The timeline of a subject. Each event stands at one date, the leading one of its tellings, however many articles tell of
/// it and however much later. An event told without a date stands at the day it was first told, unless it is history: then
/// nobody knows where it belongs, and it is left out.
pub fn timeline(events: &[Arc<Fused>], subject: Subject<'_>) -> Vec<TimelineDay> {
    let mut days: BTreeMap<PartialDate, Vec<TimelineEntry>> = BTreeMap::new();
    for (event, number) in events.iter().zip(0..).filter(|(event, _)| subject.has(event)) {
        let told = event.when().and_then(|period| period.start.or(period.end));
        if told.is_none() && event.background {
            continue;
        }
        let Some(evidence) = event.best() else { continue };
        days.entry(told.unwrap_or(event.first_told)).or_default().push(TimelineEntry {
            event: number,
            id: event.id.clone(),
            background: event.background,
            undated: told.is_none(),
            origins: event.origins,
            evidence: evidence.clone(),
        });
    }
    for entries in days.values_mut() {
        entries.sort_by(|one, other| {
            (Reverse(one.origins), one.undated, &one.id).cmp(&(
                Reverse(other.origins),
                other.undated,
                &other.id,
            ))
        });
    }
    days.into_iter().map(|(date, entries)| TimelineDay { date, entries }).collect()
}
