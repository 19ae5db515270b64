//! Why a statement or an event was found: which row of the lexicon or of the frames, or the model.

use crate::Reading;
use crate::event;
use crate::statement::{self, By};
use legation_knowledge::lexicon::cues::Cue;
use legation_knowledge::lexicon::frames::{Frame, Way};

/// What found each statement and each event of a record, in its order, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reasons {
    /// `verb say`, `model`, `marks`, `label`.
    pub statements: Vec<String>,
    /// `impose obj:sanction|…`, `model`; with the share of 100 that the model gives the type.
    pub events: Vec<String>,
    /// What the confidence of each event is reckoned from.
    pub sureness: Vec<Sureness>,
}

/// What speaks for the type and the status of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sureness {
    /// `exact` (a frame with several needs or words), `frame`, `model`.
    pub kind_evidence: &'static str,
    /// The share of 255 that the model's head gives the type.
    pub kind: u8,
    /// `word` where a word decides the status, else `none`.
    pub status_evidence: &'static str,
    /// The share that the model's head gives the status.
    pub status: u8,
}

/// The reasons for what is found in an article.
pub(crate) fn reasons(reading: &Reading<'_>) -> Reasons {
    let found = statement::find(reading);
    let statements = found.by.iter().map(|by| match by {
        By::Cue(cue) => cued(cue),
        By::Marks => "marks".to_owned(),
        By::Label => "label".to_owned(),
    });
    let events = event::find(reading, &found.statements);
    let shares = events.triggers.iter().zip(&events.events).map(|(triggers, event)| {
        let first = triggers.first().copied().unwrap_or_default();
        event::share(reading, first, event.kind.name())
    });
    let framed = events.frames.iter().zip(shares);
    let parts = events.triggers.iter().zip(&events.frames).zip(&events.events);
    let sureness = parts.map(|((triggers, frame), event)| {
        event::sureness(reading, triggers, frame, event.status, event.status_span.is_some())
    });
    Reasons {
        sureness: sureness.collect(),
        statements: statements.collect(),
        events: framed.map(|(frame, share)| wording(frame, share)).collect(),
    }
}

fn cued(cue: &Cue) -> String {
    let class = format!("{:?}", cue.class).to_lowercase();
    if cue.lemma.is_empty() {
        return format!("model, {class}");
    }
    let words: Vec<&str> = [cue.lemma].into_iter().chain(cue.rest.iter().copied()).collect();
    format!("{class} {}", words.join(" "))
}

/// How many of the words that a frame needs are shown.
const SHOWN: usize = 3;

fn wording(frame: &Frame, share: Option<u8>) -> String {
    let share = share.map_or_else(String::new, |share| format!(", model {} %", u32::from(share) * 100 / 255));
    if frame.head.is_empty() {
        return format!("no frame{share}");
    }
    let mut out: Vec<String> = frame.before.iter().map(|word| (*word).to_owned()).collect();
    out.push(frame.head.to_owned());
    for need in frame.needs {
        let way = match need.way {
            Way::Object => "obj",
            Way::Subject => "subj",
            Way::Preposition => "prep",
            Way::Particle => "prt",
            Way::Infinitive => "inf",
            Way::Modifier => "mod",
            Way::Without => "not",
        };
        let more = if need.words.len() > SHOWN { "|…" } else { "" };
        out.push(format!("{way}:{}{more}", need.words[..need.words.len().min(SHOWN)].join("|")));
    }
    format!("{}{share}", out.join(" "))
}
