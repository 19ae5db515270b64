//! `legation correct`, `corrections` and `review`: what people say of what was read.

mod lines;
mod list;
mod options;
mod review;
mod said;

pub(crate) use lines::of as of_lines;
pub(crate) use options::{CorrectOptions, CorrectionsOptions, ReviewOptions};

use super::intake::article_of;
use super::told;
use crate::config::Settings;
use anyhow::{Result, anyhow, bail};
use legation_record::Offsets;
use legation_record::correction::{Correction, Fate, apply};
use legation_store::{Sqlite, Storage, Stored, Tables};
use legation_text::{CodePoints, Document};
pub(super) use list::run as corrections;
pub(super) use review::run as review;
use said::{Shown, Speaker};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Runs `legation correct`.
pub(super) fn correct(options: &CorrectOptions, config: Option<&Path>) -> Result<ExitCode> {
    let settings = Settings::resolve(config, &super::said(&options.store))?;
    let speaker = Speaker::new(options.who.by.as_deref(), options.who.why.as_deref());
    let mut store = Sqlite::write(&settings.store).map_err(told)?;
    if let Some(file) = &options.file {
        return lines::run(file, &mut store, speaker);
    }
    let mut speaker = speaker.named()?;
    let shown = Shown::of(found(&store, options.article.as_deref().unwrap_or_default())?);
    let correction = said::correction(&options.words, &shown, &mut speaker, &store)?;
    let id = correction.id.clone();
    said_now(&mut store, &shown.stored, correction)?;
    writeln!(anstream::stdout().lock(), "corrected, as {id}")?;
    Ok(ExitCode::SUCCESS)
}

/// The article of a name.
fn found(store: &Sqlite, name: &str) -> Result<Stored> {
    store.find(name).map_err(told)?.ok_or_else(|| {
        anyhow!(
            "there is no article `{name}` in the store\n  hint: `legation articles` lists them with their ids"
        )
    })
}

/// Keeps a correction that somebody makes now; one that fits nowhere is a mistake.
fn said_now(store: &mut Sqlite, stored: &Stored, correction: Correction) -> Result<()> {
    if !stored.is_current {
        bail!("this version of the article is not the current one\n  hint: name the article by its id");
    }
    let mut all: Vec<Correction> = store
        .corrections(Some(&stored.digest))
        .map_err(told)?
        .into_iter()
        .map(|kept| kept.correction)
        .collect();
    all.push(correction.clone());
    let machine = stored.machine.as_ref().unwrap_or(&stored.record);
    let length = stored.text.as_ref().map(|text| u32::try_from(text.chars().count()).unwrap_or(u32::MAX));
    let tried = apply(machine, &all, length, &Tables);
    let fate = tried.fates.into_iter().find(|(id, _)| *id == correction.id);
    if let Some((_, Fate::Orphan(why))) = fate {
        bail!("{why}\n  hint: {}", why.remedy());
    }
    store.correct(&[correction], &sentences).map_err(told)?;
    Ok(())
}

/// The sentences of an article, as those who add cut them.
fn sentences(stored: &Stored) -> Vec<Offsets> {
    let Some(article) = article_of(stored.clone()) else { return Vec::new() };
    let points = CodePoints::of(&article.text);
    let spans = Document::of(&article).sentences.into_iter().map(|sentence| {
        let [start, end] = points.span(sentence.span);
        Offsets(start, end)
    });
    spans.collect()
}
