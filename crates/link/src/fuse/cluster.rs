//! Which of some tellings are one event: the pairs for which most speaks are joined first, unless what they are joined
//! to excludes it.

use super::alike::{ONE, ONE_WITHIN};
use super::feature::{Exactness, Feature, LONG, Outlook, shared};
use legation_record::EventType;
use std::collections::BTreeSet;

/// Two tellings for which enough speaks, by their place among the members, and how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) points: i32,
    pub(super) one: usize,
    pub(super) other: usize,
}

/// The points of two tellings that people have said to be one: more than any likeness gives, and nothing excludes them.
pub(super) const SAID: i32 = i32::MAX;

/// From so many points on, a difference of one day is one of telling.
const A_DAY_APART: i32 = ONE + 40;
/// From so many points on, a difference of the city is one of telling.
const CITIES_APART: i32 = ONE + 40;
/// Of so many pairs across two groups one has to speak for them: of talks, which are few and named in many ways, and of all else.
const ACROSS_TALKS: usize = 4;
const ACROSS: usize = 2;
/// Articles that keep two groups apart are few if each group has so many times as many.
const FEW: usize = 3;
/// How many days after the event it is still told without its date, and how many before.
const TOLD_AFTER: i32 = 14;
const TOLD_BEFORE: i32 = 21;

/// The members in groups, each in order, the groups by their first member. `members` stand in an order that depends on nothing but what they are.
/// Of the pairs `apart`, both places in order, no group has both.
pub(super) fn groups(
    members: &[&Feature],
    mut edges: Vec<Edge>,
    apart: &BTreeSet<(usize, usize)>,
) -> Vec<Vec<usize>> {
    let is_talks =
        members.first().is_some_and(|member| matches!(member.kind, EventType::Consult | EventType::Agree));
    let across = if is_talks { ACROSS_TALKS } else { ACROSS };
    let mut near: Vec<Vec<usize>> = vec![Vec::new(); members.len()];
    for edge in &edges {
        for (here, there) in [(edge.one, edge.other), (edge.other, edge.one)] {
            if let Some(near) = near.get_mut(here) {
                near.push(there);
            }
        }
    }
    edges.sort_unstable_by_key(|edge| (std::cmp::Reverse(edge.points), edge.one, edge.other));
    let mut groups: Vec<Option<Group>> =
        members.iter().enumerate().map(|(at, feature)| Some(Group::of(at, feature))).collect();
    let mut home: Vec<usize> = (0..members.len()).collect();
    for edge in edges {
        let (Some(&one), Some(&other)) = (home.get(edge.one), home.get(edge.other)) else { continue };
        if one == other {
            continue;
        }
        let (first, second) = (one.min(other), one.max(other));
        let (left, right) = (groups.get(first), groups.get(second));
        let (Some(Some(left)), Some(Some(right))) = (left, right) else { continue };
        if left.is_apart_from(right, apart) {
            continue;
        }
        let is_said = edge.points == SAID;
        if !is_said
            && (!left.admits(right, edge, members) || !is_supported(left, right, &near, &home, across))
        {
            continue;
        }
        let Some(gone) = groups.get_mut(second).and_then(Option::take) else { continue };
        for member in &gone.members {
            if let Some(home) = home.get_mut(*member) {
                *home = first;
            }
        }
        if let Some(Some(left)) = groups.get_mut(first) {
            left.take(gone);
        }
    }
    let mut groups: Vec<Vec<usize>> = groups.into_iter().flatten().map(|group| group.members).collect();
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort_unstable();
    groups
}

/// Whether enough of the pairs across two groups speak for them, so that a chain of likenesses does not join what is far apart.
fn is_supported(one: &Group, other: &Group, near: &[Vec<usize>], home: &[usize], across: usize) -> bool {
    let (small, large) = if one.members.len() <= other.members.len() { (one, other) } else { (other, one) };
    let Some(place) = large.members.first().and_then(|first| home.get(*first)) else { return false };
    let all = small.members.iter().filter_map(|member| near.get(*member)).flatten();
    let pairs = all.filter(|there| home.get(**there) == Some(place)).count();
    pairs * across >= small.members.len() * large.members.len()
}

/// What is known of an event so far.
#[derive(Clone, Debug)]
struct Group {
    members: Vec<usize>,
    /// The parties that every telling with two or more of them names; none where no telling does.
    core: Option<Vec<u64>>,
    round: u32,
    /// The days that texts name.
    named: Option<(i32, i32)>,
    /// The days that the reader concluded.
    concluded: Option<(i32, i32)>,
    /// When those without a day were published that tell of it as past, and as to come.
    past: Option<(i32, i32)>,
    future: Option<(i32, i32)>,
    /// The days left by stretches of a month at most.
    within: Option<(i32, i32)>,
    /// When the first was published that tells of it as having taken place.
    held: Option<i32>,
    cities: Vec<u64>,
    modes: Vec<u64>,
    articles: Vec<u64>,
}

fn range(one: Option<(i32, i32)>, other: Option<(i32, i32)>) -> Option<(i32, i32)> {
    match (one, other) {
        (Some(one), Some(other)) => Some((one.0.min(other.0), one.1.max(other.1))),
        (one, other) => one.or(other),
    }
}

/// The days that two stretches have in common, all days of both where they only touch; none where they are apart.
fn narrowed(one: Option<(i32, i32)>, other: Option<(i32, i32)>) -> Option<Option<(i32, i32)>> {
    let (Some(one), Some(other)) = (one, other) else { return Some(one.or(other)) };
    let common = (one.0.max(other.0), one.1.min(other.1));
    match common.0 - common.1 {
        ..=0 => Some(Some(common)),
        1 => Some(range(Some(one), Some(other))),
        _ => None,
    }
}

