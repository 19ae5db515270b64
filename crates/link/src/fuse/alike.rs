//! How much speaks for two tellings being of one event: a pure function of the two.
//!
//! What cannot be of one event scores nothing at all: rounds with different numbers, a round and a sum of rounds, days that
//! exclude each other, parties of whom fewer than two are shared (where both tellings name two), a call and a visit. For the
//! rest the table below is added up, in hundredths, and [`ONE`] is enough.
//!
//! | | points |
//! |---|---|
//! | parties | both of a dyad shared 30; one, where the other telling names no other 10; equal codes with sectors 5; each person or body shared 12, at most 24; for each party of which the two name different ones −12, where only one party is shared −25 |
//! | days | the same day 30 (concluded by the reader: 18); within the other's stretch 18, of a month or more 8; a day apart 5; undated, by the days between 20 − 3 each |
//! | place | same city 25; same country 6; cities that differ −30; countries that differ −30 |
//! | mode | same 8; different −10 |
//! | round | same number 40 |
//! | words | the share of the words in common, up to 70; some are needed, the more the less else is shared (`needed`) |
//! | status | one tells of what goes on without a day, the other of an incident −12, of deeds −25; one of a deed that may be, the other of one that is −12; of all but talks and agreements one denies it −12 |
//! | type | talks and agreements 8; deeds 0; words (accusing, demanding, …) −12 |

use super::feature::{Exactness, Feature, JUST_PAST, LONG, LONG_PAST, Outlook, TO_COME, others, shared};
use super::words;
use legation_record::{EventType, Quad};

/// As many points show that two tellings are of one event.
pub(super) const ONE: i32 = 65;
/// The points of an event with itself, in two copies of one text.
const SAME_TEXT: i32 = 1000;
/// As many show it for two tellings of one article, which its reader kept apart.
pub(super) const ONE_WITHIN: i32 = 105;

/// The points of two tellings; none where they cannot be of one event.
pub(super) fn points(one: &Feature, other: &Feature) -> Option<i32> {
    if one.event == other.event {
        return Some(SAME_TEXT);
    }
    if one.kind != other.kind || one.several != other.several {
        return None;
    }
    if one.round != 0 && other.round != 0 && one.round != other.round {
        return None;
    }
    let days = days(one, other)?;
    let parties = parties(one, other)?;
    let place = place(one, other);
    let kind = match one.kind {
        EventType::Consult | EventType::Agree => 8,
        EventType::Accuse
        | EventType::Request
        | EventType::Reject
        | EventType::Support
        | EventType::Threaten => -12,
        _ => 0,
    };
    let mode = match (one.mode, other.mode) {
        (0, _) | (_, 0) => 0,
        (a, b) if a == b => 8,
        _ => -10,
    };
    let round = if one.round != 0 && one.round == other.round { 40 } else { 0 };
    let is_deed = matches!(one.kind.quad(), Quad::MaterialConflict | Quad::MaterialCooperation);
    let is_talks = matches!(one.kind, EventType::Consult | EventType::Agree);
    let state = match (one.is_state == other.is_state, one.is_thought == other.is_thought) {
        (false, _) => {
            if is_deed {
                -25
            } else {
                -12
            }
        }
        (true, false) if is_deed => -12,
        _ if one.is_denied != other.is_denied && !is_talks => -12,
        _ => 0,
    };
    let sum = days + parties + place + kind + mode + round + state;
    if sum + 70 < ONE {
        return None;
    }
    let words = words::alike(&one.words, &other.words);
    (words >= needed(one, other)).then_some(sum + words * 70 / 1000)
}

/// The share of the words that have to be in common, in thousandths: of little use where two parties met on a day or in a
/// city that both tellings name, of much where a single party did something on a day that neither names.
fn needed(one: &Feature, other: &Feature) -> i32 {
    let is_dyad = one.parties.len() >= 2 && other.parties.len() >= 2;
    let is_day =
        one.exactness == Exactness::Day && other.exactness == Exactness::Day && one.first == other.first;
    let is_city = one.city != 0 && one.city == other.city;
    let is_round = one.round != 0 && one.round == other.round;
    let is_talks = matches!(one.kind, EventType::Consult | EventType::Agree);
    match (is_dyad, is_day || is_city || is_round) {
        (true, true) if is_talks => 0,
        (true, true) => 110,
        (true, false) if is_talks => 200,
        (true, false) => 250,
        (false, true) => 250,
        (false, false) => 330,
    }
}

