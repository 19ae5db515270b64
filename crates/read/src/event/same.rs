//! How far two mentions of one type go to show that they tell of one event.
//!
//! The rules of `cluster` and `retold` join what is plainly one; here all that two mentions have in common, and all that parts them, is
//! weighed together, by weights learnt from annotated articles (`data/frames/same.tsv`, `train/same`). So far this is done for talks alone: they
//! are told by many words (`visit`, `round`, `dialogue`), with parties named here and left out there. For deeds of force and of speech the weights
//! join as many that are two as are one.

use super::{Back, Draft, cluster, retold};
use crate::Reading;
use legation_knowledge::lexicon::same::WEIGHTS;
use legation_language::{Deprel, Upos};
use legation_record::{EventType, Participant, Status};
use legation_text::Span;
use std::collections::BTreeSet;

/// What parts two mentions for good: `a conference and a meeting`, `the first round … the second`, other days, countries or ways to talk.
const PART: [&str; 5] = ["joined by and", "other ordinal", "other day told", "other country", "other mode"];

/// Two mentions of one type, and what they have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The words of the earlier.
    pub first: Vec<Span>,
    /// The words of the later.
    pub second: Vec<Span>,
    /// Their type.
    pub kind: EventType,
    /// What they have in common and what parts them, in the order of the table.
    pub features: Vec<(&'static str, bool)>,
}

/// What two mentions of talks weigh for being one; nothing where something parts them for good.
pub(super) fn score(
    reading: &Reading<'_>,
    earlier: &Draft<'_>,
    later: &Draft<'_>,
    crowd: usize,
) -> Option<i32> {
    if earlier.kind != EventType::Consult || later.kind != EventType::Consult {
        return None;
    }
    let told = of_mentions(reading, earlier, later, crowd);
    if told.iter().any(|(name, holds)| *holds && PART.contains(name)) {
        return None;
    }
    let all = told.into_iter().chain(of_words(reading, earlier, later));
    Some(all.zip(WEIGHTS).map(|((_, holds), (_, [talks]))| if holds { *talks } else { 0 }).sum())
}

/// The pairs among mentions, as `train/same` learns from them.
pub(super) fn pairs(reading: &Reading<'_>, drafts: &[Draft<'_>]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let spans = |draft: &Draft<'_>| {
        let span = |&token: &u32| reading.document.tokens.get(token as usize).map(|token| token.span);
        draft.triggers.iter().filter_map(span).collect()
    };
    for (at, later) in drafts.iter().enumerate() {
        let crowd = drafts.iter().filter(|other| other.kind == later.kind).count();
        for earlier in drafts[..at].iter().filter(|earlier| earlier.kind == later.kind) {
            pairs.push(Pair {
                first: spans(earlier),
                second: spans(later),
                kind: later.kind,
                features: features(reading, earlier, later, crowd),
            });
        }
    }
    pairs
}

/// What two mentions have in common and what parts them, each with its name in the table and in the table's order.
fn features(
    reading: &Reading<'_>,
    earlier: &Draft<'_>,
    later: &Draft<'_>,
    crowd: usize,
) -> Vec<(&'static str, bool)> {
    let mut all = of_mentions(reading, earlier, later, crowd);
    all.extend(of_words(reading, earlier, later));
    all
}

