//! What is known across articles, kept as they come.

use crate::copies::{Added, Families, Family, Fingerprint, OwnWords};
use crate::fuse::{Fusion, Telling, Tie, tellings};
use crate::story::{Gist, Stories, Story};
use crate::{Article, Fused};
use legation_knowledge::world::World;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What is kept of one article to link it: all that the ledger needs, so that neither texts nor records are read again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Leaf {
    /// By which its copies are found.
    pub print: Fingerprint,
    /// By which its story is found.
    pub gist: Gist,
    /// By which its events are joined to those of others.
    pub tellings: Vec<Telling>,
}

impl Leaf {
    /// Of an article.
    pub fn of(article: &Article<'_>, world: &World) -> Leaf {
        let (record, words) = (article.record, OwnWords::of(article.text));
        Leaf {
            print: Fingerprint::of_words(article.digest, record.date, record.title.as_deref(), &words),
            gist: Gist::of(article, &words.sentences, world),
            tellings: tellings(article, world),
        }
    }
}

/// Articles linked: one at a time, the same in any order.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    families: Families,
    stories: Stories,
    fusion: Fusion,
}

impl Ledger {
    /// Nothing linked yet, and what people have said of which events are one.
    pub fn bound_by(ties: &[Tie]) -> Ledger {
        Ledger { fusion: Fusion::bound_by(ties), ..Ledger::default() }
    }

    /// Adds an article, and says what it is one with; none where it is there already.
    pub fn add(&mut self, leaf: Leaf) -> Option<Added> {
        let added = self.families.add(leaf.print)?;
        self.stories.add(leaf.gist);
        self.fusion.add(leaf.tellings);
        Some(added)
    }

    /// Which texts are one.
    pub fn copies(&self) -> &Families {
        &self.families
    }

    /// The families of more than one text.
    pub fn families(&self) -> Vec<Family> {
        self.families.all()
    }

    /// The events, joined; what copies of one text tell has one origin.
    pub fn events(&mut self) -> Vec<Arc<Fused>> {
        let copies = &self.families;
        // The beginning of a digest is as good a number as any.
        let number = |digest: &str| {
            let head = copies.origin(digest).unwrap_or(digest).get(..16);
            head.and_then(|head| u64::from_str_radix(head, 16).ok()).unwrap_or_default()
        };
        self.fusion.events(&number)
    }

    /// The stories of at least so many articles, the largest first.
    pub fn stories(&self, least: usize) -> Vec<Story> {
        self.stories.all(least, &self.families)
    }
}

impl FromIterator<Leaf> for Ledger {
    fn from_iter<T: IntoIterator<Item = Leaf>>(leaves: T) -> Ledger {
        let mut ledger = Ledger::default();
        for leaf in leaves {
            ledger.add(leaf);
        }
        ledger
    }
}
