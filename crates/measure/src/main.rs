//! Gold data in, every score of the reading out.
//!
//! One module a task; each reads its gold, lets the reading answer, writes the answer where asked, and scores it by the
//! definitions that the field uses (docs/MEASURE.md names them). Nothing here is shipped.

mod figures;
mod gold;

mod options;
mod parse;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

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
}

fn main() -> Result<ExitCode> {
    match Arguments::parse().task {
        Task::Parse(options) => parse::run(&options)?,
    }
    Ok(ExitCode::SUCCESS)
}
