//! How near two articles are in their words.

use super::bag::{Bag, shared};
use super::number::ln;
use super::weights::ARTICLES;
use super::{ArticleWords, WordClass};
use std::collections::BTreeMap;

/// Under this cosine two articles are about different things, and their events are not compared.
const LEAST: f64 = 0.06;
/// How far the nearness of two articles can go.
const RANGE: (f64, f64) = (-8.0, 6.0);

/// What is compared of an article, seen once.
pub(super) struct Seen<'a> {
    all: Bag<'a>,
    by_class: [Bag<'a>; WordClass::ALL.len()],
    /// Each word once, by how rare it is.
    rare: Vec<(&'a str, f64)>,
    /// How much it says in all.
    says: f64,
}

impl<'a> Seen<'a> {
    pub(super) fn of(article: &'a ArticleWords, rarity: &dyn Fn(&str) -> f64) -> Seen<'a> {
        let words = || article.words.iter();
        let once: BTreeMap<&str, f64> = words().map(|word| (&*word.lemma, rarity(&word.lemma))).collect();
        let rare: Vec<(&str, f64)> = once.into_iter().collect();
        Seen {
            all: Bag::of(words().map(|word| &*word.lemma), rarity),
            by_class: WordClass::ALL.map(|class| {
                Bag::of(words().filter(|word| word.class == class).map(|word| &*word.lemma), rarity)
            }),
            says: rare.iter().map(|(_, rarity)| rarity).sum(),
            rare,
        }
    }
}

/// Two articles, compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Near {
    /// The cosine of their words.
    pub(super) cosine: f64,
    /// What all that is compared weighs for their telling of the same.
    pub(super) weight: f64,
}

/// Compares two articles; nothing where they have too little in common.
pub(super) fn near(one: &Seen<'_>, other: &Seen<'_>) -> Option<Near> {
    let cosine = one.all.cosine(&other.all);
    (cosine >= LEAST).then(|| {
        let sum: f64 =
            features(one, other).zip(&ARTICLES.weights).map(|((_, value), weight)| value * weight).sum();
        Near { cosine, weight: (ARTICLES.always + sum).clamp(RANGE.0, RANGE.1) }
    })
}

/// What is compared, each with its name in the table and in the table's order.
pub(super) fn features(one: &Seen<'_>, other: &Seen<'_>) -> impl Iterator<Item = (&'static str, f64)> {
    let class = |class: WordClass| {
        let (ours, theirs) = (&one.by_class[class as usize], &other.by_class[class as usize]);
        let cosine = ours.cosine(theirs);
        let apart = !ours.is_empty() && !theirs.is_empty() && cosine == 0.0;
        (cosine, f64::from(u8::from(apart)))
    };
    let (names, names_apart) = class(WordClass::Name);
    let (numbers, numbers_apart) = class(WordClass::Number);
    let both: f64 = shared(&one.rare, &other.rare).map(|(rarity, _)| rarity).sum();
    let least = one.says.min(other.says);
    [
        ("words", one.all.cosine(&other.all)),
        ("names", names),
        ("no name in common", names_apart),
        ("nouns", class(WordClass::Noun).0),
        ("verbs", class(WordClass::Verb).0),
        ("adjectives", class(WordClass::Adjective).0),
        ("numbers", numbers),
        ("no number in common", numbers_apart),
        ("rare words in common", ln(1.0 + both)),
        ("length", ln(1.0 + least)),
        ("share in common", both / least.max(1.0)),
    ]
    .into_iter()
}
