//! `legation knowledge update`: rows into a table of the user's own, with a diff that somebody has signed.

use super::table::{Change, Own};
use crate::arguments::UpdateOptions;
use crate::config::Settings;
use anyhow::{Context, Result, anyhow, bail};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use legation_knowledge::outlets::Outlets;
use legation_knowledge::world::World;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The columns of the log.
const LOG: &str = "date\tby\tchange\tkey\twas\tis\n";

/// Runs the command; `config` is the file of settings, where one is named.
pub(super) fn run(options: &UpdateOptions, config: Option<&Path>) -> Result<ExitCode> {
    let new = read(&options.rows)?;
    let new = Own::parse(&new).map_err(|why| refused(&options.rows, &why))?;
    let path = table(options, config, &new)?;
    let old = if path.exists() { read(&path)? } else { String::new() };
    let old = match old.trim() {
        "" => new.emptied(),
        _ => Own::parse(&old).map_err(|why| refused(&path, &why))?,
    };
    if old.kind() != new.kind() {
        bail!(
            "{} holds {}, and {} {}\n  hint: --table FILE names the table that the rows are for",
            path.display(),
            old.kind(),
            options.rows.display(),
            new.kind(),
        );
    }
    let on = options.on.unwrap_or_else(|| Offset::UTC.to_datetime(Timestamp::now()).date());
    let (merged, changes) = old.merged(&new, options.whole, on);
    check(&merged, &options.rows, new.kind())?;
    show(&changes, &path, options, on)?;
    if !options.dry_run && !changes.is_empty() {
        keep(&path, &merged)?;
        log(&path, &changes, &options.by, on)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("the table {} cannot be read", path.display()))
}

fn refused(path: &Path, why: &str) -> anyhow::Error {
    anyhow!(
        "{}: {why}\n  hint: docs/KNOWLEDGE.md and docs/CONFIG.md say what each column holds",
        path.display()
    )
}

/// The table that the rows are for: the one named, or the first of the settings that holds the same.
fn table(options: &UpdateOptions, config: Option<&Path>, new: &Own) -> Result<PathBuf> {
    if let Some(named) = &options.table {
        return Ok(named.clone());
    }
    let settings = Settings::resolve(config, &crate::config::Said::default())?;
    let is_same = |path: &&PathBuf| {
        let text = fs::read_to_string(path).unwrap_or_default();
        Own::parse(&text).is_ok_and(|own| own.kind() == new.kind())
    };
    let known = settings.knowledge.iter().chain(&settings.sources);
    known.clone().find(is_same).cloned().ok_or_else(|| {
        anyhow!(
            "none of the tables of the settings holds {}\n  hint: --table FILE names one, or begins it; `knowledge = [\"FILE\"]` in legation.toml has it read",
            new.kind()
        )
    })
}

/// Whether the program takes the table with its new rows.
fn check(merged: &Own, rows: &Path, kind: &str) -> Result<()> {
    let text = merged.text();
    let taken =
        if kind == Own::OUTLETS { Outlets::default().add(&text) } else { World::default().add(&text) };
    taken.map_err(|fault| refused(rows, &format!("the table would not be taken: {}", fault.why)))
}

fn show(changes: &[Change], path: &Path, options: &UpdateOptions, on: Date) -> Result<()> {
    let mut out = anstream::stdout().lock();
    let (signed, is_dry) = (&options.by, if options.dry_run { ", nothing is written" } else { "" });
    writeln!(out, "{}, {on}, by {signed}{is_dry}", path.display())?;
    for change in changes {
        match change {
            Change::Added { key, is } => writeln!(out, "+ {key}: {is}")?,
            Change::Removed { key, was } => writeln!(out, "- {key}: {was}")?,
            Change::Changed { key, was, is } => writeln!(out, "~ {key}: {was} → {is}")?,
        }
    }
    if changes.is_empty() {
        writeln!(out, "nothing differs")?;
    }
    Ok(())
}

/// Puts the table in place of the old one, whole or not at all.
fn keep(path: &Path, merged: &Own) -> Result<()> {
    let beside = path.with_extension("tsv.new");
    let written = fs::write(&beside, merged.text()).and_then(|()| fs::rename(&beside, path));
    written.with_context(|| format!("the table {} cannot be written", path.display()))
}

/// Appends what was changed, when and by whom, to the log beside the table.
fn log(path: &Path, changes: &[Change], by: &str, on: Date) -> Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(".log");
    let path = PathBuf::from(name);
    let mut lines = if path.exists() { String::new() } else { LOG.to_owned() };
    for change in changes {
        let (what, key, was, is) = match change {
            Change::Added { key, is } => ("added", key, "", is.as_str()),
            Change::Removed { key, was } => ("removed", key, was.as_str(), ""),
            Change::Changed { key, was, is } => ("changed", key, was.as_str(), is.as_str()),
        };
        let cell = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        lines.push_str(&format!("{on}\t{}\t{what}\t{}\t{}\t{}\n", cell(by), cell(key), cell(was), cell(is)));
    }
    let opened = OpenOptions::new().create(true).append(true).open(&path);
    let written = opened.and_then(|mut log| log.write_all(lines.as_bytes()).and_then(|()| log.sync_all()));
    written.with_context(|| format!("the log {} cannot be written", path.display()))
}
