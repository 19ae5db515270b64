//! Names: a greedy tagger over words with their tags, labels in the BILOU scheme, only well-formed sequences.
//!
//! Ratinov and Roth 2009: gazetteers and what the document said of the same word before are features.

use crate::form::{Case, Forms};
use crate::hash::feature;
use crate::table::Table;
use crate::tagger::best;
use crate::{Name, NameKind};
use std::collections::BTreeMap;

/// Every kind, in the order of the labels.
pub const KINDS: [NameKind; 6] = [
    NameKind::Person,
    NameKind::Organisation,
    NameKind::Place,
    NameKind::Nationality,
    NameKind::Facility,
    NameKind::Event,
];
/// How many labels there are: outside, and begin, inside, last and unit of each kind.
pub const NAME_LABELS: usize = 1 + 4 * KINDS.len();

/// Whether a label may follow another; `last` where the sentence ends after it.
pub fn follows(before: u8, label: u8, last: bool) -> bool {
    let open = |label: u8| label > 0 && (label - 1) % 4 < 2;
    let starts = label == 0 || matches!((label - 1) % 4, 0 | 3);
    let carries = open(before) && label > 0 && !starts && (label - 1) / 4 == (before - 1) / 4;
    (if open(before) { carries } else { starts }) && !(last && open(label))
}

/// How the words of a document were labelled so far, by their hashes in their own letters.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    seen: BTreeMap<u64, u8>,
}

impl Memory {
    /// Keeps the labels of a sentence.
    pub fn keep(&mut self, forms: &Forms, labels: &[u8]) {
        for (form, &label) in forms.words.iter().zip(labels) {
            if label > 0 && form.case != Case::Lower {
                self.seen.insert(form.lower, label);
            }
        }
    }

    fn label(&self, word: u64) -> u64 {
        self.seen.get(&word).map_or(0, |&label| u64::from(label) + 1)
    }
}

/// What the features of a sentence are taken from.
#[derive(Clone, Copy, Debug)]
pub struct NameSource<'s> {
    /// Its words.
    pub forms: &'s Forms,
    /// Their tags.
    pub tags: &'s [u8],
    /// The run of capitalised words around each: see [`runs`].
    pub runs: &'s [(u32, u32)],
    /// What is listed of them.
    pub listed: &'s [(u8, bool)],
    /// What the document said before.
    pub memory: &'s Memory,
}

/// The features of the label at `place`, given the labels before it.
pub fn name_features(source: &NameSource<'_>, labels: &[u8], place: usize, out: &mut Vec<u64>) {
    out.clear();
    let NameSource { forms, tags, runs, listed, memory } = *source;
    let at = place as isize;
    let label = |back: usize| if place >= back { u64::from(labels[place - back]) + 1 } else { 0 };
    let tag = |by: isize| {
        usize::try_from(at + by).ok().and_then(|at| tags.get(at)).map_or(0, |&tag| u64::from(tag) + 1)
    };
    let list = |by: isize| {
        let listed = usize::try_from(at + by).ok().and_then(|at| listed.get(at));
        listed.map_or(0, |&(kinds, begins)| u64::from(kinds) * 2 + u64::from(begins))
    };
    let w = |by: isize| forms.at(at + by);
    let (l1, l2) = (label(1), label(2));
    let (w0, v1, w1) = (w(0), w(-1), w(1));
    let case = |by: isize| w(by).case as u64;
    let first = u64::from(place == 0) + 2 * u64::from(forms.shouted);
    let mut template = 300;
    macro_rules! add {
        ($($value:expr),+) => {{ template += 1; out.push(feature(template, [$($value),+])); }};
    }
    add!(w0.exact);
    add!(w0.lower);
    add!(w0.lower, l1);
    add!(w0.shape, first);
    add!(w0.shape, l1);
    add!(case(0), case(1), case(-1), l1);
    add!(w0.prefix[1]);
    add!(w0.prefix[2]);
    add!(w0.suffix[1]);
    add!(w0.suffix[2], case(0));
    add!(w0.suffix[3], case(0));
    add!(w0.suffix[4]);
    add!(l1);
    add!(l1, l2);
    add!(l1, tag(0));
    add!(tag(0), tag(1), case(0));
    add!(tag(-1), tag(0), l1);
    add!(tag(-1), tag(0), tag(1), case(0));
    add!(v1.lower, case(0));
    add!(v1.lower, l1);
    add!(w(-2).lower, case(0));
    add!(w1.lower, case(0));
    add!(w1.lower, l1);
    add!(w(2).lower, case(0));
    add!(v1.lower, w0.lower);
    add!(w0.lower, w1.lower);
    add!(w(-2).lower, v1.lower, case(0));
    add!(w1.lower, w(2).lower, case(0));
    add!(w1.suffix[2], case(0), case(1));
    add!(v1.suffix[2], case(0), l1);
    add!(v1.shape, w0.shape, w1.shape);
    add!(list(0), first);
    add!(list(0), l1);
    add!(list(0), list(1), case(0));
    add!(list(-1), list(0), l1);
    add!(list(0), w0.lower);
    add!(list(0), tag(0), case(1));
    add!(list(1), case(0), l1);
    add!(memory.label(w0.lower), case(0));
    add!(memory.label(w0.lower), l1);
    add!(memory.label(w1.lower), l1, case(0));
    template = 345;
    add!(w0.class, case(0), l1);
    add!(w1.class, case(0));
    add!(v1.class, case(0));
    add!(v1.class, w0.class, w1.class);
    let (start, end) = runs.get(place).map_or((0, 0), |&(start, end)| (start as isize, end as isize));
    if start < end {
        let (head, tail) = (forms.at(start).lower, forms.at(end - 1).lower);
        let (from, left) = ((at - start).min(3) as u64, (end - 1 - at).min(3) as u64);
        add!(tail, l1);
        add!(tail, left);
        add!(head, from);
        add!(from, left, l1);
        add!(forms.at(end).lower, left, l1);
        add!(forms.at(start - 1).lower, from, l1);
        add!(forms.at(start - 1).lower, tail);
        add!(forms.at(end - 1).suffix[2], left);
    }
    let kinds = listed.get(place).map_or(0, |&(kinds, _)| kinds);
    template = 380;
    for bit in 0..8 {
        template += 4;
        if kinds & (1 << bit) != 0 {
            add!(l1);
            add!(case(0), case(1));
            add!(tag(0));
            add!(v1.lower);
            template -= 4;
        }
    }
}

