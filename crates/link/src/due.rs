//! What was announced, proposed, threatened or made to depend on something, and what became of it.

use crate::{Evidence, Fused, Stage, StatusStep};
use jiff::civil::Date;
use legation_record::{EventType, PartialDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Something that was to come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Due {
    /// The fused event: an index into the events.
    pub event: u32,
    /// Its id.
    pub id: String,
    /// Its PLOVER type.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// How far it had come when it was last to come.
    pub stage: Stage,
    /// When it was to be, where a text says.
    pub due: Option<PartialDate>,
    /// Whether that day has passed.
    pub is_past: bool,
    /// The sentence that announces it.
    pub announced: Evidence,
    /// What became of it.
    pub outcome: Outcome,
    /// The sentence that tells of that; none where nothing does.
    pub followed: Option<Evidence>,
    /// The other fused event that tells of it, where it is another: an index into the events.
    pub by: Option<u32>,
}

/// What became of something that was to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It took place.
    Held,
    /// It was called off, or is said not to be.
    Cancelled,
    /// It was put off, or another date or place took its place.
    Superseded,
    /// What was demanded, offered or threatened came to pass.
    Met,
    /// Its day has not come.
    Open,
    /// No article says what became of it.
    NoFollowUpReported,
}

/// For so many days after an announcement without a date, and after the day of one with, what becomes of it is looked for.
const LOOKED_FOR: i32 = 45;

/// Everything that was to come, as known on a day from articles published by then (see [`as_of`](crate::fuse::as_of)), by the day it was due, what has none last.
///
/// What became of it is told by the event itself (`held`, `cancelled`, put off: `superseded`); by another of the same type and
/// parties that took place in its stead (`superseded`), within 45 days; and for what was threatened, demanded or offered, by an event that carries it
/// out (`met`). Where neither is told it is `open` until its day has passed, or 45 days where it has none, and then without follow-up.
pub fn due(events: &[Arc<Fused>], on: Date) -> Vec<Due> {
    let mut all: Vec<Due> =
        events.iter().zip(0..).filter_map(|(event, number)| one(events, event, number, on)).collect();
    all.sort_by(|one, other| {
        (one.due.is_none(), one.due, one.announced.date, &one.id).cmp(&(
            other.due.is_none(),
            other.due,
            other.announced.date,
            &other.id,
        ))
    });
    all
}

fn one(events: &[Arc<Fused>], event: &Fused, number: u32, on: Date) -> Option<Due> {
    let is_to_come = |stage: Stage| {
        matches!(
            stage,
            Stage::Mooted | Stage::Proposed | Stage::Planned | Stage::Confirmed | Stage::Postponed
        )
    };
    let is_threat = event.kind == EventType::Threaten;
    let announced = event
        .history
        .iter()
        .rev()
        .find(|step| is_to_come(step.stage))
        .or_else(|| event.history.first().filter(|_| is_threat && !event.background))?;
    let at = event.history.iter().position(|step| std::ptr::eq(step, announced))?;
    let due = event.when().and_then(|period| period.start.or(period.end));
    let day = due.map_or(announced.date.first_day(), PartialDate::last_day);
    let last = if due.is_some() { day } else { saturating(day, LOOKED_FOR) };
    let is_past = last < on;
    let (outcome, followed, by) = ended(event, at)
        .or_else(|| instead(events, event, number, announced, day))
        .unwrap_or((if is_past { Outcome::NoFollowUpReported } else { Outcome::Open }, None, None));
    Some(Due {
        event: number,
        id: event.id.clone(),
        kind: event.kind,
        stage: announced.stage,
        due,
        is_past,
        announced: evidence(event, announced)?,
        outcome,
        followed,
        by,
    })
}

fn saturating(day: Date, days: i32) -> Date {
    day.saturating_add(jiff::Span::new().days(days))
}

