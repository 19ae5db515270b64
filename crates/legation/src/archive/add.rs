//! `legation add`: articles into the store.
//!
//! One thread writes, all others read: while a batch is being read, the one before it is written.

use super::intake::Intake;
use super::options::{AddOptions, Report};
use super::told;
use crate::config::Settings;
use crate::input::{Inputs, Trouble};
use crate::progress::Progress;
use crate::reading::Batch;
use anyhow::{Context, Result, anyhow};
use legation_store::{Digest, Entry, Outcome, Sqlite, Storage, StoreError};
use legation_text::Article;
use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Batches that may wait to be written.
const WAITING: usize = 2;

/// Runs the command.
pub(super) fn run(options: &AddOptions, config: Option<&Path>) -> Result<ExitCode> {
    let settings = Settings::resolve(config, &options.adding.said())?;
    let intake = Intake::new(&settings)?;
    let errors = options.errors.as_deref().map(ErrorFile::create).transpose()?;
    let inputs = Inputs::of(&options.paths);
    let progress = Progress::new(inputs.size());
    let (summary, read) = session(&settings.store, &intake, progress, options.format, errors, |run| {
        inputs.each(options.date, |article| run.take(article))
    })?;
    summary.print(options.format)?;
    read?;
    Ok(summary.status())
}

/// Adds what `feed` hands to the run, and says what became of it. What was added before `feed` failed stays, and how it failed comes with
/// the summary.
pub(super) fn session(
    store: &Path,
    intake: &Intake,
    progress: Progress,
    report: Report,
    errors: Option<ErrorFile>,
    feed: impl FnOnce(&mut Run<'_>) -> Result<()>,
) -> Result<(Summary, Result<()>)> {
    let writing = Sqlite::create(store).map_err(told)?;
    let known = Sqlite::open(store).map_err(told)?;
    let (to_writer, batches) = sync_channel::<Vec<Entry>>(WAITING);
    let (acknowledge, acknowledged) = sync_channel::<Written>(WAITING + 2);
    std::thread::scope(|scope| {
        let writer = scope.spawn(move || write(writing, &batches, &acknowledge));
        let mut run = Run {
            intake,
            known,
            to_writer: Some(to_writer),
            acknowledged,
            batch: Batch::default(),
            progress,
            report,
            errors,
            summary: Summary::default(),
        };
        let read = feed(&mut run).and_then(|()| run.flush());
        // Closing the way to the writer lets it finish and stop.
        run.to_writer = None;
        let left = run.drain();
        let written = writer.join().map_err(|_| anyhow!("the writer stopped; run the same command again"))?;
        run.progress.finish();
        let kept = match &mut run.errors {
            Some(errors) => errors.out.flush().context("the file of errors cannot be written"),
            None => Ok(()),
        };
        // A store that cannot be written is why the others failed.
        let read = written.map_err(told).and(read).and(left).and(kept);
        Ok((run.summary, read))
    })
}

/// What became of the entries of a batch, now that it is safe.
struct Written {
    entries: Vec<(String, String, Digest, bool)>,
    outcomes: Vec<Outcome>,
}

/// The thread that writes.
fn write(
    mut store: Sqlite,
    batches: &Receiver<Vec<Entry>>,
    acknowledge: &SyncSender<Written>,
) -> Result<(), StoreError> {
    while let Ok(entries) = batches.recv() {
        let outcomes = store.add(&entries)?;
        let entries = entries.into_iter().map(|entry| {
            let digest = entry.digest();
            (entry.record.id, entry.record.date.to_string(), digest, entry.is_coded)
        });
        if acknowledge.send(Written { entries: entries.collect(), outcomes }).is_err() {
            break;
        }
    }
    store.settle()
}

/// Articles on their way into the store.
pub(super) struct Run<'a> {
    intake: &'a Intake,
    /// Asks which articles are there already, so that they are not read again.
    known: Sqlite,
    to_writer: Option<SyncSender<Vec<Entry>>>,
    acknowledged: Receiver<Written>,
    batch: Batch,
    progress: Progress,
    report: Report,
    errors: Option<ErrorFile>,
    summary: Summary,
}

