//! Short texts and what is read in them. Each case file holds texts between lines of `===`; the day is 2025-02-27.

use jiff::civil::date;
use legation_read::Reader;
use legation_record::Record;
use legation_text::{Span, articles};
use std::fmt::Write;

fn read(text: &str) -> (String, Record<Span>) {
    let article = articles("case", text.as_bytes(), Some(date(2025, 2, 27))).next().unwrap().unwrap();
    let record = Reader::new().read(&article);
    (article.text, record)
}

/// A record as lines that a person can check against the text.
fn render(text: &str) -> String {
    let (text, record) = read(text);
    let mut out = String::new();
    let words = |spans: &[Span]| spans.iter().map(|span| span.of(&text)).collect::<Vec<_>>().join(" … ");
    for (at, statement) in record.statements.iter().enumerate() {
        let cue = statement.cue.map_or("-", |cue| cue.of(&text));
        let day = statement.date.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
        let content = words(&statement.content);
        let _ = writeln!(
            out,
            "s{at} {} {} | {cue} | {:?} {:?} {day} | {content}",
            statement.who.as_deref().unwrap_or("-"),
            statement.code.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string),
            statement.kind,
            statement.mode,
        );
    }
    for (at, event) in record.events.iter().enumerate() {
        let codes = |side: &[legation_record::Participant<Span>]| {
            side.iter().map(|actor| actor.code.to_string()).collect::<Vec<_>>().join("+")
        };
        let place = event.place.as_ref().map_or("-", |place| &place.name);
        let day = |date: Option<legation_record::PartialDate>| {
            date.map_or_else(|| "-".to_owned(), |date| date.to_string())
        };
        let mode = event.mode.as_ref().map_or_else(String::new, |mode| format!("/{mode}"));
        let told = event.according_to.map_or_else(String::new, |told| format!(" (s{told})"));
        let round = event.round.as_ref().map_or_else(String::new, |round| format!(" | round {}", round.n));
        let _ = writeln!(
            out,
            "e{at} {}{mode} {} | {} > {} | {place} | {}..{} | {}{told}{round}",
            event.kind.name(),
            event.status.name(),
            codes(&event.source),
            codes(&event.target),
            day(event.start),
            day(event.end),
            words(&event.triggers),
        );
    }
    for item in &record.agenda {
        let _ = writeln!(out, "agenda of e{}: {:?} {}", item.event, item.scope, item.topic);
    }
    out
}

#[test]
fn cases() {
    insta::glob!("cases/*.txt", |path| {
        let input = std::fs::read_to_string(path).unwrap();
        let shown: Vec<String> =
            input.trim_end().split("\n===\n").map(|text| format!("{text}\n{}", render(text))).collect();
        insta::assert_snapshot!(shown.join("\n"));
    });
}

#[test]
fn what_only_looks_like_diplomacy_is_left_alone() {
    for text in include_str!("cases/near-misses.txt").trim_end().split("\n===\n") {
        let (_, record) = read(text);
        assert!(record.events.is_empty(), "{text}: {:?}", record.events);
    }
}

#[test]
fn the_weights_of_what_is_one_event_are_of_what_is_looked_at() {
    let text = "The Danish minister met the Polish minister in Warsaw. The talks went on.";
    let article = legation_text::articles("case", text.as_bytes(), Some(jiff::civil::date(2025, 2, 27)))
        .next()
        .unwrap()
        .unwrap();
    let text = "Denmark's minister met Poland's minister in Warsaw on Monday. Denmark's minister visited Paris in May.";
    let other = legation_text::articles("case", text.as_bytes(), Some(jiff::civil::date(2025, 2, 27)))
        .next()
        .unwrap()
        .unwrap();
    let pairs: Vec<_> =
        [article, other].iter().flat_map(|article| legation_read::Reader::new().pairs(article)).collect();
    let names: Vec<&str> = legation_knowledge::lexicon::same::WEIGHTS.iter().map(|(name, _)| *name).collect();
    assert!(!pairs.is_empty());
    for pair in pairs {
        assert_eq!(pair.features.iter().map(|(name, _)| *name).collect::<Vec<_>>(), names);
    }
}
