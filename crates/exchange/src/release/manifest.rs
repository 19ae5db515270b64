//! What a release says of itself.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The number of the form of releases. Within one, columns and fields are only added.
pub const FORM: u32 = 1;

/// The manifest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The number of the form: [`FORM`].
    pub form: u32,
    /// What the release is called.
    pub title: String,
    /// Its version.
    pub version: String,
    /// The day of its last article.
    pub released: Option<String>,
    /// Who made it.
    pub authors: Vec<Author>,
    /// Under which licence it may be used, as SPDX names it.
    pub license: Option<String>,
    /// What wrote it.
    pub program: Program,
    /// What was asked for: the flags of the command that choose rows and columns.
    pub arguments: BTreeMap<String, Value>,
    /// Its articles.
    pub corpus: Corpus,
    /// What read them.
    pub readers: Vec<ReaderShare>,
    /// What people have corrected.
    pub corrections: Corrections,
    /// The tables.
    pub tables: BTreeMap<String, TableSize>,
    /// The outlets with their articles, day by day.
    pub sources: Vec<Source>,
}

/// Who made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// The family name; none of a group.
    pub family: Option<String>,
    /// The given names; the whole name of a group.
    pub given: String,
}

/// `Okoro, Dana` is a person; a name without a comma is taken as a whole.
pub fn author(written: &str) -> Author {
    match written.split_once(',') {
        Some((family, given)) => {
            Author { family: Some(family.trim().to_owned()), given: given.trim().to_owned() }
        }
        None => Author { family: None, given: written.trim().to_owned() },
    }
}

/// What wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The form of the stores it knows.
    pub store_form: u32,
    /// The form of the records.
    pub schema: u32,
}

/// The articles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corpus {
    /// SHA-256 of the digests of all articles, in order, a line each.
    pub digest: String,
    /// How many there are.
    pub articles: u64,
    /// How many of them are of the days and outlets asked for.
    pub in_period: u64,
    /// The first day of these.
    pub first: Option<String>,
    /// The last.
    pub last: Option<String>,
}

/// A reader, and how many articles it read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ReaderShare {
    /// The version of the program.
    pub version: String,
    /// The language model.
    pub model: String,
    /// The digest of the tables of the world.
    pub knowledge: String,
    /// The digest of the codebook, frames and cues.
    pub frames: String,
    /// How many articles.
    pub articles: u64,
}

/// The corrections.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrections {
    /// How many are applied.
    pub count: u64,
    /// Of each kind.
    pub by_verb: BTreeMap<String, u64>,
    /// SHA-256 of their ids, in order, a line each.
    pub digest: String,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSize {
    /// How many rows.
    pub rows: u64,
    /// How many rows said the same as one before, and were left out.
    pub repeated: u64,
    /// The columns.
    pub columns: Vec<String>,
}

/// An outlet with its articles of the days asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its name; empty where articles name none.
    pub source: String,
    /// How many articles.
    pub articles: u64,
    /// The first day.
    pub first: String,
    /// The last day.
    pub last: String,
    /// The days between without an article.
    pub gaps: Vec<Gap>,
    /// The days with articles, and how many.
    pub days: BTreeMap<String, u64>,
}

/// Days in a row without an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// The first.
    pub from: String,
    /// The last.
    pub to: String,
    /// How many.
    pub days: u64,
}

impl Source {
    /// From the days with articles; none where there are none.
    pub(super) fn of(source: &str, days: &BTreeMap<Date, u64>) -> Option<Source> {
        let (first, last) = (*days.keys().next()?, *days.keys().next_back()?);
        let mut gaps = Vec::new();
        for (one, next) in days.keys().zip(days.keys().skip(1)) {
            let (Ok(from), Ok(to)) = (one.tomorrow(), next.yesterday()) else { continue };
            if from <= to {
                let days = u64::try_from(to.duration_since(from).as_hours() / 24).unwrap_or_default() + 1;
                gaps.push(Gap { from: from.to_string(), to: to.to_string(), days });
            }
        }
        Some(Source {
            source: source.to_owned(),
            articles: days.values().sum(),
            first: first.to_string(),
            last: last.to_string(),
            gaps,
            days: days.iter().map(|(day, articles)| (day.to_string(), *articles)).collect(),
        })
    }
}

/// Counts articles as they come.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// The digests of all articles.
    pub(super) digests: BTreeSet<String>,
    pub(super) in_period: u64,
    /// Per outlet and day, those asked for.
    pub(super) days: BTreeMap<String, BTreeMap<Date, u64>>,
    pub(super) readers: BTreeMap<ReaderShare, u64>,
    /// The ids of the corrections, with their verbs.
    pub(super) corrections: BTreeMap<String, &'static str>,
}

impl Counts {
    pub(super) fn sources(&self) -> Vec<Source> {
        self.days.iter().filter_map(|(source, days)| Source::of(source, days)).collect()
    }

    pub(super) fn readers(&self) -> Vec<ReaderShare> {
        self.readers
            .iter()
            .map(|(reader, articles)| ReaderShare { articles: *articles, ..reader.clone() })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_the_days_between() {
        let days = |written: &[&str]| written.iter().map(|day| (day.parse().unwrap(), 1)).collect();
        let source =
            Source::of("A", &days(&["2025-02-27", "2025-02-28", "2025-03-03", "2025-03-05"])).unwrap();
        let gaps: Vec<String> =
            source.gaps.iter().map(|gap| format!("{} {} {}", gap.from, gap.to, gap.days)).collect();
        assert_eq!(gaps, ["2025-03-01 2025-03-02 2", "2025-03-04 2025-03-04 1"]);
        assert_eq!(source.articles, 4);
        assert!(Source::of("A", &BTreeMap::new()).is_none());
    }

    #[test]
    fn a_name_with_a_comma_is_a_persons() {
        assert_eq!(author("Okoro, Dana").family.as_deref(), Some("Okoro"));
        assert_eq!(author("The Talks Project").family, None);
    }
}
