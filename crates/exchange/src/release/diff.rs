//! What changed from one release to another, row by row.

use super::Files;
use super::article::Part;
use super::cause::{Case, Cause, concerned, decide};
use super::columns::table;
use super::content::{self, Content};
use super::error::ReleaseError;
use super::manifest::Manifest;
use super::pairing::{Marks, Versions, pairs};
use legation_record::correction::Verb;
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Diff {
    /// The version of the old release.
    pub old: String,
    /// The version of the new one.
    pub new: String,
    /// How many rows changed: by part, kind and cause.
    pub counts: BTreeMap<String, BTreeMap<String, BTreeMap<String, u64>>>,
    /// How many rows are as they were, by part.
    pub unchanged: BTreeMap<String, u64>,
    /// The changes, by part, day and row.
    pub changes: Vec<Change>,
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It says something else.
    Changed,
    /// It is gone.
    Removed,
}

impl ChangeKind {
    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            ChangeKind::Added => "added",
            ChangeKind::Changed => "changed",
            ChangeKind::Removed => "removed",
        }
    }
}

/// A row that is not as it was.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// The table.
    pub part: &'static str,
    /// What became of it.
    pub change: ChangeKind,
    /// Why.
    pub cause: Cause,
    /// What else could be why.
    pub also: Vec<Cause>,
    /// Its key in the old release.
    pub old_key: Option<String>,
    /// Its key in the new one.
    pub new_key: Option<String>,
    /// The article, by the id it came with.
    pub article: String,
    /// Its day; where it has none, that of its article.
    pub day: String,
    /// What it says, in short: as it is now, or was.
    pub what: String,
    /// The columns whose values differ: as they were, and as they are.
    pub fields: BTreeMap<String, [String; 2]>,
}

/// A release in memory.
pub(super) struct Release {
    manifest: Manifest,
    contents: BTreeMap<&'static str, Content>,
    empty: Content,
    /// The rows of the articles, by digest.
    articles: HashMap<String, usize>,
    /// The rows of the corrections, by the digest of their article.
    corrections: HashMap<String, Vec<usize>>,
    /// The rows of the events, by the digest of their article.
    events: HashMap<String, Vec<usize>>,
}

impl Release {
    fn of(files: &dyn Files) -> Result<Release, ReleaseError> {
        let manifest = content::manifest(files)?;
        let mut contents = BTreeMap::new();
        for name in ["events", "statements", "agenda", "articles", "corrections"] {
            contents.insert(name, content::csv(files, name)?);
        }
        let by_article = |name: &str| {
            let mut rows = HashMap::<String, Vec<usize>>::new();
            let Some(content) = contents.get(name) else { return rows };
            for row in 0..content.rows.len() {
                rows.entry(content.cell(row, "digest").to_owned()).or_default().push(row);
            }
            rows
        };
        let (corrections, events) = (by_article("corrections"), by_article("events"));
        let articles = by_article("articles").into_iter();
        let articles = articles.filter_map(|(digest, rows)| Some((digest, *rows.first()?))).collect();
        let mut release =
            Release { manifest, contents, empty: Content::default(), articles, corrections, events };
        release.name_what_is_referred_to();
        Ok(release)
    }

    /// Corrections know findings by the ids of the record: so does the rule of causes, of what a row refers to as well.
    fn name_what_is_referred_to(&mut self) {
        for (table, column, to, name) in [
            ("agenda", "event", "events", TALKS),
            ("agenda", "statement", "statements", SAYING),
            ("events", "statement", "statements", SAYING),
        ] {
            let content = self.content(to);
            let ids: HashMap<&str, &str> = (0..content.rows.len())
                .map(|row| (content.cell(row, "key"), content.cell(row, "id")))
                .collect();
            let referring = self.content(table);
            let found = (0..referring.rows.len())
                .map(|row| {
                    ids.get(referring.cell(row, column)).map(|id| (*id).to_owned()).unwrap_or_default()
                })
                .collect();
            if let Some(content) = self.contents.get_mut(table) {
                content.add(name, found);
            }
        }
    }

    pub(super) fn content(&self, table: &str) -> &Content {
        self.contents.get(table).unwrap_or(&self.empty)
    }

