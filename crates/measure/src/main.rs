//! Gold data in, every score of the reading out.
//!
//! One module a task; each reads its gold, lets the reading answer, writes the answer where asked, and scores it by the
//! definitions that the field uses (docs/MEASURE.md names them). Nothing here is shipped.

mod actors;
mod align;
mod annotated;
mod article;
mod calibration;
mod clusters;
mod codebook;
mod copies;
mod coref;
mod corpus;
mod dossier;
mod events;
mod factuality;
mod figures;
mod gold;
mod holders;
mod model;
mod names;
mod options;
mod parse;
mod partition;
mod places;
mod quality;
mod quotes;
mod records;
mod same;
mod spans;
mod speed;
mod swap;
mod time;
mod trips;

use anyhow::Result;
use clap::{Parser, Subcommand};
use options::Options;

/// Scores the reading against gold data, the project's or yours.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
struct Arguments {
    /// The language model that reads.
    #[arg(long, global = true, value_enum, default_value_t)]
    model: model::Choice,
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Tags, lemmas and trees, on CoNLL-U.
    Parse(parse::ParseOptions),
    /// Names, on BIO files.
    Names(names::NamesOptions),
    /// Temporal expressions (TIMEX3).
    Time(Options),
    /// Attributions: content, cue and source.
    Quotes(quotes::QuotesOptions),
    /// Toponyms: found and resolved.
    Places(places::PlacesOptions),
    /// Country and sector of actor strings.
    Actors(Options),
    /// Who held the highest offices on some days: which cells the tables can fill.
    Holders(holders::HoldersOptions),
    /// Event coding of sentences: PLOVER, CAMEO, dyads.
    Events(events::EventsOptions),
    /// Coreference, over the gold's mentions or our own.
    Coref(coref::CorefOptions),
    /// Which mentions of events in many articles are one event (ECB+).
    Clusters(clusters::ClustersOptions),
    /// Whether events are said to have happened.
    Factuality(Options),
    /// Whole records, on articles annotated by the guide.
    Records(Options),
    /// Precision, recall and confusions of each type and status, as rows of a table.
    Codebook(Options),
    /// What `legation quality` prints of the reading, as rows of a table.
    Quality(Options),
    /// Pairs of articles judged for being copies of one text.
    Copies(copies::CopiesOptions),
    /// The pairs of mentions that are weighed for being one event: what their weights are learnt from.
    Same(Options),
    /// How sure events are said to be, against how many are right.
    Calibration(calibration::CalibrationOptions),
    /// Annotated documents: from notes to gold, checked, compared.
    Annotated(annotated::AnnotatedOptions),
    /// The dossier of a negotiation, field by field.
    Dossier(dossier::DossierOptions),
    /// That every span of every record of some articles is valid.
    Spans(spans::SpansOptions),
    /// Journeys of a foreign minister, in the releases of their days.
    Trips(trips::TripsOptions),
    /// That names and dates exchanged for others leave the records as they are.
    Swap(swap::SwapOptions),
    /// Words per second by layer, and memory.
    Speed(speed::SpeedOptions),
}

fn main() -> Result<()> {
    let Arguments { model, task } = Arguments::parse();
    model::choose(model);
    match task {
        Task::Parse(options) => parse::run(&options),
        Task::Names(options) => names::run(&options),
        Task::Time(options) => time::run(&options),
        Task::Quotes(options) => quotes::run(&options),
        Task::Places(options) => places::run(&options),
        Task::Actors(options) => actors::run(&options),
        Task::Holders(options) => holders::run(&options),
        Task::Events(options) => events::run(&options),
        Task::Coref(options) => coref::run(&options),
        Task::Clusters(options) => clusters::run(&options),
        Task::Factuality(options) => factuality::run(&options),
        Task::Records(options) => records::run(&options),
        Task::Codebook(options) => codebook::run(&options),
        Task::Quality(options) => quality::run(&options),
        Task::Copies(options) => copies::run(&options),
        Task::Same(options) => same::run(&options),
        Task::Calibration(options) => calibration::run(&options),
        Task::Annotated(options) => annotated::run(&options),
        Task::Dossier(options) => dossier::run(&options),
        Task::Spans(options) => spans::run(&options),
        Task::Trips(options) => trips::run(&options),
        Task::Swap(options) => swap::run(&options),
        Task::Speed(options) => speed::run(&options),
    }
}
