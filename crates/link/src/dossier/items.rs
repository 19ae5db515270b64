//! What was agreed, what is to come, and what became of it.

use super::meeting::Meeting;
use super::page::Page;
use super::roles::TOPICS;
use super::tally::{Tally, best};
use super::{Fate, Item, Round, RoundStatus, Told, Topic};
use crate::wordings::{content, shared};
use crate::{Days, Party};
use jiff::civil::Date;
use legation_knowledge::world::World;
use legation_record::{Event, EventType, Scope, Status};
use legation_text::Span;
use std::collections::BTreeSet;

/// Sentences that share so much of the shorter one's words tell of one thing.
const THE_LIKE: f64 = 0.6;
/// Of something without a day a later report must share so much.
const ITS_FATE: f64 = 0.5;

/// One event of an article, with what is compared.
struct Deed<'a, 'p> {
    page: &'p Page<'a>,
    event: &'a Event<Span>,
    parties: BTreeSet<Party>,
    sentence: Span,
    words: Vec<String>,
}

impl Deed<'_, '_> {
    fn published(&self) -> Date {
        self.page.article.published()
    }
}

/// What the parties agreed, and what is to come between them: of the articles that tell of their talks.
pub(super) fn items(
    pages: &[&Page<'_>],
    asked: &BTreeSet<Party>,
    laid: &[(Round, Vec<&Meeting<'_>>)],
    last: Option<Date>,
    world: &World,
) -> (Vec<Item>, Vec<Item>) {
    let told: Vec<Deed<'_, '_>> = pages.iter().flat_map(|page| events(page, asked, world)).collect();
    let (mut agreed, mut due) = (Vec::new(), Vec::new());
    for one in &told {
        let is_agreement = one.event.kind == EventType::Agree && one.parties.is_superset(asked);
        match one.event.status {
            Status::Occurred if is_agreement => {
                agreed.push((item(one, one.event.start, Fate::Open, None), None));
            }
            Status::Planned | Status::Proposed | Status::Conditional | Status::Possible => {
                let day = Days::of_event(one.event);
                let (fate, by) = fate(one, day, &told, laid, last);
                due.push((item(one, one.event.start, fate, by), round_of(one.event, laid)));
            }
            _ => {}
        }
    }
    for (item, _) in &mut agreed {
        follow(item, &told);
    }
    (merged(agreed), merged(due))
}

fn events<'a, 'p>(page: &'p Page<'a>, asked: &BTreeSet<Party>, world: &World) -> Vec<Deed<'a, 'p>> {
    let events = page.article.record.events.iter();
    let told = events.filter_map(|event| {
        let parties: BTreeSet<Party> = event
            .source
            .iter()
            .chain(&event.target)
            .filter_map(|actor| page.acts_for(actor, world))
            .collect();
        let sentence = page.sentence(*event.triggers.first()?);
        let is_theirs = match event.kind {
            // Others may be told to be there.
            EventType::Consult | EventType::Agree => {
                parties.is_superset(asked) || !parties.is_empty() && parties.is_subset(asked)
            }
            _ => !parties.is_empty() && parties.is_subset(asked),
        };
        let words = content(&page.passage(sentence).words);
        is_theirs.then_some(Deed { page, event, parties, sentence, words })
    });
    told.collect()
}

fn item(
    told: &Deed<'_, '_>,
    date: Option<legation_record::PartialDate>,
    fate: Fate,
    by: Option<crate::Evidence>,
) -> Item {
    let record = told.page.article.record;
    let statement = told.event.according_to.and_then(|at| record.statements.get(at as usize));
    let evidence = told.page.evidence(told.sentence);
    Item {
        what: evidence.text.clone(),
        kind: told.event.kind.name().to_owned(),
        parties: told.parties.iter().cloned().collect(),
        status: told.event.status.name().to_owned(),
        date,
        by: statement.and_then(|statement| statement.who.clone()),
        fate,
        evidence: vec![evidence],
        follow_up: by,
    }
}

/// Adds to the agenda the matters of what the parties agreed, proposed or refused to agree.
pub(super) fn matters(pages: &[&Page<'_>], asked: &BTreeSet<Party>, agenda: &mut Vec<Topic>, world: &World) {
    let mut tally = Tally::new();
    for page in pages {
        let events = page.article.record.events.iter().filter(|event| event.kind == EventType::Agree);
        for event in events {
            let mut parties =
                event.source.iter().chain(&event.target).filter_map(|actor| page.acts_for(actor, world));
            let Some(trigger) =
                event.triggers.first().filter(|_| parties.any(|party| asked.contains(&party)))
            else {
                continue;
            };
            let sentence = page.sentence(*trigger);
            let topics = TOPICS.kinds(&page.passage(sentence).words);
            for topic in topics.into_iter().filter(|topic| TOPICS.class(topic) != Some("process")) {
                tally.add(topic, page.article.origin, page.evidence(sentence));
            }
        }
    }
    for Told { value, origins, evidence } in tally.told() {
        match agenda.iter_mut().find(|known| known.scope == Scope::On && known.topic == value) {
            Some(known) => {
                known.origins = known.origins.max(origins);
                known.evidence.extend(evidence);
                known.evidence = best(std::mem::take(&mut known.evidence));
            }
            None => {
                agenda.push(Topic { topic: value.to_owned(), scope: Scope::On, by: None, origins, evidence });
            }
        }
    }
    agenda.sort_by_key(|topic| std::cmp::Reverse(topic.origins));
}

/// Which round a telling is of.
fn round_of(event: &Event<Span>, laid: &[(Round, Vec<&Meeting<'_>>)]) -> Option<usize> {
    laid.iter().position(|(_, members)| members.iter().any(|meeting| std::ptr::eq(meeting.event, event)))
}

/// What became of something that was to come.
fn fate(
    one: &Deed<'_, '_>,
    day: Option<Days>,
    told: &[Deed<'_, '_>],
    laid: &[(Round, Vec<&Meeting<'_>>)],
    last: Option<Date>,
) -> (Fate, Option<crate::Evidence>) {
    // A meeting that is one of the rounds has the round's fate.
    if let Some((round, _)) = round_of(one.event, laid).map(|at| &laid[at]) {
        let step = |status: RoundStatus| {
            round.status_history.iter().find(|step| step.status == status).map(|step| step.evidence.clone())
        };
        return match round.status {
            RoundStatus::Held | RoundStatus::Ongoing => (Fate::Held, step(round.status)),
            RoundStatus::Cancelled => (Fate::Cancelled, step(RoundStatus::Cancelled)),
            RoundStatus::Postponed => (Fate::Superseded, step(RoundStatus::Postponed)),
            _ if day.zip(last).is_some_and(|(day, last)| day.last < last) => (Fate::NoFollowUp, None),
            _ => (Fate::Open, None),
        };
    }
    let mut later: Vec<&Deed<'_, '_>> = told
        .iter()
        .filter(|other| {
            let is_after = other.published() > one.published();
            let is_it = other.event.kind == one.event.kind && other.parties.is_superset(&one.parties);
            is_after && is_it && shared(&one.words, &other.words) >= ITS_FATE
        })
        .collect();
    later.sort_by_key(|other| (other.published(), other.page.article.digest));
    let told_of = |wanted: &[Status]| {
        let found = later.iter().find(|other| wanted.contains(&other.event.status));
        found.map(|other| other.page.evidence(other.sentence))
    };
    if let Some(evidence) = told_of(&[Status::Occurred, Status::Ongoing]) {
        let is_asked = matches!(one.event.status, Status::Conditional | Status::Proposed);
        return (if is_asked { Fate::Met } else { Fate::Held }, Some(evidence));
    }
    if let Some(evidence) = told_of(&[Status::Denied]) {
        return (Fate::Cancelled, Some(evidence));
    }
    match day.zip(last) {
        Some((day, last)) if day.last < last => (Fate::NoFollowUp, None),
        _ => (Fate::Open, None),
    }
}

/// Whether what was agreed was done: a later deed between the parties, told in much the same words.
fn follow(item: &mut Item, told: &[Deed<'_, '_>]) {
    let own = content(&crate::wordings::words(&item.what).0);
    let published = item.evidence.first().map(|evidence| evidence.date.first_day());
    let deeds = told.iter().filter(|other| {
        let is_deed = matches!(
            other.event.kind,
            EventType::Cooperate | EventType::Concede | EventType::Aid | EventType::Retreat
        );
        is_deed
            && matches!(other.event.status, Status::Occurred | Status::Ongoing)
            && Some(other.published()) >= published
    });
    let done = deeds
        .filter(|other| shared(&own, &other.words) >= ITS_FATE / 2.0)
        .min_by_key(|other| (other.published(), other.page.article.digest));
    (item.fate, item.follow_up) = match done {
        Some(deed) => (Fate::Met, Some(deed.page.evidence(deed.sentence))),
        None => (Fate::NoFollowUp, None),
    };
}

/// Each thing once: told in much the same words, of the same round or day.
fn merged(mut items: Vec<(Item, Option<usize>)>) -> Vec<Item> {
    items.sort_by(|(one, _), (other, _)| one.evidence.cmp(&other.evidence));
    let mut kept: Vec<(Item, Option<usize>, Vec<String>)> = Vec::new();
    for (item, round) in items {
        let words = content(&crate::wordings::words(&item.what).0);
        let known = kept.iter_mut().find(|(known, its_round, own)| {
            let is_of_day = known.date.is_none() || item.date.is_none() || known.date == item.date;
            let is_one = *its_round == round && (round.is_some() || is_of_day);
            known.kind == item.kind && is_one && shared(own, &words) >= THE_LIKE
        });
        match known {
            Some((known, ..)) => {
                known.evidence.extend(item.evidence);
                known.date = known.date.or(item.date);
                if known.follow_up.is_none() && item.follow_up.is_some() {
                    (known.fate, known.follow_up) = (item.fate, item.follow_up);
                }
            }
            None => kept.push((item, round, words)),
        }
    }
    kept.into_iter().map(|(item, ..)| Item { evidence: best(item.evidence), ..item }).collect()
}
