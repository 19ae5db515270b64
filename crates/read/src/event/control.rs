//! Who does what a verb tells of that has no subject of its own (`urged Iran to release …`, `a statement demanding …`), and what
//! part the subject of a verb has in the act that its noun names (`carried out strikes`, `faces charges`).
//!
//! A party comes from the clause that governs: by what the governing word asks of whom, else by its subject. What those words leave
//! open stays open. How words govern is data: `data/frames/control.tsv`, `data/frames/light.tsv`.

use crate::Reading;
use legation_knowledge::lexicon::frames::{self, Class, Part};
use legation_knowledge::lexicon::nouns;
use legation_language::{Deprel, Upos, Xpos};
use legation_mention::Actor;

/// How far up the tree a subject is looked for.
const REACH: usize = 4;

type Actors<'a> = Vec<&'a Actor>;

/// Those who do what a verb tells of.
pub(super) fn doers<'a>(reading: &'a Reading<'_>, verb: u32) -> Actors<'a> {
    let parse = reading.parse;
    match parse.child(verb, &[Deprel::Nsubj, Deprel::Csubj]) {
        Some(subject) => of_subject(reading, verb, subject),
        None => of_governing(reading, verb),
    }
}

/// Whether a verb is passive.
pub(super) fn is_passive(reading: &Reading<'_>, verb: u32) -> bool {
    let parse = reading.parse;
    parse.child(verb, &[Deprel::AuxPass, Deprel::NsubjPass]).is_some()
        || (parse.word(verb).xpos == Xpos::Vbn
            && matches!(parse.word(verb).deprel, Deprel::Acl | Deprel::Amod)
            && parse.child(verb, &[Deprel::Aux, Deprel::Nsubj]).is_none())
        || passive_before(reading, verb).is_some()
}

/// The passive verb that another goes on from: `was stopped and detained`.
fn passive_before(reading: &Reading<'_>, verb: u32) -> Option<u32> {
    let parse = reading.parse;
    let word = parse.word(verb);
    let own = [Deprel::Aux, Deprel::Nsubj, Deprel::Obj, Deprel::Ccomp, Deprel::Xcomp];
    let first = word.head.filter(|_| word.deprel == Deprel::Conj && word.xpos == Xpos::Vbn)?;
    let is_done = parse.child(verb, &own).is_none() && parse.child(first, &[Deprel::AuxPass]).is_some();
    is_done.then_some(first)
}

/// Whom or what a passive verb tells of: its subject, that of the verb it goes on from, or the noun before it.
pub(super) fn patient(reading: &Reading<'_>, verb: u32) -> Option<u32> {
    let parse = reading.parse;
    let relative = |at: u32| matches!(parse.word(at).xpos, Xpos::Wdt | Xpos::Wp);
    let own = || parse.child(verb, &[Deprel::NsubjPass]).filter(|&subject| !relative(subject));
    let shared = || parse.child(passive_before(reading, verb)?, &[Deprel::NsubjPass]);
    let noun = || {
        let is_clause = matches!(parse.word(verb).deprel, Deprel::Acl | Deprel::AclRelcl);
        parse.word(verb).head.filter(|_| is_clause)
    };
    own().or_else(shared).or_else(noun)
}

/// Whether a phrase names people: they are whom something is done to, wherever they are taken.
pub(super) fn is_someone(reading: &Reading<'_>, at: u32) -> bool {
    let word = reading.parse.word(at);
    word.upos == Upos::Pron && !matches!(&*word.lemma, "it" | "which" | "that")
        || is_person(&word.lemma.to_lowercase())
        || reading.mentions.actor_at(at).is_some_and(|actor| actor.is_person)
}

/// Whether a noun stands for people.
fn is_person(lemma: &str) -> bool {
    nouns::noun(lemma).is_some_and(|noun| noun.kind == Some(nouns::Kind::Person))
}

/// The actors that a subject names; of `who` and `which` those of the noun before it, of a thing those whose it is.
fn of_subject<'a>(reading: &'a Reading<'_>, verb: u32, subject: u32) -> Actors<'a> {
    let parse = reading.parse;
    let named = reading.mentions.actors_of(parse, subject);
    if !named.is_empty() {
        return named;
    }
    if matches!(parse.word(subject).xpos, Xpos::Wdt | Xpos::Wp) || &*parse.word(subject).lemma == "that" {
        let clause = std::iter::once(verb)
            .chain(parse.ancestors(verb).take(REACH))
            .find(|&at| parse.word(at).deprel == Deprel::AclRelcl);
        let noun = clause.and_then(|clause| parse.word(clause).head);
        return noun.map(|noun| owners(reading, noun)).unwrap_or_default();
    }
    owners(reading, subject)
}

