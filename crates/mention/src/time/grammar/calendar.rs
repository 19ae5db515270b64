//! Days, months, quarters, seasons, years and holidays by name and number.

use super::super::point::{Point, first_month, holiday};
use super::{Found, Reader};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use legation_knowledge::lexicon::calendar::{Sense, holidays};
use legation_language::{Deprel, Upos};
use legation_record::TimexType;

/// Whether the name of a holiday can begin with a word.
pub(super) fn is_holiday_word(word: &str) -> bool {
    holidays(word).next().is_some()
}

/// How far ahead or back, in days, a date without a year may lie in this year.
const FAR_AHEAD: i32 = 150;
const FAR_BACK: i32 = -120;
const HALF_A_YEAR_AND_MORE: i32 = 240;
/// What lies less far ahead may have been told of in the past tense.
const A_WEEK: i32 = 7;
/// How many months ahead a month without a year may lie in this year, whatever the words say.
const JUST_AHEAD: i8 = 2;

impl Reader<'_> {
    /// A month is written with a capital; `May` and `March` need a neighbour that makes them one.
    pub(super) fn month(&self, at: usize) -> Option<i8> {
        let month =
            self.sense(at, |sense| if let Sense::Month(month) = sense { Some(month) } else { None })?;
        let written = self.words.get(at)?;
        let doubtful =
            matches!(self.word(at), "may" | "march" | "mar" | "jan" | "jun" | "sep" | "dec" | "august");
        let beside = |at: usize| self.figures(at).is_some() || self.day_of_month(at).is_some();
        let led = at > 0
            && (matches!(
                self.word(at - 1),
                "in" | "of"
                    | "since"
                    | "until"
                    | "by"
                    | "before"
                    | "after"
                    | "from"
                    | "through"
                    | "to"
                    | "and"
                    | "or"
                    | "-"
                    | "–"
                    | "during"
                    | "for"
                    | "between"
            ) || self.sense(at - 1, is_lead).is_some());
        let name = self.is_upos(at, &[Upos::Propn]) && self.word(at).len() > 3 || self.is(at, "may");
        let is_month = !doubtful
            || beside(at + 1)
            || (at > 0 && beside(at - 1) && !self.is_upos(at, &[Upos::Verb, Upos::Aux]))
            || (led && name);
        // `April Jones`
        let person = matches!(self.word(at), "april" | "june" | "august" | "may" | "jan")
            && !(at > 0 && self.is_upos(at - 1, &[Upos::Adp, Upos::Det]))
            && self.is_upos(at + 1, &[Upos::Propn])
            && self.month(at + 1).is_none();
        (written.starts_with(char::is_uppercase) && is_month && !person).then_some(month)
    }

    fn weekday(&self, at: usize) -> Option<i8> {
        let weekday =
            self.sense(at, |sense| if let Sense::Weekday(day) = sense { Some(day) } else { None })?;
        let short = self.word(at).len() < 5 && !self.word(at).ends_with('.');
        // `Sunday Times`: part of a name.
        let paper = matches!(
            self.word(at + 1),
            "times" | "telegraph" | "herald" | "express" | "mirror" | "star" | "mail"
        );
        (self.words.get(at)?.starts_with(char::is_uppercase) && !paper && !(short && self.word(at) != "thu"))
            .then_some(weekday)
    }

    /// `12`, `12th`, `twelfth`.
    fn day_of_month(&self, at: usize) -> Option<i8> {
        let number = self.figures(at).filter(|_| self.word(at).len() <= 2);
        let number = number.or_else(|| {
            self.ordinal(at).filter(|_| self.word(at).as_bytes().first().is_some_and(u8::is_ascii_digit))
        });
        number.and_then(|number| i8::try_from(number).ok()).filter(|day| (1..=31).contains(day))
    }

    /// A number of four figures that can be a year.
    fn year_figures(&self, at: usize) -> Option<i16> {
        let year = self.figures(at).filter(|_| self.word(at).len() == 4)?;
        i16::try_from(year).ok().filter(|year| (1000..2100).contains(year))
    }

    /// The year behind a date: `, 2025`, `of 2025`, `of that year`, `last year`.
    fn year_behind(&self, at: usize) -> Option<(i16, usize)> {
        let gap = usize::from(matches!(self.word(at), "," | "of"));
        if let Some(year) = self.year_figures(at + gap) {
            let count = self.word(at) == "," && self.unit(at + gap + 1).is_some();
            return (!count).then_some((year, at + gap + 1));
        }
        if let Some(found) = self.spelled_year(at) {
            return Some(found);
        }
        let inner = (gap == 0 || self.is(at, "of")).then(|| self.shifted(at + gap)).flatten()?;
        match inner.point {
            Some(Point::Year(year)) => Some((year, inner.end)),
            _ => None,
        }
    }

    /// `Thursday, Feb. 12, 2025`, `12 February`, `the 12th of February`, `2025-02-27`, `10/26/1989`.
    pub(super) fn written_day(&self, at: usize) -> Option<Found> {
        if let Some(day) = numeric(self.word(at)) {
            return Some(Found::at(at, at + 1, Point::Day(day)));
        }
        if self.weekday(at).is_some() {
            let next = at + 1 + usize::from(self.is(at + 1, ","));
            let inner = self.written_day(next).filter(|found| matches!(found.point, Some(Point::Day(_))))?;
            return Some(Found { start: at, ..inner });
        }
        if let Some(first) = self.first_of_range(at) {
            return Some(first);
        }
        let the = usize::from(self.is(at, "the"));
        let (month, day, end) = match (self.month(at), self.month(at + 1)) {
            (Some(month), _) => {
                let gap = 1 + usize::from(self.is(at + 1, "the"));
                (month, self.day_of_month(at + gap)?, at + gap + 1)
            }
            (None, Some(month)) if the == 0 => (month, self.day_of_month(at)?, at + 2),
            _ => {
                let from = at + the;
                let gap = 1 + usize::from(self.is(from + 1, "of"));
                let month = self.month(from + gap).filter(|_| the == 1 || gap == 2)?;
                (month, self.day_of_month(from)?, from + gap + 1)
            }
        };
        // `May 20 percent`
        if matches!(self.word(end), "%" | "percent" | "per" | "million" | "billion") {
            return None;
        }
        let (year, end) = match self.year_behind(end) {
            Some(found) => found,
            None => (self.year_of_day(at, month, day), end),
        };
        Some(Found::at(at, end, Point::Day(Date::new(year, month, day).ok()?)))
    }

    /// The first day of `21-24 May 2026`.
    fn first_of_range(&self, at: usize) -> Option<Found> {
        let day = self.day_of_month(at)?;
        let second = self.day_of_month(at + 2).filter(|second| *second > day)?;
        let joined = matches!(self.word(at + 1), "-" | "–" | "and" | "to");
        let month = self.month(at + 3).filter(|_| joined)?;
        let year =
            self.year_behind(at + 4).map_or_else(|| self.year_of_day(at, month, second), |(year, _)| year);
        Some(Found::at(at, at + 1, Point::Day(Date::new(year, month, day).ok()?)))
    }

    /// The year of a day without one: in history that told of; else the last such day, or the next where the words look ahead; a day
    /// not far ahead is of this year.
    fn year_of_day(&self, at: usize, month: i8, day: i8) -> i16 {
        let this = self.story.today.year();
        if self.story.is_history {
            return self.story.last.map_or(this, Point::year);
        }
        let Ok(here) = Date::new(this, month, day) else { return this };
        let days = self.story.today.until(here).map_or(0, |span| span.get_days());
        match (self.ahead(at), days) {
            (true, ..FAR_BACK) => this + 1,
            (false, FAR_AHEAD..) => this - 1,
            (false, A_WEEK..) if self.back(at) => this - 1,
            (_, ..=NOT_THIS_YEAR) => this + 1,
            (_, HALF_A_YEAR_AND_MORE..) => this - 1,
            _ => this,
        }
    }

    /// A second day or year after one: `Feb. 12-18`, `April 24 and 25`, `1941-42`.
    pub(super) fn continued(&self, last: Option<&Found>, at: usize) -> Option<Found> {
        let last = last.filter(|last| last.end + 1 == at)?;
        let joined = matches!(self.word(at - 1), "-" | "–" | "and" | "to" | "or" | "," | "through");
        let range = matches!(self.word(at - 1), "-" | "–");
        match last.point? {
            Point::Day(day) if joined && self.month(at - 2).is_none() => {
                let number = self.day_of_month(at).filter(|&number| number > day.day())?;
                let counts = self.is_upos(at + 1, &[Upos::Noun, Upos::Propn, Upos::Sym, Upos::Num])
                    || self.month(at + 1).is_some()
                    || self.is(at + 1, "%");
                let end = at + 1;
                let (year, end) = self.year_behind(end).unwrap_or((day.year(), end));
                let written = self.month(last.start).is_some() || self.month(last.start + 1).is_some();
                let next = Date::new(year, day.month(), number).ok()?;
                (!counts && written).then(|| Found::at(at, end, Point::Day(next)))
            }
            Point::Year(year) if range => {
                let number = self.figures(at).filter(|_| self.word(at).len() == 2)?;
                let next = year.div_euclid(100) * 100 + i16::try_from(number).ok()?;
                (next > year).then(|| Found::at(at, at + 1, Point::Year(next)))
            }
            _ => None,
        }
    }

    /// `on Thursday`, `Friday morning`, `Thursday's`, `Mondays`.
    pub(super) fn named_day(&self, at: usize) -> Option<Found> {
        let every = self.sense(at, |sense| if let Sense::Weekdays(day) = sense { Some(day) } else { None });
        if let Some(day) = every.filter(|_| self.words[at].starts_with(char::is_uppercase)) {
            return Some(Found::new(at, at + 1, TimexType::Set, format!("XXXX-WXX-{day}")));
        }
        let weekday = self.weekday(at)?;
        let day = self.day_of_week(at, weekday, None)?;
        Some(self.with_part(at, at + 1, day))
    }

    /// The day that a weekday means: the last such one, or the next where the words look ahead; shifted by `last` and `next`.
    pub(super) fn day_of_week(&self, at: usize, weekday: i8, shift: Option<i32>) -> Option<Date> {
        let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
        let base = self.story.today;
        let back = base.weekday().since(weekday);
        let last = base.saturating_sub(i64::from(back).days());
        Some(match shift {
            Some(-1) if back == 0 => last.saturating_sub(7.days()),
            Some(1) => last.saturating_add(7.days()),
            None | Some(0) if back > 0 && self.ahead(at) => last.saturating_add(7.days()),
            _ => last,
        })
    }

    /// A day, or its part where one follows: `Friday morning`.
    pub(super) fn with_part(&self, start: usize, end: usize, day: Date) -> Found {
        match self.part(end).filter(|_| !self.word(end).ends_with('s')) {
            Some(part) => Found {
                point: Some(Point::Day(day)),
                ..Found::new(start, end + 1, TimexType::Time, format!("{day}T{part}"))
            },
            None => Found::at(start, end, Point::Day(day)),
        }
    }

    /// `February 2025`, `February of that year`, `in February`, `2024`, `fiscal 2024`, `the 1990s`, `the 20th century`, `480 BC`.
    pub(super) fn month_or_year(&self, at: usize) -> Option<Found> {
        if let Some(month) = self.month(at) {
            if let Some((year, end)) = self.bc(at + 1) {
                return Some(Found::new(
                    at,
                    end,
                    TimexType::Date,
                    format!("{}-{month:02}", Point::Year(year).value()),
                ));
            }
            if let Some((year, end)) = self.year_behind(at + 1) {
                return Some(Found::at(at, end, Point::Month(year, month)));
            }
            return Some(Found::at(at, at + 1, Point::Month(self.year_of_month(at, month), month)));
        }
        if let Some((year, end)) = self.bc(at) {
            return Some(Found::at(at, end, Point::Year(year)));
        }
        self.decade(at).or_else(|| self.century(at)).or_else(|| self.year(at))
    }

    /// The year of a month without one.
    pub(super) fn year_of_month(&self, at: usize, month: i8) -> i16 {
        let today = self.story.today;
        if self.story.is_history {
            return self.story.last.map_or(today.year(), Point::year);
        }
        match (self.ahead(at), month.cmp(&today.month())) {
            (true, std::cmp::Ordering::Less) => today.year() + 1,
            (false, std::cmp::Ordering::Greater) if month > today.month() + JUST_AHEAD || self.back(at) => {
                today.year() - 1
            }
            _ => today.year(),
        }
    }

    /// `493 BC`, as minus 493.
    fn bc(&self, at: usize) -> Option<(i16, usize)> {
        let year = i16::try_from(self.figures(at)?).ok()?;
        let era = |at: usize| matches!(self.word(at), "bc" | "b.c." | "bce" | "b.c");
        // `396-395 BC`
        let range = matches!(self.word(at + 1), "-" | "–") && self.figures(at + 2).is_some() && era(at + 3);
        if range {
            return Some((-year, at + 1));
        }
        era(at + 1).then_some((-year, at + 2))
    }

    /// `the 1990s`, `the '90s`, `the nineties`, `70s`.
    fn decade(&self, at: usize) -> Option<Found> {
        let the = usize::from(self.is(at, "the"));
        let mark = usize::from(self.is(at + the, "'"));
        let word = self.word(at + the + mark).trim_start_matches('\'');
        let century = |tens: i16| {
            self.story.today.year().div_euclid(100) * 10
                - if tens * 10 > self.story.today.year() % 100 { 10 } else { 0 }
                + tens
        };
        let figures = word.strip_suffix('s').map(|decade| decade.trim_end_matches('\''));
        let figures = figures
            .filter(|decade| decade.ends_with('0') && decade.bytes().all(|byte| byte.is_ascii_digit()));
        let decade = match figures.map(str::len) {
            Some(4) => figures?.parse::<i16>().ok()? / 10,
            Some(2) => century(figures?.parse::<i16>().ok()? / 10),
            _ => {
                let stem = word.strip_suffix("ies").filter(|_| the == 1)?;
                let tens = ["twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet"];
                century(tens.iter().position(|tens| *tens == stem)? as i16 + 2)
            }
        };
        Some(Found::at(at, at + the + mark + 1, Point::Decade(decade)))
    }

    /// `the 20th century`
    fn century(&self, at: usize) -> Option<Found> {
        let the = usize::from(self.is(at, "the"));
        let number = self.ordinal(at + the)?;
        let gap = usize::from(self.is(at + the + 1, "-"));
        let is_century = self.is(at + the + 1 + gap, "century");
        let start = if gap == 1 { at + the } else { at };
        (is_century && (1..30).contains(&number))
            .then(|| Found::at(start, at + the + 2 + gap, Point::Century(number as i16 - 1)))
    }

    /// A year by itself: after such words, or where it counts nothing; `fiscal 1989`, `the year 2000`, `nineteen ninety-six`.
    fn year(&self, at: usize) -> Option<Found> {
        let lead = match self.word(at) {
            "fiscal" => 1,
            "the" if self.is(at + 1, "year") => 2,
            "the" if self.is(at + 1, "fiscal") => 2 + usize::from(self.is(at + 2, "year")),
            _ => 0,
        };
        if let Some(year) = self.year_figures(at + lead) {
            let end = at + lead + 1;
            let counts = self.parsed(at + lead).is_some_and(|word| word.deprel == Deprel::Nummod)
                && (self.parsed(end).is_some_and(|next| next.xpos.name() == "NNS")
                    || self.unit(end).is_some());
            let money = at > 0
                && (self.is_upos(at - 1, &[Upos::Sym]) && !matches!(self.word(at - 1), "-" | "–" | "/")
                    || matches!(self.word(at - 1), "$" | "€" | "£" | "¥" | "#" | "no."));
            let other = matches!(
                self.word(end),
                "%" | "percent" | "per" | "million" | "billion" | "gmt" | "utc" | "hours"
            ) || self.is(end, ",")
                && self.figures(end + 1).is_some_and(|_| self.word(end + 1).len() == 3);
            let modern = (1900..2100).contains(&year);
            let led = lead > 0
                || at == 0
                || self.is_upos(at - 1, &[Upos::Adp, Upos::Det, Upos::Cconj, Upos::Sconj, Upos::Punct])
                || self.sense(at - 1, is_lead).is_some();
            // `his 1987 Chevrolet`
            let named = !led && self.is_upos(end, &[Upos::Propn]);
            let range = matches!(self.word(end), "-" | "–") && self.year_figures(end + 1).is_some();
            let counted = counts || money || other || named;
            return (!counted && (modern || led || range)).then(|| Found::at(at, end, Point::Year(year)));
        }
        let (year, end) = self.spelled_year(at + lead)?;
        (year != 2000 || lead == 2).then(|| Found::at(at, end, Point::Year(year)))
    }

    /// `nineteen ninety-six`, `two thousand`
    fn spelled_year(&self, at: usize) -> Option<(i16, usize)> {
        let number =
            |at: usize| self.sense(at, |sense| if let Sense::Number(n) = sense { Some(n) } else { None });
        let (first, second) = (number(at)?, number(at + 1)?);
        if (first, second) == (2, 1000) {
            return Some((2000, at + 2));
        }
        ((18..=20).contains(&first) && (10..100).contains(&second)).then_some(())?;
        let gap = usize::from(self.is(at + 2, "-"));
        let ones = number(at + 2 + gap).filter(|n| *n < 10 && second >= 20 && second % 10 == 0);
        let end = at + 2 + ones.map_or(0, |_| gap + 1);
        let year = i16::try_from(first * 100 + second + ones.unwrap_or(0)).ok()?;
        self.unit(end).is_none().then_some((year, end))
    }

    /// `the third quarter`, `fiscal second-quarter`, `the 1988 second quarter`, `next year's first quarter`, `Q3 2024`, `the second half of
    /// 2008`.
    pub(super) fn quarter(&self, at: usize) -> Option<Found> {
        let the = usize::from(self.is(at, "the"));
        let mut next = at + the;
        let mut year = None;
        let mut ago = false;
        // What comes before the number, in any order.
        loop {
            if self.is(next, "fiscal") {
                next += 1 + usize::from(self.is(next + 1, "-"));
            } else if let Some(figures) = self.year_figures(next) {
                year = Some(figures);
                next += 1;
            } else if let Some(end) = self.year_ago(next) {
                ago = true;
                next = end;
            } else if let Some(shifted) = self.shifted(next).filter(|found| self.is(found.end, "'s")) {
                let Some(Point::Year(of)) = shifted.point else { return None };
                year = Some(of);
                next = shifted.end + 1;
            } else {
                break;
            }
        }
        let short = self.words.get(next)?.strip_prefix('Q').and_then(|number| number.parse::<i8>().ok());
        let (number, half, hyphen, mut end) = match short {
            Some(number) => (number, false, false, next + 1),
            None => {
                let number = i8::try_from(self.ordinal(next)?).ok()?;
                let hyphen = self.is(next + 1, "-");
                let noun = next + 1 + usize::from(hyphen);
                let half = matches!(self.word(noun), "half");
                (half || matches!(self.word(noun), "quarter" | "quarters")).then_some(())?;
                (number, half, hyphen, noun + 1)
            }
        };
        (1..=if half { 2 } else { 4 }).contains(&number).then_some(())?;
        if year.is_none() && !ago {
            let of = usize::from(matches!(self.word(end), "of" | "in"));
            let fiscal = usize::from(self.is(end + of, "fiscal"));
            if let Some(figures) = self.year_figures(end + of + fiscal) {
                (year, end) = (Some(figures), end + of + fiscal + 1);
            } else if let Some(inner) = self.shifted(end + of).filter(|_| of == 1 || short.is_some())
                && let Some(Point::Year(of_year)) = inner.point
            {
                (year, end) = (Some(of_year), inner.end);
            }
        }
        let year = year
            .unwrap_or_else(|| self.year_of_quarter(at, number, if half { 6 } else { 3 }) - i16::from(ago));
        // `a half` of something else.
        if half && the == 0 && year == self.story.today.year() && !self.is(at.wrapping_sub(1), "in") {
            return None;
        }
        let point = if half { Point::Half(year, number) } else { Point::Quarter(year, number) };
        let start = if hyphen && the == 1 { at + 1 } else { at };
        let quiet = Found { point: if ago { None } else { Some(point) }, ..Found::at(start, end, point) };
        Some(quiet)
    }

    /// The year of a quarter (or half) without one: the last that has begun, or the next where the words look ahead.
    fn year_of_quarter(&self, at: usize, number: i8, months: i8) -> i16 {
        let today = self.story.today;
        let begins = (number - 1) * months + 1;
        if begins <= today.month() || self.ahead(at) { today.year() } else { today.year() - 1 }
    }

    /// `year-ago`, `year-earlier`, `year earlier`: where it ends.
    pub(super) fn year_ago(&self, at: usize) -> Option<usize> {
        let gap = usize::from(self.is(at + 1, "-"));
        (self.is(at, "year") && matches!(self.word(at + 1 + gap), "ago" | "earlier")).then_some(at + 2 + gap)
    }

    /// The same stretch a year before: the quarter reported on where there is one.
    pub(super) fn a_year_before(&self) -> Point {
        match self.story.quarter {
            Some((year, quarter)) => Point::Quarter(year - 1, quarter),
            None => Point::Year(self.story.today.year() - 1),
        }
    }

    /// `the year-earlier period`, `the 1988 quarter`, `the same period last year`, `the quarter a year ago`, `year-ago`.
    pub(super) fn same_period(&self, at: usize) -> Option<Found> {
        let the = usize::from(matches!(self.word(at), "the" | "its"));
        let noun = |at: usize| matches!(self.word(at), "period" | "quarter" | "quarters" | "half");
        let month = |at: usize| self.is(at, "month") || noun(at);
        if let Some(end) = self.year_ago(at + the) {
            let whole = noun(end);
            let point = self.a_year_before();
            let (start, end) = if whole { (at, end + 1) } else { (at + the, end) };
            return Some(Found { point: None, ..Found::at(start, end, point) });
        }
        if let Some(year) = self.year_figures(at + the).filter(|_| noun(at + the + 1)) {
            let point = match self.story.quarter {
                Some((_, quarter)) => Point::Quarter(year, quarter),
                None => Point::Year(year),
            };
            return Some(Found { point: None, ..Found::at(at, at + the + 2, point) });
        }
        let same =
            usize::from(matches!(self.word(at + the), "same" | "corresponding" | "comparable" | "like"));
        if the == 0 || !month(at + the + same) {
            return None;
        }
        let end = at + the + same + 1;
        let of = usize::from(matches!(self.word(end), "of" | "in"));
        let ago = self.is(end + of, "a").then(|| self.year_ago(end + of + 1)).flatten();
        let shifted = || self.shifted(end + of).filter(|found| matches!(found.point, Some(Point::Year(_))));
        let year = ago
            .map(|end| (self.story.today.year() - 1, end))
            .or_else(|| shifted().map(|found| (found.point.map_or(0, Point::year), found.end)))
            .or_else(|| Some((self.year_figures(end + of).filter(|_| of == 1)?, end + of + 1)));
        let (year, end) = year.filter(|_| same == 1 || ago.is_some())?;
        let told = self.story.told().month();
        let point = match self.story.quarter {
            _ if self.is(at + the + same, "month") => Point::Month(year, told),
            Some((_, quarter)) => Point::Quarter(year, quarter),
            None => Point::Year(year),
        };
        Some(Found { point: None, ..Found::at(at, end, point) })
    }

    /// `Christmas 2007`, `Yom Kippur`, `the Lunar New Year`.
    pub(super) fn holiday(&self, at: usize) -> Option<Found> {
        let fits = |words: &[&str]| words.iter().enumerate().all(|(by, word)| self.is(at + by, word));
        let (words, rule) =
            holidays(self.word(at)).filter(|(words, _)| fits(words)).max_by_key(|(words, _)| words.len())?;
        let end = at + words.len();
        // A name of something else: `Christmas Island`, `New Year`.
        let named = self.words[at].starts_with(char::is_uppercase) || self.is(at, "the");
        let other = self.is_upos(end, &[Upos::Propn]) && !matches!(self.word(end), "day" | "eve");
        if !named || other {
            return None;
        }
        if let Some((year, end)) = self.year_behind(end) {
            return Some(Found::at(at, end, Point::Day(holiday(rule, year)?)));
        }
        let today = self.story.told();
        let today = if self.story.is_history { today } else { self.story.today };
        let near = |year: i16| holiday(rule, year);
        let day = if self.ahead(at) {
            near(today.year()).filter(|day| *day >= today).or_else(|| near(today.year() + 1))
        } else {
            let days = |day: &Date| today.until(*day).map_or(0, |span| span.get_days().abs());
            [near(today.year() - 1), near(today.year()), near(today.year() + 1)]
                .into_iter()
                .flatten()
                .filter(|day| *day <= today || days(day) < 60)
                .min_by_key(days)
        };
        Some(Found::at(at, end, Point::Day(day?)))
    }

    /// `the summer`, `spring 2007`, `the winter of 1941`, `in autumn`.
    pub(super) fn season(&self, at: usize) -> Option<Found> {
        let the = usize::from(self.is(at, "the"));
        let season = self
            .sense(at + the, |sense| if let Sense::Season(season) = sense { Some(season) } else { None })?;
        let end = at + the + 1;
        if let Some((year, end)) = self.year_behind(end) {
            return Some(Found::at(at, end, Point::Season(year, season)));
        }
        let led = the == 1
            || at > 0
                && (matches!(
                    self.word(at - 1),
                    "in" | "by"
                        | "until"
                        | "since"
                        | "during"
                        | "through"
                        | "from"
                        | "-"
                        | "of"
                        | "each"
                        | "every"
                ) || self.sense(at - 1, is_lead).is_some());
        let verb = matches!(self.word(at + the), "fall")
            && (the == 0 && !self.is(at.wrapping_sub(1), "in") || self.is(end, "of"));
        let noun = self.is_upos(at + the, &[Upos::Noun, Upos::Propn]);
        // `the summer games`, `the spring offensive`
        let of_other = self.is_upos(end, &[Upos::Noun, Upos::Propn]) && the == 1;
        (led && noun && !verb && !of_other)
            .then(|| Found::at(at, end, Point::Season(self.year_of_season(at + the, season), season)))
    }

    pub(super) fn year_of_season(&self, at: usize, season: &str) -> i16 {
        let today = self.story.today;
        if self.story.is_history {
            return self.story.last.map_or(today.year(), Point::year);
        }
        let begun = first_month(season) <= today.month();
        if begun || self.ahead(at) || season == "WI" && today.month() < 3 && self.ahead(at) {
            today.year()
        } else {
            today.year() - 1
        }
    }
}

