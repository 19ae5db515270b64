//! What is kept of a text to tell its copies: no words, only numbers that stand for them.

use crate::words::{self, Word, pair, rows};
use aho_corasick::AhoCorasick;
use legation_record::PartialDate;
use legation_text::{Document, Span};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// Phrases by which a sentence is known to belong to the page and not to the article.
static BOILERPLATE: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::new(rows(include_str!("../../data/boilerplate.tsv")).map(|(phrase, _)| phrase)).ok()
});

/// A sentence of more words than this is a list that nobody has set in sentences: it is cut into pieces.
const LONGEST: usize = 80;
/// The words of a piece of a list.
const PIECE: usize = 40;
/// A sentence of fewer words is a dateline, a label or an exclamation.
const SHORTEST: usize = 5;
/// A list is left out where the sentences have this share of all words.
const SENTENCES: f64 = 0.25;
/// How many words of a headline are told apart.
const TITLE: usize = 32;

/// A text by its sentences, each by numbers that stand for its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// The digest of the article.
    pub digest: String,
    /// When it was published.
    pub date: PartialDate,
    /// The words of its headline that say something.
    pub headline: Vec<u32>,
    /// The days and the numbers of a headline that names a day.
    pub dated: Vec<u32>,
    /// All that it writes in figures, in lists and tables too.
    pub figures: Vec<u32>,
    /// Its sentences, in order; what belongs to the page is left out.
    pub sentences: Vec<Sentence>,
}

/// A sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Each three words that follow one another.
    pub shingles: Vec<u32>,
    /// Which words of the headline stand in it, one bit each.
    pub title: u32,
    /// Its numbers, and the days and months that it names.
    pub numbers: Vec<u32>,
    /// Its words with a capital letter.
    pub names: Vec<u32>,
}

impl Fingerprint {
    /// Of a text with its headline.
    pub fn of(digest: &str, date: PartialDate, title: Option<&str>, text: &str) -> Fingerprint {
        Fingerprint::of_words(digest, date, title, &OwnWords::of(text))
    }

    /// Of a text by its words.
    pub(crate) fn of_words(
        digest: &str,
        date: PartialDate,
        title: Option<&str>,
        words: &OwnWords,
    ) -> Fingerprint {
        let mut headline: Vec<u64> = Vec::new();
        let title = words::words(title.unwrap_or_default());
        let mut dated = Vec::new();
        if title.iter().any(Word::is_day) {
            dated.extend(title.iter().filter(|word| word.is_number()).map(|word| word.key() as u32));
            dated.sort_unstable();
        }
        for word in title.into_iter().filter(Word::has_content) {
            if headline.len() < TITLE && !headline.contains(&word.stem()) {
                headline.push(word.stem());
            }
        }
        let mut sentences: Vec<Sentence> =
            words.sentences.iter().map(|words| Sentence::of(words, &headline)).collect();
        sentences.retain(|sentence| !sentence.shingles.is_empty());
        let headline = headline.into_iter().map(|stem| stem as u32).collect();
        Fingerprint {
            digest: digest.to_owned(),
            date,
            headline,
            dated,
            figures: words.figures.clone(),
            sentences,
        }
    }

    /// How many shingles its sentences have.
    pub fn size(&self) -> usize {
        self.sentences.iter().map(|sentence| sentence.shingles.len()).sum()
    }

    /// By which of its sentences copies are looked for: those that the headline speaks of, and the first.
    pub(crate) fn matter(&self) -> Vec<u32> {
        const FIRST: usize = 3;
        let wanted = (self.headline.len() as u32).div_ceil(3).max(2);
        let told = self.sentences.iter().enumerate();
        keys(
            told.filter(|(at, sentence)| *at < FIRST || sentence.title.count_ones() >= wanted)
                .map(|(_, one)| one),
        )
    }

    /// Where it may be found: two numbers for each sentence, the same where most of its words are.
    pub(crate) fn all(&self) -> Vec<u32> {
        keys(self.sentences.iter())
    }
}

/// The words of a text that are its own.
#[derive(Clone, Debug, Default)]
pub(crate) struct OwnWords {
    /// Of its sentences: those that belong to the page are left out, and lists are where there are sentences beside them.
    pub(crate) sentences: Vec<Vec<Word>>,
    /// All that it writes in figures, each once.
    figures: Vec<u32>,
}

impl OwnWords {
    /// Of a text.
    pub(crate) fn of(text: &str) -> OwnWords {
        let (mut sentences, mut lists, mut figures) = (Vec::new(), Vec::new(), Vec::new());
        let document = Span::new(text, 0, text.len()).map(|all| Document::segment(text, all));
        for sentence in document.iter().flat_map(|document| &document.sentences) {
            let part = sentence.span.of(text);
            let words = words::words(part);
            figures.extend(words.iter().filter(|word| word.has_digit()).map(|word| word.key() as u32));
            if words.len() > LONGEST {
                lists.extend(words.chunks(PIECE).map(|piece| (sentences.len(), piece.to_vec())));
            } else if words.len() >= SHORTEST && !is_boilerplate(part) {
                sentences.push(words);
            }
        }
        let told: usize = sentences.iter().map(Vec::len).sum();
        let listed: usize = lists.iter().map(|(_, piece)| piece.len()).sum();
        if (told as f64) < SENTENCES * (told + listed) as f64 {
            for (at, piece) in lists.into_iter().rev() {
                sentences.insert(at, piece);
            }
        }
        figures.sort_unstable();
        figures.dedup();
        OwnWords { sentences, figures }
    }
}

/// The two least shingles of each sentence.
fn keys<'a>(sentences: impl Iterator<Item = &'a Sentence>) -> Vec<u32> {
    let mut keys = Vec::new();
    for sentence in sentences {
        let (mut least, mut next) = (u32::MAX, u32::MAX);
        for &shingle in &sentence.shingles {
            if shingle < least {
                (least, next) = (shingle, least);
            } else if shingle < next && shingle != least {
                next = shingle;
            }
        }
        keys.extend([least, next].into_iter().filter(|&key| key != u32::MAX));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

impl Sentence {
    fn of(words: &[Word], headline: &[u64]) -> Sentence {
        let keys: Vec<u64> = words.iter().map(Word::key).collect();
        let shingles = keys.windows(3).map(|three| match three {
            [a, b, c] => pair(pair(*a, *b), *c) as u32,
            _ => 0,
        });
        let title = headline
            .iter()
            .enumerate()
            .filter(|(_, stem)| words.iter().any(|word| word.stem() == **stem))
            .fold(0, |bits, (at, _)| bits | 1 << at);
        let mut numbers: Vec<u32> =
            words.iter().filter(|word| word.is_number()).map(|word| word.key() as u32).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut names: Vec<u32> =
            words.iter().filter(|word| word.is_name()).map(|word| word.key() as u32).collect();
        names.sort_unstable();
        names.dedup();
        Sentence { shingles: shingles.collect(), title, numbers, names }
    }
}

/// Whether a sentence belongs to the page.
fn is_boilerplate(sentence: &str) -> bool {
    let small = sentence.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    BOILERPLATE.as_ref().is_some_and(|phrases| phrases.is_match(&small))
}
