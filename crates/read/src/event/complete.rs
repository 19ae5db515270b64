//! Parties that the words of one event leave out and another event of the article names: `the sanctions` are on whom the
//! article has told that they are. Only words that point back (`the`, `these`), and what takes two, take
//! theirs from elsewhere.
//!
//! They are concluded, not told: such a party has no span. Where the article has several who could be meant, none is taken.

use super::{Back, Draft};
use crate::Reading;
use legation_language::Deprel;
use legation_record::{Basis, EventType, Participant};
use legation_text::Span;
use std::collections::BTreeSet;

type Parties = Vec<Participant<Span>>;

/// Brings them in.
pub(super) fn parties(reading: &Reading<'_>, drafts: &mut [Draft<'_>]) {
    talks(drafts);
    deeds(reading, drafts);
    let told: Vec<(EventType, Parties, Parties)> =
        drafts.iter().map(|draft| (draft.kind, draft.source.clone(), draft.target.clone())).collect();
    let points_back = |draft: &&mut Draft<'_>| draft.kind.is_symmetric() || draft.back == Back::Same;
    for draft in drafts.iter_mut().filter(points_back) {
        let alike = || told.iter().filter(|(kind, ..)| *kind == draft.kind);
        if draft.kind.is_symmetric() {
            let [only] = draft.source.as_slice() else { continue };
            let circles = alike().map(|(_, source, _)| source).filter(|source| source.len() > 1);
            let others = circles.filter(|source| has(source, only)).map(|source| {
                let rest = source.iter().filter(|party| state(party) != state(only));
                rest.cloned().collect::<Parties>()
            });
            draft.source.extend(agreed(others));
        } else if draft.target.is_empty() && !draft.source.is_empty() {
            let same = alike().filter(|(_, source, _)| source.iter().any(|doer| has(&draft.source, doer)));
            draft.target = agreed(same.map(|(.., target)| target.clone()));
            draft.target.retain(|other| !has(&draft.source, other));
        } else if draft.source.is_empty() && !draft.target.is_empty() {
            let same = alike().filter(|(.., target)| target.iter().any(|other| has(&draft.target, other)));
            draft.source = agreed(same.map(|(_, source, _)| source.clone()));
            draft.source.retain(|doer| !has(&draft.target, doer));
        }
    }
}

/// `Riyadh condemned the raids`, `welcomed the truce`: whom it is done to is who did the deed, where another event tells of it.
fn deeds(reading: &Reading<'_>, drafts: &mut [Draft<'_>]) {
    let parse = reading.parse;
    let doers: Vec<(Vec<u32>, Parties)> =
        drafts.iter().map(|draft| (draft.triggers.clone(), draft.source.clone())).collect();
    let judges = [EventType::Accuse, EventType::Reject, EventType::Support];
    for draft in drafts.iter_mut().filter(|draft| judges.contains(&draft.kind) && draft.target.is_empty()) {
        let judged: Vec<u32> = draft
            .triggers
            .iter()
            .flat_map(|&verb| parse.children(verb))
            .filter(|&child| matches!(parse.word(child).deprel, Deprel::Obj | Deprel::NsubjPass))
            .collect();
        let deed = doers.iter().find(|(triggers, source)| {
            !source.is_empty()
                && *triggers != draft.triggers
                && triggers.iter().any(|trigger| judged.contains(trigger))
        });
        let Some((_, source)) = deed else { continue };
        draft.target = source.iter().filter(|doer| !has(&draft.source, doer)).map(inferred).collect();
    }
}

/// The country of a party; its whole code for a body.
fn state(party: &Participant<Span>) -> &str {
    party.code.country().unwrap_or(party.code.as_str())
}

/// The states and bodies among parties; of those whose country is not told the whole code.
pub(super) fn states(parties: &[Participant<Span>]) -> BTreeSet<&str> {
    parties.iter().map(state).collect()
}

fn has(parties: &[Participant<Span>], party: &Participant<Span>) -> bool {
    parties.iter().any(|other| state(other) == state(party))
}

/// The parties of circles that all have the same, as concluded ones; none where they differ.
fn agreed(circles: impl Iterator<Item = Parties>) -> Parties {
    let mut circles = circles.filter(|parties| !parties.is_empty());
    let Some(first) = circles.next() else { return Parties::new() };
    if circles.any(|other| states(&other) != states(&first)) {
        return Parties::new();
    }
    first.iter().map(inferred).collect()
}

/// A participant that no words name here.
pub(super) fn inferred(party: &Participant<Span>) -> Participant<Span> {
    Participant { span: None, basis: Basis::Inferred, ..party.clone() }
}

/// Talks take two: where one party stands alone or none is named, they are those of the article's other talks, if only one
/// pair of countries talks in it.
fn talks(drafts: &mut [Draft<'_>]) {
    let country = |actor: &Participant<Span>| actor.code.as_str().chars().take(3).collect::<String>();
    let mut pair: Option<(Vec<String>, Parties)> = None;
    for draft in drafts.iter().filter(|draft| draft.kind == EventType::Consult && draft.source.len() == 2) {
        let mut codes: Vec<String> = draft.source.iter().map(country).collect();
        codes.sort_unstable();
        match &pair {
            _ if codes[0] == codes[1] => {}
            Some((known, _)) if *known != codes => return,
            Some(_) => {}
            None => pair = Some((codes, draft.source.clone())),
        }
    }
    let Some((codes, parties)) = pair else { return };
    for draft in drafts.iter_mut().filter(|draft| {
        draft.kind == EventType::Consult && draft.source.len() < 2 && draft.frame.mode != "visit"
    }) {
        if draft.source.iter().map(country).all(|code| codes.contains(&code)) {
            let known: Vec<String> = draft.source.iter().map(country).collect();
            let missing = parties.iter().filter(|party| !known.contains(&country(party)));
            draft.source.extend(missing.map(inferred));
        }
    }
}
