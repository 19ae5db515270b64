//! Dependency trees: a greedy arc-hybrid parser.
//!
//! The transition system is that of Kuhlmann, Gómez-Rodríguez and Satta 2011 with the root behind the last word, so
//! that the words left over at the end can only form one tree under one root. The features follow Zhang and Nivre
//! 2011; training follows Goldberg and Nivre 2013 (a dynamic oracle, with the parser's own errors explored).

use crate::form::{Form, Forms};
use crate::hash::feature;
use crate::table::Table;
use crate::tagger::best;
use crate::{Deprel, Upos, Xpos};

const NONE: u32 = u32::MAX;
/// How many relations there are.
const RELATIONS: usize = Deprel::ALL.len();
/// How many transitions there are: shift, and left and right with each relation.
pub const TRANSITIONS: usize = 1 + 2 * RELATIONS;

/// One step of the parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transition {
    /// The next word goes onto the stack.
    Shift,
    /// The top of the stack becomes a dependent of the next word and leaves.
    Left(Deprel),
    /// The top of the stack becomes a dependent of the word below it and leaves.
    Right(Deprel),
}

impl Transition {
    /// Its number, below [`TRANSITIONS`].
    pub fn number(self) -> usize {
        match self {
            Transition::Shift => 0,
            Transition::Left(relation) => 1 + relation as usize,
            Transition::Right(relation) => 1 + RELATIONS + relation as usize,
        }
    }

    /// The transition of a number.
    pub fn of(number: usize) -> Transition {
        match number {
            0 => Transition::Shift,
            n if n <= RELATIONS => Transition::Left(Deprel::ALL[n - 1]),
            n => Transition::Right(Deprel::ALL[(n - 1 - RELATIONS).min(RELATIONS - 1)]),
        }
    }
}

/// What the parser has made of a sentence so far. The root is word number `len`.
#[derive(Clone, Debug)]
pub struct State {
    len: u32,
    next: u32,
    stack: Vec<u32>,
    heads: Vec<u32>,
    relations: Vec<Deprel>,
    /// Outermost, second outermost and number of dependents on each side.
    left: Vec<Side>,
    right: Vec<Side>,
}

/// The dependents of a word on one side.
#[derive(Clone, Copy, Debug)]
struct Side {
    outer: u32,
    second: u32,
    count: u32,
    /// The relations seen, as bits.
    set: u64,
}

impl Side {
    const EMPTY: Side = Side { outer: NONE, second: NONE, count: 0, set: 0 };

    fn add(&mut self, word: u32, relation: Deprel) {
        self.second = self.outer;
        self.outer = word;
        self.count += 1;
        self.set |= 1 << (relation as u64 & 63);
    }
}

impl State {
    /// Before the first step of a sentence of `len` words.
    pub fn new(len: usize) -> State {
        State {
            len: len as u32,
            next: 0,
            stack: Vec::with_capacity(32),
            heads: vec![NONE; len],
            relations: vec![Deprel::Dep; len],
            left: vec![Side::EMPTY; len + 1],
            right: vec![Side::EMPTY; len + 1],
        }
    }

    /// Whether no step is left.
    pub fn done(&self) -> bool {
        self.next == self.len && self.stack.is_empty()
    }

    /// The next word; the root's number after the last.
    pub fn next(&self) -> u32 {
        self.next
    }

    /// The stack, top last.
    pub fn stack(&self) -> &[u32] {
        &self.stack
    }

    /// Whether a word has a head already.
    pub fn attached(&self, word: u32) -> bool {
        self.heads[word as usize] != NONE
    }

    /// Whether a transition may be taken.
    pub fn allows(&self, transition: Transition) -> bool {
        match transition {
            Transition::Shift => self.next < self.len,
            Transition::Left(relation) if self.next == self.len => {
                self.stack.len() == 1 && relation == Deprel::Root
            }
            Transition::Left(relation) => !self.stack.is_empty() && relation != Deprel::Root,
            Transition::Right(relation) => self.stack.len() >= 2 && relation != Deprel::Root,
        }
    }

