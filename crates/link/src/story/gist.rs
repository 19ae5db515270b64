//! What an article is about, in numbers: by what its story is found.

use crate::words::{Word, key, pair, words};
use crate::{Article, Party};
use legation_knowledge::world::World;
use legation_record::PartialDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What an article is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gist {
    /// The digest of the article.
    pub digest: String,
    /// When it was published.
    pub date: PartialDate,
    /// The words of its headline and of its first sentences, its actors, parties and towns, each with its weight; in order.
    pub features: Vec<(u32, u8)>,
    /// The parties to its events and those that it names, the most frequent first.
    pub parties: Vec<Party>,
    /// The words of its headline that say something: the number of their stem, and as the text has them.
    pub title: Vec<(u32, String)>,
}

/// The first sentences tell what an article is about.
const FIRST: usize = 2;
/// So many words of the headline stand in a sentence that speaks of what it does.
const TOLD: usize = 2;
/// So many of the actors and of the towns that it names most.
const MOST: usize = 6;
const TITLE: u8 = 4;
const LEAD: u8 = 2;
const ACTOR: u8 = 3;
const TOWN: u8 = 2;
const PARTY: u8 = 1;
const COUNTRY: u8 = 2;
const FREQUENT: u8 = 1;

impl Gist {
    /// Of an article by its headline, its sentences and what was read in it.
    pub(crate) fn of(article: &Article<'_>, sentences: &[Vec<Word>], world: &World) -> Gist {
        let record = article.record;
        let mut features: BTreeMap<u32, u8> = BTreeMap::new();
        let mut add = |kind: &str, what: u64, weight: u8| {
            let all = features.entry(pair(key(kind), what) as u32).or_default();
            *all = all.saturating_add(weight);
        };
        let countries: BTreeSet<u64> = record
            .mentions
            .places
            .iter()
            .filter(|place| place.kind.as_deref() == Some("country"))
            .flat_map(|place| words(place.span.of(article.text)))
            .map(|word| word.stem())
            .collect();
        let headline = words(record.title.as_deref().unwrap_or_default());
        let mut title: Vec<(u32, String)> = Vec::new();
        for word in headline.iter().filter(|word| word.has_content()) {
            let stem = word.stem() as u32;
            if !title.iter().any(|(there, _)| *there == stem) {
                let weight = match (word.is_frequent(), countries.contains(&word.stem())) {
                    (true, _) => FREQUENT,
                    (false, true) => COUNTRY,
                    (false, false) => TITLE,
                };
                add("word", word.stem(), weight);
                title.push((stem, spelled(word, sentences)));
            }
        }
        // Where a page has its frame before the article, the first sentences are those that speak of what the headline does.
        let speaks = |sentence: &&Vec<Word>| {
            let told =
                title.iter().filter(|(stem, _)| sentence.iter().any(|word| word.stem() as u32 == *stem));
            title.is_empty() || told.count() >= TOLD.min(title.len())
        };
        let mut told = BTreeSet::new();
        let lead = sentences.iter().filter(speaks).take(FIRST).flatten();
        for word in lead.filter(|word| word.has_content() && !word.is_frequent()) {
            if told.insert(word.stem()) {
                add("word", word.stem(), if countries.contains(&word.stem()) { FREQUENT } else { LEAD });
            }
        }
        let named = |actor: &legation_record::ActorMention<_>| actor.entity.clone();
        for (entity, _) in most(record.mentions.actors.iter().filter_map(named)) {
            let is_frequent = words(&entity).last().is_some_and(Word::is_frequent);
            add("actor", key(&entity), if is_frequent { FREQUENT } else { ACTOR });
        }
        let towns = record.mentions.places.iter().filter(|place| place.kind.as_deref() == Some("city"));
        for (town, _) in most(towns.map(|place| place.name.clone())) {
            let is_frequent = words(&town).last().is_some_and(Word::is_frequent);
            add("town", key(&town), if is_frequent { FREQUENT } else { TOWN });
        }
        let acting = record.events.iter().flat_map(|event| event.source.iter().chain(&event.target));
        let parties: Vec<Party> = most(acting.filter_map(|actor| Party::of(actor, world)))
            .into_iter()
            .map(|(party, _)| party)
            .collect();
        for party in &parties {
            add("party", key(&party.code), PARTY);
        }
        Gist {
            digest: article.digest.to_owned(),
            date: record.date,
            features: features.into_iter().collect(),
            parties,
            title,
        }
    }

    /// By what it is looked for: each two of what weighs most and is not frequent.
    pub(crate) fn keys(&self) -> Vec<u32> {
        const HEAVIEST: usize = 9;
        let mut heaviest = self.features.clone();
        heaviest.retain(|&(_, weight)| weight > FREQUENT);
        heaviest.sort_by_key(|&(key, weight)| (std::cmp::Reverse(weight), key));
        heaviest.truncate(HEAVIEST);
        let mut keys = Vec::new();
        for (at, (one, _)) in heaviest.iter().enumerate() {
            for (other, _) in heaviest.iter().skip(at + 1) {
                keys.push(pair(u64::from(*one.min(other)), u64::from(*one.max(other))) as u32);
            }
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// How alike two articles are in what they are about, in thousandths: the cosine of their features.
    pub(crate) fn likeness(&self, other: &Gist) -> u32 {
        let (mut product, mut there) = (0u64, other.features.iter().peekable());
        for &(key, weight) in &self.features {
            while there.next_if(|(at, _)| *at < key).is_some() {}
            if let Some(&(_, same)) = there.next_if(|(at, _)| *at == key) {
                product += u64::from(weight) * u64::from(same);
            }
        }
        let norm =
            |gist: &Gist| gist.features.iter().map(|&(_, weight)| u64::from(weight).pow(2)).sum::<u64>();
        // A square root is exact to the last bit on every machine.
        let norms = ((norm(self) * norm(other)) as f64).sqrt();
        if norms == 0.0 { 0 } else { (1000.0 * product as f64 / norms) as u32 }
    }
}

/// What there is most of, the most frequent first; in the order of the things themselves where there is as much of them.
fn most<T: Ord>(things: impl Iterator<Item = T>) -> Vec<(T, usize)> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for thing in things {
        *counts.entry(thing).or_default() += 1;
    }
    let mut counts: Vec<(T, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.truncate(MOST);
    counts
}

/// A word of the headline as the text spells it: in capitals where it never comes without.
fn spelled(word: &Word, sentences: &[Vec<Word>]) -> String {
    let inside = || {
        sentences
            .iter()
            .flat_map(|sentence| sentence.iter().skip(1))
            .filter(|there| there.small == word.small)
    };
    let mut letters = word.small.chars();
    match letters.next() {
        Some(_) if inside().next().is_some() && inside().all(|there| there.capitals) => {
            word.small.to_uppercase()
        }
        Some(first) if inside().next().is_some() && inside().all(|there| there.capital) => {
            first.to_uppercase().chain(letters).collect()
        }
        _ => word.small.clone(),
    }
}
