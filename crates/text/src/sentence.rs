//! Sentences over tokens.

use crate::abbreviation::{self, Abbreviation};
use crate::{Sentence, Span, Token};
use std::ops::Range;

/// The most tokens that a sentence may have: what follows is a new one, so that the layers above stay linear.
const LONGEST: usize = 400;
/// A line of fewer bytes that does not end a sentence is a headline if a capital follows it.
const SHORT_LINE: usize = 60;

/// So many words in capitals, one behind the other, are a headline in running text.
const HEADLINE: usize = 5;
/// How many tokens a headline or the name of a photographer may have.
const REACH: usize = 40;

/// How far apart two tokens stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Line,
    Paragraph,
}

/// Cuts tokens into sentences.
pub(crate) fn cut(text: &str, tokens: &[Token]) -> Vec<Sentence> {
    let mut cutter = Cutter { text, tokens, sentences: Vec::new(), start: 0, paragraph: 0 };
    let mut line_start = tokens.first().map_or(0, |token| token.span.start());
    for at in 1..tokens.len() {
        let gap = cutter.gap(at);
        let line = tokens[at - 1].span.end() - line_start;
        let ends = cutter.ends_before(at, gap) || cutter.ends_headline(at) || cutter.ends_credit(at);
        let breaks = match gap {
            Gap::Paragraph => true,
            Gap::Line => ends || (line < SHORT_LINE && cutter.begins(at)),
            _ => false,
        };
        if gap >= Gap::Line {
            line_start = tokens[at].span.start();
        }
        if ends || breaks {
            cutter.close(at);
        }
        cutter.paragraph += u32::from(breaks);
    }
    cutter.close(tokens.len());
    cutter.sentences
}

struct Cutter<'a> {
    text: &'a str,
    tokens: &'a [Token],
    sentences: Vec<Sentence>,
    start: usize,
    paragraph: u32,
}

