//! The archive on the command line: articles in, answers out.

mod add;
mod ask;
mod audit;
mod chart;
mod compare;
mod correct;
mod dossier;
mod dossiers;
mod due;
mod duplicates;
mod export;
mod feeds;
mod fetch;
mod intake;
mod language;
mod link;
mod link_options;
mod links;
mod net_options;
mod options;
mod outlets;
mod privacy;
mod readouts;
mod release;
mod release_options;
mod releases;
mod rows;
mod search;
mod series;
mod show;

mod stories;
mod timeline;
mod upkeep;
mod watch;
mod watched;

pub(crate) use correct::of_lines as corrections_of_lines;
pub(crate) use feeds::period;
pub(crate) use intake::Intake;
pub(crate) use links::Maker;
pub(crate) use net_options::{Adding, NetFlags};
pub(crate) use options::ArchiveCommand;
pub(crate) use watch::{Bell, beside as watch_beside};

use crate::arguments::StoreFlags;
use crate::config::{Said, Settings};
use anyhow::{Result, anyhow};
use legation_store::{Material, Part, Sqlite, StoreError};
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

/// Runs a command of the archive; `config` is the file of settings, where one is named.
pub(crate) fn run(command: &ArchiveCommand, config: Option<&Path>) -> Result<ExitCode> {
    match command {
        ArchiveCommand::Add(options) => add::run(options, config),
        ArchiveCommand::Fetch(options) => fetch::run(options, config),
        ArchiveCommand::Watch(options) => watch::run(options, config),
        ArchiveCommand::Search(options) => search::run(options, config),
        ArchiveCommand::Events(options) => ask::run(Part::Events, options, config),
        ArchiveCommand::Statements(options) => ask::run(Part::Statements, options, config),
        ArchiveCommand::Agenda(options) => ask::run(Part::Agenda, options, config),
        ArchiveCommand::Actors(options) => ask::run(Part::Actors, options, config),
        ArchiveCommand::Articles(options) => ask::run(Part::Articles, options, config),
        ArchiveCommand::Link(options) => link::run(options, config),
        ArchiveCommand::Duplicates(options) => duplicates::run(options, config),
        ArchiveCommand::Dossier(options) => dossier::run(options, config),
        ArchiveCommand::Timeline(options) => timeline::run(options, config),
        ArchiveCommand::Dossiers(options) => dossiers::run(options, config),
        ArchiveCommand::Stories(options) => stories::run(options, config),
        ArchiveCommand::Due(options) => due::run(options, config),
        ArchiveCommand::Readouts(options) => readouts::run(options, config),
        ArchiveCommand::Series(options) => series::run(options, config),
        ArchiveCommand::Show(options) => show::run(options, config),
        ArchiveCommand::Stats(flags) => upkeep::stats(flags, config),
        ArchiveCommand::Check(flags) => upkeep::check(flags, config),
        ArchiveCommand::Audit(options) => audit::run(options, config),
        ArchiveCommand::Compare(options) => compare::run(options, config),
        ArchiveCommand::Export(options) => export::run(options, config),
        ArchiveCommand::Release(options) => release::run(options, config),
        ArchiveCommand::Verify(options) => releases::verify(options),
        ArchiveCommand::Diff(options) => releases::diff(options, config),
        ArchiveCommand::Reread(options) => upkeep::reread(options, config),
        ArchiveCommand::Attach(options) => upkeep::attach(options, config),
        ArchiveCommand::Correct(options) => correct::correct(options, config),
        ArchiveCommand::Review(options) => correct::review(options, config),
        ArchiveCommand::Corrections(options) => correct::corrections(options, config),
    }
}

/// What the flags of the store say of the settings.
fn said(flags: &StoreFlags) -> Said<'_> {
    Said { store: flags.store.as_deref(), ..Said::default() }
}

/// Opens the store that the settings name, to read.
fn opened(flags: &StoreFlags, config: Option<&Path>) -> Result<Sqlite> {
    let settings = Settings::resolve(config, &said(flags))?;
    Sqlite::open(&settings.store).map_err(told)
}

/// An error of the store, with what to do about it.
pub(crate) fn told(why: StoreError) -> anyhow::Error {
    anyhow!("{why}\n  hint: {}", why.remedy())
}

/// Says on standard error what was left out since its text is not kept.
fn tell_left_out(material: &Material) {
    let count = material.left_out();
    if count > 0 {
        // Nobody is left to tell when standard error is closed.
        let _ = writeln!(
            anstream::stderr().lock(),
            "note: {count} articles that are kept without their text are left out\n  hint: `legation attach FOLDER` gives texts back"
        );
    }
}