fn evidence(event: &Fused, step: &StatusStep) -> Option<Evidence> {
    event.tellings.get(step.telling as usize).map(|telling| telling.evidence.clone())
}

type End = (Outcome, Option<Evidence>, Option<u32>);

/// What the event itself tells of its end.
fn ended(event: &Fused, announced: usize) -> Option<End> {
    let steps = event.history.get(announced..)?;
    let step = steps.iter().rev().find(|step| {
        !matches!(step.stage, Stage::Mooted | Stage::Proposed | Stage::Planned | Stage::Confirmed)
    })?;
    let outcome = match step.stage {
        Stage::Held | Stage::Ongoing if event.kind == EventType::Threaten => return None,
        Stage::Held | Stage::Ongoing => Outcome::Held,
        Stage::Postponed => Outcome::Superseded,
        _ => Outcome::Cancelled,
    };
    Some((outcome, evidence(event, step), None))
}

/// Another event that tells what became of it: the earliest that fits.
fn instead(
    events: &[Arc<Fused>],
    event: &Fused,
    number: u32,
    announced: &StatusStep,
    day: Date,
) -> Option<End> {
    let until = saturating(day, LOOKED_FOR);
    let parties: BTreeSet<&str> = event.parties().into_iter().map(|party| party.code.as_str()).collect();
    if parties.len() < 2 {
        return None;
    }
    let fits = events.iter().zip(0..).filter(|(other, at)| {
        let told = other.first_told >= announced.date;
        let has_all =
            other.parties().into_iter().filter(|party| parties.contains(party.code.as_str())).count()
                == parties.len();
        let when = other.day();
        *at != number
            && told
            && has_all
            && announced.date.first_day() <= when
            && when <= until
            && !other.background
    });
    let found = fits.filter_map(|(other, at)| Some((outcome(event, other)?, other, at)));
    let (outcome, other, at) = found.min_by_key(|(_, other, at)| (other.day(), *at))?;
    let step = other.history.iter().rev().find(|step| step.stage == other.stage);
    let followed = step.and_then(|step| evidence(other, step)).or_else(|| other.best().cloned());
    Some((outcome, followed, Some(at)))
}

/// What another event of the same parties says of one that was to come.
fn outcome(event: &Fused, other: &Fused) -> Option<Outcome> {
    let took_place = matches!(other.stage, Stage::Held | Stage::Ongoing);
    let same_way = same_roles(event, other);
    let differs = event.round().zip(other.round()).is_some_and(|(one, other)| one != other);
    match (event.kind, other.kind) {
        _ if !took_place || differs => None,
        // `called off the talks`, `discontinued the visit`.
        (EventType::Consult, EventType::Sanction) => {
            let is_end =
                other.mode.iter().any(|told| matches!(told.value.as_str(), "discontinue" | "withdraw"));
            is_end.then_some(Outcome::Cancelled)
        }
        (EventType::Consult, EventType::Consult) => {
            let named = event.when().is_some() && other.when().is_some();
            (event.stage != Stage::Mooted && named && event.day() != other.day())
                .then_some(Outcome::Superseded)
        }
        // A threat or an offer is met by the deed.
        (EventType::Threaten, deed) => {
            let carries_out = matches!(
                deed,
                EventType::Sanction
                    | EventType::Coerce
                    | EventType::Assault
                    | EventType::Mobilize
                    | EventType::Protest
            );
            (carries_out && same_way).then_some(Outcome::Met)
        }
        (EventType::Request, EventType::Concede | EventType::Retreat) => (!same_way).then_some(Outcome::Met),
        _ => None,
    }
}

/// Whether who did the one did the other.
fn same_roles(one: &Fused, other: &Fused) -> bool {
    let codes = |parts: &[crate::Part]| -> BTreeSet<String> {
        parts.iter().filter_map(|part| part.party.as_ref()).map(|party| party.code.clone()).collect()
    };
    !codes(&one.source).is_disjoint(&codes(&other.source))
}
