//! Nouns that go back to what was named before: `the agreement`, `the two countries`, `the company`.

use super::Reading;
use super::entity::Entities;
use super::phrase::{Determiner, Form, Kind, Number, Phrase};
use legation_knowledge::lexicon::weights;
use legation_language::{Deprel, Upos};
use std::collections::BTreeMap;

/// How many earlier phrases with the same head are looked at.
const SAME_HEAD: usize = 12;
/// How many phrases back a broader noun looks.
const REACH: usize = 60;

/// Joins phrases that go back to others.
pub(super) fn join(reading: &Reading<'_>, entities: &mut Entities<'_>) {
    let mut by_key: BTreeMap<&str, usize> = BTreeMap::new();
    let mut by_head: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut names: Vec<usize> = Vec::new();
    for (at, phrase) in reading.phrases.iter().enumerate() {
        if phrase.is_group || !matches!(phrase.form, Form::Noun(_) | Form::Name) || is_label(reading, phrase)
        {
            continue;
        }
        let mut candidates: Vec<usize> = Vec::new();
        candidates.extend(by_key.get(&*phrase.key));
        candidates.extend(
            by_head.get(&*phrase.lemma).into_iter().flat_map(|same| same.iter().rev().take(SAME_HEAD)),
        );
        if matches!(phrase.form, Form::Noun(Determiner::Definite | Determiner::Demonstrative)) {
            let kind = phrase.kind.filter(|_| phrase.number == Number::Singular);
            candidates.extend(
                names
                    .iter()
                    .rev()
                    .take(REACH)
                    .filter(|&&other| kind.is_some() && entities.kind(other) == kind)
                    .take(3),
            );
        }
        candidates.sort_unstable_by_key(|&other| std::cmp::Reverse(other));
        candidates.dedup();
        let column = column(reading, phrase);
        let mut best: Option<(i32, usize)> = None;
        let mut rank = 0;
        for other in candidates {
            if entities.same(other, at) {
                best = None;
                break;
            }
            if !entities.may_join(other, at) {
                continue;
            }
            let features = features(reading, entities, other, at, rank);
            rank += 1;
            reading.note(other, at, "noun", column, &features);
            let sum: i32 = features
                .iter()
                .zip(weights::NOUNS)
                .map(|((_, value), (_, weights))| value * weights[column])
                .sum();
            if sum > best.map_or(0, |(best, _)| best) {
                best = Some((sum, other));
            }
        }
        if let Some((_, other)) = best {
            entities.join(other, at);
        }
        by_key.insert(&phrase.key, at);
        by_head.entry(&phrase.lemma).or_default().push(at);
        if phrase.form == Form::Name {
            names.push(at);
            for word in &phrase.modifiers {
                by_head.entry(word).or_default().push(at);
            }
        }
    }
}

/// Which weights count for a phrase: those of its determiner.
fn column(reading: &Reading<'_>, phrase: &Phrase) -> usize {
    match phrase.form {
        Form::Noun(Determiner::Definite | Determiner::Both) => 0,
        Form::Noun(Determiner::Demonstrative) => 1,
        Form::Noun(Determiner::Possessive) => {
            if owner_is_pronoun(reading, phrase.head) {
                2
            } else {
                3
            }
        }
        Form::Noun(Determiner::None) => 4,
        Form::Noun(_) => 5,
        _ => 6,
    }
}

