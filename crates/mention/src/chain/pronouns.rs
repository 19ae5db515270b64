//! Third-person pronouns: each goes back to the best of the things mentioned just before it.

use super::Reading;
use super::entity::Entities;
use super::phrase::{Determiner, Form, Kind, Number, Phrase, Pronoun};
use super::speech::Speakers;
use legation_knowledge::lexicon::weights;
use legation_language::Deprel;

/// How many sentences back an antecedent is looked for.
const REACH: usize = 3;
/// How many phrases back.
const WINDOW: usize = 50;

/// Joins each pronoun to its antecedent.
pub(super) fn join(reading: &Reading<'_>, speakers: &Speakers, entities: &mut Entities<'_>) {
    for (at, phrase) in reading.phrases.iter().enumerate() {
        let Form::Pronoun(pronoun @ (Pronoun::He | Pronoun::She | Pronoun::It | Pronoun::They)) = phrase.form
        else {
            continue;
        };
        if entities.members(at).iter().any(|&other| other < at) {
            continue;
        }
        let found = if is_reflexive(reading.word(phrase.head)) { own_subject(reading, phrase) } else { None };
        let found = found.or_else(|| best(reading, speakers, entities, at, pronoun));
        if let Some(found) = found {
            entities.join(found, at);
        }
    }
}

fn is_reflexive(word: &str) -> bool {
    word.ends_with("self") || word.ends_with("selves")
}

/// The subject of the clause that a phrase stands in.
fn own_subject(reading: &Reading<'_>, phrase: &Phrase) -> Option<usize> {
    let subject = reading
        .parse
        .ancestors(phrase.head)
        .find_map(|above| reading.parse.child(above, &[Deprel::Nsubj, Deprel::NsubjPass]))?;
    reading.headed(subject).filter(|&at| !reading.phrases[at].tokens.contains(&phrase.head))
}

fn best(
    reading: &Reading<'_>,
    speakers: &Speakers,
    entities: &Entities<'_>,
    at: usize,
    pronoun: Pronoun,
) -> Option<usize> {
    let phrase = &reading.phrases[at];
    let start = at.saturating_sub(WINDOW);
    let mut best: Option<(i32, usize)> = None;
    for other in (start..at).rev() {
        let one = &reading.phrases[other];
        if one.sentence + REACH < phrase.sentence {
            break;
        }
        if one.tokens.start >= phrase.tokens.start
            || !fits(entities, one, other, at, pronoun)
            || !apart(reading, one, phrase)
        {
            continue;
        }
        let score = score(reading, speakers, entities, other, at, pronoun);
        if score > best.map_or(0, |(best, _)| best) {
            best = Some((score, other));
        }
    }
    best.map(|(_, other)| other)
}

/// Whether a phrase can be what a pronoun means.
fn fits(entities: &Entities<'_>, one: &Phrase, other: usize, at: usize, pronoun: Pronoun) -> bool {
    if matches!(
        one.form,
        Form::Other | Form::Pronoun(Pronoun::Other | Pronoun::You | Pronoun::This | Pronoun::These)
    ) {
        return false;
    }
    if matches!(one.form, Form::Noun(Determiner::Quantified)) && pronoun != Pronoun::They {
        return false;
    }
    let kind = entities.kind(other);
    let fits = match pronoun {
        Pronoun::He | Pronoun::She => {
            matches!(kind, Some(Kind::Person)) || kind.is_none() && one.form == Form::Name
        }
        Pronoun::It => {
            !matches!(kind, Some(Kind::Person | Kind::Time)) && entities.number(other) != Number::Plural
        }
        _ => {
            entities.number(other) != Number::Singular && kind != Some(Kind::Time) || kind == Some(Kind::Body)
        }
    };
    fits && entities.may_join(other, at)
}

/// Whether the tree lets the two be one: not both arguments of one verb, not one inside the other.
fn apart(reading: &Reading<'_>, one: &Phrase, phrase: &Phrase) -> bool {
    if one.tokens.contains(&phrase.head) || phrase.tokens.contains(&one.head) {
        return false;
    }
    let argument = |at: u32| {
        let word = reading.parse.word(at);
        matches!(
            word.deprel,
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Iobj | Deprel::Obl | Deprel::OblAgent
        )
        .then_some(word.head)
    };
    argument(one.head).is_none() || argument(one.head) != argument(phrase.head)
}

