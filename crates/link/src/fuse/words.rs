//! The words of a sentence that tell which event it is about.

use super::telling::Fate;
use crate::words::{number, rows};
use legation_text::{Span, Token};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The longest ending that is cut off, and what has to be left.
const ENDINGS: [&str; 8] = ["ings", "ing", "ied", "ies", "ed", "es", "s", "e"];
const STEM: usize = 4;

static COMMON: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    rows(include_str!("../../data/common_words.tsv")).flat_map(|row| row.1.split(' ')).collect()
});

static FATES: LazyLock<Vec<(Fate, Vec<&'static str>)>> = LazyLock::new(|| {
    rows(include_str!("../../data/fates.tsv"))
        .map(|(fate, words)| {
            let fate = if fate == "cancelled" { Fate::Cancelled } else { Fate::Postponed };
            (fate, words.split(' ').collect())
        })
        .collect()
});

static STATES: LazyLock<BTreeMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    rows(include_str!("../../data/states_of.tsv"))
        .map(|(body, states)| (body, states.split(' ').collect()))
        .collect()
});

/// The states that are meant where a body of few is named.
pub(super) fn states(body: &str) -> &'static [&'static str] {
    STATES.get(body).map(Vec::as_slice).unwrap_or_default()
}

/// The telling words of some sentences, as numbers in order. The lowest bit marks names and figures, which count double. The
/// names of those with a part in it, in `names` and by `is_party`, say nothing more.
pub(crate) fn telling(
    text: &str,
    sentences: &[&[Token]],
    names: &BTreeSet<String>,
    is_party: &dyn Fn(&str) -> bool,
) -> Vec<u32> {
    let mut found = BTreeSet::new();
    for sentence in sentences {
        for (at, token) in sentence.iter().enumerate() {
            let word = token.span.of(text);
            let plain = plain(word);
            let is_figure = plain.bytes().all(|byte| byte.is_ascii_digit());
            if plain.is_empty() || plain.chars().count() < 3 && !is_figure {
                continue;
            }
            if COMMON.contains(plain.as_str()) || names.contains(&plain) {
                continue;
            }
            let is_capital = word.starts_with(char::is_uppercase);
            if is_capital && is_party(word) {
                continue;
            }
            let is_name = at > 0 && is_capital;
            let hash = u32::try_from(number(stem(&plain)) >> 32).unwrap_or_default() & !1;
            found.insert(hash | u32::from(is_name || is_figure));
        }
    }
    found.into_iter().collect()
}

/// A word without case, marks and the genitive.
pub(super) fn plain(word: &str) -> String {
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase()
}

fn stem(word: &str) -> &str {
    let cut = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending));
    cut.filter(|stem| stem.chars().count() >= STEM).min_by_key(|stem| stem.len()).unwrap_or(word)
}

/// How far the words of one are those of the other: shared weight by the lesser weight, in thousandths. Fewer than eight
/// words' weight counts as eight, so that a short sentence is like another only if nearly all is shared.
pub(crate) fn alike(one: &[u32], other: &[u32]) -> i32 {
    let weight = |words: &[u32]| words.iter().map(|word| 1 + i32::from(word & 1 == 1)).sum::<i32>();
    let (mut here, mut there, mut shared) = (one.iter().peekable(), other.iter().peekable(), 0);
    while let (Some(a), Some(b)) = (here.peek(), there.peek()) {
        match (*a & !1).cmp(&(*b & !1)) {
            std::cmp::Ordering::Less => _ = here.next(),
            std::cmp::Ordering::Greater => _ = there.next(),
            std::cmp::Ordering::Equal => {
                shared += 1 + i32::from(*a & *b & 1 == 1);
                here.next();
                there.next();
            }
        }
    }
    shared * 1000 / weight(one).min(weight(other)).max(8)
}

/// What a sentence says became of what it tells.
pub(super) fn fate(text: &str, sentence: &[Token]) -> Option<Fate> {
    let words: Vec<String> = sentence.iter().map(|token| token.span.of(text).to_lowercase()).collect();
    FATES.iter().find_map(|(fate, cue)| {
        let found =
            words.windows(cue.len()).any(|window| window.iter().zip(cue).all(|(word, cue)| word == cue));
        found.then_some(*fate)
    })
}

/// Whether the words count several meetings together: `four rounds`, `five times`.
pub(super) fn counts_several(text: &str, sentence: &[Token], trigger: Span) -> bool {
    const MANY: [&str; 16] = [
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "several", "multiple", "many", "numerous", "previous",
    ];
    let at = sentence.partition_point(|token| token.span.end() <= trigger.start());
    let window = sentence.get(at.saturating_sub(4)..(at + 4).min(sentence.len())).unwrap_or_default();
    window.windows(2).any(|pair| {
        let [count, noun] = pair else { return false };
        let (count, noun) = (plain(count.span.of(text)), plain(noun.span.of(text)));
        let is_many =
            MANY.contains(&count.as_str()) || count.parse::<u32>().is_ok_and(|n| (2..100).contains(&n));
        is_many && matches!(noun.as_str(), "rounds" | "times" | "meetings" | "sessions" | "visits" | "calls")
    })
}
