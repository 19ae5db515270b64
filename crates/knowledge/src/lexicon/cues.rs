//! The words that carry an attribution, and the frames they take.

include!(concat!(env!("OUT_DIR"), "/cues.rs"));

/// A word that carries an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Its lemma.
    pub lemma: &'static str,
    /// Its part of speech.
    pub class: Class,
    /// Whether something is said or felt.
    pub kind: Kind,
    /// Whether the speaker affirms it.
    pub polarity: Polarity,
    /// `said that …`, `said …`, `…, he said`.
    pub clause: bool,
    /// `wants to …`.
    pub infinitive: bool,
    /// `denied the report`.
    pub object: bool,
    /// `called for talks`.
    pub phrase: bool,
}

/// The part of speech of a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// `say`.
    Verb,
    /// `claim`.
    Noun,
    /// `worried`.
    Adjective,
}

/// Something said, or something felt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `say`.
    Speech,
    /// `fear`.
    Attitude,
}

/// Whether the speaker affirms the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Polarity {
    /// `say`.
    Affirmed,
    /// `deny`.
    Denied,
    /// `decline`.
    Declined,
}

/// The cue of a lemma and part of speech.
pub fn find(lemma: &str, class: Class) -> Option<&'static Cue> {
    let start = CUES.partition_point(|cue| cue.lemma < lemma);
    CUES[start..].iter().take_while(|cue| cue.lemma == lemma).find(|cue| cue.class == class)
}
