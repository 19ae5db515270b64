//! Two records of one article, before and after an exchange: what maps one to one, and what differs.

use super::exchange::Exchange;
use super::reading::Reading;
use legation_record::{Event, PartialDate, Participant, Statement};
use legation_text::Span;
use std::collections::BTreeSet;
use std::ops::Range;

/// How many map one to one, of how many on either side.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Count {
    pub(crate) same: usize,
    pub(crate) all: usize,
}

/// What was compared.
#[derive(Clone, Debug, Default)]
pub(crate) struct Comparison {
    pub(crate) events: Count,
    pub(crate) statements: Count,
    /// Of the events that map: those whose first and last day do.
    pub(crate) days: Count,
    /// Of the events that map: those whose place does.
    pub(crate) places: Count,
    /// Of the statements that map: those whose speaker's code does.
    pub(crate) speakers: Count,
    pub(crate) differences: Vec<Difference>,
}

/// Something that does not map.
#[derive(Clone, Debug)]
pub(crate) struct Difference {
    /// `event CONSULT`, `statement`.
    pub(crate) what: String,
    /// What is not the same.
    pub(crate) how: String,
    /// Where it stands in the text before, and after.
    pub(crate) at: [Option<usize>; 2],
}

impl Comparison {
    pub(crate) fn join(&mut self, other: &Comparison) {
        let pairs = [
            (&mut self.events, other.events),
            (&mut self.statements, other.statements),
            (&mut self.days, other.days),
            (&mut self.places, other.places),
            (&mut self.speakers, other.speakers),
        ];
        for (count, other) in pairs {
            count.same += other.same;
            count.all += other.all;
        }
    }

    pub(crate) fn counts(&self) -> [(&'static str, Count); 5] {
        [
            ("events", self.events),
            ("statements", self.statements),
            ("days", self.days),
            ("places", self.places),
            ("speakers", self.speakers),
        ]
    }
}

impl Count {
    fn add(&mut self, is_same: bool) {
        self.all += 1;
        self.same += usize::from(is_same);
    }
}

type Stretch = Range<usize>;

/// What has to be the same, each part under its name; the spans first.
struct Parts {
    what: String,
    spans: Vec<Stretch>,
    start: Option<usize>,
    parts: Vec<(&'static str, String)>,
    beside: Vec<(&'static str, String)>,
}

/// Compares the records of an article before and after an exchange.
pub(crate) fn compare(before: &Reading, after: &Reading, exchange: &Exchange) -> Comparison {
    let mut comparison = Comparison::default();
    let moved = |span: Span| exchange.moved(span);
    let code = |code: &str| exchange.code(code);
    let day = |date: PartialDate| later(date, exchange.years);
    let stay =
        Moves { span: &|span: Span| span.range(), code: &str::to_owned, day: &|date| date.to_string() };
    let go = Moves { span: &moved, code: &code, day: &day };
    let events = |reading: &Reading, moves: &Moves<'_>| -> Vec<Parts> {
        reading.record.events.iter().map(|event| event_parts(event, moves)).collect()
    };
    let statements = |reading: &Reading, moves: &Moves<'_>| -> Vec<Parts> {
        reading.record.statements.iter().map(|statement| statement_parts(statement, moves)).collect()
    };
    let matched = aligned(
        events(before, &go),
        events(after, &stay),
        &mut comparison.events,
        &mut comparison.differences,
    );
    for (name, is_same) in matched {
        let count = if name == "place" { &mut comparison.places } else { &mut comparison.days };
        count.add(is_same);
    }
    let matched = aligned(
        statements(before, &go),
        statements(after, &stay),
        &mut comparison.statements,
        &mut comparison.differences,
    );
    matched.into_iter().for_each(|(_, is_same)| comparison.speakers.add(is_same));
    comparison
}

/// How the parts of a record move.
struct Moves<'a> {
    span: &'a dyn Fn(Span) -> Stretch,
    code: &'a dyn Fn(&str) -> String,
    day: &'a dyn Fn(PartialDate) -> String,
}

fn later(date: PartialDate, years: i16) -> String {
    let text = date.to_string();
    let year = text.get(..4).and_then(|year| year.parse::<i16>().ok());
    year.map_or_else(|| text.clone(), |year| format!("{:04}{}", year + years, &text[4..]))
}

