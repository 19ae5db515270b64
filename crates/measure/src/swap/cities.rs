//! Cities for others of their country.
//!
//! Capitals stay, for they stand for governments too; so do cities named with their region, and names that are part of another.

use super::countries::rows;
use super::draw::drawn;
use super::exchange::{Exchange, is_bare_genitive, is_one_word, occurrences};
use super::reading::Reading;
use legation_knowledge::world::{Sense, World};
use legation_language::NameKind;
use legation_record::{PlaceMention, PlaceUse};
use legation_text::Span;
use std::collections::BTreeSet;

/// The exchange of all cities that can be exchanged soundly.
pub(crate) fn exchange(reading: &Reading, seed: u64) -> Exchange {
    let (text, rows) = (reading.text(), rows());
    let mut exchange = Exchange::default();
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    let countries: BTreeSet<&str> =
        reading.record.mentions.places.iter().filter_map(|place| place.country.as_deref()).collect();
    let cities = countries
        .into_iter()
        .flat_map(|country| of(reading, country).into_iter().map(move |city| (city, country)));
    for (city, country) in cities {
        let row = rows.iter().find(|row| row.iso3 == country);
        let others = row.map(|row| row.cities.as_slice()).unwrap_or_default().iter();
        let free: Vec<&&str> =
            others.filter(|other| occurrences(text, other).is_empty() && !taken.contains(**other)).collect();
        let order = drawn(seed, &format!("{} {city}", reading.article.id), free);
        let Some(other) = order.first().filter(|_| is_sound(reading, city, country)) else {
            exchange.kept = true;
            continue;
        };
        taken.insert(other);
        occurrences(text, city).into_iter().for_each(|span| exchange.replace(text, span, other));
    }
    exchange
}

/// The cities of a country that the text names, its capital left out.
pub(crate) fn of<'a>(reading: &'a Reading, country: &str) -> BTreeSet<&'a str> {
    let places = reading.record.mentions.places.iter();
    let here = places.filter(|place| place.country.as_deref() == Some(country));
    let named = here.map(|place| (place, place.span.of(reading.text())));
    let cities = named.filter(|(place, words)| is_city(place, words) && !is_capital(words));
    cities.map(|(_, words)| words).collect()
}

/// Whether a place is one that most readers take for a city.
fn is_city(place: &PlaceMention<Span>, words: &str) -> bool {
    const LARGE: u32 = 100_000;
    let is_large = |sense: &Sense| match sense {
        Sense::Place(city) => city.country == place.country.as_deref() && city.population >= LARGE,
        _ => false,
    };
    place.kind.as_deref() == Some("city")
        && place.usage == PlaceUse::Literal
        && World::embedded().senses(words).iter().any(is_large)
}

fn is_capital(words: &str) -> bool {
    let is_capital = |sense: &Sense| {
        matches!(sense, Sense::Seat(_)) || matches!(sense, Sense::Place(place) if place.is_capital)
    };
    World::embedded().senses(words).iter().any(is_capital)
}

/// Whether the name of a city is one word that means nothing else in the text.
pub(crate) fn is_sound(reading: &Reading, city: &str, country: &str) -> bool {
    let text = reading.text();
    let places = &reading.record.mentions.places;
    let is_whole = |span: Span| {
        let here = places.iter().filter(|place| place.span.overlaps(span));
        let longer = reading.known.iter().any(|(name, _)| name.overlaps(span) && *name != span);
        let other = reading.names().any(|(name, kind)| kind != NameKind::Place && name.overlaps(span));
        !longer
            && !other
            && here.into_iter().all(|place| place.span == span && place.country.as_deref() == Some(country))
    };
    let has_region = |span: Span| {
        let next = text[span.end()..].strip_prefix(", ").map(|_| span.end() + 2);
        places
            .iter()
            .any(|place| Some(place.span.start()) == next && place.kind.as_deref() != Some("country"))
    };
    let spans = occurrences(text, city);
    is_one_word(city)
        && spans.iter().all(|&span| is_whole(span) && !has_region(span) && !is_bare_genitive(text, span))
}
