//! Where an event takes place.

use crate::Reading;
use legation_knowledge::lexicon::frames::{Class, RoundWord, round};
use legation_knowledge::world::Sense;
use legation_language::{Deprel, Upos};
use legation_mention::{Actor, Mention};
use legation_record::{EventPlace, PlaceMention};
use legation_text::Span;
use std::ops::Range;

/// The place of a trigger: where a visit goes, or what stands in its phrase or clause with a preposition of place.
pub(super) fn find(reading: &Reading<'_>, token: u32, mode: &str) -> Option<EventPlace<Span>> {
    let parse = reading.parse;
    let places = &reading.mentions.places;
    let sentence = &reading.document.sentences[reading.document.sentence_of(token)?];
    let object = parse.child(token, &[Deprel::Obj]).filter(|_| mode == "visit");
    if let Some(visited) = object.and_then(|object| places.iter().find(|place| place.head == object)) {
        return Some(of(visited));
    }
    let located = located(reading, &sentence.tokens);
    let above = governors(reading, token);
    let near = |head: u32| {
        std::iter::once(head)
            .chain(parse.ancestors(head))
            .take(5)
            .position(|at| at == token)
            .map(|steps| steps * 2)
            .or_else(|| {
                let steps = parse.ancestors(head).take(4).position(|at| above.contains(&at))?;
                Some(steps * 2 + 1)
            })
    };
    let found = located
        .into_iter()
        .filter_map(|(head, place)| Some((near(head)?, head, place)))
        .min_by_key(|(steps, head, _)| (*steps, head.abs_diff(token)));
    found.map(|(.., place)| place).or_else(|| of_journey(reading, token))
}

/// Prepositions of place.
const WHERE: [&str; 7] = ["in", "at", "near", "outside", "over", "across", "off"];

/// The places among tokens that a preposition of place leads to, with their heads.
fn located(reading: &Reading<'_>, range: &Range<u32>) -> Vec<(u32, EventPlace<Span>)> {
    let leads = |head: u32| reading.parse.case_of(head).is_some_and(|case| WHERE.contains(&case));
    named(reading, range).into_iter().filter(|(head, _)| leads(*head)).collect()
}

/// The places among tokens, in order, those that go by their country's name too: `Oman's capital`.
fn named(reading: &Reading<'_>, range: &Range<u32>) -> Vec<(u32, EventPlace<Span>)> {
    let here = reading.mentions.places.iter().filter(|place| range.contains(&place.tokens.start));
    let mut found: Vec<(u32, EventPlace<Span>)> = here.map(|place| (place.head, of(place))).collect();
    found.extend(range.clone().filter_map(|at| Some((at, capital(reading, at)?))));
    found.sort_by_key(|(head, _)| *head);
    found
}

/// The places of meetings that are counted before these tokens: behind a preposition of place, or joined to one there by `and`.
pub(super) fn among(reading: &Reading<'_>, range: &Range<u32>) -> Vec<EventPlace<Span>> {
    let parse = reading.parse;
    let leads = |head: u32| parse.case_of(head).is_some_and(|case| WHERE.contains(&case));
    let is_joined = |head: u32| {
        let word = parse.word(head);
        word.deprel == Deprel::Conj && word.head.is_some_and(|first| range.contains(&first) && leads(first))
    };
    let mut found: Vec<EventPlace<Span>> = Vec::new();
    for (head, place) in named(reading, range) {
        if leads(head) || is_joined(head) {
            found.push(place);
        }
    }
    found
}

/// The capital that `Oman's capital`, `the Italian capital` and `the capital of Chad` mean.
fn capital(reading: &Reading<'_>, token: u32) -> Option<EventPlace<Span>> {
    let parse = reading.parse;
    let word = parse.word(token);
    (word.upos == Upos::Noun && &*word.lemma == "capital").then_some(())?;
    let owner = parse.children(token).find_map(|child| {
        let owns = match parse.word(child).deprel {
            Deprel::NmodPoss | Deprel::Amod | Deprel::Compound => true,
            Deprel::Nmod => parse.case_of(child) == Some("of"),
            _ => false,
        };
        let places = reading.mentions.places.iter().chain(&reading.mentions.nested_places);
        let country = |at: u32| {
            let mut known = places.filter(|place| place.is.kind.as_deref() == Some("country"));
            known.find(|place| place.tokens.contains(&at)).and_then(|place| place.is.country.clone())
        };
        owns.then(|| country(child)).flatten()
    })?;
    let country = reading.world.country(&owner)?;
    let place = reading.world.senses(country.capital?).into_iter().find_map(|sense| match sense {
        Sense::Place(place) if place.is_capital && place.country == Some(country.iso3) => Some(place),
        _ => None,
    })?;
    let begin = reading.begin_of(token, &[Deprel::NmodPoss, Deprel::Amod, Deprel::Compound, Deprel::Det]);
    Some(EventPlace {
        name: place.name.to_owned(),
        country: Some(owner),
        lat: Some(place.lat),
        lon: Some(place.lon),
        geonameid: place.geonameid,
        kind: Some(place.kind.to_owned()),
        span: reading.document.span_of(begin..token + 1),
    })
}

