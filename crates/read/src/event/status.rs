//! Whether an event happened: by the auxiliaries of its verb, and the verbs, nouns and adjectives that govern it.

use super::cast::{self, is_said};
use crate::Reading;
use legation_knowledge::lexicon::cues;
use legation_knowledge::lexicon::frames::{Class, Frame, StatusClass, status};
use legation_language::{Deprel, Upos, Xpos};
use legation_mention::Anchor;
use legation_record::{EventType, Quad, Status};

/// How far up the tree a governing word is looked for.
const REACH: usize = 4;

/// What the words around a trigger say of its status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) status: Status,
    /// The word that says so, if there is one.
    pub(super) word: Option<u32>,
    pub(super) weight: Weight,
}

/// How much what the words say weighs against the model's head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// The head may know better.
    Slight,
    /// No deed is told as a fact against it: `would send`, `a possible deal`.
    Open,
    /// The head knows no better: `did not meet`, `became the first to visit`.
    Sure,
}

/// Whether a trigger is what somebody is to do: `to hold talks`.
pub(super) fn is_aim(reading: &Reading<'_>, token: u32) -> bool {
    let parse = reading.parse;
    let word = parse.word(token);
    let above = word.head.filter(|_| matches!(word.deprel, Deprel::Obj | Deprel::NsubjPass));
    let verb = if word.upos == Upos::Verb { Some(token) } else { above };
    verb.is_some_and(|verb| {
        parse.word(verb).xpos == Xpos::Vb
            && parse.child(verb, &[Deprel::Mark]).is_some_and(|mark| &*parse.word(mark).lemma == "to")
    })
}

/// Whether a deed is told as a fact.
pub(super) fn is_real(status: Status) -> bool {
    matches!(status, Status::Occurred | Status::Ongoing)
}

/// The status of a trigger by the words around it.
pub(super) fn find(reading: &Reading<'_>, token: u32, frame: &Frame, kind: EventType) -> Told {
    if let Some(told) = by_phrase(reading, token) {
        return told;
    }
    let (status, word) = by_words(reading, token, frame, kind);
    // `will not accept`: the words for a refusal are themselves negated.
    if kind == EventType::Reject && frame.head.is_empty() && status == Status::Denied {
        return Told { status: Status::Occurred, word: None, weight: Weight::Sure };
    }
    let is_deed = !is_said(kind) && kind != EventType::Support;
    if is_real(status) && word.is_none() {
        if let Some(status) = lived(reading, token, frame, status) {
            return Told { status, word, weight: Weight::Sure };
        }
        if is_deed && is_asked(reading, token) {
            return Told { status: Status::Possible, word, weight: Weight::Open };
        }
    }
    let weight = word.map_or(Weight::Slight, |at| weight(reading, token, at, status));
    // Words of speaking are deeds in the mood of politeness too: `I should like to thank`.
    let is_own = || cast::is_first_person(reading, token);
    let weight = if weight == Weight::Open && !is_deed && is_own() { Weight::Slight } else { weight };
    Told { status, word, weight }
}

/// How much a word weighs that gives a trigger its status.
fn weight(reading: &Reading<'_>, token: u32, at: u32, found: Status) -> Weight {
    let word = reading.parse.word(at);
    // `will not lift`, `must withdraw`, `unless` leave no doubt.
    let has_begun = word.xpos == Xpos::Vbd
        && word.upos == Upos::Verb
        && status(&word.lemma, StatusClass::Begin).is_some();
    let denies = matches!(word.deprel, Deprel::Advmod | Deprel::Cc | Deprel::CcPreconj)
        || word.lemma.eq_ignore_ascii_case("neither");
    let is_sure = has_begun && is_real(found)
        || found == Status::Denied && denies
        || found == Status::Possible && word.deprel == Deprel::Advmod
        || found == Status::Proposed && &*word.lemma == "must"
        || word.deprel == Deprel::Mark && found != Status::Conditional;
    // `would send`, `a possible deal`
    let is_open = word.head == Some(token)
        && (word.xpos == Xpos::Md || word.deprel == Deprel::Amod && found != Status::Denied);
    match (is_sure, is_open) {
        (true, _) => Weight::Sure,
        (false, true) if !is_real(found) => Weight::Open,
        _ => Weight::Slight,
    }
}

