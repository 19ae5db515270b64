//! Who has a part in an event.

use super::{control, heads, trigger, venue};
use crate::Reading;
use legation_knowledge::lexicon::cues;
use legation_knowledge::lexicon::frames::{Class, Frame, Part};
use legation_knowledge::world::Country;
use legation_language::{Deprel, Upos, Xpos};
use legation_mention::{Actor, Grammar};
use legation_record::{ActorCode, Basis, EventPlace, EventType, Participant, Statement};
use legation_text::Span;

/// The participants of one mention.
#[derive(Clone, Debug, Default)]
pub(super) struct Cast {
    pub(super) source: Vec<Participant<Span>>,
    pub(super) target: Vec<Participant<Span>>,
}

/// Prepositions that lead to whom something is done.
const TOWARDS: [&str; 8] = ["with", "to", "on", "against", "at", "from", "for", "into"];
/// Those of them that lead to who else has a part in what several do together: `talks with Syria on Iraq`.
const TOGETHER: [&str; 4] = ["with", "to", "at", "from"];
/// Prepositions that lead to all who do something together.
const AMONG: [&str; 2] = ["between", "among"];
/// Prepositions that join a party to another.
const BESIDE: [&str; 3] = ["along", "alongside", "together"];

/// Whether a preposition leads to whom something of a type is done.
fn leads_to(kind: EventType, case: &str) -> bool {
    if kind.is_symmetric() { TOGETHER.contains(&case) } else { TOWARDS.contains(&case) }
}

/// What part the subject of a verb has, if the tables do not tell, in the act that its noun names.
const UNKNOWN: Part = Part::Outside;

/// The place in a frame of who says that it was done.
pub(super) const SPEAKER: &str = "speaker";

/// Finds the participants of a trigger.
pub(super) fn find(reading: &Reading<'_>, token: u32, kind: EventType, frame: &Frame) -> Cast {
    let word = reading.parse.word(token);
    let (mut doers, mut others) =
        if word.upos == Upos::Verb { of_verb(reading, token, kind) } else { of_noun(reading, token, kind) };
    // `received aid from`, `came under attack by`: the frame says who stands where.
    let (by, to) = sides(reading, token, frame);
    let is_accused = frame.source == SPEAKER;
    if !by.is_empty() {
        doers = standing(reading, token, &by);
        if doers.is_empty() && word.upos != Upos::Verb && by.contains(&"by") {
            doers = of_light_verb(reading, token, Part::Source);
        }
    }
    if !to.is_empty() {
        others = standing(reading, token, &to);
    }
    // `faces charges`; who commits a violation is accused of it, who denies an allegation as well.
    let is_noun = word.upos != Upos::Verb && !kind.is_symmetric();
    let parts: &[Part] = match (is_accused, is_said(kind)) {
        (true, _) => &[Part::Source],
        (false, true) => &[Part::Target, Part::Told],
        (false, false) => &[Part::Target],
    };
    for part in parts.iter().filter(|_| is_noun) {
        if others.is_empty() {
            others = of_light_verb(reading, token, *part);
            others.retain(|actor| is_new(actor, &doers));
        }
    }
    if doers.is_empty() && kind == EventType::Assault && word.upos == Upos::Verb {
        doers = by_means(reading, token).into_iter().filter(|actor| is_new(actor, &others)).collect();
    }
    // What the tree does not tell, the head may.
    let (mut by_head, mut to_head) = heads::parts(reading, token);
    // … but not against the verb: who condemns a raid has no part in it.
    let beside = outsiders(reading, token, kind);
    by_head.retain(|actor| is_new(actor, &beside));
    to_head.retain(|actor| is_new(actor, &beside));
    by_head.retain(|actor| !(kind.is_symmetric() && is_broker(reading, actor)));
    let nobody = doers.is_empty() && others.is_empty();
    if if kind.is_symmetric() { nobody } else { doers.is_empty() && !is_accused } {
        doers = by_head.into_iter().filter(|actor| is_new(actor, &others)).collect();
    }
    if if kind.is_symmetric() { nobody } else { others.is_empty() } {
        others = to_head.into_iter().filter(|actor| is_new(actor, &doers)).collect();
    }
    if doers.is_empty() && others.is_empty() && !is_accused && !kind.is_symmetric() {
        (doers, others) = heads::likely(reading, token);
        doers.retain(|actor| is_new(actor, &beside));
        others.retain(|actor| is_new(actor, &beside) && is_new(actor, &doers));
    }
    if kind == EventType::Threaten && others.is_empty() {
        others = threatened(reading, token).into_iter().filter(|actor| is_new(actor, &doers)).collect();
    }
    if is_said(kind) && others.is_empty() && word.upos == Upos::Verb {
        others = of_clause(reading, token).into_iter().filter(|actor| is_new(actor, &doers)).collect();
    }
    if kind.is_symmetric() {
        doers.append(&mut others);
        // Reporters stand by.
        let is_press = |actor: &Actor| actor.mention.is.code.as_str().ends_with("MED");
        if doers.iter().filter(|actor| !is_press(actor)).count() > 1 {
            doers.retain(|actor| !is_press(actor));
        }
    }
    doers.retain(|actor| !venue::is_of(reading, actor));
    others.retain(|actor| !venue::is_of(reading, actor));
    let source = unique(doers);
    let target = unique(others)
        .into_iter()
        // Nobody does it to themselves: `recalled its ambassador`.
        .filter(|actor| source.iter().all(|doer| doer.span != actor.span && doer.code != actor.code))
        .collect();
    Cast { source, target }
}

