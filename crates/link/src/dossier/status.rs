//! How it came to be known that a round is to be, and was.

use super::meeting::Meeting;
use super::page::Page;
use super::roles::ROLES;
use super::{RoundStatus, StatusStep};
use crate::{Days, Party};
use legation_knowledge::world::World;
use legation_record::Status;
use std::collections::BTreeSet;

/// What each telling says of the round, in the order of publication; what was known before is not said again.
pub(super) fn history(
    meetings: &[&Meeting<'_>],
    days: Option<Days>,
    pages: &[Page<'_>],
    concerned: &BTreeSet<Party>,
    world: &World,
) -> Vec<StatusStep> {
    let mut steps: Vec<StatusStep> = Vec::new();
    for meeting in meetings {
        let Some(sentence) = meeting.sentences.first() else { continue };
        let page = &pages[meeting.page];
        let statement =
            meeting.event.according_to.and_then(|at| page.article.record.statements.get(at as usize));
        let speaker = statement.and_then(|statement| page.speaks_for(statement, world));
        let by = statement.and_then(|statement| statement.who.clone());
        for sentence in std::iter::once(sentence).chain(meeting.sentences.iter().skip(1)) {
            let words = page.passage(*sentence).words;
            // Nobody confirms or proposes a meeting but those who hold it, or somebody for them.
            let mut actors = page.actors_in(*sentence).filter_map(|actor| page.party(actor, world));
            let is_concerned = speaker.as_ref().is_some_and(|party| concerned.contains(party))
                || actors.any(|party| concerned.contains(&party));
            let Some(status) = status(meeting, days, &words, is_concerned) else { continue };
            let step = StatusStep {
                as_of: page.article.record.date,
                status,
                by: by.clone(),
                evidence: page.evidence(*sentence),
            };
            let is_known = steps.iter().any(|known| {
                known.as_of == step.as_of
                    && known.status == step.status
                    && (known.by == step.by || step.by.is_none())
            });
            if !is_known {
                steps.push(step);
            }
        }
    }
    steps.sort_by(|one, other| {
        (one.as_of, one.status, &one.evidence).cmp(&(other.as_of, other.status, &other.evidence))
    });
    steps
}

/// What is known in the end: what was said on the last day, unless it had been held before.
pub(super) fn last(steps: &[StatusStep]) -> RoundStatus {
    let called_off = |step: &&StatusStep| step.status == RoundStatus::Cancelled;
    let held = steps.iter().rfind(|step| step.status == RoundStatus::Held);
    let off = steps.iter().rfind(called_off);
    match (held, off) {
        (Some(held), Some(off)) if off.as_of > held.as_of => RoundStatus::Cancelled,
        (Some(held), _) => held.status,
        (None, _) => {
            let day = steps.iter().map(|step| step.as_of).max();
            let on_it = steps.iter().filter(|step| Some(step.as_of) == day);
            on_it.map(|step| step.status).max().unwrap_or(RoundStatus::Mooted)
        }
    }
}

/// What a telling says; of a round whose days are to come nobody can say that it was held.
fn status(
    meeting: &Meeting<'_>,
    days: Option<Days>,
    words: &[String],
    is_concerned: bool,
) -> Option<RoundStatus> {
    let is_over = meeting.is_over();
    let is_ahead = days.or(meeting.days).is_some_and(|days| days.first > meeting.published);
    let is_over = is_over && !is_ahead;
    if ROLES.has("cancels", words) {
        return Some(RoundStatus::Cancelled);
    }
    if ROLES.has("postpones", words) && !is_over {
        return Some(RoundStatus::Postponed);
    }
    Some(match meeting.event.status {
        Status::Denied => return None,
        Status::Ongoing if !is_over && !is_ahead => RoundStatus::Ongoing,
        Status::Occurred | Status::Ongoing if !is_ahead => RoundStatus::Held,
        _ if is_over => RoundStatus::Held,
        Status::Proposed if !ROLES.has("confirms", words) => RoundStatus::Proposed,
        Status::Planned | Status::Possible
            if ROLES.has("proposes", words) && !ROLES.has("confirms", words) =>
        {
            RoundStatus::Proposed
        }
        Status::Possible | Status::Conditional if !(is_concerned && ROLES.has("confirms", words)) => {
            RoundStatus::Mooted
        }
        _ if is_concerned && ROLES.has("confirms", words) => RoundStatus::Confirmed,
        _ => RoundStatus::Planned,
    })
}
