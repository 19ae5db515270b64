//! The same call or meeting as each side told it.

use crate::fuse::words;
use crate::{Article, Evidence, Fused, Party};
use legation_knowledge::world::World;
use legation_record::{EventType, Participant, Polarity, Statement};
use legation_text::{CodePoints, Document, Span, Token};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A call or meeting of which more than one side gave its account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Readout {
    /// The fused event: an index into the events.
    pub event: u32,
    /// Its id.
    pub id: String,
    /// The accounts, one of each side.
    pub sides: Vec<Side>,
}

/// One side's account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Side {
    /// Whose account it is.
    pub party: Party,
    /// What it says of the call or meeting.
    pub points: Vec<Point>,
}

/// Something that one side says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Point {
    /// Who says it.
    pub who: Option<String>,
    /// Its words.
    pub evidence: Evidence,
    /// The sides that say the same: indices into [`Readout::sides`]; empty where no other does.
    pub shared_with: Vec<u32>,
}

/// From this share of words in common on, in thousandths, two sides say the same.
const SAME: i32 = 400;

/// What a point is compared by.
struct Said {
    who: Option<String>,
    evidence: Evidence,
    words: Vec<u32>,
}

/// The calls and meetings of which two sides or more tell, and what each says of them: the statements of its people and
/// bodies that tell of the event, or that stand in a sentence that does.
pub fn readouts(events: &[Arc<Fused>], articles: &[Article<'_>], world: &World) -> Vec<Readout> {
    let articles: BTreeMap<&str, &Article<'_>> =
        articles.iter().map(|article| (article.digest, article)).collect();
    let meetings = events.iter().zip(0..).filter(|(event, _)| event.kind == EventType::Consult);
    meetings.filter_map(|(event, number)| readout(event, number, &articles, world)).collect()
}

fn readout(
    event: &Fused,
    number: u32,
    articles: &BTreeMap<&str, &Article<'_>>,
    world: &World,
) -> Option<Readout> {
    let parties: BTreeSet<&Party> = event.parties();
    if parties.len() < 2 {
        return None;
    }
    let mut sides: BTreeMap<&Party, Vec<Said>> = BTreeMap::new();
    for telling in &event.tellings {
        let Some(article) = articles.get(telling.digest.as_str()) else { continue };
        let Some(told) = article.record.events.iter().find(|told| told.id == telling.event) else { continue };
        for (party, said) in accounts(article, &told.triggers, world) {
            let Some(party) = parties.get(&party) else { continue };
            let side = sides.entry(*party).or_default();
            if side.iter().all(|known| words::alike(&known.words, &said.words) < SAME) {
                side.push(said);
            }
        }
    }
    if sides.len() < 2 {
        return None;
    }
    let said: Vec<(&Party, Vec<Said>)> = sides.into_iter().collect();
    let sides = said.iter().map(|(party, points)| {
        let points = points.iter().map(|point| {
            let others = said.iter().zip(0..).filter(|((other, _), _)| other != party);
            let same = others.filter(|((_, points), _)| {
                points.iter().any(|other| words::alike(&other.words, &point.words) >= SAME)
            });
            Point {
                who: point.who.clone(),
                evidence: point.evidence.clone(),
                shared_with: same.map(|(_, at)| at).collect(),
            }
        });
        Side { party: (*party).clone(), points: points.collect() }
    });
    Some(Readout { event: number, id: event.id.clone(), sides: sides.collect() })
}

/// What the sides say of what the triggers tell, in the order of the text.
fn accounts(article: &Article<'_>, triggers: &[Span], world: &World) -> Vec<(Party, Said)> {
    let text = article.text;
    let Some(whole) = Span::new(text, 0, text.len()) else { return Vec::new() };
    let document = Document::segment(text, whole);
    let points = CodePoints::of(text);
    let sentences: Vec<Span> = triggers
        .iter()
        .filter_map(|trigger| document.sentence_of(document.tokens_in(*trigger).start))
        .filter_map(|at| document.sentences.get(at).map(|sentence| sentence.span))
        .collect();
    let mut found = Vec::new();
    for statement in &article.record.statements {
        let Some(party) = speaker(statement, world) else { continue };
        let is_of =
            statement.content.iter().any(|content| triggers.iter().any(|trigger| content.contains(*trigger)))
                || statement.cue.is_some_and(|cue| sentences.iter().any(|sentence| sentence.contains(cue)));
        let Some(content) = statement.content.iter().copied().reduce(Span::join).filter(|_| is_of) else {
            continue;
        };
        if statement.polarity == Polarity::Declined {
            continue;
        }
        let tokens: &[Token] = tokens(&document, content);
        let words = words::telling(text, &[tokens], &BTreeSet::new(), &|_| false);
        let evidence = Evidence::at(article, &points, content);
        found.push((party, Said { who: statement.who.clone(), evidence, words }));
    }
    found
}

fn tokens(document: &Document, span: Span) -> &[Token] {
    let range = document.tokens_in(span);
    document.tokens.get(range.start as usize..range.end as usize).unwrap_or_default()
}

/// For whom a statement speaks.
fn speaker(statement: &Statement<Span>, world: &World) -> Option<Party> {
    let code = statement.code.clone()?;
    let who = statement.who.clone().unwrap_or_default();
    let speaker: Participant<Span> =
        Participant { who, code, span: None, entity: None, basis: legation_record::Basis::Text };
    Party::of(&speaker, world)
}
