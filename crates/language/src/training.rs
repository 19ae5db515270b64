//! The door for the trainer: features, transitions and the file's tables, so that training and reading see the same.
//!
//! Nothing here is of use to a reader of text; use [`Model`](crate::Model).

pub use crate::form::{Case, Form, Forms};
pub use crate::gazetteer::{LISTED, LONGEST, name_key};
pub use crate::hash::text as text_hash;
pub use crate::lemma::{ENDING, apply, lemma_key, lemma_script};
pub use crate::model::MARK;
pub use crate::names::{KINDS, Memory, NAME_LABELS, NameSource, follows, name_features, runs, settled};
pub use crate::parser::{Between, State, TRANSITIONS, Transition, step_features};
pub use crate::table::TableBuilder;
pub use crate::tagger::{Known, class_key, tag_features};

/// What the reader makes of the dictionary entry of a word.
pub fn known(entry: Option<&[u8]>) -> Known {
    Known::of(entry)
}

/// The model in a file whose weights of names are missing or to be replaced, and how many bytes come before them.
pub fn without_names(bytes: &'static [u8]) -> Option<(crate::Model, usize)> {
    let (model, rest) = crate::Model::read_head(bytes)?;
    Some((model, bytes.len() - rest.len()))
}
