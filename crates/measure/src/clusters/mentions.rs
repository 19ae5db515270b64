//! What a parsed article says around the words that tell of an event, as linking compares it.

use legation_language::{Deprel, Model, Parse, Upos};
use legation_link::same_event::{ArticleWords, EventMention, Word, WordClass};
use legation_mention::Mentions;
use legation_text::{Article, Document};
use std::collections::BTreeSet;
use std::ops::Range;

/// How far the words stand that are around a mention.
const AROUND: u32 = 5;

/// An article read, and words for what each of its tokens means.
pub(super) struct Reading<'a> {
    article: &'a Article,
    cut: &'a Document,
    parse: &'a Parse,
    /// For each token its lemma, if it says something, and the names of whom or what it stands for.
    words: Vec<BTreeSet<String>>,
    in_time: Vec<bool>,
}

impl<'a> Reading<'a> {
    pub(super) fn of(
        article: &'a Article,
        cut: &'a Document,
        parse: &'a Parse,
        found: &Mentions,
    ) -> Reading<'a> {
        let count = parse.words().len() as u32;
        let mut reading =
            Reading { article, cut, parse, words: Vec::new(), in_time: vec![false; count as usize] };
        reading.words =
            (0..count).map(|token| reading.content(token..token + 1, |class| class.is_some())).collect();
        let plain =
            |range: &Range<u32>, is: fn(Option<WordClass>) -> bool| reading.content(range.clone(), is);
        let mut more: Vec<(u32, BTreeSet<String>)> = Vec::new();
        for chain in &found.chains {
            let names: BTreeSet<String> = chain
                .iter()
                .flat_map(|mention| plain(mention, |class| class == Some(WordClass::Name)))
                .collect();
            more.extend(
                chain.iter().flat_map(|mention| reading.heads(mention)).map(|head| (head, names.clone())),
            );
        }
        for actor in &found.actors {
            let name = actor.mention.is.who.split_whitespace();
            let name = name.filter(|word| word.starts_with(char::is_uppercase)).map(str::to_lowercase);
            more.push((actor.mention.head, name.collect()));
        }
        for name in parse.names() {
            let words = plain(&name.tokens, |class| class.is_some());
            more.extend(reading.heads(&name.tokens).into_iter().map(|head| (head, words.clone())));
        }
        for (token, words) in more {
            if let Some(known) = reading.words.get_mut(token as usize) {
                known.extend(words);
            }
        }
        for token in found.times.iter().flat_map(|time| time.tokens.clone()) {
            if let Some(known) = reading.in_time.get_mut(token as usize) {
                *known = true;
            }
        }
        reading
    }

    /// The words of the article that say something.
    pub(super) fn article_words(&self) -> ArticleWords {
        let words = self
            .parse
            .words()
            .iter()
            .filter_map(|word| Some(Word { lemma: word.lemma.to_lowercase(), class: class(word.upos)? }));
        ArticleWords { id: self.article.id.clone(), words: words.collect() }
    }

    /// The lemmas of all words, each once.
    pub(super) fn lemmas(&self) -> BTreeSet<String> {
        self.parse.words().iter().map(|word| word.lemma.to_lowercase()).collect()
    }

    /// The mention whose words these tokens are; `None` where there are none.
    pub(super) fn mention(&self, model: &Model, at: usize, tokens: &BTreeSet<u32>) -> Option<EventMention> {
        let parse = self.parse;
        let is_head = |token: &&u32| parse.word(**token).head.is_none_or(|head| !tokens.contains(&head));
        let head = *tokens.iter().find(is_head)?;
        let sentence = self.cut.sentence_of(head)?;
        let forms: Vec<&str> = tokens.iter().map(|&token| self.form(token)).collect();
        let lemma = |token: u32| parse.word(token).lemma.to_lowercase();
        let mut mention = EventMention {
            article: at,
            sentence: u32::try_from(sentence).ok()?,
            place: head,
            lemma: lemma(head),
            is_verb: parse.word(head).upos == Upos::Verb,
            sense: model.sense(&forms),
            ..EventMention::default()
        };
        for &token in tokens {
            self.add_arguments(token, tokens, &mut mention);
        }
        self.add_from_above(head, tokens, &mut mention);
        let own: BTreeSet<String> = tokens
            .iter()
            .filter(|&&token| token == head || class(parse.word(token).upos).is_some())
            .map(|&token| lemma(token))
            .collect();
        for words in [&mut mention.agents, &mut mention.patients, &mut mention.others] {
            words.retain(|word| !own.contains(word));
        }
        for token in self.cut.sentences.get(sentence)?.tokens.clone() {
            match class(parse.word(token).upos) {
                Some(found) if !tokens.contains(&token) && token.abs_diff(head) <= AROUND => {
                    mention.around.insert(lemma(token));
                    if found == WordClass::Number {
                        mention.numbers.insert(lemma(token));
                    }
                }
                Some(WordClass::Number) => {
                    mention.numbers.insert(lemma(token));
                }
                _ => {}
            }
        }
        Some(mention)
    }

    /// What hangs on a word of a mention.
    fn add_arguments(&self, token: u32, own: &BTreeSet<u32>, mention: &mut EventMention) {
        for child in self.parse.children(token).filter(|child| self.may_be_argument(*child, own)) {
            match self.parse.word(child).deprel {
                Deprel::Nsubj | Deprel::Csubj | Deprel::NmodPoss | Deprel::OblAgent => {
                    self.add(child, own, &mut mention.agents);
                }
                Deprel::Obj | Deprel::NsubjPass | Deprel::Iobj | Deprel::Ccomp | Deprel::Xcomp => {
                    self.add(child, own, &mut mention.patients);
                }
                Deprel::Obl
                | Deprel::OblUnmarked
                | Deprel::Nmod
                | Deprel::NmodUnmarked
                | Deprel::Compound
                | Deprel::Amod
                | Deprel::Appos
                | Deprel::Advcl
                | Deprel::Acl
                | Deprel::Nummod => self.add(child, own, &mut mention.others),
                _ => {}
            }
        }
    }

    /// What the governing word lends: its subject to a verb that has none, its subject and objects to a noun.
    fn add_from_above(&self, head: u32, own: &BTreeSet<u32>, mention: &mut EventMention) {
        let word = self.parse.word(head);
        let Some(above) = word.head else { return };
        let others = || self.parse.children(above).filter(|&child| child != head);
        let relation = |token: u32| self.parse.word(token).deprel;
        if mention.is_verb {
            match word.deprel {
                Deprel::Xcomp | Deprel::Conj | Deprel::Advcl if mention.agents.is_empty() => {
                    for child in
                        others().filter(|&child| matches!(relation(child), Deprel::Nsubj | Deprel::NsubjPass))
                    {
                        self.add(child, own, &mut mention.agents);
                    }
                }
                Deprel::Acl | Deprel::AclRelcl if mention.agents.is_empty() => {
                    self.add(above, own, &mut mention.agents);
                }
                _ => {}
            }
        } else if matches!(
            word.deprel,
            Deprel::Obj | Deprel::Obl | Deprel::Nsubj | Deprel::NsubjPass | Deprel::Nmod | Deprel::Compound
        ) {
            let is_beside = |token: u32| {
                matches!(relation(token), Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Obl)
            };
            for child in others().filter(|&child| is_beside(child) && self.may_be_argument(child, own)) {
                self.add(child, own, &mut mention.others);
            }
        }
    }

    fn may_be_argument(&self, token: u32, own: &BTreeSet<u32>) -> bool {
        !own.contains(&token) && !self.in_time.get(token as usize).is_some_and(|is| *is)
    }

    /// Adds the words for what a phrase means: those of its head, and of what is joined to it.
    fn add(&self, token: u32, own: &BTreeSet<u32>, words: &mut BTreeSet<String>) {
        let joined = self.parse.children(token).filter(|child| {
            !own.contains(child)
                && matches!(
                    self.parse.word(*child).deprel,
                    Deprel::Conj
                        | Deprel::Compound
                        | Deprel::Appos
                        | Deprel::Flat
                        | Deprel::Amod
                        | Deprel::NmodPoss
                )
        });
        for token in std::iter::once(token).chain(joined) {
            words.extend(self.words.get(token as usize).into_iter().flatten().cloned());
        }
    }

    /// The lemmas in a range whose class is wanted.
    fn content(&self, range: Range<u32>, is: fn(Option<WordClass>) -> bool) -> BTreeSet<String> {
        let words = range.map(|token| self.parse.word(token));
        words.filter(|word| is(class(word.upos))).map(|word| word.lemma.to_lowercase()).collect()
    }

    /// The tokens of a range that depend on none of it.
    fn heads(&self, range: &Range<u32>) -> Vec<u32> {
        let is_head = |token: &u32| self.parse.word(*token).head.is_none_or(|head| !range.contains(&head));
        range.clone().filter(is_head).collect()
    }

    fn form(&self, token: u32) -> &str {
        self.cut.tokens.get(token as usize).map_or("", |token| token.span.of(&self.article.text))
    }
}

fn class(upos: Upos) -> Option<WordClass> {
    match upos {
        Upos::Noun => Some(WordClass::Noun),
        Upos::Propn => Some(WordClass::Name),
        Upos::Verb => Some(WordClass::Verb),
        Upos::Adj => Some(WordClass::Adjective),
        Upos::Num => Some(WordClass::Number),
        _ => None,
    }
}