/// The grammatical places of who does it and whom it is done to, as the frame says. A possessor who could be either does it where
/// another has it done to him (`Iran's arrest of a sailor`), else has it done to him (`the sailor's arrest`).
fn sides(reading: &Reading<'_>, token: u32, frame: &Frame) -> (Vec<&'static str>, Vec<&'static str>) {
    let places = |written: &'static str| -> Vec<&'static str> {
        written.split('|').filter(|place| !place.is_empty()).collect()
    };
    let (mut by, mut to) = (places(frame.source), places(frame.target));
    if by.contains(&"poss") && to.contains(&"poss") {
        let parse = reading.parse;
        let has_other = parse
            .children(token)
            .any(|child| parse.word(child).deprel == Deprel::Nmod && parse.case_of(child) == Some("of"));
        let loser = if has_other { &mut to } else { &mut by };
        loser.retain(|place| *place != "poss");
    }
    (by, to)
}

/// Whose the strike is in which somebody is killed: `were killed in an Israeli airstrike`.
fn by_means<'a>(reading: &'a Reading<'_>, token: u32) -> Vec<&'a Actor> {
    let parse = reading.parse;
    let is_strike = |noun: u32| {
        let lemma = parse.word(noun).lemma.to_lowercase();
        reading.frames.find(&lemma, Class::Noun).any(|frame| frame.kind == EventType::Assault.name())
    };
    let means = parse.children(token).find(|&child| {
        matches!(parse.word(child).deprel, Deprel::Obl | Deprel::OblAgent)
            && matches!(parse.case_of(child), Some("in" | "by" | "during" | "due" | "from"))
            && is_strike(child)
    });
    let Some(means) = means else { return Vec::new() };
    let by = parse.children(means).filter(|&child| parse.case_of(child) == Some("by"));
    let by: Vec<&Actor> = by.flat_map(|child| reading.mentions.actors_of(parse, child)).collect();
    if by.is_empty() { reading.mentions.modifiers_of(parse, means).collect() } else { by }
}

/// Whether `I` or `we` do it, by the verb itself or by that of which the noun is the object.
pub(super) fn is_first_person(reading: &Reading<'_>, token: u32) -> bool {
    let verb = match control::governed(reading, token) {
        _ if reading.parse.word(token).upos == Upos::Verb => Some(token),
        Some((verb, Some(Part::Source))) => Some(verb),
        _ => None,
    };
    verb.is_some_and(|verb| !control::is_passive(reading, verb) && control::is_first_person(reading, verb))
}

/// Those whom the verb of a noun leaves without a part in what the noun names.
fn outsiders<'a>(reading: &'a Reading<'_>, token: u32, kind: EventType) -> Vec<&'a Actor> {
    if reading.parse.word(token).upos == Upos::Verb {
        return Vec::new();
    }
    match control::governed(reading, token) {
        Some((verb, Some(Part::Outside))) => control::agents(reading, verb),
        Some((verb, Some(Part::Told))) if !is_said(kind) && !kind.is_symmetric() => {
            control::agents(reading, verb)
        }
        _ => Vec::new(),
    }
}

/// Who says that it was done: the speaker of the statement that holds a trigger, for words that accuse (`a blatant violation`).
pub(super) fn speaker(
    reading: &Reading<'_>,
    statements: &[Statement<Span>],
    token: u32,
) -> Vec<Participant<Span>> {
    let Some(word) = reading.document.span_of(token..token + 1) else { return Vec::new() };
    let holds = |statement: &&Statement<Span>| statement.content.iter().any(|span| span.contains(word));
    let length =
        |statement: &&Statement<Span>| statement.content.iter().map(|span| span.len()).sum::<usize>();
    let told = statements.iter().filter(holds).min_by_key(length).and_then(|statement| statement.speaker);
    let named = |actor: &&Actor| told.is_some_and(|told| told.overlaps(actor.mention.is.span));
    let said = reading.mentions.actors.iter().filter(named);
    unique(said.filter(|actor| actor.grammar != Grammar::Modifier).collect())
}

