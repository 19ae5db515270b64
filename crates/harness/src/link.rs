//! `harness link`: an archive is linked, at once, in another order, and a part of it later: how long that takes, and whether it is the same.

use crate::chance::Chance;
use crate::program::on_processor;
use anyhow::{Context, Result, ensure};
use clap::Args;
use legation_knowledge::world::World;
use legation_link::story::Story;
use legation_link::{Article, Fused, Leaf, Ledger};
use legation_record::WireRecord;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Options of `harness link`.
#[derive(Clone, Debug, Args)]
pub(crate) struct LinkOptions {
    /// The articles: files of JSON lines.
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    texts: Vec<PathBuf>,
    /// Their records, as `legation read --format jsonl` prints them.
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    records: Vec<PathBuf>,
    /// How many articles are added at the end to the others.
    #[arg(long, value_name = "N", default_value_t = 1000)]
    later: usize,
    /// Stop after so many articles.
    #[arg(long, value_name = "N", default_value_t = usize::MAX, hide_default_value = true)]
    most: usize,
    /// Print so many of the largest stories.
    #[arg(long, value_name = "N", default_value_t = 0)]
    stories: usize,
    /// What chance begins with.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

/// An article as its file has it.
#[derive(Debug, serde::Deserialize)]
struct Line {
    id: String,
    text: Option<String>,
}

/// So many articles are timed together.
const STEP: usize = 5000;
/// The bars: a whole run, and adding to it in comparison.
const WHOLE: Duration = Duration::from_secs(60);
const LATER: f64 = 0.10;
/// The most memory, in kilobytes.
const MEMORY: u64 = 1 << 20;

/// Links, and fails where a bar is missed or anything differs.
pub(crate) fn run(options: &LinkOptions) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let texts = texts(&options.texts)?;
    let (mut ledger, mut leaves) = (Ledger::default(), Vec::new());
    let (mut made, mut added) = (Duration::ZERO, Duration::ZERO);
    let mut before = (made, added);
    each(options, &texts, |article| {
        let begun = now();
        let leaf = Leaf::of(article, World::embedded());
        let between = now();
        leaves.push(leaf.clone());
        let cloned = now();
        ledger.add(leaf);
        let ended = now();
        made += between - begun;
        added += ended - cloned;
        if leaves.len().is_multiple_of(STEP) {
            let each = |time: Duration| time.as_secs_f64() * 1e6 / STEP as f64;
            let (kept, found) = (each(made - before.0), each(added - before.1));
            writeln!(
                out,
                "articles to {:6}: {:.0} µs each, {found:.0} of them to find what each belongs with",
                leaves.len(),
                kept + found
            )?;
            before = (made, added);
        }
        Ok(())
    })?;
    let (whole, telling) = told(&mut ledger);
    let all = made + added + telling.iter().sum::<Duration>();
    let count = leaves.len();
    let (families, stories, events) = &whole;
    let stories: Vec<&Story> = stories.iter().filter(|story| story.articles > 1).collect();
    let copies: usize = families.iter().map(|(_, members)| members.len()).sum();
    writeln!(
        out,
        "{count} articles, {} families of {copies} copies, {} stories, {} events",
        families.len(),
        stories.len(),
        events.len()
    )?;
    writeln!(
        out,
        "linked in {:.1} s: {:.1} s for what is kept of each, {:.1} s for adding, {}; peak memory {} MB",
        all.as_secs_f64(),
        made.as_secs_f64(),
        added.as_secs_f64(),
        seconds(telling),
        peak().unwrap_or(0) >> 10
    )?;
    ensure!(all <= WHOLE, "linking took longer than {} s", WHOLE.as_secs());
    ensure!(peak().unwrap_or(0) <= MEMORY, "linking took more than {} MB", MEMORY >> 10);
    for story in stories.iter().take(options.stories) {
        writeln!(
            out,
            "{} ({} to {}): {} articles, {} origins",
            story.name, story.first, story.last, story.articles, story.origins
        )?;
    }
    let whole = bytes(&whole)?;
    drop(ledger);
    let mut chance = Chance::new(options.seed);
    for at in (1..leaves.len()).rev() {
        leaves.swap(at, chance.below(at + 1));
    }
    let first = leaves.len().saturating_sub(options.later);
    let mut ledger: Ledger = leaves.iter().take(first).cloned().collect();
    told(&mut ledger);
    let rest: Vec<Leaf> = leaves.into_iter().skip(first).collect();
    let (count, begun) = (rest.len(), now());
    for leaf in rest {
        ledger.add(leaf);
    }
    let added = now() - begun;
    let (later, telling) = told(&mut ledger);
    // What is kept of the later ones has to be made too, at the price of all.
    let price = made.mul_f64(count as f64 / (first + count).max(1) as f64);
    let took = added + telling.iter().sum::<Duration>() + price;
    let later = bytes(&later)?;
    let share = took.as_secs_f64() / all.as_secs_f64();
    writeln!(
        out,
        "in another order, and {count} later: {:.2} s, {:.1} % of the whole: {:.2} s for what is kept of them, {:.2} s for adding, {}",
        took.as_secs_f64(),
        share * 100.0,
        price.as_secs_f64(),
        added.as_secs_f64(),
        seconds(telling)
    )?;
    ensure!(later == whole, "in another order the result is another");
    ensure!(share <= LATER, "adding {count} took more than {:.0} % of the whole", LATER * 100.0);
    writeln!(out, "the result is the same, to the byte")?;
    Ok(())
}

