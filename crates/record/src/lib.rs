//! The public record: what was read in one article, as plain types.
//!
//! A [`Record`] is generic over how it points into the text. Inside the program that is a
//! [`Span`](legation_text::Span) of bytes; on the wire it is [`Offsets`], code points. Only the wire form, [`WireRecord`],
//! can be serialised, so byte offsets cannot leak: [`Record::on_the_wire`] is the one way across.
//!
//! No rules live here: nothing is read, resolved or judged.

mod agenda;
mod code;
pub mod correction;
mod date;
mod event;
mod identity;
mod mentions;
pub mod privacy;
mod statement;
mod wire;

pub use agenda::{AgendaItem, Scope};
pub use code::{ActorCode, Basis, CameoCode, Context, EventType, Mode, Quad};
pub use correction::Corrected;
pub use date::{Grain, NotADate, PartialDate};
pub use event::{Confidence, Event, EventPlace, Participant, Round, Status};
pub use identity::Identity;
pub use mentions::{
    ActorMention, Dispute, Mentions, PlaceMention, PlaceUse, TimeMention, TimexMod, TimexType,
};
pub use statement::{Polarity, SpeechKind, SpeechMode, Statement};
pub use wire::{Extent, Offsets, WireRecord, json_schema};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The number of the record's form. Within one number, fields are only added.
pub const SCHEMA: u32 = 1;

/// What was read in one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record<S, E = S> {
    /// The number of this form: [`SCHEMA`].
    pub schema: u32,
    /// The article: the stem of its file, or the `id` it came with.
    pub id: String,
    /// The day the article was published.
    pub date: PartialDate,
    /// Its headline, where the input gave one apart from the text.
    pub title: Option<String>,
    /// Its outlet, where the input gave one.
    pub source: Option<String>,
    /// Its address, where the input gave one.
    pub url: Option<String>,
    /// What read it.
    pub reader: ReaderVersion,
    /// What was odd about the input.
    pub notes: Vec<Note<S>>,
    /// Who said what.
    pub statements: Vec<Statement<S>>,
    /// What was done, is planned, feared, proposed or denied.
    pub events: Vec<Event<S>>,
    /// What talks are about, and what is off their table.
    pub agenda: Vec<AgendaItem<S>>,
    /// The times, places and actors that the text names.
    pub mentions: Mentions<E>,
    /// What people have taken out of it or joined, with what the machine had, and that they have read it through.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrected: Vec<Corrected>,
}

/// The versions of everything that has a say in a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReaderVersion {
    /// The program.
    pub version: String,
    /// The language model.
    pub model: String,
    /// The tables about the world.
    pub knowledge: String,
    /// The codebook, frames and cue lexicons.
    pub frames: String,
}

/// Something odd about the input that the reader went on from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Note<S> {
    /// What, in one short sentence.
    pub message: String,
    /// Where, if at one place.
    pub span: Option<S>,
}
