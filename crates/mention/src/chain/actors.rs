//! Pronouns and bare roles get the actor that they mean.

use crate::actor::Grammar;
use crate::{Actor, Mention};
use legation_knowledge::world::{AgentKind, Sense, World};
use legation_language::{Deprel, Parse, Upos};
use legation_record::{ActorCode, ActorMention, Basis};
use legation_text::{Article, Document};
use std::collections::BTreeMap;
use std::ops::Range;

/// How many sentences back an antecedent is looked for.
const REACH: usize = 3;

/// What a pronoun can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Person,
    Thing,
    Several,
}

/// The kind of a third-person pronoun; closed by the grammar of English.
fn pronoun(word: &str) -> Option<Kind> {
    match word {
        "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself" => Some(Kind::Person),
        "it" | "its" | "itself" => Some(Kind::Thing),
        "they" | "them" | "their" | "theirs" | "themselves" => Some(Kind::Several),
        _ => None,
    }
}

/// The chain of each mention, by its head.
struct Chains(BTreeMap<u32, usize>);

impl Chains {
    fn new(parse: &Parse, chains: &[Vec<Range<u32>>]) -> Chains {
        let mentions = chains.iter().enumerate().flat_map(|(number, chain)| {
            chain.iter().map(move |tokens| (crate::head_of(parse, tokens.clone()), number))
        });
        Chains(mentions.collect())
    }

    /// What an article says of somebody anywhere: a name and a role of one chain lend each other name and code
    /// (`the deputy chief of staff of the president's office, Mahdi Sanaei`).
    fn share(&self, actors: &mut [Actor]) {
        let mut people: BTreeMap<usize, (Option<usize>, Option<usize>)> = BTreeMap::new();
        for (at, actor) in actors.iter().enumerate().filter(|(_, actor)| actor.grammar == Grammar::Nominal) {
            let Some(chain) = self.0.get(&actor.mention.head) else { continue };
            let (name, role) = people.entry(*chain).or_default();
            let has_country = actor.mention.is.code.country().is_some();
            if actor.is_person {
                name.get_or_insert(at);
            }
            if has_country && (actor.is_person || actor.mention.is.entity.is_none()) {
                role.get_or_insert(at);
            }
        }
        for at in 0..actors.len() {
            let chain = self.0.get(&actors[at].mention.head);
            let Some(&(Some(name), role)) = chain.and_then(|chain| people.get(chain)) else { continue };
            let who = actors[name].mention.is.who.clone();
            let country = actors[name].mention.is.code.country().map(str::to_owned);
            let code = role.map(|role| actors[role].mention.is.code.clone());
            let is_unknown = actors[at].mention.is.code.country().is_none();
            let is = &mut actors[at].mention.is;
            if let Some(code) = code.filter(|_| is_unknown) {
                (is.code, is.basis) = (code, Basis::Inferred);
            }
            // A chain may err: nobody is of two countries.
            let agrees =
                country.is_none_or(|country| actors[at].mention.is.code.country() == Some(&*country));
            if agrees && (!actors[at].is_person || actors[at].grammar == Grammar::Anaphoric) {
                actors[at].mention.is.who = who;
            }
        }
    }

    /// The last actor before a token of its chain, one with a country before others.
    fn antecedent(&self, actors: &[Actor], at: u32) -> Option<usize> {
        let chain = self.0.get(&at)?;
        let same = |actor: &Actor| {
            self.0.get(&actor.mention.head) == Some(chain) && actor.grammar != Grammar::Anaphoric
        };
        let of_country = |actor: &Actor| !actor.mention.is.code.as_str().starts_with("---");
        let found = actors.iter().rposition(|actor| same(actor) && of_country(actor));
        found.or_else(|| actors.iter().rposition(same))
    }
}

/// Adds the pronouns, and resolves bare roles.
pub(crate) fn link(
    world: &World,
    article: &Article,
    document: &Document,
    parse: &Parse,
    chains: &[Vec<Range<u32>>],
    actors: &mut Vec<Actor>,
) {
    let chains = Chains::new(parse, chains);
    let mut linked: Vec<Actor> = Vec::with_capacity(actors.len());
    let mut homes: BTreeMap<String, String> = BTreeMap::new();
    let mut waiting = std::mem::take(actors).into_iter().peekable();
    for (at, word) in parse.words().iter().enumerate() {
        let at = at as u32;
        while let Some(mut actor) = waiting.next_if(|actor| actor.mention.tokens.start <= at) {
            role(&mut actor, article, document, parse, &linked);
            at_home(world, &mut actor, document, parse, &linked, &mut homes);
            linked.push(actor);
        }
        let Some(token) = document.tokens.get(at as usize).filter(|_| word.upos == Upos::Pron) else {
            continue;
        };
        let Some(kind) = pronoun(&token.span.of(&article.text).to_lowercase()) else { continue };
        let found = chains.antecedent(&linked, at).or_else(|| antecedent(document, parse, &linked, at, kind));
        let Some(found) = found else { continue };
        let is =
            ActorMention { span: token.span, basis: Basis::Inferred, ..linked[found].mention.is.clone() };
        linked.push(Actor {
            mention: Mention { tokens: at..at + 1, head: at, is },
            grammar: Grammar::Anaphoric,
            is_person: kind == Kind::Person,
        });
    }
    linked.extend(waiting);
    chains.share(&mut linked);
    in_full(article, &mut linked);
    owned(world, parse, &mut linked);
    *actors = linked;
}

