//! Actors: who is named, with which code on the article's date.
//!
//! Names and nouns that stand together make one mention: a country, adjective or body, then offices or trades, then a
//! person (`Russian Foreign Minister Sergei Lavrov`, `a State Department spokesperson`, `Israeli troops`). What the text says of somebody beats the
//! tables, and is remembered for the article.

mod compose;
mod holder;
mod memory;

use crate::name::Name;
use crate::{Actor, Mention};
use compose::{Element, Part};
use legation_knowledge::world::{AgentKind, Body, Sense, World};
use legation_language::{Deprel, Parse, Upos, Word, Xpos};
use legation_record::{ActorCode, ActorMention, Basis};
use legation_text::{Article, Document, Span};
use memory::Memory;
use std::ops::Range;

/// How the words of a mention name its actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grammar {
    /// A name or a noun phrase with a name in it: `Lavrov`, `Russian officials`, `the State Department`.
    Nominal,
    /// A name that only modifies: `Russian` in `Russian gas`, `Moscow's` in `Moscow's intent`.
    Modifier,
    /// A pronoun or a bare role whose actor stands elsewhere: `he`, `the minister`.
    Anaphoric,
}

/// Finds the actors that are named; pronouns and bare roles are left to the chains.
pub(crate) fn find(
    world: &'static World,
    article: &Article,
    document: &Document,
    parse: &Parse,
    names: &[Name],
) -> Vec<Actor> {
    let mut memory = Memory::new(world, article.date);
    let mut actors = Vec::new();
    let states = compose::countries(names, article.date);
    let elements: Vec<Element> =
        names.iter().map(|name| compose::element(name, parse, article.date, &states)).collect();
    let mut at = 0;
    while at < elements.len() {
        let reading = Reading { world, article, document, parse };
        let mut end = compose::run(&elements, at, parse, document);
        if reading.names_behind(&elements, at, end) {
            end += 1;
        }
        if let Some(actor) = reading.in_apposition(&elements, at, end) {
            actors.push(actor);
            at = end + 1;
            continue;
        }
        let group = &elements[at..end];
        if group.len() > 1
            && matches!(
                group.last().map(|element| &element.part),
                Some(Part::Person { .. } | Part::Noun { .. } | Part::Body(_))
            )
        {
            // `Russian, Turkish and Iranian diplomats`: each adjective has the noun.
            if let Some(Part::Noun { sector, .. }) = group.last().map(|element| &element.part) {
                let owners = compose::listed_before(&elements, at, parse);
                actors.truncate(actors.len() - owners.len().min(actors.len()));
                for before in &elements[at - owners.len()..at] {
                    let code = compose::code(before.owner().as_deref(), Some(sector));
                    actors.extend(reading.shared(before, group, code));
                }
            }
            actors.extend(reading.compound(group, &mut memory));
        } else {
            actors.extend((at..end).filter_map(|at| {
                let told = matches!(elements[at].part, Part::Person { .. })
                    .then(|| reading.told_behind(&elements, at, &memory))
                    .flatten();
                reading.single(&elements[at], told.as_ref(), &mut memory)
            }));
        }
        if let Some(acronym) = reading.acronym_behind(&elements[at..end])
            && let Some(actor) = actors.last()
        {
            memory.abbreviate(acronym, &actor.mention.is);
        }
        at = end;
    }
    actors.sort_by_key(|actor| (actor.mention.tokens.start, std::cmp::Reverse(actor.mention.tokens.end)));
    holder::resolve(world, article, document, parse, &mut actors);
    actors
}

/// The article, for those who make mentions of it.
struct Reading<'a> {
    world: &'static World,
    article: &'a Article,
    document: &'a Document,
    parse: &'a Parse,
}

/// What a mention is resolved to.
struct Resolved {
    code: String,
    who: Option<String>,
    entity: Option<String>,
    office: Option<String>,
    basis: Basis,
}

