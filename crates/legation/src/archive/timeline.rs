//! `legation timeline`: what happened day by day, each event once, the most reported first.

use super::link_options::TimelineOptions;
use super::links::Maker;
use super::options::{RowFormat, Sort};
use super::{dossier, rows, stories, told};
use crate::config::{Said, Settings};
use crate::view::{Layout, fused};
use anyhow::Result;
use legation_link::{Fused, Subject, TimelineDay, timeline};
use legation_store::{Answer, Cell, Filter, Joined, Leaves, Order, Part, Question, Sqlite, Storage, Story};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

/// Runs the command.
pub(super) fn run(options: &TimelineOptions, config: Option<&Path>) -> Result<ExitCode> {
    let ask = &options.ask;
    let said = Said { limit: ask.limit.limit, ..super::said(&ask.store) };
    let settings = Settings::resolve(config, &said)?;
    let maker = Maker::of(&settings)?;
    let store = Sqlite::open(&settings.store).map_err(told)?;
    let events = events(options, &store, &maker)?;
    let mut entries = entries(timeline(&events, Subject::All), &events, options);
    let count = entries.len();
    let is_for_people = ask.format == RowFormat::Table;
    let most =
        if ask.all || !is_for_people && ask.limit.limit.is_none() { count } else { settings.limit.get() };
    entries = entries.into_iter().skip(ask.offset as usize).take(most).collect();
    rows::print(&answer(&entries), ask.format, |layout| days(&entries, layout))?;
    let more = (entries.len() < count).then(|| format!("{} of {count}", entries.len()));
    rows::tell(count == 0, more);
    Ok(ExitCode::SUCCESS)
}

/// The events that are asked for, joined over the articles that tell of them.
fn events(options: &TimelineOptions, store: &Sqlite, maker: &Maker) -> Result<Vec<Arc<Fused>>> {
    let as_of = options.as_of;
    let mut filter = Filter { as_of, ..options.ask.filter.filter() };
    let day = as_of.unwrap_or_else(|| maker.world().as_of());
    let sides = dossier::sides(options.dossier.as_ref(), maker.world(), day)?;
    filter.parties.clone_from(&sides);
    let story = options.story.as_deref().map(|name| stories::named(store, maker, name)).transpose()?;
    // Which events of the articles are meant: any of them makes the joined event one that is asked for.
    let question = Question { filter: filter.clone(), order: Order::Oldest, ..Question::about(Part::Events) };
    let found = store.ask(&question).map_err(told)?;
    let meant: BTreeSet<String> = (0..found.rows.len()).map(|at| found.cell(at, "id").to_string()).collect();
    let mut events = Joined::of(store, &filter, maker).map_err(told)?.events();
    events.retain(|event| {
        let is_meant = event.tellings.iter().any(|telling| meant.contains(&telling.event));
        let is_told = |story: &Story| {
            let mut tellings = event.tellings.iter();
            tellings.any(|telling| story.articles.iter().any(|article| article.as_str() == telling.digest))
        };
        is_meant && legation_link::has_sides(event, &sides) && story.as_ref().is_none_or(is_told)
    });
    Ok(events)
}

/// An event where it stands on the line.
struct Entry<'a> {
    day: String,
    is_dated: bool,
    event: &'a Fused,
}

/// The entries of the days in the order that is asked for.
fn entries<'a>(
    days: Vec<TimelineDay>,
    events: &'a [Arc<Fused>],
    options: &TimelineOptions,
) -> Vec<Entry<'a>> {
    let filter = &options.ask.filter;
    let mut entries: Vec<Entry<'a>> = Vec::new();
    for day in days {
        let is_before = filter.from.is_some_and(|from| day.date.last_day() < from);
        let is_after = filter.to.is_some_and(|to| to < day.date.first_day());
        if is_before || is_after {
            continue;
        }
        for entry in day.entries {
            let Some(event) = events.get(entry.event as usize) else { continue };
            entries.push(Entry { day: day.date.to_string(), is_dated: !entry.undated, event });
        }
    }
    // Sorting keeps what is alike in its order: days one after the other, the most reported first.
    match options.ask.sort.unwrap_or(Sort::Oldest) {
        Sort::Oldest => {}
        Sort::Newest => entries.sort_by(|one, other| other.day.cmp(&one.day)),
        Sort::Confidence => {
            entries.sort_by(|one, other| other.event.confidence.total_cmp(&one.event.confidence));
        }
        Sort::Frequency => entries.sort_by_key(|entry| std::cmp::Reverse(entry.event.origins)),
    }
    entries
}

/// The entries as rows.
fn answer(entries: &[Entry<'_>]) -> Answer {
    let own = ["day", "day_basis"];
    let columns = own.iter().chain(&fused::COLUMNS).map(|name| (*name).to_owned()).collect();
    let rows = entries.iter().map(|entry| {
        let basis = if entry.is_dated { "text" } else { "published" };
        let own = vec![Cell::Text(entry.day.clone()), Cell::Text(basis.to_owned())];
        [own, fused::cells(entry.event)].concat()
    });
    Answer { columns, rows: rows.collect() }
}

/// The events under their days, a line or more each.
fn days(entries: &[Entry<'_>], layout: Layout) -> String {
    let mut out = String::new();
    let mut last = "";
    for (at, entry) in entries.iter().enumerate() {
        if last != entry.day {
            if at > 0 {
                out.push('\n');
            }
            out.push_str(&layout.heading(&entry.day));
            last = &entry.day;
        }
        let mut line = fused::line(entry.event);
        if let Some(source) = fused::source(entry.event) {
            let _ = write!(line, " ({source})");
        }
        out.push_str(&layout.passage([(line, false)], 2));
    }
    out
}