/// How well a phrase would do; what is not over 0 does not.
fn score(
    reading: &Reading<'_>,
    speakers: &Speakers,
    entities: &Entities<'_>,
    other: usize,
    at: usize,
    pronoun: Pronoun,
) -> i32 {
    let features = features(reading, speakers, entities, other, at);
    let column = match pronoun {
        Pronoun::It => 1,
        Pronoun::They => 2,
        _ => 0,
    };
    reading.note(other, at, "pronoun", column, &features);
    features.iter().zip(weights::PRONOUNS).map(|((_, value), (_, weights))| value * weights[column]).sum()
}

/// What is looked at in a pair of phrase and pronoun.
fn features(
    reading: &Reading<'_>,
    speakers: &Speakers,
    entities: &Entities<'_>,
    other: usize,
    at: usize,
) -> [(&'static str, i32); 37] {
    let (one, phrase) = (&reading.phrases[other], &reading.phrases[at]);
    let role = |at: u32| reading.parse.word(at).deprel;
    let is_subject = |at: u32| matches!(role(at), Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter);
    let back = phrase.sentence - one.sentence;
    let owns = role(phrase.head) == Deprel::NmodPoss;
    let quoted = |at: u32| speakers.quotation(at);
    let kind = entities.kind(other);
    let speaks = quoted(phrase.head)
        .and_then(|quotation| speakers.speaker(quotation))
        .is_some_and(|speaker| entities.same(speaker, other));
    let verb = |at: u32| reading.parse.word(at).head;
    let flag = |name, holds: bool| (name, i32::from(holds));
    let count = |name, number: usize, most: usize| (name, number.min(most) as i32);
    let size = entities.members(other).iter().filter(|&&member| member < at).count();
    let between = phrase.tokens.start.saturating_sub(one.tokens.end) as usize;
    [
        flag("one sentence back", back == 1),
        flag("two sentences back", back == 2),
        flag("three sentences back", back >= 3),
        flag("subject", is_subject(one.head)),
        flag("object", matches!(role(one.head), Deprel::Obj | Deprel::Iobj)),
        flag("inside a noun phrase", matches!(role(one.head), Deprel::Nmod | Deprel::Compound)),
        flag("possessive", role(one.head) == Deprel::NmodPoss),
        flag("root", role(one.head) == Deprel::Root),
        flag("both subjects", is_subject(one.head) && is_subject(phrase.head)),
        flag("possessive pronoun, same sentence", owns && back == 0),
        flag("possessive pronoun, subject of the sentence", owns && back == 0 && is_subject(one.head)),
        flag(
            "possessive pronoun, beside its noun",
            owns && verb(phrase.head).is_some_and(|noun| verb(noun) == verb(one.head)),
        ),
        flag("same form", one.form == phrase.form),
        flag("another pronoun", matches!(one.form, Form::Pronoun(_)) && one.form != phrase.form),
        flag("name", one.form == Form::Name),
        flag("definite", one.form == Form::Noun(Determiner::Definite)),
        flag("indefinite", one.form == Form::Noun(Determiner::Indefinite)),
        flag("bare", one.form == Form::Noun(Determiner::None)),
        flag("demonstrative", one.form == Form::Noun(Determiner::Demonstrative)),
        flag("group", one.is_group),
        flag("part", one.is_part),
        flag(
            "gender known and the same",
            entities.gender(other).is_some() && entities.gender(other) == phrase.gender,
        ),
        flag("kind unknown", kind.is_none()),
        flag("person", kind == Some(Kind::Person)),
        flag("body", kind == Some(Kind::Body)),
        flag("place", matches!(kind, Some(Kind::Place | Kind::Country | Kind::Town))),
        flag("event", kind == Some(Kind::Event)),
        flag("thing", kind == Some(Kind::Thing)),
        flag("plural", entities.number(other) == Number::Plural),
        flag("one in a quotation", quoted(one.head) != quoted(phrase.head)),
        flag("the speaker", speaks),
        flag("idle", one.is_idle),
        flag(
            "headline",
            one.tokens.start < reading.document.sentences.first().map_or(0, |first| first.tokens.end),
        ),
        count("mentions so far", size, 8),
        count("tokens between, by four", between / 4, 12),
        count("phrases between", at - other, 20),
        flag("always", true),
    ]
}
