//! What talks are about, and what is said to be off their table.
//!
//! Topics are complements of the talks (`talks on trade`, `met to discuss grain`, `focus on staffing`) and of what is said of
//! their agenda (`will not include Ukraine`, `is not on the agenda`, `refused to discuss`).

use crate::Reading;
use crate::event::Events;
use legation_language::{Deprel, Upos, Xpos};
use legation_record::{AgendaItem, EventType, Scope, Statement};
use legation_text::Span;

/// Verbs whose object or complement is a topic of the talks that they are said of.
const ABOUT: [&str; 15] = [
    "include",
    "discuss",
    "cover",
    "address",
    "focus",
    "concern",
    "touch",
    "deal",
    "tackle",
    "involve",
    "raise",
    "center",
    "centre",
    "negotiate",
    "revolve",
];
/// Prepositions that lead from talks to their topic.
const PREPOSITIONS: [&str; 6] = ["on", "about", "over", "regarding", "concerning", "around"];

/// Adjectives that name a field of negotiation.
const FIELDS: [&str; 12] = [
    "nuclear",
    "maritime",
    "territorial",
    "constitutional",
    "humanitarian",
    "commercial",
    "economic",
    "financial",
    "military",
    "political",
    "fiscal",
    "environmental",
];
/// Nouns before `talks` that say how, not about what.
const FORMS: [&str; 18] = [
    "phone",
    "telephone",
    "video",
    "summit",
    "round",
    "expert",
    "weekend",
    "proximity",
    "shuttle",
    "government",
    "minister",
    "leader",
    "level",
    "face",
    "news",
    "press",
    "peace",
    "back",
];

