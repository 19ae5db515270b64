//! From the bytes of a file to its articles.

use crate::dateline;
use crate::{Article, Fields, Note, Span, TextError};
use jiff::civil::Date;
use serde_json::{Map, Value};

/// The articles in the bytes of one file, in their order; an article that cannot be made is an `Err` in its place.
///
/// Bytes whose first character is `{` are JSON lines; everything else is one text. `name` is the file's stem and becomes
/// the id where the input gives none; `date` is the fallback for texts without a date header.
///
/// ```
/// let bytes = b" date 2025-02-27 Talks opened in Istanbul on Thursday.";
/// let article = legation_text::articles("talks", bytes, None).next().unwrap().unwrap();
/// assert_eq!(article.date.to_string(), "2025-02-27");
/// assert_eq!(article.body.of(&article.text), "Talks opened in Istanbul on Thursday.");
/// ```
pub fn articles(
    name: &str,
    bytes: &[u8],
    date: Option<Date>,
) -> impl Iterator<Item = Result<Article, TextError>> {
    let (text, notes) = decode(bytes);
    let articles: Box<dyn Iterator<Item = _>> = if u32::try_from(text.len()).is_err() {
        Box::new(std::iter::once(Err(TextError::TooLarge)))
    } else if text.trim_start().starts_with('{') {
        Box::new(json_articles(text, name.to_owned()))
    } else {
        Box::new(std::iter::once(plain(name, text, notes, date)))
    };
    articles
}

/// An article made once more from what was kept of it: the same that [`articles`] made of the input it came from. None where nothing
/// is left to read.
///
/// ```
/// let bytes = b" date 2025-02-27 ISTANBUL, Feb 27 - Talks opened on Thursday.";
/// let article = legation_text::articles("talks", bytes, None).next().unwrap().unwrap();
/// let kept = legation_text::Article { dateline: None, ..article.clone() };
/// assert_eq!(legation_text::again(kept), Some(article));
/// ```
pub fn again(mut kept: Article) -> Option<Article> {
    // Only what came as a text of its own begins with a header.
    let is_line = kept.title.is_some() || kept.source.is_some() || kept.url.is_some();
    let start = match header(&kept.text) {
        Some((written, end)) if !is_line && written.parse().ok() == Some(kept.date) => end,
        _ => 0,
    };
    kept.body = Span::new(&kept.text, start, kept.text.len())?;
    finish(kept)
}

