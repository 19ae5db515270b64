//! Times, places, actors and coreference, resolved as of the article's date.
//!
//! [`find`] is the one door. It is pure: the article's date is "today", and what a name meant on that day is looked up
//! in the tables of `legation-knowledge`.

mod actor;
mod chain;
mod explain;
mod name;
mod place;
mod time;

use legation_knowledge::world::World;
use legation_language::{Deprel, Parse, Xpos};
use legation_record::{ActorMention, PlaceMention, TimeMention};
use legation_text::{Article, Document, Span};
use std::ops::Range;

pub use actor::Grammar;
pub use chain::Pair;
pub use explain::{Candidate, Choice, candidates};
pub use time::{Anchor, anchor, days};

/// Everything that an article names, resolved.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// Temporal expressions, in order.
    pub times: Vec<Mention<TimeMention<Span>>>,
    /// Places, in order.
    pub places: Vec<Mention<PlaceMention<Span>>>,
    /// Names of places that are adjectives or part of other names, in order.
    pub nested_places: Vec<Mention<PlaceMention<Span>>>,
    /// Actors, in order. A longer mention stands for those nested in it.
    pub actors: Vec<Actor>,
    /// Everything that is mentioned more than once, actors or not, as the tokens of each mention in the order of the text.
    pub chains: Vec<Vec<Range<u32>>>,
}

/// Something named, and where in the tree it hangs.
#[derive(Clone, Debug)]
pub struct Mention<T> {
    /// Its tokens.
    pub tokens: Range<u32>,
    /// The one of them on which the others depend.
    pub head: u32,
    /// What goes into the record.
    pub is: T,
}

/// An actor, and what role its words play.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Where it stands and what goes into the record.
    pub mention: Mention<ActorMention<Span>>,
    /// How its words name it.
    pub grammar: Grammar,
    /// Whether it is one person's name, or a pronoun for one.
    pub is_person: bool,
}

/// Finds everything that an article names; what names can mean, these tables say.
pub fn find(world: &'static World, article: &Article, document: &Document, parse: &Parse) -> Mentions {
    let times = time::find(article, document, parse);
    let names = name::find(world, article, document, parse, &times);
    let (places, nested_places) = place::find(world, article, document, parse, &names);
    let mut actors = actor::find(world, article, document, parse, &names);
    let chains = chain::find(world, article, document, parse);
    chain::link(world, article, document, parse, &chains, &mut actors);
    Mentions { times, places, nested_places, actors, chains }
}

/// The places that these spans of an article mean, taken to name places: resolution without recognition.
pub fn places_at(
    world: &'static World,
    article: &Article,
    document: &Document,
    parse: &Parse,
    spans: &[Span],
) -> Vec<Option<PlaceMention<Span>>> {
    let times = time::find(article, document, parse);
    let names = name::find(world, article, document, parse, &times);
    place::at(world, article, document, parse, &names, spans)
}

/// Which of these spans of an article mean the same, as indices into them: coreference without recognition.
pub fn chains_among(
    world: &World,
    article: &Article,
    document: &Document,
    parse: &Parse,
    spans: &[Span],
) -> Vec<Vec<usize>> {
    chain::among(world, article, document, parse, spans, false).0
}

/// The pairs of these spans that are weighed against each other: what the weights are learnt from.
pub fn pairs_among(
    world: &World,
    article: &Article,
    document: &Document,
    parse: &Parse,
    spans: &[Span],
) -> Vec<Pair> {
    chain::among(world, article, document, parse, spans, true).1
}

impl Mentions {
    /// The actor whose words hold a token and stand for more than a modifier.
    pub fn actor_at(&self, token: u32) -> Option<&Actor> {
        let end = self.actors.partition_point(|actor| actor.mention.tokens.start <= token);
        // Mentions are in order and nest at most a few deep.
        self.actors[..end]
            .iter()
            .rev()
            .take(8)
            .find(|actor| actor.mention.tokens.contains(&token) && actor.grammar != Grammar::Modifier)
    }

    /// The same, or else the modifier whose head a token is: `CNN` of `CNN's request`.
    pub fn named_at(&self, token: u32) -> Option<&Actor> {
        let modifier = || self.actors.iter().find(|actor| actor.mention.head == token);
        self.actor_at(token).or_else(modifier)
    }