/// The status of a trigger, and the word that gives it.
fn by_words(reading: &Reading<'_>, token: u32, frame: &Frame, kind: EventType) -> (Status, Option<u32>) {
    let parse = reading.parse;
    if let Some(told) = by_adjective(reading, token) {
        return told;
    }
    // `Russia's war`, `their cooperation`: what is somebody's is there, whoever wishes it an end or success.
    let owned = frame.class == Class::Noun
        && status(&parse.word(token).lemma, StatusClass::State).is_some()
        && parse.child(token, &[Deprel::NmodPoss]).is_some();
    if owned {
        return (Status::Ongoing, None);
    }
    let mut at = token;
    let mut verb = (frame.class == Class::Verb).then_some(token);
    // Whether what governs it only has it in a phrase: `is not unique to the meeting` denies no meeting.
    let mut aside = false;
    // Whether what is said of it is how it is: `is not easy`.
    let mut is_judged = false;
    // `started to strike` has happened, unless more words stand above: `will start to`.
    let mut begun: Option<(Status, Option<u32>)> = None;
    for _ in 0..REACH {
        if parse.word(at).upos == Upos::Verb || parse.child(at, &[Deprel::Cop]).is_some() {
            verb.get_or_insert(at);
            let told = by_auxiliary(reading, at, kind);
            // `achieving a deal will not be easy`: it is not said that there is none.
            if let Some(denied) = told.filter(|told| is_judged && told.0 == Status::Denied) {
                return (Status::Possible, denied.1);
            }
            if let Some(told) = told.filter(|told| !aside || told.0 != Status::Denied) {
                return feared(reading, at).filter(|_| told.0 == Status::Planned).unwrap_or(told);
            }
        }
        let word = parse.word(at);
        let Some(head) = word.head else { break };
        let above = parse.word(head);
        // `did not answer but asked`: what has a tense of its own is told for itself.
        let is_apart =
            word.deprel == Deprel::Conj && parse.word(at).upos == Upos::Verb && has_tense(reading, at);
        if is_apart {
            break;
        }
        // Up through what the trigger completes: an object, an infinitive, a complement of a noun.
        let completes = match word.deprel {
            Deprel::Xcomp | Deprel::Ccomp | Deprel::Csubj => true,
            Deprel::Acl => above.upos == Upos::Noun && word.xpos != Xpos::Vbn && word.xpos != Xpos::Vbd,
            Deprel::Obj | Deprel::NsubjPass | Deprel::Nsubj => parse.word(at).upos != Upos::Verb,
            Deprel::Obl | Deprel::Nmod => {
                matches!(
                    parse.case_of(at),
                    Some(
                        "for"
                            | "of"
                            | "to"
                            | "on"
                            | "in"
                            | "from"
                            | "about"
                            | "at"
                            | "with"
                            | "over"
                            | "into"
                            | "toward"
                            | "towards"
                    )
                ) && parse.word(at).upos != Upos::Verb
            }
            Deprel::Advcl => {
                word.xpos == Xpos::Vb
                    && parse.child(at, &[Deprel::Mark]).is_some_and(|mark| &*parse.word(mark).lemma == "to")
            }
            Deprel::Conj | Deprel::Compound => true,
            // `a possible operation that kills`: such a clause is of what may be.
            Deprel::AclRelcl => matches!(word.xpos, Xpos::Vbz | Xpos::Vbp),
            _ => false,
        };
        if !completes {
            break;
        }
        let class = match above.upos {
            Upos::Verb => Some(StatusClass::Verb),
            Upos::Noun => Some(StatusClass::Noun),
            Upos::Adj => Some(StatusClass::Adjective),
            _ => None,
        };
        let reported = word.deprel == Deprel::Ccomp;
        let nominal_subject = word.deprel == Deprel::Nsubj;
        let told = class.and_then(|class| governs(reading, head, class)).or_else(|| {
            let noun = above.upos == Upos::Noun;
            noun.then(|| qualified(reading, head, word.deprel == Deprel::AclRelcl)).flatten()
        });
        let told = told.or_else(|| negotiated(reading, at, head, kind));
        // A demand that is rejected has been made, a proposal that is agreed to as well.
        let made = is_said(kind) && (told == Some(Status::Denied) || frame.class == Class::Noun);
        let told = told.filter(|_| !made);
        if let Some(found) = told.filter(|_| word.deprel != Deprel::Conj && !nominal_subject) {
            // `said he would meet` and `agreed that they met`: a reported clause has its own tense, but what is feared or urged has not happened.
            let keeps = !reported
                || !has_tense(reading, at)
                || matches!(found, Status::Possible | Status::Proposed | Status::Denied);
            let begins = status(&above.lemma, StatusClass::Begin).is_some();
            if keeps && begins {
                begun = begun.or(Some((found, Some(head))));
            } else if keeps {
                return (found, Some(head));
            }
        }
        // `investigation … is ongoing`, `a deal is likely`; `achieving a deal will not be easy` denies nothing.
        let is_predicate = above.upos != Upos::Verb && parse.child(head, &[Deprel::Cop]).is_some();
        if nominal_subject && is_predicate && above.upos == Upos::Adj {
            let form = reading.word(head).to_lowercase();
            if let Some(found) = status(&form, StatusClass::Adjective).and_then(Status::from_name) {
                return (found, Some(head));
            }
        }
        is_judged |=
            is_predicate && above.upos == Upos::Adj && matches!(word.deprel, Deprel::Nsubj | Deprel::Csubj);
        aside |= matches!(word.deprel, Deprel::Obl | Deprel::Nmod | Deprel::AclRelcl) || is_judged;
        at = head;
    }
    if let Some(begun) = begun {
        return begun;
    }
    if let Some(told) = by_condition(reading, verb.unwrap_or(token), kind) {
        return told;
    }
    (by_tense(reading, token, verb, frame), None)
}

