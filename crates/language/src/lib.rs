//! Tokens in; parts of speech, lemmas, a dependency tree and names out.
//!
//! [`Model::accurate`] and [`Model::embedded`] are the trained models that the binary carries; [`Model::parse`] gives one
//! [`Parse`], the same type whichever ran, and the same on every processor.
//!
//! The fast model is linear throughout: sparse features hashed to 64 bits, rows of 8-bit weights with a scale of their
//! own, greedy decisions. The accurate one is an encoder over pieces of words, with a head for each thing that is asked. What was
//! learnt from which data, under which licences and how well is in `data/model/CARD.md`; the crate `legation-train` makes the
//! one file, the Python under `train/accurate` the other.
//!
//! ```
//! use legation_language::{Deprel, Model, Upos};
//! let words = vec!["Lavrov", "met", "Rubio", "in", "Riyadh", "."];
//! let parse = Model::accurate().parse_words(&[words]);
//! assert_eq!(parse.word(1).upos, Upos::Verb);
//! assert_eq!(&*parse.word(1).lemma, "meet");
//! assert_eq!(parse.child(1, &[Deprel::Nsubj]), Some(0));
//! ```

mod accurate;
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
