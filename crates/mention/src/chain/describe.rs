//! What the words of a phrase tell of what it means.

use super::candidates::{is_acronym, is_month};
use super::phrase::{Determiner, Form, Kind, Number, Phrase, Pronoun, pronoun};
use legation_knowledge::lexicon::nouns;
use legation_knowledge::world::{Gender, Given, Sense, World};
use legation_language::{Deprel, Name, NameKind, Parse, Upos, Xpos};
use legation_text::{Article, Document};
use std::ops::Range;

/// The phrase that some tokens make.
pub(super) fn of(
    world: &World,
    article: &Article,
    document: &Document,
    parse: &Parse,
    tokens: Range<u32>,
) -> Phrase {
    let head = crate::head_of(parse, tokens.clone());
    let text = |at: u32| document.tokens[at as usize].span.of(&article.text);
    let word = parse.word(head);
    let name = name_at(parse, head).or_else(|| last_name(parse, head, &tokens));
    let lemma = word.lemma.to_lowercase();
    let is_name = is_acronym(article, document, head)
        || word.upos == Upos::Num && head > tokens.start && is_month(text(head - 1));
    let form = if is_name && word.upos != Upos::Noun {
        Form::Name
    } else {
        form(parse, head, &tokens, text(head), name)
    };
    let mut phrase = Phrase {
        sentence: document.sentence_of(head).unwrap_or(0),
        form,
        number: Number::Either,
        gender: None,
        kind: None,
        is_group: parse
            .children(head)
            .any(|child| tokens.contains(&child) && parse.word(child).deprel == Deprel::Conj),
        is_part: is_part(parse, head),
        is_broader: false,
        is_idle: false,
        key: key(parse, &tokens, &text),
        lemma,
        name: Vec::new(),
        full: String::new(),
        identity: None,
        modifiers: Vec::new(),
        tokens: tokens.clone(),
        head,
    };
    match form {
        Form::Pronoun(pronoun) => agree(&mut phrase, pronoun),
        Form::Name | Form::Noun(_) => {
            phrase.number = match word.xpos {
                Xpos::Nns => Number::Plural,
                Xpos::Nnps => Number::Either,
                _ => Number::Singular,
            };
            if let Some(noun) = nouns::noun(&phrase.lemma)
                .filter(|noun| form != Form::Name || noun.kind != Some(Kind::Person))
            {
                phrase.kind = noun.kind;
                phrase.gender = noun.gender;
                phrase.is_broader = noun.is_broader;
                phrase.is_idle = noun.kind.is_none();
            } else if matches!(form, Form::Noun(_)) {
                phrase.kind = role(world, &phrase.lemma);
            }
            phrase.modifiers = modifiers(parse, head, &tokens);
            if word.upos == Upos::Num {
                phrase.kind = Some(Kind::Time);
            } else if form == Form::Name {
                named(world, &mut phrase, parse, name, &text);
            }
        }
        Form::Other => {}
    }
    phrase
}

/// The name that holds a token.
pub(super) fn name_at(parse: &Parse, at: u32) -> Option<&Name> {
    let next = parse.names().partition_point(|name| name.tokens.end <= at);
    parse.names().get(next).filter(|name| name.tokens.start <= at)
}

/// `student Ahmed Mohamed`: the name of a person that ends a phrase whose head is the title.
fn last_name<'a>(parse: &'a Parse, head: u32, tokens: &Range<u32>) -> Option<&'a Name> {
    let name = name_at(parse, tokens.end - 1)?;
    let within = name.kind == NameKind::Person && name.tokens.start > head;
    let below = || parse.word(crate::head_of(parse, name.tokens.clone())).head == Some(head);
    (within
        && below()
        && parse.word(name.tokens.start).upos == Upos::Propn
        && parse.child(name.tokens.start, &[Deprel::Case]).is_none())
    .then_some(name)
}

fn is_part(parse: &Parse, head: u32) -> bool {
    let word = parse.word(head);
    let narrows = matches!(word.deprel, Deprel::Compound | Deprel::NmodDesc | Deprel::Amod);
    let inside = |name: &Name| word.head.is_some_and(|head| name.tokens.contains(&head));
    let above = word.head.is_some_and(|head| parse.word(head).upos == Upos::Propn);
    narrows && (word.upos == Upos::Noun || above || name_at(parse, head).is_none_or(inside))
}

