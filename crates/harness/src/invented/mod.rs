//! Articles with records that nobody wrote or read: as many as wanted, alike in size and spread to real ones.
//!
//! Words, names, states, places and outlets come by Zipf's law, so that there are some that stand everywhere and many that are rare.

mod names;
mod page;

use crate::chance::{Chance, Zipf};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use legation_record::{
    ActorCode, ActorMention, AgendaItem, Basis, Confidence, Context, Event, EventPlace, EventType, Extent,
    Grain, Mentions, Mode, Offsets, PartialDate, Participant, PlaceMention, PlaceUse, Polarity,
    ReaderVersion, SCHEMA, Scope, SpeechKind, SpeechMode, Statement, Status, WireRecord,
};
use legation_store::{Entry, Keep, Outlet};
use page::Page;

/// The first day, and how many days follow: ten years.
const FIRST: Date = date(2015, 1, 1);
const DAYS: usize = 3653;
/// Different places.
const PLACES: usize = 3_000;
/// Different outlets.
const OUTLETS: usize = 40;

/// How much an article holds, about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    /// Sentences of some 20 words.
    pub(crate) sentences: usize,
    pub(crate) events: usize,
    pub(crate) statements: usize,
    /// How many words and people there are to draw from.
    pub(crate) words: usize,
    pub(crate) people: usize,
}

impl Size {
    /// A long report.
    pub(crate) const REPORT: Size =
        Size { sentences: 20, events: 15, statements: 10, words: 50_000, people: 20_000 };
    /// A short one, for those who want many quickly.
    pub(crate) const NOTICE: Size =
        Size { sentences: 5, events: 3, statements: 2, words: 3000, people: 1000 };
}

/// Somebody who acts and speaks.
#[derive(Clone, Debug)]
struct Person {
    who: String,
    code: String,
    entity: Option<String>,
}

/// A world to write about.
#[derive(Clone, Debug)]
pub(crate) struct World {
    seed: u64,
    size: Size,
    words: Vec<String>,
    people: Vec<Person>,
    places: Vec<(String, String)>,
    outlets: Vec<Outlet>,
    by_words: Zipf,
    by_people: Zipf,
    by_places: Zipf,
    by_outlets: Zipf,
    by_contexts: Zipf,
}

impl World {
    pub(crate) fn new(seed: u64, size: Size) -> World {
        let mut chance = Chance::new(seed);
        let by_states = Zipf::new(names::STATES.len());
        let words = names::words(&mut chance, size.words);
        let people = (0..size.people).map(|rank| person(&mut chance, &by_states, rank)).collect();
        let places = (0..PLACES)
            .map(|_| {
                let state = names::STATES[by_states.draw(&mut chance)];
                (names::name(&mut chance), state.to_owned())
            })
            .collect();
        let outlets = (0..OUTLETS).map(|_| outlet(&mut chance, &by_states)).collect();
        World {
            seed,
            size,
            words,
            people,
            places,
            outlets,
            by_words: Zipf::new(size.words),
            by_people: Zipf::new(size.people),
            by_places: Zipf::new(PLACES),
            by_outlets: Zipf::new(OUTLETS),
            by_contexts: Zipf::new(names::CONTEXTS.len()),
        }
    }

    /// The word of a rank: 0 is the commonest.
    pub(crate) fn word(&self, rank: usize) -> &str {
        self.words.get(rank).map_or("", String::as_str)
    }

    /// The name of the person of a rank.
    pub(crate) fn person(&self, rank: usize) -> &str {
        self.people.get(rank).map_or("", |person| &person.who)
    }

    /// The place of a rank.
    pub(crate) fn place(&self, rank: usize) -> &str {
        self.places.get(rank).map_or("", |(name, _)| name)
    }

    /// The outlet of a rank.
    pub(crate) fn outlet(&self, rank: usize) -> &str {
        self.outlets.get(rank).map_or("", |outlet| &outlet.name)
    }

