//! Whether an event happened: by the auxiliaries of its verb, and the verbs, nouns and adjectives that govern it.

use super::cast::is_said;
use crate::Reading;
use legation_knowledge::lexicon::cues;
use legation_knowledge::lexicon::frames::{Class, Frame, StatusClass, status};
use legation_language::{Deprel, Upos, Xpos};
use legation_record::{EventType, Quad, Status};

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
    for _ in 0..REACH {
        if parse.word(at).upos == Upos::Verb || parse.child(at, &[Deprel::Cop]).is_some() {
            verb.get_or_insert(at);
            let told = by_auxiliary(reading, at, kind);
            if let Some(told) = told.filter(|told| !aside || told.0 != Status::Denied) {
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
        // A demand that is rejected has been made, a proposal that is agreed to as well.
        let made = is_said(kind) && (told == Some(Status::Denied) || frame.class == Class::Noun);
        let told = told.filter(|_| !made);
        if let Some(found) = told.filter(|_| word.deprel != Deprel::Conj && !nominal_subject) {
            // `said he would meet` and `agreed that they met`: a reported clause has its own tense, but what is feared or urged has not happened.
            let keeps = !reported
                || !has_tense(reading, at)
                || matches!(found, Status::Possible | Status::Proposed | Status::Denied);
            if keeps {
                return (found, Some(head));
            }
        }
        aside |= matches!(word.deprel, Deprel::Obl | Deprel::Nmod);
        at = head;
    }
    if let Some(told) = by_condition(reading, verb.unwrap_or(token), kind) {
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
fn by_auxiliary(reading: &Reading<'_>, verb: u32, kind: EventType) -> Option<(Status, Option<u32>)> {
    let parse = reading.parse;
    let negated = parse.children(verb).find(|&child| {
        let word = parse.word(child);
        matches!(word.deprel, Deprel::Advmod)
            && matches!(&*word.lemma.to_lowercase(), "not" | "n't" | "never" | "n’t")
    });
    let modal = parse.children(verb).find(|&child| parse.word(child).xpos == Xpos::Md);
    if let Some(negated) = negated {
        // `if it does not withdraw`: that is what is asked for.
        let status =
            if conditional_mark(reading, verb).is_some() { Status::Proposed } else { Status::Denied };
        return Some((status, Some(negated)));
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
