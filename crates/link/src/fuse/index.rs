//! Which tellings can be of one event with another: those that share its parties at about its time.

use super::feature::{Exactness, Feature, JUST_PAST, LONG, LONG_PAST, Outlook, TO_COME};
use std::collections::{BTreeMap, HashMap};

/// Tellings by what they have in common and by their day.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    shelves: HashMap<u64, BTreeMap<i32, Vec<u32>>>,
}

/// What a shelf holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Dated,
    Stretch,
    Past,
    Future,
    Once,
}

const CLASSES: [Class; 5] = [Class::Dated, Class::Stretch, Class::Past, Class::Future, Class::Once];

/// On what grounds a telling stands on a shelf.
#[derive(Clone, Copy, Debug)]
enum By {
    /// Two of its parties.
    Dyad(u64, u64),
    /// Its only party.
    Alone(u64),
    /// One party of several.
    Among(u64),
    /// Somebody of no known party; where nobody is named, the event itself.
    Person(u64),
}

impl Index {
    /// Puts a telling where others will find it.
    pub(super) fn add(&mut self, feature: &Feature, number: u32) {
        let (class, day) = class(feature);
        for by in stands(feature) {
            self.shelves.entry(key(feature, by, class)).or_default().entry(day).or_default().push(number);
        }
    }

    /// The tellings that can be of one event with this one, in order; it may be among them.
    pub(super) fn find(&self, feature: &Feature) -> Vec<u32> {
        let mut found = Vec::new();
        for by in sought(feature) {
            for class in CLASSES {
                let (from, to) = window(feature, class);
                if let Some(shelf) = self.shelves.get(&key(feature, by, class)).filter(|_| from <= to) {
                    found.extend(shelf.range(from..=to).flat_map(|(_, numbers)| numbers));
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn class(feature: &Feature) -> (Class, i32) {
    match (feature.exactness, feature.outlook) {
        (Exactness::Day | Exactness::Concluded, _) => (Class::Dated, feature.first),
        (Exactness::Stretch, _) => (Class::Stretch, feature.first),
        (_, Outlook::Past) => (Class::Past, feature.published),
        (_, Outlook::Future) => (Class::Future, feature.published),
        (_, Outlook::Once) => (Class::Once, feature.published),
    }
}

/// Between which days those of a class lie that can be of one event with a telling.
fn window(feature: &Feature, class: Class) -> (i32, i32) {
    let (own, day) = self::class(feature);
    let (first, last) = (feature.first, feature.last);
    match (own, class) {
        (Class::Dated | Class::Stretch, Class::Dated) => (first - 1, last + 1),
        (_, Class::Dated) => (first, last),
        (_, Class::Stretch) => (first - LONG - 1, last + 1),
        (Class::Dated | Class::Stretch, Class::Past) => (first - 1, last + 1 + JUST_PAST),
        (Class::Dated | Class::Stretch, Class::Future) => (first - 1 - TO_COME, last + 1),
        (Class::Dated | Class::Stretch, Class::Once) => (first - 1, last + 1 + LONG_PAST),
        (Class::Once, Class::Once) => (day - LONG_PAST, day + LONG_PAST),
        (Class::Once, _) | (_, Class::Once) => (day - TO_COME, day + TO_COME),
        (Class::Past, Class::Past) | (Class::Future, Class::Future) => (day - JUST_PAST, day + JUST_PAST),
        (Class::Past, Class::Future) => (day - TO_COME, day),
        (Class::Future, Class::Past) => (day, day + TO_COME),
    }
}

fn stands(feature: &Feature) -> Vec<By> {
    match feature.parties.as_slice() {
        [] if feature.people.is_empty() => vec![By::Person(feature.event)],
        [] => feature.people.iter().copied().map(By::Person).collect(),
        [one] => vec![By::Alone(*one)],
        several => dyads(several).chain(several.iter().copied().map(By::Among)).collect(),
    }
}

fn sought(feature: &Feature) -> Vec<By> {
    match feature.parties.as_slice() {
        [] if feature.people.is_empty() => vec![By::Person(feature.event)],
        [] => feature.people.iter().copied().map(By::Person).collect(),
        [one] => vec![By::Alone(*one), By::Among(*one)],
        several => dyads(several).chain(several.iter().copied().map(By::Alone)).collect(),
    }
}

/// Every two of some; of a long list (a summit of many) every two of the first dozen.
fn dyads(parties: &[u64]) -> impl Iterator<Item = By> {
    let parties = parties.get(..12).unwrap_or(parties);
    (1..parties.len()).flat_map(|at| {
        let (before, here) = parties.split_at(at);
        here.first().into_iter().flat_map(|one| before.iter().map(|other| By::Dyad(*other, *one)))
    })
}

fn key(feature: &Feature, by: By, class: Class) -> u64 {
    let (mark, one, other) = match by {
        By::Dyad(one, other) => (1, one, other),
        By::Alone(one) => (2, one, 0),
        By::Among(one) => (3, one, 0),
        By::Person(one) => (4, one, 0),
    };
    let parts = [mark, feature.kind as u64, class as u64, one, other];
    parts
        .into_iter()
        .fold(0xcbf2_9ce4_8422_2325, |sum, part| (sum ^ part).wrapping_mul(0x0100_0000_01b3).rotate_left(23))
}