/// Finds the topics of the talks among `events`.
pub(crate) fn find(
    reading: &Reading<'_>,
    statements: &[Statement<Span>],
    events: &Events<'_>,
) -> Vec<AgendaItem<Span>> {
    let mut found: Vec<AgendaItem<Span>> = Vec::new();
    let talks: Vec<(u32, &[u32])> = events
        .events
        .iter()
        .zip(&events.triggers)
        .enumerate()
        .filter(|(_, (event, _))| event.kind == EventType::Consult)
        .map(|(at, (_, triggers))| (at as u32, triggers.as_slice()))
        .collect();
    let mut add = |event: u32, head: u32, scope: Scope| {
        push(reading, statements, &mut found, event, topic(reading, head), scope);
    };
    let add_clause = |event: u32, head: u32, scope: Scope, clauses: &mut Vec<(u32, u32, Scope)>| {
        clauses.push((event, head, scope));
    };
    let mut found_clauses: Vec<(u32, u32, Scope)> = Vec::new();
    for (at, word) in reading.parse.words().iter().enumerate() {
        let at = at as u32;
        // The talks that a topic belongs to: those of the sentence, else the last told of before.
        let talks_here = || owner(reading, &talks, at);
        let lemma = word.lemma.to_lowercase();
        if let Some((event, _)) = talks.iter().find(|(_, triggers)| triggers.contains(&at)) {
            // `held talks on grain`: the tree may hang the topic on the verb.
            let light = word.head.filter(|_| word.deprel == Deprel::Obj);
            let behind =
                light.into_iter().flat_map(|verb| reading.parse.children(verb)).filter(|&child| child > at);
            // `will not include any discussions on Ukraine`
            let excluded = light.is_some_and(|verb| {
                ABOUT.contains(&&*reading.parse.word(verb).lemma) && is_negated(reading, verb)
            });
            let scope = if excluded { Scope::Off } else { Scope::On };
            for child in reading.parse.children(at).chain(behind) {
                let case = reading.parse.case_of(child);
                let is_topic = matches!(reading.parse.word(child).deprel, Deprel::Nmod | Deprel::Obl)
                    && case.is_some_and(|case| PREPOSITIONS.contains(&case))
                    && !is_time(reading, child);
                if is_topic {
                    each(reading, child, |head| add(*event, head, scope));
                } else if let Some(purpose) = purpose(reading, child) {
                    each(reading, purpose, |head| add(*event, head, scope));
                }
            }
            // `peace talks`, `nuclear negotiations`
            for child in reading.parse.children(at) {
                if child < at && is_matter(reading, child) {
                    add(*event, child, Scope::On);
                }
            }
            // `talks to end the war`
            let aim = reading.parse.children(at).find(|&child| is_aim(reading, child) && child > at);
            if let Some(aim) = aim {
                add_clause(*event, aim, Scope::On, &mut found_clauses);
            }
            if lemma == "discuss" {
                let scope = if is_negated(reading, at) { Scope::Off } else { Scope::On };
                for child in reading.parse.child(at, &[Deprel::Obj, Deprel::NsubjPass]).into_iter() {
                    each(reading, child, |head| add(*event, head, scope));
                }
            }
        }
        if word.upos == Upos::Verb && ABOUT.contains(&&*lemma) {
            let Some(event) = talks_here() else { continue };
            let scope = if is_negated(reading, at) { Scope::Off } else { Scope::On };
            let complements =
                reading.parse.children(at).filter(|&child| match reading.parse.word(child).deprel {
                    Deprel::Obj | Deprel::Obl if reading.parse.case_of(child).is_some() => {
                        matches!(reading.parse.case_of(child), Some("on" | "with" | "upon" | "around"))
                            && matches!(&*lemma, "deal" | "focus" | "touch" | "center" | "centre" | "revolve")
                            && !is_time(reading, child)
                    }
                    Deprel::Obj => !matches!(&*lemma, "deal" | "focus" | "touch"),
                    _ => false,
                });
            let talked = |child: &u32| talks.iter().any(|(_, triggers)| triggers.contains(child));
            for child in complements.filter(|child| !talked(child)).collect::<Vec<_>>() {
                each(reading, child, |head| add(event, head, scope));
            }
            // `focus on creating better conditions`
            let clause = reading.parse.children(at).find(|&child| {
                reading.parse.word(child).xpos == Xpos::Vbg
                    && reading
                        .parse
                        .child(child, &[Deprel::Mark])
                        .is_some_and(|mark| reading.word(mark) == "on")
            });
            if let Some(clause) = clause {
                add_clause(event, clause, scope, &mut found_clauses);
            }
        }
        if word.upos == Upos::Verb
            && let Some((subject, scope)) = treated(reading, at, &lemma)
            && let Some(event) = talks_here().filter(|_| is_near(reading, &talks, at))
        {
            each(reading, subject, |head| add(event, head, scope));
        }
        if matches!(&*lemma, "agenda" | "table" | "negotiation" | "discussion")
            && matches!(reading.parse.case_of(at), Some("on" | "off" | "for" | "up"))
        {
            let Some(event) = talks_here() else { continue };
            // `Ukraine is not on the agenda`, `there are no political issues on the agenda`
            let subject = reading.parse.child(at, &[Deprel::Nsubj]).or_else(|| {
                let head = reading.parse.word(at).head?;
                let puts = matches!(&*reading.parse.word(head).lemma, "put" | "place" | "have" | "keep");
                let relation = if puts { Deprel::Obj } else { Deprel::Nsubj };
                reading.parse.child(head, &[relation, Deprel::NsubjPass])
            });
            let Some(subject) = subject.filter(|&subject| reading.parse.word(subject).upos != Upos::Pron)
            else {
                continue;
            };
            let none = reading
                .parse
                .child(subject, &[Deprel::Det])
                .is_some_and(|det| &*reading.parse.word(det).lemma == "no");
            let off = none
                || reading.parse.case_of(at) == Some("off")
                || is_negated(reading, at)
                || reading.parse.word(at).head.is_some_and(|head| is_negated(reading, head));
            each(reading, subject, |head| add(event, head, if off { Scope::Off } else { Scope::On }));
        }
    }
    for (event, head, scope) in found_clauses {
        let tokens = clause_of(reading, head);
        push(reading, statements, &mut found, event, tokens, scope);
    }
    found.sort_by_key(|item| (item.event, item.span));
    found
}

