//! The fields that can be set, and what setting one brings with it.

use super::find::find;
use super::value::{self, near, wrong};
use super::{Codes, Correction, CorrectionError, Place, Verb, What, finding};
use crate::{
    ActorMention, AgendaItem, Basis, Event, EventType, Extent, Offsets, Round, Statement, WireRecord,
};
use serde::Serialize;
use serde_json::Value;

/// The fields of an event.
const EVENT: &[&str] = &[
    "type",
    "mode",
    "cameo",
    "contexts",
    "status",
    "start",
    "end",
    "date",
    "place",
    "source",
    "target",
    "according_to",
    "background",
    "round",
    "triggers",
];
/// The fields of a statement.
const STATEMENT: &[&str] =
    &["who", "code", "speaker", "kind", "mode", "polarity", "cue", "content", "date", "inside"];
/// The fields of a topic.
const AGENDA: &[&str] = &["topic", "scope", "event", "according_to", "span"];
/// The fields of an actor.
const ACTOR: &[&str] = &["who", "code", "entity", "office"];

type Result<T> = std::result::Result<T, CorrectionError>;

/// What stood in which field before.
pub(super) type Was = Vec<(&'static str, Value)>;

/// The fields that can be set of a kind of finding.
pub fn fields(what: What) -> &'static [&'static str] {
    match what {
        What::Event => EVENT,
        What::Statement => STATEMENT,
        What::Agenda => AGENDA,
        What::Actor => ACTOR,
        What::Article => &[],
    }
}

/// Whether a correction is one, as far as can be told without its article.
pub(super) fn check(correction: &Correction, codes: &dyn Codes) -> Result<()> {
    let Correction { what, verb, .. } = *correction;
    let is_digest = |digest: &str| digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
    for article in std::iter::once(correction.article.as_str())
        .chain(correction.with.iter().filter_map(|place| place.article.as_deref()))
    {
        if !is_digest(article) {
            return Err(CorrectionError::Article(article.to_owned()));
        }
    }
    if correction.by.trim().is_empty() {
        return Err(CorrectionError::Nobody);
    }
    if correction.at.parse::<jiff::Timestamp>().is_err() {
        return Err(CorrectionError::Moment(correction.at.clone()));
    }
    let all = correction.spans.iter().chain(correction.with.iter().flat_map(|place| &place.spans));
    if let Some(Offsets(start, end)) = all.into_iter().find(|Offsets(start, end)| start >= end) {
        return Err(CorrectionError::Span(*start, *end));
    }
    let fits = match verb {
        Verb::Accept | Verb::Reject => matches!(what, What::Event | What::Statement | What::Agenda),
        Verb::Set => what != What::Article,
        Verb::Add => matches!(what, What::Event | What::Statement | What::Agenda),
        Verb::Merge | Verb::Split => matches!(what, What::Event | What::Statement),
        Verb::Review | Verb::Undo => what == What::Article,
    };
    let elsewhere = correction.elsewhere().next().is_some();
    if !fits || elsewhere && (what != What::Event || !matches!(verb, Verb::Merge | Verb::Split)) {
        return Err(CorrectionError::Verb { verb: verb.name(), what: what.name() });
    }
    let needs = |needs: &'static str, is_there: bool| match is_there {
        true => Ok(()),
        false => Err(CorrectionError::Needs { verb: verb.name(), needs }),
    };
    needs("spans", what == What::Article || !correction.spans.is_empty())?;
    match verb {
        Verb::Accept | Verb::Reject => Ok(()),
        Verb::Set => {
            needs("field", correction.field.is_some())?;
            let field = correction.field.as_deref().unwrap_or_default();
            let value = correction.value.as_ref().unwrap_or(&Value::Null);
            try_on_blank(correction, field, value, codes)
        }
        Verb::Add => {
            needs("value", correction.value.is_some())?;
            let value = correction.value.as_ref().unwrap_or(&Value::Null);
            let Value::Object(given) = value else {
                return Err(wrong("value", value, "it is an object of fields"));
            };
            needs("type", what != What::Event || given.contains_key("type"))?;
            needs("event", what != What::Agenda || given.contains_key("event"))?;
            given.iter().try_for_each(|(field, value)| try_on_blank(correction, field, value, codes))
        }
        Verb::Merge | Verb::Split => needs(
            "with",
            !correction.with.is_empty() && correction.with.iter().all(|place| !place.spans.is_empty()),
        ),
        Verb::Review => finding::reviewed(correction).map(|_| ()),
        Verb::Undo => needs("correction", correction.correction.is_some()),
    }
}

