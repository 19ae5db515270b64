//! What a release is made of: articles with those of their findings that are wanted.

use legation_record::correction::Verb;
use legation_record::{Offsets, WireRecord};

/// An article with what of it goes into a release. The findings refer to nothing that is left out.
#[derive(Clone, Copy, Debug)]
pub struct Article<'a> {
    /// Its record.
    pub record: &'a WireRecord,
    /// The digest of its content.
    pub digest: &'a str,
    /// Which version of the article it is.
    pub version: u32,
    /// Its language, where that is known.
    pub language: Option<&'a str>,
    /// Whether it was read.
    pub is_coded: bool,
    /// How much of its text is kept: `full`, `snippets` or `digest`.
    pub keep: &'a str,
    /// Whether the article itself was asked for; else it is there for what it tells.
    pub is_asked_for: bool,
    /// Its outlet, by the usual name.
    pub outlet: Option<&'a str>,
    /// The outlet's country.
    pub outlet_country: Option<&'a str>,
    /// What kind of outlet it is.
    pub outlet_kind: Option<&'a str>,
    /// The digest of the first of the articles that are one text with it.
    pub family: Option<&'a str>,
    /// Its text, where it is kept.
    pub text: Option<&'a str>,
    /// The events.
    pub events: &'a [Event<'a>],
    /// The statements.
    pub statements: &'a [Statement<'a>],
    /// The agenda items: which of the record's they are.
    pub agenda: &'a [usize],
    /// What people have corrected in it, and what is applied here.
    pub corrections: &'a [Correction],
}

/// An event of an article.
#[derive(Clone, Debug)]
pub struct Event<'a> {
    /// Which of the record's events it is.
    pub number: usize,
    /// The day it is filed under.
    pub day: Option<&'a str>,
    /// Where the day is from: `text` or `published`.
    pub day_basis: Option<&'a str>,
    /// The pairs of parties it stands between: `RUS-USA`, `RUS>UKR`.
    pub dyads: &'a [String],
    /// The id of the fused event that it is joined to.
    pub fused: Option<&'a str>,
    /// The words that tell of it.
    pub trigger_words: Option<&'a str>,
    /// The sentence of the first of them.
    pub sentence: Option<&'a str>,
}

/// A statement of an article.
#[derive(Clone, Debug)]
pub struct Statement<'a> {
    /// Which of the record's statements it is.
    pub number: usize,
    /// The day it is filed under.
    pub day: &'a str,
    /// Where the day is from: `text` or `published`.
    pub day_basis: &'a str,
    /// The words that carry it.
    pub cue: Option<&'a str>,
    /// What was said.
    pub content: Option<&'a str>,
    /// The sentence in which it begins.
    pub sentence: Option<&'a str>,
}

/// A part of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Who did what to whom.
    Events,
    /// Who said what.
    Statements,
    /// What talks are about.
    Agenda,
    /// The articles themselves.
    Articles,
}

impl Part {
    /// Those that releases are compared by.
    pub const ALL: [Part; 4] = [Part::Events, Part::Statements, Part::Agenda, Part::Articles];

    /// The name of its table.
    pub fn name(self) -> &'static str {
        match self {
            Part::Events => "events",
            Part::Statements => "statements",
            Part::Agenda => "agenda",
            Part::Articles => "articles",
        }
    }
}

/// A correction that is applied in a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Its id.
    pub id: String,
    /// Of what.
    pub part: Part,
    /// The findings that it concerns, by the ids they have in the record; of agenda items the id of their event.
    pub findings: Vec<String>,
    /// What it does.
    pub verb: Verb,
    /// The field that it sets.
    pub field: Option<String>,
}

impl Correction {
    /// Whether it concerns a finding.
    pub(super) fn concerns(&self, part: Part, finding: &str) -> bool {
        self.part == part && self.findings.iter().any(|id| id == finding)
    }
}

/// `12-18`: where words stand.
pub(super) fn span(Offsets(start, end): Offsets) -> String {
    format!("{start}-{end}")
}