/// A body of the tables.
fn named(body: &Body) -> Resolved {
    Resolved {
        code: body.code.to_owned(),
        who: None,
        entity: Some(body.name.to_owned()),
        office: None,
        basis: Basis::Table,
    }
}

impl Reading<'_> {
    fn text_of(&self, tokens: Range<u32>) -> &str {
        self.document.span_of(tokens).map_or("", |span| span.of(&self.article.text))
    }

    fn mention(&self, tokens: Range<u32>, grammar: Grammar, resolved: Resolved) -> Option<Actor> {
        let span: Span = self.document.span_of(tokens.clone())?;
        let Resolved { code, who, entity, office, basis } = resolved;
        let who = who
            .unwrap_or_else(|| span.of(&self.article.text).split_whitespace().collect::<Vec<_>>().join(" "));
        let is = ActorMention {
            span,
            who,
            code: ActorCode::new(code),
            entity,
            office,
            as_of: matches!(basis, Basis::Table | Basis::Unsourced | Basis::User)
                .then(|| self.article.date.into()),
            basis,
            corrected: Vec::new(),
        };
        Some(Actor {
            mention: Mention { head: crate::head_of(self.parse, tokens.clone()), tokens, is },
            grammar,
            is_person: false,
        })
    }

    /// The mention of one person by name.
    fn person(&self, tokens: Range<u32>, grammar: Grammar, resolved: Resolved) -> Option<Actor> {
        self.mention(tokens, grammar, resolved).map(|actor| Actor { is_person: true, ..actor })
    }

    /// The acronym in brackets right behind a body: `the Inter-Parliamentary Union (IPU)`.
    fn acronym_behind(&self, group: &[Element]) -> Option<&str> {
        let last = group.last().filter(|last| matches!(last.part, Part::Body(_) | Part::Organisation))?;
        let end = last.tokens.end;
        let word = |at: u32| self.text_of(at..at + 1);
        let acronym = word(end + 1);
        let is_acronym = (2..=8).contains(&acronym.len()) && acronym.chars().all(char::is_uppercase);
        (word(end) == "(" && word(end + 2) == ")" && is_acronym).then_some(acronym)
    }

    /// Whether a role is followed by a comma and its holder's name: `Russia's deputy foreign minister, Gennady Gatilov,`.
    fn names_behind(&self, elements: &[Element], start: usize, end: usize) -> bool {
        let (Some(role), Some(name)) = (elements.get(end - 1), elements.get(end)) else { return false };
        let words = self.parse.words();
        let lemma = |at: u32| words.get(at as usize).map_or("", |word| &*word.lemma);
        let is_role = matches!(role.part, Part::Noun { kind, .. } if kind.is_role())
            && words.get(role.tokens.end as usize - 1).is_some_and(|word| word.xpos != Xpos::Nns);
        let sentence = |at: u32| self.document.sentence_of(at);
        is_role
            && matches!(name.part, Part::Person { .. })
            && name.tokens.start == role.tokens.end + 1
            && lemma(role.tokens.end) == ","
            && sentence(role.tokens.start) == sentence(name.tokens.start)
            && (matches!(lemma(name.tokens.end), "," | "." | ")" | "" | "who" | "\"" | "”")
                || words.get(name.tokens.end as usize).is_some_and(|word| word.upos == Upos::Verb))
            && start < end
    }

    /// A state or body behind the noun that describes it: `Russia's ally Belarus`, `the mediator Qatar`.
    fn in_apposition(&self, elements: &[Element], start: usize, end: usize) -> Option<Actor> {
        let (noun, name) = (elements.get(end - 1)?, elements.get(end)?);
        let Part::Noun { kind, .. } = noun.part else { return None };
        let between = noun.tokens.end..name.tokens.start;
        let is_near = between.len() < 2 && between.clone().all(|at| self.parse.word(at).upos == Upos::Det);
        if !is_near || kind == AgentKind::Weapon {
            return None;
        }
        let who = Some(self.text_of(name.tokens.clone()).to_owned());
        let resolved = match name.part {
            Part::Country(iso3) | Part::Capital(iso3) | Part::Seat(iso3) => {
                Resolved { code: format!("{iso3}GOV"), who, entity: None, office: None, basis: Basis::Table }
            }
            Part::Body(body) => Resolved { who, ..named(body) },
            _ => return None,
        };
        let head = |tokens: &Range<u32>| self.parse.word(crate::head_of(self.parse, tokens.clone()));
        let (above, below) = (head(&noun.tokens), head(&name.tokens));
        let hangs = |word: &Word, on: &Range<u32>| word.head.is_some_and(|head| on.contains(&head));
        let is_told = hangs(below, &noun.tokens)
            && (matches!(below.deprel, Deprel::Appos | Deprel::Flat)
                || kind == AgentKind::Relation
                    && matches!(below.deprel, Deprel::NmodPoss | Deprel::NmodDesc | Deprel::Compound))
            || kind == AgentKind::Relation
                && hangs(above, &name.tokens)
                && matches!(
                    above.deprel,
                    Deprel::Compound | Deprel::NmodDesc | Deprel::Amod | Deprel::NmodPoss
                );
        let tokens = self.with_determiner(elements.get(start)?.tokens.start..name.tokens.end);
        let grammar = if self.modifies(&tokens) { Grammar::Modifier } else { Grammar::Nominal };
        is_told.then(|| self.mention(tokens, grammar, resolved)).flatten()
    }

    /// What the words behind a name and a comma say of it: `Zhu Bangzao, the Foreign Ministry spokesman,`.
    fn told_behind(&self, elements: &[Element], at: usize, memory: &Memory) -> Option<(String, String)> {
        let name = &elements[at].tokens;
        let next = at + 1;
        let begins = elements.get(next)?.tokens.start;
        let words = self.parse.words();
        let comma = words.get(name.end as usize).is_some_and(|word| &*word.lemma == ",");
        let between = (name.end + 1..begins).all(|at| {
            matches!(self.parse.word(at).upos, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn)
                || self.parse.word(at).xpos.name() == "PRP$"
        });
        if !comma || begins > name.end + 5 || !between {
            return None;
        }
        let end = compose::run(elements, next, self.parse, self.document);
        let group = elements.get(next..end)?;
        let last = group.last()?;
        let Part::Noun { sector, kind } = last.part else { return None };
        if !kind.is_role() {
            return None;
        }
        // `Asked about Smith, the minister said …`: somebody else, who begins the next clause.
        let head = crate::head_of(self.parse, last.tokens.clone());
        if matches!(self.parse.word(head).deprel, Deprel::Nsubj | Deprel::NsubjPass) {
            return None;
        }
        let owner =
            group.iter().find_map(Element::owner).or_else(|| self.of_country(&last.tokens, kind, memory));
        let code = compose::code(owner.as_deref(), Some(sector));
        Some((code, self.text_of(begins..last.tokens.end).to_owned()))
    }

    /// With the determiner and adjectives before it: `a senior State Department official`.
    fn with_determiner(&self, tokens: Range<u32>) -> Range<u32> {
        let mut start = tokens.start;
        let sentence =
            self.document.sentence_of(start).map_or(0, |at| self.document.sentences[at].tokens.start);
        while start > sentence {
            let word = self.parse.words().get(start as usize - 1);
            let is_part = word.is_some_and(|word| {
                let inside = word.head.is_some_and(|head| tokens.contains(&head));
                inside
                    && matches!(
                        word.deprel,
                        Deprel::Det | Deprel::Amod | Deprel::Nummod | Deprel::Compound | Deprel::NmodDesc
                    )
            });
            if !is_part {
                break;
            }
            start -= 1;
        }
        start..tokens.end
    }

    /// An adjective that shares the noun of the one after it.
    fn shared(&self, before: &Element, group: &[Element], code: String) -> Option<Actor> {
        let noun = group.last()?;
        let who = format!("{} {}", self.text_of(before.tokens.clone()), self.text_of(noun.tokens.clone()));
        let resolved = Resolved { code, who: Some(who), entity: None, office: None, basis: Basis::Text };
        self.mention(before.tokens.clone(), Grammar::Nominal, resolved)
    }

    /// Several elements that make one mention.
    fn compound(&self, group: &[Element], memory: &mut Memory) -> Option<Actor> {
        let (first, last) = (group.first()?, group.last()?);
        let is_relation =
            |element: &Element| matches!(element.part, Part::Noun { kind: AgentKind::Relation, .. });
        let owner = group.iter().find_map(Element::owner);
        let of_state = owner.is_some() && group.iter().any(is_relation);
        let owner = owner.filter(|_| !of_state);
        // `Kremlin ally Ramzan Kadyrov`: the noun is no title.
        let is_title =
            |element: &Element| !(matches!(last.part, Part::Person { .. }) && is_relation(element));
        let nouns: Vec<&Element> = group
            .iter()
            .filter(|element| matches!(element.part, Part::Noun { .. }) && is_title(element))
            .collect();
        let sector = nouns.iter().find_map(|noun| match &noun.part {
            Part::Noun { sector, .. } => Some(*sector),
            _ => None,
        });
        let code = match sector {
            // `Doha's neighbours` are states.
            Some("") if of_state => "---GOV".to_owned(),
            _ => compose::code(owner.as_deref(), sector),
        };
        let tokens = self.with_determiner(first.tokens.start..last.tokens.end);
        // `former US president`, `acting foreign minister`
        let title_start = (tokens.start..first.tokens.start)
            .rev()
            .take_while(|&at| {
                matches!(self.parse.word(at).upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Verb)
            })
            .last()
            .unwrap_or(first.tokens.start);
        // `then-Vice President Kamala Harris`
        let is_hyphen = |at: u32| matches!(self.text_of(at..at + 1), "-" | "‑");
        let is_past = |at: u32| matches!(&*self.text_of(at..at + 1).to_lowercase(), "then" | "ex");
        let title_start = match title_start.checked_sub(2) {
            Some(then) if is_hyphen(then + 1) && is_past(then) => then,
            _ => title_start,
        };
        // `Cuba's Isidoro Malmierca` has no title.
        let title = nouns.first().map_or("", |noun| self.text_of(title_start..noun.tokens.end));
        match &last.part {
            Part::Person { person, .. } => {
                let name = self.text_of(last.tokens.clone()).to_owned();
                let is_told = owner.is_some() || sector.is_some_and(|sector| !sector.is_empty());
                let resolved = memory.person(&name, *person, is_told.then_some((code.as_str(), title)));
                self.person(tokens, Grammar::Nominal, resolved)
            }
            Part::Body(body) => self.mention(tokens, Grammar::Nominal, named(body)),
            _ => {
                let resolved = Resolved { code, who: None, entity: None, office: None, basis: Basis::Text };
                self.mention(tokens, Grammar::Nominal, resolved)
            }
        }
    }

    /// One element that stands alone.
    fn single(
        &self,
        element: &Element,
        told: Option<&(String, String)>,
        memory: &mut Memory,
    ) -> Option<Actor> {
        let tokens = element.tokens.clone();
        let grammar = if self.modifies(&tokens) { Grammar::Modifier } else { Grammar::Nominal };
        let text = |code: String, basis| Resolved { code, who: None, entity: None, office: None, basis };
        if matches!(element.part, Part::Body(_) | Part::Organisation | Part::Other)
            && let Some(resolved) = memory.abbreviated(self.text_of(tokens.clone()))
        {
            return self.mention(self.with_determiner(tokens), grammar, resolved);
        }
        match &element.part {
            Part::Person { person, .. } => {
                let name = self.text_of(tokens.clone()).to_owned();
                let told = told.map(|(code, title)| (code.as_str(), title.as_str()));
                let resolved = memory.person(&name, *person, told);
                self.person(tokens, grammar, resolved)
            }
            Part::Country(iso3) => {
                let resolved = Resolved {
                    who: Some(self.text_of(tokens.clone()).to_owned()),
                    ..text(format!("{iso3}GOV"), Basis::Table)
                };
                self.mention(self.with_determiner(tokens), grammar, resolved)
            }
            Part::Adjective(iso3) => {
                self.mention(tokens, Grammar::Modifier, text(format!("{iso3}GOV"), Basis::Table))
            }
            Part::People(iso3) => {
                self.mention(self.with_determiner(tokens), grammar, text((*iso3).to_owned(), Basis::Table))
            }
            Part::Seat(iso3) => {
                let resolved = Resolved { entity: None, ..text(format!("{iso3}GOV"), Basis::Table) };
                self.mention(self.with_determiner(tokens), grammar, resolved)
            }
            Part::Body(body) => self.mention(self.with_determiner(tokens), grammar, named(body)),
            Part::Capital(iso3) => self.mention(tokens, grammar, text(format!("{iso3}GOV"), Basis::Table)),
            Part::Noun { sector, kind } => {
                let owner = self.of_country(&tokens, *kind, memory).filter(|_| *kind != AgentKind::Relation);
                if owner.is_none() && *kind == AgentKind::Weapon {
                    return None;
                }
                let basis = if owner.is_some() { Basis::Text } else { Basis::Inferred };
                let code = compose::code(owner.as_deref(), Some(sector));
                self.mention(self.with_determiner(tokens), grammar, text(code, basis))
            }
            Part::Organisation => {
                let name = self.text_of(tokens.clone()).to_owned();
                let mut resolved = memory.organisation(&name);
                // `Madras High Court`, `Kano State Council`: of the country of the place that it is named for.
                if let Some(country) = self.named_for(&tokens)
                    && let Some(sector) = resolved.code.get(3..)
                    && !resolved.code.starts_with("IGO")
                {
                    resolved.code = format!("{country}{sector}");
                }
                self.mention(self.with_determiner(tokens), grammar, resolved)
            }
            Part::Town(_) | Part::Other => None,
        }
    }

    /// The country of the place that a body's name begins with.
    fn named_for(&self, tokens: &Range<u32>) -> Option<&'static str> {
        let words = (tokens.start..tokens.end.saturating_sub(1)).map(|at| self.text_of(at..at + 1));
        let (_, senses) = self.world.longest(words)?;
        let country = senses.iter().find_map(|sense| match sense {
            Sense::Country(country) | Sense::Adjective(country) => Some(country.iso3),
            _ => None,
        });
        country.or_else(|| compose::country_of(&senses))
    }

    /// Whether the words only modify: an adjective, a possessive, the first part of a compound.
    fn modifies(&self, tokens: &Range<u32>) -> bool {
        let head = crate::head_of(self.parse, tokens.clone());
        let Some(word) = self.parse.words().get(head as usize) else { return false };
        matches!(word.deprel, Deprel::Amod | Deprel::Compound | Deprel::NmodPoss)
            || (word.upos == Upos::Adj && word.deprel != Deprel::Conj)
    }

    /// The country or body that a noun's complement names: `president of Russia`, `officials from the EU`, `its minister`.
    fn of_country(&self, tokens: &Range<u32>, kind: AgentKind, memory: &Memory) -> Option<String> {
        let head = crate::head_of(self.parse, tokens.clone());
        // `a Western diplomat in Nairobi`, `the ambassador to Kyiv` are not of that place.
        let is_elsewhere = |child: u32| {
            kind == AgentKind::Envoy
                && matches!(self.parse.case_of(child), Some("in" | "at" | "to" | "with" | "near"))
        };
        let complements = self.parse.children(head).filter(|&child| {
            matches!(self.parse.word(child).deprel, Deprel::Nmod | Deprel::NmodPoss | Deprel::Amod)
                && !is_elsewhere(child)
        });
        complements.into_iter().find_map(|child| memory.owner_at(self.text_of(self.parse.subtree(child))))
    }
}
