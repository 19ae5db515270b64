//! What the features see of a word: its letters, its ends and how it is written.
//!
//! Typographic variants are made one (`n’t` and `n't`, `“` and `"`), digits are all alike, and a sentence that is
//! mostly in capitals is read as if it were in small letters, so that a headline does not read as one long name.

use crate::hash;

/// One word as the features see it; all but `case` are hashes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Form {
    /// In small letters.
    pub lower: u64,
    /// In its own letters.
    pub exact: u64,
    /// Its first one to three letters, in small letters.
    pub prefix: [u64; 3],
    /// Its last one to five letters, in small letters.
    pub suffix: [u64; 5],
    /// The kinds of characters that it is made of, runs shortened.
    pub shape: u64,
    /// How it is capitalised.
    pub case: Case,
    /// The class of words that it stands among; 0 for none.
    pub class: u64,
}

/// How a word is capitalised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Case {
    /// No capitals.
    #[default]
    Lower,
    /// Only the first letter.
    Title,
    /// Two capitals or more and nothing else.
    Upper,
    /// Capitals inside.
    Mixed,
    /// No letters.
    None,
}

/// The words of a sentence as the features see them.
#[derive(Clone, Debug, Default)]
pub struct Forms {
    /// One a word.
    pub words: Vec<Form>,
    /// In small letters, digits as they stand: what lemmas are made from.
    pub lowered: Vec<Box<str>>,
    /// Whether the sentence is mostly in capitals.
    pub shouted: bool,
}

impl Forms {
    /// The forms of a sentence's words.
    pub fn of(words: &[&str]) -> Forms {
        let shouted = shouted(words);
        let mut forms = Forms { shouted, ..Forms::default() };
        let (mut normal, mut marks) = (String::new(), 0);
        for word in words {
            normal.clear();
            normalise(word, &mut normal);
            if normal == "\"" {
                let closing = match *word {
                    "“" | "„" | "«" | "``" => false,
                    "”" | "»" | "''" => true,
                    _ => marks % 2 == 1,
                };
                marks += 1;
                normal.push(if closing { '>' } else { '<' });
            }
            let case = if shouted { Case::Lower } else { case(&normal) };
            let lowered =
                if case == Case::Lower && !shouted { normal.clone() } else { normal.to_lowercase() };
            forms.words.push(form(if shouted { &lowered } else { &normal }, &lowered, case));
            forms.lowered.push(lowered.into_boxed_str());
        }
        forms
    }

    /// The word at a place; a fixed filler before the first and after the last.
    #[inline]
    pub fn at(&self, place: isize) -> &Form {
        const OUTSIDE: Form =
            Form { lower: 1, exact: 1, prefix: [1; 3], suffix: [1; 5], shape: 1, case: Case::None, class: 0 };
        usize::try_from(place).ok().and_then(|place| self.words.get(place)).unwrap_or(&OUTSIDE)
    }
}

/// Whether most words of a sentence that could be in small letters are in capitals.
fn shouted(words: &[&str]) -> bool {
    let (mut upper, mut other) = (0, 0);
    for word in words.iter().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1) {
        if word.chars().any(char::is_lowercase) {
            other += 1;
        } else {
            upper += 1;
        }
    }
    upper >= 3 && upper > other * 2
}

/// Writes a word with typographic variants made one.
fn normalise(word: &str, to: &mut String) {
    match word {
        "``" | "''" | "“" | "”" | "„" | "«" | "»" | "″" | "\"" => to.push('"'),
        _ => {
            for c in word.chars() {
                match c {
                    '’' | '‘' | '‛' | 'ʼ' | '′' | '`' => to.push('\''),
                    '“' | '”' => to.push('"'),
                    '…' => to.push_str("..."),
                    '‐' | '‑' => to.push('-'),
                    _ => to.push(c),
                }
            }
        }
    }
}

fn case(word: &str) -> Case {
    let (mut upper, mut lower, mut first) = (0, 0, false);
    for (at, c) in word.chars().filter(|c| c.is_alphabetic()).enumerate() {
        if c.is_uppercase() {
            upper += 1;
            first |= at == 0;
        } else {
            lower += 1;
        }
    }
    match (upper, lower) {
        (0, 0) => Case::None,
        (0, _) => Case::Lower,
        (1, _) if first => Case::Title,
        (_, 0) => Case::Upper,
        _ => Case::Mixed,
    }
}

fn form(exact: &str, lower: &str, case: Case) -> Form {
    let digits = |text: &str| -> u64 {
        if text.bytes().any(|byte| byte.is_ascii_digit()) {
            let zeroed: Vec<u8> = text.bytes().map(|b| if b.is_ascii_digit() { b'0' } else { b }).collect();
            hash::text(&zeroed)
        } else {
            hash::text(text.as_bytes())
        }
    };
    let mut form = Form { lower: digits(lower), exact: digits(exact), case, ..Form::default() };
    let mut at = 0;
    for (slot, c) in form.prefix.iter_mut().zip(lower.chars()) {
        at += c.len_utf8();
        *slot = hash::text(&lower.as_bytes()[..at]);
    }
    let mut at = lower.len();
    for (slot, c) in form.suffix.iter_mut().zip(lower.chars().rev()) {
        at -= c.len_utf8();
        *slot = hash::text(&lower.as_bytes()[at..]);
    }
    let (mut shape, mut last, mut run) = (0u64, 0u64, 0);
    for c in exact.chars().take(40) {
        let kind = match c {
            'A'..='Z' => 1,
            'a'..='z' => 2,
            '0'..='9' => 3,
            _ if c.is_uppercase() => 1,
            _ if c.is_alphabetic() => 2,
            '-' => 4,
            '.' => 5,
            '\'' => 6,
            _ => 7,
        };
        run = if kind == last { run + 1 } else { 0 };
        last = kind;
        if run < 2 {
            shape = shape.wrapping_mul(11).wrapping_add(kind);
        }
    }
    form.shape = shape;
    form
}
