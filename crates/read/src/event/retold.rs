//! Whether two mentions of one type tell of the same deed.
//!
//! In one clause they do where one completes the other: `killed in an airstrike`, `shot and killed`. Further apart they do where their
//! words are of one family (`data/frames/families.tsv`), their parties fit, and neither day, place, number nor status parts them:
//! `sued the network … the lawsuit`.

use super::status::is_real;
use super::{Back, Draft, complete, same};
use crate::Reading;
use legation_knowledge::lexicon::frames::{self, StatusClass};
use legation_language::{Deprel, Upos, Xpos};
use legation_record::{Basis, EventType, Grain, PartialDate, Participant, Status};
use legation_text::Span;
use std::collections::BTreeSet;

/// Prepositions that join the word for a deed to another word for it: `killed in`, `damaged by`, `a round of`.
const WITHIN: [&str; 7] = ["in", "by", "of", "with", "through", "during", "from"];

/// How many words two acts of speech share beside the speakers if one tells the other again.
const SHARED: usize = 3;

/// Whether two mentions stand in one clause and tell of one deed.
pub(super) fn in_one_clause(reading: &Reading<'_>, earlier: &Draft<'_>, later: &Draft<'_>) -> bool {
    let head = |at: u32| reading.parse.word(at).head;
    let hangs = |one: u32, other: u32| head(one) == Some(other) || head(other) == Some(one);
    let is_one_clause =
        || earlier.triggers.iter().any(|&one| later.triggers.iter().any(|&other| hangs(one, other)));
    if earlier.kind != later.kind || !is_one_clause() {
        return false;
    }
    let kin = kin(reading, earlier, later);
    let (one, other) = (earlier.frame.mode, later.frame.mode);
    (one == other || one.is_empty() || other.is_empty() || kin)
        && are_days_alike(earlier, later)
        && is_compatible(&earlier.source, &later.source)
        && is_compatible(&earlier.target, &later.target)
        && earlier.triggers.iter().any(|&first| {
            later.triggers.iter().any(|&second| {
                let coordinated =
                    is_coordinated(reading, first, second, kin || one == other && !one.is_empty());
                coordinated || completes(reading, earlier.kind, first, second)
            })
        })
}

/// `shot and killed`, `strikes and shelling`: of two coordinated words the second tells more of the first.
fn is_coordinated(reading: &Reading<'_>, first: u32, second: u32, kin: bool) -> bool {
    let parse = reading.parse;
    let (above, below) = (parse.word(first), parse.word(second));
    if below.deprel != Deprel::Conj || below.head != Some(first) || above.upos != below.upos {
        return false;
    }
    let has_own = |relations: &[Deprel]| parse.child(second, relations).is_some();
    // `shot and killed two guards`: both have the object of the second.
    let completed = parse.children(first).any(|child| {
        let deprel = parse.word(child).deprel;
        matches!(deprel, Deprel::Obj | Deprel::Ccomp | Deprel::Xcomp)
            || deprel == Deprel::Obl && child < second
    });
    let shares = above.upos == Upos::Verb
        && !completed
        && has_own(&[Deprel::Obj])
        && parse.child(second, &[Deprel::Advmod, Deprel::Aux]).is_none();
    // `a summit with Uganda and a meeting with Rwanda`
    let each = above.upos == Upos::Noun
        && has_own(&[Deprel::Nmod])
        && parse.children(first).any(|child| child < second && parse.word(child).deprel == Deprel::Nmod);
    !has_own(&[Deprel::Nsubj, Deprel::NsubjPass]) && !each && (kin || shares)
}

