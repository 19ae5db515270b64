//! Stretches of the calendar, and the holidays in it.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use legation_knowledge::lexicon::calendar::{Rule, lunar_new_year};
use legation_record::{Grain, PartialDate};

/// A stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Point {
    Century(i16),
    Decade(i16),
    Year(i16),
    Half(i16, i8),
    Quarter(i16, i8),
    Season(i16, &'static str),
    Month(i16, i8),
    /// By its Monday.
    Week(Date),
    /// By its Monday.
    Weekend(Date),
    Day(Date),
}

impl Point {
    /// The value in TIMEX3.
    pub(super) fn value(self) -> String {
        match self {
            Point::Century(century) => format!("{century:02}"),
            Point::Decade(decade) => format!("{decade:03}"),
            Point::Year(year) if year < 0 => format!("BC{:04}", -year),
            Point::Year(year) => format!("{year:04}"),
            Point::Half(year, half) => format!("{year:04}-H{half}"),
            Point::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
            Point::Season(year, season) => format!("{year:04}-{season}"),
            Point::Month(year, month) => format!("{year:04}-{month:02}"),
            Point::Week(monday) => PartialDate::containing(monday, Grain::Week).to_string(),
            Point::Weekend(monday) => format!("{}-WE", PartialDate::containing(monday, Grain::Week)),
            Point::Day(day) => day.to_string(),
        }
    }

    /// Its year, the first of several.
    pub(super) fn year(self) -> i16 {
        match self {
            Point::Century(century) => century * 100,
            Point::Decade(decade) => decade * 10,
            Point::Year(year)
            | Point::Half(year, _)
            | Point::Quarter(year, _)
            | Point::Season(year, _)
            | Point::Month(year, _) => year,
            Point::Week(day) | Point::Weekend(day) | Point::Day(day) => day.year(),
        }
    }

    /// Its first day.
    pub(super) fn first_day(self) -> Date {
        let month = match self {
            Point::Half(_, half) => 6 * half - 5,
            Point::Quarter(_, quarter) => 3 * quarter - 2,
            Point::Season(_, season) => first_month(season),
            Point::Month(_, month) => month,
            Point::Week(day) | Point::Weekend(day) | Point::Day(day) => return day,
            Point::Century(_) | Point::Decade(_) | Point::Year(_) => 1,
        };
        Date::new(self.year(), month, 1).unwrap_or(Date::ZERO)
    }

    /// The stretch of a unit that holds a day, moved by so many units; none where that is out of all reach of a calendar.
    pub(super) fn around(day: Date, unit: &str, by: i64) -> Option<Point> {
        if by.abs() > FURTHEST {
            return None;
        }
        let months = |by: i64| day.first_of_month().saturating_add(by.months());
        Some(match unit {
            "D" => Point::Day(day.saturating_add(by.days())),
            "W" => Point::Week(monday(day.saturating_add(by.weeks()))),
            "WE" => Point::Weekend(monday(day.saturating_add(by.weeks()))),
            "M" => Point::Month(months(by).year(), months(by).month()),
            "Q" => {
                let day = months(3 * by);
                Point::Quarter(day.year(), quarter_of(day))
            }
            "Y" => Point::Year(day.saturating_add(by.years()).year()),
            "DE" => Point::Decade(day.year().div_euclid(10) + by as i16),
            "CE" => Point::Century(day.year().div_euclid(100) + by as i16),
            _ => return None,
        })
    }
}

/// So many units away nothing is dated.
const FURTHEST: i64 = 9_000;

/// The day so many days after another; the last one that there is where that is out of reach.
pub(super) fn days_after(day: Date, by: i64) -> Date {
    day.saturating_add(by.clamp(-FURTHEST * 366, FURTHEST * 366).days())
}

/// The quarter of the year in which a day lies.
pub(super) fn quarter_of(day: Date) -> i8 {
    (day.month() + 2) / 3
}

/// The first month of a season.
pub(super) fn first_month(season: &str) -> i8 {
    match season {
        "SP" => 3,
        "SU" => 6,
        "FA" => 9,
        _ => 12,
    }
}

fn monday(day: Date) -> Date {
    day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
}

