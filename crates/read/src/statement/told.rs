//! Statements by the tree: a cue, its speaker, and the clause or phrase that it governs.

use super::content::Content;
use super::{Draft, beside, heads};
use crate::Reading;
use legation_knowledge::lexicon::cues::{self, Class, Cue, Kind, Polarity};
use legation_knowledge::world::Sense;
use legation_language::{Deprel, Upos, Xpos};
use std::ops::Range;

/// Finds them.
pub(super) fn find(reading: &Reading<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (at, word) in reading.parse.words().iter().enumerate() {
        let at = at as u32;
        let class = match word.upos {
            Upos::Verb => Class::Verb,
            Upos::Noun => Class::Noun,
            Upos::Adj => Class::Adjective,
            _ => Class::Verb,
        };
        if reading.word(at).eq_ignore_ascii_case("according") {
            drafts.extend(according(reading, at));
        } else if let Some(cue) = cues::find(&word.lemma, class)
            .filter(|_| !heads::is_none(reading, at))
            .or_else(|| heads::cue(reading, at, class))
            .filter(|_| matches!(word.upos, Upos::Verb | Upos::Noun | Upos::Adj))
        {
            drafts.extend(match class {
                Class::Verb => verb(reading, at, cue),
                Class::Noun => noun(reading, at, cue),
                Class::Adjective => adjective(reading, at, cue),
            });
        }
    }
    drafts
}

