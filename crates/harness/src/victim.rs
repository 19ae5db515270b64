//! What is killed and starved: `legation add` with a corpus, or this program with invented records.

use crate::program::{self, Ended};
use crate::store::{self, Folder};
use crate::{corpus, feed};
use anyhow::{Context, Result, ensure};
use clap::Args;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// What to kill or starve.
#[derive(Clone, Debug, Args)]
pub(crate) struct VictimOptions {
    /// The program: `legation`.
    #[arg(long, value_name = "PATH", required_unless_present = "store_only")]
    pub(crate) legation: Option<PathBuf>,
    /// Take this program, as it adds invented records: the store alone, without the reading.
    #[arg(long, conflicts_with = "legation")]
    store_only: bool,
    /// Articles of a batch, with --store-only.
    #[arg(long, value_name = "N", default_value_t = 40)]
    batch: usize,
    /// The model that reads.
    #[arg(long, value_name = "NAME", default_value = "fast")]
    pub(crate) model: String,
    /// What chance begins with.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
}

/// A program that adds articles to a store.
pub(crate) enum Victim<'a> {
    /// The command line.
    Legation { program: &'a Path, corpus: PathBuf, model: &'a str },
    /// This program; `batches` are the digests that it adds, batch by batch.
    Store { itself: PathBuf, articles: usize, batch: usize, seed: u64, batches: Vec<Vec<String>> },
}

impl Victim<'_> {
    /// What the options ask for, with so many articles; files that it needs go into a folder.
    pub(crate) fn of<'a>(options: &'a VictimOptions, articles: usize, folder: &Folder) -> Result<Victim<'a>> {
        if let Some(program) = &options.legation {
            let corpus = folder.file("corpus.jsonl");
            corpus::write(&corpus, articles, options.seed)?;
            return Ok(Victim::Legation { program, corpus, model: &options.model });
        }
        let &VictimOptions { batch, seed, .. } = options;
        let itself = std::env::current_exe().context("this program does not know where it stands")?;
        Ok(Victim::Store { itself, articles, batch, seed, batches: feed::batches(articles, batch, seed) })
    }

    /// Adds everything to a store.
    pub(crate) fn command(&self, store: &Path) -> Command {
        let mut command;
        match self {
            Victim::Legation { program, corpus, model } => {
                command = Command::new(program);
                command.arg("add").arg(corpus).args(["--format", "jsonl", "--model", model, "--store"]);
            }
            Victim::Store { itself, articles, batch, seed, .. } => {
                command = Command::new(itself);
                let numbers = [("articles", *articles as u64), ("batch", *batch as u64), ("seed", *seed)];
                command
                    .arg("feed")
                    .args(numbers.map(|(name, number)| format!("--{name}={number}")))
                    .arg("--store");
            }
        }
        command.arg(store);
        command
    }

    /// All that a store holds, as bytes; by the program's own command where there is one.
    fn content(&self, store: &Path) -> Result<Vec<u8>> {
        match self {
            Victim::Legation { program, .. } => program::stdout(
                Command::new(program).args(["export", "--as", "jsonl", "--versions", "--store"]).arg(store),
            ),
            Victim::Store { .. } => store::content(store),
        }
    }

    /// A store that nothing disturbs.
    pub(crate) fn undisturbed(&self, folder: &Folder) -> Result<Calm> {
        let path = folder.file("undisturbed.db");
        let ended = program::run(&mut self.command(&path), None)?.well()?;
        let digests: HashSet<String> = ended.digests().collect();
        self.verify(&path, &digests)?;
        let Ended { took, begun_after, .. } = ended;
        Ok(Calm { content: self.content(&path)?, digests, path, took, begun_after })
    }

    /// Lets it add what is left, and verifies.
    pub(crate) fn finish(&self, store: &Path, acknowledged: &mut HashSet<String>) -> Result<Ended> {
        let ended = program::run(&mut self.command(store), None)?.well()?;
        acknowledged.extend(ended.digests());
        self.verify(store, acknowledged)?;
        Ok(ended)
    }

    /// An error where a store is not sound, or does not hold once each article that was acknowledged.
    pub(crate) fn verify(&self, store: &Path, acknowledged: &HashSet<String>) -> Result<()> {
        // Stopped before it was made: then nothing was acknowledged either.
        if !store.exists() {
            ensure!(acknowledged.is_empty(), "the store is gone");
            return Ok(());
        }
        let mut times: HashMap<String, usize> = HashMap::new();
        for digest in store::digests(store)? {
            *times.entry(digest).or_default() += 1;
        }
        for digest in acknowledged {
            let found = times.get(digest).copied().unwrap_or_default();
            ensure!(found == 1, "{digest} was acknowledged and is in the store {found} times");
        }
        match self {
            Victim::Legation { program, .. } => {
                program::stdout(Command::new(program).args(["check", "--store"]).arg(store))?;
            }
            // Batches come in order, and each is kept whole or not at all. What is there of one that was not kept came before.
            Victim::Store { batches, .. } => {
                let is_whole = |batch: &&Vec<String>| batch.iter().all(|digest| times.contains_key(digest));
                let kept: HashSet<&String> = batches.iter().take_while(is_whole).flatten().collect();
                ensure!(kept.len() == times.len(), "half a batch was kept, or one left out");
            }
        }
        Ok(())
    }
}

/// What a store holds that nothing disturbed.
pub(crate) struct Calm {
    content: Vec<u8>,
    pub(crate) digests: HashSet<String>,
    pub(crate) path: PathBuf,
    /// How long it took, and how long until the first batch was in.
    pub(crate) took: Duration,
    pub(crate) begun_after: Duration,
}

impl Calm {
    /// An error where a complete store does not hold the same.
    pub(crate) fn expect(
        &self,
        victim: &Victim<'_>,
        path: &Path,
        acknowledged: &HashSet<String>,
    ) -> Result<()> {
        ensure!(
            *acknowledged == self.digests,
            "what was acknowledged of the complete store is not what was acknowledged of the undisturbed one"
        );
        ensure!(
            victim.content(path)? == self.content,
            "the complete store does not hold what the undisturbed one holds"
        );
        Ok(())
    }
}
