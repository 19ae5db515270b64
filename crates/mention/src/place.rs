//! Places: which of the many that bear a name is meant.
//!
//! Candidates are weighed over the whole article: their country is named elsewhere in it, a country or region stands
//! right behind (`Tyre, Lebanon`), the dateline's place, how many live there. One name means one place in one article.

use crate::Mention;
use crate::name::Name;
use legation_knowledge::world::{Country, Place, Sense, World};
use legation_language::{NameKind, Parse, Upos};
use legation_record::PlaceMention;
use legation_text::{Article, Document, Span};
use std::collections::BTreeMap;

/// Finds the places.
pub(crate) fn find(
    article: &Article,
    document: &Document,
    parse: &Parse,
    names: &[Name],
) -> Vec<Mention<PlaceMention<Span>>> {
    let context = countries(article, names);
    let mut chosen: BTreeMap<String, Option<PlaceMention<Span>>> = BTreeMap::new();
    let mut places = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let Some(span) = document.span_of(name.tokens.clone()) else { continue };
        if !is_place(name, parse) {
            continue;
        }
        let words = span.of(&article.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let behind =
            names.get(at + 1).filter(|next| next.tokens.start == name.tokens.end + 1).and_then(country_of);
        let found = match behind {
            Some(country) => resolve(name, &context, Some(country), span, &words),
            None => chosen
                .entry(words.to_lowercase())
                .or_insert_with(|| resolve(name, &context, None, span, &words))
                .clone(),
        };
        if let Some(found) = found {
            let tokens = name.tokens.clone();
            places.push(Mention {
                head: crate::head_of(parse, tokens.clone()),
                tokens,
                is: PlaceMention { span, ..found },
            });
        }
    }
    places
}

/// Whether a name is used of a place: no adjective, no person's name.
fn is_place(name: &Name, parse: &Parse) -> bool {
    let has = |pick: &dyn Fn(&Sense) -> bool| name.senses.iter().any(pick);
    let known = has(&|sense| matches!(sense, Sense::Place(_) | Sense::Country(_)));
    let noun = parse
        .words()
        .get(name.tokens.end as usize - 1)
        .is_some_and(|word| matches!(word.upos, Upos::Propn | Upos::Noun));
    match name.kind {
        Some(NameKind::Place | NameKind::Facility) => noun || known,
        Some(NameKind::Person | NameKind::Nationality) => false,
        Some(NameKind::Organisation | NameKind::Event) => {
            has(&|sense| matches!(sense, Sense::Country(_))) && noun
        }
        None => {
            known
                && noun
                && !has(&|sense| matches!(sense, Sense::Person(..) | Sense::Body(_) | Sense::Agent(_)))
        }
    }
}

fn country_of(name: &Name) -> Option<&'static str> {
    name.senses.iter().find_map(|sense| match sense {
        Sense::Country(country) => Some(country.iso3),
        Sense::Place(place) if place.kind == "region" => place.country,
        _ => None,
    })
}

/// How often each country is named, in any way.
fn countries(article: &Article, names: &[Name]) -> BTreeMap<&'static str, u32> {
    let mut counts = BTreeMap::new();
    for name in names {
        let country = name.senses.iter().find_map(|sense| match sense {
            Sense::Country(country)
            | Sense::Adjective(country)
            | Sense::People(country)
            | Sense::Seat(country) => Some(country.iso3),
            Sense::Place(place) if place.is_capital => place.country,
            _ => None,
        });
        *counts.entry(country.unwrap_or_default()).or_default() += 1;
    }
    let dateline = article.dateline.as_ref().and_then(|dateline| dateline.place);
    let there = dateline.map(|span| World::embedded().senses(span.of(&article.text))).unwrap_or_default();
    let home = there.iter().find_map(|sense| match sense {
        Sense::Country(country) => Some(country.iso3),
        Sense::Place(place) => place.country,
        _ => None,
    });
    if let Some(country) = home {
        *counts.entry(country).or_default() += 2;
    }
    counts
}

/// The likeliest place of a name.
fn resolve(
    name: &Name,
    context: &BTreeMap<&'static str, u32>,
    behind: Option<&str>,
    span: Span,
    words: &str,
) -> Option<PlaceMention<Span>> {
    let country = name.senses.iter().find_map(|sense| match sense {
        Sense::Country(country) => Some(*country),
        _ => None,
    });
    let weight = |place: &Place| {
        let named = place.country.and_then(|country| context.get(country)).copied().unwrap_or(0).min(5);
        let size = match place.population {
            0 => {
                if place.geonameid.is_none() {
                    22
                } else {
                    4
                }
            }
            people => people.ilog2(),
        };
        let told = if behind.is_some() && place.country == behind { 100 } else { 0 };
        told + named * 2 + size + if place.is_capital { 6 } else { 0 }
    };
    let place = name.senses.iter().filter_map(|sense| match sense {
        Sense::Place(place) => Some(*place),
        _ => None,
    });
    let place = place.max_by_key(|place| (weight(place), std::cmp::Reverse(place.geonameid)));
    match (country, place) {
        (Some(country), None) => Some(of_country(country, span)),
        // `Georgia`, `Jordan`, `Mexico`: the state, unless a region or city of the name is told apart by what stands behind.
        (Some(country), Some(place)) if weight(&place) < 100 => Some(of_country(country, span)),
        (_, Some(place)) => Some(PlaceMention {
            span,
            name: place.name.to_owned(),
            lat: Some(place.lat),
            lon: Some(place.lon),
            country: place.country.map(str::to_owned),
            geonameid: place.geonameid,
            kind: Some(place.kind.to_owned()),
        }),
        (None, None) => Some(PlaceMention {
            span,
            name: words.to_owned(),
            lat: None,
            lon: None,
            country: behind.map(str::to_owned),
            geonameid: None,
            kind: (name.kind == Some(NameKind::Facility)).then(|| "facility".to_owned()),
        }),
    }
}

fn of_country(country: &'static Country, span: Span) -> PlaceMention<Span> {
    PlaceMention {
        span,
        name: country.name.to_owned(),
        lat: Some(country.lat),
        lon: Some(country.lon),
        country: Some(country.iso3.to_owned()),
        geonameid: None,
        kind: Some("country".to_owned()),
    }
}
