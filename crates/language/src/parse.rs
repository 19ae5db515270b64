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
        Parse { words, names, dependents, bounds }
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
