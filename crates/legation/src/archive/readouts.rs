//! `legation readouts`: the same call or meeting as each side told it.

use super::link_options::ReadoutsOptions;
use super::links::Maker;
use super::{dossier, rows, told};
use crate::config::Settings;
use crate::view;
use anyhow::Result;
use legation_link::{Fused, Readout, readouts};
use legation_store::{Answer, Cell, Joined, Leaves, Material, Sqlite};
use std::path::Path;
use std::process::ExitCode;

const COLUMNS: [&str; 14] = [
    "day",
    "mode",
    "place",
    "parties",
    "party",
    "code",
    "who",
    "said",
    "shared_with",
    "published",
    "outlet",
    "article",
    "event",
    "origins",
];

/// Runs the command.
pub(super) fn run(options: &ReadoutsOptions, config: Option<&Path>) -> Result<ExitCode> {
    let settings = Settings::resolve(config, &options.shown.said(&options.store))?;
    let maker = Maker::of(&settings)?;
    let day = options.which.as_of.unwrap_or_else(|| maker.world().as_of());
    let sides = dossier::sides(options.dossier.as_ref(), maker.world(), day)?;
    let store = Sqlite::open(&settings.store).map_err(told)?;
    let filter = options.which.filter(sides.clone());
    let material = Material::of(&store, &filter).map_err(told)?;
    super::tell_left_out(&material);
    let mut links = Joined::of(&store, &filter, &maker).map_err(told)?;
    let events = links.events();
    let mut found: Vec<(&Fused, Readout)> = readouts(&events, &material.articles(&links), maker.world())
        .into_iter()
        .filter_map(|readout| Some((events.get(readout.event as usize)?.as_ref(), readout)))
        .filter(|(event, _)| legation_link::has_sides(event, &sides))
        .collect();
    found.sort_by_key(|(event, _)| std::cmp::Reverse(event.day()));
    let count = found.len();
    found.truncate(options.shown.most(&settings));
    let answer = Answer {
        columns: COLUMNS.map(str::to_owned).to_vec(),
        rows: found.iter().flat_map(|(event, readout)| points(event, readout)).collect(),
    };
    rows::print(&answer, options.shown.format, |layout| {
        found.iter().map(|(event, readout)| view::readout(event, readout, layout)).collect()
    })?;
    rows::tell_of(found.len(), count);
    Ok(ExitCode::SUCCESS)
}

/// A row for each thing that a side says.
fn points(event: &Fused, readout: &Readout) -> Vec<Vec<Cell>> {
    let text = |words: Option<String>| words.map_or(Cell::Null, Cell::Text);
    let names: Vec<&str> = event.parties().iter().map(|party| party.name.as_str()).collect();
    let side = |at: &u32| readout.sides.get(*at as usize).map(|side| side.party.name.as_str());
    let mut rows = Vec::new();
    for told in &readout.sides {
        for point in &told.points {
            let shared: Vec<&str> = point.shared_with.iter().filter_map(side).collect();
            rows.push(vec![
                text(view::fused::date(event)),
                text(event.mode.first().map(|told| told.value.as_str().to_owned())),
                text(event.place().map(|place| place.name.clone())),
                Cell::Text(names.join("; ")),
                Cell::Text(told.party.name.clone()),
                Cell::Text(told.party.code.clone()),
                text(point.who.clone()),
                Cell::Text(point.evidence.text.clone()),
                text((!shared.is_empty()).then(|| shared.join("; "))),
                Cell::Text(point.evidence.date.to_string()),
                text(point.evidence.source.clone()),
                Cell::Text(point.evidence.article.clone()),
                Cell::Text(readout.id.clone()),
                Cell::Integer(event.origins.into()),
            ]);
        }
    }
    rows
}
