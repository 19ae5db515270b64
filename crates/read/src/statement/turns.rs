//! The turns of transcripts and interviews: `MS. PORTER: …`, `QUESTION: …`, `Q: …`, `Answer: …`.
//!
//! A label begins a sentence and ends in a colon. One alone may be anything (`WARSAW: …`); from two on the article is a transcript, and
//! each turn is said, to the next label, by the one whom the label names.

use super::content::Content;
use super::{By, Draft};
use crate::Reading;
use std::ops::Range;

/// A label has at most so many words.
const WORDS: u32 = 5;
/// Labels that are not written in capitals.
const PLAIN: [&str; 8] = ["q", "a", "question", "answer", "moderator", "interviewer", "operator", "reporter"];

/// Finds them.
pub(super) fn find(reading: &Reading<'_>) -> Vec<Draft> {
    let labels: Vec<Range<u32>> =
        reading.document.sentences.iter().filter_map(|sentence| label(reading, &sentence.tokens)).collect();
    if labels.len() < 2 {
        return Vec::new();
    }
    let end = reading.document.tokens.len() as u32;
    let ends = labels.iter().skip(1).map(|label| label.start).chain([end]);
    labels
        .iter()
        .zip(ends)
        .filter(|(label, end)| label.end + 1 < *end)
        .map(|(label, end)| Draft {
            speaker: Some(label.end - 1),
            speaker_tokens: Some(label.clone()),
            by: By::Label,
            ..Draft::quoted(Content::new(label.end + 1..end))
        })
        .collect()
}

/// The head of who answers in an interview: the person named most often before its first label.
pub(super) fn answers(reading: &Reading<'_>) -> Option<u32> {
    let first = reading.document.sentences.iter().find_map(|sentence| label(reading, &sentence.tokens))?;
    let before = || {
        let actors = reading.mentions.actors.iter();
        actors.take_while(|actor| actor.mention.tokens.start < first.start).filter(|actor| actor.is_person)
    };
    let count = |who: &str| before().filter(|actor| actor.mention.is.who == who).count();
    before().max_by_key(|actor| count(&actor.mention.is.who)).map(|actor| actor.mention.head)
}

/// Whether a label stands for whoever asks, or for whoever answers.
pub(super) fn part(label: &str) -> Option<Part> {
    match &*label.to_lowercase() {
        "q" | "question" | "interviewer" | "reporter" => Some(Part::Asks),
        "a" | "answer" => Some(Part::Answers),
        _ => None,
    }
}

/// A part in an interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Asks,
    Answers,
}

/// The label that a sentence begins with, without its colon.
fn label(reading: &Reading<'_>, sentence: &Range<u32>) -> Option<Range<u32>> {
    let reach = sentence.end.min(sentence.start + WORDS + 1);
    let colon = (sentence.start + 1..reach).find(|&at| reading.word(at) == ":")?;
    let words = || (sentence.start..colon).map(|at| reading.word(at));
    let capitals = |word: &str| {
        let letters = || word.chars().filter(|c| c.is_alphabetic());
        letters().count() > 0 && letters().all(char::is_uppercase)
    };
    let is_plain = colon == sentence.start + 1 && words().all(|word| PLAIN.contains(&&*word.to_lowercase()));
    let titled = |word: &str| matches!(word, "Mr." | "Ms." | "Mrs." | "Dr." | "(" | ")");
    let is_label = is_plain || words().all(|word| capitals(word) || titled(word));
    (is_label && words().any(|word| word.len() > 1 || is_plain)).then_some(sentence.start..colon)
}
