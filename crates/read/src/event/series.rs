//! What shows that mentions of meetings in a series tell of one, or of two.

use super::round::{Counted, Number, Turn};
use super::{Draft, cluster, complete, status};
use crate::Reading;
use legation_language::Deprel;
use legation_record::{EventType, Grain, PartialDate, Participant, Status};
use legation_text::Span;

/// Whether what two mentions say of their series, day and city shows that they tell of two events.
pub(super) fn are_apart(earlier: &Draft<'_>, later: &Draft<'_>) -> bool {
    if earlier.kind != EventType::Consult || later.kind != EventType::Consult {
        return false;
    }
    Side::of(earlier).is_apart(&Side::of(later))
}

/// Whether two mentions are counted as one, and nothing parts them.
pub(super) fn are_one(earlier: &Draft<'_>, later: &Draft<'_>) -> bool {
    let (one, other) = (Side::of(earlier), Side::of(later));
    one.counted
        .zip(other.counted)
        .is_some_and(|(one, other)| one.n == other.n && one.is_part == other.is_part)
        && !one.is_apart(&other)
}

/// Whether a counted meeting is another name for one told of before it in the sentence: `a meeting on Friday, the sixth round of such
/// talks`.
pub(super) fn is_apposed(reading: &Reading<'_>, earlier: &Draft<'_>, later: &Draft<'_>) -> bool {
    let parse = reading.parse;
    let sentence =
        |draft: &Draft<'_>| draft.triggers.first().and_then(|&at| reading.document.sentence_of(at));
    let Some(counted) = later.series.only().filter(|_| sentence(earlier) == sentence(later)) else {
        return false;
    };
    let noun = parse.word(counted.word).head.filter(|&noun| parse.word(noun).deprel == Deprel::Appos);
    let opens = noun.map(|noun| reading.begin_of(noun, &[Deprel::Det, Deprel::Amod]));
    let comma = opens.and_then(|opens| opens.checked_sub(1)).map(|before| reading.word(before));
    let shares = || !complete::states(&earlier.source).is_disjoint(&complete::states(&later.source));
    matches!(comma, Some("," | "-" | "–" | "—" | "--"))
        && earlier.series.number == Number::One
        && earlier.series.counted.is_empty()
        && shares()
        && !are_apart(earlier, later)
}

/// What parts a mention from others.
#[derive(Clone, Debug, Default)]
pub(super) struct Side {
    counted: Option<Counted>,
    number: Number,
    turn: Option<Turn>,
    is_real: bool,
    is_ongoing: bool,
    /// Whether it is one of several that are counted, not the last that was held.
    is_past: bool,
    /// The day that its words tell.
    day: Option<PartialDate>,
    city: Option<String>,
}

impl Side {
    pub(super) fn of(draft: &Draft<'_>) -> Side {
        let is_several = draft.series.number == Number::Several;
        let day =
            draft.when.span.and(draft.when.start).filter(|day| day.grain() == Grain::Day && !is_several);
        let city = draft.place.as_ref().filter(|place| place.kind.as_deref() == Some("city"));
        Side {
            counted: draft.series.only(),
            number: draft.series.number,
            turn: draft.series.turn,
            is_real: status::is_real(draft.status),
            is_ongoing: draft.status == Status::Ongoing,
            is_past: draft.series.is_past,
            day,
            city: city.map(|city| city.name.clone()),
        }
    }

    pub(super) fn is_apart(&self, other: &Side) -> bool {
        let counts = self.counted.zip(other.counted).filter(|(one, other)| one.is_part == other.is_part);
        let is_same = counts.is_some_and(|(one, other)| one.n == other.n);
        let is_counted_apart = counts.is_some() && !is_same;
        let is_moved = self.city.as_ref().zip(other.city.as_ref()).is_some_and(|(one, other)| one != other);
        let turned = |one: &Side, other: &Side| one.is_ahead() && other.is_over();
        is_counted_apart
            || self.number == Number::Several && other.is_single()
            || other.number == Number::Several && self.is_single()
            || !is_same && (turned(self, other) || turned(other, self))
            || is_moved
            || self.is_history_to(other)
            || other.is_history_to(self)
            || !is_same
                && self.is_real != other.is_real
                && (self.counted.is_some() || other.counted.is_some())
    }

    /// Whether it is one meeting, not talks at large.
    fn is_single(&self) -> bool {
        self.number == Number::One || self.counted.is_some() || self.day.is_some()
    }

    /// Whether it has been held, and the other are talks at large: the article's, or those that go on.
    fn is_history_to(&self, other: &Side) -> bool {
        let is_held = self.is_real && !self.is_ongoing && self.day.is_some();
        !other.is_single() && (self.is_past || is_held && other.is_ongoing)
    }

    fn is_ahead(&self) -> bool {
        self.turn == Some(Turn::Ahead) && !self.is_real
    }

    fn is_over(&self) -> bool {
        self.is_real || self.turn == Some(Turn::Held)
    }
}

/// Whether two mentions are counted as the same meeting of parties that could be the same.
pub(super) fn is_one_round(earlier: &Draft<'_>, later: &Draft<'_>) -> bool {
    let (ours, theirs) = (complete::states(&earlier.source), complete::states(&later.source));
    let fit = if ours.len() > 1 && theirs.len() > 1 {
        ours.is_subset(&theirs) || theirs.is_subset(&ours)
    } else {
        ours.is_empty() || theirs.is_empty() || !ours.is_disjoint(&theirs)
    };
    fit && are_one(earlier, later)
}

/// The parties that a counted meeting leaves out: those of the series that was told of last, if its own are among them.
pub(super) fn parties(kept: &[Draft<'_>], draft: &Draft<'_>) -> Vec<Participant<Span>> {
    let own = complete::states(&draft.source);
    let series = kept.iter().rfind(|earlier| {
        earlier.kind == draft.kind
            && earlier.series.is_told()
            && cluster::countries(earlier).len() > 1
            && own.is_subset(&complete::states(&earlier.source))
    });
    let all = series.map_or(&[][..], |series| &series.source);
    let missing =
        all.iter().filter(|party| !own.contains(party.code.country().unwrap_or(party.code.as_str())));
    missing.map(complete::inferred).collect()
}

/// Whether a later mention of a counted meeting says that it has come further: `was proposed … will be held on Friday`; but `was
/// announced on Friday` says not that it has taken place.
pub(super) fn has_come_further(earlier: &Draft<'_>, later: &Draft<'_>) -> bool {
    let is_told = is_dated(later) && !(status::is_real(later.status) && is_dated(earlier));
    are_one(earlier, later) && is_told && progress(later.status) > progress(earlier.status)
}

/// Whether its words tell a day.
fn is_dated(draft: &Draft<'_>) -> bool {
    draft.when.span.is_some()
}

/// How far a meeting has come by its status: what is proposed in one place and announced in another is announced.
fn progress(status: Status) -> u8 {
    match status {
        Status::Denied => 3,
        status if status::is_real(status) => 2,
        Status::Planned => 1,
        _ => 0,
    }
}
