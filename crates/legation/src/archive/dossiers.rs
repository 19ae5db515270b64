//! `legation dossiers`: the negotiations that the store tells of.

use super::link_options::DossiersOptions;
use super::links::Maker;
use super::{rows, told};
use crate::config::Settings;
use anyhow::Result;
use legation_link::dossier::Series;
use legation_link::{Fused, Party};
use legation_record::{EventType, PartialDate};
use legation_store::{Answer, Cell, Joined, Leaves, Material, Sqlite};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

/// Runs the command.
pub(super) fn run(options: &DossiersOptions, config: Option<&Path>) -> Result<ExitCode> {
    let settings = Settings::resolve(config, &options.shown.said(&options.store))?;
    let maker = Maker::of(&settings)?;
    let store = Sqlite::open(&settings.store).map_err(told)?;
    let mut links = Joined::of(&store, &options.which.filter(Vec::new()), &maker).map_err(told)?;
    let dyads = dyads(&links.events(), &links);
    let most = options.shown.most(&settings);
    let mut found: Vec<Series> = Vec::new();
    let mut known: BTreeSet<Vec<Party>> = BTreeSet::new();
    let mut looked_at = 0;
    for parties in &dyads {
        if found.len() >= most {
            break;
        }
        looked_at += 1;
        let filter = options.which.filter(legation_link::sides(parties, maker.world()));
        let material = Material::of(&store, &filter).map_err(told)?;
        let as_of = options.which.as_of.map(PartialDate::from);
        let dossier = legation_link::dossier(&material.articles(&links), parties, as_of, maker.world());
        for series in dossier.series {
            let mut parties = series.parties.clone();
            parties.sort();
            // What one article tells of without a meeting is no negotiation.
            let is_one = !series.rounds.is_empty() || series.origins > 1;
            if is_one && known.insert(parties) {
                found.push(series);
            }
        }
    }
    found.sort_by_cached_key(|series| (Reverse(series.origins), series.parties.clone()));
    let rows = found.iter().map(row).collect();
    let columns = ["parties", "codes", "articles", "origins", "rounds", "last", "status", "place", "matter"];
    let answer = Answer { columns: columns.map(str::to_owned).to_vec(), rows };
    let shown = [
        ("parties", "parties", 0),
        ("articles", "articles", 8),
        ("origins", "origins", 7),
        ("rounds", "rounds", 6),
        ("last", "last", 10),
        ("", "status", 9),
        ("matter", "matter", 0),
    ];
    rows::print(&answer, options.shown.format, |layout| rows::table(&answer, &shown, layout))?;
    let more = (looked_at < dyads.len()).then(|| format!("the first {}", answer.rows.len()));
    rows::tell(answer.rows.is_empty(), more);
    Ok(ExitCode::SUCCESS)
}

/// Pairs of parties that talk to each other in what is told as news, those that most independent articles tell of first.
fn dyads(events: &[Arc<Fused>], links: &Joined) -> Vec<Vec<Party>> {
    let mut pairs: BTreeMap<[&Party; 2], BTreeSet<&str>> = BTreeMap::new();
    for event in events.iter().filter(|event| event.kind == EventType::Consult && !event.background) {
        let parties: Vec<&Party> = event.parties().into_iter().collect();
        let origins = || event.tellings.iter().map(|telling| links.origin(&telling.digest));
        for (at, first) in parties.iter().enumerate() {
            for second in parties.iter().skip(at + 1).filter(|second| second.code != first.code) {
                pairs.entry([first, second]).or_default().extend(origins());
            }
        }
    }
    let mut pairs: Vec<([&Party; 2], usize)> =
        pairs.into_iter().map(|(pair, origins)| (pair, origins.len())).collect();
    pairs.sort_by_key(|(pair, origins)| (Reverse(*origins), *pair));
    pairs.into_iter().map(|(pair, _)| pair.map(Party::clone).to_vec()).collect()
}

fn row(series: &Series) -> Vec<Cell> {
    let whole = |count: usize| Cell::Integer(i64::try_from(count).unwrap_or(i64::MAX));
    let text = |words: Option<String>| words.filter(|words| !words.is_empty()).map_or(Cell::Null, Cell::Text);
    let names: Vec<&str> = series.parties.iter().map(|party| party.name.as_str()).collect();
    let codes: Vec<&str> = series.parties.iter().map(|party| party.code.as_str()).collect();
    let last = series.rounds.iter().max_by_key(|round| round.start);
    vec![
        Cell::Text(names.join(" – ")),
        Cell::Text(codes.join("; ")),
        whole(series.articles),
        whole(series.origins),
        whole(series.rounds.len()),
        text(last.and_then(|round| round.start).map(|day| day.to_string())),
        text(last.map(|round| round.status.name().to_owned())),
        text(last.and_then(|round| round.place.clone())),
        text(Some(series.matter.join("; "))),
    ]
}
