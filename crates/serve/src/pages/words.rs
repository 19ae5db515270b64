//! How things are written on pages, and where links lead.

pub(super) use crate::chart::svg::Escaped as Text;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use std::fmt::Write;

const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The class of a quad class.
pub(super) fn side(quad: &str) -> &'static str {
    match quad {
        "verbal-cooperation" | "material-cooperation" => "coop",
        "verbal-conflict" | "material-conflict" => "conf",
        _ => "flat",
    }
}

/// `CONSULT` as `Consult`, `no-follow-up` as `no follow up`.
pub(super) fn words_of(code: &str) -> String {
    let is_capital = code.len() > 1 && code.chars().all(|c| c.is_ascii_uppercase() || c == '_' || c == '-');
    let plain = code.replace(['_', '-'], " ");
    if !is_capital {
        return plain;
    }
    let mut letters = plain.chars();
    let first = letters.next().map(String::from).unwrap_or_default();
    first + &letters.as_str().to_lowercase()
}

/// A word as the name of a class.
pub(super) fn class(word: &str) -> String {
    word.chars()
        .take(24)
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
        .collect()
}

/// `12345` as `12 345`, with thin spaces that do not break.
pub(super) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{202F}');
        }
        out.push(digit);
    }
    out
}

/// Somebody in a list of parties.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) code: Option<String>,
}

/// `Sergei Lavrov RUSGOV; Marco Rubio USAGOV` as two, each with name and code.
pub(super) fn parts(list: &str) -> Vec<Part> {
    let is_code = |word: &str| {
        word.len() >= 3
            && word.len() <= 18
            && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-')
    };
    let part = |text: &str| match text.rsplit_once(' ') {
        Some((name, code)) if is_code(code) => Part { name: name.to_owned(), code: Some(code.to_owned()) },
        _ => Part { name: text.to_owned(), code: None },
    };
    list.split("; ").map(str::trim).filter(|text| !text.is_empty()).map(part).collect()
}

/// A part of an address.
pub(super) fn part(text: &str) -> String {
    utf8_percent_encode(text, PLAIN).to_string()
}

/// The name of a party by its code.
pub(super) fn party(code: &str) -> String {
    let country = legation_knowledge::world::World::embedded().country(code);
    country.map_or_else(|| code.to_owned(), |country| country.name.to_owned())
}

/// `27 February 2025`.
pub(super) fn day(text: &str) -> String {
    let Ok(date) = text.parse::<jiff::civil::Date>() else { return text.to_owned() };
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = usize::from(date.month().unsigned_abs()).checked_sub(1).and_then(|at| MONTHS.get(at));
    format!("{} {} {}", date.day(), month.copied().unwrap_or_default(), date.year())
}

fn path(room: &str, part: &str) -> String {
    format!("/{room}/{}", utf8_percent_encode(part, PLAIN))
}

/// The page of an article.
pub(super) fn article(id: &str) -> String {
    path("article", id)
}

/// The page of an actor or a party.
pub(super) fn actor(code: &str) -> String {
    path("actor", code)
}

/// The page of a story.
pub(super) fn story(id: &str) -> String {
    path("story", id)
}

/// The page of a negotiation.
pub(super) fn dossier(name: &str) -> String {
    path("dossier", name)
}

/// The page of two parties that one name has.
pub(super) fn dyad_of(name: &str) -> String {
    path("dyad", name)
}

/// The page of two parties.
pub(super) fn dyad(one: &str, other: &str) -> String {
    path("dyad", &format!("{one}-{other}"))
}

/// An address of the web that a link may lead to.
pub(super) fn web(url: &str) -> Option<String> {
    crate::address::web(url).map(str::to_owned)
}

/// A path with parameters; those without a value are left out.
pub(super) fn address(path: &str, pairs: &[(String, String)]) -> String {
    let mut out = path.to_owned();
    let given = pairs.iter().filter(|(_, value)| !value.is_empty());
    for (at, (name, value)) in given.enumerate() {
        let sign = if at == 0 { '?' } else { '&' };
        let _ =
            write!(out, "{sign}{}={}", utf8_percent_encode(name, PLAIN), utf8_percent_encode(value, PLAIN));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parties_are_told_apart_from_their_codes() {
        let list = parts("Sergei Lavrov RUSGOV; the United States USA; some officials");
        let pairs: Vec<(&str, Option<&str>)> =
            list.iter().map(|part| (part.name.as_str(), part.code.as_deref())).collect();
        assert_eq!(
            pairs,
            [("Sergei Lavrov", Some("RUSGOV")), ("the United States", Some("USA")), ("some officials", None)]
        );
    }

    #[test]
    fn links_hold_what_names_hold() {
        assert_eq!(article("a/b?c#d é"), "/article/a%2Fb%3Fc%23d%20%C3%A9");
        assert_eq!(
            address("/events", &[("a".into(), "x&y".into()), ("b".into(), String::new())]),
            "/events?a=x%26y"
        );
        assert_eq!(count(1_234_567), "1\u{202F}234\u{202F}567");
    }
}
