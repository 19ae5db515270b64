//! The codes of the field: PLOVER types, modes, contexts and actors; CAMEO codes; quad classes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// PLOVER event types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs)]
pub enum EventType {
    Agree,
    Consult,
    Support,
    Concede,
    Cooperate,
    Aid,
    Retreat,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
}

impl EventType {
    /// Every type, cooperative ones first.
    pub const ALL: [EventType; 16] = [
        EventType::Agree,
        EventType::Consult,
        EventType::Support,
        EventType::Concede,
        EventType::Cooperate,
        EventType::Aid,
        EventType::Retreat,
        EventType::Request,
        EventType::Accuse,
        EventType::Reject,
        EventType::Threaten,
        EventType::Protest,
        EventType::Sanction,
        EventType::Mobilize,
        EventType::Coerce,
        EventType::Assault,
    ];

    /// As PLOVER writes it.
    pub fn name(self) -> &'static str {
        match self {
            EventType::Agree => "AGREE",
            EventType::Consult => "CONSULT",
            EventType::Support => "SUPPORT",
            EventType::Concede => "CONCEDE",
            EventType::Cooperate => "COOPERATE",
            EventType::Aid => "AID",
            EventType::Retreat => "RETREAT",
            EventType::Request => "REQUEST",
            EventType::Accuse => "ACCUSE",
            EventType::Reject => "REJECT",
            EventType::Threaten => "THREATEN",
            EventType::Protest => "PROTEST",
            EventType::Sanction => "SANCTION",
            EventType::Mobilize => "MOBILIZE",
            EventType::Coerce => "COERCE",
            EventType::Assault => "ASSAULT",
        }
    }

    /// The type that PLOVER calls `name`.
    pub fn from_name(name: &str) -> Option<EventType> {
        EventType::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether all participants stand in one role.
    pub fn is_symmetric(self) -> bool {
        matches!(self, EventType::Consult | EventType::Agree | EventType::Cooperate)
    }

    /// The quad class of the type (PLOVER manual, "Quad categories").
    pub fn quad(self) -> Quad {
        match self {
            EventType::Agree | EventType::Consult | EventType::Support | EventType::Concede => {
                Quad::VerbalCooperation
            }
            EventType::Cooperate | EventType::Aid | EventType::Retreat => Quad::MaterialCooperation,
            EventType::Request | EventType::Accuse | EventType::Reject | EventType::Threaten => {
                Quad::VerbalConflict
            }
            EventType::Protest
            | EventType::Sanction
            | EventType::Mobilize
            | EventType::Coerce
            | EventType::Assault => Quad::MaterialConflict,
        }
    }
}

impl fmt::Display for EventType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Quad classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Quad {
    VerbalCooperation,
    MaterialCooperation,
    VerbalConflict,
    MaterialConflict,
}

impl Quad {
    /// As the record writes it.
    pub fn name(self) -> &'static str {
        match self {
            Quad::VerbalCooperation => "verbal-cooperation",
            Quad::MaterialCooperation => "material-cooperation",
            Quad::VerbalConflict => "verbal-conflict",
            Quad::MaterialConflict => "material-conflict",
        }
    }
}

/// Declares a code that is a word of a published list: a newtype with its text.
macro_rules! code {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The code as written.
            pub fn new(code: impl Into<String>) -> $name {
                $name(code.into())
            }

            /// The code as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

code! {
    /// A PLOVER mode: `visit`, `phone`, `third-party`.
    Mode
}
code! {
    /// A PLOVER context: `diplomatic`, `military`.
    Context
}
code! {
    /// A CAMEO code of two to four digits: `042`.
    CameoCode
}
code! {
    /// An actor code: a country (ISO 3166 alpha-3) and a sector (`RUSGOV`), or a body (`IGOUN`).
    ActorCode
}

impl ActorCode {
    /// The country's alpha-3 code; none for bodies and unknown countries.
    pub fn country(&self) -> Option<&str> {
        let head = self.0.get(..3)?;
        (head != "---" && !matches!(head, "IGO" | "NGO" | "MNC" | "IMG" | "REB" | "UAF")).then_some(head)
    }
}

/// On what grounds an actor was resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The article's own words (`Russian Foreign Minister Sergei Lavrov`).
    Text,
    /// A table of the world.
    Table,
    /// A row of a table for which no public source is named.
    Unsourced,
    /// The text lets one conclude it; no words name it.
    Inferred,
    /// The user said so.
    User,
}

impl Basis {
    /// As the record writes it.
    pub fn name(self) -> &'static str {
        match self {
            Basis::Text => "text",
            Basis::Table => "table",
            Basis::Unsourced => "unsourced",
            Basis::Inferred => "inferred",
            Basis::User => "user",
        }
    }
}
