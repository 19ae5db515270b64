//! An event as a row of a table.

use super::columns::Kind;
use super::one_line;
use super::tabs::written;
use legation_record::{Corrected, Event, Offsets, Participant, WireRecord};

/// The columns of events.
pub const COLUMNS: [&str; 29] = [
    "article",
    "article_date",
    "source_name",
    "id",
    "type",
    "mode",
    "cameo",
    "quad",
    "plover_score",
    "goldstein",
    "status",
    "start",
    "end",
    "source",
    "source_codes",
    "target",
    "target_codes",
    "place",
    "country",
    "lat",
    "lon",
    "geonameid",
    "said_by",
    "background",
    "type_confidence",
    "status_confidence",
    "triggers",
    "trigger_offset",
    "corrected",
];

/// What a column of events holds.
pub(super) fn kind(column: &str) -> Kind {
    match column {
        "plover_score" | "goldstein" | "lat" | "lon" | "type_confidence" | "status_confidence" => {
            Kind::Number
        }
        "geonameid" | "trigger_offset" | "version" => Kind::Whole,
        "background" => Kind::Truth,
        "source" | "source_codes" | "target" | "target_codes" | "corrected" => Kind::Texts,
        "day" => Kind::Day,
        _ => Kind::Text,
    }
}

fn who(actors: &[Participant<Offsets>]) -> [String; 2] {
    let join = |parts: Vec<&str>| parts.join("; ");
    [
        join(actors.iter().map(|actor| actor.who.as_str()).collect()),
        join(actors.iter().map(|actor| actor.code.as_str()).collect()),
    ]
}

/// What people have said of an event: the verb of each correction, and its field.
fn corrected(event: &Event<Offsets>) -> String {
    let said = |line: &Corrected| match &line.field {
        Some(field) => format!("{} {field}", line.verb.name()),
        None => line.verb.name().to_owned(),
    };
    event.corrected.iter().map(said).collect::<Vec<_>>().join("; ")
}

/// The cells of an event, one a column of [`COLUMNS`]; several values in one cell are parted by `; `.
/// `triggers` are the words that tell of it, where they may be kept.
pub fn cells(record: &WireRecord, event: &Event<Offsets>, triggers: Option<&str>) -> Vec<String> {
    let ([source, source_codes], [target, target_codes]) = (who(&event.source), who(&event.target));
    let place = event.place.as_ref();
    let said = event.according_to.and_then(|at| record.statements.get(at as usize));
    let triggers = one_line(triggers.unwrap_or_default());
    vec![
        record.id.clone(),
        record.date.to_string(),
        record.source.clone().unwrap_or_default(),
        event.id.clone(),
        event.kind.name().to_owned(),
        written(event.mode.as_ref()),
        written(event.cameo.as_ref()),
        event.quad.name().to_owned(),
        written(event.plover_score),
        written(event.goldstein),
        event.status.name().to_owned(),
        written(event.start),
        written(event.end),
        source,
        source_codes,
        target,
        target_codes,
        written(place.map(|place| place.name.as_str())),
        written(place.and_then(|place| place.country.as_deref())),
        written(place.and_then(|place| place.lat)),
        written(place.and_then(|place| place.lon)),
        written(place.and_then(|place| place.geonameid)),
        written(said.and_then(|said| said.who.as_deref())),
        event.background.to_string(),
        written(event.confidence.kind),
        written(event.confidence.status),
        triggers,
        written(event.triggers.first().map(|span| span.0)),
        corrected(event),
    ]
}
