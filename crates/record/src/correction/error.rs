//! Why a correction is none, or why it could not be done.

/// What is wrong with a correction: each has a stable code and a remedy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CorrectionError {
    /// The line is not of the form.
    #[error("this is no correction: {0}")]
    Form(String),
    /// The article is not named by a digest.
    #[error("`{0}` is no digest of an article")]
    Article(String),
    /// Nobody says so.
    #[error("nobody is named who says so")]
    Nobody,
    /// It is not said when.
    #[error("`{0}` is no moment")]
    Moment(String),
    /// It was changed after it was made.
    #[error("the correction `{0}` is not as it was made")]
    Changed(String),
    /// The verb does not go with what it is about.
    #[error("`{verb}` is not said of `{what}`")]
    Verb {
        /// The verb.
        verb: &'static str,
        /// What it is about.
        what: &'static str,
    },
    /// Something is missing.
    #[error("`{verb}` needs `{needs}`")]
    Needs {
        /// The verb.
        verb: &'static str,
        /// What is missing.
        needs: &'static str,
    },
    /// There is no such field.
    #[error("`{field}` is no field of `{what}`; {near}")]
    Field {
        /// What it is about.
        what: &'static str,
        /// The field.
        field: String,
        /// The fields that may be meant.
        near: String,
    },
    /// A value that the field cannot have.
    #[error("`{value}` is no value of `{field}`: {why}")]
    Value {
        /// The field.
        field: String,
        /// The value.
        value: String,
        /// What it can be.
        why: String,
    },
    /// Words that are not in the text.
    #[error("{0} to {1} are no words of the text")]
    Span(u32, u32),
    /// No finding stands there.
    #[error("no {0} is found there")]
    Target(&'static str),
    /// A part that it speaks of is not found.
    #[error("{0}")]
    Part(String),
    /// A later review has it in it.
    #[error("the article was read through since; correct it anew, or undo the review")]
    Reviewed,
}

impl CorrectionError {
    /// A stable name for programs and documentation.
    pub fn code(&self) -> &'static str {
        match self {
            CorrectionError::Form(_) => "correction-form",
            CorrectionError::Article(_) => "correction-article",
            CorrectionError::Nobody => "correction-nobody",
            CorrectionError::Moment(_) => "correction-moment",
            CorrectionError::Changed(_) => "correction-changed",
            CorrectionError::Verb { .. } => "correction-verb",
            CorrectionError::Needs { .. } => "correction-needs",
            CorrectionError::Field { .. } => "correction-field",
            CorrectionError::Value { .. } => "correction-value",
            CorrectionError::Span(..) => "correction-span",
            CorrectionError::Target(_) => "correction-target",
            CorrectionError::Part(_) => "correction-part",
            CorrectionError::Reviewed => "correction-reviewed",
        }
    }

    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            CorrectionError::Form(_) => "see docs/CORRECTIONS.md for the fields of a line",
            CorrectionError::Article(_) => "`legation articles --format jsonl` lists the digests",
            CorrectionError::Nobody => "say who with --by NAME",
            CorrectionError::Moment(_) => "write it as 2026-01-31T12:00:00Z, or leave it out",
            CorrectionError::Changed(_) => {
                "a correction is not edited: take it back with `undo` and make another, or leave out its `id`"
            }
            CorrectionError::Verb { .. } | CorrectionError::Needs { .. } => {
                "see docs/CORRECTIONS.md for what each verb needs"
            }
            CorrectionError::Field { .. } | CorrectionError::Value { .. } => {
                "see docs/CORRECTIONS.md for the fields and their values"
            }
            CorrectionError::Span(..) => "count code points of the text, the end one past the last",
            CorrectionError::Target(_) | CorrectionError::Part(_) => {
                "`legation review ARTICLE` shows what is found; `add` what is missing"
            }
            CorrectionError::Reviewed => "`legation corrections list` shows the review",
        }
    }
}