/// Whether a field can have a value, tried on a finding without anything else.
fn try_on_blank(correction: &Correction, field: &str, value: &Value, codes: &dyn Codes) -> Result<()> {
    let mut record = finding::blank_record();
    let spans = &correction.spans;
    let known =
        correction.value.as_ref().and_then(|value| value.get("type")).and_then(|kind| value::kind(kind).ok());
    let at = match correction.what {
        // Where the type is not known, one with two roles, so that either may be set.
        What::Event => {
            let kind = known.or(correction.kind).or(Some(EventType::Accuse));
            finding::blank_event(&mut record, String::new(), spans, kind)
        }
        What::Statement => finding::blank_statement(&mut record, String::new(), spans),
        What::Agenda => finding::blank_item(&mut record, spans),
        What::Actor => finding::blank_actor(&mut record),
        What::Article => 0,
    };
    // Of an event whose type is not named, any type's mode will do until the event is known.
    if correction.what == What::Event && field == "mode" && known.or(correction.kind).is_none() {
        return value::mode(value, None, codes).map(|_| ());
    }
    match set(&mut record, correction.what, at, field, value, codes) {
        // Whether what it refers to is there can be told of the article alone.
        Ok(_) | Err(CorrectionError::Part(_) | CorrectionError::Target(_)) => Ok(()),
        Err(why) => Err(why),
    }
}

/// Sets a field of a finding; says what stood there, and in the fields that went with it.
pub(super) fn set(
    record: &mut WireRecord,
    what: What,
    at: usize,
    field: &str,
    value: &Value,
    codes: &dyn Codes,
) -> Result<Was> {
    let Some(field) = fields(what).iter().copied().find(|known| *known == field) else {
        return Err(CorrectionError::Field {
            what: what.name(),
            field: field.to_owned(),
            near: near(field, fields(what)),
        });
    };
    match what {
        What::Event => set_event(record, at, field, value, codes),
        What::Statement => set_statement(record, at, field, value, codes),
        What::Agenda => set_item(record, at, field, value),
        What::Actor => set_actor(record, at, field, value, codes),
        What::Article => Err(CorrectionError::Target(what.name())),
    }
}

/// Puts a value in the place of another; gives the other as JSON.
fn put<T: Serialize>(place: &mut T, value: T) -> Value {
    let was = serde_json::to_value(&*place).unwrap_or_default();
    *place = value;
    was
}

/// The statement that a value refers to.
fn statement(record: &WireRecord, field: &str, value: &Value) -> Result<Option<u32>> {
    let Some(spans) = value::reference(field, value)? else { return Ok(None) };
    let place = Place { spans, ..Place::default() };
    let found = find(record, What::Statement, &place)
        .map_err(|_| CorrectionError::Part(format!("the statement that `{field}` means is not found")))?;
    Ok(u32::try_from(found).ok())
}

