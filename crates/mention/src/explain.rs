//! What each name could have meant, for those who ask why it was taken as it was.

use crate::place::{Area, Context};
use crate::{name, time};
use legation_knowledge::world::{Given, Sense, World};
use legation_language::Parse;
use legation_text::{Article, Document, Span};

/// A name or generic noun of the text, with all that the tables know under it, the likeliest of each kind first.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Its words.
    pub span: Span,
    /// What they can mean.
    pub candidates: Vec<Candidate>,
}

/// One thing that a name can mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// `country`, `adjective`, `people`, `seat`, `person`, `surname`, `body`, `noun`, `capital`, or the kind of a place.
    pub kind: &'static str,
    /// Its name in the tables, with the office or country that tells it from others.
    pub name: String,
    /// Its actor code on the article's date, or the country of a place; empty where it has none.
    pub code: &'static str,
    /// How much speaks for it among those of its kind: for people the weight of their offices on the day, for places that of
    /// inhabitants, and of countries and divisions named in the article.
    pub score: Option<u32>,
}

impl Candidate {
    /// Whether it is a place or a country.
    pub fn is_place(&self) -> bool {
        !matches!(self.kind, "adjective" | "people" | "seat" | "person" | "surname" | "body" | "noun")
    }
}

/// All that the names of an article could mean, in the order of the text.
pub fn candidates(world: &World, article: &Article, document: &Document, parse: &Parse) -> Vec<Choice> {
    let times = time::find(article, document, parse);
    let names = name::find(world, article, document, parse, &times);
    let context = Context::of(world, article, &names);
    let choice = |(at, name): (usize, &name::Name)| {
        let span = document.span_of(name.tokens.clone())?;
        let next =
            names.get(at + 1).filter(|next| crate::place::is_told_behind(parse, name.tokens.end, next));
        let behind = next.and_then(Area::of);
        let seat = crate::place::seat(&name.senses);
        let mut candidates: Vec<Candidate> = name
            .senses
            .iter()
            .map(|sense| match *sense {
                Sense::Country(country) => of_kind("country", country.name, country.iso3),
                Sense::Adjective(country) => of_kind("adjective", country.name, country.iso3),
                Sense::People(country) => of_kind("people", country.name, country.iso3),
                Sense::Seat(country) => of_kind("seat", country.name, country.iso3),
                Sense::Body(body) => of_kind("body", body.name, body.code_on(article.date).unwrap_or("")),
                Sense::Agent(agent) => of_kind("noun", agent.noun, agent.sector),
                Sense::Person(person, given) => {
                    let tenure = person.office_on(article.date).or_else(|| person.last_before(article.date));
                    let name = match tenure {
                        Some(tenure) => format!("{}, {}", person.name, tenure.title),
                        None => person.name.to_owned(),
                    };
                    Candidate {
                        kind: if given == Given::Full { "person" } else { "surname" },
                        name,
                        code: tenure.map_or("", |tenure| tenure.code),
                        score: Some(person.weight_on(article.date)),
                    }
                }
                Sense::Place(place) => Candidate {
                    kind: if place.is_capital { "capital" } else { place.kind },
                    name: match place.population {
                        0 => place.name.to_owned(),
                        people => format!("{}, {people} inhabitants", place.name),
                    },
                    code: place.country.unwrap_or(""),
                    score: Some(context.weight(&place, behind, seat)),
                },
            })
            .collect();
        candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.score));
        Some(Choice { span, candidates })
    };
    names.iter().enumerate().filter_map(choice).collect()
}

fn of_kind(kind: &'static str, name: &str, code: &'static str) -> Candidate {
    Candidate { kind, name: name.to_owned(), code, score: None }
}
