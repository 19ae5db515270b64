//! What one article tells of one meeting.

use super::page::{Page, Passage};
use super::roles::{ROLES, TOPICS};
use crate::{Days, Party};
use jiff::civil::Date;
use legation_knowledge::world::World;
use legation_record::{Event, EventType, PartialDate, Status};
use legation_text::Span;
use std::collections::BTreeSet;

/// What one article tells of one meeting.
pub(super) struct Meeting<'a> {
    /// Which of the pages.
    pub(super) page: usize,
    pub(super) digest: &'a str,
    pub(super) origin: &'a str,
    pub(super) published: Date,
    pub(super) event: &'a Event<Span>,
    /// The number that the article counts it by.
    pub(super) n: Option<u32>,
    pub(super) days: Option<Days>,
    pub(super) city: Option<String>,
    pub(super) country: Option<String>,
    /// Who takes part, as far as told.
    pub(super) parties: BTreeSet<Party>,
    /// Those of them of whom the words say that they mediate or host.
    pub(super) helpers: BTreeSet<Party>,
    pub(super) relative: Relative,
    /// The sentences that tell it, the most telling first.
    pub(super) sentences: Vec<Span>,
}

/// How an article places a meeting among others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relative {
    /// `the next round`.
    Next,
    /// `the latest round`.
    Last,
    /// `four rounds`.
    Many,
    /// Not at all.
    None,
}

impl<'a> Meeting<'a> {
    /// The meetings that an article tells of.
    pub(super) fn all(number: usize, page: &Page<'a>, world: &World) -> Vec<Meeting<'a>> {
        let events = page.article.record.events.iter();
        events.filter_map(|event| Meeting::of(number, page, event, world)).collect()
    }

    fn of(number: usize, page: &Page<'a>, event: &'a Event<Span>, world: &World) -> Option<Meeting<'a>> {
        let is_call = event.mode.as_ref().is_some_and(|mode| mode.as_str() == "phone");
        if event.kind != EventType::Consult || is_call {
            return None;
        }
        let sentences = sentences(page, event);
        let passages: Vec<Passage> = sentences.iter().map(|span| page.passage(*span)).collect();
        let triggers: Vec<Passage> = event.triggers.iter().map(|span| page.passage(*span)).collect();
        if event.round.is_none() && !triggers.iter().any(|trigger| ROLES.has("meets", &trigger.words)) {
            return None;
        }
        // Who speaks on the phone does not meet.
        if triggers.iter().any(|trigger| ROLES.has("calls", &trigger.words)) && event.round.is_none() {
            return None;
        }
        // A day that no words name is that of the article, and says nothing of the meeting.
        let is_named = event.date_span.is_some() || event.start != Some(page.article.record.date);
        let place = event.place.as_ref();
        let is_city = place.is_some_and(|place| place.kind.as_deref() != Some("country"));
        let parties =
            event.source.iter().chain(&event.target).filter_map(|actor| page.acts_for(actor, world));
        let mut meeting = Meeting {
            page: number,
            digest: page.article.digest,
            origin: page.article.origin,
            published: page.article.published(),
            event,
            n: event.round.as_ref().filter(|round| counts_meeting(page, round.span)).map(|round| round.n),
            days: Days::of_event(event).filter(|_| is_named),
            city: place.filter(|_| is_city).map(|place| place.name.clone()),
            country: place.and_then(|place| place.country.clone()),
            parties: parties.collect(),
            helpers: BTreeSet::new(),
            relative: relative(&triggers, &passages),
            sentences,
        };
        for passage in &passages {
            meeting.helpers.extend(helpers(page, passage, world).into_iter().map(|(party, _)| party));
        }
        Some(meeting)
    }

    /// Whether one of its sentences names all of these parties.
    pub(super) fn names(&self, page: &Page<'_>, asked: &BTreeSet<Party>, world: &World) -> bool {
        self.sentences.iter().any(|sentence| {
            let named: BTreeSet<Party> =
                page.actors_in(*sentence).filter_map(|actor| page.party(actor, world)).collect();
            named.is_superset(asked)
        })
    }

    /// Whether its sentences and those shortly before name all of these parties.
    pub(super) fn is_near(&self, page: &Page<'_>, asked: &BTreeSet<Party>, world: &World) -> bool {
        self.sentences.iter().any(|sentence| {
            let around = page.before(*sentence, 3);
            let named: BTreeSet<Party> =
                page.actors_in(around).filter_map(|actor| page.party(actor, world)).collect();
            named.is_superset(asked)
        })
    }

