//! Coreference: what an article mentions more than once.
//!
//! Every noun phrase of the tree is a candidate ([`candidates`], described by [`describe`]). Sieves join them into entities ([`entity`]), the surest first, each over
//! the whole article: what the tree says to be one ([`syntax`]), names and their parts ([`names`]), repeated and broader nouns
//! ([`nouns`]), who speaks in a quotation ([`speech`]), pronouns ([`pronouns`]). [`actors`] gives pronouns and bare roles the actor
//! that they mean.

mod actors;
mod candidates;
mod describe;
mod entity;
mod names;
mod nouns;
mod phrase;
mod pronouns;
mod speech;
mod syntax;

pub(crate) use actors::link;

use entity::Entities;
use legation_knowledge::world::World;
use legation_language::Parse;
use legation_text::{Article, Document, Span};
use phrase::Phrase;
use std::cell::RefCell;
use std::ops::Range;

/// What is mentioned more than once, as the tokens of each mention.
pub(crate) fn find(
    world: &World,
    article: &Article,
    document: &Document,
    parse: &Parse,
) -> Vec<Vec<Range<u32>>> {
    let phrases = candidates::find(world, article, document, parse);
    let chains = chains(&Reading { article, document, parse, phrases: &phrases, noted: None });
    // What only narrows nouns is no mention by itself.
    let stands = |chain: &Vec<usize>| chain.iter().any(|&at| !phrases[at].is_part);
    let tokens = |chain: Vec<usize>| chain.into_iter().map(|at| phrases[at].tokens.clone()).collect();
    chains.into_iter().filter(stands).map(tokens).collect()
}

/// Which of these spans mean the same, as indices into them; and the pairs that were weighed, if asked for.
pub(crate) fn among(
    world: &World,
    article: &Article,
    document: &Document,
    parse: &Parse,
    spans: &[Span],
    pairs: bool,
) -> (Vec<Vec<usize>>, Vec<Pair>) {
    let mut phrases: Vec<(usize, Phrase)> = spans
        .iter()
        .enumerate()
        .map(|(at, span)| (at, document.tokens_in(*span)))
        .filter(|(_, tokens)| !tokens.is_empty())
        .map(|(at, tokens)| (at, describe::of(world, article, document, parse, tokens)))
        .collect();
    phrases.sort_by_key(|(at, phrase)| (phrase.tokens.start, phrase.tokens.end, *at));
    let (places, phrases): (Vec<usize>, Vec<Phrase>) = phrases.into_iter().unzip();
    let noted = pairs.then(RefCell::default);
    let reading = Reading { article, document, parse, phrases: &phrases, noted };
    let chains = chains(&reading);
    let chains = chains.into_iter().map(|chain| chain.into_iter().map(|at| places[at]).collect()).collect();
    let noted = reading.noted.map(RefCell::into_inner).unwrap_or_default();
    let placed =
        |pair: Pair| Pair { mention: places[pair.mention], antecedent: places[pair.antecedent], ..pair };
    (chains, noted.into_iter().map(placed).collect())
}

/// The text with the phrases of it that may be mentions, in order.
pub(crate) struct Reading<'a> {
    article: &'a Article,
    document: &'a Document,
    parse: &'a Parse,
    phrases: &'a [Phrase],
    /// What was weighed, where somebody wants to learn from it.
    noted: Option<RefCell<Vec<Pair>>>,
}

/// Two mentions that were weighed against each other.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The later one, as an index into the spans.
    pub mention: usize,
    /// The one before it.
    pub antecedent: usize,
    /// `pronoun` or `noun`.
    pub table: &'static str,
    /// Which column of the table of weights counts.
    pub column: usize,
    /// What they have in common, by name.
    pub features: Vec<(&'static str, i32)>,
}

impl Reading<'_> {
    /// The phrase with a head: the longest of those that have it.
    fn headed(&self, head: u32) -> Option<usize> {
        let near = self.phrases.partition_point(|phrase| phrase.tokens.start <= head);
        let mut best: Option<usize> = None;
        for (at, phrase) in self.phrases[..near].iter().enumerate().rev().take(40) {
            let longer = best.is_none_or(|best| self.phrases[best].tokens.len() < phrase.tokens.len());
            if phrase.head == head && longer {
                best = Some(at);
            }
        }
        best
    }

    fn note(
        &self,
        antecedent: usize,
        mention: usize,
        table: &'static str,
        column: usize,
        features: &[(&'static str, i32)],
    ) {
        if let Some(noted) = &self.noted {
            noted.borrow_mut().push(Pair { mention, antecedent, table, column, features: features.to_vec() });
        }
    }

    fn word(&self, token: u32) -> &str {
        self.document.tokens.get(token as usize).map_or("", |token| token.span.of(&self.article.text))
    }
}

/// The chains among phrases.
fn chains(reading: &Reading<'_>) -> Vec<Vec<usize>> {
    let mut entities = Entities::new(reading.phrases);
    syntax::join(reading, &mut entities);
    names::join(reading, &mut entities);
    nouns::join(reading, &mut entities);
    let speakers = speech::speakers(reading);
    speech::join(reading, &speakers, &mut entities);
    pronouns::join(reading, &speakers, &mut entities);
    nouns::owned(reading, &mut entities);
    entities.chains()
}

#[cfg(test)]
mod tests;
