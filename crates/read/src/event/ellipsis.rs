//! Ordinals that stand for meetings of the series told of before: `the second, in Rome on April 19`, `the third and fourth ones`; and
//! nouns that tell of several, each with its number: `the first and second rounds, in Muscat and Rome`.
//!
//! Of what stands behind such ordinals, as far as the next, days and cities are theirs: of as many each has its own.

use super::round::{Counted, Number, Series, count, ordinal};
use super::{Back, Draft, cluster, complete, status, venue, when};
use crate::Reading;
use legation_language::Upos;
use legation_mention::Anchor;
use legation_record::{EventPlace, EventType, Participant, Status};
use legation_text::Span;
use std::ops::Range;

/// How many sentences back the series may be told of.
const REACH: usize = 2;

/// The ordinals of an article that have no noun of their own, those that are told together as one.
pub(super) fn elliptic(reading: &Reading<'_>) -> Vec<Vec<Counted>> {
    let mut groups: Vec<Vec<Counted>> = Vec::new();
    for sentence in &reading.document.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let (group, end) = group(reading, at, sentence.tokens.end);
            at = end.max(at + 1);
            if !group.is_empty() && stands_alone(reading, end, sentence.tokens.end) {
                groups.push(group);
            }
        }
    }
    groups
}

/// The ordinals that begin at a token with their article, joined by `and` and commas, and where they end.
fn group(reading: &Reading<'_>, start: u32, end: u32) -> (Vec<Counted>, u32) {
    let is = |at: u32, words: &[&str]| {
        at < end && words.iter().any(|word| reading.word(at).eq_ignore_ascii_case(word))
    };
    let mut group = Vec::new();
    let mut at = start;
    let mut after = start;
    loop {
        let article = is(at, &["the", "a"]);
        if !article && group.is_empty() {
            break;
        }
        let word = at + u32::from(article);
        let number = if word < end { ordinal(reading.word(word)) } else { None };
        let Some(n) = number.filter(|_| !is_date(reading, word)) else { break };
        group.push(Counted::of_meeting(n, word));
        after = word + 1;
        let comma = u32::from(is(after, &[","]));
        let and = u32::from(is(after + comma, &["and"]));
        if comma + and == 0 {
            break;
        }
        at = after + comma + and;
    }
    (group, after)
}

fn is_date(reading: &Reading<'_>, token: u32) -> bool {
    reading.mentions.times.iter().any(|time| time.tokens.contains(&token))
}

/// Whether no noun follows that the ordinals count: `the second took place`, `the third ones`, `the first of them`.
fn stands_alone(reading: &Reading<'_>, end: u32, last: u32) -> bool {
    if end >= last {
        return false;
    }
    let word = reading.parse.word(end);
    let next = reading.word(end).to_lowercase();
    match word.upos {
        Upos::Verb | Upos::Aux => true,
        Upos::Punct => matches!(&*next, "," | "." | ";" | ":" | "–" | "—" | "("),
        Upos::Adp if next == "of" => {
            matches!(&*reading.word(end + 1).to_lowercase(), "them" | "these" | "those" | "which")
        }
        Upos::Adp => true,
        _ => matches!(&*next, "one" | "ones"),
    }
}

/// The drafts with those that ordinals stand for, each meeting for itself.
pub(super) fn counted<'a>(reading: &Reading<'a>, drafts: Vec<Draft<'a>>) -> Vec<Draft<'a>> {
    let consults = |draft: &Draft<'_>| draft.kind == EventType::Consult;
    if !drafts.iter().any(|draft| consults(draft) && draft.series.is_told()) {
        return drafts;
    }
    let alone = elliptic(reading);
    let mut bounds: Vec<u32> = alone.iter().flatten().map(|counted| counted.word).collect();
    bounds.extend(drafts.iter().flat_map(|draft| &draft.series.counted).map(|counted| counted.word));
    bounds.sort_unstable();
    bounds.dedup();
    let mut found: Vec<Draft<'a>> = Vec::new();
    let mut groups = alone.into_iter().peekable();
    for draft in drafts {
        let Some(&trigger) = draft.triggers.first() else { continue };
        while let Some(group) = groups.next_if(|group| group[0].word < trigger) {
            stand_for(reading, &mut found, &group, &bounds);
        }
        match &draft.series.counted[..] {
            [_, _, ..] if consults(&draft) => {
                let group = draft.series.counted.clone();
                // `the first and second rounds of talks`: each of the two words tells of both.
                let is_known =
                    |known: &Draft<'_>| group.iter().any(|counted| known.triggers == [counted.word]);
                if !found.iter().any(is_known) {
                    let each = each(reading, &draft, draft.source.clone(), &group, trigger, &bounds);
                    found.extend(each);
                } else if cluster::countries(&draft).len() > 1 {
                    for known in found.iter_mut().filter(|known| is_known(known)) {
                        known.source.clone_from(&draft.source);
                    }
                }
            }
            _ => found.push(draft),
        }
    }
    for group in groups {
        stand_for(reading, &mut found, &group, &bounds);
    }
    found.sort_by_key(|draft| draft.triggers.first().copied());
    expect_next(reading, &mut found);
    let is_held = |draft: &&Draft<'_>| status::is_real(draft.status);
    // `four rounds … the fourth on May 11`: what is told of the talks at large is of them all.
    let is_summed_up = found.iter().filter(is_held).any(|draft| draft.series.number == Number::Several);
    let last =
        found.iter().filter(is_held).filter_map(|draft| draft.series.only()).map(|counted| counted.n).max();
    for draft in &mut found {
        draft.series.is_past =
            draft.series.only().is_some_and(|counted| is_summed_up || Some(counted.n) < last);
    }
    found
}

