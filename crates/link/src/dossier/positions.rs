//! What the parties want, offer, refuse and expect, from what they say and what they are told to have done with words.

use super::page::Page;
use super::roles::{ROLES, TOPICS};
use super::tally::best;
use super::{Change, Position, Stance};
use crate::Party;
use crate::wordings::{content, shared, words};
use legation_knowledge::world::World;
use legation_record::{Basis, Event, EventType, PartialDate, Polarity, SpeechMode, Statement, Status};
use legation_text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Two contents that share so much of the shorter one's words are one position.
const THE_LIKE: f64 = 0.7;

/// A position, as one article has it.
struct Taken<'a> {
    position: Position,
    origin: &'a str,
    digest: &'a str,
    /// The words that tell what it is about.
    words: Vec<String>,
}

/// The positions in some pages, in the order of time.
///
/// Of the parties and mediators all that is on a topic of the negotiation or of talks as such; of others what is said of a party on it.
pub(super) fn positions(
    pages: &[&Page<'_>],
    asked: &BTreeSet<Party>,
    matter: &BTreeSet<&str>,
    world: &World,
) -> Vec<Position> {
    let mut taken: Vec<Taken<'_>> =
        pages.iter().flat_map(|page| of_page(page, asked, matter, world)).collect();
    taken.sort_by(|one, other| {
        let key = |taken: &Taken<'_>| {
            // Among reports of one utterance the quoted and fuller one speaks for all.
            let position = &taken.position;
            (position.date, position.party.clone(), !position.quoted, std::cmp::Reverse(taken.words.len()))
        };
        key(one)
            .cmp(&key(other))
            .then_with(|| one.position.evidence.cmp(&other.position.evidence))
            .then(one.digest.cmp(other.digest))
    });
    let mut kept: Vec<(Position, BTreeSet<&str>, Vec<usize>)> = Vec::new();
    // Words as numbers: they are compared often.
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    // Which of them a party has on a topic, or on none.
    let mut on: BTreeMap<(Party, Option<String>), BTreeSet<usize>> = BTreeMap::new();
    let keys = |position: &Position| -> Vec<(Party, Option<String>)> {
        let topics = position.topics.iter().cloned().map(Some);
        let none = position.topics.is_empty().then_some(None);
        topics.chain(none).map(|topic| (position.party.clone(), topic)).collect()
    };
    for Taken { position, origin, words, .. } in taken {
        let mut words: Vec<usize> = words
            .into_iter()
            .map(|word| {
                let next = numbers.len();
                *numbers.entry(word).or_insert(next)
            })
            .collect();
        words.sort_unstable();
        let keys = keys(&position);
        let likely: BTreeSet<usize> = keys.iter().filter_map(|key| on.get(key)).flatten().copied().collect();
        let is_like = |at: &usize| kept.get(*at).is_some_and(|(.., known)| shared(known, &words) >= THE_LIKE);
        let at = likely.into_iter().find(is_like).unwrap_or(kept.len());
        for key in keys {
            on.entry(key).or_default().insert(at);
        }
        match kept.get_mut(at) {
            Some((known, origins, _)) => {
                known.evidence.extend(position.evidence);
                for topic in position.topics {
                    if !known.topics.contains(&topic) {
                        known.topics.push(topic);
                    }
                }
                origins.insert(origin);
            }
            None => kept.push((position, BTreeSet::from([origin]), words)),
        }
    }
    let mut positions: Vec<Position> = Vec::new();
    for (mut position, origins, _) in kept {
        position.origins = origins.len();
        position.evidence = best(position.evidence);
        let before = positions
            .iter()
            .rfind(|known| known.party == position.party && known.topics.first() == position.topics.first());
        position.change = match before {
            None => Change::New,
            Some(known) if known.stance == position.stance => Change::Repeated,
            Some(_) => Change::Moved,
        };
        positions.push(position);
    }
    positions
}

fn of_page<'a>(
    page: &Page<'a>,
    asked: &BTreeSet<Party>,
    matter: &BTreeSet<&str>,
    world: &World,
) -> Vec<Taken<'a>> {
    let statements = page.article.record.statements.iter().enumerate();
    let said: Vec<Move> =
        statements.filter_map(|(at, statement)| stated(page, at, statement, world)).collect();
    let is_said = |told: &Move| {
        said.iter().any(|known| known.party == told.party && known.sentence.overlaps(told.sentence))
    };
    let events = page.article.record.events.iter();
    let told: Vec<Move> =
        events.filter_map(|event| told(page, event, asked, world)).filter(|told| !is_said(told)).collect();
    let all = said.into_iter().chain(told);
    all.filter_map(|made| {
        let others = page.actors_in(made.sentence).filter_map(|actor| page.party(actor, world));
        let speaks_of: BTreeSet<Party> = others.filter(|party| *party != made.party).collect();
        let (is_asked, is_of_them) = (asked.contains(&made.party), !speaks_of.is_disjoint(asked));
        let is_on_meeting = ROLES.has("meets", &page.passage(made.sentence).words);
        let taken = made.taken(page);
        let on = &taken.position.topics;
        let is_on_matter = on.iter().any(|topic| matter.contains(topic.as_str()));
        let is_on_talks = on.iter().any(|topic| TOPICS.class(topic) == Some("process"));
        let is_theirs = is_asked
            && (is_on_matter || is_on_talks || is_on_meeting || is_of_them && !on.is_empty())
            || is_of_them && is_on_matter;
        is_theirs.then_some(taken)
    })
    .collect()
}

