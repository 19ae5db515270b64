//! What is denied, and where reports do not agree.

use super::page::Page;
use super::positions::whole;
use super::roles::ROLES;
use super::tally::{Tally, best};
use super::{Claim, Contradiction, Position, Round, Told};
use crate::span::between;
use crate::wordings::{content, shared, words};
use crate::{Evidence, Party};
use legation_knowledge::world::World;
use legation_record::{Polarity, Statement};
use legation_text::Span;
use std::collections::BTreeSet;

/// Claims that share so much of the shorter one's words are one.
const THE_LIKE: f64 = 0.6;
/// Fewer words than this are like too much.
const FEW: usize = 4;
/// What is said so many days apart can be of one thing.
const SAME_DAYS: i64 = 5;

/// Whether a denied statement is a claim that is denied, and not a demand or plan that is refused: `denied that …`, `rejected the report …`,
/// but not `rejected the proposal`, `refused to end the war`.
pub(super) fn is_claim(page: &Page<'_>, statement: &Statement<Span>) -> bool {
    let words = |span: &Span| words(span.of(page.article.text)).0;
    let said: Vec<String> = statement.content.iter().flat_map(words).collect();
    let is_about_claim = ROLES.has("claim", &said[..said.len().min(8)]);
    let is_denial = statement.cue.is_some_and(|cue| ROLES.has("denies", &words(&cue)));
    let is_refusal = said.first().is_some_and(|word| word == "to");
    statement.polarity == Polarity::Denied && !is_refusal && (is_denial || is_about_claim)
}

/// The claims that are denied in some pages, in the order of time.
pub(super) fn denied(pages: &[&Page<'_>], asked: &BTreeSet<Party>, world: &World) -> Vec<Claim> {
    let mut claims: Vec<(Claim, BTreeSet<&str>, Vec<String>)> = Vec::new();
    for page in pages {
        let record = page.article.record;
        for statement in record.statements.iter().filter(|statement| is_claim(page, statement)) {
            let Some(whole) = whole(statement) else { continue };
            // Of the parties all that they deny, of others what is denied of a party.
            let party = page.speaks_for(statement, world);
            let mut named = page.actors_in(page.around(whole)).filter_map(|actor| page.party(actor, world));
            if !party.as_ref().is_some_and(|party| asked.contains(party))
                && !named.any(|party| asked.contains(&party))
            {
                continue;
            }
            let text = whole.of(page.article.text).split_whitespace().collect::<Vec<_>>().join(" ");
            let words = content(&words(&text).0);
            let claim = Claim {
                claim: text,
                denied_by: statement.who.clone(),
                party,
                date: statement.date.unwrap_or(record.date),
                origins: 1,
                evidence: vec![page.evidence(page.around(whole))],
            };
            claims.push((claim, BTreeSet::from([page.article.origin]), words));
        }
    }
    claims.sort_by(|(one, ..), (other, ..)| (one.date, &one.evidence).cmp(&(other.date, &other.evidence)));
    let mut kept: Vec<(Claim, BTreeSet<&str>, Vec<String>)> = Vec::new();
    for (claim, origins, words) in claims {
        let known = kept
            .iter_mut()
            .find(|(known, _, own)| known.party == claim.party && shared(own, &words) >= THE_LIKE);
        match known {
            Some((known, all, _)) => {
                known.evidence.extend(claim.evidence);
                all.extend(origins);
            }
            None => kept.push((claim, origins, words)),
        }
    }
    kept.into_iter()
        .map(|(claim, origins, _)| Claim { origins: origins.len(), evidence: best(claim.evidence), ..claim })
        .collect()
}

/// Where the reports of a series do not agree.
pub(super) fn contradictions(
    rounds: &[Round],
    positions: &[Position],
    claims: &[Claim],
) -> Vec<Contradiction> {
    let mut found = Vec::new();
    for (place, round) in rounds.iter().enumerate() {
        let name = round.n.map_or_else(|| format!("meeting {}", place + 1), |n| format!("round {n}"));
        // A week that has the day in it does not speak against it.
        let is_other =
            |told: &Told<_>| round.start.is_some_and(|start| !days_of(told).meet(crate::Days::of(start)));
        if round.dates.iter().any(is_other) {
            let versions = round.dates.iter().map(|told| Told {
                value: told.value.to_string(),
                origins: told.origins,
                evidence: told.evidence.clone(),
            });
            found.push(Contradiction { what: format!("date of {name}"), versions: versions.collect() });
        }
        if round.places.len() > 1 {
            found.push(Contradiction { what: format!("place of {name}"), versions: round.places.clone() });
        }
    }
    found.extend(assessments(positions));
    let said: Vec<Vec<String>> =
        positions.iter().map(|position| content(&words(&position.content).0)).collect();
    for claim in claims {
        let own = content(&words(&claim.claim).0);
        let asserting = positions.iter().zip(&said).filter(|(position, said)| {
            let is_other = claim.party.as_ref() != Some(&position.party) && own.len() >= FEW;
            let is_near = between(position.date.first_day(), claim.date.first_day()).abs() <= SAME_DAYS;
            is_other && is_near && said.len() >= FEW && shared(&own, said) >= THE_LIKE
        });
        let mut tally = Tally::new();
        for (position, _) in asserting {
            for evidence in &position.evidence {
                tally.add(position.content.clone(), &position.party.code, evidence.clone());
            }
        }
        let mut versions = tally.told();
        if !versions.is_empty() {
            let denial = claim.evidence.clone();
            versions.push(Told { value: "denied".to_owned(), origins: claim.origins, evidence: denial });
            found.push(Contradiction { what: format!("whether {}", claim.claim), versions });
        }
    }
    found
}

fn days_of(told: &Told<legation_record::PartialDate>) -> crate::Days {
    crate::Days::of(told.value)
}

/// Parties that within a few days see the talks in unlike ways.
fn assessments(positions: &[Position]) -> Option<Contradiction> {
    let seen = |position: &Position| {
        let words = words(&position.content).0;
        if !position.topics.iter().any(|topic| topic == "prospects") {
            return None;
        }
        if ROLES.has("bad", &words) { Some(false) } else { ROLES.has("good", &words).then_some(true) }
    };
    let (mut hopeful, mut doubtful): (Vec<&Position>, Vec<&Position>) = (Vec::new(), Vec::new());
    for position in positions {
        match seen(position) {
            Some(true) => hopeful.push(position),
            Some(false) => doubtful.push(position),
            None => {}
        }
    }
    let pairs = hopeful.iter().flat_map(|one| doubtful.iter().map(move |other| (*one, *other)));
    let near = pairs.filter(|(one, other)| {
        one.party != other.party && between(one.date.first_day(), other.date.first_day()).abs() <= SAME_DAYS
    });
    let (one, other) = near.max_by_key(|(one, other)| (one.origins + other.origins, one.date, other.date))?;
    let version = |position: &Position| {
        let evidence: Vec<Evidence> = position.evidence.clone();
        let by: &Party = &position.party;
        Told { value: format!("{}: {}", by.name, position.content), origins: position.origins, evidence }
    };
    Some(Contradiction {
        what: "how the talks are going".to_owned(),
        versions: vec![version(one), version(other)],
    })
}
