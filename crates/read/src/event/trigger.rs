//! The words that tell of events: those whose frame has all that it needs.

use crate::Reading;
use legation_knowledge::lexicon::frames::{self, Class, Frame, Need, StatusClass, Way};
use legation_language::{Deprel, Upos, Xpos};
use legation_mention::Actor;
use legation_text::Span;

/// The triggers of an article with their frames.
pub(super) fn find<'a>(reading: &Reading<'a>) -> Vec<(u32, &'a Frame)> {
    let mut found: Vec<(u32, &'a Frame)> = Vec::new();
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
        let frames = reading.frames;
        let frame = frames.find(&lemma, class).find(|frame| stands(reading, at, frame));
        if let Some(frame) = frame.filter(|frame| tells(reading, at, frame)) {
            found.push((at, frame));
        }
    }
    // `hold talks`, `impose sanctions`: verb and noun are one act, told by the one whose frame is the more exact.
    let objects: Vec<u32> = found
        .iter()
        .filter(|(_, frame)| has_object(frame))
        .filter_map(|&(at, _)| object(reading, at))
        .collect();
    let talks: Vec<u32> = found
        .iter()
        .filter(|(_, frame)| frame.class == Class::Noun && frame.kind == "CONSULT")
        .map(|(at, _)| *at)
        .collect();
    let light = |at: u32, frame: &Frame| {
        has_object(frame)
            && frame.kind == "CONSULT"
            && object(reading, at).is_some_and(|act| talks.contains(&act))
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

/// Whether a word can tell of what a frame says, where it stands.
pub(super) fn tells(reading: &Reading<'_>, at: u32, frame: &Frame) -> bool {
    !frame.is_none() && !is_idle(reading, at, frame.class) && !is_match(reading, at, frame)
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

/// The object of a verb, or the subject of its passive.
fn object(reading: &Reading<'_>, at: u32) -> Option<u32> {
    reading.parse.child(at, &[Deprel::Obj, Deprel::NsubjPass])
}

/// The object that the frame of a verb needs: `launched an investigation`, where the head may find the act in either word.
pub(super) fn act(reading: &Reading<'_>, at: u32, frame: &Frame) -> Option<u32> {
    object(reading, at).filter(|_| has_object(frame))
}

/// Whether a frame needs an object.
fn has_object(frame: &Frame) -> bool {
    frame.needs.iter().any(|need| need.way == Way::Object)
}

/// Whether a frame has what it needs.
pub(super) fn stands(reading: &Reading<'_>, at: u32, frame: &Frame) -> bool {
    lemmas_before(reading, at, frame.before) && frame.needs.iter().all(|need| is_met(reading, at, need))
}

/// Whether something stands with a trigger that its frame excludes: `spoke to reporters`.
pub(super) fn is_ruled_out(reading: &Reading<'_>, at: u32, frame: &Frame) -> bool {
    frame.needs.iter().any(|need| need.way == Way::Without && !is_met(reading, at, need))
}

/// Whether what a frame needs stands with its trigger.
fn is_met(reading: &Reading<'_>, at: u32, need: &Need) -> bool {
    let parse = reading.parse;
    let deprel = |child: u32| parse.word(child).deprel;
    let is_any = |words: &[&str], token: u32| {
        let lemma = parse.word(token).lemma.to_lowercase();
        need.takes_any()
            || words.contains(&&*lemma)
            || words.contains(&&*reading.word(token).to_lowercase())
            || is_of_kind(reading, token, words)
    };
    // A noun with what it is coordinated and compounded with.
    let phrase = |noun: u32, more: &[Deprel]| -> Vec<u32> {
        let parts = parse.children(noun).filter(|&child| {
            matches!(deprel(child), Deprel::Conj | Deprel::Compound) || more.contains(&deprel(child))
        });
        parts.chain([noun]).collect()
    };
    let has =
        |words: &[&str], noun: u32| phrase(noun, &[Deprel::Amod]).into_iter().any(|part| is_any(words, part));
    match need.way {
        Way::Object => {
            // `warned residents that …`
            let told = parse.child(at, &[Deprel::Iobj]);
            let objects = object(reading, at).into_iter().chain(told);
            // `a treaty signed in 1994`; not `a bill to withdraw`
            let is_participle = matches!(parse.word(at).xpos, Xpos::Vbn | Xpos::Vbd);
            let modified = parse
                .word(at)
                .head
                .filter(|_| deprel(at) == Deprel::AclRelcl || deprel(at) == Deprel::Acl && is_participle);
            objects.chain(modified).any(|object| has(need.words, object))
        }
        Way::Subject => {
            let subject = parse.child(at, &[Deprel::Nsubj]);
            let agent = || {
                parse.children(at).find(|&child| {
                    matches!(deprel(child), Deprel::OblAgent)
                        || (deprel(child) == Deprel::Obl && is_case(reading, child, &["by"]))
                })
            };
            let passive = parse.child(at, &[Deprel::AuxPass, Deprel::NsubjPass]).is_some();
            let doer = if passive { agent() } else { subject.or_else(agent) };
            doer.is_some_and(|doer| has(need.words, doer))
        }
        Way::Without => {
            let objects = parse.children(at).filter(|&child| {
                matches!(
                    deprel(child),
                    Deprel::Xcomp | Deprel::Obj | Deprel::NsubjPass | Deprel::Obl | Deprel::Nmod
                )
            });
            objects
                .into_iter()
                .all(|child| !phrase(child, &[]).into_iter().any(|part| is_any(need.words, part)))
        }
        // `imposed sanctions on Iran`: the tree may hang the phrase on the object.
        Way::Preposition => {
            [Some(at), object(reading, at)].into_iter().flatten().flat_map(|at| parse.children(at)).any(
                |child| {
                    matches!(deprel(child), Deprel::Obl | Deprel::OblAgent | Deprel::Nmod | Deprel::Advcl)
                        && is_case(reading, child, need.words)
                        && (need.nouns.is_empty() || has(need.nouns, child))
                },
            )
        }
        Way::Particle => parse.children(at).any(|child| {
            matches!(deprel(child), Deprel::CompoundPrt | Deprel::Advmod | Deprel::Xcomp)
                && is_any(need.words, child)
        }),
        Way::Infinitive => parse.children(at).any(|child| {
            matches!(deprel(child), Deprel::Xcomp | Deprel::Advcl | Deprel::Acl | Deprel::Ccomp)
                && child > at
                && is_any(need.words, child)
                && (!need.takes_any() || is_case(reading, child, &["to"]))
        }),
        Way::Modifier => parse
            .children(at)
            .filter(|&child| {
                child < at
                    && matches!(
                        deprel(child),
                        Deprel::Amod | Deprel::Compound | Deprel::NmodPoss | Deprel::NmodDesc
                    )
            })
            .any(|child| has(need.words, child)),
    }
}

/// Whether a token stands for an actor of a kind that is among the words of a need: `@media`.
fn is_of_kind(reading: &Reading<'_>, token: u32, words: &[&str]) -> bool {
    let is = |actor: &Actor| {
        let sector = actor.mention.is.code.as_str().get(3..).unwrap_or_default();
        words.iter().any(|word| frames::is_kind(word, sector, actor.is_person))
    };
    words.iter().any(|word| word.starts_with('@')) && reading.mentions.named_at(token).is_some_and(is)
}

/// Whether a phrase has one of these prepositions.
fn is_case(reading: &Reading<'_>, child: u32, prepositions: &[&str]) -> bool {
    let parse = reading.parse;
    parse.children(child).any(|case| {
        matches!(parse.word(case).deprel, Deprel::Case | Deprel::Mark)
            && prepositions.contains(&&*parse.word(case).lemma)
    })
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
