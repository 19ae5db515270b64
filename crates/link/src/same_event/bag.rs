//! Words with weights, compared.

use super::number::ln;
use std::collections::BTreeMap;

/// Words in order, each with its weight; the squares of the weights add up to 1, or there are no words.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Bag<'a>(Vec<(&'a str, f64)>);

impl<'a> Bag<'a> {
    /// Words by how often they stand there and how rare they are.
    pub(super) fn of(words: impl IntoIterator<Item = &'a str>, rarity: &dyn Fn(&str) -> f64) -> Bag<'a> {
        let mut counts: BTreeMap<&str, f64> = BTreeMap::new();
        for word in words {
            *counts.entry(word).or_default() += 1.0;
        }
        let mut weights: Vec<(&str, f64)> =
            counts.into_iter().map(|(word, count)| (word, (1.0 + ln(count)) * rarity(word))).collect();
        let length = weights.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
        if length > 0.0 {
            for (_, weight) in &mut weights {
                *weight /= length;
            }
        }
        Bag(weights)
    }

    /// Whether it has no words.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The cosine of two.
    pub(super) fn cosine(&self, other: &Bag<'_>) -> f64 {
        shared(&self.0, &other.0).map(|(one, other)| one * other).sum()
    }
}

/// The weights of the words that two lists in order have in common.
pub(super) fn shared<'a>(
    one: &'a [(&str, f64)],
    other: &'a [(&str, f64)],
) -> impl Iterator<Item = (f64, f64)> + 'a {
    let mut at = 0;
    one.iter().filter_map(move |(word, weight)| {
        while other.get(at).is_some_and(|(theirs, _)| theirs < word) {
            at += 1;
        }
        other.get(at).filter(|(theirs, _)| theirs == word).map(|(_, theirs)| (*weight, *theirs))
    })
}

#[cfg(test)]
mod tests {
    use super::Bag;

    #[test]
    fn rare_words_in_common_weigh_more_than_frequent_ones() {
        let rarity = |word: &str| if word == "talks" { 1.0 } else { 3.0 };
        let bag = |words: &'static str| Bag::of(words.split(' '), &rarity);
        let one = bag("talks geneva envoy");
        assert!((one.cosine(&one) - 1.0).abs() < 1e-12);
        assert!(one.cosine(&bag("geneva lake")) > one.cosine(&bag("talks lake")));
        assert_eq!(one.cosine(&bag("lake")), 0.0);
        assert!(Bag::of([], &rarity).is_empty());
    }
}