/// What the mentions themselves say: their words, parties, days, places, statuses, and where they stand.
fn of_mentions(
    reading: &Reading<'_>,
    earlier: &Draft<'_>,
    later: &Draft<'_>,
    crowd: usize,
) -> Vec<(&'static str, bool)> {
    let parse = reading.parse;
    let mut all = vec![("always", true)];
    let noun =
        |draft: &Draft<'_>| draft.triggers.first().is_some_and(|&at| parse.word(at).upos != Upos::Verb);
    let lemmas = |draft: &Draft<'_>| -> BTreeSet<String> {
        draft.triggers.iter().map(|&at| parse.word(at).lemma.to_lowercase()).collect()
    };
    let shares_lemma = !lemmas(earlier).is_disjoint(&lemmas(later));
    let kin = retold::kin(reading, earlier, later);
    let (first, second) = (noun(earlier), noun(later));
    let definite = later.back == Back::Same || retold::points_back(reading, later);
    all.extend([
        ("same word", shares_lemma),
        ("same word, two nouns", shares_lemma && first && second),
        ("same word, two verbs", shares_lemma && !first && !second),
        ("words of a family", kin && !shares_lemma),
        ("noun after verb", second && !first),
        ("verb after noun", first && !second),
        ("noun after noun", first && second),
        ("definite", definite),
        ("bare noun", second && !definite && later.back == Back::Not),
        ("another", later.back == Back::Another),
    ]);
    all.extend(of_parties(
        &earlier.source,
        &later.source,
        [
            "sources: same",
            "sources: some",
            "sources: overlap",
            "sources: earlier none",
            "sources: later none",
            "sources: none",
            "sources: apart",
        ],
    ));
    all.extend(of_parties(
        &earlier.target,
        &later.target,
        [
            "targets: same",
            "targets: some",
            "targets: overlap",
            "targets: earlier none",
            "targets: later none",
            "targets: none",
            "targets: apart",
        ],
    ));
    let crossed = !earlier.source.is_empty()
        && !later.source.is_empty()
        && (states(&earlier.source) == states(&later.target)
            || states(&earlier.target) == states(&later.source));
    let entities = |draft: &Draft<'_>| -> BTreeSet<String> {
        draft.source.iter().chain(&draft.target).filter_map(|party| party.entity.clone()).collect()
    };
    let (ours, theirs) = (entities(earlier), entities(later));
    let several = |draft: &Draft<'_>| cluster::countries(draft).len() > 1;
    all.extend([
        ("roles crossed", crossed),
        ("an actor in both", !ours.is_disjoint(&theirs)),
        ("several actors in both", ours.intersection(&theirs).count() > 1),
        ("other actors", !ours.is_empty() && !theirs.is_empty() && ours.is_disjoint(&theirs)),
        ("both of several countries", several(earlier) && several(later)),
    ]);
    all.extend(of_days(earlier, later));
    let country = |draft: &Draft<'_>| draft.place.as_ref().and_then(|place| place.country.clone());
    let name = |draft: &Draft<'_>| draft.place.as_ref().map(|place| place.name.clone());
    let (here, there) = (name(earlier), name(later));
    let abroad = matches!((country(earlier), country(later)), (Some(one), Some(other)) if one != other);
    all.extend([
        ("same place", here.is_some() && here == there),
        ("other place of the country", here.is_some() && there.is_some() && here != there && !abroad),
        ("other country", abroad),
        ("one place", here.is_some() != there.is_some()),
    ]);
    let (mode, other) = (earlier.frame.mode, later.frame.mode);
    let real = |draft: &Draft<'_>| matches!(draft.status, Status::Occurred | Status::Ongoing);
    let denied = |draft: &Draft<'_>| draft.status == Status::Denied;
    let number = retold::number(reading, earlier).zip(retold::number(reading, later));
    let ordinals = (cluster::ordinals(reading, earlier), cluster::ordinals(reading, later));
    all.extend([
        ("same mode", !mode.is_empty() && mode == other),
        ("other mode", !mode.is_empty() && !other.is_empty() && mode != other),
        ("same status", earlier.status == later.status),
        ("both real", real(earlier) && real(later)),
        ("one real", real(earlier) != real(later)),
        ("one denied", denied(earlier) != denied(later)),
        ("same number", number.as_ref().is_some_and(|(one, other)| one == other)),
        ("other number", number.as_ref().is_some_and(|(one, other)| one != other)),
        ("same ordinal", !ordinals.0.is_empty() && ordinals.0 == ordinals.1),
        ("other ordinal", !ordinals.0.is_empty() && !ordinals.1.is_empty() && ordinals.0 != ordinals.1),
        ("one ordinal", ordinals.0.is_empty() != ordinals.1.is_empty()),
    ]);
    let sentence = |draft: &Draft<'_>, last: bool| {
        let token = if last { draft.triggers.iter().max() } else { draft.triggers.iter().min() };
        token.and_then(|&token| reading.document.sentence_of(token)).unwrap_or_default()
    };
    let apart = sentence(later, false).saturating_sub(sentence(earlier, true));
    let joined = later.triggers.first().is_some_and(|&at| {
        let word = parse.word(at);
        word.deprel == Deprel::Conj && word.head.is_some_and(|head| earlier.triggers.contains(&head))
    });
    all.extend([
        ("same sentence", apart == 0),
        ("next sentence", apart == 1),
        ("up to four sentences", (2..=4).contains(&apart)),
        ("up to ten sentences", (5..=10).contains(&apart)),
        ("joined by and", joined),
        ("earlier opens the article", sentence(earlier, false) < 2),
        ("earlier told several times", earlier.triggers.len() > 2),
        ("later told several times", later.triggers.len() > 1),
        ("only two of the type", crowd == 2),
        ("many of the type", crowd > 6),
    ]);
    all
}

