//! Material written for this project that stands beside the treebanks: attributions that are grafted onto clauses,
//! and sentences with slots for names.
//!
//! Treebanks of the web have few sentences that end in `…, officials said.`; news has little else. A declarative
//! sentence of a treebank and a written attribution make one, the clause depending on the verb of saying.

use crate::bio::{Named, mark};
use crate::listed;
use crate::perceptron::Random;
use crate::trees::Tree;
use legation_language::{Deprel, NameKind, Upos, Xpos};

/// How many sentences are made of the treebanks' clauses and the attributions, one in so many clauses.
const ONE_IN: usize = 12;
/// How often each sentence with slots is filled.
const FILLINGS: usize = 25;

/// Sentences that end in an attribution.
pub(crate) fn attributed(trees: &[Tree], attributions: &[Tree]) -> Vec<Tree> {
    let clauses = trees.iter().filter(|tree| declarative(tree)).step_by(ONE_IN);
    let joined = clauses.zip(attributions.iter().cycle()).enumerate();
    joined.map(|(at, (clause, attribution))| graft(clause, attribution, at % 3 == 0)).collect()
}

/// Whether a tree is a plain clause: finite verb with a subject, a full stop at the end, no marks of speech.
fn declarative(tree: &Tree) -> bool {
    let len = tree.words.len();
    let Some(root) = tree.heads.iter().position(|&head| head as usize == len) else { return false };
    let subject = (0..len).any(|at| {
        tree.heads[at] as usize == root && matches!(tree.relations[at], Deprel::Nsubj | Deprel::NsubjPass)
    });
    let plain = tree.words.iter().all(|word| !matches!(word.as_str(), "\"" | "“" | "”" | "''" | "``" | ":"));
    let stop = tree.words.last().is_some_and(|word| word == ".") && tree.heads.last() == Some(&(root as u32));
    (6..=30).contains(&len) && subject && plain && stop && tree.tags[root].0 == Upos::Verb
}

fn graft(clause: &Tree, attribution: &Tree, quoted: bool) -> Tree {
    let mut tree = Tree::default();
    let clause_len = clause.words.len() - 1;
    let root = clause.heads.iter().position(|&head| head as usize == clause.words.len()).unwrap_or(0);
    let saying =
        attribution.heads.iter().position(|&head| head as usize == attribution.words.len()).unwrap_or(0);
    let says = attribution.tags[saying].0 == Upos::Verb;
    let shift = u32::from(quoted);
    let first = clause_len as u32 + 1 + 2 * shift;
    let len = first + attribution.words.len() as u32 + 1;
    let (inner, outer) = (root as u32 + shift, saying as u32 + first);
    let mut add = |word: &str, lemma: &str, tag: (Upos, Xpos), head: u32, relation: Deprel| {
        tree.words.push(word.to_owned());
        tree.lemmas.push(lemma.to_owned());
        tree.tags.push(tag);
        tree.heads.push(head);
        tree.relations.push(relation);
        tree.notes.push(String::new());
    };
    if quoted {
        add("“", "\"", (Upos::Punct, Xpos::OpenQuote), inner, Deprel::Punct);
    }
    for at in 0..clause_len {
        let top = at == root;
        let (head, relation) = match (top, says) {
            (true, true) => (outer, Deprel::Ccomp),
            (true, false) => (len, Deprel::Root),
            (false, _) => (clause.heads[at] + shift, clause.relations[at]),
        };
        add(&clause.words[at], &clause.lemmas[at], clause.tags[at], head, relation);
    }
    let comma = if says { outer } else { inner };
    add(",", ",", (Upos::Punct, Xpos::Comma), comma, Deprel::Punct);
    if quoted {
        add("”", "\"", (Upos::Punct, Xpos::CloseQuote), inner, Deprel::Punct);
    }
    for at in 0..attribution.words.len() {
        let (head, relation) = match (at == saying, says) {
            (true, true) => (len, Deprel::Root),
            (true, false) => (inner, Deprel::Obl),
            (false, _) => (attribution.heads[at] + first, attribution.relations[at]),
        };
        add(&attribution.words[at], &attribution.lemmas[at], attribution.tags[at], head, relation);
    }
    add(".", ".", (Upos::Punct, Xpos::Period), comma, Deprel::Punct);
    tree
}

