//! What spans articles: made of what linking keeps of each, or of the article itself where it keeps nothing yet.

use super::material::Kept;
use super::told;
use crate::config::Settings;
use anyhow::{Context, Result};
use legation_knowledge::world::World;
use legation_link::copies::Family;
use legation_link::{Fused, Leaf, Ledger, story};
use legation_store::{Digest, Filter, Sqlite, Storage, Story};
use rayon::ThreadPool;
use rayon::prelude::*;
use std::sync::Arc;

/// The form of what is kept of an article. It changes with whatever a [`Leaf`] holds and with what it is made by.
pub(super) const FORM: u32 = 3;
/// How many articles are looked at together.
const BATCH: usize = 256;

/// What makes leaves: the threads and the tables.
pub(super) struct Maker {
    pool: ThreadPool,
    world: &'static World,
}

impl Maker {
    /// As the settings have them.
    pub(super) fn of(settings: &Settings) -> Result<Maker> {
        Ok(Maker {
            pool: crate::reading::threads(settings)?,
            world: crate::knowledge::world(&settings.knowledge)?,
        })
    }

    /// The tables.
    pub(super) fn world(&self) -> &'static World {
        self.world
    }

    /// The leaves of some articles, in batches, with their digests.
    pub(super) fn each_batch(
        &self,
        store: &Sqlite,
        digests: &[Digest],
        mut take: impl FnMut(Vec<(Digest, Leaf)>) -> Result<()>,
    ) -> Result<()> {
        for batch in digests.chunks(BATCH) {
            let mut articles = Vec::with_capacity(batch.len());
            for digest in batch {
                let stored = store.find(digest.as_str()).map_err(told)?;
                articles.extend(stored.and_then(Kept::of).map(|kept| (digest.clone(), kept)));
            }
            let leaf = |(digest, kept): (Digest, Kept)| {
                let leaf = Leaf::of(&kept.article(), self.world);
                (digest, leaf)
            };
            take(self.pool.install(|| articles.into_par_iter().map(leaf).collect()))?;
        }
        Ok(())
    }
}

/// Articles, linked.
pub(super) struct Links {
    ledger: Ledger,
}

impl Links {
    /// Of the articles that a filter lets through.
    pub(super) fn of(store: &Sqlite, filter: &Filter, maker: &Maker) -> Result<Links> {
        let ties: Vec<legation_link::fuse::Tie> = store.ties().map_err(told)?.into_iter().map(tie).collect();
        let mut links = Links { ledger: Ledger::bound_by(&ties) };
        let mut unreadable = Vec::new();
        store
            .leaves(FORM, filter, &mut |leaf| {
                match serde_json::from_slice(&leaf.bytes) {
                    Ok(leaf) => links.add(leaf),
                    Err(_) => unreadable.push(leaf.digest),
                }
                Ok(())
            })
            .map_err(told)?;
        unreadable.extend(store.waiting(FORM, filter).map_err(told)?);
        maker.each_batch(store, &unreadable, |batch| {
            batch.into_iter().for_each(|(_, leaf)| links.add(leaf));
            Ok(())
        })?;
        Ok(links)
    }

    fn add(&mut self, leaf: Leaf) {
        self.ledger.add(leaf);
    }

    /// The digest of the article that an article is a copy of, or its own.
    pub(super) fn origin<'a>(&'a self, digest: &'a str) -> &'a str {
        self.ledger.copies().origin(digest).unwrap_or(digest)
    }

    /// The events, joined.
    pub(super) fn events(&mut self) -> Vec<Arc<Fused>> {
        self.ledger.events()
    }
}

impl Links {
    /// The families of more than one article, the origin first.
    pub(super) fn all_families(&self) -> Vec<Vec<Digest>> {
        let digests =
            |family: Family| family.members.iter().filter_map(|digest| digest.parse().ok()).collect();
        self.ledger.families().into_iter().map(digests).collect()
    }

    /// The stories of more than one independent article.
    pub(super) fn stories(&self) -> Vec<Story> {
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
    pub(super) fn all(&mut self) -> legation_store::Links {
        legation_store::Links { families: self.all_families(), fused: self.events(), stories: self.stories() }
    }
}

/// What people have said of two events, as linking takes it.
fn tie(tie: legation_store::Tie) -> legation_link::fuse::Tie {
    let side = |(digest, at, _): (Digest, u32, String)| (digest.as_str().to_owned(), at);
    legation_link::fuse::Tie { one: side(tie.one), other: side(tie.other), is_one: tie.is_one }
}

/// A leaf as it is kept.
pub(super) fn bytes(leaf: &Leaf) -> Result<Vec<u8>> {
    serde_json::to_vec(leaf).context("what linking keeps of an article cannot be written")
}
