//! Findings put into a record and taken out of it, with all that points to them.

use super::{Correction, CorrectionError, value};
use crate::{
    ActorCode, ActorMention, AgendaItem, Basis, Confidence, Event, EventType, Extent, Mentions, Offsets,
    PartialDate, Polarity, ReaderVersion, SCHEMA, Scope, SpeechKind, SpeechMode, Statement, Status,
    WireRecord,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The findings of an article that was read through.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Reviewed {
    #[serde(default)]
    pub(super) statements: Vec<Statement<Offsets>>,
    #[serde(default)]
    pub(super) events: Vec<Event<Offsets>>,
    #[serde(default)]
    pub(super) agenda: Vec<AgendaItem<Offsets>>,
    #[serde(default)]
    pub(super) corrected: Vec<super::Corrected>,
}

/// The findings that a review holds.
pub(super) fn reviewed(correction: &Correction) -> Result<Reviewed, CorrectionError> {
    let needs = CorrectionError::Needs { verb: "review", needs: "value" };
    let given = correction.value.as_ref().ok_or(needs)?;
    let reviewed: Reviewed =
        serde_json::from_value(given.clone()).map_err(|why| CorrectionError::Form(why.to_string()))?;
    let (events, statements) = (reviewed.events.len() as u64, reviewed.statements.len() as u64);
    let told = reviewed.events.iter().map(|event| event.according_to);
    let told = told.chain(reviewed.agenda.iter().map(|item| item.according_to));
    let mut told = told.chain(reviewed.statements.iter().map(|statement| statement.inside)).flatten();
    let has_faults = reviewed.agenda.iter().any(|item| u64::from(item.event) >= events)
        || told.any(|told| u64::from(told) >= statements)
        || reviewed.events.iter().any(|event| event.triggers.is_empty());
    if has_faults {
        return Err(value::wrong("value", &Value::from("…"), "a number in it points to no finding"));
    }
    Ok(reviewed)
}

/// A record without anything, to try values on.
pub(super) fn blank_record() -> WireRecord {
    WireRecord {
        schema: SCHEMA,
        id: String::new(),
        date: PartialDate::from(Date::ZERO),
        title: None,
        source: None,
        url: None,
        reader: ReaderVersion::default(),
        notes: Vec::new(),
        statements: Vec::new(),
        events: Vec::new(),
        agenda: Vec::new(),
        mentions: Mentions::default(),
        corrected: Vec::new(),
    }
}

/// Adds an event of which only the words are known; its number.
pub(super) fn blank_event(
    record: &mut WireRecord,
    id: String,
    spans: &[Offsets],
    kind: Option<EventType>,
) -> usize {
    let kind = kind.unwrap_or(EventType::Consult);
    let mut triggers = spans.to_vec();
    triggers.sort_unstable();
    triggers.dedup();
    record.events.push(Event {
        id,
        triggers,
        kind,
        mode: None,
        cameo: None,
        quad: kind.quad(),
        contexts: Vec::new(),
        plover_score: None,
        goldstein: None,
        source: Vec::new(),
        target: Vec::new(),
        place: None,
        start: None,
        end: None,
        date_span: None,
        status: Status::Occurred,
        status_span: None,
        according_to: None,
        background: false,
        round: None,
        confidence: Confidence {
            kind: Some(1.0),
            status: Some(1.0),
            actors: Some(1.0),
            date: Some(1.0),
            place: Some(1.0),
        },
        corrected: Vec::new(),
    });
    record.events.len() - 1
}

/// Adds a statement of which only the content is known; its number.
pub(super) fn blank_statement(record: &mut WireRecord, id: String, spans: &[Offsets]) -> usize {
    let mut content = spans.to_vec();
    content.sort_unstable();
    record.statements.push(Statement {
        id,
        speaker: None,
        who: None,
        code: None,
        codes: Vec::new(),
        kind: SpeechKind::Speech,
        mode: SpeechMode::Indirect,
        polarity: Polarity::Affirmed,
        cue: None,
        content,
        inside: None,
        date: None,
        date_span: None,
        confidence: Some(1.0),
        corrected: Vec::new(),
    });
    record.statements.len() - 1
}

/// Adds a topic of which only the words are known; its number.
pub(super) fn blank_item(record: &mut WireRecord, spans: &[Offsets]) -> usize {
    record.agenda.push(AgendaItem {
        event: 0,
        topic: String::new(),
        span: spans.first().copied().unwrap_or(Offsets(0, 0)),
        scope: Scope::On,
        according_to: None,
        corrected: Vec::new(),
    });
    record.agenda.len() - 1
}

/// Adds an actor of whom nothing is known; the number.
pub(super) fn blank_actor(record: &mut WireRecord) -> usize {
    record.mentions.actors.push(ActorMention {
        span: Extent { start: 0, end: 1 },
        who: "-".to_owned(),
        code: ActorCode::new("---"),
        entity: None,
        office: None,
        as_of: None,
        basis: Basis::User,
        corrected: Vec::new(),
    });
    record.mentions.actors.len() - 1
}

/// Takes an event out, with the topics of it; those are given back with it.
pub(super) fn take_event(
    record: &mut WireRecord,
    at: usize,
) -> Option<(Event<Offsets>, Vec<AgendaItem<Offsets>>)> {
    if at >= record.events.len() {
        return None;
    }
    let event = record.events.remove(at);
    let (mut kept, mut gone) = (Vec::new(), Vec::new());
    for mut item in std::mem::take(&mut record.agenda) {
        match (item.event as usize).cmp(&at) {
            std::cmp::Ordering::Equal => gone.push(item),
            std::cmp::Ordering::Greater => {
                item.event -= 1;
                kept.push(item);
            }
            std::cmp::Ordering::Less => kept.push(item),
        }
    }
    record.agenda = kept;
    Some((event, gone))
}

/// Takes a statement out; what it alone asserted is asserted by nobody in particular, or by the one that is `instead` of it.
pub(super) fn take_statement(
    record: &mut WireRecord,
    at: usize,
    instead: Option<usize>,
) -> Option<Statement<Offsets>> {
    if at >= record.statements.len() {
        return None;
    }
    let statement = record.statements.remove(at);
    let moved = |number: u32| {
        let number = number as usize;
        let number = if number == at { instead? } else { number };
        u32::try_from(if number > at { number - 1 } else { number }).ok()
    };
    for event in &mut record.events {
        event.according_to = event.according_to.and_then(moved);
    }
    for item in &mut record.agenda {
        item.according_to = item.according_to.and_then(moved);
    }
    for (own, other) in record.statements.iter_mut().enumerate() {
        let outer = other.inside.and_then(moved);
        other.inside = outer.filter(|outer| *outer as usize != own);
    }
    Some(statement)
}
