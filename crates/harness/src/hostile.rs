//! Gives the program inputs that were made to do harm, and sees that it ends as programs should: soon, in little memory, with articles
//! or a clear error, and with nothing written.

use crate::program::{expect_clean_end, on_processor};
use crate::store::Folder;
use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

#[path = "../../exchange/tests/it/hostile_inputs.rs"]
#[allow(clippy::unwrap_used, reason = "what cannot make its inputs has nothing to measure")]
mod hostile_inputs;

/// How often the memory of the program is looked at.
const LOOK: Duration = Duration::from_millis(2);
/// A program that has not ended by then never will.
const GIVEN_UP: Duration = Duration::from_secs(60);

/// Give the program inputs that were made to do harm.
#[derive(Debug, Args)]
pub(crate) struct HostileOptions {
    /// The program.
    #[arg(long, default_value = "target/release/legation")]
    legation: PathBuf,
    /// The most memory that it may take, in megabytes.
    #[arg(long, default_value_t = 512)]
    memory: u64,
    /// The longest that it may be on the processor for one input, in seconds.
    #[arg(long, default_value_t = 5.0)]
    seconds: f64,
    /// Only inputs whose name holds this.
    #[arg(long, default_value = "")]
    only: String,
    /// Divides the size of the inputs.
    #[arg(long, default_value_t = 1)]
    scale: usize,
}

/// What became of one input.
struct Outcome {
    status: ExitStatus,
    took: Duration,
    /// The most memory that it held, in kilobytes.
    peak: u64,
    articles: usize,
    stderr: String,
}

/// Runs the task.
pub(crate) fn run(options: &HostileOptions) -> Result<()> {
    let legation = fs::canonicalize(&options.legation)
        .with_context(|| format!("{} is not there; build it", options.legation.display()))?;
    let folder = Folder::make(None, "hostile")?;
    let work = folder.file("work");
    fs::create_dir_all(&work)?;
    let mut out = std::io::stdout().lock();
    let (mut failures, mut tried, mut slowest, mut largest) = (Vec::new(), 0, Duration::ZERO, 0);
    for input in hostile_inputs::inputs().iter().filter(|input| input.name.contains(&options.only)) {
        let path = folder.file("input");
        let bytes = input.bytes(options.scale.max(1));
        fs::write(&path, &bytes)?;
        let outcome = outcome(&legation, &path, &work, &folder)?;
        let said =
            outcome.stderr.lines().next().unwrap_or("").split_once("input").map_or("", |(_, said)| said);
        writeln!(
            out,
            "{:>6} ms {:>4} MB {:>9} bytes {:>7} articles  {}{}",
            outcome.took.as_millis(),
            outcome.peak >> 10,
            bytes.len(),
            outcome.articles,
            input.name,
            said.get(..said.floor_char_boundary(100)).unwrap_or_default(),
        )?;
        tried += 1;
        slowest = slowest.max(outcome.took);
        largest = largest.max(outcome.peak);
        if let Err(why) = check(&outcome, options, &work) {
            writeln!(out, "          FAILED: {why}")?;
            failures.push(format!("{}: {why}", input.name));
        }
    }
    if tried == 0 {
        bail!("no input is called `{}`", options.only);
    }
    writeln!(
        out,
        "{tried} inputs; the slowest {} ms, the largest {} MB",
        slowest.as_millis(),
        largest >> 10
    )?;
    if !failures.is_empty() {
        bail!("{} inputs did harm:\n{}", failures.len(), failures.join("\n"));
    }
    Ok(())
}

/// What the program makes of a file.
fn outcome(legation: &Path, path: &Path, work: &Path, folder: &Folder) -> Result<Outcome> {
    let (stdout, stderr) = (folder.file("stdout"), folder.file("stderr"));
    let begun = Instant::now();
    let mut child = Command::new(legation)
        .arg("extract")
        .arg(path)
        .current_dir(work)
        .stdin(Stdio::null())
        .stdout(File::create(&stdout)?)
        .stderr(File::create(&stderr)?)
        .spawn()?;
    let mut peak = 0;
    let mut worked = None;
    let status = loop {
        peak = peak.max(held(child.id()));
        worked = worked.max(on_processor(&child.id().to_string()));
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if begun.elapsed() > GIVEN_UP {
            child.kill()?;
        }
        std::thread::sleep(LOOK);
    };
    // Other programs on the machine are not its fault.
    let took = worked.filter(|worked| !worked.is_zero()).unwrap_or_else(|| begun.elapsed());
    let articles = fs::read(&stdout)?.iter().filter(|byte| **byte == b'\n').count();
    let stderr = String::from_utf8_lossy(&fs::read(&stderr)?).into_owned();
    Ok(Outcome { status, took, peak, articles, stderr })
}

/// The most memory that a process has held so far, in kilobytes; 0 where the system does not say.
fn held(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse().ok()).unwrap_or(0)
}

fn check(outcome: &Outcome, options: &HostileOptions, work: &Path) -> Result<()> {
    let Outcome { status, took, peak, articles, stderr } = outcome;
    expect_clean_end(*status, stderr)?;
    ensure!(matches!(status.code(), Some(0 | 1)), "it ended with {status}");
    ensure!(took.as_secs_f64() < options.seconds, "it took {} ms", took.as_millis());
    ensure!(peak >> 10 < options.memory, "it took {} MB", peak >> 10);
    ensure!(!status.success() || *articles > 0, "it found nothing and said so to nobody");
    ensure!(fs::read_dir(work)?.next().is_none(), "it wrote a file");
    Ok(())
}
