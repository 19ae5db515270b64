//! The words that tell of events: those whose frame has all that it needs.

use crate::Reading;
use legation_knowledge::lexicon::frames::{self, Class, Frame, Needs, StatusClass};
use legation_language::{Deprel, Upos};
use legation_text::Span;

/// The triggers of an article with their frames.
pub(super) fn find(reading: &Reading<'_>) -> Vec<(u32, &'static Frame)> {
    let mut found: Vec<(u32, &'static Frame)> = Vec::new();
    for (at, word) in reading.parse.words().iter().enumerate() {
        let at = at as u32;
        let class = match word.upos {
            Upos::Verb => Class::Verb,
            Upos::Noun => Class::Noun,
            // `Peace Talks` in a title.
            Upos::Propn if !is_name(reading, at) => Class::Noun,
            _ => continue,
        };
        let lemma = word.lemma.to_lowercase();
        let frame = frames::find(&lemma, class).find(|frame| stands(reading, at, frame));
        if let Some(frame) =
            frame.filter(|frame| !is_idle(reading, at, class) && !is_match(reading, at, frame))
        {
            found.push((at, frame));
        }
    }
    // `hold talks`, `impose sanctions`: verb and noun are one act, told by the one whose frame is the more exact.
    let objects: Vec<u32> = found
        .iter()
        .filter(|(_, frame)| matches!(frame.needs, Needs::Object(_)))
        .filter_map(|&(at, _)| object(reading, at))
        .collect();
    let light = |at: u32, frame: &Frame| {
        matches!(frame.needs, Needs::Object(_)) && frame.kind == "CONSULT" && object(reading, at).is_some()
    };
    found
        .iter()
        .filter(|&&(at, frame)| {
            let taken = objects.contains(&at) && frame.class == Class::Noun;
            let consult = frame.kind == "CONSULT";
            // `met to discuss`: the second verb only tells what about.
            let word = reading.parse.word(at);
            let of_another = consult
                && frame.class == Class::Verb
                && matches!(word.deprel, Deprel::Xcomp | Deprel::Advcl | Deprel::Acl)
                && word.head.is_some_and(|head| {
                    found.iter().any(|(other, frame)| *other == head && frame.kind == "CONSULT")
                });
            // Talks that are held are told by the noun; sanctions that are imposed by the verb.
            !of_another && if taken { consult } else { !light(at, frame) }
        })
        .copied()
        .collect()
}

/// The words of a trigger: its head, and what belongs to it before (`phone call`).
pub(super) fn span(reading: &Reading<'_>, token: u32, frame: &Frame) -> Option<Span> {
    let length = frame.before.len() as u32;
    let is_whole = lemmas_before(reading, token, frame.before);
    let start = if is_whole { token.saturating_sub(length) } else { token };
    reading.document.span_of(start..token + 1)
}

fn lemmas_before(reading: &Reading<'_>, token: u32, before: &[&str]) -> bool {
    before.iter().rev().enumerate().all(|(back, lemma)| {
        let at = token.checked_sub(back as u32 + 1);
        at.is_some_and(|at| {
            let word = reading.parse.word(at);
            word.lemma.eq_ignore_ascii_case(lemma) || reading.word(at).eq_ignore_ascii_case(lemma)
        })
    })
}

fn object(reading: &Reading<'_>, at: u32) -> Option<u32> {
    reading.parse.child(at, &[Deprel::Obj, Deprel::NsubjPass])
}

/// Whether a frame has what it needs.
fn stands(reading: &Reading<'_>, at: u32, frame: &Frame) -> bool {
    let parse = reading.parse;
    if !lemmas_before(reading, at, frame.before) {
        return false;
    }
    match frame.needs {
        Needs::Nothing => true,
        Needs::Object(lemmas) => {
            let objects = object(reading, at).into_iter();
            // `a treaty signed in 1994`
            let modified = parse
                .word(at)
                .head
                .filter(|_| matches!(parse.word(at).deprel, Deprel::Acl | Deprel::AclRelcl));
            objects.chain(modified).any(|object| {
                let all = parse
                    .children(object)
                    .filter(|&child| matches!(parse.word(child).deprel, Deprel::Conj | Deprel::Compound));
                all.chain([object]).any(|at| lemmas.contains(&&*parse.word(at).lemma.to_lowercase()))
            })
        }
        Needs::Without(lemmas) => parse
            .children(at)
            .filter(|&child| matches!(parse.word(child).deprel, Deprel::Xcomp | Deprel::Obj))
            .all(|child| !lemmas.contains(&&*parse.word(child).lemma)),
        // `imposed sanctions on Iran`: the tree may hang the phrase on the object.
        Needs::Preposition(lemmas) => {
            [Some(at), object(reading, at)].into_iter().flatten().flat_map(|at| parse.children(at)).any(
                |child| {
                    matches!(
                        parse.word(child).deprel,
                        Deprel::Obl | Deprel::OblAgent | Deprel::Nmod | Deprel::Advcl
                    ) && parse.children(child).any(|case| {
                        matches!(parse.word(case).deprel, Deprel::Case | Deprel::Mark)
                            && lemmas.contains(&&*parse.word(case).lemma)
                    })
                },
            )
        }
        Needs::Particle(lemmas) => parse.children(at).any(|child| {
            matches!(parse.word(child).deprel, Deprel::CompoundPrt | Deprel::Advmod)
                && lemmas.contains(&&*parse.word(child).lemma)
        }),
    }
}

/// Whether a word is part of a name.
fn is_name(reading: &Reading<'_>, at: u32) -> bool {
    let names = reading.parse.names();
    let end = names.partition_point(|name| name.tokens.start <= at);
    end.checked_sub(1).is_some_and(|last| names[last].tokens.contains(&at))
}

/// `Madrid and Munich meet in the final`: a match is no meeting.
fn is_match(reading: &Reading<'_>, at: u32, frame: &Frame) -> bool {
    const ROUNDS: &[&str] =
        &["final", "semi-final", "semifinal", "quarter-final", "quarterfinal", "playoff", "derby"];
    frame.kind == "CONSULT"
        && reading.parse.children(at).any(|child| ROUNDS.contains(&&*reading.parse.word(child).lemma))
}

/// Whether a noun only names a kind of thing (`trade talks delegation`, `protest song`): it modifies another noun.
fn is_idle(reading: &Reading<'_>, at: u32, class: Class) -> bool {
    let word = reading.parse.word(at);
    // `a ceasefire proposal` is about a ceasefire.
    let told = word
        .head
        .is_some_and(|head| frames::status(&reading.parse.word(head).lemma, StatusClass::Noun).is_some());
    class == Class::Noun && ((word.deprel == Deprel::Compound && !told) || is_name(reading, at))
}
