//! An event that several articles tell of, as a row and as a line.

use legation_link::{Evidence, Fused, Part, Stage};
use legation_record::PartialDate;
use legation_store::Cell;
use std::fmt::Write;

/// The columns of a row.
pub(crate) const COLUMNS: [&str; 22] = [
    "start",
    "end",
    "type",
    "mode",
    "status",
    "source",
    "target",
    "place",
    "country",
    "round",
    "background",
    "conflicts",
    "confidence",
    "articles",
    "origins",
    "first_told",
    "last_told",
    "article",
    "published",
    "outlet",
    "sentence",
    "id",
];

/// The row of an event; its article and sentence are the best.
pub(crate) fn cells(event: &Fused) -> Vec<Cell> {
    let text = |words: Option<String>| words.map_or(Cell::Null, Cell::Text);
    let date = |date: Option<PartialDate>| text(date.map(|date| date.to_string()));
    let when = event.when();
    let place = event.place();
    let best = event.best();
    let conflicts: Vec<&str> = event.conflicts.iter().map(|conflict| conflict.name()).collect();
    vec![
        date(when.and_then(|when| when.start)),
        date(when.and_then(|when| when.end)),
        Cell::Text(event.kind.name().to_owned()),
        text(event.mode.first().map(|told| told.value.as_str().to_owned())),
        Cell::Text(event.stage.name().to_owned()),
        Cell::Text(Part::list(&event.source)),
        Cell::Text(Part::list(&event.target)),
        text(place.map(|place| place.name.clone())),
        text(place.and_then(|place| place.country.clone())),
        event.round().map_or(Cell::Null, |round| Cell::Integer(round.into())),
        Cell::Integer(event.background.into()),
        text((!conflicts.is_empty()).then(|| conflicts.join(" "))),
        Cell::Real(event.confidence),
        Cell::Integer(event.articles.into()),
        Cell::Integer(event.origins.into()),
        Cell::Text(event.first_told.to_string()),
        Cell::Text(event.last_told.to_string()),
        text(best.map(|evidence| evidence.article.clone())),
        date(best.map(|evidence| evidence.date)),
        text(best.and_then(|evidence| evidence.source.clone())),
        text(best.map(|evidence| evidence.text.clone())),
        Cell::Text(event.id.clone()),
    ]
}

/// `CONSULT visit, planned: Sergei Lavrov RUSGOV → Turkey TURGOV in Ankara, round 2`.
pub(crate) fn line(event: &Fused) -> String {
    let mut line = event.kind.name().to_owned();
    if let Some(mode) = event.mode.first() {
        let _ = write!(line, " {}", mode.value);
    }
    if event.stage != Stage::Held {
        let _ = write!(line, ", {}", event.stage.name());
    }
    let _ = write!(line, ": {}", Part::list(&event.source));
    if !event.target.is_empty() {
        let _ = write!(line, " → {}", Part::list(&event.target));
    }
    if let Some(place) = event.place() {
        let _ = write!(line, " in {}", place.name);
    }
    if let Some(round) = event.round() {
        let _ = write!(line, ", round {round}");
    }
    for conflict in &event.conflicts {
        let _ = write!(line, "; {} told differently", conflict.name());
    }
    line
}

/// When it began, as exactly as is told.
pub(crate) fn date(event: &Fused) -> Option<String> {
    event.when().and_then(|when| when.start.or(when.end)).map(|date| date.to_string())
}

/// `Reuters, 2025-05-23`; `Reuters and 3 others, 2025-05-23`.
pub(crate) fn source(event: &Fused) -> Option<String> {
    event.best().map(|best| told_by(best, event.origins as usize))
}

/// The outlet, or the article where it names none; how many others there are; the day.
pub(crate) fn told_by(best: &Evidence, origins: usize) -> String {
    let name = best.source.as_deref().unwrap_or(&best.article);
    let others = match origins.saturating_sub(1) {
        0 => String::new(),
        1 => " and another".to_owned(),
        others => format!(" and {others} others"),
    };
    format!("{name}{others}, {}", best.date)
}
