//! How far one text is another's.

use super::{Fingerprint, Sentence};
use std::collections::HashSet;

/// A sentence stands in the other text where it has this share of its shingles.
const STANDS: f64 = 0.5;
/// A sentence has a counterpart in the other text, if other words, from this share on.
const RESEMBLES: f64 = 0.3;

/// How much of one text stands in another, as shares from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Likeness {
    /// Of its words, those that stand there.
    pub words: f64,
    /// Of its words, those of sentences that stand there.
    pub sentences: f64,
    /// Of its first sentence, the words that stand there.
    pub lead: f64,
    /// How many names its first sentence has that the other text has nowhere.
    pub strange: usize,
    /// Of the words of its headline that its own sentences have, those that are in sentences that stand there.
    pub title: f64,
    /// How many words of its headline its own sentences have; none where it has no headline.
    pub titled: Option<u32>,
    /// Of the words of its headline, those of the other's.
    pub headline: f64,
    /// Of its words, those of the longest run of sentences without a counterpart there.
    pub gap: f64,
    /// Of the numbers of its sentences that have a counterpart there, those that are there too.
    pub numbers: f64,
    /// Of the names.
    pub names: f64,
    /// How many different shingles it has.
    pub size: usize,
}

/// A fingerprint made ready to be compared.
#[derive(Debug)]
pub(crate) struct Ready<'a> {
    pub(crate) print: &'a Fingerprint,
    shingles: HashSet<u32, Plain>,
    numbers: Vec<u32>,
    names: Vec<u32>,
}

/// The numbers are spread already.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Plain;

/// A number as its own hash.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Itself(u64);

impl std::hash::BuildHasher for Plain {
    type Hasher = Itself;
    fn build_hasher(&self) -> Itself {
        Itself(0)
    }
}

impl std::hash::Hasher for Itself {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }
    fn write_u32(&mut self, number: u32) {
        // The table looks at the highest and at the lowest bits.
        self.0 = u64::from(number) | u64::from(number) << 32;
    }
}

impl<'a> Ready<'a> {
    pub(crate) fn of(print: &'a Fingerprint) -> Ready<'a> {
        let gather = |part: fn(&Sentence) -> &Vec<u32>| {
            let mut all: Vec<u32> = print.sentences.iter().flat_map(part).copied().collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        Ready {
            print,
            shingles: print.sentences.iter().flat_map(|sentence| &sentence.shingles).copied().collect(),
            numbers: gather(|sentence| &sentence.numbers),
            names: gather(|sentence| &sentence.names),
        }
    }

    /// How many different shingles it has.
    pub(crate) fn size(&self) -> usize {
        self.shingles.len()
    }

    /// Whether it has so many of another's shingles as are this share of the shorter of the two. Stops where that is out of reach.
    pub(crate) fn shares(&self, other: &Fingerprint, share: f64) -> bool {
        let mut left = other.size();
        let mut wanted = (share * self.size().min(left) as f64).ceil() as usize;
        for shingle in other.sentences.iter().flat_map(|sentence| &sentence.shingles) {
            if wanted == 0 || wanted > left {
                break;
            }
            wanted -= usize::from(self.shingles.contains(shingle));
            left -= 1;
        }
        wanted == 0
    }

    /// How far this text stands in the other.
    pub(crate) fn within(&self, other: &Ready<'_>) -> Likeness {
        let (mut all, mut there, mut standing) = (0usize, 0usize, 0usize);
        let (mut run, mut gap) = (0usize, 0usize);
        let (mut title, mut titled, mut lead) = (0u32, 0u32, None);
        let (mut numbers, mut names) = (Share::default(), Share::default());
        for sentence in &self.print.sentences {
            let count = sentence.shingles.iter().filter(|&shingle| other.shingles.contains(shingle)).count();
            let share = count as f64 / sentence.shingles.len().max(1) as f64;
            all += sentence.shingles.len();
            there += count;
            titled |= sentence.title;
            lead.get_or_insert_with(|| {
                let strange = sentence.names.iter().filter(|name| other.names.binary_search(name).is_err());
                (share, strange.count())
            });
            if share >= STANDS {
                standing += sentence.shingles.len();
                title |= sentence.title;
            }
            run = if share >= RESEMBLES { 0 } else { run + sentence.shingles.len() };
            gap = gap.max(run);
            if share >= RESEMBLES {
                numbers.add(&sentence.numbers, &other.numbers);
                names.add(&sentence.names, &other.names);
            }
        }
        let same = self.print.headline.iter().filter(|word| other.print.headline.contains(word)).count();
        let (lead, strange) = lead.unwrap_or_default();
        let share = |part: usize| part as f64 / all.max(1) as f64;
        Likeness {
            words: share(there),
            sentences: share(standing),
            lead,
            strange,
            title: f64::from(title.count_ones()) / f64::from(titled.count_ones().max(1)),
            titled: (!self.print.headline.is_empty()).then_some(titled.count_ones()),
            headline: same as f64 / self.print.headline.len().max(1) as f64,
            gap: share(gap),
            numbers: numbers.get(),
            names: names.get(),
            size: self.size(),
        }
    }
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default)]
struct Share {
    all: usize,
    there: usize,
}

impl Share {
    fn add(&mut self, own: &[u32], there: &[u32]) {
        self.all += own.len();
        self.there += own.iter().filter(|one| there.binary_search(one).is_ok()).count();
    }

    fn get(self) -> f64 {
        if self.all == 0 { 1.0 } else { self.there as f64 / self.all as f64 }
    }
}