fn event_parts(event: &Event<Span>, moves: &Moves<'_>) -> Parts {
    let codes = |actors: &[Participant<Span>]| {
        let mut codes: Vec<String> = actors.iter().map(|actor| (moves.code)(actor.code.as_str())).collect();
        codes.sort();
        codes.join("+")
    };
    let day = |date: Option<PartialDate>| date.map(moves.day).unwrap_or_default();
    let place = event.place.as_ref();
    let country = place.and_then(|place| place.country.as_deref()).map(moves.code).unwrap_or_default();
    let span = place.and_then(|place| place.span).map(|span| format!("{:?}", (moves.span)(span)));
    Parts {
        what: format!("event {}", event.kind),
        spans: event.triggers.iter().map(|&trigger| (moves.span)(trigger)).collect(),
        start: event.triggers.first().map(|trigger| trigger.start()),
        parts: vec![
            ("type", event.kind.to_string()),
            ("mode", event.mode.as_ref().map(ToString::to_string).unwrap_or_default()),
            ("status", event.status.name().to_owned()),
            ("source", codes(&event.source)),
            ("target", codes(&event.target)),
        ],
        beside: vec![
            ("days", day(event.start) + ".." + &day(event.end)),
            ("place", country + " " + &span.unwrap_or_default()),
        ],
    }
}

fn statement_parts(statement: &Statement<Span>, moves: &Moves<'_>) -> Parts {
    Parts {
        what: "statement".to_owned(),
        spans: statement.content.iter().map(|&content| (moves.span)(content)).collect(),
        start: statement.content.first().map(|content| content.start()),
        parts: vec![
            ("polarity", format!("{:?}", statement.polarity).to_lowercase()),
            ("mode", format!("{:?}", statement.mode).to_lowercase()),
        ],
        beside: vec![(
            "speaker",
            statement.code.as_ref().map(|code| (moves.code)(code.as_str())).unwrap_or_default(),
        )],
    }
}

/// Pairs what shares a span, those that are the same first; tells for each pair that is the same whether what stands beside is.
fn aligned(
    before: Vec<Parts>,
    after: Vec<Parts>,
    count: &mut Count,
    differences: &mut Vec<Difference>,
) -> Vec<(&'static str, bool)> {
    let mut beside = Vec::new();
    let mut free: BTreeSet<usize> = (0..after.len()).collect();
    let is_same = |one: &Parts, other: &Parts| one.spans == other.spans && one.parts == other.parts;
    let touches = |one: &Parts, other: &Parts| {
        one.spans.iter().any(|a| other.spans.iter().any(|b| a.start < b.end && b.start < a.end))
    };
    let mut apart = Vec::new();
    for one in before {
        let Some(at) = free.iter().copied().find(|&at| is_same(&one, &after[at])) else {
            apart.push(one);
            continue;
        };
        free.remove(&at);
        count.add(true);
        for ((name, old), (_, new)) in one.beside.iter().zip(&after[at].beside) {
            beside.push((*name, old == new));
            if old != new {
                let how = format!("{name} {old} > {new}");
                differences.push(Difference {
                    what: one.what.clone(),
                    how,
                    at: [one.start, after[at].start],
                });
            }
        }
    }
    for one in apart {
        count.add(false);
        let pair = free.iter().copied().filter(|&at| touches(&one, &after[at]));
        let pair = pair.min_by_key(|&at| differing(&one, &after[at]).len());
        let (how, to) = match pair {
            Some(at) => {
                free.remove(&at);
                (differing(&one, &after[at]).join("; "), after[at].start)
            }
            None => ("lost".to_owned(), None),
        };
        differences.push(Difference { what: one.what, how, at: [one.start, to] });
    }
    for at in free {
        count.add(false);
        let what = after[at].what.clone();
        differences.push(Difference { what, how: "new".to_owned(), at: [None, after[at].start] });
    }
    beside
}

fn differing(one: &Parts, other: &Parts) -> Vec<String> {
    let spans = (one.spans != other.spans).then(|| "span".to_owned());
    let parts = one.parts.iter().zip(&other.parts).filter(|(old, new)| old != new);
    spans.into_iter().chain(parts.map(|((name, old), (_, new))| format!("{name} {old} > {new}"))).collect()
}
