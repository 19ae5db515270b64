//! What was done, is being done, is planned, feared, proposed or denied.

use crate::{ActorCode, Basis, CameoCode, Context, Corrected, EventType, Mode, PartialDate, Quad};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One event of an article, with all its mentions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event<S> {
    /// Stable: derived from the article, the first trigger and the type.
    pub id: String,
    /// The head words that tell of it, in the order of the text; never empty.
    pub triggers: Vec<S>,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// PLOVER mode, where the type has modes and the text tells.
    pub mode: Option<Mode>,
    /// CAMEO code.
    pub cameo: Option<CameoCode>,
    /// Quad class.
    pub quad: Quad,
    /// PLOVER contexts.
    pub contexts: Vec<Context>,
    /// PLOVER's conflict-cooperation score of type and mode.
    pub plover_score: Option<f64>,
    /// Goldstein's score of the CAMEO code.
    pub goldstein: Option<f64>,
    /// Who did it. Symmetric types (CONSULT, AGREE, COOPERATE) have all participants here.
    pub source: Vec<Participant<S>>,
    /// To whom.
    pub target: Vec<Participant<S>>,
    /// Where.
    pub place: Option<EventPlace<S>>,
    /// The first day.
    pub start: Option<PartialDate>,
    /// The last day; equal to `start` for one day, none where it goes on.
    pub end: Option<PartialDate>,
    /// The words that say when.
    pub date_span: Option<S>,
    /// Whether it happened.
    pub status: Status,
    /// The words that decide the status.
    pub status_span: Option<S>,
    /// The statement (an index) that alone asserts it; none where the article itself does.
    pub according_to: Option<u32>,
    /// Told as history or context, not as the news.
    pub background: bool,
    /// Which meeting of its series it is, where the text counts them; older records do not say.
    pub round: Option<Round<S>>,
    /// How sure each part is.
    pub confidence: Confidence,
    /// What people have said of it, the latest last; a field that is not as the machine read it stands here with the machine's value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrected: Vec<Corrected>,
}

/// Somebody with a part in an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Participant<S> {
    /// The fullest name in the article.
    pub who: String,
    /// PLOVER actor code.
    pub code: ActorCode,
    /// The words that name them at this event; none where they are inferred.
    pub span: Option<S>,
    /// The known person, office or body.
    pub entity: Option<String>,
    /// On what grounds they were resolved.
    pub basis: Basis,
}

/// The place of a meeting in its series as the text counts it: `the fifth round`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Round<S> {
    /// Its number, from 1.
    pub n: u32,
    /// The words that count it.
    pub span: S,
}

/// Where an event took place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EventPlace<S> {
    /// As the article names it.
    pub name: String,
    /// ISO 3166 alpha-3 code of the country.
    pub country: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// Its number in GeoNames.
    pub geonameid: Option<u32>,
    /// What kind of place it is: `country`, `city`, `region`, `sea`, `building`.
    pub kind: Option<String>,
    /// The words that name it.
    pub span: Option<S>,
}

/// Whether an event happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It happened.
    Occurred,
    /// It is happening.
    Ongoing,
    /// Announced or scheduled.
    Planned,
    /// Could, may, might; feared; hypothetical.
    Possible,
    /// Depends on a stated condition.
    Conditional,
    /// Wanted, urged, called for, offered.
    Proposed,
    /// Said not to have happened, or not to be.
    Denied,
}

impl Status {
    /// Every status.
    pub const ALL: [Status; 7] = [
        Status::Occurred,
        Status::Ongoing,
        Status::Planned,
        Status::Possible,
        Status::Conditional,
        Status::Proposed,
        Status::Denied,
    ];

    /// Those of what took place or goes on: what is counted unless something else is asked for.
    pub const HAPPENED: [Status; 2] = [Status::Occurred, Status::Ongoing];

    /// As the record writes it.
    pub fn name(self) -> &'static str {
        match self {
            Status::Occurred => "occurred",
            Status::Ongoing => "ongoing",
            Status::Planned => "planned",
            Status::Possible => "possible",
            Status::Conditional => "conditional",
            Status::Proposed => "proposed",
            Status::Denied => "denied",
        }
    }

    /// The status that the record writes as `name`.
    pub fn from_name(name: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| status.name() == name)
    }
}

/// Calibrated confidences, to three digits; none where nothing was calibrated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Confidence {
    /// Of the type.
    #[serde(rename = "type")]
    pub kind: Option<f64>,
    /// Of the status.
    pub status: Option<f64>,
    /// Of the participants.
    pub actors: Option<f64>,
    /// Of the date.
    pub date: Option<f64>,
    /// Of the place.
    pub place: Option<f64>,
}
