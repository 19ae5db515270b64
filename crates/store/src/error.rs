//! What can go wrong with a store.

use std::path::PathBuf;

/// What went wrong with a store: each has a stable code and a remedy.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The file cannot be opened or made.
    #[error("the store {} cannot be opened: {reason}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// There is no such file.
    #[error("there is no store at {}", .0.display())]
    Missing(PathBuf),
    /// A SQLite file of another program, or no SQLite file.
    #[error("{} is no store of legation", .0.display())]
    Foreign(PathBuf),
    /// Written by a later version.
    #[error("the store {} has form {found}; this program knows forms up to {known}", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// The form of the file.
        found: u32,
        /// The latest form that this program knows.
        known: u32,
    },
    /// No room on the disk.
    #[error("the disk is full, or the file may not grow")]
    Full,
    /// The disk could not be read or written.
    #[error("the disk failed: {0}")]
    Disk(String),
    /// Another program is writing.
    #[error("another program is writing to the store")]
    Busy,
    /// The question was stopped before it was answered.
    #[error("the question was stopped before it was answered")]
    Stopped,
    /// What the file holds contradicts itself.
    #[error("the store is damaged: {0}")]
    Damaged(String),
    /// A search that cannot be understood.
    #[error("the search `{query}` cannot be understood: {reason}")]
    Search {
        /// The words asked for.
        query: String,
        /// What is wrong with them.
        reason: String,
    },
    /// Anything else that the database says.
    #[error("the database refused: {0}")]
    Database(String),
}

impl StoreError {
    /// A stable name for programs and documentation.
    pub fn code(&self) -> &'static str {
        match self {
            StoreError::Open { .. } => "store-open",
            StoreError::Missing(_) => "store-missing",
            StoreError::Foreign(_) => "store-foreign",
            StoreError::Newer { .. } => "store-newer",
            StoreError::Full => "store-full",
            StoreError::Disk(_) => "store-disk",
            StoreError::Busy => "store-busy",
            StoreError::Stopped => "store-stopped",
            StoreError::Damaged(_) => "store-damaged",
            StoreError::Search { .. } => "store-search",
            StoreError::Database(_) => "store-database",
        }
    }

    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            StoreError::Open { .. } => "check the path, and that you may read and write there",
            StoreError::Missing(_) => "make one with `legation add FILE…`, or name another with --store FILE",
            StoreError::Foreign(_) => "name another file with --store FILE; this one was left as it is",
            StoreError::Newer { .. } => "update legation; the file was left as it is",
            StoreError::Full => {
                "make room and run the same command again: what was kept is safe, and nothing is kept twice"
            }
            StoreError::Disk(_) => {
                "check the disk and run the same command again: what was kept is safe, and nothing is kept twice"
            }
            StoreError::Busy => "wait until it is done, or stop it, and run the same command again",
            StoreError::Stopped => "ask for less: fewer days, a type, a party",
            StoreError::Damaged(_) => {
                "run `legation check`; if it finds faults, go back to a copy of the file"
            }
            StoreError::Search { .. } => {
                "write words, \"phrases in quotation marks\", AND, OR, NOT, or beginnings with a star: sanction*"
            }
            StoreError::Database(_) => "run `legation check`, and report this message",
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(why: rusqlite::Error) -> StoreError {
        use rusqlite::ErrorCode;
        match why.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => StoreError::Full,
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::ReadOnly) => {
                StoreError::Disk(why.to_string())
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy,
            Some(ErrorCode::OperationInterrupted) => StoreError::Stopped,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::ConstraintViolation) => {
                StoreError::Damaged(why.to_string())
            }
            _ => StoreError::Database(why.to_string()),
        }
    }
}