    /// The highest-scoring transition that may be taken.
    #[inline]
    pub fn best(&self, scores: &[i32; 256]) -> usize {
        if self.next == self.len && self.stack.len() == 1 {
            return Transition::Left(Deprel::Root).number();
        }
        let first = if self.next < self.len { 0 } else { 1 + RELATIONS };
        let last = match self.stack.len() {
            0 => 1,
            1 => 1 + RELATIONS,
            _ => TRANSITIONS,
        };
        let roots = [Transition::Left(Deprel::Root).number(), Transition::Right(Deprel::Root).number()];
        best(scores, first..last, |number| !roots.contains(&number))
    }

    /// Takes a transition that [`State::allows`].
    pub fn take(&mut self, transition: Transition) {
        match transition {
            Transition::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Transition::Left(relation) => {
                if let Some(top) = self.stack.pop() {
                    self.attach(top, self.next, relation);
                    self.left[self.next as usize].add(top, relation);
                }
            }
            Transition::Right(relation) => {
                if let Some(top) = self.stack.pop()
                    && let Some(&head) = self.stack.last()
                {
                    self.attach(top, head, relation);
                    self.right[head as usize].add(top, relation);
                }
            }
        }
    }

    fn attach(&mut self, word: u32, head: u32, relation: Deprel) {
        self.heads[word as usize] = head;
        self.relations[word as usize] = relation;
    }

    /// Each word's head (none for the root) and relation, once [`State::done`].
    pub fn tree(&self) -> impl Iterator<Item = (Option<u32>, Deprel)> + '_ {
        let heads = self.heads.iter().map(|&head| (head < self.len).then_some(head));
        heads.zip(self.relations.iter().copied())
    }

    fn stacked(&self, depth: usize) -> u32 {
        self.stack.len().checked_sub(depth + 1).map_or(NONE, |at| self.stack[at])
    }

    fn side(sides: &[Side], word: u32) -> Side {
        sides.get(word as usize).copied().unwrap_or(Side::EMPTY)
    }
}

/// What lies between words: how many words of each of five kinds come before each place.
#[derive(Clone, Debug, Default)]
pub struct Between {
    before: Vec<[u16; 5]>,
}

impl Between {
    /// The counts of a sentence: finite verbs and modals, commas, other marks, conjunctions, wh-words.
    pub fn of(tags: impl Iterator<Item = (Upos, Xpos)>) -> Between {
        let mut count = [0u16; 5];
        let mut before = vec![count];
        for (upos, xpos) in tags {
            let kind = match (upos, xpos) {
                (_, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md) => Some(0),
                (_, Xpos::Comma) => Some(1),
                (Upos::Punct, _) => Some(2),
                (_, Xpos::Cc) | (Upos::Sconj, _) => Some(3),
                (_, Xpos::Wdt | Xpos::Wp | Xpos::WpPoss | Xpos::Wrb) => Some(4),
                _ => None,
            };
            if let Some(slot) = kind.and_then(|kind| count.get_mut(kind)) {
                *slot = slot.wrapping_add(1);
            }
            before.push(count);
        }
        Between { before }
    }

    /// For each kind, whether none, one or more lie strictly between two words, packed.
    fn kinds(&self, from: u32, to: u32) -> u64 {
        let (Some(start), Some(end)) = (self.before.get(from as usize + 1), self.before.get(to as usize))
        else {
            return 0;
        };
        start
            .iter()
            .zip(end)
            .fold(1, |packed, (start, end)| packed * 3 + u64::from(end.wrapping_sub(*start).min(2)))
    }

    /// Whether none, one or more finite verbs come at or after a place.
    fn verbs_from(&self, place: u32) -> u64 {
        match (self.before.get(place as usize), self.before.last()) {
            (Some(start), Some(end)) => u64::from(end[0].wrapping_sub(start[0]).min(2)),
            _ => 0,
        }
    }
}

/// A word of the sentence, of the stack or of the tree so far, as numbers.
#[derive(Clone, Copy)]
struct Seen {
    word: u64,
    tag: u64,
    class: u64,
}

