//! Wordings kept in tables, found among the words of a sentence.

use crate::words::is_common;
use std::collections::BTreeMap;
use std::ops::Range;

/// The wordings of a table, by what they say.
#[derive(Debug)]
pub(crate) struct Wordings {
    /// What each kind of wording says, in the order of the table.
    names: Vec<&'static str>,
    /// The columns between, of each kind's first row.
    classes: Vec<&'static str>,
    /// By the first word, without what a star leaves open: the kind, and the wording.
    by_first: BTreeMap<char, Vec<(usize, Vec<Word>)>>,
}

#[derive(Debug)]
struct Word {
    letters: &'static str,
    /// Whether more letters may follow.
    is_open: bool,
}

impl Word {
    fn is(&self, word: &str) -> bool {
        match word.strip_prefix(self.letters) {
            Some(rest) => rest.is_empty() || self.is_open,
            None => false,
        }
    }
}

impl Wordings {
    /// Reads a table whose first column names the kind and whose last has the wordings.
    pub(crate) fn of(table: &'static str) -> Wordings {
        let mut by_first = BTreeMap::<char, Vec<(usize, Vec<Word>)>>::new();
        let (mut names, mut classes) = (Vec::new(), Vec::new());
        let rows = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1);
        for row in rows {
            let (Some(name), Some(words)) = (row.split('\t').next(), row.split('\t').next_back()) else {
                continue;
            };
            let kind = names.iter().position(|known| *known == name).unwrap_or_else(|| {
                names.push(name);
                classes.push(row.split('\t').nth(1).unwrap_or_default());
                names.len() - 1
            });
            for wording in words.split(';').map(str::trim).filter(|wording| !wording.is_empty()) {
                let words: Vec<Word> = wording
                    .split([' ', '-', '\'', '’'])
                    .filter(|word| !word.is_empty())
                    .map(|word| Word { letters: word.trim_end_matches('*'), is_open: word.ends_with('*') })
                    .collect();
                if let Some(first) = wording.chars().next() {
                    by_first.entry(first).or_default().push((kind, words));
                }
            }
        }
        Wordings { names, classes, by_first }
    }

    /// Every wording among the words: its kind, and which words they are.
    pub(crate) fn all<'a>(
        &'a self,
        words: &'a [String],
    ) -> impl Iterator<Item = (&'static str, Range<usize>)> + 'a {
        (0..words.len()).flat_map(move |at| {
            let first = words[at].chars().next();
            let here = first.and_then(|first| self.by_first.get(&first)).map(Vec::as_slice).unwrap_or(&[]);
            here.iter().filter_map(move |(kind, wording)| {
                let rest = words.get(at..at + wording.len())?;
                let is_it = wording.iter().zip(rest).all(|(word, said)| word.is(said));
                is_it.then(|| (self.names[*kind], at..at + wording.len()))
            })
        })
    }

    /// The first wording of a kind.
    pub(crate) fn first(&self, kind: &str, words: &[String]) -> Option<Range<usize>> {
        self.all(words).find(|(name, _)| *name == kind).map(|(_, range)| range)
    }

    /// Whether there is a wording of a kind.
    pub(crate) fn has(&self, kind: &str, words: &[String]) -> bool {
        self.first(kind, words).is_some()
    }

    /// What stands in the second column for a kind.
    pub(crate) fn class(&self, kind: &str) -> Option<&'static str> {
        let at = self.names.iter().position(|name| *name == kind)?;
        self.classes.get(at).copied()
    }

    /// The kinds of wordings there are, each once, in the order of the table.
    pub(crate) fn kinds(&self, words: &[String]) -> Vec<&'static str> {
        let mut found: Vec<usize> = self
            .all(words)
            .filter_map(|(name, _)| self.names.iter().position(|known| *known == name))
            .collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|kind| self.names[kind]).collect()
    }
}

/// The words of a text in small letters, and the bytes where each stands.
pub(crate) fn words(text: &str) -> (Vec<String>, Vec<Range<usize>>) {
    let (mut words, mut places) = (Vec::new(), Vec::new());
    let mut begun = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (begun, letter.is_alphanumeric()) {
            (None, true) => begun = Some(at),
            (Some(start), false) => {
                words.push(text[start..at].to_lowercase());
                places.push(start..at);
                begun = None;
            }
            _ => {}
        }
    }
    (words, places)
}

/// The words that tell what a text is about: no small words, no endings of the plural and of tenses; in order, each once.
pub(crate) fn content(words: &[String]) -> Vec<String> {
    let mut content: Vec<String> = words
        .iter()
        .filter(|word| {
            !is_common(word) && (word.chars().count() > 2 || word.bytes().any(|byte| byte.is_ascii_digit()))
        })
        .map(|word| {
            ["ing", "ed", "es", "s"]
                .iter()
                .find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.len() > 3))
                .unwrap_or(word)
                .to_owned()
        })
        .collect();
    content.sort_unstable();
    content.dedup();
    content
}

/// The share of the smaller one's content words that the other has too; both are in order, and have each once.
pub(crate) fn shared<T: Ord>(one: &[T], other: &[T]) -> f64 {
    let (mut left, mut right, mut both) = (one.iter().peekable(), other.iter().peekable(), 0);
    while let (Some(mine), Some(theirs)) = (left.peek(), right.peek()) {
        let order = mine.cmp(theirs);
        both += usize::from(order.is_eq());
        if order.is_le() {
            left.next();
        }
        if order.is_ge() {
            right.next();
        }
    }
    both as f64 / one.len().min(other.len()).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn a_star_stands_for_any_ending() {
        let table = Wordings::of("kind\twords\nenrichment\tenrich*; uranium stock*\nvenue\tvenue\n");
        assert_eq!(table.kinds(&words("the venue and uranium enriched abroad")), ["enrichment", "venue"]);
        assert!(table.has("enrichment", &words("its uranium stockpile")));
        assert!(!table.has("enrichment", &words("stock of uranium")));
        assert!(!table.has("venue", &words("venues")));
    }

    #[test]
    fn content_words_are_compared_without_endings() {
        let (one, other) = (words("they halted the talks"), words("the talk was halted today"));
        assert_eq!(shared(&content(&one), &content(&other)), 1.0);
    }
}
