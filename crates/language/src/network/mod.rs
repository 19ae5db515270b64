//! A model: one pass of an encoder over the pieces of words, and a head for each thing asked of it.
//!
//! `train/network` makes the file: the mark, a name, the vocabulary, the encoder, the linear heads by name, the scorer of
//! trees. Sentences are read together, the short ones first; long ones through windows that overlap, never cut. A row of the
//! encoder does not depend on what else is read with it.

mod encoder;
mod file;
mod matrix;
mod pieces;
mod signals;
mod simd;
mod trees;
mod vector;

use crate::{Deprel, Name, NameKind, Role, Signal, Upos, Xpos};
use encoder::{Encoder, Scratch};
use file::File;
use matrix::{Matrix, Quantised};
use pieces::{Piece, Pieces};
use signals::Signals;
use simd::Path;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use trees::Trees;

/// The first bytes of a file.
const MARK: &[u8] = b"LEGATION-NETWORK-1\n";
/// How many pieces are read at once.
const BATCH: usize = 256;
/// How many pieces of a sentence the encoder sees at once.
const WINDOW: usize = 254;
/// Each kind's labels: its first word, and its others.
const KINDS: [NameKind; 6] = NameKind::ALL;

/// What the model finds in a sentence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    pub(crate) tags: Vec<(Upos, Xpos)>,
    /// The head of each word, none for the root, and the relation to it.
    pub(crate) tree: Vec<(Option<usize>, Deprel)>,
    pub(crate) names: Vec<Name>,
    /// One a word, and none where the model has no such heads.
    pub(crate) signals: Vec<Signal>,
    pub(crate) roles: Vec<Role>,
}

impl Found {
    /// Nothing in a sentence of so many words: each a noun, all on the first.
    pub(crate) fn nothing(words: usize) -> Found {
        Found {
            tags: vec![(Upos::Noun, Xpos::Nn); words],
            tree: (0..words)
                .map(|at| if at == 0 { (None, Deprel::Root) } else { (Some(0), Deprel::Dep) })
                .collect(),
            ..Found::default()
        }
    }
}

/// The model.
#[derive(Debug)]
pub(crate) struct Network {
    pub(crate) name: &'static str,
    pieces: Pieces,
    encoder: Encoder,
    upos: Matrix,
    xpos: Matrix,
    names: Matrix,
    trees: Trees,
    signals: Option<Signals>,
    path: Path,
    /// The mean of what all pieces say, worked out when first asked for.
    middle: OnceLock<Vec<f32>>,
}

impl Network {
    /// The model in the bytes of a file; `None` where they are not one.
    pub(crate) fn read(bytes: &'static [u8]) -> Option<Network> {
        let mut file = File::open(bytes, MARK)?;
        let name = file.text()?;
        let vocabulary = file.text()?;
        let encoder = Encoder::read(&mut file, vocabulary.split('\n').count())?;
        let (mut upos, mut xpos, mut names) = (None, None, None);
        let mut others = BTreeMap::new();
        for _ in 0..file.count()? {
            let head = file.text()?;
            let matrix = file.matrix()?;
            match head {
                "upos" => upos = Some(matrix).filter(|matrix| matrix.outputs == Upos::ALL.len()),
                "xpos" => xpos = Some(matrix).filter(|matrix| matrix.outputs == Xpos::ALL.len()),
                "name" => names = Some(matrix).filter(|matrix| matrix.outputs == 1 + 2 * KINDS.len()),
                _ => {
                    others.insert(head, matrix);
                }
            }
        }
        let trees = Trees::read(&mut file)?;
        file.is_at_end().then_some(())?;
        Some(Network {
            name,
            pieces: Pieces::new(vocabulary)?,
            encoder,
            upos: upos?,
            xpos: xpos?,
            names: names?,
            trees,
            signals: Signals::of(others),
            path: Path::best(),
            middle: OnceLock::new(),
        })
    }

    /// What it finds in each sentence; tags are of these pairs.
    pub(crate) fn find(&self, sentences: &[&[&str]], pairs: &[(Upos, Xpos)]) -> Vec<Found> {
        let cut: Vec<Cut> = sentences.iter().map(|words| self.cut(words)).collect();
        let mut order: Vec<usize> = (0..cut.len()).filter(|&at| !cut[at].starts.is_empty()).collect();
        order.sort_by_key(|&at| (cut[at].pieces.len(), at));
        let mut found = vec![Found::default(); sentences.len()];
        let mut waiting: Vec<usize> = Vec::new();
        let mut pieces = 0;
        let mut scratch = Scratch::default();
        for at in order {
            if pieces + cut[at].pieces.len() > BATCH && !waiting.is_empty() {
                self.find_together(&cut, &waiting, pairs, &mut scratch, &mut found);
                waiting.clear();
                pieces = 0;
            }
            pieces += cut[at].pieces.len();
            waiting.push(at);
        }
        self.find_together(&cut, &waiting, pairs, &mut scratch, &mut found);
        found
    }

