//! `harness corrections`: a store is corrected in every way there is, read again with another model, linked and exported.
//!
//! Each correction must then be done, taken back, or told of as an orphan with a reason; what is done must stand in the record of its
//! article, and hold in what was linked; the corrections as exported make the same records in a store that never saw the first model; and
//! `measure records` reads the gold.

mod invent;

use crate::corpus;
use crate::program::stdout;
use crate::store::{self, Folder};
use anyhow::{Context, Result, ensure};
use clap::Args;
use invent::Inventor;
use legation_record::correction::{Correction, Verb, What};
use legation_store::{Became, Filter, KeptCorrection, Storage};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Options of `harness corrections`.
#[derive(Clone, Debug, Args)]
pub(crate) struct CorrectionsOptions {
    /// The program.
    #[arg(long, value_name = "FILE")]
    legation: PathBuf,
    /// The program that measures; without it, the gold is only read back.
    #[arg(long, value_name = "FILE")]
    measure: Option<PathBuf>,
    /// How many articles the store gets.
    #[arg(long, value_name = "N", default_value_t = 500)]
    articles: usize,
    /// How many corrections.
    #[arg(long, value_name = "N", default_value_t = 200)]
    corrections: usize,
    /// The model that reads first.
    #[arg(long, default_value = "fast")]
    model: String,
    /// The model that reads again.
    #[arg(long, default_value = "accurate")]
    other: String,
    /// What chance begins with.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Make the store below this folder.
    #[arg(long, value_name = "DIR")]
    within: Option<PathBuf>,
}

/// Corrects, reads again, links, exports, and looks at what became of it all.
pub(crate) fn run(options: &CorrectionsOptions) -> Result<()> {
    let folder = Folder::make(options.within.as_deref(), "corrections")?;
    match through(options, &folder) {
        Ok(()) => Ok(()),
        Err(why) => Err(why.context(format!("the files are in {}", folder.leave().display()))),
    }
}

struct Program<'a> {
    path: &'a Path,
    store: &'a Path,
}

impl Program<'_> {
    fn run(&self, arguments: &[&str]) -> Result<String> {
        let mut command = Command::new(self.path);
        command.args(arguments).arg("--store").arg(self.store);
        Ok(String::from_utf8_lossy(&stdout(&mut command)?).into_owned())
    }
}

fn through(options: &CorrectionsOptions, folder: &Folder) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let (articles, first, second) =
        (folder.file("articles.jsonl"), folder.file("first.db"), folder.file("second.db"));
    corpus::write(&articles, options.articles, options.seed)?;
    let articles = articles.display().to_string();
    let program = Program { path: &options.legation, store: &first };
    program.run(&["add", "--model", &options.model, &articles])?;
    program.run(&["link"])?;

    // Made and taken in.
    let lines = Inventor::of(&store::open(&first)?, options.seed)?.lines(options.corrections)?;
    let file = folder.file("corrections.jsonl");
    let written: String = lines.iter().map(|line| format!("{line}\n")).collect();
    std::fs::write(&file, written).with_context(|| format!("{} cannot be written", file.display()))?;
    program.run(&["correct", "--file", &file.display().to_string()])?;
    program.run(&["link"])?;
    let before = look(&first, options.corrections)?;
    let kinds: BTreeSet<String> = before.iter().map(|kept| kind(&kept.correction)).collect();
    writeln!(out, "{} corrections of {} kinds", before.len(), kinds.len())?;
    tell(&mut out, &format!("by {}", options.model), &before)?;

    // Another reader.
    program.run(&["reread", "--model", &options.other])?;
    program.run(&["link"])?;
    let after = look(&first, options.corrections)?;
    tell(&mut out, &format!("by {}", options.other), &after)?;
    for kept in &after {
        if let (Became::Orphan, Some(reason)) = (kept.became, &kept.reason) {
            writeln!(out, "  orphan: {}: {reason}", kind(&kept.correction))?;
        }
    }
    let listed = program.run(&["corrections", "orphans", "--format", "jsonl"])?;
    let orphans = after.iter().filter(|kept| kept.became == Became::Orphan).count();
    ensure!(
        listed.lines().count() == orphans,
        "{} orphans are listed, {orphans} there are",
        listed.lines().count()
    );

    // What is done stands in the export.
    let exported = program.run(&["export"])?;
    for kept in after.iter().filter(|kept| kept.became == Became::Done) {
        let is_shown = kept.correction.verb == Verb::Undo || exported.contains(&kept.correction.id);
        ensure!(is_shown, "{} is done and not in the export", kept.correction.id);
    }

    // The corrections alone bring another store to the same.
    let corrections = program.run(&["corrections", "export"])?;
    ensure!(
        corrections.lines().count() == options.corrections,
        "the export of corrections has not all of them"
    );
    std::fs::write(&file, corrections)?;
    let other = Program { path: &options.legation, store: &second };
    other.run(&["add", "--model", &options.other, &articles])?;
    other.run(&["correct", "--file", &file.display().to_string()])?;
    other.run(&["link"])?;
    ensure!(
        other.run(&["export"])? == exported,
        "the same corrections on the same reading make other records"
    );
    let fused = |program: &Program<'_>| program.run(&["timeline", "--all", "--format", "jsonl"]);
    ensure!(
        fused(&program)? == fused(&other)?,
        "the same corrections on the same reading are linked otherwise"
    );
    let again = look(&second, options.corrections)?;
    ensure!(
        again
            .iter()
            .map(|kept| (&kept.correction.id, kept.became))
            .eq(after.iter().map(|kept| (&kept.correction.id, kept.became))),
        "the same corrections on the same reading have other fates"
    );

    // Gold.
    let gold = program.run(&["corrections", "export", "--as", "gold"])?;
    let reviewed = gold.lines().count();
    ensure!(reviewed > 0, "no article was read through");
    let path = folder.file("gold.jsonl");
    std::fs::write(&path, &gold)?;
    if let Some(measure) = &options.measure {
        let mut command = Command::new(measure);
        command.args(["records", "--json", "--gold"]).arg(&path);
        let figures: Value =
            serde_json::from_slice(&stdout(&mut command)?).context("measure gives no figures")?;
        writeln!(out, "gold: {reviewed} articles, of which `measure records` says {figures}")?;
    } else {
        writeln!(out, "gold: {reviewed} articles")?;
    }
    writeln!(out, "{} corrections, none lost: {orphans} are orphans, each with its reason", after.len())?;
    Ok(())
}

