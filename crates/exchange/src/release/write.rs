//! Writes a release, article by article.

use super::article::Article;
use super::columns::{Table, tables};
use super::error::ReleaseError;
use super::manifest::{Author, Corpus, Corrections, Counts, FORM, Manifest, Program, ReaderShare, TableSize};
use super::rows::{Actors, Row};
use super::{MANIFEST, SUMS, hexadecimal, pages};
use crate::export::{Columns, Value};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashSet};
use std::io::{self, BufWriter, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// What is said of a release as a whole.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// What it is called.
    pub title: String,
    /// Its version; that of its last article's day where none is given.
    pub version: Option<String>,
    /// Who made it.
    pub authors: Vec<Author>,
    /// Under which licence it may be used, as SPDX names it.
    pub license: Option<String>,
    /// The version of the program that writes it.
    pub program: String,
    /// The form of the store.
    pub store_form: u32,
    /// What was asked for: the flags that choose rows and columns.
    pub arguments: BTreeMap<String, serde_json::Value>,
    /// Whether words of the articles go in.
    pub with_text: bool,
    /// The codebook as a page.
    pub codebook: String,
    /// The codebook for programs.
    pub codebook_json: serde_json::Value,
}

/// Where a file goes: asked for by its name.
type Open<'a> = Box<dyn FnMut(&str) -> io::Result<Box<dyn Write + Send>> + 'a>;

/// Writes a release.
pub struct Writer<'a> {
    open: Open<'a>,
    about: About,
    tables: Vec<Sheet>,
    actors: Actors,
    counts: Counts,
    sums: Vec<(String, Sum)>,
}

/// The sum of what has been written to a file.
type Sum = Arc<Mutex<Sha256>>;

/// A file whose bytes are summed up on their way.
struct Summed {
    out: Box<dyn Write + Send>,
    sum: Sum,
}

impl Write for Summed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        let mut sum = self.sum.lock().unwrap_or_else(PoisonError::into_inner);
        sum.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A table in both its forms.
struct Sheet {
    table: &'static Table,
    csv: csv::Writer<Summed>,
    parquet: Columns<Summed>,
    keys: HashSet<String>,
    repeated: u64,
}