    /// The code of the state of a rank.
    pub(crate) fn state(rank: usize) -> &'static str {
        names::STATES.get(rank).copied().unwrap_or_default()
    }

    /// The context of a rank.
    pub(crate) fn context(rank: usize) -> &'static str {
        names::CONTEXTS.get(rank).copied().unwrap_or_default()
    }

    /// The article of a number.
    pub(crate) fn entry(&self, number: u64) -> Entry {
        let mut chance = Chance::of(self.seed, number);
        let day = FIRST.saturating_add((chance.below(DAYS) as i64).days());
        let outlet = &self.outlets[self.by_outlets.draw(&mut chance)];
        let page = Page::write(&mut chance, self.size.sentences, &self.words, &self.by_words);
        let id = format!("{:012x}", chance.next() & 0xffff_ffff_ffff);
        let around = |chance: &mut Chance, of: usize| chance.between(of / 2, of + of / 2);
        let statements = around(&mut chance, self.size.statements);
        let statements: Vec<_> = (0..statements).map(|_| self.statement(&mut chance, day, &page)).collect();
        let events = around(&mut chance, self.size.events);
        let events: Vec<_> =
            (0..events).map(|_| self.event(&mut chance, day, &page, statements.len())).collect();
        let agenda = agenda(&mut chance, &events, &page, self.word(number as usize % 1000));
        let mentions = self.mentions(&mut chance, day, &page);
        let record = WireRecord {
            schema: SCHEMA,
            id,
            date: day.into(),
            title: Some(page.words(&mut chance, 7)),
            source: Some(outlet.name.clone()),
            url: chance.per_mille(700).then(|| format!("https://news.example/{number}")),
            reader: ReaderVersion {
                version: "0.0.0".to_owned(),
                model: "invented".to_owned(),
                knowledge: "none".to_owned(),
                frames: "none".to_owned(),
            },
            notes: Vec::new(),
            statements,
            events,
            agenda,
            mentions,
            corrected: Vec::new(),
        };
        Entry {
            text: page.text,
            record,
            sentences: page.sentences,
            language: Some("en".to_owned()),
            is_coded: true,
            outlet: Some(outlet.clone()),
            keep: Keep::Full,
            added: "2025-03-01T00:00:00Z".to_owned(),
        }
    }

    fn party(&self, chance: &mut Chance, page: &Page) -> Participant<Offsets> {
        let person = &self.people[self.by_people.draw(chance)];
        Participant {
            who: person.who.clone(),
            code: ActorCode::new(person.code.clone()),
            span: chance.per_mille(900).then(|| page.span(chance, 2)),
            entity: person.entity.clone(),
            basis: if person.entity.is_some() { Basis::Table } else { Basis::Text },
        }
    }

    fn statement(&self, chance: &mut Chance, day: Date, page: &Page) -> Statement<Offsets> {
        let person = chance.per_mille(920).then(|| &self.people[self.by_people.draw(chance)]);
        let codes: Vec<ActorCode> =
            person.map(|person| ActorCode::new(person.code.clone())).into_iter().collect();
        Statement {
            id: format!("s-{:012x}", chance.next() & 0xffff_ffff_ffff),
            speaker: person.map(|_| page.span(chance, 2)),
            who: person.map(|person| person.who.clone()),
            code: codes.first().cloned(),
            codes,
            kind: if chance.per_mille(850) { SpeechKind::Speech } else { SpeechKind::Attitude },
            mode: *chance.pick(&[SpeechMode::Indirect, SpeechMode::Direct, SpeechMode::Mixed]),
            polarity: if chance.per_mille(930) { Polarity::Affirmed } else { Polarity::Denied },
            cue: Some(page.span(chance, 1)),
            content: vec![page.span(chance, 14)],
            inside: None,
            date: told(chance, day),
            date_span: None,
            confidence: Some(sure(chance)),
            corrected: Vec::new(),
        }
    }

    fn event(&self, chance: &mut Chance, day: Date, page: &Page, statements: usize) -> Event<Offsets> {
        let &(kind, modes, plover, goldstein) = names::kind(chance);
        let mut contexts: Vec<Context> = Vec::new();
        for _ in 0..chance.between(1, 3) {
            let context = Context::new(names::CONTEXTS[self.by_contexts.draw(chance)]);
            if !contexts.contains(&context) {
                contexts.push(context);
            }
        }
        let is_symmetric = kind.is_symmetric();
        let sources = if is_symmetric { chance.between(2, 3) } else { 1 };
        let targets = if is_symmetric { 0 } else { chance.between(0, 2) };
        let parties = |chance: &mut Chance, count: usize| -> Vec<Participant<Offsets>> {
            (0..count).map(|_| self.party(chance, page)).collect()
        };
        let background = chance.per_mille(150);
        let start = told(chance, day);
        Event {
            id: format!("e-{:012x}", chance.next() & 0xffff_ffff_ffff),
            triggers: (0..chance.between(1, 2)).map(|_| page.span(chance, 1)).collect(),
            kind,
            mode: (!modes.is_empty() && chance.per_mille(700)).then(|| Mode::new(*chance.pick(modes))),
            cameo: None,
            quad: kind.quad(),
            contexts,
            plover_score: Some(plover),
            goldstein: chance.per_mille(600).then_some(goldstein),
            source: parties(chance, sources),
            target: parties(chance, targets),
            place: chance.per_mille(450).then(|| self.place_of(chance, page)),
            start,
            end: start,
            date_span: start.map(|_| page.span(chance, 1)),
            status: status(chance),
            status_span: None,
            according_to: (statements > 0 && chance.per_mille(400)).then(|| chance.below(statements) as u32),
            background,
            round: None,
            confidence: Confidence {
                kind: Some(sure(chance)),
                status: Some(sure(chance)),
                actors: Some(sure(chance)),
                date: None,
                place: None,
            },
            corrected: Vec::new(),
        }
    }

    fn place_of(&self, chance: &mut Chance, page: &Page) -> EventPlace<Offsets> {
        let rank = self.by_places.draw(chance);
        let (name, country) = &self.places[rank];
        EventPlace {
            name: name.clone(),
            country: Some(country.clone()),
            lat: Some((rank % 170) as f64 - 85.0),
            lon: Some((rank % 350) as f64 - 175.0),
            geonameid: Some(100_000 + rank as u32),
            kind: Some("city".to_owned()),
            span: Some(page.span(chance, 1)),
        }
    }

    fn mentions(&self, chance: &mut Chance, day: Date, page: &Page) -> Mentions<Extent> {
        let extent = |chance: &mut Chance| {
            let Offsets(start, end) = page.span(chance, 2);
            Extent { start, end }
        };
        let many = self.size.sentences;
        let places = (0..many / 2)
            .map(|_| {
                let (name, country) = &self.places[self.by_places.draw(chance)];
                PlaceMention {
                    span: extent(chance),
                    name: name.clone(),
                    lat: Some(1.5),
                    lon: Some(2.5),
                    country: Some(country.clone()),
                    geonameid: Some(1),
                    kind: Some("city".to_owned()),
                    usage: PlaceUse::Literal,
                    dispute: None,
                }
            })
            .collect();
        let actors = (0..many)
            .map(|_| {
                let person = &self.people[self.by_people.draw(chance)];
                ActorMention {
                    span: extent(chance),
                    who: person.who.clone(),
                    code: ActorCode::new(person.code.clone()),
                    entity: person.entity.clone(),
                    office: None,
                    as_of: Some(day.into()),
                    basis: Basis::Text,
                    corrected: Vec::new(),
                }
            })
            .collect();
        let chains = (0..many / 2).map(|_| vec![extent(chance), extent(chance)]).collect();
        Mentions { times: Vec::new(), places, actors, chains }
    }
}

