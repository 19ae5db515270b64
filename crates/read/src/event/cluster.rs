//! Mentions of one event are one entry.

use super::complete::{self, inferred};
use super::same::{self, Seen};
use super::status::is_real;
use super::{Back, Draft, cast, retold, round, series, venue};
use crate::Reading;
use legation_knowledge::lexicon::frames::Class;
use legation_knowledge::world::Sense;
use legation_language::{Deprel, Upos, Word, Xpos};
use legation_record::{Basis, EventType, Participant, Status};
use legation_text::Span;

/// Joins drafts that tell of one event; what points back to nothing and has no participants is dropped.
pub(super) fn merge<'a>(reading: &Reading<'_>, drafts: Vec<Draft<'a>>) -> Vec<Draft<'a>> {
    alike(reading, plain(reading, drafts))
}

/// Joins what goes far enough to show that it is one.
fn alike<'a>(reading: &Reading<'_>, drafts: Vec<Draft<'a>>) -> Vec<Draft<'a>> {
    let is_talks = |draft: &Draft<'_>| draft.kind == EventType::Consult;
    let crowd = drafts.iter().filter(|draft| is_talks(draft)).count();
    let mut kept: Vec<Draft<'a>> = Vec::new();
    // The talks among them, and where they stand.
    let mut talks: Vec<(usize, Seen)> = Vec::new();
    for draft in drafts {
        if !is_talks(&draft) {
            kept.push(draft);
            continue;
        }
        if let Some((at, earlier)) =
            talks.iter_mut().rfind(|(at, _)| series::is_one_round(&kept[*at], &draft))
        {
            join(&mut kept[*at], draft);
            *earlier = Seen::of(reading, &kept[*at]);
            continue;
        }
        let later = Seen::of(reading, &draft);
        let scored = talks
            .iter_mut()
            .filter_map(|talks| Some((same::score(reading, &talks.1, &later, crowd)?, talks)));
        let best = scored.filter(|(score, _)| *score > 0).max_by_key(|(score, (at, _))| (*score, *at));
        match best {
            Some((_, (at, earlier))) => {
                join(&mut kept[*at], draft);
                *earlier = Seen::of(reading, &kept[*at]);
            }
            None => {
                talks.push((kept.len(), later));
                kept.push(draft);
            }
        }
    }
    kept
}

/// Joins drafts that are plainly one.
pub(super) fn plain<'a>(reading: &Reading<'_>, drafts: Vec<Draft<'a>>) -> Vec<Draft<'a>> {
    let mut kept: Vec<Draft<'a>> = Vec::new();
    for mut draft in drafts {
        if draft.back == Back::Another && draft.source.is_empty() && draft.target.is_empty() {
            let before = kept.iter().rfind(|earlier| earlier.kind == draft.kind);
            draft.source =
                before.map_or_else(Vec::new, |before| before.source.iter().map(inferred).collect());
        }
        if draft.series.is_told() && countries(&draft).len() < 2 {
            draft.source.extend(series::parties(&kept, &draft));
        }
        if let Some(plural) = of_both(reading, &draft) {
            let talked =
                kept.iter().rfind(|earlier| earlier.kind.is_symmetric() && countries(earlier).len() > 1);
            let before = || pair_before(reading, *draft.triggers.first()?);
            let parties = match talked {
                Some(talked) => Some(talked.source.clone()),
                None => before(),
            };
            if let Some(parties) = parties {
                draft.source = parties.iter().map(|party| plural.for_party(reading, party)).collect();
            }
        }
        let act = kept.iter().rposition(|earlier| is_one_act(reading, earlier, &draft));
        let meeting = || {
            let is_one = |earlier: &Draft<'_>| {
                series::is_one_round(earlier, &draft) || series::is_apposed(reading, earlier, &draft)
            };
            kept.iter().rposition(is_one)
        };
        let earlier = || {
            kept.iter().rposition(|earlier| {
                let same = || !is_brokered(&draft) && is_same(reading, earlier, &draft);
                !series::are_apart(earlier, &draft)
                    && (same() || retold::in_one_clause(reading, earlier, &draft))
            })
        };
        match act.or_else(meeting).or_else(earlier) {
            Some(at) if is_brokered(&draft) => kept[at].triggers.extend(draft.triggers),
            Some(at) => {
                // `Oman's proposal for a round of talks between Iran and the United States`
                if act.is_some() && draft.frame.class == Class::Noun && countries(&draft).len() > 1 {
                    kept[at].source.clear();
                }
                join(&mut kept[at], draft);
            }
            None => kept.push(draft),
        }
    }
    for draft in kept.iter_mut().filter(|draft| draft.source.is_empty() && draft.target.is_empty()) {
        let judged = draft.triggers.first().and_then(|&at| cast::of_judged(reading, at, draft.kind));
        if let Some(judged) = judged {
            (draft.source, draft.target) = (judged.source, judged.target);
        }
    }
    complete::parties(reading, &mut kept);
    kept.retain(|draft| !(draft.source.is_empty() && draft.target.is_empty()));
    retold(reading, kept)
}

