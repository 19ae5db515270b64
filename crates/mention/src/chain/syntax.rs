//! What the tree says to be one: appositions, predicate nouns, names in brackets.

use super::Reading;
use super::entity::Entities;
use super::phrase::{Determiner, Form, Kind, Number, Phrase, Pronoun};
use legation_language::{Deprel, Upos};

/// Joins what the tree joins.
pub(super) fn join(reading: &Reading<'_>, entities: &mut Entities<'_>) {
    for (at, phrase) in reading.phrases.iter().enumerate() {
        if phrase.is_group {
            continue;
        }
        if let Some(date) = rest_of_date(reading, at) {
            entities.join(date, at);
        }
        let word = reading.parse.word(phrase.head);
        if word.deprel == Deprel::Appos
            && let Some(before) = word.head.and_then(|head| reading.headed(head))
            && renames(reading, before, at)
        {
            entities.join(before, at);
        }
        if let Some(clause) = clause_of(reading, at) {
            entities.join(clause, at);
        }
        if let Some(subject) = subject_of_predicate(reading, at) {
            entities.join(subject, at);
        }
    }
}

/// `Friday, July 21`: a day of the week and, behind its comma, the same day by its date.
fn rest_of_date(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let phrase = &reading.phrases[at];
    let before = phrase.tokens.start.checked_sub(2)?;
    let is_day = |token: u32| reading.word(token).ends_with("day");
    let next = phrase.kind == Some(Kind::Time)
        && reading.word(before + 1) == ","
        && is_day(before)
        && !is_day(phrase.head);
    if !next {
        return None;
    }
    let one = reading.headed(before)?;
    (reading.phrases[one].kind == Some(Kind::Time) && reading.phrases[one].tokens.end == before + 1)
        .then_some(one)
}

/// `Lavrov, the foreign minister,`: whether an apposition is another name for what it stands beside, and no member of a list.
fn renames(reading: &Reading<'_>, before: usize, at: usize) -> bool {
    let (one, other) = (&reading.phrases[before], &reading.phrases[at]);
    let clash = one.number != other.number && one.number != Number::Either && other.number != Number::Either;
    let clash = clash && one.kind != Some(Kind::Body);
    let numbers = |phrase: &Phrase| phrase.form == Form::Other;
    // `Photo: …` labels what follows.
    let labels = (one.tokens.end..other.tokens.start).any(|at| reading.word(at) == ":");
    !clash && !labels && !numbers(one) && !numbers(other) && !overlaps(one, other)
}

fn overlaps(one: &Phrase, other: &Phrase) -> bool {
    one.tokens.start < other.tokens.end && other.tokens.start < one.tokens.end
}

/// The clause, where it is a mention, that a bare `this` means, or that `it` stands in for (`it is likely that …`).
fn clause_of(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let phrase = &reading.phrases[at];
    let parse = reading.parse;
    let is_clause = |other: &usize| {
        reading.phrases[*other].form == Form::Other
            && matches!(parse.word(reading.phrases[*other].head).upos, Upos::Verb | Upos::Aux | Upos::Adj)
    };
    match phrase.form {
        Form::Pronoun(Pronoun::It) if parse.word(phrase.head).deprel == Deprel::Expl => {
            let above = parse.word(phrase.head).head?;
            let clause = parse.child(
                above,
                &[Deprel::Csubj, Deprel::CsubjPass, Deprel::Ccomp, Deprel::Advcl, Deprel::Xcomp],
            )?;
            reading.headed(clause).filter(is_clause)
        }
        Form::Pronoun(Pronoun::This) => (at.saturating_sub(12)..at)
            .rev()
            .filter(|other| reading.phrases[*other].sentence + 1 >= phrase.sentence)
            .filter(|other| !overlaps(&reading.phrases[*other], phrase))
            .find(is_clause),
        _ => None,
    }
}

/// `Zelenskyy is the president`: the subject of a predicate noun.
fn subject_of_predicate(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let phrase = &reading.phrases[at];
    let parse = reading.parse;
    let cop = parse.child(phrase.head, &[Deprel::Cop])?;
    let negated =
        parse.children(phrase.head).any(|child| matches!(&*parse.word(child).lemma, "not" | "never" | "n't"));
    let case = parse
        .children(phrase.head)
        .any(|child| parse.word(child).deprel == Deprel::Case && child < phrase.head);
    let subject = parse.child(phrase.head, &[Deprel::Nsubj, Deprel::NsubjOuter])?;
    let subject = reading.headed(subject)?;
    let one = &reading.phrases[subject];
    let is_named = matches!(
        phrase.form,
        Form::Name | Form::Noun(Determiner::Definite | Determiner::Indefinite | Determiner::Possessive)
    );
    let vague = matches!(one.form, Form::Pronoun(Pronoun::This | Pronoun::Other | Pronoun::These));
    let clash =
        one.number != phrase.number && one.number != Number::Either && phrase.number != Number::Either;
    (!negated
        && !case
        && is_named
        && !vague
        && !clash
        && parse.word(cop).upos == Upos::Aux
        && !overlaps(one, phrase))
    .then_some(subject)
}
