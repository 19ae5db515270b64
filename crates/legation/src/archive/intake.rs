//! Articles on their way into the store: from paths to what is read in them.

use crate::arguments::ModelChoice;
use crate::config::{Keeping, Settings};
use crate::input::{Source, Trouble, expand};
use anyhow::{Context, Result};
use jiff::Timestamp;
use jiff::civil::Date;
use legation_knowledge::outlets::Outlets;
use legation_language::Model;
use legation_read::Reader;
use legation_record::{Offsets, Record, WireRecord};
use legation_store::{Entry, Keep, Stored};
use legation_text::{Article, CodePoints, Document, Span};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::path::PathBuf;

/// Reads articles into entries of the store, on all threads.
pub(super) struct Intake {
    pool: ThreadPool,
    reader: Reader,
    keep: Keeping,
    outlets: Outlets,
}

impl Intake {
    /// With the model, tables and threads of the settings.
    pub(super) fn new(settings: &Settings) -> Result<Intake> {
        let pool = ThreadPoolBuilder::new()
            .num_threads(settings.threads.map_or(0, usize::from))
            .build()
            .context("the threads could not be started; try --threads 1")?;
        let model = match settings.model {
            ModelChoice::Accurate => Model::accurate(),
            ModelChoice::Fast => Model::fast(),
        };
        let world = crate::knowledge::world(&settings.knowledge)?;
        let frames = crate::knowledge::frames(&settings.frames)?;
        let reader = Reader::with(model).knowing(world).framing(frames);
        let outlets = super::outlets::known(&settings.sources)?;
        Ok(Intake { pool, reader, keep: settings.keep.clone(), outlets })
    }

    /// Reads some articles, in their order.
    pub(super) fn entries(&self, articles: Vec<Article>) -> Vec<Entry> {
        let added = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        self.pool
            .install(|| articles.into_par_iter().map(|article| self.entry(article, added.clone())).collect())
    }

    /// What reads: its versions, as a record has them.
    pub(super) fn version(&self) -> legation_record::ReaderVersion {
        self.reader.version()
    }

    fn entry(&self, article: Article, added: String) -> Entry {
        let language = super::language::of(&article);
        let is_coded = language.is_none_or(|language| language == super::language::READ);
        let record = if is_coded { self.reader.read(&article) } else { self.reader.unread(&article) };
        let keep = self.keep.of(record.source.as_deref()).into();
        let language = language.map(str::to_owned);
        Entry { language, is_coded, keep, added, ..self.whole(article, record) }
    }

    /// An article that the store knows, as it came from a file: without a record, for it has one.
    pub(super) fn bare(&self, article: Article) -> Entry {
        let record = self.reader.unread(&article);
        self.whole(article, record)
    }

    /// An article and what was read in it, all of it to be kept.
    fn whole(&self, article: Article, record: Record<Span>) -> Entry {
        let points = CodePoints::of(&article.text);
        let document = Document::of(&article);
        let sentences = document.sentences.iter().map(|sentence| {
            let [start, end] = points.span(sentence.span);
            Offsets(start, end)
        });
        let sentences = sentences.collect();
        let record = record.on_the_wire(&article.text);
        let outlet = super::outlets::of(&self.outlets, &record);
        Entry {
            text: article.text,
            record,
            sentences,
            language: None,
            is_coded: true,
            outlet,
            keep: Keep::Full,
            added: String::new(),
        }
    }
}

/// The article that a stored one was; none where its text is not kept.
pub(super) fn article_of(stored: Stored) -> Option<Article> {
    let WireRecord { id, date, title, source, url, .. } = stored.record;
    let text = stored.text?;
    let body = Span::new(&text, 0, 0)?;
    legation_text::again(Article {
        id,
        date: date.day()?,
        title,
        source,
        url,
        text,
        body,
        dateline: None,
        notes: Vec::new(),
    })
}

/// Calls `take` for each article that some paths name, and `refuse` for what cannot be read, in order; stops where either fails.
pub(super) fn each_article(
    paths: &[PathBuf],
    date: Option<Date>,
    mut take: impl FnMut(Result<Article, Trouble>) -> Result<()>,
    mut begun: impl FnMut(u64),
) -> Result<()> {
    let sources = expand(paths);
    begun(sources.iter().flatten().map(Source::size).sum());
    for source in sources {
        let (source, bytes) = match source.and_then(|source| source.bytes().map(|bytes| (source, bytes))) {
            Ok(read) => read,
            Err(trouble) => {
                take(Err(trouble))?;
                continue;
            }
        };
        for article in legation_text::articles(&source.stem(), &bytes, date) {
            take(article.map_err(|why| Trouble {
                place: source.label(),
                reason: why.to_string(),
                remedy: why.remedy().to_owned(),
            }))?;
        }
    }
    Ok(())
}