/// Bytes as text: a byte-order mark is dropped, each invalid byte becomes U+FFFD and is noted.
fn decode(bytes: &[u8]) -> (String, Vec<Note>) {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut text = String::with_capacity(bytes.len());
    let (mut wrong, mut first) = (0usize, None);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for _ in chunk.invalid() {
            first.get_or_insert(text.len());
            wrong += 1;
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    let notes = first.map(|at| Note {
        message: format!("{wrong} bytes are not UTF-8 and were replaced, the first one here"),
        span: Span::new(&text, at, at + char::REPLACEMENT_CHARACTER.len_utf8()),
    });
    let notes = notes.into_iter().collect();
    (text, notes)
}

/// One article in a text that may begin with a date header.
fn plain(name: &str, text: String, notes: Vec<Note>, fallback: Option<Date>) -> Result<Article, TextError> {
    if text.chars().all(is_blank) {
        return Err(TextError::Empty);
    }
    let (date, start) = match header(&text) {
        Some((written, end)) => {
            let date = written.parse().map_err(|_| TextError::ImpossibleDate(written.to_owned()))?;
            (date, end)
        }
        None => (fallback.ok_or(TextError::NoDate)?, 0),
    };
    let article = Article {
        id: name.to_owned(),
        date,
        title: None,
        source: None,
        url: None,
        body: Span::new(&text, start, text.len()).ok_or(TextError::TooLarge)?,
        text,
        dateline: None,
        notes,
    };
    finish(article).ok_or(TextError::NoText)
}

/// The date of a header ` date 2025-02-27 `, and where it ends.
fn header(text: &str) -> Option<(&str, usize)> {
    let lead = text.len() - text.trim_start_matches(is_blank).len();
    let word = text.get(lead..lead + 4).filter(|word| word.eq_ignore_ascii_case("date"))?;
    let after = text[lead + word.len()..].strip_prefix(':').unwrap_or(&text[lead + word.len()..]);
    let written = after.trim_start_matches(is_blank);
    if written.len() == after.len() {
        return None;
    }
    let end = written.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(written.len());
    let written = &written[..end];
    let shape: Vec<usize> = written.split('-').map(str::len).collect();
    (shape == [4, 2, 2]).then(|| (written, written.as_ptr() as usize - text.as_ptr() as usize + end))
}

/// The articles of JSON lines. A file that holds one object over several lines is read as that object.
fn json_articles(text: String, name: String) -> impl Iterator<Item = Result<Article, TextError>> {
    let whole = serde_json::from_str::<Map<String, Value>>(&text).ok();
    let mut lines = Vec::new();
    if whole.is_none() {
        let mut at = 0;
        for line in text.split(['\n', '\r']) {
            lines.push(at..at + line.len());
            at += line.len() + 1;
        }
    }
    let one = whole.map(|object| json_article(object, 1, &name));
    let mut number = 0;
    let mut after_return = false;
    let many = lines.into_iter().filter_map(move |range| {
        // `\r\n` is one line end: the empty piece between the two marks is not a line.
        let is_gap = range.is_empty() && after_return;
        after_return = text.as_bytes().get(range.end) == Some(&b'\r');
        number += usize::from(!is_gap);
        line(&name, text.get(range)?, number)
    });
    one.into_iter().chain(many)
}

/// The article of one JSON line; none where it is blank. `number` is that of the line, `name` the stem of its file.
pub fn line(name: &str, line: &str, number: usize) -> Option<Result<Article, TextError>> {
    if line.chars().all(is_blank) {
        return None;
    }
    Some(match serde_json::from_str::<Map<String, Value>>(line.trim_matches(is_blank)) {
        Ok(object) => json_article(object, number, name),
        Err(why) => Err(TextError::BadJson { line: number, reason: why.to_string() }),
    })
}

/// The article of one JSON object.
fn json_article(mut object: Map<String, Value>, line: usize, name: &str) -> Result<Article, TextError> {
    let mut string = |field: &'static str| match object.remove(field) {
        Some(Value::String(text)) => Some(text),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    let id = string("id").unwrap_or_else(|| format!("{name}-{line}"));
    let written = string("date").ok_or(TextError::BadField { line, field: "date" })?;
    let date = day(&written).ok_or(TextError::BadLineDate { line, date: written })?;
    let text = string("text").ok_or(TextError::BadField { line, field: "text" })?;
    let (title, source, url) = (string("title"), string("source"), string("url"));
    article(Fields { id, date, title, source, url, text }).map_err(|why| match why {
        TextError::NoText => TextError::BadField { line, field: "text" },
        why => why,
    })
}

/// The article of some fields: the same that a JSON line with these fields makes.
///
/// ```
/// let line = br#"{"id": "a", "date": "2025-02-27", "title": "Talks", "text": "Talks opened."}"#;
/// let fields = legation_text::Fields {
///     id: "a".to_owned(),
///     date: "2025-02-27".parse().unwrap(),
///     title: Some("Talks".to_owned()),
///     source: None,
///     url: None,
///     text: "Talks opened.".to_owned(),
/// };
/// assert_eq!(Some(legation_text::article(fields)), legation_text::articles("", line, None).next());
/// ```
pub fn article(fields: Fields) -> Result<Article, TextError> {
    let Fields { id, date, title, source, url, text } = fields;
    let body = Span::new(&text, 0, text.len()).ok_or(TextError::TooLarge)?;
    let article = Article { id, date, title, source, url, text, body, dateline: None, notes: Vec::new() };
    finish(article).ok_or(TextError::NoText)
}

/// Whether a text begins with its date, as ` date 2025-02-27 `.
pub fn has_header(text: &str) -> bool {
    header(text).is_some()
}

/// The day of `2025-02-27` or `2025-02-27T10:00:00Z`.
fn day(written: &str) -> Option<Date> {
    let day = written.get(..10)?;
    let rest = &written[10..];
    (rest.is_empty() || rest.starts_with(['T', 't', ' '])).then(|| day.parse().ok()).flatten()
}

/// Trims the body and takes the dateline off it; none where nothing is left.
fn finish(mut article: Article) -> Option<Article> {
    article.body = trim(&article.text, article.body)?;
    article.dateline = dateline::find(&article.text, article.body, article.date);
    if let Some(dateline) = &article.dateline {
        let rest = Span::new(&article.text, dateline.span.end(), article.body.end())?;
        article.body = trim(&article.text, rest)?;
    }
    Some(article)
}

/// The span without blanks at its ends; none where it is all blank.
fn trim(text: &str, span: Span) -> Option<Span> {
    let words = span.of(text);
    let start = span.start() + (words.len() - words.trim_start_matches(is_blank).len());
    let end = span.start() + words.trim_end_matches(is_blank).len();
    (start < end).then(|| Span::new(text, start, end)).flatten()
}

/// White space, or a character that takes no room: what may stand between words without being one.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}
