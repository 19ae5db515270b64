//! Why no article could be made of some bytes.

/// Why no article could be made of some bytes: each has a stable code and a remedy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TextError {
    /// Nothing but white space.
    #[error("the file is empty")]
    Empty,
    /// A date, and no text after it.
    #[error("there is a date but no text after it")]
    NoText,
    /// Neither a date header nor a fallback.
    #[error("the text has no date")]
    NoDate,
    /// A date header that is on no calendar.
    #[error("`{0}` is not a day of the calendar")]
    ImpossibleDate(String),
    /// A line that is not JSON.
    #[error("line {line} is not valid JSON: {reason}")]
    BadJson {
        /// Counted from 1.
        line: usize,
        /// What the JSON parser found.
        reason: String,
    },
    /// A JSON object without what an article needs.
    #[error("line {line} has no usable `{field}`")]
    BadField {
        /// Counted from 1.
        line: usize,
        /// The field that is missing, empty or of another type.
        field: &'static str,
    },
    /// A JSON object whose date is on no calendar.
    #[error("line {line}: `{date}` is not a day of the calendar")]
    BadLineDate {
        /// Counted from 1.
        line: usize,
        /// The date as written.
        date: String,
    },
    /// Longer than offsets of 32 bits reach.
    #[error("the file is larger than 4 GB")]
    TooLarge,
}

impl TextError {
    /// A stable name for programs and documentation.
    pub fn code(&self) -> &'static str {
        match self {
            TextError::Empty => "text-empty",
            TextError::NoText => "text-no-text",
            TextError::NoDate => "text-no-date",
            TextError::ImpossibleDate(_) => "text-impossible-date",
            TextError::BadJson { .. } => "text-bad-json",
            TextError::BadField { .. } => "text-bad-field",
            TextError::BadLineDate { .. } => "text-bad-line-date",
            TextError::TooLarge => "text-too-large",
        }
    }

    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            TextError::Empty | TextError::NoText => "give it a text, or leave the file out",
            TextError::NoDate => "begin the text with ` date YYYY-MM-DD `, or give --date YYYY-MM-DD",
            TextError::ImpossibleDate(_) => "write the date as ` date YYYY-MM-DD `, a day that exists",
            TextError::BadJson { .. } => {
                "write one JSON object a line: {\"id\": …, \"date\": …, \"text\": …}"
            }
            TextError::BadField { .. } => "each line needs the strings `id`, `date` (YYYY-MM-DD) and `text`",
            TextError::BadLineDate { .. } => "write `date` as YYYY-MM-DD, a day that exists",
            TextError::TooLarge => "split it into smaller files",
        }
    }
}
