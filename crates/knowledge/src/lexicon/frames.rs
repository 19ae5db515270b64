//! The words that tell of an event, and what must stand with them; and the words that tell whether it happened.

include!(concat!(env!("OUT_DIR"), "/frames.rs"));
include!(concat!(env!("OUT_DIR"), "/status.rs"));

/// A wording of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The lemma of its head word.
    pub head: &'static str,
    /// The lemmas that stand right before it.
    pub before: &'static [&'static str],
    /// Its part of speech.
    pub class: Class,
    /// What must stand with it.
    pub needs: Needs,
    /// PLOVER type.
    pub kind: &'static str,
    /// PLOVER mode; empty for none.
    pub mode: &'static str,
    /// CAMEO code.
    pub cameo: &'static str,
}

/// The part of speech of a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// `meet`.
    Verb,
    /// `talks`.
    Noun,
}

/// What must stand with a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// An object with one of these lemmas: `impose` with `sanctions`.
    Object(&'static [&'static str]),
    /// A complement with one of these prepositions: `call` with `for`.
    Preposition(&'static [&'static str]),
    /// One of these particles: `rule` with `out`.
    Particle(&'static [&'static str]),
    /// No object or infinitive with one of these lemmas: `decline` without `to comment`.
    Without(&'static [&'static str]),
}

/// The part of speech of a word that tells whether something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusClass {
    /// `want`.
    Verb,
    /// `proposal`.
    Noun,
    /// `upcoming`.
    Adjective,
    /// `will`.
    Modal,
    /// `if`.
    Mark,
    /// `war`: what goes on where nothing says otherwise.
    State,
}

/// The frames of a head word, the most specific first.
pub fn find(lemma: &str, class: Class) -> impl Iterator<Item = &'static Frame> + use<> {
    let start = FRAMES.partition_point(|frame| frame.head < lemma);
    let end = FRAMES.partition_point(|frame| frame.head <= lemma);
    FRAMES[start..end].iter().filter(move |frame| frame.class == class)
}

/// The status that a word gives to what it governs, as the record spells it.
pub fn status(word: &str, class: StatusClass) -> Option<&'static str> {
    let start = STATUS.partition_point(|(known, ..)| *known < word);
    STATUS[start..]
        .iter()
        .take_while(|(known, ..)| *known == word)
        .find(|(_, known, _)| *known == class)
        .map(|(_, _, status)| *status)
}
