//! Fields told side by side.

use super::fused::{Part, Period, Spot, Stands, Told};
use super::telling::{Actor, Telling};
use crate::Days;
use std::collections::{BTreeMap, BTreeSet};

/// The tellings of one event, best first, and the origin of each.
pub(super) struct Tellings<'a> {
    pub(super) all: &'a [&'a Telling],
    pub(super) origins: &'a [u32],
}

/// A value as it was gathered: the words for it, and which tellings give it.
struct Gathered {
    words: BTreeSet<String>,
    tellings: Vec<u32>,
}

impl Tellings<'_> {
    /// How many articles and how many origins these are.
    pub(super) fn count(&self, tellings: &[u32]) -> (u32, u32) {
        let articles: BTreeSet<&str> = tellings
            .iter()
            .filter_map(|at| self.all.get(*at as usize))
            .map(|telling| telling.digest.as_str())
            .collect();
        let origins: BTreeSet<u32> =
            tellings.iter().filter_map(|at| self.origins.get(*at as usize)).copied().collect();
        let length = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        (length(articles.len()), length(origins.len()))
    }

    /// The values of a field, the best supported first: by `weight` of the value, then by origins, then by articles, then by
    /// the best telling that gives it.
    pub(super) fn told<T: Ord + Clone>(
        &self,
        value: impl Fn(&Telling) -> Option<(T, Option<String>)>,
        weight: impl Fn(&T, bool) -> u32,
        stands: impl Fn(&T, &T) -> Stands,
    ) -> Vec<Told<T>> {
        let mut found: BTreeMap<T, Gathered> = BTreeMap::new();
        for (telling, at) in self.all.iter().zip(0..) {
            let Some((value, words)) = value(telling) else { continue };
            let gathered = found
                .entry(value)
                .or_insert_with(|| Gathered { words: BTreeSet::new(), tellings: Vec::new() });
            gathered.words.extend(words);
            gathered.tellings.push(at);
        }
        let mut values: Vec<Told<T>> = found
            .into_iter()
            .map(|(value, gathered)| {
                let (articles, origins) = self.count(&gathered.tellings);
                let words = gathered.words.into_iter().collect();
                Told { value, words, stands: Stands::Leads, articles, origins, tellings: gathered.tellings }
            })
            .collect();
        values.sort_by_key(|told| {
            let support = (weight(&told.value, !told.words.is_empty()), told.origins, told.articles);
            (std::cmp::Reverse(support), told.tellings.first().copied())
        });
        if let Some((leading, others)) = values.split_first_mut() {
            for other in others {
                other.stands = stands(&leading.value, &other.value);
            }
        }
        values
    }

    /// Those with a part in it, the most named first.
    pub(super) fn actors(&self, role: impl Fn(&Telling) -> &[Actor]) -> Vec<Part> {
        type Named<'a> = Vec<(u32, &'a Actor)>;
        let mut found: BTreeMap<(Option<&str>, String), Named<'_>> = BTreeMap::new();
        for (telling, at) in self.all.iter().zip(0..) {
            for actor in role(telling) {
                let party = actor.party.as_ref().map(|party| party.code.as_str());
                // Whoever is named as the state alone is one.
                let name = match (&actor.entity, party) {
                    (Some(entity), _) => entity.to_lowercase(),
                    (None, Some(_)) => String::new(),
                    (None, None) => actor.who.to_lowercase(),
                };
                found.entry((party, name)).or_default().push((at, actor));
            }
        }
        let mut parts: Vec<Part> = found.into_values().filter_map(|named| self.part(&named)).collect();
        parts.sort_by_cached_key(|part| {
            (
                std::cmp::Reverse((part.origins, part.articles)),
                part.tellings.first().copied(),
                part.who.clone(),
            )
        });
        parts
    }

    fn part(&self, named: &[(u32, &Actor)]) -> Option<Part> {
        let mut tellings: Vec<u32> = named.iter().map(|(at, _)| *at).collect();
        tellings.dedup();
        let (articles, origins) = self.count(&tellings);
        // The name and code that most give; of equals the first in the alphabet.
        let most = |key: fn(&Actor) -> &str| -> Option<&Actor> {
            let mut counts: BTreeMap<&str, (usize, &Actor)> = BTreeMap::new();
            for (_, actor) in named {
                counts.entry(key(actor)).or_insert((0, *actor)).0 += 1;
            }
            counts
                .into_iter()
                .min_by_key(|(name, (count, _))| (std::cmp::Reverse(*count), *name))
                .map(|(_, (_, actor))| actor)
        };
        let by_name = most(|actor| &actor.who)?;
        let by_code = most(|actor| actor.code.as_str())?;
        Some(Part {
            party: by_name.party.clone(),
            code: by_code.code.clone(),
            who: by_name.who.clone(),
            entity: by_name.entity.clone(),
            articles,
            origins,
            tellings,
        })
    }
}

/// The days of a period.
pub(super) fn days(period: Period) -> Option<Days> {
    let (start, end) = (period.start.map(Days::of), period.end.map(Days::of));
    match (start, end) {
        (Some(start), Some(end)) => Some(Days { first: start.first, last: start.first.max(end.last) }),
        (one, other) => one.or(other),
    }
}

/// Whether two periods can both be so: one lies within the other.
pub(super) fn periods(one: &Period, other: &Period) -> Stands {
    match (days(*one), days(*other)) {
        (Some(one), Some(other)) if !one.covers(other) && !other.covers(one) => Stands::Conflicts,
        _ => Stands::Fits,
    }
}

/// Whether two places can both be so: a city and its country can.
pub(super) fn spots(one: &Spot, other: &Spot) -> Stands {
    let is_city = |spot: &Spot| spot.kind.as_deref() == Some("city");
    let countries = one.country.is_some() && other.country.is_some() && one.country != other.country;
    let cities = is_city(one) && is_city(other) && one.name != other.name;
    if countries || cities { Stands::Conflicts } else { Stands::Fits }
}
