//! Statements by their quotation marks: contents are drawn out to all that is quoted, quotations without a cue of their own
//! get the one beside them, and those that run on get the speaker before.

use super::content::Content;
use super::{By, Draft};
use crate::Reading;
use legation_knowledge::lexicon::cues::{Kind, Polarity};
use std::ops::Range;

/// Fewer words in quotation marks are a term or a title, unless a cue stands right beside them.
const TERM: u32 = 5;
/// How many tokens may stand between a quotation and the cue beside it.
const BESIDE: u32 = 12;

/// Brings the quotations into the drafts.
pub(super) fn extend(reading: &Reading<'_>, drafts: &mut Vec<Draft>) {
    let mut run_on: Vec<Draft> = Vec::new();
    for (number, quotation) in
        reading.document.quotations.iter().enumerate().filter(|(_, quotation)| quotation.depth == 0)
    {
        let tokens = reading.document.tokens_in(quotation.content);
        if tokens.is_empty() {
            continue;
        }
        let outside = |draft: &Draft| draft.cue.is_some_and(|cue| !tokens.contains(&cue));
        // A content that shares most of it, or as much of it as its sentence holds, takes all of it.
        let beside = |draft: &Draft| draft.cue.is_some_and(|cue| is_beside(reading, cue, &tokens));
        let sharing = drafts
            .iter_mut()
            .filter(|draft| outside(draft) && draft.kind == Kind::Speech)
            .max_by_key(|draft| draft.content.shared(&tokens));
        if let Some(draft) = sharing.filter(|draft| draft.content.shared(&tokens) > 0) {
            let continues_sentence = draft.content.shared(&tokens) * 2 >= tokens.end - tokens.start
                || draft.content.shared(&tokens) * 2 >= draft.content.len()
                || beside(draft);
            if continues_sentence {
                draft.content.join(tokens.clone());
                let cue = draft.cue_tokens.clone().unwrap_or_default();
                let speaker = draft.speaker_tokens.clone().unwrap_or_default();
                draft.content.without(&cue);
                draft.content.without(&speaker);
            }
            continue;
        }
        // `called the offensive "an unprecedented operation"`: it completes what the cue says already.
        let completed = |draft: &&mut Draft| {
            outside(draft)
                && draft.cue.is_some_and(|cue| cue < draft.content.start())
                && draft.content.end() + 1 == tokens.start
        };
        if let Some(draft) = drafts.iter_mut().find(completed) {
            draft.content.join(tokens);
            continue;
        }
        // `"We are ready," Lavrov said, "but they are not."`: the sentence goes on behind its cue.
        let goes_on = |draft: &Draft| {
            draft.cue.is_some_and(|cue| {
                draft.content.end() <= cue
                    && cue < tokens.start
                    && reading.document.sentence_of(cue) == reading.document.sentence_of(tokens.start)
                    && is_quoted(reading, &draft.content)
            })
        };
        let free = |draft: &&mut Draft| {
            outside(draft) && (draft.content.is_empty() || goes_on(draft)) && beside(draft)
        };
        let near = drafts
            .iter_mut()
            .filter(free)
            .min_by_key(|draft| distance(draft.cue.unwrap_or_default(), &tokens));
        if let Some(draft) = near {
            draft.content.join(tokens);
            continue;
        }
        // `Peskov: "There are no plans."`
        if let Some((speaker, words)) = label(reading, tokens.start) {
            run_on.push(Draft {
                speaker: Some(speaker),
                speaker_tokens: Some(words),
                ..Draft::quoted(Content::new(tokens))
            });
            continue;
        }
        // Quoted by nobody: it runs on from the quotation before, if it is a sentence of its own.
        let is_sentence = tokens.end - tokens.start >= TERM && stands_alone(reading, &tokens);
        let has_speaker = number > 0 || drafts.iter().any(|draft| draft.content.start() < tokens.start);
        if is_sentence && has_speaker {
            run_on.push(Draft::quoted(Content::new(tokens)));
        }
    }
    drafts.extend(run_on);
    for draft in drafts {
        bound(reading, draft);
    }
}

