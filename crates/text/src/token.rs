//! Tokens as the English treebanks of Universal Dependencies cut them.
//!
//! Words are cut at white space, then marks are taken off, hyphens cut (`short|-|term`, but `non-nuclear`) and clitics
//! split (`wo|n’t`, `Moscow|'s`). Numbers, times, dates, addresses and abbreviations stay whole.

use crate::abbreviation;
use crate::input::is_blank;
use crate::{Span, Token};

/// Clitics that are cut off, longest first.
const CLITICS: [&str; 7] = ["n't", "'ll", "'re", "'ve", "'s", "'m", "'d"];
/// Words that are written together, and where they are cut.
const FUSED: [(&str, usize); 4] = [("cannot", 3), ("gonna", 3), ("gotta", 3), ("wanna", 3)];

/// The tokens of a stretch of text.
pub(crate) fn cut(text: &str, body: Span) -> Vec<Token> {
    let mut cutter = Cutter { text, tokens: Vec::with_capacity(body.len() / 5) };
    let mut at = body.start();
    let end = body.end();
    while at < end {
        let rest = &text[at..end];
        let blank = rest.len() - rest.trim_start_matches(is_blank).len();
        at += blank;
        let rest = &text[at..end];
        let length = rest.find(is_blank).unwrap_or(rest.len());
        cutter.chunk(at, at + length);
        at += length;
    }
    cutter.tokens
}

struct Cutter<'a> {
    text: &'a str,
    tokens: Vec<Token>,
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '`')
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '\u{fe0f}' | '\u{200d}')
}

impl Cutter<'_> {
    fn push(&mut self, start: usize, end: usize, joined: bool) {
        if let Some(span) = Span::new(self.text, start, end).filter(|span| !span.is_empty()) {
            self.tokens.push(Token { span, joined });
        }
    }

    /// The tokens of a stretch without blanks.
    fn chunk(&mut self, start: usize, end: usize) {
        let mut at = start;
        while at < end {
            let rest = &self.text[at..end];
            let Some(first) = rest.chars().next() else { break };
            let before = self.text[start..at].chars().next_back();
            let length = address(rest)
                .or_else(|| number(rest, before))
                .unwrap_or_else(|| if is_word(first) { 0 } else { mark(rest, first, at == start) });
            if length > 0 {
                self.push(at, at + length, false);
                at += length;
            } else {
                at = self.word(at, end);
            }
        }
    }

    /// A word that begins at `at`: its tokens, and where it ends.
    fn word(&mut self, at: usize, end: usize) -> usize {
        let rest = &self.text[at..end];
        let length = word(rest);
        let whole = &rest[..length];
        // The stop of an abbreviation is part of it; so is that of an initial.
        let stop = rest[length..].starts_with('.') && !rest[length..].starts_with("..");
        if stop && abbreviation::find(whole).is_some() && !ends_chunk_as_word(whole, &rest[length + 1..]) {
            self.push(at, at + length + 1, false);
            return at + length + 1;
        }
        match clitic(whole) {
            Some(cut) => {
                self.word_or_fused(at, cut);
                self.push(at + cut, at + length, true);
            }
            None => self.word_or_fused(at, length),
        }
        at + length
    }

    fn word_or_fused(&mut self, at: usize, length: usize) {
        let word = &self.text[at..at + length];
        let fused = FUSED.iter().find(|(fused, _)| word.eq_ignore_ascii_case(fused));
        match fused {
            Some(&(_, cut)) => {
                self.push(at, at + cut, false);
                self.push(at + cut, at + length, true);
            }
            None => self.push(at, at + length, false),
        }
    }
}

/// `no`, `sat`, `sun`, `mar` and the like at the end of a text are words, not abbreviations.
fn ends_chunk_as_word(word: &str, rest: &str) -> bool {
    let is_small = word.starts_with(char::is_lowercase);
    let also_word = [
        "no", "art", "sat", "sun", "mar", "mass", "gen", "fig", "est", "co", "op", "wed", "mon", "al", "hon",
        "wash",
    ];
    (is_small && also_word.contains(&word)) || (!rest.is_empty() && rest.starts_with(is_word))
}

/// The length of the word that a text begins with, up to the first hyphen or mark that is not part of it.
fn word(text: &str) -> usize {
    let mut end = 0;
    let mut part = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        let goes_on = next.is_some_and(is_word);
        let keeps = match c {
            _ if is_word(c) => true,
            '_' => true,
            '&' => goes_on && at > 0,
            _ if is_apostrophe(c) => goes_on,
            // `U.S`, `example.com`, but not `talks.The`
            '.' => goes_on && (is_short(&text[part..at]) || next.is_some_and(char::is_lowercase)),
            '-' | '‑' => goes_on && abbreviation::is_prefix(&text[..at]),
            _ => false,
        };
        if !keeps {
            break;
        }
        if !is_word(c) {
            part = at + c.len_utf8();
        }
        end = at + c.len_utf8();
    }
    end
}

fn is_short(part: &str) -> bool {
    part.chars().count() <= 2 && part.chars().all(char::is_alphabetic)
}