    /// Whether the article is in it.
    pub(super) fn has(&self, digest: &str) -> bool {
        self.articles.contains_key(digest)
    }

    /// What it says of an article.
    pub(super) fn of_article(&self, digest: &str, column: &str) -> &str {
        let articles = self.content("articles");
        self.articles.get(digest).map(|row| articles.cell(*row, column)).unwrap_or_default()
    }

    /// The corrections that concern any of some findings of an article: their ids, and what they do.
    pub(super) fn touching(&self, digest: &str, findings: &BTreeSet<(Part, &str)>) -> BTreeMap<&str, Verb> {
        let content = self.content("corrections");
        let rows = self.corrections.get(digest).map(Vec::as_slice).unwrap_or_default();
        let concerns = |row: &&usize| {
            let part = Part::ALL.into_iter().find(|part| part.name() == content.cell(**row, "part"));
            part.is_some_and(|part| concerned(content, **row).any(|id| findings.contains(&(part, id))))
        };
        let correction = |row: &usize| {
            let verb = Verb::from_name(content.cell(*row, "verb")).unwrap_or(Verb::Set);
            (content.cell(*row, "id"), verb)
        };
        rows.iter().filter(concerns).map(correction).collect()
    }

    /// The events of an article.
    pub(super) fn events_of(&self, digest: &str) -> &[usize] {
        self.events.get(digest).map(Vec::as_slice).unwrap_or_default()
    }

    /// Which rows were asked for.
    pub(super) fn arguments(&self) -> BTreeMap<&str, &Value> {
        let all = self.manifest.arguments.iter().map(|(name, value)| (name.as_str(), value));
        all.filter(|(name, _)| *name != "with-text").collect()
    }

    /// Whether an article of a day was not asked for.
    pub(super) fn leaves_out(&self, day: &str) -> bool {
        let argument = |name: &str| self.manifest.arguments.get(name).and_then(Value::as_str);
        let before =
            ["from", "published-from"].iter().any(|name| argument(name).is_some_and(|from| day < from));
        let after =
            ["to", "published-to", "as-of"].iter().any(|name| argument(name).is_some_and(|to| day > to));
        before || after || ["source", "text"].iter().any(|name| self.manifest.arguments.contains_key(*name))
    }
}

/// The column of the ids of an agenda item's talks.
pub(super) const TALKS: &str = "event_id";
/// The column of the ids of the statements that alone assert something.
pub(super) const SAYING: &str = "statement_id";

/// Columns that are no part of what a row says: where it is from, and what is known from other columns.
fn is_beside(part: Part, column: &str) -> bool {
    matches!(column, "key" | "digest" | "published" | "corrections" | TALKS | SAYING)
        || matches!(
            (part, column),
            (
                Part::Articles,
                "reader"
                    | "model"
                    | "knowledge"
                    | "frames"
                    | "events"
                    | "statements"
                    | "agenda"
                    | "in_period"
                    | "text"
            ) | (Part::Events, "source_actors" | "target_actors" | "statement")
                | (Part::Statements, "speakers" | "inside")
                | (Part::Agenda, "event" | "statement")
        )
}

/// Where words stand: of no meaning where the text is another.
fn is_place(column: &str) -> bool {
    matches!(column, "triggers" | "speaker_span" | "cue_span" | "content_spans" | "topic_span")
}

fn marks(part: Part) -> Option<Marks> {
    match part {
        Part::Events => {
            Some(Marks { places: "triggers", alike: &["type", "source_codes", "target_codes", "start"] })
        }
        Part::Statements => {
            Some(Marks { places: "content_spans", alike: &["who", "kind", "mode", "polarity", "codes"] })
        }
        Part::Agenda => Some(Marks { places: "topic_span", alike: &["topic", "scope"] }),
        Part::Articles => None,
    }
}

