//! Who said what.
//!
//! The tree gives what stands with a cue (`said that …`, `…, Lavrov said`, `fears`, `according to`); the quotation marks
//! give the extent of what is quoted, over sentences and paragraphs, and the quotations that run on without a speaker. The model's
//! heads add cues that no lexicon knows, and say which of its words are none here.

mod beside;
mod content;
mod date;
mod heads;
mod quoted;
mod told;
mod turns;

pub(crate) use told::phrase;

use crate::Reading;
use content::Content;
use legation_knowledge::lexicon::cues::{Cue, Kind, Polarity as CuePolarity};
use legation_language::{Deprel, Upos, Xpos};
use legation_mention::{Actor, Anchor, Grammar};
use legation_record::{ActorCode, Identity, Polarity, SpeechKind, SpeechMode, Statement};
use legation_text::Span;
use std::ops::Range;

/// A statement on its way into the record.
#[derive(Clone, Debug)]
struct Draft {
    /// The token that carries it; none for a quotation that runs on.
    cue: Option<u32>,
    /// What is shown as the cue: `are worried`.
    cue_tokens: Option<Range<u32>>,
    /// The head of the speaker's phrase.
    speaker: Option<u32>,
    /// The words that name the speaker.
    speaker_tokens: Option<Range<u32>>,
    content: Content,
    kind: Kind,
    polarity: CuePolarity,
    /// What found it.
    by: By,
}

