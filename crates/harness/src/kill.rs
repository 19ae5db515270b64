//! `harness kill`: `add` is killed again and again at random moments.
//!
//! After each kill: the store opens and is sound (`check`, which also compares the index of words with the articles), and each article that was
//! acknowledged stands in it once. When a store is complete after all its kills, it holds what one holds that was never disturbed, byte
//! for byte, and a new store begins.

use crate::chance::Chance;
use crate::program;
use crate::store::{self, Folder};
use crate::victim::{Victim, VictimOptions};
use anyhow::{Context, Result};
use clap::Args;
use std::collections::HashSet;
use std::io::Write;
use std::path::PathBuf;

/// Options of `harness kill`.
#[derive(Clone, Debug, Args)]
pub(crate) struct KillOptions {
    #[command(flatten)]
    victim: VictimOptions,
    /// How many articles each store gets.
    #[arg(long, value_name = "N", default_value_t = 5000)]
    articles: usize,
    /// How many kills.
    #[arg(long, value_name = "N", default_value_t = 200)]
    rounds: usize,
    /// About how many kills until a store is complete.
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    lives: u32,
    /// Make the stores below this folder.
    #[arg(long, value_name = "DIR")]
    within: Option<PathBuf>,
}

/// Kills, and verifies after each kill.
pub(crate) fn run(options: &KillOptions) -> Result<()> {
    let folder = Folder::make(options.within.as_deref(), "kill")?;
    match rounds(options, &folder) {
        Ok(()) => Ok(()),
        Err(why) => Err(why.context(format!("the files are in {}", folder.leave().display()))),
    }
}

fn rounds(options: &KillOptions, folder: &Folder) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let victim = Victim::of(&options.victim, options.articles, folder)?;
    let calm = victim.undisturbed(folder)?;
    writeln!(out, "undisturbed: {} articles in {:.1} s", calm.digests.len(), calm.took.as_secs_f64())?;

    let mut chance = Chance::new(options.victim.seed);
    let path = folder.file("killed.db");
    let mut acknowledged = HashSet::new();
    let (mut kills, mut of_this, mut complete, mut saved) = (0, 0, 0, 0);
    // One kill in eight comes before the first batch is in. The others come after it, at random within twice the share of the rest that
    // makes so many of them on average.
    let rest = calm.took.saturating_sub(calm.begun_after);
    let longest = rest.mul_f64(2.0 / f64::from(options.lives)).min(rest);
    while kills < options.rounds {
        let moment = if chance.per_mille(125) {
            calm.begun_after.mul_f64(chance.share())
        } else {
            calm.begun_after + longest.mul_f64(chance.share())
        };
        let ended = program::run(&mut victim.command(&path), Some(moment))?.well()?;
        // One that was there before was acknowledged before, or its acknowledgement was cut off.
        saved += ended.acknowledged.iter().filter(|line| line.outcome != "duplicate").count();
        acknowledged.extend(ended.digests());
        let round = format!("kill {} of this store, after {} ms", of_this + 1, moment.as_millis());
        victim.verify(&path, &acknowledged).with_context(|| round.clone())?;
        if ended.is_killed {
            (kills, of_this) = (kills + 1, of_this + 1);
            continue;
        }
        calm.expect(&victim, &path, &acknowledged).context(round)?;
        writeln!(
            out,
            "a store is complete after {of_this} kills: {} articles; {kills} of {} kills so far",
            acknowledged.len(),
            options.rounds,
        )?;
        store::remove(&path)?;
        acknowledged.clear();
        (complete, of_this) = (complete + 1, 0);
    }
    // The last store is brought to its end as well.
    victim.finish(&path, &mut acknowledged)?;
    calm.expect(&victim, &path, &acknowledged)?;
    writeln!(
        out,
        "{kills} kills in {} stores, {saved} articles acknowledged between them: each is kept once, each store is sound and ends as the undisturbed one",
        complete + 1,
    )?;
    Ok(())
}
