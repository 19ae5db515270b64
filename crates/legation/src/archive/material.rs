//! What linking works on: articles of the store with their records, as they were known on a day.

use super::links::Links;
use super::told;
use anyhow::Result;
use legation_link::Article;
use legation_record::Record;
use legation_store::{Filter, Sqlite, Storage, Stored};
use legation_text::Span;
use std::io::Write as _;

/// An article out of the store.
pub(super) struct Kept {
    digest: String,
    outlet: Option<String>,
    text: String,
    record: Record<Span>,
}

impl Kept {
    /// Of an article that has its text; a record that is not one of its text is a fault that `check` tells of.
    pub(super) fn of(stored: Stored) -> Option<Kept> {
        let text = stored.text?;
        let record = stored.record.off_the_wire(&text)?;
        Some(Kept { digest: stored.digest.as_str().to_owned(), outlet: stored.outlet, text, record })
    }

    /// As linking takes it, for itself.
    pub(super) fn article(&self) -> Article<'_> {
        Article {
            digest: &self.digest,
            origin: &self.digest,
            outlet: self.outlet.as_deref(),
            text: &self.text,
            record: &self.record,
        }
    }
}

/// Articles out of the store, and how many had to be left out.
#[derive(Default)]
pub(super) struct Material {
    kept: Vec<Kept>,
    /// Those whose text may not be kept.
    without_text: u64,
}

impl Material {
    /// The articles that a filter lets through, in an order that depends on nothing but their content.
    pub(super) fn of(store: &Sqlite, filter: &Filter) -> Result<Material> {
        let mut material = Material::default();
        store
            .each(filter, false, &mut |stored| {
                material.without_text += u64::from(stored.text.is_none());
                material.kept.extend(Kept::of(stored));
                Ok(())
            })
            .map_err(told)?;
        Ok(material)
    }

    /// As linking takes them; copies have the origin that the links know.
    pub(super) fn articles<'a>(&'a self, links: &'a Links) -> Vec<Article<'a>> {
        let article = |kept: &'a Kept| Article { origin: links.origin(&kept.digest), ..kept.article() };
        self.kept.iter().map(article).collect()
    }

    /// Says on standard error what was left out.
    pub(super) fn tell(&self) {
        if self.without_text > 0 {
            // Nobody is left to tell when standard error is closed.
            let _ = writeln!(
                anstream::stderr().lock(),
                "note: {} articles that are kept without their text are left out\n  hint: `legation attach FOLDER` gives texts back",
                self.without_text
            );
        }
    }
}
