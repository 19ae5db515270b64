//! How far two mentions of one type go to show that they tell of one event.
//!
//! The rules of `cluster` and `retold` join what is plainly one; here all that two mentions have in common, and all that parts them, is
//! weighed together, by weights learnt from annotated articles (`data/frames/same.tsv`, `train/same`). So far this is done for talks alone: they
//! are told by many words (`visit`, `round`, `dialogue`), with parties named here and left out there. For deeds of force and of speech the weights
//! join as many that are two as are one.

use super::series::Side;
use super::{Back, Draft, cluster, complete, retold, status, venue};
use crate::Reading;
use legation_knowledge::lexicon::same::WEIGHTS;
use legation_language::{Deprel, Upos};
use legation_record::{EventPlace, EventType, PartialDate, Participant, Status};
use legation_text::Span;
use std::cell::OnceCell;
use std::collections::BTreeSet;

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

/// What a mention says, seen once for all the pairs that it stands in.
pub(super) struct Seen {
    triggers: Vec<u32>,
    /// What its first word is coordinated to.
    joined_to: Option<u32>,
    lemmas: BTreeSet<String>,
    families: BTreeSet<&'static str>,
    is_noun: bool,
    is_definite: bool,
    back: Back,
    sources: BTreeSet<String>,
    targets: BTreeSet<String>,
    entities: BTreeSet<String>,
    is_of_several: bool,
    /// The day that its words tell: the first and the last.
    told: Option<(PartialDate, PartialDate)>,
    start: Option<PartialDate>,
    place: Option<EventPlace<Span>>,
    mode: &'static str,
    status: Status,
    number: Option<String>,
    ordinals: Vec<u32>,
    side: Side,
    /// The sentences of its first word and its last.
    sentences: (usize, usize),
    parties: Vec<Span>,
    /// The words around it: dear, and looked at only where nothing parts it from another.
    words: OnceCell<BTreeSet<String>>,
}

impl Seen {
    pub(super) fn of(reading: &Reading<'_>, draft: &Draft<'_>) -> Seen {
        let parse = reading.parse;
        let first = draft.triggers.first().map(|&at| parse.word(at));
        let states = |parties: &[Participant<Span>]| -> BTreeSet<String> {
            complete::states(parties).into_iter().map(str::to_owned).collect()
        };
        let sentence = |token: Option<&u32>| {
            token.and_then(|&token| reading.document.sentence_of(token)).unwrap_or_default()
        };
        let parties = || draft.source.iter().chain(&draft.target);
        Seen {
            joined_to: first.and_then(|word| word.head.filter(|_| word.deprel == Deprel::Conj)),
            lemmas: draft.triggers.iter().map(|&at| parse.word(at).lemma.to_lowercase()).collect(),
            families: retold::families(reading, draft),
            is_noun: first.is_some_and(|word| word.upos != Upos::Verb),
            is_definite: retold::is_definite(reading, draft),
            back: draft.back,
            sources: states(&draft.source),
            targets: states(&draft.target),
            entities: parties().filter_map(|party| party.entity.clone()).collect(),
            is_of_several: cluster::countries(draft).len() > 1,
            told: draft.when.span.and(draft.when.start.zip(draft.when.end.or(draft.when.start))),
            start: draft.when.start,
            place: draft.place.clone(),
            mode: draft.frame.mode,
            status: draft.status,
            number: retold::number(reading, draft),
            ordinals: cluster::ordinals(reading, draft),
            side: Side::of(draft),
            sentences: (sentence(draft.triggers.iter().min()), sentence(draft.triggers.iter().max())),
            parties: parties().filter_map(|party| party.span).collect(),
            triggers: draft.triggers.clone(),
            words: OnceCell::new(),
        }
    }

    fn words(&self, reading: &Reading<'_>) -> &BTreeSet<String> {
        self.words.get_or_init(|| around(reading, &self.triggers, &self.parties))
    }
}

/// What parts two mentions for good.
struct Parted {
    /// `a conference and a meeting`
    joined: bool,
    /// `the first round … the second`
    ordinal: bool,
    day: bool,
    country: bool,
    /// Other ways to talk.
    mode: bool,
    /// `four rounds … the last`, `in Rome … in Muscat`
    series: bool,
}

impl Parted {
    fn of(earlier: &Seen, later: &Seen) -> Parted {
        let (ours, theirs) = (&earlier.ordinals, &later.ordinals);
        Parted {
            joined: later.joined_to.is_some_and(|head| earlier.triggers.contains(&head)),
            ordinal: !ours.is_empty() && !theirs.is_empty() && ours != theirs,
            day: earlier.told.zip(later.told).is_some_and(|(one, other)| !meet(one, other)),
            country: venue::are_apart(earlier.place.as_ref(), later.place.as_ref()),
            mode: !earlier.mode.is_empty() && !later.mode.is_empty() && earlier.mode != later.mode,
            series: earlier.side.is_apart(&later.side),
        }
    }

