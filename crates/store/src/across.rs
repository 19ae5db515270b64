//! What spans articles: made of what linking keeps of each, or of the article itself where it keeps nothing yet.

use crate::{Changes, Digest, Filter, Kept, Storage, StoreError, Story};
use legation_knowledge::world::World;
use legation_link::copies::Family;
use legation_link::{Fused, Leaf, Ledger, story};
use std::sync::Arc;

/// The form of what is kept of an article. It changes with whatever a [`Leaf`] holds and with what it is made by.
pub const LEAF_FORM: u32 = 3;
/// How many articles are looked at together.
const BATCH: usize = 256;

/// What makes leaves: the tables, and whoever has threads.
pub trait Leaves {
    /// The tables.
    fn world(&self) -> &'static World;

    /// The leaves of some articles, with their digests; one after the other unless somebody knows better.
    fn leaves(&self, articles: Vec<(Digest, Kept)>) -> Vec<(Digest, Leaf)> {
        articles.into_iter().map(|(digest, kept)| (digest, Leaf::of(&kept.article(), self.world()))).collect()
    }

    /// The leaves of the articles of some digests, in batches.
    fn each_batch(
        &self,
        store: &dyn Storage,
        digests: &[Digest],
        take: &mut dyn FnMut(Vec<(Digest, Leaf)>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        for batch in digests.chunks(BATCH) {
            let mut articles = Vec::with_capacity(batch.len());
            for digest in batch {
                let stored = store.find(digest.as_str())?;
                articles.extend(stored.and_then(Kept::of).map(|kept| (digest.clone(), kept)));
            }
            take(self.leaves(articles))?;
        }
        Ok(())
    }
}

/// The tables alone, without threads.
impl Leaves for &'static World {
    fn world(&self) -> &'static World {
        self
    }
}

/// Articles, linked.
#[derive(Clone, Debug)]
pub struct Joined {
    ledger: Ledger,
}

impl Joined {
    /// Of the articles that a filter lets through.
    pub fn of(store: &dyn Storage, filter: &Filter, maker: &dyn Leaves) -> Result<Joined, StoreError> {
        let ties: Vec<legation_link::fuse::Tie> = store.ties()?.into_iter().map(tie).collect();
        let mut joined = Joined { ledger: Ledger::bound_by(&ties) };
        let mut unreadable = Vec::new();
        store.leaves(LEAF_FORM, filter, &mut |leaf| {
            match serde_json::from_slice(&leaf.bytes) {
                Ok(leaf) => joined.add(leaf),
                Err(_) => unreadable.push(leaf.digest),
            }
            Ok(())
        })?;
        unreadable.extend(store.waiting(LEAF_FORM, filter)?);
        maker.each_batch(store, &unreadable, &mut |batch| {
            batch.into_iter().for_each(|(_, leaf)| joined.add(leaf));
            Ok(())
        })?;
        Ok(joined)
    }

    fn add(&mut self, leaf: Leaf) {
        self.ledger.add(leaf);
    }

    /// The digest of the article that an article is a copy of, or its own.
    pub fn origin<'a>(&'a self, digest: &'a str) -> &'a str {
        self.ledger.copies().origin(digest).unwrap_or(digest)
    }

    /// The events, joined.
    pub fn events(&mut self) -> Vec<Arc<Fused>> {
        self.ledger.events()
    }
}

impl Joined {
    /// The families of more than one article, the origin first.
    pub fn all_families(&self) -> Vec<Vec<Digest>> {
        let digests =
            |family: Family| family.members.iter().filter_map(|digest| digest.parse().ok()).collect();
        self.ledger.families().into_iter().map(digests).collect()
    }

    /// The stories of more than one independent article.
    pub fn stories(&self) -> Vec<Story> {
        /// What one article tells of is no story.
        const LEAST: usize = 2;
        let stories = self.ledger.stories(LEAST).into_iter().filter(|story| story.origins >= LEAST);
        let story = |story: story::Story| Story {
            id: story.heart,
            name: story.name,
            first: story.first.to_string(),
            last: story.last.to_string(),
            origins: story.origins as u64,
            articles: story.members.iter().filter_map(|digest| digest.parse().ok()).collect(),
        };
        stories.map(story).collect()
    }

    /// All that was made.
    pub fn all(&mut self) -> crate::Links {
        crate::Links { families: self.all_families(), fused: self.events(), stories: self.stories() }
    }
}

/// What people have said of two events, as linking takes it.
fn tie(tie: crate::Tie) -> legation_link::fuse::Tie {
    let side = |(digest, at, _): (Digest, u32, String)| (digest.as_str().to_owned(), at);
    legation_link::fuse::Tie { one: side(tie.one), other: side(tie.other), is_one: tie.is_one }
}

/// Looks at all articles that were not linked yet, joins all, and keeps it. Says how many were new, and what changed.
pub fn link(
    reading: &dyn Storage,
    writing: &mut dyn Storage,
    maker: &dyn Leaves,
    advance: &mut dyn FnMut(u64),
) -> Result<(u64, Changes), StoreError> {
    let waiting = reading.waiting(LEAF_FORM, &Filter::default())?;
    maker.each_batch(reading, &waiting, &mut |batch| {
        advance(batch.len() as u64);
        let kept = batch.into_iter().map(|(digest, leaf)| Ok(crate::Leaf { digest, bytes: bytes(&leaf)? }));
        writing.keep_leaves(LEAF_FORM, &kept.collect::<Result<Vec<_>, StoreError>>()?)
    })?;
    let changes = writing.keep_links(&Joined::of(reading, &Filter::default(), maker)?.all())?;
    Ok((waiting.len() as u64, changes))
}

/// A leaf as it is kept.
fn bytes(leaf: &Leaf) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(leaf).map_err(|why| {
        StoreError::Damaged(format!("what linking keeps of an article cannot be written: {why}"))
    })
}
