//! WordPiece (Schuster and Nakajima 2012; Devlin and others 2019): words as the longest pieces of a vocabulary, from the
//! left, in lower case and without accents, punctuation apart.

use std::collections::HashMap;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// What is longer, in bytes, is no word.
const LONGEST: usize = 200;

/// A piece of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its number in the vocabulary.
    pub(super) number: u16,
    /// How its word is written: none or lower case, a capital first, all capitals, another mixture.
    pub(super) case: u8,
}

/// The vocabulary.
#[derive(Debug)]
pub(super) struct Pieces {
    number: HashMap<&'static str, u16>,
    unknown: u16,
    /// What begins a sentence, and stands for the root of its tree.
    pub(super) begin: Piece,
    /// What ends a sentence.
    pub(super) end: Piece,
}

impl Pieces {
    /// The vocabulary of these pieces, numbered in order; pieces inside a word begin with `##`.
    pub(super) fn new(vocabulary: &'static str) -> Option<Pieces> {
        let number: HashMap<&str, u16> = vocabulary.split('\n').zip(0..=u16::MAX).collect();
        let special = |name: &str| number.get(name).map(|&number| Piece { number, case: 0 });
        let (unknown, begin, end) = (special("[UNK]")?.number, special("[CLS]")?, special("[SEP]")?);
        Some(Pieces { unknown, begin, end, number })
    }

    /// Adds the pieces of a word: one at least.
    pub(super) fn cut(&self, word: &str, out: &mut Vec<Piece>) {
        let (case, before) = (case_of(word), out.len());
        let plain: String =
            word.to_lowercase().nfd().filter(|&c| !is_combining_mark(c) && !c.is_whitespace()).collect();
        for chunk in plain.split_inclusive(is_punctuation) {
            let mark = chunk.chars().next_back().filter(|&c| is_punctuation(c)).map_or(0, char::len_utf8);
            let (letters, mark) = chunk.split_at(chunk.len() - mark);
            for part in [letters, mark].into_iter().filter(|part| !part.is_empty()) {
                self.longest(part, |number| out.push(Piece { number, case }));
            }
        }
        if out.len() == before {
            out.push(Piece { number: self.unknown, case });
        }
    }

    fn longest(&self, part: &str, mut push: impl FnMut(u16)) {
        if part.len() > LONGEST {
            return push(self.unknown);
        }
        let (mut found, mut key) = (Vec::new(), String::new());
        let mut start = 0;
        while start < part.len() {
            let ends = part[start..].char_indices().map(|(at, c)| start + at + c.len_utf8()).rev();
            let piece = ends.into_iter().find_map(|end| {
                key.clear();
                key.push_str(if start > 0 { "##" } else { "" });
                key.push_str(&part[start..end]);
                self.number.get(key.as_str()).map(|&number| (end, number))
            });
            let Some((end, number)) = piece else { return push(self.unknown) };
            found.push(number);
            start = end;
        }
        found.into_iter().for_each(push);
    }
}

fn case_of(word: &str) -> u8 {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let first = letters.next().is_some_and(char::is_uppercase);
    let (rest, upper) =
        letters.fold((0, 0), |(rest, upper), c| (rest + 1, upper + u32::from(c.is_uppercase())));
    match (first, rest, upper) {
        (false, _, 0) => 0,
        (true, _, 0) => 1,
        (true, rest, upper) if rest == upper => 2,
        _ => 3,
    }
}

/// As the vocabulary was made: ASCII that is neither letter nor digit, and the punctuation of print.
fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return !c.is_ascii_alphanumeric() && !c.is_ascii_whitespace();
    }
    matches!(c, '¡' | '§' | '«' | '¶' | '·' | '»' | '¿' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}'
        | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}')
}

#[cfg(test)]
mod tests {
    use super::{Pieces, case_of};

    fn cut(word: &str) -> Vec<u16> {
        let vocabulary = "[UNK]\n[CLS]\n[SEP]\nelys\n##ee\nu\n.\ns\nel\n##ys\n’\n##s";
        let mut out = Vec::new();
        Pieces::new(vocabulary).unwrap().cut(word, &mut out);
        out.iter().map(|piece| piece.number).collect()
    }

    #[test]
    fn the_longest_pieces_win_and_punctuation_stands_apart() {
        assert_eq!(cut("Élysée"), [3, 4]);
        assert_eq!(cut("U.S."), [5, 6, 7, 6]);
        assert_eq!(cut("’s"), [10, 7]);
        assert_eq!(cut("Kyiv"), [0]);
        assert_eq!(cut(""), [0]);
        assert_eq!(cut("\u{301}"), [0]);
    }

    #[test]
    fn letter_case_has_four_kinds() {
        assert_eq!(["met", "Met", "MET", "McMet", "A", "3", "iPad"].map(case_of), [0, 1, 2, 3, 1, 0, 3]);
    }
}
