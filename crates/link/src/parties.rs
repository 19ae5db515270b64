//! Who negotiates, as a user writes it: `Iran–United States`, `IRN-USA`, `Israel and Hamas`, `Iran vs E3`.

use crate::{Fused, Party};
use jiff::civil::Date;
use legation_knowledge::world::{Sense, World};
use legation_record::{ActorCode, Basis, Participant};

/// Parties that may be named together.
const MOST: usize = 8;
/// What may stand between the names of two parties; a name may hold a hyphen or an `and` of its own.
const BETWEEN: [&str; 11] = ["–", "—", "‑", "-", "/", ",", "&", " and ", " vs. ", " vs ", " v. "];

/// Why some words name no parties of a dossier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PartiesError {
    /// None is named.
    #[error("no party is named")]
    None,
    /// A dossier is of two or more.
    #[error("only {0} is named")]
    One(String),
    /// Nobody negotiates in so large a circle.
    #[error("{0} parties are named")]
    Many(usize),
    /// A person, who acts for a party.
    #[error("`{name}` is a person")]
    Person {
        /// As written.
        name: String,
        /// The party for which they act.
        party: String,
    },
    /// The tables know none of that name.
    #[error("no party is known as `{name}`")]
    Unknown {
        /// As written.
        name: String,
        /// The known one that is written most like it.
        meant: Option<String>,
    },
}

impl PartiesError {
    /// A stable name for programs and documentation.
    pub fn code(&self) -> &'static str {
        match self {
            PartiesError::None => "parties-none",
            PartiesError::One(_) => "parties-one",
            PartiesError::Many(_) => "parties-many",
            PartiesError::Person { .. } => "parties-person",
            PartiesError::Unknown { .. } => "parties-unknown",
        }
    }

    /// What to do about it.
    pub fn remedy(&self) -> String {
        match self {
            PartiesError::None => "name two, as in `Iran–United States`".to_owned(),
            PartiesError::One(name) => {
                format!("a dossier is of two parties or more, as in `{name}–United States`")
            }
            PartiesError::Many(_) => format!("name at most {MOST}"),
            PartiesError::Person { party, .. } => format!("name the party: `{party}`"),
            PartiesError::Unknown { meant: Some(meant), .. } => format!("did you mean `{meant}`?"),
            PartiesError::Unknown { meant: None, .. } => {
                "name states, bodies and armed groups, or their codes: `Iran–United States`, `IRN-USA`, `Israel–Hamas`, `Iran–E3`; --knowledge FILE adds bodies of your own (docs/KNOWLEDGE.md)".to_owned()
            }
        }
    }
}

/// The parties that some words name, in the order of their codes; `day` says what names mean then.
pub fn parties(words: &[String], world: &World, day: Date) -> Result<Vec<Party>, PartiesError> {
    let mut parties = Vec::new();
    for written in words {
        parties.extend(split(written, world, day).ok_or_else(|| unknown(written, world, day))?);
    }
    parties.sort();
    parties.dedup();
    match parties.as_slice() {
        [] => Err(PartiesError::None),
        [one] => Err(PartiesError::One(one.name.clone())),
        many if many.len() > MOST => Err(PartiesError::Many(many.len())),
        _ => Ok(parties),
    }
}

/// The parties of a text, all of whose parts name one: as few parts as can be, for a name may hold what else stands between two.
fn split(text: &str, world: &World, day: Date) -> Option<Vec<Party>> {
    let gaps = gaps(text);
    // Ways to cut the beginning of the text, the shortest list of parties that ends at each gap.
    let mut best: Vec<Option<Vec<Party>>> = Vec::with_capacity(gaps.len() + 1);
    let ends = gaps.iter().map(|gap| gap.0).chain([text.len()]);
    for end in ends {
        let whole = text.get(..end).and_then(|name| named(name, world, day)).map(|party| vec![party]);
        let after = best.iter().zip(&gaps).filter_map(|(before, gap)| {
            let party = named(text.get(gap.1..end)?, world, day)?;
            Some([before.as_deref()?, &[party]].concat())
        });
        best.push(whole.into_iter().chain(after).min_by_key(Vec::len));
    }
    best.pop().flatten()
}

