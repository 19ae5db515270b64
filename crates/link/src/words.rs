//! Words, and numbers that stand for them: the same on every machine, for they are kept.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Words that say nothing of what a text is about; those that count or name a day are marked.
static COMMON: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| rows(include_str!("../data/common.tsv")).collect());

/// Words that stand in so much news that sharing them says little, by their stems.
static FREQUENT: LazyLock<HashSet<u64>> =
    LazyLock::new(|| rows(include_str!("../data/frequent.tsv")).map(|(word, _)| key(stem(word))).collect());

/// The first two cells of the rows of a table, its comments and its header left out.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).skip(1).map(|line| {
        let mut cells = line.split('\t');
        (cells.next().unwrap_or_default(), cells.next().unwrap_or_default())
    })
}

/// Whether a word says nothing of what a text is about.
pub(crate) fn is_common(word: &str) -> bool {
    COMMON.contains_key(word)
}

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// In small letters.
    pub(crate) small: String,
    /// Whether it begins with a capital letter.
    pub(crate) capital: bool,
    /// Whether it is in capital letters: `IDF`.
    pub(crate) capitals: bool,
}

impl Word {
    /// Whether it counts or names a day.
    pub(crate) fn is_number(&self) -> bool {
        self.has_digit() || COMMON.get(self.small.as_str()).is_some_and(|kind| !kind.is_empty())
    }

    /// Whether it names a day or a month, and is no other word that is written alike.
    pub(crate) fn is_day(&self) -> bool {
        self.capital && COMMON.get(self.small.as_str()) == Some(&"day")
    }

    /// Whether it is written in figures.
    pub(crate) fn has_digit(&self) -> bool {
        self.small.bytes().any(|byte| byte.is_ascii_digit())
    }

    /// Whether it may be part of a name.
    pub(crate) fn is_name(&self) -> bool {
        self.capital && !self.has_digit() && self.small.len() > 1 && !COMMON.contains_key(self.small.as_str())
    }

    /// Whether it says something of what the text is about.
    pub(crate) fn has_content(&self) -> bool {
        self.has_digit() || self.small.chars().count() > 2 && !COMMON.contains_key(self.small.as_str())
    }

    /// Whether it stands in so much news that sharing it says little.
    pub(crate) fn is_frequent(&self) -> bool {
        self.has_digit() || FREQUENT.contains(&self.stem())
    }

    /// The number that stands for it.
    pub(crate) fn key(&self) -> u64 {
        key(&self.small)
    }

    /// The number that stands for what it is a form of, endings left out: `talks` is `talk`, `agreed` is `agree`.
    pub(crate) fn stem(&self) -> u64 {
        key(stem(&self.small))
    }
}

/// The words of a stretch of text: letters and digits, whatever stands between them. What stands between digits belongs to the number:
/// `1.5`, `7-3/4`, `12:30`.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let (mut start, mut before) = (None, ' ');
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map_or(' ', |(_, next)| *next);
        let is_inside = letter.is_alphanumeric()
            || matches!(letter, '.' | ',' | '/' | ':' | '-')
                && before.is_ascii_digit()
                && next.is_ascii_digit();
        if is_inside {
            start.get_or_insert(at);
        } else if let Some(from) = start.take() {
            words.extend(text.get(from..at).map(word));
        }
        before = letter;
    }
    words.extend(start.and_then(|from| text.get(from..)).map(word));
    words
}

fn word(word: &str) -> Word {
    let mut letters = word.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let mut rest = letters.peekable();
    let capitals = capital && rest.peek().is_some() && rest.all(|letter| !letter.is_lowercase());
    Word { small: word.to_lowercase(), capital, capitals }
}

/// A word without the endings of number and tense, where enough of it is left.
fn stem(word: &str) -> &str {
    if !word.is_ascii() {
        return word;
    }
    for ending in ["ing", "ies", "ed", "es", "s", "e"] {
        if let Some(left) = word.strip_suffix(ending)
            && left.len() > 3
        {
            return left;
        }
    }
    word
}

/// A number for some text (FNV-1a), the same on every machine.
pub(crate) fn number(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The same, mixed.
pub(crate) fn key(text: &str) -> u64 {
    mix(number(text))
}

/// A number for two in their order.
pub(crate) fn pair(one: u64, other: u64) -> u64 {
    mix(one.rotate_left(23) ^ other.wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// Spreads what differs over all bits (the finaliser of SplitMix64).
pub(crate) fn mix(key: u64) -> u64 {
    let key = (key ^ (key >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let key = (key ^ (key >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    key ^ (key >> 31)
}
