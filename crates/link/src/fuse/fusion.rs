//! The state of joining: all tellings so far, and which are one event.

use super::alike::{self, ONE, ONE_WITHIN};
use super::cluster::{Edge, SAID, groups};
use super::feature::Feature;
use super::fused::Fused;
use super::index::Index;
use super::join::join;
use super::telling::Telling;
use crate::words::number as key;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// What a telling is known by: its article, as a number, and its place among the article's events.
type Name = (u64, u32);

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
    events: BTreeMap<u32, Vec<Joined>>,
    known: HashMap<Name, u32>,
    /// What people have said of two tellings, by either of them: the other, and whether they are one.
    ties: HashMap<Name, Vec<(Name, bool)>>,
}

/// What people have said of two events of two articles (or of one): whether they are one. Each is known by the digest of its article and its place among
/// the article's events.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tie {
    /// The one.
    pub one: (String, u32),
    /// The other.
    pub other: (String, u32),
    /// They are one; else they are not.
    pub is_one: bool,
}

/// Tellings of one event.
#[derive(Clone, Debug)]
struct Joined {
    tellings: Vec<u32>,
    /// The origins of their articles when they were joined.
    origins: Vec<u64>,
    event: Arc<Fused>,
}

impl Fusion {
    /// Nothing joined yet.
    pub fn new() -> Fusion {
        Fusion::default()
    }

    /// Nothing joined yet, and what people have said of which events are one: of those said to be one, no likeness is asked; those said not to be are never joined,
    /// whatever joins the rest. Where the two contradict each other over several events, the joins that come first by day and digest stand.
    pub fn bound_by(ties: &[Tie]) -> Fusion {
        let mut fusion = Fusion::default();
        for tie in ties {
            let (one, other) = ((key(&tie.one.0), tie.one.1), (key(&tie.other.0), tie.other.1));
            fusion.ties.entry(one).or_default().push((other, tie.is_one));
            fusion.ties.entry(other).or_default().push((one, tie.is_one));
        }
        fusion
    }

    /// Adds tellings; one that is known already changes nothing.
    pub fn add(&mut self, tellings: impl IntoIterator<Item = Telling>) {
        for telling in tellings {
            let name = (key(&telling.digest), telling.at);
            if !self.known.contains_key(&name) {
                let number = self.put(telling);
                self.known.insert(name, number);
                let root = self.root(number);
                self.events.remove(&root);
            }
        }
    }

    /// All events, by their day and then by their id. `origin` gives articles (by their digests) that are copies of one text the
    /// same number.
    pub fn events(&mut self, origin: &dyn Fn(&str) -> u64) -> Vec<Arc<Fused>> {
        let mut known = std::mem::take(&mut self.events);
        let mut events = Vec::with_capacity(self.parts.len());
        for root in self.parts.keys().copied() {
            let joined = match known.remove(&root) {
                Some(mut joined) => {
                    joined.iter_mut().for_each(|joined| self.renew(joined, origin));
                    joined
                }
                None => self.part(root).into_iter().map(|tellings| self.join(tellings, origin)).collect(),
            };
            events.extend(joined.iter().map(|joined: &Joined| joined.event.clone()));
            self.events.insert(root, joined);
        }
        apart(&mut events);
        events.sort_by_cached_key(|event| (event.day(), event.id.clone()));
        events
    }

    fn join(&self, tellings: Vec<u32>, origin: &dyn Fn(&str) -> u64) -> Joined {
        let told: Vec<&Telling> = tellings.iter().filter_map(|number| self.telling(*number)).collect();
        let event = Arc::new(join(&told, origin));
        let origins = told.iter().map(|telling| origin(&telling.digest)).collect();
        Joined { tellings, origins, event }
    }

    /// Joins tellings anew if other articles are copies now than when they were joined.
    fn renew(&self, joined: &mut Joined, origin: &dyn Fn(&str) -> u64) {
        let told = joined.tellings.iter().filter_map(|number| self.telling(*number));
        if !told.map(|telling| origin(&telling.digest)).eq(joined.origins.iter().copied()) {
            *joined = self.join(std::mem::take(&mut joined.tellings), origin);
        }
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
        let name = (key(&telling.digest), telling.at);
        let mut said = BTreeMap::new();
        for (other, is_one) in self.ties.get(&name).into_iter().flatten() {
            said.extend(self.known.get(other).map(|other| (*other, *is_one)));
        }
        let mut edges: Vec<(u32, i32)> = Vec::new();
        edges.extend(said.iter().filter(|(_, is_one)| **is_one).map(|(other, _)| (*other, SAID)));
        for other in self.index.find(&feature) {
            if said.contains_key(&other) {
                continue;
            }
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
        let mut apart = BTreeSet::new();
        for (number, here) in &places {
            let name = self.telling(*number).map(|telling| (key(&telling.digest), telling.at));
            for (other, is_one) in name.and_then(|name| self.ties.get(&name)).into_iter().flatten() {
                let there = self.known.get(other).and_then(|other| places.get(other));
                if let Some(there) = there.filter(|_| !is_one) {
                    apart.insert((*here.min(there), *here.max(there)));
                }
            }
            for (other, points) in self.edges.get(*number as usize).into_iter().flatten() {
                let Some(there) = places.get(other) else { continue };
                edges.push(Edge { points: *points, one: *here.min(there), other: *here.max(there) });
            }
        }
        let features: Vec<&Feature> =
            members.iter().filter_map(|number| self.features.get(*number as usize)).collect();
        let number = |at: usize| members.get(at).copied();
        groups(&features, edges, &apart)
            .into_iter()
            .map(|group| group.into_iter().filter_map(number).collect())
            .collect()
    }
}

/// Two articles with one text of one day have events of one id. Where people say that these are not one, each of them has its article in its id.
fn apart(events: &mut [Arc<Fused>]) {
    let mut count: HashMap<&str, u32> = HashMap::with_capacity(events.len());
    for event in &*events {
        *count.entry(event.id.as_str()).or_default() += 1;
    }
    let twice: BTreeSet<String> =
        count.into_iter().filter(|(_, count)| *count > 1).map(|(id, _)| id.to_owned()).collect();
    for event in events.iter_mut().filter(|event| twice.contains(&event.id)) {
        let digests = event.tellings.iter().map(|telling| telling.digest.as_str());
        let first = digests.min().unwrap_or_default();
        let id = format!("{}-{}", event.id, first.get(..8).unwrap_or(first));
        Arc::make_mut(event).id = id;
    }
}
