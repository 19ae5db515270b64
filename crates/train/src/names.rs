//! Training of the name tagger.

use crate::bio::{Named, UNKNOWN};
use crate::perceptron::{Counts, Perceptron, Random};
use legation_language::Model;
use legation_language::training::{
    Forms, Memory, NAME_LABELS, NameSource, follows, name_features, runs, settled,
};

/// By how much the right label must outscore all others.
const MARGIN: i32 = 40;

struct Lesson {
    forms: Forms,
    tags: Vec<u8>,
    runs: Vec<(u32, u32)>,
    listed: Vec<(u8, bool)>,
    gold: Vec<u8>,
    begins_document: bool,
}

/// The weights of the name tagger; `model` tags the words and knows the listed names.
pub(crate) fn train(sentences: &[Named], model: &Model, epochs: u32, least: u32) -> Perceptron {
    let lessons: Vec<Lesson> = sentences
        .iter()
        .map(|sentence| {
            let words: Vec<&str> = sentence.words.iter().map(String::as_str).collect();
            let forms = model.forms(&words);
            let tags = model.tag(&forms, &model.known(&forms));
            let listed = model.listed(&forms);
            let gold = sentence.labels.clone();
            let runs = runs(&forms);
            Lesson { forms, tags, runs, listed, gold, begins_document: sentence.begins_document }
        })
        .collect();
    // Documents keep their order inside; their order among themselves is random.
    let mut documents: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, lesson) in lessons.iter().enumerate() {
        match documents.last_mut() {
            Some(document) if !lesson.begins_document => document.end = at + 1,
            _ => documents.push(at..at + 1),
        }
    }
    let (mut features, mut rows) = (Vec::new(), Vec::new());
    let mut counts = Counts::default();
    for document in &documents {
        let mut memory = Memory::default();
        for lesson in &lessons[document.clone()] {
            let known: Vec<u8> =
                lesson.gold.iter().map(|&label| if label == UNKNOWN { 0 } else { label }).collect();
            let source = NameSource {
                forms: &lesson.forms,
                tags: &lesson.tags,
                runs: &lesson.runs,
                listed: &lesson.listed,
                memory: &memory,
            };
            for place in 0..known.len() {
                name_features(&source, &known, place, &mut features);
                counts.add(&features);
            }
            memory.keep(&lesson.forms, &known);
        }
    }
    let mut perceptron = Perceptron::new(&counts, least);
    let mut random = Random::new(5);
    for epoch in 0..epochs {
        random.shuffle(&mut documents);
        for document in &documents {
            let mut memory = Memory::default();
            for lesson in &lessons[document.clone()] {
                let source = NameSource {
                    forms: &lesson.forms,
                    tags: &lesson.tags,
                    runs: &lesson.runs,
                    listed: &lesson.listed,
                    memory: &memory,
                };
                let count = lesson.gold.len();
                let mut labels: Vec<u8> = Vec::with_capacity(count);
                for (place, &right) in lesson.gold.iter().enumerate() {
                    let before = labels.last().copied().unwrap_or(0);
                    if right == 0 && settled(&source, before, place) {
                        labels.push(0);
                        continue;
                    }
                    name_features(&source, &labels, place, &mut features);
                    perceptron.rows(&features, &mut rows);
                    let scores = perceptron.scores(&rows);
                    let last = place + 1 == count;
                    let allowed = |label: u8| follows(before, label, last);
                    let guess = highest(&scores, allowed);
                    perceptron.tick();
                    if right == UNKNOWN {
                        labels.push(guess);
                        continue;
                    }
                    let rival = highest(&scores, |label| label != right && allowed(label));
                    let ahead = scores[right as usize] - scores[rival as usize];
                    if allowed(right) && rival != right && ahead < MARGIN {
                        perceptron.update(&rows, right as usize, rival as usize);
                    }
                    labels.push(if epoch < 2 && allowed(right) { right } else { guess });
                }
                memory.keep(&lesson.forms, &labels);
            }
        }
    }
    perceptron
}

fn highest(scores: &[i32; 256], allowed: impl Fn(u8) -> bool) -> u8 {
    let labels = (0..NAME_LABELS as u8).rev().filter(|&label| allowed(label));
    labels.max_by_key(|&label| scores[label as usize]).unwrap_or(0)
}
