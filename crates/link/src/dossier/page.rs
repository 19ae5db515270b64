//! An article, cut into sentences, with what is asked of them.

use crate::wordings::words;
use crate::{Article, Evidence, Party};
use legation_knowledge::world::{Sense, World};
use legation_record::{ActorCode, ActorMention, Basis, Participant, Statement};
use legation_text::{CodePoints, Document, Span};
use std::collections::BTreeMap;
use std::ops::Range;

/// An article, cut into sentences.
pub(super) struct Page<'a> {
    pub(super) article: Article<'a>,
    sentences: Vec<Span>,
    points: CodePoints,
    /// The armed group that a code stands for here, where the article names one.
    groups: BTreeMap<ActorCode, String>,
}

/// A stretch of text and its words.
pub(super) struct Passage {
    pub(super) span: Span,
    /// In small letters.
    pub(super) words: Vec<String>,
    /// Where each stands in the text.
    pub(super) places: Vec<Range<usize>>,
}

impl<'a> Page<'a> {
    pub(super) fn of(article: Article<'a>, world: &World) -> Page<'a> {
        let whole = Span::new(article.text, 0, article.text.len());
        let sentences =
            whole.map(|whole| Document::segment(article.text, whole).sentences).unwrap_or_default();
        Page {
            article,
            sentences: sentences.into_iter().map(|sentence| sentence.span).collect(),
            points: CodePoints::of(article.text),
            groups: groups(&article, world),
        }
    }

    /// The sentence that a span begins in.
    pub(super) fn sentence(&self, span: Span) -> Span {
        let at = self.sentences.partition_point(|sentence| sentence.end() <= span.start());
        self.sentences.get(at).copied().filter(|sentence| sentence.start() <= span.start()).unwrap_or(span)
    }

    /// The sentences that a span begins in and ends in, and those between.
    pub(super) fn around(&self, span: Span) -> Span {
        let (first, text) = (self.sentence(span), self.article.text);
        let last = text.get(..span.end()).and_then(|text| text.char_indices().next_back());
        let last = last.and_then(|(at, _)| Span::new(text, at.max(span.start()), span.end()));
        first.join(last.map_or(first, |last| self.sentence(last)))
    }

    /// A sentence and so many before it.
    pub(super) fn before(&self, sentence: Span, count: usize) -> Span {
        let at = self.sentences.partition_point(|known| known.start() < sentence.start());
        self.sentences.get(at.saturating_sub(count)).map_or(sentence, |first| first.join(sentence))
    }

    /// All sentences.
    pub(super) fn sentences(&self) -> &[Span] {
        &self.sentences
    }

    pub(super) fn passage(&self, span: Span) -> Passage {
        let (words, places) = words(span.of(self.article.text));
        let places = places.into_iter().map(|place| place.start + span.start()..place.end + span.start());
        Passage { span, words, places: places.collect() }
    }

    pub(super) fn evidence(&self, span: Span) -> Evidence {
        Evidence::at(&self.article, &self.points, span)
    }

    /// The actors that are named in a stretch.
    pub(super) fn actors_in(&self, span: Span) -> impl Iterator<Item = &'a ActorMention<Span>> + use<'a> {
        self.article.record.mentions.actors.iter().filter(move |actor| span.contains(actor.span))
    }

    /// The party for which a mentioned actor acts.
    pub(super) fn party(&self, actor: &ActorMention<Span>, world: &World) -> Option<Party> {
        self.acting(&actor.code, &actor.who, actor.entity.as_deref(), world)
    }

    /// The party for which a participant acts.
    pub(super) fn acts_for(&self, actor: &Participant<Span>, world: &World) -> Option<Party> {
        self.acting(&actor.code, &actor.who, actor.entity.as_deref(), world)
    }

    /// Spokesmen and leaders of an armed group act for the group.
    fn acting(&self, code: &ActorCode, who: &str, entity: Option<&str>, world: &World) -> Option<Party> {
        let group = self.groups.get(code).map(String::as_str);
        party(code, who, entity.filter(|name| group.is_none() || is_body(name, world)).or(group), world)
    }

    /// The party for which the speaker of a statement speaks.
    pub(super) fn speaks_for(&self, statement: &Statement<Span>, world: &World) -> Option<Party> {
        let who = statement.who.as_deref().unwrap_or_default();
        let mention = statement.speaker.and_then(|speaker| {
            self.article.record.mentions.actors.iter().find(|actor| actor.span == speaker)
        });
        let entity = mention.and_then(|mention| mention.entity.as_deref());
        match statement.codes.as_slice() {
            [code] => self.acting(code, who, entity, world),
            _ => statement.code.as_ref().and_then(|code| self.acting(code, who, entity, world)),
        }
    }

    /// The office of whoever is named in a span, on the day of the article.
    pub(super) fn office(&self, span: Span) -> Option<String> {
        let actors = &self.article.record.mentions.actors;
        actors.iter().find(|actor| actor.span == span).and_then(|actor| actor.office.clone())
    }
}

/// Sectors of a code that act for no party: press, people, firms, scholars.
const PRIVATE: [&str; 8] = ["MED", "CVL", "BUS", "EDU", "LAB", "HLH", "AGR", "DEV"];

/// The party for which a mentioned actor acts, as its own words have it.
pub(super) fn party_of(actor: &ActorMention<Span>, world: &World) -> Option<Party> {
    party(&actor.code, &actor.who, actor.entity.as_deref(), world)
}

fn party(code: &ActorCode, who: &str, entity: Option<&str>, world: &World) -> Option<Party> {
    let sector = code.as_str().get(3..6);
    if sector.is_some_and(|sector| PRIVATE.contains(&sector)) {
        return None;
    }
    let actor: Participant<Span> = Participant {
        who: who.to_owned(),
        code: code.clone(),
        span: None,
        entity: entity.map(str::to_owned),
        basis: Basis::Text,
    };
    Party::of(&actor, world)
}

/// The armed group most named of each code that stands for one.
fn groups(article: &Article<'_>, world: &World) -> BTreeMap<ActorCode, String> {
    let mut named: BTreeMap<&ActorCode, BTreeMap<&str, usize>> = BTreeMap::new();
    for actor in &article.record.mentions.actors {
        let is_apart = actor.code.as_str().get(3..6).is_some_and(Party::stands_apart);
        if let Some(name) = actor.entity.as_deref().filter(|name| is_apart && is_body(name, world)) {
            *named.entry(&actor.code).or_default().entry(name).or_default() += 1;
        }
    }
    named
        .into_iter()
        .filter_map(|(code, names)| {
            let (name, _) = names.into_iter().rev().max_by_key(|(_, count)| *count)?;
            Some((code.clone(), name.to_owned()))
        })
        .collect()
}

fn is_body(name: &str, world: &World) -> bool {
    world.senses(name).iter().any(|sense| matches!(sense, Sense::Body(_)))
}