    fn any(&self) -> bool {
        self.joined || self.ordinal || self.day || self.country || self.mode || self.series
    }
}

/// What two mentions of talks weigh for being one; nothing where something parts them for good.
pub(super) fn score(reading: &Reading<'_>, earlier: &Seen, later: &Seen, crowd: usize) -> Option<i32> {
    let parted = Parted::of(earlier, later);
    if parted.any() {
        return None;
    }
    let all = features(reading, earlier, later, &parted, crowd);
    Some(all.zip(WEIGHTS).map(|((_, holds), (_, [talks]))| if holds { *talks } else { 0 }).sum())
}

/// The pairs among mentions, as `train/same` learns from them.
pub(super) fn pairs(reading: &Reading<'_>, drafts: &[Draft<'_>]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let spans = |seen: &Seen| {
        let span = |&token: &u32| reading.document.tokens.get(token as usize).map(|token| token.span);
        seen.triggers.iter().filter_map(span).collect()
    };
    let seen: Vec<(EventType, Seen)> =
        drafts.iter().map(|draft| (draft.kind, Seen::of(reading, draft))).collect();
    for (at, (kind, later)) in seen.iter().enumerate() {
        let crowd = drafts.iter().filter(|other| other.kind == *kind).count();
        for (_, earlier) in seen[..at].iter().filter(|(other, _)| other == kind) {
            let parted = Parted::of(earlier, later);
            pairs.push(Pair {
                first: spans(earlier),
                second: spans(later),
                kind: *kind,
                features: features(reading, earlier, later, &parted, crowd).collect(),
            });
        }
    }
    pairs
}

/// What two mentions have in common and what parts them, each with its name in the table and in the table's order.
fn features(
    reading: &Reading<'_>,
    earlier: &Seen,
    later: &Seen,
    parted: &Parted,
    crowd: usize,
) -> impl Iterator<Item = (&'static str, bool)> {
    of_mentions(earlier, later, parted, crowd).into_iter().chain(of_words(reading, earlier, later))
}

