//! Who said what.

use crate::Reading;
use legation_record::Statement;
use legation_text::Span;

/// Finds the statements.
pub(crate) fn find(reading: &Reading<'_>) -> Vec<Statement<Span>> {
    let _ = (reading.article, reading.document, reading.parse, reading.mentions);
    Vec::new()
}
