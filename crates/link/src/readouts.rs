//! The same call or meeting as each side told it.

use crate::{Evidence, Party};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A call or meeting of which more than one side gave its account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Readout {
    /// The fused event: an index into the events.
    pub event: u32,
    /// Its id.
    pub id: String,
    /// The accounts, one of each side.
    pub sides: Vec<Side>,
}

/// One side's account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Side {
    /// Whose account it is.
    pub party: Party,
    /// What it says of the call or meeting.
    pub points: Vec<Point>,
}

/// Something that one side says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Point {
    /// Who says it.
    pub who: Option<String>,
    /// Its words.
    pub evidence: Evidence,
    /// The sides that say the same: indices into [`Readout::sides`]; empty where no other does.
    pub shared_with: Vec<u32>,
}