/// For each capitalised word, where the run of capitalised words around it starts and ends; hyphens join.
pub fn runs(forms: &Forms) -> Vec<(u32, u32)> {
    const HYPHEN: &[u8] = b"-";
    let hyphen = crate::hash::text(HYPHEN);
    let capital = |at: usize| {
        forms.words.get(at).is_some_and(|word| matches!(word.case, Case::Title | Case::Upper | Case::Mixed))
    };
    let mut runs = vec![(0, 0); forms.words.len()];
    let mut start = 0;
    while start < runs.len() {
        let mut end = start;
        while capital(end) || (end > start && forms.at(end as isize).lower == hyphen && capital(end + 1)) {
            end += 1;
        }
        runs[start..end].fill((start as u32, end as u32));
        start = end.max(start + 1);
    }
    runs
}

/// Labels a sentence.
pub(crate) fn label(source: &NameSource<'_>, weights: &Table<'_>) -> Vec<u8> {
    let count = source.forms.words.len();
    let mut labels: Vec<u8> = Vec::with_capacity(count);
    let mut features = Vec::with_capacity(48);
    for place in 0..count {
        let before = labels.last().copied().unwrap_or(0);
        if settled(source, before, place) {
            labels.push(0);
            continue;
        }
        name_features(source, &labels, place, &mut features);
        let mut scores = [0; 256];
        for &feature in &features {
            weights.score(feature, &mut scores);
        }
        let last = place + 1 == count;
        labels.push(best(&scores, 0..NAME_LABELS, |label| follows(before, label as u8, last)) as u8);
    }
    labels
}

/// Whether a word is outside of names without asking the weights: small letters, no open name.
pub fn settled(source: &NameSource<'_>, before: u8, place: usize) -> bool {
    let word = source.forms.at(place as isize);
    let open = before > 0 && (before - 1) % 4 < 2;
    !source.forms.shouted
        && !open
        && matches!(word.case, Case::Lower | Case::None)
        && source.listed[place].0 == 0
}

/// The names that a sentence's labels spell, `first` being the number of its first token.
pub(crate) fn spelled(labels: &[u8], first: u32) -> impl Iterator<Item = Name> + '_ {
    let mut start = 0;
    labels.iter().enumerate().filter_map(move |(at, &label)| {
        let label = label.checked_sub(1)?;
        if matches!(label % 4, 0 | 3) {
            start = at;
        }
        (label % 4 >= 2).then(|| Name {
            tokens: first + start as u32..first + at as u32 + 1,
            kind: KINDS[(label / 4) as usize % KINDS.len()],
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_well_formed_sequences_follow() {
        let (begin, inside, last, unit) = (1, 2, 3, 4);
        assert!(follows(0, begin, false) && !follows(0, begin, true));
        assert!(follows(begin, inside, false) && follows(begin, last, true));
        assert!(!follows(begin, 0, false) && !follows(begin, unit, false));
        assert!(!follows(0, inside, false) && !follows(last, last, true));
        assert!(!follows(begin, 4 + last, true), "a person does not end as an organisation");
        assert!((0..NAME_LABELS as u8).any(|label| follows(inside, label, true)));
    }

    #[test]
    fn runs_of_capitals_are_joined_by_hyphens() {
        let forms = Forms::of(&["the", "Asia", "-", "Pacific", "bloc", "-"]);
        assert_eq!(runs(&forms), [(0, 0), (1, 4), (1, 4), (1, 4), (0, 0), (0, 0)]);
    }
}
