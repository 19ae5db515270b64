//! From the tellings of one event to the event.

use super::confidence;
use super::fused::{Field, Fused, Period, Spot, Stands, TellingRef, Told};
use super::parts::{self, Tellings};
use super::stages;
use super::telling::Telling;
use crate::Days;
use jiff::civil::Date;
use legation_record::{EventType, PartialDate, Status};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The event that these tell of; they stand in the order of publication.
pub(super) fn join(tellings: &[&Telling], origin: &dyn Fn(&str) -> u64) -> Fused {
    let id = tellings.first().map_or("", |first| first.event.as_str());
    let id = format!("f-{}", id.strip_prefix("e-").unwrap_or(id));
    let published = |telling: &&Telling| telling.evidence.date;
    let first_told = tellings.first().map_or_else(never, published);
    let last_told = tellings.last().map_or_else(never, published);
    let mut best = tellings.to_vec();
    best.sort_by_cached_key(|telling| {
        (Reverse(merit(telling)), telling.evidence.date, telling.digest.clone(), telling.at)
    });
    let origins = origins(&best, origin);
    let all = Tellings { all: &best, origins: &origins };

    let date = dates(&all);
    let day = date.first().and_then(|told| parts::days(told.value));
    let place = places(&all);
    let mode =
        all.told(|telling| telling.mode.clone().map(|mode| (mode, None)), |_, _| 0, |_, _| Stands::Conflicts);
    let round = all.told(|telling| telling.round.map(|n| (n, None)), |_, _| 0, |_, _| Stands::Conflicts);
    let mut in_order: Vec<(u32, &Telling)> = (0..).zip(best.iter().copied()).collect();
    in_order.sort_by_key(|(at, telling)| (telling.evidence.date, *at));
    let history = stages::history(&in_order, day);
    let mut conflicts = Vec::new();
    for (field, is_told_differently) in [
        (Field::Mode, conflicting(&mode)),
        (Field::Date, conflicting(&date)),
        (Field::Place, conflicting(&place)),
        (Field::Status, stages::are_at_odds(&in_order, day)),
    ] {
        if is_told_differently {
            conflicts.push(field);
        }
    }
    let (articles, count) =
        all.count(&(0..u32::try_from(best.len()).unwrap_or(u32::MAX)).collect::<Vec<_>>());
    let kind = best.first().map_or(EventType::Consult, |telling| telling.kind);
    Fused {
        id,
        kind,
        quad: kind.quad(),
        source: all.actors(|telling| &telling.source),
        target: all.actors(|telling| &telling.target),
        stage: history.last().map_or(super::Stage::Mooted, |step| step.stage),
        history,
        background: best.iter().all(|telling| telling.background),
        confidence: confidence::of(shares(&best, &origins), conflicts.len()),
        conflicts,
        mode,
        date,
        place,
        round,
        articles,
        origins: count,
        first_told,
        last_told,
        tellings: best.iter().zip(&origins).map(|(telling, origin)| reference(telling, *origin)).collect(),
    }
}

fn never() -> PartialDate {
    PartialDate::from(Date::ZERO)
}

/// How good evidence is: the article's own voice before a speaker's, news before history, what took place before
/// what is planned and that before what may be, and
/// how many of date, place, both sides and round it gives; of equals, what the reader is surer of.
fn merit(telling: &Telling) -> (bool, bool, u8, usize, u32) {
    let given = [
        telling.date_words.is_some(),
        telling.place.is_some(),
        telling.actors().filter(|actor| actor.party.is_some()).count() >= 2,
        telling.round.is_some(),
        telling.mode.is_some(),
    ];
    let given = given.into_iter().filter(|is_given| *is_given).count();
    let fact = match telling.status {
        Status::Occurred | Status::Ongoing => 2,
        Status::Planned | Status::Denied => 1,
        Status::Possible | Status::Conditional | Status::Proposed => 0,
    };
    let sure = (telling.sure.clamp(0.0, 1.0) * 1000.0).round() as u32;
    (telling.according_to.is_none(), !telling.background, fact, given, sure)
}

/// The origins, numbered in the order in which they come.
fn origins(tellings: &[&Telling], origin: &dyn Fn(&str) -> u64) -> Vec<u32> {
    let mut numbers = BTreeMap::new();
    tellings
        .iter()
        .map(|telling| {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            *numbers.entry(origin(&telling.digest)).or_insert(next)
        })
        .collect()
}

/// What the best telling of each origin contributes.
fn shares(tellings: &[&Telling], origins: &[u32]) -> Vec<f64> {
    let mut best: BTreeMap<u32, f64> = BTreeMap::new();
    for (telling, origin) in tellings.iter().zip(origins) {
        let share = confidence::share(telling.sure, telling.according_to.is_some(), telling.background);
        let known = best.entry(*origin).or_default();
        *known = known.max(share);
    }
    best.into_values().collect()
}

/// The dates: such as a text names before such as the reader concluded, days before stretches.
fn dates(all: &Tellings<'_>) -> Vec<Told<Period>> {
    let is_day = |period: &Period| parts::days(*period).is_some_and(Days::is_one);
    all.told(
        |telling| telling.period.map(|period| (period, telling.date_words.clone())),
        |period, is_named| u32::from(is_day(period)) + 2 * u32::from(is_named),
        parts::periods,
    )
}

/// The places: cities before countries.
fn places(all: &Tellings<'_>) -> Vec<Told<Spot>> {
    all.told(
        |telling| telling.place.clone().map(|spot| (spot, None)),
        |spot, _| u32::from(spot.kind.as_deref() == Some("city")),
        parts::spots,
    )
}

fn conflicting<T>(told: &[Told<T>]) -> bool {
    told.iter().any(|told| told.stands == Stands::Conflicts)
}

fn reference(telling: &Telling, origin: u32) -> TellingRef {
    TellingRef {
        event: telling.event.clone(),
        digest: telling.digest.clone(),
        origin,
        status: telling.status,
        according_to: telling.according_to.as_ref().map(|speaker| speaker.who.clone()),
        background: telling.background,
        evidence: telling.evidence.clone(),
    }
}