/// A body goes by the fullest name that the article has for it: `the DOJ` by `the US Justice Department`.
fn in_full(article: &Article, actors: &mut [Actor]) {
    let is_body = |actor: &Actor| {
        !actor.is_person && actor.mention.is.office.is_none() && actor.grammar != Grammar::Modifier
    };
    let mut fullest: BTreeMap<String, String> = BTreeMap::new();
    for actor in actors.iter().filter(|actor| is_body(actor) && actor.grammar == Grammar::Nominal) {
        let Some(entity) = actor.mention.is.entity.clone() else { continue };
        let name = actor.mention.is.span.of(&article.text);
        let known = fullest.entry(entity).or_default();
        if name.chars().count() > known.chars().count() {
            *known = name.split_whitespace().collect::<Vec<_>>().join(" ");
        }
    }
    for actor in actors.iter_mut().filter(|actor| is_body(actor)) {
        let full = actor.mention.is.entity.as_ref().and_then(|entity| fullest.get(entity));
        if let Some(full) = full {
            actor.mention.is.who.clone_from(full);
        }
    }
}

/// `their advisers`, `its troops`: a role without a country takes that of the pronoun that owns it.
fn owned(world: &World, parse: &Parse, actors: &mut [Actor]) {
    for at in 0..actors.len() {
        if is_of_kind(world, parse, &actors[at], &[AgentKind::Relation]) {
            continue;
        }
        let Some(sector) = actors[at].mention.is.code.as_str().strip_prefix("---") else { continue };
        let owner = parse
            .child(actors[at].mention.head, &[Deprel::NmodPoss])
            .and_then(|owner| actors.iter().rfind(|actor| actor.mention.tokens == (owner..owner + 1)))
            .filter(|owner| owner.grammar == Grammar::Anaphoric);
        let country = owner.and_then(|owner| owner.mention.is.code.as_str().get(..3));
        if let Some(country) = country.filter(|country| *country != "---" && !sector.is_empty()) {
            let code = if country == "IGO" { None } else { Some(format!("{country}{sector}")) };
            let is = &mut actors[at].mention.is;
            is.code = code.map_or_else(|| is.code.clone(), ActorCode::new);
            is.basis = Basis::Inferred;
        }
    }
}

/// Whether a mention is of one person by name.
fn is_person(actor: &Actor) -> bool {
    actor.is_person
        || actor.mention.is.office.is_some()
        || (actor.grammar == Grammar::Anaphoric && actor.mention.is.who.contains(' '))
}

/// The mention that a pronoun at a token goes back to: the nearest sentence's, its subject before the others.
fn antecedent(document: &Document, parse: &Parse, actors: &[Actor], at: u32, kind: Kind) -> Option<usize> {
    let here = document.sentence_of(at)?;
    let is_possessive = parse.word(at).deprel == Deprel::NmodPoss;
    let fits = |actor: &Actor| {
        let code = actor.mention.is.code.as_str();
        match kind {
            Kind::Person => is_person(actor) && !is_plural(parse, actor),
            Kind::Thing => {
                !is_person(actor)
                    && actor.grammar == Grammar::Nominal
                    && (code.len() <= 6 || actor.mention.is.entity.is_some())
                    && !is_plural(parse, actor)
            }
            Kind::Several => actor.grammar == Grammar::Nominal && is_plural(parse, actor),
        }
    };
    let candidates = actors.iter().enumerate().rev().filter_map(|(index, actor)| {
        let sentence = document.sentence_of(actor.mention.head)?;
        let back = here.checked_sub(sentence).filter(|&back| back <= REACH)?;
        let before = actor.mention.tokens.end <= at;
        (before && fits(actor) && actor.grammar != Grammar::Modifier).then_some((index, actor, back))
    });
    candidates
        .take(24)
        .min_by_key(|&(index, actor, back)| {
            let subject = matches!(parse.word(actor.mention.head).deprel, Deprel::Nsubj | Deprel::NsubjPass);
            // In one's own clause a possessive goes back to the nearest; another pronoun to the subject before.
            let nearness = if is_possessive { 0 } else { usize::from(!subject) };
            (back, nearness, std::cmp::Reverse(index))
        })
        .map(|(index, ..)| index)
}

fn is_plural(parse: &Parse, actor: &Actor) -> bool {
    let word = parse.word(actor.mention.head);
    word.xpos.name().ends_with('S') || parse.child(actor.mention.head, &[Deprel::Conj]).is_some()
}