/// Those whom a phrase names, or for a thing those whose it is: `Israel's decision`, `Israeli jets`.
fn owners<'a>(reading: &'a Reading<'_>, noun: u32) -> Actors<'a> {
    let parse = reading.parse;
    let named = reading.mentions.actors_of(parse, noun);
    let lemma = parse.word(noun).lemma.to_lowercase();
    if !named.is_empty() || is_person(&lemma) || parse.word(noun).upos == Upos::Pron {
        return named;
    }
    // `a Mossad operation`; but not `a Gaza hospital`.
    let is_act = reading.frames.find(&lemma, Class::Noun).next().is_some();
    let own = reading.mentions.modifiers_of(parse, noun);
    own.filter(|actor| match parse.word(actor.mention.head).deprel {
        Deprel::NmodPoss | Deprel::Amod => true,
        Deprel::Compound => is_act,
        _ => false,
    })
    .collect()
}

/// The subject of a clause that has none of its own, from what governs it.
pub(super) fn of_governing<'a>(reading: &'a Reading<'_>, verb: u32) -> Actors<'a> {
    let parse = reading.parse;
    let mut at = verb;
    for _ in 0..REACH {
        let word = parse.word(at);
        let Some(head) = word.head else { break };
        match word.deprel {
            Deprel::Conj | Deprel::Parataxis => {}
            Deprel::Xcomp | Deprel::Advcl | Deprel::Ccomp => {
                if let Some(asked) = asked(reading, head, at) {
                    return asked;
                }
            }
            Deprel::Acl | Deprel::AclRelcl => return of_noun(reading, head, at),
            _ => break,
        }
        if word.deprel == Deprel::Parataxis {
            break;
        }
        // `were imposed to force Iran`: who imposes them would, not they.
        let agent = parse.child(head, &[Deprel::OblAgent]);
        let subject = parse.child(head, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Csubj]);
        let is_done = subject.is_some_and(|subject| parse.word(subject).deprel == Deprel::NsubjPass);
        if let Some(agent) = agent.filter(|_| is_done && word.deprel == Deprel::Advcl) {
            return reading.mentions.actors_of(parse, agent);
        }
        if let Some(subject) = subject {
            return of_subject(reading, head, subject);
        }
        at = head;
    }
    Vec::new()
}

/// The lemma of a word, and the same without the `e` that the model may have given it: `blast` for `blaste`.
fn lemmas(reading: &Reading<'_>, at: u32) -> [String; 2] {
    let lemma = reading.parse.word(at).lemma.to_lowercase();
    let bare = lemma.strip_suffix('e').unwrap_or(&lemma).to_owned();
    [lemma, bare]
}