impl Cutter<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    fn gap(&self, at: usize) -> Gap {
        let (before, after) = (self.tokens[at - 1].span.end(), self.tokens[at].span.start());
        let between = &self.text[before..after];
        if between.is_empty() {
            return Gap::None;
        }
        let lines = between.matches('\n').count();
        // Bare carriage returns end lines too; `\r\n` is one end.
        let returns = between.matches('\r').count() - between.matches("\r\n").count();
        match lines + returns + 2 * between.matches('\u{2029}').count() {
            0 => Gap::Space,
            1 => Gap::Line,
            _ => Gap::Paragraph,
        }
    }

    /// Whether a token can begin a sentence: a capital, a digit, or an opening mark.
    fn begins(&self, at: usize) -> bool {
        let word = self.word(at);
        let first = word.chars().next();
        let opens = matches!(
            word,
            "\"" | "'"
                | "“"
                | "‘"
                | "«"
                | "„"
                | "("
                | "["
                | "``"
                | "''"
                | "‚"
                | "-"
                | "--"
                | "—"
                | "–"
                | "•"
                | "*"
        );
        opens || first.is_some_and(|c| c.is_uppercase() || c.is_numeric() || is_unicased(c))
    }

    /// Whether a sentence ends before a token.
    fn ends_before(&self, at: usize, gap: Gap) -> bool {
        // Closing marks stay with the sentence that they close.
        if gap == Gap::None && is_closing(self.word(at)) {
            return false;
        }
        let mut last = at - 1;
        let mut closed = false;
        while last > self.start && is_closing(self.word(last)) && self.gap(last) == Gap::None {
            last -= 1;
            closed = true;
        }
        let word = self.word(last);
        let terminal =
            word.chars().all(|c| matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？')) && !word.is_empty();
        if !terminal {
            let stop = word.strip_suffix('.').filter(|short| !short.is_empty());
            return stop.is_some_and(|short| {
                let next = self.word(at);
                match abbreviation::find(short) {
                    Some(Abbreviation::MayEnd) => {
                        closed && self.begins(at) || abbreviation::opens_sentence(next) || is_opening(next)
                    }
                    _ => false,
                }
            });
        }
        let is_dots = word.len() > 1 && word.chars().all(|c| matches!(c, '.' | '…'));
        if gap == Gap::None && !(word == "." && self.begins(at)) {
            return false;
        }
        // `“Will they?” the minister asked` goes on; so does `“Go!” he said`, told by the small letter.
        self.begins(at) && !(is_dots && is_mark_inside(self.word(at)))
    }

    /// `… HOUSE DEMOCRAT CALLS FOR ETHICS PROBE A model stands on a table`: whether a headline in capitals ends before a token.
    fn ends_headline(&self, at: usize) -> bool {
        let is_shouted =
            |word: &str| word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase);
        let capitals = |word: &str| word.chars().filter(|letter| letter.is_uppercase()).count();
        let is_mixed = |word: &str| {
            word.chars().next().is_some_and(char::is_uppercase)
                && capitals(word) == 1
                && word.chars().any(char::is_lowercase)
        };
        let is_small = |word: &str| word.chars().next().is_some_and(char::is_lowercase);
        let (word, next) = (self.word(at), self.word(at + 1));
        let begins = is_mixed(word)
            || word.chars().count() == 1 && is_shouted(word) && is_small(next)
            || (is_opening(word) || word == "\"") && is_mixed(next);
        let last = self.word(at - 1);
        if !begins || !(is_shouted(last) || is_closing(last)) {
            return false;
        }
        let (mut words, mut long) = (0, 0);
        for before in (self.start..at).rev().take(REACH) {
            let word = self.word(before);
            if is_shouted(word) {
                words += 1;
                long += usize::from(word.chars().count() > 5);
            } else if word.chars().any(char::is_alphabetic) && capitals(word) < 2 {
                // `McCAIN`, `MPs` stand in a headline too.
                break;
            }
        }
        words >= HEADLINE && long > 1
    }

    /// `… in Doha (Ann Lee/Agency) The emir said`: whether a bracket with the name of who took a picture ends before a token.
    fn ends_credit(&self, at: usize) -> bool {
        const CREDIT: [&str; 7] = ["credit", "photo", "photographer", "images", "via", "pool", "handout"];
        let word = self.word(at);
        if self.word(at - 1) != ")" || !self.begins(at) || is_closing(word) {
            return false;
        }
        // `quoted the paper (Ann Lee/Agency) Monday` goes on, unless the bracket says what it is: `(Ann Lee/Agency via Getty Images)`.
        let opens = abbreviation::opens_sentence(word) || is_opening(word);
        let open = (self.start..at).rev().take(REACH).find(|&before| self.word(before) == "(");
        let span =
            open.and_then(|open| Some(self.tokens.get(open)?.span.join(self.tokens.get(at - 1)?.span)));
        span.is_some_and(|span| {
            let words = span.of(self.text);
            let mut parts = words.split(|c: char| !c.is_alphanumeric());
            let mut is_told = || parts.any(|part| CREDIT.contains(&&*part.to_lowercase()));
            (opens || is_told())
                && words.split_once('/').is_some_and(|(name, agency)| {
                    let last = name.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
                    last.chars().any(char::is_alphabetic)
                        && name.chars().any(char::is_whitespace)
                        && agency.chars().next().is_some_and(char::is_uppercase)
                })
        })
    }

    /// Ends the open sentence before a token, in pieces where it is too long.
    fn close(&mut self, end: usize) {
        while end - self.start > LONGEST {
            let window = self.start + LONGEST / 2..self.start + LONGEST;
            let fair = |marks: &[&str]| window.clone().rev().find(|&at| marks.contains(&self.word(at)));
            let cut = fair(&[";", ":"]).or_else(|| fair(&[",", "—", "–"])).map_or(window.end, |at| at + 1);
            self.push(self.start..cut);
        }
        self.push(self.start..end);
    }

    fn push(&mut self, tokens: Range<usize>) {
        let ends = self.tokens.get(tokens.start).zip(self.tokens.get(tokens.end.wrapping_sub(1)));
        if let Some((first, last)) = ends.filter(|_| !tokens.is_empty()) {
            let span: Span = first.span.join(last.span);
            self.sentences.push(Sentence {
                span,
                tokens: tokens.start as u32..tokens.end as u32,
                paragraph: self.paragraph,
            });
            self.start = tokens.end;
        }
    }
}

/// Letters of scripts without capitals.
fn is_unicased(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()
}

fn is_closing(word: &str) -> bool {
    matches!(word, "”" | "\"" | "'" | "’" | "»" | "''" | ")" | "]" | "›")
}

fn is_opening(word: &str) -> bool {
    matches!(word, "“" | "«" | "„" | "‘")
}

fn is_mark_inside(word: &str) -> bool {
    matches!(word, "-" | "--" | "—" | "–" | "*")
}
