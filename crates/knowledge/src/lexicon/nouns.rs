//! What kind of thing a noun names, and which given names are a man's or a woman's: what pronouns agree with.

use crate::world::Gender;

include!(concat!(env!("OUT_DIR"), "/nouns.rs"));

/// A common noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noun {
    /// Its lemma.
    pub noun: &'static str,
    /// What it names; none where that is mostly nothing that is gone back to: `example`, `way`.
    pub kind: Option<Kind>,
    /// Whether only men or only women are called so.
    pub gender: Option<Gender>,
    /// Whether it often goes back to a name: `the country`, `the company`.
    pub is_broader: bool,
}

/// What a noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One human: `minister`.
    Person,
    /// People who act together: `ministry`.
    Body,
    /// `country`.
    Country,
    /// `city`.
    Town,
    /// `region`, `building`.
    Place,
    /// `week`.
    Time,
    /// `summit`.
    Event,
    /// `agreement`, `missile`.
    Thing,
}

impl Kind {
    /// Whether one thing can be called both.
    pub fn fits(self, other: Kind) -> bool {
        use Kind::{Body, Country, Event, Place, Thing, Town};
        self == other
            || matches!(
                (self, other),
                (Country | Town, Place)
                    | (Place, Country | Town)
                    | (Body, Place | Country)
                    | (Place | Country, Body)
                    | (Event, Thing)
                    | (Thing, Event)
                    | (Body, Thing)
                    | (Thing, Body)
            )
    }
}

/// The noun of a lemma.
pub fn noun(lemma: &str) -> Option<&'static Noun> {
    NOUNS.binary_search_by_key(&lemma, |noun| noun.noun).ok().map(|at| &NOUNS[at])
}

/// Whose given name it is, in lower case.
pub fn given(name: &str) -> Option<Gender> {
    GIVEN.binary_search_by_key(&name, |(given, _)| given).ok().map(|at| GIVEN[at].1)
}
