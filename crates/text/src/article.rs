//! The article: its date, dateline and body, from the bytes of a file.

use crate::Span;
use jiff::civil::Date;

/// One dated article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// The file's stem, or the `id` of a JSON line.
    pub id: String,
    /// The day it was published.
    pub date: Date,
    /// Its headline, where the input names it apart from the text.
    pub title: Option<String>,
    /// The outlet, where the input names it.
    pub source: Option<String>,
    /// Its address, where the input names it.
    pub url: Option<String>,
    /// The stored original: what every span of the article points into.
    pub text: String,
    /// What is read: the text without the date header and the dateline.
    pub body: Span,
    /// The dateline at the head of the body, where there is one.
    pub dateline: Option<Dateline>,
    /// What was odd about the input.
    pub notes: Vec<Note>,
}

/// What is known of an article that is a member of something: a JSON line, a row of a table, a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields {
    /// Its name.
    pub id: String,
    /// The day it was published.
    pub date: Date,
    /// Its headline.
    pub title: Option<String>,
    /// The outlet.
    pub source: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The text, into which all spans will point.
    pub text: String,
}

/// `DUBAI, May 21. /TASS/.`: where, when and by whom an agency's report was filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// All of it.
    pub span: Span,
    /// The place named.
    pub place: Option<Span>,
    /// The words of the date.
    pub date_span: Option<Span>,
    /// The day meant: the one nearest to the article's date.
    pub date: Option<Date>,
    /// The agency named.
    pub agency: Option<Span>,
}

/// Something the reader noticed and went on from; never an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What, in one short sentence.
    pub message: String,
    /// Where, if at one place.
    pub span: Option<Span>,
}
