//! What a dossier shows, in which order: the same for every form.

use super::series;
use crate::view::fused::told_by;
use legation_link::Evidence;
use legation_link::dossier::Dossier;
use std::fmt::Write;

/// A dossier laid out.
pub(super) struct Outline<'a> {
    pub(super) title: String,
    /// What it rests on, in a line.
    pub(super) basis: String,
    pub(super) chapters: Vec<Chapter<'a>>,
}

/// A negotiation.
pub(super) struct Chapter<'a> {
    pub(super) title: String,
    /// Who mediates, in which form, about what.
    pub(super) lead: Vec<Line<'a>>,
    pub(super) rounds: Vec<Row<'a>>,
    pub(super) sections: Vec<Section<'a>>,
}

/// A row of the table of rounds.
pub(super) struct Row<'a> {
    pub(super) number: String,
    pub(super) date: String,
    pub(super) place: String,
    pub(super) status: &'static str,
    pub(super) heads: Vec<String>,
    pub(super) source: Source<'a>,
}

/// A part of a chapter.
pub(super) struct Section<'a> {
    pub(super) title: &'static str,
    /// None where nothing is told.
    pub(super) groups: Vec<Group<'a>>,
}

/// Lines that belong together.
pub(super) struct Group<'a> {
    pub(super) title: Option<String>,
    pub(super) lines: Vec<Line<'a>>,
}

/// One thing that is told, and who tells it.
pub(super) struct Line<'a> {
    /// A day, or what the line says.
    pub(super) label: String,
    pub(super) words: Vec<Words>,
    pub(super) source: Source<'a>,
}

/// Words of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Words {
    Plain(String),
    /// What the eye should find.
    Strong(String),
    /// What is said about what stands before.
    Faint(String),
    /// Somebody's own words.
    Quoted(String),
}

/// Where something is told.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) evidence: &'a [Evidence],
    /// How many articles that are no copies of each other.
    pub(super) origins: usize,
}

impl<'a> Source<'a> {
    pub(super) fn of(evidence: &'a [Evidence], origins: usize) -> Source<'a> {
        Source { evidence, origins }
    }

    /// `Reuters, 2025-05-23`; `Reuters and 3 others, 2025-05-23`. The outlet, or the article where it names none.
    pub(super) fn name(&self) -> Option<String> {
        self.evidence.first().map(|best| told_by(best, self.origins))
    }
}

/// The outlet, or the article where it names none.
pub(super) fn outlet(evidence: &Evidence) -> &str {
    evidence.source.as_deref().unwrap_or(&evidence.article)
}

impl<'a> Line<'a> {
    pub(super) fn new(label: impl Into<String>, words: Vec<Words>, source: Source<'a>) -> Line<'a> {
        Line { label: label.into(), words, source }
    }
}

impl<'a> Outline<'a> {
    /// Of a dossier.
    pub(super) fn of(dossier: &'a Dossier) -> Outline<'a> {
        let parties: Vec<&str> = dossier.parties.iter().map(|party| party.name.as_str()).collect();
        let mut basis = match dossier.articles {
            0 => "no article tells of talks between them".to_owned(),
            1 => "one article".to_owned(),
            articles => format!("{articles} articles, {} of them independent", dossier.origins),
        };
        if let Some([first, last]) = &dossier.published {
            let _ = match first == last {
                true => write!(basis, ", published {first}"),
                false => write!(basis, ", published {first} to {last}"),
            };
        }
        if let Some(day) = &dossier.as_of {
            let _ = write!(basis, "; as known on {day}");
        }
        let chapters = dossier.series.iter().map(|series| series::chapter(series, &dossier.parties));
        Outline { title: parties.join(" – "), basis, chapters: chapters.collect() }
    }
}
