//! Articles that tell of one matter over days.
//!
//! Two articles belong together where they are alike in what they are about and were published within a few days. Each article then follows
//! the one among these that it is most like, of those with more about them than itself; where there is none, it is the heart of a story
//! (mode seeking, as in quick shift: Vedaldi & Soatto 2008). So a story ends where there are fewer articles between two hearts than at
//! either, and no chain of chance likenesses joins all. What an article follows depends on no other order than that of days and digests.

mod gist;

pub use gist::Gist;

use crate::Party;
use crate::copies::{Families, Plain};
use jiff::civil::Date;
use legation_record::PartialDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// Articles further apart, in days, are not held against each other.
pub const WINDOW: i64 = 4;
/// In thousandths, how alike two articles of one story are.
const ALIKE: u32 = 300;
/// In thousandths, how alike an article is at least to the heart of its story.
const TOUCHING: u32 = 150;
/// A party is named where this share of the articles has it.
const NAMED: f64 = 0.4;
/// So many words name the matter.
const MATTER: usize = 3;

/// Articles that tell of one matter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Story {
    /// The digest of the article that most others are like.
    pub heart: String,
    /// Its parties and its matter: `Iran–United States · nuclear talks`.
    pub name: String,
    /// The parties of most of its articles.
    pub parties: Vec<Party>,
    /// The words that most of its headlines share.
    pub matter: Vec<String>,
    /// The day of its first article.
    pub first: PartialDate,
    /// The day of its last.
    pub last: PartialDate,
    /// How many articles it has.
    pub articles: usize,
    /// How many of them are not copies of one another.
    pub origins: usize,
    /// The digests of its articles, by day.
    pub members: Vec<String>,
}

/// Articles, and which are alike.
#[derive(Clone, Debug, Default)]
pub struct Stories {
    gists: Vec<Gist>,
    by_key: HashMap<u32, Vec<(Date, u32)>, Plain>,
    by_digest: HashMap<String, u32>,
    /// The articles that each is alike, and how much.
    alike: Vec<Vec<(u32, u32)>>,
}

impl Stories {
    /// Adds an article; says whether it was not there.
    pub fn add(&mut self, gist: Gist) -> bool {
        if self.by_digest.contains_key(&gist.digest) {
            return false;
        }
        let (own, day) = (self.gists.len() as u32, gist.date.first_day());
        let (first, last) = (crate::span::after(day, -WINDOW), crate::span::after(day, WINDOW));
        let mut near = Vec::new();
        for key in gist.keys() {
            let list = self.by_key.entry(key).or_default();
            let from = list.partition_point(|(there, _)| *there < first);
            near.extend(list.iter().skip(from).take_while(|(there, _)| *there <= last).map(|(_, at)| *at));
            list.insert(list.partition_point(|(there, _)| *there <= day), (day, own));
        }
        near.sort_unstable();
        near.dedup();
        let mut alike = Vec::new();
        for at in near {
            let likeness = self.gists.get(at as usize).map_or(0, |other| gist.likeness(other));
            if likeness >= ALIKE {
                alike.push((at, likeness));
                if let Some(back) = self.alike.get_mut(at as usize) {
                    back.push((own, likeness));
                }
            }
        }
        self.by_digest.insert(gist.digest.clone(), own);
        self.gists.push(gist);
        self.alike.push(alike);
        true
    }

    /// The stories of at least so many articles, the largest first. `copies` says which articles have one origin.
    pub fn all(&self, least: usize, copies: &Families) -> Vec<Story> {
        let mut trees: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (at, heart) in self.hearts().into_iter().enumerate() {
            trees.entry(heart).or_default().push(at as u32);
        }
        let mut frequent = HashMap::new();
        let mut stories: Vec<Story> = trees
            .into_iter()
            .filter(|(_, members)| members.len() >= least.max(1))
            .filter_map(|(heart, members)| self.story(heart, members, copies, &mut frequent))
            .collect();
        stories.sort_by(|one, other| {
            (Reverse(one.articles), one.first, &one.heart).cmp(&(
                Reverse(other.articles),
                other.first,
                &other.heart,
            ))
        });
        stories
    }

    /// What each article follows; itself where it is the heart of a story.
    fn follows(&self) -> Vec<u32> {
        let weight: Vec<u64> = self
            .alike
            .iter()
            .map(|alike| alike.iter().map(|&(_, likeness)| u64::from(likeness)).sum())
            .collect();
        let rank = |at: u32| {
            let gist = self.gists.get(at as usize)?;
            Some((weight.get(at as usize)?, Reverse(gist.date.first_day()), Reverse(&gist.digest)))
        };
        let following = |at: u32, alike: &Vec<(u32, u32)>| {
            let heavier = alike.iter().filter(|(other, _)| rank(*other) > rank(at));
            heavier.max_by_key(|&&(other, likeness)| (likeness, rank(other))).map_or(at, |&(other, _)| other)
        };
        self.alike.iter().enumerate().map(|(at, alike)| following(at as u32, alike)).collect()
    }

