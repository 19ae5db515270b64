//! The heads for statements and events, and the head for the roles of phrases beside triggers.

use super::Found;
use super::matrix::{Matrix, Quantised};
use super::simd::Path;
use super::vector::softmax;
use crate::{Deprel, Role, Signal, Upos};
use std::collections::BTreeMap;
use std::ops::Range;

/// Cue, speaker, content, trigger with its type, status: the fields of [`Signal`] in order.
const HEADS: [&str; 5] = ["cue", "source", "content", "trigger", "status"];
/// The share of none from which a word is no trigger, and a phrase has no role.
const NONE: u8 = 250;

/// The heads.
#[derive(Debug)]
pub(super) struct Signals {
    heads: [Matrix; HEADS.len()],
    trigger: Matrix,
    phrase: Matrix,
    role: Matrix,
}

/// What they give for the words of some sentences, roots included.
pub(super) struct Outputs {
    /// Shares, row by row.
    heads: [Vec<f32>; HEADS.len()],
    trigger: Vec<f32>,
    phrase: Vec<f32>,
}

/// A share as one of 255.
fn share(value: f32) -> u8 {
    (value * 255.0 + 0.5) as u8
}

fn shares<const N: usize>(rows: &[f32], word: usize) -> [u8; N] {
    std::array::from_fn(|label| share(rows[word * N + label]))
}

impl Signals {
    /// The heads of a file; none where one is missing or of another size.
    pub(super) fn of(mut heads: BTreeMap<&str, Matrix>) -> Option<Signals> {
        let signal = Signal::default();
        let sizes = [
            signal.cue.len(),
            signal.source.len(),
            signal.content.len(),
            signal.trigger.len(),
            signal.status.len(),
        ];
        let mut take = |name: &str, size: usize| heads.remove(name).filter(|matrix| matrix.outputs == size);
        let found: Option<Vec<Matrix>> =
            HEADS.iter().zip(sizes).map(|(name, size)| take(name, size)).collect();
        let role = take("argument_role", 4)?;
        let (trigger, phrase) = (heads.remove("argument_trigger")?, heads.remove("argument_phrase")?);
        let fits = trigger.outputs == phrase.outputs && trigger.outputs == role.inputs();
        Some(Signals { heads: found?.try_into().ok()?, trigger, phrase, role }).filter(|_| fits)
    }

    #[inline(always)]
    pub(super) fn apply(&self, words: &Quantised, path: Path) -> Outputs {
        let heads = std::array::from_fn(|at| {
            let head = &self.heads[at];
            let mut rows = head.apply(words, path);
            rows.chunks_exact_mut(head.outputs).for_each(softmax);
            rows
        });
        Outputs { heads, trigger: self.trigger.apply(words, path), phrase: self.phrase.apply(words, path) }
    }

    /// The roles of the phrases of a sentence beside the words that can be triggers.
    #[inline(always)]
    pub(super) fn roles(
        &self,
        outputs: &Outputs,
        words: Range<usize>,
        found: &Found,
        capitals: &[bool],
        path: Path,
    ) -> Vec<Role> {
        let upos = |at: usize| found.tags[at].0;
        let is_phrase = |at: &usize| {
            let inside = matches!(
                found.tree[*at].1,
                Deprel::Compound | Deprel::Flat | Deprel::Fixed | Deprel::Goeswith
            );
            !inside
                && (matches!(upos(*at), Upos::Noun | Upos::Propn | Upos::Pron)
                    || (upos(*at) == Upos::Adj && capitals[*at]))
        };
        let is_trigger = |at: &usize| found.signals[*at].trigger[0] < NONE;
        let phrases: Vec<usize> = (0..words.len()).filter(is_phrase).collect();
        let width = self.trigger.outputs;
        let (mut rows, mut pairs) = (Vec::new(), Vec::new());
        for trigger in (0..words.len()).filter(is_trigger) {
            let left = &outputs.trigger[(words.start + trigger) * width..][..width];
            for &phrase in phrases.iter().filter(|&&phrase| phrase != trigger) {
                let right = &outputs.phrase[(words.start + phrase) * width..][..width];
                rows.extend(left.iter().zip(right).map(|(left, right)| {
                    let sum = left + right;
                    if sum > 0.0 { sum } else { 0.0 }
                }));
                pairs.push((trigger as u32, phrase as u32));
            }
        }
        let mut scores = self.role.apply(&Quantised::of(&rows, width), path);
        scores.chunks_exact_mut(4).for_each(softmax);
        let roles = pairs.into_iter().enumerate().map(|(at, (trigger, phrase))| Role {
            trigger,
            phrase,
            shares: shares(&scores, at),
        });
        roles.filter(|role| role.shares[0] < NONE).collect()
    }
}

impl Outputs {
    /// What the heads say of the words of a sentence.
    pub(super) fn signals(&self, words: Range<usize>) -> Vec<Signal> {
        let [cue, source, content, trigger, status] = &self.heads;
        words
            .map(|word| Signal {
                cue: shares(cue, word),
                source: shares(source, word),
                content: shares(content, word),
                trigger: shares(trigger, word),
                status: shares(status, word),
            })
            .collect()
    }
}
