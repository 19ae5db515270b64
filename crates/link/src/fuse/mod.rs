//! Which events of different articles are one.
//!
//! [`tellings`] takes the events out of an article, [`Fusion`] finds which of them are one, [`fuse`] does both at once. The
//! rules by which two tellings are compared stand in `alike`, those by which groups are parted in `cluster`; how sure the
//! result is, in [`confidence`].

mod alike;
mod cluster;
pub mod confidence;
mod feature;
mod fused;
mod fusion;
mod index;
mod join;
mod names;
mod parts;
mod stages;
mod telling;
pub(crate) mod words;

pub use fused::{Field, Fused, Part, Period, Spot, Stage, Stands, StatusStep, TellingRef, Told};
pub use fusion::{Fusion, Tie};
pub use telling::{Actor, Fate, Speaker, Telling, tellings};

use crate::Article;
use jiff::civil::Date;
use legation_knowledge::world::World;
use std::sync::Arc;

/// The events of some articles, joined. `origin` gives articles (by their digests) that are copies of one text the same number.
pub fn fuse(articles: &[Article<'_>], world: &World, origin: &dyn Fn(&str) -> u64) -> Vec<Arc<Fused>> {
    let mut fusion = Fusion::new();
    fusion.add(articles.iter().flat_map(|article| tellings(article, world)));
    fusion.events(origin)
}

/// The articles that were published by a day: from them alone follows what was known then.
pub fn as_of<'a>(articles: &[Article<'a>], day: Date) -> Vec<Article<'a>> {
    articles.iter().filter(|article| article.published() <= day).copied().collect()
}