/// The actors in grammatical places: `subj`, `obj`, `poss`, `mod`, prepositions.
fn standing<'a>(reading: &'a Reading<'_>, token: u32, places: &[&str]) -> Vec<&'a Actor> {
    let parse = reading.parse;
    let is_verb = parse.word(token).upos == Upos::Verb;
    let passive = is_verb && control::is_passive(reading, token) && !places.contains(&"by");
    let is_place = |place: &str, child: u32| match (place, parse.word(child).deprel) {
        ("subj", Deprel::OblAgent) | ("obj", Deprel::NsubjPass) => passive,
        ("subj", Deprel::Nsubj | Deprel::NsubjPass) => !passive,
        ("obj", Deprel::Obj | Deprel::Iobj)
        | ("poss", Deprel::NmodPoss)
        | ("mod", Deprel::Amod | Deprel::Compound)
        | ("by", Deprel::OblAgent) => true,
        (place, Deprel::Obl | Deprel::Nmod) => parse.case_of(child) == Some(place),
        _ => false,
    };
    // The tree may hang a phrase on the object.
    let above = [Some(token), parse.child(token, &[Deprel::Obj])];
    let children = above.into_iter().flatten().flat_map(|above| parse.children(above));
    let found: Vec<u32> =
        children.filter(|&child| places.iter().any(|place| is_place(place, child))).collect();
    let mut actors: Vec<&Actor> = Vec::new();
    for child in found {
        let named = reading.mentions.actors_of(parse, child);
        let before = matches!(parse.word(child).deprel, Deprel::Amod | Deprel::Compound | Deprel::NmodPoss);
        if named.is_empty() && before {
            let nation = |actor: &&Actor| actor.mention.head == child;
            actors.extend(reading.mentions.modifiers_of(parse, token).filter(nation));
        }
        actors.extend(named);
    }
    if actors.is_empty() && is_verb && !passive && places.contains(&"subj") {
        actors = control::doers(reading, token);
    }
    actors
}

/// Whether somebody only arranges what others do: `mediated by Oman`.
fn is_broker(reading: &Reading<'_>, actor: &Actor) -> bool {
    let word = reading.parse.word(actor.mention.head);
    let Some(verb) = word.head.filter(|_| matches!(word.deprel, Deprel::OblAgent | Deprel::Obl)) else {
        return false;
    };
    let lemma = reading.parse.word(verb).lemma.to_lowercase();
    reading.parse.case_of(actor.mention.head) == Some("by")
        && reading.frames.find(&lemma, Class::Verb).any(|frame| frame.mode == "third-party")
}

/// The subject of the verb that a noun completes, where it has that part in what the noun names: `carried out arrests`, `faces
/// arrest`, `raids carried out by …`.
fn of_light_verb<'a>(reading: &'a Reading<'_>, token: u32, part: Part) -> Vec<&'a Actor> {
    let parse = reading.parse;
    if let Some((verb, known)) = control::governed(reading, token) {
        return if known == Some(part) { control::agents(reading, verb) } else { Vec::new() };
    }
    let clause = parse.children(token).find(|&child| {
        parse.word(child).deprel == Deprel::Acl && control::is_passive(reading, child)
            || parse.word(child).deprel == Deprel::AclRelcl
    });
    let told = clause.filter(|&verb| control::part(reading, verb, "") == Some(part));
    told.map(|verb| control::agents(reading, verb)).unwrap_or_default()
}

/// Whether an actor's words are none of those.
fn is_new(actor: &Actor, known: &[&Actor]) -> bool {
    known.iter().all(|other| other.mention.tokens != actor.mention.tokens)
}

pub(super) fn unique(actors: Vec<&Actor>) -> Vec<Participant<Span>> {
    let mut seen: Vec<Participant<Span>> = Vec::new();
    for actor in actors {
        let is = &actor.mention.is;
        let known = |other: &Participant<Span>| {
            other.code == is.code
                && (other.who == is.who || other.span.is_some_and(|span| span.overlaps(is.span)))
        };
        if seen.iter().any(known) || is.code.as_str() == "---" {
            continue;
        }
        seen.push(Participant {
            who: is.who.clone(),
            code: is.code.clone(),
            span: Some(is.span),
            entity: is.entity.clone(),
            basis: is.basis,
        });
    }
    seen
}

type Parts<'a> = (Vec<&'a Actor>, Vec<&'a Actor>);