impl Run<'_> {
    /// Takes in an article, or says what is wrong with an input.
    pub(super) fn take(&mut self, article: Result<Article, Trouble>) -> Result<()> {
        match article {
            Ok(article) => {
                if self.batch.push(article) {
                    self.flush()
                } else {
                    Ok(())
                }
            }
            Err(trouble) => self.refuse(&trouble),
        }
    }

    /// Reads what waits and is not there yet, and hands it to the writer.
    fn flush(&mut self) -> Result<()> {
        let Batch { articles, bytes } = std::mem::take(&mut self.batch);
        let digests: Vec<Digest> = articles.iter().map(digest).collect();
        let known = self.known.known(&digests).map_err(told)?;
        let new: Vec<Article> = articles
            .into_iter()
            .zip(&known)
            .filter(|(_, known)| !**known)
            .map(|(article, _)| article)
            .collect();
        self.summary.duplicates += (known.len() - new.len()) as u64;
        if self.report == Report::Jsonl {
            for (digest, _) in digests.iter().zip(&known).filter(|(_, known)| **known) {
                line(&serde_json::json!({ "digest": digest.as_str(), "outcome": "duplicate" }))?;
            }
        }
        if !new.is_empty() {
            let entries = self.intake.entries(new);
            if let Some(to_writer) = &self.to_writer {
                to_writer.send(entries).map_err(|_| anyhow!("the store takes no more"))?;
            }
        }
        self.progress.advance(bytes as u64);
        while let Ok(written) = self.acknowledged.try_recv() {
            self.count(&written)?;
        }
        Ok(())
    }

    /// Waits for all that the writer still has.
    fn drain(&mut self) -> Result<()> {
        while let Ok(written) = self.acknowledged.recv() {
            self.count(&written)?;
        }
        Ok(())
    }

    fn count(&mut self, written: &Written) -> Result<()> {
        for ((id, date, digest, is_coded), outcome) in written.entries.iter().zip(&written.outcomes) {
            let (name, version, counted) = match outcome {
                Outcome::Added => ("added", 1, &mut self.summary.added),
                Outcome::Version(version) => ("version", *version, &mut self.summary.versions),
                Outcome::Duplicate => ("duplicate", 0, &mut self.summary.duplicates),
            };
            *counted += 1;
            if !is_coded && *outcome != Outcome::Duplicate {
                self.summary.not_coded += 1;
            }
            if self.report == Report::Jsonl {
                line(&serde_json::json!({
                    "id": id, "date": date, "digest": digest.as_str(), "outcome": name, "version": version,
                }))?;
            }
        }
        Ok(())
    }

    /// Says what is wrong with an input, and goes on.
    fn refuse(&mut self, trouble: &Trouble) -> Result<()> {
        self.summary.skip(trouble);
        if let Some(errors) = &mut self.errors {
            let Trouble { place, reason, remedy, .. } = trouble;
            let clean = |text: &str| text.replace(['\t', '\n', '\r'], " ");
            writeln!(errors.out, "{}\t{}\t{}", clean(place), clean(reason), clean(remedy))
                .context("the file of errors cannot be written")?;
        }
        self.progress.suspend(|| trouble.tell());
        Ok(())
    }
}

fn digest(article: &Article) -> Digest {
    let (source, title) = (article.source.as_deref(), article.title.as_deref());
    Digest::of(&article.date.to_string(), source, title, &article.text)
}

fn line(object: &serde_json::Value) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{object}")?;
    out.flush()?;
    Ok(())
}

/// The file into which errors go.
pub(super) struct ErrorFile {
    out: BufWriter<File>,
}

impl ErrorFile {
    pub(super) fn create(path: &Path) -> Result<ErrorFile> {
        let file = File::create(path)
            .with_context(|| format!("the file of errors {} cannot be made", path.display()))?;
        Ok(ErrorFile { out: BufWriter::new(file) })
    }
}

/// What became of everything.
#[derive(Default)]
pub(super) struct Summary {
    added: u64,
    versions: u64,
    duplicates: u64,
    not_coded: u64,
    pub(super) skipped: u64,
    /// By their codes.
    reasons: BTreeMap<&'static str, Reason>,
}

/// Why some could not be read.
struct Reason {
    count: u64,
    /// The first of them in its own words, which may name a line or a date.
    first: String,
    /// Whether the others have the same words.
    are_alike: bool,
}

impl Summary {
    /// One more that could not be read.
    fn skip(&mut self, trouble: &Trouble) {
        self.skipped += 1;
        let first = || Reason { count: 0, first: trouble.reason.clone(), are_alike: true };
        let reason = self.reasons.entry(trouble.code).or_insert_with(first);
        reason.count += 1;
        reason.are_alike &= reason.first == trouble.reason;
    }

    /// How the command ends.
    pub(super) fn status(&self) -> ExitCode {
        if self.skipped == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    pub(super) fn print(&self, report: Report) -> Result<()> {
        let mut text = self.to_string();
        for Reason { count, first, are_alike } in self.reasons.values() {
            let which = if *are_alike { "" } else { ", the first" };
            text.push_str(&format!("\n  skipped {count}{which}: {first}"));
        }
        if report == Report::Text {
            writeln!(anstream::stdout().lock(), "{text}")?;
        } else {
            let _ = writeln!(anstream::stderr().lock(), "{text}");
        }
        Ok(())
    }
}

/// In a line.
impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "added {}", self.added)?;
        for (count, what) in [
            (self.versions, "new versions"),
            (self.duplicates, "there already"),
            (self.not_coded, "not in English, kept unread"),
            (self.skipped, "skipped"),
        ] {
            if count > 0 {
                write!(f, ", {what} {count}")?;
            }
        }
        Ok(())
    }
}