fn set_event(
    record: &mut WireRecord,
    at: usize,
    field: &'static str,
    value: &Value,
    codes: &dyn Codes,
) -> Result<Was> {
    let asserted = if field == "according_to" { statement(record, field, value)? } else { None };
    let place = if field == "place" { value::place(value, record, codes)? } else { None };
    let event = record.events.get_mut(at).ok_or(CorrectionError::Target("event"))?;
    let mut was: Was = Vec::new();
    match field {
        "type" => {
            let kind = value::kind(value)?;
            was.push((field, put(&mut event.kind, kind)));
            of_type(event, &mut was, codes);
            event.confidence.kind = Some(1.0);
        }
        "mode" => {
            let mode = value::mode(value, Some(event.kind), codes)?;
            was.push((field, put(&mut event.mode, mode)));
            event.plover_score =
                codes.plover_score(event.kind, event.mode.as_ref().map(|mode| mode.as_str()));
        }
        "cameo" => {
            let cameo = value::cameo(value, codes)?;
            was.push((field, put(&mut event.cameo, cameo)));
            event.goldstein = event.cameo.as_ref().and_then(|code| codes.goldstein(code.as_str()));
        }
        "contexts" => was.push((field, put(&mut event.contexts, value::contexts(value, codes)?))),
        "status" => {
            was.push((field, put(&mut event.status, value::status(value)?)));
            event.confidence.status = Some(1.0);
        }
        "start" | "end" | "date" => {
            let date = value::date(field, value)?;
            if field != "end" {
                was.push(("start", put(&mut event.start, date)));
            }
            if field != "start" {
                was.push(("end", put(&mut event.end, date)));
            }
            event.confidence.date = Some(1.0);
        }
        "place" => {
            was.push((field, put(&mut event.place, place)));
            event.confidence.place = Some(1.0);
        }
        "source" | "target" => {
            if field == "target" && event.kind.is_symmetric() && !value.is_null() {
                let why = format!("{} has all who take part in `source`", event.kind.name());
                return Err(wrong(field, value, why));
            }
            let known = if field == "source" { &event.source } else { &event.target };
            let actors = value::participants(field, value, known, codes)?;
            let place = if field == "source" { &mut event.source } else { &mut event.target };
            was.push((field, put(place, actors)));
            event.confidence.actors = Some(1.0);
        }
        "according_to" => was.push((field, put(&mut event.according_to, asserted))),
        "background" => was.push((field, put(&mut event.background, value::flag(field, value)?))),
        "round" => {
            let number = value.as_str().and_then(|text| text.parse().ok()).or_else(|| value.as_u64());
            let n = number.filter(|n| *n > 0).and_then(|n| u32::try_from(n).ok());
            if n.is_none() && !value.is_null() {
                return Err(wrong(field, value, "it is a number from 1, or null"));
            }
            let span = event.round.as_ref().map(|round| round.span).or(event.triggers.first().copied());
            let round = n.zip(span).map(|(n, span)| Round { n, span });
            was.push((field, put(&mut event.round, round)));
        }
        _ => was.push((field, put(&mut event.triggers, value::spans(field, value)?))),
    }
    Ok(was)
}

/// What a type brings with it: its class and score; a mode or code that is not of it goes; who takes part stands in one role.
fn of_type(event: &mut Event<Offsets>, was: &mut Was, codes: &dyn Codes) {
    event.quad = event.kind.quad();
    let modes = codes.modes(event.kind);
    if event.mode.as_ref().is_some_and(|mode| !modes.contains(&mode.as_str())) {
        was.push(("mode", put(&mut event.mode, None)));
    }
    if event.cameo.is_some() {
        was.push(("cameo", put(&mut event.cameo, None)));
        event.goldstein = None;
    }
    event.plover_score = codes.plover_score(event.kind, event.mode.as_ref().map(|mode| mode.as_str()));
    if event.kind.is_symmetric() && !event.target.is_empty() {
        let mut all = event.source.clone();
        for actor in &event.target {
            if !all.iter().any(|known| known.who == actor.who && known.code == actor.code) {
                all.push(actor.clone());
            }
        }
        was.push(("source", put(&mut event.source, all)));
        was.push(("target", put(&mut event.target, Vec::new())));
    }
}

fn set_statement(
    record: &mut WireRecord,
    at: usize,
    field: &'static str,
    value: &Value,
    codes: &dyn Codes,
) -> Result<Was> {
    let outer = if field == "inside" { statement(record, field, value)? } else { None };
    if outer.is_some_and(|outer| outer as usize == at) {
        return Err(wrong(field, value, "it is the statement itself"));
    }
    let said = record.statements.get_mut(at).ok_or(CorrectionError::Target("statement"))?;
    let mut was: Was = Vec::new();
    match field {
        "who" => was.push((field, put(&mut said.who, value::words(field, value)?))),
        "code" => {
            let all = value::actor_codes(field, value, codes)?;
            was.push((field, put(&mut said.code, all.first().cloned())));
            was.push(("codes", put(&mut said.codes, all)));
        }
        "speaker" => was.push((field, put(&mut said.speaker, value::span(field, value)?))),
        "kind" => was.push((field, put(&mut said.kind, value::speech_kind(value)?))),
        "mode" => was.push((field, put(&mut said.mode, value::speech_mode(value)?))),
        "polarity" => was.push((field, put(&mut said.polarity, value::polarity(value)?))),
        "cue" => was.push((field, put(&mut said.cue, value::span(field, value)?))),
        "content" => was.push((field, put(&mut said.content, value::spans(field, value)?))),
        "date" => was.push((field, put(&mut said.date, value::date(field, value)?))),
        _ => was.push((field, put(&mut said.inside, outer))),
    }
    Ok(was)
}

