//! Temporal expressions, normalised to TIMEX3 (TimeML 1.2.1), and the days on which things took place.
//!
//! The article's date is "today". `Thursday` and `Feb. 12` mean the day before it, unless the words around them look ahead
//! (`will`, `until`, `scheduled`); `the next day` and `that month` are reckoned from the time told of last.

mod anchor;
mod grammar;
mod point;
mod story;

use crate::Mention;
use legation_language::Parse;
use legation_record::TimeMention;
use legation_text::{Article, Document, Span};

pub use anchor::{Anchor, anchor, days};
pub(crate) use anchor::{looks_ahead, looks_back};

/// Finds the times.
pub(crate) fn find(article: &Article, document: &Document, parse: &Parse) -> Vec<Mention<TimeMention<Span>>> {
    let mut times = Vec::new();
    let mut story = story::Story::of(article, document);
    for sentence in &document.sentences {
        let words: Vec<&str> = document.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize]
            .iter()
            .map(|token| token.span.of(&article.text))
            .collect();
        let reader = grammar::Reader::new(&words, parse, sentence.tokens.start, &mut story);
        for found in reader.find() {
            let tokens = sentence.tokens.start + found.start as u32..sentence.tokens.start + found.end as u32;
            let Some(span) = document.span_of(tokens.clone()) else { continue };
            times.push(Mention {
                head: crate::head_of(parse, tokens.clone()),
                tokens,
                is: TimeMention {
                    span,
                    kind: found.kind,
                    value: found.value,
                    modifier: found.modifier,
                    begin_point: found.extent.map(|(begin, _)| begin),
                    end_point: found.extent.map(|(_, end)| end),
                },
            });
        }
    }
    times
}
