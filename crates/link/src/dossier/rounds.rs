//! Which tellings are of one round.
//!
//! A number that the text counts by settles it; then the day; then the place. What has neither number nor day goes to the round that it can
//! only mean: the next one after the article, or the last one before it at that place. What could be several is left to the series.

use super::meeting::{Meeting, Relative};
use crate::Days;
use crate::span::between;
use jiff::civil::Date;
use legation_record::Status;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The tellings of one round.
pub(super) struct Cluster {
    pub(super) n: Option<u32>,
    /// Which of the meetings.
    pub(super) members: Vec<usize>,
    pub(super) days: Option<Days>,
    pub(super) city: Option<String>,
    pub(super) country: Option<String>,
}

/// Tellings of one number further apart than this are of two negotiations.
const ONE_SERIES: i64 = 45;
/// A week's talks may be told of as of their first or their last day.
const SAME_MEETING: i64 = 1;
/// So long after the article a meeting can be that it calls the next one.
const NEXT: i64 = 40;
/// Days planned for one meeting are not further apart.
const PLANS: i64 = 10;
/// So long before the article a meeting can be that it calls the last one, or names by its place alone.
const LAST: i64 = 45;

/// The rounds among the meetings, in the order of their days, and the meetings that belong to none.
pub(super) fn rounds(meetings: &[Meeting<'_>]) -> (Vec<Cluster>, Vec<usize>) {
    let mut order: Vec<usize> = (0..meetings.len()).collect();
    order.sort_by_key(|at| (meetings[*at].published, meetings[*at].digest, &meetings[*at].event.id));
    let mut left: Vec<usize> = Vec::new();
    let mut clusters = numbered(meetings, &order);
    // By day.
    let mut dated: Vec<usize> = Vec::new();
    for at in order {
        let meeting = &meetings[at];
        match (meeting.n, meeting.is_dated() && meeting.relative != Relative::Many) {
            (Some(_), _) => {}
            (None, true) => dated.push(at),
            (None, false) => left.push(at),
        }
    }
    dated.sort_by_key(|at| (meetings[*at].days.map_or(0, Days::count), meetings[*at].city.is_none()));
    for at in dated {
        join_by_day(meetings, at, &mut clusters);
    }
    clusters.retain(|cluster| cluster.n.is_some() || is_supported(meetings, cluster));
    for cluster in &mut clusters {
        settle(meetings, cluster);
    }
    dissolve(meetings, &mut clusters);
    // Where the texts count the rounds, one that nobody counts must be well told.
    let is_counted = clusters.iter().filter_map(|cluster| cluster.n).collect::<BTreeSet<_>>().len() > 1;
    if is_counted {
        clusters.retain(|cluster| cluster.n.is_some() || is_well_told(meetings, cluster));
    }
    // By place, or by what can only be meant.
    left.retain(|at| !join_by_sense(meetings, *at, is_counted, &mut clusters));
    for cluster in &mut clusters {
        settle(meetings, cluster);
    }
    clusters.sort_by_key(|cluster| (cluster.days.map_or(Date::MAX, |days| days.first), cluster.n));
    number(meetings, &mut clusters);
    (clusters, left)
}

fn empty(n: Option<u32>) -> Cluster {
    Cluster { n, members: Vec::new(), days: None, city: None, country: None }
}

/// The rounds that the texts count.
fn numbered(meetings: &[Meeting<'_>], order: &[usize]) -> Vec<Cluster> {
    let mut by_number: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for at in order {
        if let Some(n) = meetings[*at].n {
            by_number.entry(n).or_default().push(*at);
        }
    }
    let mut clusters = Vec::new();
    for (n, members) in by_number {
        // Exactly dated tellings first: they say how many negotiations are counted here.
        let (mut dated, other): (Vec<usize>, Vec<usize>) =
            members.into_iter().partition(|at| meetings[*at].is_dated());
        dated.sort_by_key(|at| meetings[*at].days.map(|days| days.first));
        let mut own: Vec<Cluster> = Vec::new();
        for at in dated {
            let first = meetings[at].days.map(|days| days.first);
            let near = own.iter_mut().find(|cluster| {
                let known = cluster.members.first().and_then(|at| meetings[*at].days);
                known.zip(first).is_some_and(|(known, first)| between(known.first, first) <= ONE_SERIES)
            });
            match near {
                Some(cluster) => cluster.members.push(at),
                None => own.push(Cluster { members: vec![at], ..empty(Some(n)) }),
            }
        }
        if own.is_empty() {
            own.push(empty(Some(n)));
        }
        for at in other {
            let published = meetings[at].published;
            let nearest = own.iter_mut().min_by_key(|cluster| {
                let days = cluster.members.first().and_then(|at| meetings[*at].days);
                days.map_or(0, |days| between(days.first, published).abs())
            });
            if let Some(cluster) = nearest {
                cluster.members.push(at);
            }
        }
        clusters.append(&mut own);
    }
    for cluster in &mut clusters {
        settle(meetings, cluster);
    }
    clusters
}

/// Puts a dated telling to the round of that day, or begins one.
fn join_by_day(meetings: &[Meeting<'_>], at: usize, clusters: &mut Vec<Cluster>) {
    let meeting = &meetings[at];
    let Some(days) = meeting.days else { return };
    // The same parties do not meet twice on a day in two places: there the reports differ.
    let fits = |cluster: &Cluster| {
        cluster.days.is_some_and(|known| {
            known == days && days.is_one()
                || known.apart(days) <= SAME_MEETING && same_place(meeting, cluster)
        })
    };
    let best = (0..clusters.len())
        .filter(|index| fits(&clusters[*index]))
        .min_by_key(|index| clusters[*index].days.map(|known| known.apart(days)));
    match best {
        Some(index) => clusters[index].members.push(at),
        None => {
            let mut cluster = Cluster { members: vec![at], ..empty(None) };
            settle(meetings, &mut cluster);
            clusters.push(cluster);
        }
    }
}

/// Whether a telling can be of a round at that place.
fn same_place(meeting: &Meeting<'_>, cluster: &Cluster) -> bool {
    let country = match (&meeting.country, &cluster.country) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    let city = match (&meeting.city, &cluster.city) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    city && country
}

/// Whether a meeting on a day, counted by nobody, was one of the negotiation: it has a place, or two origins tell of it.
fn is_supported(meetings: &[Meeting<'_>], cluster: &Cluster) -> bool {
    let members = || cluster.members.iter().map(|at| &meetings[*at]);
    let of_day = members().filter(|meeting| meeting.days == cluster.days);
    let origins: BTreeSet<&str> = of_day.map(|meeting| meeting.origin).collect();
    // Talks of years ago, told as history, are of another negotiation.
    let is_old = members().all(|meeting| {
        meeting.event.background
            && meeting.days.is_some_and(|days| between(days.last, meeting.published) > 365)
    });
    let is_placed = members().any(|meeting| meeting.city.is_some() || meeting.country.is_some());
    !is_old && (is_placed || origins.len() > 1)
}

/// Whether two origins have a meeting on its day at its place.
fn is_well_told(meetings: &[Meeting<'_>], cluster: &Cluster) -> bool {
    let members = cluster.members.iter().map(|at| &meetings[*at]);
    let agreeing = members.filter(|meeting| meeting.days == cluster.days && meeting.city == cluster.city);
    cluster.city.is_some() && agreeing.map(|meeting| meeting.origin).collect::<BTreeSet<_>>().len() > 1
}

/// A day that one origin gives for what is to come, shortly before or after a round that is counted or better reported, is another day given
/// for that round: the same parties do not plan two meetings at once.
fn dissolve(meetings: &[Meeting<'_>], clusters: &mut Vec<Cluster>) {
    let is_weak = |cluster: &Cluster| {
        let origins: BTreeSet<&str> = cluster.members.iter().map(|at| meetings[*at].origin).collect();
        // What is told as of the day of the article may be dated by it alone.
        let is_told = |at: &usize| {
            let meeting = &meetings[*at];
            meeting.is_held() && !meeting.days.is_some_and(|days| days.contains(meeting.published))
        };
        cluster.n.is_none() && origins.len() == 1 && !cluster.members.iter().any(is_told)
    };
    let (weak, mut strong): (Vec<Cluster>, Vec<Cluster>) =
        std::mem::take(clusters).into_iter().partition(is_weak);
    for cluster in weak {
        let published = cluster.members.iter().map(|at| meetings[*at].published).min();
        let apart = |other: &Cluster| {
            let (own, days) = (cluster.days?, other.days?);
            let is_ahead = published.is_some_and(|published| published <= days.last);
            Some(own.apart(days)).filter(|apart| is_ahead && *apart <= PLANS)
        };
        let nearest = (0..strong.len()).filter_map(|at| Some((apart(&strong[at])?, at))).min();
        match nearest {
            Some((_, at)) => strong[at].members.extend(cluster.members),
            None => strong.push(cluster),
        }
    }
    for cluster in &mut strong {
        settle(meetings, cluster);
    }
    *clusters = strong;
}

/// Puts a telling without a day, or with a vague one, to the round that it can only mean.
fn join_by_sense(meetings: &[Meeting<'_>], at: usize, is_counted: bool, clusters: &mut Vec<Cluster>) -> bool {
    let meeting = &meetings[at];
    if meeting.relative == Relative::Many {
        return false;
    }
    let is_to_come = meeting.relative == Relative::Next
        || matches!(meeting.event.status, Status::Planned | Status::Proposed | Status::Possible)
            && !meeting.is_over();
    let is_pointed = meeting.city.is_some()
        || meeting.country.is_some()
        || meeting.relative == Relative::Last
        || meeting.days.is_some();
    if !is_to_come && !is_pointed {
        return false;
    }
    let wait = |cluster: &Cluster| -> Option<i64> {
        let days = cluster.days?;
        let is_apart = meeting.days.is_some_and(|own| own.apart(days) > 2);
        if is_apart || !same_place(meeting, cluster) {
            return None;
        }
        let (wait, longest) = if is_to_come {
            (between(meeting.published, days.last), NEXT)
        } else {
            (between(days.first, meeting.published), LAST)
        };
        (0..=longest).contains(&wait).then_some(wait)
    };
    let nearest = (0..clusters.len()).filter_map(|index| Some((wait(&clusters[index])?, index))).min();
    if let Some((_, index)) = nearest {
        clusters[index].members.push(at);
        return true;
    }
    // A place and a span of days are enough: for the round there in those days, or for one whose day nobody gives.
    let is_vague = meeting.days.is_some_and(|days| days.count() <= 31) && meeting.city.is_some();
    let there = clusters.iter().position(|cluster| {
        cluster.city == meeting.city
            && cluster.days.zip(meeting.days).is_some_and(|(one, other)| one.meet(other))
    });
    if let Some(index) = there.filter(|_| is_vague) {
        clusters[index].members.push(at);
    } else if is_vague && is_counted {
        return false;
    } else if is_vague {
        let mut cluster = Cluster { members: vec![at], ..empty(None) };
        settle(meetings, &mut cluster);
        clusters.push(cluster);
    }
    is_vague
}

/// The day and place of a round: what most origins say, of those that say it most exactly.
fn settle(meetings: &[Meeting<'_>], cluster: &mut Cluster) {
    let members = || cluster.members.iter().map(|at| &meetings[*at]);
    let days = most(members().filter_map(|meeting| Some((meeting.days?, meeting.origin))), |days| {
        (days.count() > 3, days.count() > 7, days.count() > 31)
    });
    let city = most(members().filter_map(|meeting| Some((meeting.city.clone()?, meeting.origin))), |_| ());
    let of_city = |meeting: &&Meeting<'_>| city.is_none() || meeting.city == city;
    let countries =
        members().filter(of_city).filter_map(|meeting| Some((meeting.country.clone()?, meeting.origin)));
    let country = most(countries, |_| ());
    (cluster.days, cluster.city, cluster.country) = (days, city, country);
}

/// What most origins say, among those values that rank first; where as many say another, what more articles say, then the smaller one.
fn most<'a, T: Ord, R: Ord>(said: impl Iterator<Item = (T, &'a str)>, rank: impl Fn(&T) -> R) -> Option<T> {
    let mut votes: BTreeMap<T, (BTreeSet<&str>, usize)> = BTreeMap::new();
    for (value, origin) in said {
        let (origins, articles) = votes.entry(value).or_default();
        origins.insert(origin);
        *articles += 1;
    }
    let key = |value: &T, votes: &(BTreeSet<&str>, usize)| (rank(value), Reverse((votes.0.len(), votes.1)));
    let best =
        votes.into_iter().min_by(|(one, ones), (other, others)| key(one, ones).cmp(&key(other, others)));
    best.map(|(value, _)| value)
}

/// Gives the rounds that no text counts the number of their place, where that is beyond doubt: nobody counts any, or those counted leave room
/// for just these.
fn number(meetings: &[Meeting<'_>], clusters: &mut [Cluster]) {
    let mut at = 0;
    while at < clusters.len() {
        let end = (at..clusters.len()).find(|index| clusters[*index].n.is_some()).unwrap_or(clusters.len());
        let before = at.checked_sub(1).and_then(|last| clusters[last].n).unwrap_or(0);
        let room = clusters
            .get(end)
            .and_then(|next| next.n)
            .map(|next| (next.saturating_sub(before) as usize).saturating_sub(1));
        let is_sure = |cluster: &Cluster| cluster.members.iter().any(|at| meetings[*at].is_held());
        let is_counted =
            room.map_or(before == 0 || clusters[at..end].iter().all(is_sure), |room| room == end - at);
        if is_counted {
            for (place, cluster) in clusters[at..end].iter_mut().enumerate() {
                cluster.n = u32::try_from(before as usize + place + 1).ok();
            }
        }
        at = end + 1;
    }
}
