//! Times, places, actors and coreference, resolved as of the article's date.
//!
//! [`find`] is the one door. It is pure: the article's date is "today", and what a name meant on that day is looked up
//! in the tables of `legation-knowledge`.

mod actor;
mod chain;
mod place;
mod time;

use legation_language::Parse;
use legation_record::{ActorMention, PlaceMention, TimeMention};
use legation_text::{Article, Document, Span};
use std::ops::Range;

pub use actor::Grammar;

/// Everything that an article names, resolved.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// Temporal expressions, in order.
    pub times: Vec<Mention<TimeMention<Span>>>,
    /// Places, in order.
    pub places: Vec<Mention<PlaceMention<Span>>>,
    /// Actors, in order. A longer mention stands for those nested in it.
    pub actors: Vec<Actor>,
    /// Mentions of one actor, as indices into `actors`, each chain in the order of the text.
    pub chains: Vec<Vec<u32>>,
}

/// Something named, and where in the tree it hangs.
#[derive(Clone, Debug)]
pub struct Mention<T> {
    /// Its tokens.
    pub tokens: Range<u32>,
    /// The one of them on which the others depend.
    pub head: u32,
    /// What goes into the record.
    pub is: T,
}

/// An actor, and what role its words play.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Where it stands and what goes into the record.
    pub mention: Mention<ActorMention<Span>>,
    /// How its words name it.
    pub grammar: Grammar,
}

/// Finds everything that an article names.
pub fn find(article: &Article, document: &Document, parse: &Parse) -> Mentions {
    let times = time::find(article, document, parse);
    let places = place::find(article, document, parse);
    let actors = actor::find(article, document, parse);
    let chains = chain::link(&actors);
    Mentions { times, places, actors, chains }
}
