//! Words as lemmas are made from them: in small letters, typographic variants (`n’t` and `n't`, `“` and `"`) made one.

/// The words of a sentence in small letters.
#[derive(Clone, Debug, Default)]
pub struct Forms {
    /// One a word.
    pub lowered: Vec<Box<str>>,
    /// Whether the sentence is mostly in capitals, so that a capital does not make a name.
    pub shouted: bool,
}

impl Forms {
    /// The forms of a sentence's words.
    pub fn of(words: &[&str]) -> Forms {
        Forms { lowered: words.iter().map(|word| lowered(word)).collect(), shouted: shouted(words) }
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

fn lowered(word: &str) -> Box<str> {
    if matches!(word, "``" | "''" | "“" | "”" | "„" | "«" | "»" | "″" | "\"") {
        return "\"".into();
    }
    let mut normal = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            '’' | '‘' | '‛' | 'ʼ' | '′' | '`' => normal.push('\''),
            '“' | '”' => normal.push('"'),
            '…' => normal.push_str("..."),
            '‐' | '‑' => normal.push('-'),
            _ => normal.extend(c.to_lowercase()),
        }
    }
    normal.into_boxed_str()
}