/// Takes a topic in, unless its words are one already.
fn push(
    reading: &Reading<'_>,
    statements: &[Statement<Span>],
    found: &mut Vec<AgendaItem<Span>>,
    event: u32,
    tokens: std::ops::Range<u32>,
    scope: Scope,
) {
    let pronoun =
        |at: u32| matches!(reading.parse.word(at).upos, Upos::Pron | Upos::Det) && tokens.len() == 1;
    if pronoun(tokens.start) {
        return;
    }
    let Some(span) = reading.document.span_of(tokens) else { return };
    if found.iter().any(|item| item.span.overlaps(span) && item.scope == scope) {
        return;
    }
    let topic = span.of(&reading.article.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let told = |statement: &Statement<Span>| statement.content.iter().any(|content| content.contains(span));
    let according_to =
        statements.iter().enumerate().filter(|(_, statement)| told(statement)).min_by_key(
            |(_, statement)| statement.content.iter().map(|content| content.len()).sum::<usize>(),
        );
    let according_to = according_to.map(|(at, _)| at as u32);
    found.push(AgendaItem { event, topic, span, scope, according_to, corrected: Vec::new() });
}

/// Verbs whose passive subject is a topic: `was raised`, `will be taken up`.
const TREATED: [&str; 12] = [
    "raise",
    "bring",
    "discuss",
    "touch",
    "mention",
    "address",
    "tackle",
    "take",
    "consider",
    "review",
    "negotiate",
    "broach",
];
/// Verbs whose passive subject is put off the table: `was left for a later round`.
const DEFERRED: [&str; 12] = [
    "leave", "defer", "postpone", "park", "shelve", "strike", "exclude", "omit", "put", "keep", "set",
    "cross",
];
/// How many sentences before the topic the talks may stand.
const NEAR: usize = 3;

/// A topic that stands as the subject, and whether it is on or off: `Crimea was not brought up`, `the debt was left open`, `trade
/// tops the list`.
fn treated(reading: &Reading<'_>, at: u32, lemma: &str) -> Option<(u32, Scope)> {
    let parse = reading.parse;
    let passive = parse.child(at, &[Deprel::NsubjPass]);
    let active = parse.child(at, &[Deprel::Nsubj]);
    let up = parse
        .child(at, &[Deprel::CompoundPrt])
        .is_some_and(|up| matches!(reading.word(up), "up" | "off" | "out"));
    let on_list = parse.child(at, &[Deprel::Obj]).is_some_and(|object| {
        matches!(&*parse.word(object).lemma, "list" | "agenda" | "talk" | "discussion")
    });
    let scope = if is_negated(reading, at) { Scope::Off } else { Scope::On };
    let (subject, scope) = match lemma {
        _ if TREATED.contains(&lemma) && passive.is_some() => (passive?, scope),
        _ if DEFERRED.contains(&lemma) && passive.is_some() => {
            let away = up
                || parse.children(at).any(|child| {
                    matches!(reading.word(child), "open" | "aside" | "apart")
                        || matches!(
                            parse.case_of(child),
                            Some("for" | "to" | "out" | "off" | "from" | "until")
                        )
                });
            (passive.filter(|_| away)?, Scope::Off)
        }
        "come" if up => (active?, scope),
        "figure" | "feature" => (active?, scope),
        "top" | "dominate" | "lead" if on_list => (active?, Scope::On),
        _ => return None,
    };
    let named = matches!(parse.word(subject).upos, Upos::Pron | Upos::Det)
        || is_time(reading, subject)
        || reading.mentions.actor_at(subject).is_some_and(|actor| actor.is_person);
    (!named).then_some((subject, scope))
}

/// Whether talks are told of in the sentence or shortly before it.
fn is_near(reading: &Reading<'_>, talks: &[(u32, &[u32])], at: u32) -> bool {
    let sentence = |at: u32| reading.document.sentence_of(at).unwrap_or(0);
    let here = sentence(at);
    talks.iter().flat_map(|(_, triggers)| triggers.iter()).any(|&trigger| {
        let there = sentence(trigger);
        there <= here && there + NEAR >= here
    })
}

/// Whether a word before `talks` says what they are about: a noun that is no name and no time, or an adjective of a field.
fn is_matter(reading: &Reading<'_>, at: u32) -> bool {
    let word = reading.parse.word(at);
    let named = reading.mentions.actors.iter().any(|actor| actor.mention.tokens.contains(&at))
        || is_place(reading, at)
        || is_time(reading, at);
    let noun = word.deprel == Deprel::Compound && word.upos == Upos::Noun;
    let field = word.deprel == Deprel::Amod && FIELDS.contains(&&*word.lemma);
    !named && (noun && !FORMS.contains(&&*word.lemma) || field)
}

/// Whether a clause says what talks are for: an infinitive that hangs on them.
fn is_aim(reading: &Reading<'_>, at: u32) -> bool {
    let word = reading.parse.word(at);
    word.xpos == Xpos::Vb
        && matches!(word.deprel, Deprel::Acl | Deprel::Advcl)
        && reading.parse.child(at, &[Deprel::Mark]).is_some_and(|mark| reading.word(mark) == "to")
        && !ABOUT.contains(&&*word.lemma)
}

/// What a complement of talks says they are for: `aimed at a settlement`, `with the purpose of reaching a deal`, `for the release of
/// prisoners`.
fn purpose(reading: &Reading<'_>, at: u32) -> Option<u32> {
    let parse = reading.parse;
    let word = parse.word(at);
    let apart = |found: &u32| {
        !is_time(reading, *found)
            && !is_place(reading, *found)
            && matches!(parse.word(*found).upos, Upos::Noun)
            && reading.mentions.actor_at(*found).is_none()
    };
    match (&*word.lemma, parse.case_of(at)) {
        ("aim", None) if word.deprel == Deprel::Acl => {
            parse.children(at).find(|&child| parse.case_of(child) == Some("at")).filter(apart)
        }
        ("purpose" | "aim" | "intention" | "goal" | "view", Some("with")) => {
            let reach = parse.children(at).find(|&child| parse.word(child).xpos == Xpos::Vbg)?;
            let deal = parse.child(reach, &[Deprel::Obj]).filter(apart)?;
            let matter = parse
                .children(deal)
                .find(|&child| parse.case_of(child).is_some_and(|case| PREPOSITIONS.contains(&case)));
            Some(matter.unwrap_or(deal))
        }
        (_, Some("for")) if matches!(word.deprel, Deprel::Nmod | Deprel::Obl) => Some(at).filter(apart),
        _ => None,
    }
}

/// A clause without its mark: from its verb to its end or the next comma.
fn clause_of(reading: &Reading<'_>, head: u32) -> std::ops::Range<u32> {
    let whole = reading.parse.subtree(head);
    let apart = |at: &u32| matches!(reading.word(*at), "," | ";") || reading.is_mark(*at);
    head..(head + 1..whole.end).find(apart).unwrap_or(whole.end)
}

/// The talks nearest to a token: of its sentence, else the last before it.
fn owner(reading: &Reading<'_>, talks: &[(u32, &[u32])], at: u32) -> Option<u32> {
    let sentence = reading
        .document
        .sentence_of(at)
        .map(|sentence| reading.document.sentences[sentence].tokens.clone())?;
    let all =
        || talks.iter().flat_map(|(event, triggers)| triggers.iter().map(move |&trigger| (trigger, *event)));
    let here = all()
        .filter(|(trigger, _)| sentence.contains(trigger))
        .min_by_key(|(trigger, _)| trigger.abs_diff(at));
    here.or_else(|| all().filter(|(trigger, _)| *trigger < sentence.start).max()).map(|(_, event)| event)
}

fn is_place(reading: &Reading<'_>, at: u32) -> bool {
    reading.mentions.places.iter().any(|place| place.tokens.contains(&at))
}

fn is_time(reading: &Reading<'_>, at: u32) -> bool {
    reading.mentions.times.iter().any(|time| time.tokens.contains(&at))
}

/// `not`, `refused to`, `declined to`, `will not`, at a verb or at what governs it.
fn is_negated(reading: &Reading<'_>, at: u32) -> bool {
    let parse = reading.parse;
    let not = |at: u32| {
        parse.children(at).any(|child| {
            matches!(
                &*parse.word(child).lemma.to_lowercase(),
                "not" | "n't" | "never" | "neither" | "nor" | "hardly" | "nowhere"
            )
        })
    };
    let refuses = |at: u32| {
        parse.word(at).head.is_some_and(|head| {
            parse.word(at).deprel == Deprel::Xcomp
                && (matches!(&*parse.word(head).lemma, "refuse" | "decline" | "avoid") || not(head))
        })
    };
    not(at) || refuses(at)
}

/// A topic and those coordinated with it.
fn each(reading: &Reading<'_>, head: u32, mut take: impl FnMut(u32)) {
    take(head);
    for child in
        reading.parse.children(head).filter(|&child| reading.parse.word(child).deprel == Deprel::Conj)
    {
        if reading.parse.word(child).upos != Upos::Verb {
            take(child);
        }
    }
}

/// The noun phrase of a topic: without its preposition and what is coordinated with it.
fn topic(reading: &Reading<'_>, head: u32) -> std::ops::Range<u32> {
    let parse = reading.parse;
    let own = [Deprel::Amod, Deprel::Compound, Deprel::Nummod, Deprel::NmodPoss, Deprel::Acl];
    let start = reading.begin_of(head, &own);
    let right = parse
        .children(head)
        .filter(|&child| child > head && matches!(parse.word(child).deprel, Deprel::Nmod | Deprel::Flat));
    let end = right.map(|child| parse.subtree(child).end).max().unwrap_or(head + 1).max(head + 1);
    // `the border in Addis Ababa on Monday`: when and where the talks are is no part of the topic, nor is a quotation mark.
    let apart = |at: u32| {
        is_time(reading, at)
            || reading.is_mark(at)
            || parse.word(at).head == Some(head) && parse.word(at).deprel == Deprel::Conj
            || parse.word(at).head.is_some_and(|other| {
                parse.word(at).deprel == Deprel::Cc
                    && parse.word(other).head == Some(head)
                    && parse.word(other).deprel == Deprel::Conj
            })
            || (matches!(reading.word(at), "in" | "at" | "on")
                && (is_time(reading, at + 1) || is_place(reading, at + 1)))
    };
    let end = (head + 1..end).find(|&at| apart(at)).unwrap_or(end);
    start..end
}
