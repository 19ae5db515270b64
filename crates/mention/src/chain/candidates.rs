//! Which phrases of the tree may be mentions, and how far each reaches.

use super::describe;
use super::phrase::{Form, Number, Phrase};
use legation_knowledge::lexicon::nouns;
use legation_knowledge::world::World;
use legation_language::{Deprel, NameKind, Parse, Upos, Xpos};
use legation_text::{Article, Document};
use std::collections::BTreeSet;
use std::ops::Range;

/// All noun phrases, in order; a longer one before those that it begins with.
pub(super) fn find(world: &World, article: &Article, document: &Document, parse: &Parse) -> Vec<Phrase> {
    let mut phrases = Vec::new();
    for at in 0..parse.words().len() as u32 {
        if !is_head(article, document, parse, at) {
            continue;
        }
        let tokens = whole_date(article, document, extent(parse, at));
        phrases.push(describe::of(world, article, document, parse, tokens.clone()));
        if let Some(last) = last_conjunct(parse, at) {
            let end = extent(parse, last).end;
            let mut group = describe::of(world, article, document, parse, tokens.start..end);
            group.is_group = true;
            group.number = Number::Plural;
            group.gender = None;
            phrases.push(group);
        }
    }
    phrases.sort_by_key(|phrase| (phrase.tokens.start, std::cmp::Reverse(phrase.tokens.end), phrase.head));
    let alone: BTreeSet<String> = phrases
        .iter()
        .filter(|phrase| phrase.form == Form::Name && !phrase.is_part && phrase.kind.is_some())
        .map(|phrase| phrase.full.clone())
        .collect();
    phrases.retain(|phrase| !is_mere_part(phrase, &alone));
    phrases
}

/// Whether a part of a longer name is no name of its own: `Security` of `the Security Council`, but not `London` of `London Zoo`.
fn is_mere_part(phrase: &Phrase, alone: &BTreeSet<String>) -> bool {
    phrase.is_part
        && phrase.form == Form::Name
        && (nouns::noun(&phrase.full).is_some() || !alone.contains(&phrase.full))
}

/// The last of what is joined to a noun by `and`.
fn last_conjunct(parse: &Parse, head: u32) -> Option<u32> {
    let mut joined = parse.children(head).filter(|&child| parse.word(child).deprel == Deprel::Conj);
    let last = joined.next_back()?;
    let and =
        parse.child(last, &[Deprel::Cc]).is_some_and(|cc| matches!(&*parse.word(cc).lemma, "and" | "&"));
    and.then_some(last)
}

/// Whether a token is what a noun phrase hangs on.
fn is_head(article: &Article, document: &Document, parse: &Parse, at: u32) -> bool {
    let word = parse.word(at);
    if matches!(word.deprel, Deprel::Flat | Deprel::Fixed | Deprel::Goeswith | Deprel::Expl) {
        return false;
    }
    let stands = matches!(
        word.deprel,
        Deprel::Nsubj
            | Deprel::NsubjPass
            | Deprel::Obj
            | Deprel::Iobj
            | Deprel::Obl
            | Deprel::OblAgent
            | Deprel::Nmod
    );
    match word.upos {
        Upos::Noun => true,
        // A part of a person's name names nobody.
        Upos::Propn => {
            let inside = matches!(word.deprel, Deprel::Compound | Deprel::NmodDesc | Deprel::Amod);
            let in_person = || {
                describe::name_at(parse, at).is_some_and(|name| {
                    name.kind == NameKind::Person && crate::head_of(parse, name.tokens.clone()) != at
                })
            };
            !titled(parse, at) && (!inside || !in_person())
        }
        Upos::Pron => {
            !matches!(word.xpos, Xpos::Wdt | Xpos::Wp | Xpos::WpPoss | Xpos::Ex)
                || is_acronym(article, document, at)
        }
        Upos::Num => {
            let text = document.tokens[at as usize].span.of(&article.text);
            let month = at.checked_sub(1).is_some_and(|before| {
                is_month(document.tokens[before as usize].span.of(&article.text))
                    && parse.word(before).head == Some(at)
            });
            month || is_year(text) && (stands || word.deprel == Deprel::NmodUnmarked)
        }
        Upos::Det => stands,
        _ => false,
    }
}