/// Of a series of which four rounds have been held the fifth is yet to come, where nothing else says when it is.
fn expect_next(reading: &Reading<'_>, drafts: &mut [Draft<'_>]) {
    let held = |draft: &Draft<'_>| {
        let is_summary = draft.series.number == Number::Several && status::is_real(draft.status);
        is_summary.then(|| draft.triggers.iter().find_map(|&at| count(reading, at))).flatten()
    };
    let counts: Vec<u32> = drafts.iter().filter_map(held).collect();
    let is_one = counts.first().filter(|first| counts.iter().all(|count| count == *first));
    let Some(next) = is_one.map(|count| count + 1) else { return };
    for draft in drafts.iter_mut().filter(|draft| draft.kind == EventType::Consult) {
        let is_next = draft.series.only().is_some_and(|counted| counted.n == next);
        let is_open =
            status::is_real(draft.status) && draft.status_token.is_none() && draft.when.span.is_none();
        if is_next && is_open {
            (draft.status, draft.when) = (Status::Planned, Anchor::default());
        }
    }
}

/// Adds the meetings that ordinals alone stand for, if a series was told of shortly before and they have a day or a place.
fn stand_for<'a>(reading: &Reading<'a>, found: &mut Vec<Draft<'a>>, group: &[Counted], bounds: &[u32]) {
    let sentence = |token: u32| reading.document.sentence_of(token);
    let (Some(first), Some(last)) = (group.first(), group.last()) else { return };
    let told = |draft: &&Draft<'_>| draft.kind == EventType::Consult && draft.series.is_told();
    let Some(series) = found.iter().rfind(told) else { return };
    let near = series.triggers.first().and_then(|&at| sentence(at)).zip(sentence(first.word));
    if near.is_none_or(|(series, here)| series + REACH < here) {
        return;
    }
    let parties = if cluster::countries(series).len() > 1 {
        &series.source
    } else {
        found
            .iter()
            .filter(told)
            .rfind(|draft| cluster::countries(draft).len() > 1)
            .map_or(&series.source, |draft| &draft.source)
    };
    let parties: Vec<Participant<Span>> = parties.iter().map(complete::inferred).collect();
    let mut meetings = each(reading, series, parties, group, last.word, bounds);
    meetings.retain(|meeting| meeting.when.span.is_some() || meeting.place.is_some());
    found.extend(meetings);
}

/// The meetings that ordinals count, with the days and places behind them.
fn each<'a>(
    reading: &Reading<'a>,
    series: &Draft<'a>,
    parties: Vec<Participant<Span>>,
    group: &[Counted],
    after: u32,
    bounds: &[u32],
) -> Vec<Draft<'a>> {
    let range = stretch(reading, after, bounds);
    let days = days(reading, &range);
    let places = venue::among(reading, &range);
    let count = group.len();
    let of = |at: usize| (days.get(at).copied(), places.get(at).cloned());
    group
        .iter()
        .enumerate()
        .map(|(at, counted)| {
            let own = || when::find(reading, counted.word, Number::One);
            let (day, place) = of(at);
            let day =
                if days.len() == count { day } else { days.first().copied().filter(|_| days.len() < count) };
            let place = if places.len() == count { place } else { places.first().cloned() };
            let when = day.unwrap_or_else(own);
            let place: Option<EventPlace<Span>> = place.or_else(|| venue::find(reading, counted.word, ""));
            let (status, status_token) = standing(reading, series, counted.word, &when);
            Draft {
                triggers: vec![counted.word],
                frame: series.frame,
                kind: series.kind,
                source: parties.clone(),
                target: Vec::new(),
                place,
                when,
                status,
                status_token,
                back: Back::Not,
                series: Series { counted: vec![*counted], number: Number::One, ..Series::default() },
            }
        })
        .collect()
}

/// The tokens behind ordinals that speak of them: up to the next ordinal, a semicolon, or the end of the sentence.
fn stretch(reading: &Reading<'_>, after: u32, bounds: &[u32]) -> Range<u32> {
    let sentence = reading.document.sentence_of(after).map(|at| reading.document.sentences[at].tokens.end);
    let end = sentence.unwrap_or(after + 1);
    let next = bounds.iter().copied().find(|&bound| bound > after).unwrap_or(end).min(end);
    let cut = (after + 1..next).find(|&at| reading.word(at) == ";").unwrap_or(next);
    after + 1..cut
}

/// The days told among tokens.
fn days(reading: &Reading<'_>, range: &Range<u32>) -> Vec<Anchor> {
    let times = reading.mentions.times.iter();
    let here = times.filter(|time| range.contains(&time.tokens.start) && !when::is_since(reading, time));
    here.filter_map(|time| when::told(reading, time)).collect()
}

/// The status of a meeting that an ordinal stands for: by its own verb, else that of its series; a day to come is planned, one that is
/// over is no plan.
fn standing(reading: &Reading<'_>, series: &Draft<'_>, word: u32, when: &Anchor) -> (Status, Option<u32>) {
    let told = status::find(reading, word, series.frame, series.kind);
    let (found, token) = match told.word {
        Some(_) => (told.status, told.word),
        None if status::is_real(series.status) => (Status::Occurred, None),
        None => (told.status, None),
    };
    let Some(day) = when.span.and(when.start) else { return (found, token) };
    if status::is_real(found) && day.first_day() > reading.article.date {
        return (Status::Planned, None);
    }
    if when::is_over(reading, when) && found == Status::Planned && token.is_none() {
        (Status::Occurred, None)
    } else {
        (found, token)
    }
}