/// All that is told across the articles: families, stories, events.
type Whole = (Vec<(String, Vec<String>)>, Vec<Story>, Vec<Arc<Fused>>);

fn told(ledger: &mut Ledger) -> (Whole, [Duration; 3]) {
    let begun = now();
    let families = ledger.families().into_iter().map(|family| (family.origin, family.members)).collect();
    let between = now();
    let stories = ledger.stories(1);
    let after = now();
    let events = ledger.events();
    ((families, stories, events), [between - begun, after - between, now() - after])
}

fn seconds([families, stories, events]: [Duration; 3]) -> String {
    format!(
        "{:.2} s for families, {:.2} s for stories, {:.2} s for events",
        families.as_secs_f64(),
        stories.as_secs_f64(),
        events.as_secs_f64()
    )
}

fn bytes((families, stories, events): &Whole) -> Result<Vec<u8>> {
    let events: Vec<&Fused> = events.iter().map(Arc::as_ref).collect();
    Ok(serde_json::to_vec(&(families, stories, events))?)
}

/// The texts by their ids.
fn texts(paths: &[PathBuf]) -> Result<HashMap<String, String>> {
    let mut texts = HashMap::new();
    for path in paths {
        for line in lines(path)? {
            let line: Line =
                serde_json::from_str(&line?).with_context(|| format!("{}: no article", path.display()))?;
            texts.extend(line.text.map(|text| (line.id, text)));
        }
    }
    Ok(texts)
}

/// Each article that has a record, in the order of the records.
fn each(
    options: &LinkOptions,
    texts: &HashMap<String, String>,
    mut then: impl FnMut(&Article<'_>) -> Result<()>,
) -> Result<()> {
    let mut count = 0;
    for path in &options.records {
        for line in lines(path)? {
            let line = line?;
            let record: WireRecord =
                serde_json::from_str(&line).with_context(|| format!("{}: no record", path.display()))?;
            let id = record.id.clone();
            let text =
                texts.get(&id).with_context(|| format!("{id}: no text; name its file with --texts"))?;
            let record =
                record.off_the_wire(text).with_context(|| format!("{id}: the record is of another text"))?;
            let outlet = record.source.clone();
            then(&Article { digest: &id, origin: &id, outlet: outlet.as_deref(), text, record: &record })?;
            count += 1;
            if count == options.most {
                return Ok(());
            }
        }
    }
    Ok(())
}

fn lines(path: &Path) -> Result<impl Iterator<Item = std::io::Result<String>>> {
    let file = File::open(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    Ok(BufReader::new(file).lines())
}

/// How long this thread has been on the processor.
fn now() -> Duration {
    on_processor("thread-self").unwrap_or_default()
}

/// The most memory that this process has held, in kilobytes.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