fn set_item(record: &mut WireRecord, at: usize, field: &'static str, value: &Value) -> Result<Was> {
    let asserted = if field == "according_to" { statement(record, field, value)? } else { None };
    let talks = if field == "event" {
        let spans = value::reference(field, value)?
            .ok_or_else(|| wrong(field, value, "it is the talks' triggers"))?;
        let finding = value.get("finding").and_then(Value::as_str).map(str::to_owned);
        let found = find(record, What::Event, &Place { spans, finding, ..Place::default() })
            .map_err(|_| CorrectionError::Part("the talks are not found".to_owned()))?;
        u32::try_from(found).unwrap_or(u32::MAX)
    } else {
        0
    };
    let item: &mut AgendaItem<Offsets> =
        record.agenda.get_mut(at).ok_or(CorrectionError::Target("agenda"))?;
    let before = match field {
        "topic" => {
            let topic = value::words(field, value)?.ok_or_else(|| wrong(field, value, "it is words"))?;
            put(&mut item.topic, topic)
        }
        "scope" => put(&mut item.scope, value::scope(value)?),
        "event" => put(&mut item.event, talks),
        "according_to" => put(&mut item.according_to, asserted),
        _ => {
            let span = value::span(field, value)?.ok_or_else(|| wrong(field, value, "it is [start, end]"))?;
            put(&mut item.span, span)
        }
    };
    Ok(vec![(field, before)])
}

/// Wherever the article means the same actor: in its mentions, in what was done and in what was said.
fn set_actor(
    record: &mut WireRecord,
    at: usize,
    field: &'static str,
    value: &Value,
    codes: &dyn Codes,
) -> Result<Was> {
    let actor = record.mentions.actors.get(at).ok_or(CorrectionError::Target("actor"))?;
    let (who, code) = (actor.who.clone(), actor.code.clone());
    let before = match field {
        "who" => Value::from(who.as_str()),
        "code" => Value::from(code.as_str()),
        "entity" => actor.entity.clone().map_or(Value::Null, Value::from),
        _ => actor.office.clone().map_or(Value::Null, Value::from),
    };
    let word = value::words(field, value)?;
    let (name, coded) = match field {
        "who" => (Some(word.clone().ok_or_else(|| wrong(field, value, "it is a name"))?), None),
        "code" => (None, Some(value::code(field, value, codes)?)),
        _ => (None, None),
    };
    let same = |mention: &&mut ActorMention<Extent>| mention.who == who && mention.code == code;
    for mention in record.mentions.actors.iter_mut().filter(same) {
        match field {
            "entity" => mention.entity.clone_from(&word),
            "office" => mention.office.clone_from(&word),
            _ => {
                mention.who = name.clone().unwrap_or_else(|| who.clone());
                mention.code = coded.clone().unwrap_or_else(|| code.clone());
            }
        }
        mention.basis = Basis::User;
    }
    for event in &mut record.events {
        for actor in event.source.iter_mut().chain(&mut event.target) {
            if actor.who != who || actor.code != code || field == "office" {
                continue;
            }
            if field == "entity" {
                actor.entity.clone_from(&word);
            } else {
                actor.who = name.clone().unwrap_or_else(|| who.clone());
                actor.code = coded.clone().unwrap_or_else(|| code.clone());
            }
            actor.basis = Basis::User;
        }
    }
    let means = |said: &&mut Statement<Offsets>| {
        said.who.as_deref() == Some(who.as_str()) && said.code.as_ref() == Some(&code)
    };
    for said in record.statements.iter_mut().filter(means) {
        if let Some(name) = &name {
            said.who = Some(name.clone());
        }
        if let Some(coded) = &coded {
            said.code = Some(coded.clone());
            said.codes.iter_mut().filter(|other| **other == code).for_each(|other| *other = coded.clone());
        }
    }
    Ok(vec![(field, before)])
}
