//! One negotiation, laid out.

use super::meeting::{Meeting, helpers, mediators as mediators_of};
use super::page::Page;
use super::roles::{ROLES, TOPICS};
use super::rounds::{Cluster, rounds};
use super::tally::{Tally, best};
use super::{Format, Head, Round, Series, Table, Told, Topic, claims, items, positions, status};
use crate::{Days, Party};
use legation_knowledge::world::{Sense, World};
use legation_record::{PartialDate, Scope};
use std::collections::{BTreeMap, BTreeSet};

/// Lays out the negotiation at one table: `sure` are the meetings whose parties are told, `weak` those of which they are concluded. What the
/// parties want is read everywhere where nobody else sits there, and else in the articles that tell of this table.
pub(super) fn lay_out(
    parties: BTreeSet<Party>,
    asked: &BTreeSet<Party>,
    (sure, weak): Table<'_>,
    pages: &[Page<'_>],
    world: &World,
) -> Series {
    let mut meetings = sure;
    meetings.extend(weak);
    let own: BTreeSet<usize> = meetings.iter().map(|meeting| meeting.page).collect();
    let own: Vec<&Page<'_>> = own.into_iter().map(|page| &pages[page]).collect();
    let origins: BTreeSet<&str> = own.iter().map(|page| page.article.origin).collect();
    let everywhere: Vec<&Page<'_>> = if parties == *asked { pages.iter().collect() } else { own.clone() };
    let (mediator, direct) = manner(&meetings, &everywhere, &parties, world);
    let mediators = mediator.iter().map(|told| told.value.clone());
    let concerned: BTreeSet<Party> = parties.iter().cloned().chain(mediators).collect();
    let (clusters, _) = rounds(&meetings);
    let general = heads(&meetings.iter().collect::<Vec<_>>(), pages, &parties, world);
    let laid: Vec<(Round, Vec<&Meeting<'_>>)> = clusters
        .iter()
        .map(|cluster| {
            let members: Vec<&Meeting<'_>> = cluster.members.iter().map(|at| &meetings[*at]).collect();
            (round(cluster, &members, pages, &parties, &concerned, &general, world), members)
        })
        .collect();
    let last = pages.last().map(|page| page.article.published());
    let (agreed, due) = items::items(&own, &parties, &laid, last, world);
    let rounds: Vec<Round> = laid.into_iter().map(|(round, _)| round).collect();
    let mut agenda = agenda(&meetings.iter().collect::<Vec<_>>(), pages);
    items::matters(&own, &parties, &mut agenda, world);
    // What they talk about, and what they would agree on.
    let matters = agenda.iter().flat_map(|topic| super::topics(&topic.topic));
    let topics: BTreeSet<&str> =
        meetings.iter().flat_map(|meeting| meeting.topics(&pages[meeting.page])).chain(matters).collect();
    let positions = positions::positions(&everywhere, &concerned, &topics, world);
    let denied = claims::denied(&everywhere, &concerned, world);
    let contradictions = claims::contradictions(&rounds, &positions, &denied);
    Series {
        matter: matter(&meetings, pages),
        parties: parties.into_iter().collect(),
        mediator,
        direct,
        rounds,
        agenda,
        positions,
        agreed,
        due,
        denied,
        contradictions,
        articles: own.len(),
        origins: origins.len(),
    }
}

/// The versions without those that far fewer tell than the first.
fn likely<T>(mut told: Vec<Told<T>>) -> Vec<Told<T>> {
    let most = told.first().map_or(0, |told| told.origins);
    told.retain(|told| told.origins * 4 >= most);
    told
}

/// Who mediates, and whether the parties sit at one table.
fn manner(
    meetings: &[Meeting<'_>],
    pages: &[&Page<'_>],
    parties: &BTreeSet<Party>,
    world: &World,
) -> (Vec<Told<Party>>, Vec<Told<Format>>) {
    let (mut mediators, mut formats) = (Tally::new(), Tally::new());
    for page in pages {
        for (party, sentence) in mediators_of(page, parties, world) {
            mediators.add(party, page.article.origin, page.evidence(sentence));
        }
        for meeting in meetings.iter().filter(|meeting| meeting.digest == page.article.digest) {
            for sentence in &meeting.sentences {
                let words = page.passage(*sentence).words;
                for (kind, format) in [("direct", Format::Direct), ("indirect", Format::Indirect)] {
                    if ROLES.has(kind, &words) {
                        formats.add(format, meeting.origin, page.evidence(*sentence));
                    }
                }
            }
        }
    }
    (likely(mediators.told()), likely(formats.told()))
}

#[allow(clippy::too_many_arguments)]
fn round(
    cluster: &Cluster,
    members: &[&Meeting<'_>],
    pages: &[Page<'_>],
    parties: &BTreeSet<Party>,
    concerned: &BTreeSet<Party>,
    general: &[Head],
    world: &World,
) -> Round {
    let mut members = members.to_vec();
    members.sort_by_key(|meeting| (meeting.published, meeting.digest, &meeting.event.id));
    let (mut dates, mut places, mut hosts, mut durations) =
        (Tally::new(), Tally::new(), Tally::new(), Tally::new());
    let (mut counted, mut origins, mut evidence) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    let mut outcome = Vec::new();
    for meeting in &members {
        let page = &pages[meeting.page];
        let Some(first) = meeting.sentences.first() else { continue };
        let words = page.evidence(*first);
        if let Some(date) = meeting.date() {
            dates.add(date, meeting.origin, words.clone());
        }
        if let Some(city) = &meeting.city {
            places.add(city.clone(), meeting.origin, words.clone());
        }
        if meeting.n.is_some() {
            counted.insert(page.article.outlet.unwrap_or(&page.article.record.id).to_owned());
        }
        origins.insert(meeting.origin);
        for sentence in &meeting.sentences {
            let passage = page.passage(*sentence);
            for (party, kind) in helpers(page, &passage, world) {
                if kind == "hosts" {
                    hosts.add(party, meeting.origin, page.evidence(*sentence));
                }
            }
            if let Some(duration) = duration(page, &passage) {
                durations.add(duration, meeting.origin, page.evidence(*sentence));
            }
            if meeting.is_held() && ROLES.has("outcome", &passage.words) {
                outcome.push(page.evidence(*sentence));
            }
            evidence.push((told_fields(meeting), page.evidence(*sentence)));
        }
    }
    // What tells most comes first.
    evidence.sort_by(|(told, one), (more, other)| more.cmp(told).then_with(|| one.cmp(other)));
    evidence.dedup_by(|(_, one), (_, other)| one == other);
    let status_history = status::history(&members, cluster.days, pages, concerned, world);
    let own = heads(&members, pages, parties, world);
    let missing = general.iter().filter(|head| !own.iter().any(|known| known.party == head.party));
    let heads = own.iter().chain(missing).cloned().collect();
    let dates: Vec<Told<PartialDate>> = dates.told();
    let start = cluster
        .days
        .and_then(|days| dates.iter().find(|told| Days::of(told.value).first == days.first))
        .map(|told| told.value);
    let end = cluster
        .days
        .filter(|days| !days.is_one() && days.count() <= 7)
        .map(|days| PartialDate::from(days.last));
    let place = cluster.city.clone().or_else(|| {
        cluster
            .country
            .as_deref()
            .and_then(|country| world.country(country))
            .map(|country| country.name.to_owned())
    });
    Round {
        n: cluster.n,
        counted_by: counted.into_iter().collect(),
        start,
        end,
        confidence: confidence(origins.len(), &dates, start),
        dates,
        place,
        country: cluster.country.clone(),
        places: places.told(),
        host: hosts.told(),
        heads,
        duration: durations.told(),
        agenda: agenda(&members, pages),
        status: status::last(&status_history),
        status_history,
        outcome: best(outcome),
        origins: origins.len(),
        evidence: evidence.into_iter().map(|(_, evidence)| evidence).take(12).collect(),
    }
}

/// How much of a round a telling has.
fn told_fields(meeting: &Meeting<'_>) -> usize {
    usize::from(meeting.n.is_some())
        + 2 * usize::from(meeting.is_dated())
        + usize::from(meeting.city.is_some())
}

/// How sure a round is: each origin leaves half of the doubt that the others leave, and reports of another day bring back a part of it.
///
/// `1 − 0.5^n`, times the share of the dated origins whose day or days have the day that most have, rounded to three digits.
fn confidence(origins: usize, dates: &[Told<PartialDate>], start: Option<PartialDate>) -> f64 {
    let own = i32::try_from(origins).unwrap_or(i32::MAX);
    // A week or month that has the day in it does not speak against it.
    let is_it = |date: PartialDate| start.is_some_and(|start| Days::of(date).meet(Days::of(start)));
    let of_day: usize = dates.iter().filter(|told| is_it(told.value)).map(|told| told.origins).sum();
    let dated: usize = dates.iter().map(|told| told.origins).sum();
    let share = if dated == 0 { 0.5 } else { of_day as f64 / dated as f64 };
    ((1.0 - 0.5f64.powi(own)) * share * 1000.0).round() / 1000.0
}

/// How long it took, in the words of the report.
fn duration(page: &Page<'_>, passage: &super::page::Passage) -> Option<String> {
    let behind = ROLES.first("duration", &passage.words)?;
    let from = passage.places.get(behind.start)?.start;
    let times = page.article.record.mentions.times.iter();
    let durations = times.filter(|time| time.kind == legation_record::TimexType::Duration);
    let mut near = durations.filter(|time| {
        passage.span.contains(time.span) && time.span.start() >= from && time.span.start() - from < 40
    });
    near.next().map(|time| time.span.of(page.article.text).to_owned())
}

/// Who leads the delegations: persons of the parties, in sentences that say so.
fn heads(
    meetings: &[&Meeting<'_>],
    pages: &[Page<'_>],
    parties: &BTreeSet<Party>,
    world: &World,
) -> Vec<Head> {
    let (mut heads, mut offices) = (Tally::new(), BTreeMap::new());
    for meeting in meetings {
        let page = &pages[meeting.page];
        for sentence in &meeting.sentences {
            let passage = page.passage(*sentence);
            if !ROLES.has("leads", &passage.words) || !ROLES.has("delegation", &passage.words) {
                continue;
            }
            for actor in page.actors_in(*sentence) {
                let person = actor.entity.as_ref().filter(|name| is_person(name, world));
                let party = page.party(actor, world).filter(|party| parties.contains(party));
                let (Some(person), Some(party)) = (person, party) else { continue };
                if let Some(office) = &actor.office {
                    offices.entry(person.clone()).or_insert_with(|| office.clone());
                }
                heads.add((party, person.clone()), meeting.origin, page.evidence(*sentence));
            }
        }
    }
    let mut seen = BTreeSet::new();
    heads
        .told()
        .into_iter()
        .filter(|told| seen.insert(told.value.0.clone()))
        .map(|Told { value: (party, who), origins, evidence }| {
            let office = offices.remove(&who);
            Head { party, who, office, origins, evidence }
        })
        .collect()
}

fn is_person(name: &str, world: &World) -> bool {
    world.senses(name).iter().any(|sense| matches!(sense, Sense::Person(..)))
}

/// What the meetings are about, and what not.
fn agenda(meetings: &[&Meeting<'_>], pages: &[Page<'_>]) -> Vec<Topic> {
    let (mut topics, mut words) = (Tally::new(), BTreeMap::new());
    for meeting in meetings {
        let page = &pages[meeting.page];
        let record = page.article.record;
        let own = record.events.iter().position(|event| std::ptr::eq(event, meeting.event));
        for item in record.agenda.iter().filter(|item| own.is_some_and(|own| own == item.event as usize)) {
            let statement = item.according_to.and_then(|at| record.statements.get(at as usize));
            let by = statement.and_then(|statement| statement.who.clone());
            let key = (item.scope, item.topic.to_lowercase());
            words.entry(key.clone()).or_insert_with(|| (item.topic.clone(), by));
            topics.add(key, meeting.origin, page.evidence(page.sentence(item.span)));
        }
    }
    // Beside what the records have: the matters that the sentences on the meetings name.
    for meeting in meetings {
        let page = &pages[meeting.page];
        for sentence in &meeting.sentences {
            let named = TOPICS.kinds(&page.passage(*sentence).words);
            for topic in named.into_iter().filter(|topic| TOPICS.class(topic) != Some("process")) {
                let key = (Scope::On, topic.to_owned());
                words.entry(key.clone()).or_insert_with(|| (topic.to_owned(), None));
                topics.add(key, meeting.origin, page.evidence(*sentence));
            }
        }
    }
    // What is no known matter of talks, and said once, is likelier misread.
    let told = topics.told().into_iter();
    told.filter(|told| told.origins > 1 || !super::topics(&told.value.1).is_empty())
        .filter_map(|told| {
            let (topic, by) = words.remove(&told.value)?;
            Some(Topic { topic, scope: told.value.0, by, origins: told.origins, evidence: told.evidence })
        })
        .collect()
}

/// The topics that the sentences on the meetings name most.
fn matter(meetings: &[Meeting<'_>], pages: &[Page<'_>]) -> Vec<String> {
    let mut votes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for meeting in meetings {
        for sentence in &meeting.sentences {
            for topic in TOPICS.kinds(&pages[meeting.page].passage(*sentence).words) {
                votes.entry(topic).or_default().insert(meeting.origin);
            }
        }
    }
    let mut topics: Vec<(&str, usize)> =
        votes.into_iter().map(|(topic, origins)| (topic, origins.len())).collect();
    topics.sort_by_key(|(_, origins)| std::cmp::Reverse(*origins));
    topics.into_iter().take(4).map(|(topic, _)| topic.to_owned()).collect()
}