    /// The heart of each article's story. What is led to a heart step by step and has little to do with it is the heart of another.
    fn hearts(&self) -> Vec<u32> {
        let follows = self.follows();
        let mut hearts: Vec<Option<u32>> = vec![None; follows.len()];
        for at in 0..follows.len() as u32 {
            let (mut path, mut top) = (vec![at], at);
            while let Some(&next) = follows.get(top as usize)
                && next != top
                && hearts.get(top as usize).is_some_and(Option::is_none)
            {
                path.push(next);
                top = next;
            }
            let mut heart = hearts.get(top as usize).copied().flatten().unwrap_or(top);
            for &step in path.iter().rev() {
                if let Some(known) = hearts.get_mut(step as usize) {
                    let gists = (self.gists.get(step as usize), self.gists.get(heart as usize));
                    let is_far = matches!(gists, (Some(one), Some(other)) if one.likeness(other) < TOUCHING);
                    heart = *known.get_or_insert(if is_far { step } else { heart });
                }
            }
        }
        hearts.into_iter().enumerate().map(|(at, heart)| heart.unwrap_or(at as u32)).collect()
    }

    /// `frequent` says of words whether they stand in all news, once they were looked up.
    fn story<'a>(
        &'a self,
        heart: u32,
        members: Vec<u32>,
        copies: &Families,
        frequent: &mut HashMap<&'a str, bool>,
    ) -> Option<Story> {
        let mut members: Vec<&Gist> =
            members.into_iter().filter_map(|at| self.gists.get(at as usize)).collect();
        members.sort_by_key(|gist| (gist.date.first_day(), &gist.digest));
        let parties = parties(&members);
        let matter = matter(&members, &parties, frequent);
        let sides: Vec<&str> = parties.iter().map(|party| party.name.as_str()).collect();
        let parts = [sides.join("–"), matter.join(" ")];
        let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        Some(Story {
            heart: self.gists.get(heart as usize)?.digest.clone(),
            name: parts.join(" · "),
            first: members.first()?.date,
            last: members.last()?.date,
            articles: members.len(),
            origins: copies.origins(members.iter().map(|gist| gist.digest.as_str())),
            members: members.iter().map(|gist| gist.digest.clone()).collect(),
            parties,
            matter,
        })
    }
}

/// The one or two parties that most articles have.
fn parties(members: &[&Gist]) -> Vec<Party> {
    let mut counts: BTreeMap<&Party, usize> = BTreeMap::new();
    for party in members.iter().flat_map(|gist| gist.parties.iter().take(3)) {
        *counts.entry(party).or_default() += 1;
    }
    let mut counts: Vec<(&Party, usize)> =
        counts.into_iter().filter(|(_, count)| *count as f64 >= NAMED * members.len() as f64).collect();
    counts.sort_by_key(|&(party, count)| (Reverse(count), party));
    let mut parties: Vec<Party> = counts.into_iter().take(2).map(|(party, _)| party.clone()).collect();
    parties.sort_by(|one, other| one.name.cmp(&other.name));
    parties
}

/// The words that most headlines share, in the order in which headlines have them; those that only name a party again are left out.
fn matter<'a>(members: &[&'a Gist], parties: &[Party], frequent: &mut HashMap<&'a str, bool>) -> Vec<String> {
    /// Of each word: how many headlines have it, the sum of its places there, and its spellings.
    #[derive(Default)]
    struct Use<'a> {
        count: usize,
        places: usize,
        spelled: BTreeMap<&'a str, usize>,
    }
    let mut uses: BTreeMap<u32, Use<'_>> = BTreeMap::new();
    for gist in members {
        for (place, (stem, word)) in gist.title.iter().enumerate() {
            let entry = uses.entry(*stem).or_default();
            entry.count += 1;
            entry.places += place;
            *entry.spelled.entry(word).or_default() += 1;
        }
    }
    // What stands in all news counts half: it fills a name, but does not make one.
    let mut weight = |word: &'a str| {
        let look_up = || crate::words::words(word).first().is_some_and(crate::words::Word::is_frequent);
        if *frequent.entry(word).or_insert_with(look_up) { 1 } else { 2 }
    };
    let names: Vec<Names> = parties.iter().map(Names::of).collect();
    let mut words: Vec<(usize, usize, &str)> = uses
        .into_values()
        .filter_map(|used| {
            let (word, _) = used.spelled.iter().max_by_key(|&(word, count)| (*count, Reverse(*word)))?;
            Some((used.count * weight(word), used.places * 100 / used.count, *word))
        })
        .filter(|(_, _, word)| word.chars().any(char::is_alphabetic))
        .filter(|(_, _, word)| !names.iter().any(|names| names.have(word)))
        .collect();
    words.sort_by_key(|&(count, place, word)| (Reverse(count), place, word));
    words.truncate(MATTER);
    words.sort_by_key(|&(_, place, word)| (place, word));
    words.into_iter().map(|(_, _, word)| word.to_owned()).collect()
}

/// How a party is named, in small letters.
struct Names {
    parts: Vec<String>,
    /// Its initials and its code.
    short: [String; 2],
}

impl Names {
    fn of(party: &Party) -> Names {
        let small = party.name.to_lowercase();
        let initials: String = small.split_whitespace().filter_map(|part| part.chars().next()).collect();
        let parts = small.split(|letter: char| !letter.is_alphanumeric()).map(str::to_owned);
        Names { parts: parts.collect(), short: [initials, party.code.to_lowercase()] }
    }

    /// Whether a word names the party: it begins as a word of its name does, or is its short form.
    fn have(&self, word: &str) -> bool {
        const BEGINNING: usize = 4;
        let small = word.to_lowercase();
        let begins_alike = |part: &String| {
            *part == small
                || part.chars().count() >= BEGINNING
                    && part.chars().take(BEGINNING).eq(small.chars().take(BEGINNING))
        };
        self.parts.iter().any(begins_alike) || self.short.contains(&small)
    }
}
