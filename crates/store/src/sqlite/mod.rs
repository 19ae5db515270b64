//! One SQLite file: one writer, many readers, nothing acknowledged that is not on the disk.

mod ask;
mod check;
mod choice;
mod condition;
mod corrected;
mod found;
mod links;
mod named;
mod pressed;
mod read;
mod rollup;
mod search;
mod series;
mod spread;
mod told;
mod write;

use crate::{
    Answer, Changes, Corrections, Digest, Entry, Filter, Findings, Hit, KeptCorrection, Leaf, Linked, Links,
    Outcome, Question, Search, Series, SeriesQuestion, Stats, Storage, StoreError, Stored, Story, Tie, Told,
};
use legation_record::Offsets;
use legation_record::correction::Correction;
use rusqlite::{Connection, OpenFlags, OptionalExtension};
pub use spread::Interrupter;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The form of the file that this program writes (`PRAGMA user_version`).
pub const FORM: u32 = 4;

/// `PRAGMA application_id`: "lega".
const APPLICATION: i32 = 0x6c65_6761;
/// How long to wait for another program that writes.
const PATIENCE: Duration = Duration::from_secs(20);
/// Memory for pages, in KiB (negative, as SQLite has it).
const CACHE: i32 = -64_000;
/// Statements that are kept prepared.
const PREPARED: usize = 128;

/// What brings a file of one form to the next: a script, and what fills its tables from what was there.
type Migration = (&'static str, fn(&Connection) -> Result<(), StoreError>);

/// The one at place `n` makes form `n + 1`.
const MIGRATIONS: [Migration; FORM as usize] = [
    (include_str!("schema.sql"), |_| Ok(())),
    (include_str!("schema_2.sql"), named::fill),
    (include_str!("schema_3.sql"), |_| Ok(())),
    (include_str!("schema_4.sql"), |_| Ok(())),
];
/// What other programs read; made anew whenever a file is brought to a form.
const VIEWS: &str = include_str!("views.sql");

/// A store in one SQLite file.
#[derive(Debug)]
pub struct Sqlite {
    connection: Connection,
    path: PathBuf,
    /// Up to so many rows are collected by a condition, and counted; beyond, rows are tested one after the other.
    few: u64,
}

impl Sqlite {
    /// Opens the store at a path to write, and makes it where there is none. A file of an older form is brought to today's.
    pub fn create(path: &Path) -> Result<Sqlite, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        Sqlite::writer(path, flags)
    }

    /// Opens a store to write; it must be there.
    pub fn write(path: &Path) -> Result<Sqlite, StoreError> {
        there(path)?;
        Sqlite::writer(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
    }

    /// Opens a store to read. A file of an older form is brought to today's first.
    pub fn open(path: &Path) -> Result<Sqlite, StoreError> {
        there(path)?;
        // Where the file may be written, the last one to leave clears the log away; else SQLite falls back to reading.
        let reader = Sqlite::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        match reader.form()? {
            FORM => {
                reader.connection.execute_batch("PRAGMA query_only = ON")?;
                Ok(reader)
            }
            // A reader cannot change the file.
            _ => Sqlite::write(path),
        }
    }

    /// A store in memory, for tests and for questions about a few articles.
    pub fn in_memory() -> Result<Sqlite, StoreError> {
        let connection = Connection::open_in_memory()?;
        let store = Sqlite { connection, path: PathBuf::from(":memory:"), few: choice::FEW };
        store.prepare()?;
        store.migrate()?;
        Ok(store)
    }

    fn writer(path: &Path, flags: OpenFlags) -> Result<Sqlite, StoreError> {
        let store = Sqlite::connect(path, flags)?;
        // What a file of another program or of a later form holds is not touched, not even by the next two lines.
        store.form()?;
        store.connection.pragma_update(None, "journal_mode", "WAL")?;
        store.connection.pragma_update(None, "synchronous", "FULL")?;
        store.migrate()?;
        Ok(store)
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Sqlite, StoreError> {
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)
            .map_err(|why| StoreError::Open { path: path.to_owned(), reason: why.to_string() })?;
        let store = Sqlite { connection, path: path.to_owned(), few: choice::FEW };
        // The first look into the file tells whether it is a database at all.
        store.prepare().map_err(|why| match why {
            StoreError::Damaged(_) => StoreError::Foreign(path.to_owned()),
            why => why,
        })?;
        Ok(store)
    }

    fn prepare(&self) -> Result<(), StoreError> {
        self.connection.busy_timeout(PATIENCE)?;
        self.connection.pragma_query_value(None, "schema_version", |row| row.get::<_, i64>(0))?;
        self.connection.set_prepared_statement_cache_capacity(PREPARED);
        self.connection.pragma_update(None, "foreign_keys", true)?;
        self.connection.pragma_update(None, "cache_size", CACHE)?;
        self.connection.pragma_update(None, "temp_store", "MEMORY")?;
        Ok(())
    }

    /// The form of the file; 0 where it is new. An error where it is another program's, or of a later form.
    fn form(&self) -> Result<u32, StoreError> {
        let number = |name: &str| -> Result<i64, StoreError> {
            Ok(self.connection.pragma_query_value(None, name, |row| row.get(0))?)
        };
        let (form, application) = (number("user_version")?, number("application_id")?);
        let is_new = form == 0 && application == 0 && number("schema_version")? == 0;
        if is_new {
            return Ok(0);
        }
        let found = u32::try_from(form).unwrap_or_default();
        match application == i64::from(APPLICATION) && found > 0 {
            false => Err(StoreError::Foreign(self.path.clone())),
            true if found > FORM => Err(StoreError::Newer { path: self.path.clone(), found, known: FORM }),
            true => Ok(found),
        }
    }

    /// Brings the file to today's form, whole or not at all.
    fn migrate(&self) -> Result<(), StoreError> {
        if self.form()? == FORM {
            return Ok(());
        }
        let transaction =
            rusqlite::Transaction::new_unchecked(&self.connection, rusqlite::TransactionBehavior::Immediate)?;
        // Another program may have done it while this one waited.
        for (script, fill) in MIGRATIONS.iter().skip(self.form()? as usize) {
            transaction.execute_batch(script)?;
            fill(&transaction)?;
        }
        transaction.execute_batch(VIEWS)?;
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(None, "user_version", FORM)?;
        transaction.commit()?;
        Ok(())
    }

    /// Collects at most so many rows by one condition. The answers are the same for any number; tests see to that.
    #[doc(hidden)]
    pub fn collect_up_to(&mut self, few: u64) {
        self.few = few;
    }

    /// Brings what the database knows of its own tables up to date, so that questions take the short way.
    pub fn settle(&self) -> Result<(), StoreError> {
        // 0x10000: all tables, not only those that this connection has read from; 0x2: analyse.
        self.connection.execute_batch("PRAGMA analysis_limit = 2000; PRAGMA optimize = 0x10002;")?;
        Ok(())
    }

    /// The one whole number that a query gives; 0 where it gives none.
    fn count(&self, sql: &str, bound: impl rusqlite::Params) -> Result<u64, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let count: Option<Option<i64>> = statement.query_row(bound, |row| row.get(0)).optional()?;
        Ok(count.flatten().and_then(|count| u64::try_from(count).ok()).unwrap_or_default())
    }
}

