//! Articles on their way into the store.

use crate::config::{Keeping, Settings};
use crate::reading::Bench;
use anyhow::Result;
use jiff::Timestamp;
use legation_knowledge::outlets::Outlets;
use legation_read::Reader;
use legation_record::{Offsets, Record, WireRecord};
use legation_store::{Entry, Keep, Stored};
use legation_text::{Article, CodePoints, Document, Span};
use rayon::ThreadPool;
use rayon::prelude::*;

/// Reads articles into entries of the store, on all threads.
pub(crate) struct Intake {
    pool: ThreadPool,
    reader: Reader,
    keep: Keeping,
    outlets: Outlets,
}

impl Intake {
    /// With the model, tables and threads of the settings.
    pub(crate) fn new(settings: &Settings) -> Result<Intake> {
        let Bench { pool, reader, .. } = Bench::of(settings)?;
        let outlets = super::outlets::known(&settings.sources)?;
        Ok(Intake { pool, reader, keep: settings.keep.clone(), outlets })
    }

    /// Reads some articles, in their order.
    pub(crate) fn entries(&self, articles: Vec<Article>) -> Vec<Entry> {
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
