//! Questions to the tables: who held what.

use super::tables::{Person, Tenure};
use super::{Office, Sense, World};
use jiff::civil::Date;

/// An office, as a question names it: `US Secretary of State`, `Iran's foreign minister`, `secretary general of NATO`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The country's alpha-3 code, or the body's actor code.
    owner: String,
    office: Option<Office>,
    /// The words of the title, in small letters.
    title: Vec<String>,
}

/// A word without the ending of the genitive: `Iran's`.
///
/// ```
/// assert_eq!(legation_knowledge::world::without_genitive("Iran’s"), "Iran");
/// ```
pub fn without_genitive(word: &str) -> &str {
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
}

impl World {
    /// The office that a question names; none where it names no state or body.
    pub fn asked(&self, question: &str) -> Option<Asked> {
        let words: Vec<&str> = question
            .split_whitespace()
            .map(|word| {
                let word = word.trim_matches(|c: char| ",;:?\"“”()".contains(c));
                without_genitive(word)
            })
            .filter(|word| {
                !matches!(
                    word.to_lowercase().as_str(),
                    "" | "the" | "of" | "to" | "for" | "who" | "is" | "was"
                )
            })
            .collect();
        // `Secretary of State` is found with its small words: titles are looked for in the whole question.
        let whole: Vec<&str> =
            question.split_whitespace().map(|word| word.trim_matches(['?', ','])).collect();
        let office = (0..whole.len()).filter_map(|at| {
            let (length, senses) = self.longest(whole[at..].iter().copied())?;
            senses.iter().find_map(|sense| match sense {
                Sense::Agent(agent) => agent.office.map(|office| (length, office)),
                _ => None,
            })
        });
        let office = office.max_by_key(|(length, _)| *length).map(|(_, office)| office);
        let mut asked = Asked { owner: String::new(), office, title: Vec::new() };
        let mut at = 0;
        while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
            let found = self.longest(rest.iter().copied());
            let owner = found.as_ref().and_then(|(_, senses)| senses.iter().find_map(owner));
            match (found, owner) {
                (Some((length, _)), Some(owner)) if asked.owner.is_empty() => {
                    asked.owner = owner;
                    at += length;
                }
                _ => {
                    asked.title.push(rest[0].to_lowercase());
                    at += 1;
                }
            }
        }
        (!asked.owner.is_empty()).then_some(asked)
    }

    /// Who held an office on a day, those in the news first: by the kind of office, and where the question names none that the
    /// tables know, by the words of the title.
    pub fn who(&self, asked: &Asked, day: Date) -> Vec<(&'static Person, &'static Tenure)> {
        let is_owner = |tenure: &Tenure| match asked.owner.len() {
            3 => tenure.code.starts_with(&asked.owner),
            _ => tenure.code == asked.owner,
        };
        let is_titled = |tenure: &Tenure| {
            let title = tenure.title.to_lowercase();
            !asked.title.is_empty() && asked.title.iter().all(|word| title.contains(word.as_str()))
        };
        let mut held: Vec<(&Person, &Tenure)> = self
            .people()
            .flat_map(|person| person.tenures_on(day).map(move |tenure| (person, tenure)))
            .filter(|(_, tenure)| is_owner(tenure))
            .filter(|(_, tenure)| {
                asked.office.map_or_else(|| is_titled(tenure), |office| tenure.office == office)
            })
            .collect();
        // `Russian foreign ministry spokeswoman`: where titles tell several holders apart, they do.
        if held.len() > 1 && held.iter().any(|(_, tenure)| is_titled(tenure)) {
            held.retain(|(_, tenure)| is_titled(tenure));
        }
        held.sort_by_key(|(person, tenure)| {
            (!person.is_prominent, std::cmp::Reverse(tenure.start), person.name)
        });
        held
    }
}

/// The country or body that a sense names.
fn owner(sense: &Sense) -> Option<String> {
    match sense {
        Sense::Country(country) | Sense::Adjective(country) | Sense::Seat(country) => {
            Some(country.iso3.to_owned())
        }
        Sense::Body(body) => Some(body.code.to_owned()),
        Sense::Place(place) if place.is_capital => place.country.map(str::to_owned),
        _ => None,
    }
}
