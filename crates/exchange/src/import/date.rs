//! Days as outside formats write them.

use super::error::Fault;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// How much of what is no day a message shows, in characters.
const SHOWN: usize = 40;
/// The years that a date of publication may lie in.
const YEARS: std::ops::RangeInclusive<i16> = 1700..=2200;

/// The day that a field gives: `2025-02-27T10:00:00Z`, `Thu, 27 Feb 2025 …`, `27.02.2025`, seconds since 1970. The day is that which is
/// written, whatever the time zone. None where there is no day, or where it could be two: `03/04/2025`.
pub(crate) fn of(written: &str) -> Option<Date> {
    let written = written.trim();
    leading(written).or_else(|| epoch(written)).or_else(|| within(written)).or_else(|| numeric(written))
}

/// The day that a field for it gives; none where the field is not there or empty. A day that cannot be understood in one way is an error.
pub(crate) fn stated(written: Option<&str>) -> Result<Option<Date>, Fault> {
    let Some(written) = written.map(str::trim).filter(|written| !written.is_empty()) else { return Ok(None) };
    of(written).map(Some).ok_or_else(|| Fault::UnclearDate(written.chars().take(SHOWN).collect()))
}

/// The first day that stands in some running text with the name of its month, or as `2025-02-27`.
pub(crate) fn within(text: &str) -> Option<Date> {
    let words = words(text);
    (0..words.len()).find_map(|at| {
        let near = |at: Option<usize>| at.and_then(|at| words.get(at)).copied().unwrap_or_default();
        let word = near(Some(at));
        if let Some(month) = month(word) {
            let (before, after) = (near(at.checked_sub(1)), near(Some(at + 1)));
            if let (Some(day), Some(year)) = (day(after), year(near(Some(at + 2)), false)) {
                return Date::new(year, month, day).ok();
            }
            return Date::new(year(after, true)?, month, day(before)?).ok();
        }
        (word.len() == 4 && word.as_ptr() as usize >= text.as_ptr() as usize)
            .then(|| text.get(word.as_ptr() as usize - text.as_ptr() as usize..))
            .flatten()
            .and_then(leading)
    })
}

/// The day in an address: `/2025/02/27/`, `/2025-02-27-`, `-20250227.`.
pub(crate) fn in_address(url: &str) -> Option<Date> {
    let parts: Vec<&str> = url.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let three = parts.windows(3).find_map(|three| match three {
        [year, month, day] if year.len() == 4 && (1..=2).contains(&day.len()) => {
            let month = self::month(month).or_else(|| month.parse().ok().filter(|_| month.len() <= 2))?;
            civil(year.parse().ok()?, month, day.parse().ok()?)
        }
        _ => None,
    });
    three.or_else(|| parts.iter().find_map(|part| (part.len() == 8).then(|| leading(part)).flatten()))
}

/// `2025-02-27`, `2025/2/27`, `2025.02.27` or `20250227`, and then nothing, a time or no digit.
fn leading(written: &str) -> Option<Date> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(written);
    if first == 8 || first == 14 {
        return civil(number(written, 0, 4)?, number(written, 4, 6)?, number(written, 6, 8)?);
    }
    let mark = written.get(4..5).filter(|mark| first == 4 && ["-", "/", "."].contains(mark))?;
    let rest = written.get(5..)?;
    let month = digits(rest);
    let after = rest.get(month..)?.strip_prefix(mark)?;
    let day = digits(after);
    if !(1..=2).contains(&month) || !(1..=2).contains(&day) {
        return None;
    }
    civil(number(written, 0, 4)?, number(rest, 0, month)?, number(after, 0, day)?)
}

fn number<N: std::str::FromStr>(text: &str, from: usize, to: usize) -> Option<N> {
    text.get(from..to)?.parse().ok()
}

/// A day in the years that a date of publication may lie in.
pub(crate) fn civil(year: i16, month: i8, day: i8) -> Option<Date> {
    YEARS.contains(&year).then(|| Date::new(year, month, day).ok()).flatten()
}

