//! `legation show`: an article of the store with its record.

use super::intake::article_of;
use super::options::ShowOptions;
use super::told;
use crate::view;
use anyhow::{Result, anyhow};
use legation_store::{Storage, Stored};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Runs the command.
pub(super) fn run(options: &ShowOptions, config: Option<&Path>) -> Result<ExitCode> {
    let store = super::opened(&options.store, config)?;
    let name = &options.article;
    let stored = store.find(name).map_err(told)?.ok_or_else(|| {
        anyhow!(
            "there is no article `{name}` in the store\n  hint: `legation articles` lists them with their ids"
        )
    })?;
    let mut out = anstream::stdout().lock();
    if options.json {
        serde_json::to_writer_pretty(&mut out, &stored.record)?;
        writeln!(out)?;
        return Ok(ExitCode::SUCCESS);
    }
    out.write_all(text(stored)?.as_bytes())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn text(mut stored: Stored) -> Result<String> {
    let name = stored.record.id.clone();
    let record = stored.record.clone();
    let Some(text) = stored.text.take() else {
        return Err(anyhow!(
            "the text of `{name}` is not kept ({})\n  hint: `legation attach FOLDER` gives it back from your files; --json prints the record",
            stored.keep.name(),
        ));
    };
    let record = record.off_the_wire(&text);
    let article = article_of(Stored { text: Some(text), ..stored });
    let (Some(record), Some(article)) = (record, article) else {
        return Err(anyhow!(
            "the record of `{name}` is not one of its text\n  hint: `legation check` verifies the store"
        ));
    };
    Ok(view::article(&article, &record, view::Layout::of_terminal()))
}
