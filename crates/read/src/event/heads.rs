//! What the model's heads say of events, beside what the frames find: further triggers, those that are none, the roles of the
//! phrases around them, their status.
//!
//! Shares are of 255; the bounds were set on the development documents of `data/annotated` and of the records.

use super::trigger;
use crate::Reading;
use legation_knowledge::lexicon::frames::{Class, Frame, Way};
use legation_language::{Deprel, Role, Signal, Upos};
use legation_mention::Actor;
use legation_record::Status;

/// The share of one type from which a word is a trigger whose frames are all of other types.
const TRIGGER: u8 = 178;
/// The same for a word that no frame knows, or that tells of the type in another class or a longer wording.
const AKIN: u8 = 128;
/// The same for a word whose lemma has a frame of the type, of which something is missing.
const KNOWN: u8 = 85;
/// The share of its type under which an event that only the head tells of needs two parties.
const SURE: u8 = 190;
/// The share of none from which a word is no trigger, whatever its frame.
const NO_TRIGGER: u8 = 242;
/// The same where the frame is exact.
const SURELY_NONE: u8 = 253;
/// The same where the frame needs something, or the word tells of one type alone.
const LIKELY_NONE: u8 = 249;
/// The share of none from which a word is no trigger of a type whose own share is next to nothing.
const DOUBTED: u8 = 128;
/// Next to nothing.
const NEVER: u8 = 2;
/// The share of CONSULT under which its frames tell of nothing.
const UNTOLD: u8 = 6;
/// The share of a role from which a phrase has it.
const PART: u8 = 110;
/// The same where no party is known.
const LIKELY: u8 = 90;
/// The share from which the head's status stands.
const STATUS: u8 = 150;

/// The wordings that no frame knows: each type with the CAMEO root that it has.
const WORDINGS: [(&str, &str); 16] = [
    ("AGREE", "030"),
    ("CONSULT", "040"),
    ("SUPPORT", "050"),
    ("CONCEDE", "080"),
    ("COOPERATE", "060"),
    ("AID", "070"),
    ("RETREAT", "087"),
    ("REQUEST", "100"),
    ("ACCUSE", "110"),
    ("REJECT", "120"),
    ("THREATEN", "130"),
    ("PROTEST", "140"),
    ("SANCTION", "160"),
    ("MOBILIZE", "150"),
    ("COERCE", "170"),
    ("ASSAULT", "190"),
];

const fn wordings(class: Class) -> [Frame; WORDINGS.len()] {
    let none = Frame {
        head: "",
        before: &[],
        class,
        needs: &[],
        kind: "",
        mode: "",
        cameo: "",
        source: "",
        target: "",
    };
    let mut frames = [none; WORDINGS.len()];
    let mut at = 0;
    while at < frames.len() {
        (frames[at].kind, frames[at].cameo) = WORDINGS[at];
        at += 1;
    }
    frames
}

static VERBS: [Frame; WORDINGS.len()] = wordings(Class::Verb);
static NOUNS: [Frame; WORDINGS.len()] = wordings(Class::Noun);

/// The triggers of the frames without those that the head is sure are none, and those that it finds.
pub(super) fn join<'a>(reading: &Reading<'a>, found: Vec<(u32, &'a Frame)>) -> Vec<(u32, &'a Frame)> {
    let is_none = |at: u32, frame: &Frame| {
        let lemma = reading.parse.word(at).lemma.to_lowercase();
        let mut others = reading.frames.find(&lemma, frame.class);
        let is_plain = others.all(|other| other.kind == frame.kind || other.is_none());
        let is_bare = frame.needs.is_empty() && frame.before.is_empty() && !is_plain;
        let bound = match (frame.is_exact(), is_bare) {
            (true, _) => SURELY_NONE,
            (false, false) => LIKELY_NONE,
            (false, true) => NO_TRIGGER,
        };
        let doubted = |at: u32| {
            let is_never = is_bare && share(reading, at, frame.kind).is_some_and(|share| share <= NEVER);
            let signal = reading.parse.signal(at);
            signal
                .is_some_and(|signal| signal.trigger[0] >= bound || is_never && signal.trigger[0] >= DOUBTED)
        };
        let act = trigger::act(reading, at, frame);
        let told = share(reading, at, frame.kind).max(act.and_then(|act| share(reading, act, frame.kind)));
        let is_consult = frame.kind == "CONSULT";
        // `met the standards`, `a call for calm`: its words have many other senses.
        let is_untold =
            is_consult && !frame.is_exact() && !is_plain && told.is_some_and(|share| share < UNTOLD);
        is_untold || !is_consult && doubted(at) && act.is_none_or(doubted)
    };
    let mut joined = found;
    let known: Vec<u32> = joined.iter().map(|(at, _)| *at).collect();
    joined.retain(|(at, frame)| !is_none(*at, frame));
    for at in (0..reading.parse.words().len() as u32).filter(|at| known.binary_search(at).is_err()) {
        let frame = proposed(reading, at)
            .filter(|frame| trigger::tells(reading, at, frame) && !is_one_act(reading, &joined, at, frame));
        joined.extend(frame.map(|frame| (at, frame)));
    }
    joined.sort_by_key(|(at, _)| *at);
    joined
}

