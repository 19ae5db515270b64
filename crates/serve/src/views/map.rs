//! Events by place.

use super::{Counted, Query, Sight, View, Which, both, which};
use crate::address::{Address, Params};
use crate::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;

/// Which events, in how many places.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MapQuery {
    /// Which events.
    pub which: Which,
    /// In how many places; 300 unless said otherwise.
    pub counted: Counted,
}

/// Where events took place.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Map {
    /// The places, those with the most events first.
    pub items: Vec<MapPlace>,
    /// Always null: there are no more than `limit` asks for.
    pub next: Option<String>,
}

/// A place, and what happened there.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct MapPlace {
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

impl Query for MapQuery {
    fn take(params: &mut Params) -> Result<MapQuery, Problem> {
        Ok(MapQuery { which: Which::take(params)?, counted: Counted { limit: which::limit(params)? } })
    }

    fn addresses(&self) -> [String; 2] {
        both(Address::new("/map"), Address::new("/api/v1/map"), |address| {
            self.which.write(address);
            address.add("limit", self.counted.limit);
        })
    }
}

impl View for MapQuery {
    type Matter = Map;
    const IS_KEPT: bool = true;

    fn see(&self, sight: &Sight<'_>) -> Result<Map, Problem> {
        const FEW: u32 = 300;
        let places = sight.store.places(&self.which.filter(), self.counted.limit.unwrap_or(FEW))?;
        let items = places.into_iter().map(|place| MapPlace {
            name: place.name,
            country: place.country,
            lat: place.lat,
            lon: place.lon,
            geonameid: place.geonameid,
            events: place.events,
            cooperation: place.cooperation,
            conflict: place.conflict,
            first: place.first,
            last: place.last,
        });
        Ok(Map { items: items.collect(), next: None })
    }
}
