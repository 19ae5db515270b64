//! What the language layer knows of a document.

use crate::{Deprel, Upos, Xpos};
use std::ops::Range;

/// Words with their tree, and names. `words()[i]` is the reading of the document's token `i`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parse {
    words: Vec<Word>,
    names: Vec<Name>,
    /// The dependents of token `i`, in order, are `dependents[bounds[i]..bounds[i + 1]]`.
    dependents: Vec<u32>,
    bounds: Vec<u32>,
    signals: Vec<Signal>,
    roles: Vec<Role>,
}

/// What the heads for statements and events say of a word: shares of 255, label by label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signal {
    /// Outside, first word, further word of the words that carry an attribution.
    pub cue: [u8; 3],
    /// The same of a speaker.
    pub source: [u8; 3],
    /// The same of what is said.
    pub content: [u8; 3],
    /// No trigger, or one of an event of each type in the order of [`Signal::TYPES`].
    pub trigger: [u8; 17],
    /// The status, if it is a trigger, in the order of [`Signal::STATUSES`].
    pub status: [u8; 7],
}

impl Signal {
    /// The types as the models number them.
    pub const TYPES: [&str; 17] = [
        "",
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "CONCEDE",
        "COOPERATE",
        "AID",
        "RETREAT",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "PROTEST",
        "SANCTION",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
    ];
    /// The statuses as the models number them.
    pub const STATUSES: [&str; 7] =
        ["occurred", "ongoing", "planned", "possible", "conditional", "proposed", "denied"];
}

/// What part a phrase has in the event of a trigger, if any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Role {
    /// The trigger's token.
    pub trigger: u32,
    /// The token of the phrase's head.
    pub phrase: u32,
    /// None, source, target, place: shares of 255.
    pub shares: [u8; 4],
}

impl Parse {
    /// The parse with these words (one a token) and names (in order, not overlapping).
    pub fn new(words: Vec<Word>, names: Vec<Name>) -> Parse {
        let mut bounds = vec![0u32; words.len() + 1];
        for head in words.iter().filter_map(|word| word.head) {
            bounds[head as usize + 1] += 1;
        }
        for at in 1..bounds.len() {
            bounds[at] += bounds[at - 1];
        }
        let mut next = bounds.clone();
        let mut dependents = vec![0; bounds.last().map_or(0, |&n| n as usize)];
        for (token, word) in words.iter().enumerate() {
            if let Some(head) = word.head {
                let slot = &mut next[head as usize];
                dependents[*slot as usize] = token as u32;
                *slot += 1;
            }
        }
        Parse { words, names, dependents, bounds, signals: Vec::new(), roles: Vec::new() }
    }

    /// The same parse with what the heads for statements and events say; roles in order.
    #[must_use]
    pub fn with_signals(self, signals: Vec<Signal>, roles: Vec<Role>) -> Parse {
        Parse { signals, roles, ..self }
    }

    /// What the heads say of a token; none where the model has no such heads.
    pub fn signal(&self, token: u32) -> Option<&Signal> {
        self.signals.get(token as usize)
    }

    /// What the model takes the phrases around a trigger for; those of its sentence.
    pub fn roles(&self, trigger: u32) -> &[Role] {
        let start = self.roles.partition_point(|role| role.trigger < trigger);
        let count = self.roles[start..].partition_point(|role| role.trigger == trigger);
        &self.roles[start..start + count]
    }

    /// One a token.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// In order, not overlapping.
    pub fn names(&self) -> &[Name] {
        &self.names
    }

    /// The reading of a token of the document.
    pub fn word(&self, token: u32) -> &Word {
        &self.words[token as usize]
    }

    /// The tokens that depend on a token, in order.
    pub fn children(&self, token: u32) -> impl DoubleEndedIterator<Item = u32> + Clone + '_ {
        let (start, end) = (self.bounds[token as usize], self.bounds[token as usize + 1]);
        self.dependents[start as usize..end as usize].iter().copied()
    }

    /// The first token that depends on a token by one of these relations.
    pub fn child(&self, token: u32, relations: &[Deprel]) -> Option<u32> {
        self.children(token).find(|&child| relations.contains(&self.word(child).deprel))
    }

    /// The preposition of a phrase, by its lemma.
    pub fn case_of(&self, token: u32) -> Option<&str> {
        self.child(token, &[Deprel::Case]).map(|case| &*self.word(case).lemma)
    }

    /// From the leftmost to the rightmost token of the subtree under a token.
    pub fn subtree(&self, token: u32) -> Range<u32> {
        let (mut start, mut end) = (token, token);
        let mut pending = vec![token];
        while let Some(token) = pending.pop() {
            start = start.min(token);
            end = end.max(token);
            pending.extend(self.children(token));
        }
        start..end + 1
    }

    /// The heads above a token, nearest first.
    pub fn ancestors(&self, token: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::successors(self.word(token).head, |&head| self.word(head).head)
    }
}

/// The reading of one token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag.
    pub xpos: Xpos,
    /// Lower-case but for proper nouns.
    pub lemma: Box<str>,
    /// The token (of the document, in the same sentence) that it depends on; none for a root. Each sentence's tree has one root and no cycle.
    pub head: Option<u32>,
    /// How it depends on it.
    pub deprel: Deprel,
}

/// A name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its tokens.
    pub tokens: Range<u32>,
    /// What kind of thing it names.
    pub kind: NameKind,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKind {
    /// A person.
    Person,
    /// A company, ministry, party, armed group, body.
    Organisation,
    /// A country, city, region, sea.
    Place,
    /// `Russian`, `Kurds`, `Republicans`: a nationality, or a religious or political group.
    Nationality,
    /// An airport, bridge, building.
    Facility,
    /// A named war, summit, festival, storm.
    Event,
}

impl NameKind {
    /// Every kind, in the order in which the models number them.
    pub const ALL: [NameKind; 6] = [
        NameKind::Person,
        NameKind::Organisation,
        NameKind::Place,
        NameKind::Nationality,
        NameKind::Facility,
        NameKind::Event,
    ];
}