/// Whether of two words one completes the other: `killed in an airstrike`, `the shelling that killed`, `shelling attacks`.
fn completes(reading: &Reading<'_>, kind: EventType, first: u32, second: u32) -> bool {
    let parse = reading.parse;
    let (above, below) = match (parse.word(first).head, parse.word(second).head) {
        (_, Some(head)) if head == first => (first, second),
        (Some(head), _) if head == second => (second, first),
        _ => return false,
    };
    let word = parse.word(below);
    let is_verb = |at: u32| parse.word(at).upos == Upos::Verb;
    let consult = kind == EventType::Consult;
    let is_state = |at: u32| frames::status(&parse.word(at).lemma, StatusClass::State).is_some();
    // `will not accept`: the verb and its negation tell of one refusal.
    if word.deprel == Deprel::Advmod && kind == EventType::Reject && is_verb(above) {
        return true;
    }
    // A war is more than the deeds in it; who condemns a charge makes another.
    if is_said(kind) || is_state(above) != is_state(below) {
        return false;
    }
    match word.deprel {
        Deprel::Compound => true,
        Deprel::Obl | Deprel::Nmod => {
            let case = parse.case_of(below);
            let travels = consult && is_verb(above) && case == Some("for");
            travels
                || case
                    .is_some_and(|case| WITHIN.contains(&case) && (!consult || matches!(case, "in" | "of")))
        }
        Deprel::Nsubj => !consult && kind != EventType::Agree && !is_verb(below) && is_verb(above),
        // `a memorandum was signed`
        Deprel::NsubjPass => !is_verb(below) && is_verb(above),
        Deprel::Acl | Deprel::AclRelcl => !consult && is_verb(below) && !is_verb(above),
        // `attacked the village, killing nine`
        Deprel::Advcl => {
            !consult
                && word.xpos == Xpos::Vbg
                && below > above
                && parse.child(below, &[Deprel::Nsubj, Deprel::Mark]).is_none()
        }
        _ => false,
    }
}

/// Whether a later mention tells again of a deed that stands earlier.
pub(super) fn is_retold(reading: &Reading<'_>, earlier: &Draft<'_>, later: &Draft<'_>) -> bool {
    // Talks have rounds, and words of their own that point back.
    if earlier.kind != later.kind || earlier.kind == EventType::Consult {
        return false;
    }
    let fit = are_days_alike(earlier, later)
        && is_dated_first(earlier, later)
        && is_place_alike(earlier, later)
        && is_compatible(&earlier.source, &later.source)
        && is_compatible(&earlier.target, &later.target)
        && is_number_alike(reading, earlier, later)
        && (standing(earlier.status) == standing(later.status) || is_done(reading, earlier, later));
    let kin = || kin(reading, earlier, later) || lemma(reading, earlier) == lemma(reading, later);
    if !fit || !kin() {
        return false;
    }
    let same = |ours: &[Participant<Span>], theirs: &[Participant<Span>]| {
        let ours = states(ours);
        !ours.is_empty() && ours == states(theirs)
    };
    let (doers, others) = (same(&earlier.source, &later.source), same(&earlier.target, &later.target));
    let definite = is_definite(reading, later);
    let speaks = is_one_speaker(earlier, later);
    // `"We call for their release," he said … He called for the release of all`
    let is_repeated = || {
        let (ours, theirs) = (same::surroundings(reading, earlier), same::surroundings(reading, later));
        let (shared, least) = same::shared(&ours, &theirs);
        shared >= SHARED && 2 * shared >= least
    };
    let again = || (speaks || others && later.source.is_empty()) && is_repeated();
    match earlier.kind {
        // Words that were said twice were said to different ends, unless they are named as the same.
        EventType::Request | EventType::Reject | EventType::Threaten => speaks && definite || again(),
        EventType::Accuse | EventType::Support => {
            let suit = is_brought(reading, earlier) && is_brought(reading, later);
            speaks && (others || suit || definite) || again()
        }
        // `agreed to build`, then `agreed to pay`: two deals, but where they go by the name of one.
        EventType::Agree => {
            doers && (definite || is_named(reading, later))
                || definite && (others || is_named(reading, later))
        }
        // `Police arrested the singer … The singer was arrested`
        _ => doers || others && (definite || later.source.is_empty() && is_one_other(earlier, later)),
    }
}

/// Whether an act is one of speaking.
fn is_said(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Request | EventType::Accuse | EventType::Reject | EventType::Threaten | EventType::Support
    )
}

/// `will summon the envoy … the envoy has been summoned`: what was announced and what was done go by one word.
fn is_done(reading: &Reading<'_>, earlier: &Draft<'_>, later: &Draft<'_>) -> bool {
    let planned = |status| status == Status::Planned;
    !is_said(earlier.kind)
        && earlier.kind != EventType::Assault
        && (planned(earlier.status) && is_real(later.status)
            || planned(later.status) && is_real(earlier.status))
        && lemma(reading, earlier) == lemma(reading, later)
}

