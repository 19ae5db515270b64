//! Whether a release is whole and holds together.

use super::columns::{Table, tables};
use super::content::{self, Content, listed};
use super::error::ReleaseError;
use super::manifest::Manifest;
use super::write::{of_lines, truth_written};
use super::{Files, MANIFEST, SUMS, hexadecimal};
use crate::export::Kind;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// How many faults of a kind are told of one file; the rest are counted.
const TOLD: usize = 10;

/// Something wrong with a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// What is wrong, in a sentence.
    pub what: String,
}

/// What was checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Files with a sum.
    pub files: usize,
    /// Rows, over all tables.
    pub rows: u64,
    /// References from one row to another.
    pub references: u64,
    /// What is wrong; nothing with a sound release.
    pub faults: Vec<Fault>,
}

impl Verified {
    fn fault(&mut self, file: &str, what: String) {
        self.faults.push(Fault { file: file.to_owned(), what });
    }

    /// The first of some faults of one kind, and how many more there are.
    fn faults(&mut self, file: &str, all: Vec<String>) {
        let more = all.len().saturating_sub(TOLD);
        for what in all.into_iter().take(TOLD) {
            self.fault(file, what);
        }
        if more > 0 {
            self.fault(file, format!("and {more} more of this kind"));
        }
    }
}

/// Checks the sums, that Parquet and CSV hold the same, that each key is there once, that what is referred to is there, and that the manifest
/// counts what there is.
///
/// # Errors
///
/// Where there is no release to check: no manifest, or one of a later form.
pub fn verify(files: &dyn Files) -> Result<Verified, ReleaseError> {
    let mut verified = Verified::default();
    let manifest = content::manifest(files)?;
    sums(files, &mut verified);
    let mut contents: BTreeMap<&str, Content> = BTreeMap::new();
    for table in tables() {
        match content::csv(files, table.name) {
            Ok(content) => {
                verified.rows += content.rows.len() as u64;
                same(files, table, &content, &mut verified);
                counted(&manifest, table, &content, &mut verified);
                contents.insert(table.name, content);
            }
            Err(why) => verified.fault(&format!("{}.csv", table.name), why.to_string()),
        }
    }
    keys_and_references(&contents, &mut verified);
    corpus(&manifest, &contents, &mut verified);
    Ok(verified)
}

/// Each file has its sum.
fn sums(files: &dyn Files, verified: &mut Verified) {
    let listed = match files.read(SUMS) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(why) => {
            let what = format!("cannot be read ({why}): the release was not finished, or was copied in part");
            return verified.fault(SUMS, what);
        }
    };
    let mut named = BTreeSet::new();
    for line in listed.lines() {
        let Some((sum, name)) = line.split_once("  ") else {
            verified.fault(SUMS, format!("`{line}` is no line of sums"));
            continue;
        };
        named.insert(name.to_owned());
        verified.files += 1;
        match files.read(name) {
            Ok(bytes) if hexadecimal(&Sha256::digest(&bytes)) == sum => {}
            Ok(_) => verified
                .fault(name, "its bytes are not those that were released (SHA-256 differs)".to_owned()),
            Err(why) => verified.fault(name, format!("is listed in {SUMS} and cannot be read: {why}")),
        }
    }
    for name in files.names().unwrap_or_default() {
        if name != SUMS && !named.contains(&name) {
            verified.fault(&name, format!("is not listed in {SUMS}: it is no part of the release"));
        }
    }
}

/// Parquet and CSV hold the same, row by row.
fn same(files: &dyn Files, table: &Table, csv: &Content, verified: &mut Verified) {
    let name = format!("{}.parquet", table.name);
    let (mut at, mut differing) = (0usize, Vec::new());
    let read = content::parquet(files, table.name, |row| {
        match csv.rows.get(at) {
            Some(other) => {
                let differs = row.iter().zip(other).position(|(one, other)| one != other);
                if let Some(column) = differs {
                    let column = csv.columns.get(column).map(String::as_str).unwrap_or_default();
                    differing.push(format!("row {} is not that of the CSV: `{column}` differs", at + 1));
                }
            }
            None => differing.push(format!("row {} is not in the CSV", at + 1)),
        }
        at += 1;
    });
    match read {
        Err(why) => verified.fault(&name, why.to_string()),
        Ok(columns) if columns != csv.columns => {
            verified.fault(&name, "its columns are not those of the CSV".to_owned());
        }
        Ok(_) => {
            verified.faults(&name, differing);
            if at < csv.rows.len() {
                verified.fault(&name, format!("has {at} rows, the CSV {}", csv.rows.len()));
            }
        }
    }
}

