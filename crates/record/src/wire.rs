//! From byte spans to what is written out.

use crate::{
    ActorMention, AgendaItem, Event, EventPlace, Mentions, Note, Participant, PlaceMention, Record, Round,
    Statement, TimeMention,
};
use legation_text::{CodePoints, Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::cell::Cell;

/// `[start, end]`: code points of the text, end-exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Offsets(pub u32, pub u32);

/// `"start": …, "end": …`: the same as two fields of the thing that stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Extent {
    /// The first code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

/// The record as it is written out.
pub type WireRecord = Record<Offsets, Extent>;

/// The JSON Schema (draft 2020-12) of [`WireRecord`].
pub fn json_schema() -> serde_json::Value {
    schemars::schema_for!(WireRecord).to_value()
}

impl Record<Span> {
    /// The record with code-point offsets. `text` is the article's stored text.
    pub fn on_the_wire(self, text: &str) -> WireRecord {
        let points = CodePoints::of(text);
        self.map(
            |span| {
                let [start, end] = points.span(span);
                Offsets(start, end)
            },
            |span| {
                let [start, end] = points.span(span);
                Extent { start, end }
            },
        )
    }
}

impl<S, E> Record<S, E> {
    pub(crate) fn map<T, F>(self, at: impl Fn(S) -> T + Copy, extent: impl Fn(E) -> F) -> Record<T, F> {
        Record {
            schema: self.schema,
            id: self.id,
            date: self.date,
            title: self.title,
            source: self.source,
            url: self.url,
            reader: self.reader,
            notes: self
                .notes
                .into_iter()
                .map(|note| Note { message: note.message, span: note.span.map(at) })
                .collect(),
            statements: self.statements.into_iter().map(|statement| statement.map(at)).collect(),
            events: self.events.into_iter().map(|event| event.map(at)).collect(),
            agenda: self.agenda.into_iter().map(|item| item.map(at)).collect(),
            mentions: self.mentions.map(extent),
        }
    }
}

impl WireRecord {
    /// The record with spans again. `text` is the article's stored text; none where the offsets are not ones of it.
    ///
    /// ```
    /// # let text = "é";
    /// # let empty = serde_json::json!({"schema": 1, "id": "", "date": "2025-02-27", "title": null, "source": null, "url": null,
    /// #   "reader": {"version": "", "model": "", "knowledge": "", "frames": ""}, "notes": [{"message": "odd", "span": [0, 1]}], "statements": [],
    /// #   "events": [], "agenda": [], "mentions": {"times": [], "places": [], "actors": [], "chains": []}});
    /// let wire: legation_record::WireRecord = serde_json::from_value(empty).unwrap();
    /// assert_eq!(wire.clone().off_the_wire(text).unwrap().on_the_wire(text), wire);
    /// assert!(wire.off_the_wire("").is_none());
    /// ```
    pub fn off_the_wire(self, text: &str) -> Option<Record<Span>> {
        let points = CodePoints::of(text);
        let (nowhere, is_wrong) = (Span::new(text, 0, 0)?, Cell::new(false));
        let span = |start: u32, end: u32| {
            let bytes = points.byte(start, text).zip(points.byte(end, text));
            bytes.and_then(|(start, end)| Span::new(text, start, end)).unwrap_or_else(|| {
                is_wrong.set(true);
                nowhere
            })
        };
        let record =
            self.map(|Offsets(start, end)| span(start, end), |Extent { start, end }| span(start, end));
        (!is_wrong.get()).then_some(record)
    }
}

impl<S> Statement<S> {
    fn map<T>(self, at: impl Fn(S) -> T) -> Statement<T> {
        Statement {
            id: self.id,
            speaker: self.speaker.map(&at),
            who: self.who,
            code: self.code,
            codes: self.codes,
            kind: self.kind,
            mode: self.mode,
            polarity: self.polarity,
            cue: self.cue.map(&at),
            content: self.content.into_iter().map(&at).collect(),
            inside: self.inside,
            date: self.date,
            date_span: self.date_span.map(&at),
            confidence: self.confidence,
        }
    }
}

impl<S> Event<S> {
    fn map<T>(self, at: impl Fn(S) -> T) -> Event<T> {
        let participants =
            |actors: Vec<Participant<S>>| actors.into_iter().map(|actor| actor.map(&at)).collect();
        Event {
            id: self.id,
            triggers: self.triggers.into_iter().map(&at).collect(),
            kind: self.kind,
            mode: self.mode,
            cameo: self.cameo,
            quad: self.quad,
            contexts: self.contexts,
            plover_score: self.plover_score,
            goldstein: self.goldstein,
            source: participants(self.source),
            target: participants(self.target),
            place: self.place.map(|place| place.map(&at)),
            start: self.start,
            end: self.end,
            date_span: self.date_span.map(&at),
            status: self.status,
            status_span: self.status_span.map(&at),
            according_to: self.according_to,
            background: self.background,
            round: self.round.map(|Round { n, span }| Round { n, span: at(span) }),
            confidence: self.confidence,
        }
    }
}

impl<S> Participant<S> {
    fn map<T>(self, at: impl Fn(S) -> T) -> Participant<T> {
        Participant {
            who: self.who,
            code: self.code,
            span: self.span.map(at),
            entity: self.entity,
            basis: self.basis,
        }
    }
}

impl<S> EventPlace<S> {
    fn map<T>(self, at: impl Fn(S) -> T) -> EventPlace<T> {
        EventPlace {
            name: self.name,
            country: self.country,
            lat: self.lat,
            lon: self.lon,
            geonameid: self.geonameid,
            kind: self.kind,
            span: self.span.map(at),
        }
    }
}

impl<S> AgendaItem<S> {
    fn map<T>(self, at: impl Fn(S) -> T) -> AgendaItem<T> {
        AgendaItem {
            event: self.event,
            topic: self.topic,
            span: at(self.span),
            scope: self.scope,
            according_to: self.according_to,
        }
    }
}

impl<S> Mentions<S> {
    fn map<T>(self, at: impl Fn(S) -> T) -> Mentions<T> {
        let time = |time: TimeMention<S>| TimeMention {
            span: at(time.span),
            kind: time.kind,
            value: time.value,
            modifier: time.modifier,
            begin_point: time.begin_point,
            end_point: time.end_point,
        };
        let place = |place: PlaceMention<S>| PlaceMention {
            span: at(place.span),
            name: place.name,
            lat: place.lat,
            lon: place.lon,
            country: place.country,
            geonameid: place.geonameid,
            kind: place.kind,
            usage: place.usage,
            dispute: place.dispute,
        };
        let actor = |actor: ActorMention<S>| ActorMention {
            span: at(actor.span),
            who: actor.who,
            code: actor.code,
            entity: actor.entity,
            office: actor.office,
            as_of: actor.as_of,
            basis: actor.basis,
        };
        Mentions {
            times: self.times.into_iter().map(time).collect(),
            places: self.places.into_iter().map(place).collect(),
            actors: self.actors.into_iter().map(actor).collect(),
            chains: self.chains.into_iter().map(|chain| chain.into_iter().map(&at).collect()).collect(),
        }
    }
}
