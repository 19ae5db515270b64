//! Dates as exact as the text makes them.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A year, a month, an ISO week or a day; written `2025`, `2025-02`, `2025-W09`, `2025-02-27`.
///
/// ```
/// use legation_record::PartialDate;
/// let week: PartialDate = "2025-W09".parse().unwrap();
/// assert_eq!(week.first_day().to_string(), "2025-02-24");
/// assert_eq!(week.to_string(), "2025-W09");
/// assert!("2025-13".parse::<PartialDate>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct PartialDate {
    first: Date,
    grain: Grain,
}

/// How exact a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Grain {
    /// A day.
    Day,
    /// A week of ISO 8601: Monday to Sunday.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

impl PartialDate {
    /// The stretch of that grain in which a day lies.
    pub fn containing(day: Date, grain: Grain) -> PartialDate {
        let first = match grain {
            Grain::Day => day,
            Grain::Week => day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days()),
            Grain::Month => day.first_of_month(),
            Grain::Year => day.first_of_year(),
        };
        PartialDate { first, grain }
    }

    /// The first day of the stretch.
    pub fn first_day(self) -> Date {
        self.first
    }

    /// The last day of the stretch.
    ///
    /// ```
    /// let week: legation_record::PartialDate = "2025-W09".parse().unwrap();
    /// assert_eq!(week.last_day().to_string(), "2025-03-02");
    /// ```
    pub fn last_day(self) -> Date {
        match self.grain {
            Grain::Day => self.first,
            Grain::Week => self.first.saturating_add(6.days()),
            Grain::Month => self.first.last_of_month(),
            Grain::Year => self.first.last_of_year(),
        }
    }

    /// How exact it is.
    pub fn grain(self) -> Grain {
        self.grain
    }

    /// The day, if it is one.
    pub fn day(self) -> Option<Date> {
        (self.grain == Grain::Day).then_some(self.first)
    }
}

/// What is wrong with a written date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotADate(String);

impl fmt::Display for NotADate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a date; write YYYY-MM-DD, YYYY-MM, YYYY-Www or YYYY", self.0)
    }
}

impl std::error::Error for NotADate {}

impl FromStr for PartialDate {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let wrong = || NotADate(text.to_owned());
        let number = |at: std::ops::Range<usize>| -> Option<i16> {
            let part = text.get(at)?;
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok()).flatten()
        };
        let year = number(0..4).ok_or_else(wrong)?;
        let small = |at| number(at).and_then(|n| i8::try_from(n).ok());
        let (first, grain) = match text.as_bytes().get(4..).unwrap_or_default() {
            [] => (Date::new(year, 1, 1).ok(), Grain::Year),
            [b'-', b'W', _, _] => {
                let week = small(6..8).and_then(|week| ISOWeekDate::new(year, week, Weekday::Monday).ok());
                (week.map(ISOWeekDate::date), Grain::Week)
            }
            [b'-', _, _] => (small(5..7).and_then(|month| Date::new(year, month, 1).ok()), Grain::Month),
            [b'-', _, _, b'-', _, _] => (text.parse().ok(), Grain::Day),
            _ => (None, Grain::Day),
        };
        Ok(PartialDate { first: first.ok_or_else(wrong)?, grain })
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.first.year(), self.first.month());
        match self.grain {
            Grain::Year => write!(f, "{year:04}"),
            Grain::Month => write!(f, "{year:04}-{month:02}"),
            Grain::Week => {
                let week = self.first.iso_week_date();
                write!(f, "{:04}-W{:02}", week.year(), week.week())
            }
            Grain::Day => write!(f, "{}", self.first),
        }
    }
}

impl TryFrom<String> for PartialDate {
    type Error = NotADate;
    fn try_from(text: String) -> Result<Self, NotADate> {
        text.parse()
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> String {
        date.to_string()
    }
}

impl From<Date> for PartialDate {
    fn from(day: Date) -> PartialDate {
        PartialDate { first: day, grain: Grain::Day }
    }
}
