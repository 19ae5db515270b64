//! `harness load`: a million events are kept, and asked for.

mod questions;

use crate::invented::{Size, World};
use crate::program::on_processor;
use crate::store::{self, Folder};
use anyhow::{Context, Result, bail};
use clap::Args;
use legation_store::{Sqlite, Storage};
use questions::{Ask, question_list};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Options of `harness load`.
#[derive(Clone, Debug, Args)]
pub(crate) struct LoadOptions {
    /// About how many events.
    #[arg(long, value_name = "N", default_value_t = 1_000_000)]
    events: usize,
    /// Articles of a batch.
    #[arg(long, value_name = "N", default_value_t = 100)]
    batch: usize,
    /// How often each question is asked.
    #[arg(long, value_name = "N", default_value_t = 7)]
    times: usize,
    /// Ask only those whose name has these words.
    #[arg(long, value_name = "WORDS", default_value = "")]
    only: String,
    /// What chance begins with.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Keep the store here, and ask that one where it is there already.
    #[arg(long, value_name = "FILE")]
    store: Option<PathBuf>,
    /// Hold the time on the processor to the bar, not the time that passed: for a machine that does other things too (Linux).
    #[arg(long)]
    on_processor: bool,
}

/// Keeps and asks.
pub(crate) fn run(options: &LoadOptions) -> Result<()> {
    let folder = Folder::make(None, "load")?;
    let path = options.store.clone().unwrap_or_else(|| folder.file("load.db"));
    let world = World::new(options.seed, Size::REPORT);
    if !path.exists() {
        fill(&path, &world, options)?;
    }
    let store = store::open(&path)?;
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{:60} {:>5} {:>8} {:>8} {:>8} {:>5}",
        "question", "rows", "median", "worst", "busy", "bar"
    )?;
    let (mut asked, mut slow) = (0, Vec::new());
    for (name, ask) in question_list(&world) {
        if !name.contains(&options.only) {
            continue;
        }
        let timed = timed(&store, &ask, options.times).with_context(|| name.clone())?;
        let judged = if options.on_processor { timed.busy.unwrap_or(timed.median) } else { timed.median };
        let is_slow = judged > ask.bar();
        let bar = ask.bar().as_millis();
        let [median, worst] = [timed.median, timed.worst].map(milliseconds);
        let busy = timed.busy.map_or(String::new(), milliseconds);
        let mark = if is_slow { "  slow" } else { "" };
        writeln!(out, "{name:60} {:>5} {median:>8} {worst:>8} {busy:>8} {bar:>5}{mark}", timed.rows)?;
        asked += 1;
        if is_slow {
            slow.push(name);
        }
    }
    if slow.is_empty() {
        writeln!(out, "{asked} questions, each within its bar")?;
        return Ok(());
    }
    bail!("{} of {asked} questions are over their bars: {}", slow.len(), slow.join("; "))
}

/// Fills a new store.
fn fill(path: &Path, world: &World, options: &LoadOptions) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let articles = (options.events / Size::REPORT.events).max(1) as u64;
    let mut store = Sqlite::create(path)?;
    let mut adding = Duration::ZERO;
    let mut number = 0;
    while number < articles {
        let end = (number + options.batch.max(1) as u64).min(articles);
        let batch: Vec<_> = (number..end).map(|number| world.entry(number)).collect();
        let begun = Instant::now();
        store.add(&batch)?;
        adding += begun.elapsed();
        number = end;
    }
    let begun = Instant::now();
    store.settle()?;
    let settling = begun.elapsed();
    drop(store);
    let stats = store::open(path)?.stats()?;
    writeln!(
        out,
        "{} articles, {} events, {} statements, {} actors: {:.0} articles a second, {} bytes an article ({:.2} GB); settled in {:.1} s",
        stats.articles,
        stats.events,
        stats.statements,
        stats.actors,
        articles as f64 / adding.as_secs_f64(),
        stats.bytes / stats.articles.max(1),
        stats.bytes as f64 / 1e9,
        settling.as_secs_f64(),
    )?;
    Ok(())
}

/// How long a question takes.
struct Timed {
    rows: usize,
    median: Duration,
    worst: Duration,
    /// The median of the time on the processor, where the system tells.
    busy: Option<Duration>,
}

fn timed(store: &Sqlite, ask: &Ask, times: usize) -> Result<Timed> {
    let (mut passed, mut busy, mut rows) = (Vec::new(), Vec::new(), 0);
    for _ in 0..times.max(1) {
        let (begun, before) = (Instant::now(), on_processor("thread-self"));
        rows = ask.rows(store)?;
        passed.push(begun.elapsed());
        busy.extend(
            before.zip(on_processor("thread-self")).map(|(before, after)| after.saturating_sub(before)),
        );
    }
    passed.sort_unstable();
    busy.sort_unstable();
    let middle = |sorted: &[Duration]| sorted.get(sorted.len() / 2).copied();
    Ok(Timed {
        rows,
        median: middle(&passed).unwrap_or_default(),
        worst: passed.last().copied().unwrap_or_default(),
        busy: middle(&busy),
    })
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1000.0)
}
