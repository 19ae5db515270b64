//! What may be said on the command line of the archive.

use super::audit::AuditOptions;
use super::compare::CompareOptions;
use super::correct::{CorrectOptions, CorrectionsOptions, ReviewOptions};
use super::link_options::{
    DossierOptions, DossiersOptions, DueOptions, DuplicatesOptions, LinkOptions, ReadoutsOptions,
    StoriesOptions, TimelineOptions,
};
use super::net_options::{Adding, FetchOptions, WatchOptions};
use super::privacy::PrivacyFlags;
use super::release_options::{DiffOptions, ReleaseOptions, VerifyOptions};
use crate::arguments::{LimitFlags, ReaderFlags, StoreFlags, Tables};
use crate::config::Said;
use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;
use legation_store::{Dyad, Filter, Measure, Order, Pattern, Period};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum ArchiveCommand {
    /// Read articles and keep them in the store.
    Add(AddOptions),
    /// Fetch pages and feeds from the net and print their articles, or keep them in the store.
    Fetch(FetchOptions),
    /// Keep the new articles of some feeds in the store, round after round.
    Watch(WatchOptions),
    /// Find articles with certain words, or what somebody said.
    Search(SearchOptions),
    /// Ask the store who did what to whom.
    Events(AskOptions),
    /// Ask the store who said what.
    Statements(AskOptions),
    /// Ask the store what talks were about, and what was off their table.
    Agenda(AskOptions),
    /// Ask the store who takes part and speaks, and how often.
    Actors(AskOptions),
    /// Ask the store for articles.
    Articles(AskOptions),
    /// Lay out a negotiation: its rounds, agenda and positions, what was agreed, what is due, what is denied.
    Dossier(DossierOptions),
    /// List articles that are one text: wire copies, revisions, syndication.
    Duplicates(DuplicatesOptions),
    /// Find what is one across articles, and keep it in the store.
    Link(LinkOptions),
    /// Print what happened day by day, each event once, the most reported first.
    Timeline(TimelineOptions),
    /// List the negotiations that the store tells of.
    Dossiers(DossiersOptions),
    /// List what belongs together over time.
    Stories(StoriesOptions),
    /// List what was to come, and what became of it.
    Due(DueOptions),
    /// Lay side by side what each side told of the same call or meeting.
    Readouts(ReadoutsOptions),
    /// Count or score what two parties do, period by period.
    Series(SeriesOptions),
    /// Show an article of the store with its record.
    Show(ShowOptions),
    /// Say how much the store holds.
    Stats(StoreFlags),
    /// Verify that the store is whole.
    Check(StoreFlags),
    /// Draw events for judging by hand, or say what the judgements come to.
    Audit(AuditOptions),
    /// Compare the store with rows of POLECAT, ICEWS or GDELT, dyad by dyad and day by day.
    Compare(CompareOptions),
    /// Write articles with their records in a fixed order.
    Export(ExportOptions),
    /// Write what the store holds into a folder for others: tables, codebook, manifest, how to cite.
    Release(ReleaseOptions),
    /// Check that a release is whole and holds together.
    Verify(VerifyOptions),
    /// List what changed from one release to another, row by row, each with its cause.
    Diff(DiffOptions),
    /// Read all articles again, with the reader of today.
    Reread(RereadOptions),
    /// Give articles that are kept without their text the text back, from your files.
    Attach(AttachOptions),
    /// Say what is wrong, right or missing in what was read; the machine's value is kept beside.
    Correct(CorrectOptions),
    /// Read an article with what was found in it, and correct it line by line.
    Review(ReviewOptions),
    /// List corrections, or write them to a file: as they were made, or as gold.
    Corrections(CorrectionsOptions),
}

/// How articles are read.
#[derive(Debug, Args)]
pub(crate) struct Reading {
    #[command(flatten)]
    reader: ReaderFlags,
    #[command(flatten)]
    tables: Tables,
    /// A table of event frames of your own, which go before those of the program (docs/FRAMES.md). May be given several times.
    #[arg(long = "frames", value_name = "FILE")]
    frames: Vec<PathBuf>,
    /// A table of outlets of your own, which go before those of the program (docs/CONFIG.md). May be given several times.
    #[arg(long = "sources", value_name = "FILE")]
    sources: Vec<PathBuf>,
}

impl Reading {
    /// What it says of the settings.
    pub(crate) fn said(&self) -> Said<'_> {
        let ReaderFlags { model, threads } = self.reader;
        let (knowledge, frames, sources) = (&self.tables.files, &self.frames, &self.sources);
        Said { model, threads, knowledge, frames, sources, ..Said::default() }
    }
}

