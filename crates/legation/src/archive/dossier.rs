//! `legation dossier`: a negotiation laid out.

use super::link_options::{DossierFormat, DossierOptions};
use super::links::Maker;
use super::{said, tell_left_out, told};
use crate::config::Settings;
use crate::view::{self, Layout};
use anyhow::{Result, anyhow};
use jiff::civil::Date;
use legation_knowledge::world::World;
use legation_link::Party;
use legation_record::PartialDate;
use legation_store::{Joined, Leaves, Material, Sqlite};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Runs the command.
pub(super) fn run(options: &DossierOptions, config: Option<&Path>) -> Result<ExitCode> {
    let settings = Settings::resolve(config, &said(&options.store))?;
    let maker = Maker::of(&settings)?;
    let world = maker.world();
    let as_of = options.which.as_of;
    let parties = parties(&options.parties, world, as_of.unwrap_or_else(|| world.as_of()))?;
    let store = Sqlite::open(&settings.store).map_err(told)?;
    let filter = options.which.filter(legation_link::sides(&parties, world));
    let material =
        Material::through(&store, &filter, &|stored| options.privacy.stored(stored)).map_err(told)?;
    tell_left_out(&material);
    let links = Joined::of(&store, &filter, &maker).map_err(told)?;
    let articles = material.articles(&links);
    let mut dossier = legation_link::dossier(&articles, &parties, as_of.map(PartialDate::from), world);
    if let Some(topic) = &options.topic {
        dossier.narrow(topic);
    }
    let mut out = anstream::stdout().lock();
    match options.format {
        DossierFormat::Text => {
            let text = view::dossier::text(&dossier, Layout::of_terminal(), options.evidence);
            out.write_all(text.as_bytes())?;
        }
        DossierFormat::Html => out.write_all(view::dossier::html(&dossier).as_bytes())?,
        DossierFormat::Markdown => out.write_all(view::dossier::markdown(&dossier).as_bytes())?,
        DossierFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &dossier)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(if dossier.series.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Who may stand for each party that somebody has written, as they are called on a day; none where nobody has written any.
pub(super) fn sides(written: Option<&String>, world: &World, day: Date) -> Result<Vec<Vec<Party>>> {
    let Some(written) = written else { return Ok(Vec::new()) };
    Ok(legation_link::sides(&parties(std::slice::from_ref(written), world, day)?, world))
}

/// The parties that some words name, as they are called on a day.
pub(super) fn parties(written: &[String], world: &World, day: Date) -> Result<Vec<Party>> {
    legation_link::parties(written, world, day).map_err(|why| anyhow!("{why}\n  hint: {}", why.remedy()))
}
