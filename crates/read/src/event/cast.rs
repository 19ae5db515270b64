//! Who has a part in an event, and where it takes place.

use super::{heads, trigger};
use crate::Reading;
use legation_knowledge::lexicon::frames::{Class, Frame};
use legation_knowledge::world::Country;
use legation_language::{Deprel, Upos, Xpos};
use legation_mention::{Actor, Mention};
use legation_record::{ActorCode, Basis, EventPlace, EventType, Participant, PlaceMention};
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

/// Finds the participants of a trigger.
pub(super) fn find(reading: &Reading<'_>, token: u32, kind: EventType, frame: &Frame) -> Cast {
    let word = reading.parse.word(token);
    let (mut doers, mut others) =
        if word.upos == Upos::Verb { of_verb(reading, token, kind) } else { of_noun(reading, token, kind) };
    // `received aid from`, `came under attack by`: the frame says who stands where.
    if !frame.source.is_empty() {
        doers = standing(reading, token, frame.source);
    }
    if !frame.target.is_empty() {
        others = standing(reading, token, frame.target);
    }
    // What the tree does not tell, the head may.
    let (mut by_head, to_head) = heads::parts(reading, token);
    by_head.retain(|actor| !(kind.is_symmetric() && is_broker(reading, actor)));
    let nobody = doers.is_empty() && others.is_empty();
    if if kind.is_symmetric() { nobody } else { doers.is_empty() } {
        doers = by_head.into_iter().filter(|actor| is_new(actor, &others)).collect();
    }
    if if kind.is_symmetric() { nobody } else { others.is_empty() } {
        others = to_head.into_iter().filter(|actor| is_new(actor, &doers)).collect();
    }
    if is_said(kind) && others.is_empty() && word.upos == Upos::Verb {
        others = of_clause(reading, token).into_iter().filter(|actor| is_new(actor, &doers)).collect();
    }
    if kind.is_symmetric() {
        doers.append(&mut others);
    }
    let located = |actor: &&Actor| {
        reading.mentions.places.iter().any(|place| {
            place.tokens.start == actor.mention.tokens.start
                && matches!(case_of(reading, place.head), Some("in" | "at" | "near"))
        })
    };
    doers.retain(|actor| !located(actor));
    others.retain(|actor| !located(actor));
    let source = unique(doers);
    let target = unique(others)
        .into_iter()
        // Nobody does it to themselves: `recalled its ambassador`.
        .filter(|actor| source.iter().all(|doer| doer.span != actor.span && doer.code != actor.code))
        .collect();
    Cast { source, target }
}

