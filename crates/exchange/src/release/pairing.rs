//! Which row of one release is which of another.

use super::content::{Content, listed};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A row of the old release and the one of the new that it is; one of them is missing where a row came or went.
pub(super) type Pair = (Option<usize>, Option<usize>);

/// How rows of a table are known again where their keys differ.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marks {
    /// The column of the places of the words that tell of it.
    pub(super) places: &'static str,
    /// Columns that together tell rows of one article apart, in another version of its text.
    pub(super) alike: &'static [&'static str],
}

/// The articles of both releases: which of the old is which of the new.
#[derive(Debug, Default)]
pub(super) struct Versions {
    /// From an old digest to the new one of another version of the article.
    replaced: HashMap<String, String>,
    /// The new digests of those.
    fresh: HashSet<String>,
}

impl Versions {
    /// Articles with one address are versions of one another; without an address those with one id, outlet and day.
    pub(super) fn of(old: &Content, new: &Content) -> Versions {
        let identity = |content: &Content, row: usize| match content.cell(row, "url") {
            "" => ["id", "source", "date"].map(|column| content.cell(row, column)).join("\n"),
            url => url.to_owned(),
        };
        let digests = |content: &Content| -> HashSet<String> {
            (0..content.rows.len()).map(|row| content.cell(row, "digest").to_owned()).collect()
        };
        let (of_old, of_new) = (digests(old), digests(new));
        let mut fresh: HashMap<String, String> = HashMap::new();
        for row in 0..new.rows.len() {
            let digest = new.cell(row, "digest");
            if !of_old.contains(digest) {
                fresh.entry(identity(new, row)).or_insert_with(|| digest.to_owned());
            }
        }
        let mut replaced = HashMap::new();
        for row in 0..old.rows.len() {
            let digest = old.cell(row, "digest");
            if !of_new.contains(digest)
                && let Some(next) = fresh.remove(&identity(old, row))
            {
                replaced.insert(digest.to_owned(), next);
            }
        }
        let fresh = replaced.values().cloned().collect();
        Versions { replaced, fresh }
    }

    /// The digest that the article of an old row has in the new release.
    pub(super) fn now<'a>(&'a self, digest: &'a str) -> &'a str {
        self.replaced.get(digest).map_or(digest, String::as_str)
    }

    /// Whether a digest is that of a version that was replaced, or of one that replaced another.
    pub(super) fn is_version(&self, digest: &str) -> bool {
        self.replaced.contains_key(digest) || self.fresh.contains(digest)
    }
}

/// Pairs rows: by their keys; then, within an article, by the places of their words, those that begin alike first; then, in another version
/// of its text, by what they say.
pub(super) fn pairs(
    old: &Content,
    new: &Content,
    key: &str,
    marks: Option<Marks>,
    versions: &Versions,
) -> Vec<Pair> {
    let mut by_key: HashMap<&str, usize> = HashMap::new();
    for row in 0..new.rows.len() {
        by_key.entry(new.cell(row, key)).or_insert(row);
    }
    let mut pairs: Vec<Pair> = Vec::new();
    let (mut taken, mut left) = (HashSet::new(), Vec::new());
    for row in 0..old.rows.len() {
        let cell = old.cell(row, key);
        let same = by_key.get(cell).or_else(|| by_key.get(versions.now(cell))).copied();
        match same.filter(|same| taken.insert(*same)) {
            Some(same) => pairs.push((Some(row), Some(same))),
            None => left.push(row),
        }
    }
    let fresh: Vec<usize> = (0..new.rows.len()).filter(|row| !taken.contains(row)).collect();
    let mut articles: BTreeMap<String, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for row in left {
        let digest = versions.now(old.cell(row, "digest")).to_owned();
        articles.entry(digest).or_default().0.push(row);
    }
    for row in fresh {
        articles.entry(new.cell(row, "digest").to_owned()).or_default().1.push(row);
    }
    for (mut gone, mut come) in articles.into_values() {
        if let Some(marks) = marks {
            let places = |content: &Content, row: usize| spans(content.cell(row, marks.places));
            pair(&mut gone, &mut come, &mut pairs, |one, other| {
                old.cell(one, "digest") == new.cell(other, "digest")
                    && places(old, one).first() == places(new, other).first()
            });
            pair(&mut gone, &mut come, &mut pairs, |one, other| {
                old.cell(one, "digest") == new.cell(other, "digest")
                    && overlap(&places(old, one), &places(new, other))
            });
            let says = |content: &Content, row: usize| -> Vec<String> {
                marks.alike.iter().map(|column| content.cell(row, column).to_owned()).collect()
            };
            pair(&mut gone, &mut come, &mut pairs, |one, other| {
                old.cell(one, "digest") != new.cell(other, "digest") && says(old, one) == says(new, other)
            });
        }
        pairs.extend(gone.into_iter().map(|row| (Some(row), None)));
        pairs.extend(come.into_iter().map(|row| (None, Some(row))));
    }
    pairs
}

/// Pairs the first that fit, in the order of the rows.
fn pair(
    gone: &mut Vec<usize>,
    come: &mut Vec<usize>,
    pairs: &mut Vec<Pair>,
    fits: impl Fn(usize, usize) -> bool,
) {
    gone.retain(|&one| {
        let Some(at) = come.iter().position(|&other| fits(one, other)) else { return true };
        pairs.push((Some(one), Some(come.remove(at))));
        false
    });
}

/// `12-18; 40-45` as numbers.
pub(super) fn spans(cell: &str) -> Vec<(u64, u64)> {
    let span = |written: &str| {
        let (start, end) = written.split_once('-')?;
        Some((start.parse().ok()?, end.parse().ok()?))
    };
    listed(cell).filter_map(span).collect()
}

/// Whether any of the one meets any of the other.
pub(super) fn overlap(one: &[(u64, u64)], other: &[(u64, u64)]) -> bool {
    one.iter().any(|(start, end)| other.iter().any(|(from, to)| start < to && from < end))
}
