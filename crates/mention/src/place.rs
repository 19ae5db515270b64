//! Places: which of the many that bear a name is meant.
//!
//! Candidates are weighed over the whole article: their country or its division is named elsewhere in it, or other towns of
//! it; a country or division stands right behind (`Tyre, Lebanon`, `Paris, Texas`); the dateline's place; how many live there. One
//! name means one place in one article.

use crate::Mention;
use crate::name::Name;
use legation_knowledge::world::{Country, Place, Sense, World};
use legation_language::{NameKind, Parse, Upos};
use legation_record::{Dispute, PlaceMention, PlaceUse};
use legation_text::{Article, Document, Span};
use std::collections::{BTreeMap, BTreeSet};

/// What a place weighs of which is told where it is.
const TOLD: u32 = 100;
/// What a name alone weighs that could only be of one division, and the most that all of them weigh.
const HINT: f64 = 10.0;
const HINTED: f64 = 12.0;

/// What a capital or a seat of international bodies weighs more than the towns that bear its name.
const SEAT: u32 = 30;
/// How many times smaller those towns are.
const RIVAL: u32 = 3;

/// Places where they stand, in order.
type Places = Vec<Mention<PlaceMention<Span>>>;

/// Finds the places, and the names of places that are adjectives or part of other names.
pub(crate) fn find(
    world: &World,
    article: &Article,
    document: &Document,
    parse: &Parse,
    names: &[Name],
) -> (Places, Places) {
    let context = Context::of(world, article, names);
    let mut chosen: BTreeMap<String, Option<PlaceMention<Span>>> = BTreeMap::new();
    let (mut places, mut nested) = (Vec::new(), Vec::new());
    for (at, name) in names.iter().enumerate() {
        let Some(span) = document.span_of(name.tokens.clone()) else { continue };
        if !is_place(name, parse) {
            nested.extend(adjective(name, parse, span));
            if let Some(inner) = first_part(world, article, document, name)
                && let Some(span) = document.span_of(inner.tokens.clone())
                && let Some(found) = resolve(&inner, &context, None, span, span.of(&article.text))
            {
                let is = PlaceMention { usage: PlaceUse::Nested, ..found };
                nested.push(Mention { head: inner.tokens.start, tokens: inner.tokens, is });
            }
            continue;
        }
        let words = span.of(&article.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let behind = names.get(at + 1).filter(|next| is_told_behind(parse, name.tokens.end, next));
        let behind = behind.and_then(Area::of);
        let before = at.checked_sub(1).and_then(|before| names.get(before));
        let before = before.filter(|before| is_told_behind(parse, before.tokens.end, name));
        let found = match behind {
            _ if before.is_some_and(|before| lies_in_division(before, name)) => {
                let own = Area::of(name);
                resolve(name, &context, own, span, &words)
            }
            Some(area) => resolve(name, &context, Some(area), span, &words),
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
    for place in places.iter_mut().chain(&mut nested) {
        place.is.dispute = world.dispute(&place.is.name, article.date).map(|dispute| Dispute {
            administered_by: owned(dispute.administered_by),
            claimed_by: owned(dispute.claimed_by),
        });
    }
    (places, nested)
}

/// Whether a name stands behind another, which ends before a token, to say where it is: `Paris, Texas`, `Athens in Georgia`; not
/// `in Geneva. U.S. officials`.
pub(crate) fn is_told_behind(parse: &Parse, end: u32, next: &Name) -> bool {
    let between = parse.words().get(end as usize).map_or("", |word| &*word.lemma);
    next.tokens.start == end + 1 && matches!(between, "," | "(" | "in" | "of" | "-" | "–" | "/")
}

fn owned(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

/// Whether a name that is a country's and a division's stands behind a town of the division: `Atlanta, Georgia`.
fn lies_in_division(town: &Name, name: &Name) -> bool {
    let country = name.senses.iter().find_map(|sense| match sense {
        Sense::Country(country) => Some(country.iso3),
        _ => None,
    });
    let (Some(country), Some(area)) = (country, Area::of(name)) else { return false };
    let largest = |fits: &dyn Fn(&Place) -> bool| {
        let towns = town.senses.iter().filter_map(|sense| match sense {
            Sense::Place(place) if fits(place) => Some(place.population),
            _ => None,
        });
        towns.max()
    };
    area.country != country
        && largest(&|place| Area::holding(place) == Some(area))
            > largest(&|place| place.country == Some(country))
}

/// The places that these words name, taken to name places: resolution without recognition.
pub(crate) fn at(
    world: &World,
    article: &Article,
    document: &Document,
    parse: &Parse,
    names: &[Name],
    spans: &[Span],
) -> Vec<Option<PlaceMention<Span>>> {
    let context = Context::of(world, article, names);
    let mut chosen: BTreeMap<String, Option<PlaceMention<Span>>> = BTreeMap::new();
    let mut resolved = |span: Span| {
        let tokens = document.tokens_in(span);
        let word =
            |token: u32| document.tokens.get(token as usize).map_or("", |token| token.span.of(&article.text));
        let senses_of = |tokens: &std::ops::Range<u32>| {
            let found = world.longest(tokens.clone().map(word));
            found.filter(|(count, _)| *count as u32 == tokens.end - tokens.start).map(|(_, senses)| senses)
        };
        let words = span.of(&article.text).split_whitespace().collect::<Vec<_>>().join(" ");
        // What the tokens do not part, the words do: `Ohio` of `Ohio-based`.
        let senses = senses_of(&tokens).unwrap_or_else(|| world.senses(&words));
        let name = Name { tokens: tokens.clone(), senses, kind: Some(NameKind::Place) };
        let adjective = name.senses.iter().find_map(|sense| match sense {
            Sense::Adjective(country) | Sense::People(country) => Some(*country),
            _ => None,
        });
        if let Some(country) = adjective.filter(|_| !name.senses.iter().any(|s| matches!(s, Sense::Place(_))))
        {
            return Some(of_country(country, span));
        }
        let next = names.get(names.partition_point(|next| next.tokens.start <= tokens.end));
        let behind = next.filter(|next| is_told_behind(parse, tokens.end, next)).and_then(Area::of);
        match behind {
            Some(area) => resolve(&name, &context, Some(area), span, &words),
            None => chosen
                .entry(words.to_lowercase())
                .or_insert_with(|| resolve(&name, &context, None, span, &words))
                .clone(),
        }
    };
    spans.iter().map(|&span| resolved(span)).collect()
}

/// The country of an adjective or a people.
fn adjective(name: &Name, parse: &Parse, span: Span) -> Option<Mention<PlaceMention<Span>>> {
    let country = name.senses.iter().find_map(|sense| match sense {
        Sense::Adjective(country) | Sense::People(country) => Some(*country),
        _ => None,
    })?;
    let is = PlaceMention { usage: PlaceUse::Adjective, ..of_country(country, span) };
    let tokens = name.tokens.clone();
    Some(Mention { head: crate::head_of(parse, tokens.clone()), tokens, is })
}

/// The place that the name of a body or a building begins with: `Ohio` of `Ohio Senate`, `Paris` of `Paris Public Library`.
fn first_part(world: &World, article: &Article, document: &Document, name: &Name) -> Option<Name> {
    let other = matches!(name.kind, Some(NameKind::Organisation | NameKind::Facility | NameKind::Event));
    let length = name.tokens.end - name.tokens.start;
    (other && length > 1).then_some(())?;
    let words = (name.tokens.start..name.tokens.end - 1)
        .filter_map(|token| Some(document.tokens.get(token as usize)?.span.of(&article.text)));
    let (count, mut senses) = world.longest(words)?;
    senses.retain(|sense| matches!(sense, Sense::Place(_) | Sense::Country(_)));
    let tokens = name.tokens.start..name.tokens.start + count as u32;
    (!senses.is_empty()).then_some(Name { tokens, senses, kind: Some(NameKind::Place) })
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

/// A country, or one of its first-level divisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Area {
    country: &'static str,
    /// Empty for the whole country.
    division: &'static str,
}

impl Area {
    /// What a name that stands behind a comma says of the place before it.
    pub(crate) fn of(name: &Name) -> Option<Area> {
        let division = name.senses.iter().find_map(|sense| match sense {
            Sense::Place(place) if matches!(place.kind, "region" | "province") => Area::holding(place),
            _ => None,
        });
        let country = name.senses.iter().find_map(|sense| match sense {
            Sense::Country(country) => Some(Area { country: country.iso3, division: "" }),
            _ => None,
        });
        division.or(country)
    }

    fn holding(place: &Place) -> Option<Area> {
        Some(Area { country: place.country?, division: place.admin1 })
    }
}

/// How often each country and division is named or meant in the article.
#[derive(Debug, Default)]
pub(crate) struct Context {
    countries: BTreeMap<&'static str, u32>,
    divisions: BTreeMap<Area, u32>,
    /// How many names could be of each division, those that could be of few more than those that could be of many.
    hints: BTreeMap<Area, f64>,
    /// A point in each division: its centre, or a town of it that is named.
    points: BTreeMap<Area, (f64, f64)>,
}

impl Context {
    pub(crate) fn of(world: &World, article: &Article, names: &[Name]) -> Context {
        let mut context = Context::default();
        for name in names {
            context.count(&name.senses, 1);
        }
        context.hint(names);
        let dateline = article.dateline.as_ref().and_then(|dateline| dateline.place);
        if let Some(span) = dateline {
            context.count(&world.senses(span.of(&article.text)), 2);
        }
        context
    }

    /// Counts what a name says for sure.
    fn count(&mut self, senses: &[Sense], weight: u32) {
        let regions = || {
            senses.iter().filter_map(|sense| match sense {
                Sense::Place(place) if place.kind == "region" => Some((Area::holding(place)?, place)),
                _ => None,
            })
        };
        let country = senses.iter().find_map(|sense| match sense {
            Sense::Country(country)
            | Sense::Adjective(country)
            | Sense::People(country)
            | Sense::Seat(country) => Some(country.iso3),
            Sense::Place(place) if place.is_capital => place.country,
            _ => None,
        });
        // `Georgia` is a state of two kinds: it speaks for neither.
        match (country, regions().next()) {
            (Some(country), None) => *self.countries.entry(country).or_default() += weight,
            (None, Some((area, place))) => self.add(area, place, weight),
            (Some(_), Some(_)) => {}
            (None, None) => {
                // A town that has no rival of its size speaks for its area.
                let mut towns: Vec<&Place> = senses
                    .iter()
                    .filter_map(|sense| if let Sense::Place(place) = sense { Some(place) } else { None })
                    .collect();
                towns.sort_by_key(|place| std::cmp::Reverse(place.population));
                let alone = match towns.as_slice() {
                    [first, second, ..] => first.population / 8 > second.population,
                    [_] => true,
                    [] => false,
                };
                if let Some(place) = towns.first().filter(|_| alone)
                    && let Some(area) = Area::holding(place)
                {
                    self.add(area, place, weight);
                }
            }
        }
    }

    /// Counts what names that could be of several divisions hint at, each name once: `Paris`, `Reno` and `Lamar County` are of many
    /// states, together of Texas.
    fn hint(&mut self, names: &[Name]) {
        let areas = |name: &Name| -> BTreeSet<Area> {
            let places = name.senses.iter().filter_map(|sense| match sense {
                Sense::Place(place) => Area::holding(place).filter(|area| !area.division.is_empty()),
                _ => None,
            });
            places.collect()
        };
        // `Rome`, `Vienna` and `Athens` together are not of one state.
        let towns = names.iter().filter(|name| seat(&name.senses).is_none());
        let distinct: BTreeSet<BTreeSet<Area>> = towns.map(areas).filter(|areas| areas.len() > 1).collect();
        for areas in distinct {
            let share = 1.0 / areas.len() as f64;
            for area in areas {
                *self.hints.entry(area).or_default() += share;
            }
        }
    }

    fn add(&mut self, area: Area, place: &Place, weight: u32) {
        *self.countries.entry(area.country).or_default() += weight;
        *self.divisions.entry(area).or_default() += weight;
        self.points.entry(area).or_insert((place.lat, place.lon));
    }

    /// The division that is told, or the one most named, and a point in it.
    fn division(&self, behind: Option<Area>) -> Option<(Area, (f64, f64))> {
        let named = || {
            let divisions = self.divisions.iter().filter(|(area, _)| !area.division.is_empty());
            divisions.max_by_key(|(area, count)| (**count, std::cmp::Reverse(**area))).map(|(area, _)| *area)
        };
        let area = behind.filter(|area| !area.division.is_empty()).or_else(named)?;
        Some((area, *self.points.get(&area)?))
    }

    fn country(&self, country: &str) -> u32 {
        self.countries.get(country).copied().unwrap_or(0)
    }

    /// How likely a place of a name is meant: one that lies in what is named behind it, in divisions and countries of which the
    /// article speaks, a large one, a capital, the one seat of that name.
    pub(crate) fn weight(&self, place: &Place, behind: Option<Area>, seat: Option<&Place>) -> u32 {
        let named = place.country.map_or(0, |country| self.country(country)).min(5);
        let area = Area::holding(place).filter(|area| !area.division.is_empty());
        let near = area.and_then(|area| self.divisions.get(&area)).copied().unwrap_or(0).min(5);
        let size = match place.population {
            0 if matches!(place.kind, "province" | "county") => 14,
            0 if place.kind == "region" && place.country.is_none() => 40,
            0 if place.geonameid.is_none() => 22,
            0 => 4,
            people => people.ilog2(),
        };
        let told = match behind {
            Some(behind) if area == Some(behind) => TOLD + 100,
            Some(behind) if place.country == Some(behind.country) => TOLD,
            _ => 0,
        };
        let hint = area.and_then(|area| self.hints.get(&area)).copied().unwrap_or(0.0);
        let hinted = (hint * HINT).min(HINTED) as u32;
        told + hinted
            + near * 3
            + named * 2
            + size
            + if place.is_capital { 6 } else { 0 }
            + if seat == Some(place) { SEAT } else { 0 }
    }
}

/// The likeliest place of a name.
fn resolve(
    name: &Name,
    context: &Context,
    behind: Option<Area>,
    span: Span,
    words: &str,
) -> Option<PlaceMention<Span>> {
    let country = name.senses.iter().find_map(|sense| match sense {
        Sense::Country(country) => Some(*country),
        _ => None,
    });
    // `China, Japan and South Korea` is a list, though there is a China in Japan.
    let is_wide = |sense: &Sense| match sense {
        Sense::Country(_) => true,
        Sense::Place(place) => place.kind == "region" && place.country.is_none(),
        _ => false,
    };
    let behind = behind.filter(|area| !area.division.is_empty() || !name.senses.iter().any(is_wide));
    let seat = seat(&name.senses);
    let weight = |place: &Place| context.weight(place, behind, seat);
    let place = name.senses.iter().filter_map(|sense| match sense {
        Sense::Place(place) => Some(*place),
        _ => None,
    });
    let place = place.max_by_key(|place| (weight(place), std::cmp::Reverse(place.geonameid)));
    match (country, place) {
        (Some(country), None) => Some(of_country(country, span)),
        // `Georgia`, `Jordan`, `Mexico`: the state, unless a region or city of the name is told apart by what stands behind.
        (Some(country), Some(place))
            if weight(&place) < TOLD
                && (place.kind != "region"
                    || place.country.map_or(0, |other| context.country(other))
                        <= context.country(country.iso3)) =>
        {
            Some(of_country(country, span))
        }
        (_, Some(place)) => Some(PlaceMention {
            span,
            name: place.name.to_owned(),
            lat: Some(place.lat),
            lon: Some(place.lon),
            country: place.country.map(str::to_owned),
            geonameid: place.geonameid,
            kind: Some(place.kind.to_owned()),
            usage: PlaceUse::Literal,
            dispute: None,
        }),
        // `Butler County` is somewhere in the division that the article is about.
        (None, None) if words.ends_with(" County") || words.ends_with(" Parish") => {
            let within = context.division(behind);
            Some(PlaceMention {
                span,
                name: words.to_owned(),
                lat: within.map(|(_, (lat, _))| lat),
                lon: within.map(|(_, (_, lon))| lon),
                country: within.map(|(area, _)| area.country.to_owned()),
                geonameid: None,
                kind: Some("region".to_owned()),
                usage: PlaceUse::Literal,
                dispute: None,
            })
        }
        (None, None) => Some(PlaceMention {
            span,
            name: words.to_owned(),
            lat: None,
            lon: None,
            country: behind.map(|area| area.country.to_owned()),
            geonameid: None,
            kind: (name.kind == Some(NameKind::Facility)).then(|| "facility".to_owned()),
            usage: PlaceUse::Literal,
            dispute: None,
        }),
    }
}

/// The capital or the seat of international bodies that a name means in news of diplomacy, if it is much larger than the towns
/// abroad that bear its name: `Geneva`, not `San José`.
pub(crate) fn seat(senses: &[Sense]) -> Option<&Place> {
    let places = || {
        senses.iter().filter_map(|sense| match sense {
            Sense::Place(place) => Some(place),
            _ => None,
        })
    };
    let seat = places().filter(|place| place.is_seat).max_by_key(|place| place.population)?;
    let is_rival = |place: &Place| {
        place.country != seat.country && (place.kind != "city" || place.population > seat.population / RIVAL)
    };
    (!places().any(is_rival)).then_some(seat)
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
        usage: PlaceUse::Literal,
        dispute: None,
    }
}
