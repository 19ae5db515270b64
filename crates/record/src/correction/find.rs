//! Which finding a correction speaks of: by its id, else by the words it shares with the place, then by its type.

use super::{CorrectionError, Place, What};
use crate::{Extent, Offsets, WireRecord};
use std::cmp::Reverse;

/// The share of characters that two lists of spans have in common, in thousandths of all that either has; 0 where they do not touch.
fn overlap(one: &[Offsets], other: &[Offsets]) -> u32 {
    let length = |spans: &[Offsets]| -> u64 {
        spans.iter().map(|Offsets(start, end)| u64::from(end.saturating_sub(*start))).sum()
    };
    let shared: u64 = one
        .iter()
        .flat_map(|a| other.iter().map(move |b| u64::from(a.1.min(b.1).saturating_sub(a.0.max(b.0)))))
        .sum();
    let all = (length(one) + length(other)).saturating_sub(shared).max(1);
    match shared {
        0 => 0,
        _ => u32::try_from(shared * 1000 / all).unwrap_or(u32::MAX).max(1),
    }
}

/// The best of the candidates: its place in the list.
fn best(place: &Place, candidates: impl Iterator<Item = (usize, Vec<Offsets>, bool, bool)>) -> Option<usize> {
    candidates
        .map(|(at, spans, has_id, has_type)| {
            let common = overlap(&place.spans, &spans);
            (has_id && (common > 0 || place.spans.is_empty()), common, has_type, Reverse(at))
        })
        .filter(|(has_id, common, ..)| *has_id || *common > 0)
        .max()
        .map(|(.., Reverse(at))| at)
}

/// The finding at a place: its number in its list.
pub(super) fn find(record: &WireRecord, what: What, place: &Place) -> Result<usize, CorrectionError> {
    let has_id = |id: &str| place.finding.as_deref() == Some(id);
    let found = match what {
        What::Event => {
            let events = record.events.iter().enumerate();
            best(
                place,
                events.map(|(at, event)| {
                    (at, event.triggers.clone(), has_id(&event.id), place.kind == Some(event.kind))
                }),
            )
        }
        What::Statement => {
            let statements = record.statements.iter().enumerate();
            best(
                place,
                statements.map(|(at, statement)| {
                    let content = if statement.content.is_empty() {
                        statement.cue.into_iter().collect()
                    } else {
                        statement.content.clone()
                    };
                    (at, content, has_id(&statement.id), false)
                }),
            )
        }
        What::Agenda => {
            let items = record.agenda.iter().enumerate();
            best(
                place,
                items.map(|(at, item)| {
                    // Of two talks with one topic, those of the event that was looked at.
                    let event = record.events.get(item.event as usize);
                    (at, vec![item.span], false, event.is_some_and(|event| has_id(&event.id)))
                }),
            )
        }
        What::Actor => {
            let actors = record.mentions.actors.iter().enumerate();
            let spans = |Extent { start, end }| vec![Offsets(start, end)];
            best(place, actors.map(|(at, actor)| (at, spans(actor.span), false, false)))
        }
        What::Article => None,
    };
    found.ok_or(CorrectionError::Target(what.name()))
}
