//! Lemmas: the longest ending that training knew under this Penn tag says how the word is cut back.
//!
//! A script takes letters off the end and puts others on. Its key is an ending with the tag, or the whole word with
//! the tag where the endings would mislead (`went` → `go`). Proper nouns keep their letters.

use crate::hash;
use crate::table::Table;
use crate::{Upos, Xpos};

/// How many characters of a word's end are looked at.
pub const ENDING: usize = 6;

/// The key under which a script is stored; `whole` for a whole word.
pub fn lemma_key(ending: &str, xpos: Xpos, upos: Upos, whole: bool) -> u64 {
    let kind = xpos as u64 * 32 + upos as u64;
    hash::feature(if whole { 20 } else { 21 }, [hash::text(ending.as_bytes()), kind])
}

/// The script that makes `lemma` of `word`: how many bytes to cut, then what to add.
pub fn lemma_script(word: &str, lemma: &str) -> Vec<u8> {
    let mut common = 0;
    for ((at, a), b) in word.char_indices().zip(lemma.chars()) {
        if a != b {
            break;
        }
        common = at + a.len_utf8();
    }
    let mut script = vec![(word.len() - common).min(255) as u8];
    script.extend_from_slice(&lemma.as_bytes()[common..]);
    script
}

/// The lemma of a word.
pub(crate) fn lemma(
    scripts: &Table<'_>,
    word: &str,
    lowered: &str,
    upos: Upos,
    xpos: Xpos,
    shouted: bool,
) -> Box<str> {
    if upos == Upos::Propn && !shouted {
        return singular(word, xpos).into();
    }
    if let Some(lemma) =
        scripts.get(lemma_key(lowered, xpos, upos, true)).and_then(|script| apply(lowered, script))
    {
        return lemma;
    }
    let mut starts = [0; ENDING];
    let mut count = 0;
    for (slot, (at, _)) in starts.iter_mut().zip(lowered.char_indices().rev()) {
        *slot = at;
        count += 1;
    }
    for &at in starts[..count].iter().rev() {
        let script = scripts.get(lemma_key(&lowered[at..], xpos, upos, false));
        if let Some(lemma) = script.and_then(|script| apply(lowered, script)) {
            return lemma;
        }
    }
    lowered.into()
}

/// `Americans` → `American` under the tag of plural proper nouns.
fn singular(word: &str, xpos: Xpos) -> &str {
    match xpos {
        Xpos::Nnps if word.len() > 3 && !word.ends_with("ss") => word.strip_suffix('s').unwrap_or(word),
        _ => word,
    }
}

/// A word after a script; `None` where the script does not fit it.
pub fn apply(word: &str, script: &[u8]) -> Option<Box<str>> {
    let (&cut, add) = script.split_first()?;
    let stem = word.get(..word.len().checked_sub(cut as usize)?)?;
    let add = std::str::from_utf8(add).ok()?;
    (!stem.is_empty() || !add.is_empty()).then(|| [stem, add].concat().into_boxed_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_make_the_lemma_they_were_made_from() {
        for (word, lemma) in
            [("went", "go"), ("talks", "talk"), ("cities", "city"), ("n't", "not"), ("été", "être")]
        {
            assert_eq!(apply(word, &lemma_script(word, lemma)).as_deref(), Some(lemma));
        }
        assert_eq!(apply("é", &[1]), None, "a cut inside a character does not fit");
        assert_eq!(apply("a", &[9]), None);
    }
}