/// How many days back a date must lie to be of next year whatever the words say.
const NOT_THIS_YEAR: i32 = -HALF_A_YEAR_AND_MORE;

/// What may stand before a month, a year or a season: `last`, `early`, `each`.
fn is_lead(sense: Sense) -> Option<()> {
    matches!(sense, Sense::Shift(_) | Sense::Turn(_) | Sense::Mod(_) | Sense::Each).then_some(())
}

/// `2025-02-27`, `2/27/2025`, `27.02.2025`; with slashes the month first, unless it cannot be one.
fn numeric(word: &str) -> Option<Date> {
    let by = |mark: char| -> Option<[i16; 3]> {
        let mut parts = word.split(mark).map(|part| part.parse::<i16>().ok().filter(|_| part.len() <= 4));
        let found = [parts.next()??, parts.next()??, parts.next()??];
        parts.next().is_none().then_some(found)
    };
    if !word.as_bytes().first().is_some_and(u8::is_ascii_digit) || !(8..=10).contains(&word.len()) {
        return None;
    }
    let (year, month, day) = if let Some([year, month, day]) = by('-').filter(|parts| parts[0] > 31) {
        (year, month, day)
    } else if let Some([a, b, year]) = by('/') {
        if a > 12 { (year, b, a) } else { (year, a, b) }
    } else {
        let [day, month, year] = by('.')?;
        (year, month, day)
    };
    let year = if year < 100 { year + if year < 50 { 2000 } else { 1900 } } else { year };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