/// Where somebody goes for a meeting: `returned to Muscat for the third round`.
fn of_journey(reading: &Reading<'_>, token: u32) -> Option<EventPlace<Span>> {
    let parse = reading.parse;
    let mut at = token;
    while parse.word(at).deprel == Deprel::Conj
        || parse.word(at).deprel == Deprel::Nmod && parse.case_of(at) == Some("of")
    {
        at = parse.word(at).head?;
    }
    let is_aim = parse.word(at).deprel == Deprel::Obl && parse.case_of(at) == Some("for");
    let verb = parse.word(at).head.filter(|_| is_aim)?;
    let lemma = parse.word(verb).lemma.to_lowercase();
    reading.frames.find(&lemma, Class::Verb).find(|frame| frame.mode == "visit")?;
    let goals = parse
        .children(verb)
        .filter(|&child| parse.word(child).deprel == Deprel::Obl && parse.case_of(child) == Some("to"));
    let tokens = goals.map(|goal| (goal, goal..goal + 1));
    let mut found = tokens.filter_map(|(goal, range)| {
        let literal = reading.mentions.places.iter().find(|place| place.head == goal).map(of);
        literal.or_else(|| named(reading, &range).into_iter().next().map(|(_, place)| place))
    });
    found.next()
}

/// Whether two places lie in different countries.
pub(super) fn are_apart(one: Option<&EventPlace<Span>>, other: Option<&EventPlace<Span>>) -> bool {
    let one = one.and_then(|place| place.country.as_ref());
    let other = other.and_then(|place| place.country.as_ref());
    one.zip(other).is_some_and(|(one, other)| one != other)
}

fn of(place: &Mention<PlaceMention<Span>>) -> EventPlace<Span> {
    let is = &place.is;
    EventPlace {
        name: is.name.clone(),
        country: is.country.clone(),
        lat: is.lat,
        lon: is.lon,
        geonameid: is.geonameid,
        kind: is.kind.clone(),
        span: Some(is.span),
    }
}

/// What governs a trigger, up to its verb: never another clause that only stands beside it.
fn governors(reading: &Reading<'_>, token: u32) -> Vec<u32> {
    let parse = reading.parse;
    let (mut above, mut at) = (Vec::new(), token);
    for _ in 0..3 {
        let word = parse.word(at);
        let apart = word.upos == Upos::Verb && !matches!(word.deprel, Deprel::Xcomp | Deprel::Acl);
        let Some(head) = word.head.filter(|_| !apart) else { break };
        above.push(head);
        at = head;
    }
    above
}

/// Whether an actor's words say where something is done: `in Rome`.
fn is_in(reading: &Reading<'_>, actor: &Actor) -> bool {
    reading.mentions.places.iter().any(|place| {
        place.tokens.start == actor.mention.tokens.start
            && matches!(reading.parse.case_of(place.head), Some("in" | "at" | "near"))
    })
}

/// The same, or between which places talks move: `shuttled between Rome and Muscat`.
pub(super) fn is_of(reading: &Reading<'_>, actor: &Actor) -> bool {
    let parse = reading.parse;
    let between = |place: u32| {
        let word = parse.word(place);
        let first = word.head.filter(|_| word.deprel == Deprel::Conj).unwrap_or(place);
        let verb = parse.word(first).head.filter(|_| parse.word(first).deprel == Deprel::Obl);
        parse.case_of(first).is_some_and(|case| matches!(case, "between" | "among"))
            && verb.is_some_and(|verb| is_of_talks(reading, verb))
    };
    reading
        .mentions
        .places
        .iter()
        .any(|place| place.tokens.start == actor.mention.tokens.start && between(place.head))
        || is_in(reading, actor)
}

/// Whether an actor's words only name the town of what is done; `in Iran for consultations` may name a party.
pub(super) fn is_town(reading: &Reading<'_>, actor: &Actor) -> bool {
    let mut places = reading.mentions.places.iter();
    let place = places.find(|place| place.tokens.start == actor.mention.tokens.start);
    let is_country = place.is_none_or(|place| place.is.kind.as_deref() == Some("country"));
    is_of(reading, actor) && !(is_country && is_in(reading, actor))
}

/// Whether talks are what a verb has for its subject.
pub(super) fn is_of_talks(reading: &Reading<'_>, verb: u32) -> bool {
    let subject = reading.parse.child(verb, &[Deprel::Nsubj, Deprel::NsubjPass]);
    let noun = subject.map(|subject| reading.parse.word(subject).lemma.to_lowercase());
    noun.and_then(|noun| round(&noun)).is_some_and(|word| !matches!(word, RoundWord::Part))
}
