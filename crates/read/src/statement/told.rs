//! Statements by the tree: a cue, its speaker, and the clause or phrase that it governs.

use super::content::Content;
use super::{By, Draft, beside, heads};
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
            _ => Class::Adverbial,
        };
        let several = wording(reading, at, class).filter(|(cue, words)| {
            cue.class == Class::Adverbial || !words.clone().all(|part| heads::is_none(reading, part))
        });
        if let Some((cue, words)) = several {
            drafts.extend(match cue.class {
                Class::Adverbial => before_speaker(reading, words.end, words, cue),
                _ => verb(reading, at, words.end, cue),
            });
            continue;
        }
        let known = || cues::find(&word.lemma, class).filter(|_| !heads::is_none(reading, at));
        if let Some(cue) = known().or_else(|| heads::cue(reading, at, class)) {
            drafts.extend(match class {
                Class::Verb => verb(reading, at, at + 1, cue),
                Class::Noun => noun(reading, at, cue),
                Class::Adjective => adjective(reading, at, cue),
                Class::Adverbial => None,
            });
        }
    }
    // `voiced concern that …`: the noun has no statement of its own.
    let longer: Vec<Range<u32>> =
        drafts.iter().filter_map(|draft| draft.cue_tokens.clone()).filter(|words| words.len() > 1).collect();
    let inside = |draft: &Draft| {
        let words = draft.cue_tokens.as_ref();
        words.is_some_and(|own| {
            longer.iter().any(|words| words != own && words.start <= own.start && own.end <= words.end)
        })
    };
    drafts.retain(|draft| !inside(draft));
    drafts
}

/// How many words may stand between those of a cue: `voiced his deep concern`.
const GAP: u32 = 3;

/// The cue of several words that begins at a token, and its words.
fn wording(reading: &Reading<'_>, at: u32, class: Class) -> Option<(&'static Cue, Range<u32>)> {
    let parse = reading.parse;
    let word = parse.word(at);
    let is = |token: u32, lemma: &str| {
        parse.words().get(token as usize).is_some_and(|word| word.lemma.eq_ignore_ascii_case(lemma))
            || reading.word(token).eq_ignore_ascii_case(lemma)
    };
    let end = reading.document.sentences[reading.document.sentence_of(at)?].tokens.end;
    let form = reading.word(at).to_lowercase();
    let by_form = cues::wordings(&form).filter(|cue| cue.class == Class::Adverbial);
    let by_lemma = cues::wordings(&word.lemma).filter(|cue| cue.class == class && class == Class::Verb);
    by_lemma.chain(by_form).find_map(|cue| {
        let gap = if cue.class == Class::Adverbial { 0 } else { GAP };
        let mut next = at + 1;
        for lemma in cue.rest {
            // `no` denies only what stands right behind it.
            let reach = if *lemma == "no" { 0 } else { gap };
            let found = (next..(next + reach + 1).min(end)).find(|&token| is(token, lemma))?;
            let parted = (next..found).any(|token| {
                matches!(parse.word(token).upos, Upos::Verb | Upos::Punct | Upos::Sconj | Upos::Propn)
                    || (parse.word(token).upos == Upos::Noun && cue.class == Class::Verb)
            });
            if parted {
                return None;
            }
            next = found + 1;
        }
        Some((cue, at..next))
    })
}

