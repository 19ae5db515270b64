//! What the store and the command line must withstand: kills at any moment, full disks, odd files, a million events.
//!
//! One module a task; docs/HARNESS.md says how to run them. Each fails with what it found where something does not hold. Nothing here
//! is shipped.

mod chance;
mod corpus;
mod corrections;
mod disk;
mod feed;
mod fuzz;
mod hostile;
mod invented;
mod kill;
mod link;
mod load;
mod program;
mod repeats;
mod store;
mod victim;

use anyhow::Result;
use clap::{Parser, Subcommand};
use legation_store::StoreError;
use std::io::Write;
use std::process::ExitCode;

/// Kills, full disks and a million events: what the store and the command line must withstand.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Write dated articles made from templates, as JSON lines.
    Corpus(corpus::CorpusOptions),
    /// Correct a store in every way, read it again with another model, link and export it: nothing may be lost.
    Corrections(corrections::CorrectionsOptions),
    /// Kill `add` at random moments, and see that what it acknowledged is kept.
    Kill(kill::KillOptions),
    /// Give `add` too little room and odd files, and see that it says so and nothing is lost.
    Disk(disk::DiskOptions),
    /// Give the program inputs that were made to do harm.
    Hostile(hostile::HostileOptions),
    /// Change good inputs at random and give them to the readers.
    Fuzz(fuzz::FuzzOptions),
    /// Keep a million events, and time questions about them.
    Load(load::LoadOptions),
    /// Link an archive: time, memory, and the same result in any order.
    Link(link::LinkOptions),
    /// Add invented records to a store: what `kill --store-only` kills.
    #[command(hide = true)]
    Feed(feed::FeedOptions),
}

fn main() -> ExitCode {
    let why = match run(Arguments::parse().task) {
        Ok(()) => return ExitCode::SUCCESS,
        Err(why) => why,
    };
    // Nobody is left to tell when standard error is closed.
    let mut err = std::io::stderr().lock();
    let _ = writeln!(err, "error: {why:#}");
    if let Some(why) = why.downcast_ref::<StoreError>() {
        let _ = writeln!(err, "  hint: {}", why.remedy());
    }
    ExitCode::FAILURE
}

fn run(task: Task) -> Result<()> {
    match task {
        Task::Corpus(options) => corpus::run(&options),
        Task::Corrections(options) => corrections::run(&options),
        Task::Kill(options) => kill::run(&options),
        Task::Disk(options) => disk::run(&options),
        Task::Hostile(options) => hostile::run(&options),
        Task::Fuzz(options) => fuzz::run(&options),
        Task::Load(options) => load::run(&options),
        Task::Link(options) => link::run(&options),
        Task::Feed(options) => feed::run(&options),
    }
}
