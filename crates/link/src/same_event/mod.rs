//! Which mentions of events in different articles are one event, by their words.
//!
//! A mention is plain data: its words, what it says of who and what, and where it stands ([`EventMention`]); of an article only the
//! words are needed ([`ArticleWords`]). [`clusters`] compares the articles, then the mentions of articles that have something in common,
//! by weights learnt on ECB+ (`data/same_event.tsv`, `train/events`), and joins the nearest first. How rare a word is comes from
//! outside: where the result must not depend on the collection, from a fixed table.
//!
//! ```
//! use legation_link::same_event::{ArticleWords, EventMention, Word, WordClass, clusters};
//! let article = |id: &str, words: &[&str]| ArticleWords {
//!     id: id.to_owned(),
//!     words: words.iter().map(|word| Word { lemma: (*word).to_owned(), class: WordClass::Noun }).collect(),
//! };
//! let articles =
//!     [article("one", &["envoy", "truce", "oman"]), article("two", &["envoy", "truce", "oman"]), article("three", &["tariff"])];
//! let mention = |article: usize, lemma: &str| EventMention { article, lemma: lemma.to_owned(), ..EventMention::default() };
//! let mentions = [mention(0, "truce"), mention(1, "truce"), mention(2, "tariff")];
//! assert_eq!(clusters(&articles, &mentions, &|_| 3.0), [vec![0, 1], vec![2]]);
//! ```

mod articles;
mod bag;
mod join;
mod number;
mod pair;
mod weights;

use articles::Near;
use std::collections::{BTreeMap, BTreeSet};

/// Mentions are joined while they are this likely to be one event, on average.
const LEAST: f64 = 0.3;

/// What kind of word it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WordClass {
    /// A common noun.
    Noun,
    /// A proper noun.
    Name,
    /// A verb.
    Verb,
    /// An adjective.
    Adjective,
    /// A number.
    Number,
}

impl WordClass {
    /// Every class, in order.
    pub const ALL: [WordClass; 5] =
        [WordClass::Noun, WordClass::Name, WordClass::Verb, WordClass::Adjective, WordClass::Number];
}

/// A word that says something: the others are left out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Word {
    /// Its lemma, in small letters.
    pub lemma: String,
    /// What kind of word it is.
    pub class: WordClass,
}

/// The words of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleWords {
    /// What the article is known by; settles the order where nothing else does.
    pub id: String,
    /// Every word that says something, as often as it stands there.
    pub words: Vec<Word>,
}

/// Words that tell of an event. All words are lemmas in small letters.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventMention {
    /// Which of the articles it stands in.
    pub article: usize,
    /// Which of the article's sentences.
    pub sentence: u32,
    /// Where its head word stands in the article, so that each mention has a place of its own.
    pub place: u32,
    /// Its head word.
    pub lemma: String,
    /// Whether that is a verb.
    pub is_verb: bool,
    /// What its words say by themselves, at length 1 (`Model::sense`); empty where that is not known.
    pub sense: Vec<f32>,
    /// Words for who does it: heads, their modifiers, and the names of those meant.
    pub agents: BTreeSet<String>,
    /// Words for whom or what it is done to, or what is said.
    pub patients: BTreeSet<String>,
    /// Words for all else that goes with it: where, with what, of what kind.
    pub others: BTreeSet<String>,
    /// The words that stand around it.
    pub around: BTreeSet<String>,
    /// The numbers of its sentence.
    pub numbers: BTreeSet<String>,
}

/// Two things that were compared, and how, in the order of the table: what weights are learnt from.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The first, an index.
    pub one: usize,
    /// The second, a greater one.
    pub other: usize,
    /// What they have in common and what parts them, by name.
    pub features: Vec<(&'static str, f64)>,
}

