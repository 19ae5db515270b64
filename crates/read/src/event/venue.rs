//! Where an event takes place.

use crate::Reading;
use legation_language::{Deprel, Upos};
use legation_mention::Mention;
use legation_record::{EventPlace, PlaceMention};
use legation_text::Span;

/// The place of a trigger: where a visit goes, or what stands in its phrase or clause with a preposition of place.
pub(super) fn find(reading: &Reading<'_>, token: u32, mode: &str) -> Option<EventPlace<Span>> {
    let parse = reading.parse;
    let places = &reading.mentions.places;
    let sentence = &reading.document.sentences[reading.document.sentence_of(token)?];
    let object = parse.child(token, &[Deprel::Obj]).filter(|_| mode == "visit");
    if let Some(visited) = object.and_then(|object| places.iter().find(|place| place.head == object)) {
        return Some(of(visited));
    }
    let here = places.iter().filter(|place| sentence.tokens.contains(&place.tokens.start));
    let located = here.filter(|place| {
        matches!(
            parse.case_of(place.head),
            Some("in" | "at" | "near" | "outside" | "over" | "across" | "off")
        )
    });
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
        .filter_map(|place| Some((near(place.head)?, place)))
        .min_by_key(|(steps, place)| (*steps, place.tokens.start.abs_diff(token)));
    found.map(|(_, place)| of(place))
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
