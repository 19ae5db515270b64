//! What an article has said of people and organisations so far.

use super::Resolved;
use jiff::civil::Date;
use legation_knowledge::world::{self, Body, Office, Person, Sense, Tenure, World};
use legation_record::{ActorMention, Basis};
use legation_text::Span;
use std::collections::BTreeMap;

/// Somebody whom the article has named.
#[derive(Clone, Debug)]
struct Known {
    /// The fullest name so far.
    name: String,
    code: String,
    entity: Option<String>,
    office: Option<String>,
    basis: Basis,
}

/// People by the last word of their names, and bodies by the acronyms that the article gives them.
#[derive(Debug)]
pub(super) struct Memory {
    world: &'static World,
    date: Date,
    people: BTreeMap<String, Known>,
    acronyms: BTreeMap<String, Known>,
}

/// The word by which a name is remembered.
fn key(name: &str) -> String {
    name.split_whitespace().next_back().unwrap_or_default().to_lowercase()
}

impl Memory {
    pub(super) fn new(world: &'static World, date: Date) -> Memory {
        Memory { world, date, people: BTreeMap::new(), acronyms: BTreeMap::new() }
    }

    /// `the Inter-Parliamentary Union (IPU)`: what the acronym stands for in this article.
    pub(super) fn abbreviate(&mut self, acronym: &str, body: &ActorMention<Span>) {
        let known = Known {
            name: body.who.clone(),
            code: body.code.as_str().to_owned(),
            entity: body.entity.clone(),
            office: None,
            basis: body.basis,
        };
        self.acronyms.insert(acronym.to_owned(), known);
    }

    /// What the article has said that an acronym stands for.
    pub(super) fn abbreviated(&self, acronym: &str) -> Option<Resolved> {
        let Known { name, code, entity, office, basis } = self.acronyms.get(acronym)?.clone();
        Some(Resolved { code, who: Some(name), entity, office, basis })
    }

    /// A person: `told` is the code and title that the words beside the name give.
    pub(super) fn person(
        &mut self,
        name: &str,
        table: Option<&'static Person>,
        told: Option<(&str, &str)>,
    ) -> Resolved {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let known = self.people.get(&key(&name)).filter(|known| fits(&known.name, &name)).cloned();
        let table = table.filter(|person| told.is_none_or(|(code, _)| can_be(person, code, self.date)));
        let held = table.and_then(|person| person.latest_on(self.date));
        let tenure = held.or_else(|| table.and_then(|person| person.last_before(self.date)));
        let by_table = tenure.map(|tenure| Known {
            name: name.clone(),
            code: tenure.code.to_owned(),
            entity: table.map(|person| person.name.to_owned()),
            office: Some(match held {
                Some(held) => held.title.to_owned(),
                None => format!("former {}", tenure.title),
            }),
            basis: basis(tenure),
        });
        // `Museveni's son, General Muhoozi`: kinship takes nobody's office away.
        let told = told.filter(|(code, _)| tenure.is_none() || !code.ends_with("CVL"));
        let by_text = told.map(|(code, title)| {
            // A title without a country takes that of the table: `President Vladimir Putin`.
            let country = tenure.map(|tenure| tenure.code);
            let code = match (code.strip_prefix("---"), country) {
                (Some(_), Some(country)) => country.to_owned(),
                (None, Some(known)) if title.is_empty() => known.to_owned(),
                _ => code.to_owned(),
            };
            let same = tenure.filter(|tenure| tenure.code == code);
            let basis = same.map_or(Basis::Text, basis);
            Known {
                name: name.clone(),
                code,
                entity: table.map(|person| person.name.to_owned()),
                office: if title.is_empty() {
                    tenure.map(|tenure| tenure.title.to_owned())
                } else {
                    Some(title.to_owned())
                },
                basis,
            }
        });
        let mut best = match (by_text, known) {
            (Some(told), Some(known)) if told.code.starts_with("---") && !known.code.starts_with("---") => {
                known
            }
            (Some(told), _) => told,
            (None, Some(known)) => known,
            (None, None) => by_table.unwrap_or(Known {
                name: name.clone(),
                code: "---".to_owned(),
                entity: None,
                office: None,
                basis: Basis::Text,
            }),
        };
        let fuller = self
            .people
            .get(&key(&name))
            .map(|known| known.name.clone())
            .filter(|known| fits(known, &name) && known.len() > name.len());
        best.name = fuller.unwrap_or_else(|| name.clone());
        self.people.insert(key(&name), best.clone());
        Resolved {
            code: best.code,
            who: Some(best.name),
            entity: best.entity,
            office: best.office,
            basis: best.basis,
        }
    }