/// `Lavrov said …`, `…, Lavrov said`, `he denied the report`, `it was announced that …`.
fn verb(reading: &Reading<'_>, at: u32, cue: &Cue) -> Option<Draft> {
    let parse = reading.parse;
    let word = parse.word(at);
    // `blamed them for denying entry`: who says it is not who does.
    let is_alleged = word.xpos == Xpos::Vbg
        && parse
            .child(at, &[Deprel::Mark])
            .is_some_and(|mark| matches!(&*parse.word(mark).lemma, "for" | "of" | "from"));
    if is_alleged {
        return None;
    }
    let clause = parse.child(at, &[Deprel::Ccomp]).filter(|_| cue.clause);
    let infinitive = parse.child(at, &[Deprel::Xcomp]).filter(|_| cue.infinitive);
    let parataxis = (word.deprel == Deprel::Parataxis && cue.clause).then_some(word.head).flatten();
    let inner = parse.child(at, &[Deprel::Parataxis]).filter(|&child| {
        cue.clause && parse.word(child).upos == Upos::Verb && speaker_of(reading, at).is_some()
    });
    let passive = parse.child(at, &[Deprel::AuxPass]).is_some();
    let object = parse.child(at, &[Deprel::Obj]).filter(|_| cue.object);
    let is_object = clause.or(infinitive).or(parataxis).or(inner).is_none() && object.is_some();
    let own = own_words(reading, at, is_object);
    let mut content = match (clause, infinitive, parataxis, inner, object) {
        (Some(clause), ..) => Content::new(parse.subtree(clause)),
        (None, Some(clause), ..) => Content::new(parse.subtree(clause)),
        (None, None, Some(head), ..) => Content::new(parse.subtree(head)),
        (None, None, None, Some(child), _) if !reading.word(child + 1).is_empty() => {
            Content::new(parse.subtree(child))
        }
        (None, None, None, None, Some(object)) => Content::new(complements(reading, at, object)),
        (None, None, None, None, None) if cue.phrase && !passive => {
            phrase_of(reading, at).map(Content::new).unwrap_or_default()
        }
        // A quotation may stand where the tree has nothing: the marks will tell.
        _ => Content::default(),
    };
    content.without(&own);
    let beside = beside::find(reading, at);
    let speaker = if passive {
        agent(reading, at)
    } else {
        beside.as_ref().map(|beside| beside.speaker).or_else(|| speaker_of(reading, at))
    };
    if let Some(before) = beside.and_then(|beside| beside.content).filter(|_| cue.clause && !passive) {
        content = before;
    } else if content.is_empty()
        && cue.clause
        && cue.kind == Kind::Speech
        && object_clause(reading, at, speaker)
    {
        content = Content::new(rest(reading, at));
    }
    if content.is_empty() && cue.clause && !passive {
        content = behind_that(reading, at).map(Content::new).unwrap_or_default();
    }
    // `what he called irritants`: what leads up to the cue is not what it says.
    if speaker.is_some_and(|speaker| speaker + 1 == at && content.contains(speaker)) {
        content.without(&(content.start()..at));
    }
    if content.is_empty() && heads::is_sure(reading, at) {
        let told =
            heads::content(reading, at).filter(|told| speaker.is_none_or(|speaker| !told.contains(&speaker)));
        content = told.map(Content::new).unwrap_or_default();
    }
    cut_contrast(reading, at, &mut content);
    cut_participle(reading, at, &mut content);
    if speaker.is_none() && !passive && word.deprel != Deprel::Advcl {
        return None;
    }
    if speaker.is_none() && passive && cue.kind == Kind::Attitude {
        // `are worried that`: no passive but a feeling.
        let felt = cues::find(&reading.word(at).to_lowercase(), Class::Adjective);
        return felt.and_then(|felt| adjective(reading, at, felt));
    }
    // `I think`, `we want` in one's own quotation are no statements.
    let first_person = speaker.is_some_and(|head| match reading.word(head).to_lowercase().as_str() {
        "i" | "we" | "you" | "this" | "that" | "which" | "there" => true,
        // It may stand for a government or a body.
        "it" => reading.mentions.actor_at(head).is_none(),
        _ => false,
    });
    if first_person {
        return None;
    }
    // What only an object or an infinitive says takes somebody who can say it: `the change allowed them to …`.
    let around = reading.quotation_at(at);
    let quoted = (content.start()..content.end())
        .any(|token| reading.quotation_at(token).is_some_and(|inside| Some(inside) != around));
    let by_phrase = clause.or(parataxis).or(inner).is_none() && !content.is_empty() && !quoted;
    if by_phrase && speaker.map_or(passive, |head| !can_speak(reading, head)) {
        return None;
    }
    // `asked Moscow`, `blamed the rebels`: who it is said to or of says nothing yet.
    if by_phrase && is_object && object.is_some_and(|object| is_somebody(reading, object, &content)) {
        return None;
    }
    // `expressed interest`, `made his request`: it is not told in what.
    let is_bare = |object: u32| {
        content.end() <= object + 1
            && content.start() + 1 >= object
            && cues::find(&parse.word(object).lemma, Class::Noun).is_some_and(|cue| cue.kind == Kind::Speech)
    };
    if by_phrase && is_object && object.is_some_and(is_bare) {
        return None;
    }
    let negated = parse.children(at).any(|child| {
        parse.word(child).deprel == Deprel::Advmod
            && matches!(&*parse.word(child).lemma, "not" | "n't" | "never")
    });
    let polarity = if negated && cue.kind == Kind::Speech { Polarity::Declined } else { cue.polarity };
    if content.is_empty() && polarity == Polarity::Declined {
        return None;
    }
    Some(Draft {
        cue: Some(at),
        cue_tokens: Some(at..at + 1),
        speaker,
        speaker_tokens: speaker.map(|head| phrase(reading, head)),
        content,
        kind: cue.kind,
        polarity,
    })
}

/// Whether a noun can be a speaker: an actor, a name, a pronoun for people, a role, or what is said or written.
fn can_speak(reading: &Reading<'_>, head: u32) -> bool {
    let word = reading.parse.word(head);
    let form = reading.word(head).to_lowercase();
    let role = |form: &str| reading.world.senses(form).iter().any(|sense| matches!(sense, Sense::Agent(_)));
    reading.mentions.actor_at(head).is_some()
        || word.upos == Upos::Propn
        || (word.upos == Upos::Pron && !matches!(&*form, "it" | "what" | "this" | "that" | "which"))
        || role(&form)
        || role(&word.lemma)
        || cues::find(&word.lemma, Class::Noun).is_some()
        || word.upos != Upos::Noun
}

/// Whether a content is no more than the name or the role of an actor.
fn is_somebody(reading: &Reading<'_>, object: u32, content: &Content) -> bool {
    reading.mentions.actor_at(object).is_some_and(|actor| {
        let words = &actor.mention.tokens;
        words.start <= content.start() + 1 && words.end >= content.end()
    })
}

/// Prepositions that lead from a cue to what is said: `called for talks`, `warned of reprisals`, `called on them to stop`.
const LEADS: [&str; 9] = ["for", "of", "on", "upon", "against", "about", "at", "to", "over"];