/// A noun of the table of actors that names a human.
fn role(world: &World, lemma: &str) -> Option<Kind> {
    let (length, senses) = world.longest(std::iter::once(lemma))?;
    let is_role = |sense: &Sense| matches!(sense, Sense::Agent(agent) if agent.kind.is_role());
    (length == 1 && senses.iter().any(is_role)).then_some(Kind::Person)
}

/// What a pronoun agrees with.
fn agree(phrase: &mut Phrase, pronoun: Pronoun) {
    let (number, gender, kind) = match pronoun {
        Pronoun::I => (Number::Singular, None, Some(Kind::Person)),
        Pronoun::He => (Number::Singular, Some(Gender::Male), Some(Kind::Person)),
        Pronoun::She => (Number::Singular, Some(Gender::Female), Some(Kind::Person)),
        Pronoun::It | Pronoun::This => (Number::Singular, None, None),
        Pronoun::We | Pronoun::They | Pronoun::These => (Number::Plural, None, None),
        Pronoun::You | Pronoun::Other => (Number::Either, None, None),
    };
    (phrase.number, phrase.gender, phrase.kind) = (number, gender, kind);
}

fn form(parse: &Parse, head: u32, tokens: &Range<u32>, text: &str, name: Option<&Name>) -> Form {
    let word = parse.word(head);
    let lower = text.to_lowercase();
    match word.upos {
        Upos::Pron => Form::Pronoun(pronoun(&lower)),
        Upos::Propn => {
            // `the President`, `the Home Secretary`: a role, however it is written.
            let determiner = determiner(parse, head, tokens);
            let is_role = determiner == Determiner::Definite
                && name.is_none_or(|name| name.kind != NameKind::Person)
                && nouns::noun(&lower).is_some_and(|noun| noun.kind == Some(Kind::Person));
            if is_role { Form::Noun(determiner) } else { Form::Name }
        }
        Upos::Noun if name.is_some_and(|name| name.tokens.start > head) => Form::Name,
        Upos::Noun | Upos::Sym => Form::Noun(determiner(parse, head, tokens)),
        Upos::Num if super::candidates::is_year(text) => Form::Name,
        Upos::Num if lower == "one" => Form::Noun(Determiner::Indefinite),
        _ if matches!(pronoun(&lower), Pronoun::Other) => Form::Other,
        _ => Form::Pronoun(pronoun(&lower)),
    }
}

fn determiner(parse: &Parse, head: u32, tokens: &Range<u32>) -> Determiner {
    let inside = || parse.children(head).filter(|child| tokens.contains(child));
    for child in inside() {
        let word = parse.word(child);
        match word.deprel {
            Deprel::NmodPoss => return Determiner::Possessive,
            Deprel::Det | Deprel::DetPredet => {
                return match &*word.lemma.to_lowercase() {
                    "the" => Determiner::Definite,
                    "this" | "that" | "these" | "those" => Determiner::Demonstrative,
                    "both" => Determiner::Both,
                    "no" | "every" | "each" | "any" | "all" | "which" | "what" => Determiner::Quantified,
                    _ => Determiner::Indefinite,
                };
            }
            _ => {}
        }
    }
    if inside().any(|child| parse.word(child).deprel == Deprel::Nummod && child < head) {
        return Determiner::Indefinite;
    }
    Determiner::None
}

/// The words by which phrases are compared.
fn key<'a>(parse: &Parse, tokens: &Range<u32>, text: &impl Fn(u32) -> &'a str) -> String {
    let mut key = String::new();
    for at in tokens.clone() {
        let word = parse.word(at);
        let leads = key.is_empty() && matches!(word.deprel, Deprel::Det | Deprel::DetPredet);
        if leads || word.upos == Upos::Punct || word.xpos == Xpos::Pos {
            continue;
        }
        if !key.is_empty() {
            key.push(' ');
        }
        key.extend(text(at).chars().filter(|&c| c != '.').flat_map(char::to_lowercase));
    }
    key
}

