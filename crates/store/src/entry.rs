//! What goes in, and what comes back whole.

use crate::Digest;
use legation_record::{Offsets, WireRecord};

/// An article with its record.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The stored text, into which the record points.
    pub text: String,
    /// What was read in it; without findings where it was not read.
    pub record: WireRecord,
    /// Its sentences, in order: those with evidence are kept even where the text is not.
    pub sentences: Vec<Offsets>,
    /// The language it is in (ISO 639-1), where that can be told.
    pub language: Option<String>,
    /// Whether it was read; an article in a language that is not read is kept, and flagged.
    pub is_coded: bool,
    /// Its outlet, where it is known.
    pub outlet: Option<Outlet>,
    /// How much of the text may be kept.
    pub keep: Keep,
    /// When it was added, RFC 3339. The caller's clock: the store has none.
    pub added: String,
}

impl Entry {
    /// The digest of its content.
    pub fn digest(&self) -> Digest {
        let record = &self.record;
        Digest::of(&record.date.to_string(), record.source.as_deref(), record.title.as_deref(), &self.text)
    }
}

/// An outlet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlet {
    /// Its usual name.
    pub name: String,
    /// ISO 3166 alpha-3 code of where it sits.
    pub country: Option<String>,
    /// `wire`, `public`, `private`, `state`, `ministry`, `igo` or `ngo`.
    pub kind: Option<String>,
    /// ISO 639-1 code of the language it writes in.
    pub language: Option<String>,
}

/// How much of a text is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// All of it.
    #[default]
    Full,
    /// The sentences with evidence alone.
    Snippets,
    /// None of it: its digest, and where the evidence stands.
    Digest,
}

impl Keep {
    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Keep::Full => "full",
            Keep::Snippets => "snippets",
            Keep::Digest => "digest",
        }
    }

    /// What is written as `name`.
    pub fn from_name(name: &str) -> Option<Keep> {
        [Keep::Full, Keep::Snippets, Keep::Digest].into_iter().find(|keep| keep.name() == name)
    }
}

/// What became of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// New.
    Added,
    /// A new version of an article that was there: its number, from 2.
    Version(u32),
    /// There already.
    Duplicate,
}

/// An article with those of its events that are asked for.
#[derive(Clone, Debug)]
pub struct Told {
    /// The article, whole.
    pub stored: Stored,
    /// The events, in the order of the record; never empty.
    pub events: Vec<KeptEvent>,
}

/// What the store knows of an event beside its record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptEvent {
    /// Which of the record's events it is.
    pub number: usize,
    /// The day it is filed under, `2025-02-27`; none for history without a date and for dates less exact than a week.
    pub day: Option<String>,
    /// The words that tell of it, where they may be kept.
    pub trigger_words: Option<String>,
    /// The sentence of the first of them, where it may be kept.
    pub sentence: Option<String>,
}

/// An article as it is kept.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The digest of its content.
    pub digest: Digest,
    /// Which version of the article it is, from 1.
    pub version: u32,
    /// Whether it is the latest.
    pub is_current: bool,
    /// The text, where it may be kept.
    pub text: Option<String>,
    /// The record: what follows from corrections, where there are any.
    pub record: WireRecord,
    /// The record as the machine made it, where there are corrections.
    pub machine: Option<WireRecord>,
    /// The language, where that could be told.
    pub language: Option<String>,
    /// Whether it was read.
    pub is_coded: bool,
    /// How much of the text may be kept.
    pub keep: Keep,
    /// Its outlet, by the usual name where that is known.
    pub outlet: Option<String>,
    /// Where only these are kept of the text: its sentences with evidence, in order.
    pub snippets: Vec<(Offsets, String)>,
}

/// An article with what a question finds in it.
#[derive(Clone, Debug)]
pub struct Findings {
    /// The article, whole.
    pub stored: Stored,
    /// Whether the article itself is asked for; else it is here for what it tells.
    pub is_asked_for: bool,
    /// The country of its outlet (alpha-3), where that is known.
    pub outlet_country: Option<String>,
    /// What kind of outlet it is, where that is known.
    pub outlet_kind: Option<String>,
    /// The first article of the texts of which it is a copy, or which are its copies.
    pub family: Option<Digest>,
    /// The events, in the order of the record.
    pub events: Vec<FoundEvent>,
    /// The statements, in the order of the record.
    pub statements: Vec<FoundStatement>,
    /// The agenda items: which of the record's they are.
    pub agenda: Vec<usize>,
}

/// What the store knows of an event beside its record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundEvent {
    /// Which of the record's events it is, the day it is filed under, and its words.
    pub kept: KeptEvent,
    /// `text` or `published`: where the day is from.
    pub day_basis: Option<String>,
    /// The pairs of parties it stands between: `RUS-USA` where both do it, `RUS>UKR` where one does it to the other.
    pub dyads: Vec<String>,
    /// The id of the fused event that it is joined to.
    pub fused: Option<String>,
}

/// What the store knows of a statement beside its record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundStatement {
    /// Which of the record's statements it is.
    pub number: usize,
    /// The day it is filed under.
    pub day: String,
    /// `text` or `published`: where the day is from.
    pub day_basis: String,
    /// The words that carry it, where they may be kept.
    pub cue: Option<String>,
    /// What was said, where it may be kept.
    pub content: Option<String>,
    /// The sentence in which it begins, where it may be kept.
    pub sentence: Option<String>,
}