/// Where a word lets him stand who does what its clause tells of.
fn control(reading: &Reading<'_>, at: u32, clause: u32) -> Option<&'static str> {
    let class = if reading.parse.word(at).upos == Upos::Noun { Class::Noun } else { Class::Verb };
    let mark = mark_of(reading, clause);
    lemmas(reading, at).iter().find_map(|lemma| frames::control(lemma, class, mark))
}

/// The word that opens a clause: `to`, `of`; nothing for a bare gerund.
fn mark_of<'a>(reading: &'a Reading<'_>, clause: u32) -> &'a str {
    let parse = reading.parse;
    let mark = parse.children(clause).find(|&child| {
        child < clause && matches!(parse.word(child).deprel, Deprel::Mark | Deprel::Case)
            || parse.word(child).xpos == Xpos::To && parse.word(child).deprel == Deprel::Aux
    });
    mark.map_or("", |mark| &*parse.word(mark).lemma)
}

/// Whom a verb asks, lets or blames for what its clause tells: they would do it. None where its own subject does.
fn asked<'a>(reading: &'a Reading<'_>, head: u32, clause: u32) -> Option<Actors<'a>> {
    let parse = reading.parse;
    let mark = mark_of(reading, clause);
    // `put pressure on Israel to end …`: the noun governs, its complement may hang on the verb.
    let object = parse.child(head, &[Deprel::Obj]).filter(|&object| parse.word(object).upos == Upos::Noun);
    if let Some((object, places)) =
        object.and_then(|object| Some((object, control(reading, object, clause)?)))
    {
        let found =
            at_places(reading, object, clause, places).or_else(|| at_places(reading, head, clause, places));
        if let Some(found) = found {
            return Some(reading.mentions.actors_of(parse, found));
        }
    }
    match control(reading, head, clause) {
        Some("subj") => None,
        Some(places) => {
            let found = at_places(reading, head, clause, places);
            // `was urged to release …`, `officials accused of …`
            let passive = || {
                let above = parse.word(head).head.filter(|_| parse.word(head).deprel == Deprel::Acl);
                parse.child(head, &[Deprel::NsubjPass]).or(above).filter(|_| is_passive(reading, head))
            };
            let object =
                found.or_else(|| passive().filter(|_| places.split('|').any(|place| place == "obj")));
            match object {
                Some(object) => Some(reading.mentions.actors_of(parse, object)),
                // `asked to meet the king`
                None if mark == "to" && places != "none" => None,
                None => Some(Vec::new()),
            }
        }
        // `urged Iran to release …`: whom the verb asks does it.
        None if parse.word(clause).deprel == Deprel::Xcomp => {
            let object = parse.child(head, &[Deprel::Obj, Deprel::Iobj])?;
            let named = reading.mentions.actors_of(parse, object);
            (!named.is_empty()).then_some(named)
        }
        None => None,
    }
}

/// What stands in one of some grammatical places of a word: `obj`, prepositions.
fn at_places(reading: &Reading<'_>, head: u32, clause: u32, places: &str) -> Option<u32> {
    let parse = reading.parse;
    let is_at = |child: u32, place: &str| match parse.word(child).deprel {
        Deprel::Obj | Deprel::Iobj => place == "obj",
        Deprel::Obl | Deprel::Nmod => parse.case_of(child) == Some(place),
        _ => false,
    };
    let mut others = parse.children(head).filter(|&child| child != clause);
    let found = others.find(|&child| places.split('|').any(|place| is_at(child, place)));
    // `called on Iran to …`: the tree may take the preposition for a particle.
    found.or_else(|| {
        let particle = parse.child(head, &[Deprel::CompoundPrt])?;
        let is_place = places.split('|').any(|place| place == &*parse.word(particle).lemma);
        let mut nouns = parse.children(head).filter(|&child| child != clause && child > particle);
        nouns.find(|&child| {
            is_place
                && parse.word(child).upos != Upos::Verb
                && matches!(parse.word(child).deprel, Deprel::Obj | Deprel::Obl | Deprel::Xcomp)
        })
    })
}

/// Who does what hangs on a noun: `troops shelling …`, `Trump's push to end …`, `pressure on Israel to end …`.
fn of_noun<'a>(reading: &'a Reading<'_>, noun: u32, clause: u32) -> Actors<'a> {
    let parse = reading.parse;
    let named = |head: u32| reading.mentions.actors_of(parse, head);
    let owner = || {
        let own: Actors<'_> = reading.mentions.modifiers_of(parse, noun).collect();
        let first = parse.word(noun).head.filter(|_| parse.word(noun).deprel == Deprel::Conj);
        match first {
            Some(first) if own.is_empty() => reading.mentions.modifiers_of(parse, first).collect(),
            _ => own,
        }
    };
    let issuer = || match governed(reading, noun) {
        Some((verb, Some(Part::Source) | None)) => agents(reading, verb),
        _ => Vec::new(),
    };
    match control(reading, noun, clause) {
        Some(places) => {
            if let Some(asked) = at_places(reading, noun, clause, places) {
                return named(asked);
            }
            let has = |place: &str| places.split('|').any(|known| known == place);
            let own = if has("poss") { owner() } else { Vec::new() };
            if !own.is_empty() {
                return own;
            }
            match governed(reading, noun) {
                // `Netanyahu faces pressure to end …`
                Some((verb, Some(Part::Target))) => doers(reading, verb),
                _ if has("subj") => issuer(),
                _ => Vec::new(),
            }
        }
        None if parse.word(clause).deprel == Deprel::AclRelcl => owners(reading, noun),
        None => {
            let found = named(noun);
            let found = if found.is_empty() { owner() } else { found };
            if found.is_empty() && parse.word(clause).xpos == Xpos::Vb { issuer() } else { found }
        }
    }
}

/// Who does what a verb tells of, whether it is passive or not.
pub(super) fn agents<'a>(reading: &'a Reading<'_>, verb: u32) -> Actors<'a> {
    let parse = reading.parse;
    if !is_passive(reading, verb) {
        return doers(reading, verb);
    }
    let agent = parse.children(verb).find(|&child| {
        parse.word(child).deprel == Deprel::OblAgent
            || parse.word(child).deprel == Deprel::Obl && parse.case_of(child) == Some("by")
    });
    agent.map(|agent| reading.mentions.actors_of(parse, agent)).unwrap_or_default()
}

/// Those at whose door a verb lays what a noun names: `blamed Israel for the raid`.
pub(super) fn blamed<'a>(reading: &'a Reading<'_>, noun: u32) -> Actors<'a> {
    let parse = reading.parse;
    let word = parse.word(noun);
    let case = parse.case_of(noun).unwrap_or_default();
    let Some(above) = word.head.filter(|_| matches!(case, "for" | "of" | "over")) else { return Vec::new() };
    // The tree may hang the phrase on the object.
    let verb = match word.deprel {
        Deprel::Obl => Some(above),
        Deprel::Nmod if matches!(parse.word(above).deprel, Deprel::Obj | Deprel::NsubjPass) => {
            parse.word(above).head
        }
        _ => None,
    };
    let Some(verb) = verb.filter(|&verb| parse.word(verb).upos == Upos::Verb) else { return Vec::new() };
    let places = lemmas(reading, verb).iter().find_map(|lemma| frames::control(lemma, Class::Verb, case));
    if places.is_none_or(|places| places.split('|').all(|place| place != "obj")) {
        return Vec::new();
    }
    let object = parse.child(verb, &[Deprel::Obj]).or_else(|| patient(reading, verb));
    object.map(|object| reading.mentions.actors_of(parse, object)).unwrap_or_default()
}

/// The verb that a noun completes, and what part the subject of that verb has in the act that the noun names, if the tables tell.
pub(super) fn governed(reading: &Reading<'_>, noun: u32) -> Option<(u32, Option<Part>)> {
    let parse = reading.parse;
    let mut at = noun;
    while parse.word(at).deprel == Deprel::Conj && parse.word(at).head.is_some_and(|head| head < at) {
        at = parse.word(at).head?;
    }
    let word = parse.word(at);
    let case = parse.case_of(at).unwrap_or_default();
    // `warned Lithuania of sanctions`: the tree may hang the phrase on the object.
    if let Some(object) = word.head.filter(|_| word.deprel == Deprel::Nmod) {
        let verb = parse.word(object).head.filter(|_| parse.word(object).deprel == Deprel::Obj)?;
        return part(reading, verb, case).map(|part| (verb, Some(part)));
    }
    // `met for talks`, `is ready for talks`
    let verb = word.head.filter(|&verb| {
        parse.word(verb).upos == Upos::Verb
            || parse.word(verb).upos == Upos::Adj && parse.child(verb, &[Deprel::Nsubj]).is_some()
    })?;
    let preposition = match word.deprel {
        Deprel::Obj | Deprel::NsubjPass => "",
        Deprel::Obl => case,
        _ => return None,
    };
    Some((verb, part(reading, verb, preposition)))
}

/// What part the subject of a verb has in the act that its object, or its complement with a preposition, names.
pub(super) fn part(reading: &Reading<'_>, verb: u32, preposition: &str) -> Option<Part> {
    let parse = reading.parse;
    let particle = parse.child(verb, &[Deprel::CompoundPrt]).map(|particle| &*parse.word(particle).lemma);
    lemmas(reading, verb).iter().find_map(|lemma| {
        let both = particle.and_then(|particle| frames::part(&format!("{lemma} {particle}"), preposition));
        both.or_else(|| frames::part(lemma, preposition))
    })
}

/// Whether a verb has a subject of its own: its parties stand with it.
pub(super) fn has_subject(reading: &Reading<'_>, verb: u32) -> bool {
    reading.parse.child(verb, &[Deprel::Nsubj, Deprel::NsubjPass]).is_some()
}

/// Whether a verb is what `I` or `we` do.
pub(super) fn is_first_person(reading: &Reading<'_>, verb: u32) -> bool {
    let parse = reading.parse;
    let mut at = verb;
    for _ in 0..REACH {
        if let Some(subject) = parse.child(at, &[Deprel::Nsubj, Deprel::NsubjPass]) {
            return matches!(&*reading.word(subject).to_lowercase(), "i" | "we")
                && parse.word(subject).deprel == Deprel::Nsubj;
        }
        let head = parse.word(at).head;
        let Some(head) = head.filter(|_| matches!(parse.word(at).deprel, Deprel::Conj | Deprel::Xcomp))
        else {
            break;
        };
        at = head;
    }
    false
}
