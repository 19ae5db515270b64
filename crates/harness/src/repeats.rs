//! Which articles come again, and which come corrected.

use crate::chance::Chance;

/// In a thousand: articles that came before, and ones that came before and are corrected.
const AGAIN: u64 = 20;
const CORRECTED: u64 = 20;

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// The article of a number, for the first time.
    New(u64),
    /// One that came before, as it was.
    Again(u64),
    /// One that came before, with a correction of this number.
    Corrected(u64, u64),
}

/// Turns without end, the same for the same seed.
#[derive(Clone, Debug)]
pub(crate) struct Repeats {
    chance: Chance,
    new: u64,
    corrections: u64,
}

impl Repeats {
    pub(crate) fn new(seed: u64) -> Repeats {
        Repeats { chance: Chance::new(seed), new: 0, corrections: 0 }
    }
}

impl Iterator for Repeats {
    type Item = Turn;

    fn next(&mut self) -> Option<Turn> {
        let draw = self.chance.next() % 1000;
        let before = self.chance.next() % self.new.max(1);
        Some(if draw < AGAIN && self.new > 0 {
            Turn::Again(before)
        } else if draw < AGAIN + CORRECTED && self.new > 0 {
            self.corrections += 1;
            Turn::Corrected(before, self.corrections)
        } else {
            self.new += 1;
            Turn::New(self.new - 1)
        })
    }
}
