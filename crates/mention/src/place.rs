//! Places.

use crate::Mention;
use legation_language::Parse;
use legation_record::PlaceMention;
use legation_text::{Article, Document, Span};

/// Finds the places.
pub(crate) fn find(
    article: &Article,
    document: &Document,
    parse: &Parse,
) -> Vec<Mention<PlaceMention<Span>>> {
    let _ = (article, document, parse);
    Vec::new()
}