    /// The topics that its sentences name, but those of how talks are held.
    pub(super) fn topics(&self, page: &Page<'_>) -> Vec<&'static str> {
        let passages = self.sentences.iter().map(|sentence| page.passage(*sentence));
        let topics = passages.flat_map(|passage| TOPICS.kinds(&passage.words));
        topics.filter(|topic| TOPICS.class(topic) != Some("process")).collect()
    }

    /// The first day it can have been, if it was on a day or in a few.
    pub(super) fn is_dated(&self) -> bool {
        self.days.is_some_and(|days| days.count() <= 3)
    }

    /// Its date, as the article has it.
    pub(super) fn date(&self) -> Option<PartialDate> {
        self.days.and_then(|_| self.event.start.or(self.event.end))
    }

    /// Whether the article can be right that it was held: its days are over.
    pub(super) fn is_over(&self) -> bool {
        self.days.is_some_and(|days| days.last < self.published)
    }

    pub(super) fn is_held(&self) -> bool {
        matches!(self.event.status, Status::Occurred | Status::Ongoing) || self.is_over()
    }
}

/// Whether an ordinal counts a meeting: not `the second day of the exchange`.
fn counts_meeting(page: &Page<'_>, ordinal: Span) -> bool {
    let passage = page.passage(page.sentence(ordinal));
    let from = passage.places.partition_point(|place| place.end <= ordinal.start());
    let end = passage.places.partition_point(|place| place.start < ordinal.end());
    !ROLES.has("no round", &passage.words[from..(end + 1).min(passage.words.len())])
}

/// The sentences of an event's words: those with its date or place first.
fn sentences(page: &Page<'_>, event: &Event<Span>) -> Vec<Span> {
    let place = event.place.as_ref().and_then(|place| place.span);
    let round = event.round.as_ref().map(|round| round.span);
    let telling: Vec<Span> = event.date_span.into_iter().chain(place).chain(round).collect();
    let mut sentences: Vec<Span> = Vec::new();
    for span in &event.triggers {
        let sentence = page.sentence(*span);
        if !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    }
    let missing = |sentence: &Span| telling.iter().filter(|span| !sentence.contains(**span)).count();
    sentences.sort_by_key(missing);
    sentences
}

fn relative(triggers: &[Passage], passages: &[Passage]) -> Relative {
    if triggers.iter().any(|trigger| ROLES.has("many", &trigger.words)) {
        return Relative::Many;
    }
    // `the next round of talks`: up to three words before the word for the meeting.
    for trigger in triggers {
        let passage = passages.iter().find(|passage| passage.span.contains(trigger.span));
        let Some(passage) = passage else { continue };
        let at = passage.places.partition_point(|place| place.end <= trigger.span.start());
        let before = &passage.words[at.saturating_sub(3)..at];
        for (kind, relative) in [("next", Relative::Next), ("last", Relative::Last)] {
            if ROLES.has(kind, before) {
                return relative;
            }
        }
    }
    Relative::None
}

/// So many words before one of mediating, another makes it something that may be.
const MODAL: usize = 5;

/// Who is said to mediate talks in an article, with the sentences that say so. What others do is not asked: the sentence names one of the
/// parties, or none but the mediator.
pub(super) fn mediators(page: &Page<'_>, asked: &BTreeSet<Party>, world: &World) -> Vec<(Party, Span)> {
    let mut found = Vec::new();
    for sentence in page.sentences() {
        let passage = page.passage(*sentence);
        let is_on_talks = || ROLES.has("meets", &passage.words) || !TOPICS.kinds(&passage.words).is_empty();
        if !ROLES.has("mediates", &passage.words) || !is_on_talks() {
            continue;
        }
        let named: BTreeSet<Party> =
            page.actors_in(*sentence).filter_map(|actor| page.party(actor, world)).collect();
        for (party, kind) in helpers(page, &passage, world) {
            let is_ours = !named.is_disjoint(asked) || named.len() == 1;
            if kind == "mediates" && is_ours && !asked.contains(&party) {
                found.push((party, *sentence));
            }
        }
    }
    found
}

/// Who is said to mediate or host in a passage, and by which of these words.
pub(super) fn helpers(page: &Page<'_>, passage: &Passage, world: &World) -> Vec<(Party, &'static str)> {
    let mut helpers = Vec::new();
    for (kind, range) in ROLES.all(&passage.words) {
        if kind != "mediates" && kind != "hosts" {
            continue;
        }
        let (Some(first), Some(last)) = (passage.places.get(range.start), passage.places.get(range.end - 1))
        else {
            continue;
        };
        // Who could, would or offers to mediate does not.
        if ROLES.has("may", &passage.words[range.start.saturating_sub(MODAL)..range.start]) {
            continue;
        }
        // Who is named nearest to the word: behind `by`, else before it.
        let is_passive = passage.words.get(range.end).is_some_and(|word| word == "by")
            || passage.words.get(range.end - 1).is_some_and(|word| word == "by");
        let actors =
            page.actors_in(passage.span).filter_map(|actor| Some((actor, page.party(actor, world)?)));
        let near = actors.filter_map(|(actor, party)| {
            let (behind, before) = (actor.span.start() >= last.end, actor.span.end() <= first.start);
            let apart = if behind {
                actor.span.start() - last.end
            } else if before && !is_passive {
                // `Oman's mediation`, `Badr Albusaidi, who mediates`.
                first.start - actor.span.end()
            } else {
                return None;
            };
            let is_near = apart <= if is_passive || before { 60 } else { 12 };
            is_near.then_some((apart, actor.span.start(), party))
        });
        if let Some((_, _, party)) = near.min() {
            helpers.push((party, kind));
        }
    }
    helpers
}
