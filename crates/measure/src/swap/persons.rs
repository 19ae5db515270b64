//! People whom the tables do not know, for others: the given name for one of its gender, the surname for another.
//!
//! Those whom the tables know stay, and so does a name that is a word, a place or part of another name in the same text. A given
//! name of which the table does not tell the gender stays beside its new surname.

use super::draw::drawn;
use super::exchange::{Exchange, is_bare_genitive, is_one_word, occurrences};
use super::reading::Reading;
use legation_knowledge::lexicon::calendar;
use legation_knowledge::world::{Gender, Sense, World};
use legation_language::NameKind;
use legation_text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// The exchange of all people who can be exchanged soundly.
pub(crate) fn exchange(reading: &Reading, seed: u64) -> Exchange {
    let text = reading.text();
    let mut exchange = Exchange::default();
    let people = reading.people();
    let fulls: BTreeSet<Vec<&str>> = people
        .iter()
        .map(|person| person.of(text).split(' ').collect::<Vec<_>>())
        .filter(|words| words.len() > 1)
        .collect();
    let mut new: BTreeMap<&str, &str> = BTreeMap::new();
    let fresh = |part: &str, key: &str, taken: &BTreeMap<&str, &str>| {
        let names = names(part)
            .into_iter()
            .filter(|name| occurrences(text, name).is_empty() && !taken.values().any(|other| other == name));
        let names: Vec<&str> = names.collect();
        let letters = |name: &str| name.chars().count();
        let order = drawn(seed, &format!("{} {key}", reading.article.id), names.iter());
        let alike = order.iter().find(|name| letters(name).abs_diff(letters(key)) <= 1);
        alike.or(order.first()).map(|name| **name)
    };
    let kept: BTreeSet<&Vec<&str>> =
        fulls.iter().filter(|words| !is_sound(reading, &people, words)).collect();
    exchange.kept = !kept.is_empty();
    let staying: BTreeSet<&str> = kept.iter().flat_map(|words| words.iter().copied()).collect();
    let moving = fulls.iter().filter(|words| !kept.contains(words));
    for words in moving.filter(|words| !words.iter().any(|word| staying.contains(word))) {
        let (Some(&given), Some(&surname)) = (words.first(), words.last()) else { continue };
        let part = match gender(given) {
            Some(Gender::Male) => "male",
            Some(Gender::Female) => "female",
            None => "",
        };
        for (word, part) in [(given, part), (surname, "surname")] {
            if !new.contains_key(word)
                && let Some(name) = fresh(part, word, &new)
            {
                new.insert(word, name);
            }
        }
    }
    for (old, new) in new {
        occurrences(text, old).into_iter().for_each(|span| exchange.replace(text, span, new));
    }
    exchange
}

/// Whether a name of two words is nobody's whom the tables know, and its words are nothing else in the text.
fn is_sound(reading: &Reading, people: &[Span], words: &[&str]) -> bool {
    let text = reading.text();
    let whole = words.join(" ");
    let is_plain = words.len() == 2 && words.iter().all(|word| is_one_word(word) && word.chars().count() > 2);
    let known = |words: &str, also: fn(&Sense) -> bool| World::embedded().senses(words).iter().any(also);
    let resolved = reading.record.mentions.actors.iter().any(|actor| {
        actor.entity.is_some() && words.iter().any(|word| !occurrences(actor.span.of(text), word).is_empty())
    });
    let spans: Vec<Span> = words.iter().flat_map(|word| occurrences(text, word)).collect();
    let in_person = |span: &Span| people.iter().any(|person| person.contains(*span));
    let elsewhere = |span: &Span| {
        let named = reading.names().any(|(name, kind)| kind != NameKind::Person && name.overlaps(*span));
        let placed = reading.record.mentions.places.iter().any(|place| place.span.overlaps(*span));
        let longer = reading.known.iter().any(|(name, senses)| {
            let is_person = senses.iter().any(|sense| matches!(sense, Sense::Person(..)));
            name.overlaps(*span) && name != span && !is_person
        });
        let begins = reading.begins_sentence(*span) && !in_person(span);
        named || placed || longer || begins || is_bare_genitive(text, *span)
    };
    // `Zhang Wei`, later `Zhang`: the surname comes first.
    let alone = |word: &str| people.iter().any(|person| person.of(text) == word);
    let is_turned = is_plain && alone(words[0]) && !alone(words[1]);
    is_plain
        && !is_turned
        && !resolved
        && !known(&whole, |sense| matches!(sense, Sense::Person(..)))
        && !spans.iter().any(elsewhere)
        && words.iter().all(|word| {
            let small = word.to_lowercase();
            occurrences(text, &small).iter().all(|span| span.of(text) != small)
                && calendar::senses(&small).is_empty()
                && !known(word, |sense| !matches!(sense, Sense::Person(..) | Sense::Place(_)))
        })
}

/// The names of a part of `persons.tsv` that nobody and nothing in the tables bears.
fn names(part: &str) -> Vec<&'static str> {
    let lines = include_str!("persons.tsv").lines();
    let cells = lines.filter_map(|line| line.split_once('\t')).find(|(name, _)| *name == part);
    let names = cells.map_or("", |(_, names)| names).split('|').filter(|name| !name.is_empty());
    names.filter(|name| World::embedded().senses(name).is_empty()).collect()
}

/// The gender of all in the tables who bear a given name.
fn gender(given: &str) -> Option<Gender> {
    let bears = |name: &str| name.split_once(' ').is_some_and(|(first, _)| first == given);
    let people = World::embedded().people().filter(|person| bears(person.name));
    let genders: BTreeSet<bool> =
        people.filter_map(|person| person.gender).map(|gender| gender == Gender::Male).collect();
    match (genders.len(), genders.first()) {
        (1, Some(true)) => Some(Gender::Male),
        (1, Some(false)) => Some(Gender::Female),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_names_that_the_tables_do_not_know() {
        for part in ["surname", "male", "female"] {
            assert!(names(part).len() >= 20, "{part}: {:?}", names(part));
        }
    }
}
