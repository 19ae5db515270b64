//! Who said what.

use crate::{ActorCode, Corrected, PartialDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One attribution: a speaker, the words that carry it, and what was said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Statement<S> {
    /// Stable: derived from the article and the content.
    pub id: String,
    /// The words that name the speaker at this statement.
    pub speaker: Option<S>,
    /// The resolved speaker: the fullest name or role in the article.
    pub who: Option<String>,
    /// The code of the first speaker.
    pub code: Option<ActorCode>,
    /// The codes of all speakers of a joint statement.
    pub codes: Vec<ActorCode>,
    /// Something said, or something felt.
    pub kind: SpeechKind,
    /// Whether the speaker's own words are quoted.
    pub mode: SpeechMode,
    /// Whether the speaker affirms the content.
    pub polarity: Polarity,
    /// The words that carry the attribution (`said`, `according to`); none for a quotation that runs on.
    pub cue: Option<S>,
    /// What was said, quotation marks left out.
    pub content: Vec<S>,
    /// The statement (an index) that this one is told inside of.
    pub inside: Option<u32>,
    /// When it was said.
    pub date: Option<PartialDate>,
    /// The words that say when.
    pub date_span: Option<S>,
    /// Calibrated, to three digits; none where nothing was calibrated.
    pub confidence: Option<f64>,
    /// What people have said of it, the latest last; a field that is not as the machine read it stands here with the machine's value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrected: Vec<Corrected>,
}

/// Something said, or something felt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SpeechKind {
    /// Said, written, asked, warned.
    Speech,
    /// Felt, believed, wanted.
    Attitude,
}

impl SpeechKind {
    /// As the record writes it.
    pub fn name(self) -> &'static str {
        match self {
            SpeechKind::Speech => "speech",
            SpeechKind::Attitude => "attitude",
        }
    }
}

/// Whether the speaker's own words are quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SpeechMode {
    /// All of it stands in quotation marks.
    Direct,
    /// None of it does.
    Indirect,
    /// Some of it does.
    Mixed,
}

impl SpeechMode {
    /// As the record writes it.
    pub fn name(self) -> &'static str {
        match self {
            SpeechMode::Direct => "direct",
            SpeechMode::Indirect => "indirect",
            SpeechMode::Mixed => "mixed",
        }
    }
}

/// Whether the speaker affirms the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// The speaker stands by it.
    Affirmed,
    /// The speaker says that it is not so.
    Denied,
    /// The speaker would not say.
    Declined,
}

impl Polarity {
    /// As the record writes it.
    pub fn name(self) -> &'static str {
        match self {
            Polarity::Affirmed => "affirmed",
            Polarity::Denied => "denied",
            Polarity::Declined => "declined",
        }
    }
}
