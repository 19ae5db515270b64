//! `legation due`: what was to come, and what became of it.

use super::link_options::DueOptions;
use super::links::Maker;
use super::{dossier, rows, told};
use crate::config::Settings;
use crate::view::fused::told_by;
use crate::view::{Layout, Rows};
use anyhow::Result;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use legation_link::{Due, Evidence, Fused, Outcome, Part, due};
use legation_store::{Answer, Cell, Filter, Joined, Leaves, Sqlite};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

const COLUMNS: [&str; 19] = [
    "due",
    "type",
    "status",
    "source",
    "target",
    "place",
    "round",
    "outcome",
    "sentence",
    "published",
    "outlet",
    "article",
    "follow_up",
    "follow_up_published",
    "follow_up_outlet",
    "follow_up_article",
    "follow_up_id",
    "origins",
    "id",
];

/// Runs the command.
pub(super) fn run(options: &DueOptions, config: Option<&Path>) -> Result<ExitCode> {
    let settings = Settings::resolve(config, &options.shown.said(&options.store))?;
    let maker = Maker::of(&settings)?;
    let on = options.on.unwrap_or_else(|| Offset::UTC.to_datetime(Timestamp::now()).date());
    let sides = dossier::sides(options.dossier.as_ref(), maker.world(), on)?;
    let store = Sqlite::open(&settings.store).map_err(told)?;
    let filter = Filter { as_of: Some(on), parties: sides.clone(), ..Filter::default() };
    let events = Joined::of(&store, &filter, &maker).map_err(told)?.events();
    let mut items = found(&events, on, |event, item| {
        let is_of_type =
            options.types.is_empty() || options.types.iter().any(|kind| kind == event.kind.name());
        let is_of_outcome = options.outcomes.is_empty()
            || options.outcomes.iter().any(|outcome| outcome.outcome() == item.outcome);
        legation_link::has_sides(event, &sides) && is_of_type && is_of_outcome && !event.background
    });
    let count = items.len();
    items.truncate(options.shown.most(&settings));
    let answer = Answer {
        columns: COLUMNS.map(str::to_owned).to_vec(),
        rows: items.iter().map(|(event, item)| row(event, item, &events)).collect(),
    };
    rows::print(&answer, options.shown.format, |layout| lines(&items, layout))?;
    rows::tell_of(items.len(), count);
    Ok(ExitCode::SUCCESS)
}

/// What was to come, with its event.
fn found(events: &[Arc<Fused>], on: Date, is_wanted: impl Fn(&Fused, &Due) -> bool) -> Vec<(&Fused, Due)> {
    let items = due(events, on).into_iter();
    let with_event = |item: Due| Some((events.get(item.event as usize)?.as_ref(), item));
    items.filter_map(with_event).filter(|(event, item)| is_wanted(event, item)).collect()
}

/// The words for what became of something.
fn words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Held => "held",
        Outcome::Cancelled => "cancelled",
        Outcome::Superseded => "superseded",
        Outcome::Met => "met",
        Outcome::Open => "open",
        Outcome::NoFollowUpReported => "no follow-up reported",
    }
}

fn row(event: &Fused, item: &Due, events: &[Arc<Fused>]) -> Vec<Cell> {
    let text = |words: Option<String>| words.map_or(Cell::Null, Cell::Text);
    let by = item.by.and_then(|at| events.get(at as usize));
    let told = |evidence: Option<&Evidence>| {
        [
            text(evidence.map(|evidence| evidence.text.clone())),
            text(evidence.map(|evidence| evidence.date.to_string())),
            text(evidence.and_then(|evidence| evidence.source.clone())),
            text(evidence.map(|evidence| evidence.article.clone())),
        ]
    };
    let mut cells = vec![
        text(item.due.map(|day| day.to_string())),
        Cell::Text(item.kind.name().to_owned()),
        Cell::Text(item.stage.name().to_owned()),
        Cell::Text(Part::list(&event.source)),
        Cell::Text(Part::list(&event.target)),
        text(event.place().map(|place| place.name.clone())),
        event.round().map_or(Cell::Null, |round| Cell::Integer(round.into())),
        Cell::Text(words(item.outcome).to_owned()),
    ];
    cells.extend(told(Some(&item.announced)));
    cells.extend(told(item.followed.as_ref()));
    cells.extend([
        text(by.map(|event| event.id.clone())),
        Cell::Integer(event.origins.into()),
        Cell::Text(item.id.clone()),
    ]);
    cells
}

/// For people: what, what became of it, and both sentences.
fn lines(items: &[(&Fused, Due)], layout: Layout) -> String {
    let mut rows = Rows::new(vec![("due", 10), ("what, and what became of it", 0)], layout);
    let quoted = |evidence: &Evidence| format!("{} ({})", evidence.text, told_by(evidence, 1));
    for (event, item) in items {
        let mut what = format!("{}, {}: {}", item.kind.name(), item.stage.name(), Part::list(&event.source));
        if !event.target.is_empty() {
            what.push_str(&format!(" → {}", Part::list(&event.target)));
        }
        if let Some(place) = event.place() {
            what.push_str(&format!(" in {}", place.name));
        }
        what.push_str(&format!(" ⇒ {}", words(item.outcome)));
        rows.push(vec![item.due.map(|day| day.to_string()).unwrap_or_default(), what]);
        for (label, evidence) in [("told", Some(&item.announced)), ("then", item.followed.as_ref())] {
            if let Some(evidence) = evidence {
                rows.push(vec![format!("    {label}"), quoted(evidence)]);
            }
        }
    }
    rows.text()
}
