//! `legation compare`: what another data set has of the same days, dyad by dyad, beside what the store has.

mod cells;
mod names;

use super::options::{FilterOptions, RowFormat};
use super::{rows, told};
use crate::arguments::{LimitFlags, StoreFlags};
use crate::config::{Said, Settings};
use crate::view::{Layout, Rows};
use anyhow::{Context, Result, anyhow, bail};
use cells::{Cells, Side, Unit};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use legation_exchange::coded::{self, Dataset};
use legation_record::Status;
use legation_store::{Answer, Cell, Filter, Sqlite, Storage};
use names::Names;
use std::fs::File;
use std::io::{BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const COMPARE_EXAMPLES: &str = "\
Examples:
  legation compare --with 20250515.export.CSV.zip                  GDELT's table of a day
  legation compare --with polecat-2025.txt --match quad            POLECAT, by the four quad classes
  legation compare --with icews-2022.tab.gz --dyad RUS-UKR --only ours
  legation compare --with a.txt --with b.txt --within 1 --format csv > compared.csv

A row is a day, two countries and what passed between them; `both`, `theirs` or `ours` says who has it. Where ours has it, the row
has one of our sentences. Domestic events are left out unless --domestic. docs/QUALITY.md says how rows are matched.";

/// Compare the store with rows of POLECAT, ICEWS or GDELT, dyad by dyad and day by day.
#[derive(Debug, Args)]
#[command(after_help = COMPARE_EXAMPLES)]
pub(crate) struct CompareOptions {
    /// A file of the other data set, as it is handed out: .gz, .xz, .zst and .zip are unpacked. May be given several times.
    #[arg(long = "with", value_name = "FILE", required = true)]
    with: Vec<PathBuf>,
    /// What must be the same, beside the day and the two countries.
    #[arg(long = "match", value_enum, value_name = "WHAT", default_value_t = Unit::Type)]
    unit: Unit,
    /// How many days apart two events may be and still be one.
    #[arg(long, value_name = "DAYS", default_value_t = 0, value_parser = clap::value_parser!(u8).range(..=31))]
    within: u8,
    /// Only rows of one kind.
    #[arg(long, value_enum, value_name = "WHOSE")]
    only: Option<Whose>,
    /// Events within one country too.
    #[arg(long)]
    domestic: bool,
    #[command(flatten)]
    store: StoreFlags,
    #[command(flatten)]
    limit: LimitFlags,
    /// All rows, however many.
    #[arg(long, conflicts_with = "limit")]
    all: bool,
    /// How to show the rows.
    #[arg(long, value_enum, default_value_t = RowFormat::Table)]
    format: RowFormat,
    #[command(flatten)]
    filter: FilterOptions,
}

/// Who has a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Whose {
    /// The store and the data set.
    Both,
    /// The data set alone.
    Theirs,
    /// The store alone.
    Ours,
}

impl Whose {
    fn name(self) -> &'static str {
        match self {
            Whose::Both => "both",
            Whose::Theirs => "theirs",
            Whose::Ours => "ours",
        }
    }
}

const COLUMNS: [&str; 11] = [
    "day",
    "first",
    "second",
    "what",
    "whose",
    "their_events",
    "our_events",
    "their_id",
    "their_story",
    "article",
    "sentence",
];

/// Runs the command.
pub(super) fn run(options: &CompareOptions, config: Option<&Path>) -> Result<ExitCode> {
    let said = Said { limit: options.limit.limit, ..super::said(&options.store) };
    let settings = Settings::resolve(config, &said)?;
    let world = crate::knowledge::world(&settings.knowledge)?;
    let store = Sqlite::open(&settings.store).map_err(told)?;
    let mut filter: Filter = options.filter.filter();
    if filter.statuses.is_empty() {
        // None of the three has a status: they tell of what happened.
        filter.statuses = Status::HAPPENED.map(|status| status.name().to_owned()).to_vec();
    }
    let mut cells = Cells::new(options.unit, options.domestic, &filter);
    let names = Names::of(world);
    let datasets = theirs(options, &names, &mut cells)?;
    ours(&store, &filter, &mut cells)?;
    cells.keep_common_days(options.within);
    let compared = cells.compared(options.within);

    let limit = if options.all || (options.format != RowFormat::Table && options.limit.limit.is_none()) {
        usize::MAX
    } else {
        settings.limit.get()
    };
    let wanted = compared.rows.iter().filter(|row| options.only.is_none_or(|only| only == row.whose));
    let count = wanted.clone().count();
    let shown: Vec<_> = wanted.take(limit).collect();
    let answer = Answer {
        columns: COLUMNS.map(str::to_owned).to_vec(),
        rows: shown.iter().map(|row| row_of(row)).collect(),
    };
    let summary = summary(&compared, &datasets, options);
    if options.format == RowFormat::Table {
        anstream::stdout().lock().write_all(summary.as_bytes())?;
    }
    rows::print(&answer, options.format, |layout| table(&answer, layout))?;
    let mut err = anstream::stderr().lock();
    // Nobody is left to tell when standard error is closed.
    if options.format != RowFormat::Table {
        let _ = err.write_all(summary.as_bytes());
    }
    if count == 0 {
        let _ = writeln!(err, "nothing found");
    } else if count > shown.len() {
        let _ = writeln!(err, "the first {} of {count}; --limit N or --all shows more", shown.len());
    }
    Ok(ExitCode::SUCCESS)
}

