//! What was announced, proposed, threatened or made to depend on something, and what became of it.

use crate::{Evidence, Stage};
use legation_record::{EventType, PartialDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something that was to come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Due {
    /// The fused event: an index into the events.
    pub event: u32,
    /// Its id.
    pub id: String,
    /// Its PLOVER type.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// How far it had come when it was last to come.
    pub stage: Stage,
    /// When it was to be, where a text says.
    pub due: Option<PartialDate>,
    /// Whether that day has passed.
    pub is_past: bool,
    /// The sentence that announces it.
    pub announced: Evidence,
    /// What became of it.
    pub outcome: Outcome,
    /// The sentence that tells of that; none where nothing does.
    pub followed: Option<Evidence>,
    /// The other fused event that tells of it, where it is another: an index into the events.
    pub by: Option<u32>,
}

/// What became of something that was to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It took place.
    Held,
    /// It was called off, or is said not to be.
    Cancelled,
    /// Another date or place took its place, or it was put off.
    Superseded,
    /// What was demanded, offered or threatened came to pass.
    Met,
    /// Its day has not come.
    Open,
    /// No article says what became of it.
    NoFollowUpReported,
}
