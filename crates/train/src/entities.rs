//! Names out of GUM's entity annotation: every noun phrase is marked there with its type, names or not.
//!
//! A marked phrase is a name where it is spelled as one: proper nouns from end to end, small words between them. A
//! longer phrase around a proper noun (`the late British mathematician Ada Lovelace`) gives the run of proper nouns at its head, without
//! titles. Types that are none of ours (objects, times, animals) are no names.

use crate::bio::{Named, UNKNOWN, mark};
use crate::trees::Tree;
use legation_language::{NameKind, Upos, Xpos};
use std::collections::{BTreeMap, BTreeSet};

/// Words that the snapshot's companion `data/model/words.tsv` lists: what they say of a name.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// `President`, `Mr.`: they precede a person's name and are no part of it.
    pub(crate) titles: BTreeSet<String>,
    /// `Airport`, `Bridge`: what ends in one is a facility.
    pub(crate) facilities: BTreeSet<String>,
    /// `Russian`, `Kurds`.
    pub(crate) nationalities: BTreeSet<String>,
}

struct Phrase {
    first: usize,
    end: usize,
    head: usize,
    kind: Option<NameKind>,
}

/// The sentences of a treebank with the names that its entities spell.
pub(crate) fn names(trees: &[Tree], words: &Words) -> Vec<Named> {
    trees
        .iter()
        .map(|tree| Named {
            words: tree.words.clone(),
            labels: labels(tree, words),
            begins_document: tree.begins_document,
        })
        .collect()
}

fn labels(tree: &Tree, words: &Words) -> Vec<u8> {
    let proper =
        |at: usize| tree.tags[at].0 == Upos::Propn || matches!(tree.tags[at].1, Xpos::Nnp | Xpos::Nnps);
    let title = |at: usize| words.titles.contains(&tree.words[at]);
    let mut phrases = phrases(tree);
    phrases.sort_by_key(|phrase| (std::cmp::Reverse(phrase.end - phrase.first), phrase.first));
    let mut labels = vec![0; tree.words.len()];
    let mut taken = vec![false; tree.words.len()];
    for phrase in &phrases {
        let (mut first, mut end) = (phrase.first, phrase.end);
        while first < end && (tree.tags[first].0 == Upos::Det || title(first)) {
            first += 1;
        }
        while first < end && matches!(tree.words[end - 1].as_str(), "'s" | "’s" | "'" | "’") {
            end -= 1;
        }
        let inside = |at: usize| {
            let person = phrase.kind == Some(NameKind::Person);
            proper(at)
                || match tree.tags[at].0 {
                    Upos::Adp | Upos::Det | Upos::Cconj | Upos::Num | Upos::Adj => {
                        !person && phrase.kind != Some(NameKind::Place)
                    }
                    Upos::Punct => tree.words[at] == "-" || tree.words[at] == ".",
                    _ => false,
                }
        };
        let spelled = first < end && proper(first) && proper(end - 1) && (first..end).all(inside);
        if !spelled {
            if !proper(phrase.head) {
                continue;
            }
            (first, end) = (phrase.head, phrase.head + 1);
            while first > phrase.first && (proper(first - 1) || tree.words[first - 1] == "-") {
                first -= 1;
            }
            while end < phrase.end && (proper(end) || tree.words[end] == "-") {
                end += 1;
            }
            while first < end && title(first) {
                first += 1;
            }
        }
        if first >= end || (first..end).any(|at| taken[at]) {
            continue;
        }
        taken[first..end].fill(true);
        let facility = words.facilities.contains(&tree.words[end - 1]) && end - first > 1;
        match phrase.kind {
            Some(NameKind::Place) if facility => mark(&mut labels[first..end], NameKind::Facility),
            Some(NameKind::Person)
                if (first..end).all(|at| words.nationalities.contains(&tree.words[at])) =>
            {
                mark(&mut labels[first..end], NameKind::Nationality);
            }
            Some(kind) => mark(&mut labels[first..end], kind),
            None => {}
        }
    }
    for (at, label) in labels.iter_mut().enumerate() {
        if !taken[at] && words.nationalities.contains(&tree.words[at]) {
            mark(std::slice::from_mut(label), NameKind::Nationality);
        } else if !taken[at] && proper(at) && !title(at) {
            *label = UNKNOWN;
        }
    }
    labels
}

/// The marked phrases of a sentence.
fn phrases(tree: &Tree) -> Vec<Phrase> {
    let mut open: BTreeMap<String, Vec<(usize, Option<NameKind>, usize)>> = BTreeMap::new();
    let mut phrases = Vec::new();
    for (at, note) in tree.notes.iter().enumerate() {
        let Some(mut rest) = note.split('|').find_map(|field| field.strip_prefix("Entity=")) else {
            continue;
        };
        while !rest.is_empty() {
            if let Some(tail) = rest.strip_prefix('(') {
                let end = tail.find(['(', ')']).unwrap_or(tail.len());
                let fields: Vec<&str> = tail[..end].split('-').collect();
                let kind = match fields.get(1) {
                    Some(&"person") => Some(NameKind::Person),
                    Some(&"organization") => Some(NameKind::Organisation),
                    Some(&"place") => Some(NameKind::Place),
                    Some(&"event") => Some(NameKind::Event),
                    _ => None,
                };
                let least =
                    fields.get(5).and_then(|least| least.split(',').next()).and_then(|n| n.parse().ok());
                let head = at + least.map_or(0, |n: usize| n.saturating_sub(1));
                if tail[end..].starts_with(')') {
                    phrases.push(Phrase { first: at, end: at + 1, head: at, kind });
                    rest = &tail[end + 1..];
                } else {
                    open.entry(fields[0].to_owned()).or_default().push((at, kind, head));
                    rest = &tail[end..];
                }
            } else {
                let end = rest.find(')').unwrap_or(rest.len() - 1);
                if let Some((first, kind, head)) = open.get_mut(&rest[..end]).and_then(Vec::pop) {
                    phrases.push(Phrase { first, end: at + 1, head: head.min(at), kind });
                }
                rest = &rest[end + 1..];
            }
        }
    }
    phrases
}