/// Takes in the rows of the other data set.
fn theirs(options: &CompareOptions, names: &Names, cells: &mut Cells) -> Result<Vec<&'static str>> {
    let mut datasets: Vec<&'static str> = Vec::new();
    for path in &options.with {
        let file =
            File::open(path).with_context(|| format!("the table {} cannot be read", path.display()))?;
        let read = coded::rows(BufReader::with_capacity(1 << 16, file), &mut |event| {
            cells.theirs(&event, names);
        })
        .map_err(|why| anyhow!("{}: {why}\n  hint: {}", path.display(), why.remedy()))?;
        let Some(dataset) = read.dataset.map(Dataset::name) else {
            bail!("{}: is empty\n  hint: check that it is the file you meant", path.display());
        };
        if !datasets.contains(&dataset) {
            datasets.push(dataset);
        }
        let mut err = anstream::stderr().lock();
        for (place, why) in &read.examples {
            // Nobody is left to tell when standard error is closed.
            let _ = writeln!(err, "note: {}: {place}: {why}", path.display());
        }
        if read.unfit > read.examples.len() as u64 {
            let _ = writeln!(err, "note: {}: {} rows in all do not fit", path.display(), read.unfit);
        }
    }
    Ok(datasets)
}

/// Takes in the events of the store.
fn ours(store: &Sqlite, filter: &Filter, cells: &mut Cells) -> Result<()> {
    store
        .each_event(filter, &mut |told| {
            for kept in &told.events {
                let day = kept.day.as_deref().and_then(|day| day.parse::<Date>().ok());
                let event = told.stored.record.events.get(kept.number);
                if let Some((day, event)) = day.zip(event) {
                    cells.ours(day, event, &told.stored.record.id, kept.sentence.as_deref());
                }
            }
            Ok(())
        })
        .map_err(told)
}

fn row_of(row: &cells::Row) -> Vec<Cell> {
    let text = |text: &str| if text.is_empty() { Cell::Null } else { Cell::Text(text.to_owned()) };
    let whole = |side: &Side| Cell::Integer(i64::try_from(side.events).unwrap_or(i64::MAX));
    vec![
        Cell::Text(row.day.to_string()),
        text(&row.dyad.0),
        text(&row.dyad.1),
        text(&row.what),
        text(row.whose.name()),
        whole(&row.theirs),
        whole(&row.ours),
        text(&row.theirs.id),
        text(&row.theirs.words),
        text(&row.ours.id),
        text(&row.ours.words),
    ]
}

/// What it comes to, in words.
fn summary(compared: &cells::Compared, datasets: &[&'static str], options: &CompareOptions) -> String {
    let count = |whose| compared.rows.iter().filter(|row| row.whose == whose).count();
    let (both, theirs, ours) = (count(Whose::Both), count(Whose::Theirs), count(Whose::Ours));
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    let days = match compared.days {
        Some((first, last)) => format!("{first} to {last}"),
        None => "no day in common".to_owned(),
    };
    let mut out = format!(
        "{} and the store, {days}, by day, dyad and {}:\n  both {both}, theirs alone {theirs}, ours alone {ours}\n  \
         of theirs we have {:.2}, of ours they have {:.2}\n",
        datasets.join(", "),
        options.unit.name(),
        share(both, both + theirs),
        share(both, both + ours),
    );
    for (why, count) in &compared.left_out {
        if *count > 0 {
            out.push_str(&format!("  left out: {count} {why}\n"));
        }
    }
    out
}

fn table(answer: &Answer, layout: Layout) -> String {
    let columns =
        [("day", "day", 10), ("", "first", 3), ("", "second", 3), ("what", "what", 9), ("whose", "whose", 6)];
    let mut titles: Vec<(&'static str, usize)> =
        columns.iter().map(|(title, _, width)| (*title, *width)).collect();
    titles.extend([("theirs", 6), ("ours", 4), ("sentence", 0)]);
    let mut rows = Rows::new(titles, layout);
    for at in 0..answer.rows.len() {
        let cell = |column: &str| answer.cell(at, column).to_string();
        let mut row: Vec<String> = columns.iter().map(|(_, column, _)| cell(column)).collect();
        row.extend(["their_events", "our_events", "sentence"].map(cell));
        rows.push(row);
    }
    format!("\n{}", rows.text())
}