/// An object and what completes it: `accused them of lying`, `called it a threat`, `urged both sides to stop`.
fn complements(reading: &Reading<'_>, at: u32, object: u32) -> Range<u32> {
    let parse = reading.parse;
    let whole = parse.subtree(object);
    let end = parse
        .children(at)
        .filter(|&child| child > object)
        .filter(|&child| match parse.word(child).deprel {
            Deprel::Xcomp | Deprel::Ccomp => true,
            Deprel::Obl | Deprel::Advcl => {
                parse.child(child, &[Deprel::Case, Deprel::Mark]).is_some_and(|case| {
                    matches!(&*parse.word(case).lemma, "of" | "as" | "for" | "from" | "against")
                })
            }
            _ => false,
        })
        .map(|child| parse.subtree(child).end)
        .max();
    whole.start..end.unwrap_or(whole.end).max(whole.end)
}

/// The prepositional phrase that a cue leads to, without its preposition, with the infinitive behind it.
fn phrase_of(reading: &Reading<'_>, at: u32) -> Option<Range<u32>> {
    let parse = reading.parse;
    let is_time = |at: u32| reading.mentions.times.iter().any(|time| time.tokens.contains(&at));
    let phrase = parse.children(at).find(|&child| {
        child > at
            && parse.word(child).deprel == Deprel::Obl
            && !is_time(child)
            && parse
                .child(child, &[Deprel::Case])
                .is_some_and(|case| case == at + 1 && LEADS.contains(&&*parse.word(case).lemma))
    })?;
    let whole = complements(reading, at, phrase);
    (whole.start + 1 < whole.end).then_some(whole.start + 1..whole.end)
}

/// Whether what stands behind a cue can be its content though the tree has it elsewhere: a clause with a finite verb.
fn object_clause(reading: &Reading<'_>, at: u32, speaker: Option<u32>) -> bool {
    let finite = rest(reading, at)
        .any(|token| matches!(reading.parse.word(token).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md));
    let speaks = matches!(
        &*reading.parse.word(at).lemma,
        "say"
            | "tell"
            | "add"
            | "claim"
            | "warn"
            | "insist"
            | "announce"
            | "argue"
            | "stress"
            | "note"
            | "state"
            | "report"
    );
    let starts = !matches!(reading.word(at + 1), "." | "," | ":" | "\"" | "”" | "''" | "");
    speaker.is_some_and(|speaker| speaker < at)
        && finite
        && speaks
        && starts
        && reading.quotation_at(at).is_none()
}

/// What stands behind the `that` of a cue, though the tree has hung it elsewhere: `told the mission on Thursday that …`.
fn behind_that(reading: &Reading<'_>, at: u32) -> Option<Range<u32>> {
    let rest = rest(reading, at);
    let parse = reading.parse;
    let that = rest
        .clone()
        .take(8)
        .find(|&token| parse.word(token).upos == Upos::Sconj && &*parse.word(token).lemma == "that")?;
    let end = (that..rest.end).find(|&token| reading.word(token) == ";").unwrap_or(rest.end);
    (that + 2 < end).then_some(that + 1..end)
}

/// The rest of a sentence behind a token.
fn rest(reading: &Reading<'_>, at: u32) -> Range<u32> {
    let end = reading
        .document
        .sentence_of(at)
        .map_or(at + 1, |sentence| reading.document.sentences[sentence].tokens.end);
    at + 1..end.max(at + 1)
}

/// `X said Y but Z this week did W`: what another named actor did, after `but` or `while`, is the article's own.
fn cut_contrast(reading: &Reading<'_>, at: u32, content: &mut Content) {
    let parse = reading.parse;
    let sentence =
        reading.document.sentence_of(at).map(|sentence| reading.document.sentences[sentence].tokens.clone());
    for token in content.start().max(at)..content.end() {
        let contrasts =
            matches!(reading.word(token), "but" | "while") && reading.quotation_at(token).is_none();
        if !contrasts || !content.contains(token) {
            continue;
        }
        let subject =
            reading.mentions.actor_at(token + 1).filter(|actor| actor.mention.tokens.start == token + 1);
        let named = subject.is_some_and(|actor| {
            actor.grammar == legation_mention::Grammar::Nominal
                && matches!(parse.word(actor.mention.head).deprel, Deprel::Nsubj | Deprel::NsubjPass)
        });
        if let Some(sentence) = sentence.clone().filter(|_| named) {
            content.without(&(token..sentence.end));
            return;
        }
    }
}