/// `strike a deal`, `hold talks`: verb and object are one act, which one of them tells.
fn is_one_act(reading: &Reading<'_>, found: &[(u32, &Frame)], at: u32, frame: &Frame) -> bool {
    let parse = reading.parse;
    let object_of = |at: u32| {
        let word = parse.word(at);
        word.head.filter(|_| matches!(word.deprel, Deprel::Obj | Deprel::NsubjPass))
    };
    found.iter().any(|&(other, known)| {
        known.kind == frame.kind && (object_of(at) == Some(other) || object_of(other) == Some(at))
    })
}

/// The frame of the type that the head finds in a word: one that its lemma has, whatever it needs, or the bare type.
fn proposed<'a>(reading: &Reading<'a>, at: u32) -> Option<&'a Frame> {
    let signal = reading.parse.signal(at)?;
    let (kind, share) = Signal::TYPES.iter().zip(signal.trigger).skip(1).max_by_key(|(_, share)| *share)?;
    let word = reading.parse.word(at);
    let (class, bare) = if word.upos == Upos::Verb { (Class::Verb, &VERBS) } else { (Class::Noun, &NOUNS) };
    let (frames, lemma) = (reading.frames, word.lemma.to_lowercase());
    let is_none = |frame: &Frame| {
        frame.is_none() && trigger::stands(reading, at, frame)
            || frame.kind == *kind && trigger::is_ruled_out(reading, at, frame)
    };
    if frames.find(&lemma, class).any(is_none) {
        return None;
    }
    // Of what the frame needs, the one that asks for least; not one whose mode is told by what is missing (`spoke by phone`).
    let is_of_need = |frame: &Frame| !frame.mode.is_empty() && !frame.needs.is_empty();
    let own = frames
        .find(&lemma, class)
        .filter(|frame| frame.kind == *kind && frame.before.is_empty() && share >= KNOWN)
        .filter(|frame| frame.needs.iter().all(|need| need.way != Way::Particle))
        .min_by_key(|frame| (is_of_need(frame), frame.needs.len()));
    // A word that no frame knows may be one that was read wrong; one whose frames are all of other types tells of those.
    let all = || frames.find(&lemma, Class::Verb).chain(frames.find(&lemma, Class::Noun));
    let is_other = all().next().is_some() && all().all(|frame| frame.kind != *kind);
    let bound = if is_other { TRIGGER } else { AKIN };
    own.or_else(|| bare.iter().find(|frame| frame.kind == *kind && share >= bound))
}

/// The share that the head gives a type; none where the model has no head.
pub(crate) fn share(reading: &Reading<'_>, at: u32, kind: &str) -> Option<u8> {
    let signal = reading.parse.signal(at)?;
    Signal::TYPES.iter().zip(signal.trigger).find(|(known, _)| **known == kind).map(|(_, share)| share)
}

/// Whether the head alone tells of an event, of a type that home affairs and business share (`suspended the sellers`, `will return
/// to work`), and is not sure of it: no frame knows the wording, or it lacks what its frame needs.
pub(super) fn is_guess(reading: &Reading<'_>, triggers: &[u32], frame: &Frame, share: u8) -> bool {
    let is_shared = matches!(frame.kind, "AGREE" | "CONSULT" | "CONCEDE" | "COOPERATE" | "AID" | "SANCTION");
    let is_known = || triggers.iter().any(|&at| trigger::stands(reading, at, frame));
    is_shared && share < SURE && (frame.head.is_empty() || !is_known())
}

/// Those who the head says do it, and those to whom it is done.
pub(super) fn parts<'a>(reading: &'a Reading<'_>, trigger: u32) -> (Vec<&'a Actor>, Vec<&'a Actor>) {
    parts_from(reading, trigger, PART)
}

/// The same of what else would have no party at all.
pub(super) fn likely<'a>(reading: &'a Reading<'_>, trigger: u32) -> (Vec<&'a Actor>, Vec<&'a Actor>) {
    parts_from(reading, trigger, LIKELY)
}

fn parts_from<'a>(reading: &'a Reading<'_>, trigger: u32, bound: u8) -> (Vec<&'a Actor>, Vec<&'a Actor>) {
    let roles = reading.parse.roles(trigger);
    // Those who report are none.
    let named = |role: &Role| {
        let found = reading.mentions.named_at(role.phrase);
        found.filter(|actor| !actor.mention.is.code.as_str().ends_with("MED"))
    };
    let with = |share: usize| {
        roles.iter().filter(move |role| role.shares[share] >= bound).filter_map(named).collect()
    };
    (with(1), with(2))
}

/// The share that the head gives a status.
pub(super) fn status_share(reading: &Reading<'_>, at: u32, status: Status) -> Option<u8> {
    let signal = reading.parse.signal(at)?;
    let mut shares = Signal::STATUSES.iter().zip(signal.status);
    shares.find(|(known, _)| **known == status.name()).map(|(_, share)| share)
}

/// The status of a trigger, where the head is sure of it.
pub(super) fn status(reading: &Reading<'_>, trigger: u32) -> Option<Status> {
    let signal = reading.parse.signal(trigger)?;
    let sure = Signal::STATUSES.iter().zip(signal.status).find(|(_, share)| *share >= STATUS)?.0;
    Status::from_name(sure)
}