/// `on deck`, `in the works` behind a noun or said of it.
fn by_phrase(reading: &Reading<'_>, token: u32) -> Option<Told> {
    let parse = reading.parse;
    let case_in = |at: u32| parse.child(at, &[Deprel::Case]);
    let phrase = |at: u32| {
        let case = case_in(at)?;
        let words = format!("{} {}", parse.word(case).lemma, parse.word(at).lemma).to_lowercase();
        status(&words, StatusClass::Phrase).and_then(Status::from_name).map(|found| (found, at))
    };
    let word = parse.word(token);
    if word.upos == Upos::Verb {
        return None;
    }
    let said =
        word.head.filter(|&head| word.deprel == Deprel::Nsubj && parse.child(head, &[Deprel::Cop]).is_some());
    let behind =
        parse.children(token).filter(|&child| child > token && parse.word(child).deprel == Deprel::Nmod);
    let negated = |at: u32| {
        parse
            .children(at)
            .any(|child| matches!(&*parse.word(child).lemma.to_lowercase(), "not" | "n't" | "n’t" | "never"))
    };
    let (found, at) = behind.chain(said).find_map(phrase)?;
    let status = match (negated(at), found) {
        (false, _) => found,
        (true, Status::Denied) => Status::Possible,
        (true, _) => Status::Denied,
    };
    Some(Told { status, word: Some(at), weight: Weight::Sure })
}

/// The status of what is there whoever tells of it: `became the first leader to visit`, `took the opportunity to thank`, `during a trip`.
fn lived(reading: &Reading<'_>, token: u32, frame: &Frame, status_by_tense: Status) -> Option<Status> {
    let parse = reading.parse;
    // `is on a visit`
    let copula = parse.child(token, &[Deprel::Cop]).filter(|_| matches!(parse.case_of(token), Some("on")));
    if let Some(copula) = copula {
        let present = matches!(parse.word(copula).xpos, Xpos::Vbz | Xpos::Vbp);
        let past = parse.word(copula).xpos == Xpos::Vbd;
        return if present { Some(Status::Ongoing) } else { past.then_some(Status::Occurred) };
    }
    is_lived(reading, token, frame).then_some(status_by_tense)
}