    /// What words say by themselves: the mean over words of the mean over their pieces, less the mean over all pieces, at length 1.
    pub(crate) fn sense(&self, words: &[&str]) -> Vec<f32> {
        let width = self.encoder.width;
        let (mut sum, mut word_sum, mut pieces) = (vec![0.0f32; width], Vec::new(), Vec::new());
        for word in words {
            pieces.clear();
            self.pieces.cut(word, &mut pieces);
            word_sum.clear();
            word_sum.resize(width, 0.0f32);
            for &piece in &pieces {
                self.encoder.add_piece(piece, &mut word_sum);
            }
            for (sum, value) in sum.iter_mut().zip(&word_sum) {
                *sum += value / pieces.len() as f32;
            }
        }
        if words.is_empty() {
            return sum;
        }
        let middle = self.middle.get_or_init(|| self.encoder.middle());
        for (sum, middle) in sum.iter_mut().zip(middle) {
            *sum = *sum / words.len() as f32 - middle;
        }
        let length = vector::dot(&sum, &sum).sqrt();
        if length > 0.0 {
            for sum in &mut sum {
                *sum /= length;
            }
        }
        sum
    }

    fn cut(&self, words: &[&str]) -> Cut {
        let mut cut = Cut::default();
        for word in words {
            cut.starts.push(cut.pieces.len());
            self.pieces.cut(word, &mut cut.pieces);
        }
        cut
    }

    fn find_together(
        &self,
        cut: &[Cut],
        sentences: &[usize],
        pairs: &[(Upos, Xpos)],
        scratch: &mut Scratch,
        found: &mut [Found],
    ) {
        simd::run(self.path, Together { model: self, cut, sentences, pairs, scratch, found });
    }
}

/// Sentences that are read at once.
struct Together<'a> {
    model: &'a Network,
    cut: &'a [Cut],
    sentences: &'a [usize],
    pairs: &'a [(Upos, Xpos)],
    scratch: &'a mut Scratch,
    found: &'a mut [Found],
}

impl simd::Work for Together<'_> {
    #[inline(always)]
    fn run(self, path: Path) {
        let Together { model, cut, sentences, pairs, scratch, found } = self;
        let windows: Vec<Window> =
            sentences.iter().flat_map(|&sentence| windows(sentence, cut[sentence].pieces.len())).collect();
        let sequences: Vec<Vec<Piece>> = windows
            .iter()
            .map(|window| {
                let inside = &cut[window.sentence].pieces[window.pieces.clone()];
                [&[model.pieces.begin], inside, &[model.pieces.end]].concat()
            })
            .collect();
        let sequences: Vec<&[Piece]> = sequences.iter().map(Vec::as_slice).collect();
        // The root of each sentence and the first piece of each word.
        let mut kept: Vec<usize> = Vec::new();
        let mut first = 0;
        for (window, sequence) in windows.iter().zip(&sequences) {
            if window.speaks_for.start == 0 {
                kept.push(first);
            }
            let starts = cut[window.sentence].starts.iter().filter(|start| window.speaks_for.contains(start));
            kept.extend(starts.map(|start| first + 1 + start - window.pieces.start));
            first += sequence.len();
        }
        let words = model.encoder.rows(&sequences, &kept, path, scratch);
        let width = model.encoder.width;
        let quantised = Quantised::of(&words, width);
        let upos = model.upos.apply(&quantised, path);
        let xpos = model.xpos.apply(&quantised, path);
        let names = model.names.apply(&quantised, path);
        let signals = model.signals.as_ref().map(|signals| signals.apply(&quantised, path));
        let mut first = 0;
        for &sentence in sentences {
            let count = cut[sentence].starts.len() + 1;
            let part = first + 1..first + count;
            let tags = part.clone().map(|word| {
                let upos = &upos[word * Upos::ALL.len()..];
                let xpos = &xpos[word * Xpos::ALL.len()..];
                best_pair(pairs, upos, xpos)
            });
            let rows = &words[first * width..(first + count) * width];
            let tree = model.trees.decode(rows, width, path).into_iter();
            let mut these = Found {
                tags: tags.collect(),
                tree: tree
                    .map(|(head, relation)| match head.checked_sub(1) {
                        None => (None, Deprel::Root),
                        head => (head, relation),
                    })
                    .collect(),
                names: names_of(&names[part.start * model.names.outputs..part.end * model.names.outputs]),
                ..Found::default()
            };
            if let (Some(heads), Some(outputs)) = (&model.signals, &signals) {
                let capitals: Vec<bool> =
                    cut[sentence].starts.iter().map(|&start| cut[sentence].pieces[start].case > 0).collect();
                these.signals = outputs.signals(part.clone());
                these.roles = heads.roles(outputs, part, &these, &capitals, path);
            }
            found[sentence] = these;
            first += count;
        }
    }
}

