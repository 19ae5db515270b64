//! An article as linking sees it.

use jiff::civil::Date;
use legation_record::Record;
use legation_text::Span;

/// An article and what was read in it.
#[derive(Clone, Copy, Debug)]
pub struct Article<'a> {
    /// The digest of its content: what it is known by, and what settles an order where nothing else does.
    pub digest: &'a str,
    /// The digest of the article that it is a copy of, or its own: articles of one origin count once.
    pub origin: &'a str,
    /// Its outlet, as the store names it.
    pub outlet: Option<&'a str>,
    /// Its stored text.
    pub text: &'a str,
    /// What was read in it.
    pub record: &'a Record<Span>,
}

impl Article<'_> {
    /// The first day on which it can have been published.
    pub fn published(&self) -> Date {
        self.record.date.first_day()
    }
}