/// A person, or at each tenth rank a state itself.
fn person(chance: &mut Chance, by_states: &Zipf, rank: usize) -> Person {
    let state = names::STATES[by_states.draw(chance)];
    if rank.is_multiple_of(10) && rank / 10 < names::STATES.len() {
        let state = names::STATES[rank / 10];
        return Person { who: format!("Republic of {state}"), code: format!("{state}GOV"), entity: None };
    }
    let who = format!("{} {}", names::name(chance), names::name(chance));
    // One in twenty is of no country that the text tells.
    let head = if chance.per_mille(50) { "---" } else { state };
    let code = format!("{head}{}", chance.pick(&names::SECTORS));
    let entity = chance.per_mille(300).then(|| who.clone());
    Person { who, code, entity }
}

fn outlet(chance: &mut Chance, by_states: &Zipf) -> Outlet {
    Outlet {
        name: format!("{} {}", names::name(chance), chance.pick(&["Post", "Wire", "Times", "Herald"])),
        country: Some(names::STATES[by_states.draw(chance)].to_owned()),
        kind: Some("private".to_owned()),
        language: Some("en".to_owned()),
    }
}

/// When something was, told around the day of the article: mostly a day shortly before, else less exact, or not told.
fn told(chance: &mut Chance, day: Date) -> Option<PartialDate> {
    let kind = chance.below(100);
    let back = if kind < 60 { chance.below(5) } else { chance.below(700) };
    let when = day.saturating_sub((back as i64).days());
    match kind {
        0..60 => Some(when.into()),
        60..68 => Some(PartialDate::containing(when, Grain::Week)),
        68..76 => Some(PartialDate::containing(when, Grain::Month)),
        76..80 => Some(PartialDate::containing(when, Grain::Year)),
        _ => None,
    }
}

/// A confidence to three digits.
fn sure(chance: &mut Chance) -> f64 {
    (300.0 + 700.0 * chance.share().sqrt()).round() / 1000.0
}

fn status(chance: &mut Chance) -> Status {
    match chance.below(100) {
        0..58 => Status::Occurred,
        58..68 => Status::Ongoing,
        68..80 => Status::Planned,
        80..88 => Status::Possible,
        88..91 => Status::Conditional,
        91..98 => Status::Proposed,
        _ => Status::Denied,
    }
}

/// A topic for one meeting in three.
fn agenda(
    chance: &mut Chance,
    events: &[Event<Offsets>],
    page: &Page,
    topic: &str,
) -> Vec<AgendaItem<Offsets>> {
    let mut items = Vec::new();
    for (at, event) in events.iter().enumerate() {
        if event.kind == EventType::Consult && chance.per_mille(330) {
            items.push(AgendaItem {
                event: at as u32,
                topic: topic.to_owned(),
                span: page.span(chance, 1),
                scope: if chance.per_mille(900) { Scope::On } else { Scope::Off },
                according_to: None,
                corrected: Vec::new(),
            });
        }
    }
    items
}
