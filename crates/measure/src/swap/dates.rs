//! The article's day and every year in it, 28 years later: weekdays and leap years come round, and no day or month changes.
//!
//! An article stays where it tells of decades, of years in two digits, of feasts of the moon, or of somebody who is in office on one
//! of the days and not on the other.

use super::exchange::{Exchange, occurrences};
use super::reading::Reading;
use jiff::ToSpan;
use jiff::civil::Date;
use legation_knowledge::lexicon::calendar::{self, Rule};
use legation_knowledge::world::{Person, Sense, World};
use legation_record::TimeMention;
use legation_text::Span;
use std::collections::BTreeSet;

/// Weekdays and leap years come round in so many years, from 1901 to 2099.
const CYCLE: i16 = 28;

/// The exchange, where it is sound.
pub(crate) fn exchange(reading: &Reading) -> Exchange {
    let text = reading.text();
    let mut exchange = Exchange::default();
    let day = reading.article.date;
    let later = day.checked_add(i64::from(CYCLE).years()).ok().filter(|later| later.year() < 2099);
    let years: Option<Vec<BTreeSet<i16>>> =
        reading.record.mentions.times.iter().map(|time| years(text, time)).collect();
    let is_sound = later.is_some_and(|later| is_same_world(reading, day, later));
    let Some(years) = years.filter(|_| is_sound) else {
        exchange.kept = true;
        return exchange;
    };
    exchange.years = CYCLE;
    for year in years.into_iter().flatten().collect::<BTreeSet<i16>>() {
        for span in occurrences(text, &year.to_string()) {
            exchange.replace(text, span, &(year + CYCLE).to_string());
        }
    }
    exchange
}

/// The years that an expression writes in four digits; none where it would not mean the same so much later.
fn years(text: &str, time: &TimeMention<Span>) -> Option<BTreeSet<i16>> {
    let words = time.span.of(text);
    let is_decade = time.value.len() == 3 && time.value.bytes().all(|byte| byte.is_ascii_digit());
    let groups: Vec<&str> =
        words.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let whole: Vec<i16> = groups
        .iter()
        .filter(|group| group.len() == 4 && time.value.contains(**group))
        .filter_map(|group| group.parse().ok())
        .collect();
    let is_short = match *groups {
        [year, other] => year.len() == 4 && other.len() == 2 && words.contains(&format!("{year}-{other}")),
        [_, _, year] => whole.is_empty() && year.len() == 2 && words.contains('/'),
        _ => false,
    };
    let is_cut = groups.iter().any(|group| {
        let before = words.split(group).next().and_then(|before| before.chars().next_back());
        group.len() == 2 && before.is_some_and(|c| c.is_alphabetic() || matches!(c, '\'' | '’'))
    });
    let far = whole.iter().any(|year| !(1900..2099 - CYCLE).contains(year));
    (!is_decade && !is_short && !is_cut && !far && !moves(words)).then(|| whole.into_iter().collect())
}

/// Whether some words name a feast that another year has on another day.
fn moves(words: &str) -> bool {
    let small = words.to_lowercase().replace('’', "'");
    let fixed =
        |rule: Rule| matches!(rule, Rule::Fixed(..) | Rule::Nth(..) | Rule::Thanksgiving(_) | Rule::Election);
    small.split(' ').any(|first| {
        calendar::holidays(first).any(|(name, rule)| !fixed(rule) && small.contains(&name.join(" ")))
    })
}

/// Whether all whom the text names, and its states and bodies, are on both days what they are on one.
fn is_same_world(reading: &Reading, day: Date, later: Date) -> bool {
    let offices = |person: &Person, day: Date| {
        let held: Vec<&str> = person.tenures_on(day).map(|tenure| tenure.title).collect();
        (held, person.last_before(day).map(|tenure| tenure.start))
    };
    let stays = |person: &Person| offices(person, day) == offices(person, later);
    let actors = &reading.record.mentions.actors;
    let acts = |span: Span| actors.iter().any(|actor| actor.span.overlaps(span) && actor.entity.is_some());
    let known = reading.known.iter().all(|(span, senses)| {
        senses.iter().all(|sense| match sense {
            Sense::Person(person, _) => !acts(*span) || stays(person),
            Sense::Body(body) => body.is_current(day) == body.is_current(later),
            Sense::Country(country) | Sense::Adjective(country) | Sense::People(country) => {
                country.exists_on(day) == country.exists_on(later)
            }
            _ => true,
        })
    });
    let entities: BTreeSet<&str> = actors.iter().filter_map(|actor| actor.entity.as_deref()).collect();
    known && World::embedded().people().filter(|person| entities.contains(person.name)).all(stays)
}

#[cfg(test)]
mod tests {
    use super::*;
    use legation_record::TimexType;

    #[test]
    fn years_are_found_where_28_years_later_means_the_same() {
        let check = |words: &str, value: &str, expected: Option<&[i16]>| {
            let span = Span::new(words, 0, words.len()).unwrap();
            let time = TimeMention {
                span,
                kind: TimexType::Date,
                value: value.to_owned(),
                modifier: None,
                begin_point: None,
                end_point: None,
            };
            let found = years(words, &time).map(|years| years.into_iter().collect::<Vec<_>>());
            assert_eq!(found.as_deref(), expected, "{words}");
        };
        check("February 2024", "2024-02", Some(&[2024]));
        check("2021-05-26", "2021-05-26", Some(&[2021]));
        check("Monday", "2025-05-26", Some(&[]));
        check("Thanksgiving", "2025-11-27", Some(&[]));
        check("Easter", "2025-04-20", None);
        check("the 1990s", "199", None);
        check("2021-22", "2021", None);
        check("'22", "2022", None);
        check("1848", "1848", None);
    }
}
