//! Parts of speech: a greedy tagger, left to right, whose labels are pairs of a universal and a Penn tag.
//!
//! Collins 2002 with averaged weights. Words that training saw often and always under one tag are not scored at all.
//! A word's *class* is the set of tags that training saw it under; it stands in for the word in wider contexts.

use crate::form::Forms;
use crate::hash::feature;
use crate::table::Table;

/// How many features one decision has.
const TAG_FEATURES: usize = 44;

/// What the dictionary knows of a word: the hash of its class, and the tag that it always has, if it has one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known {
    /// The hash of the tags that it was seen under; 0 for a word seldom seen.
    pub class: u64,
    /// The one tag of a word that is never anything else.
    pub always: Option<u8>,
}

impl Known {
    /// Reads a dictionary entry: 1 where the first tag is the only one, else 0; then the tags.
    pub(crate) fn of(entry: Option<&[u8]>) -> Known {
        match entry {
            Some([1, tag, ..]) => Known { class: feature(90, [u64::from(*tag)]), always: Some(*tag) },
            Some([_, tags @ ..]) => Known { class: crate::hash::text(tags), always: None },
            _ => Known::default(),
        }
    }
}

/// The key of a word's class in the dictionary.
pub fn class_key(word: u64) -> u64 {
    feature(91, [word])
}

/// The features of the decision at `place`, given the tags before it.
pub fn tag_features(forms: &Forms, known: &[Known], tags: &[u8], place: usize, out: &mut Vec<u64>) {
    out.clear();
    let at = place as isize;
    let tag = |back: usize| if place >= back { u64::from(tags[place - back]) + 1 } else { 0 };
    let class = |ahead: usize| known.get(place + ahead).map_or(2, |known| known.class);
    let (w0, w1, w2) = (forms.at(at), forms.at(at + 1), forms.at(at + 2));
    let (v1, v2) = (forms.at(at - 1), forms.at(at - 2));
    let (t1, t2) = (tag(1), tag(2));
    let (c0, c1, c2) = (class(0), class(1), class(2));
    let case = w0.case as u64 * 4 + u64::from(place == 0) + 2 * u64::from(forms.shouted);
    let mut template = 100;
    macro_rules! add {
        ($($value:expr),+) => {{ template += 1; out.push(feature(template, [$($value),+])); }};
    }
    add!(w0.lower, case);
    add!(w0.lower);
    add!(w0.suffix[0], case);
    add!(w0.suffix[1], case);
    add!(w0.suffix[2], case);
    add!(w0.suffix[3]);
    add!(w0.suffix[4]);
    add!(w0.prefix[0], case);
    add!(w0.prefix[1]);
    add!(w0.prefix[2]);
    add!(w0.shape, u64::from(place == 0));
    add!(t1);
    add!(t1, t2);
    add!(t1, w0.lower);
    add!(t1, w1.lower);
    add!(t2, w0.lower);
    add!(v1.lower);
    add!(v1.lower, w0.lower);
    add!(v2.lower);
    add!(w1.lower);
    add!(w0.lower, w1.lower);
    add!(w2.lower);
    add!(v1.lower, w1.lower);
    add!(c0, case);
    add!(c0, c1);
    add!(t1, c0);
    add!(t1, c0, c1);
    add!(t2, t1, c0);
    add!(c0, c1, c2);
    add!(t1, c1);
    add!(c1, c2);
    add!(t1, w0.suffix[2]);
    add!(w0.suffix[1], w1.suffix[1], t1);
    add!(w1.suffix[2]);
    add!(w1.case as u64, case, t1);
    add!(w0.suffix[2], c1);
    add!(t1, c0, w1.lower);
    add!(v1.lower, c0);
    add!(case, v1.case as u64, w1.case as u64);
    add!(t1, t2, case, c1);
    add!(w0.class, case);
    add!(t1, w0.class);
    add!(v1.class, w0.class);
    add!(w0.class, w1.class);
}

/// Tags a sentence.
pub(crate) fn tag(forms: &Forms, known: &[Known], labels: usize, weights: &Table<'_>) -> Vec<u8> {
    let mut tags = Vec::with_capacity(forms.words.len());
    let mut features = Vec::with_capacity(TAG_FEATURES);
    for (place, word) in known.iter().enumerate() {
        if let Some(tag) = word.always {
            tags.push(tag);
            continue;
        }
        tag_features(forms, known, &tags, place, &mut features);
        let mut scores = [0; 256];
        for &feature in &features {
            weights.score(feature, &mut scores);
        }
        tags.push(best(&scores, 0..labels, |_| true) as u8);
    }
    tags
}

/// The first of the labels with the highest score.
#[inline]
pub(crate) fn best(
    scores: &[i32; 256],
    labels: std::ops::Range<usize>,
    allowed: impl Fn(usize) -> bool,
) -> usize {
    let (mut best, mut high) = (labels.start, i32::MIN);
    for label in labels {
        if scores[label] > high && allowed(label) {
            (best, high) = (label, scores[label]);
        }
    }
    best
}
