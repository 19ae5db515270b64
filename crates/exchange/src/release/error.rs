//! What can go wrong with a release.

use crate::export::ExportError;

/// What went wrong with a release.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReleaseError {
    /// It cannot be written.
    #[error("the release cannot be written: {0}")]
    Output(#[from] std::io::Error),
    /// A value cannot be put into a table.
    #[error("a value cannot be put into a table: {0}")]
    Value(String),
    /// A file of it is not there, or cannot be read.
    #[error("{name} cannot be read: {reason}")]
    Missing {
        /// The file.
        name: String,
        /// Why.
        reason: String,
    },
    /// A file of it is not what it should be.
    #[error("{name} is not as a release has it: {reason}")]
    Foreign {
        /// The file.
        name: String,
        /// What is wrong.
        reason: String,
    },
    /// It was written by a later version of the program.
    #[error("the release has form {found}, this program knows forms up to {known}")]
    Newer {
        /// Its form.
        found: u32,
        /// Ours.
        known: u32,
    },
}

impl ReleaseError {
    /// A stable name for programs and documentation.
    pub fn code(&self) -> &'static str {
        match self {
            ReleaseError::Output(_) => "release-output",
            ReleaseError::Value(_) => "release-value",
            ReleaseError::Missing { .. } => "release-missing",
            ReleaseError::Foreign { .. } => "release-foreign",
            ReleaseError::Newer { .. } => "release-newer",
        }
    }

    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            ReleaseError::Output(_) => "make room on the disk, or write to another place",
            ReleaseError::Value(_) => "report this message",
            ReleaseError::Missing { .. } => {
                "name the folder of a whole release, as `legation release` writes it"
            }
            ReleaseError::Foreign { .. } => {
                "`legation verify FOLDER` lists all that is wrong; fetch the release again"
            }
            ReleaseError::Newer { .. } => "use a newer version of legation",
        }
    }
}

impl From<ExportError> for ReleaseError {
    fn from(why: ExportError) -> ReleaseError {
        match why {
            ExportError::Output(why) => ReleaseError::Output(why),
            ExportError::Value(why) => ReleaseError::Value(why),
        }
    }
}

impl From<csv::Error> for ReleaseError {
    fn from(why: csv::Error) -> ReleaseError {
        match why.into_kind() {
            csv::ErrorKind::Io(why) => ReleaseError::Output(why),
            other => ReleaseError::Value(format!("{other:?}")),
        }
    }
}