/// What is looked at in a pair of phrases.
fn features(
    reading: &Reading<'_>,
    entities: &Entities<'_>,
    other: usize,
    at: usize,
    rank: usize,
) -> [(&'static str, i32); 41] {
    let (one, phrase) = (&reading.phrases[other], &reading.phrases[at]);
    let back = phrase.sentence - one.sentence;
    let known = |word: &String| {
        entities.members(other).iter().take(20).any(|&at| {
            let one = &reading.phrases[at];
            one.modifiers.contains(word) || one.lemma == *word || one.name.contains(word)
        })
    };
    let unknown = phrase.modifiers.iter().filter(|word| !known(word)).count();
    let shared = phrase.modifiers.len() - unknown;
    let extra = one.modifiers.iter().filter(|word| !phrase.modifiers.contains(word)).count();
    let role = |at: u32| reading.parse.word(at).deprel;
    let is_subject = |at: u32| matches!(role(at), Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter);
    let same_head = one.lemma == phrase.lemma;
    let same_key = one.key == phrase.key;
    let (kind, mine) = (entities.kind(other), phrase.kind);
    let size = entities.members(other).iter().filter(|&&member| member < at).count();
    let flag = |name, holds: bool| (name, i32::from(holds));
    [
        flag("same words", same_key),
        flag("same words, nothing narrows", same_key && phrase.modifiers.is_empty()),
        flag("same words, same form", same_key && one.form == phrase.form),
        flag("same head", same_head),
        flag("name", one.form == Form::Name),
        flag("name of the same kind", one.form == Form::Name && !same_head && kind.is_some() && kind == mine),
        flag("broader word", phrase.is_broader && !same_head),
        flag("same kind", kind.is_some() && kind == mine),
        flag("kind unknown", kind.is_none()),
        flag("nothing new", unknown == 0),
        flag("one new modifier", unknown == 1),
        flag("several new modifiers", unknown > 2),
        flag("a shared modifier", shared > 0),
        flag("several shared modifiers", shared > 1),
        flag("nothing dropped", extra == 0),
        flag("several dropped", extra > 1),
        flag("same sentence", back == 0),
        flag("one sentence back", back == 1),
        flag("two sentences back", back == 2),
        flag("over five sentences back", back > 5),
        flag("over twelve sentences back", back > 12),
        flag("nearest candidate", rank == 0),
        flag("mentioned before", size > 1),
        flag("often mentioned before", size > 4),
        flag("idle", phrase.is_idle),
        flag("part", phrase.is_part),
        flag("part before", one.is_part),
        flag("indefinite before", one.form == Form::Noun(Determiner::Indefinite)),
        flag("definite before", one.form == Form::Noun(Determiner::Definite)),
        flag("bare before", one.form == Form::Noun(Determiner::None)),
        flag("possessive before", one.form == Form::Noun(Determiner::Possessive)),
        flag("plural", phrase.number == Number::Plural),
        flag("subject", is_subject(phrase.head)),
        flag("subject before", is_subject(one.head)),
        flag("person", mine == Some(Kind::Person)),
        flag("body", mine == Some(Kind::Body)),
        flag("place", matches!(mine, Some(Kind::Place | Kind::Country | Kind::Town))),
        flag("time", mine == Some(Kind::Time)),
        flag("long", phrase.tokens.len() > 5),
        flag("same number", one.number == phrase.number),
        flag("always", true),
    ]
}

/// `Photo: …`: a heading names nothing that is gone back to.
fn is_label(reading: &Reading<'_>, phrase: &Phrase) -> bool {
    let starts = reading
        .document
        .sentences
        .get(phrase.sentence)
        .is_some_and(|sentence| sentence.tokens.start == phrase.tokens.start);
    starts && reading.word(phrase.tokens.end) == ":"
}

fn owner_is_pronoun(reading: &Reading<'_>, head: u32) -> bool {
    let owner = reading.parse.child(head, &[Deprel::NmodPoss]);
    owner.is_some_and(|owner| reading.parse.word(owner).upos == Upos::Pron)
}

/// Joins what one owner has: `his plan` to the plan of him whom `his` means.
pub(super) fn owned(reading: &Reading<'_>, entities: &mut Entities<'_>) {
    let mut by_owner: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for (at, phrase) in reading.phrases.iter().enumerate() {
        if phrase.is_group || !matches!(phrase.form, Form::Noun(_) | Form::Name) {
            continue;
        }
        let owner =
            reading.parse.child(phrase.head, &[Deprel::NmodPoss]).and_then(|owner| reading.headed(owner));
        let Some(owner) = owner else { continue };
        if let Some(before) = by_owner.insert((entities.entity(owner), &phrase.lemma), at)
            && entities.may_join(before, at)
            && adds_nothing(reading, entities, before, phrase)
        {
            entities.join(before, at);
        }
    }
}

/// Whether all that narrows a phrase was said of the other before.
fn adds_nothing(reading: &Reading<'_>, entities: &Entities<'_>, other: usize, phrase: &Phrase) -> bool {
    let known = |word: &String| {
        entities.members(other).iter().take(20).any(|&at| {
            let one = &reading.phrases[at];
            one.modifiers.contains(word) || one.lemma == *word || one.name.contains(word)
        })
    };
    phrase.modifiers.iter().all(known)
}
