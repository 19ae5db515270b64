//! What a dossier holds.

use crate::{Evidence, Party};
use legation_record::{PartialDate, Scope};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What articles tell of the negotiations of some parties.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dossier {
    /// The number of this form.
    pub schema: u32,
    /// Whose negotiations.
    pub parties: Vec<Party>,
    /// Only what was published up to this day.
    pub as_of: Option<PartialDate>,
    /// The first and the last day on which the articles were published.
    pub published: Option<[PartialDate; 2]>,
    /// How many articles tell of them.
    pub articles: usize,
    /// How many of these are no copies of others.
    pub origins: usize,
    /// One for each set of parties, the most reported first.
    pub series: Vec<Series>,
}

/// The number of the form of a [`Dossier`].
pub const SCHEMA: u32 = 1;

/// A negotiation: talks of the same parties.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Series {
    /// Who negotiates.
    pub parties: Vec<Party>,
    /// What it is about, in the words most used of it: the topics, most reported first.
    pub matter: Vec<String>,
    /// Who mediates.
    pub mediator: Vec<Told<Party>>,
    /// Whether the parties sit at one table.
    pub direct: Vec<Told<Format>>,
    /// The meetings, in the order of their days.
    pub rounds: Vec<Round>,
    /// What it is about, and what is said to be off.
    pub agenda: Vec<Topic>,
    /// What the parties and the mediators want, offer, refuse, in the order of time.
    pub positions: Vec<Position>,
    /// What was agreed.
    pub agreed: Vec<Item>,
    /// What is to come, and what became of it.
    pub due: Vec<Item>,
    /// What was said and is denied.
    pub denied: Vec<Claim>,
    /// Where reports do not agree.
    pub contradictions: Vec<Contradiction>,
    /// How many articles tell of it.
    pub articles: usize,
    /// How many of these are no copies of others.
    pub origins: usize,
}

/// One of the things that reports say of a field, and how many say so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Told<T> {
    /// What they say.
    pub value: T,
    /// How many articles that are no copies of each other.
    pub origins: usize,
    /// The best of them first.
    pub evidence: Vec<Evidence>,
}

/// Whether parties talk to each other or through others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// At one table.
    Direct,
    /// Through a mediator.
    Indirect,
}

impl Format {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Direct => "direct",
            Format::Indirect => "indirect",
        }
    }
}

/// A meeting of a series.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Round {
    /// Its number in the series.
    pub n: Option<u32>,
    /// The outlets that count it so; none where its place in the order of days gives the number.
    pub counted_by: Vec<String>,
    /// When it began, as most say.
    pub start: Option<PartialDate>,
    /// When it ended, where that is another day.
    pub end: Option<PartialDate>,
    /// All days that are given for it, the most reported first.
    pub dates: Vec<Told<PartialDate>>,
    /// Where it was, as most say: the city, or the country where no more is said.
    pub place: Option<String>,
    /// The country of the place: alpha-3.
    pub country: Option<String>,
    /// All places that are given for it, the most reported first.
    pub places: Vec<Told<String>>,
    /// Who hosts it.
    pub host: Vec<Told<Party>>,
    /// Who leads the delegations, with the office held on that day.
    pub heads: Vec<Head>,
    /// How long it took, in the words of the reports.
    pub duration: Vec<Told<String>>,
    /// What it was about.
    pub agenda: Vec<Topic>,
    /// What is known of it at the end.
    pub status: RoundStatus,
    /// How that came to be known, in the order of publication.
    pub status_history: Vec<StatusStep>,
    /// What came of it.
    pub outcome: Vec<Evidence>,
    /// How many articles that are no copies of each other tell of it.
    pub origins: usize,
    /// How sure it is that this round took place as told, 0 to 1.
    pub confidence: f64,
    /// The best first.
    pub evidence: Vec<Evidence>,
}

/// What is known of a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RoundStatus {
    /// Spoken of as something that may be.
    Mooted,
    /// Somebody has proposed it.
    Proposed,
    /// It is to be.
    Planned,
    /// A party, the host or the mediator says that it is to be.
    Confirmed,
    /// It is going on.
    Ongoing,
    /// It took place.
    Held,
    /// It was put off.
    Postponed,
    /// It is not to be, or was not.
    Cancelled,
}

impl RoundStatus {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            RoundStatus::Mooted => "mooted",
            RoundStatus::Proposed => "proposed",
            RoundStatus::Planned => "planned",
            RoundStatus::Confirmed => "confirmed",
            RoundStatus::Ongoing => "ongoing",
            RoundStatus::Held => "held",
            RoundStatus::Postponed => "postponed",
            RoundStatus::Cancelled => "cancelled",
        }
    }
}

