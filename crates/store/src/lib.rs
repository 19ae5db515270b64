//! The archive: articles and what was read in them, in one file, and answers to questions about them.
//!
//! In goes an [`Entry`]: a text, its record, the sentences that it falls into. Out come rows ([`Storage::ask`]), hits
//! ([`Storage::search`]), series of a dyad ([`Storage::series`]), whole articles ([`Storage::find`], [`Storage::each`]). [`Sqlite`] keeps all
//! of it in one SQLite file with full-text search; docs/STORE.md describes its tables and the views that other programs may read.
//!
//! ```
//! use legation_store::{Question, Part, Sqlite, Storage};
//! let store = Sqlite::in_memory()?;
//! let answer = store.ask(&Question::about(Part::Events))?;
//! assert!(answer.rows.is_empty());
//! # Ok::<(), legation_store::StoreError>(())
//! ```
//!
//! What is acknowledged is kept: [`Storage::add`] returns when a batch stands on the disk, whole or not at all. The same article
//! twice is one; a changed article is a new version, and both are kept.
//!
//! Nothing is read or judged here: records come from elsewhere, and no clock is asked.

mod across;
mod codes;
mod conformance;
mod corrections;
mod digest;
mod entry;
mod error;
mod links;
mod material;
mod pattern;
mod question;
mod series;
mod spread;
mod sqlite;
mod storage;
mod words;

pub use across::{Joined, LEAF_FORM, Leaves, link};
pub use codes::Tables;
pub use conformance::conformance;
pub use corrections::{Became, Corrections, KeptCorrection, Tie};
pub use digest::{Digest, NotADigest};
pub use entry::{
    Entry, Findings, FoundEvent, FoundStatement, Keep, KeptEvent, Outcome, Outlet, Stored, Told,
};
pub use error::StoreError;
pub use links::{Change, Changes, Leaf, Linked, Links, Story};
pub use material::{Kept, Material};
pub use pattern::Pattern;
pub use question::{After, Answer, Cell, Dyad, Filter, Order, Part, Question};
pub use series::{Measure, Period, Point, Series, SeriesQuestion};
pub use spread::{FusedQuestion, PairCount, PlaceCount, StoryRow};
pub use sqlite::{FORM, Interrupter, Sqlite};
pub use storage::{Hit, Search, Stats, Storage};