impl<'a> Writer<'a> {
    /// Begins a release; `open` gives its files, by name.
    ///
    /// # Errors
    ///
    /// Where a file cannot be written.
    pub fn begin(
        about: About,
        open: impl FnMut(&str) -> io::Result<Box<dyn Write + Send>> + 'a,
    ) -> Result<Writer<'a>, ReleaseError> {
        let mut writer = Writer {
            open: Box::new(open),
            about,
            tables: Vec::new(),
            actors: Actors::default(),
            counts: Counts::default(),
            sums: Vec::new(),
        };
        for table in tables() {
            let with_text = writer.about.with_text;
            let mut csv = csv::Writer::from_writer(writer.file(&format!("{}.csv", table.name))?);
            csv.write_record(table.columns(with_text).map(|column| column.name))?;
            let columns = table.columns(with_text).map(|column| (column.name, column.kind));
            let parquet = Columns::begin(writer.file(&format!("{}.parquet", table.name))?, columns)?;
            writer.tables.push(Sheet { table, csv, parquet, keys: HashSet::new(), repeated: 0 });
        }
        Ok(writer)
    }

    fn file(&mut self, name: &str) -> io::Result<Summed> {
        let sum = Sum::default();
        self.sums.push((name.to_owned(), Arc::clone(&sum)));
        Ok(Summed { out: Box::new(BufWriter::new((self.open)(name)?)), sum })
    }

    fn row(&mut self, table: &str, row: Row) -> Result<(), ReleaseError> {
        let with_text = self.about.with_text;
        match self.tables.iter_mut().find(|sheet| sheet.table.name == table) {
            Some(sheet) => sheet.row(row, with_text),
            None => Ok(()),
        }
    }

    /// Takes an article. The order of the articles is that of the rows.
    ///
    /// # Errors
    ///
    /// Where the output cannot be written.
    pub fn article(&mut self, article: &Article<'_>) -> Result<(), ReleaseError> {
        self.count(article);
        self.row("articles", article.article_row())?;
        for found in article.events {
            let row = article.event_row(found, &mut self.actors);
            row.map_or(Ok(()), |row| self.row("events", row))?;
        }
        for found in article.statements {
            let row = article.statement_row(found, &mut self.actors);
            row.map_or(Ok(()), |row| self.row("statements", row))?;
        }
        for number in article.agenda {
            article.agenda_row(*number).map_or(Ok(()), |row| self.row("agenda", row))?;
        }
        for correction in article.corrections {
            self.row("corrections", article.correction_row(correction))?;
        }
        Ok(())
    }

    fn count(&mut self, article: &Article<'_>) {
        let (counts, record) = (&mut self.counts, article.record);
        counts.digests.insert(article.digest.to_owned());
        if article.is_asked_for {
            counts.in_period += 1;
            let days = counts.days.entry(article.outlet.unwrap_or_default().to_owned()).or_default();
            *days.entry(record.date.first_day()).or_default() += 1;
        }
        let reader = ReaderShare {
            version: record.reader.version.clone(),
            model: record.reader.model.clone(),
            knowledge: record.reader.knowledge.clone(),
            frames: record.reader.frames.clone(),
            articles: 0,
        };
        *counts.readers.entry(reader).or_default() += 1;
        for correction in article.corrections {
            counts.corrections.insert(correction.id.clone(), correction.verb.name());
        }
    }

    /// Ends the release: the actors, the manifest, the pages, the sums.
    ///
    /// # Errors
    ///
    /// Where the output cannot be written.
    pub fn finish(mut self) -> Result<Manifest, ReleaseError> {
        let actors: Vec<Row> = self.actors.rows().collect();
        actors.into_iter().try_for_each(|row| self.row("actors", row))?;
        let mut sizes = BTreeMap::new();
        for mut sheet in std::mem::take(&mut self.tables) {
            sheet.csv.flush()?;
            sheet.parquet.finish()?;
            let columns = sheet.table.columns(self.about.with_text).map(|column| column.name.to_owned());
            let (rows, repeated) = (sheet.keys.len() as u64, sheet.repeated);
            sizes.insert(
                sheet.table.name.to_owned(),
                TableSize { rows, repeated, columns: columns.collect() },
            );
        }
        let manifest = self.manifest(sizes);
        let codebook = json(&pages::codebook_json(&self.about))?;
        for (name, text) in [
            ("CITATION.cff", pages::citation(&manifest)),
            ("README.md", pages::readme(&manifest, &self.about)),
            ("codebook.json", codebook),
            ("codebook.md", pages::codebook(&self.about)),
            (MANIFEST, json(&manifest)?),
        ] {
            let mut file = self.file(name)?;
            file.write_all(text.as_bytes())?;
            file.flush()?;
        }
        let mut sums: Vec<String> = self.sums.iter().map(|(name, sum)| line(name, sum)).collect();
        sums.sort_by(|one, other| one.get(64..).cmp(&other.get(64..)));
        let mut file = (self.open)(SUMS)?;
        file.write_all(sums.concat().as_bytes())?;
        file.flush()?;
        Ok(manifest)
    }

    fn manifest(&self, tables: BTreeMap<String, TableSize>) -> Manifest {
        let (about, counts) = (&self.about, &self.counts);
        let days = || counts.days.values().flat_map(BTreeMap::keys);
        let last = days().max().map(ToString::to_string);
        let mut by_verb: BTreeMap<String, u64> = BTreeMap::new();
        for verb in counts.corrections.values() {
            *by_verb.entry((*verb).to_owned()).or_default() += 1;
        }
        Manifest {
            form: FORM,
            title: about.title.clone(),
            version: about.version.clone().or_else(|| last.clone()).unwrap_or_else(|| "0".to_owned()),
            released: last.clone(),
            authors: about.authors.clone(),
            license: about.license.clone(),
            program: Program {
                name: "legation".to_owned(),
                version: about.program.clone(),
                store_form: about.store_form,
                schema: legation_record::SCHEMA,
            },
            arguments: about.arguments.clone(),
            corpus: Corpus {
                digest: of_lines(counts.digests.iter()),
                articles: counts.digests.len() as u64,
                in_period: counts.in_period,
                first: days().min().map(ToString::to_string),
                last,
            },
            readers: counts.readers(),
            corrections: Corrections {
                count: counts.corrections.len() as u64,
                by_verb,
                digest: of_lines(counts.corrections.keys()),
            },
            tables,
            sources: counts.sources(),
        }
    }
}

/// An object in lines.
fn json(value: &impl serde::Serialize) -> Result<String, ReleaseError> {
    let written = serde_json::to_string_pretty(value);
    written.map(|text| text + "\n").map_err(|why| ReleaseError::Value(why.to_string()))
}

/// A line of the file of sums.
fn line(name: &str, sum: &Sum) -> String {
    let sum = sum.lock().unwrap_or_else(PoisonError::into_inner).clone();
    format!("{}  {name}\n", hexadecimal(&sum.finalize()))
}

/// The digest of some lines.
pub(super) fn of_lines<'a>(lines: impl Iterator<Item = &'a String>) -> String {
    let mut digest = Sha256::new();
    for line in lines {
        digest.update(line);
        digest.update(b"\n");
    }
    hexadecimal(&digest.finalize())
}

impl Sheet {
    fn row(&mut self, row: Row, with_text: bool) -> Result<(), ReleaseError> {
        if !self.keys.insert(row.key(self.table).to_owned()) {
            self.repeated += 1;
            return Ok(());
        }
        let values = row.values(self.table, with_text);
        self.csv.write_record(values.iter().map(written))?;
        self.parquet.row(values)?;
        Ok(())
    }
}

/// A value as comma-separated values have it.
pub(super) fn written(value: &Value) -> String {
    match value {
        Value::Nothing => String::new(),
        Value::Text(text) => text.clone(),
        Value::Texts(texts) => texts.join("; "),
        Value::Day(day) => day.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Whole(number) => number.to_string(),
        Value::Truth(truth) => truth_written(*truth).to_owned(),
    }
}

/// A truth as R, pandas and spreadsheets know it.
pub(super) fn truth_written(truth: bool) -> &'static str {
    if truth { "TRUE" } else { "FALSE" }
}
