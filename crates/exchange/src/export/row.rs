//! An event as a row of a table.

use super::{Article, Telling};
use legation_record::{Offsets, Participant};

/// The columns of events.
pub const COLUMNS: [&str; 28] = [
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
];

fn text<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn who(actors: &[Participant<Offsets>]) -> [String; 2] {
    let join = |parts: Vec<&str>| parts.join("; ");
    [
        join(actors.iter().map(|actor| actor.who.as_str()).collect()),
        join(actors.iter().map(|actor| actor.code.as_str()).collect()),
    ]
}

/// The cells of an event, one a column of [`COLUMNS`]; several values in one cell are parted by `; `.
pub fn cells(article: &Article<'_>, telling: &Telling<'_>) -> Vec<String> {
    let (record, event) = (article.record, telling.event);
    let ([source, source_codes], [target, target_codes]) = (who(&event.source), who(&event.target));
    let place = event.place.as_ref();
    let said = event.according_to.and_then(|at| record.statements.get(at as usize));
    let triggers = telling.triggers.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    vec![
        record.id.clone(),
        record.date.to_string(),
        record.source.clone().unwrap_or_default(),
        event.id.clone(),
        event.kind.name().to_owned(),
        text(event.mode.as_ref()),
        text(event.cameo.as_ref()),
        event.quad.name().to_owned(),
        text(event.plover_score),
        text(event.goldstein),
        event.status.name().to_owned(),
        text(event.start),
        text(event.end),
        source,
        source_codes,
        target,
        target_codes,
        text(place.map(|place| place.name.as_str())),
        text(place.and_then(|place| place.country.as_deref())),
        text(place.and_then(|place| place.lat)),
        text(place.and_then(|place| place.lon)),
        text(place.and_then(|place| place.geonameid)),
        text(said.and_then(|said| said.who.as_deref())),
        event.background.to_string(),
        text(event.confidence.kind),
        text(event.confidence.status),
        triggers,
        text(event.triggers.first().map(|span| span.0)),
    ]
}
