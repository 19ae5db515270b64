//! What two parties do, period by period.

use crate::Dyad;
use jiff::civil::Date;
use legation_record::{Grain, PartialDate};

/// A question for a series.
#[derive(Clone, Debug)]
pub struct SeriesQuestion {
    /// The two parties.
    pub dyad: Dyad,
    /// How long a period is.
    pub by: Period,
    /// What is measured.
    pub measure: Measure,
    /// Divide by the number of articles published in the period.
    pub per_articles: bool,
    /// From this day on.
    pub from: Option<Date>,
    /// Up to this day.
    pub to: Option<Date>,
    /// PLOVER types, any of them; all where empty.
    pub types: Vec<String>,
    /// Statuses, any of them; all where empty.
    pub statuses: Vec<String>,
    /// What was published by this day alone.
    pub as_of: Option<Date>,
}

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// A day.
    Day,
    /// A week of ISO 8601.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

impl Period {
    /// The period in which a day lies.
    pub fn of(self, day: Date) -> PartialDate {
        let grain = match self {
            Period::Day => Grain::Day,
            Period::Week => Grain::Week,
            Period::Month => Grain::Month,
            Period::Year => Grain::Year,
        };
        PartialDate::containing(day, grain)
    }
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// How many events.
    Count,
    /// The mean of PLOVER's scores.
    Plover,
    /// The mean of Goldstein's scores.
    Goldstein,
}

/// A series.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The periods from the first to the last with events, none left out.
    pub points: Vec<Point>,
    /// Where the outlets that the articles come from change, so that a jump may be theirs.
    pub notes: Vec<String>,
}

/// A period of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The period: `2025-W09`.
    pub period: PartialDate,
    /// What was measured; none where a mean has nothing to be of.
    pub value: Option<f64>,
    /// How many events.
    pub events: u64,
    /// How many articles were published in it.
    pub articles: u64,
}
