//! An article with all that was read in it and all that the tables know under its words.

use anyhow::{Context, Result};
use jiff::civil::Date;
use legation_knowledge::world::{Sense, World};
use legation_language::{NameKind, Parse};
use legation_record::Record;
use legation_text::{Article, Document, Span};
use serde_json::json;

/// What the exchanges look at.
pub(crate) struct Reading {
    pub(crate) article: Article,
    pub(crate) document: Document,
    pub(crate) parse: Parse,
    pub(crate) record: Record<Span>,
    /// The longest names and nouns of the tables, in order, apart.
    pub(crate) known: Vec<(Span, Vec<Sense>)>,
}

impl Reading {
    /// Reads a text of a day.
    pub(crate) fn of(id: &str, date: Date, text: &str) -> Result<Reading> {
        let line = json!({"id": id, "date": date.to_string(), "text": text}).to_string();
        let article = legation_text::articles(id, line.as_bytes(), None).next();
        let article = article.with_context(|| format!("{id}: no article"))?.with_context(|| id.to_owned())?;
        let (document, parse, record) = crate::model::read(&article);
        let known = known(&article.text, &document);
        Ok(Reading { article, document, parse, record, known })
    }

    pub(crate) fn text(&self) -> &str {
        &self.article.text
    }

    /// The names that the model finds, and what kind of thing they name.
    pub(crate) fn names(&self) -> impl Iterator<Item = (Span, NameKind)> + '_ {
        let names = self.parse.names().iter();
        names.filter_map(|name| Some((self.document.span_of(name.tokens.clone())?, name.kind)))
    }

    /// The names that the model takes for people's.
    pub(crate) fn people(&self) -> Vec<Span> {
        self.names().filter(|(_, kind)| *kind == NameKind::Person).map(|(span, _)| span).collect()
    }

    /// The sentence around an offset, or the next one; none behind the last.
    pub(crate) fn sentence(&self, offset: usize) -> &str {
        let at = self.document.sentences.partition_point(|sentence| sentence.span.end() <= offset);
        self.document.sentences.get(at).map_or("", |sentence| sentence.span.of(self.text()))
    }

    /// Whether a span begins a sentence, where every word has a capital.
    pub(crate) fn begins_sentence(&self, span: Span) -> bool {
        let sentences = &self.document.sentences;
        sentences.binary_search_by_key(&span.start(), |sentence| sentence.span.start()).is_ok()
    }
}

fn known(text: &str, document: &Document) -> Vec<(Span, Vec<Sense>)> {
    let mut known = Vec::new();
    for sentence in &document.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let words = document.tokens[at as usize..sentence.tokens.end as usize].iter();
            let found = World::embedded().longest(words.take(10).map(|token| token.span.of(text)));
            let Some((length, senses)) = found else {
                at += 1;
                continue;
            };
            known.extend(document.span_of(at..at + length as u32).map(|span| (span, senses)));
            at += length as u32;
        }
    }
    known
}
