//! Whether an event happened: by the auxiliaries of its verb, and the verbs, nouns and adjectives that govern it.

use super::cast::is_said;
use crate::Reading;
use legation_knowledge::lexicon::frames::{Class, Frame, StatusClass, status};
use legation_language::{Deprel, Upos, Xpos};
use legation_record::{EventType, Status};

/// How far up the tree a governing word is looked for.
const REACH: usize = 4;

/// The status of a trigger, and the word that gives it.
pub(super) fn find(
    reading: &Reading<'_>,
    token: u32,
    frame: &Frame,
    kind: EventType,
) -> (Status, Option<u32>) {
    let parse = reading.parse;
    if let Some(told) = by_adjective(reading, token) {
        return told;
    }
    let mut at = token;
    let mut verb = (frame.class == Class::Verb).then_some(token);
    for _ in 0..REACH {
        if parse.word(at).upos == Upos::Verb || parse.child(at, &[Deprel::Cop]).is_some() {
            verb.get_or_insert(at);
            if let Some(told) = by_auxiliary(reading, at) {
                return feared(reading, at).filter(|_| told.0 == Status::Planned).unwrap_or(told);
            }
        }
        let word = parse.word(at);
        let Some(head) = word.head else { break };
        let above = parse.word(head);
        // Up through what the trigger completes: an object, an infinitive, a complement of a noun.
        let completes = match word.deprel {
            Deprel::Xcomp | Deprel::Ccomp | Deprel::Csubj => true,
            Deprel::Acl => above.upos == Upos::Noun && word.xpos != Xpos::Vbn && word.xpos != Xpos::Vbd,
            Deprel::Obj | Deprel::NsubjPass | Deprel::Nsubj => parse.word(at).upos != Upos::Verb,
            Deprel::Obl | Deprel::Nmod => {
                matches!(
                    case_of(reading, at),
                    Some("for" | "of" | "to" | "on" | "in" | "from" | "about" | "at" | "with")
                ) && parse.word(at).upos != Upos::Verb
            }
            Deprel::Advcl => {
                word.xpos == Xpos::Vb
                    && parse.child(at, &[Deprel::Mark]).is_some_and(|mark| &*parse.word(mark).lemma == "to")
            }
            Deprel::Conj | Deprel::Compound => true,
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
        let told = class.and_then(|class| governs(reading, head, class));
        // A demand that is rejected has been made.
        let told = told.filter(|&told| told != Status::Denied || !is_said(kind));
        if let Some(found) = told.filter(|_| word.deprel != Deprel::Conj && !nominal_subject) {
            // `said he would meet` and `agreed that they met`: a reported clause has its own tense, but what is feared or urged has not happened.
            let keeps = !reported
                || !has_tense(reading, at)
                || matches!(found, Status::Possible | Status::Proposed | Status::Denied);
            if keeps {
                return (found, Some(head));
            }
        }
        at = head;
    }
    if let Some(told) = by_condition(reading, verb.unwrap_or(token)) {
        return told;
    }
    (by_tense(reading, token, verb, frame), None)
}

/// What a word says of what it governs, with its particle: `rule out`.
fn governs(reading: &Reading<'_>, head: u32, class: StatusClass) -> Option<Status> {
    let parse = reading.parse;
    let lemma = &*parse.word(head).lemma;
    let particle = parse.child(head, &[Deprel::CompoundPrt]).map(|particle| &*parse.word(particle).lemma);
    let both = particle.and_then(|particle| status(&format!("{lemma} {particle}"), class));
    both.or_else(|| status(lemma, class)).and_then(Status::from_name)
}

fn case_of<'a>(reading: &'a Reading<'_>, at: u32) -> Option<&'a str> {
    reading.parse.child(at, &[Deprel::Case]).map(|case| &*reading.parse.word(case).lemma)
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

/// `will meet`, `did not meet`, `could lead to`.
fn by_auxiliary(reading: &Reading<'_>, verb: u32) -> Option<(Status, Option<u32>)> {
    let parse = reading.parse;
    let negated = parse.children(verb).find(|&child| {
        let word = parse.word(child);
        matches!(word.deprel, Deprel::Advmod)
            && matches!(&*word.lemma.to_lowercase(), "not" | "n't" | "never" | "n’t")
    });
    let modal = parse.children(verb).find(|&child| parse.word(child).xpos == Xpos::Md);
    if let Some(negated) = negated {
        return Some((Status::Denied, Some(negated)));
    }
    let conditional = by_condition(reading, verb);
    match modal {
        Some(modal) => {
            let form = reading.word(modal).to_lowercase();
            let found = status(form.trim_start_matches(['\'', '’']), StatusClass::Modal)
                .and_then(Status::from_name)?;
            conditional.or(Some((found, Some(modal))))
        }
        None => None,
    }
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

/// `if …`, `unless …` beside the verb.
fn by_condition(reading: &Reading<'_>, verb: u32) -> Option<(Status, Option<u32>)> {
    let parse = reading.parse;
    let own = parse.child(verb, &[Deprel::Mark]);
    let beside = parse
        .children(verb)
        .filter(|&child| parse.word(child).deprel == Deprel::Advcl)
        .filter_map(|child| parse.child(child, &[Deprel::Mark]));
    own.into_iter()
        .chain(beside)
        .find(|&mark| status(&parse.word(mark).lemma, StatusClass::Mark).is_some())
        .map(|mark| (Status::Conditional, Some(mark)))
}

/// What is left to the tense of the verb.
fn by_tense(reading: &Reading<'_>, token: u32, verb: Option<u32>, frame: &Frame) -> Status {
    let parse = reading.parse;
    let Some(verb) = verb else { return Status::Occurred };
    let auxiliary = |lemma: &str| {
        parse.children(verb).any(|child| {
            matches!(parse.word(child).deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop)
                && &*parse.word(child).lemma == lemma
        })
    };
    let progressive = parse.word(verb).xpos == Xpos::Vbg && auxiliary("be");
    let infinitive = parse.word(verb).xpos == Xpos::Vb
        && parse.child(verb, &[Deprel::Mark]).is_some_and(|mark| &*parse.word(mark).lemma == "to");
    // Headlines say in the infinitive what is to come: `Ministers to meet in Doha`.
    if infinitive && parse.word(verb).deprel == Deprel::Root {
        return Status::Planned;
    }
    if progressive {
        return Status::Ongoing;
    }
    // Wars go on until they are said to be over.
    if frame.class == Class::Noun
        && matches!(frame.head, "war" | "conflict" | "fighting" | "hostility" | "blockade" | "siege")
        && status(frame.head, StatusClass::Noun).is_none()
    {
        return Status::Ongoing;
    }
    let state = frame.class == Class::Noun
        && token != verb
        && matches!(frame.kind, "ASSAULT" | "CONSULT" | "COERCE" | "SANCTION");
    let present = matches!(parse.word(verb).xpos, Xpos::Vbz | Xpos::Vbp);
    if state && present { Status::Ongoing } else { Status::Occurred }
}