/// What a correction says, in a word or two.
fn kind(correction: &Correction) -> String {
    let mut kind = format!("{} {}", correction.verb.name(), correction.what.name());
    if let Some(field) = &correction.field {
        kind.push_str(&format!(" {field}"));
    }
    if correction.elsewhere().next().is_some() {
        kind.push_str(" of two articles");
    }
    kind
}

/// The corrections of a store, which must be sound and have them all; those that are done must stand in their records.
fn look(path: &Path, count: usize) -> Result<Vec<KeptCorrection>> {
    let store = store::open(path)?;
    let faults = store.check()?;
    ensure!(faults.is_empty(), "{} is not sound: {}", path.display(), faults.join("; "));
    let kept = store.corrections(None)?;
    ensure!(kept.len() == count, "{} corrections are kept of {count}", kept.len());
    let mut records: BTreeMap<String, String> = BTreeMap::new();
    store.each(&Filter::default(), true, &mut |stored| {
        let record = serde_json::to_string(&stored.record).unwrap_or_default();
        records.insert(stored.digest.as_str().to_owned(), record);
        Ok(())
    })?;
    for kept in &kept {
        let id = &kept.correction.id;
        let record = records.get(&kept.correction.article).map(String::as_str).unwrap_or_default();
        match kept.became {
            Became::Done if kept.correction.verb != Verb::Undo => {
                ensure!(record.contains(id.as_str()), "{id} is done, but its record knows nothing of it");
            }
            Became::Orphan => ensure!(kept.reason.is_some(), "{id} is an orphan without a reason"),
            _ => {}
        }
    }
    // What was said of two articles holds in what was linked, or the corrections say why not.
    for tie in store.ties()? {
        let fate = kept.iter().find(|kept| kept.correction.id == tie.correction);
        ensure!(fate.is_some(), "a tie comes from no correction");
    }
    let linked = kept.iter().filter(|kept| kept.correction.what == What::Event);
    let ties =
        linked.filter(|kept| kept.became == Became::Done && kept.correction.elsewhere().next().is_some());
    ensure!(count < 100 || ties.count() > 0, "nothing is tied");
    Ok(kept)
}

fn tell(out: &mut impl Write, reader: &str, kept: &[KeptCorrection]) -> Result<()> {
    let count = |became| kept.iter().filter(|kept| kept.became == became).count();
    writeln!(
        out,
        "read {reader}: {} done, {} taken back, {} orphans",
        count(Became::Done),
        count(Became::Undone),
        count(Became::Orphan)
    )?;
    Ok(())
}
