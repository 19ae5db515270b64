//! What may be said on the command line of releases.

use super::options::FilterOptions;
use super::privacy::PrivacyFlags;
use crate::arguments::{LimitFlags, StoreFlags};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use legation_store::Filter;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

const RELEASE_EXAMPLES: &str = "\
Examples:
  legation release talks-2025/ --from 2025-01-01 --to 2025-12-31 --author 'Okoro, Dana' --license CC-BY-4.0
  legation release gulf/ --dyad IRN-USA --min-confidence 0.7 --title 'Iran and the United States'
  legation release as-known/ --as-of 2025-05-20
  legation release inhouse/ --with-text        words of the articles too, as far as the store may keep them
  legation verify talks-2025/                  is it whole, and does it hold together
  legation diff talks-2024/ talks-2025/        what changed, and why

The folder has each table as Parquet and CSV, the codebook, a manifest, CITATION.cff, a README and SHA256SUMS (docs/RELEASES.md).
The same store and arguments give the same bytes.

Exit status: 0 if all went well, 1 if the folder is not empty or cannot be written, 2 for a mistake on the command line.";

/// Write what the store holds into a folder for others: tables, codebook, manifest, how to cite.
#[derive(Debug, Args)]
#[command(after_help = RELEASE_EXAMPLES)]
pub(crate) struct ReleaseOptions {
    /// The folder; it is made, or must be empty.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    #[command(flatten)]
    pub(crate) store: StoreFlags,
    /// As it was known on this day: only what was published by then, in the versions of that day.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<Date>,
    /// Words of the articles too: headlines, texts, sentences with evidence, what was said.
    #[arg(long)]
    pub(crate) with_text: bool,
    #[command(flatten)]
    pub(crate) privacy: PrivacyFlags,
    /// What the data set is called.
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "Events of diplomacy read from news",
        help_heading = "How to cite it"
    )]
    pub(crate) title: String,
    /// Its version; by default the day of its last article.
    #[arg(long, value_name = "TEXT", help_heading = "How to cite it")]
    pub(crate) version_name: Option<String>,
    /// Who made it: 'Okoro, Dana' for a person, a name without a comma for a group. May be given several times.
    #[arg(long = "author", value_name = "NAME", help_heading = "How to cite it")]
    pub(crate) authors: Vec<String>,
    /// Under which licence others may use it, as SPDX names it: CC-BY-4.0.
    #[arg(long, value_name = "SPDX", help_heading = "How to cite it")]
    pub(crate) license: Option<String>,
    #[command(flatten)]
    pub(crate) filter: FilterOptions,
}

impl ReleaseOptions {
    pub(crate) fn filter(&self) -> Filter {
        Filter { as_of: self.as_of, ..self.filter.filter() }
    }

    /// What chooses rows and columns, by flags; what is not given is left out.
    pub(crate) fn arguments(&self) -> BTreeMap<String, Value> {
        // Every field is named, so that none is forgotten here when one is added there.
        let FilterOptions {
            from,
            to,
            published_from,
            published_to,
            types,
            modes,
            contexts,
            statuses,
            confidence,
            actors,
            sources,
            targets,
            dyad,
            place,
            country,
            source,
            text,
            background,
            scope,
        } = &self.filter;
        let mut all = BTreeMap::new();
        let mut put = |name: &str, value: Option<Value>| {
            all.extend(value.map(|value| (name.to_owned(), value)));
        };
        let day = |day: &Option<Date>| day.map(|day| Value::from(day.to_string()));
        let list = |values: &Vec<String>| (!values.is_empty()).then(|| Value::from(values.clone()));
        let text_of = |value: &Option<String>| value.clone().map(Value::from);
        put("from", day(from));
        put("to", day(to));
        put("published-from", day(published_from));
        put("published-to", day(published_to));
        put("as-of", day(&self.as_of));
        put("type", list(types));
        put("mode", list(modes));
        put("context", list(contexts));
        put("status", list(statuses));
        put("min-confidence", confidence.map(Value::from));
        put("actor", list(actors));
        put("by", list(sources));
        put("against", list(targets));
        put(
            "dyad",
            dyad.as_ref().map(|dyad| {
                let between = if dyad.is_directed { '>' } else { '-' };
                Value::from(format!("{}{between}{}", dyad.first, dyad.second))
            }),
        );
        put("place", text_of(place));
        put("country", text_of(country));
        put("source", text_of(source));
        put("text", text_of(text));
        put("background", background.map(Value::from));
        put("scope", text_of(scope));
        put("with-text", self.with_text.then_some(Value::Bool(true)));
        put("redact-private", self.privacy.redact_private.then_some(Value::Bool(true)));
        all
    }
}

const VERIFY_EXAMPLES: &str = "\
Examples:
  legation verify talks-2025/

Checked are: the sums of all files; that Parquet and CSV hold the same, row by row; that no row is there twice; that every reference leads to a
row; that the manifest counts what there is.

Exit status: 0 if all is well, 1 if something is wrong, which is told a line each, 2 for a mistake on the command line.";

/// Check that a release is whole and holds together.
#[derive(Debug, Args)]
#[command(after_help = VERIFY_EXAMPLES)]
pub(crate) struct VerifyOptions {
    /// The folder of the release.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
}

const DIFF_EXAMPLES: &str = "\
Examples:
  legation diff talks-2024/ talks-2025/
  legation diff talks-2024/ talks-2025/ --all
  legation diff talks-2024/ talks-2025/ --format json > changes.json

Each row that was added, changed or removed has its cause: text (the article is new, gone or changed), reader (another version or model), table
(other tables of the world, codebook, frames), correction, merge (copies and fused events joined anew, findings merged or split by hand),
selection (other rows were asked for). docs/RELEASES.md tells how it is decided.

Exit status: 0 whether or not there are changes, 1 if a release cannot be read, 2 for a mistake on the command line.";

/// List what changed from one release to another, row by row, each with its cause.
#[derive(Debug, Args)]
#[command(after_help = DIFF_EXAMPLES)]
pub(crate) struct DiffOptions {
    /// The folder of the earlier release.
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// The folder of the later one.
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    /// How to show the changes. `json` has all of them unless `--limit` says otherwise.
    #[arg(long, value_enum, default_value_t = DiffFormat::Table)]
    pub(crate) format: DiffFormat,
    #[command(flatten)]
    pub(crate) limit: LimitFlags,
    /// All changes, however many.
    #[arg(long, conflicts_with = "limit")]
    pub(crate) all: bool,
}

/// How changes are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// Counts, then the changes.
    Table,
    /// One JSON object.
    Json,
}
