//! How far an event has come, and how it came to that.

use super::fused::{Stage, StatusStep};
use super::telling::{Fate, Telling};
use crate::Days;
use jiff::civil::Date;
use legation_record::Status;

/// The stage that one telling gives; `day` is when the event is, if that is known.
pub(super) fn stage(telling: &Telling, day: Option<Days>) -> Stage {
    let published = telling.evidence.date.first_day();
    let is_ahead = day.is_some_and(|day| day.first > published);
    match (telling.status, telling.fate) {
        (Status::Denied, Some(Fate::Cancelled)) => Stage::Cancelled,
        (Status::Denied | Status::Planned, Some(Fate::Postponed)) => Stage::Postponed,
        (Status::Denied, None) => Stage::Denied,
        (Status::Possible | Status::Conditional, _) => Stage::Mooted,
        (Status::Proposed, _) => Stage::Proposed,
        (Status::Occurred | Status::Ongoing, _) if is_ahead => announced(telling),
        (Status::Planned, _) => announced(telling),
        (Status::Ongoing, _) => Stage::Ongoing,
        (Status::Occurred, _) => Stage::Held,
    }
}

/// Announced by somebody, or by one who is to take part.
fn announced(telling: &Telling) -> Stage {
    let speaker = telling.according_to.as_ref().and_then(|speaker| speaker.code.as_ref());
    let is_party = speaker.is_some_and(|code| {
        let head = code.as_str().get(..3).unwrap_or_default();
        telling.actors().any(|actor| {
            let party = actor.party.as_ref().map(|party| party.code.as_str());
            party == Some(head) || party == Some(code.as_str())
        })
    });
    if is_party { Stage::Confirmed } else { Stage::Planned }
}

/// How far along a stage is; what ends the matter otherwise is none.
fn rank(stage: Stage) -> Option<u8> {
    match stage {
        Stage::Mooted => Some(0),
        Stage::Proposed => Some(1),
        Stage::Planned => Some(2),
        Stage::Confirmed => Some(3),
        Stage::Ongoing => Some(4),
        Stage::Held => Some(5),
        Stage::Postponed | Stage::Cancelled | Stage::Denied => None,
    }
}

/// Whether a telling of `next` after `now` is news: it goes further, or ends the matter before it took place.
fn is_step(now: Stage, next: Stage) -> bool {
    match (rank(now), rank(next)) {
        (Some(now), Some(next)) => next > now,
        (Some(now), None) => now < 4,
        (None, Some(next)) => now != Stage::Denied && next >= 2 || next >= 4,
        (None, None) => {
            now == Stage::Denied && next != Stage::Denied
                || now == Stage::Postponed && next == Stage::Cancelled
        }
    }
}

/// The steps, from tellings in the order of publication; each with its place among the event's tellings.
pub(super) fn history(tellings: &[(u32, &Telling)], day: Option<Days>) -> Vec<StatusStep> {
    let mut steps: Vec<StatusStep> = Vec::new();
    let mut at = 0;
    while let Some((_, first)) = tellings.get(at) {
        let published = first.evidence.date;
        let until =
            tellings[at..].iter().take_while(|(_, telling)| telling.evidence.date == published).count();
        let mut today: Vec<(Stage, u32, &Telling)> = tellings[at..at + until]
            .iter()
            .map(|(place, telling)| (stage(telling, day), *place, *telling))
            .collect();
        at += until;
        // What is said on one day comes in the order in which it goes further.
        today.sort_by_key(|(stage, place, _)| (rank(*stage).unwrap_or(6), *stage, *place));
        for (stage, place, telling) in today {
            let step = match steps.last_mut() {
                Some(last) if last.stage == stage => {
                    last.articles += 1;
                    continue;
                }
                Some(last) if !is_step(last.stage, stage) => continue,
                _ => StatusStep {
                    date: published,
                    stage,
                    status: telling.status,
                    by: telling
                        .according_to
                        .as_ref()
                        .map(|speaker| speaker.who.clone())
                        .filter(|who| !who.is_empty()),
                    articles: 1,
                    telling: place,
                },
            };
            steps.push(step);
        }
    }
    steps
}

/// Whether some say that it took place and others, who can know, that it did not.
pub(super) fn are_at_odds(tellings: &[(u32, &Telling)], day: Option<Days>) -> bool {
    let first = |wanted: fn(Stage) -> bool| -> Option<Date> {
        let found = tellings.iter().filter(|(_, telling)| wanted(stage(telling, day)));
        found.map(|(_, telling)| telling.evidence.date.first_day()).max()
    };
    let held = first(|stage| matches!(stage, Stage::Held | Stage::Ongoing));
    let not = first(|stage| matches!(stage, Stage::Denied | Stage::Cancelled));
    held.zip(not).is_some()
}
