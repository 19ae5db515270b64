//! Times.

use crate::Mention;
use legation_language::Parse;
use legation_record::TimeMention;
use legation_text::{Article, Document, Span};

/// Finds the times.
pub(crate) fn find(article: &Article, document: &Document, parse: &Parse) -> Vec<Mention<TimeMention<Span>>> {
    let _ = (article, document, parse);
    Vec::new()
}
