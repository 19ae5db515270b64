//! Why a row is not as it was.
//!
//! Several things may have changed at once: a newer program brings newer tables. The rule that decides is one list, gone through from the top;
//! the first that holds is the cause, and what else holds is told beside it.

use super::article::Part;
use super::content::{Content, listed};
use super::diff::{Release, SAYING, TALKS};
use super::pairing::{Versions, overlap, spans};
use legation_record::correction::Verb;
use serde::Serialize;
use std::collections::BTreeSet;

/// Why a row is not as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Cause {
    /// The article is new, gone, or there in another version.
    Text,
    /// A person corrected it, or took a correction back.
    Correction,
    /// What it is one with: copies and fused events were linked anew, or a person merged or parted findings.
    Merge,
    /// Another version of the program or of its model read the article.
    Reader,
    /// The tables of the world, the codebook, frames or cues are others.
    Table,
    /// Other rows were asked for.
    Selection,
    /// None of these: the releases do not tell.
    Unknown,
}

impl Cause {
    /// Every cause, in the order in which they are told.
    pub const ALL: [Cause; 7] = [
        Cause::Text,
        Cause::Reader,
        Cause::Table,
        Cause::Correction,
        Cause::Merge,
        Cause::Selection,
        Cause::Unknown,
    ];

    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Cause::Text => "text",
            Cause::Correction => "correction",
            Cause::Merge => "merge",
            Cause::Reader => "reader",
            Cause::Table => "table",
            Cause::Selection => "selection",
            Cause::Unknown => "unknown",
        }
    }
}

/// Columns that say what a row is one with.
pub(super) const JOINS: [&str; 2] = ["fused", "family"];

/// A row in either release, and what differs.
pub(super) struct Case<'a> {
    pub(super) part: Part,
    pub(super) old: Option<usize>,
    pub(super) new: Option<usize>,
    /// The columns whose values differ.
    pub(super) fields: Vec<&'a str>,
}

/// Decides: the cause, and what else could be.
pub(super) fn decide(
    case: &Case<'_>,
    old: &Release,
    new: &Release,
    versions: &Versions,
) -> (Cause, Vec<Cause>) {
    let part = case.part.name();
    let (was, is) = (old.content(part), new.content(part));
    let digest_was = case.old.map(|row| was.cell(row, "digest"));
    let digest_is = case.new.map(|row| is.cell(row, "digest"));
    let mut holds = Vec::new();

    let is_absent =
        |digest: Option<&str>, release: &Release| digest.is_some_and(|digest| !release.has(digest));
    if is_absent(digest_was, new) || is_absent(digest_is, old) {
        let digest = digest_was.or(digest_is).unwrap_or_default();
        let is_version = versions.is_version(digest);
        let day = case.old.map(|row| published(was, row)).or_else(|| case.new.map(|row| published(is, row)));
        let other = if case.old.is_some() { new } else { old };
        let is_left_out = !is_version && other.leaves_out(day.unwrap_or_default());
        return (if is_left_out { Cause::Selection } else { Cause::Text }, Vec::new());
    }
    let digest = digest_was.or(digest_is).unwrap_or_default();

    // What people have corrected in one of the two alone, of this very row or of what it refers to.
    let mut findings = BTreeSet::new();
    findings.extend(case.old.into_iter().flat_map(|row| concerning(case.part, was, row)));
    findings.extend(case.new.into_iter().flat_map(|row| concerning(case.part, is, row)));
    let (before, after) = (old.touching(digest, &findings), new.touching(digest, &findings));
    let verbs: Vec<Verb> = before
        .iter()
        .filter(|(id, _)| !after.contains_key(*id))
        .chain(after.iter().filter(|(id, _)| !before.contains_key(*id)))
        .map(|(_, verb)| *verb)
        .collect();
    let is_merge = |verb: &Verb| matches!(verb, Verb::Merge | Verb::Split);
    if verbs.iter().any(|verb| !is_merge(verb)) {
        holds.push(Cause::Correction);
    }
    let joins = case.fields.iter().any(|field| JOINS.contains(field));
    let only_joins = joins && case.fields.iter().all(|field| JOINS.contains(field));
    if verbs.iter().any(is_merge) || only_joins {
        holds.push(Cause::Merge);
    }

    let differs = |columns: [&str; 2]| {
        columns.iter().any(|column| old.of_article(digest, column) != new.of_article(digest, column))
    };
    if differs(["reader", "model"]) {
        holds.push(Cause::Reader);
    }
    if differs(["knowledge", "frames"]) {
        holds.push(Cause::Table);
    }
    // Its words now tell of another event of the article, or did so before.
    let absorbed = case.part == Part::Events
        && match (case.old, case.new) {
            (Some(row), None) => is_told_by_another(row, old, new, digest),
            (None, Some(row)) => is_told_by_another(row, new, old, digest),
            _ => false,
        };
    if (absorbed || joins) && !holds.contains(&Cause::Merge) {
        holds.push(Cause::Merge);
    }
    if (case.old.is_none() || case.new.is_none()) && old.arguments() != new.arguments() {
        holds.push(Cause::Selection);
    }
    let mut holds = holds.into_iter();
    let first = holds.next().unwrap_or(Cause::Unknown);
    (first, holds.collect())
}

fn published(content: &Content, row: usize) -> &str {
    match content.cell(row, "published") {
        "" => content.cell(row, "date"),
        day => day,
    }
}

/// The findings that a row tells of, by the ids by which corrections know them.
fn concerning(part: Part, content: &Content, row: usize) -> Vec<(Part, &str)> {
    let cell = |column: &str| content.cell(row, column);
    let all = match part {
        Part::Agenda => {
            vec![(part, cell(TALKS)), (Part::Events, cell(TALKS)), (Part::Statements, cell(SAYING))]
        }
        Part::Articles => vec![(part, cell("digest"))],
        Part::Events => vec![(part, cell("id")), (Part::Statements, cell(SAYING))],
        Part::Statements => vec![(part, cell("id"))],
    };
    all.into_iter().filter(|(_, id)| !id.is_empty()).collect()
}

/// Whether an event that is in one release alone has words that in the other another event has, which had not got them here.
fn is_told_by_another(row: usize, here: &Release, there: &Release, digest: &str) -> bool {
    let words = spans(here.content("events").cell(row, "triggers"));
    let telling = |release: &Release| -> BTreeSet<String> {
        let content = release.content("events");
        let rows = release.events_of(digest).iter();
        rows.filter(|at| overlap(&words, &spans(content.cell(**at, "triggers"))))
            .map(|at| content.cell(*at, "id").to_owned())
            .collect()
    };
    !telling(there).is_subset(&telling(here))
}

/// The findings that a correction concerns.
pub(super) fn concerned(content: &Content, row: usize) -> impl Iterator<Item = &str> {
    listed(content.cell(row, "findings"))
}