/// The lemmas that narrow a head: adjectives, compounds, numbers, owners, complements.
fn modifiers(parse: &Parse, head: u32, tokens: &Range<u32>) -> Vec<String> {
    let mut found = Vec::new();
    for at in tokens.clone().filter(|&at| at != head) {
        let word = parse.word(at);
        let is_content =
            matches!(word.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Verb | Upos::Adv);
        if is_content {
            found.push(word.lemma.to_lowercase());
        }
    }
    found
}

/// What a name tells of its bearer.
fn named<'a>(
    world: &World,
    phrase: &mut Phrase,
    parse: &Parse,
    name: Option<&Name>,
    text: &impl Fn(u32) -> &'a str,
) {
    let head = phrase.head;
    let tokens = match name {
        Some(name) if name.tokens.start >= phrase.tokens.start && name.tokens.end <= phrase.tokens.end => {
            name.tokens.clone()
        }
        _ => {
            let part = |&at: &u32| {
                phrase.tokens.contains(&at) && {
                    let word = parse.word(at);
                    word.upos == Upos::Propn
                        && (at == head || word.head == Some(head))
                        && matches!(word.deprel, Deprel::Compound | Deprel::Flat) | (at == head)
                }
            };
            let mut start = head;
            while start > phrase.tokens.start && part(&(start - 1)) {
                start -= 1;
            }
            let mut end = head + 1;
            while part(&end) {
                end += 1;
            }
            start..end
        }
    };
    let words: Vec<&str> = tokens.clone().map(text).filter(|word| *word != "'s" && *word != "’s").collect();
    let lower =
        |word: &&str| word.chars().filter(|&c| c != '.').flat_map(char::to_lowercase).collect::<String>();
    phrase.name = words
        .iter()
        .map(lower)
        .filter(|word| word != "the" && word.chars().any(char::is_alphanumeric))
        .collect();
    phrase.full = phrase.name.join(" ");
    let content: Vec<&str> = words.iter().copied().filter(|word| !word.eq_ignore_ascii_case("the")).collect();
    let senses = world
        .longest(content.iter().copied())
        .filter(|(length, _)| *length == content.len())
        .map(|(_, senses)| senses)
        .unwrap_or_default();
    let person = name.is_some_and(|name| name.kind == NameKind::Person);
    for sense in &senses {
        match sense {
            Sense::Country(country) if !person => {
                phrase.identity = Some(country.iso3.to_owned());
                phrase.kind = Some(Kind::Country);
            }
            Sense::Body(body) if !person => {
                phrase.identity = Some(body.name.to_owned());
                phrase.kind = Some(Kind::Body);
            }
            Sense::Person(known, given) => {
                if *given == Given::Full {
                    phrase.identity = Some(known.name.to_owned());
                    phrase.gender = known.gender;
                    phrase.kind = Some(Kind::Person);
                }
            }
            Sense::Place(place) if !person => {
                phrase.kind = Some(if place.kind == "city" { Kind::Town } else { Kind::Place });
            }
            _ => continue,
        }
        break;
    }
    if phrase.kind == Some(Kind::Time) {
        return;
    }
    let by_model = name.map(|name| match name.kind {
        NameKind::Person => Kind::Person,
        NameKind::Organisation => Kind::Body,
        NameKind::Place | NameKind::Facility => Kind::Place,
        NameKind::Nationality => Kind::Body,
        NameKind::Event => Kind::Event,
    });
    phrase.kind = match (phrase.kind, by_model) {
        (Some(kind), Some(model)) if kind.fits(model) => Some(kind),
        (kind, model) => model.or(kind),
    };
    if phrase.kind == Some(Kind::Person) {
        phrase.number = Number::Singular;
        let title = |word: &String| match &**word {
            "mr" | "mr." | "sir" | "lord" => Some(Gender::Male),
            "mrs" | "mrs." | "ms" | "ms." | "miss" | "lady" | "dame" => Some(Gender::Female),
            _ => nouns::noun(word).and_then(|noun| noun.gender),
        };
        let given = phrase.name.first().and_then(|name| nouns::given(name));
        phrase.gender = phrase.gender.or(given).or_else(|| phrase.modifiers.iter().find_map(title));
    }
}