/// What found a statement.
#[derive(Clone, Copy, Debug)]
pub(crate) enum By {
    /// A row of the lexicon, or with an empty lemma the model.
    Cue(&'static Cue),
    /// Quotation marks without a cue: they run on from what was quoted before, or stand behind a label.
    Marks,
    /// The label of a turn.
    Label,
}

/// The statements, and what found each.
pub(crate) struct Statements {
    pub(crate) statements: Vec<Statement<Span>>,
    pub(crate) by: Vec<By>,
}

/// Who speaks.
#[derive(Clone, Debug, Default)]
struct Speaker {
    span: Option<Span>,
    who: Option<String>,
    codes: Vec<ActorCode>,
    /// Whether it is one person, by name or by a pronoun.
    is_person: bool,
    /// The head of its words, or of those that named it last.
    head: Option<u32>,
}

/// Finds the statements.
pub(crate) fn find(reading: &Reading<'_>) -> Statements {
    let mut drafts = told::find(reading);
    quoted::extend(reading, &mut drafts);
    drafts.extend(turns::find(reading));
    drafts.retain(|draft| !draft.content.is_empty());
    drafts.sort_by_key(|draft| (draft.content.start(), std::cmp::Reverse(draft.content.end())));
    drafts.dedup_by(|later, earlier| later.cue.is_some() && later.cue == earlier.cue);
    let enclosing = |at: usize| {
        let inner = drafts[at].cue.unwrap_or(drafts[at].content.start());
        let holds = |outer: &Draft| outer.content.contains(inner) && outer.cue != drafts[at].cue;
        (0..drafts.len())
            .filter(|&outer| outer != at && holds(&drafts[outer]))
            .min_by_key(|&outer| drafts[outer].content.len())
    };
    let inside: Vec<Option<usize>> = (0..drafts.len()).map(enclosing).collect();
    // What somebody is said to feel is part of what is said of them.
    let kept: Vec<bool> = drafts
        .iter()
        .zip(&inside)
        .map(|(draft, inside)| {
            !(draft.kind == Kind::Attitude && inside.is_some() && is_pronoun(reading, draft))
        })
        .collect();
    let number = |at: usize| kept[..at].iter().filter(|kept| **kept).count() as u32;
    let identity = Identity::of(reading.article.date, &reading.article.text);
    let mut statements: Vec<Statement<Span>> = Vec::new();
    let mut by = Vec::new();
    let mut last = Speaker::default();
    let mut last_at = 0;
    // The last statement whose day was told: where, by whom, when.
    let mut dated: Option<(usize, Option<String>, Anchor)> = None;
    for (at, draft) in drafts.iter().enumerate().filter(|(at, _)| kept[*at]) {
        let here = reading.document.sentence_of(draft.content.start()).unwrap_or(0);
        let speaker = if draft.speaker.is_none() && draft.cue.is_none() {
            Speaker { span: None, ..last.clone() }
        } else {
            let found = match draft.by {
                By::Label => turn(reading, draft),
                _ => speaker(reading, draft),
            };
            match here <= last_at + GOES_ON && goes_on(reading, &drafts, at, &found, &last) {
                true => Speaker { span: found.span, ..last.clone() },
                false => found,
            }
        };
        let spans = draft.content.spans(reading);
        if spans.is_empty() {
            continue;
        }
        let mut when = date::of(reading, draft, &statements);
        if when.span.is_some() {
            dated = Some((here, speaker.who.clone(), when));
        } else if draft.cue.is_some_and(|cue| is_background(reading, cue)) {
            when = Anchor::default();
        } else if let Some((there, who, day)) = &dated
            && *who == speaker.who
            && here <= there + SAME_OCCASION
        {
            // What somebody added was said when the rest was.
            when = Anchor { span: None, ..*day };
        }
        if inside[at].is_none() {
            last = speaker.clone();
            last_at = here;
        }
        by.push(draft.by);
        statements.push(Statement {
            id: identity.id("s", speaker.who.as_deref().unwrap_or(""), &spans),
            speaker: speaker.span,
            who: speaker.who,
            code: speaker.codes.first().cloned(),
            codes: speaker.codes,
            kind: match draft.kind {
                Kind::Speech => SpeechKind::Speech,
                Kind::Attitude => SpeechKind::Attitude,
            },
            // Run-on quotations, labelled ones and turns are all quoted.
            mode: match draft.cue {
                None => SpeechMode::Direct,
                Some(_) => draft.content.mode(reading, inside[at].map(|outer| &drafts[outer].content)),
            },
            polarity: match draft.polarity {
                CuePolarity::Affirmed => Polarity::Affirmed,
                CuePolarity::Denied => Polarity::Denied,
                CuePolarity::Declined => Polarity::Declined,
            },
            cue: draft.cue_tokens.clone().and_then(|tokens| reading.document.span_of(tokens)),
            content: spans,
            inside: inside[at].map(number).filter(|&outer| (outer as usize) < statements.len()),
            date: when.start,
            date_span: when.span,
            confidence: None,
            corrected: Vec::new(),
        });
    }
    Statements { statements, by }
}

/// For how many sentences one who speaks goes on on the same occasion.
const SAME_OCCASION: usize = 4;

/// For how many sentences `he` may be the one who spoke last.
const GOES_ON: usize = 3;

/// Whether the `he` of a draft is the one who spoke last: whom it would mean else was named before, or is only spoken of in what was said.
fn goes_on(reading: &Reading<'_>, drafts: &[Draft], at: usize, found: &Speaker, last: &Speaker) -> bool {
    let Some(head) = drafts[at].speaker else { return false };
    let is_he = matches!(reading.word(head).to_lowercase().as_str(), "he" | "she");
    if !is_he || !last.is_person || found.who == last.who || reading.quotation_at(head).is_some() {
        return false;
    }
    let mentions = &reading.mentions.actors;
    let end = mentions.partition_point(|actor| actor.mention.tokens.start < head);
    let named = mentions[..end].iter().rev().take(40).find(|actor| {
        actor.grammar != Grammar::Anaphoric && Some(&actor.mention.is.who) == found.who.as_ref()
    });
    let (Some(actor), Some(spoke)) = (named, last.head) else { return false };
    actor.mention.head < spoke
        || drafts.iter().any(|draft| {
            draft.content.contains(actor.mention.head) && draft.speaker != Some(actor.mention.head)
        })
}

/// Whether a cue only reminds of something said: in a relative clause, or inside what another says in quotation marks.
fn is_background(reading: &Reading<'_>, cue: u32) -> bool {
    let deprel = reading.parse.word(cue).deprel;
    deprel == Deprel::AclRelcl || reading.quotation_at(cue).is_some()
}

fn is_pronoun(reading: &Reading<'_>, draft: &Draft) -> bool {
    draft.speaker.is_none_or(|speaker| reading.parse.word(speaker).upos == Upos::Pron)
}

/// The words of a speaker with all that belongs to them (`a customs officer who was not authorised to speak`), and those of them
/// that name him: without clauses and appositions (`two officers at the Metema post`).
fn whole(reading: &Reading<'_>, draft: &Draft, head: u32, words: Range<u32>) -> (Range<u32>, Range<u32>) {
    let parse = reading.parse;
    let all = parse.subtree(head);
    let cue = draft.cue_tokens.clone().unwrap_or(draft.cue.map_or(0..0, |cue| cue..cue + 1));
    // What is said, and the cue, are no part of who says it.
    let stop = [Some(cue.start).filter(|_| !cue.is_empty()), Some(draft.content.start())]
        .into_iter()
        .flatten()
        .filter(|&at| at >= words.end)
        .min()
        .unwrap_or(all.end);
    let trimmed = |mut end: u32| {
        let is_loose = |at: u32| parse.word(at).upos == Upos::Punct || parse.word(at).xpos == Xpos::Pos;
        while end > words.end && is_loose(end - 1) {
            end -= 1;
        }
        end.max(words.end)
    };
    // `the ministry said on Wednesday`: the tree may hang the day on the noun.
    let day = reading
        .mentions
        .times
        .iter()
        .map(|time| time.tokens.start)
        .find(|&day| day >= words.end && day < all.end);
    let stop = day.map_or(stop, |day| {
        stop.min(day.saturating_sub(u32::from(reading.parse.word(day - 1).upos == Upos::Adp)))
    });
    let complement = |end: u32| {
        parse
            .children(head)
            .filter(|&child| child >= words.start && parse.word(child).deprel == Deprel::Nmod)
            .map(|child| (child, parse.subtree(child)))
            .find(|(child, phrase)| {
                phrase.start == end
                    && parse.children(*child).all(|part| {
                        !matches!(parse.word(part).deprel, Deprel::Acl | Deprel::AclRelcl | Deprel::Appos)
                    })
            })
            .map(|(_, phrase)| phrase.end)
    };
    let mut named = words.end;
    while let Some(next) = complement(named).filter(|&next| next > named && next <= stop) {
        named = next;
    }
    let end = trimmed(all.end.min(stop));
    // A clause that the cue itself stands in is cut off whole.
    let end = if all.contains(&cue.start) && !cue.is_empty() { trimmed(named) } else { end };
    (words.start..end.max(words.end), words.start..trimmed(named))
}

/// Who speaks in a turn: whoever asks is of the press, whoever answers has been introduced.
fn turn(reading: &Reading<'_>, draft: &Draft) -> Speaker {
    let found = speaker(reading, draft);
    let label = found.span.map_or("", |span| span.of(&reading.article.text));
    match turns::part(label) {
        Some(turns::Part::Asks) => Speaker { codes: vec![ActorCode::new("---MED")], ..found },
        Some(turns::Part::Answers) => {
            match turns::answers(reading).and_then(|head| reading.mentions.actor_at(head)) {
                Some(actor) => Speaker {
                    who: Some(actor.mention.is.who.clone()),
                    codes: vec![actor.mention.is.code.clone()],
                    is_person: true,
                    ..found
                },
                None => found,
            }
        }
        None => found,
    }
}

/// The speaker of a draft, resolved.
fn speaker(reading: &Reading<'_>, draft: &Draft) -> Speaker {
    let Some(head) = draft.speaker else { return Speaker::default() };
    let actors: Vec<&Actor> = reading.mentions.actors_of(reading.parse, head);
    let tokens = draft.speaker_tokens.clone().unwrap_or(head..head + 1);
    let (tokens, name) = whole(reading, draft, head, tokens);
    let span = reading.document.span_of(tokens);
    let words = reading
        .document
        .span_of(name)
        .map(|span| span.of(&reading.article.text).split_whitespace().collect::<Vec<_>>().join(" "));
    let mut codes: Vec<ActorCode> = actors.iter().map(|actor| actor.mention.is.code.clone()).collect();
    codes.dedup();
    let is_named = |actor: &Actor| {
        actor.is_person || actor.mention.is.entity.is_some() || actor.grammar == Grammar::Anaphoric
    };
    let who = match actors.as_slice() {
        [only] if is_named(only) => Some(only.mention.is.who.clone()),
        _ => words,
    };
    // `an Iranian investigation found`, `a State Department readout said`: a document is of those who made it.
    if codes.is_empty() {
        let maker = reading.mentions.modifiers_of(reading.parse, head).last();
        codes.push(maker.map_or_else(|| ActorCode::new("---"), |actor| actor.mention.is.code.clone()));
    }
    let is_person = matches!(actors.as_slice(), [only] if only.is_person);
    Speaker { span, who, codes, is_person, head: Some(head) }
}
