//! Why no article could be made of a part of some input.

use legation_text::TextError;

/// One part of an input of which no article could be made: where it is, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{fault}", prefix(.inside))]
pub struct ImportError {
    /// Where inside the input: `row 3`, `record 4 (https://…)`, `member news/a.html`; empty where it is all of it.
    pub inside: String,
    /// What is wrong.
    pub fault: Fault,
}

fn prefix(inside: &str) -> String {
    if inside.is_empty() { String::new() } else { format!("{inside}: ") }
}

impl ImportError {
    /// At a place inside the input.
    pub(crate) fn at(inside: impl Into<String>, fault: impl Into<Fault>) -> ImportError {
        ImportError { inside: inside.into(), fault: fault.into() }
    }

    /// The same, seen from outside the part in which it stands.
    pub fn within(self, part: &str) -> ImportError {
        let inside = match self.inside.as_str() {
            "" => part.to_owned(),
            inside => format!("{part}, {inside}"),
        };
        ImportError { inside, ..self }
    }

    /// A stable name for programs and documentation.
    pub fn code(&self) -> &'static str {
        self.fault.code()
    }

    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        self.fault.remedy()
    }
}

impl<F: Into<Fault>> From<F> for ImportError {
    fn from(fault: F) -> ImportError {
        ImportError::at("", fault)
    }
}

/// What can be wrong with a part of some input.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// A text or JSON line that is no article.
    #[error(transparent)]
    Text(#[from] TextError),
    /// Nothing says when it was published.
    #[error("no date of publication was found")]
    NoDate,
    /// A date that cannot be understood, or in two ways.
    #[error("`{0}` is no date that can be understood in one way")]
    UnclearDate(String),
    /// Nothing is left to read.
    #[error("no text of an article was found")]
    NoText,
    /// A container without articles.
    #[error("no articles in this {0}")]
    NoArticles(&'static str),
    /// A table without a column that articles need.
    #[error("no column holds the {wanted}; there are {columns}")]
    NoColumn {
        /// `text` or `date`.
        wanted: &'static str,
        /// The columns that there are.
        columns: String,
    },
    /// A table of coded events of no data set that is known.
    #[error("is no table of POLECAT, ICEWS or GDELT; it begins {columns}")]
    NotCoded {
        /// What stands in its first line.
        columns: String,
    },
    /// Larger than a part may be.
    #[error("is larger than {megabytes} MB")]
    TooLarge {
        /// The bound.
        megabytes: u64,
    },
    /// Grows by more than anything does that was made to be read.
    #[error("unpacks to more than {ratio} times its size")]
    Swells {
        /// The bound.
        ratio: u64,
    },
    /// More elements, members or entries than are counted.
    #[error("has more than {most} {what}")]
    TooMany {
        /// The bound.
        most: usize,
        /// Of what.
        what: &'static str,
    },
    /// Packed in packages in packages.
    #[error("is packed too often: an archive in an archive in an archive")]
    Nested,
    /// Data that are not what they begin as.
    #[error("the {what} is broken: {reason}")]
    Broken {
        /// The format.
        what: &'static str,
        /// What was found.
        reason: String,
    },
    /// Behind a password.
    #[error("is encrypted")]
    Encrypted,
    /// A format that is known and not read.
    #[error("is {0}, which is not read")]
    NotRead(&'static str),
    /// The input ends in trouble of its own.
    #[error("cannot be read: {0}")]
    Unreadable(String),
}

impl Fault {
    /// A stable name for programs and documentation.
    pub fn code(&self) -> &'static str {
        match self {
            Fault::Text(why) => why.code(),
            Fault::NoDate => "import-no-date",
            Fault::UnclearDate(_) => "import-unclear-date",
            Fault::NoText => "import-no-text",
            Fault::NoArticles(_) => "import-no-articles",
            Fault::NoColumn { .. } => "import-no-column",
            Fault::NotCoded { .. } => "import-not-coded",
            Fault::TooLarge { .. } => "import-too-large",
            Fault::Swells { .. } => "import-swells",
            Fault::TooMany { .. } => "import-too-many",
            Fault::Nested => "import-nested",
            Fault::Broken { .. } => "import-broken",
            Fault::Encrypted => "import-encrypted",
            Fault::NotRead(_) => "import-not-read",
            Fault::Unreadable(_) => "import-unreadable",
        }
    }

    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Fault::Text(why) => why.remedy(),
            Fault::NoDate => "give --date YYYY-MM-DD",
            Fault::UnclearDate(_) => "write it as YYYY-MM-DD",
            Fault::NoText => {
                "check that it holds an article; one whose text a script fetches must be saved as it is shown"
            }
            Fault::NoArticles(_) => "check that it is the file you meant; docs/FORMATS.md says what is read",
            Fault::NoColumn { .. } => {
                "name the columns in the first line: `date`, `text` and, if you have them, `id`, `title`, `source`, `url`"
            }
            Fault::NotCoded { .. } => {
                "keep the line that names the columns; of GDELT, which has none, all 57, 58 or 61 columns"
            }
            Fault::TooLarge { .. } | Fault::TooMany { .. } => "split it into smaller files",
            Fault::Swells { .. } => "if you trust it, unpack it yourself and give what was in it",
            Fault::Nested => "unpack the outer archive and give what was in it",
            Fault::Broken { .. } => "get it once more; what could be read of it was read",
            Fault::Encrypted => "unpack it with its password and give what was in it",
            Fault::NotRead(_) => {
                "save its text as .txt or .html, or unpack it; docs/FORMATS.md says what is read"
            }
            Fault::Unreadable(_) => "check that it is a readable file",
        }
    }

    /// What an input that failed while it was read says; `what` names the format of the data.
    pub(crate) fn of(why: &std::io::Error, what: &'static str) -> Fault {
        match why.get_ref().and_then(|inner| inner.downcast_ref::<Fault>()) {
            Some(fault) => fault.clone(),
            None => match why.kind() {
                std::io::ErrorKind::PermissionDenied
                | std::io::ErrorKind::IsADirectory
                | std::io::ErrorKind::NotFound => Fault::Unreadable(why.to_string()),
                _ => Fault::Broken { what, reason: why.to_string() },
            },
        }
    }
}

impl From<Fault> for std::io::Error {
    fn from(fault: Fault) -> std::io::Error {
        std::io::Error::other(fault)
    }
}
