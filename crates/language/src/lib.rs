//! Tokens in; parts of speech, lemmas, a dependency tree and names out.
//!
//! [`Model::embedded`] is the trained model that the binary carries; [`Model::parse`] gives one [`Parse`], the same
//! type whichever model ran. Scores are integers, so that every processor gives the same parse.

mod model;
mod parse;
mod tagset;

pub use model::Model;
pub use parse::{Name, NameKind, Parse, Word};
pub use tagset::{Deprel, UnknownTag, Upos, Xpos};
