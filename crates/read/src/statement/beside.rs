//! Cues behind or inside what is said: `…, Lavrov said.`, `…, said Lavrov`, `Human rights, an official allowed, are not …`.
//!
//! After a mark, a name and a cue (in either order) that end their clause are sure, whatever the tree says: what stands before them in the
//! clause is the content, and what stands behind them too where the words before need it.

use super::content::Content;
use crate::Reading;
use legation_language::{Deprel, Upos, Xpos};
use legation_mention::Actor;
use std::ops::Range;

/// A speaker right beside a cue, and the content that surrounds them.
pub(super) struct Beside {
    pub(super) speaker: u32,
    pub(super) content: Option<Content>,
}

/// Words that open a clause on which what was said before it depends.
const DEPENDS: [&str; 14] = [
    "if", "unless", "because", "since", "as", "although", "though", "provided", "so", "when", "lest",
    "until", "once", "without",
];
/// What may follow a cue that ends its clause.
const ADVERBIAL: [&str; 10] = ["on", "in", "at", "during", "after", "late", "by", "from", "over", "before"];

/// Finds them for a cue.
pub(super) fn find(reading: &Reading<'_>, at: u32) -> Option<Beside> {
    let clause = clause(reading, at)?;
    before(reading, at, &clause).or_else(|| after(reading, at, &clause))
}

/// The part of the sentence between semicolons that a token stands in.
fn clause(reading: &Reading<'_>, at: u32) -> Option<Range<u32>> {
    let sentence = &reading.document.sentences[reading.document.sentence_of(at)?];
    let cuts = |&token: &u32| reading.word(token) == ";" && reading.quotation_at(token).is_none();
    let start = (sentence.tokens.start..at).rev().find(cuts).map_or(sentence.tokens.start, |cut| cut + 1);
    let end = (at..sentence.tokens.end).find(cuts).unwrap_or(sentence.tokens.end);
    Some(start..end)
}

fn is_mark(reading: &Reading<'_>, at: u32) -> bool {
    matches!(reading.word(at), "," | "\"" | "”" | "''" | "’" | "'" | "—" | "–")
}

/// `…, Lavrov said`, `…, Mr. Assad has insisted`, `…, an aide stressed`.
fn before(reading: &Reading<'_>, at: u32, clause: &Range<u32>) -> Option<Beside> {
    let parse = reading.parse;
    // The cue with its auxiliaries and adverbs.
    let leads = |&token: &u32| matches!(parse.word(token).upos, Upos::Aux | Upos::Adv);
    let first = (clause.start..at).rev().take(3).take_while(leads).last().unwrap_or(at);
    let last = first.checked_sub(1).filter(|&last| last >= clause.start)?;
    // `President Volodymyr Zelensky of Ukraine said`: the state behind him is part of his phrase.
    let is_whole = |actor: &Actor| {
        let subject =
            parse.child(at, &[Deprel::Nsubj]).filter(|&subject| subject < actor.mention.tokens.start);
        subject.is_none_or(|subject| {
            reading.mentions.actor_at(subject).is_none()
                || !parse.subtree(subject).contains(&actor.mention.head)
        })
    };
    let named =
        reading.mentions.actor_at(last).filter(|actor| actor.mention.tokens.end == first && is_whole(actor));
    let (speaker, words) = match named {
        Some(actor) => (actor.mention.head, actor.mention.tokens.clone()),
        None => {
            let subject = parse.child(at, &[Deprel::Nsubj])?;
            let words = super::told::phrase(reading, subject);
            let with_state =
                reading.mentions.actor_at(subject).is_some() && parse.subtree(subject).end == first;
            (subject, Some(words).filter(|words| words.end == first || with_state)?)
        }
    };
    let is_honorific = |at: &u32| {
        matches!(
            reading.word(*at),
            "Mr." | "Mr" | "Mrs." | "Mrs" | "Ms." | "Ms" | "Dr." | "Dr" | "Sir" | "Lord"
        )
    };
    let honorifics = (clause.start..words.start).rev().take_while(is_honorific).count() as u32;
    let start = words.start - honorifics;
    let follows = start > clause.start && is_mark(reading, start - 1);
    if !follows {
        return named.map(|actor| Beside { speaker: actor.mention.head, content: None });
    }
    let ends = at + 1 >= clause.end || matches!(reading.word(at + 1), "." | "\"" | "”" | "''");
    let adverbial = ADVERBIAL.contains(&reading.word(at + 1));
    let comma = reading.word(at + 1) == ",";
    let quoted = reading.quotation_at(at).is_some();
    let told = clause.start..start;
    let content = (told.end - told.start > 1 && (ends || adverbial || comma) && !quoted)
        .then(|| around(reading, told, at + 1..clause.end));
    Some(Beside { speaker, content })
}

/// `…, said Lavrov`.
fn after(reading: &Reading<'_>, at: u32, clause: &Range<u32>) -> Option<Beside> {
    if at <= clause.start || !is_mark(reading, at - 1) {
        return None;
    }
    let actor = reading.mentions.actor_at(at + 1).filter(|actor| actor.mention.tokens.start == at + 1)?;
    // `…, said he was ready`: what follows is a clause of its own.
    let next = actor.mention.tokens.end;
    let goes_on = |at: u32| at < clause.end && matches!(reading.parse.word(at).upos, Upos::Verb | Upos::Aux);
    let adverb = next < clause.end && reading.parse.word(next).upos == Upos::Adv;
    if goes_on(next) || (adverb && goes_on(next + 1)) {
        return None;
    }
    let told = clause.start..at;
    let content =
        (told.end - told.start > 1).then(|| around(reading, told, actor.mention.tokens.end..clause.end));
    Some(Beside { speaker: actor.mention.head, content })
}

/// What stands before a parenthesis, with what stands behind it where the first part is no clause yet or hangs on the second.
fn around(reading: &Reading<'_>, told: Range<u32>, rest: Range<u32>) -> Content {
    let parse = reading.parse;
    let finite = |mut tokens: Range<u32>| {
        tokens.any(|at| matches!(parse.word(at).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md))
    };
    let mut content = Content::new(told.clone());
    let behind = rest.start + 1..rest.end;
    if reading.word(rest.start) != "," || behind.len() < 3 {
        return content;
    }
    let opens = reading.word(behind.start).to_lowercase();
    let first = parse.word(behind.start);
    let relative =
        matches!(&*opens, "who" | "which" | "whose" | "and" | "but" | "while" | "adding" | "saying");
    let depends = DEPENDS.contains(&&*opens);
    let completes = !finite(told) && !relative && first.xpos != Xpos::Vbg && finite(behind.clone());
    if depends || completes {
        content.join(behind);
    }
    content
}
