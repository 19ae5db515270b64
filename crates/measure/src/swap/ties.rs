//! What ties a country to a text: persons and bodies of its own, regions, names that would not move with it.

use super::cities;
use super::countries::Row;
use super::exchange::{is_bare_genitive, occurrences};
use super::reading::Reading;
use legation_knowledge::world::{Given, Sense, World};
use legation_text::Span;
use std::collections::BTreeSet;

/// The countries that the text ties to something that stays.
pub(crate) fn ties(reading: &Reading, rows: &[Row]) -> BTreeSet<String> {
    let text = reading.text();
    let mut tied = BTreeSet::new();
    let bears = |iso3: &str, words: &str| rows.iter().any(|row| row.iso3 == iso3 && row.has(words));
    for (span, senses) in &reading.known {
        let words = span.of(text);
        for sense in senses {
            match sense {
                Sense::Country(country)
                | Sense::Adjective(country)
                | Sense::People(country)
                | Sense::Seat(country)
                    if !bears(country.iso3, words) =>
                {
                    tied.insert(country.iso3.to_owned());
                }
                Sense::Body(body) => tied.extend(body.code.get(..3).map(str::to_owned)),
                _ => {}
            }
        }
        // `Gulf of Mexico`, `Bank of Russia`.
        let inside =
            |row: &&Row| !row.has(words) && row.forms.iter().any(|form| !occurrences(words, form).is_empty());
        tied.extend(rows.iter().filter(inside).map(|row| row.iso3.to_owned()));
    }
    for place in &reading.record.mentions.places {
        let words = place.span.of(text);
        if let Some(country) = place.country.as_deref()
            && !bears(country, words)
            && !(cities::of(reading, country).contains(words) && cities::is_sound(reading, words, country))
        {
            tied.insert(country.to_owned());
        }
    }
    let people = reading.people();
    let entities: BTreeSet<&str> =
        reading.record.mentions.actors.iter().filter_map(|actor| actor.entity.as_deref()).collect();
    let is_written = |name: &&str| {
        name.split([' ', '-']).filter(|word| word.len() > 2).any(|word| !occurrences(text, word).is_empty())
    };
    let entities: BTreeSet<&str> = entities.into_iter().filter(is_written).collect();
    let named = reading.known.iter().flat_map(|(span, senses)| {
        let in_person = people.iter().any(|person| person.overlaps(*span));
        senses.iter().filter_map(move |sense| match sense {
            Sense::Person(person, given) if in_person || *given == Given::Full => Some(*person),
            _ => None,
        })
    });
    let resolved = World::embedded().people().filter(|person| entities.contains(person.name));
    let codes = named.chain(resolved).flat_map(|person| person.tenures).map(|tenure| tenure.code);
    tied.extend(codes.filter_map(|code| code.get(..3)).map(str::to_owned));
    for row in rows {
        let spans: Vec<_> = row.forms.iter().flat_map(|form| occurrences(text, form)).collect();
        let in_person = |span: &Span| people.iter().any(|person| person.contains(*span));
        if spans.iter().any(|span| is_bare_genitive(text, *span) || in_person(span)) {
            tied.insert(row.iso3.to_owned());
        }
    }
    tied
}
