//! Who negotiates: states, and bodies without a state.

use legation_knowledge::world::{Sense, World};
use legation_record::{ActorCode, Basis, Participant};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A party to what happens between parties: a state, whoever acts for it; an international body; an armed group.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Party {
    /// `IRN`; `IGOEU`; for an armed group its name.
    pub code: String,
    /// `Iran`; `European Union`; `Hamas`.
    pub name: String,
}

/// The sectors that stand apart from the state in whose code they come.
const APART: [&str; 4] = ["REB", "OPP", "CRM", "UAF"];

impl Party {
    /// The code of the party that an actor's code stands for, as far as the code alone tells: what [`Party::of`] would give, and now and
    /// then more.
    ///
    /// ```
    /// use legation_link::Party;
    /// use legation_record::ActorCode;
    /// let code = |code: &str, entity| Party::code(&ActorCode::new(code), entity);
    /// assert_eq!(code("IRNGOV", Some("Abbas Araghchi")).as_deref(), Some("IRN"));
    /// assert_eq!(code("PSEREB", Some("Hamas")).as_deref(), Some("Hamas"));
    /// assert_eq!(code("IGOEU", None).as_deref(), Some("IGOEU"));
    /// assert_eq!(code("---GOV", None), None);
    /// ```
    pub fn code(code: &ActorCode, entity: Option<&str>) -> Option<String> {
        let is_apart = code.as_str().get(3..6).is_some_and(|sector| APART.contains(&sector));
        match code.country() {
            Some(_) if is_apart => entity.map(str::to_owned),
            Some(country) => Some(country.to_owned()),
            None => {
                let code = code.as_str();
                Some(code).filter(|code| !code.starts_with("---") && code.len() > 3).map(str::to_owned)
            }
        }
    }

    /// The party of a name: a state, or a body or armed group that the tables know.
    ///
    /// ```
    /// # use legation_link::Party;
    /// # let world = legation_knowledge::world::World::embedded();
    /// assert_eq!(Party::named("Iran", world).unwrap().code, "IRN");
    /// assert_eq!(Party::named("Hamas", world).unwrap().code, "Hamas");
    /// ```
    pub fn named(name: &str, world: &World) -> Option<Party> {
        world.senses(name).iter().find_map(|sense| match sense {
            Sense::Country(country) => {
                Some(Party { code: country.iso3.to_owned(), name: country.name.to_owned() })
            }
            Sense::Body(body) => Party::of::<()>(
                &Participant {
                    who: body.name.to_owned(),
                    code: ActorCode::new(body.code),
                    span: None,
                    entity: Some(body.name.to_owned()),
                    basis: Basis::User,
                },
                world,
            ),
            _ => None,
        })
    }

    /// Whether the actors of a sector act against the state in whose code they come, or apart from it.
    pub(crate) fn stands_apart(sector: &str) -> bool {
        APART.contains(&sector)
    }

    /// The party for which a participant acts; none where the text leaves open which.
    pub fn of<S>(actor: &Participant<S>, world: &World) -> Option<Party> {
        let code = actor.code.as_str();
        let (head, sector) = (code.get(..3)?, code.get(3..6));
        if let Some(country) = world.country(head) {
            return match (sector, &actor.entity) {
                (Some(sector), Some(entity)) if APART.contains(&sector) => {
                    Some(Party { code: entity.clone(), name: entity.clone() })
                }
                (Some(sector), None) if APART.contains(&sector) => None,
                _ => Some(Party { code: head.to_owned(), name: country.name.to_owned() }),
            };
        }
        // `IGO` alone is any of them: `the international community`.
        if code.starts_with("---") || code.len() < 4 {
            return None;
        }
        Some(Party { code: code.to_owned(), name: actor.entity.clone().unwrap_or_else(|| actor.who.clone()) })
    }
}