/// Seconds or milliseconds since 1970.
fn epoch(written: &str) -> Option<Date> {
    let is_count = written.bytes().all(|byte| byte.is_ascii_digit());
    let count: i64 =
        written.parse().ok().filter(|_| is_count && matches!(written.len(), 9..=10 | 12..=13))?;
    let seconds = if written.len() > 10 { count / 1000 } else { count };
    Some(Offset::UTC.to_datetime(Timestamp::from_second(seconds).ok()?).date())
}

/// `27.02.2025`; `27/02/2025` and `02/27/2025` where only one reading is a day.
fn numeric(written: &str) -> Option<Date> {
    let head = written.split([' ', 'T', ',']).next()?;
    let mark = head.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<i16> = head.split(mark).map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let &[first, second, year] = parts.as_slice() else { return None };
    let year = if head.ends_with(&format!("{mark}{year}")) && year >= 1000 { year } else { return None };
    let (first, second) = (i8::try_from(first).ok()?, i8::try_from(second).ok()?);
    let (by_day, by_month) = (civil(year, second, first), civil(year, first, second));
    match mark {
        '.' => by_day,
        '/' | '-' if by_day.is_none() || by_day == by_month => by_month,
        '/' | '-' if by_month.is_none() => by_day,
        _ => None,
    }
}

/// Runs of letters and digits.
fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// The number of a month that is named: in full, or by its first three letters.
fn month(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let at = MONTHS.iter().position(|month| {
        *month == word
            || (word.len() == 3 && month.starts_with(&word))
            || (word == "sept" && *month == "september")
    })?;
    i8::try_from(at + 1).ok()
}

fn day(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = word.get(digits.len()..)?.to_lowercase();
    let day: i8 = digits.parse().ok()?;
    (["", "st", "nd", "rd", "th"].contains(&ending.as_str()) && (1..=31).contains(&day)).then_some(day)
}

fn year(word: &str, may_be_short: bool) -> Option<i16> {
    let year: i16 = word.parse().ok()?;
    match word.len() {
        4 => YEARS.contains(&year).then_some(year),
        2 if may_be_short => Some(if year < 70 { 2000 + year } else { 1900 + year }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn days_as_they_are_written() {
        for (written, day) in [
            ("2025-02-27", "2025-02-27"),
            ("2025-02-27T23:30:00-05:00", "2025-02-27"),
            ("2025-2-7 10:00", "2025-02-07"),
            ("20250227", "2025-02-27"),
            ("20250227103000", "2025-02-27"),
            ("Thu, 27 Feb 2025 10:00:00 GMT", "2025-02-27"),
            ("27 Feb 25 10:00 EST", "2025-02-27"),
            ("February 27, 2025 Thursday", "2025-02-27"),
            ("Feb. 27th, 2025", "2025-02-27"),
            ("27 February 2025", "2025-02-27"),
            ("27.02.2025", "2025-02-27"),
            ("27/02/2025 14:00", "2025-02-27"),
            ("02/27/2025", "2025-02-27"),
            ("04/04/2025", "2025-04-04"),
            ("1740650400", "2025-02-27"),
            ("1740650400000", "2025-02-27"),
            ("Published: 3 March 2025 at 09:00", "2025-03-03"),
            ("Sept. 3, 2024", "2024-09-03"),
        ] {
            assert_eq!(super::of(written).map(|day| day.to_string()).as_deref(), Some(day), "{written}");
        }
        for none in
            ["", "03/04/2025", "yesterday", "2025", "2025-02-30", "may 2025", "1234", "99999999", "é2025-02"]
        {
            assert_eq!(super::of(none), None, "{none}");
        }
    }

    #[test]
    fn days_in_addresses() {
        for (url, day) in [
            ("https://a.example/2025/02/27/talks", Some("2025-02-27")),
            ("https://a.example/world/2025/feb/27/talks", Some("2025-02-27")),
            ("https://a.example/talks-2025-02-27.html", Some("2025-02-27")),
            ("https://a.example/n/20250227-talks", Some("2025-02-27")),
            ("https://a.example/story/98765432", None),
            ("https://a.example/2025/talks", None),
        ] {
            assert_eq!(super::in_address(url).map(|day| day.to_string()).as_deref(), day, "{url}");
        }
    }
}