/// Subject and agent do; object and complements have it done to them.
fn of_verb<'a>(reading: &'a Reading<'_>, token: u32, kind: EventType) -> Parts<'a> {
    let parse = reading.parse;
    let is_relative = |at: u32| matches!(parse.word(at).xpos, Xpos::Wp | Xpos::Wdt);
    // `Araghchi, whom Lavrov received`, `the envoy with whom they met`: the pronoun stands for the noun.
    let noun = parse.word(token).head.filter(|_| parse.word(token).deprel == Deprel::AclRelcl);
    let named = |head: u32| {
        let stood_for = noun.filter(|_| is_relative(head));
        reading.mentions.actors_of(parse, stood_for.unwrap_or(head))
    };
    let passive = control::is_passive(reading, token);
    // `was taken to Russia`: who is taken has it done to him, not Russia.
    let patient = control::patient(reading, token).filter(|_| passive);
    let is_done = patient.is_some_and(|patient| {
        parse.word(patient).deprel == Deprel::NsubjPass && control::is_someone(reading, patient)
    });
    let (mut doers, mut others, mut beside) = (Vec::new(), Vec::new(), Vec::new());
    for child in parse.children(token) {
        match parse.word(child).deprel {
            Deprel::Nsubj if !passive && is_relative(child) => {}
            Deprel::Nsubj if !passive => doers.extend(named(child)),
            Deprel::NsubjPass => others.extend(named(child)),
            Deprel::Nsubj => others.extend(named(child)),
            Deprel::OblAgent => doers.extend(named(child)),
            Deprel::Obj | Deprel::Iobj => {
                let found = named(child);
                // `struck Russian positions`: whose they are.
                if found.is_empty() {
                    others.extend(reading.mentions.modifiers_of(parse, child));
                } else {
                    others.extend(found);
                }
                others.extend(complements(reading, child, kind));
            }
            Deprel::Obl => match parse.case_of(child) {
                Some("by") if passive => doers.extend(named(child)),
                Some(case) if BESIDE.contains(&case) => {
                    if passive { &mut others } else { &mut beside }.extend(named(child));
                }
                // `the talks shuttled between Rome and Muscat`: where they go.
                Some(case)
                    if kind.is_symmetric() && AMONG.contains(&case) && venue::is_of_talks(reading, token) => {
                }
                Some(case) if kind.is_symmetric() && AMONG.contains(&case) => others.extend(named(child)),
                Some("upon") if !kind.is_symmetric() && !is_done => others.extend(named(child)),
                Some(case) if leads_to(kind, case) && !is_done => others.extend(named(child)),
                _ => {}
            },
            _ => {}
        }
    }
    if doers.is_empty() && !passive {
        doers = control::doers(reading, token);
    }
    if doers.is_empty() && !passive && parse.child(token, &[Deprel::Nsubj, Deprel::Csubj]).is_none() {
        let parted = reading.parted_subject(token);
        doers = parted.into_iter().flat_map(named).collect();
    }
    doers.append(&mut beside);
    // `the minister Lavrov met on Monday`
    let is_object = |at: u32| matches!(parse.word(at).deprel, Deprel::Obj | Deprel::Iobj) || is_relative(at);
    if let Some(noun) = noun.filter(|_| !passive && !parse.children(token).any(is_object))
        && parse.child(token, &[Deprel::Nsubj]).is_some()
        && others.is_empty()
    {
        others.extend(named(noun));
    }
    // `imposed by the Union on Russia`: the tree may hang the phrase on the agent, or on the noun that is imposed.
    if passive && others.is_empty() {
        let agents = parse.children(token).filter(|&child| parse.word(child).deprel == Deprel::OblAgent);
        others.extend(agents.flat_map(|agent| complements(reading, agent, kind)));
        let object = parse.word(token).head.filter(|_| {
            matches!(parse.word(token).deprel, Deprel::Acl | Deprel::AclRelcl) && !kind.is_symmetric()
        });
        if others.is_empty() {
            others.extend(object.into_iter().flat_map(|object| complements(reading, object, kind)));
        }
    }
    // `sanctions imposed on Iran`, `troops deployed by Kyiv`: the noun is what it is done to.
    if passive && others.is_empty() {
        match patient {
            Some(patient) => others.extend(named(patient)),
            // `reported being harassed`
            None => others = control::of_governing(reading, token),
        }
    }
    (doers, others)
}

/// `demanded that Washington lift the ban`: whose deed the clause is about.
fn of_clause<'a>(reading: &'a Reading<'_>, token: u32) -> Vec<&'a Actor> {
    let parse = reading.parse;
    let clause = parse.child(token, &[Deprel::Ccomp]);
    let subject = clause.and_then(|clause| parse.child(clause, &[Deprel::Nsubj, Deprel::NsubjPass]));
    subject.into_iter().flat_map(|subject| reading.mentions.actors_of(parse, subject)).collect()
}

/// `threats to bomb Hanoi`: to whom what is threatened would be done.
fn threatened<'a>(reading: &'a Reading<'_>, token: u32) -> Vec<&'a Actor> {
    let clause = reading.parse.child(token, &[Deprel::Xcomp, Deprel::Acl, Deprel::Advcl]);
    let deed = clause.filter(|&clause| reading.parse.word(clause).xpos == Xpos::Vb);
    deed.map(|deed| of_verb(reading, deed, EventType::Threaten).1).unwrap_or_default()
}

