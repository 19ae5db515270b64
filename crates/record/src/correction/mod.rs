//! What people say of findings: corrections, and the record that follows from them.
//!
//! A [`Correction`] names a finding of one article by its place in the text and says what is to become of it. Corrections are
//! only ever added; one is taken back by a later one that names it. [`apply()`] makes of the record as the machine read it the
//! record that follows, and says of each correction what became of it: done, undone, or an orphan with the reason. It is a
//! pure function of the set of corrections: neither their order in a list nor doubles change anything.

mod apply;
mod error;
mod find;
mod finding;
mod join;
mod set;
mod value;

pub use apply::{Fate, Outcome, apply, locate};
pub use error::CorrectionError;
pub use set::fields;

use crate::{EventType, Offsets, ReaderVersion, identity};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// What kind of finding a correction is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// An event, known by its triggers.
    Event,
    /// A statement, known by its content.
    Statement,
    /// A topic of talks, known by the words that name it.
    Agenda,
    /// An actor, known by any words that name it; what is said holds wherever the article means the same actor.
    Actor,
    /// The article as a whole.
    Article,
}

impl What {
    /// Every kind.
    pub const ALL: [What; 5] = [What::Event, What::Statement, What::Agenda, What::Actor, What::Article];

    /// As a correction writes it.
    pub fn name(self) -> &'static str {
        match self {
            What::Event => "event",
            What::Statement => "statement",
            What::Agenda => "agenda",
            What::Actor => "actor",
            What::Article => "article",
        }
    }
}

/// What is said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verb {
    /// It is right.
    Accept,
    /// It is not in the text.
    Reject,
    /// A field of it has another value.
    Set,
    /// It was missed.
    Add,
    /// It is one with others.
    Merge,
    /// Some of it is another finding; or it is not one with what another article tells.
    Split,
    /// The article was read through: its findings are those of `value`, no more and no less.
    Review,
    /// An earlier correction is taken back.
    Undo,
}

impl Verb {
    /// Every verb.
    pub const ALL: [Verb; 8] = [
        Verb::Accept,
        Verb::Reject,
        Verb::Set,
        Verb::Add,
        Verb::Merge,
        Verb::Split,
        Verb::Review,
        Verb::Undo,
    ];

    /// As a correction writes it.
    pub fn name(self) -> &'static str {
        match self {
            Verb::Accept => "accept",
            Verb::Reject => "reject",
            Verb::Set => "set",
            Verb::Add => "add",
            Verb::Merge => "merge",
            Verb::Split => "split",
            Verb::Review => "review",
            Verb::Undo => "undo",
        }
    }

    /// What is written as `name`.
    pub fn from_name(name: &str) -> Option<Verb> {
        Verb::ALL.into_iter().find(|verb| verb.name() == name)
    }
}

/// A finding, by its place.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The digest of its article, where that is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// The words that it is known by.
    pub spans: Vec<Offsets>,
    /// Of an event, its type when it was looked at.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<EventType>,
    /// Its id when it was looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<String>,
}

/// What somebody says of a finding: a line of `corrections.jsonl`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// Derived from all the rest, so that the same line twice is one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The digest of the article.
    pub article: String,
    /// What kind of finding it is about.
    pub what: What,
    /// What is said of it.
    pub verb: Verb,
    /// The words that the finding is known by: the triggers of an event, the content of a statement, the words of a topic or an actor.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<Offsets>,
    /// Of an event, its type when it was looked at: it decides where several events have the same words.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<EventType>,
    /// The id of the finding when it was looked at; it decides before all else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<String>,
    /// `set`: which field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// `set`: its value. `add`: the fields of the new finding. `review`: the findings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// `merge`: the findings that are one with it. `split`: the words of which each becomes a finding of its own, or the findings of other
    /// articles that it is not one with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<Place>,
    /// `undo`: the correction that is taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<String>,
    /// Who says so.
    pub by: String,
    /// When, RFC 3339: later corrections go before earlier ones.
    pub at: String,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// What had read the article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reader: Option<ReaderVersion>,
}

/// What somebody has said of a finding, as the record shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Corrected {
    /// The correction.
    pub id: String,
    /// What was said.
    pub verb: Verb,
    /// Which field has another value; of the record, which of its lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What stood there before; null where nothing did.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub was: Option<Value>,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: String,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// What the codes of a field can be, from whoever has the tables.
pub trait Codes {
    /// The modes of a type.
    fn modes(&self, kind: EventType) -> Vec<&'static str>;
    /// All contexts.
    fn contexts(&self) -> &'static [&'static str];
    /// The conflict-cooperation score of a type and mode.
    fn plover_score(&self, kind: EventType, mode: Option<&str>) -> Option<f64>;
    /// Whether there is such a CAMEO code.
    fn is_cameo(&self, code: &str) -> bool;
    /// Goldstein's score of a CAMEO code.
    fn goldstein(&self, code: &str) -> Option<f64>;
    /// Whether there is such an actor code.
    fn is_actor(&self, code: &str) -> bool;
    /// All countries' alpha-3 codes.
    fn countries(&self) -> Vec<&'static str>;
}

impl Correction {
    /// The correction with its id; an error where it is not one, or has an id that is not its own.
    pub fn sealed(mut self, codes: &dyn Codes) -> Result<Correction, CorrectionError> {
        self.article.make_ascii_lowercase();
        set::check(&self, codes)?;
        let id = self.own_id();
        if !self.id.is_empty() && self.id != id {
            return Err(CorrectionError::Changed(self.id));
        }
        self.id = id;
        Ok(self)
    }

    /// The places in other articles that it speaks of: what linking has to obey.
    pub fn elsewhere(&self) -> impl Iterator<Item = (&str, &Place)> {
        let other =
            |place: &'_ Place| place.article.as_deref().is_some_and(|article| article != self.article);
        self.with
            .iter()
            .filter(move |place| other(place))
            .filter_map(|place| Some((place.article.as_deref()?, place)))
    }

    /// Its own place.
    pub fn place(&self) -> Place {
        Place { article: None, spans: self.spans.clone(), kind: self.kind, finding: self.finding.clone() }
    }

    fn own_id(&self) -> String {
        let bare = Correction { id: String::new(), ..self.clone() };
        let mut written = String::new();
        canonical(&serde_json::to_value(bare).unwrap_or_default(), &mut written);
        identity::written("c", &Sha256::digest(written)[..8])
    }

    fn shown(&self, field: Option<&str>, was: Option<Value>) -> Corrected {
        Corrected {
            id: self.id.clone(),
            verb: self.verb,
            field: field.map(str::to_owned),
            was,
            by: self.by.clone(),
            at: self.at.clone(),
            why: self.why.clone(),
        }
    }

    /// An id for a finding that no machine made.
    fn new_id(&self, prefix: &str, number: usize) -> String {
        identity::written(prefix, &Sha256::digest(format!("{} {number}", self.id))[..6])
    }
}

/// A value that is there, be it null.
fn present<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(from).map(Some)
}

/// JSON with the keys of objects in order, whatever order they are held in.
fn canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(fields) => {
            let mut keys: Vec<&String> = fields.keys().collect();
            keys.sort_unstable();
            out.push('{');
            for key in keys {
                let _ = write!(out, "{}:", Value::from(key.as_str()));
                canonical(&fields[key], out);
                out.push(',');
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for item in items {
                canonical(item, out);
                out.push(',');
            }
            out.push(']');
        }
        plain => {
            let _ = write!(out, "{plain}");
        }
    }
}
