//! Tokens in; parts of speech, lemmas, a dependency tree and names out.
//!
//! [`Model::accurate`] and [`Model::fast`] are the trained models that the binary carries; [`Model::parse`] gives one
//! [`Parse`], the same type whichever ran, and the same on every processor.
//!
//! Both are encoders over pieces of words, with a head for each thing that is asked: the accurate one has six layers, the fast one
//! three. Lemmas come from edit scripts. What was learnt from which data, under which licences and how well is in
//! `data/model/CARD.md`; the Python under `train/network` makes the networks, the crate `legation-train` the lemma scripts.
//!
//! ```
//! use legation_language::{Deprel, Model, Upos};
//! let words = vec!["Lavrov", "met", "Rubio", "in", "Riyadh", "."];
//! let parse = Model::accurate().parse_words(&[words]);
//! assert_eq!(parse.word(1).upos, Upos::Verb);
//! assert_eq!(&*parse.word(1).lemma, "meet");
//! assert_eq!(parse.child(1, &[Deprel::Nsubj]), Some(0));
//! ```

mod form;
mod hash;
mod lemma;
mod model;
mod network;
mod parse;
mod table;
mod tagset;
pub mod training;

pub use model::Model;
pub use parse::{Name, NameKind, Parse, Role, Signal, Word};
pub use tagset::{Deprel, UnknownTag, Upos, Xpos};