/// Who receives a visit: the government of the country that it goes to.
pub(super) fn host(
    reading: &Reading<'_>,
    place: &EventPlace<Span>,
    source: &[Participant<Span>],
) -> Option<Participant<Span>> {
    let country = reading.world.country(place.country.as_deref()?)?;
    let is_official = source.iter().any(|visitor| visitor.code.as_str().get(3..) == Some("GOV"));
    let is_home = source.iter().any(|visitor| visitor.code.as_str().starts_with(country.iso3));
    (is_official && !is_home && source.len() == 1).then(|| government(country))
}

/// The government of a country, concluded from where something is done.
fn government(country: &Country) -> Participant<Span> {
    Participant {
        who: country.name.to_owned(),
        code: ActorCode::new(format!("{}GOV", country.iso3)),
        span: None,
        entity: None,
        basis: Basis::Inferred,
    }
}

/// The two parties that the sentence names of what takes two, where the words of the trigger name none: `the first meeting since the
/// invasion began`. They are concluded, not told; who only reports is none.
pub(super) fn around(reading: &Reading<'_>, token: u32, kind: EventType, frame: &Frame) -> Cast {
    let is_verb = reading.parse.word(token).upos == Upos::Verb;
    let mutual = if is_verb {
        // `a deal that could be reached by August`
        kind.is_symmetric() && control::is_passive(reading, token)
    } else {
        // A war that is only named takes nobody who happens to stand near.
        kind.is_symmetric() || kind == EventType::Retreat || kind == EventType::Assault && !frame.is_bare()
    };
    let mut parties = near(reading, token);
    parties.truncate(2);
    if !mutual || (parties.len() < 2 && !is_verb) {
        return Cast::default();
    }
    Cast { source: parties, target: Vec::new() }
}

/// One party of each country that acts in the sentence of a token, the nearest first.
fn near(reading: &Reading<'_>, token: u32) -> Vec<Participant<Span>> {
    let Some(sentence) = reading.document.sentence_of(token) else { return Vec::new() };
    let tokens = &reading.document.sentences[sentence].tokens;
    let acts = |actor: &&Actor| {
        let code = actor.mention.is.code.as_str();
        let sector = code.get(3..).unwrap_or("");
        tokens.contains(&actor.mention.tokens.start)
            && actor.mention.is.code.country().is_some()
            && matches!(sector, "GOV" | "MIL" | "REB")
            && !speaks(reading, actor.mention.head)
    };
    let is_aside = |actor: &&Actor| is_broker(reading, actor) || venue::is_town(reading, actor);
    let mut near: Vec<&Actor> =
        reading.mentions.actors.iter().filter(acts).filter(|actor| !is_aside(actor)).collect();
    near.sort_by_key(|actor| actor.mention.head.abs_diff(token));
    let mut parties: Vec<Participant<Span>> = Vec::new();
    for actor in near {
        let is = &actor.mention.is;
        if parties.iter().all(|party| party.code.as_str().get(..3) != is.code.as_str().get(..3)) {
            parties.push(Participant {
                who: is.who.clone(),
                code: is.code.clone(),
                span: None,
                entity: is.entity.clone(),
                basis: Basis::Inferred,
            });
        }
    }
    parties
}

/// Whether a word is the subject of a verb of saying.
fn speaks(reading: &Reading<'_>, at: u32) -> bool {
    let parse = reading.parse;
    let verb = parse.word(at).head.filter(|_| parse.word(at).deprel == Deprel::Nsubj);
    verb.filter(|&verb| {
        parse.child(verb, &[Deprel::Ccomp]).is_some() || parse.word(verb).deprel == Deprel::Parataxis
    })
    .is_some_and(|verb| {
        cues::find(&parse.word(verb).lemma, cues::Class::Verb)
            .is_some_and(|cue| cue.kind == cues::Kind::Speech)
    })
}

/// Sectors of those who take to the streets.
const STREET: [&str; 6] = ["CVL", "LAB", "EDU", "OPP", "REL", ""];

