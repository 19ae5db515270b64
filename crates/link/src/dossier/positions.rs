//! What the parties want, offer, refuse and expect, from what they say and what they are told to have done with words.

use super::page::{Page, acts_for};
use super::roles::TOPICS;
use super::tally::best;
use super::{Change, Position, Stance};
use crate::words::{content, shared, words};
use crate::{Evidence, Party};
use legation_knowledge::world::World;
use legation_record::{Basis, Event, EventType, PartialDate, Polarity, Statement, Status};
use legation_text::Span;
use std::collections::BTreeSet;

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
pub(super) fn positions(pages: &[&Page<'_>], asked: &BTreeSet<Party>, world: &World) -> Vec<Position> {
    let mut taken: Vec<Taken<'_>> = pages.iter().flat_map(|page| of_page(page, asked, world)).collect();
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
    let mut kept: Vec<(Position, BTreeSet<&str>, Vec<String>)> = Vec::new();
    for Taken { position, origin, words, .. } in taken {
        let of_party = |known: &&mut (Position, BTreeSet<&str>, Vec<String>)| {
            known.0.party == position.party
                && known.0.topics.iter().any(|topic| position.topics.contains(topic))
                && shared(&known.2, &words) >= THE_LIKE
        };
        match kept.iter_mut().find(of_party) {
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

fn of_page<'a>(page: &&Page<'a>, asked: &BTreeSet<Party>, world: &World) -> Vec<Taken<'a>> {
    let record = page.article.record;
    let mut taken = Vec::new();
    let mut told: Vec<(Party, Span)> = Vec::new();
    for (at, statement) in record.statements.iter().enumerate() {
        let (Some(party), Some(whole)) = (page.speaks_for(statement, world), whole(statement)) else {
            continue;
        };
        if super::claims::is_claim(page, statement) {
            continue;
        }
        let sentence = page.around(whole);
        let text =
            statement.content.iter().map(|span| span.of(page.article.text)).collect::<Vec<_>>().join(" … ");
        let within = |event: &&Event<Span>| event.triggers.iter().any(|trigger| whole.contains(*trigger));
        let events: Vec<&Event<Span>> = record
            .events
            .iter()
            .filter(|event| event.according_to.is_some_and(|by| by as usize == at) || within(event))
            .collect();
        told.push((party.clone(), sentence));
        let stance = events
            .iter()
            .find_map(|event| stance_of(event, &party, world))
            .or_else(|| cue_stance(page, statement, &party, world))
            .or((statement.polarity == Polarity::Denied).then_some(Stance::Rejects));
        let is_conditional = events.iter().any(|event| event.status == Status::Conditional);
        let who = Who {
            party,
            speaker: statement.who.clone(),
            office: statement.speaker.and_then(|speaker| page.office(speaker)),
        };
        let date = statement.date.unwrap_or(record.date);
        let evidence = page.evidence(whole);
        let quoted = statement.mode != legation_record::SpeechMode::Indirect;
        taken.extend(take(
            page,
            who,
            text,
            sentence,
            date,
            stance.unwrap_or(Stance::States),
            is_conditional,
            quoted,
            evidence,
        ));
    }
    for event in &record.events {
        let parties: Vec<Party> = event.source.iter().filter_map(|actor| acts_for(actor, world)).collect();
        let (Some(party), Some(trigger)) =
            (parties.into_iter().find(|party| asked.contains(party)), event.triggers.first())
        else {
            continue;
        };
        let sentence = page.sentence(*trigger);
        let is_told = told.iter().any(|(teller, span)| *teller == party && span.overlaps(sentence));
        let Some(stance) =
            stance_of(event, &party, world).filter(|_| !is_told && event.status != Status::Denied)
        else {
            continue;
        };
        let who = Who { party, speaker: None, office: None };
        let date = event.start.filter(|_| !event.background).unwrap_or(record.date);
        let text = sentence.of(page.article.text).to_owned();
        let is_conditional = event.status == Status::Conditional;
        taken.extend(take(
            page,
            who,
            text,
            sentence,
            date,
            stance,
            is_conditional,
            false,
            page.evidence(sentence),
        ));
    }
    taken
}

struct Who {
    party: Party,
    speaker: Option<String>,
    office: Option<String>,
}

/// A position, where the words are on one of the topics.
#[allow(clippy::too_many_arguments)]
fn take<'a>(
    page: &Page<'a>,
    who: Who,
    text: String,
    sentence: Span,
    date: PartialDate,
    stance: Stance,
    is_conditional: bool,
    quoted: bool,
    evidence: Evidence,
) -> Option<Taken<'a>> {
    let said = words(&text).0;
    let mut topics = TOPICS.kinds(&said);
    if topics.is_empty() {
        topics = TOPICS.kinds(&page.passage(sentence).words);
    }
    if topics.is_empty() {
        return None;
    }
    let conditions = ["if", "unless", "provided", "exchange for", "return for"];
    let line = said.join(" ");
    let is_if = conditions.iter().any(|word| format!(" {line} ").contains(&format!(" {word} ")));
    let position = Position {
        party: who.party,
        topics: topics.into_iter().map(str::to_owned).collect(),
        stance,
        conditional: is_conditional || is_if,
        speaker: who.speaker,
        office: who.office,
        date,
        content: text.split_whitespace().collect::<Vec<_>>().join(" "),
        quoted,
        change: Change::New,
        origins: 1,
        evidence: vec![evidence],
    };
    Some(Taken { position, origin: page.article.origin, digest: page.article.digest, words: content(&said) })
}

/// From the first to the last word of what is said.
pub(super) fn whole(statement: &Statement<Span>) -> Option<Span> {
    statement.content.iter().copied().reduce(Span::join)
}

/// The move that an event is, where the party makes it.
fn stance_of(event: &Event<Span>, party: &Party, world: &World) -> Option<Stance> {
    let mut sources = event.source.iter().filter_map(|actor| acts_for(actor, world));
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
    events.filter(on_cue).find_map(|event| stance_of(event, party, world))
}
