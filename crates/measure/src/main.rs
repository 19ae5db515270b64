//! Gold data in, every score of the reading out.
//!
//! One module a task; each reads its gold, lets the reading answer, writes the answer where asked, and scores it by the
//! definitions that the field uses (docs/MEASURE.md names them). Nothing here is shipped.

mod align;
mod corpus;
mod figures;
mod gold;
mod options;
mod parse;
mod records;
mod spans;
mod speed;

use anyhow::Result;
use clap::{Parser, Subcommand};
use options::Options;

/// Scores the reading against gold data, the project's or yours.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Tags, lemmas and trees, on CoNLL-U.
    Parse(parse::ParseOptions),
    /// Whole records, on articles annotated by the guide.
    Records(Options),
    /// That every span of every record of some articles is valid.
    Spans(spans::SpansOptions),
    /// Words per second by layer, and memory.
    Speed(speed::SpeedOptions),
}

fn main() -> Result<()> {
    match Arguments::parse().task {
        Task::Parse(options) => parse::run(&options),
        Task::Records(options) => records::run(&options),
        Task::Spans(options) => spans::run(&options),
        Task::Speed(options) => speed::run(&options),
    }
}