    /// An organisation that no table has whole: its country by the names inside its name.
    pub(super) fn organisation(&self, name: &str) -> Resolved {
        let owner = self.owner_at(name);
        let lower = name.to_lowercase();
        let word = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        let sector = if word(&[
            "ministry",
            "department",
            "office",
            "agency",
            "government",
            "authority",
            "embassy",
            "commission",
        ]) {
            "GOV"
        } else if word(&["army", "navy", "air force", "command", "forces", "brigade", "guard"]) {
            "MIL"
        } else if word(&["party", "movement"]) {
            "PTY"
        } else if word(&["parliament", "assembly", "senate", "congress"]) {
            "LEG"
        } else if word(&["university", "institute", "school", "college", "center", "centre"]) {
            "EDU"
        } else if word(&["court", "tribunal"]) {
            "JUD"
        } else if word(&["news", "times", "post", "television", "radio", "daily"]) {
            "MED"
        } else if word(&["bank", "company", "corp", "inc", "group", "ltd"]) {
            "BUS"
        } else {
            ""
        };
        let code = match owner {
            Some(owner) if owner.len() == 3 => format!("{owner}{sector}"),
            Some(owner) => owner,
            None => format!("---{sector}"),
        };
        Resolved { code, who: None, entity: None, office: None, basis: Basis::Text }
    }

    /// The country or body that some words name first.
    pub(super) fn owner_at(&self, words: &str) -> Option<String> {
        let tokens: Vec<&str> = words
            .split_whitespace()
            .take(12)
            .map(|word| {
                let word = word.trim_matches(|c: char| ",.;:\"“”()".contains(c));
                world::without_genitive(word)
            })
            .collect();
        let find = |fits: &dyn Fn(&str) -> bool| {
            (0..tokens.len()).find_map(|at| {
                let (_, senses) = self.world.longest(tokens[at..].iter().copied())?;
                senses.iter().find_map(|sense| owner(sense, self.date).filter(|code| fits(code)))
            })
        };
        // The `Foreign Affairs` of a ministry are no journal.
        find(&|code| !code.ends_with("MED")).or_else(|| find(&|_| true))
    }
}

/// The country code or body code that a sense lends.
fn owner(sense: &Sense, date: Date) -> Option<String> {
    match sense {
        Sense::Country(country)
        | Sense::Adjective(country)
        | Sense::People(country)
        | Sense::Seat(country) => Some(country.iso3.to_owned()),
        Sense::Body(body) if Body::is_current(body, date) => Some(body.code.to_owned()),
        Sense::Place(place) if place.is_capital => place.country.map(str::to_owned),
        // `Ndayishimiye's office`: of the country that he serves.
        Sense::Person(person, _) => {
            let code = person.tenures_on(date).next()?.code;
            let owner = if code.starts_with("IGO") { code } else { code.get(..3)? };
            (owner != "---").then(|| owner.to_owned())
        }
        _ => None,
    }
}

/// Whether somebody of the tables can be the one to whom the text gives a code: no senator is the ambassador of the same name.
fn can_be(person: &Person, code: &str, date: Date) -> bool {
    const APART: [&str; 4] = ["LEG", "JUD", "MIL", "COP"];
    let sector = code.get(3..).unwrap_or_default();
    let tenure = || person.tenures_on(date).chain(person.last_before(date));
    !APART.contains(&sector) || tenure().next().is_none() || tenure().any(|tenure| !is_other(tenure, sector))
}

/// Whether a tenure is of another branch of the state, and no chief's, who may be a general too.
fn is_other(tenure: &Tenure, sector: &str) -> bool {
    let chief =
        matches!(tenure.office, Office::HeadOfState | Office::HeadOfGovernment | Office::ArmedGroupLeader);
    !chief && tenure.code.get(3..) == Some("GOV") && sector != "GOV"
}

/// On what the table's word for a tenure rests.
pub(super) fn basis(tenure: &Tenure) -> Basis {
    match tenure.basis {
        world::Basis::Unsourced => Basis::Unsourced,
        world::Basis::User => Basis::User,
        _ => Basis::Table,
    }
}

/// Whether two names can be one person's: one is the other, or its end.
fn fits(known: &str, name: &str) -> bool {
    let words = |name: &str| name.to_lowercase().split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (known, name) = (words(known), words(name));
    let (long, short) = if known.len() >= name.len() { (known, name) } else { (name, known) };
    short.len() == 1
        || long.ends_with(&short)
        || (long.first() == short.first() && long.last() == short.last())
}