/// Those who protest are seldom a party with a name: `tens of thousands of students`. They are of the country where they do it, or
/// that the sentence names.
pub(super) fn crowd(reading: &Reading<'_>, token: u32, cast: &mut Cast) {
    let parse = reading.parse;
    let home = venue::find(reading, token, "").and_then(|place| place.country);
    let country = home.clone().or_else(|| {
        let sentence = &reading.document.sentences[reading.document.sentence_of(token)?];
        let mut here =
            reading.mentions.actors.iter().filter(|actor| sentence.tokens.contains(&actor.mention.head));
        here.find_map(|actor| actor.mention.is.code.country().map(str::to_owned))
    });
    let Some(country) = country else { return };
    for actor in &mut cast.source {
        let sector = actor.code.as_str().strip_prefix("---").filter(|sector| STREET.contains(sector));
        if let Some(sector) = sector {
            let sector = if sector.is_empty() { "CVL" } else { sector };
            actor.code = ActorCode::new(format!("{country}{sector}"));
            actor.basis = Basis::Inferred;
        }
    }
    if !cast.source.is_empty() {
        return;
    }
    // `Thousands marched`, `students staged a protest`, `a march of students`
    let verb = parse.word(token).upos == Upos::Verb;
    let subject_of = |at: u32| parse.child(at, &[Deprel::Nsubj]);
    let governed = || parse.word(token).head.filter(|_| parse.word(token).deprel == Deprel::Obj);
    let head = if verb { subject_of(token) } else { governed().and_then(subject_of) };
    let Some(head) = head.filter(|&head| parse.word(head).xpos.name().ends_with('S')) else {
        // `Mass protests in Minsk`: those of the place.
        let home = home.and_then(|home| reading.world.country(&home));
        cast.source.extend(home.map(|home| Participant {
            code: ActorCode::new(format!("{}CVL", home.iso3)),
            ..government(home)
        }));
        return;
    };
    let Some(span) = reading.document.span_of(crate::statement::phrase(reading, head)) else { return };
    cast.source.push(Participant {
        who: span.of(&reading.article.text).split_whitespace().collect::<Vec<_>>().join(" "),
        code: ActorCode::new(format!("{country}CVL")),
        span: Some(span),
        entity: None,
        basis: Basis::Inferred,
    });
}

/// Whether an act is done by saying it.
pub(super) fn is_said(kind: EventType) -> bool {
    matches!(kind, EventType::Request | EventType::Reject | EventType::Threaten | EventType::Accuse)
}

/// Whether one who counts in politics has a part: a state, a body, armed or governing people, not only a company or a crowd.
pub(super) fn is_political(cast: &Cast) -> bool {
    cast.source.iter().chain(&cast.target).any(|actor| {
        let code = actor.code.as_str();
        match code.strip_prefix("---") {
            Some(sector) => {
                matches!(sector, "GOV" | "MIL" | "LEG" | "JUD" | "REB" | "UAF" | "SPY" | "COP" | "PTY")
            }
            // What companies and private people of whatever country do to each other is business, or crime.
            None => !matches!(code.get(3..), Some("BUS" | "CVL" | "EDU" | "MED" | "LAB" | "CRM")),
        }
    })
}

/// Whether the media are a party, and fewer than two others: `the speaker talked with reporters`.
pub(super) fn is_told_to_media(kind: EventType, cast: &Cast) -> bool {
    let is_media = |actor: &&Participant<Span>| actor.code.as_str().get(3..) == Some("MED");
    let media = cast.source.iter().filter(is_media).count();
    matches!(kind, EventType::Consult | EventType::Cooperate | EventType::Agree)
        && media > 0
        && cast.source.len() - media < 2
}

/// Whether those who are said to travel are private people or nobody who is known: `138 passengers were travelling to Canada`.
pub(super) fn is_private_visit(reading: &Reading<'_>, token: u32) -> bool {
    let parse = reading.parse;
    let Some(subject) = parse.child(token, &[Deprel::Nsubj]).filter(|_| parse.word(token).upos == Upos::Verb)
    else {
        return false;
    };
    let known = reading.mentions.actors_of(parse, subject);
    // A code without a sector is a people (`all Russians`), or whose person that is.
    let is_plural = parse.word(subject).xpos.name().ends_with('S');
    let is_private = |actor: &&Actor| match actor.mention.is.code.as_str().get(3..) {
        Some("BUS" | "CVL" | "EDU" | "MED" | "LAB" | "CRM") => true,
        Some("") => is_plural && actor.mention.is.code.country().is_some(),
        _ => false,
    };
    if known.is_empty() { parse.word(subject).upos != Upos::Pron } else { known.iter().all(is_private) }
}

/// Sectors of private people whom those do something to who are not named: `gunmen killed nine villagers`.
pub(super) fn is_public(kind: EventType, cast: &Cast) -> bool {
    let of_country = |actor: &Participant<Span>| actor.code.country().is_some();
    is_political(cast)
        || kind == EventType::Protest && cast.source.iter().any(of_country)
        || kind == EventType::Assault && cast.source.is_empty() && cast.target.iter().any(of_country)
        || kind == EventType::Coerce && cast.source.is_empty() && cast.target.iter().any(of_country)
        || matches!(kind, EventType::Request | EventType::Accuse)
            && cast.target.is_empty()
            && cast.source.iter().any(of_country)
}