/// Takes what is told again into what was told before, once the parties of each are known.
fn retold<'a>(reading: &Reading<'_>, drafts: Vec<Draft<'a>>) -> Vec<Draft<'a>> {
    let mut kept: Vec<Draft<'a>> = Vec::new();
    for draft in drafts {
        match kept.iter().rposition(|earlier| retold::is_retold(reading, earlier, &draft)) {
            Some(at) => join(&mut kept[at], draft),
            None => kept.push(draft),
        }
    }
    kept
}

/// `the talks`, `this meeting`, `Thursday's talks`: something told before; `another round`, `the next meeting`: more of it.
pub(super) fn back(reading: &Reading<'_>, token: u32) -> Back {
    let parse = reading.parse;
    if parse.word(token).upos == Upos::Verb {
        return Back::Not;
    }
    let has =
        |is: &dyn Fn(u32, &Word) -> bool| parse.children(token).any(|child| is(child, parse.word(child)));
    let another = has(&|_, word| {
        matches!(word.deprel, Deprel::Det | Deprel::Amod)
            && matches!(&*word.lemma, "another" | "next" | "further" | "new" | "fresh" | "follow-up")
    });
    let definite = has(&|child, word| {
        let article =
            word.deprel == Deprel::Det && matches!(&*word.lemma, "the" | "this" | "that" | "these" | "those");
        let dated = matches!(word.deprel, Deprel::NmodPoss | Deprel::NmodUnmarked)
            && reading.mentions.times.iter().any(|time| time.tokens.contains(&child));
        article || dated
    });
    match (another, definite) {
        (true, _) => Back::Another,
        (false, true) => Back::Same,
        (false, false) => Back::Not,
    }
}