/// The features of the next step.
pub fn step_features(state: &State, forms: &Forms, tags: &[u8], between: &Between, out: &mut Vec<u64>) {
    out.clear();
    let see = |word: u32| -> Seen {
        if word == NONE {
            return Seen { word: 0, tag: 0, class: 0 };
        }
        match (forms.words.get(word as usize), tags.get(word as usize)) {
            (Some(Form { lower, class, .. }), Some(&tag)) => {
                Seen { word: *lower, tag: u64::from(tag) + 2, class: *class }
            }
            _ => Seen { word: 1, tag: 1, class: 0 },
        }
    };
    let label = |word: u32| state.relations.get(word as usize).map_or(0, |&relation| relation as u64 + 1);
    let ahead = |by: u32| if state.next + by <= state.len { state.next + by } else { NONE };
    let (n0, n1, n2) = (state.stacked(0), state.stacked(1), state.stacked(2));
    let b = state.next;
    let (s0, s1, s2) = (see(n0), see(n1), see(n2));
    let (b0, b1, b2, b3) = (see(b), see(ahead(1)), see(ahead(2)), see(ahead(3)));
    let (s0l, s0r) = (State::side(&state.left, n0), State::side(&state.right, n0));
    let (s1l, s1r) = (State::side(&state.left, n1), State::side(&state.right, n1));
    let b0l = State::side(&state.left, b);
    let (s0lo, s0ro, s1lo, s1ro, b0lo) =
        (see(s0l.outer), see(s0r.outer), see(s1l.outer), see(s1r.outer), see(b0l.outer));
    let (s0l2, s0r2, s1r2) = (see(s0l.second), see(s0r.second), see(s1r.second));
    let gap = |from: u32, to: u32| -> u64 {
        if from == NONE || to == NONE {
            return 0;
        }
        match to - from {
            n @ 0..=4 => 1 + u64::from(n),
            5..=6 => 6,
            7..=10 => 7,
            _ => 8,
        }
    };
    let (near, far) = (gap(n0, b), gap(n1, n0));
    let count = |side: Side| u64::from(side.count.min(4));

    let mut template = 200;
    macro_rules! add {
        ($($value:expr),+) => {{ template += 1; out.push(feature(template, [$($value),+])); }};
    }
    for seen in [s0, s1, b0, b1] {
        add!(seen.word, seen.tag);
        add!(seen.word);
    }
    add!(s2.word, s2.tag);
    add!(b2.word, b2.tag);
    // Stack and buffer.
    add!(s0.word, s0.tag, b0.word, b0.tag);
    add!(s0.word, s0.tag, b0.tag);
    add!(s0.tag, b0.word, b0.tag);
    add!(s0.word, b0.word);
    add!(s0.tag, b0.tag);
    add!(s0.word, b0.tag, b1.tag);
    add!(s0.tag, b0.word, b1.tag);
    // The two topmost of the stack.
    add!(s1.word, s0.word);
    add!(s1.word, s1.tag, s0.tag);
    add!(s1.tag, s0.word, s0.tag);
    add!(s1.tag, s0.tag);
    add!(s1.word, b0.word);
    add!(s1.tag, b0.word);
    add!(s1.word, b0.tag);
    // Three in a row.
    add!(s0.tag, b0.tag, b1.tag);
    add!(b0.tag, b1.tag, b2.tag);
    add!(b0.word, b1.tag);
    add!(b0.tag, b1.word);
    add!(s1.tag, s0.tag, b0.tag);
    add!(s1.word, s0.tag, b0.tag);
    add!(s1.tag, s0.word, b0.tag);
    add!(s1.tag, s0.tag, b0.word);
    add!(s2.tag, s1.tag, s0.tag);
    add!(s2.tag, s1.tag, s0.tag, b0.tag);
    add!(s2.word, s1.tag, s0.tag);
    add!(s1.tag, s0.tag, b0.tag, b1.tag);
    add!(s0.tag, b0.tag, b1.tag, b2.tag);
    add!(b1.tag, b2.tag, b3.tag);
    // With dependents.
    add!(s0.tag, s0lo.tag, b0.tag);
    add!(s0.tag, s0ro.tag, b0.tag);
    add!(s0.tag, b0.tag, b0lo.tag);
    add!(s0.tag, s0lo.tag, s0l2.tag);
    add!(s0.tag, s0ro.tag, s0r2.tag);
    add!(s1.tag, s1lo.tag, s0.tag);
    add!(s1.tag, s1ro.tag, s0.tag);
    add!(s1.tag, s0.tag, s0lo.tag);
    add!(s1.tag, s0.tag, s0ro.tag);
    add!(s1.tag, s1ro.tag, s1r2.tag);
    add!(s0.tag, s0lo.word);
    add!(s0.word, s0lo.word);
    add!(s0.tag, s0ro.word);
    add!(s1.tag, s1ro.word);
    add!(b0.tag, b0lo.word);
    add!(s1.word, s0lo.word, s0.tag);
    add!(s1.tag, s0lo.word, s0.tag);
    add!(s1.tag, s0lo.word, s0.word);
    add!(b0.tag, s0lo.word, s0.tag);
    add!(s2.tag, s1.tag, s0lo.word, s0.tag);
    add!(s2.word, s1.tag, s0lo.word);
    // Relations of dependents.
    add!(s0.tag, label(s0l.outer), label(s0r.outer));
    add!(s1.tag, label(s1l.outer), label(s1r.outer), s0.tag);
    add!(b0.tag, label(b0l.outer), s0.tag);
    add!(s0.word, label(s0l.outer), label(s0l.second));
    add!(s0.tag, s0l.set, s0r.set);
    add!(s1.tag, s1l.set, s1r.set);
    add!(s0.tag, s0l.set, b0.tag);
    add!(s1.tag, s1r.set, s0.tag);
    add!(s1.word, s1r.set);
    add!(b0.tag, b0l.set, s0.tag);
    // How many dependents, and how far apart.
    add!(s0.tag, count(s0l), count(s0r));
    add!(s1.tag, count(s1l), count(s1r), s0.tag);
    add!(s0.tag, b0.tag, near);
    add!(s0.word, near);
    add!(b0.word, near);
    add!(s1.tag, s0.tag, far);
    add!(s1.word, far);
    add!(s1.tag, s0.tag, b0.tag, far);
    // Classes of words.
    add!(s0.class, b0.class, s0.tag, b0.tag);
    add!(s1.class, s0.class, s1.tag, s0.tag);
    add!(s0.class, b0.tag);
    add!(s0.tag, b0.class);
    add!(s1.class, s0.tag, b0.tag);
    add!(s1.tag, s0.class, b0.tag);
    add!(s1.class, s0lo.word, s0.class);
    add!(s2.class, s1.class, s0lo.word);
    add!(s0.class, b0.class, b1.tag);
    // What lies between, and what is still to come.
    let none = |word: u32| word == NONE;
    let near = if none(n0) { 0 } else { between.kinds(n0, b) };
    let far = if none(n1) { 0 } else { between.kinds(n1, n0) };
    let verbs = between.verbs_from(b);
    add!(s0.tag, b0.tag, near);
    add!(s0.word, near);
    add!(s1.tag, s0.tag, far);
    add!(s1.word, far);
    add!(s1.tag, s0.tag, b0.tag, verbs);
    add!(s0.tag, b0.tag, verbs, state.stack.len().min(4) as u64);
}

/// Parses a sentence.
pub(crate) fn parse(forms: &Forms, tags: &[u8], between: &Between, weights: &Table<'_>) -> State {
    let mut state = State::new(tags.len());
    let mut features = Vec::with_capacity(96);
    while !state.done() {
        let number = if state.stack.is_empty() {
            0
        } else if state.next == state.len && state.stack.len() == 1 {
            Transition::Left(Deprel::Root).number()
        } else {
            step_features(&state, forms, tags, between, &mut features);
            let mut scores = [0; 256];
            for &feature in &features {
                weights.score(feature, &mut scores);
            }
            state.best(&scores)
        };
        state.take(Transition::of(number));
    }
    state
}
