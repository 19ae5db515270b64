//! When an event takes place: what `mention` finds, read as the words of an event mean it.

use super::round::Number;
use crate::Reading;
use jiff::ToSpan;
use legation_knowledge::lexicon::calendar::{Sense, senses};
use legation_language::{Deprel, Upos, Xpos};
use legation_mention::{Anchor, Mention, anchor};
use legation_record::TimeMention;
use legation_text::Span;

/// When what a trigger tells of takes place. `since March` dates no single meeting; of several it says when they began.
pub(super) fn find(reading: &Reading<'_>, token: u32, number: Number) -> Anchor {
    let times = &reading.mentions.times;
    let found = |times: &[Mention<TimeMention<Span>>]| {
        let found = anchor(reading.article, reading.document, reading.parse, times, token);
        let time = found.span.and_then(|span| times.iter().find(|time| time.is.span == span));
        (
            time.and_then(|time| told(reading, time)).unwrap_or(found),
            time.is_some_and(|time| is_since(reading, time)),
        )
    };
    let first = match found(times) {
        (when, _) if when.span.is_none() => beyond(reading, token).unwrap_or((when, false)),
        found => found,
    };
    match (first, number) {
        ((when, true), Number::Several) => Anchor { end: None, ..when },
        ((_, true), Number::One) => {
            let others: Vec<_> = times.iter().filter(|time| !is_since(reading, time)).cloned().collect();
            found(&others).0
        }
        ((when, _), _) => when,
    }
}

/// The day that hangs on what is said of a noun: `a round scheduled for Sunday`, `the round is expected to take place on Sunday`.
fn beyond(reading: &Reading<'_>, token: u32) -> Option<(Anchor, bool)> {
    let parse = reading.parse;
    let word = parse.word(token);
    if word.upos == Upos::Verb {
        return None;
    }
    let is_participle = |at: u32| parse.word(at).deprel == Deprel::Acl && parse.word(at).xpos == Xpos::Vbn;
    let above = word.head.filter(|_| matches!(word.deprel, Deprel::Nsubj | Deprel::NsubjPass));
    let below = above.and_then(|above| parse.child(above, &[Deprel::Xcomp]));
    let clauses = parse.children(token).filter(|&child| is_participle(child)).chain(below);
    let verbs: Vec<u32> = clauses.collect();
    let times = reading.mentions.times.iter().filter(|time| !is_since(reading, time));
    let mut own = times.filter(|time| parse.ancestors(time.head).take(2).any(|at| verbs.contains(&at)));
    own.find_map(|time| told(reading, time)).map(|when| (when, false))
}

/// Whether an expression says since when something is so.
pub(super) fn is_since(reading: &Reading<'_>, time: &Mention<TimeMention<Span>>) -> bool {
    let before = time.tokens.start.checked_sub(1);
    before.is_some_and(|before| reading.word(before).eq_ignore_ascii_case("since"))
}

/// When an expression says that something takes place: on a weekend, its two days.
pub(super) fn told(reading: &Reading<'_>, time: &Mention<TimeMention<Span>>) -> Option<Anchor> {
    let (start, end) = legation_mention::days(&time.is, reading.article)?;
    Some(Anchor { start: Some(start), end: Some(end), span: Some(time.is.span) })
}

/// The day told of what is yet to come: by the bare name of a weekday, not the last one that bears it but the next.
pub(super) fn ahead(reading: &Reading<'_>, when: Anchor) -> Anchor {
    let time = when.span.and_then(|span| reading.mentions.times.iter().find(|time| time.is.span == span));
    let is_weekday = time.is_some_and(|time| {
        let word = reading.word(time.tokens.start).to_lowercase();
        time.tokens.len() == 1 && senses(&word).iter().any(|(_, sense)| matches!(sense, Sense::Weekday(_)))
    });
    let day = when.start.and_then(|start| start.day()).filter(|_| is_weekday && is_over(reading, &when));
    let next =
        day.and_then(|day| day.checked_add(7.days()).ok()).filter(|next| *next >= reading.article.date);
    next.map_or(when, |next| Anchor { start: Some(next.into()), end: Some(next.into()), span: when.span })
}

/// Whether the day that the words tell is over.
pub(super) fn is_over(reading: &Reading<'_>, when: &Anchor) -> bool {
    let last = when.span.and(when.end.or(when.start));
    last.is_some_and(|last| last.last_day() < reading.article.date)
}

/// Whether a trigger is told in a main clause, so that the tense of its verb dates it: what relative clauses, complements
/// and mere mentions tell of is older than the news, one cannot tell by how much.
pub(super) fn is_news(reading: &Reading<'_>, token: u32) -> bool {
    let parse = reading.parse;
    let mut at = token;
    for _ in 0..4 {
        let word = parse.word(at);
        match word.deprel {
            Deprel::Root => return true,
            Deprel::Conj | Deprel::Parataxis | Deprel::Obj | Deprel::NsubjPass => {}
            Deprel::Ccomp if word.xpos == Xpos::Vbd => {}
            // `…, accusing Kyiv of launching drones`
            Deprel::Advcl if word.xpos == Xpos::Vbg => {}
            _ => return false,
        }
        let Some(head) = word.head else { return true };
        at = head;
    }
    false
}
