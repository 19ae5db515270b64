//! What two mentions of events have in common.

use super::EventMention;
use super::articles::Near;
use super::bag::Bag;
use super::number::share;
use super::weights::MENTIONS;
use std::collections::BTreeSet;

/// What is compared of a mention, seen once.
pub(super) struct Seen<'a> {
    mention: &'a EventMention,
    agents: Bag<'a>,
    patients: Bag<'a>,
    others: Bag<'a>,
    all: Bag<'a>,
    around: Bag<'a>,
}

impl<'a> Seen<'a> {
    pub(super) fn of(mention: &'a EventMention, rarity: &dyn Fn(&str) -> f64) -> Seen<'a> {
        let bag = |words: &'a BTreeSet<String>| Bag::of(words.iter().map(|word| &**word), rarity);
        let all: BTreeSet<&str> = [&mention.agents, &mention.patients, &mention.others]
            .into_iter()
            .flatten()
            .map(|word| &**word)
            .collect();
        Seen {
            mention,
            agents: bag(&mention.agents),
            patients: bag(&mention.patients),
            others: bag(&mention.others),
            all: Bag::of(all, rarity),
            around: bag(&mention.around),
        }
    }
}

/// How likely two mentions are one event, by all that they have in common. `near` compares their articles; nothing where both
/// stand in one.
pub(super) fn likelihood(one: &Seen<'_>, other: &Seen<'_>, near: Option<Near>) -> f64 {
    let sum: f64 =
        features(one, other, near).zip(&MENTIONS.weights).map(|((_, value), weight)| value * weight).sum();
    share(MENTIONS.always + sum)
}

/// What two mentions have in common and what parts them, each with its name in the table and in the table's order.
pub(super) fn features(
    one: &Seen<'_>,
    other: &Seen<'_>,
    near: Option<Near>,
) -> impl Iterator<Item = (&'static str, f64)> {
    let is = |holds: bool| f64::from(u8::from(holds));
    let (ours, theirs) = (one.mention, other.mention);
    let word = is(ours.lemma == theirs.lemma);
    let sense: f64 = ours.sense.iter().zip(&theirs.sense).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum();
    let (weight, cosine) = near.map_or((0.0, 0.0), |near| (near.weight, near.cosine));
    let within = near.is_none();
    let apart = |ours: &Bag<'_>, theirs: &Bag<'_>, cosine: f64| {
        is(!ours.is_empty() && !theirs.is_empty() && cosine == 0.0)
    };
    let (agents, patients) = (one.agents.cosine(&other.agents), one.patients.cosine(&other.patients));
    let all = one.all.cosine(&other.all);
    let counted = !ours.numbers.is_empty() && !theirs.numbers.is_empty();
    let numbers = ours.numbers.intersection(&theirs.numbers).count() as f64
        / ((ours.numbers.len() * theirs.numbers.len()).max(1) as f64).sqrt();
    [
        ("near articles", weight),
        ("very near articles", weight.max(0.0)),
        ("same word", word),
        ("sense", sense),
        ("same word, sense", word * sense),
        ("words of the articles", cosine),
        ("same word, words of the articles", word * cosine),
        ("same article", is(within)),
        ("same article, same word", is(within) * word),
        ("same sentence", is(within && ours.sentence == theirs.sentence)),
        ("arguments", all),
        ("same word, arguments", word * all),
        ("agents", agents),
        ("patients", patients),
        ("other arguments", one.others.cosine(&other.others)),
        ("agents apart", apart(&one.agents, &other.agents, agents)),
        ("patients apart", apart(&one.patients, &other.patients, patients)),
        ("words around", one.around.cosine(&other.around)),
        ("numbers", numbers),
        ("numbers apart", is(counted && numbers == 0.0)),
        ("two verbs", is(ours.is_verb && theirs.is_verb)),
        ("two nouns", is(!ours.is_verb && !theirs.is_verb)),
    ]
    .into_iter()
}