/// Where one name may end and the next begin.
fn gaps(text: &str) -> Vec<(usize, usize)> {
    let small = text.to_ascii_lowercase();
    let mut gaps: Vec<(usize, usize)> = BETWEEN
        .iter()
        .flat_map(|mark| small.match_indices(mark).map(|(at, _)| (at, at + mark.len())))
        .collect();
    gaps.sort_unstable();
    gaps
}

/// The party that a name or code stands for.
fn named(name: &str, world: &World, day: Date) -> Option<Party> {
    let name = name.trim();
    let name = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
    if name.is_empty() {
        return None;
    }
    of_code(&name.to_ascii_uppercase(), world, day).or_else(|| {
        // As it is written, then as names are: `iran` is `Iran`, `e3` is `E3`.
        let written = [name.to_owned(), titled(name), name.to_uppercase()];
        written.iter().find_map(|name| of_senses(name, &world.senses(name), world, day))
    })
}

fn of_code(code: &str, world: &World, day: Date) -> Option<Party> {
    if let Some(country) = world.country(code) {
        return Some(Party { code: code.to_owned(), name: country.name.to_owned() });
    }
    let body = world.bodies(code, day).next().filter(|body| body.code.len() > 3)?;
    of_body(body.name, body.code, world)
}

/// Of all that a name can mean: a state, then a body, then what stands for a state.
fn of_senses(name: &str, senses: &[Sense], world: &World, day: Date) -> Option<Party> {
    let state = |iso3: &str| {
        world.country(iso3).map(|country| Party { code: iso3.to_owned(), name: country.name.to_owned() })
    };
    let first = |meant: &dyn Fn(&Sense) -> Option<Party>| senses.iter().find_map(meant);
    first(&|sense| match sense {
        Sense::Country(country) => state(country.iso3),
        _ => None,
    })
    .or_else(|| {
        first(&|sense| match sense {
            Sense::Body(body) if body.is_current(day) => of_body(body.name, body.code, world),
            _ => None,
        })
    })
    .or_else(|| {
        first(&|sense| match sense {
            Sense::Body(body) => of_body(body.name, body.code, world),
            Sense::Seat(country) | Sense::Adjective(country) | Sense::People(country) => state(country.iso3),
            Sense::Place(place) if place.is_capital && place.name == name => state(place.country?),
            _ => None,
        })
    })
}

/// A body, as a record would name it.
fn of_body(name: &str, code: &str, world: &World) -> Option<Party> {
    let actor = Participant {
        who: name.to_owned(),
        code: ActorCode::new(code),
        span: None::<()>,
        entity: Some(name.to_owned()),
        basis: Basis::Table,
    };
    Party::of(&actor, world)
}

/// With a capital at the beginning of each word: `united states`.
fn titled(name: &str) -> String {
    let words = name.split(' ').map(|word| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    });
    words.collect::<Vec<String>>().join(" ")
}

/// Which part names nobody, and who may be meant.
fn unknown(text: &str, world: &World, day: Date) -> PartiesError {
    let gaps = gaps(text);
    let starts = std::iter::once(0).chain(gaps.iter().map(|gap| gap.1));
    let parts = starts.zip(gaps.iter().map(|gap| gap.0).chain([text.len()]));
    let parts = parts.filter_map(|(start, end)| text.get(start..end)).map(str::trim);
    let part = parts.filter(|part| !part.is_empty()).find(|part| named(part, world, day).is_none());
    let part = part.unwrap_or(text);
    let person = world.senses(part).into_iter().find_map(|sense| match sense {
        Sense::Person(person, _) => person.tenures_on(day).next().or(person.tenures.last()),
        _ => None,
    });
    if let Some(state) =
        person.and_then(|tenure| of_code(tenure.code.get(..3).unwrap_or(tenure.code), world, day))
    {
        return PartiesError::Person { name: part.to_owned(), party: state.name };
    }
    let bodies = world.all_bodies().filter(|body| body.is_current(day)).map(|body| body.name);
    let names: Vec<&str> = world.countries().map(|country| country.name).chain(bodies).collect();
    PartiesError::Unknown { name: part.to_owned(), meant: nearest(part, &names).map(str::to_owned) }
}

