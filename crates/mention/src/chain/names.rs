//! Names, by all or part of them: `Sergei Lavrov`, `Lavrov`; `the United Nations`, `U.N.`.

use super::Reading;
use super::entity::Entities;
use super::phrase::{Form, Kind, Phrase};
use legation_knowledge::lexicon::nouns;
use std::collections::BTreeMap;

/// Joins names that are one, and then names that are part of another.
pub(super) fn join(reading: &Reading<'_>, entities: &mut Entities<'_>) {
    let mut whole: BTreeMap<(u8, &str), usize> = BTreeMap::new();
    for (at, phrase) in reading.phrases.iter().enumerate() {
        if phrase.form != Form::Name || phrase.is_group {
            continue;
        }
        let keys =
            [(0, &*phrase.key), (1, &*phrase.full), (2, phrase.identity.as_deref().unwrap_or_default())];
        for (sort, key) in keys {
            if key.is_empty() || sort == 1 && !is_whole(phrase) {
                continue;
            }
            if let Some(&before) = whole.get(&(sort, key))
                && !entities.is_apart(before, at)
            {
                entities.join(before, at);
            }
            whole.entry((sort, key)).or_insert(at);
        }
    }
    parts(reading, entities);
}

/// Whether nothing but titles and an owner stands beside the name: `President Xi`, but not `the Moscow of old`.
fn is_whole(phrase: &Phrase) -> bool {
    phrase.kind == Some(Kind::Person) || phrase.name.len() >= phrase.key.split(' ').count()
}

/// Shorter names: surnames, first names, initials, beginnings.
fn parts(reading: &Reading<'_>, entities: &mut Entities<'_>) {
    // The last few names that a word begins or ends.
    let mut by_word: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut acronyms: BTreeMap<String, usize> = BTreeMap::new();
    for (at, phrase) in reading.phrases.iter().enumerate() {
        if phrase.form != Form::Name || phrase.is_group || phrase.name.is_empty() {
            continue;
        }
        let (first, last) = (phrase.name.first(), phrase.name.last());
        let found = first.into_iter().chain(last).find_map(|word| {
            let near = by_word.get(&**word)?.iter().rev().take(12);
            near.copied()
                .find(|&other| is_part(&reading.phrases[other], phrase) && entities.may_join(other, at))
        });
        let found = found.or_else(|| {
            let short = phrase.name.first().filter(|_| phrase.name.len() == 1)?;
            let other = *acronyms.get(&**short)?;
            let capitals = reading.word(phrase.head).chars().filter(|c| c.is_uppercase()).count();
            (capitals >= 2 && !entities.is_apart(other, at)).then_some(other)
        });
        if let Some(found) = found {
            entities.join(found, at);
        }
        for word in first.into_iter().chain(last) {
            by_word.entry(word).or_default().push(at);
        }
        if phrase.name.len() > 1 && phrase.kind != Some(Kind::Person) {
            let initials: String = phrase
                .name
                .iter()
                .filter(|word| !matches!(&***word, "of" | "the" | "and" | "for" | "in"))
                .filter_map(|word| word.chars().next())
                .collect();
            acronyms.entry(initials).or_insert(at);
        }
    }
}

/// Whether one of two names is the other's part.
fn is_part(one: &Phrase, other: &Phrase) -> bool {
    let (long, short) = if one.name.len() >= other.name.len() { (one, other) } else { (other, one) };
    if short.name.is_empty() {
        return false;
    }
    if long.kind == Some(Kind::Person) || short.kind == Some(Kind::Person) {
        let (Some(first), Some(last)) = (long.name.first(), long.name.last()) else { return false };
        return match &*short.name {
            [only] => only == last || only == first,
            [begin, .., end] => end == last && (begin == first || first.starts_with(&**begin)),
            [] => false,
        };
    }
    let places = |phrase: &Phrase| matches!(phrase.kind, Some(Kind::Country | Kind::Town | Kind::Place));
    // `Socotra Island`, `Taipei City`.
    let sort = |word: &String| {
        nouns::noun(word).is_some_and(|noun| {
            matches!(noun.kind, Some(nouns::Kind::Town | nouns::Kind::Place | nouns::Kind::Country))
        })
    };
    if places(short)
        && long.name.len() == short.name.len() + 1
        && long.name.starts_with(&short.name)
        && long.name.last().is_some_and(sort)
    {
        return long.kind != Some(Kind::Body);
    }
    // `the Sea Org` of `the Sea Org group`; but `London` is not `the London Zoo`.
    short.name.len() > 1 && long.name.starts_with(&short.name) && !places(short)
        || short.name.len() > 1 && long.name.ends_with(&short.name) && !places(short)
        || short.name.len() == 1
            && long.name.len() == 2
            && !places(long)
            && !places(short)
            && long.name.last() == short.name.last()
        || short.name.len() == 1
            && long.name.len() > 1
            && short.kind == Some(Kind::Body)
            && long.kind == Some(Kind::Body)
            && long.name.first() == short.name.first()
}