/// The actors in the grammatical places of a frame: `subj`, `obj`, `poss`, prepositions, parted by `|`.
fn standing<'a>(reading: &'a Reading<'_>, token: u32, places: &str) -> Vec<&'a Actor> {
    let parse = reading.parse;
    let is_place = |place: &str, child: u32| match (place, parse.word(child).deprel) {
        ("subj", Deprel::Nsubj | Deprel::NsubjPass)
        | ("obj", Deprel::Obj | Deprel::Iobj)
        | ("poss", Deprel::NmodPoss) => true,
        ("by", Deprel::OblAgent) => true,
        (place, Deprel::Obl | Deprel::Nmod) => case_of(reading, child) == Some(place),
        _ => false,
    };
    // The tree may hang a phrase on the object.
    let above = [Some(token), parse.child(token, &[Deprel::Obj])];
    let children = above.into_iter().flatten().flat_map(|above| parse.children(above));
    let found = children.filter(|&child| places.split('|').any(|place| is_place(place, child)));
    let mut actors: Vec<&Actor> = found.flat_map(|child| reading.mentions.actors_of(parse, child)).collect();
    if actors.is_empty() && places.split('|').any(|place| place == "subj") {
        actors = inherited(reading, token);
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
    case_of(reading, actor.mention.head) == Some("by")
        && reading.frames.find(&lemma, Class::Verb).any(|frame| frame.mode == "third-party")
}

/// Whether an actor's words are none of those.
fn is_new(actor: &Actor, known: &[&Actor]) -> bool {
    known.iter().all(|other| other.mention.tokens != actor.mention.tokens)
}

fn unique(actors: Vec<&Actor>) -> Vec<Participant<Span>> {
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

fn case_of<'a>(reading: &'a Reading<'_>, at: u32) -> Option<&'a str> {
    reading.parse.child(at, &[Deprel::Case]).map(|case| &*reading.parse.word(case).lemma)
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
    let passive = parse.child(token, &[Deprel::AuxPass, Deprel::NsubjPass]).is_some()
        || (parse.word(token).xpos == Xpos::Vbn
            && matches!(parse.word(token).deprel, Deprel::Acl | Deprel::Amod));
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
            Deprel::Obl => match case_of(reading, child) {
                Some("by") if passive => doers.extend(named(child)),
                Some(case) if BESIDE.contains(&case) => {
                    if passive { &mut others } else { &mut beside }.extend(named(child));
                }
                Some(case) if kind.is_symmetric() && AMONG.contains(&case) => others.extend(named(child)),
                Some("upon") if !kind.is_symmetric() => others.extend(named(child)),
                Some(case) if leads_to(kind, case) => others.extend(named(child)),
                _ => {}
            },
            _ => {}
        }
    }
    if doers.is_empty() && !passive {
        doers = inherited(reading, token);
    }
    if doers.is_empty() && !passive {
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
        others.extend(
            parse
                .word(token)
                .head
                .filter(|_| matches!(parse.word(token).deprel, Deprel::Acl | Deprel::AclRelcl))
                .into_iter()
                .flat_map(named),
        );
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

/// The subject of a verb that has none of its own: that of its coordinated verb, of the verb that governs it, or the noun of
/// its relative clause.
fn inherited<'a>(reading: &'a Reading<'_>, token: u32) -> Vec<&'a Actor> {
    let parse = reading.parse;
    let mut at = token;
    for _ in 0..4 {
        let word = parse.word(at);
        let Some(head) = word.head else { break };
        match word.deprel {
            Deprel::Conj | Deprel::Xcomp | Deprel::Advcl | Deprel::Ccomp
                if word.deprel != Deprel::Ccomp || parse.child(at, &[Deprel::Nsubj]).is_none() =>
            {
                let subject = parse.child(head, &[Deprel::Nsubj, Deprel::NsubjPass]);
                // `urged Iran to release …`: whom the verb asks does it.
                let asked = parse.child(head, &[Deprel::Obj]).filter(|_| word.deprel == Deprel::Xcomp);
                let found: Vec<_> =
                    asked.into_iter().flat_map(|asked| reading.mentions.actors_of(parse, asked)).collect();
                if !found.is_empty() {
                    return found;
                }
                if let Some(subject) = subject {
                    return reading.mentions.actors_of(parse, subject);
                }
                at = head;
            }
            Deprel::Acl | Deprel::AclRelcl => {
                let found = reading.mentions.actors_of(parse, head);
                // `Trump's push to end …`
                return if found.is_empty() {
                    reading.mentions.modifiers_of(parse, head).collect()
                } else {
                    found
                };
            }
            _ => break,
        }
    }
    Vec::new()
}

/// The parties that the sentence names, where the words of the trigger name none: `the first meeting since the invasion began`.
/// They are concluded, not told.
pub(super) fn around(reading: &Reading<'_>, token: u32, kind: EventType) -> Cast {
    let mut parties = near(reading, token);
    let mutual = kind.is_symmetric() || matches!(kind, EventType::Assault | EventType::Retreat);
    let is_verb = reading.parse.word(token).upos == Upos::Verb;
    let passive = reading.parse.child(token, &[Deprel::AuxPass, Deprel::NsubjPass]).is_some();
    parties.truncate(if mutual { 2 } else { 1 });
    let enough = if is_verb { passive } else { !mutual || parties.len() > 1 };
    if !enough {
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
    };
    let mut near: Vec<&Actor> = reading.mentions.actors.iter().filter(acts).collect();
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

/// Sectors of those who take to the streets.
const STREET: [&str; 6] = ["CVL", "LAB", "EDU", "OPP", "REL", ""];

/// Those who protest are seldom a party with a name: `tens of thousands of students`. They are of the country where they do it, or
/// that the sentence names.
pub(super) fn crowd(reading: &Reading<'_>, token: u32, cast: &mut Cast) {
    let parse = reading.parse;
    let country = place(reading, token, "").and_then(|place| place.country).or_else(|| {
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
    let Some(head) = head.filter(|&head| parse.word(head).xpos.name().ends_with('S')) else { return };
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
    doers.extend(reading.mentions.modifiers_of(parse, token));
    for child in parse.children(token) {
        match (parse.word(child).deprel, case_of(reading, child)) {
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
            (Deprel::Nmod, Some("of")) => others.extend(named(child)),
            (Deprel::Nmod, Some(case)) if leads_to(kind, case) => others.extend(named(child)),
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
                || parse.word(child).deprel == Deprel::Obl && case_of(reading, child) == Some("by")
        });
        doers.extend(agents.flat_map(named));
    }
    if doers.is_empty() || (kind.is_symmetric() && doers.len() + others.len() < 2) {
        // `Russia held talks with …`, `envoys arrived for talks with …`: the subject of the verb has a part in it.
        let word = parse.word(token);
        let governs = matches!(
            word.deprel,
            Deprel::Obj | Deprel::Obl | Deprel::NsubjPass | Deprel::Nmod | Deprel::Conj
        );
        let verb =
            parse.ancestors(token).take(3).find(|&at| parse.word(at).upos == Upos::Verb).filter(|_| governs);
        if let Some(verb) = verb {
            let (subjects, objects) = of_verb(reading, verb, kind);
            let direct = word.head == Some(verb);
            let for_talks = word.deprel == Deprel::Obl
                && !matches!(case_of(reading, token), Some("for" | "in" | "at" | "during"));
            // `condemned the test by Pyongyang`: the tree may hang the doer on the verb.
            let by = parse.children(verb).find(|&child| {
                word.deprel == Deprel::Obj && child > token && case_of(reading, child) == Some("by")
            });
            if let Some(by) = by.filter(|_| doers.is_empty()) {
                doers.extend(named(by));
            } else if direct && !for_talks && judging(reading, token, kind).is_none() {
                doers.extend(subjects);
                if kind.is_symmetric() || others.is_empty() {
                    others.extend(objects.into_iter().filter(|_| word.deprel == Deprel::Obj));
                }
            }
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
            && case_of(reading, phrase).is_some_and(|case| AMONG.contains(&case))
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

/// Actors in the complements of an object: `imposed sanctions on Iran`, `signed a deal with China`.
fn complements<'a>(reading: &'a Reading<'_>, object: u32, kind: EventType) -> Vec<&'a Actor> {
    let parse = reading.parse;
    let complements = parse.children(object).filter(|&child| {
        parse.word(child).deprel == Deprel::Nmod
            && case_of(reading, child).is_some_and(|case| leads_to(kind, case) || case == "of")
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
                case_of(reading, child),
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

/// The place of a trigger: where a visit goes, or what stands in its phrase or clause with a preposition of place.
pub(super) fn place(reading: &Reading<'_>, token: u32, mode: &str) -> Option<EventPlace<Span>> {
    let parse = reading.parse;
    let places = &reading.mentions.places;
    let sentence = &reading.document.sentences[reading.document.sentence_of(token)?];
    let object = parse.child(token, &[Deprel::Obj]).filter(|_| mode == "visit");
    if let Some(visited) = object.and_then(|object| places.iter().find(|place| place.head == object)) {
        return Some(of(visited));
    }
    let here = places.iter().filter(|place| sentence.tokens.contains(&place.tokens.start));
    let located = here.filter(|place| {
        matches!(
            case_of(reading, place.head),
            Some("in" | "at" | "near" | "outside" | "over" | "across" | "off")
        )
    });
    let above = governors(reading, token);
    let near = |head: u32| {
        std::iter::once(head)
            .chain(parse.ancestors(head))
            .take(5)
            .position(|at| at == token)
            .map(|steps| steps * 2)
            .or_else(|| {
                let steps = parse.ancestors(head).take(4).position(|at| above.contains(&at))?;
                Some(steps * 2 + 1)
            })
    };
    let found = located
        .filter_map(|place| Some((near(place.head)?, place)))
        .min_by_key(|(steps, place)| (*steps, place.tokens.start.abs_diff(token)));
    found.map(|(_, place)| of(place))
}

fn of(place: &Mention<PlaceMention<Span>>) -> EventPlace<Span> {
    let is = &place.is;
    EventPlace {
        name: is.name.clone(),
        country: is.country.clone(),
        lat: is.lat,
        lon: is.lon,
        geonameid: is.geonameid,
        kind: is.kind.clone(),
        span: Some(is.span),
    }
}

/// What governs a trigger, up to its verb: never another clause that only stands beside it.
fn governors(reading: &Reading<'_>, token: u32) -> Vec<u32> {
    let parse = reading.parse;
    let (mut above, mut at) = (Vec::new(), token);
    for _ in 0..3 {
        let word = parse.word(at);
        let apart = word.upos == Upos::Verb && !matches!(word.deprel, Deprel::Xcomp | Deprel::Acl);
        let Some(head) = word.head.filter(|_| !apart) else { break };
        above.push(head);
        at = head;
    }
    above
}