const ADD_EXAMPLES: &str = "\
Examples:
  legation add archive/                        every article of a folder, into legation.db
  legation add --store gulf.db feed.jsonl
  legation add --model fast 'wire/2025-*.jsonl'
  legation add --keep snippets licensed/       keep the sentences with evidence, not the texts
  legation add --format jsonl archive/         one line for each article, once it is safe on the disk

The same article twice is one. A changed article (same address; or same id, source and date) becomes a new version, and both are kept.
An interrupted run is taken up where it stopped by giving the same command again.

Exit status: 0 if all went well, 1 if an input could not be read (the others are kept), 2 for a mistake on the command line.";

/// Read articles and keep them in the store.
#[derive(Debug, Args)]
#[command(after_help = ADD_EXAMPLES)]
pub(crate) struct AddOptions {
    /// Files, folders and patterns (`*`, `?`, `**`) of articles; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) adding: Adding,
    /// The date of texts that do not begin with one.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) date: Option<Date>,
    /// `text` sums up at the end; `jsonl` also prints a line for each article once it is safe on the disk.
    #[arg(long, value_enum, default_value_t = Report::Text)]
    pub(crate) format: Report,
    /// Also write what could not be read into this file, a line each: place, reason, remedy, parted by tabs.
    #[arg(long, value_name = "FILE")]
    pub(crate) errors: Option<PathBuf>,
}

/// How `add` reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Report {
    /// A summary at the end.
    Text,
    /// A line for each article, and the summary on standard error.
    Jsonl,
}

/// How rows are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RowFormat {
    /// For people.
    Table,
    /// One JSON array of objects, indented.
    Json,
    /// A JSON object a line.
    Jsonl,
    /// Comma-separated values.
    Csv,
    /// Apache Parquet: columns with types (docs/FORMATS.md).
    Parquet,
}

const ASK_EXAMPLES: &str = "\
Examples:
  legation events --actor 'RUS*' --actor 'USA*' --type CONSULT
  legation events --dyad IRN-ISR --status planned --from 2025-05-01
  legation events --country TUR --context military --format csv > turkey.csv
  legation events --format parquet > events.parquet
  legation statements --actor Lavrov --from 2025-02-01
  legation agenda --dyad USA-RUS --scope off
  legation actors --actor '*GOV'
  legation articles --source Reuters --text 'prisoner exchange'

Codes are matched whole, or with stars: RUSGOV, 'RUS*', '*GOV'. Anything not in capitals is part of a name: Lavrov.
The columns are those of docs/STORE.md.";

/// Which rows, in which order and form.
#[derive(Debug, Args)]
#[command(after_help = ASK_EXAMPLES)]
pub(crate) struct AskOptions {
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    /// The order of the rows.
    #[arg(long, value_enum)]
    pub(crate) sort: Option<Sort>,
    #[command(flatten)]
    pub(crate) limit: LimitFlags,
    /// All rows, however many.
    #[arg(long, conflicts_with = "limit")]
    pub(crate) all: bool,
    /// Leave out so many rows first.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) offset: u32,
    /// How to show the rows.
    #[arg(long, value_enum, default_value_t = RowFormat::Table)]
    pub(crate) format: RowFormat,
    #[command(flatten)]
    pub(crate) privacy: PrivacyFlags,
    #[command(flatten)]
    pub(crate) filter: FilterOptions,
}

/// The order of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Sort {
    /// The latest day first.
    Newest,
    /// The earliest day first.
    Oldest,
    /// The surest first.
    Confidence,
    /// The most frequent first; for actors.
    Frequency,
}

impl Sort {
    pub(crate) fn order(self) -> Order {
        match self {
            Sort::Newest => Order::Newest,
            Sort::Oldest => Order::Oldest,
            Sort::Confidence => Order::Surest,
            Sort::Frequency => Order::Frequent,
        }
    }
}