/// `talks between A and B`, `A's attack on B`, `Russian strikes on Kyiv`, `a call with Putin`.
fn of_noun<'a>(reading: &'a Reading<'_>, token: u32, kind: EventType) -> Parts<'a> {
    let parse = reading.parse;
    let named = |head: u32| reading.mentions.actors_of(parse, head);
    let (mut doers, mut others) = (Vec::new(), Vec::new());
    // `a hostage deal` is about them.
    let is_topic = |actor: &&Actor| kind.is_symmetric() && actor.mention.is.code.as_str() == "---CVL";
    doers.extend(reading.mentions.modifiers_of(parse, token).filter(|actor| !is_topic(actor)));
    let is_from_doer = is_said(kind) || matches!(kind, EventType::Assault | EventType::Support);
    for child in parse.children(token) {
        match (parse.word(child).deprel, parse.case_of(child)) {
            (Deprel::NmodPoss, _) => doers.extend(named(child)),
            (Deprel::Nmod, Some("between" | "among" | "by" | "involving")) => doers.extend(named(child)),
            (Deprel::Nmod, Some(case)) if BESIDE.contains(&case) => doers.extend(named(child)),
            // The demand of Kosovo is its own; the arrest of a reporter is not.
            (Deprel::Nmod, Some("of"))
                if is_said(kind)
                    || matches!(kind, EventType::Retreat | EventType::Mobilize | EventType::Protest) =>
            {
                doers.extend(named(child));
            }
            (Deprel::Nmod, Some("from")) if is_from_doer => doers.extend(named(child)),
            (Deprel::Nmod, Some("of")) => others.extend(named(child)),
            (Deprel::Nmod, Some(case)) if leads_to(kind, case) => {
                let found = named(child);
                // `strikes on Russian positions`: whose they are.
                if found.is_empty() && matches!(case, "on" | "against" | "at") {
                    others.extend(reading.mentions.modifiers_of(parse, child));
                }
                others.extend(found);
            }
            _ => {}
        }
    }
    if kind.is_symmetric() && doers.len() + others.len() < 2 {
        doers.extend(brokered(reading, token));
    }
    // `a proposal crafted by Hamas`
    if !kind.is_symmetric() && doers.is_empty() {
        let told = parse.children(token).filter(|&child| parse.word(child).deprel == Deprel::Acl);
        let agents = told.flat_map(|verb| parse.children(verb)).filter(|&child| {
            parse.word(child).deprel == Deprel::OblAgent
                || parse.word(child).deprel == Deprel::Obl && parse.case_of(child) == Some("by")
        });
        doers.extend(agents.flat_map(named));
    }
    // `pressed Israel to end its offensive`: whoever the pronoun is taken for, the subject does it.
    let is_pronoun = |actor: &&Actor| {
        actor.grammar == Grammar::Anaphoric && parse.word(actor.mention.head).upos == Upos::Pron
    };
    if !doers.is_empty() && doers.iter().all(is_pronoun) {
        let subjects = of_light_verb(reading, token, Part::Source);
        if !subjects.is_empty() {
            doers = subjects;
        }
    }
    // `key rights and demands of theirs`: the first of several has the possessor.
    let first = parse.word(token).head.filter(|_| parse.word(token).deprel == Deprel::Conj);
    if let Some(first) = first.filter(|&first| doers.is_empty() && parse.word(first).upos == Upos::Noun) {
        doers.extend(parse.child(first, &[Deprel::NmodPoss]).into_iter().flat_map(named));
    }
    if doers.is_empty() && !is_said(kind) {
        doers = control::blamed(reading, token);
    }
    if doers.is_empty() || (kind.is_symmetric() && doers.len() + others.len() < 2) {
        let (mut by_verb, mut to_verb) = of_governing_verb(reading, token, kind, doers.is_empty());
        doers.append(&mut by_verb);
        if kind.is_symmetric() || others.is_empty() {
            others.append(&mut to_verb);
        }
    }
    (doers, others)
}

/// Those between whom somebody else has arranged what several do together: `a deal brokered by Turkey between Russia and Ukraine`.
fn brokered<'a>(reading: &'a Reading<'_>, token: u32) -> Vec<&'a Actor> {
    let parse = reading.parse;
    let told = parse.children(token).filter(|&child| parse.word(child).deprel == Deprel::Acl);
    let phrases = told.flat_map(|verb| {
        let agents = parse.children(verb).filter(|&child| parse.word(child).deprel == Deprel::OblAgent);
        agents.chain([verb]).flat_map(|at| parse.children(at))
    });
    let between = phrases.filter(|&phrase| {
        matches!(parse.word(phrase).deprel, Deprel::Nmod | Deprel::Obl)
            && parse.case_of(phrase).is_some_and(|case| AMONG.contains(&case))
    });
    between.flat_map(|phrase| reading.mentions.actors_of(parse, phrase)).collect()
}

/// The verb by which somebody judges what a noun tells of, who has no part in it: `Spain condemned the shooting`.
fn judging(reading: &Reading<'_>, token: u32, kind: EventType) -> Option<u32> {
    let parse = reading.parse;
    let word = parse.word(token);
    let verb = word.head.filter(|_| matches!(word.deprel, Deprel::Obj | Deprel::NsubjPass))?;
    let lemma = parse.word(verb).lemma.to_lowercase();
    let told = reading.frames.find(&lemma, Class::Verb).find(|frame| trigger::stands(reading, verb, frame));
    let judges = |verb: EventType| match kind {
        EventType::Retreat => matches!(verb, EventType::Accuse | EventType::Support),
        _ => matches!(verb, EventType::Accuse | EventType::Support | EventType::Reject | EventType::Request),
    };
    let is_judged = !kind.is_symmetric()
        && parse.word(verb).upos == Upos::Verb
        && told.and_then(|frame| EventType::from_name(frame.kind)).is_some_and(judges);
    is_judged.then_some(verb)
}

