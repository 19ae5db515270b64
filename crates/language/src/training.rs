//! The door for the trainer of lemmas: keys, scripts and the file's table, so that training and reading see the same.
//!
//! Nothing here is of use to a reader of text; use [`Model`](crate::Model).

pub use crate::form::Forms;
pub use crate::lemma::{ENDING, apply, lemma_key, lemma_script};
pub use crate::model::LEMMAS_MARK;
pub use crate::table::TableBuilder;
