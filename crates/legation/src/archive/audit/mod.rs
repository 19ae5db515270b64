//! `legation audit`: draws events for judging by hand, and says what the judgements come to.

mod chance;
mod draw;
mod judged;
mod report;

use super::options::FilterOptions;
use super::told;
use crate::arguments::StoreFlags;
use crate::config::Settings;
use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use legation_store::{Filter, Sqlite};
use std::io::Write as _;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const AUDIT_EXAMPLES: &str = "\
Examples:
  legation audit --sample 300 --seed 1 --out sheet.tsv            draw 300 events, to be judged by hand
  legation audit --sample 300 --stratify type --out sheet.tsv     as many of each type, as far as there are
  legation audit --judged sheet.tsv                               precision, and how sure it is
  legation audit --judged anna.tsv --judged ben.tsv               and how far two judges agree

In the sheet write `right`, `wrong` or `unsure` under `verdict`, and, if you like, what is wrong under `wrong`: type, status, parties,
date, place, twice (told before), none (no such event). A spreadsheet opens it; keep the columns `id`, `article`, `type`, `weight`.
docs/QUALITY.md says how precision and agreement are reckoned.";

/// Draw events for judging by hand, or say what the judgements come to.
#[derive(Debug, Args)]
#[command(after_help = AUDIT_EXAMPLES)]
pub(crate) struct AuditOptions {
    /// Draw so many events.
    #[arg(long, value_name = "N", required_unless_present = "judged", requires = "out")]
    sample: Option<NonZeroUsize>,
    /// What the draw depends on: the same number draws the same events of the same store.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Draw as many of each type, not as many as there are.
    #[arg(long, value_enum, value_name = "WHAT")]
    stratify: Option<Stratum>,
    /// Write the sheet into this file: tab-separated, or JSON lines where its name ends in `.jsonl`.
    #[arg(long, value_name = "FILE", conflicts_with = "judged")]
    out: Option<PathBuf>,
    /// A sheet that was judged. Twice: of two judges.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["sample", "stratify"])]
    judged: Vec<PathBuf>,
    /// How to show what the judgements come to.
    #[arg(long, value_enum, default_value_t = AuditFormat::Table)]
    format: AuditFormat,
    #[command(flatten)]
    store: StoreFlags,
    #[command(flatten)]
    filter: FilterOptions,
}

/// What is drawn evenly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Stratum {
    /// The types of events.
    Type,
}

/// How the outcome is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum AuditFormat {
    /// For people.
    Table,
    /// One JSON object.
    Json,
}

/// Runs the command.
pub(super) fn run(options: &AuditOptions, config: Option<&Path>) -> Result<ExitCode> {
    if let Some((sample, out)) = options.sample.zip(options.out.as_deref()) {
        let settings = Settings::resolve(config, &super::said(&options.store))?;
        let store = Sqlite::open(&settings.store).map_err(told)?;
        return drawn(options, &store, sample.get(), out);
    }
    if options.judged.len() > 2 {
        bail!("there are more than two judged sheets\n  hint: compare judges two at a time");
    }
    let sheets = options.judged.iter().map(|path| judged::Sheet::read(path)).collect::<Result<Vec<_>>>()?;
    let mut err = anstream::stderr().lock();
    for (path, sheet) in options.judged.iter().zip(&sheets) {
        for (place, why) in &sheet.unfit {
            // Nobody is left to tell when standard error is closed.
            let _ = writeln!(err, "error: {}: {place}: {why}", path.display());
        }
    }
    let report = report::Report::of(&sheets, options.seed)?;
    let mut out = anstream::stdout().lock();
    match options.format {
        AuditFormat::Table => {
            out.write_all(report.text(crate::view::Layout::of_terminal()).as_bytes())?;
        }
        AuditFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &report)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    let all_fit = sheets.iter().all(|sheet| sheet.unfit.is_empty());
    Ok(if all_fit { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn drawn(options: &AuditOptions, store: &Sqlite, sample: usize, out: &Path) -> Result<ExitCode> {
    let filter: Filter = options.filter.filter();
    let drawn = draw::events(store, &filter, options.seed, sample, options.stratify.is_some())?;
    if drawn.sheet.is_empty() {
        bail!(
            "there are no events to draw from\n  hint: `legation events` shows what the filter lets through"
        );
    }
    let is_lines = out.extension().is_some_and(|ending| ending == "jsonl");
    let bytes = if is_lines { drawn.lines()? } else { drawn.table() };
    std::fs::write(out, bytes).with_context(|| format!("the sheet {} cannot be written", out.display()))?;
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(
        anstream::stderr().lock(),
        "{} of {} events are drawn into {}\n  hint: judge them, then `legation audit --judged {}`",
        drawn.sheet.len(),
        drawn.of,
        out.display(),
        out.display(),
    );
    Ok(ExitCode::SUCCESS)
}