/// Compares two releases.
///
/// # Errors
///
/// Where one of them cannot be read.
pub fn diff(old: &dyn Files, new: &dyn Files) -> Result<Diff, ReleaseError> {
    let (old, new) = (Release::of(old)?, Release::of(new)?);
    let versions = Versions::of(old.content("articles"), new.content("articles"));
    let mut diff = Diff {
        old: old.manifest.version.clone(),
        new: new.manifest.version.clone(),
        counts: BTreeMap::new(),
        unchanged: BTreeMap::new(),
        changes: Vec::new(),
    };
    for part in Part::ALL {
        let Some(table) = table(part.name()) else { continue };
        let (was, is) = (old.content(part.name()), new.content(part.name()));
        let mut changes = Vec::new();
        for (before, after) in pairs(was, is, table.key, marks(part), &versions) {
            match change(part, table.key, before, after, &old, &new, &versions) {
                Some(change) => changes.push(change),
                None => *diff.unchanged.entry(part.name().to_owned()).or_default() += 1,
            }
        }
        changes.sort_by(|one, other| {
            let order = |change: &Change| {
                (change.day.clone(), change.article.clone(), change.old_key.clone(), change.new_key.clone())
            };
            order(one).cmp(&order(other))
        });
        for change in &changes {
            let kinds = diff.counts.entry(part.name().to_owned()).or_default();
            let causes = kinds.entry(change.change.name().to_owned()).or_default();
            *causes.entry(change.cause.name().to_owned()).or_default() += 1;
        }
        diff.changes.extend(changes);
    }
    Ok(diff)
}

fn change(
    part: Part,
    key: &str,
    before: Option<usize>,
    after: Option<usize>,
    old: &Release,
    new: &Release,
    versions: &Versions,
) -> Option<Change> {
    let (was, is) = (old.content(part.name()), new.content(part.name()));
    let mut fields: BTreeMap<String, [String; 2]> = BTreeMap::new();
    let kind = match (before, after) {
        (Some(one), Some(other)) => {
            let is_same_text = was.cell(one, "digest") == is.cell(other, "digest");
            for column in was.columns.iter().filter(|column| is.at(column).is_some()) {
                let (one, other) = (was.cell(one, column), is.cell(other, column));
                if one != other && !is_beside(part, column) && (is_same_text || !is_place(column)) {
                    fields.insert(column.clone(), [one.to_owned(), other.to_owned()]);
                }
            }
            // Another version of an article is a change of it, whatever else it has.
            if part == Part::Articles && !is_same_text {
                let digests = [was.cell(one, "digest").to_owned(), is.cell(other, "digest").to_owned()];
                fields.insert("digest".to_owned(), digests);
            }
            if fields.is_empty() {
                return None;
            }
            ChangeKind::Changed
        }
        (None, _) => ChangeKind::Added,
        (_, None) => ChangeKind::Removed,
    };
    let case = Case { part, old: before, new: after, fields: fields.keys().map(String::as_str).collect() };
    let (cause, also) = decide(&case, old, new, versions);
    let (content, row) = match (before, after) {
        (_, Some(row)) => (is, row),
        (row, None) => (was, row.unwrap_or_default()),
    };
    let cell = |column: &str| content.cell(row, column).to_owned();
    let (article, day) = match part {
        Part::Articles => (cell("id"), cell("date")),
        _ if cell("day").is_empty() => (cell("article"), cell("published")),
        _ => (cell("article"), cell("day")),
    };
    Some(Change {
        part: part.name(),
        change: kind,
        cause,
        also,
        old_key: before.map(|row| was.cell(row, key).to_owned()),
        new_key: after.map(|row| is.cell(row, key).to_owned()),
        article,
        day,
        what: what(part, content, row),
        fields,
    })
}

/// What a row says, in short.
fn what(part: Part, content: &Content, row: usize) -> String {
    let cell = |column: &str| content.cell(row, column);
    match part {
        Part::Events => {
            let target = cell("target");
            let arrow = if target.is_empty() { "" } else { " → " };
            format!("{} {}: {}{arrow}{target}", cell("type"), cell("status"), cell("source"))
        }
        Part::Statements => format!("{} {}, {}", cell("who"), cell("polarity"), cell("mode")),
        Part::Agenda => format!("{} {}: {}", cell("scope"), cell("topic"), cell("parties")),
        Part::Articles => cell("source").to_owned(),
    }
}