fn there(path: &Path) -> Result<(), StoreError> {
    if path.exists() { Ok(()) } else { Err(StoreError::Missing(path.to_owned())) }
}

impl Storage for Sqlite {
    fn add(&mut self, entries: &[Entry]) -> Result<Vec<Outcome>, StoreError> {
        write::add(&mut self.connection, entries)
    }

    fn known(&self, digests: &[Digest]) -> Result<Vec<bool>, StoreError> {
        digests
            .iter()
            .map(|digest| {
                let found = self.count("SELECT 1 FROM article WHERE digest = ?", [digest.as_str()])?;
                Ok(found > 0)
            })
            .collect()
    }

    fn replace(&mut self, entry: &Entry) -> Result<bool, StoreError> {
        write::replace(&mut self.connection, entry)
    }

    fn restore(&mut self, entry: &Entry) -> Result<bool, StoreError> {
        write::restore(&mut self.connection, entry)
    }

    fn correct(
        &mut self,
        corrections: &[Correction],
        sentences: &dyn Fn(&Stored) -> Vec<Offsets>,
    ) -> Result<Corrections, StoreError> {
        corrected::correct(&mut self.connection, corrections, sentences)
    }

    fn corrections(&self, article: Option<&Digest>) -> Result<Vec<KeptCorrection>, StoreError> {
        corrected::all(self, article.map(Digest::as_str))
    }

    fn ties(&self) -> Result<Vec<Tie>, StoreError> {
        corrected::ties(self)
    }

    fn ask(&self, question: &Question) -> Result<Answer, StoreError> {
        ask::ask(self, question)
    }

    fn search(&self, search: &Search) -> Result<Vec<Hit>, StoreError> {
        search::search(self, search)
    }

    fn series(&self, question: &SeriesQuestion) -> Result<Series, StoreError> {
        series::series(self, question)
    }

    fn find(&self, name: &str) -> Result<Option<Stored>, StoreError> {
        read::find(self, name)
    }

    fn each(
        &self,
        filter: &Filter,
        versions: bool,
        visit: &mut dyn FnMut(Stored) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        read::each(self, filter, versions, visit)
    }

    fn each_event(
        &self,
        filter: &Filter,
        visit: &mut dyn FnMut(Told) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        told::each_event(self, filter, visit)
    }

    fn each_finding(
        &self,
        filter: &Filter,
        visit: &mut dyn FnMut(Findings) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        found::each_finding(self, filter, visit)
    }

    fn linked(&self, form: u32) -> Result<Linked, StoreError> {
        links::linked(self, form)
    }

    fn waiting(&self, form: u32, filter: &Filter) -> Result<Vec<Digest>, StoreError> {
        links::waiting(self, form, filter)
    }

    fn leaves(
        &self,
        form: u32,
        filter: &Filter,
        visit: &mut dyn FnMut(Leaf) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        links::leaves(self, form, filter, visit)
    }

    fn families(&self) -> Result<Vec<Vec<Digest>>, StoreError> {
        links::kept_families(self)
    }

    fn stories(&self) -> Result<Vec<Story>, StoreError> {
        links::kept_stories(self)
    }

    fn keep_leaves(&mut self, form: u32, leaves: &[Leaf]) -> Result<(), StoreError> {
        links::keep_leaves(&mut self.connection, form, leaves)
    }

    fn forget_leaves(&mut self) -> Result<(), StoreError> {
        links::forget_leaves(&mut self.connection)
    }

    fn keep_links(&mut self, links: &Links) -> Result<Changes, StoreError> {
        links::keep(&mut self.connection, links)
    }

    fn stats(&self) -> Result<Stats, StoreError> {
        read::stats(self)
    }

    fn check(&self) -> Result<Vec<String>, StoreError> {
        check::check(self)
    }
}
