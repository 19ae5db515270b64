//! When something was said.

use super::Draft;
use crate::Reading;
use legation_language::{Deprel, Xpos};
use legation_mention::Anchor;
use legation_record::{PartialDate, Statement};
use legation_text::Span;

/// When it was said: by the cue's clause; a quotation that runs on was said with the one before it.
pub(super) fn of(reading: &Reading<'_>, draft: &Draft, before: &[Statement<Span>]) -> Anchor {
    let Some(cue) = draft.cue.map(|cue| purpose(reading, cue).unwrap_or(cue)).or(draft.speaker) else {
        let start: Option<PartialDate> = before.last().and_then(|statement| statement.date);
        return Anchor { start, end: start, span: None };
    };
    let own = anchor(reading, cue);
    if own.span.is_some() {
        return own;
    }
    if let Some(told) = beside(reading, cue) {
        return told;
    }
    if is_before(reading, cue) { Anchor::default() } else { own }
}

/// Whether a cue stands in a clause of what was before, or after, something else: `the remarks came after Kyiv had criticised …`.
fn is_before(reading: &Reading<'_>, cue: u32) -> bool {
    let goes_up = |at: u32| {
        let word = reading.parse.word(at);
        let shares =
            matches!(word.deprel, Deprel::Conj) || (word.deprel == Deprel::Advcl && word.xpos == Xpos::Vbg);
        word.head.filter(|_| shares)
    };
    std::iter::successors(Some(cue), |&at| goes_up(at))
        .take(3)
        .any(|at| is_marked(reading, at, &["after", "before", "since", "until"]))
}

fn anchor(reading: &Reading<'_>, at: u32) -> Anchor {
    legation_mention::anchor(reading.article, reading.document, reading.parse, &reading.mentions.times, at)
}

fn is_marked(reading: &Reading<'_>, clause: u32, words: &[&str]) -> bool {
    let mark = reading.parse.child(clause, &[Deprel::Mark, Deprel::Case]);
    mark.is_some_and(|mark| words.contains(&&*reading.parse.word(mark).lemma))
}

/// `took to the air on Sunday to warn`: it was said when the air was taken to.
fn purpose(reading: &Reading<'_>, cue: u32) -> Option<u32> {
    let word = reading.parse.word(cue);
    let is_purpose =
        word.deprel == Deprel::Advcl && word.xpos == Xpos::Vb && is_marked(reading, cue, &["to"]);
    word.head.filter(|_| is_purpose)
}

/// The day beside a cue that is told of what goes with it: `said in a statement posted on Sunday`, `after speaking by phone on Monday, he said`.
fn beside(reading: &Reading<'_>, cue: u32) -> Option<Anchor> {
    let parse = reading.parse;
    let published = parse
        .children(cue)
        .filter(|&child| parse.word(child).deprel == Deprel::Obl)
        .filter_map(|child| parse.child(child, &[Deprel::Acl]))
        .filter(|&clause| parse.word(clause).xpos == Xpos::Vbn);
    let occasion = parse.children(cue).filter(|&child| {
        child < cue && parse.word(child).deprel == Deprel::Advcl && is_marked(reading, child, &["after"])
    });
    let told = published.chain(occasion).map(|clause| anchor(reading, clause));
    told.into_iter().find(|told| told.span.is_some())
}
