//! When something was: from a first to a last day.

use jiff::ToSpan;
use jiff::civil::Date;
use legation_record::{Event, PartialDate};

/// The days within which something took place, as exactly as the text has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days {
    /// The first day that it can have been.
    pub first: Date,
    /// The last.
    pub last: Date,
}

impl Days {
    /// The days of a date, whatever its grain.
    ///
    /// ```
    /// # use legation_link::Days;
    /// assert_eq!(Days::of("2025-05".parse().unwrap()).count(), 31);
    /// ```
    pub fn of(date: PartialDate) -> Days {
        Days { first: date.first_day(), last: date.last_day() }
    }

    /// When an event was, where the article says so.
    pub fn of_event<S>(event: &Event<S>) -> Option<Days> {
        let (start, end) = (event.start.map(Days::of), event.end.map(Days::of));
        match (start, end) {
            (Some(start), Some(end)) => Some(Days { first: start.first, last: start.first.max(end.last) }),
            (Some(one), None) | (None, Some(one)) => Some(one),
            (None, None) => None,
        }
    }

    /// How many days these are.
    pub fn count(self) -> i64 {
        between(self.first, self.last) + 1
    }

    /// Whether it is one day.
    pub fn is_one(self) -> bool {
        self.first == self.last
    }

    /// Whether the day is one of these.
    pub fn contains(self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// Whether all of the other's days are among these.
    pub fn covers(self, other: Days) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// Whether the two have a day in common.
    pub fn meet(self, other: Days) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// The days from the end of one to the beginning of the other; 0 where they meet.
    pub fn apart(self, other: Days) -> i64 {
        between(self.last, other.first).max(between(other.last, self.first)).max(0)
    }
}

/// The days from one day to another, negative where the other is earlier.
pub(crate) fn between(one: Date, other: Date) -> i64 {
    i64::from((other - one).get_days())
}

/// The day so many days after a day; the last or first there is where the calendar ends.
pub(crate) fn after(day: Date, days: i64) -> Date {
    day.saturating_add(days.days())
}
