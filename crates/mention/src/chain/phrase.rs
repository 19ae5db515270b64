//! Noun phrases, and what others must agree with to mean the same.

pub(crate) use legation_knowledge::lexicon::nouns::Kind;
use legation_knowledge::world::Gender;
use std::ops::Range;

/// A noun phrase.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    pub(crate) tokens: Range<u32>,
    pub(crate) head: u32,
    pub(crate) sentence: usize,
    pub(crate) form: Form,
    pub(crate) number: Number,
    pub(crate) gender: Option<Gender>,
    pub(crate) kind: Option<Kind>,
    /// Several joined by `and`: a mention only where something goes back to it.
    pub(crate) is_group: bool,
    /// A noun that narrows another (`visa` of `visa rules`): a mention only where it is one elsewhere.
    pub(crate) is_part: bool,
    /// `country`: a noun that often goes back to a name.
    pub(crate) is_broader: bool,
    /// `example`: a noun that mostly names nothing that is gone back to.
    pub(crate) is_idle: bool,
    /// Its words in lower case, without determiner, possessive mark and punctuation.
    pub(crate) key: String,
    /// The lemma of its head, in lower case.
    pub(crate) lemma: String,
    /// The words of the name alone, without titles, in lower case; of what is no name, none.
    pub(crate) name: Vec<String>,
    /// The same as one string.
    pub(crate) full: String,
    /// What the tables know under the name.
    pub(crate) identity: Option<String>,
    /// The lemmas before and after the head that narrow it.
    pub(crate) modifiers: Vec<String>,
}

/// How a phrase names what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// By a name.
    Name,
    /// By a noun.
    Noun(Determiner),
    /// By a pronoun.
    Pronoun(Pronoun),
    /// By a clause, a number or something else.
    Other,
}

/// What a noun begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Determiner {
    /// `the`.
    Definite,
    /// `this`, `those`.
    Demonstrative,
    /// `his`, `Iran's`.
    Possessive,
    /// `a`, `some`, `three`.
    Indefinite,
    /// `both`.
    Both,
    /// `no`, `every`.
    Quantified,
    None,
}

/// A pronoun, by what it can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pronoun {
    I,
    We,
    You,
    He,
    She,
    It,
    They,
    /// `this`, `that`.
    This,
    /// `these`, `those`, `both`.
    These,
    /// Every other one.
    Other,
}

/// One or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Number {
    Singular,
    Plural,
    /// Either: `you`, `police`.
    Either,
}

/// The pronoun that a word is; closed by the grammar of English.
pub(crate) fn pronoun(word: &str) -> Pronoun {
    match word {
        "i" | "me" | "my" | "mine" | "myself" => Pronoun::I,
        "we" | "us" | "our" | "ours" | "ourselves" => Pronoun::We,
        "you" | "your" | "yours" | "yourself" | "yourselves" => Pronoun::You,
        "he" | "him" | "his" | "himself" => Pronoun::He,
        "she" | "her" | "hers" | "herself" => Pronoun::She,
        "it" | "its" | "itself" => Pronoun::It,
        "they" | "them" | "their" | "theirs" | "themselves" | "themself" => Pronoun::They,
        "this" | "that" => Pronoun::This,
        "these" | "those" | "both" => Pronoun::These,
        _ => Pronoun::Other,
    }
}
