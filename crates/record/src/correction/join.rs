//! Findings of one article made one, or several.

use super::find::find;
use super::{Correction, CorrectionError, Place, What, finding};
use crate::{Event, Offsets, Participant, Statement, WireRecord};
use serde_json::{Value, json};

type Result<T> = std::result::Result<T, CorrectionError>;

/// The places of this article that the correction speaks of.
fn here(correction: &Correction) -> impl Iterator<Item = &Place> {
    let is_here =
        |place: &&Place| place.article.as_deref().is_none_or(|article| article == correction.article);
    correction.with.iter().filter(is_here)
}

/// Makes the findings one with that at `at`.
pub(super) fn merge(record: &mut WireRecord, correction: &Correction, at: usize) -> Result<()> {
    let mut others: Vec<usize> = Vec::new();
    for place in here(correction) {
        // The finding itself is no other, even where it is the nearest.
        let found = find_but(record, correction.what, place, at, &others)?;
        others.push(found);
    }
    others.sort_unstable();
    let mut at = at;
    let mut was = Vec::new();
    for other in others.into_iter().rev() {
        match correction.what {
            What::Event => {
                let Some((event, items)) = finding::take_event(record, other) else { continue };
                at -= usize::from(other < at);
                for mut item in items {
                    item.event = u32::try_from(at).unwrap_or(u32::MAX);
                    record.agenda.push(item);
                }
                was.push(serde_json::to_value(&event).unwrap_or_default());
                if let Some(stays) = record.events.get_mut(at) {
                    join_events(stays, event);
                }
            }
            _ => {
                let stays = at - usize::from(other < at);
                let Some(said) = finding::take_statement(record, other, Some(at)) else { continue };
                at = stays;
                was.push(serde_json::to_value(&said).unwrap_or_default());
                if let Some(stays) = record.statements.get_mut(at) {
                    join_statements(stays, said);
                }
            }
        }
    }
    was.reverse();
    let was = (!was.is_empty()).then_some(Value::Array(was));
    show(record, correction, at, was);
    Ok(())
}

/// The finding at a place that is none of those named before.
fn find_but(record: &WireRecord, what: What, place: &Place, own: usize, named: &[usize]) -> Result<usize> {
    let is_free = |at: &usize| *at != own && !named.contains(at);
    let whole = find(record, what, place);
    if let Some(found) = whole.iter().copied().find(is_free) {
        return Ok(found);
    }
    // Several findings can have the same words: the rest of them, one by one.
    let mut rest = record.clone();
    for at in std::iter::once(own).chain(named.iter().copied()) {
        match what {
            What::Event => {
                if let Some(event) = rest.events.get_mut(at) {
                    event.triggers.clear();
                    event.id.clear();
                }
            }
            _ => {
                if let Some(said) = rest.statements.get_mut(at) {
                    said.content.clear();
                    said.cue = None;
                    said.id.clear();
                }
            }
        }
    }
    find(&rest, what, place).ok().filter(is_free).ok_or_else(|| {
        CorrectionError::Part(format!("no other {} is found to make one with it", what.name()))
    })
}

fn spans(one: &mut Vec<Offsets>, other: Vec<Offsets>) {
    one.extend(other);
    one.sort_unstable();
    one.dedup();
}

fn join_events(stays: &mut Event<Offsets>, goes: Event<Offsets>) {
    let actors = |one: &mut Vec<Participant<Offsets>>, other: Vec<Participant<Offsets>>| {
        for actor in other {
            if !one.iter().any(|known| known.who == actor.who && known.code == actor.code) {
                one.push(actor);
            }
        }
    };
    spans(&mut stays.triggers, goes.triggers);
    if stays.kind == goes.kind {
        stays.mode = stays.mode.take().or(goes.mode);
        stays.cameo = stays.cameo.take().or(goes.cameo);
        stays.goldstein = stays.goldstein.or(goes.goldstein);
        actors(&mut stays.source, goes.source);
        actors(&mut stays.target, goes.target);
    }
    stays.place = stays.place.take().or(goes.place);
    if stays.start.is_none() && stays.end.is_none() {
        (stays.start, stays.end) = (goes.start, goes.end);
        stays.date_span = stays.date_span.or(goes.date_span);
    }
    stays.round = stays.round.take().or(goes.round);
    // What one telling has in the article's own voice, or as the news, the article has.
    stays.according_to = stays.according_to.filter(|_| goes.according_to.is_some());
    stays.background &= goes.background;
    stays.corrected.extend(goes.corrected);
}