/// A bare role (`the minister`) takes on the last person who was given that role; a bare group noun stays as it is.
fn role(actor: &mut Actor, article: &Article, document: &Document, parse: &Parse, before: &[Actor]) {
    let is = &actor.mention.is;
    let code = is.code.as_str();
    if is.office.is_some() || actor.grammar == Grammar::Modifier {
        return;
    }
    let head = actor.mention.head;
    let first = document
        .tokens
        .get(actor.mention.tokens.start as usize)
        .map_or("", |token| token.span.of(&article.text));
    let definite = matches!(first.to_lowercase().as_str(), "the" | "this" | "that");
    let word = parse.word(head);
    let lemma = word.lemma.to_lowercase();
    let noun_of = |other: &Actor| parse.word(other.mention.head).lemma.to_lowercase();
    let recent =
        || before.iter().rev().take(60).filter(|other| !other.mention.is.code.as_str().starts_with("---"));
    let titled = |other: &&Actor| {
        let title = other.mention.is.office.as_deref().map(str::to_lowercase).unwrap_or_default();
        title.ends_with(&*lemma) || title.contains(&format!("{lemma} ")) || noun_of(other) == lemma
    };
    let same = if !code.starts_with("---") {
        // `the Russian diplomat`, `Iran's deputy minister`: the person of that code who bears the title.
        let singular = word.xpos.name() == "NN" && is.entity.is_none();
        recent().filter(|_| singular).find(|other| {
            other.mention.is.office.is_some() && other.mention.is.code == is.code && titled(other)
        })
    } else if code.len() > 3 {
        // `the minister`, `the military`: who was last called so, or the last of that sector.
        recent().filter(|_| definite).find(titled).or_else(|| {
            recent().find(|other| {
                other.mention.is.office.is_none()
                    && matches!(code, "---COP" | "---MIL" | "---LEG" | "---JUD")
                    && other.mention.is.code.as_str().get(3..) == code.get(3..)
            })
        })
    } else {
        None
    };
    let definite = definite || same.is_some();
    if let Some(other) = same.filter(|_| definite) {
        let (own, their) = (actor.mention.is.clone(), other.mention.is.clone());
        // Somebody who has a name lends it.
        let is_named = other.is_person || their.entity.is_some() || other.grammar == Grammar::Anaphoric;
        let who = if is_named { their.who.clone() } else { own.who };
        actor.mention.is = ActorMention { span: own.span, who, basis: Basis::Inferred, ..their };
        actor.grammar = Grammar::Anaphoric;
    }
}

/// Whether the noun of a mention is of one of these kinds.
fn is_of_kind(world: &World, parse: &Parse, actor: &Actor, kinds: &[AgentKind]) -> bool {
    let fits = |sense: &Sense| matches!(sense, Sense::Agent(agent) if kinds.contains(&agent.kind));
    let form = actor.mention.is.who.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let nouns = [parse.word(actor.mention.head).lemma.to_lowercase(), form];
    nouns.iter().any(|noun| world.senses(noun).iter().any(fits))
}

/// Sectors whose people belong to a state, which news leaves out where the text has just named it.
const OF_A_STATE: [&str; 7] = ["GOV", "MIL", "COP", "LEG", "JUD", "SPY", "OPP"];
/// How many sentences back that state is looked for.
const HOME_REACH: usize = 2;

/// `the interior ministry`, `a senior official`, `Foreign Minister Diego Pary`: an office without a country is one of the state
/// that the sentence, or the one before it, last named as acting.
fn at_home(
    world: &World,
    actor: &mut Actor,
    document: &Document,
    parse: &Parse,
    before: &[Actor],
    homes: &mut BTreeMap<String, String>,
) {
    let Some(sector) = actor.mention.is.code.as_str().strip_prefix("---").map(str::to_owned) else { return };
    if !OF_A_STATE.contains(&&*sector) || actor.grammar == Grammar::Modifier {
        return;
    }
    // Whole bodies of diplomats and mediators come from anywhere, allies from elsewhere.
    if !actor.is_person && is_of_kind(world, parse, actor, &[AgentKind::Envoy, AgentKind::Relation]) {
        return;
    }
    let who = actor.mention.is.who.to_lowercase();
    let known = homes.get(&who).cloned().filter(|_| actor.is_person);
    let here = document.sentence_of(actor.mention.head).unwrap_or(0);
    let near = || {
        before
            .iter()
            .rev()
            .take(40)
            .filter(|other| {
                other.grammar != Grammar::Modifier && other.mention.tokens.end <= actor.mention.tokens.start
            })
            .take_while(|other| {
                document.sentence_of(other.mention.head).is_some_and(|there| there + HOME_REACH >= here)
            })
            .find_map(|other| {
                let code = &other.mention.is.code;
                let sector = code.as_str().get(3..).unwrap_or("");
                code.country().filter(|_| OF_A_STATE.contains(&sector)).map(str::to_owned)
            })
    };
    let Some(country) = known.or_else(near) else { return };
    actor.mention.is.code = ActorCode::new(format!("{country}{sector}"));
    actor.mention.is.basis = Basis::Inferred;
    if actor.is_person {
        homes.insert(who, country);
    }
}