/// Which rows: those that meet all that is given; of a flag given several times, any (of actors, all).
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Which rows")]
pub(crate) struct FilterOptions {
    /// From this day on: of the event or statement; for articles, of publication.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) from: Option<Date>,
    /// Up to this day.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) to: Option<Date>,
    /// In articles published from this day on.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) published_from: Option<Date>,
    /// In articles published up to this day.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) published_to: Option<Date>,
    /// PLOVER type: CONSULT, SANCTION …
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',', value_parser = kind)]
    pub(crate) types: Vec<String>,
    /// Mode: visit, phone … For statements: direct, indirect, mixed.
    #[arg(long = "mode", value_name = "MODE", value_delimiter = ',')]
    pub(crate) modes: Vec<String>,
    /// PLOVER context: military, diplomatic …
    #[arg(long = "context", value_name = "CONTEXT", value_delimiter = ',')]
    pub(crate) contexts: Vec<String>,
    /// occurred, ongoing, planned, possible, conditional, proposed, denied.
    #[arg(long = "status", value_name = "STATUS", value_delimiter = ',', value_parser = status)]
    pub(crate) statuses: Vec<String>,
    /// At least so sure, 0 to 1.
    #[arg(long, value_name = "SHARE", visible_alias = "min-confidence")]
    pub(crate) confidence: Option<f64>,
    /// Who takes part or speaks: a code (`RUSGOV`, `RUS*`, `*GOV`) or a name.
    #[arg(long = "actor", value_name = "WHO")]
    pub(crate) actors: Vec<String>,
    /// Who does it.
    #[arg(long = "by", value_name = "WHO")]
    pub(crate) sources: Vec<String>,
    /// To whom it is done.
    #[arg(long = "against", value_name = "WHO")]
    pub(crate) targets: Vec<String>,
    /// Between two parties: USA-RUS either way, 'USA>RUS' from the first to the second.
    #[arg(long, value_name = "A-B")]
    pub(crate) dyad: Option<Dyad>,
    /// The name of the place.
    #[arg(long, value_name = "NAME")]
    pub(crate) place: Option<String>,
    /// The country of the place (ISO 3166 alpha-3).
    #[arg(long, value_name = "CODE")]
    pub(crate) country: Option<String>,
    /// The outlet.
    #[arg(long, value_name = "NAME")]
    pub(crate) source: Option<String>,
    /// In articles with these words.
    #[arg(long, value_name = "WORDS")]
    pub(crate) text: Option<String>,
    /// Only what is told as history (true), or only what is not (false).
    #[arg(long, value_name = "BOOL")]
    pub(crate) background: Option<bool>,
    /// Agenda: on or off.
    #[arg(long, value_name = "SCOPE", value_parser = ["on", "off"])]
    pub(crate) scope: Option<String>,
}

pub(super) fn kind(text: &str) -> Result<String, String> {
    let name = text.to_uppercase();
    let known = legation_record::EventType::from_name(&name);
    known.map(|kind| kind.name().to_owned()).ok_or_else(|| {
        let all: Vec<&str> = legation_record::EventType::ALL.into_iter().map(|kind| kind.name()).collect();
        format!("the types are {}", all.join(", "))
    })
}

fn status(text: &str) -> Result<String, String> {
    let known = legation_record::Status::from_name(&text.to_lowercase());
    known.map(|status| status.name().to_owned()).ok_or_else(|| {
        let all: Vec<&str> = legation_record::Status::ALL.into_iter().map(|status| status.name()).collect();
        format!("the statuses are {}", all.join(", "))
    })
}

impl FilterOptions {
    pub(crate) fn filter(&self) -> Filter {
        let patterns = |written: &[String]| written.iter().map(|text| Pattern::new(text)).collect();
        Filter {
            from: self.from,
            to: self.to,
            published_from: self.published_from,
            published_to: self.published_to,
            types: self.types.clone(),
            modes: self.modes.clone(),
            contexts: self.contexts.clone(),
            statuses: self.statuses.clone(),
            confidence: self.confidence,
            actors: patterns(&self.actors),
            sources: patterns(&self.sources),
            targets: patterns(&self.targets),
            dyad: self.dyad.clone(),
            place: self.place.clone(),
            country: self.country.as_ref().map(|code| code.to_uppercase()),
            outlet: self.source.clone(),
            text: self.text.clone(),
            background: self.background,
            scope: self.scope.clone(),
            ..Filter::default()
        }
    }
}

/// Find articles with certain words, or what somebody said.
#[derive(Debug, Args)]
pub(crate) struct SearchOptions {
    /// Words; phrases in quotation marks; AND, OR, NOT; beginnings with a star.
    #[arg(required = true)]
    pub(crate) words: Vec<String>,
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    /// Only in what was said by somebody of this name.
    #[arg(long, value_name = "NAME")]
    pub(crate) speaker: Option<String>,
    #[command(flatten)]
    pub(crate) limit: LimitFlags,
    /// How to show what is found.
    #[arg(long, value_enum, default_value_t = RowFormat::Table)]
    pub(crate) format: RowFormat,
    #[command(flatten)]
    pub(crate) filter: FilterOptions,
}

const SERIES_EXAMPLES: &str = "\
Examples:
  legation series --dyad USA-RUS --by week
  legation series --dyad 'RUS>UKR' --measure goldstein --by month --svg war.svg
  legation series --dyad IRN-ISR --per articles --format csv

A note says where the outlets of the articles change much from one period to the next: a jump there may be theirs.";