/// `coauthor Ana Reyes`: whether a name stands right behind a title without an article, which is then part of the same phrase.
fn titled(parse: &Parse, at: u32) -> bool {
    let word = parse.word(at);
    let Some(title) = word.head.filter(|&head| head < at && word.deprel == Deprel::Appos) else {
        return false;
    };
    let is_title = parse.word(title).upos == Upos::Noun
        && parse.child(title, &[Deprel::Det, Deprel::NmodPoss]).is_none();
    is_title && parse.subtree(at).start == title + 1
}

pub(super) fn is_year(text: &str) -> bool {
    text.len() == 4
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && (text.starts_with('1') || text.starts_with('2'))
}

/// The months; closed by the calendar.
pub(super) fn is_month(word: &str) -> bool {
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    .contains(&word)
}

/// `WHO`, `US`: capitals among other letters, which are no pronoun.
pub(super) fn is_acronym(article: &Article, document: &Document, at: u32) -> bool {
    let text = |at: u32| document.tokens.get(at as usize).map_or("", |token| token.span.of(&article.text));
    let shouts = |word: &str| word.len() > 1 && word.chars().all(char::is_uppercase);
    let calm = |word: &str| word.chars().any(char::is_lowercase);
    shouts(text(at)) && (calm(text(at + 1)) || at > 0 && calm(text(at - 1)))
}

/// A month with the day and the year behind it, however the tree hangs them.
fn whole_date(article: &Article, document: &Document, tokens: Range<u32>) -> Range<u32> {
    let text = |at: u32| document.tokens.get(at as usize).map_or("", |token| token.span.of(&article.text));
    let is_number = |at: u32| !text(at).is_empty() && text(at).bytes().all(|byte| byte.is_ascii_digit());
    let (start, mut end) = (tokens.start, tokens.end);
    let month = is_month(text(start));
    if month && end == start + 1 && is_number(end) && text(end).len() < 3 {
        end += 1;
    }
    if month && end == start + 2 && text(end) == "," && is_year(text(end + 1)) {
        end += 2;
    }
    start..end
}

/// The tokens of the phrase under a head: without what stands beside it (appositions, conjuncts, clauses that it predicates).
fn extent(parse: &Parse, head: u32) -> Range<u32> {
    let (mut start, mut end) = (head, head + 1);
    for child in parse.children(head) {
        let is_part = match parse.word(child).deprel {
            Deprel::NmodUnmarked => parse.word(head).upos != Upos::Pron,
            Deprel::Det
            | Deprel::DetPredet
            | Deprel::Amod
            | Deprel::Nummod
            | Deprel::Compound
            | Deprel::Flat
            | Deprel::Fixed
            | Deprel::Goeswith
            | Deprel::Nmod
            | Deprel::NmodPoss
            | Deprel::NmodDesc
            | Deprel::Acl
            | Deprel::AclRelcl => true,
            Deprel::Appos => titled(parse, child),
            Deprel::Case => child > head && parse.word(child).xpos == Xpos::Pos,
            Deprel::Advmod => child > head && parse.child(head, &[Deprel::Cop]).is_none(),
            _ => false,
        };
        // An abbreviation in brackets is another name.
        let bracketed = child > head && is_acronym_in_brackets(parse, child);
        if is_part && !bracketed {
            let subtree = parse.subtree(child);
            start = start.min(subtree.start);
            end = end.max(subtree.end);
        }
    }
    let mark = |at: u32| parse.word(at).upos == Upos::Punct;
    let closes = |at: u32| matches!(parse.word(at).xpos, Xpos::RightBracket | Xpos::CloseQuote);
    let opens = |at: u32| matches!(parse.word(at).xpos, Xpos::LeftBracket | Xpos::OpenQuote);
    let unclosed = |range: Range<u32>| {
        range.clone().filter(|&at| opens(at)).count() > range.filter(|&at| closes(at)).count()
    };
    if unclosed(start..end) && (end as usize) < parse.words().len() && closes(end) {
        end += 1;
    }
    while end > head + 1
        && mark(end - 1)
        && (!closes(end - 1) || unclosed(start..end - 1) == unclosed(start..end))
    {
        end -= 1;
    }
    while start < head && mark(start) && (!opens(start) || unclosed(start..end)) {
        start += 1;
    }
    start..end
}

/// `(UAAR)`.
fn is_acronym_in_brackets(parse: &Parse, at: u32) -> bool {
    let word = parse.word(at);
    let open = parse.children(at).any(|child| child < at && parse.word(child).xpos == Xpos::LeftBracket);
    open && word.upos == Upos::Propn && word.lemma.chars().filter(|c| c.is_uppercase()).count() > 1
}
