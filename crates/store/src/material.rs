//! What linking works on: articles of the store with their records, as they were known on a day.

use crate::{Filter, Joined, Storage, StoreError, Stored};
use legation_link::Article;
use legation_record::{Offsets, Record, WireRecord};
use legation_text::Span;

/// An article out of the store.
#[derive(Clone, Debug)]
pub struct Kept {
    digest: String,
    outlet: Option<String>,
    text: String,
    record: Record<Span>,
}

impl Kept {
    /// Of an article that has its text, or at least the sentences with evidence. A record that is not one of its text is a fault that
    /// `check` tells of.
    pub fn of(stored: Stored) -> Option<Kept> {
        let Stored { digest, outlet, text, record, snippets, .. } = stored;
        let (text, record) = match text {
            Some(text) => {
                let record = record.off_the_wire(&text)?;
                (text, record)
            }
            None => rebuilt(&record, &snippets)?,
        };
        Some(Kept { digest: digest.as_str().to_owned(), outlet, text, record })
    }

    /// As linking takes it, for itself.
    pub fn article(&self) -> Article<'_> {
        Article {
            digest: &self.digest,
            origin: &self.digest,
            outlet: self.outlet.as_deref(),
            text: &self.text,
            record: &self.record,
        }
    }
}

/// A text with the sentences where they stood and blanks between them, long enough for all that the record points to.
fn rebuilt(record: &WireRecord, snippets: &[(Offsets, String)]) -> Option<(String, Record<Span>)> {
    /// So many times the text is made longer: what is told behind its last sentence with evidence is no book.
    const TRIES: u32 = 12;
    let mut length = snippets.last()?.0.1 as usize;
    for _ in 0..TRIES {
        let mut text: Vec<char> = vec![' '; length];
        for (Offsets(start, end), sentence) in snippets {
            let place = text.get_mut(*start as usize..*end as usize)?;
            place.iter_mut().zip(sentence.chars()).for_each(|(blank, letter)| *blank = letter);
        }
        let text: String = text.into_iter().collect();
        if let Some(record) = record.clone().off_the_wire(&text) {
            return Some((text, record));
        }
        length = length * 2 + 1000;
    }
    None
}

/// Articles out of the store, and how many had to be left out.
#[derive(Clone, Debug, Default)]
pub struct Material {
    kept: Vec<Kept>,
    /// Those whose text may not be kept.
    without_text: u64,
}

impl Material {
    /// The articles that a filter lets through, in an order that depends on nothing but their content.
    pub fn of(store: &dyn Storage, filter: &Filter) -> Result<Material, StoreError> {
        Material::through(store, filter, &|stored| stored)
    }

    /// The same, each as `pass` hands it on.
    pub fn through(
        store: &dyn Storage,
        filter: &Filter,
        pass: &dyn Fn(Stored) -> Stored,
    ) -> Result<Material, StoreError> {
        let mut material = Material::default();
        store.each(filter, false, &mut |stored| {
            let kept = Kept::of(pass(stored));
            material.without_text += u64::from(kept.is_none());
            material.kept.extend(kept);
            Ok(())
        })?;
        Ok(material)
    }

    /// As linking takes them; copies have the origin that is known of them.
    pub fn articles<'a>(&'a self, joined: &'a Joined) -> Vec<Article<'a>> {
        let article = |kept: &'a Kept| Article { origin: joined.origin(&kept.digest), ..kept.article() };
        self.kept.iter().map(article).collect()
    }

    /// How many had to be left out, since their text may not be kept.
    pub fn left_out(&self) -> u64 {
        self.without_text
    }
}
