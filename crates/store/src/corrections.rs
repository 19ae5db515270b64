//! Corrections as the store keeps them.

use crate::Digest;
use legation_record::correction::Correction;

/// What became of a correction in this store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Became {
    /// The record of its article is as it says.
    Done,
    /// A later correction took it back.
    Undone,
    /// It fits nowhere: the reason is told.
    Orphan,
}

impl Became {
    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Became::Done => "done",
            Became::Undone => "undone",
            Became::Orphan => "orphan",
        }
    }

    /// What is written as `name`.
    pub fn from_name(name: &str) -> Option<Became> {
        [Became::Done, Became::Undone, Became::Orphan].into_iter().find(|became| became.name() == name)
    }
}

/// A correction of the store.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptCorrection {
    /// The correction.
    pub correction: Correction,
    /// The id of its article; none where the article is not in the store.
    pub article: Option<String>,
    /// What became of it.
    pub became: Became,
    /// Why it fits nowhere, or which correction took it back.
    pub reason: Option<String>,
}

/// What a correction says of events of two articles: whether linking has to make them one, or must not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// The correction.
    pub correction: String,
    /// The event of the one article: the article's digest, the event's number in its record, its id.
    pub one: (Digest, u32, String),
    /// The event of the other.
    pub other: (Digest, u32, String),
    /// They are one; else they are not.
    pub is_one: bool,
}

/// What becomes of corrections that are added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    /// New ones.
    pub new: u64,
    /// Those that were there already.
    pub known: u64,
    /// Of the new ones, those that fit nowhere.
    pub orphans: u64,
}
