//! What was done, is planned, feared, proposed or denied.

use crate::Reading;
use legation_record::{Event, Statement};
use legation_text::Span;

/// Finds the events.
pub(crate) fn find(reading: &Reading<'_>, statements: &[Statement<Span>]) -> Vec<Event<Span>> {
    let _ = (reading, statements);
    Vec::new()
}
