//! `measure annotated`: articles that people and models annotate, from notes that quote the text to spans, and checked.
//!
//! `resolve` turns notes into gold; `check` reads gold and names whatever breaks the guide; `agree` compares two annotators.

mod agree;
mod check;
mod notes;
mod write;

use crate::figures::Figures;
use crate::gold;
use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Options of `measure annotated`.
#[derive(Clone, Debug, Args)]
pub(crate) struct AnnotatedOptions {
    #[command(subcommand)]
    step: Step,
}

#[derive(Clone, Debug, Subcommand)]
enum Step {
    /// Articles of a corpus with their lines numbered, for whoever takes notes on them.
    Lay {
        /// The articles: JSON lines; `.xz` is unpacked.
        #[arg(long, value_name = "FILE")]
        texts: PathBuf,
        /// Their ids.
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// Notes (docs/codebook/NOTES.md) to gold, a document a line.
    Resolve {
        /// Files of notes.
        #[arg(required = true)]
        notes: Vec<PathBuf>,
        /// Articles that the notes are about but do not hold: JSON lines; `.xz` is unpacked. Their text is left out of the gold.
        #[arg(long, value_name = "FILE")]
        texts: Option<PathBuf>,
        /// The gold.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Gold back to notes, to be read and mended; `resolve` gives the same gold again.
    Notes {
        /// Gold files.
        #[arg(required = true)]
        gold: Vec<PathBuf>,
        /// Articles whose text the gold does not hold: JSON lines; `.xz` is unpacked.
        #[arg(long, value_name = "FILE")]
        texts: Option<PathBuf>,
        /// These documents alone.
        #[arg(long, value_name = "ID", num_args = 1..)]
        only: Vec<String>,
    },
    /// Gold into training, development and test parts, by document: a digest of the id decides, so that a document stays where
    /// it is when others are added. Documents without their text go into files of their own, `outside-…`.
    Split {
        /// Gold files.
        #[arg(required = true)]
        gold: Vec<PathBuf>,
        /// The folder for `train.jsonl`, `dev.jsonl` and `test.jsonl`.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// That spans, codes, dates and indices are valid; prints how much there is of what.
    Check {
        /// Gold files.
        #[arg(required = true)]
        gold: Vec<PathBuf>,
        /// Articles whose text the gold does not hold: JSON lines; `.xz` is unpacked.
        #[arg(long, value_name = "FILE")]
        texts: Option<PathBuf>,
        /// One line of JSON.
        #[arg(long)]
        json: bool,
    },
    /// How far two annotations of the same documents agree.
    Agree {
        /// One annotator's gold.
        one: PathBuf,
        /// The other's.
        other: PathBuf,
        /// One line of JSON.
        #[arg(long)]
        json: bool,
    },
}

/// Runs the step.
pub(crate) fn run(options: &AnnotatedOptions) -> Result<()> {
    match &options.step {
        Step::Lay { texts, ids } => lay(texts, ids),
        Step::Resolve { notes, texts, out } => resolve(notes, texts.as_deref(), out),
        Step::Notes { gold, texts, only } => notes_of(gold, texts.as_deref(), only),
        Step::Split { gold, out } => split(gold, out),
        Step::Check { gold, texts, json } => check(gold, texts.as_deref(), *json),
        Step::Agree { one, other, json } => {
            agree::figures(&gold::lines(one)?, &gold::lines(other)?)?.print(*json)
        }
    }
}

/// A span in code points, end-exclusive.
pub(crate) type Offsets = [u32; 2];

/// An annotated document.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Document {
    pub(crate) id: String,
    pub(crate) date: String,
    /// `article`, `passage`, or `miss` for a text without any political event.
    pub(crate) kind: String,
    /// The text; for one of a corpus none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) text: Option<String>,
    /// The document's id in its corpus.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) document: Option<String>,
    /// SHA-256 of the text that is not held here, so that a changed corpus is noticed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) sha256: Option<String>,
    pub(crate) statements: Vec<Statement>,
    pub(crate) events: Vec<Event>,
    pub(crate) agenda: Vec<Topic>,
    pub(crate) names: Vec<Name>,
    pub(crate) chains: Vec<Vec<Offsets>>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Statement {
    pub(crate) speaker: Option<Offsets>,
    pub(crate) who: Option<String>,
    pub(crate) code: String,
    pub(crate) kind: String,
    pub(crate) mode: String,
    pub(crate) polarity: String,
    pub(crate) cue: Option<Offsets>,
    pub(crate) content: Vec<Offsets>,
    pub(crate) date: Option<String>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Event {
    pub(crate) triggers: Vec<Offsets>,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) mode: Option<String>,
    pub(crate) source: Vec<Actor>,
    pub(crate) target: Vec<Actor>,
    pub(crate) place: Option<Place>,
    pub(crate) start: Option<String>,
    pub(crate) end: Option<String>,
    pub(crate) status: String,
    pub(crate) according_to: Option<u32>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Actor {
    pub(crate) who: String,
    pub(crate) code: String,
    pub(crate) span: Option<Offsets>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Place {
    pub(crate) name: String,
    pub(crate) country: Option<String>,
    pub(crate) span: Option<Offsets>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Topic {
    pub(crate) event: u32,
    pub(crate) topic: String,
    pub(crate) span: Offsets,
    pub(crate) scope: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Name {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) class: String,
}

fn lay(texts: &Path, ids: &[String]) -> Result<()> {
    let corpus = corpus(Some(texts))?;
    let mut out = std::io::stdout().lock();
    for id in ids {
        let (date, text) = corpus.get(id).with_context(|| format!("{id}: not in {}", texts.display()))?;
        writeln!(out, "=== {id} {date} article")?;
        for (at, line) in notes::lines(text).iter().enumerate() {
            writeln!(out, "{} {}", at + 1, line.split_whitespace().collect::<Vec<_>>().join(" "))?;
        }
    }
    Ok(())
}

fn resolve(files: &[PathBuf], texts: Option<&Path>, out: &Path) -> Result<()> {
    let corpus = corpus(texts)?;
    let (mut documents, mut faults) = (Vec::new(), Vec::new());
    for file in files {
        for block in notes::blocks(&gold::text(file)?) {
            match notes::document(&block, &corpus) {
                Ok((document, wrong)) => {
                    faults.extend(wrong.iter().map(|wrong| format!("{}: {wrong}", document.id)));
                    documents.push(document);
                }
                Err(wrong) => faults.push(format!("{}: {wrong}", block.head)),
            }
        }
    }
    gold::write(Some(out), &documents)?;
    let mut stdout = std::io::stdout().lock();
    for fault in &faults {
        writeln!(stdout, "{fault}")?;
    }
    writeln!(stdout, "{} documents, {} faults", documents.len(), faults.len())?;
    if !faults.is_empty() {
        bail!("{} notes could not be resolved", faults.len());
    }
    Ok(())
}

fn notes_of(files: &[PathBuf], texts: Option<&Path>, only: &[String]) -> Result<()> {
    let corpus = corpus(texts)?;
    let mut out = std::io::stdout().lock();
    for file in files {
        for document in gold::lines::<Document>(file)? {
            if only.is_empty() || only.contains(&document.id) {
                writeln!(out, "{}", write::notes(&document, &corpus)?)?;
            }
        }
    }
    Ok(())
}

/// Of ten documents so many are for training, the next for development, the last for tests.
const TRAINING: u8 = 8;

fn split(files: &[PathBuf], out: &Path) -> Result<()> {
    let mut parts: BTreeMap<String, Vec<Document>> = BTreeMap::new();
    for file in files {
        for document in gold::lines::<Document>(file)? {
            let bucket = Sha256::digest(document.id.as_bytes()).first().map_or(0, |byte| byte % 10);
            let part = match bucket {
                bucket if bucket < TRAINING => "train",
                TRAINING => "dev",
                _ => "test",
            };
            let outside = if document.text.is_none() { "outside-" } else { "" };
            parts.entry(format!("{outside}{part}.jsonl")).or_default().push(document);
        }
    }
    for (name, mut documents) in parts {
        documents.sort_by(|a, b| a.id.cmp(&b.id));
        gold::write(Some(&out.join(name)), &documents)?;
    }
    Ok(())
}

fn check(files: &[PathBuf], texts: Option<&Path>, json: bool) -> Result<()> {
    let corpus = corpus(texts)?;
    let mut documents: Vec<Document> = Vec::new();
    for file in files {
        documents.extend(gold::lines::<Document>(file)?);
    }
    let faults = check::faults(&documents, &corpus);
    for fault in &faults {
        writeln!(std::io::stdout(), "{fault}")?;
    }
    let mut figures: Figures = check::counts(&documents, &corpus);
    figures.count("faults", faults.len());
    figures.print(json)?;
    if !faults.is_empty() {
        bail!("{} faults", faults.len());
    }
    Ok(())
}

/// The texts of a corpus by their ids, and their dates.
pub(crate) type Corpus = BTreeMap<String, (String, String)>;

pub(crate) fn corpus(path: Option<&Path>) -> Result<Corpus> {
    #[derive(Deserialize)]
    struct Line {
        id: String,
        date: String,
        text: String,
    }
    let Some(path) = path else { return Ok(Corpus::new()) };
    let lines: Vec<Line> = gold::lines(path).context("the texts")?;
    Ok(lines.into_iter().map(|line| (line.id, (line.date, line.text))).collect())
}

/// The text of a document, its own or its corpus's.
pub(crate) fn text_of<'a>(document: &'a Document, corpus: &'a Corpus) -> Option<&'a str> {
    let outside = || document.document.as_ref().and_then(|id| corpus.get(id)).map(|(_, text)| text.as_str());
    document.text.as_deref().or_else(outside)
}