/// The sentences with slots, filled with listed names.
pub(crate) fn filled(sentences: &str, snapshot: &str, words: &str) -> Vec<Named> {
    let kinds = ["country", "nationality", "place", "organisation", "person", "surname"];
    let mut slots: Vec<(&str, Vec<String>)> =
        kinds.map(|kind| (kind, listed::of_kind(snapshot, kind).into_iter().collect())).to_vec();
    slots.push(("capital", listed::of_kind(words, "place").into_iter().collect()));
    slots.push(("number", ["12", "30", "five", "140"].map(str::to_owned).to_vec()));
    if let Some((_, organisations)) = slots.iter_mut().find(|(kind, _)| *kind == "organisation") {
        *organisations = listed::of_kind(words, "organisation").into_iter().collect();
    }
    let mut random = Random::new(3);
    let lines: Vec<&str> = sentences.lines().filter(|line| !line.starts_with('#')).collect();
    let mut named = Vec::new();
    for line in lines.iter().cycle().take(lines.len() * FILLINGS) {
        let mut sentence = Named { begins_document: true, ..Named::default() };
        for token in line.split(' ') {
            let (text, kind) = match token.rsplit_once('/') {
                Some((text, kind)) => (text, Some(kind)),
                None => (token, None),
            };
            let mut text = text.replace('_', " ");
            for (slot, choices) in &slots {
                let slot = format!("{{{slot}}}");
                while text.contains(&slot) && !choices.is_empty() {
                    let choice = &choices[random.below(choices.len() as u64) as usize];
                    text = text.replacen(&slot, choice, 1);
                }
            }
            let start = sentence.words.len();
            sentence.words.extend(text.split(' ').map(str::to_owned));
            sentence.labels.resize(sentence.words.len(), 0);
            let kind = match kind {
                Some("P") => NameKind::Person,
                Some("O") => NameKind::Organisation,
                Some("L") => NameKind::Place,
                Some("N") => NameKind::Nationality,
                Some("F") => NameKind::Facility,
                Some("E") => NameKind::Event,
                _ => continue,
            };
            mark(&mut sentence.labels[start..], kind);
        }
        named.push(sentence);
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(rows: &[(&str, Upos, Xpos, u32, Deprel)]) -> Tree {
        Tree {
            words: rows.iter().map(|row| row.0.to_owned()).collect(),
            lemmas: rows.iter().map(|row| row.0.to_owned()).collect(),
            tags: rows.iter().map(|row| (row.1, row.2)).collect(),
            heads: rows.iter().map(|row| row.3).collect(),
            relations: rows.iter().map(|row| row.4).collect(),
            ..Tree::default()
        }
    }

    #[test]
    fn a_graft_hangs_the_clause_on_the_verb_of_saying() {
        let clause = tree(&[
            ("Troops", Upos::Noun, Xpos::Nns, 1, Deprel::Nsubj),
            ("left", Upos::Verb, Xpos::Vbd, 3, Deprel::Root),
            (".", Upos::Punct, Xpos::Period, 1, Deprel::Punct),
        ]);
        let saying = tree(&[
            ("he", Upos::Pron, Xpos::Prp, 1, Deprel::Nsubj),
            ("said", Upos::Verb, Xpos::Vbd, 2, Deprel::Root),
        ]);
        let plain = graft(&clause, &saying, false);
        assert_eq!(plain.words, ["Troops", "left", ",", "he", "said", "."]);
        assert_eq!(plain.heads, [1, 4, 4, 4, 6, 4]);
        assert_eq!(plain.relations[1], Deprel::Ccomp);
        let quoted = graft(&clause, &saying, true);
        assert_eq!(quoted.words, ["“", "Troops", "left", ",", "”", "he", "said", "."]);
        assert_eq!(quoted.heads, [2, 2, 6, 6, 2, 6, 8, 6]);
    }

    #[test]
    fn slots_are_filled_and_labelled() {
        let snapshot = "country\tPeru\nperson\tAda Lovelace\n";
        let named = filled("# head\n{person}/P left {country}/L .", snapshot, "");
        assert_eq!(named.len(), FILLINGS);
        assert_eq!(named[0].words, ["Ada", "Lovelace", "left", "Peru", "."]);
        assert_eq!(named[0].labels, [1, 3, 0, 12, 0]);
    }
}
