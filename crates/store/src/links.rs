//! What linking made of the articles, and what it keeps of each to go on from.

use crate::Digest;
use legation_link::Fused;
use std::sync::Arc;

/// What linking keeps of an article, so that the article itself need not be looked at again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// The article.
    pub digest: Digest,
    /// What is kept of it, in a form of the one who links.
    pub bytes: Vec<u8>,
}

/// What linking made of all current articles.
#[derive(Clone, Debug, Default)]
pub struct Links {
    /// Articles that are one text, the first of them first; those that have no copies are left out.
    pub families: Vec<Vec<Digest>>,
    /// Events, joined.
    pub fused: Vec<Arc<Fused>>,
    /// What belongs together over time.
    pub stories: Vec<Story>,
}

/// What belongs together over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// What it is known by.
    pub id: String,
    /// Its actors and matter.
    pub name: String,
    /// The day its first article was published.
    pub first: String,
    /// The day of the last.
    pub last: String,
    /// How many of its articles are no copies of others.
    pub origins: u64,
    /// Its articles.
    pub articles: Vec<Digest>,
}

/// What became of what was linked before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Families of copies.
    pub families: Change,
    /// Fused events.
    pub fused: Change,
    /// Stories.
    pub stories: Change,
}

/// How many there are now, and how many of them are not as they were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// There now.
    pub all: u64,
    /// New.
    pub new: u64,
    /// There before, and not the same.
    pub changed: u64,
    /// There no more.
    pub gone: u64,
}

/// How far the articles are linked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Linked {
    /// Current articles that linking has taken in, in today's form.
    pub articles: u64,
    /// Current articles with their text, or its sentences with evidence, that it has not.
    pub waiting: u64,
}
