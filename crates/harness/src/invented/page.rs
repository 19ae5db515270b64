//! An invented text, and where its sentences and words stand.

use crate::chance::{Chance, Zipf};
use legation_record::Offsets;

/// A text with its sentences and words, in code points.
#[derive(Clone, Debug)]
pub(super) struct Page {
    pub(super) text: String,
    pub(super) sentences: Vec<Offsets>,
    words: Vec<Offsets>,
}

impl Page {
    /// A text of so many sentences.
    pub(super) fn write(chance: &mut Chance, sentences: usize, words: &[String], by_words: &Zipf) -> Page {
        let mut page =
            Page { text: String::new(), sentences: Vec::with_capacity(sentences), words: Vec::new() };
        let mut at: u32 = 0;
        for _ in 0..sentences {
            let begin = at;
            let count = chance.between(12, 28);
            for place in 0..count {
                let word = words.get(by_words.draw(chance)).map_or("", String::as_str);
                let length = word.chars().count() as u32;
                page.words.push(Offsets(at, at + length));
                page.text.push_str(word);
                page.text.push_str(if place + 1 == count { "." } else { " " });
                at += length + 1;
            }
            page.sentences.push(Offsets(begin, at));
            page.text.push(' ');
            at += 1;
        }
        page
    }

    /// Where up to `count` words stand that follow one another.
    pub(super) fn span(&self, chance: &mut Chance, count: usize) -> Offsets {
        let first = chance.below(self.words.len());
        let last = (first + count).min(self.words.len()).saturating_sub(1);
        match (self.words.get(first), self.words.get(last)) {
            (Some(first), Some(last)) => Offsets(first.0, last.1),
            _ => Offsets(0, 0),
        }
    }

    /// Up to `count` words that follow one another, as a headline has them.
    pub(super) fn words(&self, chance: &mut Chance, count: usize) -> String {
        let Offsets(start, end) = self.span(chance, count);
        self.text.chars().skip(start as usize).take((end - start) as usize).collect()
    }
}