/// What parts statuses for good: the deeds that are told as facts, those that are denied, all others.
fn standing(status: Status) -> u8 {
    match status {
        status if is_real(status) => 0,
        Status::Denied => 1,
        _ => 2,
    }
}

/// The lemma of its first word.
pub(super) fn lemma(reading: &Reading<'_>, draft: &Draft<'_>) -> Option<String> {
    draft.triggers.first().map(|&at| reading.parse.word(at).lemma.to_lowercase())
}

/// Whether the words of two mentions are of one family.
fn kin(reading: &Reading<'_>, earlier: &Draft<'_>, later: &Draft<'_>) -> bool {
    let ours = families(reading, earlier);
    !ours.is_empty() && families(reading, later).iter().any(|family| ours.contains(family))
}

/// The families of the words of a mention. Verbs that have none (`filed`, `carried out`) are of that of what they do.
pub(super) fn families(reading: &Reading<'_>, draft: &Draft<'_>) -> BTreeSet<&'static str> {
    draft
        .triggers
        .iter()
        .flat_map(|&at| [Some(at), deed(reading, at, draft.frame.kind)])
        .flatten()
        .flat_map(|at| family(reading, at, draft.frame.kind))
        .collect()
}

/// The families of a word.
fn family(reading: &Reading<'_>, at: u32, kind: &str) -> Vec<&'static str> {
    frames::families(&reading.parse.word(at).lemma.to_lowercase(), kind).collect()
}

/// The noun for what a verb does that has no family of its own: `file a lawsuit`, `a lawsuit filed`, `agree to a deal`.
fn deed(reading: &Reading<'_>, verb: u32, kind: &str) -> Option<u32> {
    let parse = reading.parse;
    let word = parse.word(verb);
    if word.upos != Upos::Verb || !family(reading, verb, kind).is_empty() {
        return None;
    }
    let object = parse.child(verb, &[Deprel::Obj, Deprel::NsubjPass]);
    let modified = || word.head.filter(|_| matches!(word.deprel, Deprel::Acl | Deprel::AclRelcl));
    let phrase = || {
        parse.children(verb).find(|&child| {
            let case = parse.case_of(child);
            parse.word(child).deprel == Deprel::Obl && matches!(case, Some("to" | "on" | "in"))
        })
    };
    object.or_else(modified).or_else(phrase)
}

/// Whether a mention goes by a noun of its family: `reached a deal`, `the accord`.
fn is_named(reading: &Reading<'_>, draft: &Draft<'_>) -> bool {
    let kind = draft.frame.kind;
    let is = |at: u32| reading.parse.word(at).upos != Upos::Verb && !family(reading, at, kind).is_empty();
    draft.triggers.iter().any(|&at| is(at) || deed(reading, at, kind).is_some_and(is))
}

/// Whether a mention tells of a case at court.
fn is_brought(reading: &Reading<'_>, draft: &Draft<'_>) -> bool {
    families(reading, draft).contains("suit")
}

/// Whether a mention speaks of what is known: `the talks`, `that appeal`.
pub(super) fn is_definite(reading: &Reading<'_>, draft: &Draft<'_>) -> bool {
    draft.back == Back::Same || points_back(reading, draft)
}

/// `that appeal`, `his proposal`, `Israel's strikes`, `such a deal`.
fn points_back(reading: &Reading<'_>, draft: &Draft<'_>) -> bool {
    let parse = reading.parse;
    let points = |noun: u32| {
        parse.word(noun).upos != Upos::Verb
            && parse.children(noun).any(|child| {
                let word = parse.word(child);
                match word.deprel {
                    Deprel::NmodPoss => true,
                    Deprel::Det | Deprel::DetPredet | Deprel::Amod => {
                        matches!(
                            &*word.lemma.to_lowercase(),
                            "the" | "this" | "that" | "these" | "those" | "such"
                        )
                    }
                    _ => false,
                }
            })
    };
    let kind = draft.frame.kind;
    draft.triggers.iter().any(|&at| points(at) || deed(reading, at, kind).is_some_and(points))
}

/// The states and bodies that have a part; those whose country is not told do not count.
fn states(parties: &[Participant<Span>]) -> BTreeSet<&str> {
    let mut known = complete::states(parties);
    known.retain(|state| !state.starts_with("---"));
    known
}

/// Whether parties could be the same: one side names none, or only some of the other's.
fn is_compatible(ours: &[Participant<Span>], theirs: &[Participant<Span>]) -> bool {
    let (ours, theirs) = (states(ours), states(theirs));
    ours.is_empty() || theirs.is_empty() || ours.is_subset(&theirs) || theirs.is_subset(&ours)
}

/// Whether the same person, office or body speaks.
fn is_one_speaker(earlier: &Draft<'_>, later: &Draft<'_>) -> bool {
    let is_same = |one: &Participant<Span>, other: &Participant<Span>| {
        let known = one.entity.is_some() && one.entity == other.entity;
        known
            || one.who.eq_ignore_ascii_case(&other.who)
            || Basis::Inferred == other.basis && one.code == other.code
    };
    earlier.source.iter().any(|one| later.source.iter().any(|other| is_same(one, other)))
}

/// Whether it is done to the same person or thing, by its name or words.
fn is_one_other(earlier: &Draft<'_>, later: &Draft<'_>) -> bool {
    let bare = |who: &str| {
        let lower = who.to_lowercase();
        let stripped = ["the ", "a ", "an "].iter().find_map(|article| lower.strip_prefix(article));
        stripped.unwrap_or(&lower).to_owned()
    };
    earlier.target.iter().any(|one| {
        later.target.iter().any(|other| {
            one.entity.is_some() && one.entity == other.entity || bare(&one.who) == bare(&other.who)
        })
    })
}

/// Whether no two times part two mentions.
fn are_days_alike(earlier: &Draft<'_>, later: &Draft<'_>) -> bool {
    match (earlier.when.span.and(earlier.when.start), later.when.span.and(later.when.start)) {
        (Some(one), Some(other)) => one == other || is_nearer(one, other) || is_nearer(other, one),
        _ => true,
    }
}

/// Whether a day lies within a week or month: `last week`, then `last Thursday`.
fn is_nearer(day: PartialDate, stretch: PartialDate) -> bool {
    let is_short = matches!(stretch.grain(), Grain::Week | Grain::Month);
    is_short && day.day().is_some_and(|day| PartialDate::containing(day, stretch.grain()) == stretch)
}

/// A deed of force that is first told of at large and then with a day of its own is one of many.
fn is_dated_first(earlier: &Draft<'_>, later: &Draft<'_>) -> bool {
    !matches!(earlier.kind, EventType::Assault | EventType::Coerce | EventType::Protest)
        || earlier.when.span.is_some()
        || later.when.span.is_none()
}

/// Whether no two towns part two mentions.
fn is_place_alike(earlier: &Draft<'_>, later: &Draft<'_>) -> bool {
    let town = |draft: &'_ Draft<'_>| {
        let place = draft.place.as_ref()?;
        (place.kind.as_deref() == Some("city")).then(|| place.name.clone())
    };
    match (town(earlier), town(later)) {
        (Some(one), Some(other)) => one == other,
        _ => match (&earlier.place, &later.place) {
            (Some(one), Some(other)) => one.country == other.country,
            _ => true,
        },
    }
}

/// Whether no two numbers part two mentions: `killed nine`, `killed forty`; not `attacked five districts, wounding six people`.
pub(super) fn is_number_alike(reading: &Reading<'_>, earlier: &Draft<'_>, later: &Draft<'_>) -> bool {
    match (counted(reading, earlier), counted(reading, later)) {
        (Some((one, of)), Some((other, other_of))) => one == other || of != other_of,
        _ => true,
    }
}

/// How many a mention tells of: `nine` of `killed nine`, `five` of `five strikes`.
pub(super) fn number(reading: &Reading<'_>, draft: &Draft<'_>) -> Option<String> {
    counted(reading, draft).map(|(number, _)| number)
}

/// The number, and what is counted.
fn counted(reading: &Reading<'_>, draft: &Draft<'_>) -> Option<(String, String)> {
    let parse = reading.parse;
    draft.triggers.iter().find_map(|&at| {
        let object = parse.child(at, &[Deprel::Obj, Deprel::NsubjPass]);
        [Some(at), object].into_iter().flatten().find_map(|at| {
            let number = parse.child(at, &[Deprel::Nummod])?;
            Some((reading.word(number).to_lowercase(), parse.word(at).lemma.to_lowercase()))
        })
    })
}
