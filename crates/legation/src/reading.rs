//! `legation read`: articles in, records out, in the order of the input whatever the number of threads.

use crate::arguments::{Explained, Format, ModelChoice, Part, ReadOptions};
use crate::config::Settings;
use crate::input::{Inputs, Trouble};
use crate::progress::Progress;
use crate::{only, view};
use anyhow::{Context, Result, bail};
use legation_knowledge::world::World;
use legation_language::Model;
use legation_read::Reader;
use legation_text::{Article, Document};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

/// How many bytes of articles are read at once: enough for all threads, little enough not to keep anyone waiting.
const BATCH_BYTES: usize = 1 << 18;

/// Runs the command; `config` is the file of settings, where one is named.
pub(crate) fn run(options: &ReadOptions, config: Option<&Path>) -> Result<ExitCode> {
    let settings = Settings::resolve(config, &options.said())?;
    let bench = Bench::of(&settings)?;
    if options.format == Format::Csv && options.only.is_none() {
        bail!(
            "a whole record is no table\n  hint: name a part of it with --only events, statements or agenda"
        );
    }
    let inputs = Inputs::of(&options.paths);
    let mut run = Run {
        printer: Printer::new(options, &bench),
        pool: bench.pool,
        batch: Batch::default(),
        progress: Progress::new(inputs.size()),
        failed: 0,
    };
    run.printer.header()?;
    inputs.each(options.date, |article| run.take(article))?;
    run.flush()?;
    Ok(if run.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// So many threads as the settings say.
pub(crate) fn threads(settings: &Settings) -> Result<ThreadPool> {
    ThreadPoolBuilder::new()
        .num_threads(settings.threads.map_or(0, usize::from))
        .build()
        .context("the threads could not be started; try --threads 1")
}

/// What reads: the threads, the model, the tables.
pub(crate) struct Bench {
    pub(crate) pool: ThreadPool,
    pub(crate) reader: Reader,
    model: &'static Model,
    world: &'static World,
}

impl Bench {
    /// As the settings have them.
    pub(crate) fn of(settings: &Settings) -> Result<Bench> {
        let pool = threads(settings)?;
        let model = match settings.model {
            ModelChoice::Accurate => Model::accurate(),
            ModelChoice::Fast => Model::fast(),
        };
        let world = crate::knowledge::world(&settings.knowledge)?;
        let frames = crate::knowledge::frames(&settings.frames)?;
        Ok(Bench { pool, reader: Reader::with(model).knowing(world).framing(frames), model, world })
    }
}

/// Articles that wait to be read together.
#[derive(Default)]
pub(crate) struct Batch {
    pub(crate) articles: Vec<Article>,
    pub(crate) bytes: usize,
}

impl Batch {
    /// One more; true where they are enough to be read.
    pub(crate) fn push(&mut self, article: Article) -> bool {
        self.bytes += article.text.len();
        self.articles.push(article);
        self.bytes >= BATCH_BYTES
    }
}

struct Run {
    printer: Printer,
    pool: ThreadPool,
    batch: Batch,
    progress: Progress,
    failed: usize,
}

impl Run {
    /// Takes in an article, or says what is wrong with an input.
    fn take(&mut self, article: Result<Article, Trouble>) -> Result<()> {
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

    /// Reads what waits and prints it.
    fn flush(&mut self) -> Result<()> {
        let batch = std::mem::take(&mut self.batch);
        let printer = &self.printer;
        let shown: Vec<Vec<u8>> = self.pool.install(|| {
            batch.articles.par_iter().map(|article| printer.show(article)).collect::<Result<_>>()
        })?;
        self.progress.suspend(|| shown.iter().try_for_each(|bytes| printer.print(bytes)))?;
        self.progress.advance(batch.bytes as u64);
        Ok(())
    }

    /// Says what is wrong with an input, after everything before it, and goes on.
    fn refuse(&mut self, trouble: &Trouble) -> Result<()> {
        self.flush()?;
        self.failed += 1;
        self.progress.suspend(|| trouble.tell());
        Ok(())
    }
}

/// Reads articles into what is printed.
struct Printer {
    reader: Reader,
    model: &'static Model,
    world: &'static World,
    format: Format,
    only: Option<Part>,
    explain: Option<Explained>,
    layout: view::Layout,
}

impl Printer {
    fn new(options: &ReadOptions, bench: &Bench) -> Printer {
        Printer {
            reader: bench.reader,
            model: bench.model,
            world: bench.world,
            format: options.format,
            only: options.only,
            explain: options.explain,
            layout: view::Layout::of_terminal(),
        }
    }

    /// The bytes that show one article.
    fn show(&self, article: &Article) -> Result<Vec<u8>> {
        if let Some(what) = self.explain {
            let document = Document::of(article);
            let parse = self.model.parse(&article.text, &document);
            let choices = legation_mention::candidates(self.world, article, &document, &parse);
            let mentions = legation_mention::find(self.world, article, &document, &parse);
            let reasons = self.reader.reasons(article, &document, &parse, &mentions);
            let record = self.reader.record(article, &document, &parse, mentions);
            let why = view::Why { choices: &choices, reasons: &reasons };
            return Ok(view::explain(article, &record, &why, what, self.layout).into_bytes());
        }
        let record = self.reader.read(article);
        if let Some(part) = self.only {
            return Ok(match self.format {
                Format::Text => view::part_of(article, &record, part, self.layout).into_bytes(),
                Format::Csv => only::csv(&record.on_the_wire(&article.text), &article.text, part)?,
                Format::Json | Format::Jsonl => only::jsonl(&record.on_the_wire(&article.text), part)?,
            });
        }
        Ok(match self.format {
            // A table is refused before anything is read.
            Format::Csv => Vec::new(),
            Format::Text => view::article(article, &record, self.layout).into_bytes(),
            Format::Json => {
                let mut bytes = serde_json::to_vec_pretty(&record.on_the_wire(&article.text))?;
                bytes.push(b'\n');
                bytes
            }
            Format::Jsonl => {
                let mut bytes = serde_json::to_vec(&record.on_the_wire(&article.text))?;
                bytes.push(b'\n');
                bytes
            }
        })
    }

    /// Writes what stands before all articles: the names of the columns of a table.
    fn header(&self) -> Result<()> {
        match self.only {
            Some(part) if self.format == Format::Csv => self.print(&only::header(part)?),
            _ => Ok(()),
        }
    }

    /// Writes them; colour only where standard output is a terminal that wants it.
    fn print(&self, bytes: &[u8]) -> Result<()> {
        if self.format == Format::Text {
            let mut out = anstream::stdout().lock();
            out.write_all(bytes)?;
            out.flush()?;
        } else {
            let mut out = io::stdout().lock();
            out.write_all(bytes)?;
            if io::stdout().is_terminal() {
                out.flush()?;
            }
        }
        Ok(())
    }
}
