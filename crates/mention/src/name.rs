//! Names and generic nouns as they stand in the text, with all that they can mean: what places and actors are made of.

use crate::Mention;
use legation_knowledge::world::{Given, Place, Sense, World};
use legation_language::{Deprel, NameKind, Parse, Upos};
use legation_record::TimeMention;
use legation_text::{Article, Document, Span};
use std::ops::Range;

/// A name or generic noun.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    pub(crate) tokens: Range<u32>,
    /// All that the tables know under it.
    pub(crate) senses: Vec<Sense>,
    /// What kind of name the model takes it for.
    pub(crate) kind: Option<NameKind>,
}

/// Finds all names, in order, not overlapping: the longest of the tables' and the model's.
pub(crate) fn find(
    world: &World,
    article: &Article,
    document: &Document,
    parse: &Parse,
    times: &[Mention<TimeMention<Span>>],
) -> Vec<Name> {
    let mut names = Vec::new();
    let word = |at: u32| document.tokens.get(at as usize).map_or("", |token| token.span.of(&article.text));
    let mut models = parse.names().iter().peekable();
    let mut dates = times.iter().peekable();
    for sentence in &document.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            while models.next_if(|name| name.tokens.start < at).is_some() {}
            while dates.next_if(|time| time.tokens.end <= at).is_some() {}
            if let Some(time) = dates.peek().filter(|time| time.tokens.start <= at) {
                at = time.tokens.end;
                continue;
            }
            let model = models.peek().filter(|name| name.tokens.start == at);
            let table = world.longest((at..sentence.tokens.end).take(10).map(word));
            let (mut end, senses) = match table {
                Some((length, senses)) => (at + length as u32, kept(parse, at..at + length as u32, senses)),
                None => (at, Vec::new()),
            };
            let mut senses = senses;
            let mut kind = None;
            // `Paris, Texas` is two places.
            let parted = word(end) == ","
                && senses.iter().any(|sense| matches!(sense, Sense::Place(_) | Sense::Country(_)));
            if parted && model.is_some_and(|name| name.tokens.end > end) {
                kind = model.map(|name| name.kind);
            } else if let Some(name) = model {
                if name.tokens.end > end || senses.is_empty() {
                    // A longer name of the model: what the tables know of all of it, or of its surname.
                    let longer = name.tokens.end > end;
                    // `George Bush Intercontinental Airport` is nobody.
                    let is_thing = matches!(name.kind, NameKind::Facility | NameKind::Event);
                    if longer && (!is_title(&senses) || is_thing && is_person(&senses)) {
                        senses = surname(world, &word, name.tokens.clone(), name.kind);
                        end = name.tokens.end;
                    } else if senses.is_empty() {
                        end = name.tokens.end;
                    }
                }
                kind = (end == name.tokens.end).then_some(name.kind);
            }
            // A small town lends its name to too many people and things: it takes the model's word that this is a place.
            if !matches!(kind, Some(NameKind::Place | NameKind::Facility)) {
                senses.retain(|sense| !matches!(sense, Sense::Place(place) if is_small(place)));
            }
            if senses.is_empty() && kind.is_none() {
                at += 1;
                continue;
            }
            // `Stanley Roth`: where the tree has one name, a table that knows its first part alone is wrong.
            let flat = (end..sentence.tokens.end).take_while(|&next| goes_on(parse, at, next)).count() as u32;
            if flat > 0 && (!is_title(&senses) || is_person(&senses)) {
                end += flat;
                kind = Some(NameKind::Person);
                senses = surname(world, &word, at..end, NameKind::Person);
            }
            names.push(Name { tokens: at..end, senses, kind });
            at = end;
        }
    }
    names
}

/// Whether a place is a town or a division of which most readers have not heard.
fn is_small(place: &Place) -> bool {
    const SMALL: u32 = 25_000;
    let is_derived = place.geonameid.is_some() || matches!(place.kind, "province" | "county");
    is_derived && place.population < SMALL && !place.is_capital
}

/// Whether a word is the flat continuation of the name that begins at a token.
fn goes_on(parse: &Parse, start: u32, at: u32) -> bool {
    let word = parse.word(at);
    word.upos == Upos::Propn
        && word.deprel == Deprel::Flat
        && word.head.is_some_and(|head| head >= start && head < at)
        && parse.word(start).upos == Upos::Propn
}

/// Titles and adjectives before a name are cut off a name that the model took them into: `Foreign Minister Sergei Lavrov`.
fn is_title(senses: &[Sense]) -> bool {
    senses.iter().any(|sense| {
        matches!(
            sense,
            Sense::Agent(_) | Sense::Adjective(_) | Sense::Body(_) | Sense::Person(_, Given::Full)
        )
    })
}

/// Whether a name is a person's and nothing else: `Juan Carlos` of `Juan Carlos Jobet`.
fn is_person(senses: &[Sense]) -> bool {
    !senses.is_empty() && senses.iter().all(|sense| matches!(sense, Sense::Person(..)))
}

/// What the tables know of a person's longer name: all of it, or somebody with that surname and the same first name
/// (`Vladimir V. Putin`).
fn surname<'a>(
    world: &World,
    word: &impl Fn(u32) -> &'a str,
    tokens: Range<u32>,
    kind: NameKind,
) -> Vec<Sense> {
    if kind != NameKind::Person {
        return Vec::new();
    }
    let known = |from: u32| {
        let found = world.longest((from..tokens.end).map(word));
        found.filter(|(length, _)| *length as u32 == tokens.end - from).map(|(_, senses)| senses)
    };
    if let Some(senses) = known(tokens.start) {
        return senses;
    }
    let first = word(tokens.start);
    let shares = |sense: &Sense| matches!(sense, Sense::Person(person, _) if person.name.split(' ').next() == Some(first));
    let last = known(tokens.end - 1).unwrap_or_default();
    let same: Vec<Sense> = last.into_iter().filter(shares).collect();
    same.into_iter()
        .map(
            |sense| {
                if let Sense::Person(person, _) = sense { Sense::Person(person, Given::Full) } else { sense }
            },
        )
        .collect()
}

/// The senses that the words can have where they stand: a generic noun must be one.
fn kept(parse: &Parse, tokens: Range<u32>, senses: Vec<Sense>) -> Vec<Sense> {
    let tag = |at: u32| parse.words().get(at as usize).map_or(Upos::X, |word| word.upos);
    let is_noun = matches!(tag(tokens.end - 1), Upos::Noun | Upos::Propn);
    let is_verb =
        matches!(tag(tokens.start), Upos::Verb | Upos::Aux | Upos::Adv | Upos::Adp | Upos::Det | Upos::Pron);
    let fits = |sense: &Sense| match sense {
        Sense::Agent(_) => is_noun || tag(tokens.end - 1) == Upos::Adj && tokens.end - tokens.start > 1,
        Sense::Person(..) | Sense::Place(_) | Sense::Body(_) | Sense::Seat(_) => !is_verb,
        Sense::Country(_) | Sense::Adjective(_) | Sense::People(_) => true,
    };
    senses.into_iter().filter(fits).collect()
}
