//! An event as all articles together tell it.

use crate::{Evidence, Party};
use jiff::civil::Date;
use legation_record::{ActorCode, EventType, Mode, PartialDate, Quad, Status};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One event, joined over all the articles that tell of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Fused {
    /// Derived from the first telling: the same for as long as no earlier article comes in.
    pub id: String,
    /// Its PLOVER type, as most tell it.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// The quad class of the type.
    pub quad: Quad,
    /// How it was done; one value after the other, the best supported first.
    pub mode: Vec<Told<Mode>>,
    /// Who did it; for types without roles, everybody.
    pub source: Vec<Part>,
    /// To whom.
    pub target: Vec<Part>,
    /// When; the best supported first.
    pub date: Vec<Told<Period>>,
    /// Where; the best supported first.
    pub place: Vec<Told<Spot>>,
    /// Under which number the texts count it in its series.
    pub round: Vec<Told<u32>>,
    /// What came of it, as last told.
    pub stage: Stage,
    /// How it came to that, in the order of publication.
    pub history: Vec<StatusStep>,
    /// The fields of which the articles tell what cannot all be so.
    pub conflicts: Vec<Field>,
    /// Whether it is told as history alone, never as the news.
    pub background: bool,
    /// How sure it is that the event is as told here, from 0 to 1: see [`confidence`](super::confidence).
    pub confidence: f64,
    /// How many articles tell of it.
    pub articles: u32,
    /// How many of them are independent: copies of one text are one.
    pub origins: u32,
    /// The day the first of them was published.
    pub first_told: PartialDate,
    /// The day the last of them was published.
    pub last_told: PartialDate,
    /// The sentences that tell of it, the best evidence first.
    pub tellings: Vec<TellingRef>,
}

/// A value that some of the articles give.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Told<T> {
    /// The value.
    pub value: T,
    /// The words that say so, each once.
    pub words: Vec<String>,
    /// Whether it can be so if the leading value is.
    pub stands: Stands,
    /// How many articles give it.
    pub articles: u32,
    /// How many of them are independent.
    pub origins: u32,
    /// Which tellings give it: indices into [`Fused::tellings`].
    pub tellings: Vec<u32>,
}

/// How a value stands to the leading one of its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Stands {
    /// It is the leading one.
    Leads,
    /// It says less, or more, but nothing else.
    Fits,
    /// Both cannot be so.
    Conflicts,
}

/// Somebody with a part in the event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Part {
    /// The party for which they act.
    pub party: Option<Party>,
    /// Their code, as most tell it.
    pub code: ActorCode,
    /// Their fullest name.
    pub who: String,
    /// The known person, office or body.
    pub entity: Option<String>,
    /// How many articles name them here.
    pub articles: u32,
    /// How many of them are independent.
    pub origins: u32,
    /// Which tellings name them: indices into [`Fused::tellings`].
    pub tellings: Vec<u32>,
}

/// From a first to a last day, as exactly as told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Period {
    /// The first day, week, month or year.
    pub start: Option<PartialDate>,
    /// The last; equal to `start` for one day, none where it goes on.
    pub end: Option<PartialDate>,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Spot {
    /// Its name.
    pub name: String,
    /// ISO 3166 alpha-3 code of the country.
    pub country: Option<String>,
    /// Its number in GeoNames.
    pub geonameid: Option<u32>,
    /// What kind of place it is: `country`, `city`, `region`, `sea`, `building`.
    pub kind: Option<String>,
}

/// How far an event has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// It could be, is feared, depends on something.
    Mooted,
    /// It is wanted, offered, called for.
    Proposed,
    /// It is announced or scheduled.
    Planned,
    /// One of the participants says that it is to be.
    Confirmed,
    /// It was put off.
    Postponed,
    /// It was called off.
    Cancelled,
    /// It is going on.
    Ongoing,
    /// It took place.
    Held,
    /// It is said not to have been, or not to be.
    Denied,
}

/// A change of the stage, and who told of it first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StatusStep {
    /// The day it was told.
    pub date: PartialDate,
    /// The stage from then on.
    pub stage: Stage,
    /// As the record has it.
    pub status: Status,
    /// Who said so; none where the article does.
    pub by: Option<String>,
    /// How many articles say so before the next step.
    pub articles: u32,
    /// The first telling that says so: an index into [`Fused::tellings`].
    pub telling: u32,
}

/// A field that articles can tell in different ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// How.
    Mode,
    /// When.
    Date,
    /// Where.
    Place,
    /// Whether.
    Status,
}

/// A telling, and where it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TellingRef {
    /// The event's id in the record of its article.
    pub event: String,
    /// The digest of the article.
    pub digest: String,
    /// The origin of the article: equal for copies of one text.
    pub origin: u32,
    /// Its status there.
    pub status: Status,
    /// Who alone says so; none where the article does.
    pub according_to: Option<String>,
    /// Whether it is told as history.
    pub background: bool,
    /// The sentence.
    pub evidence: Evidence,
}

impl Fused {
    /// The leading date.
    pub fn when(&self) -> Option<Period> {
        self.date.first().map(|told| told.value)
    }

    /// The first day that it can have been; where no article says, the day it was first told.
    pub fn day(&self) -> Date {
        let period = self.when().and_then(|period| period.start.or(period.end));
        period.unwrap_or(self.first_told).first_day()
    }

    /// The leading place.
    pub fn place(&self) -> Option<&Spot> {
        self.place.first().map(|told| &told.value)
    }

    /// Its number in its series.
    pub fn round(&self) -> Option<u32> {
        self.round.first().map(|told| told.value)
    }

    /// The parties, whatever their role.
    pub fn parties(&self) -> BTreeSet<&Party> {
        self.source.iter().chain(&self.target).filter_map(|part| part.party.as_ref()).collect()
    }

    /// Whether each of these codes is one of a party.
    pub fn has(&self, codes: &[&str]) -> bool {
        let parties = self.parties();
        codes.iter().all(|code| parties.iter().any(|party| party.code == *code))
    }

    /// The best evidence.
    pub fn best(&self) -> Option<&Evidence> {
        self.tellings.first().map(|telling| &telling.evidence)
    }
}
