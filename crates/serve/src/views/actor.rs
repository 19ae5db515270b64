//! Somebody: offices held, what they did and said, with whom.

use super::rows::{list, rows};
use super::{ActorRow, EventRow, List, Listed, Query, Sight, Sort, StatementRow, View, Which, both};
use crate::address::{Address, Params};
use crate::problem::Problem;
use jiff::civil::Date;
use legation_knowledge::world::{End, Sense};
use legation_store::{Filter, Order, Pattern};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

/// Who, and when.
#[derive(Clone, Debug, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ActorQuery {
    /// A code (`RUSGOV`, `RUS*`, `*GOV`) or a name.
    #[param(ignore)]
    pub who: String,
    /// What they did and said from this day on.
    #[param(value_type = Option<String>, format = Date)]
    pub from: Option<Date>,
    /// Up to this day.
    #[param(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
}

/// Somebody.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Actor {
    /// As was asked.
    pub who: String,
    /// What the tables call them, where they know one of that name or code.
    pub name: Option<String>,
    /// Offices held, the last first; of a person.
    pub offices: Vec<Tenure>,
    /// The names and codes that were meant, the most frequent first; at most fifty.
    pub names: Vec<ActorRow>,
    /// What they did, the latest first; at most a hundred.
    pub did: Vec<EventRow>,
    /// What they said, the latest first; at most a hundred.
    pub said: Vec<StatementRow>,
    /// With whom they had to do, the most frequent first; at most forty.
    pub with: Vec<Beside>,
}

/// An office held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Tenure {
    /// Who held it.
    pub person: String,
    /// The actor code that goes with it.
    pub code: String,
    /// What it is called.
    pub office: String,
    /// The first day; null where it is not known.
    pub from: Option<String>,
    /// The last day; null where it goes on.
    pub to: Option<String>,
    /// Whether the last day is only the last on which it is known to have been held.
    pub to_at_least: bool,
}

/// Somebody who takes part in the same events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Beside {
    /// Their code.
    pub code: String,
    /// Their name.
    pub who: String,
    /// In how many events.
    pub events: u64,
    /// How many of them are of conflict.
    pub conflict: u64,
}

impl Query for ActorQuery {
    fn take(params: &mut Params) -> Result<ActorQuery, Problem> {
        Ok(ActorQuery { who: params.must("who")?, from: params.date("from")?, to: params.date("to")? })
    }

    fn addresses(&self) -> [String; 2] {
        let at = |path| Address::new(path).part(&self.who);
        both(at("/actor"), at("/api/v1/actors"), |address| {
            address.add("from", self.from);
            address.add("to", self.to);
        })
    }
}

impl View for ActorQuery {
    type Matter = Actor;
    const IS_KEPT: bool = true;

    fn see(&self, sight: &Sight<'_>) -> Result<Actor, Problem> {
        const NAMES: u32 = 50;
        const ROWS: u32 = 100;
        const BESIDE: u32 = 40;
        let who = Pattern::new(&self.who);
        let any = || Filter { actors: vec![who.clone()], from: self.from, to: self.to, ..Filter::default() };
        let names: Vec<ActorRow> = rows(sight, any(), Order::Frequent, NAMES)?;
        let (name, offices) = known(sight, &self.who, &who);
        if names.is_empty() && offices.is_empty() && name.is_none() {
            return Err(Problem::not_found("actor", &self.who));
        }
        let with = sight
            .store
            .beside(&who, BESIDE)?
            .into_iter()
            .map(|(code, who, events, conflict)| Beside { code, who, events, conflict });
        Ok(Actor {
            who: self.who.clone(),
            name,
            offices,
            names,
            did: rows(sight, any(), Order::Newest, ROWS)?,
            said: rows(sight, any(), Order::Newest, ROWS)?,
            with: with.collect(),
        })
    }
}

/// What the tables know of a name or code.
fn known(sight: &Sight<'_>, written: &str, who: &Pattern) -> (Option<String>, Vec<Tenure>) {
    let world = sight.world();
    if who.is_of_codes() {
        let code = written.trim_end_matches('*');
        let name = sight.party(code).name;
        return ((name != code).then_some(name), Vec::new());
    }
    let mut people: Vec<_> = world
        .senses(written)
        .into_iter()
        .filter_map(|sense| if let Sense::Person(person, _) = sense { Some(person) } else { None })
        .collect();
    people.sort_by_key(|person| (!person.is_prominent, person.name));
    people.dedup_by(|one, other| std::ptr::eq(*one, *other));
    let name = people.first().map(|person| person.name.to_owned());
    let tenures = people.iter().flat_map(|person| {
        person.tenures.iter().rev().map(|tenure| Tenure {
            person: person.name.to_owned(),
            code: tenure.code.to_owned(),
            office: match tenure.title {
                "" => tenure.office.name().replace('_', " "),
                title => title.to_owned(),
            },
            from: tenure.start.map(|day| day.to_string()),
            to: match tenure.end {
                End::By(day) | End::Listed(day) => Some(day.to_string()),
                End::Open => None,
            },
            to_at_least: matches!(tenure.end, End::Listed(_)),
        })
    });
    (name, tenures.collect())
}

/// Which actors.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ActorsQuery {
    /// A code (`RUSGOV`, `RUS*`, `*GOV`) or a name.
    pub actors: Vec<String>,
    /// How many.
    pub listed: Listed,
}

impl Query for ActorsQuery {
    fn take(params: &mut Params) -> Result<ActorsQuery, Problem> {
        Ok(ActorsQuery { actors: params.many("actor"), listed: Listed::take(params)? })
    }

    fn addresses(&self) -> [String; 2] {
        both(Address::new("/actors"), Address::new("/api/v1/actors"), |address| {
            address.all("actor", &self.actors);
            self.listed.write(address);
        })
    }
}

impl View for ActorsQuery {
    type Matter = List<ActorRow>;

    fn see(&self, sight: &Sight<'_>) -> Result<List<ActorRow>, Problem> {
        let which = Which { actors: self.actors.clone(), ..Which::default() };
        list(sight, which.filter(), &self.listed, Sort::Frequency)
    }
}