/// What was known of a round once an article was out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StatusStep {
    /// The day of publication.
    pub as_of: PartialDate,
    /// What was known then.
    pub status: RoundStatus,
    /// Who said so, where the article has it from somebody.
    pub by: Option<String>,
    /// The words.
    pub evidence: Evidence,
}

/// Who leads a delegation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Head {
    /// Whose delegation.
    pub party: Party,
    /// The name.
    pub who: String,
    /// The office on that day.
    pub office: Option<String>,
    /// How many articles that are no copies of each other.
    pub origins: usize,
    /// The best first.
    pub evidence: Vec<Evidence>,
}

/// Something that talks are about, or not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Topic {
    /// In the words of the report.
    pub topic: String,
    /// On or off.
    pub scope: Scope,
    /// Who says so, where the article has it from somebody.
    pub by: Option<String>,
    /// How many articles that are no copies of each other.
    pub origins: usize,
    /// The best first.
    pub evidence: Vec<Evidence>,
}

/// What a party says it wants, offers, refuses or expects.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Position {
    /// Whose it is.
    pub party: Party,
    /// What it is on; the most telling first.
    pub topics: Vec<String>,
    /// What kind of move it is.
    pub stance: Stance,
    /// Whether it depends on something.
    pub conditional: bool,
    /// Who says it.
    pub speaker: Option<String>,
    /// The speaker's office on that day.
    pub office: Option<String>,
    /// The day it was said; of publication where no day is given.
    pub date: PartialDate,
    /// What is said.
    pub content: String,
    /// Whether those are the speaker's own words.
    pub quoted: bool,
    /// Whether the party said the like before.
    pub change: Change,
    /// How many articles that are no copies of each other.
    pub origins: usize,
    /// The best first.
    pub evidence: Vec<Evidence>,
}

/// What kind of move a position is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Stance {
    /// Says how it sees things.
    States,
    /// Asks for something.
    Demands,
    /// Says what it would do.
    Offers,
    /// Says yes.
    Accepts,
    /// Says no.
    Rejects,
    /// Says what it will do to the other.
    Threatens,
    /// Finds fault.
    Accuses,
}

impl Stance {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Stance::States => "states",
            Stance::Demands => "demands",
            Stance::Offers => "offers",
            Stance::Accepts => "accepts",
            Stance::Rejects => "rejects",
            Stance::Threatens => "threatens",
            Stance::Accuses => "accuses",
        }
    }
}

/// How a position stands to what the party said before on the same topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// The first on its topic.
    New,
    /// The like was said before.
    Repeated,
    /// Something else was said before.
    Moved,
}

impl Change {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Change::New => "new",
            Change::Repeated => "repeated",
            Change::Moved => "moved",
        }
    }
}

/// Something that is to come, or was agreed, and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Item {
    /// What.
    pub what: String,
    /// The kind of event: its PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Who is to do it.
    pub parties: Vec<Party>,
    /// As the articles have it: planned, proposed, conditional, possible; occurred for what was agreed.
    pub status: String,
    /// For when.
    pub date: Option<PartialDate>,
    /// Who says so.
    pub by: Option<String>,
    /// What became of it.
    pub fate: Fate,
    /// Where it is told; the best first.
    pub evidence: Vec<Evidence>,
    /// Where what became of it is told.
    pub follow_up: Option<Evidence>,
}

/// What became of something that was to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// Its day is still to come.
    Open,
    /// It took place.
    Held,
    /// A condition or demand was met.
    Met,
    /// It was called off.
    Cancelled,
    /// Another day or place took its place.
    Superseded,
    /// No later article tells.
    NoFollowUp,
}

impl Fate {
    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            Fate::Open => "open",
            Fate::Held => "held",
            Fate::Met => "met",
            Fate::Cancelled => "cancelled",
            Fate::Superseded => "superseded",
            Fate::NoFollowUp => "no follow-up reported",
        }
    }
}

/// Something said that somebody denies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    /// What is denied.
    pub claim: String,
    /// Who denies it.
    pub denied_by: Option<String>,
    /// For whom he speaks.
    pub party: Option<Party>,
    /// The day of the denial.
    pub date: PartialDate,
    /// How many articles that are no copies of each other.
    pub origins: usize,
    /// Where it is denied; the best first.
    pub evidence: Vec<Evidence>,
}

/// Two reports that cannot both be right, or two sides that tell it differently.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Contradiction {
    /// What they differ in: `date of round 5`, `place of round 2`, `whether Hamas accepts the proposal`.
    pub what: String,
    /// What the reports say, the most reported first.
    pub versions: Vec<Told<String>>,
}