fn join_statements(stays: &mut Statement<Offsets>, goes: Statement<Offsets>) {
    spans(&mut stays.content, goes.content);
    stays.who = stays.who.take().or(goes.who);
    stays.speaker = stays.speaker.or(goes.speaker);
    if stays.codes.is_empty() {
        stays.code = goes.code;
        stays.codes = goes.codes;
    }
    stays.cue = stays.cue.or(goes.cue);
    stays.date = stays.date.or(goes.date);
    stays.corrected.extend(goes.corrected);
}

/// Makes of each of the named words a finding of its own.
pub(super) fn split(record: &mut WireRecord, correction: &Correction, at: usize) -> Result<()> {
    let own = match correction.what {
        What::Event => record.events.get(at).map(|event| event.triggers.clone()),
        _ => record.statements.get(at).map(|said| said.content.clone()),
    };
    let mut left = own.ok_or(CorrectionError::Target(correction.what.name()))?;
    let was = json!(left);
    let mut parts = Vec::new();
    for place in here(correction) {
        let meets = |span: &Offsets| place.spans.iter().any(|other| span.0 < other.1 && other.0 < span.1);
        let (goes, stays): (Vec<Offsets>, Vec<Offsets>) = left.into_iter().partition(meets);
        if goes.is_empty() {
            return Err(CorrectionError::Part("the words to be split off are none of it".to_owned()));
        }
        left = stays;
        parts.push(goes);
    }
    if left.is_empty() {
        return Err(CorrectionError::Part("nothing would be left of it".to_owned()));
    }
    if !parts.is_empty() {
        let prefix = if correction.what == What::Event { "e" } else { "s" };
        for (number, words) in parts.into_iter().enumerate() {
            let id = correction.new_id(prefix, number);
            let shown = vec![correction.shown(None, None)];
            match correction.what {
                What::Event => {
                    let Some(whole) = record.events.get(at) else { continue };
                    let part = Event { id, triggers: words, corrected: shown, ..whole.clone() };
                    record.events.push(part);
                }
                _ => {
                    let Some(whole) = record.statements.get(at) else { continue };
                    let part = Statement { id, content: words, corrected: shown, ..whole.clone() };
                    record.statements.push(part);
                }
            }
        }
        match correction.what {
            What::Event => {
                if let Some(event) = record.events.get_mut(at) {
                    event.triggers = left;
                }
            }
            _ => {
                if let Some(said) = record.statements.get_mut(at) {
                    said.content = left;
                }
            }
        }
        let field = if correction.what == What::Event { "triggers" } else { "content" };
        let shown = correction.shown(Some(field), Some(was));
        push(record, correction.what, at, shown);
    } else {
        show(record, correction, at, None);
    }
    Ok(())
}

/// Writes at a finding what was said of it.
pub(super) fn show(record: &mut WireRecord, correction: &Correction, at: usize, was: Option<Value>) {
    push(record, correction.what, at, correction.shown(None, was));
}

/// Writes a line at a finding.
pub(super) fn push(record: &mut WireRecord, what: What, at: usize, shown: super::Corrected) {
    let list = match what {
        What::Event => record.events.get_mut(at).map(|event| &mut event.corrected),
        What::Statement => record.statements.get_mut(at).map(|said| &mut said.corrected),
        What::Agenda => record.agenda.get_mut(at).map(|item| &mut item.corrected),
        What::Actor => record.mentions.actors.get_mut(at).map(|actor| &mut actor.corrected),
        What::Article => Some(&mut record.corrected),
    };
    if let Some(list) = list {
        list.push(shown);
    }
}