/// What the words around them say.
fn of_words(reading: &Reading<'_>, earlier: &Draft<'_>, later: &Draft<'_>) -> [(&'static str, bool); 5] {
    let (ours, theirs) = (surroundings(reading, earlier), surroundings(reading, later));
    let shared = ours.intersection(&theirs).count();
    let least = ours.len().min(theirs.len());
    [
        ("a word in common", shared == 1),
        ("two words in common", shared == 2),
        ("several words in common", shared > 2),
        ("half of the words in common", least > 1 && 2 * shared >= least),
        ("no word of several in common", shared == 0 && least > 2),
    ]
}

/// The states and bodies that have a part; of those whose country is not told the whole code.
fn states(parties: &[Participant<Span>]) -> BTreeSet<&str> {
    parties.iter().map(super::complete::state).collect()
}

fn of_parties(
    ours: &[Participant<Span>],
    theirs: &[Participant<Span>],
    names: [&'static str; 7],
) -> [(&'static str, bool); 7] {
    let (ours, theirs) = (states(ours), states(theirs));
    let at = if ours.is_empty() && theirs.is_empty() {
        5
    } else if ours.is_empty() {
        3
    } else if theirs.is_empty() {
        4
    } else if ours == theirs {
        0
    } else if ours.is_subset(&theirs) || theirs.is_subset(&ours) {
        1
    } else if ours.is_disjoint(&theirs) {
        6
    } else {
        2
    };
    let mut place = 0;
    names.map(|name| {
        place += 1;
        (name, place - 1 == at)
    })
}

/// What the days say: told by words on both sides or on one, the same or not.
fn of_days(earlier: &Draft<'_>, later: &Draft<'_>) -> [(&'static str, bool); 6] {
    let told =
        |draft: &Draft<'_>| draft.when.span.and(draft.when.start.zip(draft.when.end.or(draft.when.start)));
    let (one, other) = (told(earlier), told(later));
    let both = one.zip(other);
    let same = both.is_some_and(|(one, other)| one.0 == other.0);
    let within = both.is_some_and(|(one, other)| {
        let (from, until) = (one.0.first_day(), one.1.last_day());
        let (start, end) = (other.0.first_day(), other.1.last_day());
        from <= end && start <= until
    });
    let reckoned = earlier.when.start.zip(later.when.start);
    [
        ("same day told", same),
        ("day within the other", within && !same),
        ("other day told", both.is_some() && !within),
        ("one day told, first", one.is_some() && other.is_none()),
        ("one day told, later", one.is_none() && other.is_some()),
        ("other day reckoned", both.is_none() && reckoned.is_some_and(|(one, other)| one != other)),
    ]
}

/// The words that tell what a mention is about: those of its clause but the trigger and the parties.
pub(super) fn surroundings(reading: &Reading<'_>, draft: &Draft<'_>) -> BTreeSet<String> {
    const MOST: u32 = 40;
    let parse = reading.parse;
    let parties: Vec<Span> =
        draft.source.iter().chain(&draft.target).filter_map(|party| party.span).collect();
    let mut words = BTreeSet::new();
    for &trigger in &draft.triggers {
        let clause = std::iter::once(trigger)
            .chain(parse.ancestors(trigger).take(2))
            .find(|&at| parse.word(at).upos == Upos::Verb)
            .unwrap_or(trigger);
        let range = parse.subtree(clause);
        let (from, until) = (range.start.max(trigger.saturating_sub(MOST)), range.end.min(trigger + MOST));
        for at in from..until {
            let word = parse.word(at);
            let is_content =
                matches!(word.upos, Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj | Upos::Num);
            let Some(token) = reading.document.tokens.get(at as usize) else { continue };
            let is_party = || parties.iter().any(|party| party.contains(token.span));
            let lemma = word.lemma.to_lowercase();
            if is_content
                && !draft.triggers.contains(&at)
                && !is_party()
                && !matches!(&*lemma, "say" | "have" | "be" | "year" | "day" | "last" | "new" | "other")
            {
                words.insert(lemma);
            }
        }
    }
    words
}