/// The day of a holiday in a year.
pub(super) fn holiday(rule: Rule, year: i16) -> Option<Date> {
    let date = |month, day| Date::new(year, month, day).ok();
    let after = |day: Option<Date>, days: i32| Some(day?.saturating_add(i64::from(days).days()));
    match rule {
        Rule::Fixed(month, day) => date(month, day),
        Rule::Nth(nth, weekday, month) => nth_weekday(year, month, weekday, nth),
        Rule::Thanksgiving(days) => after(nth_weekday(year, 11, 4, 4), days),
        Rule::Election => after(nth_weekday(year, 11, 1, 1), 1),
        Rule::Easter(days) => after(easter(year), days),
        Rule::Orthodox(days) => after(orthodox_easter(year), days),
        Rule::Hebrew(month, day) => hebrew(year, month, day),
        Rule::Islamic(month, day) => islamic(year, month, day),
        Rule::Lunar(days) => after(lunar_new_year(year).and_then(|(month, day)| date(month, day)), days),
        // 20 March in leap years, 21 March in the others, from 1996 to 2028.
        Rule::Nowruz => date(3, if year % 4 == 0 { 20 } else { 21 }),
    }
}

fn nth_weekday(year: i16, month: i8, weekday: i8, nth: i8) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
}

/// Easter of the western churches (Meeus 1991, chapter 8).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()
}

/// Easter of the eastern churches (Meeus 1991, chapter 8), from 1900 to 2099.
fn orthodox_easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let d = (19 * (y % 19) + 15) % 30;
    let e = (2 * (y % 4) + 4 * (y % 7) - d + 34) % 7;
    let n = d + e + 114;
    Some(Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()?.saturating_add(13.days()))
}

/// The day of a fixed number (*rata die*; 1 is the first of January of the year 1).
fn fixed(number: i64) -> Date {
    Date::new(1, 1, 1).unwrap_or(Date::ZERO).saturating_add((number - 1).days())
}

/// A day of the Hebrew calendar in a year of ours (Dershowitz and Reingold 2008, chapter 7); months count from Nisan.
fn hebrew(year: i16, month: i8, day: i8) -> Option<Date> {
    let elapsed = |year: i64| {
        let months = (235 * year - 234).div_euclid(19);
        let days = 29 * months + (12_084 + 13_753 * months).div_euclid(25_920);
        if (3 * (days + 1)).rem_euclid(7) < 3 { days + 1 } else { days }
    };
    let new_year = |year: i64| {
        let [before, here, next] = [elapsed(year - 1), elapsed(year), elapsed(year + 1)];
        let delay = if next - here == 356 { 2 } else { i64::from(here - before == 382) };
        -1_373_427 + here + delay
    };
    // The year that begins in the autumn of ours.
    let begins = i64::from(year) + 3761;
    let tishri = new_year(begins);
    let nisan = tishri - 177;
    let length = new_year(begins + 1) - tishri;
    let heshvan = if length % 10 == 5 { 30 } else { 29 };
    let first = match month {
        1 => nisan,
        3 => nisan + 59,
        5 => nisan + 118,
        7 => tishri,
        9 => tishri + 30 + heshvan,
        12 => nisan - 29,
        _ => return None,
    };
    Some(fixed(first + i64::from(day) - 1))
}

/// A day of the tabular Islamic calendar in a year of ours (Dershowitz and Reingold 2008, chapter 6).
fn islamic(year: i16, month: i8, day: i8) -> Option<Date> {
    let (month, day) = (i64::from(month), i64::from(day));
    let about = (i64::from(year) - 622) * 33 / 32;
    (about - 1..about + 4)
        .map(|year| {
            fixed(
                227_014
                    + (year - 1) * 354
                    + (3 + 11 * year).div_euclid(30)
                    + 29 * (month - 1)
                    + month / 2
                    + day,
            )
        })
        .find(|found| found.year() == year)
}

#[cfg(test)]
mod tests {
    use super::holiday;
    use legation_knowledge::lexicon::calendar::Rule;

    #[test]
    fn holidays_fall_on_their_days() {
        let cases = [
            (Rule::Easter(0), 2025, "2025-04-20"),
            (Rule::Easter(-2), 1998, "1998-04-10"),
            (Rule::Orthodox(0), 2024, "2024-05-05"),
            (Rule::Thanksgiving(0), 1999, "1999-11-25"),
            (Rule::Election, 1998, "1998-11-03"),
            (Rule::Nth(-1, 1, 5), 2025, "2025-05-26"),
            (Rule::Hebrew(7, 10), 1973, "1973-10-06"),
            (Rule::Hebrew(7, 10), 2025, "2025-10-02"),
            (Rule::Hebrew(1, 15), 2024, "2024-04-23"),
            (Rule::Hebrew(9, 25), 2024, "2024-12-26"),
            (Rule::Islamic(9, 1), 2025, "2025-03-01"),
            (Rule::Islamic(10, 1), 2024, "2024-04-10"),
            (Rule::Lunar(0), 2025, "2025-01-29"),
            (Rule::Nowruz, 2025, "2025-03-21"),
        ];
        for (rule, year, day) in cases {
            assert_eq!(holiday(rule, year).map(|day| day.to_string()).as_deref(), Some(day), "{rule:?}");
        }
    }
}
