//! What reports say of one thing, counted by origins.

use super::Told;
use crate::Evidence;
use std::collections::{BTreeMap, BTreeSet};

/// What reports say of one thing.
pub(super) struct Tally<'a, T> {
    versions: BTreeMap<T, (BTreeSet<&'a str>, Vec<Evidence>)>,
}

/// So many words of evidence are shown for one version.
const SHOWN: usize = 12;

impl<'a, T: Ord + Clone> Tally<'a, T> {
    pub(super) fn new() -> Tally<'a, T> {
        Tally { versions: BTreeMap::new() }
    }

    /// An article says so.
    pub(super) fn add(&mut self, value: T, origin: &'a str, evidence: Evidence) {
        let (origins, all) = self.versions.entry(value).or_default();
        origins.insert(origin);
        all.push(evidence);
    }

    /// The versions, the most reported first.
    pub(super) fn told(self) -> Vec<Told<T>> {
        let mut told: Vec<Told<T>> = self
            .versions
            .into_iter()
            .map(|(value, (origins, evidence))| Told {
                value,
                origins: origins.len(),
                evidence: best(evidence),
            })
            .collect();
        told.sort_by_key(|told| std::cmp::Reverse(told.origins));
        told
    }
}

/// The evidence in the order of publication, each once.
pub(super) fn best(mut evidence: Vec<Evidence>) -> Vec<Evidence> {
    evidence.sort();
    evidence.dedup();
    evidence.truncate(SHOWN);
    evidence
}
