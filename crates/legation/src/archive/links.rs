//! What spans articles is made on all threads.

use crate::config::Settings;
use anyhow::Result;
use legation_knowledge::world::World;
use legation_link::Leaf;
use legation_store::{Digest, Kept, Leaves};
use rayon::ThreadPool;
use rayon::prelude::*;

/// What makes leaves: the threads and the tables.
pub(crate) struct Maker {
    pool: ThreadPool,
    world: &'static World,
}

impl Maker {
    /// As the settings have them.
    pub(crate) fn of(settings: &Settings) -> Result<Maker> {
        Ok(Maker {
            pool: crate::reading::threads(settings)?,
            world: crate::knowledge::world(&settings.knowledge)?,
        })
    }
}

impl Leaves for Maker {
    fn world(&self) -> &'static World {
        self.world
    }

    fn leaves(&self, articles: Vec<(Digest, Kept)>) -> Vec<(Digest, Leaf)> {
        let leaf = |(digest, kept): (Digest, Kept)| (digest, Leaf::of(&kept.article(), self.world));
        self.pool.install(|| articles.into_par_iter().map(leaf).collect())
    }
}