fn parties(one: &Feature, other: &Feature) -> Option<i32> {
    let both = shared(&one.parties, &other.parties);
    let is_dyad = |feature: &Feature| feature.parties.len() >= 2;
    let people = shared(&one.people, &other.people);
    let mut points = match (is_dyad(one), is_dyad(other)) {
        (true, true) if both < 2 => return None,
        (true, true) if !roles(one, other) => return None,
        (true, true) => 30,
        _ if both == 1 && roles(one, other) => 10,
        _ if both == 0 && one.parties.is_empty() && other.parties.is_empty() && people > 0 => 5,
        _ => return None,
    };
    points += i32::try_from(people.min(2)).unwrap_or_default() * 12;
    let differing = i32::try_from(others(one, other)).unwrap_or_default();
    points -= differing * if both < 2 { 25 } else { 12 };
    if one.codes == other.codes {
        points += 5;
    }
    Some(points)
}

/// Whether who did it and who bore it are not the other way round.
fn roles(one: &Feature, other: &Feature) -> bool {
    if one.kind.is_symmetric() {
        return true;
    }
    let fit = |a: &[u64], b: &[u64]| a.is_empty() || b.is_empty() || shared(a, b) > 0;
    fit(&one.source, &other.source) && fit(&one.target, &other.target)
}

fn days(one: &Feature, other: &Feature) -> Option<i32> {
    use Exactness::{Concluded, Day, Stretch, Undated};
    let apart = (other.first - one.last).max(one.first - other.last).max(0);
    match (one.exactness, other.exactness) {
        (Day | Concluded, Day | Concluded) => match (apart, one.exactness == Day && other.exactness == Day) {
            (0, true) => Some(30),
            (0, false) => Some(18),
            (1, true) => Some(0),
            (1, false) => Some(12),
            _ => None,
        },
        (Undated, Undated) => undated(one, other),
        (Stretch, _) | (_, Stretch) => {
            let length = |feature: &Feature| match feature.exactness {
                Stretch => feature.last - feature.first + 1,
                _ => 1,
            };
            let longer = length(one).max(length(other));
            let is_same = one.first == other.first && one.last == other.last;
            match apart {
                _ if longer > LONG => is_same.then_some(8),
                0 if is_same => Some(if longer < 28 { 22 } else { 14 }),
                0 => Some(if longer < 28 { 16 } else { 6 }),
                1 if longer < 28 => Some(5),
                _ => None,
            }
        }
        (Undated, _) => dated(one, other, apart),
        (_, Undated) => dated(other, one, apart),
    }
}

/// Two tellings without a day.
fn undated(one: &Feature, other: &Feature) -> Option<i32> {
    let published = (one.published - other.published).abs();
    match (one.outlook, other.outlook) {
        (Outlook::Once, Outlook::Once) => (published <= LONG_PAST).then_some(0),
        (Outlook::Once, _) | (_, Outlook::Once) => (published <= TO_COME).then_some(0),
        (a, b) if a == b => (published <= JUST_PAST).then_some(18 - 4 * published),
        (a, _) => {
            let (past, future) = if a == Outlook::Past { (one, other) } else { (other, one) };
            let wait = past.published - future.published;
            (0..=TO_COME).contains(&wait).then_some((14 - 2 * wait).max(0))
        }
    }
}

/// A telling without a day, and one with.
fn dated(undated: &Feature, dated: &Feature, apart: i32) -> Option<i32> {
    let distance = match undated.outlook {
        _ if apart > 0 => return None,
        Outlook::Once => return Some(0),
        Outlook::Past => undated.published - dated.last,
        Outlook::Future => (dated.first - undated.published) / 3,
    };
    Some(20 - 3 * distance.clamp(0, 6))
}

fn place(one: &Feature, other: &Feature) -> i32 {
    let cities = one.city != 0 && other.city != 0;
    let countries = one.country != 0 && other.country != 0;
    match () {
        () if cities && one.city == other.city => 25,
        () if cities => -30,
        () if countries && one.country == other.country => 6,
        () if countries => -30,
        () => 0,
    }
}