/// Whether what governs a trigger lets it have happened, and has happened itself.
fn is_lived(reading: &Reading<'_>, token: u32, frame: &Frame) -> bool {
    let parse = reading.parse;
    let word = parse.word(token);
    let Some(head) = word.head else { return false };
    let above = parse.word(head);
    let is_past = |verb: u32| {
        let had = parse.children(verb).any(|child| {
            parse.word(child).deprel == Deprel::Aux && matches!(&*parse.word(child).lemma, "have")
        });
        let modal = parse.children(verb).any(|child| {
            parse.word(child).xpos == Xpos::Md || matches!(&*parse.word(child).lemma, "not" | "n't" | "never")
        });
        !modal && (parse.word(verb).xpos == Xpos::Vbd || had)
    };
    let is_factive = |words: &str| status(words, StatusClass::Factive).is_some();
    if word.upos == Upos::Verb {
        let infinitive =
            word.xpos == Xpos::Vb && matches!(word.deprel, Deprel::Acl | Deprel::Advcl | Deprel::Xcomp);
        let noun = above.upos != Upos::Verb;
        // `the first to`, `the only minister to`
        let is_first = noun
            && (is_factive(&above.lemma)
                || parse.children(head).any(|child| {
                    parse.word(child).deprel == Deprel::Amod
                        && is_factive(&parse.word(child).lemma.to_lowercase())
                }));
        // `took the chance to`; the tree may hang the infinitive on the verb.
        let taken = |verb: u32, noun: u32| {
            is_factive(&format!("{} {}", parse.word(verb).lemma, parse.word(noun).lemma))
        };
        let is_taken = if noun {
            above.head.is_some_and(|verb| above.deprel == Deprel::Obj && taken(verb, head) && is_past(verb))
        } else {
            let object = parse.child(head, &[Deprel::Obj]);
            is_past(head) && object.is_some_and(|object| taken(head, object))
        };
        let is_done = || {
            parse.ancestors(head).find(|&at| parse.word(at).upos == Upos::Verb).is_none_or(is_past)
                || parse.child(head, &[Deprel::Cop]).is_some_and(|cop| parse.word(cop).xpos == Xpos::Vbd)
        };
        return infinitive && (is_first && is_done() || is_taken);
    }
    let during = matches!(word.deprel, Deprel::Obl | Deprel::Nmod)
        && parse.case_of(token).is_some_and(is_factive)
        && parse.ancestors(token).find(|&at| parse.word(at).upos == Upos::Verb).is_some_and(is_past);
    // `negotiations had regressed`: no denial.
    let fails = status(&above.lemma, StatusClass::Verb).is_some();
    let subject = frame.class == Class::Noun
        && word.deprel == Deprel::Nsubj
        && above.upos == Upos::Verb
        && !fails
        && is_past(head)
        && matches!(super::heads::status(reading, token), Some(Status::Denied | Status::Planned));
    during || subject
}

/// `Did Oslo sign the treaty?`: what a question asks is open.
fn is_asked(reading: &Reading<'_>, token: u32) -> bool {
    let parse = reading.parse;
    let Some(sentence) = reading.document.sentence_of(token) else { return false };
    let tokens = &reading.document.sentences[sentence].tokens;
    if !tokens.clone().rev().take(3).any(|at| reading.word(at) == "?") {
        return false;
    }
    let verb = std::iter::once(token)
        .chain(parse.ancestors(token))
        .take(REACH)
        .find(|&at| parse.word(at).deprel == Deprel::Root);
    verb.is_some_and(|verb| {
        let subject = parse.child(verb, &[Deprel::Nsubj, Deprel::NsubjPass]);
        let auxiliary = parse.child(verb, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop]);
        let opens = auxiliary.zip(subject).is_some_and(|(auxiliary, subject)| auxiliary < subject);
        let asks = |at: u32| matches!(parse.word(at).xpos, Xpos::Wdt | Xpos::Wp | Xpos::Wrb | Xpos::WpPoss);
        opens && !auxiliary.is_some_and(|auxiliary| (tokens.start..auxiliary).any(asks))
    })
}

