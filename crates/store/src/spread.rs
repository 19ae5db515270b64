//! What pages show of many rows at once.

use crate::{Filter, Order};

/// A place, and what happened there.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceCount {
    /// Its name.
    pub name: String,
    /// ISO 3166 alpha-3 code of its country.
    pub country: Option<String>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Its number in GeoNames.
    pub geonameid: Option<u32>,
    /// How many events.
    pub events: u64,
    /// How many of them are of cooperation.
    pub cooperation: u64,
    /// How many are of conflict.
    pub conflict: u64,
    /// The first day of them.
    pub first: Option<String>,
    /// The last.
    pub last: Option<String>,
}

/// Two parties, and what they did to each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairCount {
    /// A country (alpha-3), or a body's code; the first of the two in the alphabet.
    pub first: String,
    /// The other one.
    pub second: String,
    /// How many events.
    pub events: u64,
    /// How many of them are of cooperation.
    pub cooperation: u64,
    /// How many are of conflict.
    pub conflict: u64,
    /// The week of the first: `2025-W09`.
    pub first_week: String,
    /// The week of the last.
    pub last_week: String,
}

/// A question for joined events.
#[derive(Clone, Debug)]
pub struct FusedQuestion {
    /// Events of which an article tells this; the days are those of the joined event.
    pub filter: Filter,
    /// Of this story alone.
    pub story: Option<String>,
    /// In which order.
    pub order: Order,
    /// At most so many; none for all.
    pub limit: Option<u32>,
    /// Leaving out so many first.
    pub offset: u32,
}

/// What belongs together over time, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryRow {
    /// What it is known by.
    pub id: String,
    /// Its actors and matter.
    pub name: String,
    /// The day its first article was published.
    pub first: String,
    /// The day of the last.
    pub last: String,
    /// How many articles it has.
    pub articles: u64,
    /// How many of them are no copies of others.
    pub origins: u64,
}
