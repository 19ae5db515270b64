//! What is reckoned from the article's date (`last week`) or from the time told of (`the previous day`).

use super::super::point::{Point, days_after};
use super::{Found, Reader};
use jiff::civil::Date;
use legation_knowledge::lexicon::calendar::Sense;
use legation_language::Upos;
use legation_record::TimexType;

/// From when, and by how many units.
#[derive(Clone, Copy, Debug)]
struct Step {
    from: Date,
    by: i32,
    /// From the time told of.
    told: bool,
}

impl Reader<'_> {
    /// `last` and `next` from the article's date, `previous` and `that` from the time told of.
    fn step(&self, at: usize) -> Option<Step> {
        let told = |by: i32| Step { from: self.story.told(), by, told: true };
        self.sense(at, |sense| match sense {
            Sense::Shift(by) => {
                // `the next day` of what is told, `next week` from today.
                let the = at > 0 && self.is(at - 1, "the");
                let counted = the && self.is(at, "next") && self.story.last.is_some();
                Some(if counted { told(1) } else { Step { from: self.story.today, by, told: false } })
            }
            Sense::Turn(by) => Some(told(by)),
            Sense::Latest => Some(Step { from: self.story.today, by: 0, told: false }),
            _ => None,
        })
    }

    /// `last week`, `the following month`, `this year`, `the past five years`, `last February`, `this summer`, `recent weeks`, `that
    /// morning`.
    pub(super) fn shifted(&self, at: usize) -> Option<Found> {
        let lead = match (self.word(at), self.word(at + 1)) {
            ("that" | "this" | "the" | "its", "same") => 1,
            ("the" | "its", _) => 1,
            _ => 0,
        };
        let step = self.step(at + lead)?;
        let mut next = at + lead + 1;
        let latest = self.sense(at + lead, |sense| (sense == Sense::Latest).then_some(())).is_some();
        // `that` joins clauses more often than it points.
        if self.is(at, "that") && !self.is_upos(at, &[Upos::Det]) && !self.is(next, "same") {
            return None;
        }
        while self.sense(next, |sense| matches!(sense, Sense::Fiscal | Sense::Filler).then_some(())).is_some()
        {
            next += 1;
        }
        // `fourth`, `eighth`: another form; what is counted (`the past five years`): a duration.
        if self.amount(next).is_some() {
            return self.counted(at);
        }
        if let Some(month) = self.month(next) {
            let same = match step.by {
                -1 if month >= step.from.month() => -1,
                1 if month <= step.from.month() => 1,
                _ => 0,
            };
            let year = step.from.year() + same;
            // `last Oct. 23`
            if let Some(day) = self.written_day(next)
                && let Some(Point::Day(date)) = day.point
                && let Ok(date) = Date::new(year, month, date.day())
            {
                return Some(Found::at(at, day.end, Point::Day(date)));
            }
            return (lead == 0 || step.told).then(|| Found::at(at, next + 1, Point::Month(year, month)));
        }
        let weekday =
            self.sense(next, |sense| if let Sense::Weekday(day) = sense { Some(day) } else { None });
        if let Some(weekday) = weekday {
            let day = self.day_of_week(next, weekday, Some(step.by))?;
            return Some(self.with_part(at, next + 1, day));
        }
        if let Some(part) = self.part(next).filter(|_| !self.word(next).ends_with('s')) {
            let by = if step.told || step.by < 0 { step.by } else { 0 };
            let day = days_after(step.from, i64::from(by));
            let found = Found::new(at, next + 1, TimexType::Time, format!("{day}T{part}"));
            return Some(Found { point: Some(Point::Day(day)), ..found });
        }
        let season =
            self.sense(next, |sense| if let Sense::Season(season) = sense { Some(season) } else { None });
        if let Some(season) = season {
            let here = match step.by {
                0 => step.from.year(),
                // `last fall` in spring is of the year before; in December of this one.
                -1 if super::super::point::first_month(season) < step.from.month() - 2 => step.from.year(),
                by => step.from.year() + by as i16,
            };
            return Some(Found::at(at, next + 1, Point::Season(here, season)));
        }
        if matches!(self.word(next), "period") {
            let (year, quarter) = self.story.quarter.filter(|_| latest || step.by == 0)?;
            return Some(Found { point: None, ..Found::at(at, next + 1, Point::Quarter(year, quarter)) });
        }
        let unit = self.unit(next)?;
        let end = next + 1;
        if self.word(next).ends_with('s') {
            // `recent weeks`, `the coming days`
            let vague = latest
                || matches!(
                    self.word(at + lead),
                    "coming"
                        | "past"
                        | "next"
                        | "last"
                        | "following"
                        | "previous"
                        | "ensuing"
                        | "preceding"
                        | "upcoming"
                        | "subsequent"
                );
            return vague
                .then(|| Found::new(at, end, TimexType::Duration, super::counted::duration("X", unit)));
        }
        if latest {
            let (year, quarter) = self.story.latest_quarter();
            return (unit == "Q").then(|| Found::at(at, end, Point::Quarter(year, quarter)));
        }
        // `the past decade`
        if matches!(unit, "DE" | "CE") && step.by != 0 {
            return Some(Found::new(at, end, TimexType::Duration, super::counted::duration("1", unit)));
        }
        // `this second`, `that time`
        if matches!(unit, "TS" | "TM" | "TH") {
            return None;
        }
        if step.told && !self.tells_days() && unit == "D" {
            return Some(Found::new(at, end, TimexType::Date, "XXXX-XX-XX"));
        }
        Some(Found::at(at, end, Point::around(step.from, unit, i64::from(step.by))?))
    }

    /// Whether the time told of last is known to the day.
    fn tells_days(&self) -> bool {
        self.story.last.is_none_or(|last| matches!(last, Point::Day(_)))
    }

    /// `yesterday`, `tomorrow morning`, `tonight`, `the day before yesterday`.
    pub(super) fn day_word(&self, at: usize) -> Option<Found> {
        let lead = if self.is(at, "the") && self.is(at + 1, "day") { 3 } else { 0 };
        let beyond = match self.word(at + 2) {
            "before" if lead > 0 => -1,
            "after" if lead > 0 => 1,
            _ => 0,
        };
        if lead > 0 && beyond == 0 {
            return None;
        }
        let word = at + lead;
        let today = self.story.today;
        if let Some(by) = self.sense(word, |sense| if let Sense::Day(by) = sense { Some(by) } else { None }) {
            return Some(self.with_part(at, word + 1, days_after(today, i64::from(by) + i64::from(beyond))));
        }
        let tonight = self.sense(at, |sense| (sense == Sense::Tonight).then_some(())).is_some();
        tonight.then(|| Found {
            point: Some(Point::Day(today)),
            ..Found::new(at, at + 1, TimexType::Time, format!("{today}TNI"))
        })
    }

    /// `the quarter`, `the year`, `the day`, `the weekend`, `the day before`: of what is told.
    pub(super) fn the_unit(&self, at: usize) -> Option<Found> {
        if !self.is(at, "the") {
            return None;
        }
        let filler = usize::from(
            self.sense(at + 1, |sense| matches!(sense, Sense::Filler | Sense::Fiscal).then_some(()))
                .is_some(),
        );
        let unit = self.unit(at + 1 + filler).filter(|_| !self.word(at + 1 + filler).ends_with('s'))?;
        let end = at + 2 + filler;
        let turned = self.sense(end, |sense| if let Sense::Turned(by) = sense { Some(by) } else { None });
        let closes = |at: usize| matches!(self.word(at), "" | "." | "," | ";" | ")" | "\"" | "”" | "in");
        if let Some(by) = turned.filter(|_| matches!(self.word(end), "before" | "after") && closes(end + 1)) {
            return Some(Found::at(at, end + 1, Point::around(self.story.told(), unit, i64::from(by))?));
        }
        let led = |words: &[&str]| at > 0 && words.contains(&self.word(at - 1));
        // `the day of the attack`, `the week that`, `the year end`
        // `the year ended June 30`
        if unit == "Y" && matches!(self.word(end), "ended" | "ending" | "to") {
            return Some(Found::new(at, end, TimexType::Duration, "P1Y"));
        }
        let of_other = matches!(
            self.word(end),
            "of" | "that" | "when" | "-" | "he" | "she" | "they" | "after" | "before"
        ) || self.is_upos(end, &[Upos::Noun, Upos::Propn, Upos::Num]);
        if of_other {
            return None;
        }
        let today = self.story.today;
        let point = match unit {
            "Q" => {
                let (year, quarter) = self.story.latest_quarter();
                Point::Quarter(year, quarter)
            }
            "Y" => Point::around(if self.story.is_history { self.story.told() } else { today }, "Y", 0)?,
            "D" if led(&["of", "during", "in", "for", "on", "throughout", "through"]) => {
                Point::Day(match self.story.last {
                    Some(Point::Day(day)) => day,
                    _ => today,
                })
            }
            "W" | "M" if led(&["of", "during", "in", "for", "on", "throughout", "within", "through"]) => {
                Point::around(if self.story.is_history { self.story.told() } else { today }, unit, 0)?
            }
            "WE" => {
                let ahead = self.ahead(at + 1) || today.weekday().to_monday_zero_offset() >= 5;
                Point::around(today, "WE", if ahead { 0 } else { -1 })?
            }
            _ => return None,
        };
        Some(Found::at(at, end, point))
    }

    /// A stretch so many units before or after a day; of an unknown number the past or the future.
    pub(super) fn reckoned(
        &self,
        start: usize,
        end: usize,
        amount: &str,
        unit: &str,
        sign: i64,
        told: bool,
    ) -> Found {
        let vague = |value: &str| Found::new(start, end, TimexType::Date, value);
        let from = if told { self.story.told() } else { self.story.today };
        let days = match unit {
            // So many weeks before a day is a day.
            "W" => 7,
            "WE" => 7,
            _ => 1,
        };
        let number: Option<i64> = amount.parse().ok();
        let Some(number) = number else {
            return vague(if sign < 0 { "PAST_REF" } else { "FUTURE_REF" });
        };
        let of_this_year = self.story.last.is_none_or(|last| last.year() == self.story.today.year());
        if unit == "Y" && number == 1 && sign < 0 && self.story.quarter.is_some() && (!told || of_this_year) {
            return Found { point: None, ..Found::at(start, end, self.a_year_before()) };
        }
        if told && !self.tells_days() && matches!(unit, "D" | "W" | "WE" | "TH" | "TM" | "TS") {
            return vague("XXXX-XX-XX");
        }
        let point = match unit {
            "TH" | "TM" | "TS" => Some(Point::Day(from)),
            "W" | "WE" | "D" => Point::around(from, "D", sign * number * days),
            _ => Point::around(from, unit, sign * number),
        };
        point.map_or_else(|| vague("PAST_REF"), |point| Found::at(start, end, point))
    }
}
