//! Classes of words that stand in the same company, learnt from plain text: they stand in for words that the
//! treebanks have seldom or never.
//!
//! Each word is the vector of its left and right neighbours among the commonest words, as positive pointwise mutual
//! information; spherical k-means puts the vectors into classes. The result is frozen in `data/model/clusters.tsv`.

use anyhow::{Context, Result};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// Words seen less often have no class.
const SEEN: u32 = 6;
/// How many words are classed at most.
const WORDS: usize = 14_000;
/// How many of the commonest words are looked at as neighbours.
const NEIGHBOURS: usize = 400;
/// How many classes.
const CLASSES: usize = 200;
/// How often the classes are made anew.
const ROUNDS: usize = 12;

/// The words of texts in JSON lines (field `text`), a blank between sentences.
pub(crate) fn words(path: &Path) -> Result<Vec<String>> {
    let lines = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let mut words = Vec::new();
    for line in lines.lines() {
        let article: serde_json::Value = serde_json::from_str(line)?;
        let text = article["text"].as_str().unwrap_or_default().replace('’', "'").to_lowercase();
        for chunk in text.split_whitespace() {
            let bare = chunk.trim_matches(|c: char| !c.is_alphanumeric());
            let (before, after) = chunk.split_once(bare).unwrap_or(("", ""));
            words.extend(before.chars().map(String::from));
            match bare.strip_suffix("'s") {
                Some(owner) => words.extend([owner.to_owned(), "'s".to_owned()]),
                None if !bare.is_empty() => words.push(zeroed(bare)),
                None => {}
            }
            words.extend(after.chars().map(String::from));
            if after.contains(['.', '?', '!']) {
                words.push(String::new());
            }
        }
        words.push(String::new());
    }
    Ok(words)
}

pub(crate) fn zeroed(word: &str) -> String {
    word.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

/// The classes of a text's words: `word TAB class`, in order of the words.
pub(crate) fn learn(words: &[String]) -> String {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for word in words.iter().filter(|word| !word.is_empty()) {
        *counts.entry(word).or_default() += 1;
    }
    let mut common: Vec<(&str, u32)> = counts.into_iter().filter(|&(_, count)| count >= SEEN).collect();
    common.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    common.truncate(WORDS);
    let number: HashMap<&str, usize> = common.iter().enumerate().map(|(at, &(word, _))| (word, at)).collect();
    // Neighbours: the commonest words, and the sentence's edge.
    let neighbour = |word: &str| match number.get(word) {
        Some(&at) if at < NEIGHBOURS => Some(at),
        _ if word.is_empty() => Some(NEIGHBOURS),
        _ => None,
    };
    let width = 2 * (NEIGHBOURS + 1);
    let mut pairs: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); common.len()];
    for pair in words.windows(2) {
        if let (Some(&word), Some(right)) = (number.get(pair[0].as_str()), neighbour(&pair[1])) {
            *pairs[word].entry(right).or_default() += 1.0;
        }
        if let (Some(left), Some(&word)) = (neighbour(&pair[0]), number.get(pair[1].as_str())) {
            *pairs[word].entry(NEIGHBOURS + 1 + left).or_default() += 1.0;
        }
    }
    let mut columns = vec![0.0; width];
    for (&column, &count) in pairs.iter().flatten() {
        columns[column] += count;
    }
    let all: f64 = columns.iter().sum();
    let vectors: Vec<Vec<(usize, f64)>> = pairs
        .iter()
        .map(|row| {
            let sum: f64 = row.values().sum();
            let weight = |(&column, &count): (&usize, &f64)| {
                let information = (count * all / (sum * columns[column])).ln();
                (information > 0.0).then(|| (column, information.sqrt() * (1.0 + count).ln().sqrt()))
            };
            let vector: Vec<(usize, f64)> = row.iter().filter_map(weight).collect();
            let length = vector.iter().map(|(_, value)| value * value).sum::<f64>().sqrt().max(1e-9);
            vector.into_iter().map(|(column, value)| (column, value / length)).collect()
        })
        .collect();
    let mut centres: Vec<Vec<f64>> = (0..CLASSES)
        .map(|class| {
            let mut centre = vec![0.0; width];
            vectors.get(class * 4).into_iter().flatten().for_each(|&(column, value)| centre[column] = value);
            centre
        })
        .collect();
    let mut classes = vec![0; vectors.len()];
    for _ in 0..ROUNDS {
        for (class, vector) in classes.iter_mut().zip(&vectors) {
            let near =
                |centre: &Vec<f64>| -> f64 { vector.iter().map(|&(at, value)| value * centre[at]).sum() };
            let scored = centres.iter().map(near).enumerate();
            *class = scored.fold((0, f64::MIN), |best, next| if next.1 > best.1 { next } else { best }).0;
        }
        for centre in &mut centres {
            centre.fill(0.0);
        }
        for (&class, vector) in classes.iter().zip(&vectors) {
            vector.iter().for_each(|&(column, value)| centres[class][column] += value);
        }
        for centre in &mut centres {
            let length = centre.iter().map(|value| value * value).sum::<f64>().sqrt().max(1e-9);
            centre.iter_mut().for_each(|value| *value /= length);
        }
    }
    let mut out: Vec<String> =
        common.iter().zip(&classes).map(|(&(word, _), class)| format!("{word}\t{class}\n")).collect();
    out.sort();
    out.concat()
}