    /// The actors that a phrase names: that of its head, and those coordinated with it, in the order of the text.
    ///
    /// Coordination is taken from the tree and from the words: after `Putin and` a name that stands right there belongs
    /// to it even where the tree hangs it elsewhere. `Russian and American diplomats` are two.
    pub fn actors_of(&self, parse: &Parse, head: u32) -> Vec<&Actor> {
        let conjoined = |at: u32| {
            parse.children(at).filter(|&child| parse.word(child).deprel == Deprel::Conj).collect::<Vec<_>>()
        };
        let adjectives: Vec<u32> = parse
            .children(head)
            .filter(|&child| parse.word(child).deprel == Deprel::Amod && child < head)
            .collect();
        let mut heads = vec![head];
        heads.extend(conjoined(head));
        // `Russian, Turkish and Iranian ministers`
        heads.extend(adjectives.iter().flat_map(|&adjective| conjoined(adjective)));
        heads.extend(adjectives);
        // `Germany, along with France and Italy,`
        let beside: Vec<u32> = complements_of(parse, head, &["along", "alongside", "together"]).collect();
        heads.extend(beside.iter().flat_map(|&child| conjoined(child)));
        heads.extend(beside);
        let is_plural = |at: u32| matches!(parse.word(at).xpos, Xpos::Nns | Xpos::Nnps);
        // `the ministers of India and China`: the first has taken the noun.
        let owners: Vec<u32> = complements_of(parse, head, &["of", "from"]).collect();
        heads.extend(owners.into_iter().filter(|_| is_plural(head)).flat_map(conjoined));
        // `three European countries — France, Germany and Britain —`, `senior officials, including the prime minister`
        for head in heads.clone() {
            let apposed = parse.children(head).filter(|&child| parse.word(child).deprel == Deprel::Appos);
            let included = complements_of(parse, head, &["include", "including", "like"]);
            let listed: Vec<u32> = apposed.chain(included).filter(|&child| child > head).collect();
            let is_nameless = self.actor_at(head).is_none_or(|actor| {
                !actor.is_person && actor.mention.is.entity.is_none() && parse.word(head).xpos == Xpos::Nns
            });
            if is_nameless && listed.iter().any(|&child| self.actor_at(child).is_some()) {
                heads.retain(|&at| at != head);
                heads.extend(listed.iter().flat_map(|&child| conjoined(child)));
                heads.extend(listed);
            }
        }
        let mut found: Vec<&Actor> = heads.into_iter().filter_map(|head| self.actor_at(head)).collect();
        let mut at = 0;
        while let Some(last) = found.get(at) {
            for next in self.coordinated(parse, last) {
                if found.iter().all(|actor| actor.mention.tokens != next.mention.tokens) {
                    found.push(next);
                }
            }
            at += 1;
        }
        found.sort_by_key(|actor| actor.mention.tokens.start);
        found.dedup_by_key(|actor| actor.mention.tokens.start);
        found
    }

    /// The actors right behind another, with commas and an `and` between that make a list of them.
    fn coordinated(&self, parse: &Parse, last: &Actor) -> Vec<&Actor> {
        let word = |at: u32| parse.words().get(at as usize).map(|word| &*word.lemma);
        let mut list: Vec<&Actor> = Vec::new();
        let mut end = last.mention.tokens.end;
        if last.grammar != Grammar::Nominal {
            return list;
        }
        loop {
            let comma = word(end) == Some(",");
            let and = matches!(word(end + u32::from(comma)), Some("and" | "&"));
            let start = end + u32::from(comma) + u32::from(and);
            let next = self
                .actor_at(start)
                .filter(|next| next.mention.tokens.start == start && next.grammar == Grammar::Nominal);
            // Without its `and` it is no list: `in Vienna, Austria, Moscow said`.
            let Some(next) = next.filter(|_| comma || and) else { return Vec::new() };
            list.push(next);
            end = next.mention.tokens.end;
            if and {
                // Behind a comma a new clause may begin: `, and Tehran recalled …`.
                let is_listed = !comma || parse.word(next.mention.head).deprel == Deprel::Conj;
                return if is_listed { list } else { Vec::new() };
            }
        }
    }

    /// The modifiers that name an actor inside a phrase: `Russian` of `Russian strikes`, `Moscow's` of `Moscow's intent`,
    /// `Iran` and `US` of `Iran-US talks`.
    pub fn modifiers_of<'a>(&'a self, parse: &'a Parse, head: u32) -> impl Iterator<Item = &'a Actor> + 'a {
        let phrase = parse.subtree(head);
        let start = self.actors.partition_point(|actor| actor.mention.tokens.start < phrase.start);
        let modifies = |at: u32| {
            matches!(
                parse.word(at).deprel,
                Deprel::Amod | Deprel::Compound | Deprel::NmodPoss | Deprel::Conj | Deprel::NmodDesc
            )
        };
        self.actors[start..].iter().take_while(move |actor| actor.mention.tokens.start < head).filter(
            move |actor| {
                let at = actor.mention.head;
                let above = parse.word(at).head;
                above == Some(head)
                    || (modifies(at)
                        && above.is_some_and(|above| modifies(above) && parse.word(above).head == Some(head)))
            },
        )
    }
}

/// The complements of a noun that begin with one of these prepositions.
fn complements_of<'a>(
    parse: &'a Parse,
    head: u32,
    prepositions: &'a [&str],
) -> impl Iterator<Item = u32> + 'a {
    parse.children(head).filter(move |&child| {
        parse.word(child).deprel == Deprel::Nmod
            && parse.case_of(child).is_some_and(|case| prepositions.contains(&case))
    })
}

/// The token of a range on which the others depend: the first whose head stands outside.
pub(crate) fn head_of(parse: &Parse, tokens: Range<u32>) -> u32 {
    let outside = |&at: &u32| {
        parse
            .words()
            .get(at as usize)
            .is_some_and(|word| word.head.is_none_or(|head| !tokens.contains(&head)))
    };
    tokens.clone().find(outside).unwrap_or(tokens.start)
}
