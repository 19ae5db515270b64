//! Who says `I` and `we`: the speakers of quotations.

use super::Reading;
use super::entity::Entities;
use super::phrase::{Form, Kind, Number, Pronoun};
use legation_knowledge::lexicon::cues::{self, Class};
use legation_language::{Deprel, Upos};

/// Which quotation each token stands in, and who speaks it.
pub(super) struct Speakers {
    /// The quotation of a token, counted from 1; 0 outside.
    quotation: Vec<u32>,
    speaker: Vec<Option<usize>>,
}

impl Speakers {
    /// The quotation that a token stands in.
    pub(super) fn quotation(&self, token: u32) -> Option<usize> {
        let at = *self.quotation.get(token as usize)?;
        (at > 0).then(|| at as usize - 1)
    }

    /// Who speaks it.
    pub(super) fn speaker(&self, quotation: usize) -> Option<usize> {
        *self.speaker.get(quotation)?
    }
}

/// Finds the speaker of each quotation: the subject of the verb of saying that it hangs on, or that of the quotation before it in the
/// same paragraph.
pub(super) fn speakers(reading: &Reading<'_>) -> Speakers {
    let document = reading.document;
    let mut quotation = vec![0u32; document.tokens.len()];
    let mut speaker: Vec<Option<usize>> = Vec::new();
    let mut last: Option<(u32, usize)> = None;
    for (at, quote) in document.quotations.iter().enumerate() {
        let tokens = document.tokens_in(quote.content);
        for token in tokens.clone() {
            if let Some(slot) = quotation.get_mut(token as usize) {
                *slot = at as u32 + 1;
            }
        }
        let paragraph = document.sentence_of(tokens.start).map_or(0, |at| document.sentences[at].paragraph);
        let carried = quote.continues.and_then(|before| speaker.get(before as usize).copied().flatten());
        let near = || last.filter(|(there, _)| *there == paragraph).map(|(_, speaker)| speaker);
        let long = tokens.len() > 3;
        let found = carried.or_else(|| told(reading, tokens)).or_else(near);
        if let Some(found) = found.filter(|_| long) {
            last = Some((paragraph, found));
        }
        speaker.push(found);
    }
    Speakers { quotation, speaker }
}

/// The subject of the verb of saying over, beside or behind some quoted tokens.
fn told(reading: &Reading<'_>, tokens: std::ops::Range<u32>) -> Option<usize> {
    let parse = reading.parse;
    let says = |at: u32| {
        let word = parse.word(at);
        word.upos == Upos::Verb && cues::find(&word.lemma, Class::Verb).is_some()
    };
    let subject = |verb: u32| {
        let verbs = std::iter::once(verb).chain(parse.ancestors(verb).take(2));
        let subject = verbs.into_iter().find_map(|verb| parse.child(verb, &[Deprel::Nsubj]))?;
        (!tokens.contains(&subject)).then(|| reading.headed(subject)).flatten()
    };
    for at in tokens.clone() {
        let Some(above) = parse.words().get(at as usize).map(|word| word.head) else { continue };
        let outside = above.is_none_or(|above| !tokens.contains(&above));
        if !outside {
            continue;
        }
        let beside = parse.children(at).filter(|child| !tokens.contains(child)).find(|&child| says(child));
        let over =
            || parse.ancestors(at).take(4).filter(|above| !tokens.contains(above)).find(|&above| says(above));
        if let Some(found) = beside.or_else(over).and_then(subject) {
            return Some(found);
        }
    }
    None
}

/// Joins the first persons of one speaker, and them to the speaker.
pub(super) fn join(reading: &Reading<'_>, speakers: &Speakers, entities: &mut Entities<'_>) {
    let mut last: Vec<(Pronoun, Option<usize>, usize)> = Vec::new();
    for (at, phrase) in reading.phrases.iter().enumerate() {
        let Form::Pronoun(pronoun @ (Pronoun::I | Pronoun::We | Pronoun::You)) = phrase.form else {
            continue;
        };
        let quotation = speakers.quotation(phrase.head);
        let speaker = quotation.and_then(|quotation| speakers.speaker(quotation));
        // Who speaks is an entity; where none is known, the quotation stands for it.
        let voice = speaker
            .map(|speaker| entities.entity(speaker))
            .or(quotation.map(|quotation| usize::MAX - quotation));
        if let Some(speaker) = speaker {
            let is_several =
                entities.kind(speaker) == Some(Kind::Body) || entities.number(speaker) == Number::Plural;
            let speaks = match pronoun {
                Pronoun::I => entities.may_join(speaker, at),
                Pronoun::We => is_several,
                _ => false,
            };
            if speaks {
                entities.join(speaker, at);
                continue;
            }
        }
        if let Some((.., before)) = last.iter().rev().find(|(other, by, _)| *other == pronoun && *by == voice)
        {
            entities.join(*before, at);
        }
        last.push((pronoun, voice, at));
    }
}
