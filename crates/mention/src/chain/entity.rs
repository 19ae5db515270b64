//! What phrases have been found to mean the same, and what that tells of it.

use super::phrase::{Kind, Number, Phrase};
use legation_knowledge::world::Gender;

/// What one of the things mentioned is known to be.
#[derive(Clone, Debug)]
struct Entity {
    members: Vec<usize>,
    number: Number,
    gender: Option<Gender>,
    kind: Option<Kind>,
}

/// Phrases, each in one entity.
pub(super) struct Entities<'a> {
    phrases: &'a [Phrase],
    of: Vec<usize>,
    entities: Vec<Entity>,
}

impl<'a> Entities<'a> {
    /// Each phrase alone.
    pub(super) fn new(phrases: &'a [Phrase]) -> Entities<'a> {
        let alone = |(at, phrase): (usize, &Phrase)| Entity {
            members: vec![at],
            number: phrase.number,
            gender: phrase.gender,
            kind: phrase.kind,
        };
        Entities {
            phrases,
            of: (0..phrases.len()).collect(),
            entities: phrases.iter().enumerate().map(alone).collect(),
        }
    }

    pub(super) fn same(&self, a: usize, b: usize) -> bool {
        self.of[a] == self.of[b]
    }

    /// The entity of a phrase.
    pub(super) fn entity(&self, phrase: usize) -> usize {
        self.of[phrase]
    }

    /// The phrases that mean the same as one, itself among them.
    pub(super) fn members(&self, phrase: usize) -> &[usize] {
        &self.entities[self.of[phrase]].members
    }

    pub(super) fn number(&self, phrase: usize) -> Number {
        self.entities[self.of[phrase]].number
    }

    pub(super) fn gender(&self, phrase: usize) -> Option<Gender> {
        self.entities[self.of[phrase]].gender
    }

    pub(super) fn kind(&self, phrase: usize) -> Option<Kind> {
        self.entities[self.of[phrase]].kind
    }

    /// Whether two phrases agree and nothing keeps their entities apart.
    pub(super) fn may_join(&self, a: usize, b: usize) -> bool {
        if self.same(a, b) {
            return false;
        }
        let (one, other) = (&self.entities[self.of[a]], &self.entities[self.of[b]]);
        let gender = one.gender.is_none() || other.gender.is_none() || one.gender == other.gender;
        let kind = one.kind.zip(other.kind).is_none_or(|(one, other)| one.fits(other));
        gender && kind && number(one, other) && !self.is_apart(a, b)
    }

    /// Whether a mention of one stands inside a mention of the other.
    pub(super) fn is_apart(&self, a: usize, b: usize) -> bool {
        self.is_nested(self.of[a], self.of[b])
    }

    /// Whether a phrase of one stands inside a phrase of the other; of large entities that is not looked at.
    fn is_nested(&self, a: usize, b: usize) -> bool {
        let (one, other) = (&self.entities[a].members, &self.entities[b].members);
        if one.len() * other.len() > 400 {
            return false;
        }
        let holds = |a: usize, b: usize| {
            let (a, b) = (&self.phrases[a].tokens, &self.phrases[b].tokens);
            a.start <= b.start && b.end <= a.end
        };
        one.iter().any(|&a| other.iter().any(|&b| holds(a, b) || holds(b, a)))
    }

    /// Makes two phrases one.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (mut a, mut b) = (self.of[a], self.of[b]);
        if a == b {
            return;
        }
        if self.entities[a].members.len() < self.entities[b].members.len() {
            (a, b) = (b, a);
        }
        let gone = std::mem::take(&mut self.entities[b].members);
        for &phrase in &gone {
            self.of[phrase] = a;
        }
        let (number, gender, kind) =
            (self.entities[b].number, self.entities[b].gender, self.entities[b].kind);
        let one = &mut self.entities[a];
        one.members.extend(gone);
        one.members.sort_unstable();
        one.gender = one.gender.or(gender);
        if one.number == Number::Either {
            one.number = number;
        }
        one.kind = match (one.kind, kind) {
            (Some(Kind::Place), Some(other)) | (None, Some(other)) => Some(other),
            (kind, _) => kind,
        };
    }

    /// All entities of more than one phrase, in the order of the text.
    pub(super) fn chains(self) -> Vec<Vec<usize>> {
        let mut chains: Vec<Vec<usize>> = self
            .entities
            .into_iter()
            .map(|entity| entity.members)
            .filter(|members| members.len() > 1)
            .collect();
        chains.sort_unstable();
        chains
    }
}

/// Whether two agree in number: a body can be `it` and `they`.
fn number(one: &Entity, other: &Entity) -> bool {
    use Number::{Either, Plural, Singular};
    match (one.number, other.number) {
        (Either, _) | (_, Either) | (Singular, Singular) | (Plural, Plural) => true,
        (Singular, Plural) => one.kind == Some(Kind::Body),
        (Plural, Singular) => other.kind == Some(Kind::Body),
    }
}
