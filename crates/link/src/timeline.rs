//! What happened, day by day.

use crate::Evidence;
use legation_record::PartialDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A day (or, where no article is more exact, a week, month or year) and what happened then.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TimelineDay {
    /// When.
    pub date: PartialDate,
    /// What, the most reported first.
    pub entries: Vec<TimelineEntry>,
}

/// One event of a timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TimelineEntry {
    /// The fused event: an index into the events from which the timeline was made.
    pub event: u32,
    /// Its id.
    pub id: String,
    /// Whether it was told only later, as history.
    pub background: bool,
    /// Whether the day is the day of the first article, since none says when it was.
    pub undated: bool,
    /// How many independent articles tell of it.
    pub origins: u32,
    /// The sentence that tells of it best.
    pub evidence: Evidence,
}
