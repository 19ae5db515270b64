//! `legation stats`, `check`, `reread` and `attach`: what keeps a store in order.

use super::intake::{Intake, article_of};
use super::options::{AttachOptions, RereadOptions};
use super::{said, told};
use crate::arguments::StoreFlags;
use crate::config::{Said, Settings};
use crate::input::Inputs;
use crate::progress::Progress;
use crate::view::{Layout, Rows};
use anyhow::{Result, anyhow};
use legation_store::{Filter, Sqlite, Storage};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// How many articles are read again at once.
const BATCH: usize = 64;
/// Outlets that are told.
const OUTLETS: usize = 10;

/// Says how much the store holds.
pub(super) fn stats(flags: &StoreFlags, config: Option<&Path>) -> Result<ExitCode> {
    let stats = super::opened(flags, config)?.stats().map_err(told)?;
    let layout = Layout::of_terminal();
    let mut text = String::new();
    let mut rows = Rows::new(vec![("", 24), ("", 0)], layout);
    let per_article = stats.bytes / stats.articles.max(1);
    let published = stats.days.map_or_else(String::new, |(first, last)| format!(", {first} to {last}"));
    for (name, value) in [
        ("articles", format!("{}{published}", stats.articles)),
        ("older versions", stats.older_versions.to_string()),
        ("not in English", stats.not_coded.to_string()),
        ("events", stats.events.to_string()),
        ("statements", stats.statements.to_string()),
        ("agenda items", stats.agenda.to_string()),
        ("actors", stats.actors.to_string()),
        ("size", format!("{:.1} MiB, {per_article} bytes an article", stats.bytes as f64 / 1_048_576.0)),
    ] {
        rows.push(vec![name.to_owned(), value]);
    }
    text.push_str(&rows.text());
    for (kind, title) in [("type", "Events by type"), ("status", "Events by status")] {
        let counted: Vec<_> = stats.tally.iter().filter(|(of, _, _)| of == kind).collect();
        if counted.is_empty() {
            continue;
        }
        text.push('\n');
        text.push_str(&layout.heading(title));
        let mut rows = Rows::new(vec![("", 24), ("", 0)], layout);
        for (_, value, count) in counted {
            rows.push(vec![value.clone(), count.to_string()]);
        }
        text.push_str(&rows.text());
    }
    if stats.outlets.iter().any(|(name, _)| !name.is_empty()) {
        text.push('\n');
        text.push_str(&layout.heading("Articles by outlet"));
        let mut rows = Rows::new(vec![("", 24), ("", 0)], layout);
        for (name, count) in stats.outlets.iter().take(OUTLETS) {
            let name = if name.is_empty() { "(none named)" } else { name.as_str() };
            rows.push(vec![name.to_owned(), count.to_string()]);
        }
        text.push_str(&rows.text());
    }
    anstream::stdout().lock().write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// Verifies the store.
pub(super) fn check(flags: &StoreFlags, config: Option<&Path>) -> Result<ExitCode> {
    let faults = super::opened(flags, config)?.check().map_err(told)?;
    if faults.is_empty() {
        writeln!(anstream::stdout().lock(), "the store is whole")?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut out = anstream::stdout().lock();
    for fault in &faults {
        writeln!(out, "{fault}")?;
    }
    Err(anyhow!(
        "the store has {} faults\n  hint: go back to a copy of the file, or `legation export` what is left into a new one",
        faults.len()
    ))
}

/// Reads all articles again.
pub(super) fn reread(options: &RereadOptions, config: Option<&Path>) -> Result<ExitCode> {
    let settings =
        Settings::resolve(config, &Said { store: said(&options.store).store, ..options.reading.said() })?;
    let intake = Intake::new(&settings)?;
    let today = intake.version();
    let mut store = Sqlite::write(&settings.store).map_err(told)?;
    let texts = Sqlite::open(&settings.store).map_err(told)?;
    let (mut old, mut without_text, mut as_they_are) = (Vec::new(), 0u64, 0u64);
    // Digests first: the walk must not go on over rows that change under it.
    texts
        .each(&Filter::default(), true, &mut |stored| {
            if stored.text.is_none() {
                without_text += 1;
            } else if stored.record.reader == today && !options.all {
                as_they_are += 1;
            } else {
                old.push(stored.digest);
            }
            Ok(())
        })
        .map_err(told)?;
    let progress = Progress::of_articles(old.len() as u64);
    let mut reread = 0u64;
    for batch in old.chunks(BATCH) {
        let mut articles = Vec::new();
        for digest in batch {
            articles.extend(texts.find(digest.as_str()).map_err(told)?.and_then(article_of));
        }
        for entry in intake.entries(articles) {
            reread += u64::from(store.replace(&entry).map_err(told)?);
        }
        progress.advance(batch.len() as u64);
    }
    progress.finish();
    store.settle().map_err(told)?;
    let mut text = format!("read again {reread}, as they are {as_they_are}");
    if without_text > 0 {
        text.push_str(&format!(
            ", without their text {without_text}\n  hint: `legation attach FOLDER` gives texts back"
        ));
    }
    writeln!(anstream::stdout().lock(), "{text}")?;
    Ok(ExitCode::SUCCESS)
}

/// Gives articles their texts back.
pub(super) fn attach(options: &AttachOptions, config: Option<&Path>) -> Result<ExitCode> {
    let settings = Settings::resolve(config, &said(&options.store))?;
    let mut store = Sqlite::write(&settings.store).map_err(told)?;
    let intake = Intake::new(&settings)?;
    let (mut attached, mut unknown, mut failed) = (0u64, 0u64, 0u64);
    Inputs::of(&options.paths).each(options.date, |article| {
        match article {
            Ok(article) => {
                let is_back = store.restore(&intake.bare(article)).map_err(told)?;
                *(if is_back { &mut attached } else { &mut unknown }) += 1;
            }
            Err(trouble) => {
                failed += 1;
                trouble.tell();
            }
        }
        Ok(())
    })?;
    writeln!(
        anstream::stdout().lock(),
        "attached {attached}, not in the store or with their text {unknown}"
    )?;
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