/// Count or score what two parties do, period by period.
#[derive(Debug, Args)]
#[command(after_help = SERIES_EXAMPLES)]
pub(crate) struct SeriesOptions {
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    /// The two parties: USA-RUS either way, 'USA>RUS' from the first to the second.
    #[arg(long, value_name = "A-B", required = true)]
    pub(crate) dyad: Option<Dyad>,
    /// How long a period is.
    #[arg(long, value_enum, default_value_t = PeriodChoice::Week)]
    pub(crate) by: PeriodChoice,
    /// What is measured.
    #[arg(long, value_enum, default_value_t = MeasureChoice::Count)]
    pub(crate) measure: MeasureChoice,
    /// Divide by the number of articles of the period.
    #[arg(long, value_enum)]
    pub(crate) per: Option<Per>,
    /// From this day on.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) from: Option<Date>,
    /// Up to this day.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) to: Option<Date>,
    /// Only these PLOVER types.
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',', value_parser = kind)]
    pub(crate) types: Vec<String>,
    /// Only these statuses; by default what occurred or goes on.
    #[arg(long = "status", value_name = "STATUS", value_delimiter = ',', value_parser = status)]
    pub(crate) statuses: Vec<String>,
    /// As it was known on this day: only what was published by then.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<Date>,
    /// How to show the series.
    #[arg(long, value_enum, default_value_t = RowFormat::Table)]
    pub(crate) format: RowFormat,
    /// Also draw it into this file.
    #[arg(long, value_name = "FILE")]
    pub(crate) svg: Option<PathBuf>,
}

/// What a series is divided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Per {
    /// The number of articles published in the period.
    Articles,
}

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PeriodChoice {
    Day,
    Week,
    Month,
    Year,
}

impl PeriodChoice {
    pub(crate) fn period(self) -> Period {
        match self {
            PeriodChoice::Day => Period::Day,
            PeriodChoice::Week => Period::Week,
            PeriodChoice::Month => Period::Month,
            PeriodChoice::Year => Period::Year,
        }
    }
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MeasureChoice {
    /// How many events.
    Count,
    /// The mean of PLOVER's conflict-cooperation scores.
    Plover,
    /// The mean of Goldstein's scores.
    Goldstein,
}

impl MeasureChoice {
    pub(crate) fn measure(self) -> Measure {
        match self {
            MeasureChoice::Count => Measure::Count,
            MeasureChoice::Plover => Measure::Plover,
            MeasureChoice::Goldstein => Measure::Goldstein,
        }
    }
}

/// Show an article of the store with its record.
#[derive(Debug, Args)]
pub(crate) struct ShowOptions {
    /// The article's id, or the beginning of its digest.
    #[arg(value_name = "ARTICLE")]
    pub(crate) article: String,
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    /// The record as JSON instead.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Write articles with their records in a fixed order.
#[derive(Debug, Args)]
pub(crate) struct ExportOptions {
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    /// The form (docs/FORMATS.md). All but `jsonl`, which has articles, have the events that pass the filter.
    #[arg(long = "as", value_enum, default_value_t = ExportForm::Jsonl)]
    pub(crate) form: ExportForm,
    /// Older versions of articles too; only with `jsonl`, since only current ones have events.
    #[arg(long)]
    pub(crate) versions: bool,
    /// As it was known on this day: only what was published by then, in the versions of that day.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<Date>,
    #[command(flatten)]
    pub(crate) privacy: PrivacyFlags,
    #[command(flatten)]
    pub(crate) filter: FilterOptions,
}

impl ExportOptions {
    pub(crate) fn filter(&self) -> Filter {
        Filter { as_of: self.as_of, ..self.filter.filter() }
    }
}

/// The forms of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportForm {
    /// An object a line: the record, and `text`, `digest`, `version`, `language`.
    Jsonl,
    /// A row an event, the columns of `read --only events`, and `digest`, `version`.
    Csv,
    /// The same columns with types: Apache Parquet.
    Parquet,
    /// POLECAT's table, tab-separated; by default what occurred or goes on.
    Polecat,
    /// ICEWS's table of coded events, tab-separated; by default what occurred or goes on.
    Icews,
    /// GDELT's event table 2.0, tab-separated, without header; by default what occurred or goes on.
    Gdelt,
    /// GeoJSON: the events that have a place.
    Geojson,
    /// FollowTheMoney entities, a JSON object a line; by default what occurred or goes on.
    Ftm,
    /// GraphML: a directed graph of the actors, an edge for all that one does to another; by default what occurred or goes on.
    Graphml,
    /// A calendar; by default what is planned.
    Ical,
}

/// Read all articles again, with the reader of today.
#[derive(Debug, Args)]
pub(crate) struct RereadOptions {
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Those too that the same reader has read.
    #[arg(long)]
    pub(crate) all: bool,
}

/// Give articles that are kept without their text the text back, from your files.
#[derive(Debug, Args)]
pub(crate) struct AttachOptions {
    /// Files and folders that hold the articles.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    /// The date of texts that do not begin with one.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) date: Option<Date>,
}
