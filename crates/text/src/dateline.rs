//! The dateline at the head of an agency's report: `DUBAI, May 21. /TASS/.`, `ISTANBUL, Feb 27 (Reuters) -`.
//!
//! A place, then in any order a region, a day and an agency, then a dash (or the agency's own slashes). A place that
//! is not in capitals needs one of the others, so that `Moscow — long an ally — said` stays a sentence.

use crate::input::is_blank;
use crate::{Dateline, Span};
use jiff::civil::Date;

/// How far into the body a dateline may reach, in bytes.
const REACH: usize = 120;
/// How many words a place or region may have.
const WORDS: usize = 5;
/// Words of places that are written small.
const SMALL: [&str; 9] = ["of", "the", "de", "la", "le", "du", "el", "al", "and"];
/// The first three letters of the months.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// What ends a dateline, longest first where one begins another.
const DASHES: [&str; 7] = [" -- ", " - ", " – ", " — ", "--", "–", "—"];

/// A dateline's day lies before the article's, or not more than so many days after it (embargoes, time zones).
const AHEAD: i32 = 7;

/// The dateline that a body begins with. `date` is the article's: a day without a year is the last one before it.
pub(crate) fn find(text: &str, body: Span, date: Date) -> Option<Dateline> {
    let all = body.of(text);
    let reach = (0..=REACH.min(all.len())).rev().find(|&at| all.is_char_boundary(at))?;
    let head = &all[..reach];
    let (inner, agency, end) = cut(head)?;
    let at = |part: &str| {
        let start = part.as_ptr() as usize - text.as_ptr() as usize;
        Span::new(text, start, start + part.len())
    };

    let mut parts = inner.split(',').map(|part| part.trim_matches(is_blank));
    let place = parts.next().filter(|place| is_name(place))?;
    let (mut region, mut day) = (None, None);
    for part in parts {
        if let Some(found) = parse_day(part, date) {
            day = Some((part.trim_end_matches('.'), found));
        } else if day.is_some() && part.trim_end_matches('.').parse::<i16>().is_ok() {
            // The year of the day before it.
        } else if is_name(part) {
            region = Some(part);
        } else {
            return None;
        }
    }
    let in_capitals = place.chars().any(char::is_alphabetic) && !place.chars().any(char::is_lowercase);
    let next = all[end..].trim_start_matches(is_blank).chars().next()?;
    let is_told = day.is_some() || agency.is_some();
    let begins = !next.is_lowercase();
    if !(is_told || (begins && (in_capitals || region.is_some()))) {
        return None;
    }
    let whole = match (region, day) {
        (Some(region), None) => Span::new(text, at(place)?.start(), at(region)?.end()),
        _ => at(place),
    };
    Some(Dateline {
        span: Span::new(text, body.start(), body.start() + end)?,
        place: whole,
        date_span: day.and_then(|(words, _)| at(words)),
        date: day.map(|(_, day)| day),
        agency: agency.and_then(at),
    })
}

/// What stands before the dash (or the agency's slashes), the agency, and where the dateline ends.
fn cut(head: &str) -> Option<(&str, Option<&str>, usize)> {
    // `… (Reuters) -`, `… /TASS/.`: the agency ends it.
    for (open, close) in [('(', ')'), ('/', '/')] {
        let Some(start) = head.find(open) else { continue };
        let Some(length) = head[start + 1..].find(close) else { continue };
        let agency = &head[start + 1..start + 1 + length];
        let inner = head[..start].trim_matches(is_blank);
        let is_agency = (2..=30).contains(&agency.len())
            && agency.starts_with(char::is_uppercase)
            && agency.chars().all(|c| c.is_alphanumeric() || " .&/'’-".contains(c))
            && head[..start].ends_with(is_blank);
        if !is_agency {
            continue;
        }
        let rest = &head[start + length + 2..];
        let mut tail = rest.strip_prefix('.').unwrap_or(rest).trim_start_matches(is_blank);
        let had_dash = tail.starts_with(['-', '–', '—', ':']);
        tail = tail.trim_start_matches(['-', '–', '—', ':']);
        return (had_dash || open == '/').then(|| (inner, Some(agency), head.len() - tail.len()));
    }
    let (at, dash) =
        DASHES.iter().filter_map(|dash| head.find(dash).map(|at| (at, dash))).min_by_key(|(at, _)| *at)?;
    Some((head[..at].trim_matches(is_blank), None, at + dash.len()))
}

/// Whether words could name a place: few, capitalised, nothing but letters and the marks of names.
fn is_name(words: &str) -> bool {
    let parts: Vec<&str> = words.split([' ', '/', '-', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    let capital = |word: &&str| word.starts_with(char::is_uppercase);
    let fits = |word: &&str| {
        (capital(word) || SMALL.contains(word))
            && word.chars().all(|c| c.is_alphabetic() || ".'’".contains(c))
    };
    (1..=WORDS).contains(&parts.len()) && parts.iter().all(fits) && parts.first().is_some_and(capital)
}

/// `May 21.`, `21 May`, `Feb. 27 2025`: the day; the last one up to `article` where no year is given.
fn parse_day(part: &str, article: Date) -> Option<Date> {
    let (mut month, mut day, mut year) = (None, None, None);
    for word in part.split([' ', '\u{a0}']).filter(|word| !word.is_empty()) {
        let word = word.trim_end_matches('.');
        if let Ok(number) = word.parse::<i16>() {
            match number {
                1..=31 if day.is_none() => day = i8::try_from(number).ok(),
                1000.. if year.is_none() => year = Some(number),
                _ => return None,
            }
        } else {
            let start = word.get(..3)?.to_ascii_lowercase();
            let at = MONTHS.iter().position(|name| **name == start)?;
            let is_whole = word.chars().all(char::is_alphabetic);
            if month.is_some() || !is_whole {
                return None;
            }
            month = i8::try_from(at + 1).ok();
        }
    }
    let (month, day) = (month?, day?);
    let years = match year {
        Some(year) => vec![year],
        None => vec![article.year() + 1, article.year(), article.year() - 1],
    };
    let is_told =
        |day: &Date| year.is_some() || article.until(*day).is_ok_and(|ahead| ahead.get_days() <= AHEAD);
    years.into_iter().filter_map(|year| Date::new(year, month, day).ok()).find(is_told)
}
