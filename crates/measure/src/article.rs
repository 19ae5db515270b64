//! A gold text as an article, and code points of it.

use jiff::civil::{Date, date};
use legation_text::{Article, Span};

/// A text that is read as it stands, without header or dateline. The date is that of the gold, or one that means nothing.
pub(crate) fn of(id: &str, text: &str, day: Option<&str>) -> Option<Article> {
    let day: Option<Date> = day.and_then(|day| day.get(..10)).and_then(|day| day.parse().ok());
    let body = Span::new(text, 0, text.len())?;
    Some(Article {
        id: id.to_owned(),
        date: day.unwrap_or(date(2000, 1, 1)),
        title: None,
        source: None,
        url: None,
        text: text.to_owned(),
        body,
        dateline: None,
        notes: Vec::new(),
    })
}