fn span(range: Option<(i32, i32)>) -> i32 {
    range.map_or(0, |(first, last)| last - first)
}

fn join(one: &mut Vec<u64>, other: Vec<u64>) {
    one.extend(other);
    one.sort_unstable();
    one.dedup();
}

impl Group {
    fn of(at: usize, feature: &Feature) -> Group {
        let day = Some((feature.first, feature.last));
        let told = Some((feature.published, feature.published));
        let is_undated = feature.exactness == Exactness::Undated;
        Group {
            members: vec![at],
            core: (feature.parties.len() >= 2).then(|| feature.parties.clone()),
            round: feature.round,
            named: day.filter(|_| feature.exactness == Exactness::Day),
            concluded: day.filter(|_| feature.exactness == Exactness::Concluded),
            past: told.filter(|_| is_undated && feature.outlook == Outlook::Past),
            future: told.filter(|_| is_undated && feature.outlook == Outlook::Future),
            within: day
                .filter(|_| feature.exactness == Exactness::Stretch && feature.last - feature.first < LONG),
            held: Some(feature.published).filter(|_| feature.is_past),
            cities: Some(feature.city).into_iter().filter(|city| *city != 0).collect(),
            modes: Some(feature.mode).into_iter().filter(|mode| *mode != 0).collect(),
            articles: vec![feature.article],
        }
    }

    /// Whether people have said of some of the one and of the other that they are not one event.
    fn is_apart_from(&self, other: &Group, apart: &BTreeSet<(usize, usize)>) -> bool {
        !apart.is_empty()
            && self.members.iter().any(|one| {
                other.members.iter().any(|there| apart.contains(&(*one.min(there), *one.max(there))))
            })
    }

    /// Whether the two can be one event.
    fn admits(&self, other: &Group, edge: Edge, members: &[&Feature]) -> bool {
        let rounds = self.round == 0 || other.round == 0 || self.round == other.round;
        let parties = match (&self.core, &other.core) {
            (Some(one), Some(other)) => shared(one, other) >= 2,
            _ => true,
        };
        rounds
            && parties
            && self.days_admit(other, edge)
            && self.cities_admit(other, edge)
            && self.articles_admit(other, edge, members)
    }

    fn days_admit(&self, other: &Group, edge: Edge) -> bool {
        let named = range(self.named, other.named);
        let concluded = range(self.concluded, other.concluded);
        let past = range(self.past, other.past);
        let future = range(self.future, other.future);
        let allowed = if edge.points >= A_DAY_APART { 1 } else { 0 };
        let is_new = self.named.is_some() && other.named.is_some();
        if span(named) > 1 || is_new && span(named) > allowed.max(span(self.named)).max(span(other.named)) {
            return false;
        }
        let concluded_fit = match (named, concluded) {
            (Some((first, last)), Some((from, to))) => first - 1 <= from && to <= last + 2,
            (None, Some(_)) => span(concluded) <= 2,
            _ => true,
        };
        // Where a text names the day, a stretch beside it is told side by side with it.
        let within = narrowed(self.within, other.within);
        if within.is_none() && named.is_none() {
            return false;
        }
        let held = self.held.into_iter().chain(other.held).min();
        if held.zip(future).is_some_and(|(held, (_, last))| last > held + 1) {
            return false;
        }
        let Some((first, last)) = named.or(concluded).or(within.flatten()) else {
            return span(past) <= TOLD_AFTER && span(future) <= TOLD_BEFORE;
        };
        let past_fit = past.is_none_or(|(from, to)| first - 1 <= from && to <= last + TOLD_AFTER);
        let future_fit = future.is_none_or(|(from, to)| first - TOLD_BEFORE <= from && to <= last + 1);
        concluded_fit && past_fit && future_fit
    }

    fn cities_admit(&self, other: &Group, edge: Edge) -> bool {
        let disjoint =
            |one: &[u64], other: &[u64]| !one.is_empty() && !other.is_empty() && shared(one, other) == 0;
        let is_same_round = self.round != 0 && self.round == other.round;
        let is_sure = is_same_round || edge.points >= CITIES_APART;
        is_sure || !disjoint(&self.cities, &other.cities) && !disjoint(&self.modes, &other.modes)
    }

    /// What its reader kept apart in one article is only joined where much speaks for it, or where few of many articles
    /// keep it apart.
    fn articles_admit(&self, other: &Group, edge: Edge, members: &[&Feature]) -> bool {
        let both = shared(&self.articles, &other.articles);
        let article = |at: usize| members.get(at).map(|feature| feature.article);
        both * FEW <= self.articles.len().min(other.articles.len())
            || edge.points >= ONE_WITHIN
            || article(edge.one) == article(edge.other)
    }

    fn take(&mut self, other: Group) {
        self.members.extend(other.members);
        self.core = match (self.core.take(), other.core) {
            (Some(one), Some(other)) => Some(one.into_iter().filter(|party| other.contains(party)).collect()),
            (one, other) => one.or(other),
        };
        self.round = self.round.max(other.round);
        self.named = range(self.named, other.named);
        self.concluded = range(self.concluded, other.concluded);
        self.within = narrowed(self.within, other.within).unwrap_or(self.within);
        self.held = self.held.into_iter().chain(other.held).min();
        self.past = range(self.past, other.past);
        self.future = range(self.future, other.future);
        join(&mut self.cities, other.cities);
        join(&mut self.modes, other.modes);
        join(&mut self.articles, other.articles);
    }
}