/// `Lavrov said …`, `…, Lavrov said`, `he denied the report`, `it was announced that …`, `he made clear that …`.
///
/// The words of the cue end before `end`.
fn verb(reading: &Reading<'_>, at: u32, end: u32, cue: &'static Cue) -> Option<Draft> {
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
    let clause = parse.child(at, &[Deprel::Ccomp]).filter(|_| cue.clause).or_else(|| {
        // `made it clear that …`, `left no doubt that …`: the tree hangs the clause on the other word.
        let rest = (at + 1..end).filter(|_| cue.clause && end > at + 1);
        let mut clauses = rest.flat_map(|part| parse.children(part)).filter(|&child| {
            matches!(parse.word(child).deprel, Deprel::Ccomp | Deprel::Acl | Deprel::Advcl | Deprel::Csubj)
                && child >= end
                && (parse.word(child).deprel == Deprel::Ccomp || is_marked(reading, child, "that"))
        });
        clauses.next()
    });
    let infinitive = (at..end).filter(|_| cue.infinitive).find_map(|part| {
        // `called it a mistake` has no infinitive.
        let of_own = parse
            .child(part, &[Deprel::Xcomp])
            .filter(|&child| child >= end && parse.word(child).upos == Upos::Verb);
        of_own.or_else(|| {
            let mut clauses = parse.children(part).filter(|&child| {
                matches!(parse.word(child).deprel, Deprel::Acl | Deprel::Advcl)
                    && child >= end
                    && is_marked(reading, child, "to")
            });
            clauses.next().filter(|_| part > at)
        })
    });
    let parataxis = (word.deprel == Deprel::Parataxis && cue.quotation).then_some(word.head).flatten();
    let inner = parse.child(at, &[Deprel::Parataxis]).filter(|&child| {
        cue.quotation && parse.word(child).upos == Upos::Verb && speaker_of(reading, at).is_some()
    });
    let passive = parse.child(at, &[Deprel::AuxPass]).is_some();
    let object = parse.child(at, &[Deprel::Obj]).filter(|&object| cue.object && !(at..end).contains(&object));
    let is_object = clause.or(infinitive).or(parataxis).or(inner).is_none() && object.is_some();
    let own = if end > at + 1 { at..end } else { own_words(reading, at, is_object) };
    let mut content = match (clause, infinitive, parataxis, inner, object) {
        (Some(clause), ..) => Content::new(parse.subtree(clause)),
        (None, Some(clause), ..) => Content::new(parse.subtree(clause)),
        (None, None, Some(head), ..) => Content::new(parse.subtree(head)),
        (None, None, None, Some(child), _) if !reading.word(child + 1).is_empty() => {
            Content::new(parse.subtree(child))
        }
        (None, None, None, None, Some(object)) => Content::new(complements(reading, at, object)),
        (None, None, None, None, None) if !passive => {
            phrase_of(reading, at..end, cue).map(Content::new).unwrap_or_default()
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
    if let Some(before) = beside.and_then(|beside| beside.content).filter(|_| cue.quotation && !passive) {
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
    if content.is_empty() && !cue.quotation {
        return None;
    }
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
        // It may stand for a government or a body; what it says in a clause somebody says.
        "it" => reading.mentions.actor_at(head).is_none() && (clause.is_none() || cue.kind == Kind::Attitude),
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
        cue_tokens: Some(at..end),
        speaker,
        speaker_tokens: speaker.map(|head| phrase(reading, head)),
        content,
        kind: cue.kind,
        polarity,
        by: By::Cue(cue),
    })
}

/// Whether a clause is opened by a word: `that`, `to`.
fn is_marked(reading: &Reading<'_>, clause: u32, word: &str) -> bool {
    let mark = reading.parse.child(clause, &[Deprel::Mark]);
    mark.is_some_and(|mark| &*reading.parse.word(mark).lemma == word)
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
fn phrase_of(reading: &Reading<'_>, words: Range<u32>, cue: &'static Cue) -> Option<Range<u32>> {
    let parse = reading.parse;
    let is_time = |at: u32| reading.mentions.times.iter().any(|time| time.tokens.contains(&at));
    let children = words.clone().flat_map(|part| parse.children(part).map(move |child| (part, child)));
    let mut leads = children.filter_map(|(part, child)| {
        let case = parse.child(child, &[Deprel::Case, Deprel::Mark])?;
        let is_lead = case >= words.end
            && matches!(parse.word(child).deprel, Deprel::Obl | Deprel::Nmod | Deprel::Advcl)
            && !is_time(child)
            && cue.prepositions.contains(&&*parse.word(case).lemma);
        is_lead.then_some((case, part, child))
    });
    let (case, part, phrase) = leads.next()?;
    let whole = complements(reading, part, phrase);
    (case < whole.end).then_some(case + 1..whole.end).filter(|range| !range.is_empty())
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
            // `…, saying`, `…, adding`; `took to the air to warn`
            Deprel::Advcl => word.xpos == Xpos::Vbg || is_marked(reading, verb, "to"),
            _ => false,
        };
        // `an official saying …`; but in `vowed a response, saying …` nobody but the subject can.
        if word.deprel == Deprel::Acl && matches!(word.xpos, Xpos::Vbg) {
            let head = word.head?;
            let above = parse.word(head).head.filter(|_| parse.word(head).deprel == Deprel::Obj);
            match above.filter(|_| !can_speak(reading, head)) {
                Some(above) => {
                    verb = above;
                    continue;
                }
                None => return Some(head),
            }
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

/// `Moscow's claim that …`, `fears that …`, `its promise to …`, `Russian warnings of …`.
fn noun(reading: &Reading<'_>, at: u32, cue: &'static Cue) -> Option<Draft> {
    let parse = reading.parse;
    let clause = parse.children(at).find(|&child| {
        matches!(parse.word(child).deprel, Deprel::Acl | Deprel::Ccomp) && is_marked(reading, child, "that")
    });
    let speaker = parse.child(at, &[Deprel::NmodPoss]);
    // `its insistence on a truce`
    let said = || heads::content(reading, at).filter(|_| heads::is_sure(reading, at));
    let infinitive = || {
        let mut clauses = parse.children(at).filter(|&child| {
            cue.infinitive && parse.word(child).deprel == Deprel::Acl && is_marked(reading, child, "to")
        });
        clauses.next().map(|clause| parse.subtree(clause)).filter(|_| speaker.is_some())
    };
    let told = clause.map(|clause| parse.subtree(clause)).or_else(said).or_else(infinitive)?;
    Some(Draft {
        cue: Some(at),
        cue_tokens: Some(at..at + 1),
        speaker,
        speaker_tokens: speaker.map(|head| phrase(reading, head)),
        content: Content::new(told),
        kind: cue.kind,
        polarity: cue.polarity,
        by: By::Cue(cue),
    })
}

/// `Kyiv is worried that …`.
fn adjective(reading: &Reading<'_>, at: u32, cue: &'static Cue) -> Option<Draft> {
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
        by: By::Cue(cue),
    })
}

/// `…, according to two people briefed on the talks`, `in the words of Lavrov, …`: the speaker stands from `behind` on.
fn before_speaker(reading: &Reading<'_>, behind: u32, words: Range<u32>, cue: &'static Cue) -> Option<Draft> {
    let parse = reading.parse;
    let at = words.start;
    let sentence = &reading.document.sentences[reading.document.sentence_of(at)?];
    let nominal = |token: u32| matches!(parse.word(token).upos, Upos::Noun | Upos::Propn | Upos::Pron);
    let behind = behind..sentence.tokens.end;
    let hung = behind.clone().find(|&token| {
        nominal(token)
            && (parse.word(token).head.is_some_and(|head| words.contains(&head))
                || words.clone().any(|part| parse.word(part).head == Some(token)))
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
        cue_tokens: Some(words),
        speaker: Some(speaker),
        speaker_tokens: Some(whole),
        content,
        kind: cue.kind,
        polarity: cue.polarity,
        by: By::Cue(cue),
    })
}

/// The words of a speaker's phrase: the actor's mention, or the noun with what stands before it; coordinated ones together.
pub(crate) fn phrase(reading: &Reading<'_>, head: u32) -> Range<u32> {
    let parse = reading.parse;
    let one = |head: u32| {
        let own = [Deprel::Det, Deprel::Amod, Deprel::Compound, Deprel::NmodPoss, Deprel::Nummod];
        let start = reading.begin_of(head, &own);
        match reading.mentions.actor_at(head) {
            // `the EU's Great Lakes envoy`: what owns a role is another mention.
            Some(actor) if actor.mention.head == head && parse.word(head).upos == Upos::Noun => {
                start.min(actor.mention.tokens.start)..actor.mention.tokens.end
            }
            Some(actor) => actor.mention.tokens.clone(),
            None => {
                let flat = parse
                    .children(head)
                    .filter(|&child| child > head && parse.word(child).deprel == Deprel::Flat)
                    .max();
                start..flat.unwrap_or(head) + 1
            }
        }
    };
    let others = parse.children(head).filter(|&child| parse.word(child).deprel == Deprel::Conj);
    others.map(one).fold(one(head), |all, range| all.start.min(range.start)..all.end.max(range.end))
}
