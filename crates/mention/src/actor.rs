//! Actors.

use crate::Actor;
use legation_language::Parse;
use legation_text::{Article, Document};

/// How the words of a mention name its actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grammar {
    /// A name or a noun phrase with a name in it: `Lavrov`, `Russian officials`, `the State Department`.
    Nominal,
    /// A name that only modifies: `Russian` in `Russian gas`, `Moscow's` in `Moscow's intent`.
    Modifier,
    /// A pronoun or a bare role whose actor stands elsewhere: `he`, `the minister`.
    Anaphoric,
}

/// Finds the actors.
pub(crate) fn find(article: &Article, document: &Document, parse: &Parse) -> Vec<Actor> {
    let _ = (article, document, parse);
    Vec::new()
}
