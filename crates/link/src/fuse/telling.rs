//! One event as one article tells it, with all that joining needs, so that the article itself is not needed again.

use super::words;
use super::{Period, Spot};
use crate::{Article, Days, Evidence, Party};
use legation_knowledge::world::{Sense, World};
use legation_record::{ActorCode, Event, EventType, Mode, Participant, Status};
use legation_text::{CodePoints, Document, Span, Token};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The tokens of a sentence that is given whole, and how many round about the event are given of a longer one.
const LONG: usize = 100;
const ROUND_ABOUT: u32 = 35;

/// An event of one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Telling {
    /// The digest of the article.
    pub digest: String,
    /// Its place among the events of the article.
    pub at: u32,
    /// The event's id in the record.
    pub event: String,
    /// The PLOVER type.
    pub kind: EventType,
    /// The PLOVER mode.
    pub mode: Option<Mode>,
    /// Who did it; for types without roles, everybody.
    pub source: Vec<Actor>,
    /// To whom.
    pub target: Vec<Actor>,
    /// When.
    pub period: Option<Period>,
    /// The words that say when; none where the date was concluded.
    pub date_words: Option<String>,
    /// Where.
    pub place: Option<Spot>,
    /// Its number in its series.
    pub round: Option<u32>,
    /// Whether several meetings are counted together (`four rounds of talks`).
    pub several: bool,
    /// Whether it happened.
    pub status: Status,
    /// Whether the sentence says that it was called off or put off.
    pub fate: Option<Fate>,
    /// Told as history.
    pub background: bool,
    /// Who alone says so; none where the article does.
    pub according_to: Option<Speaker>,
    /// The reader's confidence in type, status and participants together.
    pub sure: f64,
    /// The words that tell which event it is, as numbers in order.
    pub words: Vec<u32>,
    /// The sentence.
    pub evidence: Evidence,
}

/// Somebody with a part in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The party for which they act.
    pub party: Option<Party>,
    /// Their code.
    pub code: ActorCode,
    /// Their fullest name in the article.
    pub who: String,
    /// The known person, office or body.
    pub entity: Option<String>,
}

/// Who says that it is so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// Their name.
    pub who: String,
    /// The head of their code: a country or a body.
    pub code: Option<ActorCode>,
}

/// What the sentence says became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    /// Called off.
    Cancelled,
    /// Put off.
    Postponed,
}

impl Telling {
    /// When it was, in days.
    pub fn days(&self) -> Option<Days> {
        let period = self.period?;
        let (start, end) = (period.start.map(Days::of), period.end.map(Days::of));
        match (start, end) {
            (Some(start), Some(end)) => Some(Days { first: start.first, last: start.first.max(end.last) }),
            (one, other) => one.or(other),
        }
    }

    /// All who have a part in it.
    pub fn actors(&self) -> impl Iterator<Item = &Actor> {
        self.source.iter().chain(&self.target)
    }
}

/// All events of an article.
pub fn tellings(article: &Article<'_>, world: &World) -> Vec<Telling> {
    if article.record.events.is_empty() {
        return Vec::new();
    }
    let text = article.text;
    let whole = Span::new(text, 0, text.len());
    let document = whole.map(|whole| Document::segment(text, whole)).unwrap_or_default();
    let points = CodePoints::of(text);
    let events = article.record.events.iter().zip(0..);
    events.filter_map(|(event, at)| telling(article, world, &document, &points, event, at)).collect()
}

fn telling(
    article: &Article<'_>,
    world: &World,
    document: &Document,
    points: &CodePoints,
    event: &Event<Span>,
    at: u32,
) -> Option<Telling> {
    let text = article.text;
    let trigger = *event.triggers.first()?;
    let mut sentences: Vec<(Span, &[Token])> = Vec::new();
    for trigger in &event.triggers {
        let Some(sentence) = sentence(document, *trigger) else { continue };
        if sentences.len() < 3 && sentences.iter().all(|known| known.0 != sentence.0) {
            sentences.push(sentence);
        }
    }
    let source = actors(&event.source, world);
    let target = actors(&event.target, world);
    let mut names = BTreeSet::new();
    for actor in source.iter().chain(&target) {
        let party = actor.party.as_ref().map(|party| party.name.as_str());
        for name in [Some(actor.who.as_str()), actor.entity.as_deref(), party].into_iter().flatten() {
            names.extend(name.split_whitespace().map(words::plain));
        }
    }
    let is_party = |word: &str| {
        let country = |sense| match sense {
            Sense::Country(country)
            | Sense::Adjective(country)
            | Sense::People(country)
            | Sense::Seat(country) => Some(country.iso3),
            _ => None,
        };
        let codes: Vec<&str> = world.senses(word).into_iter().filter_map(country).collect();
        let actors = source.iter().chain(&target).filter_map(|actor| actor.party.as_ref());
        !codes.is_empty() && actors.into_iter().any(|party| codes.contains(&party.code.as_str()))
    };
    let tokens: Vec<&[Token]> = sentences.iter().map(|sentence| sentence.1).collect();
    let first = tokens.first().copied().unwrap_or_default();
    let fate = words::fate(text, first);
    let several = words::counts_several(text, first, trigger);
    let words = words::telling(text, &tokens, &names, &is_party);
    let speaker =
        event.according_to.and_then(|at| article.record.statements.get(at as usize)).map(|statement| {
            let who =
                statement.who.clone().or_else(|| statement.speaker.map(|span| span.of(text).to_owned()));
            Speaker { who: who.unwrap_or_default(), code: statement.code.clone() }
        });
    let sure = [event.confidence.kind, event.confidence.status, event.confidence.actors];
    Some(Telling {
        digest: article.digest.to_owned(),
        at,
        event: event.id.clone(),
        kind: event.kind,
        mode: event.mode.clone(),
        source,
        target,
        period: (event.start.is_some() || event.end.is_some())
            .then_some(Period { start: event.start, end: event.end }),
        date_words: event.date_span.map(|span| join(span.of(text))),
        place: event.place.as_ref().map(|place| Spot {
            name: place.name.clone(),
            country: place.country.clone(),
            geonameid: place.geonameid,
            kind: place.kind.clone(),
        }),
        round: event.round.as_ref().map(|round| round.n),
        several,
        status: event.status,
        fate,
        background: event.background,
        according_to: speaker,
        sure: sure.into_iter().map(|part| part.unwrap_or(0.7)).product(),
        words,
        evidence: Evidence::at(article, points, sentences.first().map_or(trigger, |sentence| sentence.0)),
    })
}

fn join(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The sentence in which something stands, and its tokens; of one without end, what stands round about.
fn sentence(document: &Document, span: Span) -> Option<(Span, &[Token])> {
    let token = document.tokens_in(span).start;
    let sentence = document.sentences.get(document.sentence_of(token)?)?;
    let mut range = sentence.tokens.clone();
    if range.len() > LONG {
        range = token.saturating_sub(ROUND_ABOUT).max(range.start)..(token + ROUND_ABOUT).min(range.end);
    }
    let span = document.span_of(range.clone())?;
    Some((span, document.tokens.get(range.start as usize..range.end as usize)?))
}

fn actors(participants: &[Participant<Span>], world: &World) -> Vec<Actor> {
    let actor = |participant: &Participant<Span>| Actor {
        party: Party::of(participant, world),
        code: participant.code.clone(),
        who: participant.who.clone(),
        entity: participant.entity.clone(),
    };
    participants.iter().map(actor).collect()
}