/// Leaves out what is not quoted of a content that is: `"We are ready," he told reporters on Monday`, `Asked about it, he said, "We are ready."`.
fn bound(reading: &Reading<'_>, draft: &mut Draft) {
    let Some(cue) = draft.cue_tokens.clone() else { return };
    let sentence =
        |at: u32| reading.document.sentence_of(at).map(|at| &reading.document.sentences[at].tokens);
    let Some(sentence) = sentence(cue.start) else { return };
    let is_said =
        |at: &u32| draft.content.contains(*at) && reading.word(*at).chars().any(char::is_alphanumeric);
    let is_quoted = |at: u32| reading.quotation_at(at).is_some();
    if is_quoted(cue.start) || draft.kind != Kind::Speech {
        return;
    }
    let mut before = (draft.content.start()..cue.start).filter(is_said).peekable();
    let is_fronted = before.peek().is_some() && before.all(is_quoted);
    let loose = (cue.end..sentence.end).find(is_said).filter(|&at| is_fronted && !is_quoted(at));
    if let Some(loose) = loose.filter(|loose| reading.word(loose - 1) != ",") {
        let end = (loose..sentence.end).find(|&at| is_quoted(at)).unwrap_or(sentence.end);
        draft.content.without(&(loose..end));
        return;
    }
    // The quotation begins a sentence of its own right behind the cue.
    let opens = (cue.end..sentence.end.min(cue.end + 3)).find(|&at| is_quoted(at));
    let begins = opens.filter(|&at| reading.word(at).starts_with(char::is_uppercase));
    let is_led_up = begins.is_some_and(|at| {
        matches!(reading.word(at.saturating_sub(2)), "," | ":") && draft.content.contains(at)
    });
    let is_apart = draft.content.start() < cue.start && !(sentence.start..cue.start).any(is_quoted);
    if is_led_up && is_apart && draft.content.start() >= sentence.start {
        draft.content.without(&(sentence.start..cue.start));
    }
}

/// Whether a content ends in quotation marks, or stands in them.
fn is_quoted(reading: &Reading<'_>, content: &Content) -> bool {
    (content.end().saturating_sub(2)..content.end()).any(|at| reading.quotation_at(at).is_some())
}

impl Draft {
    /// What is quoted without a cue.
    pub(super) fn quoted(content: Content) -> Draft {
        Draft {
            cue: None,
            cue_tokens: None,
            speaker: None,
            speaker_tokens: None,
            content,
            kind: Kind::Speech,
            polarity: Polarity::Affirmed,
            by: By::Marks,
        }
    }
}

/// The speaker whose name and a colon stand right before a quotation and begin its sentence: head and words.
fn label(reading: &Reading<'_>, quoted: u32) -> Option<(u32, Range<u32>)> {
    let colon = quoted.checked_sub(2).filter(|&colon| reading.word(colon) == ":")?;
    let actor = reading.mentions.actor_at(colon.checked_sub(1)?)?;
    let words = actor.mention.tokens.clone();
    let sentence = reading.document.sentence_of(words.start)?;
    let begins = reading.document.sentences[sentence].tokens.start == words.start;
    (begins && words.end == colon).then_some((actor.mention.head, words))
}

fn distance(cue: u32, tokens: &Range<u32>) -> u32 {
    if cue < tokens.start { tokens.start - cue } else { cue.saturating_sub(tokens.end) }
}

/// Whether a cue stands in the sentence in which a quotation begins or ends, close to it.
fn is_beside(reading: &Reading<'_>, cue: u32, tokens: &Range<u32>) -> bool {
    let sentence = reading.document.sentence_of(cue);
    let ends = [tokens.start, tokens.end.saturating_sub(1)];
    ends.iter().any(|&end| reading.document.sentence_of(end) == sentence) && distance(cue, tokens) <= BESIDE
}

/// Whether a quotation begins where a sentence begins and ends where one ends.
fn stands_alone(reading: &Reading<'_>, tokens: &Range<u32>) -> bool {
    let document = reading.document;
    let starts = document.sentence_of(tokens.start).map(|at| document.sentences[at].tokens.start);
    let ends = document.sentence_of(tokens.end - 1).map(|at| document.sentences[at].tokens.end);
    starts.is_some_and(|start| tokens.start <= start + 1) && ends.is_some_and(|end| end <= tokens.end + 1)
}