/// What the mentions themselves say: their words, parties, days, places, statuses, and where they stand.
fn of_mentions(earlier: &Seen, later: &Seen, parted: &Parted, crowd: usize) -> Vec<(&'static str, bool)> {
    let shares_lemma = !earlier.lemmas.is_disjoint(&later.lemmas);
    let kin = !earlier.families.is_disjoint(&later.families);
    let (first, second) = (earlier.is_noun, later.is_noun);
    let mut all = vec![
        ("always", true),
        ("same word", shares_lemma),
        ("same word, two nouns", shares_lemma && first && second),
        ("same word, two verbs", shares_lemma && !first && !second),
        ("words of a family", kin && !shares_lemma),
        ("noun after verb", second && !first),
        ("verb after noun", first && !second),
        ("noun after noun", first && second),
        ("definite", later.is_definite),
        ("bare noun", second && !later.is_definite && later.back == Back::Not),
        ("another", later.back == Back::Another),
    ];
    all.extend(of_parties(
        &earlier.sources,
        &later.sources,
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
        &earlier.targets,
        &later.targets,
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
    let crossed = !earlier.sources.is_empty()
        && !later.sources.is_empty()
        && (earlier.sources == later.targets || earlier.targets == later.sources);
    let (ours, theirs) = (&earlier.entities, &later.entities);
    all.extend([
        ("roles crossed", crossed),
        ("an actor in both", !ours.is_disjoint(theirs)),
        ("several actors in both", ours.intersection(theirs).count() > 1),
        ("other actors", !ours.is_empty() && !theirs.is_empty() && ours.is_disjoint(theirs)),
        ("both of several countries", earlier.is_of_several && later.is_of_several),
    ]);
    all.extend(of_days(earlier, later, parted.day));
    let name = |seen: &Seen| seen.place.as_ref().map(|place| place.name.clone());
    let (here, there) = (name(earlier), name(later));
    let is_moved = here.is_some() && there.is_some() && here != there && !parted.country;
    let is_real = |seen: &Seen| status::is_real(seen.status);
    let denied = |seen: &Seen| seen.status == Status::Denied;
    let number = earlier.number.as_ref().zip(later.number.as_ref());
    all.extend([
        ("same place", here.is_some() && here == there),
        ("other place of the country", is_moved),
        ("other country", parted.country),
        ("one place", here.is_some() != there.is_some()),
        ("same mode", !earlier.mode.is_empty() && earlier.mode == later.mode),
        ("other mode", parted.mode),
        ("same status", earlier.status == later.status),
        ("both real", is_real(earlier) && is_real(later)),
        ("one real", is_real(earlier) != is_real(later)),
        ("one denied", denied(earlier) != denied(later)),
        ("same number", number.is_some_and(|(one, other)| one == other)),
        ("other number", number.is_some_and(|(one, other)| one != other)),
        ("same ordinal", !earlier.ordinals.is_empty() && earlier.ordinals == later.ordinals),
        ("other ordinal", parted.ordinal),
        ("one ordinal", earlier.ordinals.is_empty() != later.ordinals.is_empty()),
    ]);
    let apart = later.sentences.0.saturating_sub(earlier.sentences.1);
    all.extend([
        ("same sentence", apart == 0),
        ("next sentence", apart == 1),
        ("up to four sentences", (2..=4).contains(&apart)),
        ("up to ten sentences", (5..=10).contains(&apart)),
        ("joined by and", parted.joined),
        ("earlier opens the article", earlier.sentences.0 < 2),
        ("earlier told several times", earlier.triggers.len() > 2),
        ("later told several times", later.triggers.len() > 1),
        ("only two of the type", crowd == 2),
        ("many of the type", crowd > 6),
    ]);
    all
}

/// What the words around them say.
fn of_words(reading: &Reading<'_>, earlier: &Seen, later: &Seen) -> [(&'static str, bool); 5] {
    let (shared, least) = shared(earlier.words(reading), later.words(reading));
    [
        ("a word in common", shared == 1),
        ("two words in common", shared == 2),
        ("several words in common", shared > 2),
        ("half of the words in common", least > 1 && 2 * shared >= least),
        ("no word of several in common", shared == 0 && least > 2),
    ]
}

/// How many words two mentions share, and how many the one with fewer has.
pub(super) fn shared(ours: &BTreeSet<String>, theirs: &BTreeSet<String>) -> (usize, usize) {
    (ours.intersection(theirs).count(), ours.len().min(theirs.len()))
}

fn of_parties(
    ours: &BTreeSet<String>,
    theirs: &BTreeSet<String>,
    names: [&'static str; 7],
) -> [(&'static str, bool); 7] {
    let at = if ours.is_empty() && theirs.is_empty() {
        5
    } else if ours.is_empty() {
        3
    } else if theirs.is_empty() {
        4
    } else if ours == theirs {
        0
    } else if ours.is_subset(theirs) || theirs.is_subset(ours) {
        1
    } else if ours.is_disjoint(theirs) {
        6
    } else {
        2
    };
    std::array::from_fn(|place| (names[place], place == at))
}

/// What the days say: told by words on both sides or on one, the same or not.
fn of_days(earlier: &Seen, later: &Seen, is_other: bool) -> [(&'static str, bool); 6] {
    let (one, other) = (earlier.told, later.told);
    let both = one.zip(other);
    let same = both.is_some_and(|(one, other)| one.0 == other.0);
    let reckoned = earlier.start.zip(later.start);
    [
        ("same day told", same),
        ("day within the other", both.is_some() && !is_other && !same),
        ("other day told", is_other),
        ("one day told, first", one.is_some() && other.is_none()),
        ("one day told, later", one.is_none() && other.is_some()),
        ("other day reckoned", both.is_none() && reckoned.is_some_and(|(one, other)| one != other)),
    ]
}

/// Whether two stretches of days have one in common.
fn meet(one: (PartialDate, PartialDate), other: (PartialDate, PartialDate)) -> bool {
    one.0.first_day() <= other.1.last_day() && other.0.first_day() <= one.1.last_day()
}

/// The words that tell what a mention is about: those of its clause but the trigger and the parties.
pub(super) fn surroundings(reading: &Reading<'_>, draft: &Draft<'_>) -> BTreeSet<String> {
    let parties: Vec<Span> =
        draft.source.iter().chain(&draft.target).filter_map(|party| party.span).collect();
    around(reading, &draft.triggers, &parties)
}

fn around(reading: &Reading<'_>, triggers: &[u32], parties: &[Span]) -> BTreeSet<String> {
    const MOST: u32 = 40;
    // What is told more often than that is told in the same words.
    const TIMES: usize = 12;
    let parse = reading.parse;
    let mut words = BTreeSet::new();
    for &trigger in triggers.iter().take(TIMES) {
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
                && !triggers.contains(&at)
                && !is_party()
                && !matches!(&*lemma, "say" | "have" | "be" | "year" | "day" | "last" | "new" | "other")
            {
                words.insert(lemma);
            }
        }
    }
    words
}
