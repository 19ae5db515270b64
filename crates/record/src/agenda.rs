//! What talks are about.

use crate::Corrected;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One topic of one round of talks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AgendaItem<S> {
    /// The talks: an index into the events, of type CONSULT.
    pub event: u32,
    /// A short noun phrase.
    pub topic: String,
    /// The words that name it.
    pub span: S,
    /// On the table or off it.
    pub scope: Scope,
    /// The statement (an index) that says so; none where the article itself does.
    pub according_to: Option<u32>,
    /// What people have said of it, the latest last; a field that is not as the machine read it stands here with the machine's value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrected: Vec<Corrected>,
}

/// Whether a topic is on the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// It is talked about.
    On,
    /// It is said not to be.
    Off,
}

impl Scope {
    /// As the record writes it.
    pub fn name(self) -> &'static str {
        match self {
            Scope::On => "on",
            Scope::Off => "off",
        }
    }
}
