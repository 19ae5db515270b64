//! Statements, events and agenda: the one door from article to record.
//!
//! [`Reader::read`] never fails and never panics: odd input gives fewer findings and a note. It is pure: no files, no
//! clock, no threads, no state; the same article gives the same record.

mod agenda;
mod event;
mod statement;

use legation_language::{Model, Parse};
use legation_mention::Mentions;
use legation_record::{ReaderVersion, Record, SCHEMA};
use legation_text::{Article, Document, Span};

/// Reads articles.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    model: &'static Model,
}

/// An article with everything that the lower layers know of it: what the rules look at.
pub(crate) struct Reading<'a> {
    pub(crate) article: &'a Article,
    pub(crate) document: &'a Document,
    pub(crate) parse: &'a Parse,
    pub(crate) mentions: &'a Mentions,
}

impl Default for Reader {
    fn default() -> Self {
        Reader::new()
    }
}

impl Reader {
    /// A reader with the embedded model.
    pub fn new() -> Reader {
        Reader { model: Model::embedded() }
    }

    /// The record of an article.
    pub fn read(&self, article: &Article) -> Record<Span> {
        let document = Document::of(article);
        let parse = self.model.parse(&article.text, &document);
        let mentions = legation_mention::find(article, &document, &parse);
        let reading = Reading { article, document: &document, parse: &parse, mentions: &mentions };
        let statements = statement::find(&reading);
        let events = event::find(&reading, &statements);
        let agenda = agenda::find(&reading, &statements, &events);
        Record {
            schema: SCHEMA,
            id: article.id.clone(),
            date: article.date.into(),
            title: article.title.clone(),
            source: article.source.clone(),
            url: article.url.clone(),
            reader: ReaderVersion::default(),
            notes: Vec::new(),
            statements,
            events,
            agenda,
            mentions: legation_record::Mentions::default(),
        }
    }
}
