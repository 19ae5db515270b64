//! The examples that the program carries, in a store that goes with the desk.

use super::hands::Reading;
use crate::archive::told;
use anyhow::{Context, Result, anyhow};
use legation_exchange::import;
use legation_serve::Hands as _;
use legation_store::{Leaves, Sqlite, Storage};
use std::fs;
use std::path::{Path, PathBuf};

/// Declares the examples: their names and what they hold.
macro_rules! examples {
    ($($name:literal)*) => {
        [$(($name, include_bytes!(concat!("../../../../examples/", $name)) as &[u8])),*]
    };
}

const EXAMPLES: [(&str, &[u8]); 11] = examples![
    "ambassador-summoned.txt" "ceasefire-conditional.txt" "feed.jsonl" "gulf-mediator.txt" "istanbul-talks.txt" "nuclear-talks.jsonl"
    "phone-diplomacy.txt" "prisoner-exchange.txt" "sahel-withdrawal.txt" "sanctions-vote.txt" "strait-incident.txt"
];

/// A folder that goes away.
pub(super) struct Folder(PathBuf);

impl Folder {
    /// One of this run's own.
    pub(super) fn new() -> Result<Folder> {
        let path = std::env::temp_dir().join(format!("legation-demo-{}", std::process::id()));
        // What an earlier run of that number left behind is nobody's.
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).with_context(|| format!("{} cannot be made", path.display()))?;
        Ok(Folder(path))
    }

    /// The store in it.
    pub(super) fn store(&self) -> PathBuf {
        self.0.join("demo.db")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be thrown away lies where the system clears away by itself.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Reads the examples into a store and links them.
pub(super) fn fill(store: &Path, hands: &Reading, maker: &dyn Leaves) -> Result<()> {
    let mut articles = Vec::new();
    for (name, bytes) in EXAMPLES {
        let found = import::articles(import::stem(name), bytes, None);
        articles.extend(found.collect::<Result<Vec<_>, _>>().map_err(|why| anyhow!("{name}: {why}"))?);
    }
    let entries = hands.entries(articles).map_err(|refusal| anyhow!("{}", refusal.reason))?;
    let mut writing = Sqlite::create(store).map_err(told)?;
    writing.add(&entries).map_err(told)?;
    let reading = Sqlite::open(store).map_err(told)?;
    legation_store::link(&reading, &mut writing, maker, &mut |_| {}).map_err(told)?;
    writing.settle().map_err(told)
}
