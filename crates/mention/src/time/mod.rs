//! Temporal expressions, normalised to TIMEX3 (TimeML 1.2.1), and the days on which things took place.
//!
//! The article's date is "today". `Thursday` and `Feb. 12` mean the day before it, unless the words around them look ahead
//! (`will`, `until`, `scheduled`).

mod anchor;
mod grammar;

use crate::Mention;
use legation_language::Parse;
use legation_record::TimeMention;
use legation_text::{Article, Document, Span};

pub(crate) use anchor::looks_ahead;
pub use anchor::{Anchor, anchor};

/// Finds the times.
pub(crate) fn find(article: &Article, document: &Document, parse: &Parse) -> Vec<Mention<TimeMention<Span>>> {
    let mut times = Vec::new();
    for sentence in &document.sentences {
        let words: Vec<&str> = document.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize]
            .iter()
            .map(|token| token.span.of(&article.text))
            .collect();
        let reader = grammar::Reader::new(&words, parse, sentence.tokens.start, article.date);
        for found in reader.find() {
            let tokens = sentence.tokens.start + found.start as u32..sentence.tokens.start + found.end as u32;
            let Some(span) = document.span_of(tokens.clone()) else { continue };
            times.push(Mention {
                head: crate::head_of(parse, tokens.clone()),
                tokens,
                is: TimeMention { span, kind: found.kind, value: found.value, modifier: found.modifier },
            });
        }
    }
    times
}