/// A sentence in pieces, and where each word starts.
#[derive(Debug, Default)]
struct Cut {
    pieces: Vec<Piece>,
    starts: Vec<usize>,
}

/// A part of a sentence that the encoder sees at once.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Window {
    sentence: usize,
    pieces: std::ops::Range<usize>,
    /// The pieces whose rows are taken from here: those far from its ends.
    speaks_for: std::ops::Range<usize>,
}

fn windows(sentence: usize, pieces: usize) -> impl Iterator<Item = Window> {
    let step = WINDOW / 2;
    let count = if pieces <= WINDOW { 1 } else { pieces.saturating_sub(WINDOW).div_ceil(step) + 1 };
    (0..count).map(move |at| {
        let start = at * step;
        let end = if at + 1 == count { pieces } else { start + WINDOW };
        let from = if at == 0 { 0 } else { start + step / 2 };
        let to = if at + 1 == count { pieces } else { start + step + step / 2 };
        Window { sentence, pieces: start..end, speaks_for: from..to }
    })
}

/// The pair of tags with the highest sum of scores, the first of equals: a verb has no tag of a noun.
fn best_pair(pairs: &[(Upos, Xpos)], upos: &[f32], xpos: &[f32]) -> (Upos, Xpos) {
    let score = |&(a, b): &(Upos, Xpos)| upos[a as usize] + xpos[b as usize];
    let mut best = (f32::MIN, (Upos::X, Xpos::Fw));
    for pair in pairs {
        if score(pair) > best.0 {
            best = (score(pair), *pair);
        }
    }
    best.1
}

/// The place of the largest value, the first of equals.
fn largest(values: &[f32]) -> usize {
    let mut best = 0;
    for (at, value) in values.iter().enumerate() {
        if *value > values[best] {
            best = at;
        }
    }
    best
}

/// The best sequence of labels in which only a name's own words go on with it (Viterbi 1967), as names.
fn names_of(scores: &[f32]) -> Vec<Name> {
    const LABELS: usize = 1 + 2 * KINDS.len();
    let goes_on = |label: usize| label > 0 && label.is_multiple_of(2);
    let follows = |before: usize, label: usize| !goes_on(label) || before == label || before + 1 == label;
    let mut sums = [0.0f32; LABELS];
    let mut back: Vec<[usize; LABELS]> = Vec::new();
    for (place, scores) in scores.chunks_exact(LABELS).enumerate() {
        let (mut next, mut from) = ([f32::MIN; LABELS], [0; LABELS]);
        for label in 0..LABELS {
            let before = if place == 0 { 0..1 } else { 0..LABELS };
            for before in before.filter(|&before| follows(before, label)) {
                let sum = sums[before] + scores[label];
                if sum > next[label] && sums[before] > f32::MIN {
                    (next[label], from[label]) = (sum, before);
                }
            }
        }
        sums = next;
        back.push(from);
    }
    let mut label = largest(&sums);
    let mut labels = vec![0; back.len()];
    for (place, from) in back.iter().enumerate().rev() {
        labels[place] = label;
        label = from[label];
    }
    let mut names: Vec<Name> = Vec::new();
    for (place, &label) in labels.iter().enumerate().filter(|(_, label)| **label > 0) {
        let place = place as u32;
        match names.last_mut().filter(|name| goes_on(label) && name.tokens.end == place) {
            Some(name) => name.tokens.end = place + 1,
            None => names.push(Name { tokens: place..place + 1, kind: KINDS[(label - 1) / 2] }),
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::{WINDOW, names_of, windows};

    #[test]
    fn windows_speak_for_each_piece_once() {
        for pieces in [1, 2, WINDOW, WINDOW + 1, 2 * WINDOW, 1000, 5000] {
            let mut next = 0;
            for window in windows(0, pieces) {
                assert_eq!(window.speaks_for.start, next, "{pieces}");
                assert!(window.pieces.start <= window.speaks_for.start);
                assert!(window.speaks_for.end <= window.pieces.end && window.pieces.len() <= WINDOW);
                next = window.speaks_for.end;
            }
            assert_eq!(next, pieces);
        }
    }

    #[test]
    fn a_name_goes_on_only_from_its_beginning() {
        let label =
            |label: usize| std::array::from_fn::<f32, 13, _>(|at| if at == label { 1.0 } else { 0.0 });
        let found = names_of(&[label(1), label(2), label(0), label(5), label(4)].concat());
        let found: Vec<_> = found.into_iter().map(|name| name.tokens).collect();
        assert_eq!(found, [0..2, 3..4]);
    }
}