/// A move as an article has it, whatever it is on.
struct Move {
    party: Party,
    speaker: Option<String>,
    office: Option<String>,
    date: PartialDate,
    stance: Stance,
    is_conditional: bool,
    is_quoted: bool,
    /// The words that make it.
    text: String,
    span: Span,
    /// The sentences that they stand in.
    sentence: Span,
}

/// The move that a statement makes.
fn stated(page: &Page<'_>, at: usize, statement: &Statement<Span>, world: &World) -> Option<Move> {
    let record = page.article.record;
    let (party, span) = (page.speaks_for(statement, world)?, whole(statement)?);
    if super::claims::is_claim(page, statement) {
        return None;
    }
    let is_within = |event: &&Event<Span>| {
        let by = event.according_to.is_some_and(|by| by as usize == at);
        by || event.triggers.iter().any(|trigger| span.contains(*trigger))
    };
    let events: Vec<&Event<Span>> = record.events.iter().filter(is_within).collect();
    let stance = events
        .iter()
        .find_map(|event| stance_of(page, event, &party, world))
        .or_else(|| cue_stance(page, statement, &party, world))
        .or((statement.polarity == Polarity::Denied).then_some(Stance::Rejects));
    let parts: Vec<&str> = statement.content.iter().map(|span| span.of(page.article.text)).collect();
    Some(Move {
        party,
        speaker: statement.who.clone(),
        office: statement.speaker.and_then(|speaker| page.office(speaker)),
        date: statement.date.unwrap_or(record.date),
        stance: stance.unwrap_or(Stance::States),
        is_conditional: events.iter().any(|event| event.status == Status::Conditional),
        is_quoted: statement.mode != SpeechMode::Indirect,
        text: parts.join(" … "),
        span,
        sentence: page.around(span),
    })
}

/// The move that the reporter tells of: what he says outright, not what is concluded or recalled.
fn told(page: &Page<'_>, event: &Event<Span>, asked: &BTreeSet<Party>, world: &World) -> Option<Move> {
    let named = event.source.iter().filter(|actor| actor.basis != Basis::Inferred);
    let party = named.filter_map(|actor| page.acts_for(actor, world)).find(|party| asked.contains(party))?;
    let is_move = matches!(event.kind, EventType::Request | EventType::Reject | EventType::Threaten);
    if !is_move || event.background || event.status == Status::Denied {
        return None;
    }
    let sentence = page.sentence(*event.triggers.first()?);
    Some(Move {
        stance: stance_of(page, event, &party, world)?,
        party,
        speaker: None,
        office: None,
        date: event.start.unwrap_or(page.article.record.date),
        is_conditional: event.status == Status::Conditional,
        is_quoted: false,
        text: sentence.of(page.article.text).to_owned(),
        span: sentence,
        sentence,
    })
}

/// Words that make what is said depend on something.
const CONDITIONS: [&str; 5] = [" if ", " unless ", " provided ", " in exchange for ", " in return for "];

impl Move {
    /// The position that it is, with the topics of its words, or else of those around them.
    fn taken<'a>(self, page: &Page<'a>) -> Taken<'a> {
        let said = words(&self.text).0;
        let mut topics = TOPICS.kinds(&said);
        if topics.is_empty() {
            topics = TOPICS.kinds(&page.passage(self.sentence).words);
        }
        let line = format!(" {} ", said.join(" "));
        let position = Position {
            party: self.party,
            topics: topics.into_iter().map(str::to_owned).collect(),
            stance: self.stance,
            conditional: self.is_conditional || CONDITIONS.iter().any(|words| line.contains(words)),
            speaker: self.speaker,
            office: self.office,
            date: self.date,
            content: self.text.split_whitespace().collect::<Vec<_>>().join(" "),
            quoted: self.is_quoted,
            change: Change::New,
            origins: 1,
            evidence: vec![page.evidence(self.span)],
        };
        Taken { position, origin: page.article.origin, digest: page.article.digest, words: content(&said) }
    }
}

/// From the first to the last word of what is said.
pub(super) fn whole(statement: &Statement<Span>) -> Option<Span> {
    statement.content.iter().copied().reduce(Span::join)
}

/// The move that an event is, where the party makes it.
fn stance_of(page: &Page<'_>, event: &Event<Span>, party: &Party, world: &World) -> Option<Stance> {
    let mut sources = event.source.iter().filter_map(|actor| page.acts_for(actor, world));
    if !sources.any(|source| source == *party) {
        return None;
    }
    match event.kind {
        EventType::Request => Some(Stance::Demands),
        EventType::Concede => Some(Stance::Offers),
        EventType::Agree | EventType::Support => Some(Stance::Accepts),
        EventType::Reject => Some(Stance::Rejects),
        EventType::Threaten => Some(Stance::Threatens),
        EventType::Accuse => Some(Stance::Accuses),
        _ => None,
    }
}

/// The move that the verb of saying itself is: `rejected`, `demanded`, `warned`.
fn cue_stance(page: &Page<'_>, statement: &Statement<Span>, party: &Party, world: &World) -> Option<Stance> {
    let cue = statement.cue?;
    let events = page.article.record.events.iter();
    let on_cue = |event: &&Event<Span>| event.triggers.iter().any(|trigger| trigger.overlaps(cue));
    events.filter(on_cue).find_map(|event| stance_of(page, event, party, world))
}
