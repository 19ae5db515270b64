//! `harness feed`: invented records into a store, acknowledged as `legation add --format jsonl` does.

use crate::invented::{Size, World};
use crate::repeats::{Repeats, Turn};
use anyhow::Result;
use clap::Args;
use legation_store::{Digest, Entry, Outcome, Sqlite, Storage};
use serde_json::json;
use std::io::Write;
use std::path::PathBuf;

/// Options of `harness feed`.
#[derive(Clone, Debug, Args)]
pub(crate) struct FeedOptions {
    /// The store.
    #[arg(long, value_name = "FILE")]
    store: PathBuf,
    /// How many articles.
    #[arg(long, value_name = "N")]
    articles: usize,
    /// Articles of a batch.
    #[arg(long, value_name = "N")]
    batch: usize,
    /// What chance begins with.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

/// Adds all that is not there yet.
pub(crate) fn run(options: &FeedOptions) -> Result<()> {
    let mut store = Sqlite::create(&options.store)?;
    let mut out = std::io::stdout().lock();
    let world = World::new(options.seed, Size::NOTICE);
    let mut turns = Repeats::new(options.seed).take(options.articles).peekable();
    while turns.peek().is_some() {
        let batch: Vec<Entry> =
            turns.by_ref().take(options.batch.max(1)).map(|turn| entry(&world, turn)).collect();
        let digests: Vec<Digest> = batch.iter().map(Entry::digest).collect();
        let known = store.known(&digests)?;
        for (digest, _) in digests.iter().zip(&known).filter(|(_, known)| **known) {
            writeln!(out, "{}", json!({"digest": digest.as_str(), "outcome": "duplicate"}))?;
        }
        let new: Vec<Entry> =
            batch.into_iter().zip(&known).filter(|(_, known)| !**known).map(|(entry, _)| entry).collect();
        for (entry, outcome) in new.iter().zip(store.add(&new)?) {
            let (outcome, version) = match outcome {
                Outcome::Added => ("added", 1),
                Outcome::Version(version) => ("version", version),
                Outcome::Duplicate => ("duplicate", 0),
            };
            let (id, date, digest) = (&entry.record.id, entry.record.date.to_string(), entry.digest());
            let line = json!({"id": id, "date": date, "digest": digest.as_str(), "outcome": outcome, "version": version});
            writeln!(out, "{line}")?;
        }
        out.flush()?;
    }
    store.settle()?;
    Ok(())
}

/// The batches that such a run adds: the digests of each, in order.
pub(crate) fn batches(articles: usize, batch: usize, seed: u64) -> Vec<Vec<String>> {
    let world = World::new(seed, Size::NOTICE);
    let turns: Vec<Turn> = Repeats::new(seed).take(articles).collect();
    let digest = |turn: &Turn| entry(&world, *turn).digest().as_str().to_owned();
    turns.chunks(batch.max(1)).map(|turns| turns.iter().map(digest).collect()).collect()
}

fn entry(world: &World, turn: Turn) -> Entry {
    match turn {
        Turn::New(number) | Turn::Again(number) => world.entry(number),
        Turn::Corrected(number, correction) => {
            let mut entry = world.entry(number);
            entry.text.push_str(&format!("Correction {correction}."));
            // What was read of it has changed too.
            entry.record.events.truncate(1);
            entry.record.agenda.clear();
            entry
        }
    }
}
