//! Training of the tagger and of the dictionary that it reads.

use crate::perceptron::{Counts, Perceptron, Random};
use crate::trees::Tree;
use legation_language::training::{Forms, Known, TableBuilder, class_key, known, tag_features, text_hash};
use legation_language::{Upos, Xpos};
use std::collections::BTreeMap;

/// Words seen less often have no dictionary entry.
const SEEN: u32 = 4;
/// Words seen at least so often, and at most once in two hundred under another tag, are not scored.
const ALWAYS: u32 = 20;

/// By how much the right tag must outscore all others.
const MARGIN: i32 = 30;

/// The pairs of tags, in the order of their numbers.
pub(crate) struct Tags(pub(crate) Vec<(Upos, Xpos)>);

impl Tags {
    /// The pairs that these trees have, the commonest 250.
    pub(crate) fn of(trees: &[Tree]) -> Tags {
        let mut counts: BTreeMap<(Upos, Xpos), u32> = BTreeMap::new();
        for &tag in trees.iter().flat_map(|tree| &tree.tags) {
            *counts.entry(tag).or_default() += 1;
        }
        let mut tags: Vec<_> = counts.into_iter().collect();
        tags.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        tags.truncate(250);
        Tags(tags.into_iter().map(|(tag, _)| tag).collect())
    }

    pub(crate) fn number(&self, tag: (Upos, Xpos)) -> u8 {
        self.0.iter().position(|&other| other == tag).unwrap_or(0) as u8
    }
}

/// The dictionary: under a word in small letters, whether it has one tag only, then its tags, commonest first.
pub(crate) fn dictionary(trees: &[(Forms, Vec<u8>)]) -> TableBuilder {
    let mut counts: BTreeMap<u64, BTreeMap<u8, u32>> = BTreeMap::new();
    for (forms, tags) in trees {
        for (form, &tag) in forms.words.iter().zip(tags) {
            *counts.entry(form.lower).or_default().entry(tag).or_default() += 1;
        }
    }
    let mut table = TableBuilder::default();
    for (word, counts) in counts {
        let total: u32 = counts.values().sum();
        if total < SEEN {
            continue;
        }
        let mut tags: Vec<(u8, u32)> =
            counts.into_iter().filter(|&(_, count)| count * 100 >= total).collect();
        tags.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let always = total >= ALWAYS && (total - tags.first().map_or(0, |tag| tag.1)) * 200 <= total;
        tags.truncate(if always { 1 } else { 6 });
        let mut entry = vec![u8::from(always)];
        entry.extend(tags.iter().map(|&(tag, _)| tag));
        table.insert(word, entry);
    }
    table
}

/// Classes of words by the hash of the word.
pub(crate) struct Classes(BTreeMap<u64, u8>);

impl Classes {
    /// The classes of a snapshot: `word TAB class`.
    pub(crate) fn of(snapshot: &str) -> Classes {
        let entries = snapshot.lines().filter_map(|line| line.split_once('\t'));
        let parsed =
            entries.filter_map(|(word, class)| Some((text_hash(word.as_bytes()), class.parse().ok()?)));
        Classes(parsed.collect())
    }

    /// The forms of a sentence's words, with their classes, as the model sees them.
    pub(crate) fn forms(&self, words: &[&str]) -> Forms {
        let mut forms = Forms::of(words);
        for word in &mut forms.words {
            word.class = self.0.get(&word.lower).map_or(0, |&class| u64::from(class) + 1);
        }
        forms
    }

    /// Puts the classes into the dictionary.
    pub(crate) fn enter(&self, dictionary: &mut TableBuilder) {
        for (&word, &class) in &self.0 {
            dictionary.insert(class_key(word), vec![class]);
        }
    }
}

/// The tagger's weights.
pub(crate) fn train(
    trees: &[(Forms, Vec<u8>)],
    words: &TableBuilder,
    labels: usize,
    epochs: u32,
    least: u32,
) -> Perceptron {
    let entries: Vec<Vec<Known>> = trees.iter().map(|(forms, _)| look_up(words, forms)).collect();
    let (mut features, mut rows) = (Vec::new(), Vec::new());
    let mut counts = Counts::default();
    for ((forms, gold), known) in trees.iter().zip(&entries) {
        for place in 0..gold.len() {
            if known[place].always.is_none() {
                tag_features(forms, known, gold, place, &mut features);
                counts.add(&features);
            }
        }
    }
    let mut perceptron = Perceptron::new(&counts, least);
    drop(counts);
    let mut random = Random::new(11);
    let mut order: Vec<usize> = (0..trees.len()).collect();
    for _ in 0..epochs {
        random.shuffle(&mut order);
        for &at in &order {
            let ((forms, gold), known) = (&trees[at], &entries[at]);
            let mut tags = Vec::with_capacity(gold.len());
            for (place, &right) in gold.iter().enumerate() {
                if let Some(tag) = known[place].always {
                    tags.push(tag);
                    continue;
                }
                tag_features(forms, known, &tags, place, &mut features);
                perceptron.rows(&features, &mut rows);
                let mut scores = perceptron.scores(&rows);
                let guess = highest(&scores, labels);
                perceptron.tick();
                let reached = scores[right as usize];
                scores[right as usize] = i32::MIN;
                let rival = highest(&scores, labels);
                if reached - scores[rival] < MARGIN {
                    perceptron.update(&rows, right as usize, rival);
                }
                tags.push(guess as u8);
            }
        }
    }
    perceptron
}

pub(crate) fn look_up(words: &TableBuilder, forms: &Forms) -> Vec<Known> {
    forms.words.iter().map(|form| known(words.get(form.lower))).collect()
}

pub(crate) fn highest(scores: &[i32; 256], labels: usize) -> usize {
    (0..labels).rev().max_by_key(|&label| scores[label]).unwrap_or(0)
}