/// What is said of the noun that governs a trigger: `discredited claims of a massacre`; for a relative clause, of its noun.
fn qualified(reading: &Reading<'_>, noun: u32, is_relative: bool) -> Option<Status> {
    let is_claim = cues::find(&reading.parse.word(noun).lemma, cues::Class::Noun).is_some();
    let (found, _) = by_adjective(reading, noun)?;
    (is_relative && !is_real(found) || is_claim && found == Status::Denied).then_some(found)
}

/// `talks over a deal`: what is still talked about is open.
fn negotiated(reading: &Reading<'_>, at: u32, head: u32, kind: EventType) -> Option<Status> {
    let parse = reading.parse;
    let is_outcome = matches!(kind, EventType::Agree | EventType::Retreat);
    let about = match parse.word(at).deprel {
        Deprel::Nmod | Deprel::Obl => {
            matches!(parse.case_of(at), Some("over" | "on" | "about" | "for" | "toward" | "towards"))
        }
        Deprel::Obj => true,
        _ => false,
    };
    let definite = parse.child(at, &[Deprel::Det]).is_some_and(|det| &*parse.word(det).lemma == "the");
    let found = status(&parse.word(head).lemma, StatusClass::About).and_then(Status::from_name);
    found.filter(|_| is_outcome && about && !definite)
}

/// What a word says of what it governs, with its particle: `rule out`.
fn governs(reading: &Reading<'_>, head: u32, class: StatusClass) -> Option<Status> {
    let parse = reading.parse;
    let lemma = &*parse.word(head).lemma;
    let particle = parse.child(head, &[Deprel::CompoundPrt]).map(|particle| &*parse.word(particle).lemma);
    let both = particle.and_then(|particle| status(&format!("{lemma} {particle}"), class));
    both.or_else(|| status(lemma, class)).and_then(Status::from_name)
}

