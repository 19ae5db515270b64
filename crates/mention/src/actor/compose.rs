//! What the parts of a mention are, and which of them go together.

use crate::name::Name;
use jiff::civil::Date;
use legation_knowledge::world::{AgentKind, Body, Given, Person, Sense};
use legation_language::{NameKind, Parse, Upos, Xpos};
use legation_text::Document;
use std::collections::BTreeSet;
use std::ops::Range;

/// A part of a mention.
#[derive(Clone, Debug)]
pub(super) struct Element {
    pub(super) tokens: Range<u32>,
    pub(super) part: Part,
}

/// What a part names.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// `Russia`, by its code.
    Country(&'static str),
    /// `Russian`.
    Adjective(&'static str),
    /// `Russians`.
    People(&'static str),
    /// `Kremlin`.
    Seat(&'static str),
    /// `Moscow`, which may be the government or the city.
    Capital(&'static str),
    /// `State Department`.
    Body(&'static Body),
    /// `foreign minister`, `troops`: the sector.
    Noun { sector: &'static str, kind: AgentKind },
    /// A person, known or not.
    Person { person: Option<&'static Person> },
    /// An organisation that no table knows.
    Organisation,
    /// A place that is no capital: it lends its country to whom it is named with (`Kharkiv residents`).
    Town(&'static str),
    /// A place of no country, an event.
    Other,
}

/// The countries that the article names, by name, adjective, seat, capital or a person in office.
pub(super) fn countries(names: &[Name], date: Date) -> BTreeSet<&'static str> {
    let of = |sense: &Sense| match sense {
        Sense::Country(country)
        | Sense::Adjective(country)
        | Sense::People(country)
        | Sense::Seat(country) => Some(country.iso3),
        Sense::Place(place) if place.is_capital => place.country,
        Sense::Person(person, Given::Full) => person.latest_on(date)?.code.get(..3),
        _ => None,
    };
    names.iter().flat_map(|name| name.senses.iter().filter_map(of)).collect()
}

/// What a name is here, in the light of what the model takes it for, of the date and of the countries that the article names.
pub(super) fn element(name: &Name, parse: &Parse, date: Date, named: &BTreeSet<&'static str>) -> Element {
    let tokens = name.tokens.clone();
    let is_adjective = parse.words().get(tokens.start as usize).is_some_and(|word| word.upos == Upos::Adj);
    let senses = &name.senses;
    let find = |pick: &dyn Fn(&Sense) -> Option<Part>| senses.iter().find_map(pick);
    let full = find(&|sense| match sense {
        Sense::Person(person, Given::Full) if person.is_remembered_on(date) => {
            Some(Part::Person { person: Some(person) })
        }
        // Another may bear the name of one who was ambassador years ago.
        Sense::Person(_, Given::Full) => Some(Part::Person { person: None }),
        _ => None,
    });
    let surname = by_surname(senses, date, named);
    let known_to_all = surname.is_some_and(|person| person.is_prominent);
    let surname = || surname.map(|person| Part::Person { person: Some(person) });
    let country = || {
        find(&|sense| match sense {
            Sense::Country(country) => Some(Part::Country(country.iso3)),
            _ => None,
        })
    };
    let demonym = || {
        let adjective = find(&|sense| match sense {
            Sense::Adjective(country) => Some(Part::Adjective(country.iso3)),
            _ => None,
        });
        let people = find(&|sense| match sense {
            Sense::People(country) => Some(Part::People(country.iso3)),
            _ => None,
        });
        if is_adjective { adjective.or(people) } else { people.or(adjective) }
    };
    // `Senate`, `National Assembly`: many states have one, so that the best known is meant where its country is named.
    let is_common = senses.iter().any(|sense| matches!(sense, Sense::Agent(_)));
    let fits = |body: &Body| {
        let country = body.code.get(..3).unwrap_or_default();
        !is_common || named.is_empty() || country == "IGO" || named.contains(country)
    };
    let body = || {
        find(&|sense| match sense {
            Sense::Body(body) if body.is_current(date) && fits(body) => Some(Part::Body(body)),
            _ => None,
        })
    };
    let seat = || {
        find(&|sense| match sense {
            Sense::Seat(country) => Some(Part::Seat(country.iso3)),
            _ => None,
        })
    };
    let noun = || {
        find(&|sense| match sense {
            Sense::Agent(agent) => Some(Part::Noun { sector: agent.sector, kind: agent.kind }),
            _ => None,
        })
    };
    let capital = || {
        find(&|sense| match sense {
            Sense::Place(place) if place.is_capital => place.country.map(Part::Capital),
            _ => None,
        })
    };
    let place = || senses.iter().any(|sense| matches!(sense, Sense::Place(_)));
    let town = || country_of(senses).map(Part::Town);
    let by_model = || match name.kind {
        Some(NameKind::Person) => Some(Part::Person { person: None }),
        Some(NameKind::Organisation) => Some(Part::Organisation),
        _ => None,
    };
    let part = match name.kind {
        Some(NameKind::Person) => full
            .or_else(surname)
            .or_else(body)
            .or_else(country)
            .or_else(capital)
            .or_else(noun)
            .or(Some(Part::Person { person: None })),
        Some(NameKind::Organisation) => {
            body().or_else(country).or_else(seat).or_else(noun).or_else(demonym).or(Some(Part::Organisation))
        }
        Some(NameKind::Nationality) => demonym().or_else(country).or_else(body),
        Some(NameKind::Place) => country()
            .or_else(body)
            .or_else(capital)
            .or_else(seat)
            .or_else(demonym)
            .or_else(|| if place() { None } else { full.or_else(surname) }),
        _ => full
            .or_else(country)
            .or_else(demonym)
            .or_else(body)
            .or_else(seat)
            .or_else(noun)
            .or_else(capital)
            // A bare word that the model takes for no name is a surname only of somebody everybody knows: not of `Sharon Day`.
            .or_else(|| known_to_all.then(surname).flatten().filter(|_| !place())),
    };
    Element { tokens, part: part.or_else(by_model).or_else(town).unwrap_or(Part::Other) }
}

/// The weight (`Person::weight_on`) from which somebody in office is called by the surname alone: those who make the news, no
/// single legislators or ambassadors.
const IN_OFFICE: u32 = 43;
/// The same for those who have left: heads of state and of government.
const OUT_OF_OFFICE: u32 = 28;
/// For how many years after it somebody is still called by the surname alone.
const REMEMBERED: i16 = 12;

/// Whom a surname alone means: one of a country that the article names; where it names none of theirs, the only one in a high office.
fn by_surname(senses: &[Sense], date: Date, named: &BTreeSet<&'static str>) -> Option<&'static Person> {
    let called = senses.iter().filter_map(|sense| match sense {
        Sense::Person(person, Given::Surname) => Some(*person),
        _ => None,
    });
    let is_named = |person: &Person| {
        let tenure = person.latest_on(date).or_else(|| person.last_before(date));
        tenure.and_then(|tenure| tenure.code.get(..3)).is_some_and(|country| named.contains(country))
    };
    let known: Vec<(&Person, bool)> = called
        .filter(|person| {
            let weight = person.weight_on(date);
            let left = || person.last_before(date).and_then(|tenure| tenure.last_year());
            match person.tenures_on(date).next() {
                Some(_) => weight >= IN_OFFICE,
                None => {
                    weight >= OUT_OF_OFFICE && left().is_some_and(|year| date.year() - year <= REMEMBERED)
                }
            }
        })
        .map(|person| (person, is_named(person)))
        .collect();
    let in_office = |person: &Person| person.tenures_on(date).next().is_some();
    let here: Vec<&Person> =
        known.iter().filter(|(_, is_named)| *is_named).map(|(person, _)| *person).collect();
    match here.as_slice() {
        [] => match known.as_slice() {
            [(only, _)] if in_office(only) => Some(only),
            _ => None,
        },
        // Of two in office nobody can tell which is meant.
        several if several.iter().filter(|person| in_office(person)).count() > 1 => None,
        several => several
            .iter()
            .copied()
            .max_by_key(|person| (person.weight_on(date), std::cmp::Reverse(person.name))),
    }
}

/// The country of a place of that name that is much the largest, or of a region.
pub(super) fn country_of(senses: &[Sense]) -> Option<&'static str> {
    let places = || {
        senses.iter().filter_map(|sense| match sense {
            Sense::Place(place) => Some(place),
            _ => None,
        })
    };
    if let Some(region) = places().find(|place| place.kind != "city") {
        return region.country;
    }
    let largest = places().max_by_key(|place| place.population)?;
    let rival = places().filter(|place| place.country != largest.country).map(|place| place.population).max();
    rival.is_none_or(|rival| rival < largest.population / 4).then_some(largest.country)?
}

impl Element {
    /// The country or body that it lends to what follows.
    pub(super) fn owner(&self) -> Option<String> {
        match &self.part {
            Part::Country(iso3)
            | Part::Adjective(iso3)
            | Part::People(iso3)
            | Part::Seat(iso3)
            | Part::Capital(iso3)
            | Part::Town(iso3) => Some((*iso3).to_owned()),
            Part::Body(body) => Some(body.code.to_owned()),
            _ => None,
        }
    }
}

/// The actor code of an owner (a country, or a body's code) and a sector.
pub(super) fn code(owner: Option<&str>, sector: Option<&str>) -> String {
    match (owner, sector) {
        // A body's people act for it: `NATO officials`, `a State Department spokesperson`.
        (Some(owner), _) if owner.len() > 3 => owner.to_owned(),
        (Some(owner), Some(sector)) => format!("{owner}{}", if sector.is_empty() { "GOV" } else { sector }),
        (Some(owner), None) => format!("{owner}GOV"),
        (None, Some("NGO")) => "NGO".to_owned(),
        (None, Some("IGO")) => "IGO".to_owned(),
        (None, Some(sector)) => format!("---{sector}"),
        (None, None) => "---".to_owned(),
    }
}

/// The adjectives and peoples before a part that an `and` joins to it, with commas between those before: `Russian, Turkish and` of
/// `Iranian`.
pub(super) fn listed_before<'a>(elements: &'a [Element], at: usize, parse: &Parse) -> &'a [Element] {
    let lemma = |at: u32| parse.words().get(at as usize).map_or("", |word| &*word.lemma);
    let mut start = at;
    while let Some(before) = start.checked_sub(1).map(|before| &elements[before]) {
        let between = if start == at { "and" } else { "," };
        let is_listed = before.tokens.end + 1 == elements[start].tokens.start
            && lemma(before.tokens.end) == between
            && matches!(before.part, Part::Adjective(_) | Part::People(_));
        if !is_listed {
            break;
        }
        start -= 1;
    }
    &elements[start..at]
}

/// How many tokens may stand between two parts of one mention.
const GAP: u32 = 3;

/// The end of the parts that make one mention with the part at `start`.
pub(super) fn run(elements: &[Element], start: usize, parse: &Parse, document: &Document) -> usize {
    let mut end = start + 1;
    while let (Some(before), Some(after)) = (elements.get(end - 1), elements.get(end)) {
        if !joins(before, after, parse, document) {
            break;
        }
        end += 1;
        if matches!(after.part, Part::Person { .. }) {
            break;
        }
    }
    // A mention ends in a person, a noun, or a body that the noun describes (`the rebel FDLR`); what stands after the last of
    // them does not belong to it.
    let described = |at: usize| {
        matches!((at.checked_sub(1).map(|at| &elements[at].part), &elements[at].part),
            (Some(Part::Noun { sector, .. }), Part::Body(body)) if body.code.get(3..) == Some(*sector))
    };
    let last = (start..end)
        .rev()
        .find(|&at| matches!(elements[at].part, Part::Person { .. } | Part::Noun { .. }) || described(at));
    match last {
        Some(last) if last > start => last + 1,
        _ => start + 1,
    }
}

/// Whether a part goes on in the next: side by side, or with a possessive, a hyphen or adjectives between.
fn joins(before: &Element, after: &Element, parse: &Parse, document: &Document) -> bool {
    let leads = matches!(
        before.part,
        Part::Country(_)
            | Part::Adjective(_)
            | Part::People(_)
            | Part::Seat(_)
            | Part::Capital(_)
            | Part::Town(_)
            | Part::Body(_)
            | Part::Noun { .. }
    );
    let follows =
        matches!(after.part, Part::Noun { .. } | Part::Person { .. } | Part::Body(_) | Part::Adjective(_));
    if !leads
        || !follows
        || after.tokens.start < before.tokens.end
        || after.tokens.start - before.tokens.end > GAP
    {
        return false;
    }
    if document.sentence_of(before.tokens.start) != document.sentence_of(after.tokens.start) {
        return false;
    }
    if matches!(before.part, Part::Town(_)) && !matches!(after.part, Part::Noun { .. }) {
        return false;
    }
    // A group is no title: `troops Lavrov` are two.
    if matches!((&before.part, &after.part), (Part::Noun { kind: AgentKind::Group, .. }, Part::Person { .. }))
    {
        return false;
    }
    let gap: Vec<_> =
        (before.tokens.end..after.tokens.start).filter_map(|at| parse.words().get(at as usize)).collect();
    // A person stands right behind the title, or behind whose he is: `Malaysia's Abu Hassan Omar`.
    if matches!(after.part, Part::Person { .. }) {
        let owned = matches!(gap.as_slice(), [only] if only.xpos == Xpos::Pos);
        return owned && !matches!(before.part, Part::Noun { .. } | Part::Town(_))
            || gap.is_empty()
                && !matches!(before.part, Part::Country(_) | Part::Capital(_) | Part::People(_));
    }
    if matches!(before.part, Part::Noun { .. }) && !gap.is_empty() {
        return false;
    }
    gap.iter().all(|word| {
        let xpos = word.xpos.name();
        matches!(word.upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num)
            || matches!(xpos, "POS" | "HYPH" | "VBG" | "VBN")
    })
}