/// Which mentions are one event: groups of indices, each in order, in the order of their first. `rarity` says how much a word says
/// (its inverse document frequency).
///
/// The order in which articles and mentions are given does not change what is joined. Mentions whose article is not given stand alone.
pub fn clusters(
    articles: &[ArticleWords],
    mentions: &[EventMention],
    rarity: &dyn Fn(&str) -> f64,
) -> Vec<Vec<usize>> {
    // In an order that content alone gives.
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    let key = |at: usize| {
        let mention = &mentions[at];
        (articles.get(mention.article).map(|article| &article.id), mention.place, &mention.lemma)
    };
    order.sort_by(|&one, &other| key(one).cmp(&key(other)));
    let seen: Vec<pair::Seen<'_>> = order.iter().map(|&at| pair::Seen::of(&mentions[at], rarity)).collect();
    let near = near(articles, rarity);
    let mut pairs = Vec::new();
    each(articles, mentions, &order, &near, |one, other, near| {
        pairs.push((one, other, pair::likelihood(&seen[one], &seen[other], near)));
    });
    let mut groups: Vec<Vec<usize>> = join::average(order.len(), &pairs, LEAST)
        .into_iter()
        .map(|group| {
            let mut group: Vec<usize> = group.into_iter().map(|at| order[at]).collect();
            group.sort_unstable();
            group
        })
        .collect();
    groups.sort_unstable();
    groups
}

/// The pairs of articles with something in common, and the pairs of mentions that [`clusters`] weighs.
pub fn compared(
    articles: &[ArticleWords],
    mentions: &[EventMention],
    rarity: &dyn Fn(&str) -> f64,
) -> (Vec<Compared>, Vec<Compared>) {
    let seen: Vec<articles::Seen<'_>> =
        articles.iter().map(|article| articles::Seen::of(article, rarity)).collect();
    let near = near(articles, rarity);
    let of_articles = near
        .keys()
        .map(|&(one, other)| {
            let features = articles::features(&seen[one], &seen[other]).collect();
            Compared { one, other, features }
        })
        .collect();
    let seen: Vec<pair::Seen<'_>> = mentions.iter().map(|mention| pair::Seen::of(mention, rarity)).collect();
    let order: Vec<usize> = (0..mentions.len()).collect();
    let mut of_mentions = Vec::new();
    each(articles, mentions, &order, &near, |one, other, near| {
        let features = pair::features(&seen[one], &seen[other], near).collect();
        of_mentions.push(Compared { one, other, features });
    });
    (of_articles, of_mentions)
}

/// The articles that have something in common, by their indices, the lower first.
fn near(articles: &[ArticleWords], rarity: &dyn Fn(&str) -> f64) -> BTreeMap<(usize, usize), Near> {
    let seen: Vec<articles::Seen<'_>> =
        articles.iter().map(|article| articles::Seen::of(article, rarity)).collect();
    let mut near = BTreeMap::new();
    for one in 0..seen.len() {
        for other in one + 1..seen.len() {
            if let Some(found) = articles::near(&seen[one], &seen[other]) {
                near.insert((one, other), found);
            }
        }
    }
    near
}

/// Calls with every pair of mentions (places in `order`) of one article or of two that have something in common.
fn each(
    articles: &[ArticleWords],
    mentions: &[EventMention],
    order: &[usize],
    near: &BTreeMap<(usize, usize), Near>,
    mut with: impl FnMut(usize, usize, Option<Near>),
) {
    for (place, &at) in order.iter().enumerate() {
        let one = mentions[at].article;
        if one >= articles.len() {
            continue;
        }
        for (later, &at) in order.iter().enumerate().skip(place + 1) {
            let other = mentions[at].article;
            if one == other {
                with(place, later, None);
            } else if let Some(near) = near.get(&(one.min(other), one.max(other))) {
                with(place, later, Some(*near));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ArticleWords, EventMention, articles, pair, weights};

    #[test]
    fn the_table_has_a_weight_for_each_feature() {
        let article = ArticleWords::default();
        let seen = articles::Seen::of(&article, &|_| 1.0);
        let names: Vec<&str> = articles::features(&seen, &seen).map(|(name, _)| name).collect();
        assert_eq!(names, weights::ARTICLES.names);
        let mention = EventMention::default();
        let seen = pair::Seen::of(&mention, &|_| 1.0);
        let names: Vec<&str> = pair::features(&seen, &seen, None).map(|(name, _)| name).collect();
        assert_eq!(names, weights::MENTIONS.names);
    }
}