/// `warned them against delay, saying that …`: what the same speaker goes on to say is a statement of its own.
fn cut_participle(reading: &Reading<'_>, at: u32, content: &mut Content) {
    let parse = reading.parse;
    let said = |token: u32| {
        parse.word(token).xpos == Xpos::Vbg
            && matches!(reading.word(token - 1), "," | "and")
            && reading.quotation_at(token).is_none()
            && cues::find(&parse.word(token).lemma, Class::Verb).is_some_and(|cue| cue.kind == Kind::Speech)
    };
    let participle =
        (content.start().max(at) + 1..content.end()).find(|&token| content.contains(token) && said(token));
    if let Some(participle) = participle {
        content.without(&(participle - 1..content.end()));
    }
}

/// From the speaker to the cue, with the auxiliaries and those spoken to: what a fronted content must not take in.
///
/// Where the content is an object, what stands behind the cue is no part of them.
fn own_words(reading: &Reading<'_>, at: u32, is_object: bool) -> Range<u32> {
    let parse = reading.parse;
    let mut own = at..at + 1;
    for child in parse.children(at).filter(|&child| !is_object || child < at) {
        let near = matches!(
            parse.word(child).deprel,
            Deprel::Nsubj
                | Deprel::NsubjPass
                | Deprel::Aux
                | Deprel::AuxPass
                | Deprel::Iobj
                | Deprel::Obj
                | Deprel::Advmod
                | Deprel::Obl
                | Deprel::OblUnmarked
                | Deprel::CompoundPrt
        );
        if near {
            let range = parse.subtree(child);
            own = own.start.min(range.start)..own.end.max(range.end);
        }
    }
    own
}

/// The subject of a verb: its own, that of the verb it is coordinated with, or that of the clause it hangs on.
fn speaker_of(reading: &Reading<'_>, at: u32) -> Option<u32> {
    let parse = reading.parse;
    let mut verb = at;
    for _ in 0..4 {
        if let Some(subject) = parse.child(verb, &[Deprel::Nsubj]) {
            // `Lavrov, who said`
            let relative = matches!(parse.word(subject).xpos, Xpos::Wp | Xpos::Wdt);
            let head =
                parse.word(verb).head.filter(|_| relative && parse.word(verb).deprel == Deprel::AclRelcl);
            return Some(head.unwrap_or(subject));
        }
        let word = parse.word(verb);
        let shares = match word.deprel {
            Deprel::Conj | Deprel::Xcomp => true,
            // `…, saying`, `…, adding`
            Deprel::Advcl => word.xpos == Xpos::Vbg,
            _ => false,
        };
        if word.deprel == Deprel::Acl && matches!(word.xpos, Xpos::Vbg) {
            return word.head;
        }
        if !shares {
            return reading.parted_subject(verb);
        }
        verb = word.head?;
        if let Some(subject) = parse.child(verb, &[Deprel::NsubjPass]) {
            return Some(subject);
        }
    }
    None
}

fn agent(reading: &Reading<'_>, at: u32) -> Option<u32> {
    let agent = reading.parse.child(at, &[Deprel::OblAgent]);
    agent.filter(|&agent| reading.parse.child(agent, &[Deprel::Case]).is_some())
}

/// `Moscow's claim that …`, `fears that …`.
fn noun(reading: &Reading<'_>, at: u32, cue: &Cue) -> Option<Draft> {
    let parse = reading.parse;
    let clause = parse.children(at).find(|&child| {
        let is_clause = matches!(parse.word(child).deprel, Deprel::Acl | Deprel::Ccomp);
        let mark = parse.child(child, &[Deprel::Mark]);
        is_clause && mark.is_some_and(|mark| &*parse.word(mark).lemma == "that")
    });
    // `its insistence on a truce`
    let said = || heads::content(reading, at).filter(|_| heads::is_sure(reading, at));
    let told = clause.map(|clause| parse.subtree(clause)).or_else(said)?;
    let speaker = parse.child(at, &[Deprel::NmodPoss]);
    Some(Draft {
        cue: Some(at),
        cue_tokens: Some(at..at + 1),
        speaker,
        speaker_tokens: speaker.map(|head| phrase(reading, head)),
        content: Content::new(told),
        kind: cue.kind,
        polarity: cue.polarity,
    })
}

