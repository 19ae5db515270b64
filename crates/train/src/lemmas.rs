//! Learning of lemma scripts: the rule of each ending, and the words that the rules would get wrong.

use crate::trees::Tree;
use legation_language::training::{ENDING, Forms, TableBuilder, apply, lemma_key, lemma_script};
use legation_language::{Upos, Xpos};
use std::collections::BTreeMap;

type Tagged = (String, Upos, Xpos);

/// The table of scripts.
pub(crate) fn learn(trees: &[Tree]) -> TableBuilder {
    let mut seen: BTreeMap<Tagged, BTreeMap<Vec<u8>, u32>> = BTreeMap::new();
    for tree in trees {
        let forms = Forms::of(&tree.words.iter().map(String::as_str).collect::<Vec<_>>());
        for (place, lemma) in tree.lemmas.iter().enumerate() {
            let (upos, xpos) = tree.tags[place];
            if upos == Upos::Propn || lemma == "_" {
                continue;
            }
            let lowered = &forms.lowered[place];
            let script = lemma_script(lowered, lemma);
            *seen.entry((String::from(&**lowered), upos, xpos)).or_default().entry(script).or_default() += 1;
        }
    }
    // One vote a word; an ending's rule is kept where a shorter ending's differs.
    let mut votes: BTreeMap<Tagged, BTreeMap<&Vec<u8>, u32>> = BTreeMap::new();
    for ((word, upos, xpos), scripts) in &seen {
        let Some(script) = commonest(scripts) else { continue };
        for (at, _) in word.char_indices().rev().take(ENDING) {
            let ending = (word[at..].to_owned(), *upos, *xpos);
            *votes.entry(ending).or_default().entry(script).or_default() += 1;
        }
    }
    let mut rules: BTreeMap<Tagged, Vec<u8>> = BTreeMap::new();
    let mut endings: Vec<_> = votes.iter().collect();
    endings.sort_by_key(|((ending, ..), _)| ending.chars().count());
    for (key @ (ending, upos, xpos), scripts) in endings {
        let Some((&script, &count)) =
            scripts.iter().max_by_key(|&(script, &count)| (count, std::cmp::Reverse(script)))
        else {
            continue;
        };
        let shorter = (1..ending.chars().count())
            .filter_map(|skip| ending.char_indices().nth(skip))
            .find_map(|(at, _)| rules.get(&(ending[at..].to_owned(), *upos, *xpos)));
        if (count >= 2 || ending.chars().count() == 1) && shorter != Some(script) {
            rules.insert(key.clone(), script.clone());
        }
    }
    let mut table = TableBuilder::default();
    for ((ending, upos, xpos), script) in &rules {
        table.insert(lemma_key(ending, *xpos, *upos, false), script.clone());
    }
    for ((word, upos, xpos), scripts) in &seen {
        let Some(script) = commonest(scripts) else { continue };
        let rule = word
            .char_indices()
            .rev()
            .take(ENDING)
            .filter_map(|(at, _)| rules.get(&(word[at..].to_owned(), *upos, *xpos)))
            .last();
        let made = rule.and_then(|rule| apply(word, rule));
        if made.is_none() || made != apply(word, script) {
            table.insert(lemma_key(word, *xpos, *upos, true), script.clone());
        }
    }
    table
}

fn commonest(scripts: &BTreeMap<Vec<u8>, u32>) -> Option<&Vec<u8>> {
    scripts
        .iter()
        .max_by_key(|&(script, &count)| (count, std::cmp::Reverse(script)))
        .map(|(script, _)| script)
}
