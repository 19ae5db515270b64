//! The state of joining: all tellings so far, and which are one event.

use super::alike::{self, ONE, ONE_WITHIN};
use super::cluster::{Edge, groups};
use super::feature::Feature;
use super::fused::Fused;
use super::index::Index;
use super::join::join;
use super::telling::Telling;
use super::words::number;
use std::collections::{BTreeMap, HashSet};

/// Joins tellings, all at once or a few at a time; the result is the same.
///
/// Two tellings are compared without regard to any third. Those for whom enough speaks hang together, and what hangs
/// together is parted into events anew, when they are asked for, if a telling was added to it; nothing else changes. So neither the order nor
/// the number of additions has a say.
#[derive(Clone, Debug, Default)]
pub struct Fusion {
    tellings: Vec<Telling>,
    features: Vec<Feature>,
    index: Index,
    /// For each telling those added before it that go with it, and the points.
    edges: Vec<Vec<(u32, i32)>>,
    /// For each telling one that it hangs together with, or itself.
    parents: Vec<u32>,
    /// By the root of what hangs together: its tellings.
    parts: BTreeMap<u32, Vec<u32>>,
    /// The same parted into events, where nothing was added to it since that was asked for.
    events: BTreeMap<u32, Vec<Vec<u32>>>,
    known: HashSet<(u64, u32)>,
}

impl Fusion {
    /// Nothing joined yet.
    pub fn new() -> Fusion {
        Fusion::default()
    }

    /// Adds tellings; one that is known already changes nothing.
    pub fn add(&mut self, tellings: impl IntoIterator<Item = Telling>) {
        for telling in tellings {
            if self.known.insert((number(&telling.digest), telling.at)) {
                let number = self.put(telling);
                let root = self.root(number);
                self.events.remove(&root);
            }
        }
    }

    /// All events, by their day and then by their id. `origin` gives articles (by their digests) that are copies of one text the
    /// same number.
    pub fn events(&mut self, origin: &dyn Fn(&str) -> u64) -> Vec<Fused> {
        let stale: Vec<u32> =
            self.parts.keys().filter(|root| !self.events.contains_key(root)).copied().collect();
        for root in stale {
            let parted = self.part(root);
            self.events.insert(root, parted);
        }
        let mut events: Vec<Fused> = self
            .events
            .values()
            .flatten()
            .map(|group| {
                let tellings: Vec<&Telling> =
                    group.iter().filter_map(|number| self.telling(*number)).collect();
                join(&tellings, origin)
            })
            .collect();
        events.sort_by_cached_key(|event| (event.day(), event.id.clone()));
        events
    }

    /// How many tellings there are.
    pub fn len(&self) -> usize {
        self.tellings.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.tellings.is_empty()
    }

    fn telling(&self, number: u32) -> Option<&Telling> {
        self.tellings.get(number as usize)
    }

    fn put(&mut self, telling: Telling) -> u32 {
        let number = u32::try_from(self.tellings.len()).unwrap_or(u32::MAX);
        let feature = Feature::of(&telling);
        self.parents.push(number);
        self.parts.insert(number, vec![number]);
        let mut edges = Vec::new();
        for other in self.index.find(&feature) {
            let Some(known) = self.features.get(other as usize) else { continue };
            let Some(points) = alike::points(&feature, known) else { continue };
            let enough = if known.article == feature.article { ONE_WITHIN } else { ONE };
            if points >= enough {
                edges.push((other, points));
            }
        }
        self.index.add(&feature, number);
        for (other, _) in &edges {
            self.unite(number, *other);
        }
        self.edges.push(edges);
        self.features.push(feature);
        self.tellings.push(telling);
        number
    }

    fn root(&mut self, number: u32) -> u32 {
        let parent = |parents: &[u32], at: u32| parents.get(at as usize).copied().unwrap_or(at);
        let mut root = number;
        while parent(&self.parents, root) != root {
            root = parent(&self.parents, root);
        }
        let mut at = number;
        while at != root {
            let next = parent(&self.parents, at);
            if let Some(parent) = self.parents.get_mut(at as usize) {
                *parent = root;
            }
            at = next;
        }
        root
    }

    /// The smaller part joins the larger.
    fn unite(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        if one == other {
            return;
        }
        let size = |root: &u32| self.parts.get(root).map_or(0, Vec::len);
        let (stays, goes) = if size(&one) < size(&other) { (other, one) } else { (one, other) };
        let members = self.parts.remove(&goes).unwrap_or_default();
        self.events.remove(&goes);
        self.parts.entry(stays).or_default().extend(members);
        if let Some(parent) = self.parents.get_mut(goes as usize) {
            *parent = stays;
        }
    }

    /// What hangs together, parted into events.
    fn part(&self, root: u32) -> Vec<Vec<u32>> {
        let mut members: Vec<u32> = self.parts.get(&root).cloned().unwrap_or_default();
        if members.len() == 1 {
            return vec![members];
        }
        members.sort_by_cached_key(|number| {
            self.telling(*number).map(|telling| (telling.evidence.date, telling.digest.clone(), telling.at))
        });
        let places: BTreeMap<u32, usize> = members.iter().copied().zip(0..).collect();
        let mut edges = Vec::new();
        for (number, here) in &places {
            for (other, points) in self.edges.get(*number as usize).into_iter().flatten() {
                let Some(there) = places.get(other) else { continue };
                edges.push(Edge { points: *points, one: *here.min(there), other: *here.max(there) });
            }
        }
        let features: Vec<&Feature> =
            members.iter().filter_map(|number| self.features.get(*number as usize)).collect();
        let number = |at: usize| members.get(at).copied();
        groups(&features, edges)
            .into_iter()
            .map(|group| group.into_iter().filter_map(number).collect())
            .collect()
    }
}