/// `Kyiv is worried that …`.
fn adjective(reading: &Reading<'_>, at: u32, cue: &Cue) -> Option<Draft> {
    let parse = reading.parse;
    let clause = parse
        .child(at, &[Deprel::Ccomp, Deprel::Advcl])
        .filter(|&clause| parse.word(clause).xpos != Xpos::Vbg)?;
    let speaker = parse.child(at, &[Deprel::Nsubj, Deprel::NsubjPass])?;
    if matches!(reading.word(speaker).to_lowercase().as_str(), "i" | "we" | "it" | "you") {
        return None;
    }
    let copula = parse.child(at, &[Deprel::Cop, Deprel::AuxPass]).filter(|&copula| copula < at).unwrap_or(at);
    Some(Draft {
        cue: Some(at),
        cue_tokens: Some(copula..at + 1),
        speaker: Some(speaker),
        speaker_tokens: Some(phrase(reading, speaker)),
        content: Content::new(parse.subtree(clause)),
        kind: cue.kind,
        polarity: cue.polarity,
    })
}

/// `…, according to two people briefed on the talks`.
fn according(reading: &Reading<'_>, at: u32) -> Option<Draft> {
    let parse = reading.parse;
    if !reading.word(at + 1).eq_ignore_ascii_case("to") {
        return None;
    }
    let sentence = &reading.document.sentences[reading.document.sentence_of(at)?];
    let nominal = |token: u32| matches!(parse.word(token).upos, Upos::Noun | Upos::Propn | Upos::Pron);
    let behind = at + 2..sentence.tokens.end;
    let hung = behind.clone().find(|&token| {
        nominal(token)
            && (parse.word(token).head == Some(at)
                || parse.word(at).head == Some(token)
                || parse.word(at + 1).head == Some(token))
    });
    // Where the tree is odd: the head of the phrase that follows.
    let speaker = hung.or_else(|| {
        behind.clone().find(|&token| {
            nominal(token) && !parse.word(token).head.is_some_and(|head| head > token && nominal(head))
        })
    })?;
    let whole = phrase(reading, speaker);
    let clause = parse.subtree(speaker);
    // At the end of a sentence all that follows is about the speaker.
    let is_last = reading.word(at - u32::from(at > 0)) == ","
        && !(clause.end.max(whole.end)..sentence.tokens.end).any(|token| reading.word(token) == ",");
    let own = at..if is_last { sentence.tokens.end } else { clause.end.max(whole.end) };
    // What it qualifies: the clause of the verb that it hangs on, which begins the sentence but for what stands apart.
    let mut content = Content::new(sentence.tokens.clone());
    if let Some(quotation) = reading.quotation_at(at) {
        content = Content::new(reading.tokens_of(quotation));
    }
    content.without(&own);
    Some(Draft {
        cue: Some(at),
        cue_tokens: Some(at..at + 2),
        speaker: Some(speaker),
        speaker_tokens: Some(whole),
        content,
        kind: Kind::Speech,
        polarity: Polarity::Affirmed,
    })
}

/// The words of a speaker's phrase: the actor's mention, or the noun with what stands before it; coordinated ones together.
pub(crate) fn phrase(reading: &Reading<'_>, head: u32) -> Range<u32> {
    let parse = reading.parse;
    let one = |head: u32| match reading.mentions.actor_at(head) {
        Some(actor) => actor.mention.tokens.clone(),
        None => {
            let left = parse.children(head).filter(|&child| {
                child < head
                    && matches!(
                        parse.word(child).deprel,
                        Deprel::Det | Deprel::Amod | Deprel::Compound | Deprel::NmodPoss | Deprel::Nummod
                    )
            });
            let start = left.map(|child| parse.subtree(child).start).min().unwrap_or(head);
            let flat = parse
                .children(head)
                .filter(|&child| child > head && parse.word(child).deprel == Deprel::Flat)
                .max();
            start..flat.unwrap_or(head) + 1
        }
    };
    let others = parse.children(head).filter(|&child| parse.word(child).deprel == Deprel::Conj);
    others.map(one).fold(one(head), |all, range| all.start.min(range.start)..all.end.max(range.end))
}
