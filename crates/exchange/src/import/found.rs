//! What a reader finds, and how it becomes an article.

use super::error::{Fault, ImportError};
use jiff::civil::Date;
use legation_text::{Article, Fields, TextError};
use std::iter::Peekable;

/// Articles of an input, one at a time.
pub(crate) type Articles<'a> = Box<dyn Iterator<Item = Result<Article, ImportError>> + 'a>;
/// What a reader finds in an input, one part at a time.
pub(crate) type Parts<'a> = Box<dyn Iterator<Item = Part> + 'a>;

/// What may become an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its name, where the input gives one.
    pub(crate) id: Option<String>,
    pub(crate) date: Option<Date>,
    pub(crate) title: Option<String>,
    pub(crate) source: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) text: String,
}

/// A part of an input, and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) inside: String,
    pub(crate) found: Result<Found, Fault>,
}

impl Part {
    pub(crate) fn new(inside: impl Into<String>, found: Result<Found, Fault>) -> Part {
        Part { inside: inside.into(), found }
    }
}

/// The one part of an input that holds one article.
pub(crate) fn one<'a>(found: Result<Found, Fault>) -> Parts<'a> {
    Box::new(std::iter::once(Part::new("", found)))
}

/// The articles of parts: one without a name is called as its input, with its number where there are several; one without a date has
/// that which was given.
pub(crate) fn named<'a>(name: &str, date: Option<Date>, parts: Parts<'a>) -> Articles<'a> {
    Box::new(Named { name: name.to_owned(), date, parts: parts.peekable(), before: 0 })
}

struct Named<'a> {
    name: String,
    date: Option<Date>,
    parts: Peekable<Parts<'a>>,
    before: usize,
}

impl Iterator for Named<'_> {
    type Item = Result<Article, ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        let Part { inside, found } = self.parts.next()?;
        self.before += 1;
        let is_only = self.before == 1 && self.parts.peek().is_none();
        let name = if is_only { self.name.clone() } else { format!("{}-{}", self.name, self.before) };
        let article = found.and_then(|found| article(found, name, self.date));
        Some(article.map_err(|fault| ImportError::at(inside, fault)))
    }
}

fn article(found: Found, name: String, date: Option<Date>) -> Result<Article, Fault> {
    let filled =
        |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let Found { id, date: own, title, source, url, text } = found;
    let fields = Fields {
        id: filled(id).unwrap_or(name),
        date: own.or(date).ok_or(Fault::NoDate)?,
        title: filled(title),
        source: filled(source),
        url: filled(url),
        text,
    };
    legation_text::article(fields).map_err(|why| match why {
        TextError::NoText => Fault::NoText,
        why => Fault::Text(why),
    })
}
