//! The words that carry an attribution, and the frames they take.

include!(concat!(env!("OUT_DIR"), "/cues.rs"));

/// A word that carries an attribution, or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Its lemma, or that of its first word.
    pub lemma: &'static str,
    /// The lemmas of the words that follow: `clear` of `make clear`.
    pub rest: &'static [&'static str],
    /// Its part of speech.
    pub class: Class,
    /// Whether something is said or felt.
    pub kind: Kind,
    /// Whether the speaker affirms it.
    pub polarity: Polarity,
    /// `said that …`, `asked whether …`.
    pub clause: bool,
    /// `"…," he said`, `…, he said`, `"…," he shrugged`.
    pub quotation: bool,
    /// `wants to …`, `urged Iran to …`.
    pub infinitive: bool,
    /// `denied the report`.
    pub object: bool,
    /// Those behind which the content stands: `for` in `called for talks`.
    pub prepositions: &'static [&'static str],
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
    /// `according to`: words before the speaker.
    Adverbial,
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

/// The cue of one word, of a lemma and part of speech.
pub fn find(lemma: &str, class: Class) -> Option<&'static Cue> {
    beginning_with(lemma).find(|cue| cue.class == class && cue.rest.is_empty())
}

/// The cues of several words that begin with a lemma, the longest first.
pub fn wordings(lemma: &str) -> impl Iterator<Item = &'static Cue> + use<> {
    beginning_with(lemma).filter(|cue| !cue.rest.is_empty())
}

fn beginning_with(lemma: &str) -> impl Iterator<Item = &'static Cue> + use<> {
    let start = CUES.partition_point(|cue| cue.lemma < lemma);
    let end = CUES.partition_point(|cue| cue.lemma <= lemma);
    CUES[start..end].iter()
}
