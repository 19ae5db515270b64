//! Articles with certain words, or what somebody said.

use super::{Counted, Query, Sight, View, Which, both, which};
use crate::address::{Address, Params};
use crate::problem::Problem;
use legation_store::{Hit, Storage};
use serde::Serialize;
use utoipa::ToSchema;

/// Which words, in which articles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SearchQuery {
    /// `q`: words; phrases in quotation marks; AND, OR, NOT; beginnings with a star. A page without words finds nothing.
    pub words: Option<String>,
    /// Only in what was said by somebody of this name.
    pub speaker: Option<String>,
    /// Days, outlet and actors of the articles.
    pub which: Which,
    /// How many.
    pub counted: Counted,
}

/// What was found, the best first.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Search {
    /// What was found.
    pub items: Vec<Found>,
    /// Always null: there are no more than `limit` asks for.
    pub next: Option<String>,
}

/// An article or statement that has the words.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Found {
    /// The article's id.
    pub article: String,
    /// The day it was published.
    pub date: String,
    /// Its headline.
    pub title: Option<String>,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Who says it, in a search of what was said.
    pub who: Option<String>,
    /// The words around what was found.
    pub snippet: Vec<Piece>,
    /// How well it fits: more is better.
    pub score: f64,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Whether they are what was looked for.
    pub found: bool,
}

impl Query for SearchQuery {
    fn take(params: &mut Params) -> Result<SearchQuery, Problem> {
        Ok(SearchQuery {
            words: params.one("q")?,
            speaker: params.one("speaker")?,
            which: Which::take(params)?,
            counted: Counted { limit: which::limit(params)? },
        })
    }

    fn addresses(&self) -> [String; 2] {
        both(Address::new("/search"), Address::new("/api/v1/search"), |address| {
            address.add("q", self.words.as_deref());
            address.add("speaker", self.speaker.as_deref());
            self.which.write(address);
            address.add("limit", self.counted.limit);
        })
    }
}

impl View for SearchQuery {
    type Matter = Search;

    fn see(&self, sight: &Sight<'_>) -> Result<Search, Problem> {
        const FEW: u32 = 20;
        let Some(words) = self.words.clone() else { return Ok(Search { items: Vec::new(), next: None }) };
        let search = legation_store::Search {
            words,
            speaker: self.speaker.clone(),
            filter: self.which.filter(),
            limit: self.counted.limit.unwrap_or(FEW),
        };
        let items = sight.store.search(&search)?.into_iter().map(|hit| Found {
            snippet: pieces(&hit.snippet),
            article: hit.article,
            date: hit.date,
            title: hit.title,
            outlet: hit.outlet,
            who: hit.who,
            score: (hit.score * 1000.0).round() / 1000.0,
        });
        Ok(Search { items: items.collect(), next: None })
    }
}

/// A snippet, cut at the marks around what was found.
fn pieces(snippet: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut is_inside = false;
    for part in snippet.split_inclusive([Hit::OPEN, Hit::CLOSE]) {
        let text = part.trim_end_matches([Hit::OPEN, Hit::CLOSE]);
        if !text.is_empty() {
            pieces.push(Piece { text: text.to_owned(), found: is_inside });
        }
        is_inside = if part.ends_with(Hit::OPEN) { true } else { is_inside && !part.ends_with(Hit::CLOSE) };
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snippets_are_cut_at_their_marks() {
        let cut = |snippet: &str| {
            let pieces = pieces(snippet);
            pieces.into_iter().map(|piece| (piece.text, piece.found)).collect::<Vec<_>>()
        };
        let piece = |text: &str, found| (text.to_owned(), found);
        assert_eq!(
            cut("a \u{2}deal\u{3} on \u{2}gas\u{3}"),
            [piece("a ", false), piece("deal", true), piece(" on ", false), piece("gas", true)]
        );
        assert_eq!(cut("<b>"), [piece("<b>", false)]);
        assert!(cut("").is_empty());
    }
}
