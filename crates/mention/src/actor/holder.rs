//! Roles without a name whose holder the tables know: `the Omani foreign minister`, `Iran's president`, `the Russian leader`.

use super::memory;
use crate::Actor;
use jiff::civil::Date;
use legation_knowledge::world::{self, Office, Person, Sense, Tenure, World};
use legation_language::{Parse, Xpos};
use legation_record::ActorMention;
use legation_text::{Article, Document};
use std::collections::BTreeMap;

/// Gives each such role its holder on the article's date; it goes by the name that the article has for him, if it has one.
pub(super) fn resolve(
    world: &'static World,
    article: &Article,
    document: &Document,
    parse: &Parse,
    actors: &mut [Actor],
) {
    let named: BTreeMap<String, String> = actors
        .iter()
        .filter(|actor| actor.is_person)
        .filter_map(|actor| Some((actor.mention.is.entity.clone()?, actor.mention.is.who.clone())))
        .collect();
    for actor in actors.iter_mut() {
        let is = &actor.mention.is;
        let singular = matches!(parse.word(actor.mention.head).xpos, Xpos::Nn | Xpos::Nnp);
        if actor.is_person || is.entity.is_some() || is.office.is_some() || !singular {
            continue;
        }
        let words: Vec<&str> = document
            .span_of(actor.mention.tokens.clone())
            .map_or("", |span| span.of(&article.text))
            .split_whitespace()
            .collect();
        let Some(office) = office(world, &words) else { continue };
        let holders = holders(world, is.code.as_str(), office, article.date);
        let known = |person: &Person| named.get(person.name);
        let mut of_article = holders.iter().filter(|(person, _)| known(person).is_some());
        let found = match holders.as_slice() {
            [only] => Some(only),
            _ => of_article.next().filter(|_| of_article.next().is_none()),
        };
        let Some((person, tenure)) = found else { continue };
        let is = &mut actor.mention.is;
        *is = ActorMention {
            who: known(person).cloned().unwrap_or_else(|| is.who.clone()),
            entity: Some(person.name.to_owned()),
            office: Some(tenure.title.to_owned()),
            as_of: Some(article.date.into()),
            basis: memory::basis(tenure),
            ..is.clone()
        };
    }
}

/// The office that a mention names, where it has nothing beside it but its state or body, and `the`.
fn office(world: &World, words: &[&str]) -> Option<(Office, &'static str)> {
    let words: Vec<&str> = words
        .iter()
        .map(|word| world::without_genitive(word))
        .skip_while(|word| word.eq_ignore_ascii_case("the"))
        .collect();
    let is_owner = |sense: &Sense| {
        matches!(sense, Sense::Country(_) | Sense::Adjective(_) | Sense::Seat(_) | Sense::Body(_))
    };
    let owner = world
        .longest(words.iter().copied())
        .filter(|(_, senses)| senses.iter().any(is_owner))
        .map_or(0, |(length, _)| length);
    let (length, senses) = world.longest(words.get(owner..)?.iter().copied())?;
    let office = senses.iter().find_map(|sense| match sense {
        Sense::Agent(agent) => agent.office.map(|office| (office, agent.noun)),
        _ => None,
    })?;
    // Of spokesmen, ambassadors and members there are many.
    let is_single = !matches!(
        office.0,
        Office::Spokesperson
            | Office::Ambassador
            | Office::UsAmbassadorTo
            | Office::Envoy
            | Office::Lawmaker
            | Office::OtherLeader
            | Office::Other
    );
    (owner + length == words.len() && is_single).then_some(office)
}

/// Who held the office of a noun on a day; a `leader` heads the state or its government.
fn holders(
    world: &'static World,
    code: &str,
    (office, noun): (Office, &str),
    day: Date,
) -> Vec<(&'static Person, &'static Tenure)> {
    let mut held: Vec<_> = world.holders(code, office, day).collect();
    let is_title = |tenure: &Tenure| tenure.title.to_lowercase().contains(noun);
    if office == Office::HeadOfState && !held.iter().any(|(_, tenure)| is_title(tenure)) {
        let others = world.holders(code, Office::HeadOfGovernment, day);
        let others: Vec<_> = others
            .filter(|(person, _)| !held.iter().any(|(known, _)| std::ptr::eq(*known, *person)))
            .collect();
        held.extend(others);
    }
    held
}
