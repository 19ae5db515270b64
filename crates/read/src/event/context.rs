//! In which of PLOVER's contexts an event stands: by its CAMEO code, and by the words around its triggers.

use super::round::ordinal;
use crate::Reading;
use legation_knowledge::codebook;
use legation_knowledge::lexicon::frames::{RoundWord, round};
use legation_language::{Deprel, Upos};
use legation_record::Context;
use std::collections::BTreeSet;

/// The contexts of an event, in PLOVER's order.
pub(super) fn find(reading: &Reading<'_>, triggers: &[u32], code: &str) -> Vec<Context> {
    let mut found: BTreeSet<&str> = codebook::contexts_of(code).iter().copied().collect();
    for at in triggers.iter().flat_map(|&trigger| around(reading, trigger)) {
        found.extend(told(reading, at));
    }
    let ordered = codebook::CONTEXT_NAMES.into_iter().filter(|context| found.contains(context));
    ordered.map(Context::new).collect()
}

/// A sentence with so many words of sport tells of it.
const SPORTING: usize = 2;

/// Which sentences tell of sport: those with words of it, and all of an article of which a third has some.
pub(super) fn sport(reading: &Reading<'_>) -> Vec<bool> {
    let sentences = &reading.document.sentences;
    let words = |tokens: &std::ops::Range<u32>| {
        let of_talks =
            |at: u32| round(&reading.parse.word(at).lemma.to_lowercase()) == Some(RoundWord::Talks);
        let talks = tokens.clone().any(of_talks);
        // `for the third round of consultations on Friday and for the fourth round on Monday`
        let is_counted = |at: u32| talks && ordinal(reading.word(at)).is_some();
        tokens.clone().filter(|&at| told(reading, at).contains(&codebook::SPORT) && !is_counted(at)).count()
    };
    let counts: Vec<usize> = sentences.iter().map(|sentence| words(&sentence.tokens)).collect();
    let with_some = counts.iter().filter(|count| **count > 0).count();
    let is_report = with_some >= SPORTING && with_some * 3 >= counts.len();
    counts.into_iter().map(|count| count >= SPORTING || is_report).collect()
}

/// What the words that begin at a token tell of, the longest wording alone.
fn told(reading: &Reading<'_>, at: u32) -> Vec<&'static str> {
    let words = reading.parse.words();
    let is = |at: usize, word: &str| {
        let form = || reading.word(at as u32).to_lowercase();
        words.get(at).is_some_and(|known| known.lemma.eq_ignore_ascii_case(word) || form() == word)
    };
    let begins = |first: &str| -> Vec<(usize, &'static str)> {
        codebook::context_wordings(first)
            .filter(|(rest, _)| rest.iter().zip(at as usize + 1..).all(|(word, at)| is(at, word)))
            .map(|(rest, context)| (rest.len(), context))
            .collect()
    };
    let (lemma, form) = (reading.parse.word(at).lemma.to_lowercase(), reading.word(at).to_lowercase());
    let mut wordings = begins(&lemma);
    if form != lemma {
        wordings.extend(begins(&form));
    }
    let longest = wordings.iter().map(|(length, _)| *length).max();
    wordings.into_iter().filter(|(length, _)| Some(*length) == longest).map(|(_, context)| context).collect()
}

/// The words that say what a trigger is about: those that hang on it, and for a noun those of the verb that it completes; not the
/// clauses that tell of something else.
fn around(reading: &Reading<'_>, trigger: u32) -> Vec<u32> {
    let parse = reading.parse;
    let word = parse.word(trigger);
    let completes = matches!(word.deprel, Deprel::Obj | Deprel::NsubjPass | Deprel::Obl);
    let verb =
        word.head.filter(|&head| word.upos != Upos::Verb && completes && parse.word(head).upos == Upos::Verb);
    let is_apart = |at: u32| {
        let told_aside = matches!(parse.word(at).deprel, Deprel::AclRelcl | Deprel::Parataxis | Deprel::Conj)
            && parse.word(at).upos == Upos::Verb;
        let dated = parse.word(at).deprel == Deprel::Advcl
            && parse.child(at, &[Deprel::Mark]).is_some_and(|mark| {
                matches!(&*parse.word(mark).lemma, "after" | "before" | "since" | "when" | "while" | "as")
            });
        told_aside || dated
    };
    let mut pending = vec![verb.unwrap_or(trigger)];
    let mut found = Vec::new();
    while let Some(at) = pending.pop() {
        found.push(at);
        pending.extend(parse.children(at).filter(|&child| !is_apart(child) || child == trigger));
    }
    found
}
