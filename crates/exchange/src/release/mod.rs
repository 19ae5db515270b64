//! Releases: what a study used, in a folder that others can cite, check, compare and take up again.
//!
//! [`Writer`] takes articles with their findings, in a fixed order, and writes [`tables()`] as Parquet and as CSV, a codebook, a [`Manifest`],
//! a `CITATION.cff`, a README and the sums of all of them: the same articles give the same bytes. [`verify()`] says what is wrong with a
//! release; [`diff()`] what changed from one to another, row by row, each with its [`Cause`].
//!
//! Nothing here opens files: the writer asks its caller for each, and releases are read through [`Files`]. No clock is asked either: the day
//! of a release is that of its last article. docs/RELEASES.md describes all of it.

mod article;
mod cause;
mod columns;
mod content;
mod diff;
mod error;
mod manifest;
mod pages;
mod pairing;
mod rows;
mod verify;
mod write;

pub use article::{Article, Correction, Event, Part, Statement};
pub use cause::Cause;
pub use columns::{Column, Table, tables};
pub use diff::{Change, ChangeKind, Diff, diff};
pub use error::ReleaseError;
pub use manifest::{
    Author, Corpus, Corrections, FORM, Gap, Manifest, Program, ReaderShare, Source, TableSize, author,
};
pub use verify::{Fault, Verified, verify};
pub use write::{About, Writer};

use std::collections::BTreeMap;
use std::io;

/// The manifest's name.
pub const MANIFEST: &str = "manifest.json";
/// The name of the file of sums, as `sha256sum` writes and checks them.
pub const SUMS: &str = "SHA256SUMS";

/// The files of a release, to be read.
pub trait Files {
    /// Their names, whatever they are.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be read.
    fn names(&self) -> io::Result<Vec<String>>;

    /// The bytes of one.
    ///
    /// # Errors
    ///
    /// Where it is not there or cannot be read.
    fn read(&self, name: &str) -> io::Result<Vec<u8>>;
}

impl Files for BTreeMap<String, Vec<u8>> {
    fn names(&self) -> io::Result<Vec<String>> {
        Ok(self.keys().cloned().collect())
    }

    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        self.get(name).cloned().ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }
}

/// The hexadecimal digits of a digest.
fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