/// The countries that have a part in an event, in order.
pub(super) fn countries<'a>(draft: &'a Draft<'_>) -> Vec<&'a str> {
    let parties = draft.source.iter().chain(&draft.target);
    let country = |code: &'a str| code.get(..3).unwrap_or(code);
    let mut codes: Vec<&str> = parties.map(|actor| country(actor.code.as_str())).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Who a plural stands for whose two parties were named before.
enum Plural {
    /// `they`, `both`: the parties themselves.
    Pronoun,
    /// `the two powers`, `their senior advisers`: one or some of each.
    Role { words: Span, theirs: bool },
}

impl Plural {
    fn for_party(&self, reading: &Reading<'_>, party: &Participant<Span>) -> Participant<Span> {
        match *self {
            Plural::Pronoun => inferred(party),
            Plural::Role { words, theirs } => Participant {
                who: words.of(&reading.article.text).to_owned(),
                span: Some(words),
                entity: party.entity.clone().filter(|_| !theirs),
                ..inferred(party)
            },
        }
    }
}

/// `They agreed`, `a meeting of the presidents`, `both sides signed`: a plural for the parties of the talks told of before.
fn of_both(reading: &Reading<'_>, draft: &Draft<'_>) -> Option<Plural> {
    if !draft.kind.is_symmetric() || draft.source.len() > 1 {
        return None;
    }
    let plural = plural_subject(reading, *draft.triggers.first()?)?;
    let concluded = draft.source.iter().all(|actor| actor.basis == Basis::Inferred);
    (matches!(plural, Plural::Pronoun) || concluded).then_some(plural)
}

/// The two who act together in the sentence before: `The Danish and Polish ministers praised … The two discussed …`.
fn pair_before(reading: &Reading<'_>, trigger: u32) -> Option<Vec<Participant<Span>>> {
    let parse = reading.parse;
    let sentence = reading.document.sentence_of(trigger)?.checked_sub(1)?;
    let mut tokens = reading.document.sentences.get(sentence)?.tokens.clone();
    let verb = tokens.find(|&at| parse.word(at).deprel == Deprel::Root)?;
    let subject = parse.child(verb, &[Deprel::Nsubj])?;
    let pair = cast::unique(reading.mentions.actors_of(parse, subject));
    (pair.len() == 2 && complete::states(&pair).len() == 2).then_some(pair)
}

/// Whether the subject of a trigger is a plural that names nobody.
pub(super) fn has_plural_subject(reading: &Reading<'_>, trigger: u32) -> bool {
    plural_subject(reading, trigger).is_some()
}

fn plural_subject(reading: &Reading<'_>, trigger: u32) -> Option<Plural> {
    let parse = reading.parse;
    let subject = parse.child(trigger, &[Deprel::Nsubj, Deprel::NsubjPass]).or_else(|| {
        parse.children(trigger).find(|&child| {
            parse.word(child).deprel == Deprel::Nmod
                && parse
                    .child(child, &[Deprel::Case])
                    .is_some_and(|case| matches!(reading.word(case), "of" | "between" | "among"))
        })
    })?;
    if matches!(&*reading.word(subject).to_lowercase(), "they" | "both" | "each" | "two" | "three") {
        return Some(Plural::Pronoun);
    }
    let opens =
        |child: u32| matches!(&*reading.word(child).to_lowercase(), "the" | "both" | "two" | "their" | "all");
    let first = parse.children(subject).find(|&child| opens(child))?;
    let people = reading.world.senses(reading.word(subject));
    if parse.word(subject).xpos != Xpos::Nns || !people.iter().any(|sense| matches!(sense, Sense::Agent(_))) {
        return None;
    }
    let words = reading.document.span_of(first..subject + 1)?;
    Some(Plural::Role { words, theirs: reading.word(first).eq_ignore_ascii_case("their") })
}

/// Whether somebody arranges what others do: `talks mediated by Oman`.
fn is_brokered(draft: &Draft<'_>) -> bool {
    draft.frame.class == Class::Verb && draft.frame.mode == "third-party"
}

/// `a round of talks`, `the agreement signed in June`: two words of one act, of which one hangs on the other.
fn is_one_act(reading: &Reading<'_>, earlier: &Draft<'_>, later: &Draft<'_>) -> bool {
    let parse = reading.parse;
    let Some(part) = later.triggers.first() else { return false };
    let hangs_on = |noun: &u32| parse.word(*part).head == Some(*noun);
    let sentence = |at: Option<&u32>| at.and_then(|&at| reading.document.sentence_of(at));
    // `talks on their quarrel over gas, which were mediated by Oman`: the tree may take the gas for what is mediated.
    let is_series = || {
        is_brokered(later)
            && earlier.series.is_told()
            && sentence(earlier.triggers.last()) == sentence(Some(part))
            && matches!(parse.word(*part).deprel, Deprel::Acl | Deprel::AclRelcl)
    };
    if earlier.kind != later.kind || !(earlier.triggers.iter().any(hangs_on) || is_series()) {
        return false;
    }
    let case = parse.case_of(*part);
    let hangs = match parse.word(*part).deprel {
        Deprel::Nmod => case == Some("of") && earlier.kind == EventType::Consult,
        Deprel::Acl | Deprel::AclRelcl => later.frame.class == Class::Verb && is_told_of(reading, *part),
        _ => false,
    };
    earlier.frame.class == Class::Noun && hangs
}

/// Whether a verb behind a noun has it done: `signed by`, `which was signed`, not `attacks to avenge`.
fn is_told_of(reading: &Reading<'_>, verb: u32) -> bool {
    let word = reading.parse.word(verb);
    word.xpos == Xpos::Vbn
        && (word.deprel == Deprel::Acl
            || reading.parse.child(verb, &[Deprel::AuxPass, Deprel::NsubjPass]).is_some())
}

/// What tells meetings and visits apart: `the fifth`, `2nd`.
pub(super) fn ordinals(reading: &Reading<'_>, draft: &Draft<'_>) -> Vec<u32> {
    let parse = reading.parse;
    let modifiers = draft.triggers.iter().flat_map(|&at| parse.children(at)).filter(|&child| {
        matches!(parse.word(child).deprel, Deprel::Amod | Deprel::Nummod)
            && matches!(parse.word(child).xpos, Xpos::Jj | Xpos::Jjs)
    });
    let mut told: Vec<u32> = modifiers.filter_map(|child| round::ordinal(reading.word(child))).collect();
    told.sort_unstable();
    told.dedup();
    told
}

/// The same talks named by another word: the same parties, and nothing that speaks against it.
fn is_same_talks(reading: &Reading<'_>, earlier: &Draft<'_>, later: &Draft<'_>) -> bool {
    let (ours, theirs) = (countries(earlier), countries(later));
    let ordered = || {
        let (first, second) = (ordinals(reading, earlier), ordinals(reading, later));
        first == second || first.is_empty() || second.is_empty()
    };
    let is_elsewhere = venue::are_apart(earlier.place.as_ref(), later.place.as_ref());
    let another = later.back == Back::Another && is_real(later.status);
    // `a barrier to negotiations` need not mean those of which the article tells.
    let is_told = later.back != Back::Not || later.source.iter().any(|party| party.basis != Basis::Inferred);
    let plain = |draft: &Draft<'_>| matches!(draft.frame.mode, "" | "third-party" | "multilateral");
    earlier.kind == EventType::Consult
        && later.frame.class == Class::Noun
        && plain(earlier)
        && plain(later)
        && ours.len() > 1
        && ours == theirs
        && is_real(earlier.status) == is_real(later.status)
        && (earlier.status == Status::Denied) == (later.status == Status::Denied)
        && !is_elsewhere
        && !another
        && is_told
        && ordered()
}

/// Whether a later mention tells of an earlier event.
fn is_same(reading: &Reading<'_>, earlier: &Draft<'_>, later: &Draft<'_>) -> bool {
    let verbal = matches!(
        earlier.kind,
        EventType::Request | EventType::Accuse | EventType::Reject | EventType::Threaten | EventType::Support
    );
    if earlier.kind != later.kind || verbal {
        return false;
    }
    let modes = earlier.frame.mode == later.frame.mode
        || earlier.frame.mode.is_empty()
        || later.frame.mode.is_empty();
    let days = match (earlier.when.span.and(earlier.when.start), later.when.span.and(later.when.start)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    if !modes || !days {
        return false;
    }
    let (ours, theirs) = (countries(earlier), countries(later));
    let fits = |some: &[&str], all: &[&str]| some.iter().all(|code| all.contains(code));
    // A noun that points back takes the last of its kind whose parties do not speak against it.
    let noun_back =
        later.back == Back::Same && (theirs.is_empty() || fits(&theirs, &ours) || fits(&ours, &theirs));
    // The same word with the same parties is the same event.
    let again = !ours.is_empty()
        && ours == theirs
        && earlier.status == later.status
        && retold::lemma(reading, earlier) == retold::lemma(reading, later)
        && retold::is_number_alike(reading, earlier, later);
    // `They also discussed …`: the verb tells more of the talks that the article is about.
    let more = earlier.kind == EventType::Consult
        && later.when.span.is_none()
        && earlier.status == later.status
        && theirs.len() <= ours.len()
        && fits(&theirs, &ours)
        && retold::lemma(reading, later)
            .is_some_and(|lemma| matches!(&*lemma, "discuss" | "exchange" | "review" | "touch" | "address"));
    noun_back || again || more || is_same_talks(reading, earlier, later)
}

/// Takes a later mention into an earlier event: what it adds is kept.
fn join<'a>(earlier: &mut Draft<'a>, later: Draft<'a>) {
    if series::has_come_further(earlier, &later) {
        (earlier.status, earlier.status_token) = (later.status, later.status_token);
    }
    // Who brings others together has no part in what they do.
    let is_broker = is_brokered(&later) && !earlier.source.is_empty();
    if is_brokered(earlier) && later.frame.class == Class::Noun && countries(&later).len() > 1 {
        earlier.source.clear();
        earlier.frame = later.frame;
    }
    earlier.series.join(&later.series);
    earlier.triggers.extend(later.triggers);
    let add = |into: &mut Vec<Participant<Span>>, from: Vec<Participant<Span>>| {
        for actor in from {
            let country = |code: &str| code.get(..3).map(str::to_owned);
            if into.iter().all(|known| country(known.code.as_str()) != country(actor.code.as_str()))
                && into.len() < 6
            {
                into.push(actor);
            }
        }
    };
    if (earlier.source.is_empty() || earlier.kind.is_symmetric()) && !is_broker {
        add(&mut earlier.source, later.source);
    }
    if earlier.target.is_empty() {
        add(&mut earlier.target, later.target);
    }
    if earlier.when.span.is_none() && later.when.span.is_some() {
        earlier.when = later.when;
    }
    earlier.place = earlier.place.take().or(later.place);
    if earlier.frame.mode.is_empty()
        && !later.frame.mode.is_empty()
        && earlier.frame.class == later.frame.class
    {
        earlier.frame = later.frame;
    }
}
