//! `legation link`: what spans articles, made and kept.

use super::link_options::LinkOptions;
use super::links::Maker;
use super::{said, told};
use crate::config::Settings;
use crate::progress::Progress;
use crate::view::{Layout, Rows};
use anyhow::Result;
use legation_store::{Change, Changes, LEAF_FORM, Sqlite, Storage};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Runs the command.
pub(super) fn run(options: &LinkOptions, config: Option<&Path>) -> Result<ExitCode> {
    let settings = Settings::resolve(config, &said(&options.store))?;
    let maker = Maker::of(&settings)?;
    let mut store = Sqlite::write(&settings.store).map_err(told)?;
    let reading = Sqlite::open(&settings.store).map_err(told)?;
    if options.all {
        store.forget_leaves().map_err(told)?;
    }
    let waiting = reading.linked(LEAF_FORM).map_err(told)?.waiting;
    let progress = Progress::of_articles(waiting);
    let (new, changes) =
        legation_store::link(&reading, &mut store, &maker, &mut |count| progress.advance(count))
            .map_err(told)?;
    progress.finish();
    store.settle().map_err(told)?;
    let linked = store.linked(LEAF_FORM).map_err(told)?;
    print(linked.articles, new, changes)?;
    Ok(ExitCode::SUCCESS)
}

fn print(articles: u64, new: u64, changes: Changes) -> Result<()> {
    let mut rows = Rows::new(vec![("", 20), ("", 0)], Layout::of_terminal());
    let looked_at = match new {
        0 => format!("{articles}, none of them new"),
        new => format!("{articles}, {new} of them looked at now"),
    };
    rows.push(vec!["articles".to_owned(), looked_at]);
    for (name, change) in [
        ("families of copies", changes.families),
        ("fused events", changes.fused),
        ("stories", changes.stories),
    ] {
        rows.push(vec![name.to_owned(), changed(change)]);
    }
    anstream::stdout().lock().write_all(rows.text().as_bytes())?;
    Ok(())
}

/// `12: 3 new, 1 changed`.
fn changed(change: Change) -> String {
    let parts = [(change.new, "new"), (change.changed, "changed"), (change.gone, "gone")];
    let parts = parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
    let parts: Vec<String> = parts.collect();
    let what = if parts.is_empty() { "as before".to_owned() } else { parts.join(", ") };
    format!("{}: {what}", change.all)
}