/// The name that is written most like another, if any is alike.
pub fn nearest<'a>(written: &str, names: &[&'a str]) -> Option<&'a str> {
    /// How alike two words must be: one letter in three may be wrong.
    const ALIKE: f64 = 0.6;
    let written = written.to_lowercase();
    let likeness = |name: &str| strsim::normalized_damerau_levenshtein(&written, name);
    let near = names.iter().map(|name| (likeness(name), *name)).filter(|(likeness, _)| *likeness >= ALIKE);
    near.max_by(|(one, _), (other, _)| one.total_cmp(other)).map(|(_, name)| name)
}

/// Who may stand for each party in an article: for a body of few members, such as the E3, they too.
pub fn sides(parties: &[Party], world: &World) -> Vec<Vec<Party>> {
    /// A body of more members is not told by naming them.
    const FEW: usize = 5;
    let with_members = |party: &Party| {
        let members = world.all_bodies().filter(|body| body.code == party.code).flat_map(|body| body.members);
        let members: Vec<Party> = members
            .filter_map(|iso3| world.country(iso3))
            .map(|country| Party { code: country.iso3.to_owned(), name: country.name.to_owned() })
            .collect();
        let mut any = vec![party.clone()];
        if members.len() <= FEW {
            any.extend(members);
        }
        any
    };
    parties.iter().map(with_members).collect()
}

/// Whether somebody of each side has a part in an event.
pub fn has_sides(event: &Fused, sides: &[Vec<Party>]) -> bool {
    sides.iter().all(|any| any.iter().any(|party| event.has(&[party.code.as_str()])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(written: &[&str], expected: &str) {
        let words: Vec<String> = written.iter().map(|word| (*word).to_owned()).collect();
        let said = match parties(&words, World::embedded(), date(2025, 6, 1)) {
            Ok(parties) => parties.iter().map(|party| party.code.as_str()).collect::<Vec<_>>().join(" "),
            Err(why) => format!("{why}\n  hint: {}", why.remedy()),
        };
        assert!(said.starts_with(expected), "{written:?}\n expected {expected}\n     said {said}");
    }

    #[test]
    fn parties_are_named_in_many_ways() {
        for written in [
            "Iran–United States",
            "United States – Iran",
            "IRN-USA",
            "usa-irn",
            "Iran and the United States",
            "Iran vs. US",
            "iran/united states",
            "Tehran—Washington",
        ] {
            check(&[written], "IRN USA");
        }
        check(&["Iran", "United States"], "IRN USA");
        check(&["Israel–Hamas"], "Hamas ISR");
        check(&["hamas and israel"], "Hamas ISR");
        check(&["Iran–E3"], "IGOE3 IRN");
        check(&["EU-Iran"], "IGOEU IRN");
        check(&["Guinea-Bissau–Senegal"], "GNB SEN");
        check(&["Bosnia and Herzegovina-Serbia"], "BIH SRB");
        check(&["Russia, Ukraine and Turkey"], "RUS TUR UKR");
        check(&["Pakistan–Taliban"], "AFG PAK");
    }

    #[test]
    fn who_is_not_known_is_named_with_who_may_be_meant() {
        check(
            &["Iran–Untied States"],
            "no party is known as `Untied States`\n  hint: did you mean `United States`?",
        );
        check(
            &["Irn-United Sttes"],
            "no party is known as `United Sttes`\n  hint: did you mean `United States`?",
        );
        check(&["Ruritania-Iran"], "no party is known as `Ruritania`\n  hint: ");
        check(&["Putin-Ukraine"], "`Putin` is a person\n  hint: name the party: `Russia`");
        check(&["Iran"], "only Iran is named");
        check(&["Iran-Tehran"], "only Iran is named");
        check(&["–"], "no party is known as");
    }
}
