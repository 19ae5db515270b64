//! What talks are about.

use crate::Reading;
use legation_record::{AgendaItem, Event, Statement};
use legation_text::Span;

/// Finds the topics of the talks among `events`.
pub(crate) fn find(
    reading: &Reading<'_>,
    statements: &[Statement<Span>],
    events: &[Event<Span>],
) -> Vec<AgendaItem<Span>> {
    let _ = (reading, statements, events);
    Vec::new()
}
