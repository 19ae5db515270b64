//! The times, places and actors that the text names.

use crate::{ActorCode, Basis, Corrected, PartialDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Everything named, in the order of the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Mentions<S> {
    /// Temporal expressions.
    pub times: Vec<TimeMention<S>>,
    /// Places.
    pub places: Vec<PlaceMention<S>>,
    /// Actors.
    pub actors: Vec<ActorMention<S>>,
    /// Mentions of one thing, each chain in the order of the text.
    pub chains: Vec<Vec<S>>,
}

/// A temporal expression, normalised to TIMEX3 (TimeML 1.2.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TimeMention<S> {
    /// Its words.
    #[serde(flatten)]
    pub span: S,
    /// DATE, TIME, DURATION or SET.
    #[serde(rename = "type")]
    pub kind: TimexType,
    /// The TIMEX3 value: `2025-02-27`, `P3D`, `XXXX-WXX-1`, `PAST_REF`.
    pub value: String,
    /// The TIMEX3 modifier.
    #[serde(rename = "mod")]
    pub modifier: Option<TimexMod>,
    /// Of a duration that the text anchors (`the past five years`, `has been in office for five weeks`): when it begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begin_point: Option<PartialDate>,
    /// When it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_point: Option<PartialDate>,
}

/// TIMEX3 type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs)]
pub enum TimexType {
    Date,
    Time,
    Duration,
    Set,
}

/// TIMEX3 modifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[allow(missing_docs)]
pub enum TimexMod {
    Before,
    After,
    OnOrBefore,
    OnOrAfter,
    LessThan,
    MoreThan,
    EqualOrLess,
    EqualOrMore,
    Start,
    Mid,
    End,
    Approx,
}

/// A place that the text names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlaceMention<S> {
    /// Its words.
    #[serde(flatten)]
    pub span: S,
    /// Its usual English name.
    pub name: String,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// ISO 3166 alpha-3 code of its country.
    pub country: Option<String>,
    /// Its number in GeoNames.
    pub geonameid: Option<u32>,
    /// What kind of place it is: `country`, `city`, `region`, `sea`, `building`.
    pub kind: Option<String>,
    /// How its name is used.
    #[serde(default, rename = "use")]
    pub usage: PlaceUse,
    /// Of a disputed territory: who governs and who claims it on the article's date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispute: Option<Dispute>,
}

/// Who governs a disputed territory and who claims it: a description, no view of who is right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Dispute {
    /// ISO 3166 alpha-3 codes of the states that govern it in fact; empty where no state of the tables does.
    pub administered_by: Vec<String>,
    /// Those of the states that claim it.
    pub claimed_by: Vec<String>,
}

/// How the name of a place is used.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum PlaceUse {
    /// Of the place, or of those who live or govern there.
    #[default]
    Literal,
    /// In the name of something else: `Ohio` in `the Ohio Senate`.
    Nested,
    /// As an adjective or the name of a people: `Georgian`, `Palestinians`.
    Adjective,
}

/// An actor that the text names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ActorMention<S> {
    /// Its words.
    #[serde(flatten)]
    pub span: S,
    /// The fullest name in the article.
    pub who: String,
    /// PLOVER actor code.
    pub code: ActorCode,
    /// The known person or body: its full name in the tables.
    pub entity: Option<String>,
    /// The office through which it acts.
    pub office: Option<String>,
    /// The day as of which it was resolved.
    pub as_of: Option<crate::PartialDate>,
    /// On what grounds it was resolved.
    pub basis: Basis,
    /// What people have said of it, the latest last; a field that is not as the machine read it stands here with the machine's value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrected: Vec<Corrected>,
}

impl<S> Default for Mentions<S> {
    fn default() -> Self {
        Mentions { times: Vec::new(), places: Vec::new(), actors: Vec::new(), chains: Vec::new() }
    }
}
