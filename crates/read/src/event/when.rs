//! When an event takes place: what `mention` finds, read as the words of an event mean it.

use super::round::Number;
use crate::Reading;
use legation_mention::{Anchor, Mention, anchor};
use legation_record::TimeMention;
use legation_text::Span;

/// When what a trigger tells of takes place. `since March` dates no single meeting; of several it says when they began.
pub(super) fn find(reading: &Reading<'_>, token: u32, number: Number) -> Anchor {
    let times = &reading.mentions.times;
    let found = |times: &[Mention<TimeMention<Span>>]| {
        let found = anchor(reading.article, reading.document, reading.parse, times, token);
        let time = found.span.and_then(|span| times.iter().find(|time| time.is.span == span));
        (time.and_then(|time| told(reading, time)).unwrap_or(found), time.is_some_and(|time| is_since(reading, time)))
    };
    match (found(times), number) {
        ((when, true), Number::Several) => Anchor { end: None, ..when },
        ((_, true), Number::One) => {
            let others: Vec<_> = times.iter().filter(|time| !is_since(reading, time)).cloned().collect();
            found(&others).0
        }
        ((when, _), _) => when,
    }
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

/// Whether the day that the words tell is over.
pub(super) fn is_over(reading: &Reading<'_>, when: &Anchor) -> bool {
    let last = when.span.and(when.end.or(when.start));
    last.is_some_and(|last| last.last_day() < reading.article.date)
}
