//! Countries for others of their kind, with their adjectives, peoples, capitals and cities.
//!
//! A country stays where the text ties it to what would not move with it: a person or body of its own that the tables know by
//! name, a region, a name of it that `countries.tsv` does not hold.

use super::cities;
use super::draw::drawn;
use super::exchange::{Exchange, occurrences};
use super::reading::Reading;
use super::ties::ties;
use legation_knowledge::world::World;
use std::collections::{BTreeMap, BTreeSet};

/// A country whose names others can stand for.
pub(crate) struct Row {
    /// Countries of one kind have forms that are made alike; `none` takes no part.
    kind: &'static str,
    pub(crate) iso3: &'static str,
    /// Name, adjective, person, people, capital.
    pub(crate) forms: [&'static str; 5],
    pub(crate) cities: Vec<&'static str>,
}

/// The table.
pub(crate) fn rows() -> Vec<Row> {
    let lines = include_str!("countries.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    lines
        .filter_map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let &[kind, iso3, name, adjective, person, people, capital, cities] = &*cells else {
                return None;
            };
            let cities = cities.split('|').filter(|city| !city.is_empty()).collect();
            Some(Row { kind, iso3, forms: [name, adjective, person, people, capital], cities })
        })
        .collect()
}

impl Row {
    pub(crate) fn has(&self, words: &str) -> bool {
        self.forms.iter().any(|form| !form.is_empty() && (*form == words || form.to_uppercase() == words))
    }

    fn is_named(&self, text: &str) -> bool {
        self.forms.iter().any(|form| !occurrences(text, form).is_empty())
    }
}

/// The exchange of all countries that can be exchanged soundly.
pub(crate) fn exchange(reading: &Reading, seed: u64) -> Exchange {
    let (text, rows) = (reading.text(), rows());
    let mut exchange = Exchange::default();
    let named: Vec<&Row> = rows.iter().filter(|row| row.is_named(text)).collect();
    let tied = ties(reading, &rows);
    let has_city = |row: &&Row| row.cities.iter().any(|city| !occurrences(text, city).is_empty());
    let mut used: BTreeSet<&str> =
        named.iter().copied().chain(rows.iter().filter(has_city)).map(|row| row.iso3).collect();
    for row in named.iter().filter(|row| row.kind != "none") {
        let cities = cities::of(reading, row.iso3);
        let world = World::embedded();
        let fits = |other: &&Row| {
            let there =
                world.country(other.iso3).is_some_and(|country| country.exists_on(reading.article.date));
            let has_all =
                row.forms.iter().zip(other.forms).all(|(old, new)| old.is_empty() || !new.is_empty());
            other.kind == row.kind
                && !used.contains(other.iso3)
                && there
                && has_all
                && other.cities.len() >= cities.len()
        };
        let others: BTreeMap<&str, &Row> = rows.iter().filter(fits).map(|row| (row.iso3, row)).collect();
        let order = drawn(seed, &format!("{} {}", reading.article.id, row.iso3), others.keys());
        let other = order.first().and_then(|iso3| others.get(**iso3));
        let (Some(other), false) = (other, tied.contains(row.iso3)) else {
            exchange.kept = true;
            continue;
        };
        used.insert(other.iso3);
        exchange.codes.insert(row.iso3.to_owned(), other.iso3.to_owned());
        let cities = cities.into_iter().zip(other.cities.iter().copied());
        let mut pairs: Vec<(&str, &str)> = row.forms.into_iter().zip(other.forms).chain(cities).collect();
        pairs.sort_by_key(|(old, _)| std::cmp::Reverse(old.len()));
        for (old, new) in pairs {
            occurrences(text, old).into_iter().for_each(|span| exchange.replace(text, span, new));
        }
    }
    exchange
}

#[cfg(test)]
mod tests {
    use super::*;
    use legation_knowledge::world::Sense;

    #[test]
    fn the_tables_of_the_world_know_every_form_and_city() {
        for row in rows() {
            let means = |form: &str, fits: &dyn Fn(&Sense) -> bool| {
                assert!(World::embedded().senses(form).iter().any(fits), "{}: {form}", row.iso3);
            };
            let [names @ .., capital] = row.forms;
            for name in names.into_iter().filter(|name| !name.is_empty()) {
                means(name, &|sense| match sense {
                    Sense::Country(country) | Sense::Adjective(country) | Sense::People(country) => {
                        country.iso3 == row.iso3
                    }
                    _ => false,
                });
            }
            for city in row.cities.iter().chain((!capital.is_empty()).then_some(&capital)) {
                means(city, &|sense| matches!(sense, Sense::Place(place) if place.country == Some(row.iso3)));
            }
        }
    }
}