/// Where a word's clitic begins.
fn clitic(word: &str) -> Option<usize> {
    // Clitics are short, and only a word with an apostrophe has one.
    let tail = word.char_indices().rev().take(3).find(|&(_, c)| is_apostrophe(c)).map(|(at, _)| at)?;
    let suffix: String =
        word[tail..].chars().map(|c| if is_apostrophe(c) { '\'' } else { c.to_ascii_lowercase() }).collect();
    let suffix = if suffix == "'t" {
        format!("{}'t", word[..tail].chars().next_back()?.to_ascii_lowercase())
    } else {
        suffix
    };
    let cut = if suffix == "n't" { tail.checked_sub(1)? } else { tail };
    (cut > 0 && CLITICS.contains(&suffix.as_str())).then_some(cut)
}

/// The length of an address (`https://…`, `www.…`, `name@example.org`, `@handle`, `#tag`) at the head of a text.
fn address(text: &str) -> Option<usize> {
    let starts = ["http://", "https://", "www.", "ftp://"];
    let end = || text.trim_end_matches(|c: char| ".,;:!?)]}>\"'”’»".contains(c)).len();
    if starts.iter().any(|start| {
        text.len() > start.len()
            && text.is_char_boundary(start.len())
            && text[..start.len()].eq_ignore_ascii_case(start)
    }) {
        return Some(end());
    }
    if text.starts_with(['@', '#']) {
        let length = text[1..].find(|c| !is_word(c) && c != '_').map_or(text.len(), |at| at + 1);
        return (length > 1).then_some(length);
    }
    // Looked for in a bounded stretch: a chunk may be megabytes long.
    let name = text.char_indices().take(64).find(|&(_, c)| !(is_word(c) || "._%+-".contains(c)));
    match name {
        Some((at, '@')) if at > 0 && text[at + 1..].starts_with(char::is_alphanumeric) => Some(end()),
        _ => None,
    }
}

/// The length of a number at the head of a text: `1,200.5`, `10:30`, `12/02/2025`, `2025-02-27`, `1970s`, `5th`, `’90s`.
fn number(text: &str, before: Option<char>) -> Option<usize> {
    let bytes = text.as_bytes();
    let lead =
        text.chars().next().filter(|&c| is_apostrophe(c) && before.is_none()).map_or(0, char::len_utf8);
    if lead > 0 {
        // `’90s`: two digits, perhaps an s, and no more.
        let digits = text[lead..].bytes().take_while(u8::is_ascii_digit).count();
        let end = lead + digits + usize::from(text[lead + digits..].starts_with('s'));
        return (digits == 2 && !text[end..].starts_with(is_word)).then_some(end);
    }
    if !bytes.first()?.is_ascii_digit() {
        return None;
    }
    let digits_at =
        |at: usize| bytes[at.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = digits_at(0);
    let (first, mut hyphens) = (end, 0);
    while let Some(&sign) = bytes.get(end) {
        let next = digits_at(end + 1);
        let keeps = match sign {
            b'.' | b',' | b':' | b'/' => next > 0,
            // `2025-02-27`, `713-853-3989`, `345-9945`; but `10-12` is a range
            b'-' if next > 0 && hyphens == 0 => {
                let third = bytes.get(end + 1 + next) == Some(&b'-') && digits_at(end + 2 + next) > 0;
                third || (first == 3 && next == 4)
            }
            b'-' => next > 0,
            _ => false,
        };
        if !keeps {
            break;
        }
        hyphens += usize::from(sign == b'-');
        end += 1 + next;
    }
    // `1970s`, `5th`, `4G`; a clock time lets go of its `am`.
    let letters: usize = text[end..].chars().take_while(|&c| is_word(c)).map(char::len_utf8).sum();
    let suffix = text[end..end + letters].to_ascii_lowercase();
    if !matches!(suffix.as_str(), "am" | "pm" | "km" | "kg" | "mm" | "cm" | "mph" | "gb" | "mb") {
        end += letters;
    }
    Some(end)
}

/// The length of the mark that a text begins with: runs of one sign are one token.
fn mark(text: &str, first: char, starts_chunk: bool) -> usize {
    let run = |keeps: &dyn Fn(char) -> bool| {
        text.chars().take_while(|&c| keeps(c)).map(char::len_utf8).sum::<usize>()
    };
    match first {
        '.' | '-' | '*' | '=' | '_' | '~' | '—' | '–' | '<' | '>' | '…' => run(&|c| c == first),
        '!' | '?' => run(&|c| matches!(c, '!' | '?')),
        '\'' if text.starts_with("''") => 2,
        '`' if text.starts_with("``") => 2,
        // A clitic that stands alone: `' s` is not one, `'s` after a space is.
        _ if is_apostrophe(first) && starts_chunk => {
            let length = first.len_utf8();
            let letters: usize = text[length..].chars().take_while(|&c| is_word(c)).map(char::len_utf8).sum();
            let is_clitic = clitic(&format!("x{}", &text[..length + letters])) == Some(1);
            length + if is_clitic { letters } else { 0 }
        }
        _ => first.len_utf8(),
    }
}
