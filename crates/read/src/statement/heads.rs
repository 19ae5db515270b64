//! What the model's heads say of attributions, beside the lexicon and the tree.
//!
//! Shares are of 255; the bounds were set on the development documents of `data/annotated` and of the records.

use crate::Reading;
use legation_knowledge::lexicon::cues::{Class, Cue, Kind, Polarity};
use std::ops::Range;

/// The share from which a word is a cue that no lexicon knows.
const CUE: u8 = 128;
/// The share from which a noun is one without a clause.
const SURE: u8 = 180;
/// The share from which a word of the lexicon is none.
const NO_CUE: u8 = 240;
/// The share from which a word is part of what is said.
const SAID: u8 = 140;

const PLAIN: Cue = Cue {
    lemma: "",
    rest: &[],
    class: Class::Verb,
    kind: Kind::Speech,
    polarity: Polarity::Affirmed,
    clause: true,
    quotation: true,
    infinitive: false,
    object: false,
    prepositions: &[],
};
/// Prepositions that lead from a cue to what is said: `called for talks`, `warned of reprisals`, `called on them to stop`.
const LEADS: [&str; 9] = ["for", "of", "on", "upon", "against", "about", "at", "to", "over"];
/// Cues of which only the part of speech is known.
static VERB: Cue = Cue { infinitive: true, object: true, prepositions: &LEADS, ..PLAIN };
static NOUN: Cue = Cue { class: Class::Noun, ..PLAIN };
static ADJECTIVE: Cue = Cue { class: Class::Adjective, kind: Kind::Attitude, ..PLAIN };

/// The share of a cue's first or further word.
fn share(reading: &Reading<'_>, at: u32) -> u8 {
    reading.parse.signal(at).map_or(0, |signal| signal.cue[1].max(signal.cue[2]))
}

/// A cue that no lexicon knows.
pub(super) fn cue(reading: &Reading<'_>, at: u32, class: Class) -> Option<&'static Cue> {
    let cue = match class {
        Class::Verb => &VERB,
        Class::Noun => &NOUN,
        Class::Adjective => &ADJECTIVE,
        Class::Adverbial => return None,
    };
    (share(reading, at) >= CUE).then_some(cue)
}

/// Whether a word is a cue beyond doubt.
pub(super) fn is_sure(reading: &Reading<'_>, at: u32) -> bool {
    share(reading, at) >= SURE
}

/// Whether a word of the lexicon is no cue here.
pub(super) fn is_none(reading: &Reading<'_>, at: u32) -> bool {
    reading.parse.signal(at).is_some_and(|signal| signal.cue[0] >= NO_CUE)
}

/// The stretch of its sentence nearest to a cue that is said.
pub(super) fn content(reading: &Reading<'_>, at: u32) -> Option<Range<u32>> {
    let sentence = reading.document.sentences[reading.document.sentence_of(at)?].tokens.clone();
    let is_said = |at: &u32| reading.parse.signal(*at).is_some_and(|signal| 255 - signal.content[0] >= SAID);
    let behind = (at + 1..sentence.end).find(|at| is_said(at)).map(|first| {
        let length = (first..sentence.end).take_while(|at| is_said(at)).count() as u32;
        first..first + length
    });
    let before = (sentence.start..at).rev().find(|at| is_said(at)).map(|last| {
        let length = (sentence.start..=last).rev().take_while(|at| is_said(at)).count() as u32;
        last + 1 - length..last + 1
    });
    let gap = |range: &Range<u32>| if range.start > at { range.start - at } else { at - range.end + 1 };
    behind.into_iter().chain(before).min_by_key(gap)
}
