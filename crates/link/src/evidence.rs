//! Where something stands.

use crate::Article;
use legation_record::PartialDate;
use legation_text::{CodePoints, Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The words that say something, and where they stand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// The day the article was published.
    pub date: PartialDate,
    /// The article's id.
    pub article: String,
    /// Its outlet.
    pub source: Option<String>,
    /// The first code point of the words in the article's text.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The words, white space joined.
    pub text: String,
}

impl Evidence {
    /// The words at a span.
    pub fn at(article: &Article<'_>, points: &CodePoints, span: Span) -> Evidence {
        let [start, end] = points.span(span);
        Evidence {
            date: article.record.date,
            article: article.record.id.clone(),
            source: article.outlet.map(str::to_owned),
            start,
            end,
            text: span.of(article.text).split_whitespace().collect::<Vec<_>>().join(" "),
        }
    }
}