/// The manifest counts what there is.
fn counted(manifest: &Manifest, table: &Table, content: &Content, verified: &mut Verified) {
    let Some(size) = manifest.tables.get(table.name) else {
        return verified.fault(MANIFEST, format!("does not tell of the table `{}`", table.name));
    };
    if size.rows != content.rows.len() as u64 {
        let what = format!("counts {} rows of `{}`, there are {}", size.rows, table.name, content.rows.len());
        verified.fault(MANIFEST, what);
    }
    if size.columns != content.columns {
        verified.fault(MANIFEST, format!("names other columns of `{}` than the table has", table.name));
    }
}

/// Each key is there once, and what is referred to is there.
fn keys_and_references(contents: &BTreeMap<&str, Content>, verified: &mut Verified) {
    let mut keys: BTreeMap<&str, HashSet<&str>> = BTreeMap::new();
    for table in tables() {
        let Some(content) = contents.get(table.name) else { continue };
        let file = format!("{}.csv", table.name);
        let (all, mut twice) = (keys.entry(table.name).or_default(), Vec::new());
        for row in 0..content.rows.len() {
            let key = content.cell(row, table.key);
            if key.is_empty() {
                twice.push(format!("row {} has no {}", row + 1, table.key));
            } else if !all.insert(key) {
                twice.push(format!("row {} has the {} of a row before: {key}", row + 1, table.key));
            }
        }
        verified.faults(&file, twice);
    }
    for table in tables() {
        let Some(content) = contents.get(table.name) else { continue };
        let with_text = content.columns.len() > table.columns(false).count();
        for column in table.columns(with_text) {
            let Some(to) = column.refers_to else { continue };
            let mut dangling = Vec::new();
            for row in 0..content.rows.len() {
                let cell = content.cell(row, column.name);
                let values: Vec<&str> = match column.kind {
                    Kind::Texts => listed(cell).collect(),
                    _ => Some(cell).filter(|cell| !cell.is_empty()).into_iter().collect(),
                };
                verified.references += values.len() as u64;
                for value in values {
                    if !keys.get(to).is_some_and(|keys| keys.contains(value)) {
                        let what = format!(
                            "row {}: `{}` names {value}, which is not among the {to}",
                            row + 1,
                            column.name
                        );
                        dangling.push(what);
                    }
                }
            }
            verified.faults(&format!("{}.csv", table.name), dangling);
        }
    }
}

/// Articles, outlets, readers and corrections are those of the manifest.
fn corpus(manifest: &Manifest, contents: &BTreeMap<&str, Content>, verified: &mut Verified) {
    if let Some(articles) = contents.get("articles") {
        let digests: BTreeSet<String> =
            (0..articles.rows.len()).map(|row| articles.cell(row, "digest").to_owned()).collect();
        if of_lines(digests.iter()) != manifest.corpus.digest {
            verified.fault(MANIFEST, "the digest of the corpus is not that of the articles".to_owned());
        }
        let mut days: BTreeMap<(&str, &str), u64> = BTreeMap::new();
        let mut found: BTreeMap<&str, u64> = BTreeMap::new();
        for row in 0..articles.rows.len() {
            if articles.cell(row, "in_period") == truth_written(true) {
                *days.entry((articles.cell(row, "source"), articles.cell(row, "date"))).or_default() += 1;
            }
            for part in ["events", "statements", "agenda"] {
                *found.entry(part).or_default() +=
                    articles.cell(row, part).parse::<u64>().unwrap_or_default();
            }
        }
        let told: BTreeMap<(&str, &str), u64> = manifest
            .sources
            .iter()
            .flat_map(|source| {
                source.days.iter().map(|(day, count)| ((source.source.as_str(), day.as_str()), *count))
            })
            .collect();
        if told != days {
            verified.fault(MANIFEST, "the articles by outlet and day are not those of the table".to_owned());
        }
        for (part, count) in found {
            let size = manifest.tables.get(part).map_or(0, |size| size.rows + size.repeated);
            if size != count {
                verified
                    .fault("articles.csv", format!("the articles count {count} {part}, the manifest {size}"));
            }
        }
        let readers: u64 = manifest.readers.iter().map(|reader| reader.articles).sum();
        if readers != articles.rows.len() as u64 {
            let what = format!("the readers have read {readers} articles, there are {}", articles.rows.len());
            verified.fault(MANIFEST, what);
        }
    }
    if let Some(corrections) = contents.get("corrections") {
        let ids: BTreeSet<String> =
            (0..corrections.rows.len()).map(|row| corrections.cell(row, "id").to_owned()).collect();
        if of_lines(ids.iter()) != manifest.corrections.digest
            || ids.len() as u64 != manifest.corrections.count
        {
            verified.fault(MANIFEST, "the corrections are not those of the table".to_owned());
        }
    }
}