/// The parties of a deed that somebody judges, where its own words name none: whose land it is done in, or who else the sentence
/// names. They are concluded, not told.
pub(super) fn of_judged(reading: &Reading<'_>, token: u32, kind: EventType) -> Option<Cast> {
    let verb = judging(reading, token, kind)?;
    let judge = reading.parse.child(verb, &[Deprel::Nsubj]);
    let judges = judge.map_or_else(Vec::new, |judge| reading.mentions.actors_of(reading.parse, judge));
    if kind == EventType::Assault {
        let target = holder(reading, token, &unique(judges.clone()));
        if !target.is_empty() {
            return Some(Cast { source: Vec::new(), target });
        }
    }
    let mut source = near(reading, token);
    source.retain(|party| judges.iter().all(|judge| judge.mention.is.code.country() != party.code.country()));
    source.truncate(1);
    Some(Cast { source, target: Vec::new() })
}

/// The parties that the verb of a noun names: `Russia held talks with …`, `envoys arrived for talks with …`.
fn of_governing_verb<'a>(reading: &'a Reading<'_>, token: u32, kind: EventType, is_open: bool) -> Parts<'a> {
    let parse = reading.parse;
    let word = parse.word(token);
    let Some((verb, part)) = control::governed(reading, token) else {
        return (of_light_verb(reading, token, Part::Source), Vec::new());
    };
    let is_object = matches!(word.deprel, Deprel::Obj);
    // `condemned the test by Pyongyang`: the tree may hang the doer on the verb.
    let by = parse
        .children(verb)
        .find(|&child| is_object && child > token && is_open && parse.case_of(child) == Some("by"));
    if let Some(by) = by {
        return (reading.mentions.actors_of(parse, by), Vec::new());
    }
    let aside =
        word.deprel == Deprel::Obl && !matches!(parse.case_of(token), Some("for" | "in" | "at" | "during"));
    let default = if kind.is_symmetric() && !aside { Part::Source } else { UNKNOWN };
    match part.unwrap_or(default) {
        Part::Outside => Default::default(),
        Part::Told if !is_said(kind) && !kind.is_symmetric() => Default::default(),
        Part::Target | Part::Told if !kind.is_symmetric() => (Vec::new(), control::agents(reading, verb)),
        Part::Source | Part::Target | Part::Told => {
            // `hit back with sanctions`, `threatened Iran with sanctions`
            let is_told = part == Some(Part::Source) && parse.child(verb, &[Deprel::Obj]).is_some();
            let objects = if is_object || is_told { of_verb(reading, verb, kind).1 } else { Vec::new() };
            (control::agents(reading, verb), objects)
        }
    }
}

/// Actors in the complements of an object: `imposed sanctions on Iran`, `signed a deal with China`.
fn complements<'a>(reading: &'a Reading<'_>, object: u32, kind: EventType) -> Vec<&'a Actor> {
    let parse = reading.parse;
    let complements = parse.children(object).filter(|&child| {
        parse.word(child).deprel == Deprel::Nmod
            && parse.case_of(child).is_some_and(|case| leads_to(kind, case) || case == "of")
    });
    complements.flat_map(|child| reading.mentions.actors_of(parse, child)).collect()
}

/// Whose the land is that something is done to: `the annexation of Crimea`, `an incursion into Russian territory`.
pub(super) fn holder(
    reading: &Reading<'_>,
    token: u32,
    source: &[Participant<Span>],
) -> Vec<Participant<Span>> {
    let parse = reading.parse;
    let phrases = parse.children(token).filter(|&child| {
        matches!(parse.word(child).deprel, Deprel::Nmod | Deprel::Obl | Deprel::Obj | Deprel::NsubjPass)
            && matches!(
                parse.case_of(child),
                None | Some("of" | "into" | "on" | "in" | "at" | "near" | "against")
            )
    });
    let places = || reading.mentions.places.iter().chain(&reading.mentions.nested_places);
    let land = phrases.into_iter().find_map(|phrase| {
        let tokens = parse.subtree(phrase);
        places().find(|place| tokens.contains(&place.head)).and_then(|place| place.is.country.as_deref())
    });
    let Some(country) = land.and_then(|iso3| reading.world.country(iso3)) else { return Vec::new() };
    let is_own = source.iter().any(|doer| doer.code.as_str().starts_with(country.iso3));
    if is_own { Vec::new() } else { vec![government(country)] }
}