fn has_tense(reading: &Reading<'_>, verb: u32) -> bool {
    let parse = reading.parse;
    matches!(parse.word(verb).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
        || parse.children(verb).any(|child| {
            matches!(parse.word(child).deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop)
                && parse.word(child).xpos != Xpos::To
        })
}

/// `planned talks`, `a possible deal`, `no talks`.
fn by_adjective(reading: &Reading<'_>, token: u32) -> Option<(Status, Option<u32>)> {
    let parse = reading.parse;
    if parse.word(token).upos == Upos::Verb {
        return None;
    }
    parse.children(token).find_map(|child| {
        let word = parse.word(child);
        if word.deprel == Deprel::Det && &*word.lemma == "no" {
            return Some((Status::Denied, Some(child)));
        }
        let is_modifier = matches!(word.deprel, Deprel::Amod | Deprel::Compound);
        let form = reading.word(child).to_lowercase();
        let found = status(&form, StatusClass::Adjective).and_then(Status::from_name).filter(|_| is_modifier);
        found.map(|found| (found, Some(child)))
    })
}

/// The word that denies a verb: `did not meet`, `nor will they fight`, `neither attacked nor bombed`; with its subject `no member`,
/// `neither Denmark nor Norway`.
fn negator(reading: &Reading<'_>, verb: u32) -> Option<u32> {
    let parse = reading.parse;
    let lemma = |at: u32| parse.word(at).lemma.to_lowercase();
    // `not only attacked but burned`
    let only = |at: u32| status(&reading.word(at + 1).to_lowercase(), StatusClass::Only).is_some();
    let own = parse.children(verb).find(|&child| match &*lemma(child) {
        "not" | "n't" | "n’t" | "never" => parse.word(child).deprel == Deprel::Advmod && !only(child),
        "nor" | "neither" => {
            matches!(parse.word(child).deprel, Deprel::Cc | Deprel::CcPreconj | Deprel::Advmod)
        }
        _ => false,
    });
    own.or_else(|| {
        let subject = parse.child(verb, &[Deprel::Nsubj, Deprel::NsubjPass])?;
        parse.children(subject).find(|&child| match parse.word(child).deprel {
            Deprel::Det => matches!(&*lemma(child), "no" | "neither"),
            Deprel::CcPreconj => lemma(child) == "neither",
            _ => false,
        })
    })
}

/// `will meet`, `did not meet`, `could lead to`.
fn by_auxiliary(reading: &Reading<'_>, verb: u32, kind: EventType) -> Option<(Status, Option<u32>)> {
    let parse = reading.parse;
    let modal = parse.children(verb).find(|&child| parse.word(child).xpos == Xpos::Md);
    if let Some(negated) = negator(reading, verb) {
        // `if it does not withdraw`: that is what is asked for.
        let status =
            if conditional_mark(reading, verb).is_some() { Status::Proposed } else { Status::Denied };
        return Some((status, Some(negated)));
    }
    // `a place for both to meet`: what a place or a day is good for.
    let meant = parse
        .children(verb)
        .find(|&child| parse.word(child).deprel == Deprel::Mark && &*parse.word(child).lemma == "for");
    if let Some(meant) = meant.filter(|_| parse.word(verb).xpos == Xpos::Vb) {
        return Some((Status::Possible, Some(meant)));
    }
    let conditional = by_condition(reading, verb, kind);
    match modal {
        Some(modal) => {
            let form = reading.word(modal).to_lowercase();
            let found = status(form.trim_start_matches(['\'', '’']), StatusClass::Modal)
                .and_then(Status::from_name)?;
            // `said it would ban ships`: what one says one will do, in the past.
            let promised = form == "would" && found == Status::Possible && is_said_to(reading, verb);
            let found = if promised { Status::Planned } else { found };
            conditional.or(Some((found, Some(modal))))
        }
        None => None,
    }
}

/// Whether a verb is what a word of saying or announcing reports.
fn is_said_to(reading: &Reading<'_>, verb: u32) -> bool {
    let word = reading.parse.word(verb);
    word.deprel == Deprel::Ccomp
        && word.head.is_some_and(|head| {
            cues::find(&reading.parse.word(head).lemma, cues::Class::Verb)
                .is_some_and(|cue| cue.kind == cues::Kind::Speech && cue.polarity == cues::Polarity::Affirmed)
        })
}

/// `fear that they will strike a deal`: the future of a clause is no plan where what governs it is a worry or a wish.
fn feared(reading: &Reading<'_>, verb: u32) -> Option<(Status, Option<u32>)> {
    let word = reading.parse.word(verb);
    let above = word.head.filter(|_| matches!(word.deprel, Deprel::Ccomp | Deprel::Acl))?;
    let class =
        if reading.parse.word(above).upos == Upos::Verb { StatusClass::Verb } else { StatusClass::Noun };
    let told = status(&reading.parse.word(above).lemma, class).and_then(Status::from_name)?;
    (told == Status::Possible).then_some((told, Some(above)))
}

/// `if …`, `unless …`, `should Moscow …` beside the verb, beside the word of saying that reports it, or else in its sentence.
fn by_condition(reading: &Reading<'_>, verb: u32, kind: EventType) -> Option<(Status, Option<u32>)> {
    let parse = reading.parse;
    // The condition itself: what is asked for, or else what may come.
    if let Some(mark) = conditional_mark(reading, verb) {
        let asks = status(&parse.word(mark).lemma, StatusClass::Mark) == Some(Status::Proposed.name());
        let is_kind = matches!(kind.quad(), Quad::VerbalCooperation | Quad::MaterialCooperation);
        let status = if asks || is_kind { Status::Proposed } else { Status::Possible };
        return Some((status, Some(mark)));
    }
    let told = |at: u32| {
        parse
            .children(at)
            .filter(|&child| parse.word(child).deprel == Deprel::Advcl)
            .find_map(|clause| conditional_mark(reading, clause))
    };
    let word = parse.word(verb);
    let reporting = word.head.filter(|_| matches!(word.deprel, Deprel::Ccomp | Deprel::Parataxis));
    // Words of saying behind what is said (`…, Otieno said, if …`) take the condition with them.
    let behind = reporting.filter(|&head| head > verb).and_then(told);
    let mark = told(verb).or(behind).or_else(|| in_sentence(reading, verb))?;
    Some((Status::Conditional, Some(mark)))
}

/// A condition elsewhere in the sentence of a verb with `might`, `would`, `will`.
fn in_sentence(reading: &Reading<'_>, verb: u32) -> Option<u32> {
    let parse = reading.parse;
    parse.children(verb).find(|&child| parse.word(child).xpos == Xpos::Md)?;
    let sentence = &reading.document.sentences[reading.document.sentence_of(verb)?];
    sentence.tokens.clone().find(|&at| {
        let word = parse.word(at);
        word.deprel == Deprel::Mark
            && matches!(&*word.lemma, "if" | "unless" | "provided")
            && word.head.is_some_and(|clause| parse.word(clause).deprel == Deprel::Advcl)
    })
}

/// What makes a clause a condition: `if`, `unless`, or an auxiliary before its subject (`should Moscow refuse`, `were they to`).
fn conditional_mark(reading: &Reading<'_>, clause: u32) -> Option<u32> {
    let parse = reading.parse;
    let mark = parse.children(clause).find(|&child| {
        parse.word(child).deprel == Deprel::Mark
            && status(&parse.word(child).lemma, StatusClass::Mark).is_some()
    });
    mark.or_else(|| {
        let subject = parse.child(clause, &[Deprel::Nsubj, Deprel::NsubjPass])?;
        parse.children(clause).find(|&child| {
            matches!(parse.word(child).deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop)
                && matches!(&*reading.word(child).to_lowercase(), "should" | "were" | "had")
                && child < subject
        })
    })
}

/// What is left to the tense of the verb.
fn by_tense(reading: &Reading<'_>, token: u32, verb: Option<u32>, frame: &Frame) -> Status {
    let parse = reading.parse;
    let going_on =
        frame.class == Class::Noun && status(&parse.word(token).lemma, StatusClass::State).is_some();
    let Some(verb) = verb.filter(|_| !going_on) else {
        return if going_on { Status::Ongoing } else { Status::Occurred };
    };
    let auxiliary = |lemma: &str| {
        parse.children(verb).any(|child| {
            matches!(parse.word(child).deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop)
                && &*parse.word(child).lemma == lemma
        })
    };
    let being = parse.children(verb).any(|child| reading.word(child).eq_ignore_ascii_case("being"));
    let progressive = (parse.word(verb).xpos == Xpos::Vbg && auxiliary("be")) || being;
    let infinitive = parse.word(verb).xpos == Xpos::Vb
        && parse.child(verb, &[Deprel::Mark]).is_some_and(|mark| &*parse.word(mark).lemma == "to");
    // Headlines say in the infinitive what is to come: `Ministers to meet in Doha`.
    if infinitive && parse.word(verb).deprel == Deprel::Root {
        return Status::Planned;
    }
    if progressive {
        return Status::Ongoing;
    }
    let state = frame.class == Class::Noun
        && token != verb
        && matches!(frame.kind, "ASSAULT" | "CONSULT" | "COERCE" | "SANCTION");
    let present = matches!(parse.word(verb).xpos, Xpos::Vbz | Xpos::Vbp);
    if state && present { Status::Ongoing } else { Status::Occurred }
}

/// `The ministers meet on Friday`, `for a meeting later on Wednesday`: a day to come, or the rest of the article's, where the verb is
/// not in the past.
pub(super) fn is_ahead(reading: &Reading<'_>, token: u32, kind: EventType, when: &Anchor) -> bool {
    let parse = reading.parse;
    let Some((span, start)) = when.span.zip(when.start) else { return false };
    let verb =
        std::iter::once(token).chain(parse.ancestors(token)).find(|&at| parse.word(at).upos == Upos::Verb);
    let is_past = verb.is_none_or(|verb| matches!(parse.word(verb).xpos, Xpos::Vbd | Xpos::Vbn));
    if is_past || is_said(kind) {
        return false;
    }
    if start.first_day() > reading.article.date {
        return true;
    }
    if start != reading.article.date.into() {
        return false;
    }
    let Some(first) =
        reading.mentions.times.iter().find(|time| time.is.span == span).map(|time| time.tokens.clone())
    else {
        return false;
    };
    (first.start.saturating_sub(2)..first.end).any(|at| reading.word(at).eq_ignore_ascii_case("later"))
}
