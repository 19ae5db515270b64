//! What of a telling is compared: numbers alone, so that comparing is cheap.

use super::telling::{Actor, Telling};
use super::words;
use crate::span::between;
use crate::words::number;
use jiff::civil::{Date, date};
use legation_record::{EventType, Status};

/// A day as a number.
pub(super) fn ordinal(day: Date) -> i32 {
    i32::try_from(between(date(1970, 1, 1), day)).unwrap_or_default()
}

/// On which side of its publication an undated event lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outlook {
    /// It was: shortly before.
    Past,
    /// It is to be: some time after.
    Future,
    /// It is history: any time before.
    Once,
}

/// How exactly its days are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exactness {
    /// The text names the day.
    Day,
    /// The reader concluded the day of publication.
    Concluded,
    /// A week, a month, several days.
    Stretch,
    /// Not told.
    Undated,
}

/// A telling in numbers.
#[derive(Clone, Debug)]
pub(super) struct Feature {
    pub(super) kind: EventType,
    pub(super) source: Vec<u64>,
    pub(super) target: Vec<u64>,
    /// The parties of both roles, in order.
    pub(super) parties: Vec<u64>,
    /// Persons, bodies and offices.
    pub(super) people: Vec<u64>,
    /// Of each party the persons and bodies that act for it.
    pub(super) acting: Vec<(u64, u64)>,
    /// Codes with their sectors.
    pub(super) codes: Vec<u64>,
    pub(super) exactness: Exactness,
    /// The days within which it can have been.
    pub(super) first: i32,
    pub(super) last: i32,
    pub(super) outlook: Outlook,
    pub(super) published: i32,
    pub(super) city: u64,
    pub(super) country: u64,
    pub(super) mode: u64,
    pub(super) round: u32,
    pub(super) several: bool,
    /// Told as going on, without a day: a state rather than an incident.
    pub(super) is_state: bool,
    /// Told as what could, should or might be.
    pub(super) is_thought: bool,
    pub(super) is_denied: bool,
    /// Told as having taken place by the day of publication.
    pub(super) is_past: bool,
    pub(super) article: u64,
    /// The event's id in the record: the same for the same text of the same day.
    pub(super) event: u64,
    pub(super) words: Vec<u32>,
}

/// How many days an undated event can lie from the publication of its article.
pub(super) const JUST_PAST: i32 = 3;
pub(super) const TO_COME: i32 = 14;
pub(super) const LONG_PAST: i32 = 31;
/// A stretch of more days is only the same as the very same stretch.
pub(super) const LONG: i32 = 31;

impl Feature {
    pub(super) fn of(telling: &Telling) -> Feature {
        let published = ordinal(telling.evidence.date.first_day());
        let outlook = match telling.status {
            Status::Occurred | Status::Ongoing | Status::Denied if telling.background => Outlook::Once,
            Status::Occurred | Status::Ongoing | Status::Denied => Outlook::Past,
            Status::Planned | Status::Possible | Status::Conditional | Status::Proposed => Outlook::Future,
        };
        let (exactness, first, last) = match telling.days() {
            Some(days) => {
                let exactness = match &telling.date_words {
                    _ if !days.is_one() => Exactness::Stretch,
                    Some(_) => Exactness::Day,
                    None => Exactness::Concluded,
                };
                (exactness, ordinal(days.first), ordinal(days.last))
            }
            None => match outlook {
                Outlook::Past => (Exactness::Undated, published - JUST_PAST, published),
                Outlook::Future => (Exactness::Undated, published, published + TO_COME),
                Outlook::Once => (Exactness::Undated, published - LONG_PAST, published),
            },
        };
        let place = telling.place.as_ref();
        let is_city = place.is_some_and(|place| place.kind.as_deref() == Some("city"));
        let source = parties(&telling.source);
        let target = parties(&telling.target);
        Feature {
            kind: telling.kind,
            parties: set(source.iter().chain(&target).copied()),
            source,
            target,
            people: set(telling.actors().filter_map(person)),
            acting: acting(telling),
            codes: set(telling.actors().map(|actor| number(actor.code.as_str()))),
            exactness,
            first,
            last,
            outlook,
            published,
            city: place.filter(|_| is_city).map_or(0, |place| number(&place.name)),
            country: place.and_then(|place| place.country.as_deref()).map_or(0, number),
            mode: telling.mode.as_ref().map_or(0, |mode| number(mode.as_str())),
            round: telling.round.unwrap_or_default(),
            several: telling.several,
            is_past: telling.status == Status::Occurred && first <= published,
            is_denied: telling.status == Status::Denied,
            is_thought: matches!(telling.status, Status::Possible | Status::Conditional | Status::Proposed),
            is_state: telling.status == Status::Ongoing && telling.period.is_none(),
            article: number(&telling.digest),
            event: number(&telling.event),
            words: telling.words.clone(),
        }
    }
}

fn set(numbers: impl Iterator<Item = u64>) -> Vec<u64> {
    let mut numbers: Vec<u64> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

fn parties(actors: &[Actor]) -> Vec<u64> {
    let codes = actors.iter().filter_map(|actor| actor.party.as_ref()).map(|party| party.code.as_str());
    set(codes.flat_map(|code| std::iter::once(code).chain(words::states(code).iter().copied())).map(number))
}

/// Whom a participant names more exactly than by the party.
fn person(actor: &Actor) -> Option<u64> {
    let name = actor.entity.as_deref().or_else(|| actor.party.is_none().then_some(actor.who.as_str()))?;
    let is_party = actor.party.as_ref().is_some_and(|party| party.name == name);
    (!is_party).then(|| number(&name.to_lowercase()))
}

fn acting(telling: &Telling) -> Vec<(u64, u64)> {
    let acting = |actor: &Actor| Some((number(&actor.party.as_ref()?.code), person(actor)?));
    telling.actors().filter_map(acting).collect()
}

/// For how many parties both tellings name somebody, but nobody in common.
pub(super) fn others(one: &Feature, other: &Feature) -> usize {
    let of = |feature: &Feature, party: u64| -> Vec<u64> {
        feature.acting.iter().filter(|acting| acting.0 == party).map(|acting| acting.1).collect()
    };
    let differ = |party: &&u64| {
        let (one, other) = (of(one, **party), of(other, **party));
        !one.is_empty() && !other.is_empty() && !one.iter().any(|person| other.contains(person))
    };
    one.parties.iter().filter(differ).count()
}

/// How many the two ordered lists have in common.
pub(super) fn shared(one: &[u64], other: &[u64]) -> usize {
    one.iter().filter(|number| other.binary_search(number).is_ok()).count()
}
