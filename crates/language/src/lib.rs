//! Tokens in; parts of speech, lemmas, a dependency tree and names out.
//!
//! [`Model::embedded`] is the trained model that the binary carries; [`Model::parse`] gives one [`Parse`], the same
//! type whichever model ran. Scores are integers, so that every processor gives the same parse.
//!
//! The model is linear throughout: sparse features hashed to 64 bits, rows of 8-bit weights with a scale of their
//! own, greedy decisions. What was learnt from which data, under which licences and how well is in
//! `data/model/CARD.md`; the crate `legation-train` makes the file.
//!
//! ```
//! use legation_language::{Deprel, Model, Upos};
//! let words = vec!["Lavrov", "met", "Rubio", "in", "Riyadh", "."];
//! let parse = Model::embedded().parse_words(&[words]);
//! assert_eq!(parse.word(1).upos, Upos::Verb);
//! assert_eq!(&*parse.word(1).lemma, "meet");
//! assert_eq!(parse.child(1, &[Deprel::Nsubj]), Some(0));
//! ```

mod form;
mod gazetteer;
mod hash;
mod lemma;
mod model;
mod names;
mod parse;
mod parser;
mod table;
mod tagger;
mod tagset;
pub mod training;

pub use model::Model;
pub use parse::{Name, NameKind, Parse, Word};
pub use tagset::{Deprel, UnknownTag, Upos, Xpos};
